"""What git hands its pre-receive hook: the quarantine with the new objects, and the refs; and where hooks lie."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import git
from git.exc import GitCommandNotFound, GitError, InvalidGitRepositoryError, NoSuchPathError

from .git import Commit, Repository, RevisionError, clean_environment

BRANCHES, TAGS = "refs/heads/", "refs/tags/"
# Without these the pushed objects are not found: they are no part of the repository until the hook has let them in.
_KEPT = ("GIT_DIR", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH")


class Place(NamedTuple):
    """A repository on a server: its own folder, and the one its hooks lie in."""

    folder: Path
    hooks: Path


def receiving() -> tuple[Repository, Path]:
    """The repository git called the hook for, and its own folder. Afterwards git reads as the hook must.

    Raises:
        RevisionError: git did not call, or the repository cannot be opened.
    """
    clean_environment(*_KEPT)
    # `git replace` can be pushed, and would let a commit stand in for the one that says who may approve.
    os.environ["GIT_NO_REPLACE_OBJECTS"] = "1"
    if not os.environ.get("GIT_DIR"):
        raise RevisionError("这条命令由 git 在收到推送时调用，不用自己运行；安装用 ybz hook install")
    folder = Path(os.environ["GIT_DIR"]).resolve()
    os.environ["GIT_DIR"] = str(folder)
    try:
        return Repository(git.Repo(folder), ""), folder
    except (GitError, InvalidGitRepositoryError, NoSuchPathError, GitCommandNotFound) as error:
        raise RevisionError(f"打不开仓库 {folder}") from error


def place(root: Path) -> Place:
    """Where the repository in ``root`` keeps itself and its hooks (``core.hooksPath`` respected).

    Raises:
        RevisionError: there is none, or no git.
    """
    command = git.Git(root)
    try:
        folder = Path(command.rev_parse("--absolute-git-dir"))
        hooks = Path(root, command.rev_parse("--git-path", "hooks"))
    except GitCommandNotFound as error:
        raise RevisionError("没有找到 git 程序：先安装 git") from error
    except GitError as error:
        if "dubious ownership" in str(error):
            raise RevisionError(f"{root} 属于别的用户，git 不让动：用运行 git 服务的那个用户来安装") from error
        raise RevisionError(f"{root} 不是 git 仓库：写裸仓库的文件夹，如 /srv/git/yibenzhang.git") from error
    return Place(folder, Path(os.path.abspath(hooks)))  # noqa: PTH100  (a link to shared hooks stays one)


def check_objects(folder: Path) -> bool:
    """Have git look at every object it receives, where nobody has said whether it should; whether that was so.

    Raises:
        RevisionError: the repository's settings cannot be written.
    """
    command = git.Git(folder)
    asked = ("receive.fsckObjects", "transfer.fsckObjects")
    if any(command.config("--default", "", "--get", name) for name in asked):
        return False
    try:
        command.config(asked[0], "true")
    except GitError as error:
        raise RevisionError(f"写不了 {folder} 的设置 {asked[0]}：用运行 git 服务的那个用户来安装") from error
    return True


def at(folder: Path) -> Repository:
    """The repository whose own folder this is."""
    return Repository(git.Repo(folder), "")


def default_branch(repository: Repository) -> str:
    """The full name of the branch HEAD names, whether it is there or not; empty when HEAD names none."""
    try:
        return str(repository.command.symbolic_ref("--quiet", "HEAD"))
    except GitError:
        return ""


def aliases(repository: Repository, refs: Iterable[str]) -> dict[str, str]:
    """Those of ``refs`` that only stand for another, with that one's full name."""
    names = [ref for ref in refs if ref.startswith(BRANCHES)]
    if not names:
        return {}
    listed = str(repository.command.for_each_ref("--format=%(refname)%00%(symref)", *names))
    rows = (line.partition("\0") for line in listed.splitlines())
    return {ref: other for ref, _, other in rows if other}


def tip(repository: Repository, ref: str) -> Commit | None:
    """The commit a branch has now, None where there is no such branch.

    Raises:
        RevisionError: there is one, but its commit cannot be read.
    """
    listed = str(repository.command.for_each_ref("--format=%(objectname) %(refname)", ref))
    found = [line.partition(" ")[0] for line in listed.splitlines() if line.endswith(f" {ref}")]
    return repository.commit(found[0]) if found else None


def quarantined() -> int | None:
    """Bytes the push brought, packed as it came; None when git gives them no place of their own."""
    folder = os.environ.get("GIT_QUARANTINE_PATH")
    if not folder:
        return None
    return sum(path.lstat().st_size for path in Path(folder).rglob("*") if not path.is_dir())


__all__ = [
    "BRANCHES", "TAGS", "Place", "aliases", "at", "check_objects", "default_branch", "place", "quarantined", "receiving",
    "tip",
]  # fmt: skip
