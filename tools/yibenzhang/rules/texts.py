"""Looks through every text of a catalog, demand or objection at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import msgspec

from ..model.findings import Place, Pointer
from ..model.registry import Paper, Registry

P = TypeVar("P", bound=Paper)


def matches(
    registry: Registry, papers: Iterable[Paper], pattern: re.Pattern[str], hints: tuple[str, ...]
) -> Iterator[tuple[Place, str]]:
    """Places of the texts in ``papers`` that ``pattern`` finds something in, with what it found.

    Without one of ``hints`` (lower case) in it the pattern cannot match a text.
    """
    for paper in holding(registry, papers, hints):
        for pointer, found in _walk(msgspec.to_builtins(paper), (), pattern):
            yield Place(paper.path, pointer), found


def holding(registry: Registry, papers: Iterable[P], hints: tuple[str, ...]) -> Iterator[P]:
    """The papers in whose text one of ``hints`` stands: nearly none, and only their fields need be walked.

    Looking for fixed words is thirty times faster than patterns; the items many catalogs keep alike are looked through
    once.
    """
    lists: dict[int, bool] = {}
    for paper in papers:
        text, items = registry.texts[paper.path]
        key = id(items)
        if key not in lists:
            lists[key] = any(hint in items for hint in hints)
        if lists[key] or any(hint in text for hint in hints):
            yield paper


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
