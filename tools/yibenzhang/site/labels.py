"""Chinese labels of fields and notes of enumerations, looked up once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..sources import fields
from ..sources.layout import Kind
from ..sources.schema import Schemas


class Labels:
    """Labels of one ledger: its own schema may name fields and values differently from the tool's."""

    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas
        self._labels: dict[tuple[Kind, tuple[str, ...]], str] = {}
        self._notes: dict[str, dict[str, str]] = {}

    def of(self, kind: Kind, *keys: str) -> str:
        """The label of a field, list places left out: ``of(CATALOG, "items", "type")`` → 数据项类型."""
        found = self._labels.get((kind, keys))
        if found is None:
            root = self._schemas.by_kind[kind]
            schema = fields.resolve(root, root)
            for key in keys:
                inner = fields.elements(root, schema) or schema
                schema = fields.properties(root, inner).get(key) or fields.properties(root, schema).get(key, {})
            found = str(schema.get("title") or (keys[-1] if keys else kind))
            self._labels[kind, keys] = found
        return found

    @property
    def vocabulary(self) -> Mapping[str, Any]:
        """The enumerations the notes are taken from."""
        return self._schemas.vocabulary

    def note(self, vocabulary: str, value: str | int) -> str:
        """What an enumerated value means; empty when the vocabulary says nothing."""
        if vocabulary not in self._notes:
            entries = self._schemas.vocabulary.get(vocabulary, {}).get("values", ())
            self._notes[vocabulary] = {
                str(entry.get("value")): str(entry.get("note") or "") for entry in entries if isinstance(entry, dict)
            }
        return self._notes[vocabulary].get(str(value), "")

    def values(self, vocabulary: str) -> tuple[str, ...]:
        """The values of an enumeration, in its order."""
        entries = self._schemas.vocabulary.get(vocabulary, {}).get("values", ())
        return tuple(str(entry.get("value")) for entry in entries if isinstance(entry, dict))

    def short(self, vocabulary: str, value: str) -> str:
        """The first words of a value's note, or the value: ``short("item-type", "C")`` → 字符型."""
        return self.note(vocabulary, value).partition("，")[0] or value
