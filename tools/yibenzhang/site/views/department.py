"""The page of one department."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from ...insight.coverage import Coverage, coverage
from ...insight.due import WITHIN
from ...model.department import Department, Person
from ...outputs.counts import Counts
from ...sources.layout import Kind
from ..addresses import of_department
from .deadlines import Deadlines, deadlines
from .duties import Matrix, matrix
from .history import RECENT, recent
from .holdings import Holding, downloads, holding, retired_table, system_table
from .index import Index
from .indicators import Gauge, department_rows, gauges, missing
from .inputs import dealt, objected, timed
from .parts import Badge, Cell, Notice, Row, Share, Table, texts
from .peers import MOST, Peers, peers
from .roll import Open, catalogs_of, folder_name
from .traffic import timed_demands, timed_objections


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A headline number, what it is made of, where its rows are; ``look`` is ``alarm`` where it should be nought."""

    label: str
    number: str
    note: str
    url: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentPage:
    """All a department's page shows."""

    title: str
    area: Cell
    path: str
    badges: tuple[Badge, ...]
    notices: tuple[Notice, ...]
    figures: tuple[Figure, ...]
    profile: tuple[Row, ...]
    downloads: tuple[Row, ...]
    faults: Open
    quality: str
    deadlines: Deadlines
    matrix: Matrix | None
    gauges: tuple[Gauge, ...]
    missing: Table
    holding: Holding
    tables: tuple[Table, ...]
    recent: Table
    peers: Peers | None
    feed: str
    form: str


def department_page(index: Index, department: Department) -> DepartmentPage:
    """The page of ``department``."""
    own = index.of_department.get(department.id, ())
    covered = coverage(department, own)
    address, search = index.addresses.of_department[department.id], catalogs_of("department", department.id)
    feed = of_department(address) if index.journal.known else ""
    area = index.roll.areas[department.region]
    return DepartmentPage(
        title=department.name or department.id,
        area=Cell(area.name, area.address),
        path=department.path,
        badges=tuple(Badge(text) for text in (department.level, department.kind) if text),
        notices=tuple(_notices(index, department)),
        figures=tuple(_figures(index, department, covered, search)),
        profile=tuple(_profile(index, department)),
        downloads=downloads(index, department, search, feed),
        faults=index.roll.faults.get(department.id, Open()),
        quality=quality(department.id),
        deadlines=deadlines(index, (department.id,)),
        matrix=matrix(index, covered),
        gauges=gauges(index, index.standing.scores.departments[department.id], department_rows(department.id, address)),
        missing=missing(index, department.id),
        holding=holding(index, [each for each in own if each.is_active], search),
        tables=tuple(table for table in _tables(index, department, covered) if table.rows),
        recent=recent(index, department.id),
        peers=peers(index, department),
        feed=feed,
        form=f"form.html?at={address[2:-5]}",
    )


def quality(department: str) -> str:
    """The open findings of a department, on the page of quality."""
    return f"quality.html?department={quote(department, safe='', errors='replace')}#list"


def _figures(index: Index, department: Department, covered: Coverage, search: str) -> Iterator[Figure]:
    count, here = index.counts[department.id], index.addresses.of_department[department.id]
    due, faults = index.roll.due.get(department.id, Open()), index.roll.faults.get(department.id, Open())
    duties, mounted = Share(count.covered, count.duties), Share(count.mounted, count.mountable)
    yield Figure(label="在用目录", number=str(count.active), note=f"数据项 {count.items} 项", url=search)
    gaps = duties.whole - duties.part
    said = f"{duties.part}/{duties.whole} 条职责" + (f"，缺 {gaps} 条" if gaps else "")
    yield Figure(label="职责覆盖", number=duties.percent, note=said, url=f"{here}#duties", look="alarm" if gaps else "")
    yield Figure(
        label="挂载率", number=mounted.percent, note=f"{mounted.part}/{mounted.whole} 份应挂载目录",
        url=catalogs_of("department", department.id, mount="未挂载"),
    )  # fmt: skip
    yield Figure(
        label="来源系统", number=str(len(department.systems)), note=f"在用 {covered.running} 个，有目录的 {covered.fed} 个",
        url=f"{here}#systems" if department.systems else "",
    )  # fmt: skip
    yield alarm(due, index.roll.data.get(department.id, Open()), f"{here}#deadlines")
    yield problems(faults, f"{here}#faults")


def alarm(due: Open, data: Open, url: str) -> Figure:
    """What is late, and what falls due."""
    note = f"{WITHIN} 天内到期 {due.second} 件" + (f"，数据待更新 {data.first} 项" if data.first else "")
    return Figure(label="超期事项", number=str(due.first), note=note, url=url, look="alarm" if due.first else "")


def problems(faults: Open, url: str) -> Figure:
    """What check finds."""
    return Figure(
        label="待改错误", number=str(faults.first), note=f"另有警告 {faults.second} 个", url=url,
        look="alarm" if faults.first else "",
    )  # fmt: skip


def _notices(index: Index, department: Department) -> Iterator[Notice]:
    count: Counts = index.counts[department.id]
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


def _tables(index: Index, department: Department, covered: Coverage) -> Iterator[Table]:
    key = department.id
    received = index.demands_to.get(key, ())
    made = [each for each in index.demands_of.get(key, ()) if not (each.from_ and each.provider == key)]
    yield timed_demands(index, received, "received", "收到的数据需求", without=2)
    yield timed_demands(index, made, "demands", "提出的数据需求", without=1)
    yield timed_objections(index, index.roll.objections.get(key, ()), "objections", "异议与纠错")
    yield system_table(index, covered)
    yield retired_table(index, [each for each in index.of_department.get(key, ()) if not each.is_active])


def inputs(index: Index, department: Department) -> Iterator[str]:
    """All that the page shows and that can change, in short texts."""
    key, keys, of_path = department.id, index.keys, index.addresses.of_path
    area, roll = index.roll.areas[department.region], index.roll
    yield f"{area.name} {area.address} {department.path in index.addresses.clashes}"
    yield from (keys.get(department.path, ""), roll.card(index, department))
    for each in index.of_department.get(key, ()):
        found = index.findings.get(each.path, ())
        yield f"{keys.get(each.path, '')} {each.path} {of_path[each.path]} {sum(one.is_error for one in found)}/{len(found)}"
    yield from timed(index, (key,))
    yield from dealt(index, (*index.demands_to.get(key, ()), *index.demands_of.get(key, ())))
    yield from objected(index, roll.objections.get(key, ()))
    for revision in index.recent.get(key, ())[:RECENT]:
        yield f"{revision.commit} {index.places[revision.commit]}"
        for change in revision.changes[:RECENT]:
            yield index.addresses.of_code.get(change.code, "")
    held = roll.namesakes.get(folder_name(department), ())
    yield f"{len(held)} {index.department(department.successor.name) if department.successor else ''}"
    yield from (roll.card(index, each) for each in held[:MOST])


__all__ = ["DepartmentPage", "Figure", "alarm", "department_page", "inputs", "person", "problems", "quality"]
