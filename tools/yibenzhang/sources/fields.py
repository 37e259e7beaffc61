"""Looks fields up in a JSON Schema: the subschema, Chinese label and description of any pointer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..model.findings import Pointer

Schema = dict[str, Any]


def resolve(root: Schema, schema: Any) -> Schema:
    """Follow local ``$ref``s; keys beside the reference (title, description) win over the referred ones."""
    seen: set[str] = set()
    while isinstance(schema, dict) and isinstance(schema.get("$ref"), str) and schema["$ref"].startswith("#/"):
        if schema["$ref"] in seen:
            # A ledger's own schema may refer to itself without end.
            return {}
        seen.add(schema["$ref"])
        target: Any = root
        for part in schema["$ref"][2:].split("/"):
            target = target[part]
        schema = {**target, **{key: value for key, value in schema.items() if key != "$ref"}}
    return schema if isinstance(schema, dict) else {}


def branches(root: Schema, schema: Schema) -> Iterator[Schema]:
    """A schema and the alternatives in it (``oneOf``, ``anyOf``), each resolved."""
    yield schema
    for key in ("oneOf", "anyOf"):
        for branch in schema.get(key, ()):
            yield from branches(root, resolve(root, branch))


def properties(root: Schema, schema: Schema) -> dict[str, Schema]:
    """The properties of an object schema, alternatives included, each resolved, in the schema's order."""
    found: dict[str, Schema] = {}
    for branch in branches(root, schema):
        for key, value in branch.get("properties", {}).items():
            if isinstance(value, dict):
                found.setdefault(key, resolve(root, value))
    return found


def elements(root: Schema, schema: Schema) -> Schema:
    """The schema of the elements of an array schema; empty when it has none."""
    for branch in branches(root, schema):
        if isinstance(branch.get("items"), dict):
            return resolve(root, branch["items"])
    return {}


def _child(root: Schema, schema: Schema, key: str) -> Schema:
    """One of :func:`properties`, without resolving the others."""
    for branch in branches(root, schema):
        value = branch.get("properties", {}).get(key)
        if isinstance(value, dict):
            return resolve(root, value)
    return {}


def at(root: Schema, pointer: Pointer) -> Schema:
    """The resolved subschema a pointer leads to; empty when the schema does not know it."""
    schema = resolve(root, root)
    for key in pointer:
        if isinstance(key, int):
            schema = elements(root, schema)
        else:
            extra = schema.get("additionalProperties")
            schema = _child(root, schema, key) or (resolve(root, extra) if isinstance(extra, dict) else {})
    return schema


def label(root: Schema, pointer: Pointer) -> str:
    """The Chinese label of a pointer, list places counted from 1: ``数据项 第4项 类型``; as written when unknown."""
    parts: list[str] = []
    for end in range(1, len(pointer) + 1):
        key = pointer[end - 1]
        if isinstance(key, int):
            parts.append(f"第{key + 1}项")
        else:
            parts.append(str(at(root, pointer[:end]).get("title") or key))
    return " ".join(parts)
