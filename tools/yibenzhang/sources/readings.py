"""Reads the documents nothing is wrong with: from the store, else quickly, on every processor where that pays."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from msgspec import structs

from ..model.catalog import Catalog, Item
from ..model.demand import Demand, Objection
from ..model.department import Department, Region
from ..model.registry import BaseItems, Library, sketch
from ..model.settings import Settings
from . import bulk, extended, workers
from .layout import Kind
from .schema import Schemas, default_schemas

if TYPE_CHECKING:
    from .ledger import Ledger

_HEAD = 4
_MOST_LISTS = 1 << 13
"""So many lists of items are kept to be found again; then all are forgotten, which bounds the memory."""
FEW = 1500
"""Below so many documents a second process costs more than it saves."""

TYPES: Mapping[Kind, Any] = {
    Kind.REGISTRY: Settings,
    Kind.LIBRARIES: tuple[Library, ...],
    Kind.BASE_ITEMS: BaseItems,
    Kind.REGION: Region,
    Kind.DEPARTMENT: Department,
    Kind.CATALOG: Catalog,
    Kind.DEMAND: Demand,
    Kind.OBJECTION: Objection,
}
# The field that says which department or region a value belongs to.
OWNERS: Mapping[Kind, str] = {
    Kind.REGION: "id",
    Kind.DEPARTMENT: "id",
    Kind.CATALOG: "department",
    Kind.DEMAND: "department",
    Kind.OBJECTION: "department",
}
_NOWHERE: Mapping[Kind, dict[str, str]] = {
    kind: {"path": "", **({OWNERS[kind]: ""} if kind in OWNERS else {})} for kind in Kind
}
_ENCODER = msgspec.msgpack.Encoder()
Packed = tuple[bytes, bytes]
"""The items of a catalog, encoded, and the rest of it; nothing and the whole of another document.

Apart, because many catalogs keep the same items: between processes those travel once.
"""


class Models(NamedTuple):
    """What the documents of a ledger are turned into, and what reads it back from the store."""

    types: Mapping[Kind, Any]
    decoders: Mapping[Kind, Any]
    items: Any

    @classmethod
    def of(cls, schemas: Schemas) -> Models:
        """Those of a ledger's schemas, with the fields they add to the model."""
        if schemas.by_kind == default_schemas().by_kind:
            return _models()
        return cls._made(extended.types(TYPES, schemas.by_kind))

    @classmethod
    def _made(cls, types: Mapping[Kind, Any]) -> Models:
        decoders = {kind: msgspec.msgpack.Decoder(made) for kind, made in types.items()}
        items = next(field.type for field in structs.fields(types[Kind.CATALOG]) if field.name == "items")
        return cls(types, decoders, msgspec.msgpack.Decoder(items))


@cache
def _models() -> Models:
    """Those of the schemas that come with the tool."""
    return Models._made(TYPES)


def convert(kind: Kind, values: dict[str, Any], types: Mapping[Kind, Any] = TYPES) -> Any:
    """The value a valid document stands for, without its path and owner.

    Raises:
        msgspec.ValidationError: the model does not know what the schema accepted.
    """
    if kind is Kind.LIBRARIES:
        return msgspec.convert(values.get("libraries", []), types[kind])
    return msgspec.convert({**values, **_NOWHERE[kind]}, types[kind])


class Readings:
    """The documents of one ledger that are whole."""

    def __init__(self, ledger: Ledger, like: Ledger | None = None) -> None:
        self.ledger = ledger
        self.models = Models.of(ledger.schemas)
        self.shared = _same(ledger, like) if like else {}
        self.unread: list[str] = []
        self.own: dict[str, Any] = {}
        known = like.registry.sketches if like else {}
        self._lists: dict[bytes, tuple[tuple[Item, ...], str]] = {}
        self.sketches = {path: known[path] for path in self.shared if path in known}

    def values(self) -> dict[str, Any]:
        """Values by path, without path and owner; documents in any doubt are left out."""
        ledger = self.ledger
        keys = [key for path, key in ledger.keys.items() if path not in self.shared]
        known = ledger.store.get(keys) if ledger.store else {}
        found: dict[str, Any] = dict(self.shared)
        for path, kind in ledger.kinds.items():
            if path in found:
                continue
            data = known.get(ledger.keys[path], b"")
            end = _HEAD + int.from_bytes(data[:_HEAD])
            try:
                found[path] = self._unpacked(path, kind, (data[_HEAD:end], data[end:]))
            except msgspec.DecodeError:
                self.unread.append(path)
        ledger.tree.load(self.unread)
        parts = workers.processes(len(self.unread), FEW)
        fresh = {path: packed for part in workers.share(self._read, parts) for path, packed in part.items()}
        for path, packed in fresh.items():
            found[path] = self._unpacked(path, ledger.kinds[path], packed, self.own.get(path))
        if ledger.store:
            rows = {path: len(head).to_bytes(_HEAD) + head + rest for path, (head, rest) in fresh.items()}
            ledger.store.put({ledger.keys[path]: row for path, row in rows.items()})
        return found

    def _unpacked(self, path: str, kind: Kind, data: Packed, own: Any = None) -> Any:
        """The value that was packed, unless this process has it as ``own``; its sketch is noted.

        Raises:
            msgspec.DecodeError: the data is damaged, or not there.
        """
        head, rest = data
        value = self.models.decoders[kind].decode(rest) if own is None else own
        if kind is Kind.CATALOG:
            if head not in self._lists:
                items = self.models.items.decode(head)
                self._lists[head] = items, sketch(items)
            items, self.sketches[path] = self._lists[head]
            structs.force_setattr(value, "items", items)
        return value

    def _read(self, part: int, parts: int) -> dict[str, Packed]:
        """Every ``parts``-th unread document that is whole, encoded."""
        ledger, found = self.ledger, {}
        reader, packer = bulk.Reader(), _Packer(self.models.types)
        for path in self.unread[part::parts]:
            kind = ledger.kinds[path]
            values = reader.read(ledger.tree.files[path])
            if values is not None and ledger.schemas.accepts(kind, values):
                try:
                    value, found[path] = packer.packed(kind, values)
                except msgspec.ValidationError:
                    continue
                if part == 0:
                    # Read by this process, so there is no need to decode it again.
                    self.own[path] = value
        return found


class _Packer:
    """Makes values of documents; the items many catalogs keep alike are made once."""

    def __init__(self, types: Mapping[Kind, Any]) -> None:
        self._types = types
        self._lists: dict[int, tuple[Any, tuple[Item, ...], bytes]] = {}

    def packed(self, kind: Kind, values: dict[str, Any]) -> tuple[Any, Packed]:
        """The value a valid document stands for, and as it is kept.

        Raises:
            msgspec.ValidationError: the model does not know what the schema accepted.
        """
        if kind is not Kind.CATALOG:
            value = convert(kind, values, self._types)
            return value, (b"", _ENCODER.encode(value))
        raw = values.get("items")
        # The list itself is kept along, so that no other takes its id.
        _, items, head = self._lists.get(id(raw)) or self._made(raw, values)
        value = convert(kind, {**values, "items": ()}, self._types)
        rest = _ENCODER.encode(value)
        structs.force_setattr(value, "items", items)
        return value, (head, rest)

    def _made(self, raw: Any, values: dict[str, Any]) -> tuple[Any, tuple[Item, ...], bytes]:
        items = convert(Kind.CATALOG, values, self._types).items
        head = _ENCODER.encode(items)
        made = raw, items, head
        if len(self._lists) > _MOST_LISTS:
            self._lists.clear()
        self._lists[id(raw)] = made
        return made


def _same(ledger: Ledger, like: Ledger) -> dict[str, Any]:
    """The whole documents another ledger has under the same path and key: their values, which nobody changes."""
    registry = like.registry
    papers = (registry.departments, registry.catalogs, registry.demands, registry.objections)
    return {
        value.path: value
        for values in papers
        for value in values
        if value.readable and value.path in ledger.keys and ledger.keys[value.path] == like.keys[value.path]
    }
