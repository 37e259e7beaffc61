"""The impact table: each row's own example gives its kind, impact and reason, and each field has its rows."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

import pytest

from yibenzhang.history.cases import ABSENT, Row, anyhow
from yibenzhang.history.compare import compare
from yibenzhang.history.entries import entry
from yibenzhang.history.impact import EVENTS, ORDER, TABLE
from yibenzhang.model.change import CatalogChange, Kind
from yibenzhang.sources import fields
from yibenzhang.sources.layout import Kind as Document
from yibenzhang.sources.schema import default_schemas

PATH = "catalogs/民政局/低保名单.yml"
BASE: dict[str, Any] = {
    "code": "307001/000001",
    "name": "低保名单",
    "systems": ["dibao"],
    "level": 3,
    "share": {"type": "有条件共享", "condition": {}, "methods": ["信息查询接口"], "user": {}},
    "temporal": {},
    "assessments": {},
    "retired": {},
    "status": "在用",
}
# Where the examples of a list's members stand; the others in it must not change.
MEMBERS = {
    "items": {"name": "姓名", "type": "C", "length": 50},
    "resources": {"id": "dibao", "name": "低保表", "type": "库表"},
    "share.basis": {"title": "民法典", "article": "第一条"},
    "services": {"name": "低保认定"},
}


def put(document: Any, pattern: str, value: Any) -> None:
    """Write a value where a pattern points; ABSENT takes it away. A list gets one member of its own."""
    match = re.fullmatch(r"([^.\[]+)(\[\])?\.?(.*)", pattern)
    assert match
    name, many, rest = match.groups()
    name = "姓名" if name == "*" else name
    if many:
        whole = document.setdefault(name, [])
        if not rest:
            if value is not ABSENT:
                whole.append(value)
            return
        start = next(key for key in MEMBERS if key.split(".")[-1] == name)
        whole.append(copy.deepcopy(MEMBERS[start]))
        put(whole[-1], rest, value)
    elif rest:
        if not isinstance(document.get(name), dict):
            document[name] = {}
        put(document[name], rest, value)
    elif value is ABSENT:
        document.pop(name, None)
    else:
        document[name] = value


def sides(pattern: str, row: Row) -> tuple[dict[str, Any], dict[str, Any]]:
    documents = []
    for side, value in enumerate((row.old, row.new)):
        document = copy.deepcopy(BASE)
        for beside, values in row.beside.items():
            put(document, beside, values[side])
        put(document, pattern, copy.deepcopy(value))
        documents.append(document)
    return documents[0], documents[1]


def changes(old: dict[str, Any], new: dict[str, Any]) -> CatalogChange:
    found = compare([entry(PATH, old)], [entry(PATH, new)])
    assert len(found) == 1
    return found[0]


ROWS = [(pattern, row) for pattern, rows in TABLE.items() for row in rows if pattern != "code"]


@pytest.mark.parametrize(("pattern", "row"), ROWS, ids=[f"{pattern} {row.case}" for pattern, row in ROWS])
def test_a_row_holds_for_its_example(pattern: str, row: Row) -> None:
    old, new = sides(pattern, row)
    plain = re.compile(re.escape(pattern).replace(r"\[\]", r"\[[^\]]+\]").replace(r"\*", ".+") + r"\Z")
    field = next(field for field in changes(old, new).fields if plain.match(field.path))
    assert (field.impact, field.reason) == (row.impact, row.reason)
    assert field.kind == kind(pattern, row)
    assert not re.search("[a-z]", re.sub("“.*”", "", field.label))


def kind(pattern: str, row: Row) -> Kind:
    if row.old is ABSENT:
        return Kind.ADDED
    if row.new is ABSENT:
        return Kind.REMOVED
    return Kind.RENAMED if pattern in ("name", "items[].name") else Kind.CHANGED


def test_there_are_enough_cases() -> None:
    assert len(ROWS) >= 150


def patterns(schema: dict[str, Any], prefix: str = "") -> Iterator[str]:
    root = default_schemas().by_kind[Document.CATALOG]
    for name, child in fields.properties(root, schema).items():
        yield prefix + name
        yield from patterns(child, f"{prefix}{name}.")
        if inner := fields.elements(root, child):
            yield f"{prefix}{name}[]"
            yield from patterns(inner, f"{prefix}{name}[].")


def test_every_field_of_the_schema_has_rows_and_no_other() -> None:
    known = set(patterns(default_schemas().by_kind[Document.CATALOG])) | {"systems[]", "resources[].map.*"}
    assert known == set(TABLE)


def test_the_last_row_of_a_field_takes_all() -> None:
    assert [pattern for pattern, rows in TABLE.items() if rows[-1].test is not anyhow] == []


def test_rows_of_a_field_are_told_apart() -> None:
    for pattern, rows in TABLE.items():
        assert len({row.case for row in rows}) == len({row.reason for row in rows}) == len(rows), pattern


def test_reasons_are_sentences_for_a_table() -> None:
    reasons = [row.reason for rows in TABLE.values() for row in rows] + [each.reason for _, each in EVENTS.values()]
    assert [reason for reason in [*reasons, ORDER.reason] if not 6 <= len(reason) <= 40 or reason[-1] in "。；，"] == []
