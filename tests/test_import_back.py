"""What goes back to a department keeps what the clerk made of it; demands come in through their own sheet."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

import sheets
from ledgers import sample, small, write
from test_import import HEAD, ROW, catalogs, run, template, values

DEMAND = "catalogs/民政局/demands/2026-001.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "账", {**small(), **sample(DEMAND)})


def test_annotated_copy_keeps_formatting_and_other_sheets(root: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(catalogs([*ROW[:3], "每旬", *ROW[4:]])))
    sheet = book.worksheets[0]
    sheet["A2"].font = Font(name="楷体", bold=True, color="FF0000FF")
    sheet["C2"].number_format = "0.00"
    sheet.column_dimensions["C"].width = 55
    sheet.row_dimensions[2].height = 40
    sheet.freeze_panes = "B2"
    book.create_sheet("统计")["B3"] = "=1+1"
    data = io.BytesIO()
    book.save(data)
    report = root.parent / "退回.xlsx"
    run(root, data.getvalue(), "--report", str(report))
    back = openpyxl.load_workbook(report)
    sheet = back.worksheets[0]
    assert (sheet["A2"].font.name, sheet["A2"].font.bold, sheet["A2"].font.color.rgb) == ("楷体", True, "FF0000FF")
    assert (sheet["C2"].number_format, sheet.column_dimensions["C"].width) == ("0.00", 55)
    assert (sheet.row_dimensions[2].height, sheet.freeze_panes) == (40, "B2")
    assert sheet["D2"].fill.fgColor.rgb.endswith("FFC7CE")
    assert back["统计"]["B3"].value == "=1+1"
    assert [cell.value for cell in sheet[1]] == HEAD


def test_demands_new_and_changed(root: Path) -> None:
    made = template(root)
    head, row = made["数据需求"][2], made["数据需求"][3]
    old = values(root, DEMAND)
    scope = head.index("使用范围") if "使用范围" in head else head.index(next(one for one in head if "范围" in one))
    changed, new = list(row), list(row)
    changed[scope] = "只给社会救助科"
    new[row.index("2026-001")] = "2026-009"
    made["数据需求"][3:] = [changed, new]
    _, said = run(root, sheets.book(made))
    assert "数据需求：新增 1 条，修改 1 条，未动 0 条。" in said
    assert values(root, DEMAND) == {**old, "scope": "只给社会救助科"}
    assert values(root, DEMAND.replace("001", "009")) == {**old, "id": "2026-009"}
