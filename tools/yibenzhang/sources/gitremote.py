"""The repository everybody shares: which branches it has, and what it says to a push."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from git.exc import GitError

from ..lazily import pattern
from .git import Repository, RevisionError
from .gitpush import BRANCHES

_REJECTED = pattern(r"^ ?! +\[(?:remote )?rejected\].*\(([^()]*)\)\s*$", re.MULTILINE)
_SIDEBAND = pattern(r"\x1b\[[0-9;]*[A-Za-z]")
_NOISE = ("To ", "hint:", "error: failed to push", "error: 未能推送", "Everything up-to-date", "!")
_DENIED = (
    "authentication failed",
    "could not read username",
    "could not read password",
    "permission denied",
    "403",
    "401",
)
_AWAY = (
    "could not resolve", "unable to access", "could not connect", "connection", "does not appear to be a git repository",
    "could not read from remote", "network", "timed out", "not found", "unable to look up", "unable to connect",
)  # fmt: skip


class Answer(NamedTuple):
    """What came of a push: ``why`` it was not taken (empty when it was), and what the server said, line by line."""

    why: str
    said: tuple[str, ...]
    moved: bool = False


def names(repository: Repository) -> list[str]:
    """The remotes this clone knows."""
    return str(repository.command.remote()).split()


def heads(repository: Repository, remote: str) -> Mapping[str, str]:
    """The branches the remote has now, with their commits.

    Raises:
        RevisionError: it does not answer.
    """
    try:
        listed = str(repository.command.ls_remote("--heads", "--", remote))
    except GitError as error:
        raise RevisionError(f"{_failure(_text(error), remote)}，什么也没有改动") from error
    rows = (row.partition("\t") for row in listed.splitlines())
    return {ref.removeprefix(BRANCHES): commit for commit, _, ref in rows}


def fetch(repository: Repository, remote: str, branch: str) -> None:
    """Fetch a branch, for this clone to know what it has now.

    Raises:
        RevisionError: it does not come.
    """
    try:
        repository.command.fetch(
            "--quiet", "--no-tags", "--", remote, f"+{BRANCHES}{branch}:refs/remotes/{remote}/{branch}"
        )
    except GitError as error:
        raise RevisionError(f"{_failure(_text(error), remote)}，什么也没有改动") from error


def push(repository: Repository, remote: str, commit: str, branch: str, *, new: bool) -> Answer:
    """Offer a commit as a branch; ``new``: only if there is no such branch."""
    # Without force, and on a branch that is to be new not even over one that could be moved on.
    lease = [f"--force-with-lease={BRANCHES}{branch}:"] if new else []
    try:
        _, _, said = repository.command.push(
            "--no-follow-tags", "--recurse-submodules=no", *lease, "--", remote, f"{commit}:{BRANCHES}{branch}",
            with_extended_output=True,
        )  # fmt: skip
    except GitError as error:
        return _refused(_text(error), remote)
    return Answer("", _remote_lines(_str(said)))


def _refused(said: str, remote: str) -> Answer:
    lines = _remote_lines(said)
    found = _REJECTED.search(said)
    if found is None:
        return Answer(_failure(said, remote), lines)
    reason = found[1]
    if reason in ("fetch first", "non-fast-forward", "stale info"):
        return Answer("服务器上的这个分支有本机没有的提交", lines, moved=True)
    return Answer(f"服务器没有接受（{reason}）", lines)


def _failure(said: str, remote: str) -> str:
    """Why the remote was not reached, or what stopped git on this side."""
    lower = said.lower()
    own = [line for line in said.splitlines() if line.strip() and not line.strip().startswith((*_NOISE, "remote:"))]
    last = own[-1].strip().removeprefix("fatal: ").removeprefix("error: ") if own else "没有说明原因"
    if any(word in lower for word in _DENIED):
        return f"远端 {remote} 不让进：账号、密码或密钥不对，或没有推送的权限（{last}）"
    if any(word in lower for word in _AWAY):
        return f"连不上远端 {remote}：检查网络和地址（git remote -v）（{last}）"
    return f"推送没有成功（{last}）"


def _remote_lines(said: str) -> tuple[str, ...]:
    """What the server wrote, without git's mark before it and the blanks after it."""
    lines = (_SIDEBAND.sub("", line) for line in re.split(r"[\r\n]+", said))
    found = [line[len("remote:") :].removeprefix(" ").rstrip() for line in lines if line.startswith("remote:")]
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def _text(error: GitError) -> str:
    # GitPython quotes what git wrote: "\n  stderr: '…'".
    text = _str(getattr(error, "stderr", "") or error).strip()
    return text.removeprefix("stderr:").strip().removeprefix("'").removesuffix("'")


def _str(said: Any) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)


__all__ = ["Answer", "fetch", "heads", "names", "push"]
