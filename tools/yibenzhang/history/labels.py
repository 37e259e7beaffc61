"""The Chinese labels of changed fields, from the titles of the schema that comes with the tool.

Not from the ledger's own: a record of the past must not depend on what today's schema calls things.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ..sources import fields
from ..sources.layout import Kind
from ..sources.schema import default_schemas

# What the label of a list's member says already.
_SAID = {"items[].": "数据项", "resources[].": "资源", "share.basis[].": "依据", "services[].": "事项"}
_EXTRA = {"department": "提供方", "file": "文件"}
_NAMELESS = "（无名称）"


@lru_cache(maxsize=4096)
def _titles() -> Mapping[str, str]:
    root = default_schemas().by_kind[Kind.CATALOG]
    found: dict[str, str] = {}

    def collect(schema: dict[str, Any], prefix: str) -> None:
        for name, child in fields.properties(root, schema).items():
            found[prefix + name] = str(child.get("title") or name)
            collect(child, f"{prefix}{name}.")
            collect(fields.elements(root, child), f"{prefix}{name}[].")

    collect(root, "")
    return found


@lru_cache(maxsize=4096)
def places(pattern: str) -> Mapping[str, int]:
    """Key → place among its siblings in the schema, for the mapping at a pattern (empty: the document)."""
    start = f"{pattern}." if pattern else ""
    known = [name.removeprefix(start) for name in _titles() if name.startswith(start)]
    return {name: at for at, name in enumerate(name for name in known if not set(name) & set(".["))}


@lru_cache(maxsize=4096)
def leaf(pattern: str, name: str) -> str:
    """The label of a field within its list member (``items[].length`` → ``长度``); the key itself when unknown."""
    title = _titles().get(pattern, name)
    for start, said in _SAID.items():
        if pattern.startswith(start) and title != said:
            return title.removeprefix(said)
    return title


def member(label: str, key: str, nth: int = 1) -> str:
    """The label of a list's member: ``数据项“姓名”``, ``共享方式“文件下载交换”``."""
    again = f"（第{nth}个）" if nth > 1 else ""
    return f"{label}“{key}”{again}" if key else f"{label}{_NAMELESS}{again}"


def catalog(name: str) -> str:
    """The label of what is said of a catalog as a whole: ``department`` → 提供方, ``file`` → 文件."""
    return _EXTRA[name]
