"""What stands in a made-up ledger at one moment, as values; texts are written from these."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ...sources.layout import file_name
from .plan import Office, Plan
from .trades import Basis


class Item(NamedTuple):
    """A 数据项; ``length`` and ``scale`` 0 where there is none, ``marks`` the rest as flow YAML."""

    name: str
    type: str
    length: int
    scale: int
    tier: str
    marks: str = ""


class Share(NamedTuple):
    """共享属性; ``kind``, ``text``, ``scope`` and ``purposes`` of 有条件, ``reason`` of 不予."""

    type: str
    methods: tuple[str, ...] = ()
    kind: str = ""
    text: str = ""
    scope: str = ""
    purposes: tuple[str, ...] = ("行政依据", "数据校核")
    basis: Basis | None = None
    reason: str = ""


class Resource(NamedTuple):
    """挂载资源; an interface where ``records`` is -1. ``updated`` may be empty."""

    id: str
    name: str
    mounted: str
    updated: str = ""
    records: int = -1


class Retired(NamedTuple):
    """下架."""

    date: str
    reason: str
    replaced_by: str = ""


class Duty(NamedTuple):
    """三定职责 of a catalog; ``name`` the catalog name it fixes, or empty."""

    id: str
    key: str
    part: str
    subject: str
    what: str
    name: str = ""


class System(NamedTuple):
    """来源系统."""

    id: str
    name: str
    year: int
    status: str = "在用"


@dataclass(slots=True, eq=False)
class Bureau:
    """A department as it stands now. ``id`` is its folder under ``catalogs/``; ``services`` are (name, code)."""

    office: Office
    id: str
    name: str
    offices: list[str]
    duties: list[Duty] = field(default_factory=list)
    services: list[tuple[str, str]] = field(default_factory=list)
    systems: list[System] = field(default_factory=list)

    @property
    def living(self) -> str:
        """The id of the first system in use; empty without one."""
        return next((system.id for system in self.systems if system.status == "在用"), "")


class Sheet(NamedTuple):
    """A catalog. ``in_library`` is empty for kind 部门, ``base`` and ``system`` where there is none."""

    bureau: Bureau
    plan: Plan
    code: str
    name: str
    kind: str
    summary: str
    unit: str
    in_library: str
    origin: Bureau | None
    duties: tuple[str, ...]
    base: str
    service: tuple[str, str] | None
    system: str
    level: int
    cycle: str
    year: int
    processing: str
    share: Share
    opened: tuple[str, str]
    keywords: tuple[str, ...]
    assessed: str
    items: tuple[Item, ...]
    resources: tuple[Resource, ...]
    aliases: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    retired: Retired | None = None

    @property
    def path(self) -> str:
        """Where it stands."""
        return f"catalogs/{self.bureau.id}/{'retired/' if self.retired else ''}{file_name(self.name)}"

    @property
    def area(self) -> str:
        """区域范围."""
        return self.bureau.office.region or "全市"


class Request(NamedTuple):
    """A demand; ``bureau`` is whose folder it stands in, ``external`` who asks when that is nobody of the ledger."""

    bureau: Bureau
    id: str
    title: str
    external: str
    provider: Bureau
    catalog: str
    item: str
    basis: str
    scene: str
    submitted: str
    reply: tuple[str, str] | None = None
    refusal: tuple[str, str] | None = None
    provided: str = ""
    closed: tuple[str, str] | None = None

    @property
    def path(self) -> str:
        """Where it stands."""
        return f"catalogs/{self.bureau.id}/demands/{self.id}.yml"


class Complaint(NamedTuple):
    """An objection; ``reply`` is (date, result, action, date of correction or empty)."""

    bureau: Bureau
    id: str
    kind: str
    target: str
    against: Bureau
    description: str
    raised: str
    reply: tuple[str, str, str, str] | None = None
    satisfied: int = 0

    @property
    def path(self) -> str:
        """Where it stands."""
        return f"catalogs/{self.bureau.id}/objections/{self.id}.yml"
