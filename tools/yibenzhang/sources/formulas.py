"""What a spreadsheet takes for a formula when it opens a CSV file."""

from __future__ import annotations

GUARD = "'"
ACTIVE = tuple("=+-@＝＋－＠\t\r\n'")
"""What such a text begins with, blanks aside; and the guard itself, so that taking one off is always right."""


def is_active(text: str) -> bool:
    """Whether a text in a CSV file of ours has a :data:`GUARD` in front."""
    return text.lstrip(" \u3000").startswith(ACTIVE)


def freed(text: str, ours: bool) -> str:
    """A cell without the guard. In a file that may not be ours, an apostrophe before another one is left alone."""
    rest = text.removeprefix(GUARD)
    if rest is text or not is_active(rest) or (not ours and rest.startswith(GUARD)):
        return text
    return rest


__all__ = ["ACTIVE", "GUARD", "freed", "is_active"]
