"""A faster reader for files nothing is wrong with.

``yaml-rs`` reads ten times faster than the scanner but gives no places and differs in corners. So its answer is
taken only when the text holds nothing on which the two differ (a test holds that on the sample and on generated
documents) and, by the caller, only when the schema then accepts the values; otherwise :mod:`document` reads.
"""

from __future__ import annotations

import re
from typing import Any

import yaml_rs

# Every pattern begins with a rare character, which the regular expression engine skips to; written as one
# alternation they took three times as long as reading the file.
_ODD = re.compile(r"[\t\r\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\\]")
_MARK = re.compile(r"[&*!%?~|>－—–]")
_HEADER = re.compile(r"[|>][-+1-9]{0,2} *(?: #.*)?\Z")
_WIDE_KEY = re.compile(r"：(?<=[A-Za-z_ ]：)")
# What only yaml-rs takes for a number or a boolean…
_WORD = re.compile(
    r"(?!(?:0|-?[1-9][0-9]{0,17})(?![^\s,\[\]{}:]))(?:[+-]?(?:0[xX][0-9a-fA-F_]*|0[oO][0-7_]*|0[bB][01_]*|(?:[0-9][0-9_]*\.?|_[0-9]|\.[0-9])[0-9_]*(?:[eE][+-]?[0-9]+)?)"
    r"|True|TRUE|False|FALSE)(?![^\s,\[\]{}:])"
)
# …and what such a word holds that an integer of ours does not: a quick look that finds nearly none.
_DIGITS = re.compile(r"[0-9](?:[eE.]|_|[0-9]{17})|[TF](?:rue|RUE|alse|ALSE)")
_SIGNS = re.compile(r"0(?<![0-9]0)[0-9xXoObB_]|[+-](?<![0-9A-Za-z][+-])[.0]|\+[0-9]|\.[0-9]|_[0-9]")
# A list in a list on one line: yaml-rs goes down one call a level, and enough of them end the process.
_NESTED = re.compile(r"- +-(?= |\n|\Z)")
_LOOSE_COLONS = (" :", "\n:", "[:", "{:", ",:", "::")
_BEFORE_VALUE = frozenset("\n:,[{-?")
_IN_NUMBER = frozenset("0123456789abcdefABCDEFxXoO._+-")
_FAR = 80
# Nesting by indentation needs a file as large as the square of its depth; beyond this it could end the process, too.
_MOST_BYTES = 1 << 20


def doubtful(text: str) -> bool:
    """Whether ``text`` holds anything the two readers might read differently and the schema would not refuse."""
    if text.startswith(("---", "...", "<<")) or "\n---" in text or "\n..." in text or "<<" in text:
        return True
    if _ODD.search(text) or _NESTED.search(text) or ("：" in text and _WIDE_KEY.search(text)):
        return True
    if any(pair in text for pair in _LOOSE_COLONS):
        return True
    if any(_is_odd_mark(text, match.start()) for match in _MARK.finditer(text)):
        return True
    return any(_is_number(text, match.start()) for look in (_DIGITS, _SIGNS) for match in look.finditer(text))


def _is_number(text: str, at: int) -> bool:
    """Whether the word around ``at`` is a value of its own that yaml-rs would convert."""
    start, nearest = at, max(at - _FAR, 0)
    while start > nearest and text[start - 1] in _IN_NUMBER:
        start -= 1
    if start == nearest > 0:
        return True
    return _WORD.match(text, start) is not None and _begins_value(text, start)


def _is_odd_mark(text: str, at: int) -> bool:
    """Whether a mark is one of YAML's own that the readers differ on, or a dash in the place of a list's."""
    before = text[max(at - _FAR, 0) : at].rstrip(" ")
    if text[at] in "－—–":
        return before == "" or before[-1] == "\n"
    if before and before[-1] not in _BEFORE_VALUE:
        return False
    if text[at] not in "|>" or not before or before[-1] in "[,{":
        return True
    # In brackets there are no block scalars, and the first line of one must hold something.
    lines = text[at : at + 4 * _FAR].split("\n", 2)
    return len(lines) < 2 or not _HEADER.match(lines[0]) or not lines[1].strip(" ") or _is_open(text, at)


def _is_open(text: str, at: int) -> bool:
    """Whether a bracket may be open at a place; one in a text may be taken for it."""
    before = text[:at]
    return any(before.count(left) > before.count(right) for left, right in ("{}", "[]"))


def _begins_value(text: str, start: int) -> bool:
    """Whether a value begins at ``start``: after a line break, a colon, a dash, a bracket or a comma."""
    before = text[max(start - _FAR, 0) : start].rstrip(" ")
    return before == "" or before[-1] in _BEFORE_VALUE


def read(data: bytes) -> dict[str, Any] | None:
    """Values of a document beyond doubt, else None."""
    if len(data) > _MOST_BYTES:
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if doubtful(text):
        return None
    try:
        values = yaml_rs.loads(text, parse_datetime=False)
    except (ValueError, TypeError, RecursionError):
        return None
    return values if isinstance(values, dict) else None
