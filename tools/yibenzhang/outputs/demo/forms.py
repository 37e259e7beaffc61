"""The ways approvals reach the main branch of a made-up history, as the hosts write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

from . import people
from .draw import Draw
from .people import Person
from .turns import Turns

_SIDES = (1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4)
_LEAST = 2
OCTOPUS = 3
MERGES = frozenset({"plain", "stamped", "github", "gitea", "gitlab", "octopus"})
# Weights by quarter of the history: a ledger moves from a bare repository to one host after another.
_ERAS = (
    {"plain": 5, "stamped": 2, "direct": 0.5, "rebased": 1, "octopus": 0.3},
    {"gitlab": 5, "squash": 1, "stamped squash": 1, "plain": 0.5, "direct": 0.2},
    {"gitea": 5, "squash": 2, "stamped squash": 1, "plain": 0.5, "octopus": 0.1, "direct": 0.2},
    {"github": 5, "squash": 2, "stamped squash": 3, "direct": 0.2},
)
_BEIJING = timezone(timedelta(hours=8))


class Form(NamedTuple):
    """How one approval looks; ``sides`` commits lie on its branch or branches, none where it is no merge."""

    name: str
    sides: int


class Approval(NamedTuple):
    """What a message is made from. ``review`` is the number of the pull request."""

    title: str
    branch: str
    review: int
    clerk: Person
    reviewer: Person
    submitted: int


def planned(commits: int, draw: Draw) -> list[Form]:
    """Forms of approvals that make exactly so many commits in all, the first a direct one."""
    forms = [Form("direct", 0)]
    turns = [Turns(weights, draw) for weights in _ERAS]
    left = commits - 1
    while left:
        turn = turns[min((commits - left) * len(_ERAS) // commits, len(_ERAS) - 1)]
        name = next(name for name in turn.order() if left >= _LEAST or name not in MERGES)
        turn.took(name)
        sides = 0
        if name in MERGES:
            sides = min(OCTOPUS if name == "octopus" else draw.pick(_SIDES), left - 1)
        forms.append(Form(name, sides))
        left -= 1 + sides
    return forms


def message(form: Form, approval: Approval) -> str:
    """The message of the commit on the main branch."""
    title, branch, review, clerk, reviewer, _ = approval
    match form.name:
        case "plain" | "octopus":
            return f"Merge branch '{branch}'\n\n{title}\n"
        case "stamped":
            return f"合并：{title}\n\n{_trailers(approval)}"
        case "github":
            return f"Merge pull request #{review} from {clerk.account}/{branch}\n\n{title}\n"
        case "gitea":
            address = f"https://git.example.cn/shuju/yibenzhang/pulls/{review}"
            seen = f"Reviewed-on: {address}\nReviewed-by: {reviewer}\n"
            return f"Merge pull request '{title}' (#{review}) from {branch} into main\n\n{seen}"
        case "gitlab":
            return f"Merge branch '{branch}' into 'main'\n\n{title}\n\nSee merge request shuju/yibenzhang!{review}\n"
        case "squash":
            return f"{title} (#{review})\n\n* {title}\n"
        case "stamped squash":
            return f"{title} (#{review})\n\n{_trailers(approval)}Review: #{review}\n"
    return f"{title}\n"


def _trailers(approval: Approval) -> str:
    moment = datetime.fromtimestamp(approval.submitted, UTC).astimezone(_BEIJING).isoformat()
    return (
        f"Submitted-at: {moment}\nSubmitted-by: {approval.clerk}\n"
        f"Reviewed-by: {approval.reviewer}\nReview-result: 通过\n"
    )


def identities(form: Form, approval: Approval, approved: int) -> tuple[tuple[Person, int], tuple[Person, int]]:
    """Author and committer of the commit on the main branch, with their times."""
    clerk, reviewer = approval.clerk, approval.reviewer
    match form.name:
        case "direct":
            return (people.ADMIN, approved), (people.ADMIN, approved)
        case "rebased":
            return (clerk, approval.submitted), (reviewer, approved)
        case "github":
            return (reviewer, approved), (people.GITHUB, approved)
        case "squash" | "stamped squash":
            # A squash bears the time it was merged at, whoever wrote it and whenever.
            return (clerk, approved), (people.GITHUB, approved)
    return (reviewer, approved), (reviewer, approved)
