"""The values the steps of an import hand on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ...model.findings import Severity
from ...sources.workbook import a1

CATALOG, ITEM, RESOURCE, DEMAND, REFERENCE = "catalog", "item", "resource", "demand", "reference"


class Spot(NamedTuple):
    """One cell of one file; row and column from 0."""

    file: str
    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        """``民政局.xlsx[数据项]!D17``."""
        sheet = f"[{self.sheet}]" if self.sheet else ""
        return f"{self.file}{sheet}!{a1((self.row, self.column))}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something said of a cell. ``lost``: what stands there reaches no file of the ledger."""

    spot: Spot
    message: str
    fix: str = ""
    severity: Severity = Severity.ERROR
    rule: str = ""
    label: str = ""
    lost: bool = False

    @property
    def is_error(self) -> bool:
        """Whether the import does not end well with it."""
        return self.severity is Severity.ERROR


@dataclass(slots=True)
class Row:
    """One row: the text under each field's column. ``whole``: a blank cell means that there is nothing, not that
    nothing is said of it."""

    spot: Spot
    texts: dict[str, str] = field(default_factory=dict)
    spots: dict[str, Spot] = field(default_factory=dict)
    whole: bool = False

    def at(self, key: str) -> Spot:
        """The cell of a field; the row's first where it has no column."""
        return self.spots.get(key, self.spot)


@dataclass(slots=True)
class Draft:
    """One catalog or demand as a workbook has it; ``items`` and ``resources`` are None where nothing is said of them."""

    kind: str
    row: Row
    department: str = ""
    code: str = ""
    name: str = ""
    members: dict[str, list[Row]] = field(default_factory=dict)


def said(spot: Spot, message: str, fix: str = "", *, lost: bool = False, label: str = "", warn: bool = False) -> Remark:
    """A remark of the import's own."""
    severity = Severity.WARNING if warn else Severity.ERROR
    return Remark(spot=spot, message=message, fix=fix, severity=severity, lost=lost, label=label)


__all__ = ["CATALOG", "DEMAND", "ITEM", "REFERENCE", "RESOURCE", "Draft", "Remark", "Row", "Spot", "said"]
