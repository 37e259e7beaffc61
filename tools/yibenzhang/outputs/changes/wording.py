"""The words of a text that changed, for texts long enough that a reader would have to look for them."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Any

_SHORT, _LONG = 12, 2000
_LEAST = 2
"""Fewer characters in common between two changes are chance, not the same words."""
_ALIKE = 0.4


def both_texts(old: Any, new: Any) -> bool:
    """Whether the changed words of two values are worth marking: both are sentences, and much is the same."""
    if not (isinstance(old, str) and isinstance(new, str)):
        return False
    if old.isascii() or new.isascii() or not all(_SHORT <= len(text) <= _LONG for text in (old, new)):
        return False
    return SequenceMatcher(None, old, new, autojunk=False).quick_ratio() >= _ALIKE


def pieces(old: str, new: str) -> list[tuple[str, str]]:
    """The pieces of both texts in order: ``("", kept)``, ``("-", taken out)``, ``("+", put in)``."""
    found: list[list[str]] = []
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for place, (op, a, b, c, d) in enumerate(codes):
        chance = op == "equal" and b - a < _LEAST and 0 < place < len(codes) - 1
        if op == "equal" and not chance:
            found.append([old[a:b], ""])
        elif found and found[-1][0] == "\0":
            found[-1][1] += old[a:b]
            found[-1][2] += new[c:d]
        else:
            found.append(["\0", old[a:b], new[c:d]])
    made: list[tuple[str, str]] = []
    for piece in found:
        if piece[0] == "\0":
            made += [(mark, text) for mark, text in zip("-+", piece[1:], strict=True) if text]
        else:
            made.append(("", piece[0]))
    return made


__all__ = ["both_texts", "pieces"]
