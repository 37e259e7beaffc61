"""What a server is asked to take, and why it does not."""

from __future__ import annotations

from typing import NamedTuple

from .findings import Finding


class Update(NamedTuple):
    """One ref a push would move: ids before and after, "" where there is none, and the full name of the ref."""

    old: str
    new: str
    ref: str

    @property
    def name(self) -> str:
        """The branch or tag as people call it."""
        return self.ref.removeprefix("refs/heads/").removeprefix("refs/tags/")


class Refusal(NamedTuple):
    """Why a ref may not be moved: sentences, and the errors the push would bring (DESIGN section 5)."""

    update: Update
    reasons: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
