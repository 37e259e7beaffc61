"""The words of a text that changed."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Any


def both_texts(old: Any, new: Any) -> bool:
    return isinstance(old, str) and isinstance(new, str) and min(len(old), len(new)) >= 12


def pieces(old: str, new: str) -> list[tuple[str, str]]:
    found = []
    for op, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            found.append(("", old[a:b]))
            continue
        if old[a:b]:
            found.append(("-", old[a:b]))
        if new[c:d]:
            found.append(("+", new[c:d]))
    return found
