"""A cache of what files say, by their content: ``.ybz/cache.sqlite3`` beside the ledger.

Nothing in it is needed: it may be deleted at any time, a damaged one is made anew, and where it cannot be written all
is read again. SQLite keeps it whole under two processes and kill -9.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from .memory import FOLDER, own_folder

_FORMAT = 4
_CHUNK = 500
_TABLES = ("value", "clean")


@cache
def program() -> bytes:
    """A digest of this program: another version may read otherwise, so it starts with an empty cache."""
    digest = blake2b(digest_size=8)
    package = Path(__file__).resolve().parents[1]
    for room in ("model", "sources", "rules"):
        for path in sorted((package / room).glob("*.py")):
            digest.update(path.read_bytes())
    return digest.digest()


class Store:
    """Keys are any bytes; the caller's key says everything the value depends on."""

    def __init__(self, root: Path) -> None:
        self.path = root / FOLDER / "cache.sqlite3"

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The values of those keys that are known."""
        return dict(self._select("SELECT key, data FROM value WHERE key IN ", keys))

    def clean(self, keys: Sequence[bytes]) -> set[bytes]:
        """Those keys that were marked clean."""
        return {row[0] for row in self._select("SELECT key FROM clean WHERE key IN ", keys)}

    def put(self, values: Mapping[bytes, bytes]) -> None:
        """Remember values. Never fails: what cannot be kept is read again next time."""
        self._insert("INSERT OR REPLACE INTO value VALUES (?, ?)", list(values.items()))

    def mark_clean(self, keys: Iterable[bytes]) -> None:
        """Remember that nothing was found wrong under these keys."""
        self._insert("INSERT OR REPLACE INTO clean VALUES (?)", [(key,) for key in keys])

    def _select(self, statement: str, keys: Sequence[bytes]) -> list[Any]:
        rows: list[Any] = []
        if not self.path.is_file():
            return rows
        try:
            with closing(self._connect()) as connection:
                for start in range(0, len(keys), _CHUNK):
                    chunk = keys[start : start + _CHUNK]
                    marks = ",".join("?" * len(chunk))
                    rows += connection.execute(f"{statement}({marks})", chunk).fetchall()
        except sqlite3.Error:
            return []
        return rows

    def _insert(self, statement: str, rows: list[Any]) -> None:
        if not rows:
            return
        for _ in range(2):
            try:
                self._prepare()
                with closing(self._connect()) as connection, connection:
                    connection.executemany(statement, rows)
            except sqlite3.OperationalError:
                # Locked for long, a full disk, a folder that may not be written: do without.
                return
            except sqlite3.DatabaseError:
                with suppress(OSError):
                    self.path.unlink()
            except OSError:
                return
            else:
                return

    def _prepare(self) -> None:
        own_folder(self.path.parent.parent)
        with closing(self._connect()) as connection, connection:
            connection.execute("PRAGMA page_size = 32768")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version != _FORMAT:
                for table in _TABLES:
                    connection.execute(f"DROP TABLE IF EXISTS {table}")
            # Rows as long as these are slow in a table without row numbers, and on small pages.
            connection.execute("CREATE TABLE IF NOT EXISTS value (key BLOB PRIMARY KEY, data BLOB)")
            connection.execute("CREATE TABLE IF NOT EXISTS clean (key BLOB PRIMARY KEY) WITHOUT ROWID")
            connection.execute(f"PRAGMA user_version = {_FORMAT}")

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=5)
        # The cache may be lost with the power, never wrong: each value stands under a digest of its source.
        connection.execute("PRAGMA synchronous = OFF")
        return connection
