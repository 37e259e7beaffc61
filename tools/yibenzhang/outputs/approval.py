"""The message of the commit that merges a pull request: who submitted, who approved, when (DOMAIN C)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, timezone

from .hosts.host import Account, Approval, Pull

_BEIJING = timezone(timedelta(hours=8))
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_LONGEST_TITLE = 200
PASSED = "通过"


def consents(pull: Pull, approvals: Iterable[Approval], approvers: Iterable[str]) -> tuple[Account, ...]:
    """Who may approve and did approve this very head; the author's own word does not count."""
    may = {account.casefold() for account in approvers} - {pull.author.login.casefold()}
    said = (each.by for each in approvals if each.head in ("", pull.head))
    found = {account.login.casefold(): account for account in said if account.login.casefold() in may}
    return tuple(found.values())


def message(pull: Pull, number: str, reviewers: Sequence[Account]) -> tuple[str, str]:
    """Subject and trailers; ``number`` is written ``#12`` or ``!12``. Nothing a user wrote can add a trailer."""
    title = one_line(pull.title)[:_LONGEST_TITLE].rstrip() or "合入"
    opened = datetime.fromisoformat(pull.opened)
    time = (opened if opened.tzinfo else opened.replace(tzinfo=_BEIJING)).astimezone(_BEIJING)
    lines = [
        f"Submitted-at: {time.isoformat(timespec='seconds')}",
        f"Submitted-by: {person(pull.author)}",
        *(f"Reviewed-by: {person(each)}" for each in reviewers),
        f"Review-result: {PASSED}",
        f"Review: {number}",
    ]
    return f"{title} ({number})", "".join(f"{line}\n" for line in lines)


def one_line(text: str) -> str:
    """Text without anything that ends a line or hides what follows."""
    return " ".join(_CONTROL.sub(" ", text).split())


def person(account: Account) -> str:
    """A name and an address, as git writes them; a name may be neither empty nor look like an address."""
    name = re.sub(r"[<>]", "", one_line(account.name)).strip() or one_line(account.login)
    mail = re.sub(r"[<>\s]", "", one_line(account.mail))
    return f"{name} <{mail}>" if mail else name


__all__ = ["PASSED", "consents", "message", "one_line", "person"]
