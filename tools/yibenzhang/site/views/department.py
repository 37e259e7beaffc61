"""The page of one department."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...model.catalog import Catalog
from ...model.department import Department, Duty, Person
from ...outputs.counts import Counts
from ...sources.layout import Kind
from ..addresses import of_department
from .catalog import SHARE_LOOKS, cycle
from .history import recent
from .index import Index
from .parts import Badge, Cell, Notice, Row, Share, Table, fixed, texts
from .traffic import demand_table, objection_table


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentPage:
    """All a department's page shows; ``figures`` are its headline numbers (label, number, note)."""

    title: str
    region: str
    path: str
    badges: tuple[Badge, ...]
    notices: tuple[Notice, ...]
    figures: tuple[tuple[str, str, str], ...]
    profile: tuple[Row, ...]
    tables: tuple[Table, ...]
    feed: str


def department_page(index: Index, department: Department) -> DepartmentPage:
    """The page of ``department``."""
    count = index.counts[department.id]
    duties, mounted = Share(count.covered, count.duties), Share(count.mounted, count.mountable)
    return DepartmentPage(
        title=department.name or department.id,
        region=department.region,
        path=department.path,
        badges=tuple(Badge(text) for text in (department.level, department.kind) if text),
        notices=tuple(_notices(index, department, count)),
        figures=(
            ("在用目录", str(count.active), f"数据项 {count.items} 项"),
            ("职责覆盖", duties.percent, f"{duties.part}/{duties.whole} 条职责"),
            ("挂载率", mounted.percent, f"{mounted.part}/{mounted.whole} 份应挂载目录"),
            (
                "来源系统",
                str(len(department.systems)),
                f"在用 {sum(1 for each in department.systems if each.status == '在用')} 个",
            ),
        ),
        profile=tuple(_profile(index, department)),
        tables=tuple(table for table in _tables(index, department) if table.rows),
        feed=of_department(index.addresses.of_department[department.id]) if index.journal.known else "",
    )


def _notices(index: Index, department: Department, count: Counts) -> Iterator[Notice]:
    if not department.readable:
        yield Notice("warning", "部门档案的写法有误，只显示能读出的部分", texts(f"文件：{department.path}"))
    if department.path in index.addresses.clashes:
        yield Notice(
            "warning",
            f"部门英文短名 {department.slug} 与其他部门重复",
            texts("请在 department.yml 里改用不重复的 slug"),
        )
    if count.unreadable:
        yield Notice(
            "warning", f"有 {count.unreadable} 份目录的文件写法有误", texts("运行 ybz check 可看到哪一行有误、怎么改")
        )
    if department.successor:
        yield Notice(
            "info",
            f"自 {department.successor.date} 起职责由下列部门承接",
            (index.department(department.successor.name),),
        )


def _profile(index: Index, department: Department) -> Iterator[Row]:
    def label(key: str) -> str:
        return index.labels.of(Kind.DEPARTMENT, key)

    rows: list[tuple[str, tuple[Cell, ...]]] = [
        (label("uscc"), texts(department.uscc)),
        (label("division"), texts(department.division)),
        (label("offices"), tuple(Cell(office) for office in department.offices)),
        (label("agency"), texts(department.agency)),
        (label("head"), person(index, department.head)),
        (label("liaison"), person(index, department.liaison)),
        (label("business"), texts(department.business)),
        (label("tech"), texts(department.tech)),
        (label("safety"), person(index, department.safety)),
        (
            label("code_prefixes"),
            tuple(Cell(prefix, "", kind) for kind, prefix in sorted(department.code_prefixes.items())),
        ),
        (label("services"), tuple(Cell(each.name, "", each.code or "") for each in department.services)),
    ]
    return (Row(name, cells) for name, cells in rows if cells)


def person(index: Index, who: Person | None) -> tuple[Cell, ...]:
    """A name; telephone and mail only where the ledger publishes them."""
    if who is None:
        return ()
    return texts(who.name, who.phone, who.mail) if index.frame.contacts else texts(who.name)


def _tables(index: Index, department: Department) -> Iterator[Table]:
    own = index.of_department.get(department.id, ())
    yield _duties(index, department)
    yield catalog_table(index, [each for each in own if each.is_active], "catalogs", "数据目录")
    yield recent(index, department.id)
    yield _systems(index, department)
    yield demand_table(index, index.demands_of.get(department.id, ()), "demands", "提出或代收的数据需求")
    received = [each for each in index.demands_to.get(department.id, ()) if each.department != department.id]
    yield demand_table(index, received, "received", "收到的数据需求")
    concerned = [each for each in index.registry.objections if department.id in (each.department, each.against)]
    yield objection_table(index, concerned, "objections", "异议与纠错")
    retired = [each for each in own if not each.is_active]
    yield Table(
        "retired",
        "已下架目录",
        ("目录", "代码", "下架日期", "原因"),
        tuple(_retired(index, each) for each in retired),
        f"共 {len(retired)} 份",
    )


def _retired(index: Index, each: Catalog) -> tuple[tuple[Cell, ...], ...]:
    gone = each.retired
    return (
        (index.catalog(each),),
        fixed(each.code),
        fixed(gone.date if gone else None),
        texts(gone.reason if gone else None),
    )


def _duties(index: Index, department: Department) -> Table:
    count = index.counts[department.id]
    rows = tuple(_duty(index, department, duty) for duty in department.duties)
    heads = (
        "编号",
        "条款",
        *(index.labels.of(Kind.DEPARTMENT, "duties", key) for key in ("text", "duty")),
        "政务数据目录",
    )
    gaps = count.duties - count.covered
    note = f"共 {count.duties} 条，已覆盖 {count.covered} 条" + (f"，{gaps} 条还没有目录" if gaps else "")
    return Table("duties", index.labels.of(Kind.DEPARTMENT, "duties"), heads, rows, note)


def _duty(index: Index, department: Department, duty: Duty) -> tuple[tuple[Cell, ...], ...]:
    found = tuple(index.catalog(each) for each in index.by_duty.get((department.id, duty.id), ()))
    if duty.exempt:
        found += (Cell(duty.exempt.reason or "已豁免", "", duty.exempt.note or "", "tag"),)
    if not found:
        expected = "、".join(duty.names)
        found = (Cell("尚无目录", "", f"应编：{expected}" if expected else "", "gap"),)
    return fixed(duty.id), texts(duty.clause), texts(duty.text), texts(duty.duty), found


def catalog_table(index: Index, catalogs: list[Catalog], anchor: str, heading: str) -> Table:
    """Catalogs as they stand in a department's list."""
    label = index.labels.of
    heads = (
        "目录",
        label(Kind.CATALOG, "domain"),
        label(Kind.CATALOG, "office"),
        "共享类型",
        "分级",
        "更新",
        "数据项",
        "挂载",
    )
    return Table(anchor, heading, heads, tuple(_line(index, each) for each in catalogs), f"共 {len(catalogs)} 份")


def _line(index: Index, each: Catalog) -> tuple[tuple[Cell, ...], ...]:
    name = (index.catalog(each), Cell(each.code, "", "", "code"))
    if not each.readable:
        return (name, *((),) * 7)
    mounted = Cell("已挂载") if each.is_mounted else Cell("未挂载", "", "", "gap")
    return (
        name, texts(each.domain), texts(each.office),
        (Cell(each.share.type, "", "", f"badge {SHARE_LOOKS.get(each.share.type, '')}".strip()),),
        texts(f"{each.level}级"), texts(cycle(each)), texts(str(len(each.items))),
        () if each.share.type == "不予共享" else (mounted,),
    )  # fmt: skip


def _systems(index: Index, department: Department) -> Table:
    label = index.labels.of
    heads = (
        *(label(Kind.DEPARTMENT, "systems", key) for key in ("name", "class", "network", "status", "builder", "year")),
        "目录",
    )
    rows = tuple(
        (
            (Cell(each.name, "", each.id),), texts(each.class_), texts(each.network), texts(each.status),
            texts(each.builder), texts(str(each.year) if each.year else None),
            tuple(index.catalog(found) for found in index.by_system.get((department.id, each.id), ()))
            or (Cell("无目录", "", "", "gap" if each.status == "在用" else ""),),
        )
        for each in department.systems
    )  # fmt: skip
    return Table("systems", label(Kind.DEPARTMENT, "systems"), heads, rows, f"共 {len(rows)} 个")
