"""What changed between two ledgers, field by field, and the approvals that brought it (DESIGN section 5).

The structs' fields, in their order, are the keys of ``ybz diff --format json`` and ``ybz log --format json``.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec


class Kind(StrEnum):
    """What happened to a catalog, or to one of its fields; its Chinese word is :attr:`label`."""

    ADDED = "added"
    RETIRED = "retired"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"
    MOVED = "moved"
    RESTORED = "restored"
    UNREADABLE = "unreadable"

    @property
    def label(self) -> str:
        """新增, 下架, 删除, 变更, 改名, 移交, 恢复 or 不可读."""
        return _KINDS[self._value_]


class Impact(StrEnum):
    """What a change means to those who use the data; its Chinese word is :attr:`label`."""

    BREAKING = "breaking"
    COMPATIBLE = "compatible"
    EDITORIAL = "editorial"

    @property
    def label(self) -> str:
        """破坏性, 兼容 or 说明性."""
        return _IMPACTS[self._value_]

    @property
    def weight(self) -> int:
        """Greater for what users must act on: 破坏性 2, 兼容 1, 说明性 0."""
        return (Impact.EDITORIAL, Impact.COMPATIBLE, Impact.BREAKING).index(self)


_KINDS = {
    "added": "新增",
    "retired": "下架",
    "removed": "删除",
    "changed": "变更",
    "renamed": "改名",
    "moved": "移交",
    "restored": "恢复",
    "unreadable": "不可读",
}
WHOLE = frozenset({Kind.ADDED, Kind.REMOVED})
"""Kinds whose fields are all of the catalog: they are counted, not listed."""
_KNOWN = frozenset({"trailer", "merge"})
_IMPACTS = {"breaking": "破坏性", "compatible": "兼容", "editorial": "说明性"}


class FieldChange(msgspec.Struct, frozen=True, kw_only=True):
    """One field that changed.

    ``path`` names the field whatever its number in a list: ``share.type``, ``items[公民身份号码].length``. ``old`` and
    ``new`` are the values as written, None where there is none. ``reason`` says why the impact is what it is.
    """

    path: str
    label: str
    kind: Kind
    kind_label: str
    old: Any = None
    new: Any = None
    impact: Impact
    impact_label: str
    reason: str


class CatalogChange(msgspec.Struct, frozen=True, kw_only=True):
    """One catalog that changed; its impact is the greatest of its fields'.

    ``file`` is where it stands now (where it stood, when it is gone). ``predecessor`` is the code of the catalog that
    was retired for this one (移交), else empty.
    """

    code: str
    name: str
    department: str
    kind: Kind
    kind_label: str
    impact: Impact
    impact_label: str
    file: str
    predecessor: str = ""
    fields: tuple[FieldChange, ...] = ()


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Where a fact about an approval comes from: ``trailer``, ``merge``, ``推算`` or ``不详`` (DOMAIN C)."""

    submitted: str
    approver: str

    @property
    def is_known(self) -> bool:
        """Whether both are known, not guessed: only then may the approval count in a figure."""
        return {self.submitted, self.approver} <= _KNOWN


class Revision(msgspec.Struct, frozen=True, kw_only=True):
    """One approval: a commit on the first-parent line, with what it changed.

    ``submitted`` and ``approved`` are ISO times in +08:00, ``submitted`` None where nobody knows. ``working_days``:
    from submission to approval, the first day not counted (民法典第二百零一条); None where ``submitted`` is.
    ``provisional``: a year without a calendar was crossed, so the count is 暂定. ``signature``: ``signed`` when the
    commit carries one (who may sign is for the host to judge), else empty. ``review`` is the number of the pull
    request, ``#12`` or ``!12``, else empty.
    """

    commit: str
    submitted: str | None
    approved: str
    submitters: tuple[str, ...]
    approver: str | None
    origin: Origin
    review: str
    working_days: int | None
    provisional: bool = False
    signature: str = ""
    subject: str
    changes: tuple[CatalogChange, ...] = ()

    @property
    def counted_days(self) -> int | None:
        """The working days as figures may count them: None where the days or the people are guessed or not known."""
        return self.working_days if self.origin.is_known else None
