"""D6xx: duties and catalogs (应编尽编: S0, S2三)."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.department import Department
from ..model.findings import Severity
from ..model.registry import Registry
from .guesses import like
from .rule import Fault, Reach, rule
from .said import said

E, W = Severity.ERROR, Severity.WARNING


@rule(
    "D601",
    E,
    "S0,S2",
    fix="为这项职责编制目录（在目录的 duties 写上它），或在职责下写 exempt 说明原因",
    reach=Reach.DEPARTMENT,
)
def every_duty_has_catalog(registry: Registry) -> Iterator[Fault]:
    """每项三定职责都要有目录（应编尽编）。

    department.yml 的每项职责，至少有一份在用目录写明来自它；没有数据产生、由上级系统统管或涉密的，写 exempt。
    """
    used = {(catalog.department, duty) for catalog in registry.catalogs if catalog.is_active for duty in catalog.duties}
    for department in _whole(registry):
        for index, duty in enumerate(department.duties):
            if duty.exempt is None and (department.id, duty.id) not in used:
                yield Fault(
                    department.place("duties", index), f"职责 {duty.id}“{_short(duty.duty)}”没有目录，也没有说明原因"
                )


def _whole(registry: Registry) -> list[Department]:
    """Departments all of whose files could be read to the end, with duties that exist: of others it cannot be said
    what is missing.
    """
    torn = {catalog.department for catalog in registry.catalogs if not catalog.complete}
    # A mistyped duty is D603's to say, and then the right one only seems to be without a catalog.
    # A tombstone's duty may well be gone with it.
    active = [catalog for catalog in registry.catalogs if catalog.is_active]
    torn |= {c.department for c in active for d in c.duties if (c.department, d) not in registry.duty_by_id}
    return [department for department in registry.departments if department.readable and department.id not in torn]


def _short(text: str) -> str:
    return text if len(text) <= 20 else text[:19] + "…"


@rule("D602", W, "S0,S2", fix="在 duties 写明来自哪项职责；不再属于本部门职责的，下架", reach=Reach.DEPARTMENT)
def within_the_duties(registry: Registry) -> Iterator[Fault]:
    """目录要在三定职责之内。

    没有写三定职责的基础类、主题类目录，是下架或移交的候选。部门类目录缺职责由 C209 指出。
    """
    for catalog in registry.active_catalogs:
        department = registry.department_by_id.get(catalog.department)
        if not catalog.duties and catalog.kind != "部门" and department and department.duties:
            yield Fault(catalog.place("duties"), f"《{catalog.name}》没有对应任何三定职责")


@rule("D603", E, "S0,S2", fix="改成 department.yml 中 duties 的职责编号", reach=Reach.DEPARTMENT)
def known_duty(registry: Registry) -> Iterator[Fault]:
    """职责编号要在部门的三定职责里。

    目录的 duties 只能写本部门 department.yml 中有的职责编号。
    """
    for catalog in registry.active_catalogs:
        for index, duty_id in enumerate(catalog.duties):
            if (catalog.department, duty_id) in registry.duty_by_id:
                continue
            department = registry.department_by_id.get(catalog.department)
            if department is not None:
                known = [duty.id for duty in department.duties]
                guess = like(duty_id, known)
                fix = f"是不是 {guess}？可写：{'、'.join(known)}" if guess else ""
                message = said("D603", department=catalog.department, duty=duty_id)
                yield Fault(catalog.place("duties", index), message, fix)


@rule("D604", W, "S0", fix="写明出自三定方案第几条，如 clause: 三", reach=Reach.DEPARTMENT)
def duty_names_clause(registry: Registry) -> Iterator[Fault]:
    """职责要写出自三定方案哪一条。

    写明 clause，审核人才能对照三定方案原文。
    """
    for department in registry.departments:
        for index, duty in enumerate(department.duties):
            if department.readable and not duty.clause:
                yield Fault(department.place("duties", index), f"职责 {duty.id} 没有写出自三定方案哪一条")


@rule("D605", W, "S1", fix="在产生数据的目录的 services 写上这个事项", reach=Reach.DEPARTMENT)
def every_service_has_catalog(registry: Registry) -> Iterator[Fault]:
    """每个政务服务事项都要有目录。

    department.yml 的 services 中的事项，办理时会产生数据，应有在用目录的 services 提到它（名称或编码相同）。
    """
    used: set[tuple[str, str]] = set()
    for catalog in registry.catalogs:
        if not catalog.is_active:
            continue
        for service in catalog.services:
            used.add((catalog.department, service.name))
            used.add((catalog.department, service.code or service.name))
    for department in _whole(registry):
        for index, service in enumerate(department.services):
            if not {(department.id, service.name), (department.id, service.code or service.name)} & used:
                yield Fault(department.place("services", index), f"政务服务事项“{service.name}”没有对应的目录")


DUTIES = (every_duty_has_catalog, within_the_duties, known_duty, duty_names_clause, every_service_has_catalog)
