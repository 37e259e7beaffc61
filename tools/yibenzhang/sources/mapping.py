"""Names of columns as other templates have them: what comes with the tool, and mapping files people write.

A mapping file (对照表) says for each table which column is which field, in keys (``share.type``) or titles (共享类型)::

    catalog: {数据资源目录名称: name, 数据时间范围: [temporal.from, temporal.to], 备注: 不导入}
    item: {信息项业务名称: name}
    values: {update_cycle: {按旬: 其他}}
    defaults: {catalog: {network: 政务外网}}
    sheets: {Sheet1: catalog}
    end: [endFlag]
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from . import document

TABLES = ("catalog", "item", "resource", "demand")
IGNORED = "不导入"
PLACELESS = "没有字段"
"""As :data:`IGNORED`, but what stands there is said: it matters to people, and the ledger has no field for it."""
_KEYS = (*TABLES, "values", "defaults", "sheets", "end", "title")


class MappingError(Exception):
    """A mapping file that cannot be used; the message is Chinese and names every fault."""


Target = str | list[str] | dict[str, str]
"""One field; several that share a cell, in order; or which field, by what the share type says."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A mapping file. ``columns``: table → column → target. ``values``: field → word → word. ``end``: below such a
    cell nothing is read."""

    columns: Mapping[str, Mapping[str, Target]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    defaults: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sheets: Mapping[str, str] = field(default_factory=dict)
    end: frozenset[str] = frozenset()


def _folder() -> Path:
    return Path(str(resources.files("yibenzhang"))) / "mappings"


@cache
def names() -> Mapping[str, Any]:
    """What columns and sheets are called elsewhere: ``names.yml``."""
    found = document.read("names.yml", (_folder() / "names.yml").read_bytes()).values
    assert isinstance(found, dict)  # noqa: S101
    return found


@cache
def known() -> tuple[str, ...]:
    """The names of the mapping files that come with the tool."""
    return tuple(sorted(path.stem for path in _folder().glob("*.yml") if path.stem != "names"))


def own(name: str) -> Foreign:
    """A mapping file that comes with the tool."""
    return parse(f"{name}.yml", (_folder() / f"{name}.yml").read_bytes())


def parse(path: str, data: bytes) -> Foreign:
    """Read a mapping file.

    Raises:
        MappingError: it is not readable, or says something that has no meaning.
    """
    read = document.read(path, data)
    if read.traps or not isinstance(read.values, dict):
        said = "".join(f"；第 {trap.line} 行：{trap.message}" for trap in read.traps)
        raise MappingError(f"对照表 {path} 读不出来{said}")
    values = read.values
    wrong = [f"不认识“{key}”，可以写的有：{'、'.join(_KEYS)}" for key in values if key not in _KEYS]
    wrong += [f"{key} 应写成 列名: 字段 的样子" for key in _KEYS[:-2] if not isinstance(values.get(key, {}), dict)]
    if not isinstance(values.get("end", []), list):
        wrong.append("end 应写成列表，如 [合计]")
    for table in TABLES if not wrong else ():
        wrong += [
            f"{table} 的“{column}”应写一个字段、[两个字段] 或 {{有条件共享: 字段}}"
            for column, target in values.get(table, {}).items()
            if not _is_target(target)
        ]
    for key in ("values", "defaults") if not wrong else ():
        wrong += [
            f"{key} 的“{name}”应写成 {{原来的: 改成的}}"
            for name, one in values.get(key, {}).items()
            if not isinstance(one, dict)
        ]
    wrong += [
        f"sheets 的“{sheet}”应写 {'、'.join(TABLES)} 之一"
        for sheet, table in (values.get("sheets", {}) if not wrong else {}).items()
        if table not in TABLES
    ]
    if wrong:
        raise MappingError(f"对照表 {path}：{'；'.join(wrong)}")
    return Foreign(
        {table: values.get(table, {}) for table in TABLES},
        {key: _texts(one) for key, one in values.get("values", {}).items()},
        {key: _texts(one) for key, one in values.get("defaults", {}).items()},
        values.get("sheets", {}),
        frozenset(map(str, values.get("end", []))),
    )


def _texts(words: Mapping[str, Any]) -> dict[str, str]:
    return {str(key): str(word) for key, word in words.items()}


def _is_target(target: Any) -> bool:
    if isinstance(target, dict):
        return all(isinstance(one, str) for one in target.values())
    if isinstance(target, list):
        return bool(target) and all(isinstance(one, str) for one in target)
    return isinstance(target, str)


__all__ = ["IGNORED", "PLACELESS", "TABLES", "Foreign", "MappingError", "Target", "known", "names", "own", "parse"]
