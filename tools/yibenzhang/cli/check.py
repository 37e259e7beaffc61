"""``ybz check``: what is wrong, where, and how to mend it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from ..model.findings import Finding
from ..model.registry import Facts
from ..outputs import json, text
from ..rules.engine import check as run
from ..sources.layout import REGISTRY
from ..sources.opening import Opening, open_ledger
from .commands import at_option, opened


@click.command(help="校验目录，逐条指出问题在哪一行、怎么改。\n\n可以只看某些文件或文件夹：ybz check catalogs/民政局")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[路径]...")
@at_option
@click.option("--base", metavar="版本", help="与这一版本比较，检查代码是否被改、目录是否被删")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出格式（默认 text）")
@click.pass_context
def check(context: click.Context, paths: tuple[Path, ...], at: str | None, base: str | None, form: str) -> None:
    """Exit 0 without errors, 1 with errors, 2 when the ledger cannot be read."""
    opening = opened(context, at)
    facts = Facts(base=open_ledger(opening.root, base).ledger.registry) if base else None
    findings = _within(opening, run(opening.ledger, facts), paths)
    files, catalogs = len(opening.ledger.kinds), len(opening.ledger.registry.catalogs)
    if form == "json":
        click.echo(json.findings(findings, files, catalogs), nl=False)
    else:
        click.echo("\n".join([*text.lines(findings), text.summary(findings, files, catalogs)]))
    if not _is_readable(opening):
        click.echo(f"错误：{REGISTRY} 读不出来，请先改好它：它的设置没有生效，其余结果仅供参考", err=True)
        sys.exit(2)
    sys.exit(1 if any(finding.is_error for finding in findings) else 0)


def _is_readable(opening: Opening) -> bool:
    """Whether registry.yml could be read to its end."""
    document = opening.ledger.trapped.get(REGISTRY)
    return REGISTRY in opening.ledger.kinds and (document is None or document.complete)


def _within(opening: Opening, findings: list[Finding], paths: tuple[Path, ...]) -> list[Finding]:
    """Keep findings under ``paths``, and what makes registry.yml unreadable."""
    if not paths:
        return findings
    roots = [_inside(opening, path) for path in paths]
    if not _is_readable(opening):
        roots.append(REGISTRY)
    return [f for f in findings if any(r in (".", f.path) or f.path.startswith(f"{r}/") for r in roots)]


def _inside(opening: Opening, path: Path) -> str:
    """A path of the command line under the ledger's root; taken from the current folder, else from the root.

    What holds nothing of the ledger is a wrong use.
    """
    tree, top = opening.ledger.tree, opening.root.resolve()
    outside = True
    for full in (Path(os.path.normpath(Path.cwd() / path)), top / path):
        # Only the folder is resolved: a symbolic link in a document's place is looked at itself.
        full = full.parent.resolve() / full.name  # noqa: PLW2901
        if full != top and top not in full.parents:
            continue
        outside = False
        root = full.relative_to(top).as_posix()
        if root == "." or any(known == root or known.startswith(f"{root}/") for known in (*tree.files, *tree.odd)):
            return root
    raise click.UsageError(
        f"{text.printable(str(path))} 不在这本账里" if outside else f"账里没有 {text.printable(str(path))}"
    )
