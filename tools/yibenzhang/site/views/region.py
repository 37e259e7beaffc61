"""The page of a region, or of the ledger's own level: its departments rolled up and side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ...insight.coverage import COVERED, EXEMPT, GAP
from ...model.demand import Demand
from ...model.department import Department
from ...outputs.counts import Counts
from .deadlines import Deadlines, deadlines
from .department import Figure, alarm, person, problems
from .duties import Segment, segments
from .index import Index
from .indicators import Gauge, gauges, region_rows
from .inputs import dealt, timed
from .parts import Cell, Row, Share, Table, fixed, texts
from .roll import Area, Open, catalogs_of
from .traffic import timed_demands

MOST = 100
"""Gaps and open demands written out; of more the rest is counted."""
STATES = ("待答复", "待补充", "待提供", "已提供", "已拒绝", "已关闭")
_OPEN = frozenset(STATES[:3])


class Line(NamedTuple):
    """A department in the comparison. ``shares``: 职责覆盖, 完整性, 准确性, 流程及时, 挂载率, 不予共享."""

    department: Cell
    catalogs: Cell
    items: int
    shares: tuple[Share, ...]
    received: int
    made: int
    faults: int
    late: int


class Gaps(NamedTuple):
    """Duties without catalog; ``left`` are counted only."""

    rows: tuple[tuple[Cell, str, str], ...]
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionPage:
    """All a region's page shows. ``segments``: 三定职责 as a bar."""

    title: str
    lead: str
    path: str
    figures: tuple[Figure, ...]
    profile: tuple[Row, ...]
    downloads: tuple[Row, ...]
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    coverage: str
    segments: tuple[Segment, ...]
    gaps: Gaps
    gauges: tuple[Gauge, ...]
    deadlines: Deadlines
    states: Table
    received: Table
    made: Table


HEADS = ("职责覆盖", "完整性", "准确性", "流程及时", "挂载率", "不予共享")
_KEYS = ("coverage", "completeness", "accuracy", "process", "mount", "refusal")


def region_page(index: Index, folder: str) -> RegionPage:
    """The page of the region in ``folder``, or of the ledger's own level, whose folder is empty."""
    area = index.roll.areas[folder]
    count = index.roll.counts(index, folder)
    names = tuple(each.id for each in area.departments)
    received = [each for name in names for each in index.demands_to.get(name, ())]
    made = [each for name in names for each in index.demands_of.get(name, ()) if not each.from_]
    inside = frozenset(names)
    outward = [each for each in made if each.provider not in inside]
    numbers = _coverage(index, area)
    return RegionPage(
        title=area.name,
        lead=f"{index.frame.name} · {len(names)} 个部门",
        path=area.region.path if area.region else "",
        figures=tuple(_figures(index, area, count)),
        profile=tuple(_profile(index, area)),
        downloads=tuple(_downloads(area)),
        heads=("部门", "在用目录", "数据项", *HEADS, "收到需求", "提出需求", "待改错误", "超期"),
        lines=tuple(_line(index, each) for each in area.departments),
        coverage="，".join(f"{state} {number} 条" for state, number in numbers if number),
        segments=segments(numbers),
        gaps=_gaps(index, area),
        gauges=gauges(index, index.standing.scores.regions.get(folder, ()), region_rows(folder, area.address)),
        deadlines=deadlines(index, names, several=True),
        states=_states(received, made),
        received=timed_demands(index, _opened(received), "received-open", "收到的需求，还在办理", without=5),
        made=timed_demands(index, _opened(outward), "made-open", "向外提出的需求，还在办理", without=5),
    )


def _opened(demands: list[Demand]) -> list[Demand]:
    return [each for each in demands if each.state in _OPEN][:MOST]


def _figures(index: Index, area: Area, count: Counts) -> Iterator[Figure]:
    duties, mounted = Share(count.covered, count.duties), Share(count.mounted, count.mountable)
    gaps, here = duties.whole - duties.part, area.address
    yield Figure(label="部门", number=str(len(area.departments)), note="各部门比较见下表", url=f"{here}#departments")
    yield Figure(
        label="在用目录", number=f"{count.active:,}", note=f"数据项 {count.items:,} 项", url=catalogs_of("region", area.folder)
    )  # fmt: skip
    said = f"{duties.part:,}/{duties.whole:,} 条职责" + (f"，缺 {gaps} 条" if gaps else "")
    yield Figure(
        label="职责覆盖", number=duties.percent, note=said, url=f"{here}#coverage", look="alarm" if gaps else ""
    )
    yield Figure(
        label="挂载率", number=mounted.percent, note=f"{mounted.part:,}/{mounted.whole:,} 份应挂载目录",
        url=catalogs_of("region", area.folder, mount="未挂载"),
    )  # fmt: skip
    roll = index.roll
    due, data = (_sum(held.get(each.id) for each in area.departments) for held in (roll.due, roll.data))
    yield alarm(due, data, f"{here}#deadlines")
    yield problems(_sum(roll.faults.get(each.id) for each in area.departments), f"{here}#departments")


def _sum(found: Iterator[Open | None]) -> Open:
    whole = Open()
    for each in found:
        whole = whole.plus(each) if each else whole
    return whole


def _profile(index: Index, area: Area) -> Iterator[Row]:
    region = area.region
    if region is None:
        found: tuple[tuple[str, tuple[Cell, ...]], ...] = (
            (("主管部门", texts(index.frame.authority)), ("行政区划代码", fixed(index.registry.settings.division)))
            if not area.folder
            else ()
        )
    else:
        found = (
            ("行政区划代码", fixed(region.division)), ("主管机构", texts(region.authority)), ("工作机制", texts(region.mechanism)),
            ("负责人", person(index, region.head)), ("联系人", person(index, region.liaison)),
        )  # fmt: skip
    return (Row(name, cells) for name, cells in found if cells)


def _downloads(area: Area) -> Iterator[Row]:
    search = catalogs_of("region", area.folder)
    yield Row("目录清单", (Cell("在目录检索中打开", search, "可按需筛选，下载 Excel 或 CSV"),))
    if area.region and all(each.isalnum() or each in "_-." for each in area.folder):
        yield Row("工作簿", (Cell(f"ybz export xlsx --department {area.folder}", "", "", "code"),))


def _line(index: Index, department: Department) -> Line:
    key, count = department.id, index.counts[department.id]
    told = {each.measure.key: Share(each.part, each.whole) for each in index.standing.scores.departments[key]}
    roll = index.roll
    return Line(
        department=Cell(department.name or key, index.addresses.of_department[key]),
        catalogs=Cell(str(count.active), catalogs_of("department", key)),
        items=count.items,
        shares=tuple(told[name] for name in _KEYS),
        received=len(index.demands_to.get(key, ())),
        made=sum(1 for each in index.demands_of.get(key, ()) if not each.from_),
        faults=roll.faults.get(key, Open()).first,
        late=roll.due.get(key, Open()).first,
    )


def _coverage(index: Index, area: Area) -> tuple[tuple[str, int], ...]:
    found: Counter[str] = Counter()
    for department in area.departments:
        for duty in department.duties:
            held = (department.id, duty.id) in index.by_duty
            found[COVERED if held else EXEMPT if duty.exempt else GAP] += 1
    return tuple((state, found[state]) for state in (COVERED, EXEMPT, GAP))


def _gaps(index: Index, area: Area) -> Gaps:
    found = [
        (index.department(each.id)._replace(text=each.name or each.id), duty.id, duty.duty)
        for each in area.departments
        for duty in each.duties
        if not duty.exempt and (each.id, duty.id) not in index.by_duty
    ]
    rows = tuple((cell._replace(url=f"{cell.url}#duties"), number, text) for cell, number, text in found[:MOST])
    return Gaps(rows, len(found) - len(rows))


def _states(received: list[Demand], made: list[Demand]) -> Table:
    rows = []
    for word, demands in (("收到的需求", received), ("提出的需求", made)):
        found = Counter(each.state for each in demands)
        numbers = (Cell(str(found[state]), "", "", "fixed") for state in STATES)
        rows.append(((Cell(word),), fixed(str(len(demands))), *((number,) for number in numbers)))
    return Table("received", "数据需求", ("需求", "合计", *STATES), tuple(rows))


def inputs(index: Index, folder: str) -> Iterator[str]:
    """All that the page shows and that can change, in short texts."""
    area, roll = index.roll.areas[folder], index.roll
    yield f"{area.name} {area.address} {index.frame.name} {index.registry.settings.division}"
    yield index.keys.get(area.region.path, "") if area.region else ""
    names = tuple(each.id for each in area.departments)
    for each in area.departments:
        yield index.keys.get(each.path, "")
        yield roll.card(index, each)
    yield from timed(index, names)
    for name in names:
        yield from dealt(index, (*index.demands_to.get(name, ()), *index.demands_of.get(name, ())))


__all__ = ["HEADS", "RegionPage", "inputs", "region_page"]
