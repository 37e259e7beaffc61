"""``ybz check --fix``: mend what has one right answer, and say what was changed."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import click

from ..outputs.edit.fix import fix
from ..outputs.escapes import printable
from ..sources.layout import CATALOGS
from .desk import Desk, desk
from .progress import watched


def mend(root: Path, paths: tuple[Path, ...], department: str = "", err: bool = False) -> None:
    """Mend the documents under ``paths``, all without any; what was done is printed file by file."""
    files = desk(root)
    folder = f"{CATALOGS}{department.strip('/')}/" if department.strip("/") else CATALOGS
    count = 0
    for path in watched([path for path in files.within(paths) if path.startswith(folder)], "改正"):
        kind = files.kinds[path]
        done = fix(files.tree.files[path], kind, files.schemas, files.order(kind), files.head(path, kind))
        said = list(done.said)
        if done.text is not None:
            files.save(path, done.text)
        if moved := _normalised(files, path):
            said.append(moved)
        if said:
            count += done.text is not None or bool(moved)
            click.echo("\n".join([printable(path), *(f"    {printable(one)}" for one in said)]), err=err)
    click.echo(f"改了 {count} 个文件。" if count else "没有可以自动改正的问题。", err=err)
    click.echo(err=err)


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
