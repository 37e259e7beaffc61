"""The canonical form of a document: the schema's key order, one way to indent and to quote; values and comments stay."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Mapping
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ...model.findings import Pointer
from ...sources import document, fields, quick
from . import comments, nodes
from .comments import BEFORE, Note
from .heading import EditError as EditError
from .heading import header as header

_HEADER = re.compile(r"#\s*yaml-language-server:\s*\$schema=(\S+)")

GONE = object()


class Order:
    """The order of keys at every place of a kind's documents, looked up once."""

    def __init__(self, schema: fields.Schema) -> None:
        self._root = schema
        self._known: dict[tuple[str, ...], tuple[dict[str, int], fields.Schema]] = {}

    def sort(self, node: Node, path: tuple[str, ...] = ()) -> None:
        """Sort keys as the schema lists them; those it does not know stay last, in their own order."""
        if isinstance(node, MappingNode):
            rank = self._at(path)[0]
            node.value.sort(key=lambda pair: rank.get(pair[0].value, len(rank)))
            for key, value in node.value:
                if not isinstance(value, ScalarNode):
                    self.sort(value, (*path, key.value))
        elif isinstance(node, SequenceNode):
            for value in node.value:
                self.sort(value, (*path, ""))

    def is_sorted(self, values: Any, path: tuple[str, ...] = ()) -> bool:
        """Whether the keys of values read are in that order already."""
        if isinstance(values, dict):
            rank = self._at(path)[0]
            ranks = [rank.get(key, len(rank)) for key in values]
            return ranks == sorted(ranks) and all(
                self.is_sorted(value, (*path, key)) for key, value in values.items() if isinstance(value, (dict, list))
            )
        return all(self.is_sorted(value, (*path, "")) for value in values if isinstance(value, (dict, list)))

    def schema(self, path: tuple[str, ...]) -> fields.Schema:
        """The subschema at a place; ``""`` stands for any entry of a list."""
        return self._at(path)[1]

    def rank(self, path: tuple[str, ...]) -> dict[str, int]:
        """The places of keys in that order; ``""`` stands for any entry of a list."""
        return self._at(path)[0]

    def _at(self, path: tuple[str, ...]) -> tuple[dict[str, int], fields.Schema]:
        if path not in self._known:
            if not path:
                schema = fields.resolve(self._root, self._root)
            else:
                parent = self._at(path[:-1])[1]
                extra = parent.get("additionalProperties")
                schema = (
                    fields.elements(self._root, parent)
                    if path[-1] == ""
                    else fields.properties(self._root, parent).get(path[-1])
                    or (fields.resolve(self._root, extra) if isinstance(extra, dict) else {})
                )
            rank = {name: index for index, name in enumerate(fields.properties(self._root, schema))}
            self._known[path] = rank, schema
        return self._known[path]


def canonical(text: str, order: Order, head: str = "", changes: Mapping[Pointer, Any] | None = None) -> str:
    """``text`` in its canonical form, with ``changes`` (pointer → value) made; GONE takes a field of the top level out.

    ``head`` is the document's right :func:`header`; it takes the place of one that names the same schema from another
    depth, or of none. Without it the header stays as it is.

    Raises:
        EditError: the text has traps (rule X906), or the result would not mean what was meant.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    before = document.read("", text.encode())
    if before.traps or not before.complete or not isinstance(before.values, dict):
        raise EditError("YAML 写法有误，先按 ybz check 的提示改好")
    read = nodes.compose(text)
    notes, own_head = _headless(comments.collect(text, read), head)
    node = nodes.document(read)
    wanted = copy.deepcopy(before.values)
    for pointer, value in (changes or {}).items():
        if value is GONE:
            node.value = [pair for pair in node.value if pair[0].value != pointer[0]]
            wanted.pop(pointer[0], None)
            notes = [note for note in notes if note.pointer[:1] != pointer]
        else:
            nodes.replace(node, pointer, value)
            _set(wanted, pointer, value)
    order.sort(node)
    bare = nodes.write(node)
    result = comments.put(bare, nodes.compose(bare), notes)
    if own_head:
        result = f"{own_head}\n{result}"
    if result != text:
        verify(result, wanted, notes)
    return result


def _headless(notes: list[Note], head: str) -> tuple[list[Note], str]:
    """The notes without the header, and the header the result is to have."""
    kept, found = [], ""
    for note in notes:
        match = _HEADER.match(note.text) if note.where == BEFORE and len(note.pointer) == 1 else None
        if match is None:
            kept.append(note)
        elif not found:
            found = note.text
    named, ours = _HEADER.match(found), _HEADER.match(head)
    if ours and (named is None or _same_schema(named[1], ours[1])):
        found = head
    return kept, found


def _same_schema(written: str, ours: str) -> bool:
    """Whether a header names this ledger's own schema folder, from whatever depth, and not some other place."""
    return "://" not in written and written.replace("../", "").startswith("schema/") and ours.startswith("../")


def _set(values: Any, pointer: Pointer, value: Any) -> None:
    for step in pointer[:-1]:
        values = values[step]
    values[pointer[-1]] = value


def verify(result: str, wanted: Any, notes: list[Note]) -> None:
    """Read again what was written: a writer that changed a value or lost a comment must not reach the disk."""
    if not _says(result.encode(), _exact(wanted)):
        raise EditError("改写后的内容与原来不一致，没有改动这个文件")
    if not any(note.text for note in notes):
        return
    kept = [note.text for note in comments.collect(result, nodes.compose(result)) if note.text]
    lost = [note.text for note in notes if note.text]
    for text in kept:
        if text in lost:
            lost.remove(text)
    if lost:
        raise EditError(f"改写后会丢掉注释“{lost[0]}”，没有改动这个文件")


def _says(data: bytes, wanted: str) -> bool:
    if _exact(quick.read(data)) == wanted:
        return True
    after = document.read("", data)
    return not after.traps and _exact(after.values) == wanted


def _exact(values: Any) -> str:
    """Values as text in which true is not 1; the order of keys does not count."""
    return json.dumps(values, sort_keys=True, ensure_ascii=False)
