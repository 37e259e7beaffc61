"""Cells → the values of a document: only what a cell changes is changed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from ...sources import cells
from ...sources.cell_pieces import Unreadable
from ...sources.columns import Column
from ...sources.fields import Schema
from .draft import Remark, Row, said

_PRECISE = re.compile(r"([0-9]{1,6})[,，.、:：]([0-9]{1,3})\Z")
_REFERRED = ("systems", "system", "duties")

Refer = Callable[[str, Any], Any]
"""What a department calls something → its id: (key, value) → value."""


class Setter:
    """Writes rows into values of one table."""

    def __init__(self, columns: Mapping[str, Column], root: Schema, vocabulary: cells.Vocabulary) -> None:
        self.columns, self.root, self.vocabulary = columns, root, vocabulary

    def fill(self, values: dict[str, Any], row: Row, remarks: list[Remark], refer: Refer) -> None:
        """Set every field a row has a column for; a blank cell takes a field out where the row is ``whole``."""
        texts = _precise(row.texts) if "length" in self.columns else row.texts
        for key, text in texts.items():
            column = self.columns.get(key)
            if column is None:
                continue
            path = column.path
            old = _get(values, path)
            if old is not None and _same_text(text, cells.write(old, column.field, self.root)):
                continue
            if not text.strip():
                if row.whole and old is not None and cells.write(old, column.field, self.root) is not None:
                    _drop(values, path)
                continue
            value = cells.read(text, column.field, self.root, self.vocabulary)
            if isinstance(value, Unreadable):
                again = refer(key, text)
                if again is text:
                    remarks.append(said(row.at(key), value.message, value.fix, label=column.header))
                value = again
            elif path[-1] in _REFERRED:
                value = refer(key, value)
            if not cells.same(value, old):
                _put(values, path, value)


def _precise(texts: dict[str, str]) -> dict[str, str]:
    """A length written as 12,2 is a length and its decimals."""
    match = _PRECISE.match(unicodedata.normalize("NFKC", texts.get("length", "")).strip("() "))
    if match is None or (texts.get("scale", "").strip() and texts["scale"].strip() != match[2]):
        return texts
    if match[2].strip("0") == "" and "." in texts["length"]:
        return {**texts, "length": match[1]}
    return {**texts, "length": match[1], "scale": match[2]}


def _same_text(text: str, written: str | int | None) -> bool:
    return text.replace("\r\n", "\n").strip() == str("" if written is None else written).strip()


def _get(values: Any, path: tuple[str, ...]) -> Any:
    for key in path:
        if not isinstance(values, dict):
            return None
        values = values.get(key)
    return values


def _put(values: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for key in path[:-1]:
        inner = values.get(key)
        if not isinstance(inner, dict):
            inner = values[key] = {}
        values = inner
    values[path[-1]] = value


def _drop(values: dict[str, Any], path: tuple[str, ...]) -> None:
    """Take a field out, and the mapping it stood in when that is left empty."""
    chain = [values]
    for key in path[:-1]:
        chain.append(chain[-1][key])
    for parent, key in zip(reversed(chain), reversed(path), strict=True):
        parent.pop(key, None)
        if parent:
            return


__all__ = ["Refer", "Setter"]
