"""A new document as text, many times as fast as the emitter and to the byte what it writes (see :mod:`.nodes`).

Most texts of a catalog need no quotes; that is told by a pattern narrower than YAML's rules. Any other text the
emitter itself writes, once; a document with anything else in it is left to the emitter as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ruamel.yaml.nodes import MappingNode

from . import nodes
from .form import Order

_MAP = "tag:yaml.org,2002:map"
_LONGEST_KEY = 60
_KEY = re.compile(r"[A-Za-z_\u4e00-\u9fa5][A-Za-z0-9_\u4e00-\u9fa5]*\Z")
# Texts that are plain in brackets and out of them. Digits alone, true and the like are not: see nodes._ALIKE.
_WORD = r"[A-Za-z0-9_\-/.+=()%@;·，。、；：？！（）《》〈〉【】“”‘’\u4e00-\u9fa5]"
_PLAIN = re.compile(rf"[A-Za-z_（《“\u4e00-\u9fa5]{_WORD}*(?: {_WORD}+)*\Z")


class _UnsureError(Exception):
    """Something here is the emitter's to write."""


def text(values: Mapping[str, Any], order: Order) -> str | None:
    """One field a line, tables one entry a line, keys as the schema has them; None where that is not beyond doubt."""
    if not values:
        return None
    lines: list[str] = []
    try:
        for key, value in _sorted(values, order, ()):
            _key(key)
            if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
                lines.append(f"{key}:")
                lines += [f"  - {_flow(one, order, (key, ''))}" for one in value]
            elif isinstance(value, str):
                lines.append(f"{key}: {_scalar(value, False)}")
            else:
                lines.append(f"{key}: {_flow(value, order, (key,))}")
    except _UnsureError:
        return None
    return "\n".join(lines) + "\n"


def _sorted(values: Mapping[str, Any], order: Order, path: tuple[str, ...]) -> list[tuple[str, Any]]:
    rank = order.rank(path)
    return sorted(values.items(), key=lambda pair: rank.get(pair[0], len(rank)))


def _flow(value: Any, order: Order, path: tuple[str, ...]) -> str:
    """A value on one line, lists and mappings in brackets."""
    if isinstance(value, str):
        return _scalar(value, True)
    if isinstance(value, dict):
        inner = ", ".join(f"{_key(key)}: {_flow(one, order, (*path, key))}" for key, one in _sorted(value, order, path))
        return f"{{{inner}}}"
    if isinstance(value, list):
        return f"[{', '.join(_flow(one, order, (*path, '')) for one in value)}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    raise _UnsureError


def _key(key: Any) -> str:
    if not isinstance(key, str) or len(key) > _LONGEST_KEY or not _KEY.match(key) or nodes.is_alike(key):
        raise _UnsureError
    return key


def _scalar(value: str, flow: bool) -> str:
    if _PLAIN.match(value) and not nodes.is_alike(value):
        return value
    return _asked(value, flow)


@lru_cache(maxsize=4096)
def _asked(value: str, flow: bool) -> str:
    """A text as the emitter writes it."""
    made = nodes.make([value] if flow else value)
    written = nodes.write(MappingNode(_MAP, [(nodes.make("k"), made)]))
    return written[4:-2] if flow else written[3:-1]


__all__ = ["text"]
