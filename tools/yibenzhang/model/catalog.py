"""Catalogs, their items and resources (DOMAIN A1–A3).

Field names are the YAML keys; a value that was not written is None or an empty tuple.
The JSON Schema owns shape: these values are made only from documents it accepted.
"""

from __future__ import annotations

import msgspec

from .findings import Place

NO_SYSTEM = "暂无系统"
ACTIVE = "在用"
RETIRED = "已下架"


class ShareType:
    """The three words of 《政务数据共享条例》第十四条."""

    UNCONDITIONAL = "无条件共享"
    CONDITIONAL = "有条件共享"
    REFUSED = "不予共享"


class OpenType:
    """开放类型 (S2七)."""

    UNCONDITIONAL = "无条件开放"
    CONDITIONAL = "有条件开放"
    REFUSED = "不予开放"


class Value(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of every value: frozen, slotted, made by keyword."""


class Named(Value, frozen=True, kw_only=True):
    """A name with an optional code: 政务服务事项."""

    name: str = ""
    code: str | None = None


class Basis(Value, frozen=True, kw_only=True):
    """依据 (R14, R15): the title of a law and the article relied on."""

    title: str = ""
    number: str | None = None
    article: str | None = None
    rank: str = ""


class Condition(Value, frozen=True, kw_only=True):
    """共享条件 (S0-7)."""

    kind: str | None = None
    text: str | None = None
    scope: str | None = None
    purposes: tuple[str, ...] = ()


class ShareUser(Value, frozen=True, kw_only=True):
    """使用方要求 (S4-11.1)."""

    identity: str | None = None
    region: str | None = None
    audience: str | None = None


class Share(Value, frozen=True, kw_only=True):
    """共享属性 (R14, R15)."""

    type: str = ""
    condition: Condition | None = None
    reason: str | None = None
    basis: tuple[Basis, ...] = ()
    methods: tuple[str, ...] = ()
    user: ShareUser | None = None
    agreement: bool | None = None


class Open(Value, frozen=True, kw_only=True):
    """开放属性 (S2七)."""

    type: str = ""
    condition: str | None = None
    priority: bool | None = None


class Origin(Value, frozen=True, kw_only=True):
    """权威源 of an item (R19)."""

    department: str | None = None
    catalog: str | None = None
    item: str | None = None


class Item(Value, frozen=True, kw_only=True, gc=False):
    """数据项 (DOMAIN A2)."""

    name: str = ""
    type: str = ""
    length: int | None = None
    scale: int | None = None
    tier: str | None = None
    field: str | None = None
    key: bool | None = None
    nullable: bool | None = None
    timestamp: bool | None = None
    codeset: str | None = None
    personal: bool | None = None
    level: int | None = None
    share: str | None = None
    open: str | None = None
    standard: str | None = None
    origin: Origin | None = None
    note: str | None = None


class Resource(Value, frozen=True, kw_only=True):
    """挂载资源 (DOMAIN A3)."""

    id: str = ""
    name: str = ""
    type: str = ""
    structure: str = ""
    mount: str = ""
    system: str | None = None
    mounted: str | None = None
    updated: str | None = None
    records: int | None = None
    format: str | None = None
    checksum: str | None = None
    protocol: str | None = None
    kind: str | None = None
    address: str | None = None
    map: dict[str, str] | None = None


class Temporal(Value, frozen=True, kw_only=True, rename={"from_": "from"}):
    """时间范围; a year may stand as an integer."""

    from_: str | int | None = None
    to: str | int | None = None


class Assessments(Value, frozen=True, kw_only=True):
    """保密与个人信息评估 (R13)."""

    secrecy: str | None = None
    personal: str | None = None
    approved_by: str | None = None
    date: str | None = None


class Retirement(Value, frozen=True, kw_only=True):
    """下架 (S4-7.3)."""

    date: str = ""
    reason: str = ""
    replaced_by: str | None = None


class Catalog(Value, frozen=True, kw_only=True):
    """政务数据目录 (DOMAIN A1), with the file it stands in and the department that keeps it.

    ``readable`` is False when the document broke its shape: then only ``code``, ``name``, ``duties`` and ``services`` are filled,
    as far as they could be read, so that one slip does not cascade into findings elsewhere. ``complete`` is False when
    the reading itself broke off, so that even those may be missing.
    """

    path: str
    department: str
    readable: bool = True
    complete: bool = True
    code: str = ""
    name: str = ""
    aliases: tuple[str, ...] = ()
    kind: str = ""
    domain: str = ""
    domain_note: str | None = None
    summary: str = ""
    office: str = ""
    libraries: tuple[str, ...] = ()
    lead: str | None = None
    origin: str | None = None
    duties: tuple[str, ...] = ()
    base: str | None = None
    services: tuple[Named, ...] = ()
    systems: tuple[str, ...] | str = ()
    network: str = ""
    level: int = 0
    update_cycle: str = ""
    update_cycle_note: str | None = None
    format: str | None = None
    spatial: str | None = None
    temporal: Temporal | None = None
    processing: str | None = None
    share: Share = Share()
    listed: str | None = None
    open: Open | None = None
    keywords: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    assessments: Assessments | None = None
    upstream: str | None = None
    items: tuple[Item, ...] = ()
    resources: tuple[Resource, ...] = ()
    status: str = ACTIVE
    retired: Retirement | None = None

    @property
    def is_active(self) -> bool:
        """在用 (not a tombstone)."""
        return self.status != RETIRED

    @property
    def system_ids(self) -> tuple[str, ...]:
        """The ids of 来源系统; empty for 暂无系统."""
        return () if isinstance(self.systems, str) else self.systems

    @property
    def is_mounted(self) -> bool:
        """Whether at least one resource has been mounted."""
        return any(resource.mounted for resource in self.resources)

    def place(self, *pointer: str | int) -> Place:
        """The place of one of this catalog's fields."""
        return Place(self.path, pointer)
