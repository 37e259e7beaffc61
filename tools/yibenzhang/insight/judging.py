"""A change judged by the rules of the ledger it is to go into, before it is there.

What is judged is what the merge would leave: the base's files with the change's put over them. The schema, settings,
severities, waivers and limits are the base's, whatever the change writes into them; they count once they are merged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import blake2b

import msgspec
from msgspec import structs

from ..history.facts import Known
from ..model.findings import Finding
from ..model.registry import Facts, Registry
from ..model.settings import Settings
from ..rules.engine import Examined, examine
from ..rules.sameness import brought
from ..sources import gitfork, ledger, schema, tree
from ..sources.git import Commit, Repository
from ..sources.gitfork import Touched
from ..sources.layout import CATALOGS, REGISTRY, is_schema
from ..sources.ledger import Ledger
from ..sources.opening import NoLedgerError
from ..sources.store import Store, program

_KEPT = msgspec.msgpack.Decoder(list[Finding])


@dataclass(frozen=True)
class Judgement:
    """``fresh``: findings the change brings, errors first, those in its own files before others; ``old``: how many stood
    already; ``waived``: how many of what stands the base's registry.yml waives."""

    fresh: tuple[Finding, ...]
    old: int
    waived: int


@dataclass(frozen=True)
class Case:
    """A change: from ``fork``, where it left the line, to ``head``; ``base`` is what it is to be merged into.

    ``touched``: every path it changes, ``both``: those of them that the line has changed otherwise since. ``before`` is
    the ledger at ``base``, ``after`` the one the merge would leave, under the settings and schema of ``base``.
    ``own``: the settings the change brings, None when it does not touch registry.yml. ``oversize``: files too large to
    be read. ``unusable``: why the schema it brings cannot be used, else empty. ``crossed``: it and the line have merged
    each other, so that ``fork`` is only one of several and ``touched`` may lack what the merge would change.
    """

    repository: Repository
    store: Store | None
    base: Commit
    head: Commit
    fork: Commit
    touched: tuple[Touched, ...]
    both: tuple[str, ...]
    before: Ledger
    after: Ledger
    own: Settings | None
    oversize: frozenset[str]
    unusable: str = ""
    crossed: bool = False

    @property
    def old(self) -> Registry:
        """The registry at the base."""
        return self.before.registry

    @property
    def new(self) -> Registry:
        """The registry the merge would leave."""
        return self.after.registry

    @cached_property
    def paths(self) -> frozenset[str]:
        """What the change touches of the ledger."""
        return frozenset(each.path for each in self.touched if each.inside)

    def judge(self, today: date) -> Judgement:
        """Run the rules; waivers are counted to ``today``."""
        facts = Facts(base=self.old, codes_ever=Known(self.repository, self.store, self.base).codes_ever)
        now = examine(self.after, facts, today)
        findings = now.findings
        if self.own is not None:
            findings = sorted([f for f in findings if f.path != REGISTRY] + self._of_settings(facts, today))
        findings = [f for f in findings if f.path not in self.oversize or f.rule == "Y951"]
        fresh, had = brought(findings, standing(self.before, today)) if findings else ([], [])
        # First what is wrong in the files it changes: what that leads to elsewhere comes of it.
        fresh.sort(key=lambda finding: (not finding.is_error, finding.path not in self.paths))
        return Judgement(tuple(fresh), len(had), len(now.waived))

    def _of_settings(self, facts: Facts, today: date) -> list[Finding]:
        """What is wrong with the settings the change brings, weighed by the base's; its own waivers excuse none of it."""
        settings = self.new.settings
        own = structs.replace(self.own or settings, policy=settings.policy, limits=settings.limits)
        found = examine(replace(self.after, registry=replace(self.new, settings=own)), facts, today)
        return [finding for finding in (*found.findings, *found.waived) if finding.path == REGISTRY]


def case(
    repository: Repository,
    store: Store | None,
    base: Commit,
    head: Commit,
    started: Callable[[str], None] = lambda _: None,
) -> Case:
    """Read both sides; ``started`` is told what is being read.

    Raises:
        RevisionError: the two have nothing in common, or the repository lacks an object.
        NoLedgerError: the base has no registry.yml that can be read.
        SchemaError: the base's own schema cannot be used.
    """
    forks = gitfork.forks(repository, base, head)
    fork = repository.commit(forks[0])
    touched = tuple(gitfork.touched(repository, fork, head))
    listed = {entry.path: entry for entry in repository.entries(base, *tree.FOLDERS)}
    started("读取主线")
    before = ledger.read(tree.of_entries(repository, listed.values()), store)
    if REGISTRY not in before.kinds or (REGISTRY in before.trapped and not before.trapped[REGISTRY].complete):
        raise NoLedgerError(f"{base.id[:7]} 里的 {REGISTRY} 没有或读不出来，不能据以审核：请先在主线上改好")
    settings = before.registry.settings
    most = settings.limits.file_kb * 1024
    wanted = [each for each in touched if each.inside and each.path.startswith(CATALOGS)]
    for each in wanted:
        listed.pop(each.path, None)
    come = gitfork.entries(repository, head, [each.path for each in wanted if each.new], CATALOGS)
    listed |= {entry.path: entry for entry in come}
    started("读取这次修改")
    after = ledger.read(tree.of_entries(repository, listed.values(), most), store, before)
    own = None
    if any(each.path == REGISTRY for each in wanted):
        own = after.registry.settings
    after.registry = replace(after.registry, settings=settings)
    return Case(
        repository, store, base, head, fork, touched, _both(repository, fork, base, touched), before, after, own,
        frozenset(entry.path for entry in come if entry.size > most),
        _unusable(repository, head, touched),
        len(forks) > 1,
    )  # fmt: skip


def _both(repository: Repository, fork: Commit, base: Commit, touched: Sequence[Touched]) -> tuple[str, ...]:
    """Paths that both sides have changed, and not to the same."""
    if fork.id == base.id:
        return ()
    theirs = {(each.inside, each.path): each for each in gitfork.touched(repository, fork, base)}
    found = ((each, theirs.get((each.inside, each.path))) for each in touched)
    return tuple(
        mine.path for mine, other in found if other and (mine.new, mine.new_mode) != (other.new, other.new_mode)
    )


def _unusable(repository: Repository, head: Commit, touched: Sequence[Touched]) -> str:
    """Why the schema the head brings could not be used if it were merged; it is read, and nothing is held to it."""
    if not any(each.inside and is_schema(each.path) for each in touched):
        return ""
    entries = [entry for entry in repository.entries(head, "schema") if is_schema(entry.path)]
    plain = [entry for entry in entries if entry.mode.startswith("100") and entry.size <= schema.MOST]
    if len(plain) < len(entries):
        return "schema/ 里有过大的文件或者链接"
    try:
        schema.load(dict(zip([entry.path for entry in plain], repository.blobs([e.blob for e in plain]), strict=True)))
    except schema.SchemaError as error:
        return str(error)
    return ""


def standing(before: Ledger, today: date) -> list[Finding]:
    """The findings of a ledger as it stands; kept in its store, since nothing changes them but its files and the day."""
    if before.store is None:
        return examine(before, None, today).findings
    digest = blake2b(today.isoformat().encode(), key=program(), digest_size=16)
    for path in sorted({*before.keys, *before.tree.odd, *before.stray}):
        said = f"{path}\0{before.tree.odd.get(path, '')}\0{before.stray.get(path, '')}\0"
        digest.update(said.encode("utf-8", "surrogateescape") + before.keys.get(path, b""))
    key = b"standing" + digest.digest()
    try:
        return _KEPT.decode(before.store.get([key]).get(key, b""))
    except msgspec.DecodeError:
        found: Examined = examine(before, None, today)
    # A path that is no UTF-8 cannot be kept: it is worked out again each time.
    with suppress(UnicodeEncodeError):
        before.store.put({key: msgspec.msgpack.encode(found.findings)})
    return found.findings


__all__ = ["Case", "Judgement", "case", "standing"]
