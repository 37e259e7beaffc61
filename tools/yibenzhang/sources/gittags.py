"""The tags of a history, and where on the main line each one lies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from git.exc import GitError

from .git import Repository, RevisionError
from .gitnames import PERIODS


class Tag(NamedTuple):
    """A tag that can be reached from a revision: its name, and the first-parent commit it closes the line at."""

    name: str
    commit: str


def tags(repository: Repository, head: str, line: Sequence[str], folder: str = PERIODS) -> tuple[Tag, ...]:
    """The tags under ``folder`` that ``head`` contains, in the order of their names; ``line`` as :func:`closes` has it.

    Annotated and lightweight tags are the same. One process, and one more for each tag that is not on the line.
    """
    try:
        listed: str = repository.command.for_each_ref(
            f"--merged={head}", "--format=%(refname:lstrip=2)%00%(*objectname)%00%(objectname)", f"refs/tags/{folder}"
        )
    except GitError as error:
        raise RevisionError("读不了标签：git for-each-ref 没有成功") from error
    found = []
    for record in listed.splitlines():
        name, *ids = record.split("\0")
        commit = next(each for each in ids if each)
        found.append(Tag(name, closes(repository, commit, line)))
    return tuple(sorted(tag for tag in found if tag.commit))


def closes(repository: Repository, commit: str, line: Sequence[str]) -> str:
    """The newest first-parent commit that ``commit`` contains, empty when there is none.

    ``line`` holds the ids of the first-parent commits, newest first. A tag on a side branch closes the line where that
    branch began: what the main line got later was not there yet.
    """
    if not line or commit in line:
        return commit if line else ""
    later = repository.command.rev_list("--count", "--first-parent", line[0], f"^{commit}", "--")
    return line[int(later)] if int(later) < len(line) else ""


__all__ = ["PERIODS", "Tag", "closes", "tags"]
