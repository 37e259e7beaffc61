"""填报指南: every field of every kind of file, from the schemas alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any, NamedTuple

from ...sources import document, fields
from ...sources.fields import Schema
from ...sources.layout import Kind
from ...sources.schema import Schemas

OBLIGATIONS = {"M": "必填", "C": "视情况必填", "W": "建议填写", "O": "可填"}
_ORDER = (
    Kind.CATALOG,
    Kind.DEPARTMENT,
    Kind.REGION,
    Kind.DEMAND,
    Kind.OBJECTION,
    Kind.BASE_ITEMS,
    Kind.LIBRARIES,
    Kind.REGISTRY,
)
_FILES = {
    Kind.CATALOG: "catalogs/部门/目录名称.yml", Kind.DEPARTMENT: "catalogs/部门/department.yml",
    Kind.REGION: "catalogs/县区/region.yml", Kind.DEMAND: "catalogs/部门/demands/编号.yml",
    Kind.OBJECTION: "catalogs/部门/objections/编号.yml", Kind.BASE_ITEMS: "catalogs/base-items/名称.yml",
    Kind.LIBRARIES: "catalogs/libraries.yml", Kind.REGISTRY: "catalogs/registry.yml",
}  # fmt: skip
_SAID = re.compile(r"(?P<text>.*?)(?:例：(?P<example>.*?)。?)?(?:（来源：(?P<source>[^）]*)）)?\Z", re.DOTALL)
_DEEPEST = 4


class GuideField(NamedTuple):
    """One field: label, dotted key, obligation letter and word, text, example, source, vocabulary id, its depth."""

    label: str
    key: str
    letter: str
    obligation: str
    text: str
    example: str
    source: str
    vocabulary: str
    depth: int


class Vocabulary(NamedTuple):
    """An enumeration: (value, note) pairs."""

    id: str
    title: str
    source: str
    entries: tuple[tuple[str, str], ...]


class SampleLine(NamedTuple):
    """A line of the sample and the note beside it."""

    code: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidePage:
    """The whole guide: (kind, title, file, description, fields) for each kind of file."""

    kinds: tuple[tuple[str, str, str, str, tuple[GuideField, ...]], ...]
    vocabularies: tuple[Vocabulary, ...]
    sample: tuple[SampleLine, ...]


def guide_page(schemas: Schemas) -> GuidePage:
    """The guide of a ledger's own schema."""
    kinds = []
    for kind in _ORDER:
        root = schemas.by_kind[kind]
        listed = tuple(_fields(root, fields.resolve(root, root), "", 0))
        kinds.append((kind.value, str(root.get("title", kind)), _FILES[kind], str(root.get("description", "")), listed))
    return GuidePage(kinds=tuple(kinds), vocabularies=tuple(_vocabularies(schemas)), sample=tuple(_sample(schemas)))


def _fields(root: Schema, schema: Schema, prefix: str, depth: int) -> Iterator[GuideField]:
    for key, value in fields.properties(root, schema).items():
        said = _SAID.match(str(value.get("description") or ""))
        part = said.groupdict(default="") if said else {"text": "", "example": "", "source": ""}
        letter = str(value.get("x-obligation") or "O")
        element = fields.elements(root, value)
        vocabulary = str(value.get("x-vocabulary") or element.get("x-vocabulary") or "")
        yield GuideField(
            str(value.get("title") or key), prefix + key, letter, OBLIGATIONS.get(letter, letter),
            part["text"].strip(), part["example"].strip(), part["source"].strip(), vocabulary, depth,
        )  # fmt: skip
        if depth < _DEEPEST:
            yield from _fields(root, value, f"{prefix}{key}.", depth + 1)
            if element:
                yield from _fields(root, element, f"{prefix}{key}[].", depth + 1)


def _vocabularies(schemas: Schemas) -> Iterator[Vocabulary]:
    for name, data in schemas.vocabulary.items():
        entries: Any = data.get("values") or ()
        values = tuple((str(entry.get("value")), str(entry.get("note") or "")) for entry in entries)
        yield Vocabulary(name, str(data.get("title") or name), str(data.get("source") or ""), values)


def sample_text() -> str:
    """The catalog shown as a sample."""
    return (resources.files("yibenzhang.site") / "sample.yml").read_text("utf-8")


def _sample(schemas: Schemas) -> Iterator[SampleLine]:
    """Put each field's label and obligation beside the line it stands on; the first item and resource only."""
    text = sample_text()
    root = schemas.by_kind[Kind.CATALOG]
    notes: dict[int, str] = {}
    for pointer, (line, _) in document.read("sample.yml", text.encode()).spots.items():
        if not pointer or line in notes or not isinstance(pointer[-1], str):
            continue
        found = fields.at(root, pointer)
        if found and (pointer[0] not in ("items", "resources") or len(pointer) == 1):
            word = OBLIGATIONS.get(str(found.get("x-obligation")), "")
            notes[line] = f"{found.get('title', pointer[-1])}" + (f"（{word}）" if word else "")
    for number, code in enumerate(text.splitlines(), 1):
        yield SampleLine(code, notes.get(number, ""))
