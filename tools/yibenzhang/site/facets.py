"""What the pages about the whole ledger show of each catalog, as short marks: a page whose marks are the old ones is not
made again, whatever else in the catalogs has changed.

Marks, and the pinyin of names, are found out once of each content and kept in the ledger's store. They only say whether
something has changed and what it is searched by; what is published never comes from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import blake2b
from typing import Any

import msgspec

from ..model.catalog import Catalog
from ..sources.store import Store
from .cache import program
from .views.index import Index, title

_SIZE = 8
_ENCODER = msgspec.msgpack.Encoder()


class Marks(msgspec.Struct, array_like=True, frozen=True):
    """Of a catalog's content: ``items`` of what 数据项 shows of its items, ``likeness`` of all that tells whether it is
    another one under another name (重复采集疑似)."""

    items: bytes
    likeness: bytes


_DECODER = msgspec.msgpack.Decoder(dict[str, Marks])


class Facets:
    """The marks of one ledger's catalogs, by the names of their contents in ``index.keys``."""

    def __init__(self, index: Index, store: Store | None) -> None:
        self.index = index
        self.store = store

    @cached_property
    def marks(self) -> Mapping[str, Marks]:
        """Of every catalog that has a name for its content."""
        place = b"facets" + program()
        found = _recalled(self.store, place)
        keys = self.index.keys
        wanted = {keys[each.path]: each for each in self.index.registry.catalogs if each.path in keys}
        fresh = {key: _marks(each) for key, each in wanted.items() if key not in found}
        if fresh or len(found) > 2 * len(wanted):
            found = {key: mark for key, mark in found.items() if key in wanted} | fresh
            if self.store:
                self.store.put({place: _ENCODER.encode(found)})
        return found

    def items(self) -> Iterator[str]:
        """All that 数据项 and the names the search knows are made of, in their order."""
        index, marks = self.index, self.marks
        for each in index.catalogs:
            mark = marks.get(index.keys.get(each.path, ""))
            yield f"{mark and mark.items.hex()} {each.readable} {each.status} {each.department} {title(each)} {index.addresses.of_path[each.path]}"

    def likenesses(self) -> Iterator[str]:
        """All that 重复采集疑似 is made of."""
        index, marks, registry = self.index, self.marks, self.index.registry
        for number in index.standing.scores.whole:
            yield f"{number.part} {number.whole}"
        yield from (f"{each.id} {index.addresses.of_department[each.id]}" for each in registry.departments)
        papers = [each.path for values in (registry.departments, registry.regions) for each in values]
        papers += [each.path for each in registry.base_items]
        yield from (f"{path} {index.keys.get(path)}" for path in papers)
        for each in registry.catalogs:
            mark = marks.get(index.keys.get(each.path, ""))
            yield f"{mark and mark.likeness.hex()} {each.readable} {each.path} {index.addresses.of_path[each.path]}"


def _recalled(store: Store | None, place: bytes) -> dict[str, Marks]:
    try:
        return _DECODER.decode(store.get([place])[place]) if store else {}
    except (KeyError, msgspec.DecodeError):
        return {}


def _marks(each: Catalog) -> Marks:
    items = [(item.name, item.type, item.length, item.scale) for item in each.items]
    origins = [(item.name, item.origin) for item in each.items if item.origin]
    said = (each.code, each.name, each.kind, each.status, each.base, each.lead, each.origin, each.duties, each.related)
    return Marks(_mark(items), _mark((items, origins, said, each.share.type)))


def _mark(values: Any) -> bytes:
    try:
        data = _ENCODER.encode(values)
    except UnicodeEncodeError:
        # Half a character; such a file is seldom, and its page says so.
        data = repr(values).encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=_SIZE).digest()


__all__ = ["Facets", "Marks"]
