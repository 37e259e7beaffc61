"""Pages of departments and regions: view models and HTML of literal ledgers, with numbers counted by hand."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from site_ledgers import CATALOG, DEMAND, DEPARTMENT, FILES, REGISTRY, commit, retired, write
from test_due import OBJECTION, RESOURCE
from test_site_pages import parse, site, text_of
from yibenzhang.site.pages import TOP_PAGES, Renderer
from yibenzhang.site.site import open_site
from yibenzhang.site.views import department, region, roll
from yibenzhang.site.views.department import DepartmentPage
from yibenzhang.site.views.departments import departments_page
from yibenzhang.site.views.parts import Cell
from yibenzhang.site.views.region import RegionPage
from yibenzhang.site.views.shelf import common
from yibenzhang.sources import ledger
from yibenzhang.sources.opening import Opening, open_ledger
from yibenzhang.sources.tree import Tree

COUNTY = (
    DEPARTMENT.replace("slug: mzj", "slug: hmx-mzj")
    .replace("307001", "307002")
    .replace("name: 民政局", "name: 呼玛县民政局")
)
REGION = (
    'name: 呼玛县\ndivision: "232721"\nauthority: 呼玛县数据局\nhead: {name: 甲, phone: 0457-0000000, mail: a@example.cn}\n'
    "liaison: {name: 乙, phone: 0457-0000001, mail: b@example.cn}\nmechanism: 联席会议\n"
)
MARRIAGE = CATALOG.replace("307001/000001", "307002/000002").replace("低保名单", "婚姻登记信息").replace("三-1", "三-2")
TWO = {
    **FILES,
    "catalogs/呼玛县/region.yml": REGION,
    "catalogs/呼玛县/民政局/department.yml": COUNTY,
    "catalogs/呼玛县/民政局/低保名单.yml": CATALOG.replace("307001", "307002") + RESOURCE,
    "catalogs/呼玛县/民政局/婚姻登记信息.yml": MARRIAGE,
    "catalogs/呼玛县/民政局/demands/2026-001.yml": DEMAND.replace("核验低保对象", "比对低保"),
}


def on(files: dict[str, str], day: str = "2026-03-10") -> Renderer:
    """A renderer over literal files, seen from a day."""
    tree = Tree({path: text.encode() for path, text in sorted(files.items())})
    return open_site(Opening(Path(), ledger.read(tree), today=date.fromisoformat(day)))


def page_of(renderer: Renderer, name: str = "民政局") -> DepartmentPage:
    return department.department_page(renderer.index, renderer.index.registry.department_by_id[name])


def region_of(renderer: Renderer, folder: str = "") -> RegionPage:
    return region.region_page(renderer.index, folder)


def html_of(renderer: Renderer, address: str) -> str:
    return next(page.body for page in (*renderer.departments(), *renderer.regions()) if page.address == address)


def words(row: tuple[tuple[Cell, ...], ...]) -> list[str]:
    return [" ".join(cell.text for cell in cells) for cells in row]


def test_headline_numbers_lead_to_their_rows() -> None:
    figures = {each.label: each for each in page_of(on(FILES)).figures}
    assert {label: (each.number, each.note) for label, each in figures.items()} == {
        "在用目录": ("1", "数据项 2 项"),
        "职责覆盖": ("66.7%", "2/3 条职责，缺 1 条"),
        "挂载率": ("0.0%", "0/1 份应挂载目录"),
        "来源系统": ("2", "在用 2 个，有目录的 1 个"),
        "超期事项": ("0", "30 天内到期 1 件"),
        "待改错误": ("1", "另有警告 4 个"),
    }
    assert (
        figures["挂载率"].url
        == "catalogs.html?department=%E6%B0%91%E6%94%BF%E5%B1%80&mount=%E6%9C%AA%E6%8C%82%E8%BD%BD"
    )
    assert figures["职责覆盖"].look == "alarm"


def test_the_matrix_says_in_words_what_it_shows_in_red() -> None:
    html = html_of(on(FILES), "d/mzj.html")
    assert "<tr class=dp-hole><td class=ybz-fixed>三-2<td>" in html.replace('"', "")
    shown = text_of(html)
    for expected in (
        "已编目 1",
        "缺目录 1",
        "缺 婚姻登记信息",
        "三定方案条款 三",
        "无数据产生",
        "共 3 条：已编目 1 条，免编目 1 条，缺目录 1 条",
    ):
        assert expected in shown
    page = page_of(site(FILES))
    assert page.matrix is not None
    assert [(each.label, each.start, each.width) for each in page.matrix.segments] == [
        ("已编目", "0.00", "33.33"), ("免编目", "33.33", "33.33"), ("缺目录", "66.67", "33.33"),
    ]  # fmt: skip


def test_duties_of_one_passage_stand_together() -> None:
    shared = DEPARTMENT.replace("text: 负责婚姻登记", "text: 负责社会救助")
    page = page_of(site({**FILES, "catalogs/民政局/department.yml": shared}))
    assert page.matrix is not None
    assert [(each.clause, each.text, [row.id for row in each.rows]) for each in page.matrix.groups] == [
        ("三", "负责社会救助", ["三-1", "三-2"]), ("", "", ["三-3"]),
    ]  # fmt: skip
    none = DEPARTMENT[: DEPARTMENT.index("duties:")] + DEPARTMENT[DEPARTMENT.index("systems:") :]
    page = page_of(site({**FILES, "catalogs/民政局/department.yml": none}))
    assert page.matrix is None


def test_demands_made_and_received_stand_apart_with_their_deadlines() -> None:
    files = {
        **TWO,
        "catalogs/民政局/demands/2026-002.yml": DEMAND.replace("2026-001", "2026-002").replace(
            "provider: 民政局", "from: {external: 省级部门, name: 省民政厅}\nprovider: 民政局"
        ),
        "catalogs/民政局/objections/2026-001.yml": OBJECTION,
    }
    renderer = on(files, "2026-03-17")
    tables = {table.id: table for table in page_of(renderer).tables}
    received = tables["received"]
    assert received.heads == ("需求", "需求部门", "所需数据", "应用场景", "办理", "状态", "时限")
    assert [(words(row)[0], words(row)[1], words(row)[-1]) for row in received.rows] == [
        ("比对低保", "呼玛县/民政局", "2026-03-16 超期 1 个工作日"),
        ("核验低保对象", "民政局", "2026-03-16 超期 1 个工作日"),
        ("核验低保对象", "省民政厅", "2026-03-16 超期 1 个工作日"),
    ]
    assert [words(row)[0] for row in tables["demands"].rows] == ["核验低保对象"]
    assert words(tables["objections"].rows[0])[-1] == "2026-03-16 超期 1 个工作日"
    made = {table.id: table for table in page_of(renderer, "呼玛县/民政局").tables}["demands"]
    assert words(made.rows[0])[1] == "民政局"


def test_what_is_done_has_no_deadline_and_comes_last() -> None:
    done = (
        DEMAND.replace("2026-001", "2026-000")
        + "reply: {result: 不同意, date: 2026-03-03, reason: 无, reject_kind: 其他}\n"
    )
    page = page_of(on({**FILES, "catalogs/民政局/demands/2026-000.yml": done}))
    [demands] = [table for table in page.tables if table.id == "demands"]
    assert [words(row)[-1] for row in demands.rows] == ["2026-03-16 还有 4 个工作日", ""]


def test_deadlines_name_what_is_late_and_lead_to_it() -> None:
    found = page_of(on({**FILES, "catalogs/民政局/低保名单.yml": CATALOG + RESOURCE}, "2026-04-20")).deadlines
    assert (found.day, found.steps.late, found.steps.soon, found.data.late) == ("2026-04-20", 1, 0, 1)
    [line] = found.steps.lines
    assert (line.word, line.subject.url, line.look, line.clause) == (
        "需求答复",
        "d/mzj.html#received",
        "gap",
        "条例第二十一条",
    )
    [line] = found.data.lines
    assert line.subject == Cell("《低保名单》的“人员表”", "c/307001-000001.html")
    assert words(found.tally.rows[0]) == ["需求答复", "10 个工作日", "1", "0", "0", "1", "0", "0.0%"]
    assert "没有基准日，不计算时限" in text_of(html_of(site(FILES), "d/mzj.html"))


def test_steps_done_late_are_listed() -> None:
    late = DEMAND + "reply: {result: 不同意, date: 2026-03-17, reason: 无, reject_kind: 其他}\n"
    found = page_of(on({**FILES, "catalogs/民政局/demands/2026-001.yml": late}, "2026-04-20")).deadlines
    assert words(found.missed.rows[0]) == ["需求答复", "核验低保对象", "2026-03-02", "2026-03-16", "2026-03-17"]
    assert found.missed.note == "共 1 件"


def test_indicators_show_two_numbers_and_where_they_are_from() -> None:
    found = {each.name: each for each in page_of(on(FILES, "2026-03-17")).gauges}
    assert (found["需求响应及时率"].share.part, found["需求响应及时率"].share.whole) == (0, 1)
    assert (found["需求响应及时率"].said, found["一次通过率"].said) == ("偏低", "不适用")
    assert found["全面性（职责）"].rows == Cell("职责对照", "d/mzj.html#duties")
    weighed = page_of(site({**FILES, "catalogs/registry.yml": REGISTRY + "weights: {coverage: 15}\n"})).gauges
    assert {each.name: each.weight for each in weighed if each.weight} == {"全面性（职责）": 15}
    assert "不适用" in text_of(html_of(on(FILES), "d/mzj.html"))


def test_fields_that_are_missing_are_named_with_their_catalogs() -> None:
    rows = page_of(site(FILES)).missing.rows
    assert ["资源格式", "1", "低保名单"] in [words(row) for row in rows]
    assert ["共享属性 · 共享范围", "1", "低保名单"] in [words(row) for row in rows]


def test_a_large_department_names_every_catalog_but_writes_out_the_first() -> None:
    files = {
        f"catalogs/民政局/目录{number:03}.yml": CATALOG.replace("000001", f"{number:06}").replace(
            "低保名单", f"目录{number:03}"
        )
        for number in range(1, 131)
    }
    renderer = site({"catalogs/registry.yml": REGISTRY, "catalogs/民政局/department.yml": DEPARTMENT, **files})
    page = page_of(renderer)
    assert (len(page.holding.lines), len(page.holding.rest)) == (60, 70)
    html = html_of(renderer, "d/mzj.html")
    assert len(html) < 60_000
    for number in range(1, 131):
        assert f"../c/307001-{number:06}.html" in html
    assert page.matrix is not None
    assert page.matrix.groups[0].rows[0].more == 122


def test_what_is_retired_or_broken_is_told() -> None:
    files = {
        **FILES,
        "catalogs/民政局/retired/旧名单.yml": retired(
            CATALOG.replace("000001", "000003").replace("低保名单", "旧名单")
        ),
        "catalogs/民政局/坏册.yml": CATALOG.replace("000001", "000009")
        .replace("低保名单", "坏册")
        .replace("level: 3", "level: 9"),
    }
    renderer = site(files)
    page = page_of(renderer)
    assert [table.id for table in page.tables] == ["received", "demands", "systems", "retired"]
    [broken] = [line for line in page.holding.lines if line.note]
    assert (broken.name, broken.note, broken.errors) == ("坏册", "待修改", 1)
    assert "有 1 份目录的文件写法有误" in text_of(html_of(renderer, "d/mzj.html"))


def test_open_findings_lead_to_the_page_of_quality() -> None:
    html = html_of(site(FILES), "d/mzj.html")
    assert "错误 1 个，警告 4 个" in text_of(html).replace(" ，", "，")
    assert 'href="../quality.html?department=%E6%B0%91%E6%94%BF%E5%B1%80#list"' in html


@pytest.mark.parametrize(("name", "word"), [("民政局", "民政局"), ("民政 局", "'民政 局'"), ("民'局", "'民'\\''局'")])
def test_the_export_command_can_be_pasted(name: str, word: str) -> None:
    files = {"catalogs/registry.yml": REGISTRY, f"catalogs/{name}/department.yml": DEPARTMENT}
    rows = page_of(site(files), name).downloads
    assert rows[1].cells[0].text == f"ybz export xlsx --department {word}"


def test_namesakes_stand_side_by_side() -> None:
    found = page_of(site(TWO)).peers
    assert found is not None
    assert [words(row)[:3] for row in found.table.rows] == [["本级", "1", "2"], ["呼玛县", "2", "4"]]
    assert found.table.rows[0][0][0] == Cell("本级", "", "本页")
    assert [words(row) for row in found.duties.rows] == [
        ["负责低保", "1 份", "1 份"], ["负责登记", "缺", "1 份"], ["拟订规划", "免编目", "免编目"],
    ]  # fmt: skip
    assert page_of(site(FILES)).peers is None


def test_a_region_rolls_its_departments_up() -> None:
    renderer = on(TWO, "2026-03-17")
    page = region_of(renderer, "呼玛县")
    assert {each.label: each.number for each in page.figures} == {
        "部门": "1", "在用目录": "2", "职责覆盖": "100.0%", "挂载率": "50.0%", "超期事项": "0", "待改错误": "1",
    }  # fmt: skip
    assert [words((row.cells,)) for row in page.profile] == [["232721"], ["呼玛县数据局"], ["联席会议"], ["甲"], ["乙"]]
    [line] = page.lines
    assert (line.department, line.catalogs.text, line.made, line.received) == (
        Cell("呼玛县民政局", "d/hmx-mzj.html"), "2", 1, 0,
    )  # fmt: skip
    assert [(share.part, share.whole) for share in line.shares] == [(3, 3), (39, 63), (2, 2), (0, 0), (1, 2), (0, 2)]
    assert [words(row)[:3] for row in page.states.rows] == [["收到的需求", "0", "0"], ["提出的需求", "1", "1"]]
    assert [words(row)[0] for row in page.made.rows] == ["比对低保"]
    own = region_of(renderer)
    assert own.title == "本级"
    assert own.gaps.rows == ((Cell("民政局", "d/mzj.html#duties"), "三-2", "负责登记"),)
    assert (own.deadlines.steps.late, own.received.note) == (2, "共 2 件")
    html = html_of(renderer, "r/own.html")
    assert "缺目录" in html
    assert 'href="../catalogs.html?region=%E6%9C%AC%E7%BA%A7"' in html
    assert parse(html_of(renderer, "r/232721.html")) is not None


def test_telephone_numbers_of_regions_stay_private() -> None:
    assert "0457-0000000" not in html_of(site(TWO), "r/232721.html")
    public = site({**TWO, "catalogs/registry.yml": REGISTRY + "publish_contacts: true\n"})
    assert "0457-0000000" in html_of(public, "r/232721.html")


def test_every_region_has_an_address_of_its_own() -> None:
    files = {
        **TWO,
        "catalogs/塔河县/region.yml": REGION.replace("呼玛县", "塔河县"),
        "catalogs/无名/民政局/department.yml": COUNTY.replace("hmx-", "wm-"),
    }
    found = site(files).index.addresses.of_region
    assert [found[key] for key in ("", "呼玛县", "塔河县")] == ["r/own.html", "r/232721.html", "r/232721-2.html"]
    assert found["无名"].startswith("r/x-")
    page = region_of(site(files), "无名")
    assert (page.title, page.path, page.profile) == ("无名", "", ())
    assert region_of(site(files), "塔河县").lines == ()


def test_the_list_of_departments_compares_regions() -> None:
    page = departments_page(on(TWO, "2026-03-17").index)
    assert [words(row)[:3] for row in page.areas.rows] == [["本级", "1", "1"], ["呼玛县", "1", "2"]]
    assert [words(row)[-1] for row in page.areas.rows] == ["2", "0"]
    assert [section.title.text for section in page.sections] == ["本级部门", "呼玛县"]
    assert departments_page(site(FILES).index).areas.rows == ()
    html = on(TWO).top(next(top for top in TOP_PAGES if top.name == "departments"))
    assert 'href="r/232721.html"' in html
    assert parse(html) is not None


def test_findings_belong_to_the_department_whose_file_they_are_in() -> None:
    index = site(TWO).index
    for path, owner in (
        ("catalogs/民政局/低保名单.yml", "民政局"), ("catalogs/呼玛县/民政局/department.yml", "呼玛县/民政局"),
        ("catalogs/呼玛县/region.yml", "呼玛县"), ("catalogs/registry.yml", ""), ("catalogs/别处/x.yml", ""),
    ):  # fmt: skip
        assert roll.keeper(index, path) == owner


def _state(renderer: Renderer) -> dict[str, tuple[tuple[str, ...], str]]:
    """Of each page what it says it is made of, and what it shows."""
    index = renderer.index
    bodies = {page.address: page.body for page in (*renderer.departments(), *renderer.regions())}
    made: dict[str, tuple[str, ...]] = {}
    for each in index.registry.departments:
        made[index.addresses.of_department[each.id]] = (*common(index), *department.inputs(index, each))
    for folder, address in index.addresses.of_region.items():
        made[address] = (*common(index), *region.inputs(index, folder))
    return {address: (made[address], body) for address, body in bodies.items()}


EDITS: tuple[dict[str, Any], ...] = (
    {"catalogs/民政局/低保名单.yml": ("低保名单", "低保人员名单")},
    {"catalogs/民政局/低保名单.yml": ("307001/000001", "307001/000009")},
    {"catalogs/民政局/低保名单.yml": ("三-1", "三-2")},
    {"catalogs/民政局/低保名单.yml": ("level: 3", "level: 9")},
    {"catalogs/民政局/department.yml": ("slug: mzj", "slug: mz")},
    {"catalogs/民政局/department.yml": ("name: 民政局", "name: 民政部门")},
    {"catalogs/民政局/department.yml": ("exempt: {reason: 无数据产生}", "names: [规划]")},
    {"catalogs/呼玛县/民政局/department.yml": ("key: 低保", "key: 城乡低保")},
    {"catalogs/呼玛县/民政局/低保名单.yml": ("mounted: 2026-03-05, ", "")},
    {"catalogs/呼玛县/民政局/婚姻登记信息.yml": ("有条件共享", "无条件共享")},
    {"catalogs/呼玛县/民政局/demands/2026-001.yml": ("比对低保", "核对低保")},
    {"catalogs/呼玛县/region.yml": ("name: 呼玛县", "name: 呼玛")},
    {"catalogs/呼玛县/region.yml": ("232721", "232722")},
    {"catalogs/registry.yml": ("测试一本账", "另一本账")},
    {"catalogs/registry.yml": ("name:", "publish_contacts: true\nname:")},
    {"catalogs/registry.yml": ("name:", "weights: {coverage: 20}\nname:")},
    {"catalogs/registry.yml": ("name:", "deadlines: {reply_conditional: 3}\nname:")},
    {
        "catalogs/registry.yml": (
            "name:",
            "campaigns: [{name: 治理, steps: [{name: 编制, due: 2026-03-20, measure: 都有}]}]\nname:",
        )
    },
    {"catalogs/民政局/objections/2026-001.yml": ("", OBJECTION)},
    {"catalogs/民政局/新册.yml": ("", CATALOG.replace("000001", "000007").replace("低保名单", "新册"))},
)


@pytest.mark.parametrize("edit", EDITS, ids=[f"{next(iter(edit))}-{number}" for number, edit in enumerate(EDITS)])
def test_a_page_that_changes_says_so(edit: dict[str, tuple[str, str]]) -> None:
    before = _state(on(TWO))
    files = dict(TWO)
    for path, (old, new) in edit.items():
        assert old in files.get(path, ""), path
        files[path] = files[path].replace(old, new) if path in files else new
    after = _state(on(files))
    for address, (made, body) in after.items():
        if address in before and before[address][1] != body:
            assert before[address][0] != made, address


def test_a_page_changes_with_the_day_only_where_it_shows() -> None:
    one, other = _state(on(TWO, "2026-03-10")), _state(on(TWO, "2026-03-11"))
    for address in one:
        assert one[address][0] != other[address][0]
        assert one[address][1] != other[address][1]


def test_the_history_is_part_of_what_a_page_is_made_of(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    commit(root, "建账", "2026-01-05T10:00:00+08:00")
    before = _state(open_site(open_ledger(root)))
    commit(
        write(root, {"catalogs/民政局/低保名单.yml": CATALOG.replace("原始明细", "明细")}),
        "改",
        "2026-01-06T10:00:00+08:00",
    )
    after = _state(open_site(open_ledger(root)))
    assert before["d/mzj.html"][0] != after["d/mzj.html"][0]
    assert "Atom" in after["d/mzj.html"][1]
    assert "最近变更" in after["d/mzj.html"][1]


def test_five_hundred_departments_take_no_longer_than_five_times_a_hundred() -> None:
    def ledger_of(number: int) -> Renderer:
        files = {"catalogs/registry.yml": REGISTRY}
        for place in range(number):
            prefix = f"3{place:05}"
            files[f"catalogs/局{place}/department.yml"] = DEPARTMENT.replace("slug: mzj", f"slug: d{place}").replace(
                "307001", prefix
            )
            files[f"catalogs/局{place}/低保名单.yml"] = CATALOG.replace("307001", prefix)
        return on(files)

    def taken(number: int) -> float:
        renderer = ledger_of(number)
        list(renderer.departments(0, number))
        start = time.process_time()
        assert sum(1 for _ in renderer.departments()) == number
        return (time.process_time() - start) / number

    small, large = taken(20), taken(100)
    assert large < 3 * small + 0.002
