"""Names that can become file names on every disk, and nothing but file names of this folder."""

from __future__ import annotations

import re
import unicodedata

from ...sources.layout import file_name

_DEVICES = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?:\..*)?\Z", re.IGNORECASE)
_TAKEN = ("department", "region")
SHORTEST, LONGEST = 2, 64
_BYTES = 255


def clean(name: str) -> str:
    """A name as it is kept: NFC, without spaces around it."""
    return unicodedata.normalize("NFC", name).strip()


def fault(name: str) -> str:
    """Why a catalog cannot bear this (cleaned) name, in Chinese; empty when it can."""
    if not SHORTEST <= len(name) <= LONGEST:
        return f"目录名称有 {len(name)} 个字，应为 {SHORTEST} 至 {LONGEST} 个字"
    if not name.isprintable():
        return "目录名称里有换行、全角空格或看不见的字符：请重新打一遍名称"
    if name.startswith("."):
        return "目录名称不能以“.”开头：这样的文件会被当作隐藏文件"
    if name.casefold() in _TAKEN or _DEVICES.match(name):
        return f"“{name}”是保留的名称，不能作目录名称"
    if len(file_name(name).encode()) > _BYTES:
        return "目录名称太长，磁盘存不下这样的文件名"
    return ""


def same(one: str, other: str) -> bool:
    """Whether two file names are one on a disk that ignores case or writes characters in parts."""
    return unicodedata.normalize("NFC", one).casefold() == unicodedata.normalize("NFC", other).casefold()
