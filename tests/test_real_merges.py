"""Who submitted, who approved and how long it took, told from branches that git itself merged, squashed and rebased.

Each line of the tables is what git or a trailer can know of that way of merging, worked out by hand. The clerks wrote
on 28 and 29 September; the pull request was opened on 29 September; it was merged on 8 October, the first working day
after the holidays: three and two working days.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

import merges
from merges import BOSS, CHIEF, GITEA, TYPED, WANG, WRITTEN, Desk
from yibenzhang.history.facts import Known
from yibenzhang.history.timeline import timeline
from yibenzhang.insight.step import REVIEW_NEW, REVIEW_UPDATE
from yibenzhang.insight.steps import steps
from yibenzhang.model.change import Revision
from yibenzhang.model.registry import Facts, Registry, Review
from yibenzhang.model.workdays import Workdays
from yibenzhang.outputs.changes import words
from yibenzhang.rules import RULES
from yibenzhang.sources.git import Repository
from yibenzhang.sources.schema import default_schemas

Row = tuple[str, str, str, str, str, str, int | None]
"""Submitted, its origin, submitters, approver, its origin, review, working days."""
Way = Callable[[Desk, str], None]
BEFORE = {"start": ("建账",), "moved": ("建账", "改养老")}
RULED = {rule.id: rule for rule in RULES}
WORKDAYS = Workdays.of(default_schemas().workdays)


class Tried(NamedTuple):
    """What came onto main, newest first, and what the rules are told."""

    revisions: list[Revision]
    reviews: list[Review]


class Bench:
    """Tries each way of merging once."""

    def __init__(self, root: Path) -> None:
        self.desk = Desk(root)
        found = Repository.find(root)
        assert found
        self.repository = found
        self.done: dict[str, Tried] = {}

    def __call__(self, name: str) -> Tried:
        if name not in self.done:
            way, branch, main = WAYS[name]
            self.desk.back(main)
            way(self.desk, branch)
            commit = self.repository.commit("main")
            revisions = list(timeline(self.repository, None, commit).revisions())[: -len(BEFORE[main])]
            self.done[name] = Tried(revisions, list(Known(self.repository, None, commit).reviews))
        return self.done[name]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("merges") / "账")


def told(revision: Revision) -> Row:
    day = datetime.fromisoformat(revision.submitted).strftime("%m-%d %H:%M") if revision.submitted else ""
    people = "、".join(revision.submitters)
    origin = revision.origin
    days = revision.working_days
    return day, origin.submitted, people, revision.approver or "", origin.approver, revision.review, days


def counted(revisions: Sequence[Revision]) -> list[tuple[str, str | None]]:
    """The reviews the indicators count: from when to when."""
    facts = Facts(today=date(2026, 10, 10), workdays=WORKDAYS)
    sorts = (REVIEW_NEW, REVIEW_UPDATE)
    found = (step for step in steps(Registry(), facts, revisions) if step.sort in sorts)
    return [(step.start.isoformat(), step.done.isoformat() if step.done else None) for step in found]


def faults(rule: str, tried: Tried) -> list[str]:
    facts = Facts(today=date(2026, 10, 10), workdays=WORKDAYS, reviews=tried.reviews)
    return [fault.message for fault in RULED[rule].check(Registry(facts=facts))]


FIRST, SECOND, OPENED = "09-28 17:40", "09-29 10:00", "09-29 17:05"
BOTH = "王芳、李强"
KNOWN: list[tuple[str, Way, str, Row]] = [
    # A merge commit shows when the work was written and who merged it.
    ("GitHub merge", merges.github, "two", (FIRST, "merge", BOTH, "赵主任", "merge", "#12", 3)),
    ("GitHub update branch", merges.github_updated, "two", (FIRST, "merge", BOTH, "赵主任", "merge", "#12", 3)),
    ("Gitea merge", partial(merges.gitea, approvers=()), "two", (FIRST, "merge", BOTH, "赵主任", "merge", "#12", 3)),
    ("Gitea rebase --no-ff", merges.gitea_rebase_merge, "two", (FIRST, "merge", BOTH, "赵主任", "trailer", "#12", 3)),
    ("GitLab merge", merges.gitlab, "two", (FIRST, "merge", BOTH, "赵主任", "merge", "!12", 3)),
    ("GitLab semi-linear", merges.gitlab_semilinear, "two", (FIRST, "merge", BOTH, "赵主任", "merge", "!12", 3)),
    ("git merge", merges.bare, "two", (FIRST, "merge", BOTH, "赵主任", "merge", "", 3)),
    # Half past midnight in Beijing is the ninth, whatever day the server has.
    (
        "Gitea, in UTC",
        partial(merges.gitea, approvers=(BOSS, CHIEF), at="2026-10-08T16:30:00+00:00"),
        "two",
        (FIRST, "merge", BOTH, "钱局", "trailer", "#12", 4),
    ),
    # ybz submit says when and by whom; the merge, who approved.
    ("GitHub merge, sent", merges.github, "sent", (FIRST, "trailer", "王芳", "赵主任", "merge", "#12", 3)),
    ("GitLab semi-linear, sent", merges.gitlab_semilinear, "sent", (FIRST, "trailer", "王芳", "赵主任", "merge", "!12", 3)),
    # What a clerk says of his own review is nobody's word where a merge shows who let it in.
    ("GitLab merge, boast", merges.gitlab, "boast", (FIRST, "trailer", "王芳", "赵主任", "merge", "!12", 3)),
    # The templates of this repository.
    ("Gitea template", merges.gitea_filled, "two", (FIRST, "merge", "mzj-clerk", "赵主任", "trailer", "#12", 3)),
    (
        "Gitea rebase --no-ff, template",
        partial(merges.gitea_rebase_merge, filled=True),
        "two",
        (FIRST, "merge", "mzj-clerk", "赵主任", "trailer", "#12", 3),
    ),
    # The clerk presses the button himself: his account is he.
    (
        "Gitea template, by the clerk",
        partial(merges.gitea_filled, approvers=(), by=WANG),
        "one",
        (FIRST, "merge", "mzj-clerk", "mzj-clerk", "merge", "#12", 3),
    ),
    ("GitLab template", partial(merges.gitlab, filled=True), "two", (FIRST, "merge", "王芳", "赵主任", "trailer", "!12", 3)),
    # The merge job counts from when the pull request was opened.
    ("GitHub job", partial(merges.job, kind="github"), "two", (OPENED, "trailer", "mzj-clerk", "ysj-lead", "trailer", "#12", 2)),
    ("Gitea job", partial(merges.job, kind="gitea"), "two", (OPENED, "trailer", "王芳", "李雷", "trailer", "#12", 2)),
    ("GitLab job", partial(merges.job, kind="gitlab"), "two", (OPENED, "trailer", "王芳", "李雷", "trailer", "!12", 2)),
    # Typed by hand, as the reviewer's manual says.
    ("git merge, typed", partial(merges.bare, message=f"合并\n\n{TYPED}"), "two", (OPENED, "trailer", "王芳", "钱局", "trailer", "#12", 2)),
    ("GitHub squash, typed", partial(merges.github_squash, more=TYPED), "two", (OPENED, "trailer", "王芳", "钱局", "trailer", "#12", 2)),
    ("GitHub squash of one, typed", partial(merges.github_squash, more=TYPED), "one", (OPENED, "trailer", "王芳", "钱局", "trailer", "#12", 2)),
    (
        "git merge --squash, typed",
        partial(merges.bare_squash, message=f"更新低保目录\n\n{TYPED}"),
        "two",
        (OPENED, "trailer", "王芳", "钱局", "trailer", "#12", 2),
    ),
    # Gitea lists the messages of ybz submit and says who approved.
    ("Gitea squash, sent", partial(merges.gitea_squash, listed=True), "sent", (FIRST, "trailer", "王芳", "赵主任", "trailer", "#12", 3)),
]  # fmt: skip

UNKNOWN: list[tuple[str, Way, str, Row]] = [
    # A squash is as old as the merge: when the work was written is gone.
    ("GitHub squash", merges.github_squash, "two", ("", "不详", BOTH, "", "不详", "#12", None)),
    ("GitHub squash of one", merges.github_squash, "one", ("", "不详", "王芳", "", "不详", "#12", None)),
    ("Gitea squash", merges.gitea_squash, "two", ("", "不详", BOTH, "赵主任", "trailer", "#12", None)),
    ("Gitea squash of one", merges.gitea_squash, "one", ("", "不详", "王芳", "赵主任", "trailer", "#12", None)),
    (
        "Gitea squash, template",
        partial(merges.gitea_squash, filled=True),
        "two",
        ("", "不详", "mzj-clerk", "赵主任", "trailer", "#12", None),
    ),
    ("GitLab squash, fast-forward", merges.gitlab_squash_forward, "two", ("", "不详", "王芳", "赵主任", "推算", "", None)),
    ("GitLab squash and merge", merges.gitlab_squash, "two", ("", "不详", "王芳", "赵主任", "merge", "!12", None)),
    ("GitLab squash and merge, sent", merges.gitlab_squash, "sent", ("", "不详", "王芳", "赵主任", "merge", "!12", None)),
    (
        "GitLab squash and merge, template",
        partial(merges.gitlab_squash, filled=True),
        "two",
        ("", "不详", "王芳", "赵主任", "trailer", "!12", None),
    ),
    (
        "GitLab squash and merge by the clerk",
        partial(merges.gitlab_squash, by=WANG),
        "two",
        ("", "不详", "王芳", "王芳", "merge", "!12", None),
    ),
    # Git's own text names the authors.
    ("git merge --squash", merges.bare_squash, "two", ("", "不详", BOTH, "赵主任", "推算", "", None)),
    # ybz submit says when, and nobody who approved.
    ("GitHub squash, sent", merges.github_squash, "sent", (FIRST, "trailer", "王芳", "", "不详", "#12", 3)),
    ("git merge --squash, sent", merges.bare_squash, "sent", (FIRST, "trailer", "王芳", "赵主任", "推算", "", 3)),
    # Only the clerk's own word says who reviewed what came in as he wrote it.
    ("GitHub rebase, boast", merges.github_rebase, "boast", (FIRST, "trailer", "王芳", "钱局", "推算", "#12", 3)),
    ("Gitea rebase, boast", merges.gitea_rebase, "boast", (FIRST, "trailer", "王芳", "钱局", "推算", "#12", 3)),
    ("GitLab rebase, boast", partial(merges.gitlab_forward, by=WANG), "boast", (FIRST, "trailer", "王芳", "钱局", "推算", "#12", 3)),
]  # fmt: skip


def lines(
    submitted: str, approver: tuple[str, str], *, people: str = BOTH, days: tuple[int, int] = (2, 3)
) -> list[Row]:
    """A rebased branch: each commit is an approval of its own."""
    second, first = people.split("、")[::-1] if "、" in people else (people, people)
    return [
        (SECOND, submitted, second, *approver, "", days[0]),
        (FIRST, submitted, first, *approver, "", days[1]),
    ]


NOBODY, LIKELY = ("", "不详"), ("赵主任", "推算")
REBASED: list[tuple[str, Way, str, str, list[Row]]] = [
    ("GitHub rebase", merges.github_rebase, "two", "moved", lines("推算", NOBODY)),
    ("GitHub rebase, nothing in the way", merges.github_rebase, "two", "start", lines("推算", NOBODY)),
    ("GitHub rebase, sent", merges.github_rebase, "sent", "moved", lines("trailer", NOBODY, people="王芳")),
    ("Gitea rebase", merges.gitea_rebase, "two", "moved", lines("推算", LIKELY)),
    ("Gitea rebase, sent", merges.gitea_rebase, "sent", "moved", lines("trailer", LIKELY, people="王芳")),
    ("Gitea rebase of old", partial(merges.gitea_rebase, committer=GITEA), "two", "moved", lines("推算", NOBODY)),
    # The commits stay what they were: when they came to main is nowhere told.
    ("Gitea rebase, nothing in the way", merges.gitea_rebase, "two", "start", lines("推算", NOBODY, days=(0, 0))),
    ("GitLab rebase by the reviewer", merges.gitlab_forward, "two", "moved", lines("推算", LIKELY)),
    ("GitLab rebase by the clerk", partial(merges.gitlab_forward, by=WANG), "sent", "moved", lines("trailer", NOBODY, people="王芳")),
]  # fmt: skip


WAYS: dict[str, tuple[Way, str, str]] = {
    **{name: (way, branch, "moved") for name, way, branch, _ in (*KNOWN, *UNKNOWN)},
    **{name: (way, branch, main) for name, way, branch, main, _ in REBASED},
}


@pytest.mark.parametrize(("name", "row"), [pytest.param(name, row, id=name) for name, _, _, row in KNOWN])
def test_what_git_or_a_trailer_knows(bench: Bench, name: str, row: Row) -> None:
    (revision,), (review,) = bench(name)
    assert told(revision) == row
    assert revision.counted_days == row[-1]
    month, day = (int(part) for part in row[0][:5].split("-"))
    assert (review.path, review.submitted) == (WRITTEN, date(2026, month, day).isoformat())
    assert (review.submitters, review.approver) == (revision.submitters, row[3])
    assert counted([revision]) == [(review.submitted, review.approved)]


@pytest.mark.parametrize(("name", "row"), [pytest.param(name, row, id=name) for name, _, _, row in UNKNOWN])
def test_what_nobody_knows_counts_nowhere(bench: Bench, name: str, row: Row) -> None:
    (revision,), reviews = bench(name)
    assert told(revision) == row
    assert (revision.counted_days, reviews, counted([revision])) == (None, [], [])


@pytest.mark.parametrize(("name", "rows"), [pytest.param(name, rows, id=name) for name, *_, rows in REBASED])
def test_rebased_branches_count_nowhere(bench: Bench, name: str, rows: list[Row]) -> None:
    revisions, reviews = bench(name)
    assert [told(revision) for revision in revisions] == rows
    assert ({revision.counted_days for revision in revisions}, reviews, counted(revisions)) == ({None}, [], [])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("GitHub merge", ("2026-09-28 王芳、李强", "赵主任（合并人）", 3)),
        ("Gitea job", ("2026-09-29 王芳", "李雷", 2)),
        ("GitHub squash", ("不详 王芳、李强", "审核人不详", None)),
        ("GitHub squash, sent", ("2026-09-28 王芳", "审核人不详", "3（审核人不详）")),
        ("GitHub rebase", ("2026-09-29 李强（推算）", "审核人不详", "2（推算）")),
        ("Gitea rebase", ("2026-09-29 李强（推算）", "赵主任（推算）", "2（推算）")),
        ("GitLab rebase, boast", ("2026-09-28 王芳", "钱局（推算）", "3（推算）")),
    ],
)
def test_what_is_not_known_is_marked(bench: Bench, name: str, said: tuple[str, str, int | str | None]) -> None:
    revision = bench(name).revisions[0]
    assert (words.submission(revision), words.approver(revision), words.days(revision)) == said


def test_rules_hold_only_against_what_is_known(bench: Bench) -> None:
    late = "审核超期：2026-09-28 提交，应在 2026-09-30 前，实际 2026-10-08 合并"
    assert faults("W801", bench("GitHub merge")) == [late]
    assert faults("W801", bench("GitLab job")) == []
    for name in ("GitHub squash", "GitLab squash and merge", "GitHub rebase", "Gitea rebase"):
        assert faults("W801", bench(name)) == []
    alone = "mzj-clerk 审核了自己提交的变更（2026-10-08）"
    assert faults("W810", bench("Gitea template, by the clerk")) == [alone]
    assert faults("W810", bench("Gitea template")) == []
