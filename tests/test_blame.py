"""Which approval last set a field, and what show says of a catalog."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ledgers import git, write
from story import HOMES, catalog
from test_periods import revision
from yibenzhang.cli import main
from yibenzhang.history.blame import Line, blame, story
from yibenzhang.history.compare import compare
from yibenzhang.history.entries import Entry, entry
from yibenzhang.model.change import Revision
from yibenzhang.outputs.changes import blame as report
from yibenzhang.outputs.changes.report import Moment

A = {
    "code": "1",
    "name": "甲",
    "share": {"type": "无条件共享", "methods": ["接口"]},
    "items": [{"name": "姓名", "type": "C", "length": 10}, {"name": "金额", "type": "Y", "length": 8}],
}


def lived(*states: list[dict[str, Any] | None], department: str = "民政局") -> list[Revision]:
    """A history in which the ledger was one state after another; None is an unreadable file of code 1. Newest first."""
    before: list[Entry] = []
    last: dict[str, Entry] = {}
    made = []
    for number, state in enumerate(states, 1):
        now = [entry(f"catalogs/{department}/{(values or {}).get('name', '甲')}.yml", values, "1") for values in state]
        made.append(revision(str(number), f"2026-01-{number:02}", *compare(before, now, last=last)))
        for each in now:
            if each.values is None:
                last[each.path] = next(old for old in before if old.values is not None)
        before = now
    return made[::-1]


def setters(revisions: list[Revision], values: dict[str, Any], code: str = "1") -> dict[str, str]:
    """Path → the revision that set it, ? where nobody knows."""
    lines: list[Line] = blame(story(revisions, code), values)
    return {line.path: line.mark.revision.commit if line.mark else "?" for line in lines}


def test_each_field_is_set_by_the_last_that_changed_it() -> None:
    tight = {**A, "share": {"type": "有条件共享", "methods": ["接口"]}}
    more = {**tight, "level": 3, "share": {"type": "有条件共享", "methods": ["接口", "库表"]}}
    assert setters(lived([A], [tight], [more]), more) == {
        "code": "1",
        "name": "1",
        "level": "3",
        "share.type": "2",
        "share.methods": "3",
        "items[姓名].name": "1",
        "items[姓名].type": "1",
        "items[姓名].length": "1",
        "items[金额].name": "1",
        "items[金额].type": "1",
        "items[金额].length": "1",
    }


def test_items_keep_their_past_through_new_names_and_places() -> None:
    money, person = A["items"][1], A["items"][0]  # type: ignore[index]
    renamed = {**A, "items": [person, {**money, "name": "保障金额"}]}
    moved = {**A, "items": [{**money, "name": "保障金额"}, person]}
    longer = {**A, "items": [{**money, "name": "保障金额", "length": 12}, person]}
    found = setters(lived([A], [renamed], [moved], [longer]), longer)
    assert found["items[保障金额].name"] == "2"
    assert found["items[保障金额].type"] == "1"
    assert found["items[保障金额].length"] == "4"
    assert found["items[姓名].length"] == "1"


def test_an_item_removed_and_added_again_is_new() -> None:
    short = {**A, "items": A["items"][:1]}  # type: ignore[index]
    assert setters(lived([A], [short], [A]), A)["items[金额].type"] == "3"


def test_a_file_that_moved_was_broken_or_retired_keeps_its_past() -> None:
    renamed = {**A, "name": "乙"}
    retired = {**A, "status": "已下架", "retired": {"date": "2026-01-04", "reason": "x"}}
    broken = lived([A], [None], [{**A, "level": 2}])
    assert setters(broken, {**A, "level": 2}) == setters(lived([A], [A], [{**A, "level": 2}]), {**A, "level": 2})
    assert setters(lived([A], [renamed], [A]), A)["name"] == "3"
    assert set(setters(lived([A], [retired], [A]), A).values()) == {"1"}


def test_a_catalog_deleted_and_added_again_begins_anew() -> None:
    assert set(setters(lived([A], [], [A]), A).values()) == {"3"}


def test_a_catalog_that_was_handed_over_goes_on_from_the_old_one() -> None:
    old = {**A, "status": "已下架", "retired": {"date": "2026-01-03", "reason": "移交", "replaced_by": "2"}}
    new = {**A, "code": "2", "related": ["1"], "name": "丙"}
    later = {**new, "level": 3}
    revisions = lived([A], [{**A, "share": {"type": "不予共享"}}], [old, new], [old, later])
    lines = {line.path: line for line in blame(story(revisions, "2"), later)}
    marks = {path: (line.mark.revision.commit, line.mark.code) for path, line in lines.items() if line.mark}
    assert marks["items[姓名].type"] == ("1", "1")
    assert marks["code"] == ("3", "2")
    assert marks["share.type"] == ("3", "2")
    assert marks["level"] == ("4", "2")


def test_a_catalog_that_was_handed_over_knows_who_retired_it() -> None:
    retired = {"date": "2026-01-03", "reason": "移交", "replaced_by": "2"}
    old = {**A, "status": "已下架", "retired": retired}
    new = {**A, "code": "2", "related": ["1"], "name": "丙", "level": 3}
    back = {**A, "status": "在用", "level": 2}
    revisions = lived([A], [{**A, "status": "在用"}], [old, new], [old, {**new, "level": 1}], [back, new])
    steps = story(revisions[1:], "1")
    assert [(step.revision.commit, step.is_parting) for step in steps] == [("1", False), ("2", False), ("3", True)]
    found = setters(revisions[1:], old)
    assert {path: found.pop(path) for path in ("status", *(f"retired.{name}" for name in retired))} == {
        "status": "3", "retired.date": "3", "retired.reason": "3", "retired.replaced_by": "3"
    }  # fmt: skip
    assert set(found.values()) == {"1"}
    assert {line.mark.code for line in blame(steps, old) if line.mark} == {"1"}
    found = setters(revisions, back)
    assert (found.pop("status"), found.pop("level")) == ("5", "5")
    assert set(found.values()) == {"1"}


def test_what_the_history_does_not_explain_is_not_guessed() -> None:
    """Values nobody approved, and a history that begins in the middle."""
    revisions = lived([A], [{**A, "level": 2}])
    assert setters(revisions, {**A, "level": 4})["level"] == "?"
    assert set(setters(revisions[:1], {**A, "level": 2}).values()) == {"?"}
    assert set(setters([], A).values()) == {"?"}


def ybz(root: Path, *args: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *args], prog_name="ybz")


def test_blame_of_a_real_history(past_ledger: Path) -> None:
    said = json.loads(ybz(past_ledger, "blame", "309001/000001", "--format", "json").stdout)
    found = {row["path"]: (row["approved"][:10], row["approver"], row["origin"], row["review"], row["code"]) for row in said["fields"]}  # fmt: skip
    assert found["code"] == ("2026-03-01", None, "不详", "", "309001/000001")
    assert found["name"] == ("2026-02-03", "李雷", "trailer", "#13", "307001/000001")
    assert found["share.type"] == ("2026-01-20", "某人", "merge", "#12", "307001/000001")
    assert found["items[公民身份号码].length"][0] == "2026-01-05"
    text = ybz(past_ledger, "blame", "309001/000001").stdout
    assert "2026-03-01 由 307001/000001 移交而来" in text
    assert "2026-02-03  李雷            #13 " in text
    table = ybz(past_ledger, "blame", "309001/000001", "--format", "markdown").stdout
    assert "| 2026-01-20 | 某人（合并人） | `#12` |" in table


def test_what_one_approval_set_of_an_item_is_one_row() -> None:
    """Unless all rows are asked for; an item two approvals set keeps its rows."""
    later = {**A, "items": [{**A["items"][0], "length": 12}, A["items"][1]]}  # type: ignore[index]
    lines = blame(story(lived([A], [later]), "1"), later)
    made = report.Blame(code="1", name="甲", at=Moment("HEAD"), lines=lines)
    said = report.text(made)
    assert "数据项“姓名”长度" in said
    assert "数据项“金额”（全部 3 个字段）  金额，Y，8" in said
    assert "数据项“金额”长度" not in said
    assert "（全部 3 个字段）" in report.markdown(made)
    assert "数据项“金额”长度" in report.text(replace(made, full=True))
    assert len(json.loads(report.json(made))["fields"]) == len(lines)


def test_blame_of_a_catalog_that_was_handed_over(past_ledger: Path) -> None:
    said = json.loads(ybz(past_ledger, "blame", "307001/000001", "--format", "json").stdout)
    found = {row["path"]: (row["approved"][:10], row["code"]) for row in said["fields"]}
    assert found["status"] == found["retired.reason"] == ("2026-03-01", "307001/000001")
    assert found["name"] == ("2026-02-03", "307001/000001")
    assert "2026-03-01 移交给 309001/000001，当时下架。" in ybz(past_ledger, "blame", "307001/000001").stdout


def test_blame_as_of_a_day(past_ledger: Path) -> None:
    said = json.loads(ybz(past_ledger, "blame", "临时救助名单", "--at", "@2026-01-19", "--format", "json").stdout)
    assert {row["approved"][:10] for row in said["fields"]} == {"2026-01-05"}
    broken = ybz(past_ledger, "blame", "307001/000002", "--at", "2026-02-11")
    assert (broken.exit_code, "写法有误" in broken.stderr) == (2, True)


@pytest.mark.parametrize(
    ("asked", "at", "said"),
    [
        ("307001/000001", "2026-01-06", ["临时救助名单", "状态  不详", "（新增），共 1 次"]),
        ("临时救助名单", "2026-02-04", ["307001/000001《救助对象名单》", "最近 2026-02-03 #13 李雷（改名），共 3 次，最早 2026-01-05"]),
        ("307001/000001", "批次/2026-02", ["版本  批次/2026-02（", "共享类型  有条件共享", "2     公民身份号码"]),
        ("307001/000002", "2026-02-11", ["《养老机构信息》", "文件写法有误，内容读不出来"]),
        ("养老机构信息", "HEAD", ["状态  已下架", "下架原因  不再采集", "（下架），共 4 次"]),
        ("307001/000001", "HEAD", ["状态  已下架", "替代目录  309001/000001", "（移交），共 4 次"]),
    ],
)  # fmt: skip
def test_show(past_ledger: Path, asked: str, at: str, said: list[str]) -> None:
    result = ybz(past_ledger, "show", asked, "--at", at)
    assert result.exit_code == 0, result.output
    for part in said:
        assert part in result.stdout


def test_show_the_working_folder(past_ledger: Path) -> None:
    said = json.loads(ybz(past_ledger, "show", "309001/000001", "--format", "json").stdout)
    assert (said["at"], said["readable"], said["approvals"], said["department"]) == (None, True, 1, "医保局")
    assert said["values"]["items"][1] == {"name": "公民身份号码", "type": "C", "length": 18}
    assert said["last"]["subject"] == "移交医保局"
    assert "## 数据项（2 个）" in ybz(past_ledger, "show", "309001/000001", "--format", "markdown").stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("show", "307001/000003"), "307001/000003《=1+1|<b>x</b>》已经不在账里：2026-03-04 删除"),
        (("show", "309001/000001", "--at", "2026-02-01"), "没有“309001/000001”这份目录"),
        (("show", "救助对象"), "相近的有：307001/000001《救助对象名单》"),
        (("show", "救助对象名单", "--at", "没有"), "没有找到版本“没有”"),
        (("blame", "民政局"), "“民政局”是部门，这里一次看一份目录：写目录代码或名称。它有过哪些变更：ybz log 民政局"),
        (("show", "医保局/"), "“医保局”是部门"),
        (("show", "zzzz"), "没有“zzzz”这份目录。写目录代码或目录名称"),
        (("blame", "309001/000009"), "309001/000001《救助对象名单》"),
    ],
)
def test_what_is_not_there_is_said(past_ledger: Path, args: tuple[str, ...], said: str) -> None:
    result = ybz(past_ledger, *args)
    assert result.exit_code == 2
    assert said in result.stderr


def test_show_before_there_is_a_history(tmp_path: Path) -> None:
    """Outside of git, and in a repository without commits, the file is there all the same."""
    root = write(tmp_path, {"catalogs/registry.yml": b"name: x\n", HOMES: catalog("307001/000002", "养老机构信息")})
    for _ in range(2):
        result = ybz(root, "show", "养老机构信息")
        assert result.exit_code == 0, result.output
        assert "审核  还没有经过审核（没有提交）" in result.stdout
        result = ybz(root, "show", "养老")
        assert (result.exit_code, "相近的有：307001/000002《养老机构信息》" in result.stderr) == (2, True)
        assert "“民政局”是部门" in ybz(root, "show", "民政局").stderr
        git(root, "init", "-q")


def test_catalogs_with_the_word_in_a_name_come_first(past_ledger: Path) -> None:
    said = ybz(past_ledger, "show", "救助").stderr
    assert "相近的有：307001/000001《救助对象名单》、309001/000001《救助对象名单》" in said
    assert said.count("救助对象名单") == 2


def test_a_name_two_catalogs_bear_asks_for_the_code(past_ledger: Path) -> None:
    result = ybz(past_ledger, "blame", "救助对象名单")
    assert result.exit_code == 2
    assert "请写代码：309001/000001《救助对象名单》、307001/000001《救助对象名单》" in result.stderr
    path = "catalogs/民政局/救助对象名单.yml"
    assert "307001/000001《救助对象名单》" in ybz(past_ledger, "blame", path).stdout
