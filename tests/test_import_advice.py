"""What an import says of a rule: at the cell, once, in the words of the sheet and not of a file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import sheets
from ledgers import small, write
from yibenzhang.cli import main
from yibenzhang.outputs.intake.advice import IN_CELLS, in_cells
from yibenzhang.sources.columns import tables
from yibenzhang.sources.layout import Kind
from yibenzhang.sources.schema import default_schemas

SCHEMAS = default_schemas().by_kind
NO_COLUMN = {"填表说明", "数据项"}
"""Sheets that the advice sends to."""


def advised(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if "x-rule" in node:
            yield node["x-rule"]["fix"]
        for inner in node.values():
            yield from advised(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from advised(inner)


def in_catalog_and_item() -> list[str]:
    text = json.dumps(SCHEMAS[Kind.CATALOG], ensure_ascii=False)
    return [fix for fix in dict.fromkeys(advised(json.loads(text))) if re.search(r"[a-z_]{2,}", fix)]


def test_columns_that_advice_names_are_in_the_sheet() -> None:
    known = tables(SCHEMAS)
    headers = {column.header for column in (*known.catalog, *known.item, *known.resource)} | NO_COLUMN
    named = {name for told in IN_CELLS.values() for name in re.findall("“(.+?)”", told)}
    assert named <= headers


def test_all_advice_of_the_schema_for_catalogs_has_words_for_the_sheet() -> None:
    fixes = in_catalog_and_item()
    assert len(fixes) > 10
    files_own = {fix for fix in fixes if in_cells(fix, "") == fix}
    assert not files_own


@pytest.mark.parametrize(
    ("fix", "label", "told"),
    [
        ("补上 kind: 部门", "资源分类", "填“资源分类”，例：部门"),
        ("补上 type: 有条件共享", "共享属性 共享类型", "填“共享类型”，例：有条件共享"),
        ("补上 kind: 部门", "", "补上 kind: 部门"),
        ("补上 rank: 法律", "共享属性 依据 第1项 效力级别", "在“依据”这一格里写上效力级别，例：法律；整格写成 《法律名称》条款号（效力级别），例：《社会救助暂行办法》第五十八条（行政法规）"),
        ("补上 share: {type: 无条件共享}", "共享属性", "填“共享类型”，例：无条件共享"),
        ("写成 personal: true 或 personal: false", "数据项 第3项 是否个人信息", "写 是 或 否"),
        ("补上 type: C", "数据项 第3项 数据项类型", "填“数据项类型”，例：C"),
        ("标注 personal: true；确不是个人信息的写 personal: false", "是否个人信息", "“是否个人信息”写 是；确不是个人信息的写 否"),
        ("拆成几个数据项", "数据项", "拆成几个数据项"),
    ],
)  # fmt: skip
def test_words(fix: str, label: str, told: str) -> None:
    assert in_cells(fix, label) == told


def test_a_cell_is_spoken_of_once_and_in_columns(tmp_path: Path) -> None:
    head = ["目录名称", "所属领域", "摘要", "更新频度", "共享属性", "数据分级"]
    row = ["婚姻登记信息", "社会救助", "全区婚姻登记的原始数据，自2019年起按月更新。", "每旬", "不予共享", "三级"]
    file = tmp_path / "民政局.xlsx"
    file.write_bytes(sheets.book({"目录": [head, row]}))
    root = write(tmp_path / "账", small())
    said = CliRunner().invoke(main, ["-C", str(root), "import", str(file), "--dry-run"]).output
    assert said.count("民政局.xlsx[目录]!D2 ") == 1
    assert "!D2 错误 A002 〔更新周期〕“更新周期”不能写“每旬”" in said
    assert "改法：填“不予共享理由”和“依据”两栏" in said
    assert "share" not in said
    assert "补上 " not in said


def test_a_cell_within_an_item_is_spoken_of_once_too(tmp_path: Path) -> None:
    files = small()
    root = write(tmp_path / "账", files)
    made = sheets.like_template(files, "民政局")
    head = made["数据项"][2]
    for row, title, text in ((3, "数据项长度", "十八位"), (4, "是否个人信息", "可能"), (5, "数据分级", "五级")):
        made["数据项"][row][head.index(title)] = text
    file = tmp_path / "民政局.xlsx"
    file.write_bytes(sheets.book(made))
    said = CliRunner().invoke(main, ["-C", str(root), "import", str(file), "--dry-run"]).output
    cells = re.findall(r"民政局\.xlsx\[数据项\]!([A-Z]+[4-6]) ", said)
    assert len(cells) == len(set(cells)) == 3
    assert "“是否个人信息”只能写 是 或 否，现在是“可能”" in said
    assert "改法：写 是 或 否\n" in said
    assert "改法：可选：1、2、3、4\n" in said
    assert "true" not in said
