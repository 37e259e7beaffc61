"""What stands in a cell: a value of a document as a text a clerk can read and type, and back.

``read`` is the exact inverse of ``write``, whatever the value: where the form people write cannot hold it (a blank at
the end, an empty list, a text that looks like something else), ``write`` gives 【原值】 and the value as JSON. Beyond
that ``read`` is lenient: 是/否/√, several separators, full-width digits, 12.0, 2024年3月14日, serial numbers of days.

The forms: a list of words 、 between its entries, one a line where an entry holds a separator; a law
``《title》number article（rank）``, a service ``name（code）``, a mapping ``key=value``, an item that is to be added
``name（新增）``, a party outside ``external：name``, each one a line. An empty cell is an absent field.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from ..lazily import pattern
from . import cell_days, cell_entries
from .cell_pieces import LONG, LONGEST, Unreadable, pieces, units, whole
from .fields import Schema, elements

RAW = "【原值】"
"""Before a value written as JSON."""
_SEPARATORS = pattern(r"[、，,；;\n]")
_BLANKS = pattern(r"\s+")
# Nothing of this survives a sheet for certain: control characters, tabs, what XML forbids, and Excel's own escapes.
_FRAGILE = pattern(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)"
)
_YES = frozenset({"是", "真", "有", "对", "√", "✓", "✔", "true", "yes", "y", "t", "1", "1.0"})
_NO = frozenset({"否", "假", "无", "不", "不是", "×", "✗", "✘", "x", "false", "no", "n", "f", "0", "0.0"})
_GLOSSED = pattern(r"([a-z0-9])[(:.\-]?[\u4e00-\u9fff]")
_INTEGER = pattern(r"[+-]?[0-9]+(?:\.0*)?\Z")
_GROUPED = pattern(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.0*)?\Z")
Vocabulary = Mapping[str, Mapping[str, Any]]


def kinds(field: Schema) -> frozenset[str]:
    """The JSON types a field admits."""
    found = field.get("type")
    return frozenset((found,) if isinstance(found, str) else found or ())


def write(value: Any, field: Schema, root: Schema) -> str | int | None:
    """A value as a cell: text, an int for a number, None where nothing was written.

    Whatever a YAML file may hold is written, valid or not. The text may be longer than :data:`LONGEST`.
    """
    if value is None:
        return None
    if isinstance(value, str) and _is_free(field) and _is_plain(value):
        return value
    cell = _form(value, field, root)
    if cell is None or (isinstance(cell, str) and not _is_plain(cell)):
        return raw(value)
    return cell if same(read(str(cell), field, root), value) else raw(value)


def _is_free(field: Schema) -> bool:
    """Whether a field takes any text, as it stands."""
    return field.get("type") == "string" and "enum" not in field and "format" not in field and not _is_code(field)


def raw(value: Any) -> str:
    """A value no form holds, as JSON that survives a sheet."""
    text = json.dumps(value, ensure_ascii=False)
    return RAW + _FRAGILE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal in kind too: 1 is not true, 2019 not "2019"."""
    if type(one) is not type(other):
        return False
    return one == other and (
        not isinstance(one, list | dict) or json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    )


def read(cell: str, field: Schema, root: Schema, vocabulary: Vocabulary | None = None) -> Any:
    """The value a cell stands for: None for an empty one, :class:`Unreadable` for one that cannot be understood.

    With a ``vocabulary`` an enumeration also understands the other names of its words (字符串 for C).
    """
    text = cell.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        return None
    if text.startswith(RAW):
        try:
            return json.loads(text[len(RAW) :])
        except (ValueError, RecursionError):
            return Unreadable(f"{RAW}后面不是完整的原值：{_short(text)}", f"恢复原来的内容，或者删去{RAW}重新写")
    found = kinds(field)
    if "array" in found or "object" in found:
        return _compound(text, field, root, found, vocabulary)
    return _scalar(text, field, found, vocabulary)


def _form(value: Any, field: Schema, root: Schema) -> str | int | None:
    """The form people write, which may not hold the value exactly; None where there is none."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int):
        return value if kinds(field) == {"integer"} else str(value)
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return cell_entries.write(value, field)
    if not isinstance(value, list) or not value:
        return None
    entry = elements(root, field)
    parts = [part if isinstance(part, str) else cell_entries.write(part, entry) for part in value]
    if any(part is None for part in parts):
        return None
    texts = [str(part) for part in parts]
    apart = cell_entries.is_form(entry) or any(_SEPARATORS.search(text) for text in texts)
    return ("\n" if apart else "、").join(texts)


def _compound(text: str, field: Schema, root: Schema, found: frozenset[str], vocabulary: Vocabulary | None) -> Any:
    """A list, a mapping, or a text where the field admits that too."""
    if "array" in found:
        if "string" in found and text == field.get("then", {}).get("const"):
            return text
        entry = elements(root, field)
        texts = re.split(r"[；;\n]", text) if cell_entries.is_form(entry) else _apart(text, entry)
        values = [read(part, entry, root, vocabulary) for part in texts if part.strip()]
        return next((value for value in values if isinstance(value, Unreadable)), values)
    value = cell_entries.read(text, field)
    if value is not None:
        return value
    if "string" in found:
        return text
    return Unreadable(f"看不懂“{_short(text)}”", cell_entries.hint(field))


def _apart(text: str, entry: Schema) -> list[str]:
    """The entries of a list. Words of an enumeration and codes hold no separator; of other texts one a line may."""
    if entry.get("enum"):
        return re.split(r"[、，,；;/\s]", text)
    if _is_code(entry):
        return re.split(r"[、，,；;\s]", text)
    return text.split("\n") if "\n" in text else _SEPARATORS.split(text)


def _scalar(text: str, field: Schema, found: frozenset[str], vocabulary: Vocabulary | None) -> Any:
    if "boolean" in found:
        return _truth(text)
    if words := field.get("enum"):
        if text in words:
            return text
        return _word(text, words, (vocabulary or {}).get(str(field.get("x-vocabulary")), {}))
    if found == {"integer"}:
        number = _number(text)
        return Unreadable(f"“{_short(text)}”不是整数", "只写数字，不写单位和小数") if number is None else number
    if field.get("format") == "date":
        return cell_days.day(text) or Unreadable(f"“{_short(text)}”不是日期", "写成 年-月-日，例：2024-03-14")
    if "integer" in found:
        return cell_days.moment(text)
    return _code(text, str(field["pattern"])) if _is_code(field) else text


def _truth(text: str) -> bool | Unreadable:
    said = _folded(text)
    if said in _YES or said in _NO:
        return said in _YES
    return Unreadable(f"“{_short(text)}”既不是“是”也不是“否”", "写“是”或“否”")


def _number(text: str) -> int | None:
    said = _folded(text)
    if _GROUPED.match(said):
        said = said.replace(",", "")
    return int(said.partition(".")[0]) if _INTEGER.match(said) and len(said) < 1000 else None


def _word(text: str, words: list[Any], vocabulary: Mapping[str, Any]) -> Any:
    """The word of an enumeration that is meant."""
    said = _folded(text)
    known = {_folded(str(word)): word for word in words}
    for entry in vocabulary.get("values", ()):
        for alias in entry.get("aliases", ()):
            known.setdefault(_folded(str(alias)), entry.get("value"))
    for tried in (said, said.removesuffix(".0"), said.removesuffix("级")):
        if tried in known:
            return known[tried]
    # “C 字符型”, “3 对个人造成损害”: the word is the one character before what it means.
    if (first := _GLOSSED.match(said)) and first[1] in known:
        return known[first[1]]
    near = get_close_matches(text[:100], [str(word) for word in words], 1, 0.4)
    shown = "、".join(str(word) for word in words)
    return Unreadable(f"“{_short(text)}”不在可选范围内", (f"是不是“{near[0]}”？" if near else "") + f"可选：{shown}")


def _is_code(field: Schema) -> bool:
    """Whether a pattern admits only what has one spelling: no class of any character."""
    return isinstance(field.get("pattern"), str) and "\\S" not in field["pattern"]


def _code(text: str, pattern: str) -> str:
    """A code put right where full-width or spaced out; as written where that does not help."""
    mended = _BLANKS.sub("", unicodedata.normalize("NFKC", text))
    return mended if re.search(pattern, mended) else text


def _folded(text: str) -> str:
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).lower()


def _is_plain(text: str) -> bool:
    """Whether a text stands in a sheet as it is and is read as it stands."""
    return text != "" and text == text.strip() and not text.startswith((RAW, LONG)) and not _FRAGILE.search(text)


def _short(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}…"


__all__ = ["LONG", "LONGEST", "RAW", "Unreadable", "kinds", "pieces", "raw", "read", "same", "units", "whole", "write"]
