"""What an import found, as text, Markdown or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from ..escapes import printable
from ..markdown import harmless
from .draft import Remark

_MOST = 200


def line(remark: Remark) -> str:
    """``民政局.xlsx[数据项]!D17 错误 A002 〔更新周期〕……``, and the remedy below it."""
    rule = f" {remark.rule}" if remark.rule else ""
    label = f"〔{printable(remark.label)}〕" if remark.label else ""
    said = f"{printable(str(remark.spot))} {remark.severity.label}{rule} {label}{printable(remark.message)}"
    return f"{said}\n    改法：{printable(remark.fix)}" if remark.fix else said


def text(remarks: Sequence[Remark]) -> str:
    """The remarks, those of errors all, no more than a screenful of hundreds."""
    shown = remarks[:_MOST]
    lines = [line(remark) for remark in shown]
    if len(remarks) > len(shown):
        lines.append(f"还有 {len(remarks) - len(shown)} 条没有列出：用 --report 写到文件里看。")
    return "\n".join(lines)


def ordered(remarks: Iterable[Remark], sheets: Sequence[tuple[str, str]]) -> list[Remark]:
    """By file, sheet, row and column; each once."""
    place = {sheet: number for number, sheet in enumerate(sheets)}
    once = _without_echoes(dict.fromkeys(remarks))
    return sorted(
        once,
        key=lambda one: (
            place.get((one.spot.file, one.spot.sheet), -1),
            one.spot.file,
            one.spot.row,
            one.spot.column,
            one.rule,
            one.message,
        ),
    )


def _without_echoes(remarks: Iterable[Remark]) -> list[Remark]:
    """What a cell does not say, once: the rule says it of the file too, where the text stands as it is."""
    listed = list(remarks)
    # A rule names the fields around one too: 数据项 第1项 数据项长度.
    ruled = {(remark.spot, remark.label.rpartition(" ")[2]) for remark in listed if remark.rule.startswith("A00")}
    return [remark for remark in listed if remark.rule or remark.lost or (remark.spot, remark.label) not in ruled]


def markdown(remarks: Sequence[Remark], closing: Sequence[str]) -> str:
    """A table of the remarks, and what was done."""
    lines = ["# 导入结果", "", *closing, ""]
    if remarks:
        lines += ["| 位置 | 级别 | 规则 | 字段 | 问题 | 改法 |", "| --- | --- | --- | --- | --- | --- |"]
        lines += [
            "| "
            + " | ".join(
                _cell(cell) for cell in (str(one.spot), one.severity.label, one.rule, one.label, one.message, one.fix)
            )
            + " |"
            for one in remarks
        ]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return harmless(printable(" ".join(text.split()))).replace("|", "\\|")


def as_json(remarks: Sequence[Remark], closing: Sequence[str]) -> str:
    """The same for programs."""
    found = [
        {
            "file": one.spot.file,
            "sheet": one.spot.sheet,
            "cell": str(one.spot).rpartition("!")[2],
            "row": one.spot.row + 1,
            "column": one.spot.column + 1,
            "severity": str(one.severity),
            "label": one.label,
            "rule": one.rule,
            "message": one.message,
            "fix": one.fix,
            "lost": one.lost,
        }
        for one in remarks
    ]
    return json.dumps({"summary": list(closing), "remarks": found}, ensure_ascii=False, indent=2) + "\n"


__all__ = ["as_json", "line", "markdown", "ordered", "text"]
