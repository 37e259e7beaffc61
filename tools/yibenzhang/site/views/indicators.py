"""指标: each as a part of a whole, with how it is made and where its rows are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from ...insight.score import MEASURES, Indicator
from ...rules.clauses import clause_text
from ...sources.layout import Kind
from .index import Index
from .parts import Cell, Share, Table
from .roll import catalogs_of

NAMED = 6
"""Catalogs named beside a field that is not filled."""
_LOW, _FINE = 60, 90
_CLAUSES = {each.key: clause_text(each.clause) for each in MEASURES}


class Gauge(NamedTuple):
    """An indicator; ``look``: ``low``, ``fine`` or nothing, ``said`` the word for it. ``weight``: points of a hundred."""

    name: str
    share: Share
    look: str
    said: str
    formula: str
    clause: str
    weight: int
    rows: Cell


Where = Mapping[str, Cell]


def gauges(index: Index, found: Iterable[Indicator], rows: Where) -> tuple[Gauge, ...]:
    """Indicators with the places of their rows, by key."""
    weights = index.registry.settings.weights
    return tuple(_gauge(each, weights.get(each.measure.key, 0), rows.get(each.measure.key, Cell(""))) for each in found)


def _gauge(each: Indicator, weight: int, rows: Cell) -> Gauge:
    share = Share(each.part, each.whole)
    look, said = judged(each)
    measure = each.measure
    return Gauge(
        measure.name,
        share,
        look,
        said,
        measure.formula,
        _CLAUSES[measure.key],
        weight,
        rows if each.whole else Cell(""),
    )


def judged(each: Indicator) -> tuple[str, str]:
    """A look and the word for it: 偏低 and the like where something must be done, nothing where there is nothing to say."""
    if not each.whole:
        return "none", "不适用"
    if each.measure.lower or each.measure.key in ("openness", "one_source"):
        return "", ""
    percent = each.part * 100 // each.whole
    return ("low", "偏低") if percent < _LOW else ("fine", "") if percent >= _FINE else ("mid", "")


def department_rows(department: str, page: str) -> Where:
    """Where the rows of a department's indicators are."""
    here = _here(page)
    return {
        **_searches("department", department),
        "coverage": here("duties", "职责对照"), "systems": here("systems", "系统清单"),
        "completeness": here("missing", "缺填清单"), "accuracy": here("faults", "问题"),
        "process": here("tally", "各环节"), "freshness": here("data", "数据更新"),
        "reply": here("received", "收到的需求"), "satisfaction": here("received", "收到的需求"),
        "objection": here("objections", "异议清单"),
    }  # fmt: skip


def region_rows(folder: str, page: str) -> Where:
    """Where the rows of a region's indicators are."""
    here = _here(page)
    listed = {
        key: here("departments", "各部门") for key in ("coverage", "systems", "completeness", "accuracy", "freshness")
    }
    return {
        **_searches("region", folder), **listed, "process": here("tally", "各环节"),
        "reply": here("received", "收到的需求"), "satisfaction": here("received", "收到的需求"),
        "objection": here("tally", "各环节"),
    }  # fmt: skip


def _here(page: str) -> Callable[[str, str], Cell]:
    return lambda anchor, text: Cell(text, f"{page}#{anchor}")


def _searches(scope: str, value: str) -> dict[str, Cell]:
    refused = Cell("不予共享的目录", catalogs_of(scope, value, share="不予共享"))
    return {
        "mount": Cell("未挂载的目录", catalogs_of(scope, value, mount="未挂载")),
        "refusal": refused,
        "basis": refused,
        "openness": Cell("目录", catalogs_of(scope, value)),
        "one_source": Cell("数据项", "items.html"),
        "first_pass": Cell("变更记录", "changes.html"),
    }


def missing(index: Index, department: str) -> Table:
    """The fields that apply and are not filled, the most frequent first, with the catalogs."""
    found = index.standing.scores.missing.get(department, {})
    rows = tuple(
        (
            (Cell(label(index, path)),),
            (Cell(str(len(held)), "", "", "fixed"),),
            tuple(index.catalog(each) for each in held[:NAMED])
            + ((Cell(f"等 {len(held)} 份"),) if len(held) > NAMED else ()),
        )
        for path, held in sorted(found.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    )
    return Table("missing", "缺填的字段", ("字段", "缺填目录", "目录"), rows, f"{len(rows)} 个字段")


def label(index: Index, path: str) -> str:
    """A field's label with that of what it lies in: 共享属性 · 共享条件."""
    keys = path.replace("[]", "").split(".")
    own = index.labels.of(Kind.CATALOG, *keys)
    return f"{index.labels.of(Kind.CATALOG, keys[0])} · {own}" if len(keys) > 1 else own


__all__ = ["NAMED", "Gauge", "department_rows", "gauges", "judged", "label", "missing", "region_rows"]
