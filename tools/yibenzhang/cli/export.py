"""``ybz export``: the ledger in other forms."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ..outputs.edition import Edition
from ..outputs.escapes import printable
from ..outputs.xlsx import workbook
from ..sources.git import BEIJING
from ..sources.layout import file_name
from ..sources.opening import Opening
from .commands import at_option, named, on_option, opened, opened_root
from .output import is_kept, save
from .output import target as target_file
from .scope import known_department


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


@export.command(help="导出 Excel 工作簿：封面说明、目录总表、数据项、挂载资源、部门汇总、共享情况统计。")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="写到哪里，以 .xlsx 结尾（默认：当前文件夹，用一本账的名称；在 catalogs/ 里运行时写到一本账的文件夹）",
)
@click.option(
    "--department",
    callback=named,
    metavar="部门",
    help="只导出一个部门，或一个县（市）的全部部门：民政局、呼玛县/民政局、呼玛县",
)
@at_option
@on_option
@click.pass_context
def xlsx(context: click.Context, output: Path | None, department: str, at: str | None, on: date | None) -> None:
    """Write the workbook and say what is in it."""
    root = opened_root(context)
    target = target_file(root, output, "xlsx", "台账") if output is not None else None
    opening = opened(context, at, on)
    edition = _edition(opening, department and known_department(opening.ledger.registry, department), at)
    if target is None:
        folder = root if is_kept(root, Path.cwd()) else Path()
        target = target_file(root, folder / _default_name(edition, opening, at), "xlsx", "台账")
    save(target, [workbook(edition)])
    items = sum(len(catalog.items) for catalog in edition.catalogs)
    click.echo(
        f"已导出 {target}：{len(edition.departments)} 个部门，{len(edition.catalogs)} 份目录，{items} 个数据项。"
    )
    click.echo(f"版本：{edition.revision}　基准日：{edition.today or '未定'}　范围：{edition.scope}")
    if broken := sum(not catalog.readable for catalog in edition.catalogs):
        click.echo(f"其中 {broken} 份目录的文件有错、读不全，已在“说明”栏注明；运行 ybz check 看错在哪一行。", err=True)


def _edition(opening: Opening, department: str, at: str | None) -> Edition:
    commit, schemas = opening.commit, opening.ledger.schemas
    revision = commit.id[:7] if commit else "工作区（不在 git 仓库里）"
    if commit and at is None and opening.dirty:
        revision = f"工作区（在 {revision} 之后有修改，还没有提交）"
    return Edition(
        registry=opening.ledger.registry,
        schemas=schemas.by_kind,
        vocabulary=schemas.vocabulary,
        revision=revision,
        committed=commit.committed.astimezone(BEIJING) if commit else None,
        today=opening.today,
        department=department,
    )


def _default_name(edition: Edition, opening: Opening, at: str | None) -> str:
    moment = opening.commit.id[:7] if opening.commit and (at or not opening.dirty) else "工作区"
    scope = f"_{edition.department}" if edition.department else ""
    name = file_name(f"{edition.registry.settings.name}{scope}_{moment}").removesuffix(".yml")
    return f"{''.join(char if char.isprintable() else '_' for char in name)[:80]}.xlsx"
