"""YAML text → values and places.

One reader for every file a person writes. It works on the scanner's events, so it keeps the line and column of
every key, converts scalars only as DESIGN section 3 says, and turns what a hand or an Excel habit gets wrong
into a finding of rule X906 instead of an exception. Nesting cannot exhaust the stack: there is no recursion.
"""

from __future__ import annotations

from . import syntax, traps
from .encoding import decode
from .events import MAX_DEPTH, Document, Scan, Spot, scalar, scan
from .traps import Trap

MAX_TRAPS = 50
# Longer files are no catalogs; they are not put right line by line, so that no file takes longer than a second.
MOST_LINES = 20_000


def read(path: str, data: bytes) -> Document:
    """Read one document. Never raises for anything ``data`` may hold."""
    text, found = decode(data)
    if text is None:
        return Document(path, traps=found, complete=False)
    first = scan(path, text)
    if first.error is None and not first.dubious:
        document = first.document
        said = [*document.traps, *traps.tabs(text, first.literal)]
    else:
        document, said = _mended(path, text, first)
    document.traps = _few([*found, *said])
    return document


def _mended(path: str, text: str, first: Scan) -> tuple[Document, list[Trap]]:
    """Read again with put right what a person wrote in another way than YAML wants; say that and what is left."""
    better, found = traps.mend(text, first.literal) if text.count("\n") <= MOST_LINES else (text, [])
    again = scan(path, better) if found else first
    if not again.literal <= first.literal:
        # What the error had hidden turns out to be literal text: leave that alone.
        gentler = traps.mend(text, first.literal | again.literal)
        once_more = scan(path, gentler[0]) if gentler[1] else first
        if once_more.error is None or again.error is not None:
            again, (better, found) = once_more, gentler
    if again.error is not None and first.error is None:
        # Mending spoilt what could be read: only the hint is kept.
        again = first
    document = again.document
    said = [*found, *document.traps]
    if again.error is not None:
        document.complete = False
        fault = syntax.explain(again.error, better)
        if all(trap.line != fault.line for trap in found):
            said.append(fault)
    return document, said


def _few(found: list[Trap]) -> list[Trap]:
    """Each trap once, and no more than a person will read."""
    once = list(dict.fromkeys(found))
    if len(once) <= MAX_TRAPS:
        return once
    last = once[MAX_TRAPS - 1]
    more = Trap(last.line, last.column, f"还有 {len(once) - MAX_TRAPS + 1} 处这样的问题", "先改好前面的，再校验一次")
    return [*once[: MAX_TRAPS - 1], more]


__all__ = ["MAX_DEPTH", "MAX_TRAPS", "Document", "Spot", "read", "scalar"]
