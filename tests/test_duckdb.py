"""DuckDB reads what the docs say it reads: Parquet, CSV, and the SQLite database with its views.

DuckDB is no dependency: without it only the first test runs. Its extension for SQLite comes from PyPI as
``duckdb-extension-sqlite-scanner``.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from yibenzhang.cli import main

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("duckdb")
    for form, name in (("sqlite", "账.sqlite"), ("parquet", "账_parquet"), ("csv", "账_csv")):
        result = CliRunner().invoke(main, ["-C", str(ROOT), "export", form, "-o", str(folder / name)])
        assert result.exit_code == 0, result.output
    return folder


def counts(here: Path) -> dict[str, int]:
    with sqlite3.connect(here / "账.sqlite") as database:
        names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
        return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def test_every_table_has_row_numbers(here: Path) -> None:
    """DuckDB asks for them, and cannot read a table that has none."""
    with sqlite3.connect(here / "账.sqlite") as database:
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        assert {"items", "catalog_duties"} <= set(tables)
        for name in tables:
            if not name.startswith("catalogs_fts"):
                database.execute(f'SELECT rowid FROM "{name}" LIMIT 1')


def connected() -> Any:
    return pytest.importorskip("duckdb").connect()


def test_parquet_and_csv(here: Path) -> None:
    duck, known = connected(), counts(here)
    for name, title in (("catalogs", "目录总表"), ("items", "数据项"), ("demands", "数据需求")):
        for file in (f"账_parquet/{name}.parquet", f"账_csv/{title}.csv"):
            assert duck.execute(f"SELECT count(*) FROM '{here / file}'").fetchone() == (known[name],)
    personal = f"SELECT count(*) FROM '{here / '账_parquet/items.parquet'}' WHERE personal"
    assert duck.execute(personal).fetchone()[0] > 0


def test_sqlite_with_its_views(here: Path) -> None:
    duck = connected()
    scanner = pytest.importorskip("duckdb_extension_sqlite_scanner")
    [file] = Path(str(scanner.__file__)).parent.rglob("*.duckdb_extension")
    duck.execute(f"INSTALL '{file}'")
    duck.execute("LOAD sqlite_scanner")
    duck.execute(f"ATTACH '{here / '账.sqlite'}' AS zhang (TYPE sqlite)")
    for name, count in counts(here).items():
        if not name.startswith("catalogs_fts"):
            assert len(duck.execute(f'SELECT * FROM zhang."{name}"').fetchall()) == count, name
