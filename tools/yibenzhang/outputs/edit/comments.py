"""Comments taken from one text and put back into another, each tied to the field it speaks of.

A comment on a line of its own belongs to the field below it, or, where it is indented deeper, to the end of the block
above it; one after a value belongs to that value. Inside brackets there is no line to stand on: what was written
there moves above the field.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml

from ...model.findings import Pointer
from .nodes import _LOADER

BEFORE, BESIDE, AFTER = "before", "beside", "after"
"""Above a field's line, at its end, after the last line of a block."""
_BLOCK_HEAD = re.compile(r"\s*[|>][-+0-9]*[ \t]+(?=#)")


class Note(NamedTuple):
    """A comment with its ``#``, or an empty line (no text), and where it goes."""

    where: str
    pointer: Pointer
    text: str


class Row(NamedTuple):
    """A field or list entry that begins a line: its place (from 0), the last line of a value in brackets or quotes."""

    pointer: Pointer
    line: int
    column: int
    end: int
    empty: bool


@dataclass(frozen=True, slots=True)
class _Comment:
    line: int
    column: int
    text: str
    own: bool


def rows(node: Any, pointer: Pointer = ()) -> Iterator[Row]:
    """The fields of a document that begin lines, in their order; nothing inside brackets."""
    entries: Iterator[tuple[str | int, Any, Any]]
    if isinstance(node, yaml.MappingNode):
        entries = ((key.value, key.start_mark, value) for key, value in node.value)
    else:
        entries = ((index, value.start_mark, value) for index, value in enumerate(node.value))
    for key, start, value in entries:
        inner = (*pointer, key)
        nested = isinstance(value, yaml.CollectionNode) and not value.flow_style
        # The scanner puts the end of a block of text on the line after it.
        end = start.line if nested else value.end_mark.line - (value.end_mark.column == 0 < value.end_mark.line)
        empty = isinstance(value, yaml.ScalarNode) and value.value == "" and not value.style
        column = node.start_mark.column
        yield Row(inner, start.line, column, max(end, start.line), empty)
        if nested:
            yield from rows(value, inner)


def _scan(text: str) -> Iterator[_Comment]:
    """Every comment and empty line outside of values."""
    ends: dict[int, int] = {}
    inside: set[int] = set()
    for token in yaml.scan(text, Loader=_LOADER):
        start, end = token.start_mark, token.end_mark
        if (start.line, start.column) == (end.line, end.column):
            continue
        if isinstance(token, yaml.ScalarToken) and end.line > start.line:
            block = token.style in ("|", ">")
            inside.update(range(start.line + 1, end.line + (end.column > 0 or not block)))
            if block:
                continue
        ends[end.line] = max(ends.get(end.line, 0), end.column)
    for number, line in enumerate(text.split("\n")):
        if number in inside and number not in ends:
            continue
        start_at = ends.get(number, 0)
        if head := _BLOCK_HEAD.match(line, start_at):
            start_at = head.end()
        rest = line[start_at:].strip()
        if rest.startswith("#") or (rest == "" and number not in ends):
            yield _Comment(number, line.find("#", start_at), rest, number not in ends)


def collect(text: str, node: yaml.MappingNode) -> list[Note]:
    """Take the comments of ``text``; ``node`` is its tree."""
    found = list(rows(node))
    starts = [row.line for row in found]
    notes: list[Note] = []
    run: list[_Comment] = []
    for comment in _scan(text):
        at = bisect_right(starts, comment.line)
        before = found[at - 1] if at else None
        if comment.own and not (before and comment.line <= before.end):
            if run and run[-1].line < (before.line if before else -1):
                notes += _placed(run, found, starts)
                run = []
            run.append(comment)
        elif comment.text and before and comment.line <= before.end:
            taken = any(note.where == BESIDE and note.pointer == before.pointer for note in notes)
            # Only the line's own end is beside it; the rest of what stood in brackets moves above.
            beside = not comment.own and not taken
            notes.append(Note(BESIDE if beside else BEFORE, before.pointer, comment.text))
        elif comment.text:
            # After a dash whose entry stands on the next line.
            run.append(_Comment(comment.line, 0, comment.text, own=True))
    return [*notes, *_placed(run, found, starts)]


def _placed(run: list[_Comment], found: list[Row], starts: list[int]) -> Iterator[Note]:
    """Where each of the comments between two fields belongs."""
    if not run:
        return
    at = bisect_right(starts, run[0].line)
    above, below = found[at - 1] if at else None, found[at] if at < len(found) else None
    depth, blank = 1 << 30, False
    for comment in run:
        if not comment.text:
            blank = True
            continue
        depth = min(depth, comment.column)
        where, pointer = _anchor(depth, above, below, found)
        if blank:
            yield Note(where, pointer, "")
        blank = False
        yield Note(where, pointer, comment.text)
        if where == BEFORE:
            depth = -1
    if blank and below:
        yield Note(BEFORE, below.pointer, "")


def _anchor(depth: int, above: Row | None, below: Row | None, found: list[Row]) -> tuple[str, Pointer]:
    if below and (above is None or depth <= below.column):
        return BEFORE, below.pointer
    if above is None:
        return AFTER, ()
    if above.empty and depth > above.column:
        return AFTER, above.pointer
    columns = {row.pointer: row.column for row in found}
    for end in range(len(above.pointer), 0, -1):
        column = columns[above.pointer[:end]]
        if column <= depth and not (below and column <= below.column):
            return AFTER, above.pointer[: end - 1]
    return (BEFORE, below.pointer) if below else (AFTER, ())


def put(text: str, node: yaml.MappingNode, notes: list[Note]) -> str:
    """Write ``notes`` into a text that has none; ``node`` is its tree."""
    found = list(rows(node))
    lines = text.rstrip("\n").split("\n")
    place = {row.pointer: index for index, row in enumerate(found)}
    column: dict[int, int] = {}
    for row in found:
        column.setdefault(row.line, row.column)
        if row.empty:
            lines[row.line] = lines[row.line].rstrip()
    above: dict[int, list[tuple[int, str]]] = {}
    for where, pointer, words in notes:
        while pointer and pointer not in place:
            where, pointer = BEFORE, pointer[:-1]  # noqa: PLW2901
        if not pointer:
            depth, gap, indent = 0, len(lines), 0
        elif where == AFTER:
            own = place[pointer]
            last = own
            while last + 1 < len(found) and found[last + 1].pointer[: len(pointer)] == pointer:
                last += 1
            indent = found[own + 1].column if last > own else found[own].column + 2
            gap = found[last + 1].line if last + 1 < len(found) else len(lines)
            depth = len(pointer)
        else:
            row = found[place[pointer]]
            if where == BESIDE:
                lines[row.line] += f"  {words}"
                continue
            depth, gap, indent = -1, row.line, column[row.line]
        above.setdefault(gap, []).append((-depth, " " * indent + words if words else ""))
    written: list[str] = []
    for number in range(len(lines) + 1):
        for _, words in sorted(above.get(number, ()), key=lambda entry: entry[0]):
            if words or (written and written[-1]):
                written.append(words)
        written += lines[number : number + 1]
    return "\n".join(written).rstrip("\n") + "\n"
