"""The page that says what each kind of change means to users, written from the table that decides it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..history.cases import ABSENT, Row
from ..history.impact import EVENTS, INSERTED, ORDER, TABLE, UNKNOWN
from ..model.change import Impact
from ..sources import fields
from .manual import NOTE

_PARTS = {"share": "共享和开放", "open": "共享和开放", "items": "数据项", "resources": "挂载资源"}
_INTRO = """一份目录改了什么，按代码比较两个版本得出；每处变动对使用方意味着什么，按下面的表判定：

* **{breaking}**：使用方要有所动作，否则取不到数、用不了，或者不再合规；
* **{compatible}**：比原来更多、更宽、更快，原来能用的照样能用；
* **{editorial}**：只是文字、归类、登记变了，数据没有变。

同一字段有几行的，从上往下，先符合的算数。程序看不出宽严的，涉及怎样取数的按{breaking}，只是文字的按{editorial}。一份目录的影响取各处变动中最重的。
"""
_HEAD = ("| 字段 | 情形 | 影响 | 理由 | 例 |", "|---|---|---|---|---|")


def impact_page(schema: dict[str, Any]) -> str:
    """Markdown: the table of impacts, by field; ``schema`` is the catalog's, for the labels."""
    lines = ["# 变动的影响\n", NOTE, _INTRO.format(**{impact.name.lower(): impact.label for impact in Impact})]
    lines += ["## 整份目录\n", "| 情形 | 影响 | 理由 |", "|---|---|---|"]
    lines += [f"| {case} | {verdict.impact.label} | {verdict.reason} |" for case, verdict in EVENTS.values()]
    for title in dict.fromkeys(map(_part, TABLE)):
        lines += [f"\n## {title}\n", *_HEAD]
        for pattern, rows in TABLE.items():
            if _part(pattern) == title:
                lines += _rows(f"`{pattern}`<br>{_label(schema, pattern)}", rows)
    lines += ["\n## 其他\n", *_HEAD, *_rows("各个列表", (ORDER, INSERTED)), *_rows("规范里没有的字段", (UNKNOWN,))]
    return "\n".join(lines) + "\n"


def _part(pattern: str) -> str:
    return _PARTS.get(pattern.partition(".")[0].removesuffix("[]"), "目录")


def _label(schema: dict[str, Any], pattern: str) -> str:
    """The schema's title; of a list's member, the list's."""
    whole = pattern.removesuffix(".*").removesuffix("[]")
    steps = whole.replace("[]", ".0").split(".")
    return str(fields.at(schema, tuple(0 if step == "0" else step for step in steps)).get("title") or whole)


def _rows(field: str, rows: tuple[Row, ...]) -> Iterator[str]:
    for row in rows:
        example = f"{_written(row.old)} → {_written(row.new)}"
        yield f"| {field} | {row.case} | {row.impact.label} | {row.reason} | {example} |"


def _written(value: Any) -> str:
    return "（没有写）" if value is ABSENT else f"`{_flow(value)}`"


def _flow(value: Any) -> str:
    """A value as people write it in YAML, on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)
