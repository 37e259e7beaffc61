"""When the changed words of a text are worth marking: it is long enough that a reader would have to look for them."""

from __future__ import annotations

from typing import Any

from ..wording import Mark, wording

_SHORT, _LONG = 12, 4000
_SIGNS = {Mark.KEPT: "", Mark.REMOVED: "-", Mark.ADDED: "+"}
Pieces = list[tuple[str, str]]


def pieces(old: Any, new: Any) -> Pieces:
    """The pieces of both texts in order: ``("", kept)``, ``("-", taken out)``, ``("+", put in)``.

    Empty where the two are better read side by side: no sentences, codes and other ASCII, or next to nothing in common.
    """
    if not (isinstance(old, str) and isinstance(new, str)) or old.isascii() or new.isascii():
        return []
    if not all(_SHORT <= len(text) <= _LONG for text in (old, new)):
        return []
    found = [(_SIGNS[piece.mark], piece.text) for piece in wording(old, new)]
    kept = sum(len(text) for sign, text in found if not sign)
    return found if kept * 3 >= max(len(old), len(new)) else []


__all__ = ["Pieces", "pieces"]
