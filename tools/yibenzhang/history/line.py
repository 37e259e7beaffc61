"""The first-parent line of a commit: the keys of its approvals, and what each touches and brings in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b

from ..sources import gitlog
from ..sources.git import Commit, Repository
from ..sources.layout import CATALOGS
from .walk import Step


def keyed(repository: Repository, commit: Commit) -> tuple[list[str], tuple[bytes, ...], frozenset[str]]:
    """The first-parent line of ``commit``, newest first, the keys of its records, and where a shallow clone begins."""
    line = gitlog.line(repository, commit)
    cut = gitlog.shallow(repository)
    mark = blake2b("\0".join([repository.prefix, *sorted(cut)]).encode("utf-8", "surrogateescape"), digest_size=8)
    return line, tuple(bytes.fromhex(one) + mark.digest() for one in line), cut


def steps(
    repository: Repository,
    graph: Mapping[str, tuple[str, ...]],
    ends: tuple[str, str | None],
    todo: Iterable[tuple[str, bytes]],
    cut: frozenset[str],
) -> Iterator[tuple[str, bytes, Step, list[str]]]:
    """Every approval of ``todo`` (ids with keys, oldest first) with what it touches and brings in.

    ``ends``: the newest of them and the one before the oldest. ``cut``: where a shallow clone begins.
    """
    touched = gitlog.changes(repository, *ends, CATALOGS.rstrip("/"))
    following = next(touched, None)
    seen: set[str] = set()
    for one, key in todo:
        step = Step(())
        if following and following[0] == one:
            step, following = Step(following[1]), next(touched, None)
        if one in cut:
            # What stood here before is not known; only what the state needs is taken from it.
            step.old, step.new = [], []
        yield one, key, step, brought(graph, one, seen)


def brought(graph: Mapping[str, tuple[str, ...]], commit: str, seen: set[str]) -> list[str]:
    """What a commit brings in by its other parents; ``seen`` is all that the line has so far, and grows."""
    seen.add(commit)
    found = []
    waiting = list(graph[commit][1:])
    while waiting:
        one = waiting.pop()
        if one in graph and one not in seen:
            seen.add(one)
            found.append(one)
            waiting += graph[one]
    return found
