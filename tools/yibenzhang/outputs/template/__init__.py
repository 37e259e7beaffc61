"""The template a department fills in Excel or WPS; all of it is derived from the ledger's schema and lists.

The same ledger gives the same bytes. Names and layout are those :mod:`~yibenzhang.sources.stamp` promises to import.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ...sources import fields, stamp
from ...sources.layout import Kind
from ..columns import tables
from ..edition import Edition
from ..xlsx import new
from ..xlsx.sheet import Book
from .choices import Choices
from .guide import Guide
from .looks import Looks
from .rows import Rows
from .sheets import FIRST, Form, Lead, Plan

ROOM = {stamp.CATALOGS: 500, stamp.ITEMS: 5000, stamp.RESOURCES: 1000, stamp.DEMANDS: 500}
"""Empty rows ready to be filled, with dropdowns and colours."""


class Written(NamedTuple):
    """A document as it stands: the department it belongs to and its raw values."""

    department: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Filling:
    """What a template is made from. ``several``: it is of more than one department, and says in each row of which."""

    edition: Edition
    stamp: stamp.Stamp
    catalogs: Sequence[Written] = ()
    demands: Sequence[Written] = ()
    several: bool = False


class Made(NamedTuple):
    """The bytes of the workbook, its numbers of rows by sheet, and which texts did not fit a cell."""

    data: bytes
    rows: Mapping[str, int]
    long: Sequence[str]


def workbook(filling: Filling) -> Made:
    """填表说明, 目录, 数据项, 挂载资源, 数据需求; hidden: 字典, and 长文 where a text is longer than a cell."""
    edition = filling.edition
    buffer = io.BytesIO()
    made = new(buffer, edition, "填报模板")
    made.set_custom_property("一本账模板", str(filling.stamp))
    book, looks = Book(made, edition), Looks(made)
    derived = tables(edition.schemas)
    every = (*derived.catalog, *derived.item, *derived.resource, *derived.demand)
    choices = Choices(edition, every, several=filling.several)
    rows = Rows(edition.schemas, derived, several=filling.several)
    plans = _plans(filling, rows)
    Guide(book, looks).write(filling.stamp, edition.departments, plans)
    form = Form(book, looks, choices)
    for plan in plans:
        form.write(plan)
    _names(made, filling, plans[0])
    choices.write(made, book.sheet(stamp.DICTIONARY), book.styles.label)
    if rows.long:
        _long_texts(book, rows.long)
    made.get_worksheet_by_name(stamp.CATALOGS).activate()
    made.close()
    return Made(buffer.getvalue(), {plan.name: len(plan.rows) for plan in plans}, [text.where for text in rows.long])


def _plans(filling: Filling, rows: Rows) -> list[Plan]:
    schemas, derived = filling.edition.schemas, rows.tables
    catalog, demand = schemas[Kind.CATALOG], schemas[Kind.DEMAND]
    owner = [Lead(stamp.DEPARTMENT, 16, "这一行属于哪个部门，从下拉里选。", "=本次部门")] if filling.several else []
    parent = [
        *owner,
        Lead(stamp.CATALOG_CODE, 16, "属于哪份目录：写目录代码；新目录还没有代码，空着，写目录名称。", "=目录代码表"),
        Lead(stamp.CATALOG_NAME, 30, "属于哪份目录：写目录名称，与“目录”表里的一样，可从下拉里选。", "=目录名称表"),
    ]
    scope = filling.stamp.department or "全部部门"
    lead = len(owner)

    def plan(name: str, remark: str, leads: list[Lead], columns: Any, part: Any, **more: Any) -> Plan:
        return Plan(
            name=name, title=f"{scope}·{name}", remark=remark, leads=leads, columns=columns, schema=part,
            room=ROOM[name], **more,
        )  # fmt: skip

    return [
        plan(
            stamp.CATALOGS, "一行一份目录。新目录的代码空着，导入时编号。粉色的格子必须填，灰色的不用填，各栏说明见表头批注。",
            owner, derived.catalog, catalog, root=catalog, rows=rows.catalogs(filling.catalogs),
            frozen=lead + 2, free=frozenset({"code"}), unique=("code",) if filling.several else ("code", "name"),
        ),
        plan(
            stamp.ITEMS, "一行一个数据项，先后就是各行的先后。共享类型、开放类型与目录相同的空着。",
            parent, derived.item, fields.at(catalog, ("items", 0)), root=catalog,
            rows=rows.parts(filling.catalogs, "items"), frozen=lead + 3,
        ),
        plan(
            stamp.RESOURCES, "一行一个库表、文件或接口。不写口令、令牌、密钥。",
            parent, derived.resource, fields.at(catalog, ("resources", 0)), root=catalog,
            rows=rows.parts(filling.catalogs, "resources"), frozen=lead + 3,
        ),
        plan(
            stamp.DEMANDS, "一行一条需求：要哪个部门的什么数据、凭什么、用在哪里。",
            owner, derived.demand, demand, root=demand, rows=rows.demands(filling.demands), frozen=lead + 2,
        ),
    ]  # fmt: skip


def _names(workbook: Any, filling: Filling, plan: Plan) -> None:
    """Name the codes and names of the catalogs in 目录, which the other sheets choose from."""
    last = FIRST + len(plan.rows) + plan.room
    letters = {column.key: chr(ord("A") + len(plan.leads) + place) for place, column in enumerate(plan.columns[:20])}
    for name, key in (("目录代码表", "code"), ("目录名称表", "name")):
        letter = letters.get(key, "A")
        workbook.define_name(name, f"='{stamp.CATALOGS}'!${letter}${FIRST + 1}:${letter}${last}")


def _long_texts(book: Book, long: Sequence[Any]) -> None:
    sheet = book.sheet(stamp.LONG_TEXTS)
    sheet.write_string(0, 0, "编号", book.styles.label)
    sheet.write_string(0, 1, "全文，一格放不下的分在后面几格", book.styles.label)
    for row, text in enumerate(long, 1):
        sheet.write_number(row, 0, row)
        for place, piece in enumerate(text.pieces, 1):
            sheet.write_string(row, place, piece)
    sheet.protect()
    sheet.hide()


__all__ = ["Filling", "Made", "Written", "workbook"]
