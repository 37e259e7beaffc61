"""``ybz check``: what is wrong, where, and how to mend it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..model.findings import Finding
from ..model.registry import Facts
from ..outputs import json, text
from ..rules.engine import check as run
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
    sys.exit(1 if any(finding.is_error for finding in findings) else 0)


def _within(opening: Opening, findings: list[Finding], paths: tuple[Path, ...]) -> list[Finding]:
    """Keep findings under ``paths``; a path that holds nothing of the ledger is a wrong use."""
    if not paths:
        return findings
    roots = []
    for path in paths:
        full = path.absolute() if path.is_absolute() or path.exists() else opening.root / path
        try:
            root = full.resolve().relative_to(opening.root.resolve()).as_posix()
        except ValueError:
            raise click.UsageError(f"{path} 不在这本账里") from None
        if root != "." and not any(
            known == root or known.startswith(f"{root}/") for known in opening.ledger.tree.files
        ):
            raise click.UsageError(f"账里没有 {path}")
        roots.append(root)
    return [f for f in findings if any(r == "." or f.path == r or f.path.startswith(f"{r}/") for r in roots)]
