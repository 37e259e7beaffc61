"""What a hand or an Excel habit gets wrong in YAML, said in plain Chinese (rule X906)."""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml


class Trap(NamedTuple):
    """A fault of the text itself, at a line and column counted from 1."""

    line: int
    column: int
    message: str
    fix: str


_WIDE_COLON = re.compile(r"^(\s*(?:- +)?\{?\s*)([A-Za-z_]+)[ ]*：[ ]*", re.MULTILINE)
_WIDE_DASH = re.compile(r"^([ ]*)[－—–][ ]*(?=\S)", re.MULTILINE)
_TAB_INDENT = re.compile(r"^([ ]*)(\t+)", re.MULTILINE)
_TAB_SEPARATOR = re.compile(r"(?<=[:\-])\t+")
_BAD_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")

_PROBLEMS = (
    (
        "could not find expected ':'",
        "这一行缺少“: ”（半角冒号加空格）",
        "写成“字段名: 值”；如果是上一行的续行，把整段文字用双引号括起来",
    ),
    (
        "mapping values are not allowed",
        "这一行多了一个“: ”，或上一行缩进、引号不对",
        "值里含有“: ”时，把整个值用双引号括起来",
    ),
    (
        "did not find expected key",
        "这一行的缩进与上面的字段对不齐，或引号后面多了内容",
        "同一层的字段左边对齐；值里有引号时整个值再用单引号括起来",
    ),
    (
        "did not find expected ',' or",
        "花括号或方括号里少了逗号，或没有配对",
        "各项之间用半角逗号隔开，最后补上 } 或 ]；值里含逗号、括号时加双引号",
    ),
    (
        "did not find expected '-' indicator",
        "列表里这一行没有以“- ”开头，或缩进不一致",
        "每一项以“- ”开头，并与上一项对齐",
    ),
    ("did not find expected node content", "括号里这个位置没有内容", "补上内容，或删去多余的逗号"),
    ("found unexpected end of stream", "引号没有配对，一直到文件末尾", "在值的末尾补上引号"),
    (
        "found character that cannot start any token",
        "这一行用了制表符（Tab）或值以 @ ` % 开头",
        "缩进改用空格；值以特殊字符开头时加双引号",
    ),
    (
        "block sequence entries are not allowed",
        "“- ”写在了不该写的位置",
        "列表另起一行写，每项前面“- ”；只是一个短横时加双引号",
    ),
    ("found undefined alias", "值以 * 开头，被当作 YAML 引用", "把整个值用双引号括起来"),
    ("unknown escape character", "双引号里的反斜杠 \\ 被当作转义", "改用单引号，或把 \\ 写成 \\\\"),
    ("while scanning an alias", "值以 * 开头，被当作 YAML 引用", "把整个值用双引号括起来"),
    ("while scanning an anchor", "值以 & 开头，被当作 YAML 锚点", "把整个值用双引号括起来"),
    ("while scanning a directive", "这一行以 % 开头", "把整个值用双引号括起来"),
    (
        "did not find expected <document start>",
        "前面的内容已经结束，这一行对不上",
        "检查这一行的缩进，应与同层字段对齐",
    ),
)


def decode(data: bytes) -> tuple[str | None, list[Trap]]:
    """Decode UTF-8; other encodings are recognised and said, and read on where that is possible."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _other(data, "utf-16", "UTF-16（记事本的“Unicode”）")
    found: list[Trap] = []
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        found.append(Trap(1, 1, "文件开头有 BOM 标记", "另存为“UTF-8”（不要选“带 BOM 的 UTF-8”）"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        text_or_none, other = _other(data, "gb18030", "GB18030（GBK，记事本的“ANSI”）", line)
        return text_or_none, found + other
    bad = _BAD_CHARACTER.search(text)
    if bad:
        line, column = _position(text, bad.start())
        found.append(Trap(line, column, f"有看不见的控制字符 U+{ord(bad[0]):04X}", "删去这个字符"))
        text = _BAD_CHARACTER.sub(" ", text)
    return text, found


def _other(data: bytes, codec: str, name: str, line: int = 1) -> tuple[str | None, list[Trap]]:
    fix = "在编辑器里另存为 UTF-8 编码"
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return None, [Trap(line, 1, "文件不是 UTF-8 编码的文字", fix)]
    return _BAD_CHARACTER.sub(" ", text), [Trap(line, 1, f"文件不是 UTF-8 编码，像是 {name}", fix)]


def mend(text: str) -> tuple[str, list[Trap]]:
    """Put right what broke the scan and has one meaning, so that the rest can still be checked; same line numbers."""
    found: list[Trap] = []

    def note(match: re.Match[str], group: int, message: str, fix: str) -> None:
        line, column = _position(text, match.start(group))
        found.append(Trap(line, column, message, fix))

    for match in _TAB_INDENT.finditer(text):
        note(match, 2, "缩进用了制表符（Tab）", "改成空格，每层两个")
    for match in _WIDE_COLON.finditer(text):
        note(match, 2, f"“{match[2]}”后面的冒号是全角“：”", "改成半角冒号加一个空格“: ”")
    for match in _WIDE_DASH.finditer(text):
        note(match, 1, "列表的短横是全角“－”", "改成半角短横加一个空格“- ”")
    text = _TAB_INDENT.sub(lambda match: match[1] + "  " * len(match[2]), text)
    text = _WIDE_COLON.sub(lambda match: f"{match[1]}{match[2]}: ", text)
    return _WIDE_DASH.sub(lambda match: match[1] + "- ", text), found


def tabs(text: str, literal: set[int]) -> list[Trap]:
    """Tabs that the scanner let pass, outside of multi-line text."""
    if "\t" not in text:
        return []
    found = []
    for match in (*_TAB_INDENT.finditer(text), *_TAB_SEPARATOR.finditer(text)):
        line, column = _position(text, match.start())
        if line not in literal and not text[match.end() : match.end() + 1].isspace():
            found.append(Trap(line, column, "用了制表符（Tab）", "改成空格"))
    return found


def explain(error: yaml.YAMLError, text: str) -> Trap:
    """Say a scanner's error in Chinese; the English original is not shown."""
    mark, start = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    context = getattr(error, "context", None) or ""
    if start is not None and ("quoted" in context or "flow" in context) and mark is not None and mark.line > start.line:
        # A quote or bracket left open runs on: what helps is where it began.
        mark = start
    line = min(mark.line + 1, text.count("\n") + 1) if mark else 1
    column = mark.column + 1 if mark else 1
    said = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')} {getattr(error, 'reason', '')}"
    for key, message, fix in _PROBLEMS:
        if key in said:
            return Trap(line, column, message, fix)
    return Trap(line, column, "这一行不符合 YAML 的写法", "对照填报指南中的样例检查冒号、引号、括号和缩进")


def _position(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
