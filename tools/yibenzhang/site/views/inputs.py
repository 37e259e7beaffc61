"""What pages of departments and regions are made of beside their own files, in short texts: it changes when they do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ...model.demand import Demand, Objection
from .deadlines import place
from .index import Index


def timed(index: Index, departments: Sequence[str]) -> Iterator[str]:
    """Deadlines, and how many steps were done in time."""
    settings, told = index.registry.settings, index.roll.told
    yield f"{index.today} {settings.deadlines} {settings.weights}"
    for name in ("", *departments):
        # A department's page asks for it, and that of its region.
        if name not in told:
            told[name] = "\0".join(_timed(index, name))
        yield told[name]


def _timed(index: Index, name: str) -> Iterator[str]:
    standing = index.standing
    for due in standing.due.get(name, ()):
        yield f"{due.step.sort.word} {due.step.subject} {due.step.due} {due.said} {place(index, due.step)}"
    for sort, tally in standing.tallies.get(name, {}).items():
        yield f"{sort.word} {tuple(tally)}"
    for step in standing.missed.get(name, ()):
        yield f"{step.sort.word} {step.subject} {step.start} {step.due} {step.done} {place(index, step)}"


def dealt(index: Index, demands: Iterable[Demand]) -> Iterator[str]:
    """Demands with whom and what they name."""
    for each in demands:
        provider = index.addresses.of_department.get(each.provider_name, "")
        yield f"{index.keys.get(each.path, '')} {each.path} {index.addresses.of_department.get(each.department)} {provider}"
        yield f"{index.code(each.catalog) if each.catalog else ''} {_left(index, each.path)}"


def objected(index: Index, objections: Iterable[Objection]) -> Iterator[str]:
    """Objections with whom and what they name."""
    of_department = index.addresses.of_department
    for each in objections:
        demand = index.demand_by_ref.get(each.target)
        yield f"{index.keys.get(each.path, '')} {each.path} {of_department.get(each.department)} {of_department.get(each.against)}"
        yield f"{index.code(each.target)} {demand and (demand.title, of_department.get(demand.department))} {_left(index, each.path)}"


def _left(index: Index, path: str) -> str:
    found = index.standing.waiting.get(path)
    return f"{found.step.due} {found.said}" if found else ""


__all__ = ["dealt", "objected", "timed"]
