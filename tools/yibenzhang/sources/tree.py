"""A tree is paths with their bytes: from the working folder or from any revision, the same for readers."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from dataclasses import dataclass, field
from pathlib import Path

from . import layout
from .git import Commit, Entry, Repository, blob_id
from .memory import Memory, Seen, signature

_IS_UTF8 = sys.getfilesystemencoding() == "utf-8" and sys.getfilesystemencodeerrors() == "surrogateescape"
FOLDERS = ("catalogs", "schema")
_BINARY = getattr(os, "O_BINARY", 0)
_LEAST = 4096
SYMLINK, SUBMODULE, SPECIAL, UNREADABLE = "符号链接", "子模块", "特殊文件", "读不了的文件"


class Files(Mapping[str, bytes]):
    """Files that are read when they are asked for, and then kept; ``reader`` gives the contents of some, in order."""

    def __init__(self, paths: Iterable[str], reader: Callable[[Sequence[str]], Iterable[bytes]]) -> None:
        self._read: dict[str, bytes | None] = dict.fromkeys(sorted(paths))
        self._reader = reader

    def load(self, paths: Iterable[str]) -> None:
        """Read some at once: they will be asked for, and one by one may cost a process each."""
        wanted = [path for path in paths if path in self._read and self._read[path] is None]
        self._read.update(zip(wanted, self._reader(wanted), strict=True) if wanted else ())

    def __getitem__(self, path: str) -> bytes:
        """The content of a file."""
        data = self._read[path]
        if data is None:
            (data,) = self._reader([path])
            self._read[path] = data
        return data

    def __iter__(self) -> Iterator[str]:
        """Paths, sorted."""
        return iter(self._read)

    def __len__(self) -> int:
        """How many files there are."""
        return len(self._read)

    def __contains__(self, path: object) -> bool:
        """Whether there is such a file; its content is not asked for."""
        return path in self._read

    def items(self) -> ItemsView[str, bytes]:
        """Paths and contents, all read at once."""
        self.load(self._read)
        return super().items()

    def values(self) -> ValuesView[bytes]:
        """Contents, all read at once."""
        self.load(self._read)
        return super().values()


@dataclass(frozen=True, slots=True)
class Tree:
    """Files by path (POSIX, relative to the ledger's root), sorted, and what could not be read as a file.

    ``odd`` maps a path to what it is instead: 符号链接, 子模块, 特殊文件, 读不了的文件. A folder may be odd too.
    ``known`` holds the size in bytes and the blob id, as bytes, of files that need not be read for that.
    """

    files: Mapping[str, bytes]
    odd: dict[str, str] = field(default_factory=dict)
    known: Mapping[str, tuple[int, bytes]] = field(default_factory=dict, compare=False)

    def blob(self, path: str) -> bytes:
        """The id git gives a file's content, as bytes."""
        return self.known[path][1] if path in self.known else blob_id(self.files[path])

    def size(self, path: str) -> int:
        """Bytes of a file."""
        return self.known[path][0] if path in self.known else len(self.files[path])

    def load(self, paths: Iterable[str]) -> None:
        """Read some files at once that will be asked for."""
        if isinstance(self.files, Files):
            self.files.load(paths)


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
                        stat, files[path] = _read(entry.path)
                        if memory:
                            seen[path] = (*signature(stat), blob_id(files[path]))
                    places[path] = entry.path
                except OSError:
                    odd[path] = UNREADABLE
    odd = dict(sorted(odd.items()))
    if memory is None:
        return Tree(dict(sorted(files.items())), odd)
    if seen != known:
        memory.keep(seen)
    read = Files(places, lambda paths: (files.get(path) or _read(places[path])[1] for path in paths))
    return Tree(read, odd, {path: (entry[2], entry[4]) for path, entry in seen.items()})


def _read(place: str) -> tuple[os.stat_result, bytes]:
    """What a file is and holds. A file object for each of ten thousand, or a Path, takes as long as reading them."""
    file = os.open(place, os.O_RDONLY | _BINARY)
    try:
        # Looked at before it is read: what changes in between is seen next time.
        stat = os.fstat(file)
        parts = []
        while part := os.read(file, max(stat.st_size, _LEAST) + 1):
            parts.append(part)
        return stat, parts[0] if len(parts) == 1 else b"".join(parts)
    finally:
        os.close(file)


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
    """The same from a revision, without a checkout; only its schema is read at once."""
    return of_entries(repository, repository.entries(commit, *FOLDERS))


def of_entries(repository: Repository, entries: Iterable[Entry], most: int | None = None) -> Tree:
    """The same from paths git lists. Files of more than ``most`` bytes are not read: they stand there, empty."""
    modes = {"120000": SYMLINK, "160000": SUBMODULE}
    plain, odd = [], {}
    for entry in sorted(entries, key=lambda entry: entry.path):
        if entry.mode in modes:
            if _counts(entry.path, modes[entry.mode]):
                odd[entry.path] = modes[entry.mode]
        elif _wanted(entry.path):
            plain.append(entry)
    blobs = {entry.path: entry.blob for entry in plain}
    whole = {entry.path for entry in plain if most is None or entry.size <= most}

    def reader(paths: Sequence[str]) -> Iterator[bytes]:
        contents = repository.blobs([blobs[path] for path in paths if path in whole])
        return (next(contents) if path in whole else b"" for path in paths)

    files = Files(blobs, reader)
    files.load(filter(layout.is_schema, blobs))
    return Tree(files, odd, {entry.path: (entry.size, bytes.fromhex(entry.blob)) for entry in plain})


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
    return ("/." in path or path.startswith(".")) and "/." in f"/{path}"[: path.rfind("/") + 1]
