"""A scanner's error said in plain Chinese (rule X906)."""

from __future__ import annotations

from typing import Any

import yaml

from .traps import Trap

_ESCAPE = ("双引号里的反斜杠 \\ 被当作转义", "改用单引号，或把 \\ 写成 \\\\")
_ALIAS = ("值以 * 开头，被当作 YAML 引用", "把整个值用双引号括起来")
_TAB = ("这里用了制表符（Tab）", "改成空格")

_PROBLEMS: tuple[tuple[str, tuple[str, str]], ...] = (
    (
        "could not find expected ':'",
        (
            "这一行缺少“: ”（半角冒号加空格）",
            "写成“字段名: 值”；如果是上一行的续行，把整段文字用双引号括起来",
        ),
    ),
    (
        "mapping values are not allowed",
        ("这一行多了一个“: ”，或上一行缩进、引号不对", "值里含有“: ”时，把整个值用双引号括起来"),
    ),
    (
        "did not find expected key",
        (
            "这一行的缩进与上面的字段对不齐，或引号后面多了内容",
            "同一层的字段左边对齐；值里有引号时整个值再用单引号括起来",
        ),
    ),
    (
        "did not find expected ',' or",
        ("花括号或方括号里少了逗号，或没有配对", "各项之间用半角逗号隔开，最后补上 } 或 ]；值里含逗号、括号时加双引号"),
    ),
    (
        "did not find expected '-' indicator",
        ("列表里这一行没有以“- ”开头，或缩进不一致", "每一项以“- ”开头，并与上一项对齐"),
    ),
    ("did not find expected node content", ("括号里这个位置没有内容", "补上内容，或删去多余的逗号")),
    ("found unexpected end of stream", ("引号没有配对，一直到文件末尾", "在值的末尾补上引号")),
    ("found unexpected document indicator", ("引号没有配对，后面又出现了 ---", "在值的末尾补上引号")),
    (
        "block sequence entries are not allowed",
        ("“- ”写在了不该写的位置", "列表另起一行写，每项前面“- ”；只是一个短横时加双引号"),
    ),
    ("found undefined alias", _ALIAS),
    ("while scanning an alias", _ALIAS),
    ("while scanning an anchor", ("值以 & 开头，被当作 YAML 锚点", "把整个值用双引号括起来")),
    ("unknown escape character", _ESCAPE),
    ("hexdecimal number", _ESCAPE),
    ("Unicode character escape", _ESCAPE),
    (
        "while scanning a block scalar",
        ("“|”或“>”后面只能换行，文字从下一行写起", "文字移到下一行并缩进；值确实以 | 或 > 开头时加双引号"),
    ),
    ("while scanning a tag", ("值以 ! 开头，被当作 YAML 标签", "把整个值用双引号括起来")),
    ("while parsing a tag", ("值以 ! 开头，被当作 YAML 标签", "把整个值用双引号括起来")),
    ("undefined tag handle", ("值以 ! 开头，被当作 YAML 标签", "把整个值用双引号括起来")),
    ("directive", ("这一行以 % 开头", "把整个值用双引号括起来")),
    (
        "did not find expected <document start>",
        ("前面的内容已经结束，这一行对不上", "检查这一行的缩进，应与同层字段对齐"),
    ),
)
_OTHERWISE = ("这一行不符合 YAML 的写法", "对照填报指南中的样例检查冒号、引号、括号和缩进")


def explain(error: yaml.YAMLError, text: str) -> Trap:
    """Say a scanner's error in Chinese; the English original is not shown."""
    said = " ".join(str(getattr(error, part, None) or "") for part in ("context", "problem", "reason"))
    lines = text.split("\n")
    line, column = _place(error, said, lines)
    if "cannot start any token" in said:
        character = lines[line - 1][column - 1 : column]
        words = _TAB if character == "\t" else (f"值以“{character}”开头", "把整个值用双引号括起来")
    else:
        words = next((words for key, words in _PROBLEMS if key in said), _OTHERWISE)
    return Trap(line, column, *words)


def _place(error: yaml.YAMLError, said: str, lines: list[str]) -> tuple[int, int]:
    mark: Any = getattr(error, "problem_mark", None)
    start: Any = getattr(error, "context_mark", None)
    if start is not None and ("simple key" in said or "an alias" in said or "an anchor" in said):
        mark = start
    elif start is not None and ("quoted" in said or "flow" in said) and (mark.line > start.line or "end of stream" in said):
        # A quote or bracket left open runs on: what helps is where it began.
        mark = start
    if mark is None:
        return 1, 1
    return min(mark.line + 1, len(lines)), mark.column + 1
