"""What the reporters of changes are given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from ...model.change import CatalogChange, Revision

WORKING = "工作区"


@dataclass(frozen=True, slots=True)
class Moment:
    """A ledger at one time: how it was asked for, and the full id and time of its commit; both empty for files that are
    not committed."""

    name: str
    commit: str = ""
    committed: datetime | None = None

    @property
    def short(self) -> str:
        """The first letters of the id; 工作区 without one."""
        return self.commit[:7] or WORKING

    @property
    def label(self) -> str:
        """``v1（1a2b3c4，2026-01-31）``."""
        if not self.commit:
            return WORKING
        day = f"，{self.committed:%Y-%m-%d}" if self.committed else ""
        return f"{self.short}{day and f'（{day[1:]}）'}" if self.is_id else f"{self.name}（{self.short}{day}）"

    @property
    def is_id(self) -> bool:
        """Whether it was asked for by its id."""
        return self.commit.startswith(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two ledgers compared. ``scope``: what was asked for, in words; empty for everything."""

    old: Moment
    new: Moment
    changes: tuple[CatalogChange, ...]
    scope: str = ""
    colour: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """A change log, or a part of it.

    ``revisions`` gives them newest first, each time anew. ``scope``: what was asked for, in words; empty for
    everything. ``most``: list no more revisions than so many. ``first``: day of the ledger's first revision, from which
    issues are counted; empty where it is not known. ``notes``: sentences that stand at the end.
    """

    revisions: Callable[[], Iterable[Revision]]
    head: Moment
    shallow: bool = False
    scope: str = ""
    most: int | None = None
    first: str = ""
    notes: tuple[str, ...] = ()
    colour: bool = False


@dataclass(slots=True)
class Listed:
    """Goes through a journal's revisions, those without changes of catalogs left out, and counts as it goes."""

    journal: Journal
    revisions: int = 0
    changes: int = 0
    empty: int = 0
    cut: bool = field(default=False)

    def __iter__(self) -> Iterator[Revision]:
        """The revisions to be shown."""
        for revision in self.journal.revisions():
            if not revision.changes:
                self.empty += 1
                continue
            if self.revisions == self.journal.most:
                self.cut = True
                return
            self.revisions += 1
            self.changes += len(revision.changes)
            yield revision

    def summary(self) -> str:
        """What was listed and what was not, in one line."""
        said = f"共 {self.revisions} 次审核，{self.changes} 份次目录变更。" if self.revisions else "没有目录变更。"
        if self.cut:
            said += "更早的没有列出。"
        if self.empty:
            said += f"另有 {self.empty} 次提交没有改动目录。"
        return said


__all__ = ["WORKING", "Difference", "Journal", "Listed", "Moment"]
