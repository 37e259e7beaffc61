"""Demands and objections (DOMAIN A5, A6)."""

from __future__ import annotations

from .catalog import Named, Value
from .findings import Place


class External(Value, frozen=True, kw_only=True):
    """A party outside the ledger: 国务院部门, 省级部门, 其他地方."""

    external: str = ""
    name: str = ""


class NewItem(Value, frozen=True, kw_only=True):
    """An item the provider's catalog does not have yet."""

    name: str = ""
    new: bool = False


class Agent(Value, frozen=True, kw_only=True):
    """代为向上申请 (S0)."""

    by: str | None = None
    date: str | None = None
    result: str | None = None


class Reply(Value, frozen=True, kw_only=True):
    """答复 (R21); ``action`` and ``corrected`` belong to objections (R26)."""

    result: str = ""
    date: str = ""
    reason: str | None = None
    reject_kind: str | None = None
    action: str | None = None
    corrected: str | None = None


class Provided(Value, frozen=True, kw_only=True):
    """提供数据 (R22)."""

    date: str = ""
    resource: str | None = None


class Closed(Value, frozen=True, kw_only=True):
    """停止使用 (R27)."""

    date: str = ""
    reason: str = ""


class Demand(Value, frozen=True, kw_only=True, rename={"from_": "from"}):
    """数据需求 (S1 附件2). ``department`` is the folder it stands in."""

    path: str
    department: str
    readable: bool = True
    id: str = ""
    title: str = ""
    from_: External | None = None
    service: Named | None = None
    provider: str | External = ""
    agent: Agent | None = None
    catalog: str | None = None
    data_name: str | None = None
    source_basis: str | None = None
    items: tuple[str | NewItem, ...] = ()
    basis: str = ""
    scene: str = ""
    scope: str | None = None
    purposes: tuple[str, ...] = ()
    effect: tuple[str, ...] = ()
    method: str = ""
    update_cycle: str = ""
    until: str | None = None
    applied_before: bool = False
    earlier_result: str | None = None
    in_state_list: bool | None = None
    batch: str | None = None
    submitted: str = ""
    reply: Reply | None = None
    provided: Provided | None = None
    closed: Closed | None = None

    @property
    def ref(self) -> str:
        """The id that is unique in the ledger: ``民政局/demands/2026-001``."""
        return self.path.removeprefix("catalogs/").removesuffix(".yml")

    @property
    def state(self) -> str:
        """The step it has reached, in one word."""
        if self.closed:
            return "已关闭"
        if self.provided:
            return "已提供"
        if self.reply is None:
            return "待答复"
        return {"同意": "待提供", "不同意": "已拒绝"}.get(self.reply.result, "待补充")

    @property
    def provider_name(self) -> str:
        """提供方 as shown: a department id, or the outside party's name."""
        return self.provider if isinstance(self.provider, str) else self.provider.name

    def place(self, *pointer: str | int) -> Place:
        """The place of one of its fields."""
        return Place(self.path, pointer)


class Stage(Value, frozen=True, kw_only=True):
    """A stage a dispute has gone through (R28)."""

    stage: str = ""
    date: str | None = None


class Objection(Value, frozen=True, kw_only=True):
    """异议 (R26, R28)."""

    path: str
    department: str
    readable: bool = True
    id: str = ""
    kind: str = ""
    target: str = ""
    against: str = ""
    description: str = ""
    basis: str = ""
    raised: str = ""
    stage: str | None = None
    stages: tuple[Stage, ...] = ()
    reply: Reply | None = None
    satisfied: int | None = None

    @property
    def ref(self) -> str:
        """The id that is unique in the ledger: ``民政局/objections/2026-001``."""
        return self.path.removeprefix("catalogs/").removesuffix(".yml")

    @property
    def state(self) -> str:
        """待答复, or the result with 已更正 where a correction date stands."""
        if self.reply is None:
            return self.stage or "待答复"
        return f"{self.reply.result}，已更正" if self.reply.corrected else self.reply.result

    def place(self, *pointer: str | int) -> Place:
        """The place of one of its fields."""
        return Place(self.path, pointer)
