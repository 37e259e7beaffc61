"""``--where``: which catalogs an export holds, said as ``共享类型=不予共享``.

A condition is a field by its dotted key or its Chinese label, ``=``, ``!=`` or ``~`` (contains), and a value. Several
are and-ed. A field or a value that is not there is answered with the nearest ones, so that a slip of the pen is no
empty file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from rapidfuzz import fuzz, process

from ..sources import fields
from ..sources.fields import Schema
from ..sources.layout import Kind
from .columns import Cell, Column, Sort
from .columns import tables as derived
from .escapes import printable

Test = Callable[[Any], bool]

_SHAPE = re.compile(r"\s*(?P<key>[^=＝!！~～]+?)\s*(?P<sign>[!！]\s*[=＝]|[=＝]|[~～])\s*(?P<value>.*?)\s*", re.DOTALL)
_SIGNS = {"＝": "=", "！": "!", "～": "~"}
_TRUE, _FALSE = frozenset({"是", "true", "1", "√"}), frozenset({"否", "false", "0", "×"})
_SHOWN = 4
DEPARTMENT = Column("department", "部门", Sort.TEXT, 16, lambda row: str(row.department), "保管这份目录的部门")
"""A field every paper has beside those of its schema: the folder it stands in."""


class FilterError(Exception):
    """A condition nobody can mean; the message is Chinese and says what is nearest."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The fields conditions may name, each with what gives its values of a row (several where a row has several)."""

    columns: Mapping[str, tuple[Column, Callable[[Any], Sequence[Any]]]]
    words: Mapping[str, Sequence[str]]
    """The closed lists of words, by key."""

    def find(self, asked: str) -> tuple[Column, Callable[[Any], Sequence[Any]]]:
        """The field of a key or a label.

        Raises:
            FilterError: there is none.
        """
        if found := self.columns.get(asked):
            return found
        labelled = [each for each in self.columns.values() if asked in (each[0].header, *each[0].header.split("/"))]
        if labelled:
            return labelled[0]
        names = {**{key: key for key in self.columns}, **{c.header: key for key, (c, _) in self.columns.items()}}
        near = "、".join(
            f"{self.columns[names[word]][0].header}（{names[word]}）" for word in alike(asked, names)[:_SHOWN]
        )
        raise FilterError(f"没有“{printable(asked)}”这个字段" + (f"，相近的有：{near}" if near else ""))


def alike(word: str, choices: Iterable[str]) -> list[str]:
    """What is most like a word, the nearest first."""
    found = process.extract(word, list(choices), scorer=fuzz.WRatio, limit=_SHOWN, score_cutoff=40)
    return [name for name, *_ in found]


def of_catalogs(schemas: Mapping[Kind, Schema]) -> Choices:
    """The fields of a catalog, of its items (``items.name``, 数据项.数据项名称) and of its resources."""
    root, tables = schemas[Kind.CATALOG], derived(schemas)
    words = _words(root, tables.catalog)
    columns: dict[str, tuple[Column, Callable[[Any], Sequence[Any]]]] = {
        column.key: (column, itself) for column in (DEPARTMENT, *tables.catalog)
    }
    for part, title, inner in (("items", "数据项", tables.item), ("resources", "挂载资源", tables.resource)):
        for column in inner:
            named = replace(column, key=f"{part}.{column.key}", header=f"{title}.{column.header}")
            columns[named.key] = (named, partial(_entries, part))
        words |= {f"{part}.{key}": found for key, found in _words(root, inner, part, 0).items()}
    return Choices(columns, words)


def of_rows(root: Schema, columns: Sequence[Column]) -> Choices:
    """The fields of a table whose rows stand by themselves, as demands do."""
    return Choices({column.key: (column, itself) for column in (DEPARTMENT, *columns)}, _words(root, columns))


def _words(root: Schema, columns: Sequence[Column], *pointer: str | int) -> dict[str, Sequence[str]]:
    """The closed lists of words among columns."""
    found: dict[str, Sequence[str]] = {}
    for column in columns:
        field = fields.at(root, (*pointer, *column.key.split(".")))
        listed = field.get("enum") or fields.elements(root, field).get("enum")
        if listed:
            found[column.key] = [str(word) for word in listed]
    return found


def itself(row: Any) -> Sequence[Any]:
    """A row that is what it is of."""
    return (row,)


def _entries(part: str, row: Any) -> Sequence[Any]:
    found: Sequence[Any] = getattr(row, part)
    return found


def parsed(conditions: Iterable[str], choices: Choices, rows: Sequence[Any]) -> Test:
    """One test of all conditions; ``rows`` are looked through for what a value could have meant.

    Raises:
        FilterError: a condition that cannot be read, or a field or value that is nowhere.
    """
    tests = [_parsed(text, choices, rows) for text in conditions]
    return lambda row: all(test(row) for test in tests)


def _parsed(text: str, choices: Choices, rows: Sequence[Any]) -> Test:
    found = _SHAPE.fullmatch(text)
    if found is None:
        raise FilterError(f"“{printable(text)}”看不懂：写成 字段=值、字段!=值 或 字段~包含的文字，如 共享类型=不予共享")
    sign = "".join(_SIGNS.get(char, char) for char in found["sign"] if not char.isspace())
    column, parts = choices.find(found["key"])
    value = found["value"]
    if sign == "~":
        wanted = value.casefold()
        return lambda row: any(wanted in text.casefold() for each in parts(row) for text in _texts(column, each))
    value = _meant(column, value)
    if value:
        _known(column, value, choices, parts, rows)
    if sign == "!=":
        return lambda row: not _holds(column, parts(row), value)
    return lambda row: _holds(column, parts(row), value)


def _meant(column: Column, value: str) -> str:
    if column.sort is Sort.BOOL and value:
        if value.lower() in _TRUE or value.lower() in _FALSE:
            return "是" if value.lower() in _TRUE else "否"
        raise FilterError(f"{column.header}只有是、否，没有“{printable(value)}”")
    if column.sort is Sort.NUMBER and value:
        try:
            return str(int(value))
        except ValueError:
            raise FilterError(f"{column.header}是整数，没有“{printable(value)}”") from None
    return value


def _known(
    column: Column, value: str, choices: Choices, parts: Callable[[Any], Sequence[Any]], rows: Sequence[Any]
) -> None:
    """End with the nearest values when no row and no list of words has this one."""
    words = choices.words.get(column.key, ())
    if value in words:
        return
    if not words:
        seen: dict[str, None] = {}
        for row in rows:
            for each in parts(row):
                for text in _texts(column, each):
                    if text == value:
                        return
                    seen[text] = None
        words = list(seen)
    near = "、".join(printable(word[:40]) for word in alike(value, words))
    raise FilterError(
        f"{column.header}没有“{printable(value)}”这个值" + (f"，相近的有：{near}" if near else "，账里这一栏都空着")
        if not words or near
        else f"{column.header}没有“{printable(value)}”这个值，有：{'、'.join(printable(w[:40]) for w in words[:_SHOWN])}"
    )


def _holds(column: Column, entries: Sequence[Any], value: str) -> bool:
    """Whether a row's field is ``value``, or one entry of its list is; the empty value is a field without any."""
    texts = [text for each in entries for text in _texts(column, each)]
    return value in texts if value else not texts


def _texts(column: Column, row: Any) -> list[str]:
    """What a field says: the cell, and where it is a list each of its entries too."""
    cell: Cell = column.get(row) if getattr(row, "readable", True) or column is DEPARTMENT else None
    if cell is None or cell == "":
        return []
    text = str(cell)
    return [text, *text.split("、")] if column.sort is Sort.LIST and "、" in text else [text]


__all__ = ["DEPARTMENT", "Choices", "FilterError", "Test", "alike", "of_catalogs", "of_rows", "parsed"]
