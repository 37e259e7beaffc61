"""What a change means to those who use the data: looked up in one table, which docs/impact.md prints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..model.change import Impact
from .differences import Difference


class Verdict(NamedTuple):
    """An impact with the sentence that says why."""

    impact: Impact
    reason: str


def judge(difference: Difference, before: Mapping[str, Any], after: Mapping[str, Any]) -> Verdict:
    """The impact of a field's change; ``before`` and ``after`` are the whole documents."""
    return Verdict(Impact.EDITORIAL, "")


def event(name: str) -> Verdict:
    """The impact of what happened to a catalog as a whole."""
    return Verdict(Impact.EDITORIAL, "")
