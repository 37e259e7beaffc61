"""Writes a whole repository from one ``git fast-import`` stream: the same stream, the same ids, on any machine."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import git
from git.exc import GitCommandNotFound, GitError

from .git import RevisionError

BRANCH = "main"
# Nobody's own settings: not the object format, the hooks, the line ends or the branch they like.
_NOBODY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_DEFAULT_HASH": "sha1",
    "GIT_DEFAULT_REF_FORMAT": "files",
}


def load(folder: Path, stream: Iterable[bytes]) -> str:
    """Make ``folder`` a repository of what ``stream`` says, its branch ``main`` checked out; gives the head's id.

    ``folder`` is there and empty. The stream ends with ``done``. Whatever happens, nothing is taken back: a caller
    that wants all or nothing hands in a folder it can throw away.

    Raises:
        RevisionError: no git, or git refuses the stream.
    """
    try:
        maker = git.Git(folder)
        maker.update_environment(**_NOBODY)
        maker.init("--quiet", "--template=")
        maker.symbolic_ref("HEAD", f"refs/heads/{BRANCH}")
        # Files stay as they were committed, whoever works with the repository later.
        maker.config("core.autocrlf", "false")
        _feed(maker, stream)
        maker.reset("--hard", "--quiet")
        return str(maker.rev_parse("HEAD"))
    except GitCommandNotFound as error:
        raise RevisionError("没有找到 git 程序：要写历史，先安装 git") from error
    except GitError as error:
        raise RevisionError(f"git 没有写成：{_last_line(str(error))}") from error


def _feed(maker: git.Git, stream: Iterable[bytes]) -> None:
    """One ``git fast-import``, fed to its end; stopped when the stream breaks off."""
    process = maker.fast_import("--quiet", "--done", istream=-1, as_process=True)
    stdin = process.proc.stdin
    try:
        with suppress(BrokenPipeError):  # git has given up, and says why.
            for part in stream:
                stdin.write(part)
            stdin.close()
    except BaseException:
        process.proc.kill()
        raise
    process.wait()


def _last_line(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    fatal = [line for line in lines if "fatal:" in line]
    return (fatal or lines or ["没有说明原因"])[-1]
