"""The list of departments, region by region, and the regions side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ...model.department import Department
from ...outputs.counts import Counts
from .department import person
from .index import Index
from .parts import Cell, Row, Share, Table, fixed, texts
from .peers import alarm, ratio
from .roll import Area, Open


class Section(NamedTuple):
    """A region: its page, who is in charge, and its departments."""

    id: str
    title: Cell
    rows: tuple[Row, ...]
    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentsPage:
    """``areas`` is empty where there is only one."""

    areas: Table
    sections: tuple[Section, ...]


_HEADS = ("在用目录", "数据项", "职责覆盖", "已挂载", "无条件", "有条件", "不予共享", "待改错误", "超期")


def departments_page(index: Index) -> DepartmentsPage:
    """Every region with departments, the ledger's own level first."""
    held = [area for area in index.roll.areas.values() if area.departments or area.folder]
    rows = tuple(_area(index, area) for area in held) if len(held) > 1 else ()
    return DepartmentsPage(
        areas=Table("areas", "各地区", ("地区", "部门", *_HEADS), rows, f"{len(rows)} 个"),
        sections=tuple(_section(index, area, number) for number, area in enumerate(held)),
    )


def _area(index: Index, area: Area) -> tuple[tuple[Cell, ...], ...]:
    faults = late = 0
    for each in area.departments:
        faults += index.roll.faults.get(each.id, Open()).first
        late += index.roll.due.get(each.id, Open()).first
    numbers = _numbers(index.roll.counts(index, area.folder), faults, late)
    return (Cell(area.name, area.address),), fixed(str(len(area.departments))), *numbers


def _section(index: Index, area: Area, number: int) -> Section:
    rows = tuple(_line(index, each) for each in area.departments)
    region = area.region
    found = (
        ("主管机构", texts(region.authority)), ("工作机制", texts(region.mechanism)),
        ("负责人", person(index, region.head)), ("联系人", person(index, region.liaison)),
    ) if region else ()  # fmt: skip
    return Section(
        id=f"region-{number}",
        title=Cell(f"{area.name}部门" if not area.folder else area.name, area.address, f"{len(rows)} 个部门"),
        rows=tuple(Row(label, cells) for label, cells in found if cells),
        table=Table(f"table-{number}", area.name, ("部门", *_HEADS), rows),
    )


def _line(index: Index, each: Department) -> tuple[tuple[Cell, ...], ...]:
    faults, late = index.roll.faults.get(each.id, Open()).first, index.roll.due.get(each.id, Open()).first
    name = Cell(each.name or each.id, index.addresses.of_department[each.id])
    return (name,), *_numbers(index.counts[each.id], faults, late)


def _numbers(count: Counts, faults: int, late: int) -> tuple[tuple[Cell, ...], ...]:
    return (
        fixed(f"{count.active}"), fixed(f"{count.items}"),
        (ratio(Share(count.covered, count.duties)),), (ratio(Share(count.mounted, count.mountable)),),
        *(fixed(str(part)) for part in (count.unconditional, count.conditional, count.refused)),
        alarm(faults), alarm(late),
    )  # fmt: skip


__all__ = ["DepartmentsPage", "Section", "departments_page"]
