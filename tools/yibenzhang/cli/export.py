"""``ybz export``: the ledger in other forms."""

from __future__ import annotations

import click

from ..outputs.escapes import printable
from .export_data import csv, json, jsonl, parquet, sqlite
from .export_list import list_
from .export_xlsx import xlsx


class Forms(click.Group):
    """Says which forms there are when it is asked for another."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the form, or end with the list."""
        if args and not args[0].startswith("-") and args[0] not in self.commands and not ctx.resilient_parsing:
            known = "、".join(self.list_commands(ctx))
            raise click.UsageError(f"不能导出“{printable(args[0])}”这种形式；有：{known}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=Forms, help="导出台账。", subcommand_metavar="形式 [选项]…")
def export() -> None:
    """Group of one subcommand a form."""


for form in (csv, json, jsonl, list_, parquet, sqlite, xlsx):
    export.add_command(form)
