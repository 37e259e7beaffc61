"""``ybz serve``: the site on this machine, built again on every save."""

from __future__ import annotations

import errno
import socket

import click

from ..outputs.escapes import printable
from ..outputs.reasons import reason
from .commands import Whole, opened_root

_HOSTS = "--host 写 127.0.0.1（只有本机能看）或 0.0.0.0（同网的电脑都能看）"


@click.command(help="在本机打开网站；保存 catalogs 里的文件后自动更新页面。按 Ctrl+C 停止。")
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="地址", help="监听的地址；写 0.0.0.0 时同网的电脑都能看"
)
@click.option(
    "--port", default=8000, show_default=True, type=Whole("端口", 1, 65535), metavar="端口", help="监听的端口"
)
@click.pass_context
def serve(context: click.Context, host: str, port: int) -> None:
    """Serve until interrupted."""
    from ..site.live import Live

    if not host.strip():
        raise click.BadParameter(f"没有写地址：{_HOSTS}", param_hint="--host")
    with Live(opened_root(context), host, port, click.echo) as live:
        try:
            live.bind()
        except (OSError, UnicodeError, OverflowError) as error:
            raise click.ClickException(_advice(error, printable(host), port)) from error
        live.serve()


def _advice(error: Exception, host: str, port: int) -> str:
    """What to write instead: another port, or another host."""
    number = error.errno if isinstance(error, OSError) else None
    if isinstance(error, (socket.gaierror, UnicodeError)):
        return f"找不到“{host}”这个地址：{_HOSTS}"
    if number == errno.EADDRNOTAVAIL:
        return f"本机没有 {host} 这个地址：{_HOSTS}"
    if number == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else 8000
        return f"端口 {port} 已被占用（也许已经开着一个 ybz serve）：换一个 --port，如 --port {other}"
    if number == errno.EACCES:
        return f"没有权限使用端口 {port}（1024 以下的要管理员）：换一个 --port，如 --port 8000"
    said = reason(error) if isinstance(error, OSError) else "地址不能用"
    return f"不能在 {host}:{port} 上打开网站（{said}）：换一个 --host 或 --port"
