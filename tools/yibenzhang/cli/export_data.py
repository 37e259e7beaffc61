"""``ybz export csv``, ``json``, ``jsonl``, ``parquet``, ``sqlite``: the ledger for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from ..outputs.edition import Edition
from ..outputs.json import dumps
from ..outputs.tables import csv as csv_files
from ..outputs.tables import json as json_form
from ..outputs.tables import parquet as parquet_files
from ..outputs.tables import sqlite as sqlite_form
from ..outputs.tables.ledger import of_edition
from .commands import opened_root
from .exporting import Asked, default_path, output_option, say, scoped, telling
from .folders import folder_or_zip, save_files
from .output import save, send
from .output import target as target_file

Tell = Callable[[int], None]
_STDOUT = Path("-")
_NO_PYARROW = "导出 Parquet 要用 pyarrow，还没有安装：运行 pip install 'yibenzhang[parquet]'（离线的机器先备好安装包，再加 --no-index --find-links 文件夹）；不想装的，可用 ybz export sqlite 或 csv，DuckDB、pandas 都能读"


@click.command(help="导出 CSV：一表一个文件，UTF-8（带 BOM），写进文件夹或 zip 压缩包。")
@output_option("文件夹，或以 .zip 结尾的压缩包")
@scoped
@click.pass_context
def csv(context: click.Context, /, output: Path | None, **given: Any) -> None:
    """Write a file a table."""
    _files(context, output, given, csv_files, "csv")


@click.command(help="导出 Parquet：一表一个文件，供 DuckDB、pandas 等分析；要另装 pyarrow。")
@output_option("文件夹，或以 .zip 结尾的压缩包")
@scoped
@click.pass_context
def parquet(context: click.Context, /, output: Path | None, **given: Any) -> None:
    """Write a file a table."""
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise click.ClickException(_NO_PYARROW) from None
    _files(context, output, given, parquet_files, "parquet")


@click.command(help="导出 JSON：一个文件，字段与目录的 YAML 相同，格式由 JSON Schema 规定。")
@output_option("以 .json 结尾；写 - 输出到终端或管道")
@scoped
@click.option("--schema", "described", is_flag=True, help="不导出账，只输出这份 JSON 的 JSON Schema")
@click.pass_context
def json(context: click.Context, /, output: Path | None, described: bool, **given: Any) -> None:
    """Write the document, or what it looks like."""
    if described:
        _, edition = _asked(context, given)
        send([dumps(json_form.schema(edition.schemas))], None)
        return
    _text(context, output, given, "json", json_form.document)


@click.command(help="导出 JSON Lines：一行一份目录，字段与目录的 YAML 相同。")
@output_option("以 .jsonl 结尾；写 - 输出到终端或管道")
@scoped
@click.pass_context
def jsonl(context: click.Context, /, output: Path | None, **given: Any) -> None:
    """Write a catalog a line."""
    _text(context, output, given, "jsonl", json_form.lines)


@click.command(help="导出 SQLite 数据库：有类型、主键、外键和中文视图，可以直接用 datasette 打开。")
@output_option("以 .sqlite、.sqlite3 或 .db 结尾；旁边另写一个同名的 .metadata.json")
@scoped
@click.pass_context
def sqlite(context: click.Context, /, output: Path | None, **given: Any) -> None:
    """Write the database, and what datasette shows of it."""
    root = opened_root(context)
    target = target_file(root, output, "sqlite", "台账") if output is not None else None
    opening, edition = _asked(context, given)
    target = target or target_file(root, default_path(root, edition, opening, ".sqlite"), "sqlite", "台账")
    beside = target_file(root, target.with_suffix(".metadata.json"), "json", "台账")
    tables = of_edition(edition)
    with telling(edition) as tell:
        data = sqlite_form.database(edition, tables, tell)
    save(target, [data])
    save(beside, [dumps(sqlite_form.metadata(edition, tables, target.stem)).encode()])
    say(target, edition)


def _asked(context: click.Context, given: dict[str, Any]) -> tuple[Any, Edition]:
    at, on = given["at"], given["on"]
    day: date | None = on
    return Asked(opened_root(context), given["department"], at, day, given["conditions"]).edition(context)


def _text(
    context: click.Context,
    output: Path | None,
    given: dict[str, Any],
    form: str,
    made: Callable[[Edition, Tell], Iterator[str]],
) -> None:
    root = opened_root(context)
    target = target_file(root, output, form, "台账") if output not in (None, _STDOUT) and output else None
    opening, edition = _asked(context, given)
    if output == _STDOUT:
        send(made(edition, lambda _: None), None)
        return
    target = target or target_file(root, default_path(root, edition, opening, f".{form}"), form, "台账")
    with telling(edition) as tell:
        save(target, (part.encode() for part in _gathered(made(edition, tell))))
    say(target, edition)


def _gathered(parts: Iterable[str], many: int = 200) -> Iterator[str]:
    held: list[str] = []
    for part in parts:
        held.append(part)
        if len(held) >= many:
            yield "".join(held)
            held.clear()
    yield "".join(held)


def _files(context: click.Context, /, output: Path | None, given: dict[str, Any], form: Any, name: str) -> None:
    root = opened_root(context)
    if output is not None:
        folder_or_zip(root, output, name)
    opening, edition = _asked(context, given)
    tables = of_edition(edition)
    target = folder_or_zip(root, output or default_path(root, edition, opening, f"_{name}.zip"), name)
    known: Sequence[str] = form.names(tables)
    with telling(edition) as tell:
        save_files(target, form.files(edition, tables, tell), known)
    say(target, edition)


__all__ = ["csv", "json", "jsonl", "parquet", "sqlite"]
