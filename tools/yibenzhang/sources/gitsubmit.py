"""What ``ybz submit`` asks git before it changes anything: who, where, which files, which names are taken."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from git.exc import GitError

from .commits import moment
from .git import Repository, RevisionError
from .gitfork import fork
from .gitpush import BRANCHES

# Disks that cannot hold the executable bit show it on every file; no file of a ledger has one.
_PLAIN = ("core.fileMode=false", "core.quotePath=false", "i18n.commitEncoding=UTF-8")
_WORDS = {"A": "新增", "?": "新增", "D": "删除"}
_BUSY = {
    "MERGE_HEAD": ("合并", "git merge --continue", "git merge --abort"),
    "rebase-merge": ("变基", "git rebase --continue", "git rebase --abort"),
    "rebase-apply": ("变基", "git rebase --continue", "git rebase --abort"),
    "CHERRY_PICK_HEAD": ("挑选提交", "git cherry-pick --continue", "git cherry-pick --abort"),
    "REVERT_HEAD": ("撤回提交", "git revert --continue", "git revert --abort"),
    "BISECT_LOG": ("二分查找", "git bisect reset", "git bisect reset"),
}


class Standing(NamedTuple):
    """Where a working folder stands: its branch (empty when detached) and the commit it is at."""

    branch: str
    head: str


class Changed(NamedTuple):
    """A file that differs from the commit the folder is at; ``path`` from the repository's top, ``word`` what happened."""

    path: str
    word: str


class Author(NamedTuple):
    """Who commits, and the moment he does."""

    name: str
    mail: str
    when: datetime


def command(repository: Repository, *settings: str) -> Any:
    """Runs git, with what a ledger needs set whatever the user's own settings are."""
    return repository.command(c=[*_PLAIN, *settings])


def folder_of(repository: Repository) -> Path:
    """Git's own folder, that of the linked working folder where there are several."""
    return Path(str(repository.command.rev_parse("--absolute-git-dir")))


def author(repository: Repository) -> Author | None:
    """Who git takes the user for, and now; None when nobody has told it."""
    try:
        said = str(command(repository, "user.useConfigOnly=true").var("GIT_AUTHOR_IDENT"))
    except GitError:
        return None
    who, _, rest = said.rpartition(" <")
    mail, _, stamp = rest.partition("> ")
    return Author(who, mail, moment(int(stamp.split()[0])))


def standing(repository: Repository) -> Standing:
    """Where the folder stands, ready for a commit.

    Raises:
        RevisionError: it is not: no commit yet, or something is under way that has to be finished first.
    """
    head = repository.head()
    if head is None:
        raise RevisionError("这个仓库还没有一次提交：先由管理员把这本账放进去（见部署手册），再提交改动")
    folder = folder_of(repository)
    for name, (what, forward, back) in _BUSY.items():
        if (folder / name).exists():
            raise RevisionError(f"有一次{what}还没有做完，什么也没有改动。做完它：{forward}；或放弃它：{back}")
    unmerged = str(repository.command.ls_files("--unmerged", "-z"))
    if unmerged:
        paths = "、".join(sorted({row.partition("\t")[2] for row in unmerged.split("\0") if row})[:3])
        raise RevisionError(f"有合并冲突没有解决（{paths}），什么也没有改动。改好这些文件，运行 git add，再提交")
    return Standing(_branch(repository), head.id)


def _branch(repository: Repository) -> str:
    try:
        ref = str(repository.command.symbolic_ref("--quiet", "HEAD"))
    except GitError:
        return ""
    return ref.removeprefix(BRANCHES)


def changed(repository: Repository) -> list[Changed]:
    """Every file of the working folder that differs from HEAD, those git does not know yet included, by path.

    Raises:
        RevisionError: one of them is a repository of its own, which cannot be part of this one.
    """
    output: bytes = command(repository).status(
        "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all",
        stdout_as_string=False, strip_newline_in_stdout=False,
    )  # fmt: skip
    found: dict[str, str] = {}
    for record in output.split(b"\0")[:-1]:
        state, path = record[:2].decode("ascii"), record[3:].decode("utf-8", "surrogateescape")
        if path.endswith("/"):
            raise RevisionError(f"{path} 里面另有一个 git 仓库（.git 文件夹），不能提交：删去那个 .git 再试")
        word = "删除" if state[1] == "D" else _WORDS.get(state.strip()[0], "修改")
        # Taken out of the index and still there: two records, and the folder is right.
        found[path] = "修改" if path in found else word
    return [Changed(path, found[path]) for path in sorted(found)]


def ignored(repository: Repository, folder: str) -> list[str]:
    """Files under a folder of the ledger that git has been told not to look at."""
    where = f":(top,literal){repository.prefix}{folder}"
    listed = str(command(repository).ls_files("-o", "-i", "--exclude-standard", "-z", "--", where))
    return [path for path in listed.split("\0") if path]


def setting(repository: Repository, *asked: str) -> str:
    """A git setting; empty where there is none."""
    try:
        return str(repository.command.config("--get", *asked))
    except GitError:
        return ""


def branches(repository: Repository, remote: str) -> list[str]:
    """Branches this clone has, and those of the remote it knows of."""
    listed = str(repository.command.for_each_ref("--format=%(refname)", BRANCHES, f"refs/remotes/{remote}/"))
    return [ref.removeprefix(BRANCHES).removeprefix(f"refs/remotes/{remote}/") for ref in listed.splitlines()]


def is_name(repository: Repository, branch: str) -> bool:
    """Whether git takes this for a branch's name."""
    try:
        repository.command.check_ref_format("--branch", branch)
    except GitError:
        return False
    return not branch.startswith(("-", "@"))


def pushed_as(repository: Repository, branch: str, remote: str) -> str:
    """The name a branch bears on the remote, as far as this clone knows; empty where it has not been pushed."""
    if not branch or setting(repository, f"branch.{branch}.remote") != remote:
        return ""
    return setting(repository, f"branch.{branch}.merge").removeprefix(BRANCHES)


def tip(repository: Repository, branch: str, remote: str) -> str:
    """The commit the main line has: what this clone last saw of the remote's, else its own; empty for neither."""
    for ref in (f"refs/remotes/{remote}/{branch}", BRANCHES + branch):
        try:
            return str(repository.command.rev_parse("--verify", "--quiet", f"{ref}^{{commit}}"))
        except GitError:
            continue
    return ""


def base_of(repository: Repository, main: str, head: str) -> str:
    """The commit a branch left the main line at.

    Raises:
        RevisionError: they have nothing in common.
    """
    return fork(repository, repository.commit(main), repository.commit(head)).id


def count(repository: Repository, old: str, new: str) -> int:
    """How many first-parent commits ``new`` has that ``old`` has not."""
    return int(str(repository.command.rev_list("--count", "--first-parent", new, "--not", old)))


__all__ = [
    "Author", "Changed", "Standing", "author", "base_of", "branches", "changed", "command", "count", "folder_of", "ignored",
    "is_name", "pushed_as", "setting", "standing", "tip",
]  # fmt: skip
