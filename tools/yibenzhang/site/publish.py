"""Writing the site: only what changed, nothing but what is ours."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

MANIFEST = ".ybz-files"
"""The files the last build wrote; only these are ever removed, so a wrong output folder loses nothing."""


class Publisher:
    """Writes files into one output folder. Paths are POSIX, relative to it."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.written: set[str] = set()
        self.changed = 0
        self._folders: set[Path] = set()

    def write(self, path: str, data: bytes) -> None:
        """Write a file unless it holds these bytes already."""
        self.written.add(path)
        target = self.output / path
        if target.parent not in self._folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(target.parent)
        try:
            if target.stat().st_size == len(data) and target.read_bytes() == data:
                return
        except OSError:
            pass
        target.write_bytes(data)
        self.changed += 1

    def copy(self, folder: Path) -> None:
        """Take over all files of a folder."""
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                self.write(path.relative_to(folder).as_posix(), path.read_bytes())

    def finish(self) -> int:
        """Remove what an earlier build wrote and this one did not; returns how many files went."""
        stale = sorted(self._gone())
        for path in stale:
            target = self.output / path
            target.unlink(missing_ok=True)
            _prune(target.parent, self.output)
        self.write(MANIFEST, "".join(f"{path}\n" for path in sorted(self.written - {MANIFEST})).encode())
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
