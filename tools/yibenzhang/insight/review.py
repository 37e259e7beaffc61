"""A change as its reviewer has to see it: what it is, whose, what is wrong with it, whom it hits, by when, what to look at.

Everything that judges is the base's: owners, approvers, schema, settings. Nothing of the head is run or checked out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from ..history.difference import difference
from ..model.change import CatalogChange
from ..model.findings import Finding
from ..model.settings import Settings
from ..sources import gitfork
from ..sources.git import Commit, Repository
from ..sources.layout import CATALOGS, REGISTRY
from ..sources.store import Store
from . import papers
from .checklist import checklist
from .duedates import Timing, timing
from .effects import Effect, effects
from .judging import Case, case
from .ownership import Owner, Owners
from .task import Task
from .trespass import accounts_changed
from .verdict import Holding, Verdict, verdict, warning

EXECUTABLE = "100755"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The report.

    ``fork``: where the change left the line it is to be merged into, whose tip is ``base``. ``files``: how many paths it
    touches. ``blocks``: what stops the merge besides findings; ``notes``: what the reviewer should know; sentences.
    ``both``: paths the line has changed otherwise since. ``findings``: those the change brings, errors first; ``old`` and
    ``waived`` only count. ``changes`` are sorted by impact. ``settings`` are the base's; ``prefix``:
    the ledger's folder in the repository; ``gone``: the paths in it that the head has no more.
    """

    verdict: Verdict
    reason: str
    base: Commit
    head: Commit
    fork: Commit
    actor: str | None
    today: date
    files: int
    holdings: tuple[Holding, ...]
    findings: tuple[Finding, ...]
    old: int
    waived: int
    blocks: tuple[str, ...]
    notes: tuple[str, ...]
    both: tuple[str, ...]
    changes: tuple[CatalogChange, ...]
    effects: tuple[Effect, ...]
    timing: Timing
    tasks: tuple[Task, ...]
    settings: Settings
    prefix: str
    gone: frozenset[str]

    @property
    def base_url(self) -> str | None:
        """Where the ledger's site stands."""
        return self.settings.base_url

    @property
    def errors(self) -> int:
        """How many findings stop the merge."""
        return sum(finding.is_error for finding in self.findings)

    @property
    def warnings(self) -> int:
        """How many only warn."""
        return len(self.findings) - self.errors


def review(
    repository: Repository,
    store: Store | None,
    base: Commit,
    head: Commit,
    actor: str | None,
    today: date | None = None,
    started: Callable[[str], None] = lambda _: None,
) -> Review:
    """Review ``head`` as a change to ``base``, sent by the account ``actor`` (None: not known).

    ``today``: the reference day; without one the later of both commits' days, so that an old clock hides nothing.
    ``started`` is told what is being done.

    Raises:
        RevisionError, NoLedgerError, SchemaError: the base cannot be judged by, or an object is missing.
    """
    day = today or max(base.day, head.day)
    found = case(repository, store, base, head, started)
    owners = Owners(found.old)
    holdings = _holdings(found, owners, actor)
    started("校验")
    judged = found.judge(day)
    started("比较")
    changes = difference(repository, store, found.fork, head, None)
    brought = gitfork.brought(repository, base, head)
    settings = found.old.settings
    hit = effects(found.old, found.new, changes, found.paths, judged.fresh)
    reserved = _reserved(found, owners, actor)
    word, reason = verdict(judged.fresh, _blocks(found), holdings, actor, reserved)
    return Review(
        verdict=word,
        reason=reason + warning(changes, hit),
        base=base,
        head=head,
        fork=found.fork,
        actor=actor,
        today=day,
        files=len(found.touched),
        holdings=holdings,
        findings=judged.fresh,
        old=judged.old,
        waived=judged.waived,
        blocks=_blocks(found),
        notes=tuple(_notes(found, reserved)),
        both=found.both,
        changes=changes,
        effects=hit,
        timing=timing(
            brought, head, changes, settings, found.before.schemas.workdays, day, cut=repository.is_shallow()
        ),
        tasks=(*checklist(found.old, found.new, changes, hit), *papers.tasks(found, owners)),
        settings=settings,
        prefix=repository.prefix,
        gone=frozenset(each.path for each in found.touched if each.inside and not each.new),
    )


def _holdings(case: Case, owners: Owners, actor: str | None) -> tuple[Holding, ...]:
    """Who owns what is changed: what needs consent first, then by path."""
    grouped: dict[Owner, list[str]] = {}
    for each in case.touched:
        # What lies beside the ledger in its repository is nobody's but the ledger's approvers'.
        owner = owners.owner(each.path if each.inside else "")
        grouped.setdefault(owner, []).append(each.path if each.inside else f"../{each.path}")
    found = []
    for owner, paths in grouped.items():
        permitted = None
        if actor is not None:
            permitted = owners.may_merge(actor) or owners.is_submitter(actor, owner)
        found.append(Holding(owner, tuple(paths), permitted))
    return tuple(sorted(found, key=lambda holding: (not holding.needed, holding.owner.kind, holding.owner.id)))


def _reserved(case: Case, owners: Owners, actor: str | None) -> str:
    """What only the ledger's approvers may let in, whoever's the files are; else empty."""
    if actor is not None and owners.may_merge(actor):
        return ""
    if rights := next(accounts_changed(case.old, case.new), ""):
        return rights
    most = case.old.settings.limits.push_files
    if len(case.touched) <= most:
        return ""
    return f"一次改动 {len(case.touched)} 个文件，超过限额 {most} 个，要由总账的审核人同意，或者分几次提交"


def _blocks(case: Case) -> tuple[str, ...]:
    """What stops the merge that no rule speaks of."""
    found = []
    if case.crossed:
        found.append("这个分支与主线交叉合并过，算不准改了什么：请先把主线合并进来再提交")
    if any(each.inside and each.path == REGISTRY and not each.new for each in case.touched):
        found.append(f"删除了总设置 {REGISTRY}")
    if case.unusable:
        found.append(f"改动后的 schema/ 不能用：{case.unusable}")
    marked = [e.path for e in case.touched if e.inside and e.path.startswith(CATALOGS) and e.new_mode == EXECUTABLE]
    if marked:
        more = f"等 {len(marked)} 个" if len(marked) > 1 else ""
        found.append(f"catalogs/ 里不能有可执行的文件：{marked[0]}{more}（去掉执行权限：git update-index --chmod=-x）")
    return tuple(found)


def _notes(case: Case, reserved: str) -> Iterable[str]:
    if reserved:
        yield reserved
    if case.own is not None:
        yield "registry.yml 的改动要合入以后才生效：这次仍按主线上的设置、审核人和豁免判定"
    if any(each.inside and each.path.startswith("schema/") for each in case.touched):
        yield "schema/ 的改动要合入以后才生效：这次仍按主线上的规范校验，用到新规范的目录请另提一次"
    if any(not each.inside or not each.path.startswith((CATALOGS, "schema/")) for each in case.touched):
        yield "工具和流程的改动不参与这次审核：用的是主线上的工具"
    if case.oversize:
        first = min(case.oversize)
        limit = case.old.settings.limits.file_kb
        yield f"{len(case.oversize)} 个文件超过 {limit} KB，没有读它的内容：{first}"
    if case.both:
        yield f"主线后来也改了其中 {len(case.both)} 个文件，合并时可能冲突：请先把主线合并进来"


__all__ = ["Holding", "Review", "Verdict", "review"]
