"""The tables as an SQLite database: typed, keyed, with Chinese views, ready for datasette.

The same edition gives the same bytes for one version of SQLite: rows go in in one order, and nothing says when.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from operator import itemgetter
from typing import Any

from ..columns import Sort
from ..edition import Edition
from .facts import FIELD_HEADS, dictionary, facts
from .table import Field, Table

_TYPES = {Sort.NUMBER: "INTEGER", Sort.BOOL: "INTEGER"}
_INDEXES = (
    ("catalogs", "code"), ("catalogs", "department"), ("catalogs", "share_type"), ("catalogs", "domain"),
    ("items", "name"), ("duties", "department"), ("systems", "department"), ("demands", "department"), ("demands", "catalog"),
)  # fmt: skip
SEARCHED = ("name", "aliases", "summary", "keywords")
"""The fields of a catalog that are indexed by every three letters (FTS5, trigram)."""
_BATCH = 2000
_MOST = 2**63 - 1
Tell = Callable[[int], None]


def database(edition: Edition, tables: Sequence[Table], tell: Tell = lambda _: None) -> bytes:
    """The bytes of the database file; ``tell`` is told of every batch of rows, by their number."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        # Read by everybody, written once: no journal, and pages filled to the brim.
        connection.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA encoding = 'UTF-8'; BEGIN;"
        )
        _plain(
            connection,
            "ledger",
            ("key", "label", "value"),
            facts(edition),
            "key TEXT PRIMARY KEY, label TEXT, value TEXT",
        )
        names = ("table_title", "label", "name", "yaml", "sort", "description")
        _plain(connection, "fields", names, dictionary(tables), ", ".join(f"{name} TEXT" for name in names))
        for table in tables:
            _table(connection, table, tell)
        known = {(table.name, field.name) for table in tables for field in table.fields}
        for name, column in _INDEXES:
            if (name, column) in known:
                connection.execute(f"CREATE INDEX {_quoted(f'{name}_{column}')} ON {_quoted(name)} ({_quoted(column)})")
        _search(connection, {name for table, name in known if table == "catalogs"})
        by_name = {table.name: table for table in tables}
        for table in tables:
            connection.execute(_view(table, by_name))
        _plain_view(connection)
        connection.execute("COMMIT")
        return connection.serialize()
    finally:
        connection.close()


def _plain(connection: sqlite3.Connection, name: str, heads: Sequence[str], rows: Any, columns: str) -> None:
    connection.execute(f"CREATE TABLE {_quoted(name)} ({columns})")
    connection.executemany(f"INSERT INTO {_quoted(name)} VALUES ({', '.join('?' * len(heads))})", rows)  # noqa: S608


def _plain_view(connection: sqlite3.Connection) -> None:
    heads = ("table_title", "label", "name", "yaml", "sort", "description")
    columns = ", ".join(f"{name} AS {_quoted(label)}" for name, label in zip(heads, FIELD_HEADS, strict=True))
    connection.execute(f"CREATE VIEW {_quoted('字段说明')} AS SELECT {columns} FROM fields")  # noqa: S608


def _table(connection: sqlite3.Connection, table: Table, tell: Tell) -> None:
    kept = [place for place, field in enumerate(table.fields) if not field.through]
    fields = [table.fields[place] for place in kept]
    parts = [
        f"{_quoted(field.name)} {_TYPES.get(field.sort, 'TEXT')}{' NOT NULL' if field.name in table.key else ''}"
        for field in fields
    ]
    parts.append(f"PRIMARY KEY ({', '.join(map(_quoted, table.key))})")
    parts += [
        f"FOREIGN KEY ({_quoted(column)}) REFERENCES {_quoted(target)} ({_quoted('id' if target == 'departments' else 'ref')})"
        for column, target in table.links.items()
    ]
    # All with row numbers: the full text index needs them, and DuckDB reads no table without.
    connection.execute(f"CREATE TABLE {_quoted(table.name)} ({', '.join(parts)})")
    insert = f"INSERT INTO {_quoted(table.name)} VALUES ({', '.join('?' * len(fields))})"  # noqa: S608
    pick = itemgetter(*kept)
    left = map(pick, table.rows(True))
    while batch := list(islice(left, _BATCH)):
        try:
            connection.executemany(insert, batch)
        except (OverflowError, UnicodeEncodeError):
            connection.executemany(insert.replace("INSERT", "INSERT OR REPLACE"), _safe(batch))
        tell(len(batch))


def _safe(batch: Sequence[Sequence[Any]]) -> Iterator[list[Any]]:
    """Rows with what SQLite cannot hold as text: whole numbers over 64 bits, and half a surrogate pair as �."""
    for row in batch:
        yield [
            str(cell)
            if isinstance(cell, int) and not -_MOST <= cell <= _MOST
            else cell.encode("utf-8", "replace").decode()
            if isinstance(cell, str)
            else cell
            for cell in row
        ]


def _search(connection: sqlite3.Connection, known: set[str]) -> None:
    """An index of names and summaries by every three letters, where this SQLite has it: Chinese knows no spaces."""
    columns = [name for name in SEARCHED if name in known]
    listed = ", ".join(columns)
    try:
        # Double quotes: so datasette finds it.
        connection.execute(
            f"CREATE VIRTUAL TABLE catalogs_fts USING fts5({listed}, content=\"catalogs\", tokenize='trigram')"
        )
    except sqlite3.OperationalError:
        return
    connection.execute(f"INSERT INTO catalogs_fts(rowid, {listed}) SELECT rowid, {listed} FROM catalogs")  # noqa: S608
    connection.execute("INSERT INTO catalogs_fts(catalogs_fts) VALUES ('optimize')")


def _view(table: Table, tables: dict[str, Table]) -> str:
    """A view under the table's Chinese title with Chinese columns; truths as 是 and 否."""
    joins = dict.fromkeys(field.through for field in table.fields if field.through)
    columns = [f"{_shown(field)} AS {_quoted(field.label)}" for field in table.fields]
    text = f"CREATE VIEW {_quoted(table.title)} AS SELECT {', '.join(columns)} FROM {_quoted(table.name)} AS t"  # noqa: S608
    for column in joins:
        target = tables[table.links[column]]
        text += f" JOIN {_quoted(target.name)} AS {_quoted('t_' + column)} ON {_quoted('t_' + column)}.{_quoted(target.key[0])} = t.{_quoted(column)}"
    return text


def _shown(field: Field) -> str:
    if field.through:
        return f"{_quoted('t_' + field.through)}.{_quoted(field.source)}"
    column = f"t.{_quoted(field.name)}"
    return f"CASE {column} WHEN 1 THEN '是' WHEN 0 THEN '否' END" if field.sort is Sort.BOOL else column


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def metadata(edition: Edition, tables: Sequence[Table], database_name: str) -> dict[str, Any]:
    """What datasette shows of the database: titles, where it comes from, and a line on every column."""
    settings = edition.registry.settings
    told = {
        table.name: {
            "title": table.title,
            "description": table.description,
            "columns": {
                field.name: f"{field.label}：{field.description}" if field.description else field.label
                for field in table.fields
                if not field.through
            },
            **({"label_column": "name"} if any(field.name == "name" for field in table.fields) else {}),
        }
        for table in tables
    }
    source = {
        "source": f"{settings.name}，版本 {edition.revision}，基准日 {edition.today or '未定'}，范围 {edition.scope}",
        **({"source_url": settings.base_url} if settings.base_url else {}),
    }
    title = settings.name + ("（示例数据）" if settings.sample else "")
    return {"title": title, **source, "databases": {database_name: {"title": title, **source, "tables": told}}}


__all__ = ["SEARCHED", "database", "metadata"]
