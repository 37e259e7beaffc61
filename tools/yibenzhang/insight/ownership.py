"""Whose a path is, and who may submit and merge it: read from the ledger a change goes into, never from the change."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from ..model.registry import Registry
from ..sources.layout import CATALOGS, REGISTRY

_PAPERS = frozenset({"", "retired", "demands", "objections"})
_TOP = frozenset({REGISTRY, f"{CATALOGS}libraries.yml"})


class Sphere(StrEnum):
    """What kind of thing a path belongs to."""

    DEPARTMENT = "department"
    REGION = "region"
    LEDGER = "ledger"
    SCHEMA = "schema"
    TOOL = "tool"

    @property
    def label(self) -> str:
        """部门, 县区设置, 总设置, 目录规范 or 工具与流程."""
        return _SPHERES[self.value]


_SPHERES = {
    "department": "部门",
    "region": "县区设置",
    "ledger": "总设置",
    "schema": "目录规范",
    "tool": "工具与流程",
}


class Owner(NamedTuple):
    """Who answers for a path.

    ``id`` is the department's (its folder under ``catalogs/``), the region's, else the word of its ``kind``. ``name`` is
    for people: the department's name with its region, else the ledger's authority. ``submitters``: accounts that may
    change it: maintainers and reviewers of a department; of all else the ledger's approvers. ``approvers``: accounts
    whose consent counts: a department's reviewers, the ledger's approvers where it names none, and for all else.
    """

    id: str
    name: str
    submitters: tuple[str, ...]
    approvers: tuple[str, ...]
    kind: Sphere


class Owners:
    """Ownership of every path of a ledger, as ``registry``, which must be the BASE's, has it.

    Paths are relative to the ledger's root, as git has them. A path that no department of the base clearly owns belongs
    to the ledger's approvers: a new department's folder, folders inside of a department's, hidden files.
    """

    def __init__(self, registry: Registry) -> None:
        self._departments = registry.department_by_id
        self._regions = {region.id: region for region in registry.regions}
        self._authority = registry.settings.authority or "政务数据主管部门"
        self._approvers = _once(registry.settings.approvers)

    @property
    def approvers(self) -> tuple[str, ...]:
        """The ledger's own approvers."""
        return self._approvers

    def owner(self, path: str) -> Owner:
        """Whose a path is."""
        folder, _, name = path.rpartition("/")
        if "/." in f"/{path}" or not path.startswith(CATALOGS):
            return self._common(Sphere.SCHEMA if path.startswith("schema/") else Sphere.TOOL)
        inner = f"{folder}/"[len(CATALOGS) :].rstrip("/")
        if path in _TOP or inner.partition("/")[0] in ("", "base-items"):
            return self._common(Sphere.LEDGER)
        parent, _, last = inner.rpartition("/")
        for id_, rest in ((inner, ""), (parent, last)):
            if id_ in self._departments and rest in _PAPERS and name != "region.yml":
                return self._department(id_)
        region = next((each for each in _upward(inner) if each in self._regions), "")
        if region and region not in self._departments:
            return self._common(Sphere.REGION, region, f"{self._authority}（{self._regions[region].name or region}）")
        return self._common(Sphere.LEDGER)

    def may_submit(self, actor: str, path: str) -> bool:
        """Whether an account may change a path; the ledger's approvers may change all."""
        return self.may_merge(actor) or self.is_submitter(actor, self.owner(path))

    @staticmethod
    def is_submitter(actor: str, owner: Owner) -> bool:
        """Whether an account is one of an owner's own."""
        return _is_among(actor, owner.submitters)

    def may_merge(self, actor: str) -> bool:
        """Whether an account is one of the ledger's approvers."""
        return _is_among(actor, self._approvers)

    def _department(self, id_: str) -> Owner:
        found = self._departments[id_]
        region = self._regions.get(found.region)
        name, area = found.name or id_.rpartition("/")[2], region.name if region else found.region
        own = _once(found.reviewers)
        # Some name the county in the department's name, some do not.
        name = name if name.startswith(area) else area + name
        return Owner(id_, name, _once((*found.maintainers, *own)), own or self._approvers, Sphere.DEPARTMENT)

    def _common(self, kind: Sphere, id_: str = "", name: str = "") -> Owner:
        return Owner(id_ or kind.value, name or self._authority, self._approvers, self._approvers, kind)


def _upward(folder: str) -> Iterable[str]:
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]


def _once(accounts: Iterable[str]) -> tuple[str, ...]:
    """Accounts that are not blank, each once, whatever case it is written in."""
    return tuple({account.casefold(): account for account in accounts if account.strip()}.values())


def _is_among(actor: str, accounts: Iterable[str]) -> bool:
    return actor.strip() != "" and actor.casefold() in {account.casefold() for account in accounts}


__all__ = ["Owner", "Owners", "Sphere"]
