"""What a table is: its columns under three names, its keys, and its rows when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..columns import Cell, Column, Sort

Row = Sequence[Cell]
_TRUTHS: dict[Any, int | None] = {"是": 1, "否": 0}


@dataclass(frozen=True, slots=True)
class Field:
    """One column.

    ``name`` is how programs call it (``share_type``), ``key`` where it stands in the YAML (``share.type``; empty where
    it is made here), ``label`` the Chinese title. ``through``: the column of this table that leads to the row the
    value comes from; SQLite keeps no copy of such a column and joins it in the Chinese view. ``source`` is then its
    name there.
    """

    name: str
    label: str
    sort: Sort = Sort.TEXT
    description: str = ""
    key: str = ""
    through: str = ""
    source: str = ""


DEPARTMENT = Field("department", "部门", description="部门编号，即 catalogs/ 下的文件夹")


@dataclass(frozen=True, slots=True)
class Table:
    """A table. ``key`` is its primary key, ``links`` name for a column the table whose key it holds.

    ``rows(True)`` gives truths as 1 and 0, for databases; ``rows(False)`` as 是 and 否, for people.
    """

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    links: dict[str, str]
    count: int
    rows: Callable[[bool], Iterator[Row]]


def named(columns: Sequence[Column]) -> tuple[Field, ...]:
    """The fields of columns: a dot becomes an underscore, unless another column bears that name already."""
    keys = {column.key for column in columns}
    return tuple(
        Field(
            name if (name := column.key.replace(".", "_")) == column.key or name not in keys else column.key,
            column.header,
            column.sort,
            column.description,
            column.key,
        )
        for column in columns
    )


def getters(columns: Sequence[Column], *, typed: bool) -> list[Callable[[Any], Cell]]:
    """What reads the cells of a row."""
    return [_truth(column.get) if typed and column.sort is Sort.BOOL else column.get for column in columns]


def _truth(get: Callable[[Any], Cell]) -> Callable[[Any], Cell]:
    return lambda row: _TRUTHS.get(get(row))


__all__ = ["DEPARTMENT", "Field", "Row", "Table", "getters", "named"]
