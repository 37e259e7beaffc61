"""The hidden sheet 字典: one column a list of choices, each under a name that dropdowns refer to.

A list written into the validation itself is dropped by Excel beyond 255 characters; a named range never is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from ...sources import stamp
from ...sources.cells import kinds
from ...sources.columns import Column
from ..edition import Edition
from ..xlsx.cells import put

_ODD = re.compile(r"\W")
YES_NO = "是否"
_OWN = {
    "office": "内设科室",
    "system": "来源系统",
    "lead": "部门名单",
    "origin": "部门名单",
    "origin.department": "部门名单",
    "agent.by": "部门名单",
    "base": "基础数据项集",
}
"""Columns of one choice that a ledger's own lists offer, and the list. What is not in it may be written all the same."""
_LISTS = {
    "duties": "三定职责",
    "systems": "来源系统",
    "services": "政务服务事项",
    "libraries": "基础库主题库",
    "provider": "部门名单",
}
"""Columns of several choices: shown in the prompt, for a sheet's dropdown takes one only."""
BY_DEPARTMENT = frozenset({"内设科室", "来源系统"})


class Choices:
    """The lists, and how a cell refers to them."""

    def __init__(self, edition: Edition, columns: Iterable[Column], *, several: bool) -> None:
        self.several = several
        self.lists: dict[str, list[Any]] = {}
        self.parts: dict[str, list[tuple[str, str]]] = {}
        self._names: dict[tuple[Any, ...], str] = {}
        self._words(edition.vocabulary, columns)
        self.lists[YES_NO] = ["是", "否"]
        self._ledger(edition)
        self._places = self._laid_out()

    def _words(self, vocabulary: Mapping[str, Mapping[str, Any]], columns: Iterable[Column]) -> None:
        for column in columns:
            words = tuple(column.field.get("enum", ()))
            if not words or words in self._names or "array" in kinds(column.field):
                continue
            title = vocabulary.get(str(column.field.get("x-vocabulary")), {}).get("title") or column.header
            name = _free("词_" + _ODD.sub("_", str(title)), self.lists)
            self._names[words] = name
            self.lists[name] = list(words)

    def _ledger(self, edition: Edition) -> None:
        registry = edition.registry
        chosen = edition.departments
        offices = [(each.id, office) for each in chosen for office in each.offices]
        systems = [(each.id, system.id) for each in chosen for system in each.systems]
        self.parts = {"内设科室": offices, "来源系统": systems}
        self.lists |= {
            "内设科室": [office for _, office in offices],
            "来源系统": [system for _, system in systems],
            "部门名单": sorted((each.id for each in registry.departments), key=lambda key: ("/" in key, key)),
            "基础数据项集": sorted(each.name for each in registry.base_items),
            "基础库主题库": [each.name for each in registry.libraries],
            "本次部门": [each.id for each in chosen],
            "三定职责": [] if self.several else [duty.id for each in chosen for duty in each.duties],
            "政务服务事项": [] if self.several else [each.name for one in chosen for each in one.services],
        }

    def _laid_out(self) -> dict[str, str]:
        """Where each list stands: a name → the range, header in row 1."""
        found = {}
        for place, (name, values) in enumerate(self._columns()):
            letter = xl_col_to_name(place)
            found[name] = f"='{stamp.DICTIONARY}'!${letter}$2:${letter}${max(len(values), 1) + 1}"
        return found

    def _columns(self) -> Sequence[tuple[str, Sequence[Any]]]:
        plain = [(name, values) for name, values in self.lists.items() if not (self.several and name in BY_DEPARTMENT)]
        if not self.several:
            return plain
        parts = [
            (name + suffix, [pair[side] for pair in pairs])
            for name, pairs in self.parts.items()
            for side, suffix in ((0, "_部门"), (1, "_名称"))
        ]
        return [*plain, *parts]

    def source(self, column: Column, department: str) -> tuple[str, bool] | None:
        """The formula of a column's dropdown and whether nothing else may be written; None where it has none.

        ``department`` is the cell that holds the row's department, where a template is of several.
        """
        if words := column.field.get("enum"):
            return f"={self._names[tuple(words)]}", True
        if kinds(column.field) == {"boolean"}:
            return f"={YES_NO}", True
        name = _OWN.get(column.key, "")
        if not self.lists.get(name):
            return None
        if self.several and name in BY_DEPARTMENT:
            owners, start = f"{name}_部门", f"INDEX({name}_名称,1)"
            return f"=OFFSET({start},MATCH({department},{owners},0)-1,0,COUNTIF({owners},{department}),1)", False
        return f"={name}", False

    def shown(self, column: Column) -> tuple[str, ...]:
        """The choices of a column that takes several, for its prompt."""
        return tuple(str(each) for each in self.lists.get(_LISTS.get(column.key, ""), ()))

    def write(self, workbook: Any, sheet: Any, style: Any) -> None:
        """Fill the sheet 字典 and name its columns."""
        columns = self._columns()
        for place, (name, _) in enumerate(columns):
            put(sheet, 0, place, name, style)
            workbook.define_name(name, self._places[name])
        for row in range(max(len(values) for _, values in columns)):
            for place, (_, values) in enumerate(columns):
                if row < len(values):
                    put(sheet, row + 1, place, values[row])
        sheet.set_column(0, len(columns) - 1, 18)
        sheet.protect()
        sheet.hide()


def _free(name: str, taken: Mapping[str, Any]) -> str:
    found, number = name, 2
    while found in taken:
        found, number = f"{name}{number}", number + 1
    return found
