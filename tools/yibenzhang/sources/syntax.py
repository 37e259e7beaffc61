"""A scanner's error said in plain Chinese (rule X906)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..lazily import pattern
from .traps import Trap

if TYPE_CHECKING:
    import yaml

_QUOTED = pattern(r"\"[^\"]*\"|'[^']*'")
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
_CONFLICT = (
    "两个人改了同一处，合并冲突还没有解决",
    "在 <<<<<<< 与 >>>>>>> 之间留下对的内容，删去这几行标记",
)
# Chinese marks where a bracket or a comma of YAML belongs: elsewhere they are text.
_WIDE_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (pattern(r"(?<=[:,-] )｛|(?<=[:,-])｛|｝(?= *\Z)"), "花括号是全角“｛ ｝”"),
    (pattern(r"(?<=[:,-] )[［【]|(?<=[:,-])[［【]|[］】](?= *\Z)"), "方括号是全角“［ ］”或“【 】”"),
    (pattern(r"，(?= *[a-z_]+ *[:：])"), "花括号里的逗号是全角“，”"),
)
_PASTED = (
    "这一行像是从 Excel 粘贴来的，没有写字段名",
    "数据项每行写成 - {name: 名称, type: C, length: 20} 的样子，前面空两格",
)
_UNBRACED = pattern(r" *(?:- +)?[a-z_]+: +[^\"'{\[]*, *[a-z_]+:(?: |\Z)")
_BRACES = ("一行写了几个字段，没有加花括号", "写成 - {name: 名称, type: C, length: 20} 的样子，或每个字段另起一行")
_HALF = "标点改成半角；确是文字里的标点时，整个值加双引号"
_OPENED = pattern(r"(?:[:-] +|[\[{,] *)([\"'])(?:(?!\1).)*\Z")
_FIELD = pattern(r" *(?:- +)?\{?[a-z_]+:(?: |\Z)")
_LONE = ("引号没有配对，后面几行都被当作了它的内容", "在值的末尾补上引号，或删去开头的引号")
_OTHERWISE = ("这一行不符合 YAML 的写法", "对照填报指南中的样例检查冒号、引号、括号和缩进")


def explain(error: yaml.YAMLError, text: str) -> Trap:
    """Say a scanner's error in Chinese; the English original is not shown."""
    said = " ".join(str(getattr(error, part, None) or "") for part in ("context", "problem", "reason"))
    lines = text.split("\n")
    conflict = next((number for number, line in enumerate(lines, 1) if line.startswith("<<<<<<< ")), 0)
    if conflict:
        return Trap(conflict, 1, *_CONFLICT)
    line, column = _place(error, said, lines)
    if "expected ':'" in said and "\t" in lines[line - 1]:
        return Trap(line, column, *_PASTED)
    opened = _opened(error, lines) if "did not find expected" in said else None
    if opened is not None:
        return Trap(*opened, *_LONE)
    wide = _wide(said, lines[line - 1])
    if wide is not None:
        return Trap(line, wide[0] + 1, *wide[1:])
    if "mapping values" in said and _UNBRACED.match(lines[line - 1]):
        return Trap(line, column, *_BRACES)
    if "cannot start any token" in said:
        character = lines[line - 1][column - 1 : column]
        words = _TAB if character == "\t" else (f"值以“{character}”开头", "把整个值用双引号括起来")
    else:
        words = next((words for key, words in _PROBLEMS if key in said), _OTHERWISE)
    return Trap(line, column, *words)


def _opened(error: yaml.YAMLError, lines: list[str]) -> tuple[int, int] | None:
    """Where a quote was opened that ran over the fields below it to the quote of another value, before the error."""
    mark: Any = getattr(error, "problem_mark", None)
    if mark is None or mark.line >= len(lines):
        return None
    line, column = mark.line + 1, mark.column
    for number in range(line - 1, 0, -1):
        text = lines[number - 1]
        match = _OPENED.search(text)
        if match and match[1] in lines[line - 1][:column] and text.count(match[1]) % 2:
            return (number, match.start(1) + 1) if any(map(_FIELD.match, lines[number:line])) else None
        if '"' in text or "'" in text:
            return None
    return None


def _wide(said: str, line: str) -> tuple[int, str, str] | None:
    """Where in the line a Chinese mark stands for one of YAML's, outside of quotes; what to say of it."""
    if not any(part in said for part in ("mapping values are not allowed", "flow", "block mapping")):
        return None
    bare = _QUOTED.sub(lambda match: " " * len(match[0]), line)
    found = ((pattern.search(bare), message) for pattern, message in _WIDE_MARKS)
    return next(((match.start(), message, _HALF) for match, message in found if match), None)


def _place(error: yaml.YAMLError, said: str, lines: list[str]) -> tuple[int, int]:
    mark: Any = getattr(error, "problem_mark", None)
    start: Any = getattr(error, "context_mark", None)
    if start is not None and ("simple key" in said or "an alias" in said or "an anchor" in said):
        mark = start
    elif (
        start is not None
        and ("quoted" in said or "flow" in said)
        and (mark.line > start.line or "end of stream" in said)
    ):
        # A quote or bracket left open runs on: what helps is where it began.
        mark = start
    if mark is None:
        return 1, 1
    return min(mark.line + 1, len(lines)), mark.column + 1
