"""What a rule is: an id, a weight, a clause, and a function from a registry to faults."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ..model.findings import Place, Severity
from ..model.registry import Registry


class Fault(NamedTuple):
    """One fault a rule found: where, what, how to mend it (else the rule's own words), and a weight of its own."""

    place: Place
    message: str
    fix: str = ""
    severity: Severity | None = None


Check = Callable[[Registry], Iterator[Fault]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of DOMAIN section D.

    ``doc`` is Chinese and is its page in the docs. ``check`` is None for a rule that the schema decides (its
    conditional carries the ``x-rule`` mark) or the reader of files. A ``local`` rule judges each catalog, demand or
    objection by its own words alone, so its verdict stands as long as the file does.
    """

    id: str
    severity: Severity
    clause: str
    doc: str
    fix: str = ""
    check: Check | None = None
    local: bool = False

    @property
    def title(self) -> str:
        """The first sentence of the page."""
        return self.doc.splitlines()[0]


def rule(id: str, severity: Severity, clause: str, fix: str = "", *, local: bool = False) -> Callable[[Check], Rule]:  # noqa: A002
    """Make a rule of a function; the function's docstring is the rule's page."""

    def make(check: Check) -> Rule:
        doc = inspect.getdoc(check) or ""
        return Rule(id=id, severity=severity, clause=clause, fix=fix, check=check, doc=doc, local=local)

    return make


def declared(id: str, severity: Severity, clause: str, doc: str) -> Rule:  # noqa: A002
    """A rule decided by the schema or the reader, named here so that it is listed, documented and weighed."""
    return Rule(id=id, severity=severity, clause=clause, doc=doc)
