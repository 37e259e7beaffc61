"""The history of the first-parent line: which commits, what each brought in, which files it touched.

Plumbing and fixed settings: what a user's git configuration says must not change what the history was. Replaced
objects are not followed, for a commit's id must mean the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from git.exc import GitError

from .git import Commit, Repository, RevisionError

_BLOCK = 1 << 20
_DAMAGED = "读不了提交 {} 的历史：仓库可能损坏，请运行 git fsck"
_RAW = ("--raw", "-z", "--no-renames", "--no-abbrev", "--ignore-submodules=none")
_SETTINGS = ["log.showRoot=true", "log.diffMerges=separate", "log.follow=false", "diff.relative=false"]


class Change(NamedTuple):
    """A path that differs from the first parent's: modes and blob ids before and after, "" for what is not there."""

    path: bytes
    old_mode: str
    new_mode: str
    old: str
    new: str


def _plumbing(repository: Repository) -> Any:
    return repository.command(no_replace_objects=True, c=_SETTINGS)


def line(repository: Repository, commit: Commit, base: Commit | None = None) -> list[str]:
    """The first-parent line of ``commit``, newest first, without what ``base`` reaches.

    Raises:
        RevisionError: git cannot read it.
    """
    spared = ["--not", base.id] if base else []
    try:
        return str(_plumbing(repository).rev_list("--first-parent", commit.id, *spared, "--")).split()
    except GitError as error:
        raise RevisionError(_DAMAGED.format(commit.id)) from error


def shallow(repository: Repository) -> frozenset[str]:
    """The commits a shallow clone begins with; empty for a whole one."""
    command = repository.command
    try:
        path = Path(command.working_dir or ".", command.rev_parse("--git-path", "shallow"))
        return frozenset(path.read_text("ascii").split())
    except (OSError, UnicodeDecodeError):
        return frozenset()


def graph(repository: Repository, tip: str, base: str | None) -> dict[str, tuple[str, ...]]:
    """Parents of every commit that ``tip`` reaches and ``base`` does not, side branches included.

    Raises:
        RevisionError: git cannot read it.
    """
    spared = ["--not", base] if base else []
    try:
        listed = str(_plumbing(repository).rev_list("--parents", tip, *spared, "--"))
    except GitError as error:
        raise RevisionError(_DAMAGED.format(tip)) from error
    rows = (row.split() for row in listed.splitlines())
    return {row[0]: tuple(row[1:]) for row in rows}


def changes(
    repository: Repository, tip: str, base: str | None, *folders: str, sides: bool = False
) -> Iterator[tuple[str, list[Change]]]:
    """The first-parent commits after ``base`` up to ``tip`` that touch ``folders``, oldest first, from one process.

    Each with what it changed against its first parent, paths relative to the ledger's root. With ``sides``, the commits
    of side branches too, and a merge once for each parent it differs from.

    Raises:
        RevisionError: git cannot read one of them.
    """
    spared = ["--not", base] if base else []
    followed = [] if sides else ["--first-parent"]
    shown = [*followed, "-m", "--reverse", "--no-show-signature", "--format=%H"]
    process = _plumbing(repository).log(
        *shown, *_RAW, tip, *spared, "--", *_paths(repository, folders), as_process=True
    )
    start = len(repository.prefix.encode("utf-8", "surrogateescape"))
    commit, found = "", list[Change]()
    try:
        words = _words(process.proc.stdout)
        for word in words:
            entry = word.lstrip(b"\n")
            if entry[:1] == b":":
                found.append(_change(entry, next(words)[start:]))
            elif entry:
                if commit:
                    yield commit, found
                commit, found = entry.decode("ascii"), []
        if process.proc.wait():
            # What stopped halfway must not pass for a history without changes.
            raise RevisionError(_DAMAGED.format(tip))
        if commit:
            yield commit, found
    finally:
        process.proc.stdout.close()
        process.proc.stderr.close()
        process.proc.wait()


def between(repository: Repository, old: str, new: str, *folders: str) -> list[Change]:
    """The paths under ``folders`` that differ between two commits, relative to the ledger's root.

    Raises:
        RevisionError: git cannot read one of them.
    """
    start = len(repository.prefix.encode("utf-8", "surrogateescape"))
    paths = _paths(repository, folders)
    try:
        said: bytes = _plumbing(repository).diff_tree(
            "-r", *_RAW, old, new, "--", *paths, stdout_as_string=False, strip_newline_in_stdout=False
        )
    except GitError as error:
        raise RevisionError(_DAMAGED.format(new)) from error
    words = iter(said.split(b"\0")[:-1])
    return [_change(entry, next(words)[start:]) for entry in words]


def _paths(repository: Repository, folders: Iterable[str]) -> list[str]:
    return [f":(top,literal){repository.prefix}{folder}" for folder in folders]


def _words(stream: Any) -> Iterator[bytes]:
    """What stands between zero bytes."""
    rest = b""
    while block := stream.read(_BLOCK):
        *whole, rest = (rest + block).split(b"\0")
        yield from whole
    if rest:
        yield rest


def _change(entry: bytes, path: bytes) -> Change:
    old_mode, new_mode, old, new, _ = entry[1:].decode("ascii").split(" ")
    gone = "0" * len(old)
    # What is not there has mode 000000 and an id of zeros.
    return Change(path, old_mode, new_mode, "" if old == gone else old, "" if new == gone else new)
