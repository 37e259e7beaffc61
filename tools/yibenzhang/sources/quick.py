"""A faster reader for files nothing is wrong with.

``yaml-rs`` reads ten times faster than the scanner but gives no places and differs in corners. So its answer is
taken only when the text holds nothing on which the two differ (a test holds that on the sample and on generated
documents) and, by the caller, only when the schema then accepts the values; otherwise :mod:`document` reads.
"""

from __future__ import annotations

from typing import Any

import yaml_rs

from ..lazily import pattern

_ODD = pattern(r"[\t\r\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\\]")
_MARK = pattern(r"[&*!%?~|>－—–]")
_HEADER = pattern(r"[|>][-+1-9]{0,2} *(?: #.*)?\Z")
# The quick looks, on bytes. Every pattern begins with one rare byte, which the engine skips to; a search for one byte
# or a translation is faster still.
_LOOSE_COLON = pattern(rb":(?<=[ \n\[{,:]:)")
_WIDE_KEY = pattern("：".encode() + rb"(?<=[A-Za-z_ ]" + "：".encode() + rb")")
_CONTROLS = bytes({*range(0x20), 0x7F, ord("\\")} - {ord("\n")})
_SIGNED = b"&*!%?~|>"
_RARE = "\u2028\u2029\ufeff\ufffe\uffff－—–"
_NESTING = pattern(rb"- [- ]")
# Digits but 0 become 1, letters of numbers small, and what a value begins after a blank.
_FOLD = bytes.maketrans(b"23456789EXOB_\n:,[{?", b"11111111exob.      ")
_ODD_NUMBER = pattern(rb" (?:[+.]|-[0.]|0[01xob.e]|-?1[01]*[.e])")
_WORD = pattern(
    rb"[+-]?(?:0[xX][0-9a-fA-F_]*|0[oO][0-7_]*|0[bB][01_]*|(?:[0-9][0-9_]*\.?|_[0-9]|\.[0-9])[0-9_]*(?:[eE][+-]?[0-9]+)?)"
    # What ends it in a text, also a blank of Unicode's, told by its first byte.
    rb"(?![^\s,\[\]{}:\xc2\xe1-\xe3])"
)
_LONG, _LONG_NUMBER = b"1" * 18, pattern(rb" -?1[01]{17}")
# A list in a list on one line: yaml-rs goes down one call a level, and enough of them end the process.
_NESTED = pattern(r"- +-(?= |\n|\Z)")
_BEFORE_VALUE = frozenset("\n:,[{-?")
_FAR = 80
# Nesting by indentation needs a file as large as the square of its depth; beyond this it could end the process, too.
MOST_BYTES = 1 << 20


def doubtful(data: bytes, text: str) -> bool:
    """Whether a text, given in UTF-8 and decoded, holds anything the two readers might read differently and the schema would not refuse.

    The patterns that decide are dear, so each is asked only where its quick look finds what it cannot do without.
    """
    if data.startswith((b"---", b"...", b"<<")) or b"\n---" in data or b"\n..." in data or b"<<" in data:
        return True
    if _LOOSE_COLON.search(data) or _WIDE_KEY.search(data):
        return True
    if b"True" in data or b"TRUE" in data or b"False" in data or b"FALSE" in data or _has_odd_number(data):
        return True
    odd = len(data.translate(None, _CONTROLS)) < len(data) or any(character in text for character in _RARE)
    marked = len(data.translate(None, _SIGNED)) < len(data)
    return (odd or marked or b"\xc2" in data or _NESTING.search(data) is not None) and _is_odd(text)


def _has_odd_number(data: bytes) -> bool:
    """Whether a value begins as a number does that is no integer of ours: yaml-rs would convert it."""
    folded = b" " + data.translate(_FOLD)
    looks = (_ODD_NUMBER, _LONG_NUMBER) if _LONG in folded.replace(b"0", b"1") else (_ODD_NUMBER,)
    return any(_is_number(data, match.start()) for look in looks for match in look.finditer(folded))


def _is_number(data: bytes, start: int) -> bool:
    """Whether a value begins at ``start`` (after a line break, colon, dash, bracket or comma) that yaml-rs converts."""
    before = data[max(start - _FAR, 0) : start].rstrip(b" ")
    return (before == b"" or before[-1:] in b"\n:,[{-?") and _WORD.match(data, start) is not None


def _is_odd(text: str) -> bool:
    return bool(_ODD.search(text) or _NESTED.search(text)) or any(
        _is_odd_mark(text, match.start()) for match in _MARK.finditer(text)
    )


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


def read(data: bytes) -> dict[str, Any] | None:
    """Values of a document beyond doubt, else None."""
    if len(data) > MOST_BYTES:
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if doubtful(data, text):
        return None
    try:
        values = yaml_rs.loads(text, parse_datetime=False)
    except (ValueError, TypeError, RecursionError):
        return None
    return values if isinstance(values, dict) else None
