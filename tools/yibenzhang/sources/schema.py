"""The JSON Schemas and enumerations a ledger is held to: its own, else the ones that come with the tool."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema_rs

from . import document, layout, quick
from .layout import Kind

Schema = dict[str, Any]
MOST = 4 << 20
"""Bytes of a schema file nobody would write by hand."""


class SchemaError(Exception):
    """A ledger's own schema that cannot be used; the message is Chinese and names the file."""


def default_folder() -> Path:
    """Where the tool's own schema lies: inside the installed package, or beside ``tools/`` in a checkout."""
    inside = Path(str(resources.files("yibenzhang"))) / "schema"
    return inside if inside.is_dir() else Path(__file__).resolve().parents[3] / "schema"


@cache
def default_files() -> Mapping[str, bytes]:
    """The tool's own schema as a tree: ``schema/catalog.schema.json`` and the rest → bytes."""
    folder = default_folder()
    found = {
        f"schema/{path.relative_to(folder).as_posix()}": path for path in sorted(folder.rglob("*")) if path.is_file()
    }
    return {name: path.read_bytes() for name, path in found.items() if layout.is_schema(name)}


@dataclass(frozen=True)
class Schemas:
    """The schemas by kind, the vocabulary by id, and the years of working days by year."""

    by_kind: Mapping[Kind, Schema]
    vocabulary: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    workdays: tuple[Mapping[str, Any], ...] = ()

    @cached_property
    def _quick(self) -> Mapping[Kind, jsonschema_rs.Draft202012Validator]:
        return {
            kind: jsonschema_rs.Draft202012Validator(
                schema, validate_formats=True, formats={"date": is_date}, retriever=_nowhere
            )
            for kind, schema in self.by_kind.items()
        }

    def accepts(self, kind: Kind, values: Any) -> bool:
        """Whether a document has the right shape. Quick; says nothing of what is wrong."""
        try:
            return self._quick[kind].is_valid(values)
        except ValueError:
            # A text that is no text, such as a lone surrogate, or a number no schema can hold.
            return False


@cache
def default_schemas() -> Schemas:
    """The schemas that come with the tool."""
    return load({})


def load(files: Mapping[str, bytes]) -> Schemas:
    """Take schemas from a tree; whatever the tree has none of comes from the tool.

    Raises:
        SchemaError: a file is no JSON, no valid schema, or no readable YAML.
    """
    chosen = {**default_files(), **{path: files[path] for path in files if layout.is_schema(path)}}
    by_kind = {kind: _schema(f"schema/{kind}.schema.json", chosen) for kind in Kind}
    vocabulary: dict[str, Mapping[str, Any]] = {}
    workdays: list[Mapping[str, Any]] = []
    for path, data in sorted(chosen.items()):
        if path.endswith(".yml"):
            # Of those that come with the tool a test says that both readers agree.
            own = data is not default_files().get(path)
            values = (None if own else quick.read(data)) or _slowly(path, data)
            if path.startswith("schema/vocabulary/"):
                vocabulary[path[len("schema/vocabulary/") : -len(".yml")]] = values
            else:
                workdays.append(values)
    return Schemas(by_kind, vocabulary, tuple(workdays))


def _slowly(path: str, data: bytes) -> dict[str, Any]:
    read = document.read(path, data)
    if read.traps or not isinstance(read.values, dict):
        said = "".join(f"（第 {trap.line} 行：{trap.message}）" for trap in read.traps)
        raise SchemaError(f"{path}：读不出来{said}")
    return read.values


@lru_cache(maxsize=1 << 14)
def is_date(text: str) -> bool:
    """Whether a text is a day Python knows: the quick validator would take the year 0000 for one."""
    try:
        return len(text) == 10 and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _nowhere(uri: str) -> Any:
    """A ledger's own schema must not make whoever reads it fetch anything, from a network or from the disk."""
    raise ValueError(f"只能引用本文件内的定义，不能引用 {uri}")


def _schema(path: str, files: Mapping[str, bytes]) -> Schema:
    try:
        schema = json.loads(files[path])
        if files[path] is not default_files().get(path):
            # Those that come with the tool are held to the standard by its tests.
            jsonschema_rs.Draft202012Validator(schema, retriever=_nowhere)
    except KeyError as error:
        raise SchemaError(f"缺少 {path}") from error
    except RecursionError as error:
        raise SchemaError(f"{path} 不是可用的 JSON Schema：嵌套太深") from error
    except (ValueError, jsonschema_rs.ValidationError) as error:
        raise SchemaError(f"{path} 不是可用的 JSON Schema：{str(error).splitlines()[0]}") from error
    if not isinstance(schema, dict):
        raise SchemaError(f"{path} 不是可用的 JSON Schema：最外层应为对象")
    return schema
