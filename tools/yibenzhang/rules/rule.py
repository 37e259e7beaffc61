"""What a rule is: an id, a weight, a clause, and a function from a registry to faults."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from ..model.findings import Place, Severity
from ..model.registry import Registry


class Fault(NamedTuple):
    """One fault a rule found: where, what, how to mend it (else the rule's own words), and a weight of its own."""

    place: Place
    message: str
    fix: str = ""
    severity: Severity | None = None


class Reach(Enum):
    """How far a rule looks: its verdict stands as long as what it looks at does.

    ``FILE``: each catalog, demand or objection by its own words alone. ``DEPARTMENT``: the files of one department,
    with what stands outside of every department (registry.yml, libraries, base-items, regions). ``LEDGER``: everything,
    and what is handed in as facts.
    """

    FILE = "file"
    DEPARTMENT = "department"
    LEDGER = "ledger"


Check = Callable[[Registry], Iterator[Fault]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of DOMAIN section D.

    ``doc`` is Chinese and is its page in the docs. ``check`` is None for a rule that the schema decides (its
    conditional carries the ``x-rule`` mark) or the reader of files.
    """

    id: str
    severity: Severity
    clause: str
    doc: str
    fix: str = ""
    check: Check | None = None
    reach: Reach = Reach.LEDGER

    @property
    def title(self) -> str:
        """The first sentence of the page."""
        return self.doc.splitlines()[0]


def rule(
    id: str,  # noqa: A002
    severity: Severity,
    clause: str,
    fix: str = "",
    *,
    reach: Reach = Reach.LEDGER,
) -> Callable[[Check], Rule]:
    """Make a rule of a function; the function's docstring is the rule's page."""

    def make(check: Check) -> Rule:
        doc = inspect.getdoc(check) or ""
        return Rule(id=id, severity=severity, clause=clause, fix=fix, check=check, doc=doc, reach=reach)

    return make


def declared(id: str, severity: Severity, clause: str, doc: str) -> Rule:  # noqa: A002
    """A rule decided by the schema or the reader, named here so that it is listed, documented and weighed."""
    return Rule(id=id, severity=severity, clause=clause, doc=doc)
