"""Steps with a limit: who must act by which day, and how long there is. Days are counted by hand (DOMAIN C)."""

from __future__ import annotations

from datetime import date

import pytest

from site_ledgers import CATALOG, DEMAND, DEPARTMENT, FILES, REGISTRY, retired
from yibenzhang.insight import due
from yibenzhang.insight.standing import standing
from yibenzhang.insight.step import LAW, MOUNT, PROVIDE, REGISTER, REPLY, REVIEW_NEW, REVIEW_UPDATE, SORTS, Step
from yibenzhang.insight.steps import steps
from yibenzhang.model.change import CatalogChange, FieldChange, Impact, Kind, Origin, Revision
from yibenzhang.model.registry import Facts, Registry, Review
from yibenzhang.model.workdays import Workdays
from yibenzhang.sources import ledger
from yibenzhang.sources.schema import default_schemas
from yibenzhang.sources.tree import Tree

WORKDAYS = Workdays.of(default_schemas().workdays)
RESOURCE = "resources:\n  - {id: a, name: 人员表, type: 库表, structure: 结构化, mount: 库表对接, system: dibao, mounted: 2026-03-05, updated: 2026-03-05}\n"
OBJECTION = "id: 2026-001\nkind: 目录纠错\ntarget: 307001/000001\nagainst: 民政局\ndescription: 数据项名称有误\nbasis: 条例\nraised: 2026-03-02\n"


def registry(**files: str) -> Registry:
    """The small ledger, with files of 民政局 in the place of others or beside them."""
    named = {f"catalogs/民政局/{name.replace('__', '/')}.yml": text for name, text in files.items()}
    texts = {**FILES, **named}
    if "registry" in files:
        texts["catalogs/registry.yml"] = files["registry"]
        del texts["catalogs/民政局/registry.yml"]
    return ledger.read(Tree({path: text.encode() for path, text in sorted(texts.items())})).registry


def facts(today: str, **more: object) -> Facts:
    return Facts(today=date.fromisoformat(today), workdays=WORKDAYS, **more)  # type: ignore[arg-type]


def only(found: list[Step], *words: str) -> list[Step]:
    """The steps of these kinds."""
    return [each for each in found if each.sort.word in words]


def said(held: Registry, today: str, **more: object) -> list[tuple[str, str, str, str]]:
    """Kind, department, last day and how long there is, of all that is due."""
    known = facts(today, **more)
    found = due.due(steps(held, known), known)
    return [
        (each.step.sort.word, department, each.step.due.isoformat(), each.said)
        for department, listed in found.items()
        for each in listed
    ]


def change(kind: Kind = Kind.CHANGED, code: str = "307001/000001", *fields: FieldChange) -> CatalogChange:
    return CatalogChange(
        code=code, name="低保名单", department="民政局", kind=kind, kind_label=kind.label, impact=Impact.EDITORIAL,
        impact_label="说明性", file="catalogs/民政局/低保名单.yml", fields=fields,
    )  # fmt: skip


def revision(approved: str, submitted: str | None, *changes: CatalogChange, origin: str = "merge") -> Revision:
    return Revision(
        commit=approved.replace("-", "").ljust(40, "0"), submitted=submitted and f"{submitted}T09:00:00+08:00",
        approved=f"{approved}T10:00:00+08:00", submitters=("甲",), approver="乙", origin=Origin(submitted=origin, approver="merge"),
        review="", working_days=None, subject="x", changes=changes or (change(),),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-03-02", "还有 10 个工作日"),
        ("2026-03-13", "还有 1 个工作日"),
        ("2026-03-16", "今天到期"),
        ("2026-03-17", "超期 1 个工作日"),
        ("2026-03-21", "超期 4 个工作日"),
    ],
)
def test_a_demand_for_conditional_data_has_ten_working_days(today: str, expected: str) -> None:
    assert said(registry(), today) == [("需求答复", "民政局", "2026-03-16", expected)]


def test_a_demand_for_free_data_has_one_working_day() -> None:
    free = CATALOG.replace("有条件共享", "无条件共享").replace(
        "  condition: {kind: 依申请共享, text: 用于核验救助资格}\n", ""
    )
    assert said(registry(低保名单=free), "2026-03-02") == [
        ("需求答复（无条件共享）", "民政局", "2026-03-03", "还有 1 个工作日")
    ]


def test_a_step_late_only_by_days_off_is_late() -> None:
    late = due.due(steps(registry(), facts("2026-03-16")), facts("2026-03-16"))["民政局"][0]
    weekend = DEMAND.replace("2026-03-02", "2026-02-28")
    found = due.due(steps(registry(demands__2026_001=weekend), facts("2026-03-14")), facts("2026-03-14"))["民政局"]
    assert not late.late
    # 2026-03-13, a Friday, was the last day; the Saturday after it no working day has gone by.
    shown = [(each.step.due.isoformat(), each.late, each.said) for each in found]
    assert ("2026-03-13", True, "超期不足 1 个工作日") in shown


def test_nothing_is_said_without_a_day_or_before_it_begins() -> None:
    assert steps(registry(), Facts(today=date(2026, 3, 2))) == []
    assert due.due(steps(registry(), facts("2026-03-02")), Facts()) == {}
    assert steps(registry(), facts("2026-03-01")) == []
    assert due.of_step(steps(registry(), facts("2026-03-02"))[0], Facts()) is None


def test_what_lies_far_ahead_is_not_listed() -> None:
    assert due.due(steps(registry(), facts("2026-03-02")), facts("2026-03-02"), within=13) == {}
    assert len(due.due(steps(registry(), facts("2026-03-02")), facts("2026-03-02"), within=14)["民政局"]) == 1


def test_agreed_data_is_provided_in_twenty_working_days() -> None:
    agreed = DEMAND + "reply: {result: 同意, date: 2026-03-17}\n"
    held = registry(**{"demands__2026-001": agreed})
    assert said(held, "2026-03-18") == [("提供数据", "民政局", "2026-04-15", "还有 19 个工作日")]
    found = {each.sort: each for each in steps(held, facts("2026-03-18"))}
    # The answer came a day late: the last day was the 16th.
    assert (found[REPLY].done, found[REPLY].in_time) == (date(2026, 3, 17), False)
    done = registry(**{"demands__2026-001": agreed + "provided: {date: 2026-04-15, resource: 接口}\n"})
    assert {each.sort: each.in_time for each in steps(done, facts("2026-05-01"))} == {REPLY: False, PROVIDE: True}
    # Seen from before it was provided, it still was to be.
    assert said(done, "2026-03-18") == [("提供数据", "民政局", "2026-04-15", "还有 19 个工作日")]


def test_a_closed_demand_asks_for_nothing_more() -> None:
    closed = DEMAND + "closed: {date: 2026-03-04, reason: 不再需要}\n"
    assert steps(registry(**{"demands__2026-001": closed}), facts("2026-05-06")) == []
    agreed = DEMAND + "reply: {result: 同意, date: 2026-03-03}\nclosed: {date: 2026-03-04, reason: 不再需要}\n"
    assert [each.sort for each in steps(registry(**{"demands__2026-001": agreed}), facts("2026-05-06"))] == [REPLY]


def test_who_is_outside_the_ledger_has_no_deadline() -> None:
    outside = DEMAND.replace("provider: 民政局", "provider: {external: 省级部门, name: 省公安厅}").replace(
        "catalog: 307001/000001", "data_name: 户籍\nsource_basis: 户口登记条例"
    )
    assert steps(registry(**{"demands__2026-001": outside}), facts("2026-05-06")) == []


def test_objections_have_ten_working_days_and_disputes_what_the_ledger_says() -> None:
    dispute = OBJECTION.replace("目录纠错", "争议").replace("2026-001", "2026-002") + "stage: 协商\n"
    held = registry(**{"objections__2026-001": OBJECTION, "objections__2026-002": dispute})
    found = only(steps(held, facts("2026-03-03")), "纠错答复", "争议处理")
    assert [(each.sort.word, each.due.isoformat()) for each in found] == [("纠错答复", "2026-03-16")]
    held = registry(registry=REGISTRY + "deadlines: {dispute: 30}\n", **{"objections__2026-002": dispute})
    [step] = only(steps(held, facts("2026-03-03")), "争议处理")
    # Thirty working days over 清明 (April 6 off).
    assert step.due == date(2026, 4, 14)


def test_a_catalog_is_mounted_in_five_working_days() -> None:
    published = {"307001/000001": date(2026, 4, 29)}
    [step] = only(steps(registry(), facts("2026-04-30", published=published)), "挂载资源")
    # 劳动节: May 1 to 5 off, May 9 a Saturday that is worked.
    assert (step.due, step.done) == (date(2026, 5, 9), None)
    [step] = only(steps(registry(低保名单=CATALOG + RESOURCE), facts("2026-04-30", published=published)), MOUNT.word)
    assert (step.done, step.in_time) == (date(2026, 3, 5), True)
    refused = CATALOG.replace("有条件共享", "不予共享")
    assert not only(steps(registry(低保名单=refused), facts("2026-04-30", published=published)), MOUNT.word)


def test_data_is_due_again_after_its_cycle_and_a_grace() -> None:
    held = registry(低保名单=CATALOG + RESOURCE)
    late = [each for each in said(held, "2026-04-20") if each[0] == "数据更新"]
    # 每月: 45 days after 2026-03-05.
    assert late == [("数据更新", "民政局", "2026-04-19", "超期 1 天")]
    bare = RESOURCE.replace(", updated: 2026-03-05", "")
    assert [each for each in said(registry(低保名单=CATALOG + bare), "2026-04-09") if each[0] == "数据更新"] == [
        ("数据更新", "民政局", "2026-04-19", "还有 10 天")
    ]
    none = bare.replace(", mounted: 2026-03-05", "")
    assert not only(steps(registry(低保名单=CATALOG + none), facts("2026-04-09")), "数据更新")


def test_waivers_and_campaigns_are_due_on_their_day() -> None:
    settings = (
        REGISTRY
        + "waivers:\n  - {rule: N103, code: 307001/000001, reason: 固定名称, until: 2026-04-01}\n"
        + "  - {rule: D601, code: 民政局/department.yml, reason: 待定, until: 2026-03-01}\n"
        + "  - {rule: D601, code: 外面, reason: 待定, until: 2026-03-20}\n"
        + "campaigns:\n  - {name: 治理, steps: [{name: 梳理, due: 2026-03-05, measure: 职责列入档案}, {name: 编制, due: 2026-03-20, measure: 都有目录}]}\n"
    )
    found = said(registry(registry=settings, **{"demands__2026-001": DEMAND}), "2026-03-10")
    assert sorted(found) == [
        ("专项工作", "", "2026-03-20", "还有 10 天"),
        ("豁免到期", "", "2026-03-20", "还有 10 天"),
        ("豁免到期", "民政局", "2026-03-01", "超期 9 天"),
        ("豁免到期", "民政局", "2026-04-01", "还有 22 天"),
        ("需求答复", "民政局", "2026-03-16", "还有 4 个工作日"),
    ]


def test_only_reviews_that_are_known_count() -> None:
    history = [
        revision("2026-03-06", "2026-03-02", change(Kind.ADDED), change(Kind.MOVED, "307001/000002"), change()),
        revision("2026-03-05", "2026-03-02", origin="推算"),
        revision("2026-03-04", None, origin="不详"),
        revision("2026-12-04", "2026-03-02"),
    ]
    found = only(steps(registry(), facts("2026-03-31"), history), REVIEW_NEW.word, REVIEW_UPDATE.word)
    # Monday to Friday is four working days: new ones have three, updates two.
    assert [(each.sort.word, each.subject, each.due.isoformat(), each.in_time) for each in found] == [
        ("新目录审核", "《低保名单》等 2 份目录", "2026-03-05", False),
        ("目录更新审核", "《低保名单》", "2026-03-04", False),
    ]
    assert {each.commit for each in found} == {history[0].commit}


def test_a_review_that_waits_is_due() -> None:
    waiting = [Review(path="catalogs/民政局/新.yml", submitted="2026-03-02", is_new=True)]
    assert ("新目录审核", "民政局", "2026-03-05", "还有 2 个工作日") in said(registry(), "2026-03-03", reviews=waiting)


def test_one_more_resource_is_mounted_in_twenty_working_days() -> None:
    def added(name: str) -> FieldChange:
        return FieldChange(
            path=f"resources[{name}]", label="挂载资源", kind=Kind.ADDED, kind_label="新增", impact=Impact.COMPATIBLE,
            impact_label="兼容", reason="",
        )  # fmt: skip

    more = RESOURCE + "  - {id: b, name: 新表, type: 库表, structure: 结构化, mount: 库表对接, system: dibao}\n"
    history = [
        revision("2026-03-09", "2026-03-09", change(Kind.CHANGED, "307001/000001", added("b"))),
        revision("2026-03-04", "2026-03-04", change(Kind.CHANGED, "307001/000001", added("a"), added("gone"))),
        revision("2026-03-03", "2026-03-03", change(Kind.ADDED, "307001/000001", added("a"))),
    ]
    found = only(steps(registry(低保名单=CATALOG + more), facts("2026-03-31"), history), REGISTER.word)
    assert [(each.subject, each.due.isoformat(), each.done) for each in found] == [
        ("《低保名单》的“b”", "2026-04-07", None),
        ("《低保名单》的“a”", "2026-04-01", date(2026, 3, 5)),
    ]
    # The only resource there is, is not one more.
    assert not only(steps(registry(低保名单=CATALOG + RESOURCE), facts("2026-03-31"), history[1:]), REGISTER.word)


def test_a_change_of_law_asks_for_an_update() -> None:
    settings = REGISTRY + (
        "changes:\n  - {date: 2026-03-02, kind: 法规, title: 救助办法施行, departments: [民政局, 外单位], extended: true}\n"
        "  - {date: 2026-01-02, kind: 法规, title: 更早的}\n"
    )
    held = registry(registry=settings)
    begun = revision("2026-02-02", "2026-02-02")
    [step] = only(steps(held, facts("2026-03-31"), [begun]), LAW.word)
    # Ten working days and five more.
    assert (step.department, step.due, step.done) == ("民政局", date(2026, 3, 23), None)
    [step] = only(steps(held, facts("2026-03-31"), [revision("2026-03-23", "2026-03-20"), begun]), LAW.word)
    assert (step.done, step.in_time) == (date(2026, 3, 23), True)
    assert not only(steps(held, facts("2026-03-31")), LAW.word)


def test_a_department_that_goes_hands_its_catalogs_on() -> None:
    gone = DEPARTMENT + "successor: {name: 社会工作部, date: 2026-03-02}\n"
    [step] = only(steps(registry(department=gone), facts("2026-03-31")), LAW.word)
    assert (step.due, step.done) == (date(2026, 3, 16), None)
    assert step.subject == "职责由社会工作部承接，目录移交"
    held = registry(department=gone, 低保名单=retired())
    [step] = only(steps(held, facts("2026-05-31")), LAW.word)
    assert (step.done, step.in_time) == (date(2026, 5, 6), False)


def test_steps_are_counted_by_kind() -> None:
    found = [
        Step(REPLY, "甲", "一", "a", date(2026, 3, 2), date(2026, 3, 16), done=date(2026, 3, 16)),
        Step(REPLY, "甲", "二", "b", date(2026, 3, 2), date(2026, 3, 16), done=date(2026, 3, 17)),
        Step(REPLY, "甲", "三", "c", date(2026, 3, 2), date(2026, 3, 16)),
        Step(REPLY, "乙", "四", "d", date(2026, 3, 2), date(2026, 4, 16)),
        Step(SORTS[-1], "乙", "五", "e", date(2026, 3, 2), date(2026, 3, 2)),
    ]
    counted = due.tallies(found, date(2026, 3, 31))
    assert counted == {"甲": {REPLY: due.Tally(1, 1, 1, 0)}, "乙": {REPLY: due.Tally(0, 0, 0, 1)}}
    assert due.together(counted.values()) == {REPLY: due.Tally(1, 1, 1, 1)}
    assert due.together(counted.values())[REPLY].whole == 3
    assert due.tallies(found, None) == {}


def test_the_standing_keeps_what_was_missed_and_what_waits() -> None:
    late = DEMAND.replace("2026-001", "2026-002") + "reply: {result: 同意, date: 2026-03-17}\n"
    held = registry(**{"demands__2026-002": late})
    found = standing(held, facts("2026-03-10"), (), dict)
    assert [each.said for each in found.due["民政局"]] == ["还有 4 个工作日", "还有 4 个工作日"]
    found = standing(held, facts("2026-03-18"), (), dict)
    assert [each.subject for each in found.missed["民政局"]] == ["核验低保对象"]
    assert {path.rpartition("/")[2]: each.said for path, each in found.waiting.items()} == {
        "2026-001.yml": "超期 2 个工作日",
        "2026-002.yml": "还有 19 个工作日",
    }
