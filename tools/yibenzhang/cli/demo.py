"""``ybz demo``: a large made-up ledger with years of history."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from ..model.workdays import Workdays
from ..outputs.demo import history
from ..outputs.escapes import printable
from ..sources import git_import
from ..sources.schema import default_schemas
from .commands import Whole


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
    target = _free(folder)
    workdays = Workdays.of(default_schemas().workdays)
    with _beside(target) as temporary:
        parts = history.stream(catalogs, departments, commits, seed, workdays)
        head = git_import.load(temporary, _watched(parts, commits))
        _put(temporary, target)
    click.echo(f"已生成 {printable(str(folder))}：{departments} 个部门，{catalogs} 份目录，{commits} 次提交。")
    click.echo(f"最新提交：{head}")
    click.echo("下一步：到这个文件夹里运行 ybz build 或 ybz log。")


def _free(folder: Path) -> Path:
    """The place itself; ends the run unless nothing is there, or an empty folder."""
    shown, target = printable(str(folder)), folder.resolve()
    if os.path.lexists(target) and not target.is_dir():
        raise click.BadParameter(f"{shown} 是文件，这里要写一个新文件夹", param_hint="文件夹")
    if target.is_dir() and any(target.iterdir()):
        raise click.BadParameter(f"{shown} 不是空文件夹，没有动它：换一个新文件夹", param_hint="文件夹")
    if not target.parent.is_dir():
        raise click.BadParameter(f"{shown} 的上级文件夹不存在：先建上级文件夹", param_hint="文件夹")
    return target


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A folder on the same disk that is gone afterwards: in ``target`` where that is there, else beside it."""
    around = target if target.is_dir() else target.parent
    temporary = Path(tempfile.mkdtemp(prefix=".ybz-demo-", dir=around))
    try:
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o777 & ~umask)
        yield temporary
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _put(temporary: Path, target: Path) -> None:
    """Put what was made in its place; a folder that is there stays the same folder, for somebody may stand in it."""
    if not target.is_dir():
        temporary.rename(target)
        return
    for child in sorted(temporary.iterdir(), key=lambda path: path.name == ".git"):
        child.rename(target / child.name)


def _watched(parts: Iterable[bytes], commits: int) -> Iterator[bytes]:
    """The parts; on a terminal with a bar."""
    if not sys.stderr.isatty():
        yield from parts
        return
    with click.progressbar(length=commits, label="生成历史", file=sys.stderr) as bar:
        for part in parts:
            yield part
            bar.update(part.count(b"\ncommit refs/heads/"))
