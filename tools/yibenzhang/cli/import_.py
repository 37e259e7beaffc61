"""``ybz import``: what departments fill in Excel, as files of the ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ..sources import mapping
from . import import_end
from .commands import named, on_option, opened
from .importing import Import

_HELP = (
    "导入部门填好的表格（xlsx、xls、et、csv）：新增和修改目录、数据项、挂载资源、数据需求。\n\n"
    "表格用 ybz template 生成的最好；别的模板，列名认得出的也能导入，认不出的用 --map 写对照表。"
    "有单元格没有地方放时什么也不写，先逐格指出；确定不要那些内容的，加 --keep-going。\n\n"
    "例：ybz import 民政局.xlsx --dry-run"
)


@click.command(name="import", help=_HELP)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件...")
@click.option(
    "--department",
    callback=named,
    metavar="部门",
    help="这些表是哪个部门的（默认：看模板、部门一列、目录代码、文件名）",
)
@click.option(
    "--map", "mapped", metavar="对照表", help=f"别的模板的列名对照：yml 文件，或自带的：{'、'.join(mapping.known())}"
)
@click.option("--dry-run", is_flag=True, help="只看会改什么，不写文件")
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="把发现的问题写到文件：.xlsx 是标注好的原表，可以退回部门；.md、.json 是清单",
)
@click.option("--keep-going", is_flag=True, help="没有地方放的单元格不要了，其余照样导入")
@click.option("--retire-missing", is_flag=True, help="表里没有的目录下架，没有的数据项、挂载资源去掉（默认：只提醒）")
@on_option
@click.pass_context
def import_(
    context: click.Context,
    files: tuple[Path, ...],
    department: str,
    mapped: str | None,
    dry_run: bool,
    report: Path | None,
    keep_going: bool,
    retire_missing: bool,
    on: date | None,
) -> None:
    """Exit 0 when all is well, 1 when something is wrong in the tables, 2 when a file cannot be read."""
    work = Import(opened(context, on=on), department, mapped, prune=retire_missing)
    import_end.check_report(work, report, files)
    work.read(files)
    work.plan()
    stopped = work.lost and not keep_going
    import_end.show(work, dry_run=dry_run, stopped=stopped)
    if not dry_run and not stopped:
        import_end.write(work)
    import_end.send(work, report, dry_run=dry_run, stopped=stopped)
    if work.errors:
        context.exit(1)
