"""``ybz new``: a catalog to fill in."""

from __future__ import annotations

import os
from itertools import chain

import click
import msgspec

from ..model.catalog import ACTIVE
from ..model.department import Department
from ..outputs.edit import names
from ..outputs.edit.blank import blank
from ..outputs.edit.codes import next_code
from ..outputs.edit.form import GONE, EditError, canonical
from ..outputs.escapes import printable
from ..sources.layout import CATALOGS, Kind, file_name
from .commands import opened_root
from .desk import Desk, desk
from .scope import alike

KINDS = ("部门", "主题", "基础")


@click.command(
    help="新建一份目录：编好下一个代码，每个字段写明含义和样例，照着填就行。\n\n例：ybz new --department 民政局 临时救助对象名单"
)
@click.argument("name", metavar="名称")
@click.option("--department", required=True, metavar="部门", help="哪个部门的目录，写文件夹路径：民政局、呼玛县/民政局")
@click.option("--kind", type=click.Choice(KINDS), default="部门", help="资源分类，决定用哪个前段码（默认 部门）")
@click.option("--like", metavar="代码", help="照这份目录的内容起草，只换名称和代码")
@click.pass_context
def new(context: click.Context, name: str, department: str, kind: str, like: str | None) -> None:
    """Write the file and say what to do next."""
    files = desk(opened_root(context))
    department = _department(files, department)
    name = names.clean(name)
    path = _free_path(files, department, name)
    profile = _profile(files, department)
    try:
        prefix = _prefix(profile, department, kind)
        code = next_code(prefix, _texts(files))
        text = _like(files, like, path, code, name, kind) if like else _blank(files, path, code, name, kind, profile)
    except EditError as error:
        raise click.UsageError(str(error)) from error
    if os.path.lexists(files.root / path):
        raise click.UsageError(f"{printable(path)} 已经存在，没有覆盖它")
    files.save(path, text)
    click.echo(f"已新建 {path}，目录代码 {code}。")
    click.echo(f"下一步：用编辑器逐项填写，再运行 ybz check '{path}' 看还缺什么。")


def _department(files: Desk, asked: str) -> str:
    wanted = names.clean(asked.replace("\\", "/")).removeprefix(CATALOGS).strip("/")
    if wanted in files.departments:
        return wanted
    near = alike(wanted, sorted(files.departments)) or sorted(files.departments)[:3]
    hint = f"相近的有：{'、'.join(near)}" if near else "先建部门文件夹和 department.yml"
    raise click.BadParameter(f"没有“{printable(asked)}”这个部门。{hint}", param_hint="--department")


def _free_path(files: Desk, department: str, name: str) -> str:
    """Where the catalog goes; ends the run when the name cannot be borne or is borne already."""
    if wrong := names.fault(name):
        raise click.BadParameter(wrong, param_hint="名称")
    folder = f"{CATALOGS}{department}"
    path = f"{folder}/{file_name(name)}"
    for other, kind in files.kinds.items():
        beside = kind is Kind.CATALOG and other.rpartition("/")[0] == folder
        if beside and (names.same(other, path) or files.values(other).get("name") == name):
            raise click.BadParameter(f"{department}已有《{name}》：{printable(other)}", param_hint="名称")
    return path


def _profile(files: Desk, department: str) -> Department:
    path = f"{CATALOGS}{department}/department.yml"
    try:
        return msgspec.convert({**files.values(path), "path": path, "id": department}, Department)
    except msgspec.ValidationError as error:
        raise click.ClickException(f"{path} 有错，读不出部门信息：先运行 ybz check {path} 改好") from error


def _prefix(profile: Department, department: str, kind: str) -> str:
    prefix = profile.code_prefixes.get(kind)
    if not prefix:
        held = "、".join(profile.code_prefixes) or "（无）"
        raise EditError(
            f"{department}没有领取“{kind}”类的前段码（已有：{held}）：在 department.yml 的 code_prefixes 补上，或换 --kind"
        )
    return prefix


def _texts(files: Desk) -> chain[bytes]:
    """Every YAML file there is and ever was."""
    now = list(files.tree.files.values())
    repository = files.repository
    if repository is None:
        click.echo("提醒：不在 git 仓库里，只能按现有文件编号，不知道过去用过哪些代码。", err=True)
        return chain(now)
    if repository.is_shallow():
        click.echo("提醒：这是浅克隆，看不到全部历史；先运行 git fetch --unshallow，以免用到过去用过的代码。", err=True)
    return chain(now, repository.ever(now))


def _blank(files: Desk, path: str, code: str, name: str, kind: str, profile: Department) -> str:
    schema = files.schemas.by_kind[Kind.CATALOG]
    text = blank(schema, {"code": code, "name": "x", "kind": kind}, profile)
    return canonical(text, files.order(Kind.CATALOG), files.head(path, Kind.CATALOG), {("name",): name})


def _like(files: Desk, like: str, path: str, code: str, name: str, kind: str) -> str:
    """Another catalog's text with this one's name and code; what belongs to that one alone is emptied."""
    source = files.catalog(like.strip())
    values = files.values(source)
    if values.get("kind") != kind:
        click.echo(f"提醒：《{values.get('name')}》是“{values.get('kind')}”类，新目录是“{kind}”类。", err=True)
    own = {
        "code": code,
        "name": name,
        "kind": kind,
        "status": ACTIVE,
        "aliases": GONE,
        "resources": GONE,
        "retired": GONE,
    }
    return files.edited(source, {(key,): value for key, value in own.items()}, path)
