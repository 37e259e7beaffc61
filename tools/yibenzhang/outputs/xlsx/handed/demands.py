"""供需对接清单 (S1 附件2, R20–R22): what the departments ask of others, and how far it has come."""

from __future__ import annotations

from ....model.demand import Demand
from ...columns import Sort, joined
from ...tables.papers import demand_columns
from ..sheet import Book
from .page import Spec, listed

TITLE = "政务数据供需对接清单"
_WHO, _WHAT, _USE, _BEFORE, _DONE = "需求", "所需数据", "使用", "申请情况", "办理情况"


def write(book: Book) -> None:
    """Write the sheet."""
    edition = book.edition
    order = {department.id: place for place, department in enumerate(edition.departments)}
    found = [each for each in edition.registry.demands if each.readable and edition.covers(each.department)]
    found.sort(key=lambda each: (order.get(each.department, len(order)), each.department, each.id))
    listed(book, "供需对接清单", TITLE, _columns(book), found)


def _columns(book: Book) -> tuple[Spec, ...]:
    registry = book.edition.registry
    known = {column.key: column for column in demand_columns(book.edition)}

    def of(group: str, key: str, width: int, header: str = "", sort: Sort = Sort.TEXT) -> list[Spec]:
        """A column of the column table, as far as the ledger's schema has it."""
        column = known.get(key)
        return [Spec(header or column.header, width, column.get, group, sort)] if column else []

    def who(demand: Demand) -> str:
        if demand.from_ is not None:
            return f"{demand.from_.name}（{demand.from_.external}）"
        department = registry.department_by_id.get(demand.department)
        return (department.name if department else "") or demand.department

    def provider(demand: Demand) -> str:
        if not isinstance(demand.provider, str):
            return f"{demand.provider.name}（{demand.provider.external}）"
        department = registry.department_by_id.get(demand.provider)
        return (department.name if department else "") or demand.provider

    def data(demand: Demand) -> str | None:
        if not demand.catalog:
            return demand.data_name
        names = [catalog.name for catalog in registry.catalogs_by_code.get(demand.catalog, ())]
        return f"{names[0]}（{demand.catalog}）" if names else demand.catalog

    return (
        Spec("需求部门", 11, who, _WHO),
        *of(_WHO, "title", 15),
        Spec("政务服务事项", 13, _service, _WHO),
        Spec("数据责任部门", 11, provider, _WHAT),
        Spec("数据目录（代码）或数据名称", 16, data, _WHAT),
        *of(_WHAT, "source_basis", 12),
        *of(_WHAT, "items", 22),
        *of(_USE, "basis", 16),
        *of(_USE, "scene", 16),
        *of(_USE, "effect", 8),
        *of(_USE, "method", 9),
        *of(_USE, "update_cycle", 7, "更新周期"),
        *of(_BEFORE, "applied_before", 6, "是否申请过", Sort.BOOL),
        *of(_BEFORE, "earlier_result", 10, "以往申请结果"),
        *of(_BEFORE, "in_state_list", 7, "是否在国家清单内", Sort.BOOL),
        *of(_BEFORE, "batch", 7, "清单批次"),
        *of(_DONE, "submitted", 10, "提交日期", Sort.DATE),
        *of(_DONE, "state", 8),
        *of(_DONE, "reply.date", 10, "答复日期", Sort.DATE),
        Spec("不同意原因", 16, _reason, _DONE),
    )


def _service(demand: Demand) -> str | None:
    return joined([demand.service]) if demand.service else None


def _reason(demand: Demand) -> str | None:
    reply = demand.reply
    return "：".join(part for part in (reply.reject_kind, reply.reason) if part) or None if reply else None


__all__ = ["TITLE", "write"]
