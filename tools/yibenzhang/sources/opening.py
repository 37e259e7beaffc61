"""Opening a ledger: which folder, which revision, which reference day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from . import layout, ledger, tree
from .git import Commit, Repository, RevisionError
from .ledger import Ledger
from .memory import Memory
from .store import Store


class NoLedgerError(Exception):
    """There is no ledger to read; the message is Chinese and meant for the user."""


@dataclass(frozen=True)
class Opening:
    """A ledger that has been read, and the moment it stands for.

    ``commit`` is the revision read, or HEAD for the working folder; None outside of git. ``today`` is the reference
    day (DESIGN section 3): what was asked for, else the day a sample ledger stands still on, else the committer date of
    ``commit`` in +08:00; None when none is known, and then nothing that needs a day is said. ``at``: a revision was asked for, not the working folder.
    """

    root: Path
    ledger: Ledger
    repository: Repository | None = None
    commit: Commit | None = None
    today: date | None = None
    at: bool = False

    @cached_property
    def dirty(self) -> bool:
        """Whether what was read differs from ``commit``."""
        if self.at:
            return False
        return self.commit is None or self.repository is None or self.repository.uncommitted(*tree.FOLDERS) > 0


def find_root(start: Path) -> Path:
    """The nearest folder upward from ``start`` that holds ``catalogs/registry.yml``.

    Raises:
        NoLedgerError: there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / layout.REGISTRY).is_file():
            return folder
    raise NoLedgerError(
        f"从 {start} 往上没有找到一本账（catalogs/registry.yml）：请到一本账的文件夹里运行，或用 -C 指明文件夹"
    )


def open_ledger(root: Path, at: str | None = None, on: date | None = None) -> Opening:
    """Read the ledger in ``root`` as it stands on disk, or as revision or day ``at`` had it.

    Raises:
        NoLedgerError: the revision has no registry.yml, or ``at`` is asked for outside of git.
        RevisionError: nothing answers to ``at``.
        SchemaError: the ledger's own schema cannot be used.
    """
    repository = Repository.find(root)
    if at is None:
        head = repository.head() if repository else None
        read = ledger.read(tree.of_folder(root, Memory(root)), Store(root))
        return Opening(root, read, repository, head, on or reference_day(read, head))
    if repository is None:
        raise NoLedgerError(f"{root} 不在 git 仓库里，没有过去的版本可读：去掉 --at")
    commit = repository.commit(at)
    files = tree.of_revision(repository, commit)
    if layout.REGISTRY not in files.files:
        raise NoLedgerError(f"版本“{at}”里没有 {layout.REGISTRY}")
    read = ledger.read(files, Store(root))
    return Opening(root, read, repository, commit, on or reference_day(read, commit), at=True)


def reference_day(read: Ledger, commit: Commit | None) -> date | None:
    """The day a ledger stands for when none is asked for (DESIGN section 3)."""
    settings = read.registry.settings
    still = date.fromisoformat(settings.sample_day) if settings.sample and settings.sample_day else None
    return still or (commit.day if commit else None)


__all__ = ["NoLedgerError", "Opening", "RevisionError", "find_root", "open_ledger", "reference_day"]
