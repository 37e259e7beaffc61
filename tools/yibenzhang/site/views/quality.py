"""质量: what ``ybz check`` finds and nobody has mended, by rule and by department, and every finding itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

from ...model.findings import Finding
from ...rules import RULES
from .findings import FAMILIES, OWN, SEVERITIES, Fault, Places, by_department
from .index import Index
from .parts import Cell
from .plots import Value
from .roll import keeper

SCRIPTS = ("findings.js", "quality.js")
STYLES = ("quality.css",)
SHOWN, MOST = 20, 1000
"""So many findings of a department are written out, and so many in all; the script shows every one."""
_TITLES = {rule.id: rule.title.rstrip("。") for rule in RULES}


class RuleLine(NamedTuple):
    """A rule that is broken: ``numbers`` are errors, warnings, catalogs and other files, waived ones."""

    rule: Cell
    title: str
    numbers: tuple[Value, ...]


class DepartmentLine(NamedTuple):
    """A department: ``numbers`` are errors, warnings, and the findings of each family."""

    department: Cell
    numbers: tuple[Value, ...]


class Held(NamedTuple):
    """The findings of a department; ``left`` are not written out."""

    id: str
    name: str
    note: str
    faults: tuple[Fault, ...]
    left: int
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """质量."""

    figures: tuple[tuple[str, str, str], ...]
    rules: tuple[RuleLine, ...]
    families: tuple[str, ...]
    departments: tuple[DepartmentLine, ...]
    held: tuple[Held, ...]
    waived: tuple[Fault, ...]
    unwaived: int
    manual: str


def quality_page(index: Index) -> Quality:
    """Count and list the open findings."""
    findings = [each for found in index.findings.values() for each in found]
    places = Places(index)
    return Quality(
        figures=_figures(index, findings),
        rules=tuple(_rules(index, places, findings)),
        families=tuple(word for letter, word in FAMILIES.items() if any(each.rule[0] == letter for each in findings)),
        departments=tuple(_departments(index, findings)),
        held=tuple(_held(index, places)),
        waived=tuple(map(places.fault, index.waived[:SHOWN])),
        unwaived=max(0, len(index.waived) - SHOWN),
        manual=index.frame.manual,
    )


def _figures(index: Index, findings: Sequence[Finding]) -> tuple[tuple[str, str, str], ...]:
    errors = [each for each in findings if each.is_error]
    catalogs = {each.path for each in index.registry.catalogs}
    faulty = {each.path for each in findings} & catalogs
    sound = len(catalogs) - len({each.path for each in errors} & catalogs)
    return (
        ("错误", f"{len(errors):,}", "合并前要改好"),
        ("警告", f"{len(findings) - len(errors):,}", "建议改好"),
        ("有问题的目录", f"{len(faulty):,}", f"共 {len(catalogs):,} 份，{sound:,} 份没有错误"),
        ("已豁免", f"{len(index.waived):,}", "registry.yml 写明理由和期限"),
    )


def listed(**facets: str) -> str:
    """The address of the findings that have these words."""
    asked = "&".join(f"{key}={quote(word, safe='', errors='replace')}" for key, word in facets.items())
    return f"quality.html?{asked}#list"


def _value(number: int, **facets: str) -> Value:
    return Value(f"{number:,}", listed(**facets)) if number else Value("")


def _rules(index: Index, places: Places, findings: Iterable[Finding]) -> Iterable[RuleLine]:
    numbers: defaultdict[str, Counter[str]] = defaultdict(Counter)
    files: defaultdict[str, set[str]] = defaultdict(set)
    for each in findings:
        numbers[each.rule][each.severity.label] += 1
        files[each.rule].add(each.path)
    waived = Counter(each.rule for each in index.waived)
    for rule in sorted({*numbers, *waived}, key=lambda key: (-numbers[key]["错误"], -numbers[key]["警告"], key)):
        own = numbers[rule]
        yield RuleLine(
            places.rule(rule),
            _TITLES.get(rule, ""),
            (
                *(_value(own[word], rule=rule, severity=word) for word in SEVERITIES),
                _value(len(files[rule]), rule=rule),
                Value(f"{waived[rule]:,}", "#waived") if waived[rule] else Value(""),
            ),
        )


def _departments(index: Index, findings: Iterable[Finding]) -> Iterable[DepartmentLine]:
    numbers: defaultdict[str, Counter[str]] = defaultdict(Counter)
    families: Counter[str] = Counter()
    for each in findings:
        family = FAMILIES.get(each.rule[0], "")
        families[family] += 1
        numbers[keeper(index, each.path)].update((each.severity.label, family))
    shown = [word for word in FAMILIES.values() if families[word]]
    for name in sorted(numbers, key=lambda key: (-numbers[key]["错误"], -numbers[key]["警告"], key)):
        own, word = numbers[name], name or OWN
        yield DepartmentLine(
            index.department(name) if name else Cell(OWN),
            (
                *(_value(own[each], department=word, severity=each) for each in SEVERITIES),
                *(_value(own[family], department=word, family=family) for family in shown),
            ),
        )


def _held(index: Index, places: Places) -> Iterable[Held]:
    room = MOST
    for number, (name, findings) in enumerate(by_department(index).items()):
        errors = sum(1 for each in findings if each.is_error)
        counts = ((errors, "个错误"), (len(findings) - errors, "个警告"))
        shown, left = places.faults(findings, min(SHOWN, room))
        room -= len(shown)
        yield Held(
            f"d-{number}",
            name or OWN,
            "，".join(f"{count:,} {word}" for count, word in counts if count),
            shown,
            left,
            listed(department=name or OWN),
        )


__all__ = ["SCRIPTS", "STYLES", "Quality", "listed", "quality_page"]
