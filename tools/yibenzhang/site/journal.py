"""The history as the pages show it: read once a build, and no more kept of it than they need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from msgspec.structs import replace

from ..history.periods import Cut, Issue, Period, Scale, by_date, by_tag, issues, tagged
from ..history.selection import concerned
from ..history.timeline import Timeline, timeline
from ..model.change import CatalogChange, Revision
from ..outputs.hosts import Host, host
from ..sources.git import BEIJING, Commit, Repository
from ..sources.gittags import tags
from ..sources.opening import Opening, RevisionError
from ..sources.store import Store
from ..sources.workers import collector_off

Progress = Callable[[int, int], None]
OUTSIDE = "这本账不在 git 仓库里（或者这台电脑没有安装 git），没有变更历史可看。"
NOTHING = "这个仓库还没有提交，没有变更历史可看。"
SHALLOW = (
    "这个仓库是浅克隆，只有最近一段历史：更早的变更和审核看不到，当时已有的目录哪天新增的也不知道。"
    "要看全部历史，先运行 git fetch --unshallow --tags，再生成一次网站。"
)
DAMAGED = "历史读不出来，网站上不显示变更记录："


class Chapter(NamedTuple):
    """A period with what was approved in it, newest first. ``name``: of its page, without ending."""

    name: str
    issue: Issue
    revisions: tuple[Revision, ...]


@dataclass(frozen=True, kw_only=True)
class Journal:
    """The approvals that changed catalogs, newest first.

    ``note``: why there are none to show; empty otherwise. ``empty``: how many commits changed no catalog. ``updated``:
    ISO time of the commit the history ends at. ``single``: it has one commit only.
    """

    note: str = ""
    damaged: bool = False
    shallow: bool = False
    single: bool = False
    empty: int = 0
    updated: str = ""
    scale: Scale = Scale.MONTH
    revisions: tuple[Revision, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    host: Host = field(default_factory=Host)

    @property
    def known(self) -> bool:
        """Whether there is a history at all."""
        return not self.note


NO_HISTORY = Journal(note=OUTSIDE)


def read(opening: Opening, progress: Progress | None = None) -> Journal:
    """The history up to the revision the ledger was read at; of a working folder that of HEAD."""
    if opening.repository is None:
        return Journal(note=OUTSIDE)
    if opening.commit is None:
        return Journal(note=NOTHING)
    try:
        found = timeline(opening.repository, Store(opening.root), opening.commit, progress)
        with collector_off():
            revisions = tuple(each for each in found.outlines() if each.changes)
        scale, cut, names = _cut(opening.repository, opening.commit, found)
    except RevisionError as error:
        return Journal(note=f"{DAMAGED}{error}", damaged=True)
    return Journal(
        shallow=found.shallow,
        single=len(found.commits) == 1,
        empty=len(found.commits) - len(revisions),
        updated=opening.commit.committed.astimezone(BEIJING).isoformat(),
        scale=scale,
        revisions=revisions,
        chapters=tuple(_chapters(revisions, cut, names)),
        host=host(opening.ledger.registry.settings, opening.repository.prefix),
    )


def _cut(repository: Repository, commit: Commit, found: Timeline) -> tuple[Scale, Cut, Callable[[Period], str]]:
    """What cuts the history into periods, and how the pages of these are named: tags 批次/… where there are any, else
    months. What no tag has closed yet gets the number its period is going to have, so that addresses stay."""
    line, whole = found.commits, not found.shallow
    closing = tags(repository, commit.id, line)
    if closing:
        order = dict.fromkeys(tagged(line, closing).values())
        places = {period.key: str(place) for place, period in enumerate(order, 1)}
        cut = by_tag(tagged(line, closing, whole=whole))
        return Scale.TAG, cut, lambda period: places.get(period.key, str(len(places) + 1))
    first = repository.commit(line[-1]).committed.astimezone(BEIJING).date().isoformat() if whole else ""
    return Scale.MONTH, by_date(Scale.MONTH, first), lambda period: period.key


def _chapters(revisions: Sequence[Revision], cut: Cut, names: Callable[[Period], str]) -> Iterator[Chapter]:
    held: dict[Period, list[Revision]] = {}
    for revision in revisions:
        held.setdefault(cut(revision), []).append(revision)
    for issue in issues(revisions, cut):
        yield Chapter(names(issue.period), issue, tuple(held[issue.period]))


class Step(NamedTuple):
    """What one approval did to one catalog."""

    revision: Revision
    change: CatalogChange


def stories(revisions: Iterable[Revision], catalogs: Iterable[tuple[str, str]]) -> dict[str, list[Step]]:
    """What happened to each catalog, newest first, by its path, in one pass; ``catalogs`` are (path, code).

    Through a 移交 it goes on with the catalog that was retired for this one. A file that cannot be read may not show
    its code: then the history tells which one it had.
    """
    found: dict[str, list[Step]] = {}
    bearers: dict[str, tuple[str, ...]] = {}
    nameless: set[str] = set()
    for path, code in catalogs:
        if code:
            bearers[code] = (*bearers.get(code, ()), path)
        else:
            nameless.add(path)
    for revision in revisions:
        inherited: list[tuple[str, tuple[str, ...]]] = []
        for change in revision.changes:
            code = change.code or f"\0{change.file}"
            if change.file in nameless:
                nameless.remove(change.file)
                bearers[code] = (*bearers.get(code, ()), change.file)
            paths = bearers.get(code, ())
            if change.predecessor:
                inherited.append((change.predecessor, paths))
                paths += tuple(each for each in bearers.get(change.predecessor, ()) if each not in paths)
            for path in paths:
                found.setdefault(path, []).append(Step(revision, change))
        for code, paths in inherited:
            bearers[code] = tuple(dict.fromkeys((*bearers.get(code, ()), *paths)))
    return found


def of_departments(revisions: Iterable[Revision], most: int) -> dict[str, list[Revision]]:
    """The newest ``most`` approvals of each department, with its own changes only; 移交 stands with both departments."""
    found: dict[str, list[Revision]] = {}
    for revision in revisions:
        own: dict[str, list[CatalogChange]] = {}
        for change in revision.changes:
            for department in concerned(change):
                own.setdefault(department, []).append(change)
        for department, changes in own.items():
            held = found.setdefault(department, [])
            if len(held) < most:
                whole = len(changes) == len(revision.changes)
                held.append(revision if whole else replace(revision, changes=tuple(changes)))
    return found


__all__ = [
    "NO_HISTORY",
    "SHALLOW",
    "Chapter",
    "Journal",
    "Progress",
    "Step",
    "of_departments",
    "read",
    "stories",
]
