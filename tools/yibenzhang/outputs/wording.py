"""The changed words of a text, for people to see at a glance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, NamedTuple

from rapidfuzz.distance import Indel

# A number or a Latin word changes as a whole; of Chinese each character stands for itself.
_TOKEN = re.compile(r"[0-9]+(?:[.\-/][0-9]+)*|[A-Za-z_]+|\s+|.", re.DOTALL)
# What is left between two changes and shorter than this was not kept by anyone on purpose.
_SHORTEST = 2
# Up to this product of lengths words stay whole: difflib looks for the longest kept stretch first, but takes its time.
_FEW = 60_000
# The quick comparison takes the product of both lengths in bits; beyond this the whole middle counts as changed.
_MOST = 200_000_000


class Mark(StrEnum):
    """What happened to a piece of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


class Piece(NamedTuple):
    """A piece of text and what happened to it."""

    mark: Mark
    text: str


def wording(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of both texts in reading order; what was removed stands before what was added in its place.

    The kept and removed pieces make up ``old``, the kept and added ones ``new``; none is empty.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    return tuple(_joined(_smooth(list(_compared(before, after)))))


def _compared(old: list[str], new: list[str]) -> Iterator[tuple[str, str, str]]:
    """Kept, removed and added text, one after the other."""
    if len(old) * len(new) <= _FEW:
        yield from _opcodes(old, new, SequenceMatcher(None, old, new, autojunk=False).get_opcodes())
        return
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    left, right = old[start : len(old) - end], new[start : len(new) - end]
    yield "".join(old[:start]), "", ""
    if len(left) * len(right) > _MOST:
        yield "", "".join(left), "".join(right)
    else:
        yield from _opcodes(left, right, [tuple(each) for each in Indel.opcodes(left, right)])
    yield "".join(old[len(old) - end :]), "", ""


def _opcodes(old: list[str], new: list[str], steps: list[Any]) -> Iterator[tuple[str, str, str]]:
    for tag, a, b, c, d in steps:
        taken, put = "".join(old[a:b]), "".join(new[c:d])
        yield (taken, "", "") if tag == "equal" else ("", taken, put)


def _common(old: list[str], new: list[str]) -> int:
    """How many tokens both begin with."""
    for at, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return at
    return min(len(old), len(new))


def _smooth(parts: list[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    """Removed and added text by stretches (equal where kept): a lone character between two changes joins them."""
    parts = [part for part in parts if any(part)]
    taken = put = ""
    for at, (kept, removed, added) in enumerate(parts):
        between = 0 < at < len(parts) - 1 and len(kept) < _SHORTEST
        if kept and not between:
            if taken or put:
                yield taken, put
            yield kept, kept
            taken = put = ""
        else:
            taken, put = taken + kept + removed, put + kept + added
    if taken or put:
        yield taken, put


def _joined(stretches: Iterator[tuple[str, str]]) -> Iterator[Piece]:
    for taken, put in stretches:
        if taken == put:
            yield Piece(Mark.KEPT, taken)
            continue
        if taken:
            yield Piece(Mark.REMOVED, taken)
        if put:
            yield Piece(Mark.ADDED, put)
