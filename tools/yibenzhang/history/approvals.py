"""Who submitted, who approved, and when: what a commit on the first-parent line says of it (DOMAIN C, DESIGN section 6).

Each answer bears its origin. ``trailer``: the commit says so. ``merge``: a real merge shows it. ``推算``: likely, from
what a single commit shows. ``不详``: nobody knows. Only the first two may ever count in a figure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from ..sources.commits import Person, Written, moment
from . import trailers
from .trailers import Named, Trailers

TRAILER, MERGE, GUESSED, UNKNOWN = "trailer", "merge", "推算", "不详"
# No commit is older than git; an earlier date is a clock that stood still.
_FIRST = datetime(2005, 4, 7, tzinfo=UTC)
_BOT_NAMES = frozenset(
    {"github", "gitlab", "gitea", "forgejo", "gogs", "gitee", "codeberg", "web-flow", "github-actions"}
)
_BOT_MAIL = re.compile(r"(?:no-?reply|gitea|forgejo|gitlab)@|.*\[bot\]@|(?:project|group)_?[0-9]+_bot", re.IGNORECASE)
# A squash is made in the second it is merged, give or take the one the host needed.
_AT_ONCE = 2
# GitLab squashes and merges in one go; in a large repository that takes a while.
_IN_ONE_GO = 60


class Approval(NamedTuple):
    """One approval. ``submitted``: None where nobody knows. Origins are those of the module."""

    submitted: datetime | None
    submitted_origin: str
    approved: datetime
    submitters: tuple[str, ...]
    approver: str | None
    approver_origin: str
    review: str
    subject: str
    signed: bool

    @property
    def is_certain(self) -> bool:
        """Whether days and people are known, not guessed."""
        return {self.submitted_origin, self.approver_origin} <= {TRAILER, MERGE}


def approval(commit: Written, brought: Sequence[Written] = (), *, cut: bool = False) -> Approval:
    """What ``commit`` says of the approval it is.

    ``brought``: the commits a merge brought in beside itself, in any order. ``cut``: a shallow clone lacks some of them.
    """
    said = _said(commit)
    review = said.review or trailers.review(commit.message)
    approved = moment(commit.committer.time or 0)
    # A branch that had merged the main line: its work is in the other commits.
    work = sorted([each for each in brought if each.parents < 2] or brought, key=_order)
    written = [(each, _said(each)) for each in work] or [(commit, said)]
    submitters = _submitters(commit, said, written if work or commit.parents < 2 else [])
    submitted, known = _submission(commit, said, written, approved)
    if submitted is None and work:
        dates = [_at(each.author) for each in work if not _is_made_for(commit, each, review)]
        submitted, known = _earliest(dates, approved, GUESSED if cut else MERGE)
    elif submitted is None and commit.parents < 2 and not (said.authors or _is_squash(commit, review)):
        submitted, known = _earliest([_at(commit.author)], approved, GUESSED)
    approver, seen = _approver(commit, said, submitters)
    if commit.parents > 1 and not review and trailers.is_pull(commit.message):
        # What stood on the main line was approved there, not by who fetched it. A fork's main line comes with a number.
        known, seen = (GUESSED if origin == MERGE else origin for origin in (known, seen))
    return Approval(
        submitted,
        known,
        approved,
        tuple(dict.fromkeys(person.name for person in submitters)),
        _name(approver, submitters),
        seen,
        review,
        trailers.subject(commit.message),
        commit.signed,
    )


def is_bot(person: Person | Named) -> bool:
    """Whether a name is a host's own, which merges for whoever pressed the button, or some robot's."""
    name = person.name.casefold()
    return name in _BOT_NAMES or name.endswith("[bot]") or _BOT_MAIL.match(person.mail) is not None


def _said(commit: Written) -> Trailers:
    return trailers.trailers(commit.message, squashed=commit.parents < 2)


def _order(commit: Written) -> tuple[int, str, str]:
    return commit.author.time or 0, commit.author.name, commit.author.mail


def _at(person: Person) -> datetime | None:
    return None if person.time is None else moment(person.time)


def _earliest(times: Sequence[datetime | None], approved: datetime, origin: str) -> tuple[datetime | None, str]:
    """The first of those times that can be: after git was made, not after the approval."""
    believed = [time for time in times if time and _FIRST <= time <= approved]
    return (min(believed), origin) if believed else (None, UNKNOWN)


def _submission(
    commit: Written, said: Trailers, written: Sequence[tuple[Written, Trailers]], approved: datetime
) -> tuple[datetime | None, str]:
    """When it was submitted, as the approval's own trailers say, else those of what it brought in."""
    own = _earliest(said.submitted_at, approved, TRAILER)
    if own[0] or commit.parents < 2:
        return own
    return _earliest([time for _, theirs in written for time in theirs.submitted_at], approved, TRAILER)


def _submitters(commit: Written, said: Trailers, written: Sequence[tuple[Written, Trailers]]) -> list[Named]:
    """Whom the trailers name, else who wrote what was brought in; each once, by mail where there is one."""
    theirs = said.submitted_by or tuple(person for _, each in written for person in each.submitted_by)
    authors = said.authors or tuple(
        person
        for each, trailer in written
        for person in (Named(each.author.name, each.author.mail), *trailer.coauthors)
        if person.name
    )
    named, wrote = _once(theirs), _once(authors)
    if commit.parents > 1 and len(named) == len(wrote) == 1 and not named[0].mail:
        # Hosts name the account alone; of one author's branch it is his, so that his own approval is seen to be his.
        return [named[0]._replace(mail=wrote[0].mail)]
    return named or wrote


def _once(people: Sequence[Named]) -> list[Named]:
    found: dict[str, Named] = {}
    for person in people:
        found.setdefault(person.mail.casefold() or person.name, person)
    return list(found.values())


def _approver(commit: Written, said: Trailers, submitters: Sequence[Named]) -> tuple[Person | Named | None, str]:
    if said.reviewed_by:
        others = [person for person in said.reviewed_by if not _is_among(person, submitters)]
        if others and commit.parents < 2 and _is_own_word(commit, others[0], submitters):
            return others[0], GUESSED
        return (others or said.reviewed_by)[0], TRAILER
    if commit.parents > 1:
        for person in (commit.committer, commit.author):
            if person.name and not is_bot(person):
                return person, MERGE
        return None, UNKNOWN
    person = commit.committer
    own: list[Person | Named] = [*submitters] if said.authors else [*submitters, commit.author]
    if not person.name or is_bot(person) or _is_among(person, own):
        # Nobody but the author is named; whoever let it in left no trace.
        return None, UNKNOWN
    return person, GUESSED


def _is_among(person: Person | Named, others: Sequence[Person | Named]) -> bool:
    return any(person.name == other.name or _is_same_mail(person, other) for other in others)


def _is_same_mail(one: Person | Named, other: Person | Named) -> bool:
    return one.mail != "" and one.mail.casefold() == other.mail.casefold()


def _name(person: Person | Named | None, submitters: Sequence[Named]) -> str | None:
    """The name of the approver: the one he submits under, where his mail tells that he does."""
    if person is None:
        return None
    return next((other.name for other in submitters if _is_same_mail(person, other)), person.name)


def _is_own_word(commit: Written, reviewer: Named, submitters: Sequence[Named]) -> bool:
    """Whether a single commit may say as its author wrote it who reviewed it: nobody else has touched it, or it was
    rebased, which leaves the text alone. Whoever squashes has the text before him."""
    if _is_among(commit.committer, [commit.author]) and _is_among(commit.committer, submitters):
        return True
    return not _is_at_once(commit) and not _is_among(commit.committer, [reviewer])


def _is_at_once(commit: Written) -> bool:
    return abs((commit.committer.time or 0) - (commit.author.time or 0)) <= _AT_ONCE


def _is_squash(commit: Written, review: str) -> bool:
    """Whether a single commit was made when it was merged, so that its author's date says nothing."""
    by_another = is_bot(commit.committer) or not _is_among(commit.committer, [commit.author])
    return _is_at_once(commit) and (review != "" or by_another)


def _is_made_for(merge: Written, brought: Written, review: str) -> bool:
    """Whether what a merge brought in was squashed for it, as GitLab does with one button, so that its dates say
    nothing: by whoever merged another's work, or just before."""
    if not review.startswith("!") or not _is_at_once(brought):
        return False
    by_merger = _is_among(brought.committer, [merge.committer]) and not _is_among(brought.committer, [brought.author])
    return by_merger or abs((merge.committer.time or 0) - (brought.committer.time or 0)) <= _IN_ONE_GO
