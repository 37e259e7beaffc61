"""Days and months as clerks and Excel write them → as a ledger writes them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from ..lazily import pattern

_DAY = pattern(r"([0-9]{4})(?:[-/.年])([0-9]{1,2})(?:[-/.月])([0-9]{1,2})日?(?:[T ]?00:00(?::00(?:\.0+)?)?)?\Z")
_JOINED = pattern(r"([12][0-9]{3})([01][0-9])([0-3][0-9])(?:\.0)?\Z")
_MONTH = pattern(r"([0-9]{4})(?:[-/.年])([0-9]{1,2})月?\Z")
_YEAR = pattern(r"([1-9][0-9]{3})(?:年|\.0)?\Z")
_SERIAL = pattern(r"([1-9][0-9]{4})(?:\.0+)?\Z")
_ZERO = date(1899, 12, 30)
"""Day 0 of a sheet; right from March 1900 on."""


def day(text: str) -> str | None:
    """``2024-03-14`` for 2024/3/14, 2024年3月14日, 2024.3.14, 20240314, 45365; None for what is no day."""
    said = _folded(text)
    if found := _DAY.match(said) or _JOINED.match(said):
        try:
            return date(*map(int, found.groups())).isoformat()
        except ValueError:
            return None
    if found := _SERIAL.match(said):
        return (_ZERO + timedelta(days=int(found[1]))).isoformat()
    return None


def moment(text: str) -> str | int:
    """A year as an int, a month or a day as ISO text; anything else (至今) as it stands."""
    said = _folded(text)
    if found := _YEAR.match(said):
        return int(found[1])
    if found := _MONTH.match(said):
        return f"{found[1]}-{int(found[2]):02d}"
    return day(text) or text


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).replace("－", "-").replace("—", "-")
