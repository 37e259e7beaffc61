"""What Excel itself checks as a cell is typed: dropdowns, lengths, numbers, dates; and the prompt it shows."""

from __future__ import annotations

from datetime import date
from typing import Any

from ..columns import Column, Sort
from .notes import MOST_PROMPT, MOST_TITLE, Note, cut

_FIRST_DAY, _LAST_DAY = date(1900, 3, 1), date(2199, 12, 31)
_LARGEST = 10**15 - 1


def check(column: Column, said: Note, source: tuple[str, bool] | None, shown: tuple[str, ...]) -> dict[str, Any]:
    """The data validation of a column; ``source`` and ``shown`` are what :class:`Choices` says of it."""
    made = _rule(column, source)
    told = {
        "ignore_blank": True,
        "input_title": cut(column.header, MOST_TITLE),
        "input_message": said.prompt(shown),
        "error_title": cut(f"{column.header}不对", MOST_TITLE),
        "error_message": cut(_error(column, made, said), MOST_PROMPT),
    }
    return {**told, **made}


def _rule(column: Column, source: tuple[str, bool] | None) -> dict[str, Any]:
    field = column.field
    if source:
        formula, strict = source
        return {"validate": "list", "source": formula, "error_type": "stop" if strict else "warning"}
    if column.sort is Sort.NUMBER:
        low, high = field.get("minimum", -_LARGEST), field.get("maximum", _LARGEST)
        return {"validate": "integer", "criteria": "between", "minimum": low, "maximum": high}
    if column.sort is Sort.DATE:
        return {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY}
    if column.sort is Sort.TEXT and (field.get("minLength", 0) > 1 or "maxLength" in field):
        low, high = field.get("minLength", 0), field.get("maxLength", 32_767)
        return {"validate": "length", "criteria": "between", "minimum": low, "maximum": high}
    return {"validate": "any"}


def _error(column: Column, made: dict[str, Any], said: Note) -> str:
    kind = made["validate"]
    if kind == "list":
        if made["error_type"] == "stop":
            return "只能从下拉列表里选，点单元格右边的箭头。"
        return "不在本部门的名单里。点“是”照写；名单要改的，请改部门信息。"
    if kind == "length":
        return f"应为 {made['minimum']} 至 {made['maximum']} 个字。{said.text}"
    if kind == "integer":
        return "只写整数，不写单位。" + said.text
    if kind == "date":
        return "写成 年-月-日，例：2024-03-14。"
    return f"{column.header}：{said.text}"
