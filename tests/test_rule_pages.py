"""Each rule's page: the wrong example reports that rule and nothing else, in the words shown; the right one nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from manual import rule_pages
from page_ledger import CLEAN, facts_of, spliced
from yibenzhang.model.findings import Finding
from yibenzhang.model.registry import Facts
from yibenzhang.model.workdays import Workdays
from yibenzhang.rules import RULES, pages
from yibenzhang.rules.engine import check
from yibenzhang.rules.pages import FACTS, Excerpt, Page
from yibenzhang.sources import ledger, schema

# Tracing thousands of readings would take minutes; other tests cover the same lines.
pytestmark = pytest.mark.no_cover

IDS = [rule.id for rule in RULES]


@cache
def page(rule: str) -> Page:
    return pages.parse(rule_pages()[rule])


@cache
def workdays() -> Workdays:
    return Workdays.of(schema.default_schemas().workdays)


def shown(finding: Finding) -> str:
    """A finding as the pages show it."""
    where = f"{finding.path}:{finding.line}:{finding.column}"
    return f"{where} {finding.severity.label} {finding.rule} {finding.message}（{finding.clause}）"


def named(line: str) -> str:
    """The rule a shown finding is of."""
    match = re.search(r":[0-9]+:[0-9]+ (?:错误|警告) ([A-Z][0-9]{3}) ", line)
    return match[1] if match else ""


def report(excerpts: Sequence[Excerpt], before: Sequence[Excerpt] | None, known: dict[str, Any]) -> list[str]:
    base = None if before is None else ledger.read(spliced(before)).registry
    facts = msgspec.convert({**known, "workdays": None}, Facts)
    facts = Facts(
        base=base,
        workdays=workdays(),
        today=facts.today,
        codes_ever=facts.codes_ever,
        published=facts.published,
        reviews=facts.reviews,
    )
    found = check(ledger.read(spliced(excerpts)), facts)
    assert all(finding.fix and finding.message for finding in found)
    return [shown(finding) for finding in found]


def test_every_rule_has_a_page_and_no_page_lacks_its_rule() -> None:
    assert sorted(rule_pages()) == IDS


def test_the_ledger_of_the_examples_is_clean() -> None:
    assert report((), (), {}) == []
    assert report((), None, {}) == []


@pytest.mark.parametrize("rule", IDS)
def test_wrong_and_right(rule: str) -> None:
    known = page(rule)
    facts = facts_of(known.wrong)
    assert report(known.wrong, known.before, facts) == list(known.found)
    assert {named(line) for line in known.found} == {rule}
    assert report(known.right, known.before, facts_of(known.right) or facts) == []


@pytest.mark.parametrize("rule", IDS)
def test_pages_are_written_plainly(rule: str) -> None:
    text, known = rule_pages()[rule], page(rule)
    assert known.why.endswith("。")
    for excerpt in (*known.wrong, *known.right, *(known.before or ())):
        assert excerpt.path == FACTS or excerpt.path.startswith("catalogs/")
        assert len(excerpt.text.splitlines()) <= 12
    assert text.endswith("\n")
    assert max(len(line) for line in text.splitlines()) <= 160


@pytest.mark.parametrize(
    "text",
    ["", "为什么。\n", "为什么。\n\n## 错误\n\nx\n", "为什么。\n\n## 错误\n\nx\n\n## 正确\n\ny\n\n## 别的\n\nz\n"],
)
def test_a_page_that_is_not_whole_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="要有"):
        pages.parse(text)


def test_pages_lie_beside_the_rules() -> None:
    folder = Path(pages.__file__).parent
    assert {path.stem for path in folder.glob("*.md")} == set(IDS)
    assert CLEAN


def test_a_deleted_catalog_is_brought_back_by_name() -> None:
    known = page("X907")
    base = ledger.read(spliced(known.before or ())).registry
    [found] = check(ledger.read(spliced(known.wrong)), Facts(base=base))
    assert "git checkout 版本 -- catalogs/民政局/救助站点信息.yml 恢复" in found.fix
    assert found.fix.endswith("再用 ybz retire 307001/000009 --reason 原因 下架")
