"""The pages that list: departments, domains, systems, libraries."""

from __future__ import annotations

from dataclasses import dataclass

from ...model.catalog import Catalog
from .index import Index
from .parts import Cell, Row, Table, texts

SHOWN = 30
"""How many catalogs a list names before it points to 目录: 10,000 of them would make the page useless."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with facts and a table under it."""

    id: str
    title: str
    rows: tuple[Row, ...] = ()
    table: Table | None = None
    cells: tuple[Cell, ...] = ()
    more: Cell | None = None
    note: str = ""


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
