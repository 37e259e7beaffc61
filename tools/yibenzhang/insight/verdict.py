"""The verdict on a change, in a word and a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..model.change import CatalogChange, Impact, Kind
from ..model.findings import Finding
from .effects import Effect, Sort
from .ownership import Owner, Sphere


class Verdict(StrEnum):
    """Whether a change may be merged; its Chinese words are :attr:`label`."""

    MERGE = "merge"
    CONSENT = "consent"
    MEND = "mend"

    @property
    def label(self) -> str:
        """可以合并, 需要其他部门同意 or 需要修改."""
        return {"merge": "可以合并", "consent": "需要其他部门同意", "mend": "需要修改"}[self.value]


@dataclass(frozen=True, slots=True)
class Holding:
    """Paths of one owner that are changed. ``permitted``: whether the actor may; None where it is not known who it is
    and the department's own people may. ``needed``: the owner's consent is."""

    owner: Owner
    paths: tuple[str, ...]
    permitted: bool | None

    @property
    def needed(self) -> bool:
        """Whether the owner has to consent."""
        return self.permitted is False or (self.permitted is None and self.owner.kind is not Sphere.DEPARTMENT)


def verdict(
    findings: Sequence[Finding], blocks: Sequence[str], holdings: Sequence[Holding], actor: str | None, reserved: str
) -> tuple[Verdict, str]:
    """``blocks``: what stops the merge besides findings; ``reserved``: what only the ledger's approvers may let in, or
    empty."""
    errors = sum(finding.is_error for finding in findings)
    needed = list(dict.fromkeys(holding.owner.name for holding in holdings if holding.needed))
    names = "、".join(needed[:5]) + (f"等 {len(needed)} 家" if len(needed) > 5 else "")
    if errors or blocks:
        parts = [f"带来 {errors} 个错误"] if errors else []
        parts += blocks[:1] if not errors else [f"另有 {len(blocks)} 处不能合并"] if blocks else []
        also = f"；改好后还要 {names} 同意" if needed else ""
        return Verdict.MEND, f"{'，'.join(parts)}，改好才能合并{also}。"
    if needed:
        if not actor:
            who = "部门以外的内容" if actor is None else "目录，不知道提交人是谁"
            return Verdict.CONSENT, f"改动了{who}，要有 {names} 同意。"
        return Verdict.CONSENT, f"改动了 {actor} 不维护的内容，要有 {names} 同意。"
    if reserved:
        return Verdict.CONSENT, f"{reserved}。"
    if not holdings:
        return Verdict.MERGE, "没有任何改动。"
    warned = f"有 {len(findings)} 个警告，请审核人权衡" if findings else "没有带来问题"
    known = "改动都在提交人维护的范围内" if actor is not None else "没有给出提交人账号，请审核人核对是不是本部门的人"
    return Verdict.MERGE, f"{warned}；{known}。"


def warning(changes: Sequence[CatalogChange], hit: Sequence[Effect]) -> str:
    """What a reviewer must not overlook even where nothing is wrong; empty for nothing."""
    # Of what cannot be read nobody knows that it breaks anything: it only has to be mended.
    breaking = sum(change.impact is Impact.BREAKING and change.kind is not Kind.UNREADABLE for change in changes)
    demands = sum(effect.sort is Sort.DEMAND for effect in hit)
    users = f"，影响 {demands} 条数据需求，合并前先告知使用方" if demands else ""
    return f"有 {breaking} 份目录的变更是破坏性的{users}。" if breaking else ""


__all__ = ["Holding", "Verdict", "verdict", "warning"]
