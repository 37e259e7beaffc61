"""Values that have an order, from what asks least of users to what asks most."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..model.catalog import OpenType, ShareType

_SHARE = (ShareType.UNCONDITIONAL, ShareType.CONDITIONAL, ShareType.REFUSED)
_OPEN = (OpenType.UNCONDITIONAL, OpenType.CONDITIONAL, OpenType.REFUSED)
_LEVELS = (1, 2, 3, 4)
LADDERS: Mapping[str, tuple[Any, ...]] = {
    "share.type": _SHARE,
    "items[].share": _SHARE,
    "open": _OPEN,
    "open.type": _OPEN,
    "items[].open": _OPEN,
    "level": _LEVELS,
    "items[].level": _LEVELS,
    "network": ("互联网", "政务外网", "部门专网"),
    "update_cycle": ("实时", "每日", "每周", "每月", "每季度", "每半年", "每年"),
}


def rung(pattern: str, value: Any, document: Mapping[str, Any]) -> int | None:
    """The place of a value on its field's ladder; None for a value that is not on it."""
    ladder = LADDERS[pattern]
    holds = _effective(pattern, value, document)
    # True is no level, though Python takes it for 1.
    return ladder.index(holds) if holds in ladder and not isinstance(holds, bool) else None


def _effective(pattern: str, value: Any, document: Mapping[str, Any]) -> Any:
    """A value, or what holds where none is written: an item's from its catalog, and nothing is open unless it says so."""
    if pattern == "open" and isinstance(value, dict):
        value = value.get("type")
    if value is None:
        if pattern in ("open", "open.type"):
            return OpenType.REFUSED
        if pattern == "items[].level":
            return document.get("level")
        if pattern == "items[].share":
            return type_of(document, "share")
        if pattern == "items[].open":
            return type_of(document, "open") or OpenType.REFUSED
    return value


def type_of(document: Mapping[str, Any], name: str) -> Any:
    """共享类型 (``share``) or 开放类型 (``open``) of a document, as written."""
    whole = document.get(name)
    return whole.get("type") if isinstance(whole, dict) else None
