"""What an export is of: the ledger, the moment, the scope; and what every column means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..columns import Sort
from ..edition import Edition
from .table import Table

SORTS = {Sort.TEXT: "文字", Sort.NUMBER: "整数", Sort.DATE: "日期", Sort.BOOL: "是否", Sort.LIST: "列表（以、分开）"}
FIELD_HEADS = ("表", "列", "英文列名", "YAML 字段", "类型", "说明")


def facts(edition: Edition) -> tuple[tuple[str, str, str], ...]:
    """Key, Chinese label and value of each fact."""
    settings = edition.registry.settings
    return (
        ("name", "名称", settings.name),
        ("authority", "主管部门", settings.authority or ""),
        ("division", "行政区划代码", settings.division or ""),
        ("sample", "示例数据", "是：仅供演示，不是真实目录" if settings.sample else "否"),
        ("revision", "版本", edition.revision),
        ("committed", "提交时间", edition.committed.isoformat() if edition.committed else ""),
        ("reference_day", "基准日", edition.today.isoformat() if edition.today else ""),
        ("scope", "范围", edition.scope),
    )


def dictionary(tables: Iterable[Table]) -> Iterator[tuple[str, ...]]:
    """One row a column of every table, under :data:`FIELD_HEADS`."""
    for table in tables:
        for field in table.fields:
            yield table.title, field.label, field.name, field.key, SORTS[field.sort], field.description


__all__ = ["FIELD_HEADS", "SORTS", "dictionary", "facts"]
