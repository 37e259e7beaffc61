"""``ybz init``: a ledger with nothing in it yet."""

from __future__ import annotations

import re
from pathlib import Path

import click

from ..outputs import starter
from ..outputs.escapes import printable
from .founding import beside, free, put

_LONGEST = 100


def _line(context: click.Context, param: click.Parameter, value: str) -> str:
    text = value.strip()
    if not text or len(text) > _LONGEST or not text.isprintable():
        raise click.BadParameter(f"写一行文字，1～{_LONGEST} 个字")
    return text


def _division(context: click.Context, param: click.Parameter, value: str) -> str:
    if not re.fullmatch(r"[0-9]{6}", value):
        raise click.BadParameter(f"“{printable(value)}”不是行政区划代码：写 6 位数字，如 232700")
    return value


@click.command(
    help="建一本空的账：总设置、基础库和主题库、编辑器设置，没有示例。什么也不问，也不运行 git。\n\n"
    "例：ybz init 我的一本账 --name 某市政务数据目录一本账 --authority 某市数据局 --division 110000"
)
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
@click.option("--name", default="政务数据目录一本账", callback=_line, metavar="名称", help="这本账的名称")
@click.option("--authority", default="政务数据共享主管部门", callback=_line, metavar="部门", help="政务数据主管部门")
@click.option(
    "--division", default="000000", callback=_division, metavar="代码", help="行政区划代码，6 位数字（默认 000000）"
)
def init(folder: Path, name: str, authority: str, division: str) -> None:
    """Write it beside its place, then put it there whole."""
    target = free(folder)
    with beside(target, ".ybz-init-") as temporary:
        for path, data in starter.files(name, authority, division).items():
            (temporary / path).parent.mkdir(parents=True, exist_ok=True)
            (temporary / path).write_bytes(data)
        put(temporary, target)
    click.echo(f"已建好 {printable(str(folder))}。")
    click.echo("下一步：在 catalogs/registry.yml 写上审核人和代码托管，为每个部门建文件夹和 department.yml，")
    click.echo("　　　　再运行 git init -b main，git add -A，git commit。")
