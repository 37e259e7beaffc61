"""Demands and objections as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ...sources.layout import Kind
from ..columns import Column, Sort, columns, joined
from ..edition import Edition
from .table import DEPARTMENT, Field, Row, Table, getters, named


def _outside(row: Any) -> str | None:
    return None if isinstance(row.provider, str) else row.provider.external


def _wanted(row: Any) -> str | None:
    return joined([entry if isinstance(entry, str) else f"{entry.name}（新增）" for entry in row.items])


_PROVIDER = (
    Column(
        "provider", "数据责任部门", Sort.TEXT, 20, lambda row: row.provider_name, "账内部门的编号，或外部单位的名称"
    ),
    Column("provider_external", "数据责任部门外部单位类别", Sort.TEXT, 26, _outside, "账内部门的空着"),
)
_ITEMS = Column("items", "数据项", Sort.LIST, 40, _wanted, "要的数据项；对方还没有的注明（新增）")
_STATE = Column("state", "办理状态", Sort.TEXT, 12, lambda row: row.state, "办到哪一步")


def demand_columns(edition: Edition) -> tuple[Column, ...]:
    """The columns of demands: the schema's, with provider and items as one cell each, and how far it has come."""
    found: list[Column] = []
    for column in columns(edition.schemas[Kind.DEMAND]):
        name = column.key.partition(".")[0]
        if name == "basis":
            found.append(_ITEMS)
        if name not in ("provider", "items"):
            found.append(column)
        elif name == "provider" and _PROVIDER[0] not in found:
            found += _PROVIDER
    return (*found, _STATE)


def objection_columns(edition: Edition) -> tuple[Column, ...]:
    """The columns of objections; the stages of a dispute in one cell."""
    found = columns(edition.schemas[Kind.OBJECTION])
    stages = Column("stages", "阶段经过", Sort.LIST, 30, _stages)
    return tuple(stages if column.key == "stages" else column for column in found)


def _stages(row: Any) -> str | None:
    return joined([f"{each.stage}（{each.date}）" if each.date else each.stage for each in row.stages])


def paper_table(
    name: str,
    title: str,
    description: str,
    found: Sequence[Column],
    papers: Sequence[Any],
) -> Table:
    """Demands or objections: one row a file."""
    lead = (Field("ref", "编号", description="部门编号/类别/编号"), DEPARTMENT)

    def rows(typed: bool) -> Iterator[Row]:
        gets = getters(found, typed=typed)
        for paper in papers:
            cells = [get(paper) if paper.readable else None for get in gets]
            yield (paper.ref, paper.department, *cells)

    links = {"department": "departments"}
    return Table(name, title, description, (*lead, *named(found)), ("ref",), links, len(papers), rows)


__all__ = ["demand_columns", "objection_columns", "paper_table"]
