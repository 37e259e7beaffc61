"""``ybz check --fix``: mends what has one right answer; where there is doubt nothing changes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from ...model.findings import Pointer, dotted
from ...rules.wording import shown
from ...sources import document, fields, quick
from ...sources.layout import Kind
from ...sources.schema import Schemas
from .form import EditError, Order, canonical
from .text import plain

_INTEGER = re.compile(r"(?:0|-?[1-9][0-9]{0,17})\Z")
_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?\Z")
_TRUTH = {"是": True, "否": False, "true": True, "false": False, "yes": True, "no": False}
FORM = "整理了格式（字段顺序、缩进、引号）"


class Fixed(NamedTuple):
    """A document mended: its new text (None when nothing changed) and a sentence for each change."""

    text: str | None
    said: list[str]


def fix(data: bytes, kind: Kind, schemas: Schemas, order: Order, head: str = "") -> Fixed:
    """Mend one document. What could not be read afterwards is left as it was, but for its encoding and line ends."""
    values = quick.read(data)
    if values is not None and order.is_sorted(values) and not any(_corrections(order, schemas, values)):
        return Fixed(None, [])
    text, said = plain(data)
    if text is None:
        return Fixed(None, [])
    read = document.read("", text.encode())
    result = text
    try:
        if not read.traps and isinstance(read.values, dict):
            changes = dict(_corrections(order, schemas, read.values))
            root = schemas.by_kind[kind]
            if canonical(text, order, head) != text:
                said.append(FORM)
            said += [_sentence(root, read, pointer, value) for pointer, value in changes.items()]
            result = canonical(text, order, head, changes)
    except EditError as error:
        return Fixed(None, [str(error)])
    return Fixed(result, said) if result.encode() != data else Fixed(None, [])


def _sentence(root: fields.Schema, read: document.Document, pointer: Pointer, value: Any) -> str:
    old = read.values
    for step in pointer:
        old = old[step]
    label = fields.label(root, pointer) or dotted(pointer)
    if str(old) == str(value):
        return f"{label}：{shown(old)}加上引号，作文字" if isinstance(value, str) else f"{label}：{shown(old)}改为数字"
    return f"{label}：{shown(old)}改为{shown(value)}"


def _corrections(
    order: Order, schemas: Schemas, values: Any, pointer: Pointer = (), path: tuple[str, ...] = ()
) -> Iterator[tuple[Pointer, Any]]:
    """Every value that has another, right one."""
    entries = values.items() if isinstance(values, dict) else enumerate(values)
    for key, value in entries:
        inner = (*path, key if isinstance(key, str) else "")
        if isinstance(value, (dict, list)):
            yield from _corrections(order, schemas, value, (*pointer, key), inner)
        elif isinstance(value, (str, int)):
            schema = order.schema(inner)
            better = right(schema, schemas.vocabulary.get(str(schema.get("x-vocabulary")), {}), value)
            if better is not value:
                yield (*pointer, key), better


def right(schema: fields.Schema, vocabulary: Mapping[str, Any], value: str | int) -> str | int:
    """The one value meant by ``value`` at a place of ``schema``; ``value`` itself when it is right or in doubt."""
    kinds = schema.get("type", ())
    kinds = {kinds} if isinstance(kinds, str) else set(kinds)
    if "enum" in schema:
        return _listed(schema["enum"], vocabulary.get("values", ()), value)
    if isinstance(value, int):
        # A number where text is asked for: digits someone did not put in quotes.
        quoted = str(value)
        meant = kinds == {"string"} and not isinstance(value, bool) and _fits(schema, quoted)
        return quoted if meant else value
    narrow = unicodedata.normalize("NFKC", value).strip()
    if kinds == {"integer"}:
        return int(narrow) if _INTEGER.match(narrow) else value
    if kinds == {"boolean"}:
        return _TRUTH.get(narrow.casefold(), value)
    return _text(schema, value, narrow) if "string" in kinds else value


def _text(schema: fields.Schema, value: str, narrow: str) -> str:
    """Prose only loses the spaces around it; what has a pattern may be full-width or in lower case."""
    trimmed = value.strip()
    if not trimmed:
        return value
    for meant in (trimmed, narrow, narrow.upper(), _day(schema, narrow)):
        if meant and _fits(schema, meant):
            return value if meant == value else meant
    return value


def _fits(schema: fields.Schema, text: str) -> bool:
    pattern = schema.get("pattern")
    return not isinstance(pattern, str) or re.search(pattern, text) is not None


def _day(schema: fields.Schema, text: str) -> str:
    """A day written with slashes, dots or 年月日, the year first; empty when it is none."""
    match = _DAY.match(text) if schema.get("format") == "date" else None
    if match is None:
        return ""
    try:
        return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    except ValueError:
        return ""


def _listed(choices: list[str | int], terms: Any, value: str | int) -> str | int:
    """The listed word that is meant: another width or case of it, or one of its aliases."""
    if any(type(choice) is type(value) and choice == value for choice in choices):
        return value
    words: dict[str, set[str | int]] = {}
    for choice in choices:
        words.setdefault(_folded(choice), set()).add(choice)
    for term in terms:
        if isinstance(term, dict) and term.get("value") in choices:
            for alias in term.get("aliases", ()):
                words.setdefault(_folded(alias), set()).add(term["value"])
    meant = words.get(_folded(value), set())
    return next(iter(meant)) if len(meant) == 1 and not isinstance(value, bool) else value


def _folded(word: Any) -> str:
    return unicodedata.normalize("NFKC", str(word)).strip().casefold()
