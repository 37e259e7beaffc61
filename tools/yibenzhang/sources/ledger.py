"""A tree read as a ledger: the registry's values, and what is needed to say where a fault lies."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, TypeVar

import msgspec
from msgspec import structs

from ..model.catalog import Catalog, Value
from ..model.demand import Demand, Objection
from ..model.department import Department, Region
from ..model.findings import Place, Pointer, dotted
from ..model.registry import BaseItems, Registry
from ..model.settings import Settings
from . import document, layout
from .document import Document, Spot
from .layout import Kind
from .readings import OWNERS, Readings, convert
from .schema import Schemas, default_schemas, load
from .store import Store, program
from .traps import Trap
from .tree import Tree

V = TypeVar("V", bound=Value)


@dataclass
class Ledger:
    """One tree read.

    ``broken`` holds the documents whose shape the schema refused, ``trapped`` those with faults of the text (a document
    may be in both), ``stray`` the paths that stand where no document belongs, with the reason. ``keys`` names the
    content of each document, with the schema it is held to, for the ``store``.
    """

    tree: Tree
    schemas: Schemas
    kinds: Mapping[str, Kind]
    registry: Registry = field(default_factory=Registry)
    broken: dict[str, Document] = field(default_factory=dict)
    trapped: dict[str, Document] = field(default_factory=dict)
    stray: dict[str, str] = field(default_factory=dict)
    keys: dict[str, bytes] = field(default_factory=dict)
    store: Store | None = None
    _documents: dict[str, Document] = field(default_factory=dict)

    def document(self, path: str) -> Document:
        """The document at ``path``, with places; read once."""
        if path not in self._documents:
            self._documents[path] = document.read(path, self.tree.files.get(path, b""))
        return self._documents[path]

    def locate(self, place: Place) -> Spot:
        """Line and column of a place; (1, 1) where the path is no document."""
        return self.document(place.path).locate(place.pointer) if place.path in self.tree.files else (1, 1)

    def values(self, place: Place) -> Any:
        """What stands at a place, or None."""
        found = self.document(place.path).values
        for key in place.pointer:
            try:
                found = found[key]
            except (KeyError, IndexError, TypeError):
                return None
        return found


def read(tree: Tree, store: Store | None = None, like: Ledger | None = None) -> Ledger:
    """Read every document of ``tree``; what ``store`` has seen before, or ``like`` has the same, is not read again.

    Raises:
        SchemaError: the ledger brings a schema of its own that cannot be used.
    """
    places = layout.Layout(tree.files)
    kinds: dict[str, Kind] = {}
    owners: dict[str, str] = {}
    stray = {path: f"是{what}" for path, what in tree.odd.items()}
    for path in tree.files:
        if not layout.is_document(path):
            continue
        kind, owner = places.classify(path)
        if not _is_text(path):
            stray[path] = "文件名或文件夹名不是 UTF-8 编码的文字"
        elif not path.endswith(".yml"):
            stray[path] = "扩展名应为 .yml"
        elif kind is None:
            stray[path] = "不在任何部门文件夹里（部门文件夹要有 department.yml）"
        else:
            kinds[path], owners[path] = kind, owner
    schemas = load(tree.files) if any(map(layout.is_schema, tree.files)) else default_schemas()
    ledger = Ledger(tree, schemas, kinds, stray=stray, store=store)
    ledger.keys = _keys(ledger)
    ledger.registry = _Assembler(ledger, owners, like).registry()
    return ledger


def _is_text(path: str) -> bool:
    """Whether a path is text at all: bytes that are no UTF-8 stand in it as lone surrogates."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _keys(ledger: Ledger) -> dict[str, bytes]:
    """What a document's value depends on: its bytes, its schema, this program."""
    versions = {
        kind: blake2b(json.dumps(ledger.schemas.by_kind[kind]).encode(), key=program(), digest_size=8).digest()
        for kind in Kind
    }
    return {path: versions[kind] + ledger.tree.blob(path) for path, kind in ledger.kinds.items()}


class _Assembler:
    """Turns documents into values."""

    def __init__(self, ledger: Ledger, owners: Mapping[str, str], like: Ledger | None) -> None:
        self.ledger = ledger
        self.owners = owners
        self.like = like
        self.found: dict[Kind, list[Any]] = {kind: [] for kind in Kind}
        self.types: Mapping[Kind, Any] = {}

    def registry(self) -> Registry:
        readings = Readings(self.ledger, self.like)
        self.types = readings.models.types
        whole = readings.values()
        for path, kind in self.ledger.kinds.items():
            value = whole[path] if path in whole else self.slowly(path, kind)
            if value is not None:
                self.found[kind].append(self.placed(kind, path, value))
        found = self.found
        libraries = found[Kind.LIBRARIES][0] if found[Kind.LIBRARIES] else ()
        return Registry(
            settings=found[Kind.REGISTRY][0] if found[Kind.REGISTRY] else Settings(),
            regions=tuple(found[Kind.REGION]),
            departments=tuple(found[Kind.DEPARTMENT]),
            catalogs=tuple(found[Kind.CATALOG]),
            base_items=tuple(found[Kind.BASE_ITEMS]),
            libraries=libraries,
            demands=tuple(found[Kind.DEMAND]),
            objections=tuple(found[Kind.OBJECTION]),
            paths=tuple(self.ledger.kinds),
            sketches=readings.sketches,
        )

    def placed(self, kind: Kind, path: str, value: Any) -> Any:
        """Tell a value where it stands: the store knows contents only."""
        if kind is not Kind.LIBRARIES:
            structs.force_setattr(value, "path", path)
            if owner_key := OWNERS.get(kind):
                structs.force_setattr(value, owner_key, self.owners[path])
        return value

    def slowly(self, path: str, kind: Kind) -> Any:
        """Read a document something may be wrong with: with places, and in part when it is not valid."""
        ledger = self.ledger
        slow = ledger.document(path)
        if slow.traps:
            ledger.trapped[path] = slow
        # What could not be read to its end is never whole, whatever the schema says of its beginning.
        if slow.complete and isinstance(slow.values, dict) and ledger.schemas.accepts(kind, slow.values):
            try:
                return convert(kind, slow.values, self.types)
            except msgspec.ValidationError as error:
                # The schema that comes with the tool never lets this happen; a ledger's own may.
                self.refuse(path, str(error).rpartition(" - at ")[2])
        else:
            ledger.broken[path] = slow
        values = slow.values if isinstance(slow.values, dict) else {}
        where = {"path": path, owner_key: self.owners[path]} if (owner_key := OWNERS.get(kind)) else {"path": path}
        return _partial(kind, where, values, slow.complete)

    def refuse(self, path: str, where: str) -> None:
        """Say that a ledger's own schema accepts what the model does not know; the document is read in part."""
        document = self.ledger.document(path)
        pointer = tuple(int(part) if part.isdigit() else part for part in re.findall(r"[^`$.\[\]]+", where))
        message = f"{dotted(pointer) or '这个文件'} 的值读不了：本账自己的 schema/ 放行，但与工具的数据模型不合"
        document.traps.append(Trap(*document.locate(pointer), message, "改这里的值，或改 schema/ 使它与工具一致"))
        self.ledger.trapped[path] = document


def _partial(kind: Kind, where: dict[str, str], values: dict[str, Any], complete: bool) -> Value | None:
    """What other documents refer to still counts when a document is broken, so one slip does not cascade."""

    def text(key: str) -> str:
        found = values.get(key)
        return found if isinstance(found, str) else ""

    def texts(key: str) -> tuple[str, ...]:
        found = values.get(key)
        if isinstance(found, str):
            # A list written without its brackets still says what it names.
            return tuple(re.findall(r"[^\s,，、；;\[\]［］【】]+", found))
        return tuple(entry for entry in found if isinstance(entry, str)) if isinstance(found, list) else ()

    def entries(key: str, *kept: str) -> list[dict[str, str]]:
        found = values.get(key)
        rows = [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []
        return [{name: row[name] for name in kept if isinstance(row.get(name), str)} for row in rows]

    broken: dict[str, Any] = {**where, "readable": False}
    if kind is Kind.CATALOG:
        status = text("status") or ("已下架" if "/retired/" in where["path"] else "在用")
        kept = {"code": text("code"), "name": text("name"), "duties": texts("duties"), "status": status}
        return msgspec.convert(
            {**broken, **kept, "complete": complete, "services": entries("services", "name", "code")}, Catalog
        )
    if kind is Kind.DEPARTMENT:
        kept = {key: text(key) for key in ("name", "slug", "uscc", "level", "division", "kind")}
        duties = entries("duties", "id", "key", "clause", "text", "duty")
        systems = entries("systems", "id", "name")
        lists = {"offices": texts("offices"), "duties": duties, "systems": systems}
        return msgspec.convert({**broken, **kept, **lists}, Department)
    if kind is Kind.REGION:
        return Region(path=where["path"], id=where["id"], name=text("name"))
    # The file name tells what the others are called, so that references to them do not dangle.
    stem = where["path"].rpartition("/")[2].removesuffix(".yml")
    if kind is Kind.BASE_ITEMS:
        return BaseItems(path=where["path"], name=text("name") or stem)
    if kind is Kind.DEMAND:
        return Demand(**broken, id=stem)
    return Objection(**broken, id=stem) if kind is Kind.OBJECTION else None


def pointer_text(pointer: Pointer) -> str:
    """A pointer as one key for sorting and comparing, list places padded so that 10 follows 9."""
    return "/".join(f"{key:06d}" if isinstance(key, int) else unicodedata.normalize("NFC", key) for key in pointer)
