"""``ybz demo``: a large made-up ledger with years of history."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from ..model.workdays import Workdays
from ..outputs.demo import history
from ..outputs.escapes import printable
from ..sources import git_import
from ..sources.schema import default_schemas
from .commands import Whole
from .founding import beside, free, put


@click.command(
    help="做一本演示用的账：有几年的历史——新增、变更、改名、下架、移交、需求和异议，经各种方式审核合入。"
    "人名、地名、代码都是虚构的，网页和表格会标明示例数据。\n\n"
    "同样的数字得到同样的账，连提交号都一样，在哪台机器上、哪一天做都是。\n\n例：ybz demo 演示账 --catalogs 1000 --commits 3000"
)
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
@click.option(
    "--catalogs",
    type=Whole("目录份数", 0, 100_000),
    default=300,
    metavar="份数",
    help="最后有多少份目录，下架的也算（默认 300）",
)
@click.option(
    "--departments",
    type=Whole("部门个数", 1, 19_999),
    default=20,
    metavar="个数",
    help="多少个部门，先市级后各县（默认 20）",
)
@click.option(
    "--commits",
    type=Whole("提交次数", 1, 1_000_000),
    default=1000,
    metavar="次数",
    help="一共多少次提交，合并前分支上的也算，即 git rev-list --count HEAD（默认 1000）",
)
@click.option(
    "--seed", type=Whole("种子", 0), default=1, metavar="种子", help="换一个数，得到另一本同样大小的账（默认 1）"
)
def demo(folder: Path, catalogs: int, departments: int, commits: int, seed: int) -> None:
    """Write it beside its place, then put it there whole."""
    target = free(folder)
    workdays = Workdays.of(default_schemas().workdays)
    with beside(target, ".ybz-demo-") as temporary:
        parts = history.stream(catalogs, departments, commits, seed, workdays)
        head = git_import.load(temporary, _watched(parts, commits))
        put(temporary, target)
    click.echo(f"已生成 {printable(str(folder))}：{departments} 个部门，{catalogs} 份目录，{commits} 次提交。")
    click.echo(f"最新提交：{head}")
    click.echo("下一步：到这个文件夹里运行 ybz build 或 ybz log。")


def _watched(parts: Iterable[bytes], commits: int) -> Iterator[bytes]:
    """The parts; on a terminal with a bar."""
    if not sys.stderr.isatty():
        yield from parts
        return
    with click.progressbar(length=commits, label="生成历史", file=sys.stderr) as bar:
        for part in parts:
            yield part
            bar.update(part.count(b"\ncommit refs/heads/"))
