"""Looks through every text of a catalog, demand or objection at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import msgspec

from ..model.findings import Pointer
from ..model.registry import Paper, Registry


def matches(
    registry: Registry, paper: Paper, pattern: re.Pattern[str], hints: tuple[bytes, ...]
) -> Iterator[tuple[Pointer, str]]:
    """Pointers of the texts in ``paper`` that ``pattern`` finds something in, with what it found.

    Nearly all hold nothing to find. So only where one of ``hints`` (lower case; without one of them the pattern cannot
    match) stands in the registry's text of the paper are the fields walked: looking for fixed words is thirty times
    faster than the patterns.
    """
    text, items = registry.texts[paper.path]
    if any(hint in text for hint in hints) or _has(items, hints):
        yield from _walk(msgspec.to_builtins(paper), (), pattern)


@lru_cache(maxsize=1 << 10)
def _has(items: bytes, hints: tuple[bytes, ...]) -> bool:
    return any(hint in items for hint in hints)


def _walk(node: Any, pointer: Pointer, pattern: re.Pattern[str]) -> Iterator[tuple[Pointer, str]]:
    if isinstance(node, str):
        found = pattern.search(node)
        if found and pointer not in (("path",), ("department",)):
            yield pointer, found[0]
    elif isinstance(node, dict):
        for key, child in node.items():
            yield from _walk(child, (*pointer, key), pattern)
    elif isinstance(node, (list, tuple)):
        for index, child in enumerate(node):
            yield from _walk(child, (*pointer, index), pattern)
