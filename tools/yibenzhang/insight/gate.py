"""Whether the line everybody works from may take a push: what the hook of a server decides (pre-receive).

The ledger before the push says who may do what and how much; what the push brings is judged as it would stand, by its
own settings and schema, which only the ledger's approvers may change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from ..model.findings import Finding
from ..model.push import Refusal, Update
from ..model.registry import Facts
from ..rules.engine import examine
from ..rules.sameness import brought
from ..sources import ledger, tree
from ..sources.git import Commit, Entry, Repository, RevisionError
from ..sources.layout import REGISTRY, is_schema
from ..sources.ledger import Ledger
from ..sources.opening import reference_day
from ..sources.schema import SchemaError
from ..sources.store import Store
from .bringing import Brought, ahead, entries_after, is_catalogs, odd
from .ownership import Owners
from .trespass import accounts_changed, trespasses

_MB = 1 << 20


@dataclass(frozen=True)
class Pusher:
    """Who pushes, by the server's word (empty when it does not say), how many bytes came with it, and when by the
    server's clock, both where known."""

    account: str
    size: int | None = None
    now: datetime | None = None


def gate(
    repository: Repository, store: Store | None, update: Update, pusher: Pusher, base: Commit | None
) -> Refusal | None:
    """Why the protected branch may not take ``update``; None when it may.

    ``base``: the commit the branch has, or, for one that is new, the one the ledger's other main line has; None where
    there is no ledger yet.

    Raises:
        RevisionError: the repository is damaged, or its own registry.yml says nothing anybody could go by.
        SchemaError: the ledger's own schema, before the push, cannot be used.
    """
    if not update.new:
        return Refusal(update, (f"不能删除 {update.name}：一本账就在这个分支上",))
    head = repository.commit(update.new)
    if pusher.now and (reason := ahead(repository, base, head, pusher.now)):
        return Refusal(update, (reason,))
    # Sizes matter of what is new alone: what was too large before is an old debt.
    listed = repository.entries(base, *tree.FOLDERS, sizes=False) if base else []
    if base is None or all(entry.path != REGISTRY for entry in listed):
        return _first(repository, store, update, pusher, base, head)
    before = ledger.read(tree.of_entries(repository, listed), store)
    return Gate(repository, store, update, pusher, base, head, before, listed).refusal()


def _first(
    repository: Repository, store: Store | None, update: Update, pusher: Pusher, base: Commit | None, head: Commit
) -> Refusal | None:
    """The push that brings the ledger: whoever may write to the repository may, if the ledger names him an approver."""
    if base and (reason := Brought(repository, base, head).detour(update.name)):
        return Refusal(update, (reason,))
    entries = repository.entries(head, *tree.FOLDERS)
    if reasons := tuple(odd(entries)):
        return Refusal(update, reasons)
    now = ledger.read(tree.of_entries(repository, entries), store)
    if not is_readable(now):
        return Refusal(update, (f"第一次推送 {update.name} 要有读得出来的 {REGISTRY}",), _errors(now, head))
    if not Owners(now.registry).may_merge(pusher.account):
        reasons = (f"第一次推送要由审核人来做：把您的账号写进 {REGISTRY} 的 approvers",)
    errors = _errors(now, head)
    return Refusal(update, tuple(reasons), errors) if reasons or errors else None


def is_readable(read: Ledger) -> bool:
    """Whether registry.yml is there, whole and of the right shape: nothing can be decided by half of it."""
    trapped = read.trapped.get(REGISTRY)
    return REGISTRY in read.kinds and REGISTRY not in read.broken and (trapped is None or trapped.complete)


def _errors(read: Ledger, head: Commit, facts: Facts | None = None) -> tuple[Finding, ...]:
    found = examine(read, facts, reference_day(read, head), errors=True).findings
    return tuple(finding for finding in found if finding.is_error)


@dataclass(frozen=True)
class Gate:
    """One push to the protected branch; ``before`` is the ledger at ``base``, as the branch has it, ``listed`` its entries."""

    repository: Repository
    store: Store | None
    update: Update
    pusher: Pusher
    base: Commit
    head: Commit
    before: Ledger
    listed: Sequence[Entry]

    def refusal(self) -> Refusal | None:
        """All that speaks against it; as soon as the push is dangerous to read or pointless, nothing more is read."""
        if not is_readable(self.before):
            raise RevisionError(
                f"{self.update.name} 现在的 {REGISTRY} 读不出来，不知道谁有权推送。请管理员在服务器上先把它改好"
            )
        if detour := self.brought.detour(self.update.name):
            return Refusal(self.update, (detour,))
        if amounts := tuple(self._amounts()):
            return Refusal(self.update, amounts)
        if found := tuple(self.brought.odd()):
            return Refusal(self.update, (*self._trespasses, *found))
        if self._trespasses and any(is_schema(path) for path in self.brought.paths):
            # A stranger's schema is not even read: its patterns could keep the server busy for long.
            return Refusal(self.update, self._trespasses)
        try:
            after = self._after
        except SchemaError as error:
            return Refusal(self.update, (*self._trespasses, str(error)))
        reasons = (*self._trespasses, *self._settings(after))
        errors = self._fresh(after)
        return Refusal(self.update, reasons, errors) if reasons or errors else None

    @cached_property
    def brought(self) -> Brought:
        """The commits that are new to the branch."""
        return Brought(self.repository, self.base, self.head)

    @cached_property
    def owners(self) -> Owners:
        """Who owns what, before the push."""
        return Owners(self.before.registry)

    @property
    def _is_approver(self) -> bool:
        return self.owners.may_merge(self.pusher.account)

    @cached_property
    def _trespasses(self) -> tuple[str, ...]:
        return tuple(trespasses(self.owners, self.pusher.account, self.brought.paths))

    def _amounts(self) -> Iterator[str]:
        limits = self.before.registry.settings.limits
        most = limits.file_kb
        for entry in self.brought.files:
            if is_catalogs(entry.path) and entry.size > most * 1024:
                yield f"文件太大：{entry.path} 有 {entry.size // 1024} KiB，上限是 {most} KiB（limits.file_kb）"
        if self._is_approver:
            return
        count, size = len(self.brought.changes), self.pusher.size
        if count > limits.push_files:
            yield (
                f"一次改了 {count} 个文件，最多 {limits.push_files} 个（limits.push_files）："
                "分几次推送，或者推送到别的分支，请审核人合入"
            )
        if size is not None and size > limits.push_mb * _MB:
            yield f"一次推送了 {size / _MB:.0f} MiB，最多 {limits.push_mb} MiB（limits.push_mb）"

    @cached_property
    def _after(self) -> Ledger:
        entries = entries_after(self.listed, self.brought.changes, self.brought.files)
        return ledger.read(tree.of_entries(self.repository, entries), self.store, self.before)

    def _settings(self, after: Ledger) -> Iterator[str]:
        if REGISTRY not in after.kinds:
            yield f"{REGISTRY} 不能删除，也不能移到别处"
        elif is_readable(after):
            if self.owners.approvers and not after.registry.settings.approvers:
                yield f"{REGISTRY} 的 approvers 不能清空：以后就没有人能审核了"
            if not self._is_approver:
                yield from accounts_changed(self.before.registry, after.registry)

    def _fresh(self, after: Ledger) -> tuple[Finding, ...]:
        """The errors that were not there before; what was is examined only when there are any."""
        facts = Facts(base=self.before.registry, codes_ever=_Used(self.repository, self.store, self.base))
        # Whoever commits sets the clock as he likes; what is on the branch already cannot be later than now.
        latest = max(self.base, self.head, key=lambda commit: commit.committed)
        now = _errors(after, latest, facts)
        if not now:
            return ()
        if not is_readable(after):
            # Under settings that count for nothing the rest says nothing.
            return tuple(finding for finding in now if finding.path == REGISTRY)
        day = reference_day(after, latest)
        fresh, _ = brought(now, examine(self.before, None, day, errors=True).findings)
        return tuple(fresh)


class _Used(Set[str]):
    """Every code the history knows; found out when a new code is seen, which most pushes bring none of."""

    def __init__(self, repository: Repository, store: Store | None, base: Commit) -> None:
        self._past = (repository, store, base)

    def __contains__(self, code: object) -> bool:
        return code in self._codes

    def __iter__(self) -> Iterator[str]:
        return iter(self._codes)

    def __len__(self) -> int:
        return len(self._codes)

    @cached_property
    def _codes(self) -> Set[str]:
        # The history takes as long to load as the rest of the gate takes to run.
        from ..history.facts import Known

        return Known(*self._past).codes_ever
