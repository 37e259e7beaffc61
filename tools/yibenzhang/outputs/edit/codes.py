"""Catalog codes found in texts, whatever state the texts are in, and the next one to issue (DOMAIN B)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .heading import LAST as LAST
from .heading import EditError

_CODE = re.compile(rb"^(?:\{ *)?[\"']?code[\"']? *(?::|\xef\xbc\x9a)[ \t]*[\"']?([^\s\"'#,}]+)", re.MULTILINE)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def code_of(data: bytes) -> str:
    """The code a catalog's bytes name at their top level; empty when they name none. Needs no valid YAML."""
    if data.startswith(_UTF16):
        data = data.decode("utf-16", "replace").encode()
    match = _CODE.search(data)
    return match[1].decode("utf-8", "replace") if match else ""


def next_code(prefix: str, files: Iterable[bytes]) -> str:
    """The code after the highest one with ``prefix`` in ``files``: a code is never used again, even one retired.

    Raises:
        EditError: the six digits are used up.
    """
    start = f"{prefix}/".encode()
    highest = 0
    for data in files:
        if start in data or data.startswith(_UTF16):
            _, _, number = code_of(data).partition(f"{prefix}/")
            if len(number) == 6 and number.isascii() and number.isdigit():
                highest = max(highest, int(number))
    if highest >= LAST:
        raise EditError(
            f"前段码 {prefix} 的顺序码已经用到 {LAST}：请领取新的前段码，写进 department.yml 的 code_prefixes"
        )
    return f"{prefix}/{highest + 1:06d}"
