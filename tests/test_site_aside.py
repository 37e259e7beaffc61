"""What a build does aside or remembers changes nothing of what it makes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest

from site_ledgers import CATALOG, FILES, write
from yibenzhang.site import beside as second
from yibenzhang.site import pinyin
from yibenzhang.site.build import build
from yibenzhang.site.engine import Compiled, Environment, escaped
from yibenzhang.sources import workers
from yibenzhang.sources.store import Store
from yibenzhang.sources.workers import Beside, later


@pytest.mark.parametrize("parts", [1, 2])
def test_work_begun_aside_gives_its_result(parts: int) -> None:
    assert later(lambda: ["甲", parts], parts)() == ["甲", parts]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes to fork")
def test_work_whose_process_dies_is_done_here() -> None:
    own = os.getpid()

    def work() -> str:
        if os.getpid() != own:
            os.kill(os.getpid(), signal.SIGKILL)
        return "做完"

    assert later(work, 2)() == "做完"


@pytest.mark.parametrize("parts", [1, 2])
def test_a_second_process_gives_one_thing_after_the_other(parts: int) -> None:
    large = "甲" * 100_000  # more than a pipe holds
    assert list(Beside(lambda: iter([large, 1, None]), parts)) == [large, 1, None]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes to fork")
def test_what_a_dead_process_leaves_undone_is_done_here() -> None:
    own = os.getpid()

    def work() -> Iterator[int]:
        yield 1
        if os.getpid() != own:
            time.sleep(0.1)
            os.kill(os.getpid(), signal.SIGKILL)
        yield 2

    assert list(Beside(work, 2)) == [1, 2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes to fork")
def test_a_message_cut_short_is_made_here() -> None:
    own = os.getpid()

    def work() -> str:
        if os.getpid() != own:
            threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGKILL)).start()
        return "甲" * 20_000_000

    found = later(work, 2)
    time.sleep(0.6)
    assert len(found()) == 20_000_000


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes to fork")
@pytest.mark.parametrize("asked", [True, False])
def test_a_second_process_that_is_not_needed_ends(tmp_path: Path, asked: bool) -> None:
    def work() -> Iterator[int]:
        (tmp_path / "new").write_text(str(os.getpid()))
        (tmp_path / "new").rename(tmp_path / "pid")
        yield 1
        time.sleep(60)
        yield 2

    made = Beside(work, 2)
    if asked:
        assert next(iter(made)) == 1
    while not (tmp_path / "pid").exists():
        time.sleep(0.01)
    made.close()
    assert list(made) == []
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes to fork")
@pytest.mark.parametrize("change", ["name", "saved", "many"])
def test_a_build_with_a_second_process_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = write(tmp_path / "ledger", FILES)
    build(root, tmp_path / "site")
    if change in ("name", "saved"):
        write(root, {"catalogs/民政局/低保名单.yml": CATALOG.replace("核验救助资格", "核对家庭收入")})
    if change == "many":
        monkeypatch.setattr(second, "_SOME", 0)
        write(root, {"catalogs/民政局/另册.yml": CATALOG.replace("000001", "000007").replace("低保名单", "另册")})
    monkeypatch.setattr(workers, "processes", lambda *_: 1 if multiprocessing.parent_process() else 2)
    first = os.getpid()
    used: list[object] = []
    plain = second.Second.made
    monkeypatch.setattr(second.Second, "made", lambda self: used.append(plain(self)) or used[-1])
    if change == "saved":
        # Between the readings of both processes somebody saves a file.
        read = second.mark
        monkeypatch.setattr(second, "mark", lambda *given: read(*given) if os.getpid() == first else b"")
    else:
        # What it makes is made there indeed.
        make = second.make
        monkeypatch.setattr(
            second, "make", lambda *given: pytest.fail("here") if os.getpid() == first else make(*given)
        )
    build(root, tmp_path / "site")
    assert [each is not None for each in used] == [change != "saved"]
    monkeypatch.undo()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "other"))
    build(root, tmp_path / "new")
    assert contents(tmp_path / "site") == contents(tmp_path / "new")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _environment(place: Path, program: str) -> Environment:
    loader = jinja2.DictLoader({"t": "{{ value }}{{ value.real }}"})
    return Environment(loader=loader, autoescape=True, bytecode_cache=Compiled(place, program))


def test_damaged_compiled_templates_are_made_again(tmp_path: Path) -> None:
    place = tmp_path / "cache"
    for damage in (None, b"", b"nonsense", "cut"):
        for file in place.glob("template-*"):
            if damage is not None:
                file.write_bytes(file.read_bytes()[:-9] if damage == "cut" else damage)
        assert _environment(place, "1").get_template("t").render(value=7) == "77"
    assert len(list(place.iterdir())) == 1


def test_where_nothing_can_be_kept_templates_work_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert _environment(tmp_path / "file", "1").get_template("t").render(value=7) == "77"


def test_texts_are_escaped_and_what_is_none_too() -> None:
    assert (escaped("<b>'\"&"), escaped(3), escaped(None)) == ("&lt;b&gt;&#39;&#34;&amp;", "3", "None")


def test_pinyin_of_another_time_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pinyin, "_known", {})
    with pinyin.remembered(Store(tmp_path)):
        assert pinyin.initials("残疾人证") == "cjrz"
    monkeypatch.setattr(pinyin, "_known", {})
    monkeypatch.setattr(pinyin, "_spelt", lambda text: pytest.fail(text))
    with pinyin.remembered(Store(tmp_path)):
        assert pinyin.initials("残疾人证") == "cjrz"
