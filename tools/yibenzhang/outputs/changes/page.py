"""One catalog as of a day, as text, Markdown and JSON: everything its file says, under the schema's labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from ...model.change import Kind, Revision
from ...sources import fields
from ...sources.fields import Schema
from ..escapes import printable
from ..json import dumps
from ..markdown import harmless
from . import words
from .grid import grid
from .markdown import cell, row
from .report import Moment

_FIRST = ("code", "name")
GENERAL = "基本信息"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A catalog at a moment.

    ``values`` as written, None where the file cannot be read. ``approvals``: those that changed it under this code,
    newest first, each with the change it made.
    """

    code: str
    name: str
    department: str
    file: str
    at: Moment
    schema: Schema
    values: Mapping[str, Any] | None
    approvals: tuple[Revision, ...] = ()
    shallow: bool = False

    @property
    def state(self) -> str:
        """状态 in the catalog's own word; why, where it cannot be read."""
        if self.values is None:
            return "文件写法有误，内容读不出来：运行 ybz check 看错在哪一行"
        return str(self.values.get("status") or words.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Section:
    """Fields under a heading; ``table`` when each row is a member of a list, below a row of labels."""

    heading: str
    rows: tuple[tuple[str, ...], ...]
    table: bool = False


def sections(page: Page) -> Iterator[Section]:
    """The fields by group: plain ones first, then each object, then each list of objects."""
    values = page.values or {}
    known = fields.properties(page.schema, page.schema)
    keys = [key for key in known if key in values] + [key for key in values if key not in known]
    plain: list[tuple[str, ...]] = []
    objects: list[Section] = []
    tables: list[Section] = []
    for key in keys:
        value = values[key]
        schema, label = known.get(key, {}), str(known.get(key, {}).get("title") or key)
        if isinstance(value, Mapping) and value:
            objects.append(Section(label, tuple(_leaves(page.schema, schema, value, ""))))
            tables += _inner(page.schema, schema, value)
        elif _is_table(value):
            tables.append(_table(page.schema, schema, label, value))
        else:
            plain.append((label, words.value(value)))
    yield Section(GENERAL, tuple(plain))
    yield from objects
    yield from tables


def _is_table(value: Any) -> bool:
    return (
        isinstance(value, Sequence) and not isinstance(value, str) and any(isinstance(each, Mapping) for each in value)
    )


def _leaves(root: Schema, schema: Schema, value: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    known = fields.properties(root, schema)
    for key in [*(key for key in known if key in value), *(key for key in value if key not in known)]:
        label = prefix + str(known.get(key, {}).get("title") or key)
        if isinstance(value[key], Mapping) and value[key]:
            yield from _leaves(root, known.get(key, {}), value[key], f"{label}·")
        elif not _is_table(value[key]):
            yield label, words.value(value[key])


def _inner(root: Schema, schema: Schema, value: Mapping[str, Any]) -> Iterator[Section]:
    known = fields.properties(root, schema)
    for key, each in value.items():
        if _is_table(each):
            yield _table(root, known.get(key, {}), str(known.get(key, {}).get("title") or key), each)


def _table(root: Schema, schema: Schema, label: str, rows: Sequence[Any]) -> Section:
    known = fields.properties(root, fields.elements(root, schema))
    there = [each for each in rows if isinstance(each, Mapping)]
    keys = [key for key in known if any(key in each for each in there)]
    keys += sorted({key for each in there for key in each} - set(known))
    heads = ("序号", *(str(known.get(key, {}).get("title") or key) for key in keys))
    made = [
        (str(place), *(words.value(each[key]) if key in each else "" for key in keys))
        if isinstance(each, Mapping)
        else (str(place), words.value(each), *([""] * (len(keys) - 1)))
        for place, each in enumerate(rows, 1)
    ]
    return Section(f"{label}（{len(rows)} 个）", (heads, *made), table=True)


def _facts(page: Page) -> Iterator[tuple[str, str]]:
    yield "部门", page.department
    yield "文件", page.file
    yield "版本", page.at.label
    yield "状态", page.state
    yield "审核", history(page)


def history(page: Page) -> str:
    """When it was last approved and how often, in one line."""
    if not page.approvals:
        return "还没有经过审核（没有提交）"
    last, first = page.approvals[0], page.approvals[-1]
    review = f" {last.review}" if last.review else ""
    said = f"最近 {last.approved[:10]}{review} {words.approver(last)}（{last.changes[0].kind_label}）"
    since = "" if page.shallow else f"，最早 {first.approved[:10]}"
    return f"{said}，共 {len(page.approvals)} 次{since}" + ("（浅克隆，更早的看不到）" if page.shallow else "")


def text(page: Page) -> str:
    """The catalog for a terminal."""
    lines = [printable(f"{page.code}《{page.name}》"), *grid(list(_facts(page)))]
    for section in sections(page):
        if section.rows:
            lines += ["", printable(section.heading), *grid(section.rows)]
    return "\n".join(lines) + "\n"


def markdown(page: Page) -> str:
    """The catalog as Markdown."""
    parts = [f"# {harmless(f'{page.code}《{page.name}》')}\n\n"]
    parts += [f"- {label}：{harmless(value)}\n" for label, value in _facts(page)]
    for section in sections(page):
        if section.rows:
            heads, rows = (section.rows[0], section.rows[1:]) if section.table else (("字段", "内容"), section.rows)
            parts.append(f"\n## {harmless(section.heading)}\n\n{row(*map(cell, heads))}{row(*['---'] * len(heads))}")
            parts += [row(*map(cell, each)) for each in rows]
    return "".join(parts)


def json(page: Page) -> str:
    """``{"code", …, "readable", "values", "approvals", "first", "last"}``; values as written."""
    ends = {"first": page.approvals[-1] if page.approvals and not page.shallow else None}
    ends["last"] = page.approvals[0] if page.approvals else None
    return dumps(
        {
            "code": page.code,
            "name": page.name,
            "department": page.department,
            "file": page.file,
            "at": page.at.commit or None,
            "status": page.values.get("status") if page.values is not None else None,
            "readable": page.values is not None,
            "shallow": page.shallow,
            "approvals": len(page.approvals),
            **{key: msgspec.to_builtins(each) for key, each in ends.items()},
            "values": page.values,
        }
    )


def gone(approvals: Sequence[Revision], code: str, name: str) -> str:
    """What to say of a catalog that was there once and is not at the moment asked for."""
    last = approvals[0]
    change = last.changes[0]
    if change.kind is Kind.REMOVED:
        return (
            f"{code}《{name}》已经不在账里：{last.approved[:10]} 删除（提交 {last.commit[:7]}）。用 --at 看那以前的样子"
        )
    return f"{code}《{name}》不在这个版本里"


__all__ = ["Page", "gone", "history", "json", "markdown", "sections", "text"]
