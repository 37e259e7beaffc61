"""The scanner's events → values and places, in one pass and without recursion.

Scalars are converted only as DESIGN section 3 says. What YAML allows and a ledger does not (aliases, tags, two equal
keys…) becomes a trap here; what broke the scan is left to the caller.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..lazily import module, pattern
from ..model.findings import Pointer
from . import encoding, traps
from .traps import Trap

if TYPE_CHECKING:
    import yaml
else:
    yaml = module("yaml")

Spot = tuple[int, int]
MAX_DEPTH = 20

_INTEGER = pattern(r"(?:0|-?[1-9][0-9]{0,17})\Z")
_FLOW_KEY = pattern(r"([A-Za-z_]+) *：\s*(.*)\Z", re.DOTALL)
# Text on a line of its own that was meant as `key: value` or `- value`. Keys are lower case, so “PDF：…” stays text.
_DUBIOUS_DASH = pattern(r"[－—–](?![－—–])")
_DUBIOUS = pattern(rf"[a-z_]+ *：|{_DUBIOUS_DASH.pattern}")
_EMPTY = "填写内容；误清空的用 git checkout HEAD -- 路径 恢复（目录不能直接删除，只能下架）"
_TEXT_TAGS = ("!", "tag:yaml.org,2002:str")


def scalar(text: str) -> str | int | bool | None:
    """Convert one plain scalar: booleans, integers up to 18 digits, nothing written → None, else the text itself."""
    if text == "":
        return None
    if text in ("true", "false"):
        return text == "true"
    return int(text) if _INTEGER.match(text) else text


@dataclass(slots=True)
class Document:
    """One file read: its values (None when nothing could be read), the place of every key, and its traps.

    ``complete`` is False when the text could not be read to its end: what is missing may well be there. ``lossy``: what
    was read is not all that is written (two equal keys, an alias, a merge key, a second document).
    """

    path: str
    values: Any = None
    spots: dict[Pointer, Spot] = field(default_factory=dict)
    traps: list[Trap] = field(default_factory=list)
    complete: bool = True
    lossy: bool = False

    def locate(self, pointer: Pointer) -> Spot:
        """Line and column (from 1) of a key or list element; of its nearest written ancestor when it is absent."""
        while pointer and pointer not in self.spots:
            pointer = pointer[:-1]
        return self.spots.get(pointer, (1, 1))


@dataclass(slots=True)
class Scan:
    """One pass over a text. ``literal``: lines inside quotes and block scalars. ``dubious``: some text looks like a key."""

    document: Document
    literal: set[int] = field(default_factory=set)
    dubious: bool = False
    error: yaml.YAMLError | None = None


def scan(path: str, text: str) -> Scan:
    """Read a text to its end or its first error; what was read until then is kept."""
    found = Scan(Document(path))
    builder = _Builder(found)
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            builder.feed(event)
            if builder.stopped:
                break
        else:
            builder.finish()
    except yaml.YAMLError as error:
        found.error = error
    found.document.values = builder.root if isinstance(builder.root, dict) else None
    return found


@dataclass(slots=True)
class _Frame:
    """A mapping or sequence being filled. ``key`` is the mapping's pending key; with ``skip`` its value is dropped.

    ``flow``: written in brackets. ``line``: where the pending key stands. ``muted``: inside of a key that is no word.
    """

    container: dict[str, Any] | list[Any]
    pointer: Pointer
    flow: bool = False
    muted: bool = False
    key: str | None = None
    line: int = -1
    skip: bool = False


class _Builder:
    """Takes events one by one."""

    def __init__(self, found: Scan) -> None:
        self.found = found
        self.document = found.document
        self.root: Any = None
        self.stack: list[_Frame] = []
        self.documents = 0
        self.stopped = False

    def trap(self, message: str, fix: str, event: Any) -> None:
        self.document.traps.append(Trap(*_spot(event), message, fix))

    def feed(self, event: yaml.Event) -> None:
        """Take one event."""
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.trap("文件里用 --- 分出了多个文档", "一个文件只写一个目录：删去 ---，或拆成几个文件", event)
                self.stopped = self.document.lossy = True
        elif isinstance(event, yaml.AliasEvent):
            self.document.lossy = True
            self.trap(f"用了 YAML 引用 *{event.anchor}", "把引用处的内容原样写出来", event)
            self.put(None, event, said=True)
        elif isinstance(event, yaml.ScalarEvent):
            self.scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self.open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()

    def finish(self) -> None:
        """Say what only the end shows."""
        if self.root is None:
            if not self.document.traps:
                self.document.traps.append(Trap(1, 1, "文件是空的", _EMPTY))
        elif not isinstance(self.root, dict):
            fix = "每行写成“字段名: 值”，冒号用半角，冒号后空一格"
            self.document.traps.append(Trap(1, 1, "文件最外层不是“字段: 值”的形式", fix))

    def decorated(self, event: Any) -> None:
        if event.anchor:
            self.trap(f"用了 YAML 锚点 &{event.anchor}", f"删去 &{event.anchor}；重复的内容在每处写全", event)
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.trap(f"用了 YAML 标签 {tag}", f"删去 {tag}；数字要当文字时加双引号", event)

    def scalar(self, event: Any) -> None:
        if event.anchor or event.tag:
            self.decorated(event)
        plain = event.style in (None, "")
        text = event.value
        if not plain:
            # The end of a block scalar is the start of the line after it.
            end = event.end_mark.line + (event.end_mark.column > 0)
            self.found.literal.update(range(event.start_mark.line + 2, end + 1))
            text, unseen = encoding.visible(text) if event.style == '"' else (text, [])
            if unseen:
                self.trap(f"双引号里用转义写了控制字符（{unseen[0].message[-6:]}）", "删去这个转义", event)
        frame = self.stack[-1] if self.stack else None
        if frame is not None and isinstance(frame.container, dict) and frame.key is None:
            self.key(frame, frame.container, text, plain, event)
            return
        if plain and _DUBIOUS.match(text) and self.alone(frame, event):
            self.found.dubious = True
        self.put(scalar(text) if plain and event.tag not in _TEXT_TAGS else text, event)

    @staticmethod
    def alone(frame: _Frame | None, event: Any) -> bool:
        """Whether a plain value begins its line, where a key or a dash could have been meant."""
        return frame is None or (not frame.flow and event.start_mark.line > frame.line)

    def key(self, frame: _Frame, mapping: dict[str, Any], name: str, plain: bool, event: Any) -> None:
        wide = _FLOW_KEY.match(name) if plain else None
        if wide:
            # In a flow mapping `{name：姓名}` scans as one key without a value: keep what was meant.
            self.trap(*traps.wide_colon(wide[1]), event)
            name = wide[1]
        elif plain and _DUBIOUS_DASH.match(name):
            self.found.dubious = True
        pointer = (*frame.pointer, name)
        frame.key, frame.line, frame.skip = name, event.start_mark.line, True
        self.document.lossy |= (name == "<<" and plain) or name in mapping
        if name == "<<" and plain:
            self.trap("用了 YAML 合并键 <<", "把合并进来的字段逐个写出来", event)
        elif name in mapping:
            line = self.document.locate(pointer)[0]
            self.trap(f"字段 {name or '（空）'} 写了两次（第一次在第 {line} 行）", "留下对的一个，删去另一个", event)
        else:
            self.document.spots[pointer] = _spot(event)
            frame.skip = False
            # An empty value must not hide that the key has been written once.
            mapping[name] = scalar(wide[2]) if wide else None

    def put(self, value: Any, event: Any, said: bool = False) -> Pointer:
        """Set ``value`` where the innermost container expects it; returns its pointer."""
        if not self.stack:
            if self.documents == 1:
                self.root = value
            return ()
        frame = self.stack[-1]
        if isinstance(frame.container, list):
            pointer: Pointer = (*frame.pointer, len(frame.container))
            frame.container.append(value)
            self.document.spots.setdefault(pointer, _spot(event))
            return pointer
        if frame.key is None:
            if not said and not frame.muted:
                self.trap("字段名不是文字", "字段名写成一个词，如 name", event)
            frame.key, frame.skip = "?", True
            return (*frame.pointer, "?")
        key, frame.key = frame.key, None
        if not frame.skip and value is not None:
            frame.container[key] = value
        return (*frame.pointer, key)

    def open(self, event: Any) -> None:
        if event.anchor or event.tag:
            self.decorated(event)
        value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        frame = self.stack[-1] if self.stack else None
        inside_key = frame is not None and isinstance(frame.container, dict) and frame.key is None
        skipped = frame is not None and frame.skip and not inside_key
        pointer = self.put(value, event)
        if frame is None:
            self.document.spots.setdefault((), _spot(event))
        if skipped:
            # Places of the second of two equal keys must not overwrite those of the first.
            pointer = (*pointer[:-1], f"{pointer[-1]}?")
        muted = frame is not None and (frame.muted or inside_key)
        self.stack.append(_Frame(value, pointer, bool(event.flow_style), muted))
        if len(self.stack) > MAX_DEPTH:
            self.trap(f"嵌套超过 {MAX_DEPTH} 层", "目录最多四五层：检查括号是否配对、缩进是否多了", event)
            self.root, self.stopped, self.document.complete = None, True, False


def _spot(event: Any) -> Spot:
    return event.start_mark.line + 1, event.start_mark.column + 1
