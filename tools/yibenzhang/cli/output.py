"""Where a command's answer goes: the terminal, a pipe, or a file that is there as a whole or not at all."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

import click

from ..outputs.columns import display_width
from ..outputs.escapes import printable
from ..outputs.reasons import reason
from ..sources.layout import CATALOGS

ENDINGS = {
    "text": (".txt",),
    "markdown": (".md",),
    "json": (".json",),
    "xlsx": (".xlsx",),
    "atom": (".atom", ".xml"),
    "jsonl": (".jsonl", ".ndjson"),
    "sqlite": (".sqlite", ".sqlite3", ".db"),
    "zip": (".zip",),
}
"""How a file of each format ends."""
_NAMES = {
    "xlsx": "Excel 工作簿",
    "markdown": "Markdown 文件",
    "json": "JSON 文件",
    "atom": "订阅文件",
    "text": "文本文件",
    "jsonl": "JSON Lines 文件",
    "sqlite": "SQLite 数据库",
    "zip": "zip 压缩包",
}
_CHUNK = 1 << 16

F = TypeVar("F", bound=Callable[..., Any])

output_option = click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="文件", help="写到文件里（默认：显示在终端）"
)


def format_option(*forms: str) -> Callable[[F], F]:
    """``--format`` with these forms; the ending of ``-o`` says it too."""
    return click.option(
        "--format", "form", type=click.Choice(forms), help="输出格式（默认 text；写了 -o 的看文件名的结尾）"
    )


def chosen(form: str | None, output: Path | None, forms: Iterable[str]) -> str:
    """The format asked for, else the one the file's name ends as; text without a file. Ends the run for another ending."""
    if form is not None:
        return form
    if output is None or output.is_dir():
        return "text"
    ending = output.suffix.lower()
    found = next((each for each in forms if ending in ENDINGS[each]), None)
    if found is None:
        known = "、".join(ENDINGS[each][0] for each in forms)
        raise refused(f"“{printable(str(output))}”的结尾看不出要什么格式：要以其中一种结尾：{known}")
    return found


def is_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def is_coloured() -> bool:
    """Whether standard output is a terminal that shows colours."""
    return is_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def is_kept(root: Path, folder: Path) -> bool:
    """Whether a folder is among those that hold the ledger itself."""
    folder, top = folder.resolve(), root.resolve()
    return any(folder.is_relative_to(top / name) for name in (CATALOGS, "schema", ".git"))


def target(root: Path, path: Path, form: str, example: str = "变更记录") -> Path:
    """Where to write; ends the run unless that is a new file or a regular one, outside of what the ledger keeps."""
    shown = f"“{printable(str(path))}”"
    endings = ENDINGS[form]
    if path.is_dir():
        raise refused(f"{shown}是文件夹，这里要写一个文件名，如 {example}{endings[0]}")
    if path.suffix.lower() not in endings:
        wanted = " 或 ".join(endings)
        blank = " " if _NAMES[form][0].isascii() else ""
        raise refused(f"{shown}不是{blank}{_NAMES[form]}的文件名：要以 {wanted} 结尾，如 {example}{endings[0]}")
    if os.path.lexists(path) and not path.is_file():
        what = "断开的链接" if path.is_symlink() and not path.exists() else "设备之类的特殊文件"
        raise refused(f"{shown}是{what}，不能覆盖：换一个文件名")
    if is_kept(root, path.parent) or is_kept(root, path.resolve().parent):
        raise refused(f"{shown}在 catalogs/ 或 schema/ 里，那里只放账：换一个文件夹")
    return path


def refused(message: str) -> click.BadParameter:
    """What ends the run when ``-o`` names no place to write to."""
    return click.BadParameter(message, param_hint="--output")


def sayable(path: Path) -> str:
    """A path as it is told."""
    return printable(str(path))


def cannot_write(path: Path, error: OSError) -> click.ClickException:
    """What ends the run when a file cannot be written."""
    said = {
        PermissionError: "没有写入权限，或文件正在 Excel 里打开",
        FileNotFoundError: "文件夹不存在",
        NotADirectoryError: "文件夹不存在",
    }.get(type(error), reason(error))
    return click.ClickException(f"写不了 {printable(str(path))}：{said}")


def send(parts: Iterable[str | bytes], file: Path | None, *, binary: bool = False, paged: bool = False) -> None:
    """Print the parts, or write them to ``file``, which must have come through :func:`target`.

    ``binary``: they are no text, so a terminal is refused. ``paged``: what is longer than the screen goes through a pager.
    """
    chunks = _chunks(parts)
    if file is not None:
        save(file, chunks)
        click.echo(f"已写入 {printable(str(file))}。", err=True)
        return
    if binary and is_terminal():
        raise click.UsageError("工作簿不能显示在终端里：用 -o 写到文件，如 -o 变更记录.xlsx")
    if paged and not binary and is_terminal() and _has_pager():
        _page(parts)
        return
    # Where the terminal speaks UTF-8, as nearly all do, a hundred megabytes need not become text and bytes again.
    plain = binary or (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    for chunk in chunks:
        click.echo(chunk if plain else chunk.decode("utf-8", "surrogateescape"), nl=False)


def _has_pager() -> bool:
    """Whether a pager may be run: an empty PAGER wants none, and one with a quote too few cannot be read."""
    try:
        return sys.stdin.isatty() and bool(shlex.split(os.environ.get("PAGER", "less")))
    except ValueError:
        return False


def _page(parts: Iterable[str | bytes]) -> None:
    """Print what fits on the screen; let the reader leaf through the rest from its beginning."""
    columns, lines = shutil.get_terminal_size()
    texts = (part if isinstance(part, str) else part.decode("utf-8", "surrogateescape") for part in parts)
    held: list[str] = []
    height = 1
    for each in texts:
        held.append(each)
        height += sum(max(-(-display_width(line) // max(columns, 1)), 1) for line in each.splitlines())
        if height > lines:
            # What the terminal's encoding lacks is shown as code points, as elsewhere.
            encoding = sys.stdout.encoding or "utf-8"
            click.echo_via_pager(
                text.encode(encoding, "backslashreplace").decode(encoding) for text in chain(held, texts)
            )
            return
    click.echo("".join(held), nl=False)


def _chunks(parts: Iterable[str | bytes]) -> Iterator[bytes]:
    """The parts as bytes, in pieces worth writing."""
    held: list[bytes] = []
    size = 0
    for part in parts:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        held.append(data)
        size += len(data)
        if size >= _CHUNK:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)


def save(file: Path, chunks: Iterable[bytes]) -> None:
    """Write beside the file and rename, so that nobody ever opens half of it; a link's target is written."""
    handle, temporary = -1, ""
    file = file.resolve()
    try:
        handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=".ybz-", suffix=file.suffix)
        with os.fdopen(handle, "wb") as stream:
            for chunk in chunks:
                stream.write(chunk)
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(0o666 & ~umask)
        Path(temporary).replace(file)
    except OSError as error:
        raise cannot_write(file, error) from error
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


__all__ = [
    "ENDINGS",
    "cannot_write",
    "chosen",
    "format_option",
    "is_coloured",
    "is_kept",
    "output_option",
    "refused",
    "save",
    "sayable",
    "send",
    "target",
]
