"""``ybz check --fix``: mend what has one right answer, and say what was changed."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import click

from ..outputs.edit.fix import fix
from ..outputs.escapes import printable
from ..sources import document, quick
from ..sources.layout import CATALOGS
from .desk import Desk, desk
from .progress import watched


def mend(root: Path, paths: tuple[Path, ...], department: str = "", err: bool = False) -> None:
    """Mend the documents under ``paths``, all without any; what was done is printed file by file."""
    files = desk(root)
    folder = f"{CATALOGS}{department.strip('/')}/" if department.strip("/") else CATALOGS
    count = unread = 0
    for path in watched([path for path in files.within(paths) if path.startswith(folder)], "改正"):
        kind = files.kinds[path]
        done = fix(files.tree.files[path], kind, files.schemas, files.order(kind), files.head(path, kind))
        said = list(done.said)
        if stuck := _unread(path, files.tree.files[path] if done.text is None else done.text.encode()):
            said.append(stuck)
            unread += 1
        if done.text is not None:
            files.save(path, done.text)
        if moved := _normalised(files, path):
            said.append(moved)
        if said:
            count += done.text is not None or bool(moved)
            click.echo("\n".join([printable(path), *(f"    {printable(one)}" for one in said)]), err=err)
    left = f"{unread} 个文件读不通，没有整理，先按下面的提示改好。" if unread else ""
    done_so_far = f"改了 {count} 个文件。" if count else "" if unread else "没有可以自动改正的问题。"
    click.echo(done_so_far + left, err=err)
    click.echo(err=err)


def _unread(path: str, data: bytes) -> str:
    """Says at which line a file cannot be read, and that it was left alone; empty when it can."""
    if quick.read(data) is not None:
        return ""
    read = document.read(path, data)
    if read.complete or not read.traps:
        return ""
    trap = read.traps[-1]
    return f"第 {trap.line} 行读不通（{trap.message}），没有整理，原样留着"


def _normalised(files: Desk, path: str) -> str:
    """Move a file whose path is not NFC to where it is; says so, or nothing."""
    right = unicodedata.normalize("NFC", path)
    if right == path:
        return ""
    if os.path.lexists(files.root / right) and not (files.root / right).samefile(files.root / path):
        return f"路径不是 NFC 形式；{right} 已经存在，没有移动"
    files.move(path, right)
    for folder in (files.root / path).parents:
        # A folder of the old spelling goes with its last file.
        if folder == files.root or any(folder.iterdir()):
            break
        folder.rmdir()
    return f"路径改为 NFC 形式：{right}"
