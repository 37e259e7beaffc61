"""``ybz fmt``: the canonical form of YAML."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from ..outputs.edit.form import EditError, canonical
from ..outputs.escapes import printable
from .commands import opened_root
from .desk import Desk, desk
from .progress import watched


@click.command(
    help="整理 YAML 的格式：字段顺序、缩进、引号，补上编辑器用的首行。不改任何值，注释都留着。\n\n"
    "可以只整理某些文件或文件夹：ybz fmt catalogs/民政局"
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[路径]...")
@click.option("--check", is_flag=True, help="只列出要整理的文件，不改；有要整理的或读不通的，退出码为 1")
@click.pass_context
def fmt(context: click.Context, paths: tuple[Path, ...], check: bool) -> None:
    """Exit 0, or 1 with ``--check`` when something is to be done or cannot be read."""
    files = desk(opened_root(context))
    chosen = files.within(paths)
    changed, skipped = 0, 0
    for path, text, reason in _formed(files, chosen):
        if reason:
            skipped += 1
            click.echo(f"{printable(path)}：没有整理。{reason}", err=True)
        else:
            changed += 1
            click.echo(printable(path))
            if not check:
                files.save(path, text)
    left = f"，跳过 {skipped} 个" if skipped else ""
    done = f"{changed} 个要整理" if check else f"整理了 {changed} 个"
    click.echo(
        f"共 {len(chosen)} 个文件：{done}{left}。" if changed or skipped else f"共 {len(chosen)} 个文件，格式都对。"
    )
    sys.exit(1 if check and (changed or skipped) else 0)


def _formed(files: Desk, chosen: list[str]) -> Iterator[tuple[str, str, str]]:
    """Path and new text of each file that is not in its canonical form, or the reason why it is left alone."""
    for path in watched(chosen, "整理格式"):
        kind, data = files.kinds[path], files.tree.files[path]
        try:
            text = canonical(data.decode(), files.order(kind), files.head(path, kind))
        except UnicodeDecodeError:
            yield path, "", "文件不是 UTF-8 编码：运行 ybz check --fix 可以改存"
        except EditError as error:
            yield path, "", str(error)
        else:
            if text.encode() != data:
                yield path, text, ""
