"""Which findings of two revisions are the same one, whatever line, file or place in a list they have moved to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from ..model.findings import Finding, Pointer, dotted
from ..model.registry import Registry

# What people call an entry of a list by: duties and resources by id, items by name, laws by title…
_NAMES = ("id", "name", "title", "stage")


def subjects(registry: Registry) -> dict[str, str]:
    """The code of each catalog by its path: a renamed or moved catalog keeps its findings."""
    return {catalog.path: catalog.code for catalog in registry.catalogs if catalog.code}


def anchor(values: Any, pointer: Pointer) -> str:
    """The field a pointer leads to, list entries by their name: an entry put before them does not make others new."""
    text = ""
    for depth, key in enumerate(pointer):
        try:
            values = values[key]
        except (KeyError, IndexError, TypeError):
            # The field is not there: that is the fault.
            return text + ("." if text and isinstance(key, str) else "") + dotted(pointer[depth:])
        if isinstance(key, int):
            text += f"[{_called(values) or key + 1}]"
        else:
            text += f".{key}" if text else key
    return text


def _called(entry: Any) -> str:
    if isinstance(entry, str):
        return entry
    if not isinstance(entry, dict):
        return ""
    name = next((entry[key] for key in _NAMES if isinstance(entry.get(key), str)), "")
    # A waiver has no name: it is its rule and what it is for.
    return name or " ".join(str(entry[key]) for key in ("rule", "code") if isinstance(entry.get(key), str))


def brought(now: Sequence[Finding], then: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Findings of ``now`` that ``then`` had not, and those it had, both in the order of ``now``.

    Where a field has several findings of one rule they are paired one to one, those with the same words first.
    """
    left: defaultdict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for finding in then:
        left[finding.identity][finding.message] += 1
    had: set[int] = set()
    for number, finding in enumerate(now):
        if left[finding.identity][finding.message] > 0:
            left[finding.identity][finding.message] -= 1
            had.add(number)
    for number, finding in enumerate(now):
        other = next((words for words, count in left[finding.identity].items() if count > 0), None)
        if number not in had and other is not None:
            left[finding.identity][other] -= 1
            had.add(number)
    return (
        [finding for number, finding in enumerate(now) if number not in had],
        [finding for number, finding in enumerate(now) if number in had],
    )
