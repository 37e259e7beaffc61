"""``ybz log``: who changed what, when, and who approved it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path

import click

from ..history.periods import Cut, Scale, by_date, by_tag, closed_by, issues, tagged
from ..history.selection import Selection, moves, names
from ..model.change import Impact, Kind, Revision
from ..outputs.changes import atom, json, markdown, text, totals
from ..outputs.changes.report import Journal, Listed
from ..outputs.escapes import printable
from ..sources.git import BEIJING
from ..sources.gitnames import PERIODS
from ..sources.gittags import tags
from .chronicle import Chronicle, MarkedDay, Word, chronicle, edition, impact_option, kind_option, said, subject
from .commands import Whole, at_option, opened_root
from .output import chosen, format_option, is_coloured, output_option, send, target
from .scope import alike

FORMS = ("text", "markdown", "json", "xlsx", "atom")
_OTHERS = 4


@click.command(
    help="变更记录：谁在什么时候改了什么、谁审核的，新的在前。\n\n"
    "可以只看一份目录（写代码或名称）、一个部门、一个县（市）：ybz log 307001/000001"
)
@click.argument("asked", required=False, metavar="[目录|部门|县]")
@click.option("--since", type=MarkedDay(), metavar="日期", help="从这一天起审核的")
@click.option("--until", type=MarkedDay(), metavar="日期", help="到这一天为止审核的")
@click.option("--tag", metavar="标签", help="只看以这个标签结束的一期（上一个批次标签之后的）")
@kind_option
@impact_option
@click.option("--period", type=Word(Scale, "期"), metavar="期", help="按期汇总：月、季度、年，或批次标签")
@click.option("--max", "most", type=Whole("次数", 1), metavar="次数", help="最多列出几次审核")
@at_option
@format_option(*FORMS)
@output_option
@click.pass_context
def log(
    context: click.Context,
    asked: str | None,
    since: date | None,
    until: date | None,
    tag: str | None,
    kinds: frozenset[Kind],
    impacts: frozenset[Impact],
    period: Scale | None,
    most: int | None,
    at: str | None,
    form: str | None,
    output: Path | None,
) -> None:
    """Exit 0; 2 for a name, tag or revision that is not there."""
    root = opened_root(context)
    form = chosen(form, output, FORMS)
    file = target(root, output, form) if output is not None else None
    if period and form == "atom":
        raise click.UsageError("按期汇总（--period）没有 atom 格式：用 text、markdown、json 或 xlsx")
    if since and until and since > until:
        raise click.UsageError(f"--since（{since}）比 --until（{until}）晚：没有这样的日子")
    past = chronicle(root, at)
    wanted = subject(asked, past.revisions()) if asked is not None else Selection()
    wanted = replace(
        wanted,
        kinds=kinds,
        impacts=impacts,
        since=since.isoformat() if since else "",
        until=until.isoformat() if until else "",
        commits=_issue(past, tag) if tag is not None else None,
    )
    parts = _written(past, root, wanted, form, period, most, colour=file is None)
    send(parts, file, binary=form == "xlsx", paged=True)


def _written(
    past: Chronicle, root: Path, wanted: Selection, form: str, scale: Scale | None, most: int | None, *, colour: bool
) -> Iterable[str | bytes]:
    timeline = past.timeline
    if form == "json" and scale is None:
        records = timeline.raw() if wanted.is_all else map(json.record, _narrowed(past, wanted))
        return json.log(islice(records, most), shallow=timeline.shallow)
    known = names(past.revisions()) if wanted.code else None
    journal = Journal(
        revisions=lambda: _narrowed(past, wanted),
        head=past.head,
        shallow=timeline.shallow,
        scope=said(wanted, known),
        most=most,
        notes=_elsewhere(past, wanted.department) if wanted.department and form in ("text", "markdown") else (),
        colour=colour and is_coloured(),
    )
    if form == "xlsx":
        return [_workbook(past, root, journal, scale)]
    if form == "atom":
        return [_feed(past, root, journal, wanted)]
    if scale is None:
        return {"text": text.log, "markdown": markdown.log}[form](journal)
    found = issues(journal.revisions(), _cut(past, scale))[:most]
    if form == "json":
        return [totals.json(found, scale, shallow=timeline.shallow)]
    return (totals.text if form == "text" else totals.markdown)(found)


def _elsewhere(past: Chronicle, department: str) -> tuple[str, ...]:
    """Where the log of a department goes on that was renamed or had its catalogs moved."""
    said = []
    for move in moves(past.revisions(), department)[:_OTHERS]:
        if move.old == department:
            said.append(f"{move.month} 起 {move.catalogs} 份目录改由 {move.new} 提供，以后的看：ybz log {move.new}")
        else:
            said.append(f"{move.month} 以前 {move.catalogs} 份目录由 {move.old} 提供，更早的看：ybz log {move.old}")
    return tuple(said)


def _narrowed(past: Chronicle, wanted: Selection) -> Iterator[Revision]:
    return (found for each in past.revisions() if (found := wanted.narrow(each)) is not None)


def _cut(past: Chronicle, scale: Scale) -> Cut:
    line, whole = past.timeline.commits, not past.timeline.shallow
    if scale is Scale.TAG:
        return by_tag(tagged(line, tags(past.repository, past.commit.id, line), whole=whole))
    first = past.repository.commit(line[-1]).committed if whole else None
    return by_date(scale, first.astimezone(BEIJING).date().isoformat() if first else "")


def _issue(past: Chronicle, tag: str) -> frozenset[str]:
    """The revisions of the issue a tag ends; ``批次/`` may be left out of its name."""
    line = past.timeline.commits
    known = tags(past.repository, past.commit.id, line)
    every = {each.name: each.commit for each in (*tags(past.repository, past.commit.id, line, ""), *known)}
    name = tag if tag in every else PERIODS + tag
    if name in every:
        return closed_by(line, known, every[name])
    nearest = alike(tag, sorted(every)) or sorted(every)[-3:]
    hint = f"有的标签：{printable('、'.join(nearest))}" if nearest else "这段历史里没有标签"
    raise click.BadParameter(f"没有标签“{printable(tag)}”，或它不在这段历史里。{hint}", param_hint="--tag")


def _workbook(past: Chronicle, root: Path, journal: Journal, scale: Scale | None) -> bytes:
    # XlsxWriter takes long to load, and most runs do not need it.
    from ..outputs.changes import book

    of = edition(past.repository, root, past.commit, past.commit, journal.scope)
    cut = _cut(past, scale or Scale.MONTH)
    return book.workbook(
        book.Log(
            revisions=lambda: Listed(journal),
            edition=of,
            scope=journal.scope,
            shallow=journal.shallow,
            scale=scale or Scale.MONTH,
            cut=cut,
        )
    )


def _feed(past: Chronicle, root: Path, journal: Journal, wanted: Selection) -> str:
    of = edition(past.repository, root, past.commit, past.commit)
    settings = of.registry.settings
    about = atom.Feed(
        name=settings.name,
        authority=settings.authority,
        updated=past.commit.committed.astimezone(BEIJING).isoformat(),
        department=wanted.department or wanted.code,
        base_url=settings.base_url or "",
        sample=settings.sample,
        most=min(journal.most or atom.MOST, atom.MOST),
    )
    return atom.feed(about, journal.revisions())
