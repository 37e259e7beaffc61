"""Workbook → drafts: every row under the catalog it belongs to, and a remark for every cell without a place."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...sources import stamp
from ...sources.workbook import Book, Sheet
from . import recognise, vertical
from .draft import CATALOG, DEMAND, ITEM, RESOURCE, Draft, Remark, Row, Spot, said
from .filling import SHORT, Filler
from .labels import Labels, folded
from .recognise import Header

MEMBERS = {ITEM: "items", RESOURCE: "resources"}


@dataclass(slots=True)
class Read:
    """What a workbook holds. ``orphans``: rows of items and resources by table, whose catalog is not yet known.
    ``whole``: tables whose columns are the ledger's own. ``listed``: a sheet lists catalogs, so one may be missing from it."""

    book: Book
    drafts: list[Draft] = field(default_factory=list)
    orphans: list[tuple[str, Row]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    stamp: stamp.Stamp | None = None
    listed: bool = False
    whole: set[str] = field(default_factory=set)


def read(book: Book, labels: Labels) -> Read:
    """Read every sheet."""
    found = Read(book)
    reader = _Reader(book, labels, found)
    for sheet in book.sheets:
        reader.sheet(sheet)
    if not (found.drafts or found.orphans or any(remark.is_error for remark in found.remarks)):
        first = book.sheets[0].name if book.sheets and not book.is_csv else ""
        found.remarks.append(
            said(
                Spot(book.name, first, 0, 0),
                "没有找到目录、数据项或需求：表是空的，或者没有填",
                "用 ybz template 生成的表填报",
                lost=True,
            )
        )
    return found


class _Reader:
    def __init__(self, book: Book, labels: Labels, found: Read) -> None:
        self.book, self.labels, self.found = book, labels, found
        self.filler = Filler(book, labels, found.remarks)
        self.spot = self.filler.spot

    def sheet(self, sheet: Sheet) -> None:
        """Read one sheet by its header, or as a form."""
        if folded(sheet.name) in self.labels.prose and sheet.name not in self.labels.foreign.sheets:
            self._stamp(sheet)
            return
        if not any(any(row) for row in sheet.rows):
            return
        header = recognise.header(sheet, self.labels)
        form = vertical.form(sheet, self.labels) if header is None or header.tables != (CATALOG,) else None
        if form is not None and not (header and CATALOG in header.tables and len(header.tables) > 1):
            self._warn(sheet)
            self._form(sheet, form)
        elif header is not None:
            self._warn(sheet)
            self._table(sheet, header)
        elif not sheet.hidden:
            spot = self.spot(
                sheet, *next((r, c) for r, row in enumerate(sheet.rows) for c, text in enumerate(row) if text)
            )
            self.found.remarks.append(
                said(
                    spot,
                    "没有认出这张表的表头，整张表没有读",
                    "表头用目录模板的列名；别的模板用 --map 给出对照表；不是填报内容就删去这张表",
                    lost=True,
                )
            )

    def _stamp(self, sheet: Sheet) -> None:
        for row in sheet.rows[:40]:
            for text in row:
                self.found.stamp = self.found.stamp or stamp.read(text)

    def _warn(self, sheet: Sheet) -> None:
        """Say what the sheet hides, and what its cells lack."""
        hidden = [row for row in sorted(sheet.hidden_rows) if row < len(sheet.rows) and any(sheet.rows[row])]
        if hidden:
            shown = "、".join(str(row + 1) for row in hidden[:10])
            more = f"等 {len(hidden)} 行" if len(hidden) > 10 else ""
            message = f"第 {shown} 行{more}是隐藏的，也读了"
            self.found.remarks.append(said(self.spot(sheet, hidden[0], 0), message, "不要的行请删去", warn=True))
        if sheet.hidden:
            self.found.remarks.append(
                said(self.spot(sheet, 0, 0), "这张工作表是隐藏的，也读了", "不要的表请删去", warn=True)
            )
        for row, column in sheet.unsaved:
            message, fix = "公式没有算出的结果，按空白读", "在 Excel 或 WPS 里打开并保存一次，或改成值"
            self.found.remarks.append(said(self.spot(sheet, row, column), message, fix, lost=True))
        for row, column in sheet.garbled:
            message, fix = (
                "有的字没有读出来，成了 �：xls 格式把长文字分段存放，表情符号拆成了两半",
                "另存为 xlsx 再导入",
            )
            self.found.remarks.append(said(self.spot(sheet, row, column), message, fix, lost=True))
        for row, column in sheet.inexact:
            message, fix = "数字超过 15 位，Excel 已经改了后面几位", "把这一列设成文本格式，重新填写"
            self.found.remarks.append(said(self.spot(sheet, row, column), message, fix))

    # -- tables -----------------------------------------------------------------------------------------------------

    def _table(self, sheet: Sheet, header: Header) -> None:
        self.filler.misplaced(sheet, header)
        last: Draft | None = None
        groups = {name: [(at, aim) for at, aim in header.aims.items() if aim.table == name] for name in header.tables}
        if header.tables[0] == CATALOG:
            self.found.listed = True
        if header.whole:
            self.found.whole.update(header.tables)
        for number in range(header.row + 1, len(sheet.rows)):
            texts = sheet.rows[number]
            if any(text in self.labels.foreign.end for text in texts if text):
                break
            if not any(texts) or self.filler.is_repeated(sheet, header, number):
                continue
            if not any(at < len(texts) and texts[at] for at in header.aims) or self.filler.is_prose(sheet, number):
                continue
            rows = {name: self.filler.row(sheet, number, groups[name], header.whole) for name in header.tables}
            if header.tables == (CATALOG, ITEM):
                last = self._joint(rows[CATALOG], rows[ITEM], last)
            elif header.tables[0] in MEMBERS:
                self.found.orphans.append((header.tables[0], rows[header.tables[0]]))
            else:
                self.found.drafts.append(_draft(header.tables[0], rows[header.tables[0]]))

    def _joint(self, catalog: Row, item: Row, last: Draft | None) -> Draft:
        """A row with both: a new catalog where its name or code differ from the row before."""
        draft = _draft(CATALOG, catalog)
        if last is not None and (not (draft.name or draft.code) or (draft.name, draft.code) == (last.name, last.code)):
            for key, text in catalog.texts.items():
                if text and not last.row.texts.get(key):
                    last.row.texts[key], last.row.spots[key] = text, catalog.at(key)
                elif text and text != last.row.texts.get(key):
                    message = f"与这份目录第一行的“{last.row.texts[key][:SHORT]}”不同，按第一行导入"
                    self.found.remarks.append(said(catalog.at(key), message, "同一份目录各行写一样的内容", lost=True))
            draft = last
        else:
            self.found.drafts.append(draft)
        if any(text for key, text in item.texts.items() if not key.startswith("@")):
            draft.members.setdefault("items", []).append(item)
        return draft

    # -- forms ------------------------------------------------------------------------------------------------------

    def _form(self, sheet: Sheet, form: vertical.Form) -> None:
        row = Row(self.spot(sheet, *form.title))
        for late in (False, True):
            for one in form.filled:
                if isinstance(one.target, dict) is late:
                    spot = self.spot(sheet, one.row, one.column)
                    self.filler.put(row, one.target, self.filler.text(spot, sheet.at(one.row, one.column)), spot)
        for number, at in form.unknown:
            if sheet.at(number, at + 1) or any(sheet.rows[number][at + 1 :]):
                title = " ".join(sheet.at(number, at).split())
                fix = self.labels.alike(title) + "改成模板里的名称，或用 --map 写明它是哪个字段（不用导入的写“不导入”）"
                message = f"不认识“{title[:SHORT]}”，它后面的内容没有导入"
                self.found.remarks.append(said(self.spot(sheet, number, at), message, fix, lost=True))
        if not any(text for text in row.texts.values()):
            return
        draft = _draft(CATALOG, row)
        self.found.drafts.append(draft)
        for header in sorted(form.tables, key=lambda one: one.row):
            later = sorted(one.row for one in form.tables if one.row > header.row)
            self._below(sheet, header, later[0] if later else len(sheet.rows), draft)

    def _below(self, sheet: Sheet, header: Header, end: int, draft: Draft) -> None:
        """The rows of a table inside a form: to its end, an empty row, or prose."""
        table = header.tables[0]
        part = Sheet(sheet.name, sheet.rows[:end], hidden_rows=sheet.hidden_rows)
        self.filler.misplaced(part, header)
        rows = draft.members.setdefault(MEMBERS[table], [])
        for number in range(header.row + 1, end):
            texts = sheet.rows[number]
            if any(text.strip() in self.labels.foreign.end for text in texts if text):
                break
            if self.filler.is_prose(sheet, number):
                break
            found = self.filler.row(sheet, number, list(header.aims.items()), False)
            if not found.texts.get("name"):
                if any(texts):
                    self.found.remarks.append(said(found.spot, "这一行没有名称，没有导入", "补上名称", lost=True))
                continue
            rows.append(found)


def _draft(kind: str, row: Row) -> Draft:
    ident = "id" if kind == DEMAND else "code"
    name = "title" if kind == DEMAND else "name"
    return Draft(
        kind,
        row,
        department=row.texts.pop("@department", "").strip(),
        code=row.texts.get(ident, row.texts.get("@code", "")).strip(),
        name=row.texts.get(name, row.texts.get("@name", "")).strip(),
    )


__all__ = ["MEMBERS", "Read", "read"]
