"""Reads many documents quickly: what several of them say alike is read once.

The catalogs of a ledger repeat each other: the same data items, the same sharing, the same network. So a document is
taken apart into the entries of its outermost mapping, each from one line without indentation to the next, and only
entries not met before go through :mod:`quick`, joined to one text; of a list with an entry a line, only the lines not
met before.

That gives what the whole document would. Every entry of the outermost mapping begins on a line without indentation:
when a text of n pieces with one such line each gives n entries, by the names that stand there, each piece holds the
whole of one entry, whatever stands before it; for what would reach from one entry into another (anchors, tags, several
documents) is left to the slow reader by :mod:`quick`. Likewise every entry of a list begins on a line of its own, so n
lines that give n entries hold one each. Where names or numbers differ (a quoted text that goes on without indentation,
a name given twice), the document is read whole.
"""

from __future__ import annotations

from typing import Any

from ..lazily import pattern
from . import quick

_MOST = 1 << 16
"""So many entries and lines of lists are kept, then all are forgotten: that bounds the memory whatever the size of the ledger."""
_ENTRY = pattern(rb"\n(?=[^ \n#-])")
_NAME = pattern(rb"(?:#[^\n]*\n|\n)*([a-z_]+):(?= |\n|\Z)")
_DASH = b"  - {"
_LIST = b"\n" + _DASH


class Reader:
    """Reads documents one after the other. What they say alike is the same object in all of them: nobody may change it."""

    def __init__(self) -> None:
        self._entries: dict[bytes, tuple[str, Any]] = {}
        self._lines: dict[bytes, Any] = {}

    def read(self, data: bytes) -> dict[str, Any] | None:
        """Values of a document beyond doubt, else None, as :func:`quick.read` gives them."""
        if len(data) > quick.MOST_BYTES or not data.endswith(b"\n"):
            return quick.read(data)
        if len(self._entries) + len(self._lines) > _MOST:
            self._entries.clear()
            self._lines.clear()
        pieces = _ENTRY.split(data[:-1])
        if data.startswith(b"#") and len(pieces) > 1:
            # What a file begins with is no entry: it goes with the first.
            pieces[:2] = [b"\n".join(pieces[:2])]
        unknown = [piece for piece in pieces if piece not in self._entries]
        if unknown and not self._learn(unknown):
            return quick.read(data)
        values = dict(map(self._entries.__getitem__, pieces))
        return values if len(values) == len(pieces) else quick.read(data)

    def _learn(self, pieces: list[bytes]) -> bool:
        """Read entries not met before; False where they are not beyond doubt or cannot be told apart."""
        names: list[str] = []
        texts: list[bytes] = []
        lists: dict[str, tuple[list[bytes], list[bytes]]] = {}
        for piece in pieces:
            match = _NAME.match(piece)
            if match is None:
                return False
            name, text, end = match[1].decode(), piece, match.end()
            if piece.startswith(_LIST, end):
                lines = piece[end + 1 :].split(b"\n")
                if all(line.startswith(_DASH) for line in lines):
                    # One is read in any case: a name with nothing after it may not be what it is with a list.
                    new = [line for line in dict.fromkeys(lines) if line not in self._lines] or lines[:1]
                    lists[name] = lines, new
                    text = b"\n".join([piece[:end], *new])
            names.append(name)
            texts.append(text)
        values = quick.read(b"\n".join([*texts, b""]))
        if values is None or list(values) != names:
            return False
        for name, (lines, new) in lists.items():
            if not isinstance(values[name], list) or len(values[name]) != len(new):
                return False
            self._lines.update(zip(new, values[name], strict=True))
            values[name] = [self._lines[line] for line in lines]
        self._entries.update(zip(pieces, values.items(), strict=True))
        return True
