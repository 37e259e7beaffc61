"""``ybz template``: the workbook a department fills."""

from __future__ import annotations

from pathlib import Path

import click

from ..outputs.edition import Edition
from ..outputs.escapes import printable
from ..outputs.template import Filling, Written, workbook
from ..sources import raw, stamp
from ..sources.git import BEIJING
from ..sources.layout import Kind
from ..sources.opening import Opening
from .commands import at_option, named, opened, opened_root
from .output import save, target
from .scope import known_department


@click.command(
    help="做填报模板：一个 Excel 工作簿，有下拉、提示和着色，填好用 ybz import 导入。\n\n例：ybz template --department 民政局 -o 民政局填报.xlsx"
)
@click.option(
    "--department",
    callback=named,
    metavar="部门",
    help="给一个部门，或一个县（市）的全部部门：民政局、呼玛县/民政局、呼玛县（默认：全部部门，首栏是部门）",
)
@click.option("--blank", is_flag=True, help="不带现有目录和需求，只有空表")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    metavar="文件",
    help="写到哪里，以 .xlsx 结尾",
)
@at_option
@click.pass_context
def template(context: click.Context, department: str, blank: bool, output: Path, at: str | None) -> None:
    """Write the template and say what is in it."""
    file = target(opened_root(context), output, "xlsx", "填报模板")
    opening = opened(context, at)
    made = workbook(
        _filling(opening, department and known_department(opening.ledger.registry, department), blank=blank)
    )
    save(file, [made.data])
    held = "，".join(f"{name} {count} 行" for name, count in made.rows.items())
    click.echo(f"已写入 {printable(str(file))}：{'空表' if blank else held}。填好用 ybz import 导入。")
    for where in made.long:
        click.echo(f"提醒：{printable(where)}太长，一格放不下，全文放在隐藏的“长文”表，导入时接上。", err=True)


def _filling(opening: Opening, department: str, *, blank: bool) -> Filling:
    ledger, commit = opening.ledger, opening.commit
    clean = commit is not None and not opening.dirty
    edition = Edition(
        registry=ledger.registry,
        schemas=ledger.schemas.by_kind,
        vocabulary=ledger.schemas.vocabulary,
        revision=commit.id[:7] if commit and clean else "工作区",
        committed=commit.committed.astimezone(BEIJING) if commit else None,
        today=opening.today,
        department=department,
    )
    mark = stamp.Stamp(stamp.VERSION, stamp.digest(edition.schemas), edition.revision, department)
    several = department not in ledger.registry.department_by_id
    if blank:
        return Filling(edition, mark, several=several)
    catalogs = [each for each in edition.catalogs if "/retired/" not in each.path]
    demands = [each for each in ledger.registry.demands if edition.covers(each.department)]
    read = {each.path: raw.values(ledger, each.path, Kind.CATALOG) for each in catalogs}
    asked = {each.path: raw.values(ledger, each.path, Kind.DEMAND) for each in demands}
    return Filling(
        edition,
        mark,
        [Written(each.department, read[each.path]) for each in catalogs],
        [Written(each.department, asked[each.path]) for each in demands],
        several,
    )
