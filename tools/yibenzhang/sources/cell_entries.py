"""The entries of a list, and mappings, in one line of a cell: a law, a service, an item to be added, a party, a column.

Which form a schema has is told by its properties; one with other properties has none, and is written as JSON.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from typing import Any

from ..lazily import pattern
from .fields import Schema

_LAW = pattern(r"《(?P<title>.+)》(?P<where>[^》]*?)(?:[（(](?P<rank>[^（()）]+)[）)])?\Z", re.DOTALL)
_BARE = pattern(r"(?P<title>[^第（(]+)(?P<where>第.*?)?(?:[（(](?P<rank>[^（()）]+)[）)])?\Z", re.DOTALL)
_ARTICLE = pattern(r"第[零〇一二三四五六七八九十百千0-9]+[条章款项]")
_NAMED = pattern(r"(?P<name>.+?)(?:[（(](?P<code>[0-9A-Za-z][0-9A-Za-z._/-]*)[）)])?\Z", re.DOTALL)
_NEW = pattern(r"(?P<name>.+?)\s*[（(]新增[）)]\Z", re.DOTALL)
_PAIR = pattern(r"(?P<key>[^=＝→]+?)\s*[=＝→]\s*(?P<value>.+)\Z", re.DOTALL)


class Form(Enum):
    """A form, and how a clerk writes it."""

    LAW = "一行一条，写成 《法律名称》文号 条款号（效力级别），例：《中华人民共和国民法典》第一千一百一十条（法律）"
    NAMED = "一行一个，写成 事项名称（编码），没有编码的只写名称，例：最低生活保障对象认定"
    NEW = "写数据项名称；目录里没有、希望新增的在后面加（新增），例：迁入日期（新增）"
    PARTY = "本账内的写部门编号；账外的写成 类别：名称，例：省级部门：省公安厅"
    MAP = "一行一对，写成 数据项名称=库表列名，例：公民身份号码=id_card_no"


def form(field: Schema) -> Form | None:
    """The form of an object's schema."""
    names = frozenset(field.get("properties", ()))
    if {"title", "rank"} <= names:
        return Form.LAW
    if {"name", "new"} <= names:
        return Form.NEW
    if {"external", "name"} <= names:
        return Form.PARTY
    if {"name", "code"} == names:
        return Form.NAMED
    return Form.MAP if isinstance(field.get("additionalProperties"), Mapping) and not names else None


def is_form(field: Schema) -> bool:
    """Whether entries of this schema stand one a line. Names of items are short, so they stay side by side."""
    return form(field) in (Form.LAW, Form.NAMED)


def hint(field: Schema) -> str:
    """How a clerk writes it."""
    found = form(field)
    return found.value if found else "按说明填写"


def write(value: Any, field: Schema) -> str | None:
    """One object as a line; the caller sees whether it is read back as the same."""
    found = form(field)
    if found is None or not isinstance(value, dict) or not all(isinstance(part, str | bool) for part in value.values()):
        return None
    said = {key: part for key, part in value.items() if isinstance(part, str)}
    if found is Form.LAW:
        where = " ".join(said[key] for key in ("number", "article") if key in said)
        return f"《{said.get('title', '')}》{where}" + (f"（{said['rank']}）" if "rank" in said else "")
    if found is Form.NAMED:
        return said.get("name", "") + (f"（{said['code']}）" if "code" in said else "")
    if found is Form.NEW:
        return said.get("name", "") + ("（新增）" if value.get("new") is True else "")
    if found is Form.PARTY:
        return f"{said.get('external', '')}：{said.get('name', '')}"
    return "\n".join(f"{key}={part}" for key, part in said.items())


def read(text: str, field: Schema) -> Any:
    """The object a line stands for; None where it has not this form."""
    found, text = form(field), text.strip()
    if found is Form.LAW:
        return _law(text)
    if found is Form.NAMED:
        return _parts(_NAMED.match(text))
    if found is Form.NEW:
        new = _NEW.match(text)
        return {"name": new["name"], "new": True} if new else None
    if found is Form.PARTY:
        kinds = field["properties"]["external"].get("enum", ())
        kind, mark, name = text.replace(":", "：", 1).partition("：")
        return (
            {"external": kind.strip(), "name": name.strip()}
            if mark and name.strip() and kind.strip() in kinds
            else None
        )
    return _map(text) if found is Form.MAP else None


def _parts(match: re.Match[str] | None) -> dict[str, str] | None:
    return {key: part.strip() for key, part in match.groupdict().items() if part and part.strip()} if match else None


def _law(text: str) -> dict[str, str] | None:
    found = _parts(_LAW.match(text) or _BARE.match(text))
    if not found or "title" not in found:
        return None
    where = found.pop("where", "")
    rank = found.pop("rank", "")
    article = _ARTICLE.search(where)
    start = article.start() if article else len(where)
    number = where[:start].strip()
    return {
        **found,
        **({"number": number} if number else {}),
        **({"article": where[start:].strip()} if article else {}),
        **({"rank": rank} if rank else {}),
    }


def _map(text: str) -> dict[str, str] | None:
    pairs = [_PAIR.match(part.strip()) for part in re.split(r"[\n；;、，,]", text) if part.strip()]
    if not pairs or any(pair is None for pair in pairs):
        return None
    found = {pair["key"].strip(): pair["value"].strip() for pair in pairs if pair}
    return found if len(found) == len(pairs) else None
