"""Files of a few kilobytes that would fill all memory: none is opened, and what clerks have is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from contextlib import suppress

import pytest

import sheets
from yibenzhang.sources import workbook, workers

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def changed(sheet: str, shared: str = "", names: Mapping[str, str] | None = None) -> bytes:
    """A workbook of one sheet, with the text of the sheet and of what its cells share; parts under other names."""
    with zipfile.ZipFile(io.BytesIO(sheets.book({"a": [["甲"]]}))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    if shared:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{shared}</sst>'.encode()
    return packed({(names or {}).get(name, name): data for name, data in parts.items()})


def cells(rows: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def ods(rows: str) -> bytes:
    """A file of LibreOffice's with these rows."""
    spaces = "".join(f' xmlns:{name}="{OASIS}:{name}:1.0"' for name in ("office", "table", "text"))
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return packed(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{OASIS}:manifest:1.0"><m:file-entry m:full-path="/" m:media-type="{kind}"/></m:manifest>',
            "content.xml": f'<office:document-content{spaces}><office:body><office:spreadsheet><table:table table:name="a">{rows}</table:table></office:spreadsheet></office:body></office:document-content>',
        }
    )


def repeated(rows: int, columns: int, text: str) -> str:
    said = f"<text:p>{text}</text:p>" if text else ""
    kind = ' office:value-type="string"' if text else ""
    return f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell{kind} table:number-columns-repeated="{columns}">{said}</table:table-cell></table:table-row>'


FAR = '<row r="1"><{0} r="A1" t="str"><v>x</v></{0}></row><row r="1048576"><{0} r="XFD1048576" t="str"><v>x</v></{0}></row>'
PREFIXED = cells(FAR.format("m:c")).replace("<worksheet", f'<worksheet xmlns:m="{MAIN}"')
MANY = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 3001))

LAST = "XFD1048576"
ODD_PLACES = [
    f"<c r='A1' r='{LAST}' t='str'>",
    f'<c r="A1"r="{LAST}" t="str">',
    f'<c r="A1" t="str"  r="{LAST}">',
    f'<c r="A1" t="str"\nr = "{LAST}">',
    f"<c x=' r=\"A1\" ' r='{LAST}' t='str'>",
    f'<c x=">" r="{LAST}" t="str">',
    '<c r="XFD00000001048576" t="str">',
    '<c r="XF&#68;1048576" t="str">',
    f'<c x="{"y" * (13 << 20)}" r="{LAST}" t="str">',
]
"""Cells whose place is not where one would look for it."""
LONG = f"<si><t>{'x' * 400_000}</t></si>"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (changed(PREFIXED), "太大了"),
        (changed(cells(FAR.format("c").replace(" r=", "\tr="))), "太大了"),
        (changed(cells(FAR.format("c").replace(' r="XFD1048576"', "").replace("A1", "XFD1"))), "太大了"),
        (changed(cells(FAR.format("c")), names={"xl/worksheets/sheet1.xml": "xl/worksheets/SHEET1.xml"}), "不正常"),
        (changed(cells(FAR.format("c")), names={"xl/workbook.xml": "xl/Workbook.xml"}), "清单"),
        (changed(cells(f'<row r="1">{"<c><v>1</v></c>" * 30}</row><row r="1048576"><c><v>1</v></c></row>')), "太大了"),
        (
            changed(cells(f'<row r="1"><c r="{LAST}" t="str"><v>x</v></c><c r="A1" t="str"><v>x</v></c></row>')),
            "太大了",
        ),
        (changed(cells(f'{MANY}<row r="3001"><c r="Z1048576" t="str"><v>x</v></c></row>')), "太大了"),
        (changed(cells(f'<row x=">" r="1048576">{"<c><v>1</v></c>" * 30}</row>')), "不正常"),
        *((changed(cells(f'{MANY}<row r="3001">{cell}<v>x</v></c></row>')), "不正常") for cell in ODD_PLACES),
        (changed(PREFIXED.replace("m:", "甲:")), "太大了"),
        (changed(cells(MANY), LONG), "超过 1 GB"),
        (changed(cells(MANY.replace(">0<", ">1<")), f"<si/>{LONG}"), "超过 1 GB"),
        (changed(cells(MANY.replace(">0<", ">&#48;<")), LONG), "超过 1 GB"),
        (ods(repeated(100_000, 1000, "x")), "太大了"),
        (ods(repeated(3000, 100, "x" * 10_000)), "太大了"),
        (ods(repeated(1_000_000, 16_000, "") + repeated(1, 100, "x")), "太大了"),
        (ods("<table:table-row>"), "损坏"),
    ],
)
@pytest.mark.parametrize("count", [1, 2])
def test_bombs_are_not_opened(data: bytes, why: str, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(data) < 100_000
    monkeypatch.setattr(workers, "processes", lambda items, few: count)
    with pytest.raises(workbook.WorkbookError, match=why):
        workbook.read("炸弹.xlsx", data)


def test_two_parts_of_one_name() -> None:
    data = changed(cells(MANY), LONG, {"docProps/app.xml": "xl/worksheets/Sheet1.xml"})
    with pytest.raises(workbook.WorkbookError, match="重名"):
        workbook.read("a.xlsx", data)


def test_what_is_long_but_stands_once_is_read() -> None:
    once = MANY.replace("<v>0</v>", "<v>1</v>").replace("<v>1</v>", "<v>0</v>", 1)
    found = workbook.read("a.xlsx", changed(cells(once), f"{LONG}<si><t>短</t></si>")).sheets[0]
    assert (len(found.at(0, 0)), found.at(2999, 0)) == (400_000, "短")


def test_blank_rest_of_a_sheet_of_libreoffice_is_no_bomb() -> None:
    rows = repeated(2, 3, "甲") + repeated(1_048_000, 16_384, "")
    assert workbook.read("a.ods", ods(rows)).sheets[0].rows == [["甲"] * 3] * 2


def test_cells_with_a_prefix_are_read() -> None:
    text = cells('<m:row r="2"><m:c r="B2" t="str"><m:v>乙</m:v></m:c></m:row>')
    text = text.replace("<worksheet", f'<worksheet xmlns:m="{MAIN}"')
    assert workbook.read("a.xlsx", changed(text)).sheets[0].at(1, 1) == "乙"


def test_cells_and_rows_that_do_not_say_where_they_are() -> None:
    row = '<row><c t="str"><v>甲</v></c><c t="str"><v>乙</v></c></row>'
    assert workbook.read("a.xlsx", changed(cells(row * 3000))).sheets[0].rows == [["甲", "乙"]] * 3000


def test_tags_that_never_end_take_no_time() -> None:
    """Looked for from each of them to the end, they would take hours."""
    for text in ("<row hidden=" + "<row " * 100_000, "<f" + '<c r="A1" ' * 100_000):
        with suppress(workbook.WorkbookError):
            workbook.read("坏.xlsx", changed(f"<worksheet><sheetData>{text}</sheetData></worksheet>"))


def test_a_part_that_cannot_be_unpacked_is_said() -> None:
    """A whole zip, but for the packed bytes of one part: its beginning names a kind of block there is none of."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>" * 50)
        packed.writestr("xl/_rels/workbook.xml.rels", "<Relationships/>" * 50)
    data = bytearray(buffer.getvalue())
    name = b"xl/_rels/workbook.xml.rels"
    data[data.index(name) + len(name)] = 0xFF
    with pytest.raises(workbook.WorkbookError, match="内容已损坏，解不开"):
        workbook.read("坏.xlsx", bytes(data))
