"""``ybz serve``: the site on this machine, built again on every save."""

from __future__ import annotations

import click

from .commands import opened_root


@click.command(help="在本机打开网站；保存 catalogs 里的文件后自动更新页面。按 Ctrl+C 停止。")
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="地址", help="监听的地址；写 0.0.0.0 时同网的电脑都能看"
)
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), metavar="端口", help="监听的端口"
)
@click.pass_context
def serve(context: click.Context, host: str, port: int) -> None:
    """Serve until interrupted."""
    from ..site.live import Live

    live = Live(opened_root(context), host, port, click.echo)
    click.echo(f"网址：{live.url}（按 Ctrl+C 停止）")
    try:
        live.serve()
    except OSError as error:
        raise click.ClickException(f"不能在 {host}:{port} 上打开网站（{error.strerror}）：换一个 --port") from error
