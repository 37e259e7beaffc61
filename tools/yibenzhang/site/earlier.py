"""What stood beside the ledger in an earlier revision: mkdocs.yml, docs/ and what these use.

A site of a tag is to be what it was when the tag was the newest, so its documents and settings are taken from there too.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from ..sources import tree
from ..sources.git import Repository
from ..sources.opening import NoLedgerError


def unpack(root: Path, at: str, folder: Path) -> None:
    """Write the files that revision ``at`` of the ledger in ``root`` has beside ``catalogs/`` and ``schema/``.

    Only regular files whose names stay inside ``folder``.

    Raises:
        NoLedgerError: outside of git.
        RevisionError: nothing answers to ``at``, or its files cannot be read.
    """
    repository = Repository.find(root)
    if repository is None:
        raise NoLedgerError(f"{root} 不在 git 仓库里，没有过去的版本可读：去掉 --at")
    found = [
        entry
        for entry in repository.entries(repository.commit(at))
        if entry.mode.startswith("100") and _is_beside(entry.path)
    ]
    for entry, data in zip(found, repository.blobs([entry.blob for entry in found]), strict=True):
        target = folder / entry.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _is_beside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    inside = not {"..", ".git"} & set(parts) and not path.startswith("/") and "\\" not in path
    return inside and parts[0] not in tree.FOLDERS


__all__ = ["unpack"]
