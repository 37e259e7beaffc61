"""A clone somebody works in, as ``ybz submit`` finds it: who he is, where he stands, what he has changed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import click

from ..model.registry import Registry
from ..model.settings import Settings
from ..outputs.escapes import printable
from ..sources import gitremote, gitsubmit, ledger, tree
from ..sources.git import RevisionError
from ..sources.gitsubmit import Author, Changed, Standing
from ..sources.layout import CATALOGS, REGISTRY
from ..sources.store import Store
from .chronicle import repository_of

_NOBODY = """git 还不知道您是谁，提交要署名。请先运行这两条（换成您自己的姓名和邮箱），再提交：
  git config --global user.name "张三"
  git config --global user.email "zhangsan@example.cn\""""
_NO_REPOSITORY = "不能提交：请在用 git clone 取来的文件夹里运行；管理员建新账，先运行 git init 并作第一次提交。见部署手册 docs/deploy.md 的“建账”"
_PROFILES = ("/department.yml", "/region.yml")
_FEW = 5


class Clone:
    """A clone somebody works in, and where what he submits goes. ``online``: the remote may be asked."""

    def __init__(self, root: Path, remote: str, *, online: bool, asked: Sequence[Path]) -> None:
        self.root, self.remote, self.online, self.asked = root, remote, online, asked
        self.repository = repository_of(root, _NO_REPOSITORY)
        who = gitsubmit.author(self.repository)
        if who is None:
            raise click.ClickException(_NOBODY)
        self.who: Author = who
        self.at: Standing = gitsubmit.standing(self.repository)
        self._has_remote()

    def _has_remote(self) -> None:
        known = gitremote.names(self.repository)
        if self.remote in known or not self.online:
            return
        if known:
            raise RevisionError(f"没有远端“{self.remote}”；这个仓库有：{'、'.join(known)}（用 --remote 指明）")
        raise RevisionError(
            f"这个仓库还没有远端，不知道推送到哪里：先运行 git remote add {self.remote} 地址；只想在本机提交，加上 --no-push"
        )

    @cached_property
    def settings(self) -> Settings:
        """registry.yml as it was committed: what is not approved yet settles nothing."""
        return self.profiles(self.at.head).settings

    def profiles(self, commit: str) -> Registry:
        """The settings and departments of a commit, without its catalogs."""
        entries = self.repository.entries(self.repository.commit(commit), CATALOGS)
        kept = [entry for entry in entries if entry.path == REGISTRY or entry.path.endswith(_PROFILES)]
        return ledger.read(tree.of_entries(self.repository, kept), Store(self.root)).registry

    @cached_property
    def heads(self) -> dict[str, str]:
        """The branches the remote has; empty where it is not asked."""
        return dict(gitremote.heads(self.repository, self.remote)) if self.online else {}

    @cached_property
    def line(self) -> str:
        """The commit the main line has, fetched where it can be."""
        branch = self.settings.host.branch
        there = self.heads.get(branch)
        if there and there != gitsubmit.tip(self.repository, branch, self.remote):
            gitremote.fetch(self.repository, self.remote, branch)
        found = gitsubmit.tip(self.repository, branch, self.remote)
        if self.online and not there:
            raise RevisionError(
                f"远端 {self.remote} 没有主分支 {branch}（registry.yml 的 host.branch）：地址对不对？git remote -v"
            )
        if not found:
            raise RevisionError(
                f"没有找到主分支 {branch}（registry.yml 的 host.branch）：先运行 git fetch {self.remote}"
            )
        return found

    def files(self) -> list[Changed]:
        """What is to be committed: the changes under the paths asked for, else under catalogs/; says what is left out."""
        prefix = self.repository.prefix
        every = gitsubmit.changed(self.repository)
        own = [Changed(each.path[len(prefix) :], each.word) for each in every if each.path.startswith(prefix)]
        roots = [self._root(path, own) for path in self.asked] or [CATALOGS.rstrip("/")]
        taken = [each for each in own if any(r == "." or f"{each.path}/".startswith(f"{r}/") for r in roots)]
        left = sorted({each.path for each in every} - {prefix + each.path for each in taken})
        if left:
            why = "" if self.asked else f"（只提交 {CATALOGS} 里的；要一起提交，写明路径）"
            click.echo(f"这些改动没有提交，留着没动{why}：{listed(left)}", err=True)
        if missed := [
            path for path in gitsubmit.ignored(self.repository, CATALOGS) if path.endswith((".yml", ".yaml"))
        ]:
            click.echo(f"警告：.gitignore 使 git 看不到这些文件，没有提交：{listed(missed)}", err=True)
        return taken

    def _root(self, path: Path, changed: Sequence[Changed]) -> str:
        """A path of the command line, from the current folder or from the root, where something has changed."""
        top, within = self.root.resolve(), False
        for full in (Path(os.path.normpath(Path.cwd() / path)), Path(os.path.normpath(top / path))):
            real = full.parent.resolve() / full.name
            if real != top and top not in real.parents:
                continue
            within, found = True, real.relative_to(top).as_posix()
            if any(found == "." or f"{each.path}/".startswith(f"{found}/") for each in changed):
                return found
        shown = printable(str(path))
        raise click.UsageError(f"{shown} 没有要提交的改动" if within else f"{shown} 不在这本账里")


def listed(names: Sequence[str]) -> str:
    """The first few names, and how many there are."""
    more = f" 等 {len(names)} 个" if len(names) > _FEW else ""
    return printable("、".join(names[:_FEW])) + more
