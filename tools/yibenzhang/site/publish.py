"""Writing the site: only what changed, nothing but what is ours."""

from __future__ import annotations

import gzip
import io
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from types import TracebackType

MANIFEST = ".ybz-files"
"""The files the last build wrote; only these are ever removed, so a wrong output folder loses nothing."""


class Publisher:
    """Puts files into one output folder. Paths are POSIX, relative to it.

    What differs from the last site is first written beside it and moved into place by :meth:`finish`, so a full disk
    or a failed build leaves the last site whole. Used as a context, it removes what was not finished.
    """

    def __init__(self, output: Path, stage: Path | None = None) -> None:
        self.output = output
        self.stage = stage
        self.written: set[str] = set()
        self.staged: set[str] = set()
        self._folders: set[Path] = set()
        self._made: list[Path] = []

    def __enter__(self) -> Publisher:
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

    def join(self, written: set[str], staged: set[str]) -> None:
        """Take over what a part wrote."""
        self.written |= written
        self.staged |= staged

    def write(self, path: str, data: bytes) -> None:
        """Write a file unless it holds these bytes already."""
        self.written.add(path)
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
        """The stage: inside the output folder, so that moving a file never copies it."""
        if self.stage is None:
            missing = [each for each in (self.output, *self.output.parents) if not each.exists()]
            self.output.mkdir(parents=True, exist_ok=True)
            self._made = missing
            self.stage = Path(tempfile.mkdtemp(prefix=".ybz-", dir=self.output))
        return self.stage

    def discard(self) -> None:
        """Remove the stage, and the output folder where it was made for nothing."""
        if self.stage is None:
            return
        shutil.rmtree(self.stage, ignore_errors=True)
        self.stage = None
        for folder in self._made:
            with suppress(OSError):
                folder.rmdir()

    def copy(self, folder: Path) -> None:
        """Take over all files of a folder."""
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                self.write(path.relative_to(folder).as_posix(), path.read_bytes())

    def finish(self) -> int:
        """Move all into place and remove what an earlier build wrote and this one did not; gives how many went."""
        stale = sorted(self._gone())
        self.write(MANIFEST, "".join(f"{path}\n" for path in sorted(self.written - {MANIFEST})).encode())
        # The list of files comes last: as long as it is the old one, a build that was stopped can be done again.
        for path in sorted(self.staged, key=lambda each: (each == MANIFEST, each)):
            target = self.output / path
            target.parent.mkdir(parents=True, exist_ok=True)
            (self._prepare() / path).replace(target)
        for path in stale:
            target = self.output / path
            target.unlink(missing_ok=True)
            _prune(target.parent, self.output)
        return len(stale)

    def _gone(self) -> Iterator[str]:
        """What the last build listed and this one did not write, as far as it is there and inside the folder."""
        try:
            listed = (self.output / MANIFEST).read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return
        for line in listed:
            if line in self.written:
                continue
            path = PurePosixPath(line)
            target = self.output / path
            # The list lies in a folder others may write to: never follow it out of the folder, or through a link.
            inside = not path.is_absolute() and ".." not in path.parts and path.parts
            if inside and target.is_file() and target.resolve().is_relative_to(self.output.resolve()):
                yield path.as_posix()


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
