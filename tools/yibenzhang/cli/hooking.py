"""Writes the hook into a repository."""

from __future__ import annotations

import os
import shlex
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from enum import Enum
from pathlib import Path

import click

from ..insight.gate import Pusher
from ..insight.pushing import Push
from ..outputs.escapes import printable
from ..rules.engine import examine
from ..sources import gitpush, ledger, tree
from ..sources.git import RevisionError
from ..sources.gitpush import Place
from ..sources.layout import REGISTRY
from ..sources.memory import FOLDER
from ..sources.schema import SchemaError
from ..sources.store import Store

NAME, OTHER = "pre-receive", "pre-receive.before-ybz"
_MARK = "# 由 ybz hook install 生成"
_SCRIPT = """#!/bin/sh
{mark}，请勿手改：要改的，重新运行 ybz hook install。
# 推送先由一本账检查；检查程序不在、出错或被中止，推送都不会被接受。
python={python}
if [ ! -x "$python" ]; then
  echo "一本账没有接受这次推送：服务器上的检查程序不在了（$python），请管理员重新运行 ybz hook install。" >&2
  exit 1
fi
{run}
"""
_RUN = 'exec "$python" -I -m yibenzhang hook pre-receive{options}'
_CHAIN = """input=$(cat)
printf '%s\\n' "$input" | "$(dirname "$0")/{other}" || exit 1
printf '%s\\n' "$input" | "$python" -I -m yibenzhang hook pre-receive{options}"""


class Installed(Enum):
    """What installing did."""

    NEW, SAME, CHANGED = range(3)


def install_hook(place: Place, branches: Sequence[str], *, chain: bool) -> Installed:
    """Write the hook; another one that is there is kept and run first with ``chain``, else nothing is done.

    Ends the run with a sentence when a foreign hook is in the way or the folder cannot be written.
    """
    file, other = place.hooks / NAME, place.hooks / OTHER
    had = file.read_text("utf-8", "replace") if file.is_file() else None
    if had is None and os.path.lexists(file):
        raise click.ClickException(f"{file} 不是普通文件，没有动它")
    if had is not None and _MARK not in had:
        if not chain:
            raise click.ClickException(f"{file} 已有别的检查，没有动它：要留着它并一起用，加上 --chain")
        if os.path.lexists(other):
            raise click.ClickException(f"{other} 已经存在，没有动它：先看看是什么，移到别处")
        file.rename(other)
    text = script(branches, chained=os.path.lexists(other))
    if had == text and os.access(file, os.X_OK):
        return Installed.SAME
    place.hooks.mkdir(exist_ok=True)
    _put(file, text)
    _lend(place.folder, file)
    return Installed.CHANGED if had is not None else Installed.NEW


def script(branches: Sequence[str], *, chained: bool = False) -> str:
    """The hook itself. The interpreter stands with its full path and looks for modules nowhere but at home."""
    options = "".join(f" --branch {shlex.quote(branch)}" for branch in branches)
    run = (_CHAIN if chained else _RUN).format(options=options, other=OTHER)
    return _SCRIPT.format(mark=_MARK, python=shlex.quote(sys.executable), run=run)


def _put(file: Path, text: str) -> None:
    """Executable from the first moment on: git passes over a hook that is not."""
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=".ybz-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode("utf-8", "surrogateescape"))
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(0o777 & ~umask)
        Path(temporary).replace(file)
    finally:
        Path(temporary).unlink(missing_ok=True)


def harden(place: Place) -> bool:
    """Let git refuse malformed objects itself; whether that had to be set, for what an administrator has set stays."""
    if not gitpush.check_objects(place.folder):
        return False
    _lend(place.folder, place.folder / "config")
    return True


def refuse_subfolder(folder: Path, branches: Sequence[str]) -> None:
    """End the run where a ledger lies deeper than the top of the repository: the hook would find none, and let nothing in."""
    repository = gitpush.at(folder)
    for ref in Push(repository, None, Pusher(""), branches).protected:
        tip = gitpush.tip(repository, ref)
        if tip is None or repository.entries(tip, REGISTRY, sizes=False):
            continue
        paths = [entry.path for entry in repository.entries(tip, sizes=False)]
        if deeper := min((path for path in paths if path.endswith(f"/{REGISTRY}")), default=""):
            name, where = ref.removeprefix(gitpush.BRANCHES), deeper.removesuffix(REGISTRY)
            raise click.ClickException(
                f"没有装：{printable(name)} 上的账在 {printable(where)} 里，检查只认仓库最上层的 {REGISTRY}。"
                "把账移到仓库的最上层，或者给它单独建一个仓库"
            )


def warm(folder: Path, branches: Sequence[str]) -> None:
    """Read what every push would have to: the ledger as it is, and its history. Nothing depends on it."""
    repository, store = gitpush.at(folder), Store(folder)
    push = Push(repository, store, Pusher(""), branches)
    names = "、".join(ref.removeprefix(gitpush.BRANCHES) for ref in push.protected)
    click.echo(f"受保护的分支：{names}")
    tip = push.main
    if tip is None:
        click.echo("还没有提交：第一次推送要由审核人来做，registry.yml 的 approvers 里要有他的账号。")
        return
    # Loaded here: the hook itself seldom needs it.
    from ..history.facts import Known

    try:
        read = ledger.read(tree.of_revision(repository, tip), store)
        examine(read)
        "" in Known(repository, store, tip).codes_ever  # noqa: B015  (asking is what makes it look)
    except (RevisionError, SchemaError) as error:
        raise click.ClickException(f"已装上，但现在的账读不了，推送都会被拒绝：{error}") from error
    _lend(folder, folder / FOLDER, *(folder / FOLDER).glob("*"))
    click.echo(f"已读入 {len(read.registry.catalogs)} 份目录，以后每次推送只读有变化的。")


def _lend(folder: Path, *paths: Path) -> None:
    """What an administrator made belongs to whom the repository belongs, and to the group that shares it."""
    own = folder.stat()
    for path in paths:
        with suppress(OSError):
            if os.geteuid() == 0:
                os.chown(path, own.st_uid, own.st_gid)
            if own.st_mode & 0o020:
                path.chmod(path.stat().st_mode | (0o070 if path.is_dir() else 0o060))
