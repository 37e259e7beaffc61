"""Figures of 总览 as tables: the page holds the tables, its script draws them as charts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from ...model.catalog import Catalog
from ...outputs.counts import Counts
from .catalog import SHARE_LOOKS
from .index import Index
from .parts import Cell, Share, percents
from .where import rows

TOP = 15
"""A chart with more lines than this ends with one line for all the others."""
TALL = 10
"""A chart with more lines stands beside two others."""
LEVELS = ("1级", "2级", "3级", "4级")


class Value(NamedTuple):
    """A number as it is shown, and where its rows are."""

    text: str
    url: str = ""


class Line(NamedTuple):
    """A row of a figure's table; one for all the ``rest`` is not drawn: it would make the others small."""

    label: Cell
    values: tuple[Value, ...]
    rest: bool = False


class Head(NamedTuple):
    """A column: ``look`` gives its colour, ``drawn`` says that it is part of the chart."""

    text: str
    look: str = ""
    drawn: bool = False


class Plot(NamedTuple):
    """A figure. ``kind``: ``donut``, ``stack`` (bars of parts, the longest first), ``rate`` (the same, each as a whole),
    ``columns``, ``growth`` (a line and columns by month) or ``heat``. ``width``: of six columns of the page."""

    id: str
    title: str
    kind: str
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    note: str = ""
    hint: str = ""
    width: int = 3
    more: Cell | None = None
    tall: bool = False
    """It takes two rows, so that two others stand beside it."""


_SHARES = tuple(Head(word, look, drawn=True) for word, look in SHARE_LOOKS.items())


def drawn(order: Sequence[str]) -> int:
    """How many of them have a line of their own: one left over has, too."""
    return len(order) if len(order) <= TOP + 1 else TOP


def counted(number: int, url: str) -> Value:
    """A number with its rows; none has no rows."""
    return Value(f"{number:,}", url if number else "")


def shares(catalogs: Iterable[Catalog]) -> Plot:
    """共享类型."""
    found = Counter(each.share.type for each in catalogs)
    numbers = [found[word] for word in SHARE_LOOKS]
    lines = tuple(
        Line(Cell(word, rows(share=word), "", look), (counted(number, rows(share=word)), Value(percent)))
        for (word, look), number, percent in zip(SHARE_LOOKS.items(), numbers, percents(numbers), strict=True)
    )
    heads = (Head("共享类型"), Head("目录", drawn=True), Head("占比"))
    return Plot("shares", "共享类型", "donut", heads, lines, f"共 {sum(numbers):,} 份在用目录", width=2)


def by_share(name: str, title: str, facet: str, found: Mapping[str, Counts], cell: Callable[[str], Cell], more: str) -> Plot:  # fmt: skip
    """Catalogs by a word of a facet and by share type, the most first; ``cell`` shows the word."""
    order = sorted((key for key in found if found[key].active), key=lambda key: (-found[key].active, key))
    lines = [Line(cell(key), _by_share(found[key], {facet: key})) for key in order[: drawn(order)]]
    hint = ""
    if rest := order[drawn(order) :]:
        total = sum((found[key] for key in rest), Counts())
        lines.append(Line(Cell(f"其余 {len(rest)} 个", more), _by_share(total, {}), rest=True))
        hint = f"图上是前 {TOP} 个，其余 {len(rest)} 个共 {total.active:,} 份"
    heads = (Head(title), Head("在用目录"), *_SHARES)
    return Plot(
        name, title, "stack", heads, tuple(lines), f"在用目录数，共 {len(order)} 个", hint, more=Cell("全部", more)
    )


def _by_share(counts: Counts, facet: Mapping[str, str]) -> tuple[Value, ...]:
    parts = zip(SHARE_LOOKS, (counts.unconditional, counts.conditional, counts.refused), strict=True)
    return (
        counted(counts.active, rows(**facet) if facet else ""),
        *(counted(number, rows(**facet, share=word) if facet else "") for word, number in parts),
    )


def mounts(index: Index) -> Plot:
    """挂载率 of each department, those with the most left to do first."""
    found = {key: counts for key, counts in index.counts.items() if counts.mountable}
    order = sorted(found, key=lambda key: (found[key].mounted - found[key].mountable, -found[key].mountable, key))
    lines = [Line(index.department(key), _mounted(found[key], key)) for key in order[: drawn(order)]]
    if rest := order[drawn(order) :]:
        total = sum((found[key] for key in rest), Counts())
        lines.append(Line(Cell(f"其余 {len(rest)} 个", "departments.html"), _mounted(total, ""), rest=True))
    heads = (
        Head("部门"), Head("应挂载"), Head("已挂载", "open", drawn=True), Head("未挂载", "refused", drawn=True), Head("挂载率"),
    )  # fmt: skip
    return Plot(
        "mounts",
        "挂载率",
        "rate",
        heads,
        tuple(lines),
        "各部门，未挂载的多在前",
        hint="不予共享的目录不计；没有挂载日期的资源不算已挂载",
        tall=len(lines) > TALL,
        more=Cell("全部未挂载的目录", rows(mount="未挂载")),
    )


def _mounted(counts: Counts, department: str) -> tuple[Value, ...]:
    def link(word: str) -> str:
        return rows(department=department, mount=word) if department else ""

    missing = counts.mountable - counts.mounted
    return (
        Value(f"{counts.mountable:,}"),
        counted(counts.mounted, link("已挂载")),
        counted(missing, link("未挂载")),
        Value(Share(counts.mounted, counts.mountable).percent),
    )


def heat(catalogs: Iterable[Catalog]) -> Plot:
    """数据分级 × 共享类型."""
    found = Counter((f"{each.level}级", each.share.type) for each in catalogs)
    lines = []
    for level in LEVELS:
        own = [(word, found[level, word]) for word in SHARE_LOOKS]
        cells = tuple(counted(number, rows(level=level, share=word)) for word, number in own)
        total = counted(sum(number for _, number in own), rows(level=level))
        lines.append(Line(Cell(level, rows(level=level)), (*cells, total)))
    heads = (Head("数据分级"), *(Head(word, "", drawn=True) for word in SHARE_LOOKS), Head("合计"))
    return Plot(
        "heat",
        "数据分级与共享类型",
        "heat",
        heads,
        tuple(lines),
        "在用目录数",
        hint="4级却无条件共享的，应复核（规则 S312）",
    )


def columns(name: str, title: str, head: str, words: Iterable[str], order: Iterable[str], facet: str) -> Plot:
    """Catalogs by a word of an enumeration, in its order; words it lacks come last."""
    found = Counter(words)
    known = tuple(order)
    listed = (*known, *sorted(word for word in found if word not in known))
    lines = tuple(
        Line(Cell(word, rows(**{facet: word})), (counted(found[word], rows(**{facet: word})),))
        for word in listed
        if found[word]
    )
    return Plot(name, title, "columns", (Head(head), Head("目录", drawn=True)), lines, "在用目录数")


__all__ = [
    "TOP",
    "Head",
    "Line",
    "Plot",
    "Value",
    "by_share",
    "columns",
    "counted",
    "drawn",
    "heat",
    "mounts",
    "shares",
]
