"""The report for programs. Words that are fixed are English; what people wrote stays as written."""

from __future__ import annotations

from typing import Any

import msgspec

from ...insight.review import Review
from ...rules.clauses import clause_text
from ..json import KEYS, dumps
from ..report import Report


def report(review: Review) -> str:
    """One object; its keys are described in docs/commands.md."""
    return dumps(
        {
            "verdict": review.verdict.value,
            "verdict_label": review.verdict.label,
            "reason": review.reason,
            "base": review.base.id,
            "head": review.head.id,
            "fork": review.fork.id,
            "actor": review.actor,
            "today": review.today.isoformat(),
            "files": review.files,
            "blocks": list(review.blocks),
            "notes": list(review.notes),
            "both_changed": list(review.both),
            "ownership": [_holding(holding) for holding in review.holdings],
            "findings": _findings(review),
            "changes": msgspec.to_builtins(review.changes),
            "effects": [
                {"sort": each.sort.value, "sort_label": each.sort.label, **_rest(each._asdict(), "sort")}
                for each in review.effects
            ],
            "deadlines": _deadlines(review),
            "checklist": [
                {**_rest(task._asdict(), "quotes"), "quotes": [{"label": a, "text": b} for a, b in task.quotes]}
                for task in review.tasks
            ],
        }
    )


def _rest(found: dict[str, Any], *without: str) -> dict[str, Any]:
    return {key: value for key, value in found.items() if key not in without}


def _holding(holding: Any) -> dict[str, Any]:
    owner = holding.owner
    return {
        "owner": owner.id,
        "name": owner.name,
        "kind": owner.kind.value,
        "kind_label": owner.kind.label,
        "maintainers": list(owner.submitters),
        "reviewers": list(owner.approvers),
        "permitted": holding.permitted,
        "consent_needed": holding.needed,
        "paths": list(holding.paths),
    }


def _findings(review: Review) -> dict[str, Any]:
    helps = Report(findings=review.findings, files=0, catalogs=0, base_url=review.base_url)
    rows = [{key: getattr(f, key) for key in KEYS} | {"help": helps.help(f.rule)} for f in review.findings]
    counts = {"errors": review.errors, "warnings": review.warnings, "old": review.old, "waived": review.waived}
    return {**counts, "brought": rows}


def _deadlines(review: Review) -> dict[str, Any]:
    timing = review.timing
    return {
        "submitted": timing.submitted.isoformat() if timing.submitted else None,
        "origin": timing.origin,
        "origin_label": timing.said,
        "submitters": list(timing.submitters),
        "terms": [
            {
                "kind": term.kind,
                "kind_label": term.label,
                "catalogs": term.catalogs,
                "limit": term.limit,
                "due": term.due.isoformat(),
                "left": term.left,
                "provisional": term.provisional,
                "clause": clause_text(term.clause),
            }
            for term in timing.terms
        ],
    }


__all__ = ["report"]
