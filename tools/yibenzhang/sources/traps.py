"""What a hand or an Excel habit gets wrong in YAML and has one meaning: found, said and put right (rule X906)."""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import NamedTuple

from ..lazily import pattern


class Trap(NamedTuple):
    """A fault of the text itself, at a line and column counted from 1."""

    line: int
    column: int
    message: str
    fix: str


_TAB_INDENT = pattern(r"( *)(\t[ \t]*)")
_TAB_AFTER_DASH = pattern(r"( *-)(\t[ \t]*)(?=[^ \t#])")
_TAB_AFTER_COLON = pattern(r"( *(?:- +)*[^\s#\"':]+:)(\t[ \t]*)(?=[^ \t#])")
_WIDE_COLON = pattern(r"( *(?:- +)?\{? *)([A-Za-z_]+) *：[ \t]*")
_WIDE_DASH = pattern(r"( *)[－—–](?![－—–]) *(?=\S)")
_WIDE_INDENT = pattern(r"( *)([\u3000\u00a0][\u3000\u00a0 ]*)(?=[^ \u3000\u00a0#])")
_TIGHT_DASH = pattern(r"( *)-(?=[{\[\"'“\u4e00-\u9fff]|[a-z_]+: )")

_TIGHT_COLON = pattern(r"( *(?:- +)?\{? *)([a-z_]+):(?=[^\s/:])")

Mended = tuple[int, str, str, str]
"""Where in the line the fault is, what it is, how to mend it, and the line put right."""


def _tab_indent(line: str) -> Mended | None:
    match = _TAB_INDENT.match(line)
    if match is None:
        return None
    room = match[1] + match[2].replace("\t", "  ")
    return match.start(2), "缩进用了制表符（Tab）", "改成空格，每层两个", room + line[match.end() :]


def _tab_separator(line: str) -> Mended | None:
    match = _TAB_AFTER_DASH.match(line) or _TAB_AFTER_COLON.match(line)
    if match is None:
        return None
    return match.start(2), "用了制表符（Tab）", "改成空格", f"{match[1]} {line[match.end() :]}"


def _wide_colon(line: str) -> Mended | None:
    match = _WIDE_COLON.match(line)
    return match and (match.start(2), *wide_colon(match[2]), f"{match[1]}{match[2]}: {line[match.end() :]}")


def _wide_dash(line: str) -> Mended | None:
    match = _WIDE_DASH.match(line)
    message, fix = "列表的短横是全角“－”", "改成半角短横加一个空格“- ”"
    return match and (match.end(1), message, fix, f"{match[1]}- {line[match.end() :]}")


def _wide_indent(line: str) -> Mended | None:
    match = _WIDE_INDENT.match(line)
    if match is None:
        return None
    room = match[1] + match[2].replace("\u3000", "  ").replace("\u00a0", " ")
    return match.start(2), "缩进用了全角空格或网页空格", "改成半角空格，每层两个", room + line[match.end() :]


def _tight_dash(line: str) -> Mended | None:
    match = _TIGHT_DASH.match(line)
    return match and (
        match.end(1),
        "列表的短横后面没有空格",
        "短横后面加一个空格",
        f"{match[1]}- {line[match.end() :]}",
    )


def _tight_colon(line: str) -> Mended | None:
    match = _TIGHT_COLON.match(line)
    if match is None:
        return None
    message = f"“{match[2]}”的冒号后面没有空格"
    return match.end(2), message, "冒号后面加一个空格", f"{match[1]}{match[2]}: {line[match.end() :]}"


def wide_colon(key: str) -> tuple[str, str]:
    """What to say of a key with a full-width colon, and how to mend it."""
    return f"“{key}”后面的冒号是全角“：”", "改成半角冒号加一个空格“: ”；确是文字时加双引号"


_MENDERS: tuple[Callable[[str], Mended | None], ...] = (
    _wide_indent,
    _tab_indent,
    _wide_dash,
    _tight_dash,
    _tab_separator,
    _wide_colon,
    _tight_colon,
)


def mend(text: str, literal: Set[int]) -> tuple[str, list[Trap]]:
    """Put right what has one meaning, so that the rest can still be checked; line numbers stay.

    ``literal``: the lines (from 1) inside quotes and block scalars, which are content.
    """
    found: list[Trap] = []
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if number in literal:
            continue
        shift = 0
        for mender in _MENDERS:
            mended = mender(lines[number - 1])
            if mended is not None:
                start, message, fix, better = mended
                found.append(Trap(number, start + 1 - shift, message, fix))
                shift = len(better) - len(line)
                lines[number - 1] = better
    return "\n".join(lines), found


def tabs(text: str, literal: Set[int]) -> list[Trap]:
    """Tabs that the scanner let pass, outside of literal text."""
    if "\t" not in text:
        return []
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        mended = _tab_indent(line) or _tab_separator(line)
        if mended is not None and number not in literal and not line.isspace():
            found.append(Trap(number, mended[0] + 1, mended[1], mended[2]))
    return found
