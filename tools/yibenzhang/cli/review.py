"""``ybz review``: the report on a change, for whoever has to approve it."""

from __future__ import annotations

import dataclasses
import sys
from datetime import date
from pathlib import Path

import click

from ..insight.review import Review, Verdict
from ..insight.review import review as reviewed
from ..outputs.review import github, json, markdown, text
from ..sources.git import Repository
from ..sources.opening import NoLedgerError, find_root
from ..sources.store import Store
from ..sources.tree import FOLDERS
from .commands import on_option
from .output import chosen, format_option, is_coloured, send, target

FILES = ("text", "markdown", "json")
FORMS = (*FILES, "github")
"""Annotations are for a pipeline to read from the output, never a file."""
CODES = {Verdict.MERGE: 0, Verdict.MEND: 1, Verdict.CONSENT: 3}
"""Exit codes; 2 is a wrong use."""


@click.command(
    help="审核一次修改：归谁管、带来什么问题、改了什么、影响谁、何时到期、审核人看什么。\n\n"
    "修改只作为 git 对象来读，不检出、不运行；规则、设置、审核人都以 --base 的为准。"
)
@click.option("--base", required=True, metavar="版本", help="要合入的版本，如 main、origin/main")
@click.option("--head", default="HEAD", metavar="版本", help="要审核的版本，不必检出（默认 HEAD）")
@click.option("--actor", metavar="账号", help="提交人在托管平台上的账号：判断改的是不是自己部门的")
@on_option
@format_option(*FORMS)
@click.option(
    "-o",
    "--output",
    "outputs",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="文件",
    help="写到文件里（默认：显示在终端）；可以写几次，一次审核写成几种",
)
@click.pass_context
def review(
    context: click.Context,
    base: str,
    head: str,
    actor: str | None,
    on: date | None,
    form: str | None,
    outputs: tuple[Path, ...],
) -> None:
    """Exit 0 可以合并, 1 需要修改, 3 需要其他部门同意, 2 when it cannot be judged."""
    root, repository, store = _opened(context.obj)
    if len(outputs) > 1 and form not in (None, "github"):
        raise click.UsageError("写了几个 -o 的，格式看各个文件名的结尾：去掉 --format")
    kept = None if form == "github" else form
    files = [(each, target(root, path, each, "审核报告")) for path in outputs for each in (chosen(kept, path, FILES),)]
    found = reviewed(repository, store, repository.commit(base), repository.commit(head), actor, on)
    shown = _with_uncommitted(found, repository)
    for each, file in files:
        send([_written(shown if each in ("text", "markdown") else found, each)], file)
    if not files or form == "github":
        send(
            [_written(shown if form in (None, "text", "markdown") else found, form or "text", coloured=is_coloured())],
            None,
        )
    sys.exit(CODES[found.verdict])


def _with_uncommitted(found: Review, repository: Repository) -> Review:
    """With a note of files that are not in what was reviewed, where somebody reviews what he stands on."""
    count = repository.uncommitted(*FOLDERS) if repository.head() == found.head else 0
    if not count:
        return found
    note = f"工作区还有 {count} 个文件没有提交，不在审核范围内"
    return dataclasses.replace(found, notes=(*found.notes, note))


def _written(found: Review, form: str, *, coloured: bool = False) -> str:
    if form == "text":
        return text.report(found, colour=coloured)
    return {"markdown": markdown.report, "json": json.report, "github": github.report}[form](found)


def _opened(folder: Path) -> tuple[Path, Repository, Store | None]:
    """The ledger's root, or a bare repository, which has no files and keeps no cache."""
    try:
        root = find_root(folder)
    except NoLedgerError:
        repository = Repository.find(folder) if folder.is_dir() else None
        if repository is None or not repository.is_bare:
            raise
        return folder, repository, None
    repository = Repository.find(root)
    if repository is None:
        raise NoLedgerError(f"{root} 不在 git 仓库里（或没有安装 git），没有修改可审核")
    return root, repository, Store(root)
