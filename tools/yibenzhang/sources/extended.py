"""The model's types with the fields that a ledger's own schema adds to them.

A field the model does not know has no rule, but it is the ledger's: every export must carry it.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping
from functools import reduce
from operator import or_
from types import UnionType
from typing import Any, Union, get_args, get_origin

import msgspec
from msgspec import structs

from ..model.catalog import Catalog
from ..model.demand import Demand, Objection
from ..model.department import Department
from . import fields
from .fields import Schema
from .layout import Kind

_MODELS: Mapping[Kind, Any] = {
    Kind.CATALOG: Catalog,
    Kind.DEPARTMENT: Department,
    Kind.DEMAND: Demand,
    Kind.OBJECTION: Objection,
}
_KNOWN = {"from": "from_", "class": "class_"}
_OWN = frozenset(
    name
    for model in _MODELS.values()
    for name in dir(model)
    if not name.startswith("_") and name not in model.__struct_fields__
)
"""Methods and properties: a field of that name stands beside them."""


def attribute(key: str) -> str:
    """What a key is called as an attribute of a value."""
    if key in _KNOWN:
        return _KNOWN[key]
    name = re.sub(r"\W", "_", key)
    if name[:1].isdigit() or name.startswith("_"):
        name = f"x{name}"
    return f"{name}_" if keyword.iskeyword(name) or name in _OWN else name


def types(known: Mapping[Kind, Any], schemas: Mapping[Kind, Schema]) -> Mapping[Kind, Any]:
    """``known`` with a type of its own for each kind whose schema has more fields than the model."""
    made = {kind: _extended(model, schemas[kind], fields.at(schemas[kind], ())) for kind, model in _MODELS.items()}
    return {kind: made.get(kind, found) for kind, found in known.items()}


def _extended(model: Any, root: Schema, schema: Schema) -> Any:
    """A model with the properties of an object it lacks, and those of the objects in it; itself where it lacks none."""
    properties = fields.properties(root, schema)
    own = {field.encode_name: field for field in structs.fields(model)}
    more: list[Any] = []
    for key, field in own.items():
        inner = properties.get(key, {})
        made = _swapped(field.type, root, fields.elements(root, inner) or inner)
        if made is not field.type:
            more.append((field.name, made, _default(field)))
    renamed = {}
    for key in properties.keys() - own.keys():
        name = attribute(key)
        if name not in model.__struct_fields__ and name not in renamed:
            renamed[name] = key
    # In the schema's order: sets have none, and the order of fields is that of what is written.
    more += [(name, Any, None) for key in properties for name in (attribute(key),) if renamed.get(name) == key]
    if not more:
        return model
    names = {field.name: field.encode_name for field in own.values()} | renamed
    return msgspec.defstruct(
        model.__name__, more, bases=(model,), frozen=True, kw_only=True, omit_defaults=True, rename=names
    )


def _default(field: structs.FieldInfo) -> Any:
    if field.default_factory is not msgspec.NODEFAULT:
        return msgspec.field(default_factory=field.default_factory)
    return field.default


def _swapped(kind: Any, root: Schema, schema: Schema) -> Any:
    """A type of a field with the models in it extended."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return _extended(kind, root, schema)
    arguments = get_args(kind)
    made = tuple(_swapped(each, root, schema) for each in arguments)
    if all(new is old for new, old in zip(made, arguments, strict=True)):
        return kind
    if get_origin(kind) in (Union, UnionType):
        return reduce(or_, made)
    return get_origin(kind)[made]


__all__ = ["attribute", "types"]
