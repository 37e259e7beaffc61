"""One thing a reviewer has to look at."""

from __future__ import annotations

from typing import NamedTuple

Quotes = tuple[tuple[str, str], ...]


class Task(NamedTuple):
    """One thing to look at.

    ``kind`` is what it is about, the same word for every catalog; ``code`` and ``name`` are the catalog's. ``text``:
    the question. ``quotes``: labels with what is written, for the reviewer to hold against each other.
    """

    kind: str
    code: str
    name: str
    text: str
    quotes: Quotes = ()


__all__ = ["Quotes", "Task"]
