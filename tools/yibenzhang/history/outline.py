"""Approvals without what no page shows: all that stands in a catalog which came or went as a whole.

A ledger of ten thousand catalogs was once taken in as a whole; told field by field that is a hundred megabytes.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import msgspec
from msgspec.structs import replace

from ..model.change import WHOLE, CatalogChange, FieldChange, Revision

_KEPT = frozenset({"code", "department", "share", "items", "resources", "status"})
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Revision)


def outline(revision: Revision) -> Revision:
    """The revision; of catalogs that came or went only a few fields, of 共享 its type, of a list its length."""
    return replace(
        revision, changes=tuple(each if each.kind not in WHOLE else _change(each) for each in revision.changes)
    )


def packed(revision: Revision) -> bytes:
    """An outline as it is kept."""
    return _ENCODER.encode(revision)


def unpacked(data: bytes) -> Revision:
    """The outline that was kept.

    Raises:
        msgspec.DecodeError: it is none.
    """
    return _DECODER.decode(data)


def _change(change: CatalogChange) -> CatalogChange:
    return replace(change, fields=tuple(_field(each) for each in change.fields if each.path in _KEPT))


def _field(change: FieldChange) -> FieldChange:
    return replace(change, old=_reduced(change.old), new=_reduced(change.new))


def _reduced(value: Any) -> Any:
    if isinstance(value, dict):
        return {"type": value.get("type")}
    return _blank(len(value)) if isinstance(value, list) else value


@lru_cache
def _blank(length: int) -> list[None]:
    return [None] * length


__all__ = ["outline", "packed", "unpacked"]
