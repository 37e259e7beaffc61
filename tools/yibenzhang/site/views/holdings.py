"""What a department holds: its catalogs, systems, and what it has retired."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ...insight.coverage import RUNNING, Coverage
from ...model.catalog import Catalog, ShareType
from ...model.department import Department
from ...sources.layout import Kind
from .catalog import SHARE_LOOKS, cycle
from .index import Index
from .parts import Cell, Row, Table, fixed, texts

SHOWN = 60
"""Catalogs written out; the others are named only, each with its page."""
NAMED = 10
"""Catalogs beside a system; of more the rest is counted."""


class CatalogLine(NamedTuple):
    """A catalog in use; one that cannot be read has its name and code only. ``mount``: 已挂载, 未挂载 or 不予共享."""

    url: str
    name: str
    note: str
    code: str
    domain: str
    office: str
    share: str
    look: str
    level: str
    cycle: str
    items: int
    mount: str
    errors: int
    warnings: int


class Holding(NamedTuple):
    """The catalogs in use: ``lines`` of the first, the names of the rest. ``heads`` are the columns' names."""

    note: str
    heads: tuple[str, ...]
    lines: tuple[CatalogLine, ...]
    rest: tuple[Cell, ...]
    search: str


def holding(index: Index, catalogs: Sequence[Catalog], search: str) -> Holding:
    """``catalogs`` are those in use, in their order; ``search`` is where all of them are found."""
    label = index.labels.of
    return Holding(
        note=f"共 {len(catalogs)} 份",
        heads=(
            "目录", label(Kind.CATALOG, "domain"), label(Kind.CATALOG, "office"), "共享类型", "分级", "更新", "数据项", "挂载", "问题",
        ),
        lines=tuple(_line(index, each) for each in catalogs[:SHOWN]),
        rest=tuple(index.catalog(each) for each in catalogs[SHOWN:]),
        search=search,
    )  # fmt: skip


def _line(index: Index, each: Catalog) -> CatalogLine:
    name, url, note, _ = index.catalog(each)
    found = index.findings.get(each.path, ())
    errors = sum(1 for one in found if one.is_error) if found else 0
    if not each.readable:
        return CatalogLine(url, name, note, each.code, "", "", "", "", "", "", 0, "", errors, len(found) - errors)
    kind = each.share.type
    mount = kind if kind == ShareType.REFUSED else "已挂载" if each.is_mounted else "未挂载"
    return CatalogLine(
        url, name, note, each.code, each.domain, each.office, kind, SHARE_LOOKS.get(kind, ""), f"{each.level}级",
        cycle(each), len(each.items), mount, errors, len(found) - errors,
    )  # fmt: skip


def system_table(index: Index, found: Coverage) -> Table:
    """The systems with their catalogs; one in use that has none is a gap."""
    label = index.labels.of
    heads = (
        *(label(Kind.DEPARTMENT, "systems", key) for key in ("name", "class", "network", "status", "builder", "year")),
        "目录",
    )
    rows = []
    for each, held in found.systems:
        cells = tuple(index.catalog(catalog) for catalog in held[:NAMED])
        if len(held) > NAMED:
            cells += (Cell(f"等 {len(held)} 份"),)
        running = each.status == RUNNING
        rows.append((
            (Cell(each.name, "", each.id),), texts(each.class_), texts(each.network),
            (Cell(each.status, "", "", "" if running else "tag"),),
            texts(each.builder), texts(str(each.year) if each.year else None),
            cells or (Cell("无目录", "", "", "gap" if running else "quiet"),),
        ))  # fmt: skip
    note = f"共 {len(rows)} 个，在用 {found.running} 个，其中有目录的 {found.fed} 个"
    return Table("systems", label(Kind.DEPARTMENT, "systems"), heads, tuple(rows), note)


def retired_table(index: Index, catalogs: Sequence[Catalog]) -> Table:
    """Tombstones."""
    rows = tuple(_retired(index, each) for each in catalogs)
    return Table("retired", "已下架目录", ("目录", "代码", "下架日期", "原因"), rows, f"共 {len(rows)} 份")


def _retired(index: Index, each: Catalog) -> tuple[tuple[Cell, ...], ...]:
    gone = each.retired
    return (
        (index.catalog(each),),
        fixed(each.code),
        fixed(gone.date if gone else None),
        texts(gone.reason if gone else None),
    )


def downloads(index: Index, department: Department, search: str, feed: str) -> tuple[Row, ...]:
    """What can be taken along, and the commands that make the rest."""
    found = [Row("目录清单", (Cell("在目录检索中打开", search, "可按需筛选，下载 Excel 或 CSV"),))]
    found.append(Row("工作簿", (Cell(f"ybz export xlsx --department {_word(department.id)}", "", "", "code"),)))
    if feed:
        found.append(Row("订阅变更", (Cell("Atom 订阅", feed),)))
    edit = index.journal.host.edit(department.path)
    if edit:
        found.append(Row("修改档案", (Cell("在代码托管平台修改", edit, "", "out"),)))
    return tuple(found)


def _word(text: str) -> str:
    """An argument as a shell takes it."""
    plain = all(each.isalnum() or each in "/_-." for each in text)
    return text if plain else "'" + text.replace("'", "'\\''") + "'"


__all__ = ["NAMED", "SHOWN", "CatalogLine", "Holding", "downloads", "holding", "retired_table", "system_table"]
