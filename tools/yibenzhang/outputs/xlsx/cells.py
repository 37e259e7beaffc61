"""Text that any cell can hold, without Excel reading anything into it."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Any

LONGEST = 32_767
"""What one cell holds, in UTF-16 units."""
MOST_DIGITS = 10**15
"""Excel keeps fifteen digits of a number."""
_SURROGATES = re.compile("[\ud800-\udfff]")


def fitting(text: str) -> str:
    """The text as a cell can hold it.

    Half a surrogate pair, which no file can hold, becomes �. A text longer than a cell ends with a mark that says so
    and how long it was: a cut that nobody sees would be worse than a long cell.
    """
    if _SURROGATES.search(text):
        text = _SURROGATES.sub("\ufffd", text)
    if len(text) * 2 <= LONGEST or _units(text) <= LONGEST:
        return text
    mark = f"……【原文共 {len(text)} 字，一个单元格放不下，全文见目录文件】"
    kept = text[: LONGEST - len(mark)]
    while _units(kept) > LONGEST - len(mark):
        kept = kept[: len(kept) - max(1, (_units(kept) - LONGEST + len(mark)) // 2)]
    return kept + mark


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def put(sheet: Any, row: int, column: int, value: str | int | float, style: Any = None) -> None:
    """Write one value: a text never becomes a formula, a number, a link or markup."""
    if not isinstance(value, str):
        if -MOST_DIGITS < value < MOST_DIGITS:
            sheet.write_number(row, column, value, style)
            return
        value = str(value)
    text = fitting(value)
    if text.startswith("<r>") and text.endswith("</r>"):
        # XlsxWriter takes this for the inside of a rich text and would copy it unescaped; so write it as two parts.
        plain = sheet.plain_part
        sheet.write_rich_string(row, column, plain, text[:1], plain, text[1:], *([style] if style else []))
        return
    sheet.write_string(row, column, text, style)


@lru_cache(maxsize=4096)
def day(text: str) -> date | None:
    """The day an ISO date names; None for anything else, and for days Excel has no number for."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year > 1900 and len(text) == 10 else None
