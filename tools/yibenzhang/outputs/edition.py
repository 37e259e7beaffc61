"""What an export is made from: the ledger at one moment, and how that moment is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from ..model.catalog import Catalog
from ..model.department import Department
from ..model.registry import Registry
from ..sources.fields import Schema
from ..sources.layout import Kind


@dataclass(frozen=True)
class Edition:
    """A ledger to write out.

    ``revision`` is how the moment is named on every sheet (a short commit id, or 工作区 with what it is based on);
    ``committed`` the commit's time, ``today`` the reference day, both None outside of git. ``department`` limits the
    export to one department, or to a county with all of its departments; empty means the whole ledger.
    """

    registry: Registry
    schemas: Mapping[Kind, Schema]
    vocabulary: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    revision: str = "工作区"
    committed: datetime | None = None
    today: date | None = None
    department: str = ""

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
        found = [catalog for catalog in self.registry.catalogs if self.covers(catalog.department)]
        return tuple(sorted(found, key=lambda each: (order.get(each.department, len(order)), each.code, each.path)))

    @property
    def scope(self) -> str:
        """范围, in words."""
        return self.department or "全部部门"


def _by_code(department: Department) -> tuple[str, tuple[str, ...], str]:
    prefixes = tuple(prefix[1:] for _, prefix in sorted(department.code_prefixes.items()))
    return department.region, prefixes, department.id
