"""Remembers what each file of the working folder held when it was last read: ``.ybz/files``.

As git does with its index: a file whose times, size and inode are what they were is not read again. Nothing in it is
needed, as with the store: it may be deleted, and a damaged one is made anew.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

FOLDER = ".ybz"
_FORMAT = 2
_RACY_NS = 2_000_000_000
"""A file changed as short as this before it was read may be changed again without its times telling."""

Seen = tuple[int, int, int, int, bytes]
"""Modification and status time (ns), size (bytes), inode, and the digest of the content."""


class _Page(msgspec.Struct, array_like=True):
    format: int
    files: dict[str, Seen]


def own_folder(root: Path) -> Path:
    """The folder for what need not be kept, made where there is none; git leaves it alone."""
    folder = root / FOLDER
    if not folder.is_dir():
        folder.mkdir()
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    return folder


def signature(stat: os.stat_result) -> tuple[int, int, int, int]:
    """What tells that a file has not been touched."""
    return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino


class Memory:
    """What was seen of a ledger's folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._started: int | None = None

    def recall(self) -> Mapping[str, Seen]:
        """What was seen last time, by path; and note when this time begins, by the clock of the disk itself."""
        with suppress(OSError):
            with tempfile.TemporaryFile(dir=own_folder(self._root)) as file:
                self._started = os.fstat(file.fileno()).st_mtime_ns
            page = msgspec.msgpack.decode((self._root / FOLDER / "files").read_bytes(), type=_Page)
            return page.files if page.format == _FORMAT else {}
        return {}

    def keep(self, seen: Mapping[str, Seen]) -> None:
        """Remember files for the next time, but for those changed just now. Never fails."""
        if self._started is None:
            return
        old = self._started - _RACY_NS
        files = {path: entry for path, entry in seen.items() if max(entry[0], entry[1]) < old and path.isprintable()}
        with suppress(OSError, UnicodeEncodeError):
            folder = own_folder(self._root)
            with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
                file.write(msgspec.msgpack.encode(_Page(_FORMAT, files)))
            Path(file.name).replace(folder / "files")
