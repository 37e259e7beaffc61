"""The words for each way a value can break its schema: what is wrong and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from ..lazily import module, pattern
from . import guesses, said

if TYPE_CHECKING:
    from rapidfuzz import fuzz, process
else:
    fuzz, process = module("rapidfuzz.fuzz"), module("rapidfuzz.process")

Schema = dict[str, Any]
_EXAMPLE = pattern(r"例：(.*?)。?(?:（来源：|$)", re.DOTALL)
_SOURCE = pattern(r"（来源：([^）]*)）")
_TYPES = {
    "string": "文字",
    "integer": "整数",
    "number": "数字",
    "boolean": "true（是）或 false（否）",
    "array": "列表",
    "object": "下一层字段",
    "null": "空",
}


_WIDE = pattern(r"[［【｛（]")
_TIGHT = pattern(r"([a-z_]+)[:：](\S.*)\Z")
_SWALLOWED = pattern(r"[，,] *([a-z_]+) *[：:]")
_BETWEEN = pattern(r"\s*[、，；;]\s*")
_DAY = pattern(r"([0-9]{4})[年/.-]([0-9]{1,2})[月/.-]([0-9]{1,2})日?\Z(?<!-[0-9]{2}-[0-9]{2})")
_HALVES = str.maketrans("［］【】｛｝，：", "[][]{},:")


class Said(NamedTuple):
    """A rule id with its message and remedy; ``match`` is the key a misspelt one was meant to be."""

    rule: str
    message: str
    fix: str
    match: str = ""


def example(schema: Schema) -> str:
    """The example in a field's description; empty when it has none."""
    match = _EXAMPLE.search(str(schema.get("description", "")))
    return match[1].strip() if match else ""


def source(schema: Schema) -> str:
    """The source clause in a field's description."""
    match = _SOURCE.search(str(schema.get("description", "")))
    return match[1] if match else "本"


def shown(value: Any) -> str:
    """A value as a person would quote it, cut to fit a line."""
    if value is None:
        return "（空）"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "下一层字段"
    if isinstance(value, list):
        return "列表"
    text = str(value)
    return f"“{text if len(text) <= 30 else text[:29] + '…'}”"


def _half(text: str) -> str:
    """Text with the brackets, commas and colons of YAML."""
    return re.sub(r"([,:])(?! )", r"\1 ", text.translate(_HALVES))


def listed(text: str) -> str:
    """What was meant for a list, as YAML writes one."""
    return f"[{', '.join(part for part in _BETWEEN.split(text) if part)}]"


def write(key: str, text: str) -> str:
    """``key: example``; examples that already show the key stay."""
    return text if not key or text.startswith(f"{key}:") else f"{key}: {text}"


def missing(key: str, schema: Schema) -> Said:
    """A mandatory field is not there."""
    label = schema.get("title", key)
    text = example(schema)
    return Said(*said.shape("missing", label=label, example=write(key, text) if text else key))


def unknown(key: str, known: Mapping[str, str]) -> Said:
    """A field the schema does not know."""
    if key.isdigit():
        return Said(
            "X905",
            f"“{key}”不是字段名",
            "多半是前面的值里有逗号：小数位数另写 scale，如 length: 12, scale: 2；文字加双引号",
        )
    tight = _TIGHT.match(key)
    if tight:
        return Said("X905", f"“{tight[1]}”的冒号后面没有空格", f"写成 {tight[1]}: {tight[2]}", tight[1])
    match = guesses.nearest(key, known)
    if match:
        return Said(
            "X905", f"没有“{key}”这个字段", f"是不是 {match}（{known[match]}）？改成 {match}，或删去这一行", match
        )
    close = process.extract(key, {name: f"{name}{label}" for name, label in known.items()}, scorer=fuzz.WRatio, limit=6)
    listed = "、".join(f"{name}（{known[name]}）" for _, _, name in close)
    return Said("X905", f"没有“{key}”这个字段", f"改成对的字段名，或删去这一行；相近的有：{listed}")


def misplaced(key: str, parent: str, label: str) -> Said:
    """A field of the field above it, written at the margin."""
    fix = f"这一行放到 {parent}: 的下面，比它多缩进两个空格"
    return Said("X905", f"“{key}”是 {parent}（{label}）里面的字段，缩进不对", fix, parent)


def wrong_type(key: str, value: Any, schema: Schema) -> Said:
    """The value is of another kind than asked for."""
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    label, text = schema.get("title", key), example(schema)
    wide = _WIDE.match(value) if isinstance(value, str) else None
    if wide and not {"array", "object"}.isdisjoint(kinds):
        better = listed(value.strip("［］【】[]")) if value[0] in "［【" else _half(value)
        return Said("A001", f"“{label}”的括号是全角“{value[0]}”", f"改成半角：{write(key, better)}")
    if value is None:
        return Said(
            "A003", f"“{label}”没有填写", f"填上内容，例：{write(key, text)}" if text else "填上内容，或删去这一行"
        )
    wanted = "或".join(_TYPES.get(kind, kind) for kind in kinds)
    if "string" in kinds and isinstance(value, (int, bool)):
        return Said(
            "A001",
            f"“{label}”应为文字，{shown(value)}被读成了{_kind(value)}",
            f"加双引号：{write(key, f'{chr(34)}{str(value).lower()}{chr(34)}')}",
        )
    if "array" in kinds and isinstance(value, (str, int)):
        fix = f"例：{write(key, text)}" if text.startswith("[{") else f"写成 {write(key, listed(str(value)))}"
        return Said("A001", f"“{label}”应为列表，现在是单个值{shown(value)}", fix)
    if "integer" in kinds and isinstance(value, str):
        return Said(*said.shape("integer", label=label, shown=shown(value)))
    if "boolean" in kinds:
        yes, no = write(key, "true"), write(key, "false")
        return Said(*said.shape("boolean", label=label, shown=shown(value), yes=yes, no=no))
    if not text and "properties" in schema:
        text = "{" + ", ".join(f"{name}: …" for name in schema.get("required") or schema["properties"]) + "}"
    return Said(
        "A001", f"“{label}”应为{wanted}，现在是{shown(value)}", f"例：{write(key, text)}" if text else f"改成{wanted}"
    )


def _kind(value: Any) -> str:
    return "是/否" if isinstance(value, bool) else "数字"


def not_listed(key: str, value: Any, schema: Schema, terms: list[Mapping[str, Any]]) -> Said:
    """The value is not in the list; the list's own aliases are understood."""
    choices = [str(choice) for choice in schema.get("enum", [schema.get("const")])]
    label = schema.get("title", key)
    meant = guesses.aliased(value, terms)
    swallowed = _SWALLOWED.search(str(value))
    if swallowed:
        fix = f"“{swallowed[0]}”改成半角的“, {swallowed[1]}: ”"
        return Said("A002", f"“{label}”后面的逗号、冒号是全角", fix)
    parts = _BETWEEN.split(str(value))
    if len(parts) > 1 and any(part in choices for part in parts):
        return Said(
            "A002", f"“{label}”把几个值写成了一个：{shown(value)}", f"每个值之间用半角逗号：{listed(str(value))}"
        )
    alike = [meant] if meant else guesses.listed(key, str(value), choices)
    guess = "或".join(f"“{word}”" for word in alike)
    found = Said(*said.shape("listed", label=label, shown=shown(value), choices="、".join(choices)))
    return found._replace(fix=f"是不是{guess}？{found.fix}") if guess else found


def bad_format(key: str, value: Any, schema: Schema) -> Said:
    """The value breaks a pattern or format."""
    label, text = schema.get("title", key), example(schema)
    if isinstance(value, str) and value[:1] in "“‘「《" and value[-1:] in "”’」》":
        return Said(*said.shape("quoted", label=label, shown=shown(value), example=write(key, value[1:-1])))
    if isinstance(value, str) and value != value.strip():
        return Said(*said.shape("blank", label=label))
    if schema.get("format") == "date":
        day = _DAY.match(str(value))
        right = f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}" if day else "年-月-日，如 2026-01-31"
        return Said(*said.shape("date", label=label, shown=shown(value), right=right))
    found = Said(*said.shape("format", label=label, shown=shown(value), example=write(key, text)))
    return found if text else found._replace(fix="按填报指南中的写法改")


def _repeated(entries: list[Any]) -> Any:
    """The first entry that stood before."""
    seen: set[str] = set()
    for entry in entries:
        if repr(entry) in seen:
            return entry
        seen.add(repr(entry))
    return ""


def out_of_range(key: str, value: Any, schema: Schema, validator: str, limit: Any) -> Said:
    """The value is too long, short, large, small, or repeats itself."""
    label = schema.get("title", key)
    count = len(value) if isinstance(value, (str, list, dict)) else value
    if validator == "minLength" and count == 0:
        return Said(*said.shape("empty", label=label))
    if validator == "uniqueItems":
        return Said(*said.shape("repeated", label=label, shown=shown(_repeated(value))))
    if validator not in said.SHAPE:
        return Said("A005", f"“{label}”不在规定范围内", "按填报指南改")
    return Said(*said.shape(validator, label=label, count=count, limit=limit))
