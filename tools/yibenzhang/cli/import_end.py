"""What an import says at its end, and the report it writes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from ..history.compare import compare
from ..history.entries import entry, is_catalog
from ..outputs.changes import text as changes_text
from ..outputs.changes.report import WORKING, Difference, Moment
from ..outputs.escapes import printable
from ..outputs.intake import annotated, texts, told
from ..outputs.intake.plan import Change
from ..sources import document, quick
from ..sources.layout import Kind
from .importing import Import
from .output import is_coloured, is_kept, save
from .staging import Staging

REPORTS = (".xlsx", ".md", ".json")
FEW = 5
MOST = 20
"""Files named at the end; a department has a dozen or two."""


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
    """How much changed, which files that is, what was left out and why, and what to do next."""
    made = [change for change in work.changes if change.target in work.texts]
    lines = [_counted(work, made, kind) for kind in (Kind.CATALOG, Kind.DEMAND)]
    if work.remarks:
        lines.append(f"问题：{work.errors} 个错误，{len(work.remarks) - work.errors} 个警告，逐格列在上面。")
    lost = _lost(work)
    if stopped:
        lines.append(f"没有写任何文件：有 {lost}账里没有地方放，只写一部分会漏掉它们。")
        lines.append(
            "下一步：照上面的“改法”改好表，再导入一次；确定不要那些内容的，加 --keep-going，其余照样写入；"
            "要退回部门改的，加 --report 退回.xlsx，问题会标在格子上。"
        )
        return [line for line in lines if line]
    if lost:
        lines.append(f"有 {lost}账里没有地方放，{'不会' if dry_run else '没有'}写入，见上面的错误。")
    if not work.texts:
        lines.append("没有要写的文件。" if work.remarks else "表里的内容与账里的一样，没有要写的文件。")
    elif dry_run:
        lines += [f"试算，没有写文件。正式导入会写 {_files(work.texts)}：", *_listed(work)]
        lines.append(
            "下一步：" + ("照上面的“改法”改好表，再试算一次。" if work.errors else "去掉 --dry-run 正式导入。")
        )
    else:
        lines += [f"已写入 {_files(work.texts)}：", *_listed(work)]
        lines.append(
            "下一步：错误不改好不能提交。照上面的“改法”改表再导入一次，或直接改这些文件，再运行 ybz check。"
            if work.errors
            else "下一步：运行 ybz check 校验，再用 ybz submit 提交审核。"
        )
    return [line for line in lines if line]


def _lost(work: Import) -> str:
    """How many cells have no place, and the first of them; empty for none."""
    spots = list(dict.fromkeys(str(remark.spot) for remark in work.remarks if remark.lost))
    if not spots:
        return ""
    shown = "、".join(printable(spot) for spot in spots[:FEW]) + ("等" if len(spots) > FEW else "")
    return f"{len(spots)} 处内容（{shown}）"


def _counted(work: Import, made: list[Change], kind: Kind) -> str:
    """One sentence of catalogs, or of demands; empty where the workbook has none of them."""
    made = [change for change in made if change.kind is kind]
    same = sum(change.kind is kind for change in work.unchanged)
    gone = len(work.gone) if work.prune and kind is Kind.CATALOG else 0
    if kind is Kind.DEMAND and not (made or same):
        return ""
    new = sum(not change.path for change in made)
    word, unit = ("目录", "份") if kind is Kind.CATALOG else ("数据需求", "条")
    parts = {"新增": new, "修改": len(made) - new, "下架": gone, "未动": same}
    shown = "，".join(f"{name} {number} {unit}" for name, number in parts.items() if number or name != "下架")
    return f"{word}：{shown}。"


def _files(texts: Mapping[str, bytes | None]) -> str:
    moved = sum(data is None for data in texts.values())
    return f"{len(texts) - moved} 个文件" + (f"，移走 {moved} 个" if moved else "")


def _listed(work: Import) -> list[str]:
    """The files that are written or go, a screenful at most."""
    files = work.ledger.tree.files
    lines = [
        f"  {'移走' if data is None else '修改' if path in files else '新增'} {printable(path)}"
        for path, data in work.texts.items()
    ]
    return lines if len(lines) <= MOST else [*lines[:MOST], f"  ……还有 {len(lines) - MOST} 个，git status 可以看全"]


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
