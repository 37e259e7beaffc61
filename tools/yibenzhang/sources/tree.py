"""A tree is paths with their bytes: from the working folder or from any revision, the same for readers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from . import layout
from .git import Commit, Repository

FOLDERS = ("catalogs", "schema")
SYMLINK, SUBMODULE, SPECIAL, UNREADABLE = "符号链接", "子模块", "特殊文件", "读不了的文件"


@dataclass(frozen=True, slots=True)
class Tree:
    """Files by path (POSIX, relative to the ledger's root), sorted, and what could not be read as a file.

    ``odd`` maps a path to what it is instead: 符号链接, 子模块, 特殊文件, 读不了的文件. A folder may be odd too.
    """

    files: dict[str, bytes]
    odd: dict[str, str] = field(default_factory=dict)


def of_folder(root: Path) -> Tree:
    """Read the ledger's documents and its own schema from disk; symlinks are never followed."""
    files: dict[str, bytes] = {}
    odd: dict[str, str] = {}
    for folder in FOLDERS:
        if (root / folder).is_symlink():
            odd[folder] = SYMLINK
            continue
        for path, place, what in _walk(str(root / folder), folder):
            if what:
                if _counts(path, what):
                    odd[path] = what
            elif _wanted(path):
                try:
                    with open(place, "rb") as file:  # noqa: PTH123  (a Path a file costs as much as reading it)
                        files[path] = file.read()
                except OSError:
                    odd[path] = UNREADABLE
    return Tree(dict(sorted(files.items())), dict(sorted(odd.items())))


def _walk(folder: str, path: str) -> Iterator[tuple[str, str, str]]:
    """Every file under a folder with its place on disk, and what stands there instead of files and folders."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError:
        yield path, "", UNREADABLE
        return
    if path not in FOLDERS and any(entry.name == ".git" for entry in entries):
        yield path, "", SUBMODULE
        return
    for entry in entries:
        # Paths are UTF-8 as in git, whatever this machine's locale takes file names for.
        inner = f"{path}/{os.fsencode(entry.name).decode('utf-8', 'surrogateescape')}"
        if entry.is_symlink():
            yield inner, "", SYMLINK
        elif entry.is_dir(follow_symlinks=False):
            if not entry.name.startswith("."):
                yield from _walk(entry.path, inner)
        else:
            yield inner, entry.path, "" if entry.is_file(follow_symlinks=False) else SPECIAL


def of_revision(repository: Repository, commit: Commit) -> Tree:
    """Read the same from a revision, without a checkout."""
    modes = {"120000": SYMLINK, "160000": SUBMODULE}
    plain, odd = [], {}
    for entry in sorted(repository.entries(commit, *FOLDERS), key=lambda entry: entry.path):
        if entry.mode in modes:
            if _counts(entry.path, modes[entry.mode]):
                odd[entry.path] = modes[entry.mode]
        elif _wanted(entry.path):
            plain.append(entry)
    contents = repository.blobs([entry.blob for entry in plain])
    return Tree({entry.path: data for entry, data in zip(plain, contents, strict=True)}, odd)


def _wanted(path: str) -> bool:
    return (layout.is_document(path) or layout.is_schema(path)) and not _is_hidden(path)


def _counts(path: str, what: str) -> bool:
    """Whether what is no file matters: whole folders do, else only what stands among the documents."""
    if _is_hidden(f"{path}/" if what == SUBMODULE else path):
        return False
    whole = path in FOLDERS or what in (SUBMODULE, UNREADABLE)
    return whole or _wanted(path) or (what == SYMLINK and path.startswith(layout.CATALOGS))


def _is_hidden(path: str) -> bool:
    """Whether a path leads through a hidden folder: what editors and sync programs keep is no part of the ledger."""
    return any(part.startswith(".") for part in path.split("/")[:-1])
