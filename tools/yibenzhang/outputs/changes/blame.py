"""Who last set each field of a catalog, as text, Markdown and JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...history.blame import Line
from ..escapes import printable
from ..json import dumps
from ..markdown import harmless
from . import words
from .grid import grid
from .markdown import cell, row
from .report import Moment

_HEADS = ("审核日期", "审核人", "审核号", "提交", "字段", "现在的值")


@dataclass(frozen=True, slots=True, kw_only=True)
class Blame:
    """A catalog's fields with what set them. ``notes``: sentences that belong to all of it."""

    code: str
    name: str
    at: Moment
    lines: Sequence[Line]
    notes: tuple[str, ...] = ()
    shallow: bool = False


def _cells(report: Blame, line: Line) -> tuple[str, ...]:
    value = words.value(line.value)
    if line.mark is None:
        return words.UNKNOWN, words.UNKNOWN, "", "", line.label, value
    revision = line.mark.revision
    short = revision.commit[:7] + (f"（{line.mark.code}）" if line.mark.code != report.code else "")
    return revision.approved[:10], words.approver(revision), revision.review, short, line.label, value


def text(report: Blame) -> str:
    """A line a field, for a terminal."""
    lines = [printable(f"{report.code}《{report.name}》　版本：{report.at.label}")]
    lines += [printable(note) for note in report.notes]
    return "\n".join([*lines, "", *grid([_HEADS, *(_cells(report, line) for line in report.lines)], "")]) + "\n"


def markdown(report: Blame) -> str:
    """A table, a row a field."""
    parts = [f"# {harmless(f'{report.code}《{report.name}》')}\n\n版本：{harmless(report.at.label)}\n"]
    parts += [f"\n{harmless(note)}\n" for note in report.notes]
    parts += ["\n", row(*_HEADS), row(*["---"] * len(_HEADS))]
    parts += [row(*map(cell, _cells(report, line))) for line in report.lines]
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
