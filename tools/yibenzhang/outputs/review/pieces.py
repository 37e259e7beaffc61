"""What people wrote, as the comment of a pull request may hold it: short, on one line, nothing but text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..escapes import printable
from ..markdown import code, harmless
from . import words

_FEW = 10


def fitted(blocks: Iterable[str], room: int, count: int) -> tuple[list[str], int]:
    """The blocks that fit, and how many of ``count`` do not (1 where ``count`` is not known)."""
    listed: list[str] = []
    for block in blocks:
        room -= len(block)
        if room < 0:
            return listed, max(count - len(listed), 1)
        listed.append(block)
    return listed, 0


def clip(text: str, most: int = 200) -> str:
    """A name, its end left out when nobody would read it."""
    return words.clipped(text, most)


def text(said: str) -> str:
    """A sentence with words of anyone's in it, on one line."""
    return harmless(" ".join(words.clipped(said).split()))


def mono(text: str) -> str:
    """A path or an account as code, in a table too."""
    return "&#124;".join(code(part) if part else "" for part in printable(clip(text)).split("|"))


def paths(some: Sequence[str]) -> str:
    """The first few paths, one a line."""
    more = f" 等 {len(some)} 个" if len(some) > _FEW else ""
    return "<br>".join(mono(path) for path in some[:_FEW]) + more


def accounts(some: Sequence[str]) -> str:
    """The first few accounts."""
    more = f"等 {len(some)} 个" if len(some) > _FEW else ""
    return "、".join(mono(clip(account, 40)) for account in some[:_FEW]) + more if some else words.NONE


__all__ = ["accounts", "clip", "fitted", "mono", "paths", "text"]
