"""Issues of the log and what they come to; which part of it is asked for."""

from __future__ import annotations

import json
from typing import Any

import pytest

from yibenzhang.history.periods import Period, Scale, by_date, by_tag, closed_by, issues, tagged
from yibenzhang.history.selection import Selection, names
from yibenzhang.model.change import CatalogChange, FieldChange, Impact, Kind, Origin, Revision
from yibenzhang.outputs.changes import totals


def field(path: str, old: Any, new: Any, kind: Kind = Kind.CHANGED, impact: Impact = Impact.EDITORIAL) -> FieldChange:
    return FieldChange(
        path=path, label=path, kind=kind, kind_label=kind.label, old=old, new=new, impact=impact,
        impact_label=impact.label, reason="",
    )  # fmt: skip


def change(
    code: str, kind: Kind = Kind.CHANGED, impact: Impact = Impact.EDITORIAL, department: str = "民政局", **more: Any
) -> CatalogChange:
    return CatalogChange(
        **{"name": f"目录{code}", "file": f"catalogs/{department}/{code}.yml", **more},
        code=code, department=department, kind=kind, kind_label=kind.label, impact=impact, impact_label=impact.label,
    )  # fmt: skip


def revision(commit: str, approved: str, *changes: CatalogChange, **more: Any) -> Revision:
    given = {"submitted": None, "submitters": (), "approver": None, "review": "", "working_days": None, "subject": ""}
    origin = Origin(submitted="不详", approver="不详")
    return Revision(
        **{**given, "origin": origin, **more}, commit=commit, approved=f"{approved}T10:00:00+08:00", changes=changes
    )


LOG = [
    revision("f", "2026-04-01", change("1", Kind.RETIRED, Impact.BREAKING)),
    revision("e", "2026-03-31"),
    revision("d", "2026-02-28", change("2"), change("3", Kind.ADDED, Impact.COMPATIBLE, "呼玛县/民政局")),
    revision("c", "2026-02-01", change("2", impact=Impact.BREAKING)),
    revision("b", "2025-12-31", change("2", Kind.ADDED)),
    revision("a", "2025-11-05", change("1", Kind.ADDED)),
]
LINE = [each.commit for each in LOG]


@pytest.mark.parametrize(
    ("scale", "titles"),
    [
        (Scale.MONTH, ["第6期（2026年4月）", "第4期（2026年2月）", "第2期（2025年12月）", "第1期（2025年11月）"]),
        (Scale.QUARTER, ["第3期（2026年第2季度）", "第2期（2026年第1季度）", "第1期（2025年第4季度）"]),
        (Scale.YEAR, ["第2期（2026年）", "第1期（2025年）"]),
    ],
)
def test_dates_cut_the_log(scale: Scale, titles: list[str]) -> None:
    """A month in which nothing changed is counted and not listed."""
    assert [issue.period.title for issue in issues(LOG, by_date(scale, "2025-11-05"))] == titles


def test_without_the_first_day_nothing_is_numbered() -> None:
    found = issues(LOG, by_date(Scale.MONTH))
    assert [issue.period for issue in found][:2] == [Period("2026-04", "2026年4月"), Period("2026-02", "2026年2月")]
    assert found[0].period.title == "2026年4月"


def test_tags_cut_the_log() -> None:
    tags = [("批次/2", "d"), ("批次/1", "b"), ("批次/1补", "b")]
    found = issues(LOG, by_tag(tagged(LINE, tags)))
    assert [(issue.period.title, issue.since[:10], issue.until[:10]) for issue in found] == [
        ("尚未归期", "2026-04-01", "2026-04-01"),
        ("第2期（批次/2）", "2026-02-01", "2026-02-28"),
        ("第1期（批次/1、批次/1补）", "2025-11-05", "2025-12-31"),
    ]
    assert [period.number for period in tagged(LINE, tags, whole=False).values()] == [0] * 4
    assert tagged([], tags) == {}


def test_the_commits_an_issue_closes() -> None:
    tags = [("批次/1", "b"), ("批次/2", "d")]
    assert closed_by(LINE, tags, "d") == {"d", "c"}
    assert closed_by(LINE, tags, "b") == {"b", "a"}
    assert closed_by(LINE, tags, "f") == {"f", "e"}
    assert closed_by(LINE, [], "c") == {"c", "b", "a"}


def test_totals() -> None:
    """A catalog that changed twice is two changes of one catalog; a revision of two departments is one revision."""
    [quarter] = issues(LOG[2:4], by_date(Scale.QUARTER))
    assert (quarter.totals.revisions, quarter.totals.changes, quarter.totals.codes) == (2, 3, {"2", "3"})
    assert quarter.totals.kinds == {Kind.CHANGED: 2, Kind.ADDED: 1}
    assert quarter.totals.impacts == {Impact.BREAKING: 1, Impact.COMPATIBLE: 1, Impact.EDITORIAL: 1}
    assert {name: each.changes for name, each in quarter.departments.items()} == {"民政局": 2, "呼玛县/民政局": 1}
    assert "".join(totals.text([quarter])) == (
        "2026年第1季度　2026-02-01 至 2026-02-28　2 次审核\n"
        "    合计           3 份次（2 份目录）：新增 1，变更 2；破坏性 1\n"
        "    呼玛县/民政局  1 份次（1 份目录）：新增 1\n"
        "    民政局         2 份次（1 份目录）：变更 2；破坏性 1\n\n"
    )
    table = "".join(totals.markdown([quarter])).splitlines()
    assert table[-1] == "| 合计 | 3 | 2 | 1 | 0 | 0 | 2 | 0 | 0 | 0 | 0 | 1 | 1 | 1 |"
    said = json.loads(totals.json([quarter], Scale.QUARTER, shallow=True))
    assert (said["shallow"], said["period"], said["periods"][0]["key"], said["periods"][0]["number"]) == (True, "quarter", "2026-Q1", None)  # fmt: skip
    assert said["periods"][0]["departments"][1]["kinds"]["changed"] == 2


def test_nothing_to_sum_up_is_said() -> None:
    assert "".join(totals.text([])) == "没有目录变更。\n"
    assert "没有目录变更" in "".join(totals.markdown([]))


@pytest.mark.parametrize(
    ("asked", "commits"),
    [
        (Selection(), "fedcba"),
        (Selection(since="2026-02-01", until="2026-03-31"), "edc"),
        (Selection(commits={"a", "e"}), "ea"),
        (Selection(code="2"), "dcb"),
        (Selection(department="民政局"), "fdcba"),
        (Selection(department="呼玛县"), "d"),
        (Selection(department="呼玛县/民政"), ""),
        (Selection(kinds=frozenset({Kind.ADDED})), "dba"),
        (Selection(impacts=frozenset({Impact.BREAKING})), "fc"),
        (Selection(code="2", impacts=frozenset({Impact.EDITORIAL}), until="2026-01-01"), "b"),
    ],
)
def test_selections(asked: Selection, commits: str) -> None:
    assert "".join(found.commit for each in LOG if (found := asked.narrow(each))) == commits


def test_a_narrowed_revision_keeps_only_what_was_asked_for() -> None:
    found = Selection(code="3").narrow(LOG[2])
    assert found is not None
    assert [each.code for each in found.changes] == ["3"]
    assert Selection(since="2026-01-01").narrow(LOG[2]) is LOG[2]


def test_what_left_a_department_concerns_it() -> None:
    moved = change(
        "9", Kind.MOVED, department="医保局", predecessor="1", fields=(field("department", "民政局", "医保局"),)
    )
    for asked in ({"department": "民政局"}, {"department": "医保局"}, {"code": "1"}, {"code": "9"}):
        assert Selection(**asked).takes(moved), asked  # type: ignore[arg-type]
    assert not Selection(department="公安局").takes(moved)


def test_names() -> None:
    """Today's name and every former one; of two catalogs of one name the one that bore it last."""
    renamed = change(
        "5", Kind.RENAMED, name="新名", fields=(field("name", "旧名", "新名"), field("aliases", None, ["别名"]))
    )
    known = names([revision("z", "2026-05-01", renamed), *LOG])
    found = {word: known.select(word) for word in ("5", "新名", "旧名", "别名", "呼玛县", "呼玛县/民政局", "没有")}
    assert found == {
        **dict.fromkeys(("5", "新名", "旧名", "别名"), Selection(code="5")),
        "呼玛县": Selection(department="呼玛县"),
        "呼玛县/民政局": Selection(department="呼玛县/民政局"),
        "没有": None,
    }
