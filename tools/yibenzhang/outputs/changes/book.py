"""The workbook of changes: 变更明细, 变更汇总, 下架目录, 破坏性变更. The same log gives the same bytes."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from ...history.periods import Cut, Issue, Scale, Totals, by_date, issues
from ...model.change import CatalogChange, FieldChange, Impact, Kind, Revision
from ..columns import Sort
from ..edition import Edition
from ..escapes import printable
from ..xlsx import new
from ..xlsx.listings import MOST_ROWS
from ..xlsx.sheet import FIRST_ROW, ORDINAL, Book, Head, Value, fitted, table
from ..xlsx.summary import totals as totals_row
from . import words
from .front import front
from .totals import NUMBERS, numbers

_SAMPLES = 2_000
_GONE = frozenset({Kind.RETIRED, Kind.REMOVED, Kind.MOVED})
_WHEN = (Head("批准日期", 12, Sort.DATE), Head("审核号", 9), Head("提交号", 10))
_WHO = (
    Head("提交日期", 12, Sort.DATE), Head("提交人", 14), Head("审核人", 18), Head("工作日", 9, Sort.NUMBER),
    Head("说明", 30),
)  # fmt: skip
_WHAT = (
    Head("部门", 18), Head("目录代码", 16), Head("目录名称", 32), Head("变更", 9), Head("影响", 10), Head("字段", 24),
    Head("字段变更", 11), Head("原来", 34), Head("现在", 34), Head("原因", 36),
)  # fmt: skip
_RETIRED = (
    Head("部门", 18), Head("目录代码", 16), Head("目录名称", 32), Head("变更", 9), Head("下架日期", 12, Sort.DATE),
    Head("下架原因", 34), Head("替代目录", 18), Head("审核人", 18), Head("备注", 24),
)  # fmt: skip

Revisions = Callable[[], Iterable[Revision]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """What the workbook is of. ``revisions`` gives them newest first, each time anew.

    ``edition`` names the ledger and the moment it is read at; ``scope`` says what was asked for, empty for everything.
    ``scale`` and ``cut`` are the issues of 变更汇总, months where ``cut`` is None. ``approved``: the changes were
    approved; of two ledgers compared only the difference is known.
    """

    revisions: Revisions
    edition: Edition
    scope: str = ""
    shallow: bool = False
    scale: Scale = Scale.MONTH
    cut: Cut | None = None
    approved: bool = True


def workbook(log: Log) -> bytes:
    """The workbook as the bytes of an .xlsx file; memory grows with the codes and texts of the log, not its rows."""
    buffer = io.BytesIO()
    made = new(buffer, log.edition, "目录变更记录" if log.approved else "目录变更对比")
    book = Book(made, log.edition)
    counted, summed = _counted(log), issues(log.revisions(), log.cut or by_date(log.scale))
    front(book, log, summed)
    _details(book, log, "变更明细", "一行一处变更", counted["rows"], lambda change: True)
    _summary(book, log, summed)
    _retired(book, log, counted["gone"])
    _details(book, log, "破坏性变更", "使用方要处理的", counted["breaking"], lambda change: change is Impact.BREAKING)
    made.close()
    return buffer.getvalue()


def _counted(log: Log) -> Counter[str]:
    """How many rows every sheet will have."""
    found: Counter[str] = Counter()
    for revision in log.revisions():
        for change in revision.changes:
            found["gone"] += change.kind in _GONE
            for each in _facts(change):
                found["rows"] += 1
                found["breaking"] += (each.impact if each else change.impact) is Impact.BREAKING
    return found


def _facts(change: CatalogChange) -> Sequence[FieldChange | None]:
    """What gets a row: each field, or None for a catalog that changed as a whole."""
    return (None,) if change.kind in words.WHOLE or not change.fields else change.fields


def _details(book: Book, log: Log, name: str, title: str, count: int, wanted: Callable[[Impact], bool]) -> None:
    heads = [ORDINAL, *(_WHEN if log.approved else ()), *_WHAT, *(_WHO if log.approved else ())]
    heads = fitted(heads, [(None, *row) for row in islice(_rows(log, wanted), _SAMPLES)])
    left = _rows(log, wanted)
    # A sheet holds 1,048,576 rows; what is beyond goes on in another one.
    for part in range(max(1, -(-count // MOST_ROWS))):
        sheet = f"{name}（{part + 1}）" if part else name
        rows = ((place, *row) for place, row in enumerate(islice(left, MOST_ROWS), part * MOST_ROWS + 1))
        frozen = 7 if log.approved else 4
        table(book, sheet, name, f"{title}，共 {count} 行", heads, rows, frozen=frozen, marks=_marks(book, log))


def _rows(log: Log, wanted: Callable[[Impact], bool]) -> Iterator[tuple[Value, ...]]:
    for revision in log.revisions():
        when, who = _approval(log, revision)
        for change in revision.changes:
            for each in _facts(change):
                impact = each.impact if each else change.impact
                if wanted(impact):
                    yield _plain(*when, *_catalog(change), impact.label, *_field(change, each), *who)


def _approval(log: Log, revision: Revision) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
    if not log.approved:
        return (), ()
    submitted = revision.submitted[:10] if revision.submitted else words.UNKNOWN
    subject = revision.subject + ("（提交日期为推算）" if revision.origin.submitted == "推算" else "")
    people = "、".join(revision.submitters) or words.UNKNOWN
    return (
        (revision.approved[:10], revision.review or None, revision.commit[:7]),
        (submitted, people, words.approver(revision), words.days(revision), subject),
    )


def _catalog(change: CatalogChange) -> tuple[Value, ...]:
    return change.department, change.code or None, change.name or change.file, change.kind_label


def _field(change: CatalogChange, found: FieldChange | None) -> tuple[Value, ...]:
    if found is None:
        said = words.content(change) or words.remark(change) or None
        old, new = (said, None) if change.kind is Kind.REMOVED else (None, said)
        return "整份目录", change.kind_label, old, new, words.why(change) or None
    return found.label, found.kind_label, *words.sides(found), found.reason


def _plain(*cells: Value) -> tuple[Value, ...]:
    """Cells that show what is in them: no text turns the direction of its neighbours or hides itself."""
    return tuple(printable(cell) if isinstance(cell, str) else cell for cell in cells)


def _marks(book: Book, log: Log) -> Callable[[Any, int], None]:
    """Colour what breaks."""
    at = 1 + (len(_WHEN) if log.approved else 0) + 4

    def marks(sheet: Any, last: int) -> None:
        said = {"type": "cell", "criteria": "==", "value": f'"{Impact.BREAKING.label}"', "format": book.styles.wrong}
        sheet.conditional_format(FIRST_ROW, at, last, at, said)

    return marks


def _summary(book: Book, log: Log, summed: Sequence[Issue]) -> None:
    """变更汇总: a row a department and issue, and all of them together below."""
    lead = [ORDINAL, *([Head(f"期（{log.scale.label}）", 22)] if log.approved else []), Head("部门", 18)]
    heads = [*lead, Head("审核次数", 11, Sort.NUMBER), *(Head(name, 11, Sort.NUMBER) for name in NUMBERS)]
    rows: list[tuple[Value, ...]] = []
    for issue in summed:
        for department in sorted(issue.departments):
            found = issue.departments[department]
            period = (issue.period.title,) if log.approved else ()
            rows.append((len(rows) + 1, *period, department, found.revisions, *numbers(found)))
    whole = Totals()
    for issue in summed:
        whole.revisions += issue.totals.revisions
        whole.codes |= issue.totals.codes
        whole.kinds += issue.totals.kinds
        whole.impacts += issue.totals.impacts
    note = f"共 {len(rows)} 行；一次审核涉及几个部门的，各部门各计一次，合计只计一次"
    heads = fitted(heads, rows)
    sheet = table(book, "变更汇总", "变更汇总", note, heads, rows, frozen=len(lead))
    label: tuple[Value, ...] = (None, "合计", *([None] if log.approved else []))
    totals_row(book, sheet, FIRST_ROW + len(rows), (*label, whole.revisions, *numbers(whole)), tuple(heads))


def _retired(book: Book, log: Log, count: int) -> None:
    """下架目录: what went out of use, and whether it came back."""
    heads = [ORDINAL, *(_WHEN if log.approved else ()), *_RETIRED]
    heads = fitted(heads, [(None, *row) for row in islice(_gone(log), _SAMPLES)])
    rows = ((place, *row) for place, row in enumerate(islice(_gone(log), MOST_ROWS), 1))
    table(book, "下架目录", "下架目录", f"下架、移交和删除的目录，共 {count} 份次", heads, rows, frozen=5)


def _gone(log: Log) -> Iterator[tuple[Value, ...]]:
    later: dict[str, str] = {}
    for revision in log.revisions():
        when, who = _approval(log, revision)
        back = {change.code for change in revision.changes if change.kind is Kind.RESTORED}
        for change in revision.changes:
            if change.kind not in _GONE:
                continue
            code = change.predecessor or change.code
            stone = _tombstone(change)
            heir = change.code if change.predecessor else stone.get("replaced_by")
            remark = f"{later[code]} 恢复" if code in later else None
            said = (stone.get("date"), stone.get("reason"), heir, who[2] if who else None, remark)
            yield _plain(*when, change.department, code, change.name, change.kind_label, *said)
        later.update(dict.fromkeys(back, revision.approved[:10]))


def _tombstone(change: CatalogChange) -> dict[str, str]:
    """When, why and for what a catalog was retired, as far as the change says so."""
    found: dict[str, str] = {}
    for each in change.fields:
        path = each.path.removeprefix("predecessor.")
        if path == "retired" and isinstance(each.new, dict):
            found.update({key: value for key, value in each.new.items() if isinstance(value, str)})
        elif path.startswith("retired.") and isinstance(each.new, str):
            found[path.removeprefix("retired.")] = each.new
    return found


__all__ = ["Log", "workbook"]
