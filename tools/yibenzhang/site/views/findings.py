"""Open findings one by one, as 质量 lists them and its script filters them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from ...model.findings import Finding
from .index import Index, title
from .parts import Cell
from .roll import keeper

OWN = "全账"
"""What belongs to no department: registry.yml and the like."""
FAMILIES = {
    "A": "文件结构", "C": "目录", "D": "职责", "I": "数据项", "M": "挂载资源", "N": "命名", "O": "一数一源", "S": "共享",
    "W": "办理", "X": "标识", "Y": "安全",
}  # fmt: skip
"""What a rule is about, by its letter."""
SEVERITIES = ("错误", "警告")


class Fault(NamedTuple):
    """One finding."""

    severity: str
    look: str
    rule: Cell
    where: Cell
    message: str
    fix: str


class Places:
    """Makes lines of findings: looks up the pages of rules and of the files they were found in."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.manual = index.frame.manual
        self.titles = {each.path: title(each) for each in index.registry.catalogs}

    def fault(self, each: Finding) -> Fault:
        """A finding as a line."""
        return Fault(
            severity=each.severity.label,
            look="refused" if each.is_error else "limited",
            rule=self.rule(each.rule),
            where=self.where(each.path)._replace(note=each.label),
            message=each.message,
            fix=each.fix,
        )

    def faults(self, findings: Sequence[Finding], most: int) -> tuple[tuple[Fault, ...], int]:
        """The first ``most`` lines, what is the same in one file on one line; and how many findings are not in them."""
        groups = [list(held) for _, held in groupby(findings, key=lambda each: (each.path, each.rule, each.message))]
        lines = tuple(self._line(held) for held in groups[:most])
        return lines, sum(map(len, groups[most:]))

    def _line(self, held: Sequence[Finding]) -> Fault:
        fault = self.fault(held[0])
        if len(held) == 1:
            return fault
        return fault._replace(where=fault.where._replace(note=f"{held[0].label} 等 {len(held)} 处"))

    def rule(self, rule: str) -> Cell:
        """A rule's id, leading to its page where the site has one."""
        return Cell(rule, f"{self.manual}#{rule.lower()}" if self.manual else "")

    def where(self, path: str) -> Cell:
        """The page that shows a file: a catalog's own, else that of its department, else its name alone."""
        page = self.index.addresses.of_path.get(path, "")
        if page:
            return Cell(self.titles[path], f"{page}#findings")
        return Cell(path.rpartition("/")[2], self.index.addresses.of_department.get(keeper(self.index, path), ""))


def by_department(index: Index) -> Mapping[str, list[Finding]]:
    """Open findings by department, errors first; departments in the order of the lists, the ledger's own files first."""
    found: dict[str, list[Finding]] = {"": []}
    found.update((each.id, []) for each in index.departments)
    for path, findings in index.findings.items():
        found.setdefault(keeper(index, path), []).extend(findings)
    return {name: sorted(held, key=lambda each: (not each.is_error, each.path, each.rule, each.message)) for name, held in found.items() if held}  # fmt: skip


def script(index: Index) -> str:
    """``assets/findings.js``: every open finding, for the filters of 质量."""
    words: dict[str, dict[str, int]] = {key: {} for key in ("department", "rule", "fix", "label")}

    def place(key: str, word: str) -> int:
        return words[key].setdefault(word, len(words[key]))

    pages = Places(index)
    wheres: list[tuple[str, str]] = []
    places: dict[str, int] = {}
    rows = []
    for name, findings in by_department(index).items():
        for each in findings:
            if each.path not in places:
                places[each.path] = len(wheres)
                cell = pages.where(each.path)
                wheres.append((cell.text, cell.url))
            rows.append(
                (
                    place("department", name or OWN), place("rule", each.rule), int(not each.is_error), places[each.path],
                    place("label", each.label), place("fix", each.fix), each.message,
                )
            )  # fmt: skip
    data = {
        **{key: list(found) for key, found in words.items()}, "wheres": wheres, "rows": rows, "families": FAMILIES,
        "manual": index.frame.manual,
    }  # fmt: skip
    return f"window.ybzFindings={json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"


__all__ = ["FAMILIES", "OWN", "SEVERITIES", "Fault", "Places", "by_department", "script"]
