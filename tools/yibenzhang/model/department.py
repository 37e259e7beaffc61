"""Departments, their duties and systems, and regions (DOMAIN A4)."""

from __future__ import annotations

import msgspec

from .catalog import Named, Value
from .findings import Place


class Person(Value, frozen=True, kw_only=True):
    """负责人 or 联系人."""

    name: str = ""
    phone: str | None = None
    mail: str | None = None


class Exemption(Value, frozen=True, kw_only=True):
    """Why a duty has no catalog."""

    reason: str = ""
    note: str | None = None


class Duty(Value, frozen=True, kw_only=True):
    """三定职责: one row of the S0 table 三定方案职责内容 | 具体职责 | 政务数据目录."""

    id: str = ""
    key: str = ""
    clause: str | None = None
    text: str = ""
    duty: str = ""
    names: tuple[str, ...] = ()
    exempt: Exemption | None = None


class System(Value, frozen=True, kw_only=True, rename={"class_": "class"}):
    """来源系统 (S2四)."""

    id: str = ""
    name: str = ""
    class_: str = ""
    network: str = ""
    status: str = ""
    builder: str | None = None
    year: int | None = None


class Successor(Value, frozen=True, kw_only=True):
    """职责变化: who takes over, from when (S2五)."""

    name: str = ""
    date: str = ""


class Department(Value, frozen=True, kw_only=True):
    """部门. ``id`` is the folder path under ``catalogs/``, as ``呼玛县/民政局``."""

    path: str
    id: str
    readable: bool = True
    name: str = ""
    slug: str = ""
    short: str | None = None
    uscc: str = ""
    level: str = ""
    division: str = ""
    kind: str = ""
    offices: tuple[str, ...] = ()
    agency: str | None = None
    head: Person | None = None
    liaison: Person | None = None
    maintainers: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    code_prefixes: dict[str, str] = msgspec.field(default_factory=dict)
    duties: tuple[Duty, ...] = ()
    services: tuple[Named, ...] = ()
    systems: tuple[System, ...] = ()
    business: str | None = None
    tech: str | None = None
    safety: Person | None = None
    successor: Successor | None = None

    @property
    def region(self) -> str:
        """The folder of the region it lies in; empty for the ledger's own level."""
        return self.id.rpartition("/")[0]

    def place(self, *pointer: str | int) -> Place:
        """The place of one field of its department.yml."""
        return Place(self.path, pointer)


class Region(Value, frozen=True, kw_only=True):
    """地区: a county with its own departments (S1一)."""

    path: str
    id: str
    name: str = ""
    division: str = ""
    authority: str = ""
    mechanism: str | None = None
    head: Person | None = None
    liaison: Person | None = None
