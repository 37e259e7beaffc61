"""``ybz retire``: a catalog out of use; its tombstone keeps the code."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from ..model.catalog import RETIRED
from ..outputs.edit.codes import code_of
from ..outputs.edit.form import EditError
from ..outputs.escapes import printable
from .commands import Day, opened_root
from .desk import Desk, desk


@click.command(
    help="下架一份目录：写明日期和原因，移到 retired/ 文件夹。代码从此不再用。\n\n例：ybz retire 307001/000020 --reason 职责已移交"
)
@click.argument("code", metavar="代码")
@click.option("--reason", required=True, metavar="原因", help="为什么下架")
@click.option("--replaced-by", metavar="代码", help="移交或合并后由哪份目录代替")
@click.option("--on", type=Day(), metavar="日期", help="下架日期（默认：最新提交的日期）")
@click.pass_context
def retire(context: click.Context, code: str, reason: str, replaced_by: str | None, on: date | None) -> None:
    """Write the tombstone and move the file."""
    files = desk(opened_root(context))
    path = files.catalog(code.strip())
    folder, _, own = path.rpartition("/")
    values = files.values(path)
    if folder.endswith("/retired") or values.get("status") == RETIRED:
        raise click.UsageError(f"{code}《{values.get('name')}》已经下架：{printable(path)}")
    if not reason.strip():
        raise click.BadParameter("原因是空的", param_hint="--reason")
    entry: dict[str, Any] = {"date": _day(files, on).isoformat(), "reason": " ".join(reason.split())}
    if replaced_by:
        heir = files.catalog(replaced_by.strip())
        if heir == path:
            raise click.BadParameter("替代目录不能是它自己", param_hint="--replaced-by")
        entry["replaced_by"] = code_of(files.tree.files[heir])
    target = f"{folder}/retired/{own}"
    if target in files.tree.files:
        raise click.UsageError(f"{printable(target)} 已经存在：先用 ybz rename 给那一份已下架的目录改名")
    try:
        text = files.edited(path, {("status",): RETIRED, ("retired",): entry}, target)
    except EditError as error:
        raise click.ClickException(f"{printable(path)}：{error}") from error
    files.relocate(path, text, target)
    click.echo(f"已下架 {code}《{printable(str(values.get('name')))}》，日期 {entry['date']}：移到 {printable(target)}")


def _day(files: Desk, on: date | None) -> date:
    if on is not None:
        return on
    head = files.repository.head() if files.repository else None
    if head is None:
        raise click.UsageError("还没有提交，不知道日期：用 --on 写明下架日期，如 --on 2026-01-31")
    return head.day
