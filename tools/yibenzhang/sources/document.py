"""YAML text → values and places.

One reader for every file a person writes. It works on the scanner's events, so it keeps the line and column of
every key, converts scalars only as DESIGN section 3 says, and turns what a hand or an Excel habit gets wrong
into a finding of rule X906 instead of an exception. Nesting cannot exhaust the stack: there is no recursion.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from ..model.findings import Pointer
from . import traps
from .traps import Trap

Spot = tuple[int, int]
MAX_DEPTH = 20

_INTEGER = re.compile(r"(?:0|-?[1-9][0-9]{0,17})\Z")
_FULL_WIDTH_KEY = re.compile(r"([A-Za-z_]+)：\s*(.*)\Z", re.DOTALL)


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

    ``complete`` is False when the text could not be read to its end: what is missing may well be there.
    """

    path: str
    values: Any = None
    spots: dict[Pointer, Spot] = field(default_factory=dict)
    traps: list[Trap] = field(default_factory=list)
    complete: bool = True

    def locate(self, pointer: Pointer) -> Spot:
        """Line and column (from 1) of a key or list element; of its nearest written ancestor when it is absent."""
        while pointer and pointer not in self.spots:
            pointer = pointer[:-1]
        return self.spots.get(pointer, (1, 1))


def read(path: str, data: bytes) -> Document:
    """Read one document. Never raises for anything ``data`` may hold."""
    text, found = decode(data)
    if text is None:
        return Document(path, traps=found, complete=False)
    scan = _scan(path, text)
    if scan.error is None and not scan.dubious:
        document = scan.document
        found += [*document.traps, *traps.tabs(text, scan.literal)]
    else:
        document, mended = _mended(path, text, scan)
        found += mended
    document.traps = _few(found)
    return document


def _mended(path: str, text: str, scan: _Scan) -> tuple[Document, list[Trap]]:
    """Read again what a person wrote in another way than YAML wants; what is left of the errors is said."""
    first = scan
    literal = set(scan.literal)
    # The second round leaves alone what the first one showed to be literal text.
    for _ in range(2):
        better, found = traps.mend(text, literal)
        if found:
            scan = _scan(path, better)
        if literal >= scan.literal:
            break
        literal |= scan.literal
    if not found:
        scan, better = first, text
    elif scan.error is not None and first.error is None:
        # Mending spoilt what could be read: only the hint is kept.
        scan = first
    document = scan.document
    said = [*found, *document.traps]
    if scan.error is not None:
        document.complete = False
        fault = syntax.explain(scan.error, better)
        if all(trap.line != fault.line for trap in found):
            said.append(fault)
    return document, said


def _few(found: list[Trap]) -> list[Trap]:
    """Each trap once, and no more than a person will read."""
    once = list(dict.fromkeys(found))
    if len(once) <= MAX_TRAPS:
        return once
    last = once[MAX_TRAPS - 1]
    more = Trap(last.line, last.column, f"还有 {len(once) - MAX_TRAPS + 1} 处这样的问题", "先改好前面的，再校验一次")
    return [*once[: MAX_TRAPS - 1], more]


@dataclass(slots=True)
class _Scan:
    """One pass over a text. ``literal``: lines inside quotes and block scalars. ``dubious``: a text looks like a key."""

    document: Document
    literal: set[int] = field(default_factory=set)
    dubious: bool = False
    error: yaml.YAMLError | None = None


def _scan(path: str, text: str) -> _Scan:
    scan = _Scan(Document(path))
    builder = _Builder(scan)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.feed(event)
            if builder.stopped:
                break
        else:
            builder.finish()
    except yaml.YAMLError as error:
        scan.error = error
    scan.document.values = builder.root
    return scan


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class _Frame:
    """A mapping or sequence being filled. ``key`` is the mapping's pending key."""

    container: dict[str, Any] | list[Any]
    pointer: Pointer
    key: str | None = None
    skip: bool = False


class _Builder:
    """Builds values from events, in one pass."""

    def __init__(self, document: Document, literal: set[int]) -> None:
        self.document = document
        self.literal = literal
        self.root: Any = None
        self.stack: list[_Frame] = []
        self.documents = 0
        self.stopped = False

    def trap(self, message: str, fix: str, event: Any) -> None:
        mark = event.start_mark
        self.document.traps.append(Trap(mark.line + 1, mark.column + 1, message, fix))

    def feed(self, event: yaml.Event) -> None:
        """Take one event."""
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.trap("文件里用 --- 分出了多个文档", "一个文件只写一个目录：删去 ---，或拆成几个文件", event)
                self.stopped = True
        elif isinstance(event, yaml.AliasEvent):
            self.trap(f"用了 YAML 引用 *{event.anchor}", "把引用处的内容原样写出来", event)
            self.put(None, event)
        elif isinstance(event, yaml.ScalarEvent):
            self.scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self.open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()

    def finish(self) -> None:
        """Say what only the end shows."""
        if self.documents == 0 and not self.document.traps:
            self.document.traps.append(Trap(1, 1, "文件是空的", "填写内容，或删除这个文件"))
        elif not isinstance(self.root, dict) and not self.stopped:
            self.document.traps.append(
                Trap(1, 1, "文件最外层不是“字段: 值”的形式", "每行写成“字段名: 值”，冒号用半角，冒号后空一格")
            )
            self.document.values = None

    def decorated(self, event: Any) -> None:
        if event.anchor:
            self.trap(f"用了 YAML 锚点 &{event.anchor}", f"删去 &{event.anchor}；重复的内容在每处写全", event)
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.trap(f"用了 YAML 标签 {tag}", f"删去 {tag}；数字要当文字时加双引号", event)

    def scalar(self, event: Any) -> None:
        if event.anchor or event.tag:
            self.decorated(event)
        if event.end_mark.line > event.start_mark.line:
            self.literal.update(range(event.start_mark.line + 2, event.end_mark.line + 2))
        frame = self.stack[-1] if self.stack else None
        if frame is not None and isinstance(frame.container, dict) and frame.key is None:
            self.key(frame, frame.container, event)
            return
        self.put(scalar(event.value) if event.style is None or event.style == "" else event.value, event)

    def key(self, frame: _Frame, mapping: dict[str, Any], event: Any) -> None:
        name = event.value
        wide = _FULL_WIDTH_KEY.match(name) if event.style in (None, "") else None
        if wide:
            # In a flow mapping `{name：姓名}` scans as one key without a value: keep what was meant.
            self.trap(f"“{wide[1]}”后面的冒号是全角“：”", "改成半角冒号加一个空格“: ”", event)
            name = wide[1]
        if name == "<<" and event.style in (None, ""):
            self.trap("用了 YAML 合并键 <<", "把合并进来的字段逐个写出来", event)
            frame.key, frame.skip = name, True
            return
        pointer = (*frame.pointer, name)
        if name in mapping:
            line = self.document.spots.get(pointer, (0, 0))[0]
            self.trap(f"字段 {name} 写了两次（第一次在第 {line} 行）", "留下对的一个，删去另一个", event)
            frame.key, frame.skip = name, True
            return
        self.document.spots[pointer] = (event.start_mark.line + 1, event.start_mark.column + 1)
        frame.key, frame.skip = name, False
        if wide:
            mapping[name] = scalar(wide[2])

    def put(self, value: Any, event: Any) -> Pointer:
        """Set ``value`` where the innermost container expects it; returns its pointer."""
        if not self.stack:
            if self.documents == 1:
                self.root = value
            return ()
        frame = self.stack[-1]
        if isinstance(frame.container, list):
            pointer: Pointer = (*frame.pointer, len(frame.container))
            frame.container.append(value)
            self.document.spots.setdefault(pointer, (event.start_mark.line + 1, event.start_mark.column + 1))
            return pointer
        if frame.key is None:
            self.trap("字段名不是文字", "字段名写成一个词，如 name", event)
            frame.key, frame.skip = "?", True
            return (*frame.pointer, "?")
        key, frame.key = frame.key, None
        if not frame.skip and not (value is None and frame.container.get(key) is not None):
            frame.container[key] = value
        return (*frame.pointer, key)

    def open(self, event: Any) -> None:
        if event.anchor or event.tag:
            self.decorated(event)
        value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        complex_key = bool(self.stack) and isinstance(self.stack[-1].container, dict) and self.stack[-1].key is None
        skipped = bool(self.stack) and self.stack[-1].skip and not complex_key
        pointer = self.put(value, event)
        if not self.stack:
            self.document.spots.setdefault((), (event.start_mark.line + 1, event.start_mark.column + 1))
        if skipped:
            # Places of the second of two equal keys must not overwrite those of the first.
            pointer = (*pointer[:-1], f"{pointer[-1]}?")
        self.stack.append(_Frame(value, pointer))
        if len(self.stack) > MAX_DEPTH:
            self.trap(f"嵌套超过 {MAX_DEPTH} 层", "目录最多四五层：检查括号是否配对、缩进是否多了", event)
            self.root, self.stopped = None, True
