"""Writing the site: only what changed, nothing but what is ours, all of it at once."""

from __future__ import annotations

import gzip
import io
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import NamedTuple

from . import swap

MANIFEST = ".ybz-files"
"""The files the last build wrote, with the names of what they were made of; other files in the folder stay."""


class Known(NamedTuple):
    """What the list says of a file: its size in bytes, and the name of what it was made of, empty without one."""

    size: int
    key: str


class Publisher:
    """Puts files into one output folder. Paths are POSIX, relative to it.

    The next site is made beside the last one, of what changed and, by hard links, what did not; :meth:`finish`
    exchanges the two. So a reader never sees half of it, and a full disk, a failed build or kill -9 leaves the last site
    whole. Where no folder can be made beside it (a mounted volume) changed files are moved into it one by one.
    Used as a context, it removes what was not finished.
    """

    def __init__(self, output: Path, stage: Path | None = None) -> None:
        # The folder itself is exchanged, not a link that leads to it.
        self.output = output.resolve()
        self.stage = stage
        self.written: dict[str, Known] = {}
        self.staged: set[str] = set()
        self.last: Mapping[str, Known] = {} if stage else _listed(self.output)
        self._whole = False
        self._folders: set[Path] = set()
        self._made: list[Path] = []
        self._stack = ExitStack()

    def __enter__(self) -> Publisher:
        self._prepare()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.discard()

    @property
    def changed(self) -> int:
        """How many files differ from those of the last site."""
        return len(self.staged - {MANIFEST})

    def part(self) -> Publisher:
        """Another that writes into the same stage, perhaps in another process; :meth:`join` takes over what it did."""
        return Publisher(self.output, self._prepare())

    def join(self, written: Mapping[str, Known], staged: set[str]) -> None:
        """Take over what a part wrote."""
        self.written |= written
        self.staged |= staged

    def keeps(self, path: str, key: str) -> bool:
        """Whether the last site has the file made of what ``key`` names; then it stays, and need not be written."""
        known = self.last.get(path)
        if not key or known is None or known.key != key:
            return False
        try:
            # A file someone has cut short or emptied since is made again.
            if (self.output / path).stat().st_size != known.size:
                return False
        except OSError:
            return False
        self.written[path] = known
        return True

    def write(self, path: str, data: bytes, key: str = "") -> None:
        """Write a file, made of what ``key`` names, unless it holds these bytes already."""
        self.written[path] = Known(len(data), key)
        target = self.output / path
        with suppress(OSError):
            if target.stat().st_size == len(data) and target.read_bytes() == data:
                return
        new = self._prepare() / path
        try:
            if new.parent not in self._folders:
                new.parent.mkdir(parents=True, exist_ok=True)
                self._folders.add(new.parent)
            new.write_bytes(data)
        except OSError as error:
            raise named(error, target) from error
        self.staged.add(path)

    def _prepare(self) -> Path:
        """The stage: on the disk of the output folder, so that moving a file never copies it."""
        if self.stage is None:
            missing = [each for each in (self.output, *self.output.parents) if not each.exists()]
            self.output.parent.mkdir(parents=True, exist_ok=True)
            self._stack.enter_context(swap.alone(self.output.parent))
            swap.recover(self.output)
            self.last = _listed(self.output)
            self.stage = swap.beside(self.output)
            self._whole = self.stage is not None
            self._made = missing
            if self.stage is None:
                self.output.mkdir(exist_ok=True)
                self.stage = Path(tempfile.mkdtemp(prefix=".ybz-", dir=self.output))
        return self.stage

    def discard(self) -> None:
        """Remove the stage, and the folders that were made for nothing."""
        if self.stage is not None:
            shutil.rmtree(self.stage, ignore_errors=True)
            self.stage = None
            for folder in self._made:
                with suppress(OSError):
                    folder.rmdir()
        self._stack.close()

    def copy(self, folder: Path) -> None:
        """Take over all files of a folder."""
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                self.write(path.relative_to(folder).as_posix(), path.read_bytes())

    def finish(self) -> None:
        """Put all in its place; what an earlier build wrote and this one did not is gone then."""
        stage = self._prepare()
        lines = [f"{path}\t{size}\t{key}\n" for path, (size, key) in sorted(self.written.items()) if path != MANIFEST]
        self.write(MANIFEST, "".join(lines).encode())
        if self._whole and self._linked(stage):
            foreign: list[str] = []
            if self.output.is_dir():
                foreign = list(swap.strangers(self.output, {*self.last, *self.written}))
            with suppress(OSError):
                old = swap.exchange(stage, self.output)
                if old:
                    swap.carry(old, self.output, foreign)
                    shutil.rmtree(old, ignore_errors=True)
                return
        self._move(stage)

    def _linked(self, stage: Path) -> bool:
        """Whether what did not change could be put into the stage too."""
        folders: set[str] = set()
        try:
            for path in self.written:
                if path in self.staged:
                    continue
                folder = path.rpartition("/")[0]
                if folder not in folders:
                    folders.add(folder)
                    (stage / folder).mkdir(parents=True, exist_ok=True)
                os.link(f"{self.output}/{path}", f"{stage}/{path}")
        except OSError:
            return False
        return True

    def _move(self, stage: Path) -> None:
        """Move what changed into place file by file and remove what is no more."""
        stale = [path for path in self.last if path not in self.written and _is_inside(self.output, path)]
        # The list of files comes last: as long as it is the old one, a build that was stopped can be done again.
        for path in sorted(self.staged, key=lambda each: (each == MANIFEST, each)):
            target = self.output / path
            target.parent.mkdir(parents=True, exist_ok=True)
            (stage / path).replace(target)
        for path in stale:
            target = self.output / path
            target.unlink(missing_ok=True)
            _prune(target.parent, self.output)


def _is_inside(output: Path, line: str) -> bool:
    """Whether a file of the list is there; the list lies where others may write, so it never leads out."""
    path = PurePosixPath(line)
    target = output / path
    inside = not path.is_absolute() and ".." not in path.parts and path.parts
    return bool(inside) and target.is_file() and target.resolve().is_relative_to(output)


def _listed(output: Path) -> dict[str, Known]:
    try:
        lines = (output / MANIFEST).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    found = {}
    for line in lines:
        path, _, rest = line.partition("\t")
        size, _, key = rest.partition("\t")
        found[path] = Known(int(size) if size.isdecimal() else -1, key)
    return found


def files_of(output: Path) -> list[str]:
    """The files of the site in ``output``, as its last build listed them, as far as they are there."""
    output = output.resolve()
    return [path for path in _listed(output) if _is_inside(output, path)]


def named(error: OSError, path: Path) -> OSError:
    """The error with the file it is about: a write to a full disk does not tell which."""
    return OSError(error.errno, error.strerror, str(error.filename or path))


def _prune(folder: Path, top: Path) -> None:
    while folder != top:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def sitemap(base: str, addresses: Iterable[str]) -> bytes:
    """sitemap.xml without dates: a page's day is not the build's. ``base`` ends with a slash."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    prefix = base.replace("&", "&amp;")
    lines += [f"<url><loc>{prefix}{address}</loc></url>" for address in sorted(addresses)]
    return "\n".join([*lines, "</urlset>", ""]).encode()


def zipped(data: bytes) -> bytes:
    """``data`` gzipped, without a time or a name."""
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=buffer, mtime=0) as stream:
        stream.write(data)
    return buffer.getvalue()
