"""A tree is paths with their bytes: from the working folder or from any revision, the same for readers."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from . import layout
from .git import Commit, Repository
from .memory import Memory, Seen, signature

_IS_UTF8 = sys.getfilesystemencoding() == "utf-8" and sys.getfilesystemencodeerrors() == "surrogateescape"
FOLDERS = ("catalogs", "schema")
SYMLINK, SUBMODULE, SPECIAL, UNREADABLE = "符号链接", "子模块", "特殊文件", "读不了的文件"


@dataclass(frozen=True, slots=True)
class Tree:
    """Files by path (POSIX, relative to the ledger's root), sorted, and what could not be read as a file.

    ``odd`` maps a path to what it is instead: 符号链接, 子模块, 特殊文件, 读不了的文件. A folder may be odd too.
    ``seen`` holds what is known of files that need not be read.
    """

    files: Mapping[str, bytes]
    odd: dict[str, str] = field(default_factory=dict)
    seen: Mapping[str, Seen] = field(default_factory=dict)

    def digest(self, path: str) -> bytes:
        """A digest of a file's content, 20 bytes."""
        return self.seen[path][-1] if path in self.seen else _digest(self.files[path])

    def size(self, path: str) -> int:
        """Bytes of a file."""
        return self.seen[path][2] if path in self.seen else len(self.files[path])


class Unread(Mapping[str, bytes]):
    """Files that are read when they are asked for, and then kept."""

    def __init__(self, places: Mapping[str, str], read: dict[str, bytes]) -> None:
        self._places = places
        self._read = read

    def __getitem__(self, path: str) -> bytes:
        """The content of a file."""
        if path not in self._read:
            self._read[path] = Path(self._places[path]).read_bytes()
        return self._read[path]

    def __iter__(self) -> Iterator[str]:
        """Paths, sorted."""
        return iter(self._places)

    def __len__(self) -> int:
        """How many files there are."""
        return len(self._places)

    def __contains__(self, path: object) -> bool:
        """Whether there is such a file; its content is not asked for."""
        return path in self._places


def of_folder(root: Path, memory: Memory | None = None) -> Tree:
    """Read the ledger's documents and its own schema from disk; symlinks are never followed.

    With a memory, files that have not been touched since last time are read only when somebody asks for them.
    """
    known = memory.recall() if memory else {}
    files: dict[str, bytes] = {}
    places: dict[str, str] = {}
    seen: dict[str, Seen] = {}
    odd: dict[str, str] = {}
    for folder in FOLDERS:
        if (root / folder).is_symlink():
            odd[folder] = SYMLINK
            continue
        for path, entry, what in _walk(str(root / folder), folder):
            if what or entry is None:
                if _counts(path, what):
                    odd[path] = what
            elif _wanted(path):
                try:
                    last = known.get(path)
                    if last is not None and signature(entry.stat(follow_symlinks=False)) == last[:4]:
                        seen[path] = last
                    else:
                        with open(entry.path, "rb") as file:  # noqa: PTH123  (a Path a file costs as much as reading it)
                            # Looked at before it is read: what changes in between is seen next time.
                            stat = os.fstat(file.fileno())
                            files[path] = file.read()
                        if memory:
                            seen[path] = (*signature(stat), _digest(files[path]))
                    places[path] = entry.path
                except OSError:
                    odd[path] = UNREADABLE
    odd = dict(sorted(odd.items()))
    if memory is None:
        return Tree(dict(sorted(files.items())), odd)
    if seen != known:
        memory.keep(seen)
    return Tree(Unread(dict(sorted(places.items())), files), odd, seen)


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=20).digest()


def _walk(folder: str, path: str) -> Iterator[tuple[str, os.DirEntry[str] | None, str]]:
    """Every file under a folder, and what stands there instead of files and folders."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError:
        yield path, None, UNREADABLE
        return
    if path not in FOLDERS and any(entry.name == ".git" for entry in entries):
        yield path, None, SUBMODULE
        return
    for entry in entries:
        # Paths are UTF-8 as in git, whatever this machine's locale takes file names for.
        name = entry.name if _IS_UTF8 else os.fsencode(entry.name).decode("utf-8", "surrogateescape")
        inner = f"{path}/{name}"
        if entry.is_file(follow_symlinks=False):
            yield inner, entry, ""
        elif entry.is_symlink():
            yield inner, None, SYMLINK
        elif not entry.is_dir(follow_symlinks=False):
            yield inner, None, SPECIAL
        elif not name.startswith("."):
            yield from _walk(entry.path, inner)


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
    return "/." in f"/{path}"[: path.rfind("/") + 1]
