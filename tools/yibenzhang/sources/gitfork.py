"""A branch beside the line it is to be merged into: where it left, what it brings. Read as objects only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from git.exc import GitError

from . import commits, gitlog
from .commits import Written
from .git import Commit, Entry, Repository, RevisionError

_FEW = 100


class Touched(NamedTuple):
    """A path that differs: relative to the ledger's root, or to the repository's top where it is not ``inside``.

    Modes and blob ids are empty for what is not there. A path that is no UTF-8 has lone surrogates.
    """

    path: str
    inside: bool
    old_mode: str
    new_mode: str
    old: str
    new: str


def fork(repository: Repository, base: Commit, head: Commit) -> Commit:
    """The commit both have in common that is the nearest to both; the first of ``forks``.

    Raises:
        RevisionError: there is none.
    """
    return repository.commit(forks(repository, base, head)[0])


def forks(repository: Repository, base: Commit, head: Commit) -> list[str]:
    """The ids of every commit both have in common that no nearer one reaches: several after a criss-cross of merges.

    Raises:
        RevisionError: there is none.
    """
    try:
        found = str(repository.command(no_replace_objects=True).merge_base("--all", base.id, head.id)).split()
    except GitError:
        found = []
    if not found:
        hint = "：这是浅克隆，先运行 git fetch --unshallow" if repository.is_shallow() else ""
        raise RevisionError(f"{head.id[:7]} 与 {base.id[:7]} 没有共同的提交{hint}")
    return found


def touched(repository: Repository, old: Commit, new: Commit) -> list[Touched]:
    """Every path of the repository that differs, sorted."""
    prefix = repository.prefix
    found = []
    for change in gitlog.between(repository.whole(), old.id, new.id):
        path = change.path.decode("utf-8", "surrogateescape")
        inside = path.startswith(prefix)
        found.append(
            Touched(
                path[len(prefix) :] if inside else path,
                inside,
                change.old_mode if change.old else "",
                change.new_mode if change.new else "",
                change.old,
                change.new,
            )
        )
    return sorted(found)


def entries(repository: Repository, commit: Commit, paths: Sequence[str], folder: str) -> list[Entry]:
    """The entries of ``commit`` at ``paths``, which all lie under ``folder``; what is not there is left out."""
    wanted = set(paths)
    plain = all(path.isprintable() for path in paths)
    listed = repository.entries(commit, *(paths if plain and len(paths) <= _FEW else [folder])) if paths else []
    return [entry for entry in listed if entry.path in wanted]


def brought(repository: Repository, base: Commit, head: Commit) -> list[Written]:
    """The commits ``head`` reaches and ``base`` does not, newest first."""
    ids = list(gitlog.graph(repository, head.id, base.id))
    return [commits.parse(data) for data in repository.blobs(ids)]


__all__ = ["Touched", "brought", "entries", "fork", "forks", "touched"]
