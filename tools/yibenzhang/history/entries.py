"""Catalogs of any time, as compared: what a file says, without asking whether it is right.

Old revisions were valid under old schemas, so values are plain dicts as read, never model structs.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ..sources.layout import CATALOGS, RESERVED, is_document

_PROFILES = frozenset({"department.yml", "region.yml"})


class Entry(NamedTuple):
    """One catalog file of one tree.

    ``values`` is None when the file cannot be read to its end, is no mapping or names no code; ``code`` is empty when it
    is not known. Nothing changes ``values`` once it is in an entry.
    """

    path: str
    department: str
    code: str
    values: dict[str, Any] | None


def entry(path: str, values: dict[str, Any] | None, code: str = "") -> Entry:
    """An entry for a file; ``code`` is what is known of it when ``values`` do not say."""
    own = values.get("code") if values else None
    if not isinstance(own, str) or not own:
        return Entry(path, department_of(path), code, None)
    return Entry(path, department_of(path), own, values)


def is_catalog(path: str) -> bool:
    """Whether a path, relative to the ledger's root, is a catalog's: by the path alone, since old trees may lack profiles."""
    if not is_document(path):
        return False
    *folders, name = path[len(CATALOGS) :].split("/")
    if folders and folders[-1] == "retired":
        folders.pop()
    if not folders or name in _PROFILES or not RESERVED.isdisjoint(folders):
        return False
    return not any(part.startswith(".") for part in (*folders, name))


def department_of(path: str) -> str:
    """The department's id: the folder under ``catalogs/``, without a last ``retired``."""
    return path.removeprefix(CATALOGS).rpartition("/")[0].removesuffix("/retired")


def stem(path: str) -> str:
    """The file's name without its ending, for a catalog whose own name cannot be read."""
    return path.rpartition("/")[2].rpartition(".")[0]
