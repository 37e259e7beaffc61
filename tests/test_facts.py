"""Rules that need a past or a day: silent without facts, exact with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import msgspec
import pytest

from test_seeded import clean, sample
from yibenzhang.model.findings import Finding
from yibenzhang.model.registry import Facts, Review
from yibenzhang.model.settings import DEADLINES
from yibenzhang.model.workdays import Workdays
from yibenzhang.rules.engine import check
from yibenzhang.sources import ledger, schema, tree
from yibenzhang.sources.layout import Kind

ROAD = "catalogs/交通运输局/公路阻断事件信息.yml"
ROAD_CODE = "314001/000005"
TODAY = date(2026, 9, 30)


@cache
def workdays() -> Workdays:
    return Workdays.of(schema.default_schemas().workdays)


def report(files: Mapping[str, bytes], **facts: Any) -> list[Finding]:
    return check(ledger.read(tree.Tree(dict(files))), Facts(workdays=workdays(), **facts))


def edited(path: str, *edits: tuple[str, str]) -> dict[str, bytes]:
    text = sample()[path].decode()
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return {**sample(), path: text.encode()}


def of(rule: str, found: list[Finding]) -> list[tuple[str, int, str]]:
    return [(f.path, f.line, f.message) for f in found if f.rule == rule]


def test_silent_without_facts() -> None:
    quiet = {"M701", "M707", "W801", "W802", "W804", "W808", "W810"}
    assert not [finding for finding in check(clean()) if finding.rule in quiet]


def test_unmounted_over_the_limit() -> None:
    files = edited(ROAD, (", mounted: 2026-03-05", ""))
    line = sample()[ROAD].decode().splitlines().index("resources:") + 1
    due = workdays().add(date(2026, 9, 17), 5).date
    # 2026-09-20 is a 调休 working Sunday, 2026-09-25 is 中秋节.
    assert due == date(2026, 9, 23)
    assert of("M701", report(files, today=due, published={ROAD_CODE: date(2026, 9, 17)})) == []
    found = report(files, today=TODAY, published={ROAD_CODE: date(2026, 9, 17)})
    assert of("M701", found) == [(ROAD, line, "2026-09-17 合并，应在 2026-09-23 前挂载资源，至今没有")]
    assert of("M701", report(files, today=TODAY)) == []
    assert of("M701", report(sample(), today=TODAY, published={ROAD_CODE: date(2026, 1, 5)})) == []


def test_provisional_days_are_said() -> None:
    files = edited(ROAD, (", mounted: 2026-03-05", ""))
    found = of("M701", report(files, today=date(2027, 2, 1), published={ROAD_CODE: date(2026, 12, 30)}))
    assert "暂定" in found[0][2]


def test_stale_data() -> None:
    assert of("M707", report(sample(), today=TODAY)) == []
    files = edited(ROAD, ("updated: 2026-09-29, records", "updated: 2026-09-20, records"))
    found = of("M707", report(files, today=TODAY))
    assert [(path, message) for path, _, message in found] == [
        (ROAD, "“公路阻断事件表”更新周期是实时，已有 10 天没有更新")
    ]


@pytest.mark.parametrize(
    ("new", "submitted", "approved", "late"),
    [
        (True, "2026-09-28", "2026-10-08", False),
        (True, "2026-09-28", "2026-10-09", True),
        (False, "2026-04-30", "2026-05-07", False),
        (False, "2026-04-30", "2026-05-08", True),
        (True, "2026-09-14", None, True),
        (True, "2026-09-28", None, False),
    ],
)
def test_review_time(new: bool, submitted: str, approved: str | None, late: bool) -> None:
    review = Review(path=ROAD, submitted=submitted, approved=approved, is_new=new)
    today = TODAY if approved is None else date.fromisoformat(approved) + timedelta(days=30)
    found = of("W801", report(sample(), today=today, reviews=(review,)))
    assert bool(found) is late
    assert all(path == ROAD for path, _, _ in found)
    # What was reviewed longer ago nobody can mend.
    if approved:
        assert of("W801", report(sample(), today=today + timedelta(days=1), reviews=(review,))) == []


def test_author_approves_himself() -> None:
    alone = Review(path=ROAD, submitted="2026-03-02", approved="2026-03-03", submitters=("甲", "乙"), approver="乙")
    other = Review(path=ROAD, submitted="2026-03-02", approved="2026-03-03", submitters=("甲",), approver="乙")
    unknown = Review(path=ROAD, submitted="2026-03-02", approved="2026-03-03", submitters=("甲",))
    assert [message for _, _, message in of("W810", report(sample(), reviews=(alone, other, unknown)))] == [
        "乙 审核了自己提交的变更（2026-03-03）"
    ]


def test_replies_provisions_and_objections_of_the_sample() -> None:
    still = report(sample(), today=date(2026, 9, 30))
    assert [of(rule, still) for rule in ("W802", "W804", "W808")] == [[], [], []]
    found = report(sample(), today=date(2027, 3, 1))
    assert [path.split("/")[1] for path, _, _ in of("W802", found)] == ["民政局", "营商环境建设监督局"]
    assert [path.split("/")[1] for path, _, _ in of("W804", found)] == ["医疗保障局", "塔河县", "民政局"]
    late = ["人力资源和社会保障局", "住房和城乡建设局", "呼玛县", "塔河县"]
    assert [path.split("/")[1] for path, _, _ in of("W808", found)] == late
    assert all(finding.fix and finding.clause for finding in found)


def test_deadline_defaults_are_those_of_the_schema() -> None:
    known = schema.default_schemas().by_kind[Kind.REGISTRY]["properties"]["deadlines"]["properties"]
    assert {key: child["default"] for key, child in known.items() if "default" in child} == dict(DEADLINES)


def test_deadlines_can_be_set() -> None:
    settings = msgspec.structs.replace(
        clean().registry.settings, deadlines={"reply_conditional": 400, "reply_unconditional": 400}
    )
    patient = replace(clean(), registry=replace(clean().registry, settings=settings))
    assert of("W802", check(patient, Facts(today=TODAY, workdays=workdays()))) == []
