"""What a change brings as workflow commands: shown beside the lines of the pull request."""

from __future__ import annotations

from ...insight.review import Review, Verdict
from ..github import command, notice
from ..report import Report

_LEVELS = {Verdict.MERGE: "notice", Verdict.CONSENT: "warning", Verdict.MEND: "error"}


def report(review: Review) -> str:
    """The verdict, then one command a finding. Whatever anyone wrote stays inside its command."""
    about = Report(
        findings=review.findings, files=review.files, catalogs=0, base_url=review.base_url, prefix=review.prefix
    )
    said = [review.reason, *review.blocks]
    lines = [notice(_LEVELS[review.verdict], review.verdict.label, said), *(command(about, f) for f in about.shown)]
    return "".join(f"{line}\n" for line in lines)
