"""总览: the whole ledger in figures, each of which leads to its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from ...insight.due import Due
from ...insight.growth import growth
from ...insight.step import CAMPAIGN, DATA, SORTS
from ...model.demand import Demand
from ...outputs.counts import Counts, of_catalogs
from ..journal import SHALLOW
from . import plots
from .changes import latest
from .deadlines import DueLine, due_line
from .figures import OPEN, Figure, figures
from .index import Index
from .indicators import Gauge, gauges
from .parts import Cell
from .plots import Head, Line, Plot, Value, counted
from .quality import listed
from .roll import OWN
from .where import rows

SCRIPTS = ("vendor/echarts/echarts.min.js", "board.js")
STYLES = ("board.css",)
MONTHS = 60
"""So many months of growth are drawn."""
LATEST, DUE = 10, 12
STATES = (*OPEN, "已提供", "已拒绝", "已关闭")
_STATE_LOOKS = ("limited", "limited2", "blue", "open", "refused", "soft")


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """总览. ``late`` and ``soon`` count everything that is due, ``due`` are the first of it."""

    name: str
    day: str
    sample: bool
    figures: tuple[Figure, ...]
    plots: tuple[Plot, ...]
    gauges: tuple[Gauge, ...]
    late: int
    soon: int
    due: tuple[DueLine, ...]
    changes: tuple[Cell, ...]


def board(index: Index) -> Board:
    """Count everything once."""
    late, soon, due = _due(index)
    return Board(
        name=index.frame.name,
        day=index.frame.day,
        sample=index.frame.sample,
        figures=figures(index),
        plots=tuple(_plots(index)),
        gauges=gauges(index, index.standing.scores.whole, _indicator_rows(index)),
        late=late,
        soon=soon,
        due=due,
        changes=latest(index, LATEST),
    )


def _plots(index: Index) -> list[Plot]:
    active = index.active
    domains: dict[str, list[int]] = {}
    for place, each in enumerate(active):
        domains.setdefault(each.domain, []).append(place)
    by_domain = {domain: of_catalogs(active[place] for place in places) for domain, places in domains.items()}
    grown = _growth(index)
    # One month makes no curve: it stands where it takes little room.
    first = [grown, plots.shares(active)] if len(grown.lines) > 1 else []
    found = [
        *first,
        plots.by_share("departments", "部门", "department", index.counts, index.department, "departments.html"),
        plots.by_share("domains", "领域", "domain", by_domain, lambda key: Cell(key, rows(domain=key)), "domains.html"),
        plots.mounts(index),
        plots.heat(active) if first else plots.shares(active)._replace(width=3),
        plots.columns("cycles", "更新周期", "更新周期", (each.update_cycle for each in active), index.labels.values("update-cycle"), "cycle"),
    ]  # fmt: skip
    if index.registry.demands:
        demands = _demands(index)
        found.append(demands._replace(tall=not first and len(demands.lines) > plots.TALL))
    if len(index.roll.areas) > 1:
        found.append(_regions(index))
    return found if first else [*found, plots.heat(active), grown._replace(width=6)]


def _indicator_rows(index: Index) -> Mapping[str, Cell]:
    """Where the rows of each indicator of the ledger are; the others are on the pages of departments."""
    refused, demands = rows(share="不予共享"), "overview.html#demands" if index.registry.demands else ""
    faulty = listed(severity="错误") if index.findings else "quality.html"
    found = {
        "systems": "systems.html", "accuracy": faulty, "mount": rows(mount="未挂载"),
        "refusal": refused, "basis": refused, "reply": demands, "satisfaction": demands, "one_source": "overlaps.html",
        "objection": "overview.html#due", "first_pass": "changes.html", "openness": rows(),
    }  # fmt: skip
    return {key: Cell("", url) for key, url in found.items()}


def _growth(index: Index) -> Plot:
    """The number of catalogs in use and of their items, month by month."""
    journal = index.journal
    grown = growth(journal.revisions, index.registry.catalogs, index.today.isoformat()[:7] if index.today else "")
    pages = {each.issue.period.key: f"h/{each.name}.html" for each in journal.chapters}
    lines = []
    for each in grown.months[-MONTHS:]:
        page = pages.get(each.month) or index.places.get(each.newest, "")
        changed = (each.added, each.retired, each.restored, each.revisions)
        lines.append(
            Line(
                Cell(each.month, page),
                (
                    Value(f"{each.catalogs:,}"), Value(f"{each.items:,}"), *(counted(number, page) for number in changed),
                ),
            )
        )  # fmt: skip
    heads = (
        Head("月份"), Head("在用目录", "blue", drawn=True), Head("数据项", "soft", drawn=True), Head("新增", "open", drawn=True),
        Head("下架", "refused", drawn=True), Head("恢复"), Head("审核"),
    )  # fmt: skip
    note = f"{len(grown.months)} 个月" if len(grown.months) <= MONTHS else f"最近 {MONTHS} 个月"
    hint = journal.note or (SHALLOW if journal.shallow else "")
    if not hint and len(grown.months) == 1:
        hint = "历史只有这一个月，以后逐月增加。"
    return Plot(
        "growth", "增长", "growth", heads, tuple(lines), note if lines else "", hint, 4, Cell("变更", "changes.html")
    )


def _regions(index: Index) -> Plot:
    areas = index.roll.areas
    found: dict[str, Counts] = {}
    for folder, area in areas.items():
        found[area.folder or OWN] = index.roll.counts(index, folder)
    names = {area.folder or OWN: Cell(area.name, area.address) for area in areas.values()}
    return plots.by_share("regions", "地区", "region", found, names.__getitem__, "departments.html")


def _demands(index: Index) -> Plot:
    """Demands by who has to answer and how far they have come."""
    found: dict[str, list[Demand]] = {}
    for each in index.registry.demands:
        found.setdefault(each.provider_name, []).append(each)
    order = sorted(found, key=lambda key: (-len(found[key]), key))
    lines = [
        _line(index.department(key), found[key], index.addresses.of_department.get(key, ""))
        for key in order[: plots.drawn(order)]
    ]
    if rest := order[plots.drawn(order) :]:
        lines.append(
            _line(Cell(f"其余 {len(rest)} 个"), [each for key in rest for each in found[key]], "")._replace(rest=True)
        )
    heads = (
        Head("提供部门"),
        Head("需求"),
        *(Head(word, look, drawn=True) for word, look in zip(STATES, _STATE_LOOKS, strict=True)),
    )
    return Plot("demands", "数据需求办理", "stack", heads, tuple(lines), f"共 {len(index.registry.demands):,} 件")


def _line(label: Cell, demands: list[Demand], page: str) -> Line:
    states = Counter(each.state for each in demands)
    link = f"{page}#received" if page else ""
    return Line(label, (counted(len(demands), link), *(counted(states[word], link) for word in STATES)))


def _due(index: Index) -> tuple[int, int, tuple[DueLine, ...]]:
    """What is late or falls due in the whole ledger, the longest late first; data beyond its cycle is on the pages of
    departments."""
    listed: list[Due] = [each for found in index.standing.due.values() for each in found if each.step.sort is not DATA]
    listed.sort(
        key=lambda each: (
            each.step.due,
            SORTS.index(each.step.sort),
            each.step.department,
            each.step.path,
            each.step.subject,
        )
    )
    late = sum(each.late for each in listed if each.step.sort is not CAMPAIGN)
    first = tuple(due_line(index, each, several=True) for each in listed[:DUE])
    return late, len(listed) - late, first


__all__ = ["SCRIPTS", "STYLES", "Board", "board"]
