"""``ybz blame``: which approval last set each field of a catalog."""

from __future__ import annotations

from pathlib import Path

import click

from ..history.blame import Step, story
from ..history.blame import blame as blamed
from ..outputs.changes import blame as report
from .chronicle import chronicle
from .commands import at_option, opened_root
from .output import chosen, format_option, output_option, send, target
from .seeking import seek

FORMS = ("text", "markdown", "json")


@click.command(
    help="逐个字段列出现在的值是哪次审核定下的：日期、审核人、审核号、提交。\n\n改名、移动、下架又恢复、移交都接着算。"
)
@click.argument("asked", metavar="代码或名称")
@click.option("--full", is_flag=True, help="每个字段一行；不写的，整个由一次审核定下的数据项、挂载资源合成一行")
@at_option
@format_option(*FORMS)
@output_option
@click.pass_context
def blame(
    context: click.Context, asked: str, full: bool, at: str | None, form: str | None, output: Path | None
) -> None:
    """Exit 0; 2 when there is no such catalog at that time, or its file cannot be read."""
    root = opened_root(context)
    form = chosen(form, output, FORMS)
    file = target(root, output, form, "字段来历") if output is not None else None
    past = chronicle(root, at)
    found = seek(past, root, asked, folder=False)
    if found.entry.values is None:
        raise click.UsageError(f"{found.entry.path} 在这个版本里写法有误，读不出来：用 --at 看更早的版本")
    steps = story(past.revisions(), found.code)
    notes = [_handover(step) for step in steps if step.change.predecessor]
    if found.others:
        notes.append(f"目录代码 {found.code} 不止一份文件，历史混在一起，说不清的写“不详”。")
    made = report.Blame(
        code=found.code,
        name=found.name,
        at=past.head,
        lines=blamed(steps, found.entry.values),
        notes=tuple(notes),
        shallow=past.timeline.shallow,
        full=full,
    )
    send([{"text": report.text, "markdown": report.markdown, "json": report.json}[form](made)], file, paged=True)


def _handover(step: Step) -> str:
    day = step.revision.approved[:10]
    if step.is_parting:
        return f"{day} 移交给 {step.change.code}，当时下架。"
    return f"{day} 由 {step.change.predecessor} 移交而来，没有改动的字段接着原目录算。"
