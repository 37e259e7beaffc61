"""``ybz show``: one catalog, today or as of any day."""

from __future__ import annotations

from pathlib import Path

import click

from ..outputs.changes import page
from ..outputs.changes.report import WORKING
from ..sources.git import Repository
from ..sources.layout import Kind
from .chronicle import chronicle, moment
from .commands import at_option, opened_root
from .output import chosen, format_option, output_option, send, target
from .seeking import seek

FORMS = ("text", "markdown", "json")


@click.command(
    help="看一份目录现在或某一天的样子：写代码，也可以写现在或从前的名称。\n\n例：ybz show 307001/000001 --at 2026-01-31"
)
@click.argument("asked", metavar="代码或名称")
@at_option
@format_option(*FORMS)
@output_option
@click.pass_context
def show(context: click.Context, asked: str, at: str | None, form: str | None, output: Path | None) -> None:
    """Exit 0; 2 when there is no such catalog at that time."""
    root = opened_root(context)
    form = chosen(form, output, FORMS)
    file = target(root, output, form, "目录") if output is not None else None
    repository = Repository.find(root)
    # What lies in the folder can be shown before anything is committed, too.
    past = chronicle(root, at) if at is not None or (repository and repository.head()) else None
    found = seek(past, root, asked, folder=at is None)
    if found.others:
        click.echo(
            f"警告：目录代码 {found.code} 不止一份文件，这里显示 {found.entry.path}；另有 {'、'.join(found.others)}",
            err=True,
        )
    made = page.Page(
        code=found.code,
        name=found.name,
        department=found.entry.department,
        file=found.entry.path,
        at=past.head if past and at is not None else moment(WORKING, None),
        schema=found.schemas.by_kind[Kind.CATALOG],
        values=found.entry.values,
        approvals=found.steps,
        shallow=past is not None and past.timeline.shallow,
    )
    send([{"text": page.text, "markdown": page.markdown, "json": page.json}[form](made)], file, paged=True)
