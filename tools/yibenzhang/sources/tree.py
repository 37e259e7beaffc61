"""A tree is paths with their bytes: from the working folder or from any revision, the same for readers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from . import layout
from .git import Commit, Repository

FOLDERS = ("catalogs", "schema")


@dataclass(frozen=True, slots=True)
class Tree:
    """Files by path (POSIX, relative to the ledger's root), sorted, and what could not be read as a file.

    ``odd`` maps a path to what it is instead: 符号链接, 子模块, 特殊文件.
    """

    files: dict[str, bytes]
    odd: dict[str, str] = field(default_factory=dict)


def of_folder(root: Path) -> Tree:
    """Read the ledger's documents and its own schema from disk; symlinks are never followed."""
    files: dict[str, bytes] = {}
    odd: dict[str, str] = {}
    for folder in FOLDERS:
        if (root / folder).is_symlink():
            odd[folder] = "符号链接"
            continue
        for path, entry in _walk(root / folder, folder):
            if not _wanted(path):
                continue
            if entry.is_symlink():
                odd[path] = "符号链接"
            elif entry.is_file(follow_symlinks=False):
                files[path] = Path(entry.path).read_bytes()
    return Tree(dict(sorted(files.items())), dict(sorted(odd.items())))


def _walk(folder: Path, path: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        inner = f"{path}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            if not entry.name.startswith("."):
                yield from _walk(Path(entry.path), inner)
        else:
            yield inner, entry


def of_revision(repository: Repository, commit: Commit) -> Tree:
    """Read the same from a revision, without a checkout."""
    odd_modes = {"120000": "符号链接", "160000": "子模块"}
    entries = [entry for entry in repository.entries(commit, *FOLDERS) if _wanted(entry.path) or entry.mode == "160000"]
    odd = {entry.path: odd_modes[entry.mode] for entry in entries if entry.mode in odd_modes}
    plain = sorted((entry for entry in entries if entry.mode not in odd_modes), key=lambda entry: entry.path)
    contents = repository.blobs([entry.blob for entry in plain])
    return Tree({entry.path: data for entry, data in zip(plain, contents, strict=True)}, odd)


def _wanted(path: str) -> bool:
    return layout.is_document(path) or layout.is_schema(path)
