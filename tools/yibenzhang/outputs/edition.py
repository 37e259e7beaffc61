"""What an export is made from: the ledger at one moment, and how that moment is named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from ..model.catalog import Catalog
from ..model.demand import Demand, Objection
from ..model.department import Department
from ..model.registry import Registry
from ..sources.fields import Schema
from ..sources.layout import Kind


def _all(_: Catalog) -> bool:
    return True


@dataclass(frozen=True)
class Edition:
    """A ledger to write out.

    ``revision`` is how the moment is named on every sheet (a short commit id, or 工作区 with what it is based on);
    ``committed`` the commit's time, ``today`` the reference day, both None outside of git. ``department`` limits the
    export to one department, or to a county with all of its departments; empty means the whole ledger. ``keeps`` says
    which of its catalogs are asked for, ``conditions`` how that was said; without conditions all are.
    """

    registry: Registry
    schemas: Mapping[Kind, Schema]
    vocabulary: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    revision: str = "工作区"
    committed: datetime | None = None
    today: date | None = None
    department: str = ""
    conditions: tuple[str, ...] = ()
    keeps: Callable[[Catalog], bool] = _all

    def covers(self, department: str) -> bool:
        """Whether the export holds what this department keeps."""
        return self.department in ("", department) or department.startswith(self.department + "/")

    @cached_property
    def departments(self) -> tuple[Department, ...]:
        """Departments, the ledger's own level first, then county by county, each in the order of their codes."""
        found = [department for department in self.registry.departments if self.covers(department.id)]
        return tuple(sorted(found, key=_by_code))

    @cached_property
    def catalogs(self) -> tuple[Catalog, ...]:
        """Catalogs by department and code; retired and unreadable ones too."""
        order = {department.id: place for place, department in enumerate(self.departments)}
        found = [each for each in self.registry.catalogs if self.covers(each.department) and self.keeps(each)]
        return tuple(sorted(found, key=lambda each: (order.get(each.department, len(order)), each.code, each.path)))

    @cached_property
    def demands(self) -> tuple[Demand, ...]:
        """Demands its departments raise or are asked for; with conditions, only those for the catalogs they leave."""
        codes = {catalog.code for catalog in self.catalogs} if self.conditions else None
        return tuple(
            each
            for each in self.registry.demands
            if (self.covers(each.department) or self._is_asked(each)) and (codes is None or each.catalog in codes)
        )

    def _is_asked(self, demand: Demand) -> bool:
        return isinstance(demand.provider, str) and bool(demand.provider) and self.covers(demand.provider)

    @cached_property
    def objections(self) -> tuple[Objection, ...]:
        """Objections its departments raise or must answer; with conditions, only those against what they leave."""
        codes = {catalog.code for catalog in self.catalogs} if self.conditions else None
        return tuple(
            each
            for each in self.registry.objections
            if (self.covers(each.department) or (each.against and self.covers(each.against)))
            and (codes is None or each.target in codes)
        )

    @property
    def scope(self) -> str:
        """范围, in words."""
        return "；".join((self.department or "全部部门", *self.conditions))


def _by_code(department: Department) -> tuple[str, tuple[str, ...], str]:
    prefixes = tuple(prefix[1:] for _, prefix in sorted(department.code_prefixes.items()))
    return department.region, prefixes, department.id
