"""The differences of two values, leaf by leaf; mappings and lists that came or went are one difference each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from ..model.change import Kind
from . import labels, members, paths

_encode = msgspec.msgpack.encode


class Difference(NamedTuple):
    """``path`` for people and apply, ``pattern`` (``items[].length``) for tables, ``label`` in Chinese."""

    path: str
    pattern: str
    label: str
    kind: Kind
    old: Any
    new: Any


class Spot(NamedTuple):
    """Where a value stands: path, pattern, the label of the list member it is in, and its own label."""

    path: str
    pattern: str
    owner: str
    label: str


def same(old: Any, new: Any) -> bool:
    """Whether two values were written as the same: ``true`` is not ``1``, though Python says so; key order is nothing."""
    if old is new:
        return True
    if old != new:
        return False
    if type(old) is str:
        return True
    try:
        if _encode(old) == _encode(new):
            return True
    except (UnicodeEncodeError, OverflowError, TypeError):
        pass
    return _deeply(old, new)


def _deeply(old: Any, new: Any) -> bool:
    if isinstance(old, dict) and isinstance(new, dict):
        return old.keys() == new.keys() and all(same(value, new[name]) for name, value in old.items())
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(same, old, new))
    return type(old) is type(new) and bool(old == new)


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """The differences of two documents, in the order of the schema's fields."""
    return _mappings(Spot("", "", "", ""), old, new)


def top(values: Mapping[str, Any], kind: Kind) -> Iterator[Difference]:
    """A document that came or went: one difference for each key."""
    for name in ordered("", values):
        spot = field_spot(Spot("", "", "", ""), name)
        old, new = (None, values[name]) if kind is Kind.ADDED else (values[name], None)
        yield Difference(spot.path, spot.pattern, spot.label, kind, old, new)


def ordered(pattern: str, names: Iterable[str]) -> tuple[str, ...]:
    """The keys of the mapping at a pattern, in the order of the schema; unknown ones last."""
    keys = tuple(names)
    # Of other types some are equal to each other and written otherwise: 1 and true.
    return _ordered(pattern, keys) if {*map(type, keys)} <= {str} else _sorted(pattern, keys)


@lru_cache(maxsize=4096)
def _ordered(pattern: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return _sorted(pattern, names)


def _sorted(pattern: str, names: tuple[str, ...]) -> tuple[str, ...]:
    places = labels.places(pattern)
    last = len(places)
    return tuple(sorted(names, key=lambda name: (places.get(name, last), str(name))))


def field_spot(spot: Spot, name: str) -> Spot:
    """The spot of a mapping's key."""
    if not spot.path:
        return _root(name)
    pattern = members.child(spot.pattern, name)
    if pattern.endswith(".*"):
        return Spot(f"{spot.path}.{paths.key(name)}", pattern, spot.owner, labels.member(spot.label, name))
    return Spot(f"{spot.path}.{paths.key(name)}", pattern, spot.owner, spot.owner + labels.leaf(pattern, name))


@lru_cache(maxsize=4096)
def _root(name: str) -> Spot:
    return Spot(paths.key(name, root=True), name, "", labels.leaf(name, name))


def _values(spot: Spot, old: Any, new: Any) -> Iterator[Difference]:
    if same(old, new):
        return
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _mappings(spot, old, new)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _lists(spot, old, new)
    else:
        yield Difference(spot.path, spot.pattern, spot.label, _change(spot.pattern), old, new)


def _change(pattern: str) -> Kind:
    return Kind.RENAMED if pattern in ("name", "items[].name") else Kind.CHANGED


def _mappings(spot: Spot, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    for name in ordered(spot.pattern, old.keys() | new.keys()):
        if name in old and name in new and same(old[name], new[name]):
            continue
        inner = field_spot(spot, name)
        if name not in new:
            yield Difference(inner.path, inner.pattern, inner.label, Kind.REMOVED, old[name], None)
        elif name not in old:
            yield Difference(inner.path, inner.pattern, inner.label, Kind.ADDED, None, new[name])
        else:
            yield from _values(inner, old[name], new[name])


def _lists(spot: Spot, old: list[Any], new: list[Any]) -> Iterator[Difference]:
    matching = members.match(spot.pattern, old, new)
    for left, right in matching.pairs:
        if not same(old[left], new[right]):
            yield from _values(member_spot(spot, matching.old[left]), old[left], new[right])
    for at in matching.removed:
        inner = member_spot(spot, matching.old[at])
        yield Difference(inner.path, inner.pattern, inner.label, Kind.REMOVED, old[at], None)
    for at in matching.added:
        inner = member_spot(spot, matching.new[at])
        yield Difference(inner.path, inner.pattern, inner.label, Kind.ADDED, None, new[at])
    if not matching.keeps_order:
        # A member that was renamed stands under its old name on the old side, under its new one on the new.
        before, after = ([paths.member(one) for one in some] for some in (matching.old, matching.new))
        pattern = f"{spot.pattern}[]{'#' if matching.is_reordered else '+'}"
        yield Difference(f"{spot.path}[]", pattern, f"{spot.label}顺序", Kind.CHANGED, before, after)


def member_spot(spot: Spot, one: paths.Member) -> Spot:
    """The spot of a list's member."""
    label = labels.member(spot.label, one.key, one.nth)
    return Spot(f"{spot.path}[{paths.member(one)}]", f"{spot.pattern}[]", label, label)
