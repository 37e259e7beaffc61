"""``ybz check``: what is wrong, where, and how to mend it."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from ..history.facts import known
from ..model.findings import Finding
from ..outputs.explain import explained
from ..outputs.reasons import reason
from ..outputs.report import Report
from ..outputs.reporters import REPORTERS
from ..rules import RULES, pages
from ..rules.engine import Examined, examine
from ..rules.sameness import brought
from ..sources.git import RevisionError
from ..sources.layout import REGISTRY
from ..sources.opening import NoLedgerError, Opening, open_ledger
from .commands import Whole, at_option, named, on_option, opened, opened_root
from .output import is_coloured
from .scope import asked_rules, is_readable, scope


@click.command(help="校验目录，逐条指出问题在哪一行、怎么改。\n\n可以只看某些文件或文件夹：ybz check catalogs/民政局")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[路径]...")
@at_option
@click.option("--base", metavar="版本", help="只列这一版本以来新出现的问题，并检查代码是否被改、目录是否被删")
@click.option("--format", "form", type=click.Choice(list(REPORTERS)), default="text", help="输出格式（默认 text）")
@click.option("--rule", "rules", multiple=True, metavar="规则", help="只看这些规则：S304,S305；可以写几次")
@click.option(
    "--department", callback=named, metavar="部门", help="只看一个部门，或一个县（市）：民政局、呼玛县/民政局、呼玛县"
)
@click.option(
    "--severity", type=click.Choice(["error", "warning"]), default="warning", help="error 只看错误（默认都看）"
)
@click.option("--max", "most", type=Whole("个数", 0), metavar="个数", help="最多列出几个问题")
@click.option("--fix", is_flag=True, help="先改好只有一种改法的问题，逐个文件说明改了什么，再校验")
@click.option(
    "--explain",
    callback=lambda *given: _explain(given[2]),
    expose_value=False,
    is_eager=True,
    metavar="规则",
    help="显示一条规则的说明：为什么、错误和正确的写法、怎么改、怎么豁免",
)
@on_option
@click.pass_context
def check(
    context: click.Context,
    paths: tuple[Path, ...],
    at: str | None,
    base: str | None,
    form: str,
    rules: tuple[str, ...],
    department: str,
    severity: str,
    most: int | None,
    fix: bool,
    on: date | None,
) -> None:
    """Exit 0 without errors among the findings asked for, 1 with errors, 2 when the ledger cannot be read."""
    if fix:
        if at is not None:
            raise click.UsageError("--fix 只能改工作区里的文件，不能与 --at 同用")
        # A library that keeps comments takes a moment to load; most checks mend nothing.
        from .mending import mend

        mend(opened_root(context), paths, department, err=form != "text")
    opening = opened(context, at, on)
    narrow = scope(opening, paths, rules, department, severity)
    examined, old = examined_against(opening, base)
    shown = narrow(examined.findings)
    unseen = {finding for finding in examined.findings if finding.is_error} - set(shown)
    report = Report(
        findings=shown,
        files=len(opening.ledger.kinds),
        catalogs=len(opening.ledger.registry.catalogs),
        most=most,
        waived=len(narrow(examined.waived)),
        elsewhere=len(unseen) if paths or department else 0,
        old=None if old is None else len(narrow(old)),
        base_url=opening.ledger.registry.settings.base_url,
        prefix=opening.repository.prefix if opening.repository else "",
        sources=opening.ledger.tree.files,
        colour=is_coloured(),
        note=_note(opening),
    )
    click.echo(REPORTERS[form](report), nl=False)
    if form == "github":
        _summarize(report)
    if not is_readable(opening):
        click.echo(f"错误：{REGISTRY} 读不出来，请先改好它：它的设置没有生效，其余结果仅供参考", err=True)
        sys.exit(2)
    sys.exit(1 if report.errors else 0)


def examined_against(opening: Opening, base: str | None) -> tuple[Examined, list[Finding] | None]:
    """The findings, with a base only those it had not; and those it had."""
    if base is None:
        return examine(opening.ledger, known(opening), opening.today), None
    if opening.repository is None:
        raise NoLedgerError(f"{opening.root} 不在 git 仓库里，没有过去的版本可比：去掉 --base")
    try:
        earlier = open_ledger(opening.root, base, opening.today)
    except RevisionError:
        if opening.commit is not None:
            raise
        raise NoLedgerError("还没有提交，没有过去的版本可比：去掉 --base，或先提交一次") from None
    # What came after the base has not been approved; its days are no days of publication.
    before, facts = earlier.ledger, known(earlier)
    now = examine(opening.ledger, replace(facts, base=before.registry), opening.today)
    if not now.findings:
        # Nothing is wrong, so nothing need be known of what was.
        return now, []
    fresh, old = brought(now.findings, examine(before, facts, opening.today).findings)
    return Examined(fresh, now.waived), old


def _note(opening: Opening) -> str:
    """Says that without a reference day nothing was judged that needs one."""
    if opening.today is not None:
        return ""
    why = "还没有提交" if opening.repository else "不在 git 里"
    return f"没有基准日（{why}）：时限没有检查，可加 --on 日期"


def _explain(written: str | None) -> None:
    """Show the pages of the rules asked for, and end."""
    if written is None:
        return
    wanted = asked_rules([written], "--explain")
    folder = Path(pages.__file__).parent
    for rule in RULES:
        if rule.id in wanted:
            text = (folder / f"{rule.id}.md").read_text(encoding="utf-8")
            click.echo(explained(rule, pages.parse(text)))
    click.get_current_context().exit()


def _summarize(report: Report) -> None:
    """Add the report to the page GitHub shows of a job. A summary that cannot be written spoils no check."""
    target = os.environ.get("GITHUB_STEP_SUMMARY")
    if not target:
        return
    try:
        with Path(target).open("a", encoding="utf-8") as file:
            file.write(REPORTERS["markdown"](report))
    except OSError as error:
        click.echo(f"警告：写不了 GITHUB_STEP_SUMMARY：{reason(error)}", err=True)
