"""``ybz rename``: the name in the file and the file's name together."""

from __future__ import annotations

import click

from ..outputs import text as said
from ..outputs.edit import names
from ..outputs.edit.form import EditError
from ..outputs.escapes import printable
from ..rules.engine import check
from ..sources.layout import Kind, file_name
from ..sources.opening import open_ledger
from .commands import opened_root
from .desk import Desk, desk


@click.command(
    help="给目录改名：名称和文件名一起改，代码不变。改完校验这份目录。\n\n例：ybz rename 307001/000003 临时救助对象名单"
)
@click.argument("code", metavar="代码")
@click.argument("name", metavar="新名称")
@click.option("--alias", is_flag=True, help="把旧名称记为别名，方便按旧名称找到")
@click.pass_context
def rename(context: click.Context, code: str, name: str, alias: bool) -> None:
    """Rename, then show what the rules say of the file under its new name."""
    files = desk(opened_root(context))
    path = files.catalog(code.strip())
    values = files.values(path)
    name = names.clean(name)
    target = _target(files, path, name)
    changes: dict[tuple[str | int, ...], object] = {("name",): name}
    if values.get("name") == name and target == path and not alias:
        click.echo(f"{code.strip()} 已经叫《{name}》，什么也没有改动。")
        return
    old, aliases = values.get("name"), values.get("aliases") or []
    if alias and isinstance(old, str) and isinstance(aliases, list) and old not in (name, *aliases):
        changes[("aliases",)] = [*aliases, old]
    try:
        text = files.edited(path, changes, target)
    except EditError as error:
        raise click.ClickException(f"{printable(path)}：{error}") from error
    files.relocate(path, text, target)
    click.echo(f"已改名 {code}：《{printable(str(old))}》→《{name}》，文件 {printable(target)}")
    found = [finding for finding in check(open_ledger(files.root).ledger) if finding.path == target]
    for finding in found:
        click.echo(said.line(finding))
    click.echo(
        f"这份目录有 {len(found)} 个问题，运行 ybz check '{target}' 看怎么改。" if found else "校验没有发现问题。"
    )


def _target(files: Desk, path: str, name: str) -> str:
    if wrong := names.fault(name):
        raise click.BadParameter(wrong, param_hint="新名称")
    folder = path.rpartition("/")[0]
    target = f"{folder}/{file_name(name)}"
    for other, kind in files.kinds.items():
        taken = kind is Kind.CATALOG and other != path and other.rpartition("/")[0] == folder
        if taken and (names.same(other, target) or files.values(other).get("name") == name):
            raise click.BadParameter(f"同一文件夹里已有《{name}》：{printable(other)}", param_hint="新名称")
    return target
