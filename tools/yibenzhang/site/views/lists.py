"""The pages that list: departments, domains, systems, libraries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ...model.catalog import Catalog
from ...model.department import Department, Region
from .department import person
from .index import Index
from .parts import Bar, Cell, Row, Share, Table, fixed, texts

SHOWN = 30
"""How many catalogs a list names before it points to 目录: 10,000 of them would make the page useless."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with facts and a table under it."""

    id: str
    title: str
    rows: tuple[Row, ...] = ()
    table: Table | None = None
    bars: tuple[Bar, ...] = ()
    cells: tuple[Cell, ...] = ()
    more: Cell | None = None
    note: str = ""


def departments(index: Index) -> tuple[Section, ...]:
    """The ledger's own departments, then those of each region."""
    known = {region.id: region for region in index.registry.regions}
    groups: dict[str, list[Department]] = {region: [] for region in ("", *sorted(known))}
    for department in index.departments:
        groups.setdefault(department.region, []).append(department)
    return tuple(
        _region(index, known.get(place), place, members, number)
        for number, (place, members) in enumerate(groups.items())
        if members or place
    )


def _region(index: Index, region: Region | None, place: str, members: list[Department], number: int) -> Section:
    heads = ("部门", "在用目录", "数据项", "职责覆盖", "已挂载", "无条件", "有条件", "不予共享")
    rows = []
    for each in members:
        count = index.counts[each.id]
        rows.append((
            (Cell(each.name or each.id, index.addresses.of_department[each.id]),),
            fixed(str(count.active)), fixed(str(count.items)), (_ratio(Share(count.covered, count.duties)),), (_ratio(Share(count.mounted, count.mountable)),),
            *(fixed(str(part)) for part in (count.unconditional, count.conditional, count.refused)),
        ))  # fmt: skip
    facts: tuple[Row, ...] = ()
    if region:
        found = (
            ("主管机构", texts(region.authority)), ("工作机制", texts(region.mechanism)),
            ("负责人", person(index, region.head)), ("联系人", person(index, region.liaison)),
        )  # fmt: skip
        facts = tuple(Row(label, cells) for label, cells in found if cells)
    table = Table(f"table-{number}", "", heads, tuple(rows), f"{len(rows)} 个部门")
    heading = (region.name if region else place) or place or "本级部门"
    return Section(id=f"region-{number}", title=heading, rows=facts, table=table, note=f"{len(rows)} 个部门")


def _ratio(share: Share) -> Cell:
    return Cell(share.percent, "", f"{share.part}/{share.whole}" if share.whole else "", "fixed")


def domains(index: Index) -> tuple[Section, ...]:
    """Every domain with its catalogs; large ones name the first and lead to 目录."""
    found: dict[str, list[Catalog]] = {}
    for catalog in index.active:
        found.setdefault(catalog.domain, []).append(catalog)
    ordered = sorted(found.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    return tuple(
        Section(
            id=f"domain-{number}",
            title=domain,
            cells=tuple(index.catalog(each)._replace(note=each.department) for each in catalogs[:SHOWN]),
            more=Cell(f"在目录页查看全部 {len(catalogs)} 份", f"catalogs.html?domain={domain}"),
            note=f"{len(catalogs)} 份目录",
        )
        for number, (domain, catalogs) in enumerate(ordered)
    )


def systems(index: Index) -> Table:
    """Every source system of every department."""
    heads = ("来源系统", "部门", "类别", "网络", "状态", "承建单位", "年份", "目录")
    rows = []
    for department in index.departments:
        for each in department.systems:
            held = index.by_system.get((department.id, each.id), ())
            cells = tuple(index.catalog(catalog) for catalog in held[:SHOWN])
            if len(held) > SHOWN:
                cells += (Cell(f"等 {len(held)} 份", index.addresses.of_department[department.id]),)
            rows.append((
                (Cell(each.name, "", each.id),), (index.department(department.id),), texts(each.class_),
                texts(each.network), (Cell(each.status, "", "", "" if each.status == "在用" else "tag"),),
                texts(each.builder), texts(str(each.year) if each.year else None),
                cells or (Cell("无目录", "", "", "gap" if each.status == "在用" else ""),),
            ))  # fmt: skip
    return Table("systems", "来源系统", heads, tuple(rows), f"共 {len(rows)} 个")


def libraries(index: Index) -> tuple[Section, ...]:
    """Each library with its lead, mode and catalogs; libraries only catalogs name come last."""
    held: dict[str, list[Catalog]] = {}
    for catalog in index.active:
        for name in catalog.libraries:
            held.setdefault(name, []).append(catalog)
    listed = [(each.name, each.kind, each) for each in index.registry.libraries]
    known = {name for name, _, _ in listed}
    sections = []
    for number, (name, kind, library) in enumerate(
        [*listed, *((name, "未列入 libraries.yml", None) for name in sorted(held) if name not in known)]
    ):
        catalogs = held.get(name, [])
        facts: tuple[Row, ...] = ()
        if library:
            facts = (Row("牵头部门", (index.department(library.lead),)), Row("建设方式", texts(library.mode)))
            facts += (Row("说明", texts(library.note)),) if library.note else ()
        sections.append(
            Section(
                id=f"library-{number}",
                title=name,
                note=kind,
                rows=facts,
                cells=tuple(index.catalog(each)._replace(note=each.department) for each in catalogs[:SHOWN]),
                more=Cell(f"共 {len(catalogs)} 份目录，其余见目录页", "catalogs.html")
                if len(catalogs) > SHOWN
                else None,
            )
        )
    return tuple(sections)


def bars(values: Iterable[str], link: str = "") -> tuple[Bar, ...]:
    """A bar for each value, longest first, lengths against the longest; ``link`` is filled with the value."""
    found = sorted(Counter(values).items(), key=lambda entry: (-entry[1], entry[0]))
    top = found[0][1] if found else 0
    return tuple(Bar(label, Share(number, top), link.format(label) if link else "") for label, number in found)
