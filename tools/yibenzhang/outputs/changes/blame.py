"""Who last set each field of a catalog, as text, Markdown and JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ...history.blame import Line
from ..escapes import printable
from ..json import dumps
from ..markdown import harmless
from . import words
from .grid import grid
from .markdown import cell, row
from .report import Moment

_HEADS = ("审核日期", "审核人", "审核号", "提交", "字段", "现在的值")
_LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Blame:
    """A catalog's fields with what set them.

    ``notes``: sentences that belong to all of it. ``full``: a row for every field, also of a 数据项 or 挂载资源 all of whose
    fields one approval set, which is one row otherwise.
    """

    code: str
    name: str
    at: Moment
    lines: Sequence[Line]
    notes: tuple[str, ...] = ()
    shallow: bool = False
    full: bool = False


def _table(report: Blame) -> list[tuple[str, ...]]:
    return [_cells(report, line) for line in (report.lines if report.full else _merged(report.lines))]


def _merged(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, those of a member of a list that one approval set as one."""
    for owner, group in groupby(lines, key=lambda line: line.owner):
        found = list(group)
        if owner and len(found) > 1 and all(line.mark == found[0].mark for line in found):
            said = "，".join(words.value(line.value) for line in found)
            said = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}……"
            yield found[0]._replace(label=f"{owner}（全部 {len(found)} 个字段）", value=said)
        else:
            yield from found


def _cells(report: Blame, line: Line) -> tuple[str, ...]:
    value = words.value(line.value)
    if line.mark is None:
        return words.UNKNOWN, words.UNKNOWN, "", "", line.label, value
    revision = line.mark.revision
    short = revision.commit[:7] + (f"（{line.mark.code}）" if line.mark.code != report.code else "")
    return revision.approved[:10], words.approver(revision), revision.review, short, line.label, value


def text(report: Blame) -> str:
    """A line a field, or a 数据项 as a whole, for a terminal."""
    lines = [printable(f"{report.code}《{report.name}》　版本：{report.at.label}")]
    lines += [printable(note) for note in report.notes]
    return "\n".join([*lines, "", *grid([_HEADS, *_table(report)], "")]) + "\n"


def markdown(report: Blame) -> str:
    """A table with the rows :func:`text` has."""
    parts = [f"# {harmless(f'{report.code}《{report.name}》')}\n\n版本：{harmless(report.at.label)}\n"]
    parts += [f"\n{harmless(note)}\n" for note in report.notes]
    parts += ["\n", row(*_HEADS), row(*["---"] * len(_HEADS))]
    parts += [row(*map(cell, cells)) for cells in _table(report)]
    return "".join(parts)


def json(report: Blame) -> str:
    """``{"code", "name", "at", "shallow", "fields": [{"path", "label", "value", "commit", "approved", …}]}``."""
    return dumps(
        {
            "code": report.code,
            "name": report.name,
            "at": report.at.commit,
            "shallow": report.shallow,
            "fields": list(_rows(report)),
        }
    )


def _rows(report: Blame) -> Iterator[dict[str, object]]:
    for line in report.lines:
        revision = line.mark.revision if line.mark else None
        yield {
            "path": line.path,
            "label": line.label,
            "value": line.value,
            "code": line.mark.code if line.mark else None,
            "commit": revision.commit if revision else None,
            "approved": revision.approved if revision else None,
            "approver": revision.approver if revision else None,
            "origin": revision.origin.approver if revision else words.UNKNOWN,
            "review": revision.review if revision else "",
        }


__all__ = ["Blame", "json", "markdown", "text"]
