"""``ybz submit``: from changed files to an open pull request, for who does not want to learn git."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..outputs.escapes import printable
from ..sources.git import RevisionError
from .clone import Clone
from .commands import opened_root
from .submitting import Plan, plan


@click.command(
    help="提交改动：校验，建分支，写好提交说明，推送，给出打开拉取请求的网址。\n\n"
    "只提交 catalogs/ 里的改动（写了路径的，只提交那些）；带来错误的不提交。中途不成，什么也不会改动。"
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[路径]...")
@click.option("-m", "--message", "note", default="", metavar="说明", help="提交说明（默认：由改动写成）")
@click.option("--branch", "name", metavar="分支", help="分支名（默认：部门/日期-改了什么）")
@click.option("--remote", default="origin", metavar="远端", help="推送到哪个远端（默认 origin）")
@click.option("--no-push", is_flag=True, help="只在本机建分支、提交，不推送")
@click.option("--dry-run", is_flag=True, help="只说明会怎样提交，什么也不改动")
@click.pass_context
def submit(
    context: click.Context,
    paths: tuple[Path, ...],
    note: str,
    name: str | None,
    remote: str,
    no_push: bool,
    dry_run: bool,
) -> None:
    """Exit 0 when it is done or there is nothing to do, 1 when errors or the server stop it, 2 for a wrong use."""
    clone = Clone(opened_root(context), remote, online=not (no_push or dry_run), asked=paths)
    found = plan(clone, note, name or "")
    if found is None:
        click.echo("没有要提交的改动。")
        return
    if dry_run:
        _show(found)
        click.echo("这是试运行，什么也没有改动；去掉 --dry-run 就提交。")
        return
    answer = found.push() if not no_push else None
    if answer is not None and answer.why:
        for line in answer.said:
            click.echo(f"  服务器：{printable(line)}", err=True)
        click.echo(f"错误：{printable(answer.why)}。本机的文件、分支都没有改动。", err=True)
        click.echo(_advice(found, moved=answer.moved), err=True)
        sys.exit(1)
    left = found.settle()
    _show(found)
    if left:
        _unsettled(found, left, pushed=answer is not None)
    if answer is None:
        click.echo(f"已提交在本机的分支 {found.branch}，没有推送。推送：git push -u {remote} {found.branch}")
        return
    _next(found, answer.said)


def _show(found: Plan) -> None:
    """What is submitted: files, branch, message."""
    if found.files:
        click.echo(f"文件（{len(found.files)} 个）：")
        for each in found.files[:20]:
            click.echo(f"  {each.word} {printable(each.path)}")
        if len(found.files) > 20:
            click.echo(f"  …… 另有 {len(found.files) - 20} 个")
    else:
        click.echo("没有新的改动；以前提交、还没有推送的，这次推送。")
    where = "新分支" if found.is_new else "已有的分支，接着提交"
    click.echo(f"分支：{printable(found.branch)}（{where}）")
    if found.files:
        click.echo("提交说明：")
        for line in found.message.rstrip("\n").split("\n"):
            click.echo(f"  {printable(line)}".rstrip())


def _next(found: Plan, said: tuple[str, ...]) -> None:
    """Where to go on: the page that opens a pull request, or whom to tell."""
    click.echo(f"已推送到 {found.clone.remote}。")
    link = found.host.new_review(found.branch)
    if found.was_pushed:
        click.echo("已经打开的拉取请求会自动更新，不用重新打开。")
    if link:
        click.echo(f"{'还没有打开的，' if found.was_pushed else '最后一步：'}在浏览器里打开拉取请求：\n  {link}")
        return
    for line in said:
        click.echo(f"  服务器：{printable(line)}")
    click.echo(
        f"这本账没有写明托管平台的网址（registry.yml 的 host）：请把分支名 {found.branch} 告诉审核人，由他审核合入。"
    )


def _advice(found: Plan, *, moved: bool) -> str:
    remote, branch = found.clone.remote, found.branch
    if moved and found.is_new:
        return "再运行一次，会换一个分支名。"
    if moved:
        return f"先取来再提交：git pull --rebase --autostash {remote} {branch}，然后再运行一次 ybz submit。"
    return "改好以后，再运行一次 ybz submit。"


def _unsettled(found: Plan, left: str, *, pushed: bool) -> None:
    done = f"分支 {found.branch} 已推送到 {found.clone.remote}" if pushed else f"提交 {found.made[:7]} 已做好"
    raise RevisionError(
        f"{done}，文件都在，但本机的分支没有完全跟上（可能另一个 git 正在运行）。等它结束，依次运行：{left}"
    )
