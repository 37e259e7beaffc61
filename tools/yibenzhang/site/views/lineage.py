"""Where a catalog comes from and what hangs on it, laid out as a small diagram: what it stands on above it, what it
leads to below. The width is fixed and narrow, so that one drawing serves a desktop, a phone and paper."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple
from unicodedata import east_asian_width

from ...model.catalog import Catalog
from .index import Index, title
from .parts import Cell
from .shelf import desk

MOST = 12
"""Nodes a side; the last of more says how many are left out."""
STEP, HEIGHT, OWN = 30, 24, 32
"""From one node to the next, of a node, and of the catalog's own."""
LINE = 16
"""From the top of a node to its line of writing."""
TAIL = 4
"""Characters at the end of a text that stay when it is cut."""
EMS = 24.0
"""How much text fits a node, in widths of a Chinese character."""


class Node(NamedTuple):
    """A box: what it is, its text as far as it fits, where it leads (from the catalog's page; empty: nowhere), the whole
    text where it does not fit, and how far down its line of writing stands."""

    kind: str
    text: str
    href: str
    full: str
    line: int


class Lineage(NamedTuple):
    """``path`` are the lines, ``own`` is the catalog's place, ``label`` says in words what is drawn."""

    height: int
    path: str
    name: str
    full: str
    own: int
    nodes: tuple[Node, ...]
    label: str


Found = tuple[str, Cell]


def lineage(index: Index, catalog: Catalog) -> Lineage | None:
    """The diagram of a readable catalog; None where there is nothing to draw."""
    above, below = list(_above(index, catalog)), list(_below(index, catalog))
    if not above and not below:
        return None
    above, below = _few(above), _few(below)
    own = len(above) * STEP + (6 if above else 0)
    first = own + OWN + 12
    nodes = [_node(each, number * STEP) for number, each in enumerate(above)]
    nodes += [_node(each, first + number * STEP) for number, each in enumerate(below)]
    name = title(catalog)
    text, full = cut(name, EMS + 2)
    return Lineage(
        height=(first + len(below) * STEP - STEP + HEIGHT if below else own + OWN) + 2,
        path=_lines(len(above), own, first, len(below)),
        name=text,
        full=full,
        own=own,
        nodes=tuple(nodes),
        label="；".join((*_told("上接", above), f"本目录：{name}", *_told("下连", below))),
    )


def _above(index: Index, catalog: Catalog) -> Iterator[Found]:
    known = desk(index, catalog.department).duties
    for each in catalog.duties:
        cell = known.get(each) or Cell(each)
        yield "职责", cell._replace(text=f"{each} {cell.note}".rstrip())
    if catalog.origin and catalog.origin != catalog.department:
        yield "数源", index.department(catalog.origin)
    yield from _origins(index, catalog)
    for before in index.replaces.get(catalog.code, ()):
        where = f"（{before.department}）" if before.department != catalog.department else ""
        yield "移交" if where else "前身", Cell(f"{title(before)}{where}", index.addresses.of_path[before.path])


def _origins(index: Index, catalog: Catalog) -> Iterator[Found]:
    """权威源 of items, each catalog or department once."""
    sources = {
        (each.origin.catalog or "", each.origin.department or "")
        for each in catalog.items
        if each.origin and each.origin.catalog != catalog.code
    }
    for code, department in sorted(sources):
        found = index.code(code) if code else index.department(department)
        text = f"{found.note or code}（{department}）" if code and department else found.note or found.text
        yield "权威源", Cell(text if found.url or not code else code, found.url)


def _below(index: Index, catalog: Catalog) -> Iterator[Found]:
    known = desk(index, catalog.department).systems
    for each in catalog.system_ids:
        yield "系统", known.get(each) or Cell(each)
    for resource in catalog.resources:
        yield "资源", Cell(resource.name, "#resources")
    if catalog.retired and catalog.retired.replaced_by:
        found = index.code(catalog.retired.replaced_by)
        yield "替代", Cell(found.note if found.url else found.text, found.url)
    for code in catalog.related:
        found = index.code(code)
        yield "关联", Cell(found.note if found.url else code, found.url)


def _few(found: list[Found]) -> list[Found]:
    if len(found) <= MOST:
        return found
    return [*found[: MOST - 1], ("其余", Cell(f"还有 {len(found) - MOST + 1} 个，见本页各栏", "#basic"))]


def _node(found: Found, top: int) -> Node:
    kind, cell = found
    text, full = cut(cell.text, EMS)
    href = cell.url if not cell.url or cell.url[0] == "#" else f"../{cell.url}"
    return Node(kind, text, href, full, top + LINE)


def cut(text: str, ems: float) -> tuple[str, str]:
    """A text as far as it fits and, where its middle was left out, the whole of it: names differ at their ends, too."""
    if len(text) <= ems or sum(map(_width, text)) <= ems:
        return text, ""
    tail = text[-TAIL:]
    room = ems - 1 - sum(map(_width, tail))
    head = ""
    for sign in text:
        room -= _width(sign)
        if room < 0:
            break
        head += sign
    return f"{head.rstrip()}…{tail}", text


def _width(sign: str) -> float:
    return 1 if east_asian_width(sign) in "WFA" else 0.56


def _lines(above: int, own: int, first: int, below: int) -> str:
    """The spine on the left, a stub to each node, a head where a line arrives."""
    middle = HEIGHT // 2
    drawn = []
    if above:
        drawn.append(f"M10 {middle}V{own - 1}m-3-5l3 5 3-5")
        drawn += [f"M10 {number * STEP + middle}h12" for number in range(above)]
    if below:
        drawn.append(f"M10 {own + OWN}V{first + (below - 1) * STEP + middle}")
        drawn += [f"M10 {first + number * STEP + middle}h11m-4-3l4 3-4 3" for number in range(below)]
    return "".join(drawn)


def _told(word: str, found: list[Found]) -> Iterator[str]:
    parts = [f"{kind} {sum(1 for _ in group)} 个" for kind, group in groupby(kind for kind, _ in found)]
    if parts:
        yield f"{word}{'、'.join(parts)}"


__all__ = ["EMS", "MOST", "Lineage", "Node", "cut", "lineage"]
