"""A document changed from one set of values to another: what is the same keeps its place, comments and brackets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from ...model.findings import Pointer
from ...sources import document
from . import comments, nodes, swift
from .comments import Note
from .form import EditError, Order, verify

_NAMES = ("name", "id", "title", "code")
_GONE: Pointer = ("",)


def amend(text: str, wanted: dict[str, Any], order: Order) -> str:
    """``text`` saying ``wanted``; keys stay where they are, new ones come where the schema has them.

    Raises:
        EditError: the text has traps (rule X906), or the result would not mean what was meant.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    before = document.read("", text.encode())
    if before.traps or not before.complete or not isinstance(before.values, dict):
        raise EditError("YAML 写法有误，先按 ybz check 的提示改好")
    if _same(before.values, wanted):
        return text
    if (quickly := _lines(text, before.values, wanted)) is not None:
        return quickly
    read = nodes.compose(text)
    node = nodes.document(read)
    moved: dict[Pointer, Pointer] = {}
    _mapping(_At(order, moved), node, before.values, wanted, (), ())
    notes = list(_carried(comments.collect(text, read), moved))
    bare = nodes.write(node)
    result = comments.put(bare, nodes.compose(bare), notes)
    verify(result, wanted, notes)
    return result


def _lines(text: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> str | None:
    """Only the lines that say something else are written anew; None where that is not beyond doubt.

    Ten times faster than the whole document, and the rest of it stays as it is to the byte.
    """
    changed = [key for key in new if key not in old or not _same(old[key], new[key])]
    if old.keys() != new.keys() or not all(isinstance(old[key], str) and isinstance(new[key], str) for key in changed):
        return None
    lines = text.split("\n")
    for key in changed:
        places = [number for number, line in enumerate(lines) if line.startswith(f"{key}:")]
        if len(places) != 1 or "#" in lines[places[0]] or "\n" in new[key]:
            return None
        node = MappingNode("tag:yaml.org,2002:map", [(nodes.make(key), nodes.make(new[key]))])
        lines[places[0]] = nodes.write(node).rstrip("\n")
    result = "\n".join(lines)
    after = document.read("", result.encode())
    return result if not after.traps and after.complete and _same(after.values, dict(new)) else None


def fresh(values: Mapping[str, Any], order: Order, head: str) -> str:
    """The text of a new document, canonical: one field a line, tables one entry a line.

    Raises:
        EditError: the values cannot be written so that they are read the same.
    """
    result = (f"{head}\n" if head else "") + (swift.text(values, order) or _slowly(values, order))
    verify(result, dict(values), [])
    return result


def _slowly(values: Mapping[str, Any], order: Order) -> str:
    node = MappingNode("tag:yaml.org,2002:map", [(nodes.make(key), _made(value)) for key, value in values.items()])
    order.sort(node)
    return nodes.write(node)


class _At:
    """What the steps share: the order of keys, and where list entries and keys have gone."""

    def __init__(self, order: Order, moved: dict[Pointer, Pointer]) -> None:
        self.order, self.moved = order, moved


def _same(old: Any, new: Any) -> bool:
    if type(old) is not type(new):
        return False
    if isinstance(old, dict):
        return old.keys() == new.keys() and all(_same(old[key], new[key]) for key in old)
    if isinstance(old, list):
        return len(old) == len(new) and all(map(_same, old, new))
    return bool(old == new)


def _made(value: Any) -> Node:
    """A value as a node: a list of mappings one a line, anything else on one line."""
    node = nodes.make(value)
    if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        node.flow_style = False  # type: ignore[attr-defined]
    return node


def _mapping(
    at: _At, node: MappingNode, old: Mapping[str, Any], new: Mapping[str, Any], here: Pointer, there: Pointer
) -> None:
    kept = []
    for key, value in node.value:
        name = key.value
        if name not in new:
            at.moved[(*here, name)] = _GONE
        else:
            made = _value(at, value, old.get(name), new[name], (*here, name), (*there, name))
            kept.append((key, made))
    node.value = kept
    rank = at.order.rank(tuple(step if isinstance(step, str) else "" for step in there))
    known = {key.value for key, _ in kept}
    for name, value in new.items():
        if name not in known:
            own = rank.get(name, len(rank))
            place = next(
                (i for i, (key, _) in enumerate(node.value) if rank.get(key.value, len(rank)) > own), len(node.value)
            )
            made = nodes.make(value) if node.flow_style or there else _made(value)
            node.value.insert(place, (nodes.make(name), made))


def _value(at: _At, node: Node, old: Any, new: Any, here: Pointer, there: Pointer) -> Node:
    if _same(old, new):
        if here != there:
            at.moved[here] = there
        return node
    if isinstance(node, MappingNode) and isinstance(old, dict) and isinstance(new, dict) and new:
        _mapping(at, node, old, new, here, there)
        return node
    if isinstance(node, SequenceNode) and isinstance(old, list) and isinstance(new, list) and new:
        _sequence(at, node, old, new, here, there)
        return node
    made = _made(new) if not there[1:] else nodes.make(new)
    if isinstance(new, str) and getattr(node, "style", None) == nodes.LITERAL:
        made.style = nodes.LITERAL  # type: ignore[attr-defined]
    at.moved.update({} if isinstance(old, str | int | bool | None) else {here: _GONE})
    return made


def _sequence(at: _At, node: SequenceNode, old: list[Any], new: list[Any], here: Pointer, there: Pointer) -> None:
    partner = _partners(old, new)
    entries: list[Node] = []
    for number, value in enumerate(new):
        index = partner.get(number)
        if index is None:
            entries.append(nodes.make(value))
        else:
            if index != number or here != there:
                at.moved[(*here, index)] = (*there, number)
            entries.append(_value(at, node.value[index], old[index], value, (*here, index), (*there, number)))
    for index in set(range(len(old))) - set(partner.values()):
        at.moved[(*here, index)] = _GONE
    node.value = entries


def _partners(old: list[Any], new: list[Any]) -> dict[int, int]:
    """New entry → old entry: by name, or equal, first with first; then in order."""
    free: dict[str, list[int]] = {}
    for index, entry in enumerate(old):
        free.setdefault(_ident(entry), []).append(index)
    found: dict[int, int] = {}
    for number, entry in enumerate(new):
        if known := free.get(_ident(entry)):
            found[number] = known.pop(0)
    taken = set(found.values())
    left = [index for index in range(len(old)) if index not in taken]
    if len(new) - len(found) == len(left):
        found |= dict(zip((number for number in range(len(new)) if number not in found), left, strict=True))
    return found


def _ident(entry: Any) -> str:
    if isinstance(entry, dict):
        return next((f"{name}:{entry[name]}" for name in _NAMES if name in entry), "")
    return repr(entry)


def _carried(notes: list[Note], moved: Mapping[Pointer, Pointer]) -> Iterator[Note]:
    """Each comment with the field it speaks of; that of a field that is gone goes with it."""
    for note in notes:
        for end in range(len(note.pointer), 0, -1):
            target = moved.get(note.pointer[:end])
            if target == _GONE and end == len(note.pointer):
                break
            if target == _GONE:
                break
            if target is not None:
                yield note._replace(pointer=(*target, *note.pointer[end:]))
                break
        else:
            yield note


__all__ = ["amend", "fresh"]
