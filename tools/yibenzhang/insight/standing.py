"""How a ledger stands on its reference day: steps, what is due, and the indicators, worked out once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..model.change import Revision
from ..model.findings import Finding
from ..model.registry import Facts, Registry
from .completeness import completeness
from .due import Due, Tally, due, of_step, tallies
from .score import Scores, scores
from .step import Sort, Step
from .steps import steps


@dataclass(frozen=True)
class Standing:
    """``due`` and ``tallies`` by department, ``missed``: scored steps done after their last day, by department,
    newest first; ``waiting``: the open step of each file, however far ahead."""

    today: date | None
    due: Mapping[str, tuple[Due, ...]]
    tallies: Mapping[str, Mapping[Sort, Tally]]
    missed: Mapping[str, tuple[Step, ...]]
    waiting: Mapping[str, Due]
    scores: Scores


def standing(
    registry: Registry,
    facts: Facts,
    revisions: Sequence[Revision],
    findings: Callable[[], Mapping[str, Sequence[Finding]]],
) -> Standing:
    """Work it out; without a reference day nothing is due. ``findings`` are asked for last: they may still be on their way."""
    found = steps(registry, facts, revisions)
    counted = tallies(found, facts.today)
    missed: defaultdict[str, list[Step]] = defaultdict(list)
    for step in found:
        if step.sort.scored and step.done is not None and not step.in_time:
            missed[step.department].append(step)
    papers = {each.path for each in registry.demands} | {each.path for each in registry.objections}
    waiting = {step.path: left for step in found if step.path in papers and (left := of_step(step, facts)) is not None}
    coming = due(found, facts)
    filled = completeness(registry)
    return Standing(
        today=facts.today,
        due=coming,
        tallies=counted,
        missed={key: tuple(sorted(held, key=_newest)) for key, held in missed.items()},
        waiting=waiting,
        scores=scores(registry, found, counted, findings(), facts.today, filled),
    )


def _newest(step: Step) -> tuple[int, str, str]:
    return -(step.done or step.due).toordinal(), step.path, step.subject


__all__ = ["Standing", "standing"]
