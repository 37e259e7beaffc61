"""A commit made beside the working folder and its index, for ``ybz submit`` to push before any branch knows of it.

Until :func:`settle` nothing of the repository has changed but for objects no one refers to, so whatever stops the work
leaves files, index and branches as they were.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from git.exc import GitError

from .git import Repository, RevisionError
from .gitpush import BRANCHES
from .gitsubmit import Author, Standing, command, folder_of, setting

_TRIES, _PAUSE = 6, 0.5


def tree_of(repository: Repository, at: Standing, paths: Sequence[str]) -> str:
    """The id of the tree HEAD would have with these files as the working folder has them.

    Raises:
        RevisionError: git cannot take one of them.
    """
    own = folder_of(repository)
    index = own / str(repository.command.rev_parse("--git-path", "index"))
    with tempfile.TemporaryDirectory(prefix="ybz-", dir=own) as folder:
        spare = Path(folder, "index")
        if index.is_file():
            # With what git knows of the files' times it need not read those that have not changed.
            shutil.copyfile(index, spare)
        with repository.command.custom_environment(GIT_INDEX_FILE=str(spare)):
            try:
                repository.command.read_tree(*(["-m"] if spare.exists() else []), at.head)
                _take(repository, paths)
                return str(repository.command.write_tree())
            except GitError as error:
                raise RevisionError(f"git 没有收下这些文件，什么也没有改动：{_last(error)}") from error


def _take(repository: Repository, paths: Sequence[str]) -> None:
    """Bring the index up to the working folder for these files."""
    with tempfile.TemporaryFile() as listed:
        listed.write(b"".join(path.encode("utf-8", "surrogateescape") + b"\0" for path in paths))
        listed.seek(0)
        command(repository).update_index("--add", "--remove", "--replace", "-z", "--stdin", istream=listed)


def is_same(repository: Repository, at: Standing, tree: str) -> bool:
    """Whether a tree is the one of HEAD."""
    return bool(str(repository.command.rev_parse(f"{at.head}^{{tree}}")) == tree)


def commit(repository: Repository, at: Standing, tree: str, message: str, who: Author) -> str:
    """A commit on top of HEAD that no branch has yet; its author's date and its committer's are the moment of ``who``.

    Raises:
        RevisionError: git does not make it, as when it cannot sign what it has been told to sign.
    """
    stamp = f"{int(who.when.timestamp())} {who.when:%z}"
    signed = ["--gpg-sign"] if setting(repository, "--type=bool", "commit.gpgSign") == "true" else []
    with tempfile.NamedTemporaryFile() as text:
        text.write(message.encode("utf-8", "surrogateescape"))
        text.flush()
        with repository.command.custom_environment(GIT_AUTHOR_DATE=stamp, GIT_COMMITTER_DATE=stamp):
            try:
                return str(command(repository).commit_tree(*signed, tree, "-p", at.head, "-F", text.name))
            except GitError as error:
                raise RevisionError(f"git 没有提交成，什么也没有改动：{_last(error)}") from error


def settle(repository: Repository, at: Standing, made: str, branch: str, remote: str, paths: Iterable[str]) -> str:
    """Let ``branch`` have the commit, stand on it, and let the index know; the files are left alone.

    Returns what did not work, as a command that mends it; empty when all did.
    """
    git, why = repository.command, "ybz submit"
    is_new = branch != at.branch
    try:
        git.update_ref("-m", why, BRANCHES + branch, made, "0" * len(made) if is_new else at.head)
    except GitError:
        return (
            f"git branch --force {branch} {made} 再 git symbolic-ref HEAD {BRANCHES}{branch} 再 git add --all catalogs"
        )
    try:
        if is_new:
            git.symbolic_ref("-m", why, "HEAD", BRANCHES + branch)
    except GitError:
        return f"git symbolic-ref HEAD {BRANCHES}{branch} 再 git add --all catalogs"
    if remote:
        _follow(repository, branch, remote)
    listed = list(paths)
    for _ in range(_TRIES if listed else 0):
        try:
            _take(repository, listed)
        except GitError:
            time.sleep(_PAUSE)
        else:
            return ""
    return "git add --all catalogs" if listed else ""


def _follow(repository: Repository, branch: str, remote: str) -> None:
    """Remember where the branch was pushed to; without it only the next submission has to look."""
    try:
        repository.command.config(f"branch.{branch}.remote", remote)
        repository.command.config(f"branch.{branch}.merge", BRANCHES + branch)
    except GitError:
        return


def _last(error: GitError) -> str:
    """The last thing git said for itself."""
    said = [line.strip(" '\"") for line in str(getattr(error, "stderr", "") or error).splitlines()]
    lines = [line for line in said if line and not line.startswith(("hint:", "stderr:"))]
    return (lines or ["没有说明原因"])[-1].removeprefix("fatal: ").removeprefix("error: ")


__all__ = ["commit", "is_same", "settle", "tree_of"]
