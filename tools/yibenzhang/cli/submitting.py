"""What ``ybz submit`` finds out before it changes anything: which files, whether they may go, under which name."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import click

from ..history.timeline import difference
from ..insight.ownership import Owners
from ..outputs import submission
from ..outputs.escapes import printable
from ..outputs.hosts import Host, host
from ..outputs.report import Report
from ..outputs.submission import Paper, Submission
from ..outputs.text import findings
from ..sources import gitcommit, gitlog, gitremote, gitsubmit
from ..sources.gitremote import Answer
from ..sources.gitsubmit import Changed
from ..sources.layout import CATALOGS, REGISTRY, Layout
from ..sources.opening import open_ledger
from ..sources.store import Store
from .check import examined_against
from .clone import Clone, listed
from .output import is_coloured
from .scope import is_readable


@dataclass(frozen=True)
class Plan:
    """A submission that may go. ``made``: the commit, which no branch has yet. ``was_pushed``: the remote has the branch."""

    clone: Clone
    files: tuple[Changed, ...]
    branch: str
    message: str
    made: str

    @property
    def is_new(self) -> bool:
        """Whether the branch is made for it."""
        return self.branch != self.clone.at.branch

    @property
    def was_pushed(self) -> bool:
        """Whether the remote has the branch already."""
        return self.branch in self.clone.heads

    @property
    def host(self) -> Host:
        """Where pull requests are opened."""
        return host(self.clone.settings, self.clone.repository.prefix)

    def push(self) -> Answer:
        """Offer it to the remote."""
        new = not self.was_pushed
        return gitremote.push(self.clone.repository, self.clone.remote, self.made, self.branch, new=new)

    def settle(self) -> str:
        """Let the branch have it; returns how to go on where that does not work."""
        clone, prefix = self.clone, self.clone.repository.prefix
        remote = clone.remote if clone.online else ""
        paths = [prefix + each.path for each in self.files]
        return gitcommit.settle(clone.repository, clone.at, self.made, self.branch, remote, paths)


def plan(clone: Clone, note: str, name: str) -> Plan | None:
    """Find out all there is to know; None when there is nothing to submit. Ends the run when it may not go."""
    repository, at = clone.repository, clone.at
    files = clone.files()
    paths = [repository.prefix + each.path for each in files]
    wanted = gitcommit.tree_of(repository, at, paths) if files else ""
    if files and gitcommit.is_same(repository, at, wanted):
        files = []
    base = gitsubmit.base_of(repository, clone.line, at.head)
    if not files and at.head in (base, clone.heads.get(at.branch)):
        return None
    draft = gitcommit.commit(repository, at, wanted, "ybz submit\n", clone.who) if files else at.head
    _check(clone, base, draft)
    given = _submission(clone, at.head if files else base, draft, files, note)
    branch = _branch(clone, base, given, name)
    made, text = draft, submission.message(given)
    if files:
        made = gitcommit.commit(repository, at, wanted, text, clone.who)
    _remark(clone, base, draft, given)
    return Plan(clone, tuple(files), branch, text, made)


def _check(clone: Clone, base: str, draft: str) -> None:
    """Show what the submission brings; errors end the run."""
    opening = open_ledger(clone.root, draft)
    examined, old = examined_against(opening, base)
    report = Report(
        findings=tuple(examined.findings),
        files=len(opening.ledger.kinds),
        catalogs=len(opening.ledger.registry.catalogs),
        old=None if old is None else len(old),
        base_url=opening.ledger.registry.settings.base_url,
        sources=opening.ledger.tree.files,
        colour=is_coloured(),
    )
    click.echo(findings(report), nl=False)
    if not is_readable(opening):
        click.echo(f"错误：{REGISTRY} 读不出来，没有提交，什么也没有改动：先改好它", err=True)
    elif report.errors:
        click.echo(f"有 {report.errors} 个错误，没有提交，什么也没有改动。改好再运行一次 ybz submit。", err=True)
    else:
        return
    sys.exit(1)


def _submission(clone: Clone, old: str, new: str, files: Sequence[Changed], note: str) -> Submission:
    repository = clone.repository
    before, after = repository.commit(old), repository.commit(new)
    changes = difference(repository, Store(clone.root), before, after, None)
    every = [entry.path for commit in (before, after) for entry in repository.entries(commit, CATALOGS)]
    places = Layout(every)
    papers = tuple(Paper(each.path, each.word, *places.classify(each.path)) for each in files)
    return Submission(changes, papers, note, clone.who.name, clone.who.mail, clone.who.when)


def _branch(clone: Clone, base: str, given: Submission, name: str) -> str:
    """Where the commit goes: on with a branch that is being worked on, else a new one."""
    repository, at, main = clone.repository, clone.at, clone.settings.host.branch
    own = at.branch
    taken = {*gitsubmit.branches(repository, clone.remote), *clone.heads, main}
    if name:
        if not gitsubmit.is_name(repository, name):
            raise click.BadParameter(f"“{printable(name)}”不能作分支名：用文字、数字、- 和 /", param_hint="--branch")
        if name.casefold() == main.casefold():
            raise click.BadParameter(f"{main} 是主分支，只能由审核合入：换一个名字", param_hint="--branch")
        if name != own and name.casefold() in {each.casefold() for each in taken}:
            raise click.BadParameter(
                f"分支 {printable(name)} 已经有了：换一个名字，或先运行 git switch {printable(name)}",
                param_hint="--branch",
            )
        return name
    merged = base == at.head and gitsubmit.pushed_as(repository, own, clone.remote) == own and at.head != clone.line
    if own and own != main and not merged:
        return own
    if merged:
        click.echo(f"分支 {printable(own)} 已经合入，这次另建分支。", err=True)
    return submission.branch(given, taken)


def _remark(clone: Clone, base: str, made: str, given: Submission) -> None:
    """What whoever submits should know, on standard error."""
    repository, main = clone.repository, clone.settings.host.branch
    owners = Owners(clone.profiles(base))
    owned = sorted({owners.owner(each.path).name for each in given.papers})
    if len(owned) > 1:
        click.echo(f"提醒：改动涉及 {len(owned)} 家，不归您维护的要对方同意：{listed(owned)}", err=True)
    ahead = gitsubmit.count(repository, base, clone.at.head)
    if ahead and clone.at.branch == main:
        click.echo(f"提醒：本机的 {main} 上有 {ahead} 次提交还没有审核，一并放进这个分支。", err=True)
    if not clone.at.branch:
        click.echo(f"提醒：原来不在任何分支上（在提交 {clone.at.head[:7]} 上），从这里建分支。", err=True)
    behind = gitsubmit.count(repository, base, clone.line)
    if behind:
        theirs = {change.path for change in gitlog.between(repository, base, clone.line)}
        ours = {change.path for change in gitlog.between(repository, base, made)}
        both = sorted(os.fsdecode(path) for path in theirs & ours)
        how = f"先运行 git pull --no-rebase --no-edit --autostash {clone.remote} {main} 再提交" if both else ""
        same = f"，其中也改了 {listed(both)}，合入时可能冲突：{how}" if both else "，没有改同样的文件，不影响提交"
        click.echo(f"提醒：{main} 上又有 {behind} 次合入，本机还没有{same}。", err=True)
