"""Bytes as other programs save them → text as a ledger keeps it: UTF-8, no mark at the start, line ends, tabs, marks."""

from __future__ import annotations

import codecs
import re

from ...sources import traps
from ...sources.encoding import decode
from ...sources.events import Scan, scan

_CODECS = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030")
_WIDE = re.compile(r"([A-Za-z_]+) *：\s*")


def plain(data: bytes) -> tuple[str | None, list[str]]:
    """The text with encoding, line ends, tabs and full-width marks put right, and what was done.

    None when it is no text, when characters in it are spoilt, or when what was put right does not read: nothing is
    guessed.
    """
    text, _ = decode(data)
    said: list[str] = []
    if text is None:
        return None, []
    codec = _codec(data, text)
    if codec is None:
        return None, []
    if codec != "utf-8":
        said.append("改存为 UTF-8 编码")
    elif data.startswith(codecs.BOM_UTF8):
        said.append("删去文件开头的 BOM 标记")
    if b"\r" in data and codec in ("utf-8", "gb18030"):
        said.append("行尾改为 LF")
    better, found = _mended(text)
    return better, [*said, *found]


def _codec(data: bytes, text: str) -> str | None:
    """The encoding in which the bytes say exactly this text; None when reading had to change something."""
    data = data.removeprefix(codecs.BOM_UTF8)
    for codec in _CODECS:
        try:
            if data.decode(codec).replace("\r\n", "\n").replace("\r", "\n") == text:
                return codec
        except UnicodeDecodeError:
            continue
    return None


def _mended(text: str) -> tuple[str, list[str]]:
    """Tabs in indentation and full-width colons and dashes put right, if the text then reads to its end."""
    first = scan("", text)
    better, found = traps.mend(text, first.literal) if _is_dubious(first, text) else (text, [])
    again = scan("", better) if found else first
    if again.error is not None or not again.literal <= first.literal:
        better, found, again = text, [], first
    said = [f"第 {trap.line} 行：{trap.message}，{trap.fix.partition('；')[0]}" for trap in found]
    return _colons(better, again, said)


def _is_dubious(found: Scan, text: str) -> bool:
    return found.error is not None or found.dubious or bool(traps.tabs(text, found.literal))


def _colons(text: str, found: Scan, said: list[str]) -> tuple[str, list[str]]:
    """Full-width colons inside of brackets, from the end so that places stay."""
    lines = text.split("\n")
    for trap in sorted(found.document.traps, reverse=True):
        line = lines[trap.line - 1]
        match = _WIDE.match(line, trap.column - 1)
        if match and trap.message == traps.wide_colon(match[1])[0]:
            lines[trap.line - 1] = f"{line[: match.end(1)]}: {line[match.end() :]}"
            said.append(f"第 {trap.line} 行：{trap.message}，{trap.fix.partition('；')[0]}")
    return "\n".join(lines), said
