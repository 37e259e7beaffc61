"""The pages of rules: why, a wrong and a right example, how to mend.

``<ID>.md`` beside this module is one rule's page, in Markdown: first why, then the sections 原来 (what stood before, where
the rule compares), 错误 (excerpts, and what ``ybz check`` says of them), 正确 and 怎么改. An excerpt is a YAML block whose
title is the file it belongs to; it names the fields that matter, and a test puts it into a small ledger. Without reading
files: whoever needs the pages hands in their texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ...lazily import pattern

FACTS = "日期和历史"
DELETED = "# 文件已删除"
SYMLINK = "# 符号链接"

_SECTION = pattern(r"(?m)^## (.+)\n")
_BLOCK = pattern(r'(?ms)^```(yaml|text)(?: title="([^"\n]+)")?\n(.*?)^```$')
_SECTIONS = {"原来", "错误", "正确", "怎么改"}


class Excerpt(NamedTuple):
    """Some fields of the file at ``path``; with :data:`FACTS` for a path, what is known of the day and of the past."""

    path: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One rule's page. ``before`` is None for rules that compare with nothing; ``found`` is what the wrong one reports,
    one finding a line."""

    why: str
    before: tuple[Excerpt, ...] | None
    wrong: tuple[Excerpt, ...]
    found: tuple[str, ...]
    right: tuple[Excerpt, ...]
    fix: str


def parse(text: str) -> Page:
    """Read a page.

    Raises:
        ValueError: it lacks a section, or has one that is unknown.
    """
    why, *rest = _SECTION.split(text)
    sections = dict(zip(rest[::2], rest[1::2], strict=True))
    wrong, right = sections.get("错误", ""), sections.get("正确", "")
    if not why.strip() or not wrong or not right or not set(sections) <= _SECTIONS:
        raise ValueError(f"要有为什么、错误、正确：{text[:20]}")
    return Page(
        why=why.strip(),
        before=_excerpts(sections["原来"]) if "原来" in sections else None,
        wrong=_excerpts(wrong),
        found=tuple(line for form, _, body in _BLOCK.findall(wrong) if form == "text" for line in body.splitlines()),
        right=_excerpts(right),
        fix=sections.get("怎么改", "").strip(),
    )


def _excerpts(section: str) -> tuple[Excerpt, ...]:
    return tuple(Excerpt(title, body) for form, title, body in _BLOCK.findall(section) if form == "yaml")
