"""``ybz diff``: what changed between two revisions, field by field."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from ..history.entries import department_of, is_catalog
from ..history.selection import Selection
from ..history.timeline import difference
from ..model.change import Impact, Kind, Origin, Revision
from ..outputs.changes import json, markdown, text
from ..outputs.changes.report import WORKING, Difference
from ..outputs.edition import Edition
from ..outputs.escapes import printable
from ..sources import tree
from ..sources.git import Commit, Repository
from ..sources.layout import CATALOGS
from ..sources.opening import NoLedgerError
from ..sources.store import Store
from .chronicle import NO_COMMIT, edition, impact_option, kind_option, moment, repository_of, said
from .commands import named, opened_root
from .output import chosen, format_option, is_coloured, output_option, send, target
from .scope import alike

FORMS = ("text", "markdown", "json", "xlsx")


@click.command(
    help="比较两个版本的目录，逐个字段列出改了什么、有什么影响。\n\n"
    "版本写提交号、标签、分支或日期（2026-01-31、@2026-01-31）；不写新版本，就与工作区比；都不写，就看还没有提交的修改。"
)
@click.argument("old", default="HEAD", metavar="[旧版本]")
@click.argument("new", required=False, metavar="[新版本]")
@click.option("--department", callback=named, metavar="部门", help="只看一个部门或一个县（市）")
@kind_option
@impact_option
@format_option(*FORMS)
@output_option
@click.pass_context
def diff(
    context: click.Context,
    old: str,
    new: str | None,
    department: str,
    kinds: frozenset[Kind],
    impacts: frozenset[Impact],
    form: str | None,
    output: Path | None,
) -> None:
    """Exit 0 whether anything changed or not; 2 when a revision is not there."""
    root = opened_root(context)
    form = chosen(form, output, FORMS)
    file = target(root, output, form, "目录变更") if output is not None else None
    repository = repository_of(root)
    if new is None and ".." in old:
        old, new = (part.strip(".") or "HEAD" for part in old.split("..", 1))
    if repository.head() is None and "HEAD" in (old, new):
        raise NoLedgerError(NO_COMMIT)
    before = repository.commit(old)
    after = repository.commit(new) if new is not None else None
    if department:
        _known(department, repository, root, before, after)
    wanted = Selection(department=department, kinds=kinds, impacts=impacts)
    changes = difference(repository, Store(root), before, after, root)
    report = Difference(
        old=moment(old, before),
        new=moment(new or WORKING, after),
        changes=tuple(change for change in changes if wanted.takes(change)),
        scope=said(wanted),
        colour=file is None and is_coloured(),
    )
    send(
        [_written(report, form, lambda scope: edition(repository, root, after, before, scope))],
        file,
        binary=form == "xlsx",
        paged=True,
    )


def _written(report: Difference, form: str, data: Callable[[str], Edition]) -> str | bytes:
    if form == "xlsx":
        # XlsxWriter takes long to load, and most runs do not need it.
        from ..outputs.changes import book

        day = (report.new.committed or report.old.committed).isoformat()  # type: ignore[union-attr]
        whole = Revision(
            commit=report.new.commit,
            submitted=None,
            approved=day,
            submitters=(),
            approver=None,
            origin=Origin(submitted="", approver=""),
            review="",
            working_days=None,
            subject="",
            changes=report.changes,
        )
        scope = f"{report.old.label} → {report.new.label}" + (f"，{report.scope}" if report.scope else "")
        return book.workbook(book.Log(revisions=lambda: [whole], edition=data(scope), scope=scope, approved=False))
    return {"text": text.difference, "markdown": markdown.difference, "json": json.difference}[form](report)


def _known(department: str, repository: Repository, root: Path, old: Commit, new: Commit | None) -> None:
    """End the run when neither side has the department or region."""
    there = {entry.path for commit in (old, new) if commit for entry in repository.entries(commit, CATALOGS)}
    if new is None:
        there |= set(tree.of_folder(root).files)
    departments = {department_of(path) for path in there if is_catalog(path)}
    known = departments | {each.partition("/")[0] for each in departments if "/" in each}
    if department not in known:
        nearest = "、".join(alike(department, sorted(known)))
        hint = f"相近的有：{printable(nearest)}" if nearest else ""
        raise click.BadParameter(
            f"两个版本里都没有“{printable(department)}”这个部门。{hint}", param_hint="--department"
        )
