"""``ybz export list``: the lists that are handed in upwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from ..outputs import filters
from ..outputs.edition import Edition
from ..outputs.tables.papers import demand_columns
from ..outputs.xlsx.handed import LISTS, handed
from ..sources.layout import Kind
from .commands import opened_root
from .exporting import Asked, default_path, output_option, scoped, shown, telling, tested
from .output import save, sayable
from .output import target as target_file

_DUTIES, _DEMANDS = "三定梳理清单", "供需对接清单"


@click.command(
    "list", help="导出上报用的清单（Excel，A4 横排）：目录清单、供需对接清单、三定梳理清单。", no_args_is_help=True
)
@click.argument("name", type=click.Choice(list(LISTS)), metavar="清单")
@output_option("以 .xlsx 结尾")
@scoped
@click.pass_context
def list_(
    context: click.Context,
    /,
    name: str,
    output: Path | None,
    department: str,
    at: str | None,
    on: date | None,
    conditions: tuple[str, ...],
) -> None:
    """Write the list."""
    if name == _DUTIES and conditions:
        raise click.BadParameter("三定梳理清单要列全职责，不能按条件挑：去掉 --where", param_hint="--where")
    root = opened_root(context)
    target = target_file(root, output, "xlsx", name) if output is not None else None
    asked = Asked(root, department, at, on, () if name == _DEMANDS else conditions)
    opening, edition = asked.edition(context)
    if name == _DEMANDS and conditions:
        edition = _demanded(edition, conditions)
    target = target or target_file(root, default_path(root, edition, opening, ".xlsx", name), "xlsx", name)
    with telling(edition) as tell:
        save(target, [handed(name, edition, tell)])
    click.echo(f"已导出 {sayable(target)}：{name}，范围：{edition.scope}，版本：{edition.revision}。")


def _demanded(edition: Edition, conditions: tuple[str, ...]) -> Edition:
    """The edition with those demands alone that the conditions ask for."""
    demands = edition.registry.demands
    keeps = tested(conditions, filters.of_rows(edition.schemas[Kind.DEMAND], demand_columns(edition)), demands)
    left = replace(edition.registry, demands=tuple(filter(keeps, demands)))
    return replace(edition, registry=left, conditions=shown(conditions))


__all__ = ["list_"]
