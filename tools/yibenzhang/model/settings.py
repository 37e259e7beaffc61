"""registry.yml: what a ledger sets for itself."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from .catalog import Value


class Host(Value, frozen=True, kw_only=True):
    """The git host the ledger lives on."""

    kind: str = "bare"
    url: str | None = None
    branch: str = "main"


class Policy(Value, frozen=True, kw_only=True):
    """Switches where the sources disagree (DOMAIN, head)."""

    refusal_basis: str = "strict"
    severities: dict[str, str] = msgspec.field(default_factory=dict)


class Limits(Value, frozen=True, kw_only=True):
    """Sizes: ``file_kb`` KiB a file, ``push_files`` files and ``push_mb`` MiB a push."""

    file_kb: int = 1024
    push_files: int = 200
    push_mb: int = 50


class Step(Value, frozen=True, kw_only=True):
    """One step of a campaign."""

    name: str = ""
    due: str = ""
    measure: str = ""


class Campaign(Value, frozen=True, kw_only=True):
    """专项工作 (DOMAIN A7)."""

    name: str = ""
    steps: tuple[Step, ...] = ()


class Waiver(Value, frozen=True, kw_only=True):
    """A finding that is accepted until a date, with its reason."""

    rule: str = ""
    code: str = ""
    reason: str = ""
    until: str = ""


class Change(Value, frozen=True, kw_only=True):
    """A dated change of law or duty (R17)."""

    date: str = ""
    kind: str = ""
    title: str = ""
    departments: tuple[str, ...] = ()
    extended: bool = False


# Working days (DOMAIN C); the law sets none for disputes.
DEADLINES: Mapping[str, int] = {
    "review_new": 3,
    "review_update": 2,
    "mount": 5,
    "register": 20,
    "update": 20,
    "update_law": 10,
    "update_law_extension": 5,
    "reply_unconditional": 1,
    "reply_conditional": 10,
    "reply_extension": 10,
    "provide": 20,
    "objection": 10,
}


class Settings(Value, frozen=True, kw_only=True):
    """registry.yml. Deadlines are working days (DOMAIN C); weights are integers.

    ``sample_day``: the day a sample ledger stands still on, whatever its commits say.
    """

    path: str = "catalogs/registry.yml"
    name: str = "政务数据目录一本账"
    sample: bool = False
    sample_day: str | None = None
    authority: str = ""
    division: str = ""
    host: Host = Host()
    base_url: str | None = None
    approvers: tuple[str, ...] = ()
    publish_contacts: bool = False
    policy: Policy = Policy()
    limits: Limits = Limits()
    deadlines: dict[str, int] = msgspec.field(default_factory=dict)
    weights: dict[str, int] = msgspec.field(default_factory=dict)
    campaigns: tuple[Campaign, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    changes: tuple[Change, ...] = ()

    def deadline(self, name: str) -> int | None:
        """Working days of a deadline, the ledger's own or the default; None for 争议 where the ledger sets none."""
        return self.deadlines.get(name, DEADLINES.get(name))
