"""质量 and 重复采集疑似: every open finding is counted once, listed, and can be filtered."""

from __future__ import annotations

import json
from urllib.parse import unquote

import pytest

from site_ledgers import CATALOG, DEPARTMENT, FILES, REGISTRY
from site_views import body, parse, site, text_of
from yibenzhang.site.views import quality
from yibenzhang.site.views.findings import script
from yibenzhang.site.views.overlaps import overlaps_page
from yibenzhang.site.views.quality import quality_page

POLICE = DEPARTMENT.replace("民政局", "公安局").replace("slug: mzj", "slug: gaj").replace("307001", "303001")
BAD = CATALOG.replace("  methods: [信息核验接口]\n", "").replace("C, length: 18", "C")
FAULTY = {**FILES, "catalogs/民政局/低保名单.yml": BAD}


def test_findings_are_counted_by_rule_and_by_department() -> None:
    index = site(FAULTY).index
    page = quality_page(index)
    total = sum(len(found) for found in index.findings.values())
    assert int(page.figures[0][1]) + int(page.figures[1][1]) == total
    rules = {line.rule.text: line for line in page.rules}
    assert [value.text for value in rules["S309"].numbers] == ["1", "", "1", ""]
    assert rules["S309"].title == "可以共享的目录要写共享方式"
    assert unquote(rules["S309"].numbers[0].url) == "quality.html?rule=S309&severity=错误#list"
    (line,) = [line for line in page.departments if line.department.text == "民政局"]
    numbers = dict(zip(("错误", "警告", *page.families), (value.text for value in line.numbers), strict=True))
    assert sum(int(numbers[each] or 0) for each in page.families) == total
    assert numbers["数据项"] == "1"
    assert unquote(line.numbers[0].url) == "quality.html?department=民政局&severity=错误#list"


def test_every_finding_is_listed_with_its_rule_its_place_and_what_to_do() -> None:
    renderer = site(FAULTY)
    html = body(renderer, "quality")
    assert parse(html) is not None
    shown = text_of(html)
    for findings in renderer.index.findings.values():
        for each in findings:
            assert " ".join(each.message.split()) in shown
    assert 'href="c/307001-000001.html#findings"' in html
    (held,) = quality_page(renderer.index).held
    assert held.faults[0].severity == "错误"
    assert held.faults[-1].severity == "警告"


def test_what_is_not_written_out_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quality, "SHOWN", 1)
    renderer = site(FAULTY)
    (held,) = quality_page(renderer.index).held
    whole = sum(map(len, renderer.index.findings.values()))
    assert (len(held.faults), held.left) == (1, whole - 1)
    assert f"另有 {whole - 1} 个" in text_of(body(renderer, "quality"))


def test_what_is_the_same_in_one_file_stands_on_one_line() -> None:
    bare = BAD.replace("Y, length: 12, scale: 2", "Y, scale: 2")
    renderer = site({**FILES, "catalogs/民政局/低保名单.yml": bare})
    (held,) = quality_page(renderer.index).held
    (line,) = [fault for fault in held.faults if fault.rule.text == "I404"]
    assert line.where.note.endswith("等 2 处")


def test_the_script_has_every_finding_in_columns() -> None:
    index = site(FAULTY).index
    text = script(index)
    data = json.loads(text.removeprefix("window.ybzFindings=").removesuffix(";\n"))
    assert len(data["rows"]) == sum(map(len, index.findings.values()))
    row = next(row for row in data["rows"] if data["rule"][row[1]] == "S309")
    assert data["department"][row[0]] == "民政局"
    assert data["wheres"][row[3]] == ["低保名单", "c/307001-000001.html#findings"]
    assert row[2] == 0
    assert data["fix"][row[5]]


def test_waived_findings_are_counted_apart() -> None:
    waiver = "waivers:\n  - {rule: S309, code: 307001/000001, reason: 系统改造中, until: 2099-12-31}\n"
    renderer = site({**FAULTY, "catalogs/registry.yml": REGISTRY + waiver})
    page = quality_page(renderer.index)
    assert page.figures[3][1] == "1"
    assert [fault.rule.text for fault in page.waived] == ["S309"]
    line = next(line for line in page.rules if line.rule.text == "S309")
    assert [value.text for value in line.numbers] == ["", "", "", "1"]


def test_a_ledger_without_faults_says_so() -> None:
    renderer = site({"catalogs/registry.yml": REGISTRY})
    assert "没有发现问题" in text_of(body(renderer, "quality"))


ITEMS = "  - {name: 残疾证号, type: C, length: 20}\n  - {name: 残疾类别, type: C, length: 2}\n  - {name: 残疾等级, type: C, length: 2}\n  - {name: 发证日期, type: D}\n"
CARDS = CATALOG[: CATALOG.index("  - {name: 公民身份号码")] + ITEMS + "status: 在用\n"
OTHER = CARDS.replace("307001/000001", "303001/000001").replace("低保名单", "残疾人名单").replace("duties: [三-1]", "duties: [三-2]")  # fmt: skip
PAIR = {
    **FILES,
    "catalogs/民政局/低保名单.yml": CARDS,
    "catalogs/公安局/department.yml": POLICE,
    "catalogs/公安局/残疾人名单.yml": OTHER,
}


def test_a_suspicion_shows_both_catalogs_what_they_share_and_that_nobody_is_named() -> None:
    renderer = site(PAIR)
    page = overlaps_page(renderer.index)
    (group,) = page.opened
    assert [(one.catalog.text, one.catalog.url, one.department.text) for one in group.members] == [
        ("残疾人名单", "c/303001-000001.html", "公安局"),
        ("低保名单", "c/307001-000001.html", "民政局"),
    ]
    assert group.why == "数据项 100% 相同（共 4 项）"
    assert [item.name for item in group.common] == ["发证日期", "残疾等级", "残疾类别", "残疾证号"]
    assert (group.source, group.said) == ((), "没有写明")
    html = body(renderer, "overlaps")
    assert parse(html) is not None
    assert 'href="d/gaj.html"' in html


@pytest.mark.parametrize(
    ("written", "said", "names"),
    [
        ({"残疾人名单": "origin: 民政局\n"}, "目录写明", ["民政局"]),
        ({"残疾人名单": "origin: 民政局\n", "低保名单": "origin: 公安局\n"}, "说法不一", ["公安局", "民政局"]),
        ({"残疾人名单": "lead: 民政局\n"}, "没有写明；牵头部门是", ["民政局"]),
    ],
)
def test_who_is_the_source_as_far_as_anybody_says(written: dict[str, str], said: str, names: list[str]) -> None:
    files = dict(PAIR)
    for path, text in PAIR.items():
        for name, more in written.items():
            if path.endswith(f"/{name}.yml"):
                files[path] = text + more
    page = overlaps_page(site(files).index)
    (group,) = (*page.opened, *page.settled)
    assert group.said == said
    assert [cell.text for cell in group.source] == names
    assert bool(page.settled) is ("origin" in "".join(written.values()))


def test_an_item_with_a_source_names_it_and_the_rest_is_open() -> None:
    files = dict(PAIR)
    own = "{name: 残疾证号, type: C, length: 20, origin: {department: 民政局, catalog: 307001/000001, item: 残疾证号}}"
    files["catalogs/公安局/残疾人名单.yml"] = OTHER.replace("{name: 残疾证号, type: C, length: 20}", own)
    (group,) = overlaps_page(site(files).index).opened
    assert (group.said, group.look) == ("其余 3 项没有写明", "gap")
    assert [(cell.text, cell.note) for cell in group.source] == [("低保名单", "民政局，残疾证号的权威源")]
