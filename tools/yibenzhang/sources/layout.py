"""Which file of a ledger is what (DESIGN section 3). Paths are POSIX, relative to the ledger's root."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from ..lazily import pattern

CATALOGS = "catalogs/"
REGISTRY = "catalogs/registry.yml"
RESERVED = frozenset({"retired", "demands", "objections", "base-items"})
_ESCAPES = str.maketrans('/\\:*?"<>|', "／＼：＊？＂＜＞｜")


class Kind(StrEnum):
    """The kind of a document: the name of its schema."""

    REGISTRY = "registry"
    LIBRARIES = "libraries"
    BASE_ITEMS = "base-items"
    REGION = "region"
    DEPARTMENT = "department"
    CATALOG = "catalog"
    DEMAND = "demand"
    OBJECTION = "objection"


def file_name(name: str) -> str:
    """The file name a catalog of this name bears: characters no disk takes are written full-width."""
    return name.translate(_ESCAPES) + ".yml"


class Layout:
    """Knows the folders of one tree, and from them the kind of each file."""

    def __init__(self, paths: Iterable[str]) -> None:
        ends = "/department.yml"
        folders = (
            path[len(CATALOGS) : -len(ends)] for path in paths if path.startswith(CATALOGS) and path.endswith(ends)
        )
        self.departments = frozenset(folder for folder in folders if _is_free(folder))

    def classify(self, path: str) -> tuple[Kind | None, str]:
        """Kind of a file and the id of the department or region it belongs to; kind None when it has no place."""
        if path == REGISTRY:
            return Kind.REGISTRY, ""
        if path == "catalogs/libraries.yml":
            return Kind.LIBRARIES, ""
        folder, _, name = path[len(CATALOGS) :].rpartition("/")
        if folder == "base-items":
            return Kind.BASE_ITEMS, ""
        if name in ("department.yml", "region.yml"):
            kind = Kind.DEPARTMENT if name == "department.yml" else Kind.REGION
            return kind if _is_free(folder) else None, folder
        if folder in self.departments:
            return Kind.CATALOG, folder
        parent, _, last = folder.rpartition("/")
        if parent in self.departments:
            kinds = {"retired": Kind.CATALOG, "demands": Kind.DEMAND, "objections": Kind.OBJECTION}
            return kinds.get(last), parent
        return None, folder


def _is_free(folder: str) -> bool:
    """Whether a folder may be a department's or a region's: not ``catalogs/`` itself, no reserved name in it."""
    return folder != "" and RESERVED.isdisjoint(folder.split("/"))


def is_document(path: str) -> bool:
    """Whether a path under ``catalogs/`` must be one of the ledger's documents."""
    return path.startswith(CATALOGS) and path.endswith((".yml", ".yaml", ".YML", ".YAML"))


_SCHEMA = pattern(r"schema/(?:[a-z-]+\.schema\.json|vocabulary/[a-z-]+\.yml|workdays/[0-9]{4}\.yml)\Z")


def is_schema(path: str) -> bool:
    """Whether a path is part of the ledger's own schema."""
    return _SCHEMA.match(path) is not None
