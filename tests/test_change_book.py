"""The workbook of changes: the same bytes every time, text that stays text, every change in its row."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from test_periods import LOG, change, field, revision
from yibenzhang.cli import main
from yibenzhang.model.change import Impact, Kind, Origin, Revision
from yibenzhang.model.registry import Registry
from yibenzhang.outputs.changes import book
from yibenzhang.outputs.edition import Edition

NAMES = ["封面说明", "变更明细", "变更汇总", "下架目录", "破坏性变更"]
EDITION = Edition(
    Registry(), {}, revision="abc1234", committed=datetime(2026, 6, 30, tzinfo=UTC), today=date(2026, 6, 30)
)


def made(*revisions: Revision, **more: Any) -> bytes:
    return book.workbook(book.Log(revisions=lambda: revisions, edition=EDITION, **more))


def rows(data: bytes, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet below its header, by header."""
    found = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return [dict(zip(found[2], row, strict=True)) for row in found[3:]]


def test_one_row_a_field() -> None:
    tight = field("share.type", "无条件共享", "有条件共享", impact=Impact.BREAKING)
    new = change("2", Kind.ADDED, fields=(field("code", None, "2", Kind.ADDED), field("items", None, [{}], Kind.ADDED)))
    one = revision(
        "c" * 40, "2026-03-02", change("1", impact=Impact.BREAKING, fields=(tight, field("level", 2, 3))), new,
        submitted="2026-02-26T09:00:00+08:00", submitters=("王芳", "赵敏"), approver="李雷", working_days=2, review="#12",
        subject="改", origin=Origin(submitted="merge", approver="trailer"),
    )  # fmt: skip
    data = made(one)
    assert CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names == NAMES
    found = rows(data, "变更明细")
    assert [(row["目录代码"], row["字段"], row["原来"], row["现在"], row["影响"]) for row in found] == [
        ("1", "share.type", "无条件共享", "有条件共享", "破坏性"),
        ("1", "level", "2", "3", "说明性"),
        ("2", "整份目录", "", "数据项 1 个", "说明性"),
    ]
    assert found[0]["批准日期"] == date(2026, 3, 2)
    assert (found[0]["审核号"], found[0]["提交号"], found[0]["提交人"], found[0]["工作日"]) == (
        "#12",
        "ccccccc",
        "王芳、赵敏",
        2,
    )
    assert [row["字段"] for row in rows(data, "破坏性变更")] == ["share.type"]


@pytest.mark.parametrize(
    ("origin", "provisional", "cell"),
    [
        (("trailer", "merge"), False, 2),
        (("trailer", "merge"), True, "2（暂定）"),
        (("推算", "不详"), False, "2（推算）"),
        (("merge", "推算"), True, "2（推算，暂定）"),
        (("trailer", "不详"), False, "2（审核人不详）"),
    ],
)
def test_no_sum_takes_in_days_that_do_not_count(origin: tuple[str, str], provisional: bool, cell: int | str) -> None:
    known = Origin(submitted=origin[0], approver=origin[1])
    one = revision("c" * 40, "2026-03-02", change("1"), working_days=2, provisional=provisional, origin=known)
    assert rows(made(one), "变更明细")[0]["工作日"] == cell


def test_summary_by_month_and_department() -> None:
    found = [(row["期（月）"], row["部门"], row["份次"], row["目录"]) for row in rows(made(*LOG), "变更汇总")]
    assert found == [
        ("2026年4月", "民政局", 1, 1),
        ("2026年2月", "呼玛县/民政局", 1, 1),
        ("2026年2月", "民政局", 2, 1),
        ("2025年12月", "民政局", 1, 1),
        ("2025年11月", "民政局", 1, 1),
        ("合计", "", 6, 3),
    ]


def test_what_went_out_of_use_and_came_back() -> None:
    stone = field("retired", None, {"date": "2026-03-01", "reason": "职责取消", "replaced_by": "8"}, Kind.ADDED)
    steps = (
        revision("c", "2026-05-01", change("1", Kind.RESTORED)),
        revision("b", "2026-03-01", change("1", Kind.RETIRED, fields=(stone,)), change("4", Kind.REMOVED)),
        revision(
            "a",
            "2026-02-01",
            change("9", Kind.MOVED, predecessor="3", fields=(field("predecessor.retired.reason", None, "移交"),)),
        ),
    )
    found = [
        tuple(row[key] for key in ("目录代码", "变更", "下架原因", "替代目录", "备注"))
        for row in rows(made(*steps), "下架目录")
    ]
    assert found == [
        ("1", "下架", "职责取消", "8", "2026-05-01 恢复"),
        ("4", "删除", "", "", ""),
        ("3", "移交", "移交", "9", ""),
    ]


def test_the_same_bytes_and_no_clock() -> None:
    data = made(*LOG)
    assert made(*LOG) == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"2026-06-30T00:00:00Z" in archive.read("docProps/core.xml")


def test_formulas_and_markup_stay_text() -> None:
    bad = "=cmd|' /C calc'!A0\u202e\x07<r>x</r>"
    hostile = change("1", name=bad, department="@x", fields=(field("summary", bad, "+1", impact=Impact.BREAKING),))
    data = made(revision("d" * 40, "2026-01-01", hostile, subject=bad, submitters=(bad,), approver=bad))
    [row] = rows(data, "破坏性变更")
    assert row["原来"] == "=cmd|' /C calc'!A0\\u202e\\u0007<r>x</r>"
    assert (row["现在"], row["部门"], row["目录名称"]) == ("+1", "@x", row["原来"])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist() if "/sheet" in name)


def test_more_rows_than_a_sheet_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "MOST_ROWS", 4)
    data = made(*(revision(f"{n:040}", "2026-01-01", change(str(n))) for n in range(10)))
    names = CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names
    assert names == ["封面说明", "变更明细", "变更明细（2）", "变更明细（3）", *NAMES[2:]]
    assert [row["序号"] for name in names[1:4] for row in rows(data, name)] == [*range(1, 11)]


def test_an_empty_log_is_a_workbook_too() -> None:
    assert rows(made(), "变更明细") == []
    assert [row["份次"] for row in rows(made(), "变更汇总")] == [0]


def test_the_command(past_ledger: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.xlsx"
    args = ["-C", str(past_ledger), "log", "--period", "tag", "--format", "xlsx", "-o", str(file)]
    assert CliRunner().invoke(main, args).exit_code == 0
    data = file.read_bytes()
    cover = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("封面说明").to_python()
    assert cover[0][0] == "测试一本账·目录变更记录"
    assert cover[1][0].startswith("示例数据")
    periods = [row["期（批次）"] for row in rows(data, "变更汇总")]
    assert periods == ["尚未归期", "尚未归期", "第2期（批次/2026-02）", "第1期（批次/2026-01）", "合计"]
    again = CliRunner().invoke(main, args[:-2])
    assert again.stdout_bytes == data
