"""A place for a new ledger: written beside it, then put there whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from ..outputs.escapes import printable


def free(folder: Path) -> Path:
    """The place itself; ends the run unless nothing is there, or an empty folder."""
    shown, target = printable(str(folder)), folder.resolve()
    if os.path.lexists(target) and not target.is_dir():
        raise click.BadParameter(f"{shown} 是文件，这里要写一个新文件夹", param_hint="文件夹")
    if target.is_dir() and any(target.iterdir()):
        raise click.BadParameter(f"{shown} 不是空文件夹，没有动它：换一个新文件夹", param_hint="文件夹")
    if not target.parent.is_dir():
        raise click.BadParameter(f"{shown} 的上级文件夹不存在：先建上级文件夹", param_hint="文件夹")
    return target


@contextmanager
def beside(target: Path, prefix: str) -> Iterator[Path]:
    """A folder on the same disk that is gone afterwards: in ``target`` where that is there, else beside it."""
    around = target if target.is_dir() else target.parent
    temporary = Path(tempfile.mkdtemp(prefix=prefix, dir=around))
    try:
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o777 & ~umask)
        yield temporary
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def put(temporary: Path, target: Path) -> None:
    """Put what was made in its place; a folder that is there stays the same folder, for somebody may stand in it."""
    if not target.is_dir():
        temporary.rename(target)
        return
    for child in sorted(temporary.iterdir(), key=lambda path: path.name == ".git"):
        child.rename(target / child.name)


__all__ = ["beside", "free", "put"]
