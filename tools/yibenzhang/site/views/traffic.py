"""Tables of demands and objections, alike on the pages of catalogs and departments."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from ...model.demand import Demand, NewItem, Objection
from .index import Index
from .parts import Cell, Table, texts

_STATE_LOOKS = {
    "待答复": "wait", "待提供": "wait", "待补充": "wait", "已提供": "done", "已关闭": "", "已拒绝": "no",
}  # fmt: skip


_DEMANDS = ("需求", "需求部门", "数据责任部门", "所需数据", "应用场景", "办理", "状态")
_OBJECTIONS = ("异议", "提出部门", "被提出部门", "对象", "内容与依据", "办理", "状态")


def demand_table(index: Index, demands: Iterable[Demand], anchor: str, heading: str, *, catalog: bool = True) -> Table:
    """Who asks for what, from whom, and how far it has come."""
    rows = tuple(_demand(index, each, catalog) for each in demands)
    return Table(anchor, heading, _DEMANDS, rows, f"共 {len(rows)} 件")


def timed_demands(index: Index, demands: Iterable[Demand], anchor: str, heading: str, *, without: int) -> Table:
    """The same with the deadline of each, what is due first in front; the column ``without`` says the same on every row."""
    listed = _urgent(index, demands)
    rows = tuple((*_spared(_demand(index, each, catalog=True), without), deadline(index, each.path)) for each in listed)
    return Table(anchor, heading, (*_spared(_DEMANDS, without), "时限"), rows, f"共 {len(rows)} 件")


def timed_objections(index: Index, objections: Iterable[Objection], anchor: str, heading: str) -> Table:
    """Objections with the deadline of each, what is due first in front."""
    rows = tuple((*_objection(index, each), deadline(index, each.path)) for each in _urgent(index, objections))
    return Table(anchor, heading, (*_OBJECTIONS, "时限"), rows, f"共 {len(rows)} 件")


P = TypeVar("P", Demand, Objection)
V = TypeVar("V")


def _urgent(index: Index, papers: Iterable[P]) -> list[P]:
    """What waits with the nearest day first, then the rest, the newest first."""
    waiting = index.standing.waiting
    opened: list[P] = []
    rest: list[P] = []
    for each in papers:
        (opened if each.path in waiting else rest).append(each)
    opened.sort(key=lambda each: (waiting[each.path].step.due, each.path))
    return opened + sorted(rest, key=lambda each: each.path, reverse=True)


def _spared(row: tuple[V, ...], without: int) -> tuple[V, ...]:
    return row[:without] + row[without + 1 :]


def deadline(index: Index, path: str) -> tuple[Cell, ...]:
    """By when the open step of a paper must be done, and how long there is."""
    found = index.standing.waiting.get(path)
    if found is None:
        return ()
    look = "gap" if found.late else "state wait" if found.left <= 3 else "fixed"
    return (Cell(found.step.due.isoformat(), "", found.step.sort.word, "fixed"), Cell(found.said, "", "", look))


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
    steps = [("提交", each.submitted, "")]
    if each.reply:
        steps.append(("答复", each.reply.date, each.reply.reason or ""))
    steps.append(("提供", each.provided.date if each.provided else "", ""))
    return (
        (Cell(each.title, "", each.id),), (asker,), (provider,), (*wanted, *texts(items)), texts(each.scene), _steps(steps),
        (Cell(each.state, "", "", f"state {_STATE_LOOKS.get(each.state, '')}".strip()),),
    )  # fmt: skip


def _steps(steps: Iterable[tuple[str, str, str]]) -> tuple[Cell, ...]:
    """What was done on which day, and what was said then."""
    return tuple(Cell(f"{name} {day}", "", note, "fixed") for name, day, note in steps if day)


def _named(index: Index, code: str) -> Cell:
    found = index.code(code)
    return Cell(found.note, found.url, code) if found.url else found


def objection_table(index: Index, objections: Iterable[Objection], anchor: str, heading: str) -> Table:
    """Who objects to what, and what came of it."""
    rows = tuple(_objection(index, each) for each in objections)
    return Table(anchor, heading, _OBJECTIONS, rows, f"共 {len(rows)} 件")


def _objection(index: Index, each: Objection) -> tuple[tuple[Cell, ...], ...]:
    steps = [("提出", each.raised, "")]
    if each.reply:
        steps.append(("答复", each.reply.date, each.reply.action or each.reply.reason or ""))
    return (
        (Cell(each.kind, "", each.id),), (index.department(each.department),), (index.department(each.against),),
        (_target(index, each.target),), (Cell(each.description, "", each.basis),), _steps(steps),
        (Cell(each.state, "", "", "state done" if each.reply else "state wait"),),
    )  # fmt: skip


def _target(index: Index, target: str) -> Cell:
    """What is objected to: a catalog, or a demand in the words of its title, with where it is listed."""
    if target in index.addresses.of_code:
        return _named(index, target)
    demand = index.demand_by_ref.get(target)
    if demand is None:
        return Cell(target.replace("/demands/", " 需求 "))
    page = index.addresses.of_department.get(demand.department, "")
    return Cell(f"需求“{demand.title}”", f"{page}#demands" if page else "", f"{demand.department} {demand.id}")
