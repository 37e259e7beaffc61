"""The command ``ybz``: one file a command. Only this room prints and writes."""

from __future__ import annotations

from pathlib import Path

import click

from .. import __version__
from ..sources.git import clean_environment
from .commands import LazyGroup


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="一本账：用 git 管理政务数据目录——校验、浏览、导出、留痕。",
    epilog="每条命令的用法：ybz 命令 --help",
)
@click.option(
    "-C",
    "root",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="文件夹",
    help="一本账所在的文件夹（默认：从当前文件夹往上找 catalogs/registry.yml）",
)
@click.version_option(__version__, "--version", prog_name="ybz", message="%(prog)s %(version)s", help="显示版本")
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Find out where the ledger lies; each command opens it as it needs."""
    if context.invoked_subcommand != "hook":
        # A hook is called with the variables that name the pushed objects, and looks after them itself.
        clean_environment()
    context.obj = root
