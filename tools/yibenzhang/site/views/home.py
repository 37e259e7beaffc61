"""首页: what people come for: to search, to see how much there is, and to find the way in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from .changes import latest
from .figures import Figure, figures
from .index import Index
from .parts import Cell
from .where import rows

STYLES = ("home.css",)
HEADLINES = ("在用目录", "数据项", "部门", "挂载率")
"""The figures of 首页; 总览 has them all."""
NAMED = 24
"""Departments and domains named as ways in; the rest are on their own pages."""
LATEST = 8


class Way(NamedTuple):
    """A page worth knowing, with what it answers."""

    title: str
    url: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """首页. ``departments`` and ``domains`` have the number of their catalogs as note; ``broken``: catalogs nobody can
    read."""

    name: str
    authority: str
    revision: str
    day: str
    sample: bool
    fixed: bool
    figures: tuple[Figure, ...]
    ways: tuple[Way, ...]
    departments: tuple[Cell, ...]
    more_departments: int
    domains: tuple[Cell, ...]
    more_domains: int
    broken: tuple[Cell, ...]
    changes: tuple[Cell, ...]


def home_page(index: Index) -> HomePage:
    """Only readable catalogs in use count."""
    frame = index.frame
    domains = sorted(Counter(each.domain for each in index.active).items(), key=lambda entry: (-entry[1], entry[0]))
    departments = [each for each in index.departments if not each.region] or list(index.departments)
    return HomePage(
        name=frame.name,
        authority=frame.authority,
        revision=frame.revision,
        day=frame.day,
        sample=frame.sample,
        fixed=frame.fixed,
        figures=tuple(each for each in figures(index) if each.label in HEADLINES),
        ways=_ways(index),
        departments=tuple(
            index.department(each.id)._replace(note=f"{index.counts[each.id].active:,}") for each in departments[:NAMED]
        ),
        more_departments=len(index.departments) - len(departments[:NAMED]),
        domains=tuple(Cell(word, rows(domain=word), f"{number:,}") for word, number in domains[:NAMED]),
        more_domains=len(domains) - len(domains[:NAMED]),
        broken=tuple(
            index.catalog(each)._replace(note=each.path) for each in index.registry.catalogs if not each.readable
        ),
        changes=latest(index, LATEST),
    )


def _ways(index: Index) -> tuple[Way, ...]:
    findings = sum(map(len, index.findings.values()))
    return (
        Way("目录检索", "catalogs.html", "按部门、领域、共享类型筛选，下载结果"),
        Way("总览", "overview.html", "构成、增长、挂载和到期事项"),
        Way("部门", "departments.html", "职责对照、系统、需求和时限"),
        Way("数据项", "items.html", "哪些目录有公民身份号码"),
        Way("变更", "changes.html", "谁在什么时候改了什么"),
        Way("质量", "quality.html", f"还有 {findings:,} 个问题没有改" if findings else "没有发现问题"),
        Way("重复采集疑似", "overlaps.html", "哪些目录可能是同一份数据"),
        Way("填报指南", "guide.html", "每个字段怎么填"),
    )


__all__ = ["STYLES", "HomePage", "Way", "home_page"]
