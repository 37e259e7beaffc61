"""Tables of demands and objections, alike on the pages of catalogs and departments."""

from __future__ import annotations

from collections.abc import Iterable

from ...model.demand import Demand, NewItem, Objection
from .index import Index
from .parts import Cell, Table, fixed, texts

_STATE_LOOKS = {
    "待答复": "wait", "待提供": "wait", "待补充": "wait", "已提供": "done", "已关闭": "", "已拒绝": "no",
}  # fmt: skip


def demand_table(index: Index, demands: Iterable[Demand], anchor: str, heading: str, *, catalog: bool = True) -> Table:
    """Who asks for what, from whom, and how far it has come."""
    heads = (
        "编号",
        "需求名称",
        "需求部门",
        "数据责任部门",
        *(("所需目录",) if catalog else ()),
        "所需数据项",
        "应用场景",
        "提交",
        "答复",
        "提供",
        "状态",
    )
    rows = tuple(_demand(index, each, catalog) for each in demands)
    return Table(anchor, heading, heads, rows, f"共 {len(rows)} 件")


def _demand(index: Index, each: Demand, catalog: bool) -> tuple[tuple[Cell, ...], ...]:
    asker = Cell(each.from_.name, "", each.from_.external) if each.from_ else index.department(each.department)
    provider = (
        index.department(each.provider)
        if isinstance(each.provider, str)
        else Cell(each.provider.name, "", each.provider.external)
    )
    wanted: tuple[Cell, ...] = ()
    if catalog:
        wanted = (_named(index, each.catalog),) if each.catalog else texts(each.data_name)
    items = "、".join(f"{item.name}（新增）" if isinstance(item, NewItem) else item for item in each.items)
    reply = (Cell(each.reply.date, "", each.reply.reason or "", "fixed"),) if each.reply else ()
    return (
        fixed(each.id), texts(each.title), (asker,), (provider,), *((wanted,) if catalog else ()), texts(items),
        texts(each.scene), fixed(each.submitted), reply, fixed(each.provided.date if each.provided else None),
        (Cell(each.state, "", "", f"state {_STATE_LOOKS.get(each.state, '')}".strip()),),
    )  # fmt: skip


def _named(index: Index, code: str) -> Cell:
    found = index.code(code)
    return Cell(found.note, found.url, code) if found.url else found


def objection_table(index: Index, objections: Iterable[Objection], anchor: str, heading: str) -> Table:
    """Who objects to what, and what came of it."""
    rows = tuple(_objection(index, each) for each in objections)
    heads = ("编号", "类别", "提出部门", "被提出部门", "对象", "内容", "依据", "提出", "答复", "状态")
    return Table(anchor, heading, heads, rows, f"共 {len(rows)} 件")


def _objection(index: Index, each: Objection) -> tuple[tuple[Cell, ...], ...]:
    target = _named(index, each.target) if each.target in index.addresses.of_code else Cell(each.target)
    reply = (Cell(each.reply.date, "", each.reply.action or each.reply.reason or "", "fixed"),) if each.reply else ()
    return (
        fixed(each.id), texts(each.kind), (index.department(each.department),), (index.department(each.against),),
        (target,), texts(each.description), texts(each.basis), fixed(each.raised), reply,
        (Cell(each.state, "", "", "state done" if each.reply else "state wait"),),
    )  # fmt: skip
