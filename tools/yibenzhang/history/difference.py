"""What differs between two revisions, or between a revision and the working folder, whatever lies between them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path

from ..model.change import CatalogChange
from ..sources import gitlog, tree
from ..sources.git import Commit, Repository
from ..sources.layout import CATALOGS
from ..sources.past import Past
from ..sources.records import Records
from ..sources.store import Store
from .compare import compare
from .entries import is_catalog
from .walk import Side, Step, demanded, entries, is_demand, is_plain, text_of

_CATALOGS = CATALOGS.rstrip("/")
_SHA256 = 64


def difference(
    repository: Repository, store: Store | None, old: Commit, new: Commit | None, folder: Path | None
) -> tuple[CatalogChange, ...]:
    """What changed from ``old`` to ``new``; with ``new`` None, to the working tree under ``folder``, the ledger's root.

    Only files that differ are read. What could not be read in ``old`` and can be in ``new`` has its last readable form
    nowhere in the two, so its fields stand against nothing.

    Raises:
        RevisionError: the repository lacks an object.
    """
    past = Past(repository, Records(store))
    texts: dict[str, bytes] = {}
    if new is not None:
        step = Step(gitlog.between(repository, old.id, new.id, _CATALOGS))
        gone, come, demands = step.old, step.new, _Demands(past, partial(_tree, repository, new), texts)
    else:
        before = _tree(repository, old)
        after = list(_folder(folder or Path(), "sha256" if len(old.id) == _SHA256 else "sha1", texts))
        gone, come = _without(before, after), _without(after, before)
        demands = _Demands(past, lambda: after, texts)
    readings = past.load((side.blob for side in (*gone, *come) if side.blob), texts)
    return compare(entries(gone, readings), entries(come, readings), demands)


def _tree(repository: Repository, commit: Commit) -> list[Side]:
    return [
        Side(path, entry.blob if is_plain(entry.mode) else "")
        for entry in repository.entries(commit, _CATALOGS)
        if _counts(path := text_of(entry.path.encode("utf-8", "surrogateescape")))
    ]


def _folder(root: Path, algorithm: str, texts: dict[str, bytes]) -> Iterator[Side]:
    """The same of a folder; its files go into ``texts`` under the ids git would give them."""
    found = tree.of_folder(root)
    for name, data in found.files.items():
        path = text_of(name.encode("utf-8", "surrogateescape"))
        if _counts(path):
            blob = hashlib.new(algorithm, b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
            texts[blob] = data
            yield Side(path, blob)
    for name in found.odd:
        path = text_of(name.encode("utf-8", "surrogateescape"))
        if _counts(path):
            yield Side(path, "")


def _counts(path: str) -> bool:
    return is_catalog(path) or is_demand(path)


def _without(sides: Sequence[Side], others: Sequence[Side]) -> list[Side]:
    """The catalogs of one side that are not the same on the other."""
    known = set(others)
    return [side for side in sides if side not in known and is_catalog(side.path)]


class _Demands:
    """The codes open demands depend on, read only when something is asked for."""

    def __init__(self, past: Past, sides: Callable[[], Sequence[Side]], texts: Mapping[str, bytes]) -> None:
        self.past, self.sides, self.texts = past, sides, texts

    def __contains__(self, code: object) -> bool:
        return code in self.codes

    @cached_property
    def codes(self) -> frozenset[str]:
        blobs = [side.blob for side in self.sides() if is_demand(side.path)]
        readings = self.past.load((blob for blob in blobs if blob), self.texts)
        return frozenset(demanded(readings, blob) or "" for blob in blobs) - {""}
