"""Opening the history of a ledger, and what a command line asks of it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Generic, TypeVar

import click

from ..history.selection import Names, Selection, names
from ..history.timeline import Timeline, timeline
from ..model.change import Impact, Kind, Revision
from ..outputs.changes.report import Moment
from ..outputs.edition import Edition
from ..outputs.escapes import printable
from ..sources import ledger
from ..sources.git import BEIJING, Commit, Repository
from ..sources.layout import CATALOGS, REGISTRY
from ..sources.opening import NoLedgerError
from ..sources.store import Store
from ..sources.tree import Tree
from .commands import Day
from .progress import Bar
from .scope import alike

NO_COMMIT = "这个仓库还没有提交，没有历史可看"
_MOST = 8
"""So many catalogs with the word somebody wrote in their names are listed."""

W = TypeVar("W", bound=StrEnum)


class Words(click.ParamType[frozenset[Any]], Generic[W]):
    """Words of an enumeration, English or Chinese, several with commas; ``what`` names them in messages."""

    name = "词"

    def __init__(self, kind: type[W], what: str) -> None:
        self.what = what
        self.known = {word: each for each in kind for word in (each.value, getattr(each, "label", each.value))}
        self.listed = "、".join(f"{each.value}（{getattr(each, 'label', '')}）" for each in kind)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[Any]:
        """The members the words name, or a Chinese sentence."""
        if isinstance(value, frozenset):
            return value
        words = [word.strip() for word in str(value).replace("，", ",").replace("、", ",").split(",") if word.strip()]
        for word in words:
            if word.lower() not in self.known:
                self.fail(f"没有“{printable(word)}”这种{self.what}：{self.listed}", param, ctx)
        if not words:
            self.fail(f"没有写哪种{self.what}：{self.listed}", param, ctx)
        return frozenset(self.known[word.lower()] for word in words)


class Word(Words[W]):
    """One word of an enumeration."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The member the word names, or a Chinese sentence."""
        if isinstance(value, StrEnum):
            return value
        found = super().convert(value, param, ctx)
        if len(found) > 1:
            self.fail(f"{self.what}只能写一种：{self.listed}", param, ctx)
        return next(iter(found))


class MarkedDay(Day):
    """A day, with or without the mark that revisions bear: 2026-01-31 or @2026-01-31."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Turn text into a day, or fail with a Chinese sentence."""
        return super().convert(value.removeprefix("@") if isinstance(value, str) else value, param, ctx)


kind_option = click.option(
    "--kind",
    "kinds",
    type=Words(Kind, "变更"),
    default=frozenset(),
    metavar="变更",
    help="只看这些变更：新增、下架等，用逗号隔开",
)
impact_option = click.option(
    "--impact",
    "impacts",
    type=Words(Impact, "影响"),
    default=frozenset(),
    metavar="影响",
    help="只看这些影响：破坏性、兼容、说明性，用逗号隔开",
)


@dataclass(frozen=True)
class Chronicle:
    """The history of a ledger up to ``commit``."""

    repository: Repository
    commit: Commit
    timeline: Timeline
    name: str

    @property
    def head(self) -> Moment:
        """The revision it was read at."""
        return moment(self.name, self.commit)

    def revisions(self) -> Iterator[Revision]:
        """All approvals, newest first."""
        return self.timeline.revisions()


def moment(name: str, commit: Commit | None) -> Moment:
    """How a revision is named in what is shown."""
    return Moment(name, commit.id, commit.committed.astimezone(BEIJING)) if commit else Moment(name)


def repository_of(root: Path, otherwise: str = "没有历史可看") -> Repository:
    """The repository of a ledger; ends the run outside of git, saying what cannot be done there."""
    found = Repository.find(root)
    if found is None:
        raise NoLedgerError(f"{root} 不在 git 仓库里（或没有安装 git），{otherwise}")
    return found


def chronicle(root: Path, at: str | None = None) -> Chronicle:
    """Read the history of the ledger; a shallow clone is said on standard error."""
    repository = repository_of(root)
    if at is None and repository.head() is None:
        raise NoLedgerError(NO_COMMIT)
    commit = repository.commit(at or "HEAD")
    with Bar("读取历史") as bar:
        found = timeline(repository, Store(root), commit, bar.show)
    if found.shallow:
        click.echo(
            "警告：这个仓库是浅克隆，只有最近一段历史，更早的变更和审核看不到，当时已有的目录哪天新增的也不知道。\n"
            "　　　要看全部历史，先运行：git fetch --unshallow --tags",
            err=True,
        )
    return Chronicle(repository, commit, found, at or "HEAD")


def subject(asked: str, revisions: Iterable[Revision]) -> Selection:
    """What the log is asked about; ends the run with the nearest names when nobody bears that one."""
    known = names(revisions)
    # A path is as good as what it leads to: a department's folder, a catalog's file.
    word = asked.strip().strip("/").removeprefix("./")
    if word.startswith(CATALOGS):
        word = word.removeprefix(CATALOGS).removesuffix(".yml")
        word = word if word in known.departments or word in known.regions else word.rpartition("/")[2]
    found = known.select(word)
    if found is not None:
        return found
    raise click.UsageError(f"历史里没有“{printable(asked)}”这份目录、这个部门或县（市）。{near(asked, known)}")


def near(asked: str, known: Names, *, folders: bool = True) -> str:
    """A hint at the nearest codes and names, and with ``folders`` departments and regions."""
    others = sorted(known.departments | known.regions) if folders else []
    holding = _holding(asked, known)
    choices = [*known.codes, *known.bearers, *others]
    nearest = [] if len(holding) == _MOST else alike(asked, [each for each in choices if each not in holding.values()])
    codes = [*holding, *(each for each in nearest if each not in holding)]
    shown = [f"{name}《{known.codes[name]}》" if name in known.codes else _borne(name, known) for name in codes]
    if shown:
        return f"相近的有：{printable('、'.join(shown))}"
    return "写目录代码、目录名称、部门或县（市）" if folders else "写目录代码或目录名称"


def _holding(asked: str, known: Names) -> dict[str, str]:
    """The first codes whose catalogs have a word in a name or alias they bear or bore, with that name."""
    found: dict[str, str] = {}
    for name, codes in sorted(known.bearers.items()):
        if asked and asked in name:
            for code in codes:
                found.setdefault(code, name)
    return dict(sorted(found.items())[:_MOST])


def _borne(name: str, known: Names) -> str:
    """A name with the code of the one catalog that bears it; as it is where that is no catalog's, or several have it."""
    codes = known.bearers.get(name, [])
    return f"{codes[0]}《{name}》" if len(codes) == 1 else name


def edition(repository: Repository, root: Path, commit: Commit | None, base: Commit, scope: str = "") -> Edition:
    """The ledger a workbook or feed of changes is of: of ``commit``, or of the folder, which has moved on from ``base``.

    Only registry.yml is read; one that cannot be read gives a ledger without a name of its own.
    """
    files: dict[str, bytes] = {}
    if commit is None:
        with contextlib.suppress(OSError):
            files[REGISTRY] = (root / REGISTRY).read_bytes()
    else:
        found = [entry for entry in repository.entries(commit, REGISTRY) if entry.mode.startswith("100")]
        files = {entry.path: data for entry, data in zip(found, repository.blobs([e.blob for e in found]), strict=True)}
    moment = commit or base
    return Edition(
        registry=ledger.read(Tree(files)).registry,
        schemas={},
        revision=commit.id[:7] if commit else f"工作区（在 {base.id[:7]} 之后）",
        committed=moment.committed.astimezone(BEIJING),
        today=moment.day,
        department=scope,
    )


def said(wanted: Selection, known: Names | None = None) -> str:
    """What was asked for, in words; empty for everything."""
    name = known.codes.get(wanted.code, "") if known else ""
    since, until = wanted.since, wanted.until
    parts = [
        f"{wanted.code}《{name}》" if name else wanted.code,
        wanted.department,
        "、".join(kind.label for kind in Kind if kind in wanted.kinds),
        "、".join(impact.label for impact in Impact if impact in wanted.impacts),
        f"{since} 至 {until}" if since and until else f"{since} 以来" if since else f"截至 {until}" if until else "",
    ]
    return "，".join(part for part in parts if part)


__all__ = [
    "Chronicle",
    "MarkedDay",
    "Word",
    "Words",
    "chronicle",
    "edition",
    "impact_option",
    "kind_option",
    "moment",
    "near",
    "repository_of",
    "said",
    "subject",
]  # fmt: skip
