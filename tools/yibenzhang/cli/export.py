"""``ybz export``: the ledger in other forms."""

from __future__ import annotations

import os
import tempfile
from datetime import date
from pathlib import Path

import click
from rapidfuzz import fuzz, process

from ..model.registry import Registry
from ..outputs.edition import Edition
from ..outputs.xlsx import workbook
from ..sources.git import BEIJING
from ..sources.layout import file_name
from ..sources.opening import Opening
from .commands import at_option, on_option, opened


@click.group(help="导出台账。", subcommand_metavar="形式 [选项]…")
def export() -> None:
    """Group of one subcommand a form."""


@export.command(help="导出 Excel 工作簿：封面说明、目录总表、数据项、挂载资源、部门汇总、共享情况统计。")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="文件",
    help="写到哪里（默认：当前文件夹，用一本账的名称）",
)
@click.option(
    "--department",
    default="",
    metavar="部门",
    help="只导出一个部门，或一个县（市）的全部部门：民政局、呼玛县/民政局、呼玛县",
)
@at_option
@on_option
@click.pass_context
def xlsx(context: click.Context, output: Path | None, department: str, at: str | None, on: date | None) -> None:
    """Write the workbook and say what is in it."""
    opening = opened(context, at, on)
    edition = _edition(opening, _known(opening.ledger.registry, department.strip("/")), at)
    target = output or Path(_default_name(edition, opening, at))
    _write(target, workbook(edition))
    items = sum(len(catalog.items) for catalog in edition.catalogs)
    click.echo(
        f"已导出 {target}：{len(edition.departments)} 个部门，{len(edition.catalogs)} 条目录，{items} 个数据项。"
    )
    click.echo(f"版本：{edition.revision}　参考日：{edition.today or '未定'}　范围：{edition.scope}")
    if broken := sum(not catalog.readable for catalog in edition.catalogs):
        click.echo(f"其中 {broken} 条目录的文件有错、读不全，已在“说明”栏注明；运行 ybz check 看错在哪一行。", err=True)


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


def _known(registry: Registry, department: str) -> str:
    """The department or county asked for; ends the run with the nearest ones when there is none."""
    departments = sorted(registry.department_by_id, key=lambda key: ("/" in key, key))
    regions = sorted({key.partition("/")[0] for key in departments if "/" in key})
    if not department or department in departments or department in regions:
        return department
    found = process.extract(department, [*departments, *regions], scorer=fuzz.WRatio, limit=3, score_cutoff=40)
    nearest = "、".join(name for name, *_ in found) or "、".join(departments[:3])
    raise click.BadParameter(
        f"没有“{department}”这个部门。部门写文件夹名，县里的写 县名/部门名。"
        + (f"相近的有：{nearest}" if nearest else ""),
        param_hint="--department",
    )


def _default_name(edition: Edition, opening: Opening, at: str | None) -> str:
    moment = opening.commit.id[:7] if opening.commit and (at or not opening.dirty) else "工作区"
    scope = f"_{edition.department}" if edition.department else ""
    name = file_name(f"{edition.registry.settings.name}{scope}_{moment}").removesuffix(".yml")
    return f"{''.join(char if char.isprintable() else '_' for char in name)[:80]}.xlsx"


def _write(target: Path, data: bytes) -> None:
    """Write beside the target and rename, so that nobody ever opens half a file."""
    handle, temporary = -1, ""
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".ybz-", suffix=".xlsx")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(0o666 & ~umask)
        Path(temporary).replace(target)
    except OSError as error:
        reason = {
            PermissionError: "没有写入权限，或文件正在 Excel 里打开",
            FileNotFoundError: "文件夹不存在",
            NotADirectoryError: "文件夹不存在",
        }.get(type(error), error.strerror or str(error))
        raise click.ClickException(f"写不了 {target}：{reason}") from error
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
