"""A sheet that several processes read portion by portion reads as it does in one piece, however its XML is written."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
import xlsxwriter

from test_workbook_bounds import MAIN, cells, changed, packed
from yibenzhang.sources import workbook, workbook_grids, workbook_look, workbook_portions, workers

WHOLE = 1 << 60


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="str"><v>{text}</v></c>'


def row(number: int, text: str = "") -> str:
    return f'<row r="{number}">{cell(f"A{number}", text or f"甲{number}")}{cell(f"C{number}", "乙")}</row>'


ROWS = "".join(map(row, range(1, 301)))


def rows(middle: str, end: str = "") -> str:
    """A sheet with something between two of its rows, and after them."""
    return cells("".join(map(row, range(1, 151))) + middle + "".join(map(row, range(161, 301)))).replace(
        "</worksheet>", f"{end}</worksheet>"
    )


def written() -> bytes:
    """As Excel has it: shared texts, numbers, days, formulas, merged cells, hidden rows, several sheets."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name in ("一", "二", "图", "三"):
            if name == "图":
                book.add_chartsheet(name).set_chart(_chart(book))
                continue
            sheet = book.add_worksheet(name)
            for number in range(200):
                sheet.write_string(number, 1, f"共用{number % 7}")
                sheet.write_datetime(number, 2, date(2024, 1, 1 + number % 28), day)
                sheet.write_number(number, 3, [number, number / 7, 123456789012345678][number % 3])
                sheet.write_formula(number, 5, "=1+1", None, "" if number % 50 == 49 else 2)
                sheet.write_boolean(number, 30, number % 2 == 0)
            sheet.set_row(3, None, None, {"hidden": True})
            sheet.set_row(190, None, None, {"hidden": True})
            for top in range(0, 199, 3):
                sheet.merge_range(top, 6, top + 1, 7, f"合并{top}")
            sheet.merge_range(0, 9, 199, 9, "全表")
            if name == "三":
                sheet.hide()
    return out.getvalue()


def _chart(book: xlsxwriter.Workbook) -> Any:
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=一!$D$1:$D$9"})
    return chart


MERGES = '<mergeCells count="2"><mergeCell ref="A140:A170"/><mergeCell ref="B1:B300"/></mergeCells>'
PREFIXED = cells(ROWS).replace("<row", "<x:row").replace("</row", "</x:row").replace("<c ", "<x:c ")
PREFIXED = PREFIXED.replace("</c>", "</x:c>").replace("<v>", "<x:v>").replace("</v>", "</x:v>")
PREFIXED = PREFIXED.replace("<worksheet", f'<worksheet xmlns:x="{MAIN}"')
INLINE = "".join(f'<row r="{n}"><c r="B{n}" t="inlineStr"><is><t>字 {n}</t></is></c></row>\n' for n in range(1, 301))
SHARED = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{n % 3}</v></c></row>' for n in range(1, 301))
UNPLACED = "".join(
    f'<row r="{n}"><c t="str"><v>一</v></c></row><row><c t="str"><v>二</v></c><c t="str"><v>三</v></c></row>'
    for n in range(3, 400, 2)
)


@pytest.mark.parametrize(
    ("data", "is_cut"),
    [
        (written(), True),
        (changed(rows("", MERGES)), True),
        (changed(rows("", MERGES.replace("mergeCell", "x:mergeCell"))), True),
        (changed(rows('<row r="155"/>\r\n<row r="160" ht="20"></row>')), True),
        (changed(cells(INLINE)), True),
        (changed(cells(SHARED), "<si><t>零</t></si><si><t>一</t></si><si><r><t>二</t></r></si>"), True),
        (changed(rows('<row><c t="str"><v>没有位置</v></c></row>' * 9)), True),
        (changed(rows(row(999, "在后"))), False),
        (changed(rows(f'<row r="155">{cell("AB290", "伸进后半")}{cell("D155", "x")}</row>')), False),
        (changed(rows(f"<!-- </c></row>{row(157)} -->")), False),
        (changed(rows(f"<?x </c></row>{row(157)} ?>")), False),
        (changed(rows(f'<row r="155"><c r="A155" t="str"><v><![CDATA[</c></row>{row(157)}]]></v></c></row>')), False),
        (changed(rows("</sheetData><sheetData>")), False),
        (changed(rows(MERGES)), False),
        (changed(rows(MERGES, MERGES.replace("A140", "C140"))), False),
        (changed(cells(ROWS).replace("<sheetData>", MERGES + "<sheetData>")), False),
        (changed(rows("", MERGES.replace("</mergeCells>", ""))), False),
        (changed(PREFIXED), False),
        (changed(cells(UNPLACED)), True),
        (changed(cells(ROWS.replace(' r="', ' s="0" r="'))), False),
        (changed(cells("")), False),
        (changed(cells(ROWS)[:-20]), False),
        (changed(cells(ROWS.replace("A250", "A!"))), False),
    ],
)
@pytest.mark.parametrize("count", [2, 3])
def test_in_portions_as_in_one_piece(
    data: bytes, is_cut: bool, count: int, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(workers, "processes", lambda items, few: count if items >= few else 1)
    monkeypatch.setattr(workbook_look, "CHUNK", 1000)
    read = _watched(monkeypatch)
    assert _read(data, 1) == _read(data, WHOLE)
    assert any(found is not None and _most_portions(large) > 1 for large, found in read) == is_cut
    assert capfd.readouterr() == ("", "")


def _watched(monkeypatch: pytest.MonkeyPatch) -> list[tuple[workbook_portions.Large, Any]]:
    """What has been read side by side."""
    seen: list[tuple[workbook_portions.Large, Any]] = []
    before = workbook_grids._side_by_side

    def side_by_side(data: bytes, names: Any, large: workbook_portions.Large) -> Any:
        seen.append((large, before(data, names, large)))
        return seen[-1][1]

    monkeypatch.setattr(workbook_grids, "_side_by_side", side_by_side)
    return seen


def _most_portions(large: workbook_portions.Large) -> int:
    sheets = [portion.sheet for share in large.shares for portion in share]
    return max(map(sheets.count, sheets))


def _read(data: bytes, least: int) -> Any:
    try:
        return workbook.read("a.xlsx", data, least)
    except workbook.WorkbookError as error:
        return str(error)


def test_a_file_that_is_not_large_is_read_by_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "share", None)
    assert len(workbook.read("a.xlsx", changed(cells(ROWS))).sheets[0].rows) == 300


def test_a_file_too_large_to_be_held_is_read_by_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "processes", lambda items, few: 2)
    monkeypatch.setattr("yibenzhang.sources.workbook_scan.MOST_HELD", 1000)
    monkeypatch.setattr(workers, "share", None)
    assert len(workbook.read("a.xlsx", changed(cells(ROWS))).sheets[0].rows) == 300


def test_sheets_that_are_too_large_together_are_read_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "processes", lambda items, few: 2)
    monkeypatch.setattr("yibenzhang.sources.workbook_scan.MOST_CELLS", 300 * 26 * 2)
    read = _watched(monkeypatch)
    assert len(workbook.read("a.xlsx", changed(cells(ROWS)), 1).sheets[0].rows) == 300
    with zipfile.ZipFile(io.BytesIO(written())) as whole:
        assert workbook.read("b.xlsx", packed({name: whole.read(name) for name in whole.namelist()}), 1).sheets
    assert len(read) == 1


def test_where_no_file_can_be_made_one_process_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(name: str) -> int:
        raise OSError(name)

    monkeypatch.setattr(workers, "processes", lambda items, few: 2)
    monkeypatch.setattr("yibenzhang.sources.workbook_portions.os.memfd_create", refused)
    assert len(workbook.read("a.xlsx", changed(cells(ROWS)), 1).sheets[0].rows) == 300
