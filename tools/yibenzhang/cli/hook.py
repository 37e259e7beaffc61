"""``ybz hook``: the server-side check of a plain git repository."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import click

from ..insight.gate import Pusher
from ..insight.pushing import Push, updates
from ..outputs import refusal
from ..outputs.escapes import printable
from ..outputs.reasons import failure
from ..sources import gitpush
from ..sources.git import RevisionError, clean_environment
from ..sources.schema import SchemaError
from ..sources.store import Store
from .hooking import Installed, harden, install_hook, refuse_subfolder, warm

SECONDS = 600
"""A push that takes longer to check is refused: whoever waits for it has given up."""

branch_option = click.option(
    "--branch",
    "branches",
    multiple=True,
    metavar="分支",
    help="受保护的分支，可以写几次（默认：registry.yml 的 host.branch 和仓库的默认分支）",
)


@click.group(
    help="服务器上的检查：裸仓库收到推送时，不合规的不接受。\n\n先在服务器上运行 ybz hook install /srv/git/一本账.git"
)
def hook() -> None:
    """Two commands: one for the person who sets up a server, one for git."""


@hook.command(help="在裸仓库里装上检查：写 hooks/pre-receive。再运行一次也只有一份。")
@click.argument(
    "folder", metavar="[裸仓库]", type=click.Path(path_type=Path, exists=True, file_okay=False), default=Path()
)
@branch_option
@click.option("--chain", is_flag=True, help="已有别的 pre-receive：留着它，先运行它，再运行一本账的检查")
def install(folder: Path, branches: tuple[str, ...], chain: bool) -> None:
    """Write the hook, whole or not at all; then read the ledger once so that pushes are quick."""
    clean_environment()
    place = gitpush.place(folder)
    refuse_subfolder(place.folder, branches)
    done = install_hook(place, branches, chain=chain)
    click.echo(f"{_DONE[done]}：{printable(str(place.hooks / 'pre-receive'))}")
    if not place.hooks.is_relative_to(place.folder):
        click.echo("注意：core.hooksPath 指向仓库以外，用这个文件夹的所有仓库都会受检查。", err=True)
    if harden(place):
        click.echo("已打开 git 自己的检查：receive.fsckObjects=true，格式不对的提交和文件收不进来。")
    warm(place.folder, branches)


_DONE = {Installed.NEW: "已装上", Installed.SAME: "已经装好，没有变化", Installed.CHANGED: "已更新"}


@hook.command("pre-receive", help="由 git 在收到推送时调用，不用自己运行。读标准输入，退出码 0 接受，1 不接受。")
@branch_option
def pre_receive(branches: tuple[str, ...]) -> None:
    """Take the push or say why not. Whatever goes wrong, the push is not taken."""
    account = ""
    try:
        signal.signal(signal.SIGALRM, _late)
        signal.alarm(SECONDS)
        account = pusher(os.environ)
        repository, folder = gitpush.receiving()
        asked = list(updates(sys.stdin.buffer))
        push = Push(repository, Store(folder), Pusher(account, gitpush.quarantined(), datetime.now(UTC)), branches)
        refusals = push.refusals(asked)
    except (RevisionError, SchemaError) as error:
        _fail(str(error))
    except TimeoutError:
        _fail(f"{SECONDS // 60} 分钟还没有检查完")
    except OSError as error:
        _fail(failure(error))
    except BaseException as error:
        _fail(f"检查程序出错（{type(error).__name__}：{error}）")
    finally:
        signal.alarm(0)
    if refusals:
        _say(refusal.text(refusals, account))
        sys.exit(1)


def pusher(environment: Mapping[str, str]) -> str:
    """The account that pushes: gitolite's word, the web server's, else the unix user; empty when nobody logged in."""
    for name in ("GL_USER", "REMOTE_USER"):
        if environment.get(name):
            return environment[name]
    if "GATEWAY_INTERFACE" in environment or "REQUEST_METHOD" in environment:
        # A web server that let somebody push without a name: its own user is nobody's account.
        return ""
    import pwd

    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return ""


def _late(number: int, frame: object) -> NoReturn:
    raise TimeoutError


def _fail(why: str) -> NoReturn:
    shown = printable(" ".join(why.split()))[:300]
    _say(f"一本账没有接受这次推送：{shown}。服务器上什么也没有变；再推送一次还不行，请把这句话告诉管理员。\n")
    sys.exit(1)


def _say(text: str) -> None:
    """Git hands on what stands here to whoever pushes, as it is: in UTF-8, whatever the server's locale."""
    click.echo(text.encode("utf-8", "backslashreplace"), err=True, nl=False)


__all__ = ["hook", "pusher"]
