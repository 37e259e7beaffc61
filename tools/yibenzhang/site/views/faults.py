"""What ``ybz check`` finds on a catalog, as its page shows it."""

from __future__ import annotations

from typing import NamedTuple

from ...model.catalog import Catalog
from .index import Index

MOST = 30
"""So many are written out; of more the rest is counted."""


class FaultLine(NamedTuple):
    """One finding; ``url`` is that of the rule's page, empty where the site has none."""

    look: str
    severity: str
    rule: str
    url: str
    message: str
    fix: str
    where: str


class Faults(NamedTuple):
    """检查发现; ``left`` are counted only."""

    note: str
    lines: tuple[FaultLine, ...]
    left: int


def faults(index: Index, catalog: Catalog) -> Faults | None:
    """The open findings of a catalog's file, errors first; None where there is none."""
    found = index.findings.get(catalog.path)
    if not found:
        return None
    manual = index.frame.manual
    errors = sum(1 for each in found if each.is_error)
    lines = tuple(
        FaultLine(
            look="refused" if each.is_error else "limited",
            severity=each.severity.label,
            rule=each.rule,
            url=f"{manual}#{each.rule.lower()}" if manual else "",
            message=each.message,
            fix=each.fix,
            where="，".join(
                part for part in (f"第 {each.line} 行" if each.line else "", each.label, each.clause) if part
            ),
        )
        for each in sorted(found, key=lambda each: (not each.is_error, each.line, each.rule, each.field))[:MOST]
    )
    counts = ((errors, "个错误"), (len(found) - errors, "个警告"))
    note = "，".join(f"{number} {word}" for number, word in counts if number)
    return Faults(note, lines, max(0, len(found) - MOST))


__all__ = ["MOST", "FaultLine", "Faults", "faults"]
