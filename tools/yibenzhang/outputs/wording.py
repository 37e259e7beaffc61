"""The changed words of a text, for people to see at a glance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ..lazily import module, pattern

if TYPE_CHECKING:
    from rapidfuzz.distance import Indel
else:
    Indel = module("rapidfuzz.distance.Indel")

# A number or a Latin word changes as a whole; of Chinese each character stands for itself.
_TOKEN = pattern(r"[0-9]+(?:[.\-/][0-9]+)*|[A-Za-z_]+|\s+|.", re.DOTALL)
# What is left between two changes and shorter than this was not kept by anyone on purpose.
_SHORTEST = 2
# The comparison takes the product of both lengths in bits; beyond this the whole middle counts as changed.
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


def _compared(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """Stretches of both texts, equal where kept; kept and changed ones take turns."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    left, right = old[start : len(old) - end], new[start : len(new) - end]
    yield "".join(old[:start]), "".join(old[:start])
    if len(left) * len(right) > _MOST:
        yield "".join(left), "".join(right)
    else:
        steps = ((step.tag == "equal", step) for step in Indel.opcodes(left, right))
        for _, some in groupby(steps, key=lambda pair: pair[0]):
            run = [step for _, step in some]
            first, last = run[0], run[-1]
            yield "".join(left[first.src_start : last.src_end]), "".join(right[first.dest_start : last.dest_end])
    yield "".join(old[len(old) - end :]), "".join(old[len(old) - end :])


def _common(old: list[str], new: list[str]) -> int:
    """How many tokens both begin with."""
    for at, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return at
    return min(len(old), len(new))


def _smooth(stretches: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The same with fewer stretches: what stays alone in the middle of rewritten words is rewritten with them."""
    stretches = [stretch for stretch in stretches if any(stretch)]
    taken = put = ""
    for at, (old, new) in enumerate(stretches):
        if old != new:
            taken, put = taken + old, put + new
            continue
        after = stretches[at + 1] if at + 1 < len(stretches) else ("", "")
        rewritten = (taken or after[0]) and (put or after[1])
        if len(old) < _SHORTEST and (taken or put) and any(after) and rewritten:
            taken, put = taken + old, put + new
            continue
        if taken or put:
            yield taken, put
        yield old, new
        taken = put = ""
    if taken or put:
        yield taken, put


def _joined(stretches: Iterable[tuple[str, str]]) -> Iterator[Piece]:
    for taken, put in stretches:
        if taken == put:
            yield Piece(Mark.KEPT, taken)
            continue
        if taken:
            yield Piece(Mark.REMOVED, taken)
        if put:
            yield Piece(Mark.ADDED, put)
