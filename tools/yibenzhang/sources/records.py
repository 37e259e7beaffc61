"""What the history has been found to be: ``.ybz/history.sqlite3`` beside the ledger.

As :mod:`store`, it may be deleted at any time, is made anew when damaged, and is done without where it cannot be
written. Every row bears a checksum: this cache outlives disks and copies, and what it says is shown as fact.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from .schema import default_files
from .store import Store

_CHUNK = 500
_TABLES = ("reading", "brief", "revision", "touch", "outline")
_BUSY = 5.0


@cache
def program() -> int:
    """What a record depends on beside its commit: this program, the words and calendars it comes with. 31 bits."""
    digest = blake2b(digest_size=4)
    package = Path(__file__).resolve().parents[1]
    for room in ("model", "sources", "rules", "history"):
        for path in sorted((package / room).glob("*.py")):
            digest.update(path.read_bytes())
    for name, data in default_files().items():
        digest.update(name.encode() + b"\0" + data)
    return int.from_bytes(digest.digest()) >> 1


class Row(NamedTuple):
    """What is kept of an approval: ``brief`` is what later ones need of it, ``outline`` what pages show."""

    key: bytes
    brief: bytes
    revision: bytes
    outline: bytes


class Records:
    """Readings by blob id; briefs and revisions by the caller's key. Without a folder, kept for this run only."""

    def __init__(self, store: Store | None) -> None:
        self.path = store.path.with_name("history.sqlite3") if store else None
        self._own: dict[str, dict[bytes, bytes]] = {table: {} for table in _TABLES}

    def readings(self, blobs: Sequence[str]) -> dict[str, bytes]:
        """The kept readings of those blobs that are known."""
        keys = {bytes.fromhex(blob): blob for blob in blobs}
        return {keys[key]: data for key, data in self._select("reading", list(keys))}

    def keep_readings(self, readings: Mapping[str, bytes]) -> None:
        """Remember readings where that is possible; they can be had again from git."""
        self._insert({"reading": {bytes.fromhex(blob): data for blob, data in readings.items()}})

    def known(self, keys: Sequence[bytes]) -> set[bytes]:
        """Those keys that have a brief and a revision."""
        found = set(self._own["brief"])
        statement = "SELECT brief.key FROM brief JOIN revision USING (key) WHERE brief.key IN "
        found.update(row[0] for chunk in self._rows(statement, keys) for row in chunk)
        return found

    def briefs(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The briefs of those keys that are known."""
        return dict(self._select("brief", keys))

    def revisions(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The revisions of those keys that are known."""
        return dict(self._select("revision", keys))

    def streamed(self, keys: Sequence[bytes], few: int) -> Iterator[dict[bytes, bytes]]:
        """The revisions of ``keys``, as they are asked for: ``few`` at a time, without those not known.

        The file is opened once for all of them. Ends early where it is of no use.
        """
        for rows in self._rows("SELECT key, sum, data FROM revision WHERE key IN ", keys, few):
            yield {key: data for key, total, data in rows if crc32(data, crc32(key)) == total}

    def keep(self, rows: Iterable[Row]) -> None:
        """Remember approvals, all of them or none; what cannot be written stays in this object."""
        kept = tuple(rows)
        tables = {name: {row.key: getattr(row, name) for row in kept} for name in ("brief", "revision", "outline")}
        if not self._insert(tables):
            for name, values in tables.items():
                self._own[name] |= values

    def touches(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """What those keys that are known touched."""
        return dict(self._select("touch", keys))

    def keep_touches(self, touches: Mapping[bytes, bytes]) -> None:
        """Remember what approvals touched, where that is possible."""
        self._insert({"touch": touches})

    def outlines(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The outlines of those keys that are known."""
        return dict(self._select("outline", keys))

    def keep_outlines(self, outlines: Mapping[bytes, bytes]) -> None:
        """Remember outlines of approvals, where that is possible."""
        self._insert({"outline": outlines})

    def forget(self) -> None:
        """Begin anew: something kept is not what it was."""
        self._drop()
        for rows in self._own.values():
            rows.clear()

    def _select(self, table: str, keys: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
        own = self._own[table]
        yield from ((key, own[key]) for key in keys if key in own)
        for chunk in self._rows(f"SELECT key, sum, data FROM {table} WHERE key IN ", keys):  # noqa: S608
            whole = [(key, data) for key, total, data in chunk if crc32(data, crc32(key)) == total]
            yield from whole
            if len(whole) < len(chunk):
                self._drop()
                return

    def _rows(self, statement: str, keys: Sequence[bytes], size: int = _CHUNK) -> Iterator[list[Any]]:
        """Rows by chunks of keys; none where the file is another program's, damaged, or not there."""
        if not keys or self.path is None or not self.path.is_file():
            return
        try:
            with self._open(self.path) as connection:
                if connection.execute("PRAGMA user_version").fetchone()[0] != program():
                    return
                for start in range(0, len(keys), size):
                    chunk = keys[start : start + size]
                    yield connection.execute(f"{statement}({','.join('?' * len(chunk))})", chunk).fetchall()
        except sqlite3.OperationalError:
            return
        except sqlite3.DatabaseError:
            self._drop()

    def _insert(self, tables: Mapping[str, Mapping[bytes, bytes]]) -> bool:
        if self.path is None:
            return False
        for _ in range(2):
            try:
                self._prepare(self.path)
                with self._open(self.path) as connection, connection:
                    for table, rows in tables.items():
                        connection.executemany(
                            f"INSERT OR REPLACE INTO {table} (key, sum, data) VALUES (?, ?, ?)",  # noqa: S608
                            [(key, crc32(data, crc32(key)), data) for key, data in rows.items()],
                        )
            except sqlite3.OperationalError:
                # Locked for long, a full disk, a folder that may not be written: do without.
                return False
            except sqlite3.DatabaseError:
                self._drop()
            except OSError:
                return False
            else:
                return True
        return False

    def _drop(self) -> None:
        """A damaged file is of no use; its journal must not be played into the next one."""
        for ending in ("", "-journal"):
            with suppress(OSError, AttributeError):
                self.path.with_name(self.path.name + ending).unlink()  # type: ignore[union-attr]

    def _prepare(self, path: Path) -> None:
        if not path.parent.is_dir():
            path.parent.mkdir()
            (path.parent / ".gitignore").write_text("*\n", encoding="utf-8")
        with self._open(path) as connection:
            if connection.execute("PRAGMA user_version").fetchone()[0] == program():
                return
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                for table in _TABLES:
                    connection.execute(f"DROP TABLE IF EXISTS {table}")
                    connection.execute(f"CREATE TABLE {table} (key BLOB PRIMARY KEY, sum INTEGER, data BLOB)")
                connection.execute(f"PRAGMA user_version = {program()}")

    @contextmanager
    def _open(self, path: Path) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(path, timeout=_BUSY)) as connection:
            connection.execute("PRAGMA page_size = 32768")
            # May be lost with the power, never wrong: each row stands under its commit or content, with a checksum.
            connection.execute("PRAGMA synchronous = OFF")
            yield connection


__all__ = ["Records", "Row", "program"]
