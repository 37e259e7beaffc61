"""``ybz export xlsx``: the ledger as a workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ..outputs.xlsx import workbook
from .commands import opened_root
from .exporting import Asked, default_path, output_option, say, scoped, telling
from .output import save
from .output import target as target_file


@click.command(help="导出 Excel 工作簿：封面说明、目录总表、数据项、挂载资源、部门汇总、共享情况统计。")
@output_option("以 .xlsx 结尾")
@scoped
@click.pass_context
def xlsx(
    context: click.Context,
    output: Path | None,
    department: str,
    at: str | None,
    on: date | None,
    conditions: tuple[str, ...],
) -> None:
    """Write the workbook and say what is in it."""
    root = opened_root(context)
    target = target_file(root, output, "xlsx", "台账") if output is not None else None
    opening, edition = Asked(root, department, at, on, conditions).edition(context)
    if target is None:
        target = target_file(root, default_path(root, edition, opening, ".xlsx"), "xlsx", "台账")
    with telling(edition) as tell:
        save(target, [workbook(edition, tell)])
    say(target, edition)


__all__ = ["xlsx"]
