"""The paths of field changes, as text: ``share.type``, ``items[公民身份号码].length``, ``share.methods[文件下载交换]``.

A path names a list's member by what it is, not by its number: ``[姓名]``; the second of the same name is ``[姓名#2]``, one
without a name ``[#1]``. ``items[]`` is the list's order. What would be misread stands in double quotes, escaped as in
JSON (``items["a.b"]`` needs none, ``items["a]b"]`` does), so a path always prints and always reads back.
Three roots are no fields of the document: ``department``, ``file`` and ``predecessor.`` (the catalog retired by a 移交);
a field of the document that bears such a name is quoted.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import NamedTuple

from ..lazily import pattern

DEPARTMENT, FILE, PREDECESSOR = "department", "file", "predecessor"
_RESERVED = frozenset({DEPARTMENT, FILE, PREDECESSOR})
_BARE_KEY = pattern(r'[^\[\]"#\\.]+\Z')
_BARE_NAME = pattern(r'[^\[\]"#\\]+\Z')
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_STEP = pattern(
    rf'\.?(?P<key>{_QUOTED}|[^\[\]"#\\.]+)|\[(?P<name>{_QUOTED}|[^\[\]"#\\]+)?(?:#(?P<nth>[0-9]+))?(?P<end>\])'
)


class Member(NamedTuple):
    """A member of a list: the ``nth`` (from 1) whose key is ``key``."""

    key: str
    nth: int = 1


class Order(NamedTuple):
    """The order of a list."""


Step = str | Member | Order


def key(name: str, *, root: bool = False) -> str:
    """The text of a mapping's key; ``root`` when it begins the path."""
    plain = _BARE_KEY.match(name) and name.isprintable() and name == name.strip() and not (root and name in _RESERVED)
    return name if plain else _quoted(name)


@lru_cache(maxsize=1 << 14)
def member(one: Member) -> str:
    """The text that stands in brackets for a member."""
    name, nth = one
    if not name:
        return f"#{nth}"
    plain = _BARE_NAME.match(name) and name.isprintable() and name == name.strip()
    text = name if plain else _quoted(name)
    return f"{text}#{nth}" if nth > 1 else text


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=not text.isprintable())


def parse(path: str) -> tuple[Step, ...]:
    """The steps of a path; inverse of how compare writes it.

    Raises:
        ValueError: no path of ours.
    """
    steps: list[Step] = []
    at = 0
    while at < len(path):
        match = _STEP.match(path, at)
        if match is None:
            raise ValueError(f"不是字段路径：{path[:80]}")
        name = match["key"] or match["name"] or ""
        text = json.loads(name) if name.startswith('"') else name
        if match["key"]:
            steps.append(text)
        elif not name and not match["nth"]:
            steps.append(Order())
        else:
            steps.append(Member(text, int(match["nth"] or 1)))
        at = match.end()
    return tuple(steps)


def parse_member(text: str) -> Member:
    """The member a text in brackets stands for."""
    step = parse(f"[{text}]")[0]
    return step if isinstance(step, Member) else Member("")
