"""What a template and the one who reads it back must agree on: names of sheets, leading columns, the version stamp.

A sheet of rows has its title in row 1, a remark in row 2, its header in row 3. 数据项 and 挂载资源 begin with the code
and the name of the catalog a row belongs to (a new catalog has no code yet, so its rows are found by name); a
template of more than one department has 部门 as the first column of every sheet of rows. Headers are those of the
column table, cells those of :mod:`~yibenzhang.sources.cells`; a text longer than a cell stands in the hidden sheet
长文, one a row: its number, then its pieces.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

from ..lazily import pattern
from .fields import Schema
from .layout import Kind

VERSION = 1
"""Of the template's own shape."""
GUIDE, CATALOGS, ITEMS, RESOURCES, DEMANDS = "填表说明", "目录", "数据项", "挂载资源", "数据需求"
DICTIONARY, LONG_TEXTS = "字典", "长文"
DEPARTMENT = "部门"
CATALOG_CODE, CATALOG_NAME = "目录代码", "目录名称"
HEADER_ROW = 2
"""Counted from 0."""
_STAMP = pattern(
    r"一本账模板 (?P<version>[0-9]{1,4}) 结构 (?P<schema>[0-9a-f]{8}) 版本 (?P<revision>\S+) 部门(?: (?P<department>.+))?\Z"
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Stands in one cell of 填表说明 and among the document's properties.

    ``schema`` is the digest of the schemas the columns came from, ``revision`` the short id of the commit the values
    are of (工作区 outside of git or with changes), ``department`` empty for the whole ledger.
    """

    version: int
    schema: str
    revision: str
    department: str

    def __str__(self) -> str:
        return f"一本账模板 {self.version} 结构 {self.schema} 版本 {self.revision} 部门 {self.department}".rstrip()


def read(text: str) -> Stamp | None:
    """The stamp in a cell, None where there is none."""
    found = _STAMP.match(text.strip())
    return (
        Stamp(int(found["version"]), found["schema"], found["revision"], found["department"] or "") if found else None
    )


def digest(schemas: Mapping[Kind, Schema]) -> str:
    """Eight characters that change when a column of the template may."""
    said = json.dumps([schemas[Kind.CATALOG], schemas[Kind.DEMAND]], sort_keys=True, ensure_ascii=False)
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
