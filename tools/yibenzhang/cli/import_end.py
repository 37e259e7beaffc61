"""What an import says at its end, and the report it writes."""

from __future__ import annotations

from pathlib import Path

import click

from ..history.compare import compare
from ..history.entries import entry, is_catalog
from ..outputs.changes import text as changes_text
from ..outputs.changes.report import WORKING, Difference, Moment
from ..outputs.escapes import printable
from ..outputs.intake import annotated, texts, told
from ..sources import document, quick
from ..sources.layout import Kind
from .importing import Import
from .output import is_coloured, is_kept, save
from .staging import Staging

REPORTS = (".xlsx", ".md", ".json")


def check_report(work: Import, report: Path | None, files: tuple[Path, ...]) -> None:
    """End the run before any work where the report could not be written, or would overwrite what is read."""
    if report is None:
        return
    if report.suffix.lower() not in REPORTS or report.is_dir():
        raise click.BadParameter(f"文件名要以 {'、'.join(REPORTS)} 结尾", param_hint="--report")
    if is_kept(work.opening.root, report.parent):
        raise click.BadParameter("catalogs/ 和 schema/ 里只放账：换一个文件夹", param_hint="--report")
    if report.resolve() in {file.resolve() for file in files}:
        raise click.BadParameter("不能覆盖要导入的表：换一个文件名", param_hint="--report")
    if report.suffix.lower() == ".xlsx" and len(files) > 1:
        raise click.BadParameter(
            "几个表一起导入时，问题清单写成 .md 或 .json；要标注好的表就一个一个导入", param_hint="--report"
        )


def show(work: Import, *, dry_run: bool, stopped: bool) -> None:
    """Print the remarks, then what changes."""
    if work.remarks:
        click.echo(told.text(work.remarks))
        click.echo()
    if dry_run:
        click.echo(_difference(work), nl=False)
    for line in closing(work, dry_run=dry_run, stopped=stopped):
        click.echo(line)


def _difference(work: Import) -> str:
    files = work.ledger.tree.files
    paths = [path for path in work.texts if is_catalog(path)]
    old = [entry(path, work.values(path)) for path in paths if path in files]
    new = [
        entry(
            path,
            found if isinstance(found := (quick.read(data) or document.read(path, data).values), dict) else None,
        )
        for path in paths
        if (data := work.texts[path]) is not None
    ]
    changes = compare(old, new)
    shown = changes_text.difference(
        Difference(old=Moment(WORKING), new=Moment("导入后"), changes=changes, colour=is_coloured())
    ).replace(f"→ {WORKING}", "→ 导入后", 1)
    demands = texts.demands(work.changes, work.ledger.schemas.by_kind[Kind.DEMAND])
    return shown + "".join(f"{printable(line)}\n" for line in demands)


def closing(work: Import, *, dry_run: bool, stopped: bool) -> list[str]:
    """How much changed, and what happened to it."""
    made = [change for change in work.changes if change.target in work.texts]
    new = sum(not change.path for change in made)
    lines = [f"新增 {new} 份，修改 {len(made) - new} 份，没有变化 {work.unchanged} 份。"]
    if work.prune and work.gone:
        lines.append(f"下架 {len(work.gone)} 份。")
    if work.remarks:
        lines.append(f"{work.errors} 个错误，{len(work.remarks) - work.errors} 个警告。")
    if stopped:
        lines.append("有内容没有地方放，什么也没有写。改好表再导入；确定不要那些内容的，加 --keep-going。")
    elif dry_run:
        lines.append("只是试算，没有写文件。")
    elif work.texts:
        lines.append(
            "已写入。下一步：运行 ybz check 校验，ybz submit 提交。"
            if not work.errors
            else "已写入，错误还在：改好以后再提交。"
        )
    return lines


def write(work: Import) -> None:
    """Write all files or none."""
    Staging(work.files).write(work.texts)


def send(work: Import, report: Path | None, *, dry_run: bool, stopped: bool) -> None:
    """Write what was found to a file."""
    if report is None:
        return
    lines = closing(work, dry_run=dry_run, stopped=stopped)
    form = report.suffix.lower()
    if form == ".xlsx":
        data = annotated.annotated(*work.books[0], work.remarks)
    else:
        data = (told.markdown if form == ".md" else told.as_json)(work.remarks, lines).encode()
    save(report, [data])
    click.echo(f"已写入 {printable(str(report))}。", err=True)


__all__ = ["check_report", "closing", "send", "show", "write"]
