"""The ledger as one JSON document, and its catalogs as lines; keys and values as they stand in the YAML.

What the document looks like is said by the JSON Schema that :func:`schema` makes of the ledger's own schemas; that of
the tool's is shipped as ``export.schema.json``.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from ...model.catalog import Catalog
from ...model.demand import Demand, Objection
from ...model.department import Department
from ...model.registry import Paper
from ...sources.fields import Schema
from ...sources.layout import Kind
from ..edition import Edition
from ..json import safe
from .facts import facts

FORMAT = 1
"""Goes up when a program that reads the document would have to change."""
_BASE = "https://yibenzhang.example/schema/export"
_OWN = ("path", "department", "readable", "complete")
_PRIVATE = ("head", "liaison", "safety")
Tell = Callable[[int], None]


def document(edition: Edition, tell: Tell = lambda _: None) -> Iterator[str]:
    """The document in pieces, one entry a line; ``tell`` is told of every catalog's rows."""
    yield '{\n"format": ' + str(FORMAT) + ',\n"ledger": ' + line(_ledger(edition))
    yield from _list("departments", (department(each, edition) for each in edition.departments))
    yield from _list("catalogs", catalogs(edition, tell))
    yield from _list(
        "demands", (_paper(each, {"applied_before": each.applied_before}) for each in edition.demands if each.readable)
    )
    yield from _list("objections", (_paper(each) for each in edition.objections if each.readable))
    yield from _list("unreadable", _unreadable(edition))
    yield "\n}\n"


def lines(edition: Edition, tell: Tell = lambda _: None) -> Iterator[str]:
    """One catalog a line, as in ``catalogs`` of the document; those that cannot be read are left out."""
    for each in catalogs(edition, tell):
        yield line(each) + "\n"


def line(value: Any) -> str:
    """A value as JSON in one line, Chinese as written."""
    try:
        return safe(msgspec.json.encode(value).decode())
    except UnicodeEncodeError:
        # A file name need not be text; then it stands there in JSON's own escapes.
        return safe(json.dumps(value, ensure_ascii=False))


def catalogs(edition: Edition, tell: Tell) -> Iterator[dict[str, Any]]:
    """Readable catalogs: department and file first, then the fields of the YAML."""
    for each in edition.catalogs:
        if each.readable:
            yield _paper(each, {"status": each.status})
            tell(1 + len(each.items) + len(each.resources))


def department(each: Department, edition: Edition) -> dict[str, Any]:
    """A department with its duties and systems; phone and mail only where the ledger publishes them."""
    found = {key: value for key, value in _values(each).items() if key != "id"}
    if not edition.registry.settings.publish_contacts:
        for role in _PRIVATE:
            if role in found:
                found[role] = {"name": found[role].get("name", "")}
    return {"id": each.id, "path": each.path, **found}


def _values(value: msgspec.Struct) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.to_builtins(value)
    for name in _OWN:
        found.pop(name, None)
    return found


def _paper(each: Paper, more: Mapping[str, Any] = {}) -> dict[str, Any]:
    """``more``: what the model leaves out because it is what stands there by default, but the schema asks for."""
    return {"department": each.department, "path": each.path, **_values(each), **more}


def _ledger(edition: Edition) -> dict[str, Any]:
    found: dict[str, Any] = {key: value or None for key, _, value in facts(edition)}
    return {**found, "sample": edition.registry.settings.sample}


def _unreadable(edition: Edition) -> Iterator[dict[str, str]]:
    papers: tuple[Paper, ...] = (*edition.catalogs, *edition.demands, *edition.objections)
    for each in papers:
        if not each.readable:
            kind = {Catalog: "catalog", Demand: "demand", Objection: "objection"}[type(each)]
            yield {"kind": kind, "department": each.department, "path": each.path}


def _list(key: str, entries: Iterator[Any]) -> Iterator[str]:
    yield f',\n"{key}": ['
    joint = "\n"
    for entry in entries:
        yield joint + line(entry)
        joint = ",\n"
    yield "\n]"


def schema(schemas: Mapping[Kind, Schema]) -> Schema:
    """The JSON Schema of :func:`document`, made of those of a ledger."""
    texts = {"type": "string"}
    kinds = {
        "catalogs": Kind.CATALOG,
        "demands": Kind.DEMAND,
        "objections": Kind.OBJECTION,
        "departments": Kind.DEPARTMENT,
    }
    parts = {key: _part(schemas[kind], key) for key, kind in kinds.items()}
    labels = {"departments": "部门", "catalogs": "目录", "demands": "数据需求", "objections": "异议"}
    fact = {"type": ["string", "null"]}
    titles = (
        ("name", "名称"), ("authority", "主管部门"), ("division", "行政区划代码"), ("revision", "版本"),
        ("committed", "提交时间"), ("reference_day", "基准日"), ("scope", "范围"),
    )  # fmt: skip
    known = {key: {"title": title, **fact} for key, title in titles}
    known["sample"] = {"title": "示例数据", "type": "boolean"}
    gone = _object(
        "读不出来的文件", {"kind": {"enum": ["catalog", "demand", "objection"]}, "department": texts, "path": texts}
    )
    properties = {
        "format": {"title": "格式版本", "const": FORMAT},
        "ledger": _object("导出的是什么", known),
        **{key: {"title": labels[key], "type": "array", "items": {"$ref": f"#/$defs/{key}"}} for key in labels},
        "unreadable": {"title": "读不出来的文件", "type": "array", "items": gone},
    }
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"{_BASE}/export.schema.json"}
    return {**head, **_object("一本账导出", properties), "$defs": parts}


def _object(title: str, properties: Schema) -> Schema:
    required = list(properties)
    return {
        "title": title,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _part(given: Schema, key: str) -> Schema:
    """A ledger's schema of one kind, with where the entry stands; ``$ref``s in it stay its own through its ``$id``."""
    made = copy.deepcopy(given)
    made.pop("$schema", None)
    made["$id"] = f"{_BASE}/{key}.schema.json"
    where: Sequence[tuple[str, str]] = (("department", "部门"), ("path", "文件"))
    if key == "departments":
        where = (("id", "部门编号"), ("path", "文件"))
    own = {name: {"title": title, "type": "string"} for name, title in where}
    made["properties"] = {**own, **made.get("properties", {})}
    made["required"] = [*own, *made.get("required", ())]
    return made


__all__ = ["FORMAT", "catalogs", "department", "document", "line", "lines", "schema"]
