"""``ybz build``: the whole site."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click

from .commands import at_option, on_option, opened_root
from .progress import Bar
from .running import call

SHOWN = 10


def _written(context: click.Context, param: click.Parameter, value: Path | None) -> Path | None:
    """An empty name would be the current folder, which nobody means."""
    if value is not None and not value.name and not value.anchor and value == Path():
        raise click.BadParameter("要写一个单独的文件夹，如 site")
    return value


def _address(context: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """An address as links and feeds can begin with."""
    if value is not None and not re.fullmatch(r"https?://[^\s\"'<>?#]+", value):
        raise click.BadParameter("写成 https://data.example.cn/ybz/ 的样子")
    return value


def _pack(site: Path, archive: Path) -> None:
    """Make the one file, and say its sum."""
    from ..site.bundle import bundle

    archive.parent.mkdir(parents=True, exist_ok=True)
    digest = bundle(site, archive)
    click.echo(f"压缩包：{archive}（SHA-256：{digest}）")


@click.command(help="生成可离线浏览的网站。拷到任何一台电脑上，双击 index.html 即可打开。")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    callback=_written,
    metavar="文件夹",
    help="网站放在哪里（默认：一本账文件夹下的 site）",
)
@at_option
@on_option
@click.option(
    "--zip",
    "archive",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="文件",
    help="另外打成一个压缩包，好带进不通网的地方；里面的 SHA256SUMS 用来核对",
)
@click.option("--base-url", callback=_address, metavar="网址", help="网站将来的网址，代替 registry.yml 的 base_url")
@click.option("--strict", is_flag=True, help="有提醒（如断开的链接、读不出来的目录）就不生成")
@click.pass_context
def build(
    context: click.Context,
    output: Path | None,
    at: str | None,
    on: date | None,
    archive: Path | None,
    base_url: str | None,
    strict: bool,
) -> None:
    """Build the site and say where it is."""
    from ..site.build import SiteError
    from ..site.build import build as build_site

    root = opened_root(context)
    folder = output or root / "site"
    try:
        with Bar("读取历史") as bar:
            result = build_site(root, folder, at, on, strict, bar.show, base_url)
    except SiteError as error:
        raise click.ClickException(str(error)) from error
    for remark in result.remarks[:SHOWN]:
        click.echo(f"提醒：{remark}", err=True)
    if len(result.remarks) > SHOWN:
        click.echo(f"提醒：还有 {len(result.remarks) - SHOWN} 处，运行 ybz check 逐条查看", err=True)
    click.echo(f"网站已生成：{folder}，共 {result.pages} 页（本次改动 {result.changed} 个文件）")
    if archive:
        _pack(folder, archive)
    # What is put elsewhere, or is of another day, is not what would be served.
    served = f"，或运行 {call(context.obj, 'serve')}" if output is None and at is None else ""
    click.echo(f"打开方法：用浏览器打开 {folder / 'index.html'}{served}")
