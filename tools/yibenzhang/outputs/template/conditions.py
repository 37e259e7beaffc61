"""Which cells of a row are needed, and which must stay empty, as Excel formulas derived from the schema.

``required`` and the ``if``/``then`` of a JSON Schema are followed down to the columns; a condition that asks for what
no column holds (the items of a catalog) is left out: the check after import knows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ...sources import fields
from ...sources.fields import Schema

_KNOWN = frozenset({"properties", "required", "not", "const", "enum", "type"})
Path = tuple[str, ...]


class Conditions:
    """``needed`` and ``barred``: a column's key → the formulas any of which makes it needed, or makes it stay empty.

    ``cells`` names the cell of each column in the first row, as ``{"share.type": "$T4"}``.
    """

    def __init__(self, root: Schema, schema: Schema, cells: Mapping[str, str]) -> None:
        self.root = root
        self.cells = cells
        self.needed: dict[str, list[str]] = {}
        self.barred: dict[str, list[str]] = {}
        self._walk(schema, schema, (), ())

    def _walk(self, real: Schema, part: Schema, path: Path, when: tuple[str, ...]) -> None:
        """Follow ``part``, which says something about the object whose own schema is ``real``."""
        known = fields.properties(self.root, real)
        required = [key for key in part.get("required", ()) if key in known]
        for key in required:
            self._require(known[key], (*path, key), when)
        if part is not real:
            self._refine(known, part, required, path, when)
        for entry in part.get("allOf", ()):
            if "if" not in entry:
                self._walk(real, entry, path, when)
                continue
            condition = self._condition(entry["if"], path)
            if condition is not None:
                self._walk(real, entry.get("then", {}), path, (*when, condition))
                self._walk(real, entry.get("else", {}), path, (*when, f"NOT({condition})"))
        if part is real:
            for key, child in known.items():
                if self._is_group((*path, key)) and key not in required:
                    self._walk(child, child, (*path, key), (*when, self._filled((*path, key))))

    def _refine(
        self, known: Mapping[str, Schema], part: Schema, required: list[str], path: Path, when: tuple[str, ...]
    ) -> None:
        """What a condition says of the fields of an object."""
        for key, said in part.get("properties", {}).items():
            inner = (*path, key)
            if said.get("not") == {}:
                for leaf in self._leaves(inner):
                    self.barred.setdefault(leaf, []).append(_all(when))
            elif key in known and self._is_group(inner):
                self._walk(known[key], said, inner, when if key in required else (*when, self._filled(inner)))

    def _require(self, child: Schema, path: Path, when: tuple[str, ...]) -> None:
        key = ".".join(path)
        if key in self.cells:
            found = self.needed.setdefault(key, [])
            if _all(when) not in found:
                found.append(_all(when))
        elif self._is_group(path):
            self._walk(child, child, path, when)

    def _condition(self, part: Schema, path: Path) -> str | None:
        """A formula that is true where ``part`` holds for the object at ``path``; None where a cell cannot tell."""
        if not _KNOWN.issuperset(part):
            return None
        required = part.get("required", ())
        refined = part.get("properties", {})
        # A cell that equals a word is filled.
        found: list[str | None] = [self._filled((*path, key)) or None for key in required if key not in refined]
        for key, said in refined.items():
            inner = (*path, key)
            cell = self.cells.get(".".join(inner))
            truth = self._condition(said, inner) if cell is None else _equal(cell, said)
            if truth is None or key in required:
                found.append(truth)
            else:
                found.append(f"OR(NOT({self._filled(inner)}),{truth})")
        if "not" in part:
            inverse = self._condition(part["not"], path)
            found.append(None if inverse is None else f"NOT({inverse})")
        return None if None in found else _all(tuple(each for each in found if each is not None))

    def _leaves(self, path: Path) -> list[str]:
        key = ".".join(path)
        return [each for each in self.cells if each == key or each.startswith(f"{key}.")]

    def _is_group(self, path: Path) -> bool:
        return ".".join(path) not in self.cells and bool(self._leaves(path))

    def _filled(self, path: Path) -> str:
        """True where anything is written at or below ``path``; empty where no column is."""
        return _any(f'{self.cells[leaf]}<>""' for leaf in self._leaves(path))


def _equal(cell: str, said: Schema) -> str | None:
    words = [said["const"]] if "const" in said else said.get("enum")
    return None if words is None else _any(f"{cell}={_literal(word)}" for word in words)


def _literal(value: Any) -> str:
    if isinstance(value, bool):
        return '"是"' if value else '"否"'
    if isinstance(value, int):
        return str(value)
    return '"' + str(value).replace('"', '""') + '"'


def _all(parts: tuple[str, ...]) -> str:
    return parts[0] if len(parts) == 1 else f"AND({','.join(parts)})" if parts else "TRUE"


def _any(parts: Iterable[str]) -> str:
    found = list(dict.fromkeys(parts))
    return found[0] if len(found) == 1 else f"OR({','.join(found)})" if found else ""


def either(parts: Iterable[str]) -> str:
    """A formula that is true where any of these is."""
    return _any(parts) or "FALSE"


def obligation(root: Schema, schema: Schema, path: Path) -> str:
    """M, C, W or O of a column: the weakest on the way to it, for what is needed within 时间范围 is not always needed."""
    order = "MCWO"
    weakest = 0
    for key in path:
        schema = fields.properties(root, schema).get(key, {})
        letter = str(schema.get("x-obligation", "O"))
        weakest = max(weakest, order.find(letter) if letter in order else 3)
    return order[weakest]
