"""Publishing: all at once or not at all, whatever happens, and nothing of anybody else's is lost."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from yibenzhang.site import swap
from yibenzhang.site.listing import MANIFEST
from yibenzhang.site.publish import Publisher, TakenError

FILES = [f"c/{number}.html" for number in range(40)] + ["index.html", "assets/a.js"]
_FOREVER = """
import sys
from pathlib import Path
from yibenzhang.site.publish import Publisher
output, number = Path(sys.argv[1]), int(sys.argv[2])
while True:
    number += 1
    with Publisher(output) as publisher:
        for path in sys.argv[3:]:
            publisher.write(path, f"{number}".encode() * 50)
        publisher.write("same.html", b"never changes")
        publisher.finish()
    print(number, flush=True)
"""


def publish(output: Path, files: dict[str, str], keys: dict[str, str] | None = None) -> Publisher:
    with Publisher(output) as publisher:
        for path, text in files.items():
            key = (keys or {}).get(path, "")
            if not publisher.keeps(path, key):
                publisher.write(path, text.encode(), key)
        publisher.finish()
    return publisher


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def alone(output: Path) -> bool:
    return [path.name for path in output.parent.iterdir()] == [output.name]


@pytest.fixture(params=["whole", "renamed", "file by file"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How the site gets into its place: by an exchange, by two renames, or by moving its files."""
    if request.param != "whole":
        monkeypatch.setattr(swap, "_exchanged", lambda one, other: False)
    if request.param == "file by file":
        monkeypatch.setattr(swap, "beside", lambda output: None)
    return str(request.param)


def test_what_changed_is_new_what_did_not_is_the_same_file_and_strangers_stay(tmp_path: Path, way: str) -> None:
    output = tmp_path / "out" / "site"
    publish(output, {"a.html": "1", "b/c.html": "2", "b/gone.html": "3"})
    for name in ("CNAME", "b/mine.txt", "own/deep/file.txt", "gone/x.txt"):
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        (output / name).write_text(name)
    (output / "link").symlink_to(tmp_path)
    kept = (output / "b/c.html").stat()
    assert publish(output, {"a.html": "new", "b/c.html": "2"}).changed == 1
    assert tree(output) == {
        "CNAME": "CNAME", "a.html": "new", "b/c.html": "2", "b/mine.txt": "b/mine.txt", "gone/x.txt": "gone/x.txt", "own/deep/file.txt": "own/deep/file.txt",
    }  # fmt: skip
    assert (output / "link").is_symlink()
    assert ((output / "b/c.html").stat().st_mtime_ns, (output / "b/c.html").stat().st_ino) == (
        kept.st_mtime_ns,
        kept.st_ino,
    )
    assert alone(output)


def test_a_file_made_of_the_same_is_not_written_and_one_that_was_spoilt_is(tmp_path: Path, way: str) -> None:
    output = tmp_path / "site"
    publish(output, {"a.html": "1", "b.html": "1"}, {"a.html": "k", "b.html": "k"})
    # The key is the same: the new text is not even looked at.
    assert publish(output, {"a.html": "2", "b.html": "2"}, {"a.html": "k", "b.html": "other"}).changed == 1
    assert tree(output) == {"a.html": "1", "b.html": "2"}
    (output / "a.html").write_text("")
    publish(output, {"a.html": "3", "b.html": "2"}, {"a.html": "k", "b.html": "other"})
    assert tree(output) == {"a.html": "3", "b.html": "2"}
    (output / "a.html").unlink()
    publish(output, {"a.html": "4"}, {"a.html": "k"})
    assert tree(output) == {"a.html": "4"}


def test_a_file_of_somebody_else_is_never_written_over(tmp_path: Path, way: str) -> None:
    output = tmp_path / "site"
    (output / "c").mkdir(parents=True)
    (output / "index.html").write_text("mine")
    (output / "c/1.html").write_text("the same")
    with pytest.raises(TakenError, match=r"不是网站的文件，网站也要用这个名字：index\.html。换一个"):
        publish(output, {"index.html": "new", "c/1.html": "the same", "c/2.html": "x"})
    assert tree(output) == {"index.html": "mine", "c/1.html": "the same"}
    (output / "index.html").unlink()
    publish(output, {"index.html": "new", "c/1.html": "the same"})
    assert tree(output) == {"index.html": "new", "c/1.html": "the same"}
    assert alone(output)


def test_what_is_not_finished_leaves_no_trace(tmp_path: Path, way: str) -> None:
    output = tmp_path / "deep" / "site"
    with Publisher(output) as publisher:
        publisher.write("a.html", b"1")
    assert list(tmp_path.iterdir()) == []
    publish(output, {"a.html": "1"})
    with Publisher(output) as publisher:
        publisher.write("a.html", b"2")
    assert tree(output) == {"a.html": "1"}
    assert alone(output)


def test_the_folder_keeps_its_rights_and_a_link_to_it_stays(tmp_path: Path) -> None:
    place = tmp_path / "place"
    publish(place, {"a.html": "1"})
    place.chmod(0o2755)
    link = tmp_path / "site"
    link.symlink_to(place)
    publish(link, {"a.html": "2"})
    assert link.is_symlink()
    assert tree(place) == {"a.html": "2"}
    assert place.stat().st_mode & 0o7777 == 0o2755


def test_a_build_stopped_between_two_renames_is_mended(tmp_path: Path) -> None:
    output = tmp_path / "site"
    publish(output, {"a.html": "1"})
    done = subprocess.run([sys.executable, "-c", "pass"], check=True)
    assert done.returncode == 0
    dead = 2**22 + 1
    output.rename(tmp_path / f".site.ybz-old-{dead}")
    (tmp_path / f".site.ybz-{dead}").mkdir()
    (tmp_path / ".site.ybz-notes").mkdir()
    swap.recover(output)
    assert tree(output) == {"a.html": "1"}
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site.ybz-notes", "site"]


def test_a_reader_sees_whole_sites_only_and_so_it_is_after_kill_9(tmp_path: Path) -> None:
    output = tmp_path / "site"
    seen: list[set[bytes]] = []
    torn: list[str] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                folder = os.open(output, os.O_RDONLY)
            except FileNotFoundError:
                if seen:
                    torn.append("no site")
                continue
            try:
                found = set()
                for path in FILES:
                    place = os.open(path, os.O_RDONLY, dir_fd=folder)
                    found.add(os.read(place, 1000))
                    os.close(place)
                seen.append(found)
            except FileNotFoundError:
                pass  # the site it had opened is an old one by now, and cleared away
            finally:
                os.close(folder)

    reader = threading.Thread(target=read)
    reader.start()
    chance = random.Random(7)
    number = 0
    for _ in range(8):
        process = subprocess.Popen(
            [sys.executable, "-c", _FOREVER, str(output), str(number), *FILES], stdout=subprocess.PIPE
        )
        assert process.stdout
        number = int(process.stdout.readline())
        time.sleep(chance.random() / 20)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        found = tree(output)
        assert set(found) == {*FILES, "same.html"}
        assert len({text for path, text in found.items() if path != "same.html"}) == 1
        number += 100_000
    stop.set()
    reader.join()
    assert torn == []
    assert len(seen) > 10
    assert all(len(found) == 1 for found in seen)
    publish(output, {"index.html": "last"})
    assert alone(output)


def test_two_builds_wait_for_each_other(tmp_path: Path) -> None:
    output = tmp_path / "site"

    def one(number: int) -> None:
        for turn in range(10):
            publish(output, dict.fromkeys(FILES, f"{number} {turn}"))

    publish(output, dict.fromkeys(FILES, "first"))
    builds = [multiprocessing.get_context("fork").Process(target=one, args=(number,)) for number in range(2)]
    for each in builds:
        each.start()
    for each in builds:
        each.join()
    assert [each.exitcode for each in builds] == [0, 0]
    found = tree(output)
    assert set(found) == set(FILES)
    assert len(set(found.values())) == 1
