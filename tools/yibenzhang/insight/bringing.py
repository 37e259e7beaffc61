"""What a push brings to a branch: the commits that are new to it, the paths they touch, what git says stands there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cached_property

from ..sources import commits, gitlog
from ..sources.git import Commit, Entry, Repository
from ..sources.gitlog import Change
from ..sources.layout import CATALOGS
from ..sources.tree import FOLDERS

ODD = {"120000": "符号链接", "160000": "子模块", "100755": "可执行文件"}
_FEW = 200
_DAY = timedelta(days=1)
_HEADER = 1 << 20
_SHOWN = 3


class Brought:
    """The commits ``head`` has and ``base`` has not."""

    def __init__(self, repository: Repository, base: Commit, head: Commit) -> None:
        self._repository, self._base, self._head = repository, base, head

    def detour(self, branch: str) -> str:
        """Why the new commits do not simply follow the old ones; empty when they do.

        What was approved must stay on the first-parent line, or the log of approvals would lose it.
        """
        if not self._line[1]:
            return ""
        if any(self._base.id in parents for parents in self._graph.values()):
            return (
                f"合并的方向反了，{branch} 上审核过的提交会变成旁支："
                f"先运行 git pull --rebase origin {branch}（审核人合入别人的分支时，在 {branch} 上运行 git merge）"
            )
        return (
            f"{branch} 的历史只能往后加，不能改写：服务器上最新的提交是 {self._base.id[:7]}，"
            f"先运行 git pull --rebase origin {branch}，再推送"
        )

    @cached_property
    def _graph(self) -> dict[str, tuple[str, ...]]:
        return gitlog.graph(self._repository, self._head.id, self._base.id)

    @cached_property
    def _line(self) -> tuple[list[str], bool]:
        """The new first-parent commits, newest first; and whether they lead elsewhere than to the base."""
        found, at = [], self._head.id
        while at in self._graph:
            found.append(at)
            parents = self._graph[at]
            at = parents[0] if parents else ""
        return found, at != self._base.id

    @cached_property
    def _steps(self) -> list[Change]:
        steps = gitlog.changes(self._repository, self._head.id, self._base.id)
        return [change for _, changes in steps for change in changes]

    @cached_property
    def paths(self) -> list[str]:
        """Every path a new first-parent commit touches, sorted: each of them is an approval of its own in the log."""
        return sorted({text(change.path) for change in self._steps})

    @cached_property
    def changes(self) -> list[Change]:
        """What differs in the end."""
        return gitlog.between(self._repository, self._base.id, self._head.id)

    @cached_property
    def files(self) -> list[Entry]:
        """What stands in the end at the paths of the ledger that differ."""
        paths = {text(change.path) for change in self.changes if change.new}
        asked = sorted(path for path in paths if path.partition("/")[0] in FOLDERS)
        if len(asked) > _FEW:
            return [entry for entry in self._repository.entries(self._head, *FOLDERS) if entry.path in paths]
        return self._repository.entries(self._head, *asked) if asked else []

    def odd(self) -> Iterator[str]:
        """What is no plain file under catalogs/ in any new commit: a checkout of it would make it on somebody's disk."""
        steps = self._steps
        if len(self._line[0]) < len(self._graph):
            every = gitlog.changes(self._repository, self._head.id, self._base.id, sides=True)
            steps = [change for _, changes in every for change in changes]
        found = {text(change.path): change.new_mode for change in steps if _is_odd(change.new_mode, change.path)}
        if found:
            had = {entry.path: entry.mode for entry in self._repository.entries(self._base, CATALOGS.rstrip("/"))}
            yield from _said({path: mode for path, mode in found.items() if had.get(path) != mode})


def ahead(repository: Repository, base: Commit | None, head: Commit, now: datetime) -> str:
    """Which approvals of ``head`` that ``base`` has not are of a day yet to come; empty when none is.

    They count for the days of every later check: a date in the year 9999 would end all waivers, for good. A day is
    allowed for clocks that are a little wrong. An unreadable time is not this one's business.
    """
    ids = gitlog.line(repository, head, base)
    times = (commits.parse(data).committer.time for data in repository.blobs(ids, _HEADER))
    found = {each: commits.moment(time) for each, time in zip(ids, times, strict=True) if time is not None}
    # Git itself may read the line otherwise, and the reference day is what git reads.
    found[head.id] = max(head.committed, found.get(head.id, head.committed))
    late = [each for each, time in found.items() if time > now + _DAY]
    if not late:
        return ""
    more = f"（共 {len(late)} 个这样的提交）" if len(late) > 1 else ""
    return (
        f"提交 {late[0][:7]} 的提交时间是 {found[late[0]].astimezone(commits.BEIJING):%Y-%m-%d %H:%M}，"
        f"比服务器的时间晚一天以上{more}：先校准电脑的时间，再重新提交（git commit --amend --no-edit）"
    )


def odd(entries: Iterable[Entry]) -> Iterator[str]:
    """The same of a whole revision."""
    yield from _said({entry.path: entry.mode for entry in entries if entry.mode in ODD and is_catalogs(entry.path)})


def entries_after(entries: Iterable[Entry], changes: Sequence[Change], files: Iterable[Entry]) -> list[Entry]:
    """The entries of a revision that differs from the one ``entries`` are of by ``changes``, ending in ``files``."""
    gone = {text(change.path) for change in changes}
    return [*(entry for entry in entries if entry.path not in gone), *files]


def is_catalogs(path: str) -> bool:
    """Whether a path is ``catalogs/`` itself or in it, however its letters are written: disks may not tell."""
    return f"{path}/".casefold().startswith(CATALOGS)


def text(path: bytes) -> str:
    """A path as the rest of the program writes it."""
    return path.decode("utf-8", "surrogateescape")


def _is_odd(mode: str, path: bytes) -> bool:
    return mode in ODD and is_catalogs(text(path))


def _said(found: dict[str, str]) -> Iterator[str]:
    for mode, what in ODD.items():
        paths = sorted(path for path, each in found.items() if each == mode)
        if paths:
            more = f" 等 {len(paths)} 个" if len(paths) > _SHOWN else ""
            fix = "：运行 git update-index --chmod=-x 去掉执行权限" if mode == "100755" else "：删去它，放真正的文件"
            late = "；提交过又删去的也不行，要用 git rebase 从历史里去掉"
            yield f"catalogs/ 下不能有{what}（{'、'.join(paths[:_SHOWN])}{more}）{fix}{late}"
