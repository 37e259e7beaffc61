"""目录: the static list, which stands alone without JavaScript and is what the script takes over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ...model.catalog import Catalog
from .catalog import SHARE_LOOKS, cycle
from .entries import STATES, mount, state
from .index import Index, title
from .parts import Cell

SCRIPTS = (
    "vendor/tabulator/tabulator.min.js", "ledger.js", "parts.js", "sheets.js", "search-ledger.js", "search-facets.js",
    "search-state.js", "search-grid.js", "search-preview.js", "search-files.js", "search.js",
)  # fmt: skip
STYLES = ("vendor/tabulator/tabulator.min.css", "search.css")
STATIC_ROWS = 1000
"""Up to so many rows a list is also written out in full; above, a reader without JavaScript goes by department."""


class CatalogLine(NamedTuple):
    """One row of 目录."""

    name: str
    url: str
    code: str
    department: Cell
    domain: str
    share: str
    share_look: str
    level: str
    cycle: str
    items: int
    mount: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPage:
    """目录: ``lines`` is empty when the ledger is too large to write out; then ``departments`` lead on."""

    total: int
    active: int
    lines: tuple[CatalogLine, ...]
    departments: tuple[tuple[Cell, int], ...]
    demand: Cell
    """Where a reader finds how to ask for data that no catalog has."""


def ledger_page(index: Index) -> LedgerPage:
    """The page 目录."""
    registry = index.registry
    small = len(registry.catalogs) <= STATIC_ROWS
    found = index.of_department
    return LedgerPage(
        total=len(registry.catalogs),
        active=len(registry.active_catalogs),
        lines=tuple(_line(index, each) for each in index.catalogs) if small else (),
        departments=tuple((index.department(each.id), len(found.get(each.id, ()))) for each in index.departments),
        demand=Cell("提出数据需求", "guide.html#demand"),
    )


def _line(index: Index, each: Catalog) -> CatalogLine:
    return CatalogLine(
        name=title(each), url=index.addresses.of_path[each.path], code=each.code,
        department=index.department(each.department), domain=each.domain, share=each.share.type,
        share_look=SHARE_LOOKS.get(each.share.type, ""), level=f"{each.level}级" if each.level else "",
        cycle=cycle(each), items=len(each.items), mount=mount(each), state=STATES[state(each)],
    )  # fmt: skip
