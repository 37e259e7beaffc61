"""The first-parent line as approvals, in real repositories: odd histories, odd stores, odd clones."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
import unicodedata
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from histories import History, catalog
from ledgers import commit, git, write
from yibenzhang.history import recording
from yibenzhang.history.facts import Known
from yibenzhang.history.timeline import Timeline, difference, timeline
from yibenzhang.model.change import CatalogChange, Revision
from yibenzhang.sources.git import Repository, RevisionError
from yibenzhang.sources.records import Records
from yibenzhang.sources.store import Store

Shown = list[tuple[str, ...]]
HOME = "catalogs/民政局"
A, B, C = f"{HOME}/甲.yml", f"{HOME}/乙.yml", f"{HOME}/丙.yml"
BROKEN = b"code: 307001/000001\nname: [\n"
REVIEWER = "审核人 <r@sj.example>"


def opened(root: Path, at: str = "main", store: bool = True) -> Timeline:
    repository = Repository.find(root)
    assert repository
    return timeline(repository, Store(root) if store else None, repository.commit(at))


def known(root: Path, at: str = "main", store: bool = True) -> Known:
    repository = Repository.find(root)
    assert repository
    return Known(repository, Store(root) if store else None, repository.commit(at))


def told(found: Known) -> tuple[object, ...]:
    return dict(found.published), list(found.reviews)


def shown(changes: tuple[CatalogChange, ...]) -> Shown:
    """Kind and code (without the part all have), then what changed where that is not the whole."""
    return [
        (
            each.kind.value,
            each.code.removeprefix("307001/00000"),
            *(f.path for f in each.fields if each.kind not in ("added", "removed")),
        )
        for each in changes
    ]


def by_subject(found: Timeline) -> dict[str, Shown]:
    return {revision.subject: shown(revision.changes) for revision in reversed(list(found.revisions()))}


def odd_history() -> tuple[History, int, dict[str, Shown]]:
    """One odd approval after another, with what each must be shown as."""
    history, expected = History(), dict[str, Shown]()
    at = 0

    def next_(subject: str, files: dict, *changes: tuple[str, ...], sides: tuple[int, ...] = ()) -> int:  # type: ignore[type-arg]
        nonlocal at
        hour = f"2026-03-02T10:{history.marks % 60:02d}:00+08:00"
        at = history.commit(subject, files, [*([at] if at else []), *sides], by=REVIEWER, on=hour)
        expected[subject] = list(changes)
        return at

    next_("建账", {A: catalog(1), B: catalog(2), "catalogs/registry.yml": b"name: x\n"}, ("added", "1"), ("added", "2"))
    next_("没有改动", {})
    next_(
        "不是目录",
        {f"{HOME}/department.yml": b"name: y\n", "README.md": catalog(9), "catalogs/base-items/a.yml": catalog(8)},
    )
    next_("可执行", {A: ("100755", catalog(1).decode())})
    next_("写坏", {A: BROKEN}, ("unreadable", "1", "code"))
    next_("又写坏", {A: BROKEN + b"x"})
    next_("改好", {A: catalog(1, name="好了")}, ("restored", "1", "file", "name"))
    next_("一生下来就坏", {C: b"\xff\xfe\nname: x\n"}, ("unreadable", "", "code"))
    next_("改好新的", {C: catalog(3)}, ("restored", "3", "code", "name"))
    next_("两次同一个字段", {C: catalog(3) + b"name: again\n"}, ("unreadable", "3", "code"))
    next_("坏的改名", {C: None, f"{HOME}/丁.yml": catalog(3) + b"name: again\n"})
    next_("改名后改好", {f"{HOME}/丁.yml": None, C: catalog(3)}, ("restored", "3", "file"))
    next_("坏了就删", {C: BROKEN.replace(b"1\n", b"3\n")}, ("unreadable", "3", "code"))
    next_("删掉坏的", {C: None}, ("removed", "3"))
    next_("符号链接", {C: ("120000", "甲.yml")}, ("unreadable", "", "code"))
    next_("子模块", {C: None, f"{HOME}/sub": ("160000", "1" * 40)}, ("removed", ""))
    next_("去掉子模块", {f"{HOME}/sub": None, C: catalog(3)}, ("added", "3"))
    next_("文件变文件夹", {C: None, f"{C}/里面.yml": catalog(3)}, ("changed", "3", "department"))
    next_("文件夹变文件", {f"{C}/里面.yml": None, C: catalog(3)}, ("changed", "3", "department"))
    next_("部门改名", {A: None, B: None, C: None, **{f"catalogs/民政厅/{n}.yml": catalog(n, **({"name": "好了"} if n == 1 else {})) for n in (1, 2, 3)}},
          ("changed", "1", "department"), ("changed", "2", "department"), ("changed", "3", "department"))  # fmt: skip
    where = "catalogs/民政厅"
    next_("大小写", {f"{where}/1.yml": None, f"{where}/Abc.yml": catalog(1)}, ("renamed", "1", "name"))
    next_("只改大小写", {f"{where}/Abc.yml": None, f"{where}/aBC.yml": catalog(1)})
    apart = unicodedata.normalize("NFD", "catalogs/é局/é.yml")
    next_("分解的字", {apart: catalog(4)}, ("added", "4"))
    next_("合成的字", {apart: None, unicodedata.normalize("NFC", apart): catalog(4)})
    next_("不是文字的文件名", {b"catalogs/\xff/\xff\\ \xfe.yml": catalog(5)}, ("added", "5"))
    next_("带引号的文件名", {'catalogs/a"b/c\td.yml': catalog(6)}, ("added", "6"))
    next_(
        "下架没人要的",
        {f"{where}/2.yml": None, f"{where}/retired/2.yml": catalog(2, status="已下架")},
        ("retired", "2", "status"),
    )
    next_("恢复", {f"{where}/retired/2.yml": None, f"{where}/2.yml": catalog(2)}, ("restored", "2", "status"))
    next_("有人要", {"catalogs/公安局/demands/2026-001.yml": b"id: 2026-001\ncatalog: 307001/000002\n"})
    next_(
        "下架有人要的",
        {f"{where}/2.yml": None, f"{where}/retired/2.yml": catalog(2, status="已下架")},
        ("retired", "2", "status"),
    )
    next_("需求关闭", {"catalogs/公安局/demands/2026-001.yml": b"catalog: 307001/000002\nclosed: {date: 2026-03-01}\n"})
    old = history.commit(
        "很久以前的分支", {"catalogs/旧局/7.yml": catalog(7)}, [1], by="老王 <w@x>", on="2019-05-06T08:00:00+08:00"
    )
    next_("合并旧分支", {"catalogs/旧局/7.yml": catalog(7)}, ("added", "7"), sides=(old,))
    left = history.commit(
        "左", {"catalogs/左局/8.yml": catalog(8)}, [at], by="左 <l@x>", on="2026-03-03T09:00:00+08:00"
    )
    right = history.commit(
        "右", {"catalogs/右局/9.yml": catalog(9)}, [at], by="右 <r@x>", on="2026-03-03T08:00:00+08:00"
    )
    both = {"catalogs/左局/8.yml": catalog(8), "catalogs/右局/9.yml": catalog(9)}
    next_("章鱼", both, ("added", "9"), ("added", "8"), sides=(left, right))
    mine = history.commit(
        "甲线", {"catalogs/左局/8.yml": catalog(8, name="甲改")}, [at], by="甲线 <a@x>", on="2026-03-04T08:00:00+08:00"
    )
    yours = history.commit(
        "乙线", {"catalogs/右局/9.yml": catalog(9, name="乙改")}, [at], by="乙线 <b@x>", on="2026-03-04T09:00:00+08:00"
    )
    cross = history.commit(
        "交叉",
        {"catalogs/左局/8.yml": catalog(8, name="甲改")},
        [yours, mine],
        by="丙 <c@x>",
        on="2026-03-04T10:00:00+08:00",
    )
    at = mine
    expected["甲线"] = [("renamed", "8", "name")]
    next_("交叉合并", {"catalogs/右局/9.yml": catalog(9, name="乙改")}, ("renamed", "9", "name"), sides=(cross, yours))
    next_('Revert "交叉合并"', {"catalogs/右局/9.yml": catalog(9)}, ("renamed", "9", "name"))
    return history, at, expected


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Shown]]:
    root = tmp_path_factory.mktemp("odd")
    history, main, expected = odd_history()
    history.write(root, main)
    return root, expected


def test_odd_histories_are_shown_rightly(odd: tuple[Path, dict[str, Shown]]) -> None:
    root, expected = odd
    assert by_subject(opened(root, store=False)) == expected


def test_people_and_days_of_merges(odd: tuple[Path, dict[str, Shown]]) -> None:
    found = {revision.subject: revision for revision in opened(odd[0], store=False).revisions()}
    old, many, cross = found["合并旧分支"], found["章鱼"], found["交叉合并"]
    assert (old.submitted, old.submitters, old.approver) == ("2019-05-06T08:00:00+08:00", ("老王",), "审核人")
    assert (old.provisional, old.origin.submitted) == (True, "merge")
    assert (many.submitters, many.submitted) == (("右", "左"), None)
    assert (cross.submitters, cross.origin.submitted, cross.working_days) == (("乙线",), "不详", None)


def test_what_somebody_depends_on_is_missed(odd: tuple[Path, dict[str, Shown]]) -> None:
    found = {revision.subject: revision.changes for revision in opened(odd[0], store=False).revisions()}
    impacts = [found[subject][0].fields[0].reason for subject in ("下架没人要的", "下架有人要的")]
    assert impacts[0] != impacts[1]
    assert "需求" in impacts[1]


def test_one_approval_more_at_a_time_gives_the_same(odd: tuple[Path, dict[str, Shown]], tmp_path: Path) -> None:
    root = shutil.copytree(odd[0], tmp_path / "odd")
    whole = opened(root, store=False)
    raw = list(whole.raw())
    for place, one in enumerate(reversed(whole.commits), 1):
        assert list(opened(root, one).raw()) == raw[-place:]
    assert told(known(root)) == told(known(root, store=False))


def test_two_processes_give_what_one_gives(odd: tuple[Path, dict[str, Shown]], monkeypatch: pytest.MonkeyPatch) -> None:
    expected = list(opened(odd[0], store=False).raw())
    monkeypatch.setattr(recording, "FEW", 1)
    monkeypatch.setattr("yibenzhang.sources.past.FEW", 1)
    monkeypatch.setattr(recording, "_BATCH_FILES", 5)
    assert list(opened(odd[0], store=False).raw()) == expected


def test_json_is_that_of_the_structs(odd: tuple[Path, dict[str, Shown]]) -> None:
    found = opened(odd[0], store=False)
    for raw, revision in zip(found.raw(), found.revisions(), strict=True):
        assert list(json.loads(raw)) == [field.name for field in msgspec.structs.fields(Revision)]
        assert msgspec.json.encode(revision) == raw


def test_a_ledger_in_a_folder_of_the_repository(tmp_path: Path) -> None:
    history = History()
    first = history.commit("一", {f"账/{A}": catalog(1), A: catalog(2), "账目/catalogs/局/x.yml": catalog(3)})
    history.write(tmp_path, history.commit("二", {f"账/{A}": None}, [first]))
    (tmp_path / "账").mkdir()
    assert by_subject(opened(tmp_path / "账")) == {"一": [("added", "1")], "二": [("removed", "1")]}
    assert by_subject(opened(tmp_path, store=False))["一"] == [("added", "2")]


def test_settings_of_the_user_change_nothing(odd: tuple[Path, dict[str, Shown]], tmp_path: Path) -> None:
    root = shutil.copytree(odd[0], tmp_path / "odd")
    for setting in ("log.showRoot=false", "log.showSignature=true", "diff.renames=copies", "diff.noprefix=true",
                    "log.diffMerges=off", "core.quotePath=false", "diff.ignoreSubmodules=all", "log.date=relative"):  # fmt: skip
        git(root, "config", *setting.split("="))
    git(root, "replace", "--graft", "main~3")
    assert by_subject(opened(root)) == odd[1]


# ---- shallow clones, rewritten histories, damaged and missing stores ----


def line(count: int, name: str = "x") -> tuple[History, list[int]]:
    """A straight line; every third approval is a merge."""
    history, marks = History(), [0]
    for number in range(1, count + 1):
        when = f"2026-02-{number % 28 + 1:02d}T09:00:00+08:00"
        files: dict[str | bytes, bytes | None] = {
            f"{HOME}/{number % 7}.yml": catalog(number % 7, note=f"{name}{number}")
        }  # type: ignore[dict-item]
        parents = marks[-1:] if marks[-1] else []
        if number % 3 == 0:
            parents.append(history.commit(f"支{number}", files, parents, on=when))
        marks.append(history.commit(f"第{number}次", files, parents, by=REVIEWER, on=when))  # type: ignore[arg-type]
    return history, marks


def test_a_shallow_clone_says_so_and_mends(tmp_path: Path) -> None:
    history, marks = line(20)
    history.write(tmp_path / "whole", marks[-1])
    expected = list(opened(tmp_path / "whole").raw())
    git(tmp_path, "clone", "-q", "--depth", "5", (tmp_path / "whole").as_uri(), "part")
    part = opened(tmp_path / "part")
    assert part.shallow
    assert len(part.commits) == 5
    raw = list(part.raw())
    assert raw[:4] == expected[:4]
    last = list(part.revisions())[-1]
    assert (last.changes, last.submitted) == ((), "2026-02-17T09:00:00+08:00")
    assert set(known(tmp_path / "part").published) == {f"307001/00000{n}" for n in (3, 4, 5, 6)}
    git(tmp_path / "part", "fetch", "-q", "--unshallow")
    whole = opened(tmp_path / "part")
    assert (whole.shallow, list(whole.raw())) == (False, expected)


def test_a_merge_at_the_edge_of_a_shallow_clone(tmp_path: Path) -> None:
    history, marks = line(9)
    history.write(tmp_path / "whole", marks[-1])
    git(tmp_path, "clone", "-q", "--depth", "1", (tmp_path / "whole").as_uri(), "part")
    (only,) = opened(tmp_path / "part").revisions()
    assert (only.submitted, only.origin.submitted, only.approver, only.changes) == (None, "不详", "审核人", ())


def test_a_rewritten_history_is_another(tmp_path: Path) -> None:
    history, marks = line(12)
    ids = history.write(tmp_path, marks[-1])
    before = list(opened(tmp_path).raw())
    other = History()
    other.stream, other.marks = history.stream[:-1], history.marks
    again = other.commit("改写", {f"{HOME}/1.yml": catalog(1, note="改写")}, [marks[5]])
    shutil.rmtree(tmp_path / ".git")
    other.write(tmp_path, again)
    rewritten = opened(tmp_path)
    assert [len(rewritten.commits), next(rewritten.revisions()).subject] == [6, "改写"]
    assert list(rewritten.raw())[1:] == before[-5:]
    assert list(rewritten.raw()) == list(opened(tmp_path, store=False).raw())
    assert list(opened(tmp_path, ids[marks[-1]]).raw()) == before


def test_damaged_and_missing_stores_are_done_without(tmp_path: Path) -> None:
    history, marks = line(12)
    history.write(tmp_path, marks[-1])
    expected = list(opened(tmp_path, store=False).raw())
    path = tmp_path / ".ybz" / "history.sqlite3"
    for _ in range(2):
        assert list(opened(tmp_path).raw()) == expected
    good = path.read_bytes()
    dice = random.Random(4)
    damaged = [bytearray(good) for _ in range(6)]
    for data in damaged:
        at = dice.randrange(len(data))
        data[at : at + 3000] = dice.randbytes(len(data[at : at + 3000]))
    for data in (b"", b"nothing", good[:-5000], good[: len(good) // 2], *damaged):
        path.write_bytes(data)
        assert list(opened(tmp_path).raw()) == expected
        assert list(opened(tmp_path).raw()) == expected
    found = opened(tmp_path)
    path.unlink()
    assert list(found.raw()) == expected
    shutil.rmtree(path.parent)
    path.parent.write_text("in the way")
    assert list(opened(tmp_path).raw()) == expected


def test_what_a_lost_record_would_have_told_is_found_again(tmp_path: Path) -> None:
    history = History()
    demand = {f"{HOME}/demands/2026-001.yml": b"catalog: 307001/000001\n"}
    one = history.commit("需求", {A: catalog(1), **demand})
    two = history.commit("下架", {A: catalog(1, status="已下架")}, [one])
    ids = history.write(tmp_path, two)
    expected = list(opened(tmp_path, store=False).raw())
    opened(tmp_path, ids[1])
    path = tmp_path / ".ybz" / "history.sqlite3"
    with closing(sqlite3.connect(path)) as connection, connection:
        assert connection.execute("UPDATE brief SET data = data || 'x'").rowcount == 1
    assert list(opened(tmp_path).raw()) == expected
    assert list(opened(tmp_path).raw()) == expected


HOSTILE = b"""tree %s
parent %s
author \xff\xfe\x1b[31m <\x07> 99999999999999 +9999
committer  <> 0 -0000
encoding \xff

\x1b]0;title\x07\xff
Merge pull request #1 from a

Submitted-at: 9999-99-99
Review: #0
"""


def test_hostile_commits_are_shown_and_nothing_breaks(tmp_path: Path) -> None:
    history = History()
    first = history.commit(b"\xff", {A: catalog(1)}, by="<>", on="2100-01-05T09:00:00+08:00")
    ids = history.write(tmp_path, first)
    tree = git(tmp_path, "rev-parse", "main^{tree}").encode()
    made = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--literally", "--stdin"],
        cwd=tmp_path, input=HOSTILE % (tree, ids[1].encode()), capture_output=True, check=True,
    )  # fmt: skip
    git(tmp_path, "update-ref", "refs/heads/main", made.stdout.decode().strip())
    last, root = opened(tmp_path).revisions()
    assert (last.approved, last.submitted, last.approver) == ("1970-01-01T08:00:00+08:00", None, None)
    assert last.submitters == ("\ufffd\ufffd\x1b[31m",)
    assert (root.approved[:4], root.submitters, root.subject) == ("2100", (), "\ufffd")
    assert (root.working_days, root.provisional) == (0, False)
    assert shown(root.changes) == [("added", "1")]


def test_another_program_starts_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    history, marks = line(3)
    history.write(tmp_path, marks[-1])
    expected = list(opened(tmp_path).raw())
    monkeypatch.setattr("yibenzhang.sources.records.program", lambda: 5)
    assert Records(Store(tmp_path)).known([b"x"]) == set()
    assert list(opened(tmp_path).raw()) == expected


def test_killed_at_any_moment_the_next_run_is_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    history, marks = line(60)
    history.write(tmp_path, marks[-1])
    monkeypatch.setattr(recording, "_BATCH_COMMITS", 3)
    start = time.perf_counter()
    expected = list(opened(tmp_path).raw())
    whole = time.perf_counter() - start
    dice, kept = random.Random(20), []
    for _ in range(20):
        shutil.rmtree(tmp_path / ".ybz")
        child = os.fork()
        if child == 0:
            os.setpgid(0, 0)
            os.closerange(1, 3)
            opened(tmp_path)
            os._exit(0)
        time.sleep(dice.uniform(0.05, 1) * whole)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        kept.append((tmp_path / ".ybz" / "history.sqlite3").exists())
        assert list(opened(tmp_path).raw()) == expected
    assert True in kept


def test_a_damaged_repository_is_said(tmp_path: Path) -> None:
    for number in (1, 2, 3):
        commit(write(tmp_path, {A: catalog(1, name=f"第{number}版")}))
    lost = git(tmp_path, "rev-parse", "HEAD~1:catalogs")
    (tmp_path / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    with pytest.raises(RevisionError, match="仓库可能损坏"):
        opened(tmp_path)
    repository = Repository.find(tmp_path)
    assert repository
    with pytest.raises(RevisionError, match="仓库可能损坏"):
        difference(repository, None, repository.commit("HEAD"), repository.commit("HEAD~1"), None)


# ---- the difference of two trees, and facts ----


def test_the_difference_of_revisions_and_folders(odd: tuple[Path, dict[str, Shown]], tmp_path: Path) -> None:
    history, first = History(), {A: catalog(1), B: catalog(2), C: BROKEN.replace(b"1\n", b"3\n")}
    demand = {f"{HOME}/demands/2026-001.yml": b"catalog: 307001/000002\n"}
    one = history.commit("一", {**first, **demand})
    two = history.commit("二", {A: catalog(1, name="新"), B: None, C: catalog(3)}, [one])
    ids = history.write(tmp_path, two)
    repository = Repository.find(tmp_path)
    assert repository
    old, new = (repository.commit(each) for each in ids[1:])
    expected = [("removed", "2"), ("restored", "3", "code", "name"), ("renamed", "1", "name")]
    for store in (None, Store(tmp_path)):
        found = difference(repository, store, old, new, None)
        assert sorted(shown(found)) == sorted(expected)
        assert "需求" in next(each for each in found if each.kind == "removed").fields[0].reason
        assert difference(repository, store, new, new, None) == ()
    write(tmp_path, {**first, **demand, A: catalog(1, name="新"), C: catalog(3)})
    (tmp_path / B).unlink()
    assert difference(repository, Store(tmp_path), old, None, tmp_path) == found
    assert difference(repository, None, new, None, tmp_path) == ()
    (tmp_path / A).unlink()
    (tmp_path / A).symlink_to("丙.yml")
    assert shown(difference(repository, None, new, None, tmp_path)) == [("unreadable", "1", "code")]


def test_facts_hold_only_what_is_certain(tmp_path: Path) -> None:
    history = History()
    one = history.commit("建账", {A: catalog(1)}, by=REVIEWER, on="2026-01-05T09:00:00+08:00")
    side = history.commit("改", {A: catalog(1, name="新"), B: catalog(2)}, [one], on="2026-01-06T23:30:00+08:00")
    files = {A: catalog(1, name="新"), B: catalog(2)}
    two = history.commit("合并", files, [one, side], by=REVIEWER, on="2026-01-08T00:30:00+08:00")
    three = history.commit(
        "改名 (#3)", {B: None, C: catalog(2)}, [two], merged_by=REVIEWER, on="2026-01-09T09:00:00+08:00"
    )
    ids = history.write(tmp_path, history.commit("删", {A: None}, [three], on="2026-01-10T09:00:00+08:00"))
    past = known(tmp_path)
    assert {code: str(day) for code, day in past.published.items()} == {
        "307001/000001": "2026-01-05",
        "307001/000002": "2026-01-08",
    }
    assert ["307001/000002" in past.codes_ever, "307001/000003" in past.codes_ever] == [True, False]
    # Of the two that were approved for certain one is gone, and the other was renamed by nobody knows whom.
    assert list(past.reviews) == []
    only = known(tmp_path, ids[two]).reviews
    assert [(r.path, r.submitted, r.approved, r.submitters, r.approver, r.is_new) for r in only] == [
        (B, "2026-01-06", "2026-01-08", ("甲",), "审核人", True),
        (A, "2026-01-06", "2026-01-08", ("甲",), "审核人", False),
    ]
    assert list(known(tmp_path, ids[one]).reviews) == []
