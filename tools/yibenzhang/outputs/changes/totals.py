"""How much changed in each issue, as text, Markdown and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...history.periods import Issue, Scale, Totals
from ...model.change import Impact, Kind
from ..columns import display_width
from ..escapes import printable
from ..json import dumps
from .markdown import cell, row

NUMBERS = ("份次", "目录", *(kind.label for kind in Kind), *(f"其中{impact.label}" for impact in Impact))


def numbers(totals: Totals) -> tuple[int, ...]:
    """The numbers of :data:`NUMBERS`: changes, catalogs, changes by kind and by impact."""
    return (
        totals.changes,
        len(totals.codes),
        *(totals.kinds[kind] for kind in Kind),
        *(totals.impacts[impact] for impact in Impact),
    )


def days(issue: Issue) -> str:
    """First and last day of approvals in an issue."""
    first, last = issue.since[:10], issue.until[:10]
    return first if first == last else f"{first} 至 {last}"


def text(issues: Iterable[Issue]) -> Iterator[str]:
    """Issue by issue, newest first: what happened, and below it each department."""
    some = False
    for issue in issues:
        some = True
        yield f"{printable(issue.period.title)}　{days(issue)}　{issue.totals.revisions} 次审核\n"
        names = ["合计", *sorted(issue.departments)]
        width = max(display_width(printable(name)) for name in names)
        for name in names:
            found = issue.departments.get(name, issue.totals)
            shown = printable(name)
            yield f"    {shown}{' ' * (width - display_width(shown))}  {_said(found)}\n"
        yield "\n"
    if not some:
        yield "没有目录变更。\n"


def _said(found: Totals) -> str:
    """``3 份次（2 份目录）：新增 1，变更 2；破坏性 1``."""
    kinds = "，".join(f"{kind.label} {found.kinds[kind]}" for kind in Kind if found.kinds[kind])
    breaking = found.impacts[Impact.BREAKING]
    grave = f"；破坏性 {breaking}" if breaking else ""
    return f"{found.changes} 份次（{len(found.codes)} 份目录）：{kinds}{grave}"


def markdown(issues: Iterable[Issue]) -> Iterator[str]:
    """A table for each issue: one row a department, the whole ledger in the last."""
    yield "# 变更汇总\n"
    some = False
    for issue in issues:
        some = True
        yield f"\n## {cell(issue.period.title)}\n\n{days(issue)}，{issue.totals.revisions} 次审核\n\n"
        yield row("部门", *NUMBERS)
        yield row("---", *("---:" for _ in NUMBERS))
        for department in sorted(issue.departments):
            yield row(cell(department), *map(str, numbers(issue.departments[department])))
        yield row("合计", *map(str, numbers(issue.totals)))
    if not some:
        yield "\n没有目录变更。\n"


def json(issues: Iterable[Issue], scale: Scale, *, shallow: bool) -> str:
    """``{"shallow", "period", "periods": [{"key", "name", "number", "from", "to", …}]}``, newest first."""
    rows = [
        {
            "key": issue.period.key,
            "name": issue.period.name,
            "number": issue.period.number or None,
            "from": issue.since,
            "to": issue.until,
            **_counted(issue.totals),
            "departments": [
                {"department": department, **_counted(issue.departments[department])}
                for department in sorted(issue.departments)
            ],
        }
        for issue in issues
    ]
    return dumps({"shallow": shallow, "period": str(scale), "periods": rows})


def _counted(totals: Totals) -> dict[str, object]:
    return {
        "revisions": totals.revisions,
        "catalogs": len(totals.codes),
        "changes": totals.changes,
        "kinds": {str(kind): totals.kinds[kind] for kind in Kind},
        "impacts": {str(impact): totals.impacts[impact] for impact in Impact},
    }


__all__ = ["NUMBERS", "days", "json", "markdown", "numbers", "text"]
