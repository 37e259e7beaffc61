"""What must be known of the past while walking up the first-parent line, and what each approval adds to it.

Two things: which codes an open demand depends on, and what an unreadable catalog said when it was last readable. Both
are a fold of small deltas kept with every approval, so that one more commit needs no look at the whole past unless it
retires something or mends a file.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from ..sources import past
from ..sources.gitlog import Change
from ..sources.layout import CATALOGS, RESERVED
from .entries import Entry, entry, is_catalog


class Delta(msgspec.Struct, array_like=True, frozen=True):
    """What one approval changes in the state.

    ``demands``: path of a demand and the code it depends on, empty when it depends on none any more. ``broken``: path of
    a catalog that cannot be read and where it could last (path, blob), both empty when it can again or is gone.
    """

    demands: tuple[tuple[str, str], ...] = ()
    broken: tuple[tuple[str, str, str], ...] = ()


class Side(NamedTuple):
    """One catalog file on one side of a change; blob "" for what is no plain file."""

    path: str
    blob: str


class State:
    """The fold of deltas; ``earlier`` gives those before the walk, asked for only when something depends on them."""

    def __init__(self, earlier: Callable[[], Iterable[Delta]] = tuple) -> None:
        self._earlier = earlier
        self._waiting: list[Delta] = []
        self._made = False
        self._codes: dict[str, str] = {}
        self._counts: Counter[str] = Counter()
        self._broken: dict[str, Side] = {}

    def advance(self, delta: Delta) -> None:
        """Go one approval further."""
        if self._made:
            self._apply(delta)
        elif delta.demands or delta.broken:
            self._waiting.append(delta)

    def __contains__(self, code: object) -> bool:
        """Whether an open demand depends on a code."""
        self._make()
        return self._counts[str(code)] > 0

    def last(self, path: str) -> Side | None:
        """Where the catalog that cannot be read at ``path`` could last be read."""
        self._make()
        return self._broken.get(path)

    def copy(self) -> State:
        """Another one, at the same place."""
        other = State(self._earlier)
        other._waiting, other._made = list(self._waiting), self._made
        other._codes, other._counts, other._broken = dict(self._codes), self._counts.copy(), dict(self._broken)
        return other

    def _make(self) -> None:
        if not self._made:
            self._made = True
            for delta in (*self._earlier(), *self._waiting):
                self._apply(delta)

    def _apply(self, delta: Delta) -> None:
        for path, code in delta.demands:
            if before := self._codes.pop(path, ""):
                self._counts[before] -= 1
            if code:
                self._codes[path] = code
                self._counts[code] += 1
        for path, *last in delta.broken:
            self._broken.pop(path, None)
            if last[1]:
                self._broken[path] = Side(*last)


def text_of(path: bytes) -> str:
    """A path as compared: NFC, so that a file written by another system stands in the same department."""
    return unicodedata.normalize("NFC", path.decode("utf-8", "replace"))


def is_demand(path: str) -> bool:
    """Whether a path is a demand's."""
    *folders, last, name = path.removeprefix(CATALOGS).split("/") if path.count("/") > 2 else ("", "", "")
    hidden = any(part.startswith(".") for part in (*folders, name))
    return last == "demands" and name.endswith(".yml") and RESERVED.isdisjoint(folders) and not hidden


def is_plain(mode: str) -> bool:
    """Whether a mode is a file's, not a symlink's or a submodule's."""
    return mode.startswith("100")


class Step:
    """The catalogs and demands one approval touches."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self.old: list[Side] = []
        self.new: list[Side] = []
        self.demands: list[Side] = []
        for change in changes:
            path, mode = text_of(change.path), (change.old_mode, change.new_mode)
            if is_catalog(path):
                if change.old == change.new and is_plain(mode[0]) == is_plain(mode[1]):
                    continue
                if change.old:
                    self.old.append(Side(path, change.old if is_plain(mode[0]) else ""))
                if change.new:
                    self.new.append(Side(path, change.new if is_plain(mode[1]) else ""))
            elif is_demand(path):
                self.demands.append(Side(path, change.new if is_plain(mode[1]) else ""))

    def blobs(self) -> Iterator[str]:
        """Every content it needs."""
        return (side.blob for side in (*self.old, *self.new, *self.demands) if side.blob)

    def delta(self, readings: Mapping[str, bytes], state: State) -> Delta:
        """What it changes in the state before it."""
        demands = [(path, code) for path, blob in self.demands if (code := demanded(readings, blob)) is not None]
        before = {side.path: side for side in self.old}
        broken = []
        here = set()
        for side in self.new:
            here.add(side.path)
            if not _is_whole(readings, side):
                broken.append((side.path, *(self._last(side, before.get(side.path), readings, state) or ("", ""))))
            elif side.path in before and not _is_whole(readings, before[side.path]):
                broken.append((side.path, "", ""))
        gone = [side for side in self.old if side.path not in here and not _is_whole(readings, side)]
        return Delta(tuple(demands), (*((side.path, "", "") for side in gone), *broken))

    def lasts(self, readings: Mapping[str, bytes], state: State) -> dict[str, Side]:
        """For what could not be read before it: where it last could."""
        found = {side.path: state.last(side.path) for side in self.old if not _is_whole(readings, side)}
        return {path: last for path, last in found.items() if last}

    def _last(self, side: Side, before: Side | None, readings: Mapping[str, bytes], state: State) -> Side | None:
        """Where the catalog that now cannot be read could last: at its path, else under its code or as the same text."""
        if before is None:
            code = _code(readings, side)
            here = {one.path for one in self.new}
            before = next(
                (
                    one
                    for one in self.old
                    if one.path not in here and (one.blob == side.blob or (code and _code(readings, one) == code))
                ),
                None,
            )
        if before is None:
            return None
        return before if _is_whole(readings, before) else state.last(before.path)


def demanded(readings: Mapping[str, bytes], blob: str) -> str | None:
    """The code a demand depends on, empty for none; None when the file cannot be read and so says nothing new."""
    if not blob:
        return ""
    values = past.decode(readings[blob]).values
    if values is None:
        return None
    code = values.get("catalog")
    return code if isinstance(code, str) and not values.get("closed") else ""


def entries(sides: Sequence[Side], readings: Mapping[str, bytes]) -> list[Entry]:
    """The catalogs of one side, for compare."""
    return [
        entry(side.path, *past.decode(readings[side.blob])) if side.blob else entry(side.path, None) for side in sides
    ]


def _is_whole(readings: Mapping[str, bytes], side: Side) -> bool:
    return side.blob != "" and past.has_code(readings[side.blob])


def _code(readings: Mapping[str, bytes], side: Side) -> str:
    return entries([side], readings)[0].code
