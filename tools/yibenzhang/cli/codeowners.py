"""``ybz codeowners``: whom the host asks to review what."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import click

from ..outputs import codeowners as owners
from ..outputs.codeowners import AccountError, Forge
from ..outputs.escapes import printable
from .commands import opened
from .output import save


@click.command(
    help="由 department.yml 的 reviewers 和 registry.yml 的 approvers 生成 CODEOWNERS：托管平台据此请人审核。\n\n"
    "写到平台自己的位置，如 .github/CODEOWNERS、.gitea/CODEOWNERS。"
)
@click.option(
    "--forge",
    type=click.Choice([forge.value for forge in Forge]),
    help="哪个平台（默认：registry.yml 的 host.kind）",
)
@click.option("--check", "only", is_flag=True, help="只核对文件是不是最新的：不是的退出码为 1，什么也不写")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="文件", help="写到别的文件；- 显示在终端")
@click.pass_context
def codeowners(context: click.Context, forge: str | None, only: bool, output: Path | None) -> None:
    """Exit 1 with ``--check`` when the file is not what it should be."""
    opening = opened(context)
    host = _forge(forge or opening.ledger.registry.settings.host.kind)
    prefix = opening.repository.prefix if opening.repository else ""
    top = opening.root
    for _ in Path(prefix).parts:
        top = top.parent
    try:
        text = owners.text(opening.ledger.registry, host, prefix)
    except AccountError as error:
        raise click.ClickException(printable(str(error))) from error
    if output == Path("-"):
        click.echo(text, nl=False)
        return
    file = output or top / host.path
    _remarks(top, host, owners.lone(opening.ledger.registry))
    if only:
        _compare(file, text, host)
        return
    with suppress(FileExistsError):
        file.parent.mkdir()
    save(file, [text.encode()])
    click.echo(f"已写入 {printable(str(file))}。")


def _forge(name: str) -> Forge:
    try:
        return Forge(name)
    except ValueError:
        raise click.UsageError("裸仓库没有 CODEOWNERS：用 ybz hook install；或用 --forge 指明平台") from None


def _compare(file: Path, text: str, host: Forge) -> None:
    shown = printable(str(file))
    there = file.read_text("utf-8", "replace") if file.is_file() else None
    if there == text:
        click.echo(f"{shown} 是最新的。")
        return
    what = "不存在" if there is None else "不是最新的"
    click.echo(f"{shown} {what}：运行 ybz codeowners --forge {host.value}", err=True)
    sys.exit(1)


def _remarks(top: Path, host: Forge, lone: tuple[str, ...]) -> None:
    """What would make the file useless."""
    for path in host.earlier:
        if (top / path).exists():
            click.echo(f"注意：{host.value} 先看 {path}，不会再看 {host.path}：删去 {path}", err=True)
    if lone:
        names = "、".join(lone[:5]) + (f" 等 {len(lone)} 个部门" if len(lone) > 5 else "")
        click.echo(
            f"注意：{printable(names)} 只有一个能审核的账号，他自己的修改没有人能审核：在 approvers 里再写一个账号",
            err=True,
        )
