"""What the ledger's rules say of the files an import would write, each finding at the cell that says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from ...rules.engine import check
from ...sources import fields
from ...sources import ledger as ledgers
from ...sources.ledger import Ledger
from ...sources.tree import Tree
from .advice import in_cells, plainly
from .draft import Remark, Spot
from .plan import Change

_FEW = 12
_STEP = re.compile(r"\[([0-9]+)\]|([^.\[\]]+)")


def after(ledger: Ledger, texts: Mapping[str, bytes | None]) -> Tree:
    """The ledger's files with some of them changed, added, or (None) gone."""
    files = dict(ledger.tree.files.items())
    for path, data in texts.items():
        if data is None:
            files.pop(path, None)
        else:
            files[path] = data
    known = {path: one for path, one in ledger.tree.known.items() if path not in texts}
    return Tree(dict(sorted(files.items())), ledger.tree.odd, known)


def judge(
    ledger: Ledger, texts: Mapping[str, bytes | None], changes: Iterable[Change], today: date | None
) -> list[Remark]:
    """The findings of every file that is written, at cells."""
    if not texts:
        return []
    planned = ledgers.read(after(ledger, texts), ledger.store, ledger)
    by_path = {change.target: change for change in changes}
    return [
        Remark(
            spot=_spot(by_path[finding.path], finding.field),
            message=plainly(finding.message) + (f"（{finding.clause}）" if finding.clause else ""),
            fix=in_cells(finding.fix, finding.label, _words(planned, by_path[finding.path], finding.field)),
            severity=finding.severity,
            rule=finding.rule,
            label=finding.label,
        )
        for finding in check(planned, today=today)
        if finding.path in by_path
    ]


def _words(ledger: Ledger, change: Change, field: str) -> tuple[str, ...]:
    """What may stand in a field, where that is a short list of words."""
    found = fields.at(ledger.schemas.by_kind[change.kind], _pointer(field)).get("enum", ())
    return tuple(map(str, found)) if len(found) <= _FEW else ()


def _pointer(field: str) -> tuple[str | int, ...]:
    return tuple(int(number) - 1 if number else name for number, name in _STEP.findall(field))


def _spot(change: Change, field: str) -> Spot:
    """The cell of a field, or of the nearest field around it; the catalog's own cell without one."""
    pointer = _pointer(field)
    for end in range(len(pointer), 0, -1):
        if (found := change.cells.get(pointer[:end])) is not None:
            return found
    inner = next((spot for key, spot in change.cells.items() if pointer and key[: len(pointer)] == pointer), None)
    return inner or change.cells.get(("name",)) or change.cells.get(("title",)) or change.spot


__all__ = ["after", "judge"]
