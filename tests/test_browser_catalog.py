"""The page of a catalog in a browser: history, items, downloads, older codes, the diagram, phone and paper."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from browsing import Watched, served
from site_ledgers import CATALOG, DEPARTMENT, FILES, REGISTRY, commit, retired, write
from yibenzhang.site.build import build

pytestmark = pytest.mark.browser

PAGE = "c/307001-000001.html"
OWN = "catalogs/民政局/低保名单.yml"
MORE = "".join(f"  - {{name: 扩展项{number:02}, type: C, length: 10, tier: 扩展}}\n" for number in range(1, 24))
FULL = CATALOG.replace("name: 低保名单", "name: 低保名单\naliases: [低保, 307001/900001]").replace(
    "status: 在用",
    f"{MORE}resources:\n  - {{id: a, name: 名单表, type: 库表, structure: 结构化, mount: 库表对接, system: dibao}}\n"
    "related: [307001/000003]\nkeywords: [no, 0123, 2026-01-02, 007, 12:30, ~]\nstatus: 在用 # 注释",
)


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of three catalogs with a past: one of 25 items and an older code, one retired for it, one in a county."""
    folder = tmp_path_factory.mktemp("records")
    root = write(folder / "ledger", FILES)
    commit(root, "建账", "2026-01-05T10:00:00+08:00")
    files = {
        "catalogs/registry.yml": REGISTRY,
        OWN: FULL.replace("原始明细", "原始数据"),
        "catalogs/民政局/retired/旧名单.yml": retired(
            CATALOG.replace("000001", "000003").replace("低保名单", "旧名单"), replaced_by="307001/000001"
        ),
        "catalogs/某县/region.yml": 'name: 某县\ndivision: "232701"\nauthority: x\n',
        "catalogs/某县/民政局/department.yml": DEPARTMENT.replace("slug: mzj", "slug: mx-mzj").replace(
            "307001", "307002"
        ),
        "catalogs/某县/民政局/低保名单.yml": CATALOG.replace("307001/", "307002/"),
    }
    commit(write(root, files), "完善", "2026-02-05T10:00:00+08:00")
    build(root, folder / "site")
    return folder / "site"


@pytest.fixture(scope="module")
def hosted(records: Path) -> Iterator[str]:
    with served(records) as found:
        yield found


@pytest.fixture(params=["http", "file"])
def where(request: pytest.FixtureRequest, records: Path) -> str:
    """The site over http and as files."""
    return str(request.getfixturevalue("hosted")) if request.param == "http" else records.as_uri() + "/"


def opened(watched: Watched, name: str) -> Any:
    """The page once its scripts have run; nothing of it comes later."""
    watched.page.goto(watched.base + name)
    return watched.page


def silent(watched: Watched) -> None:
    assert watched.refused == watched.said == []


def test_the_history_opens_field_by_field(browser: Any, where: str) -> None:
    watched = Watched(browser, where)
    page = opened(watched, PAGE)
    entries = page.locator(".ybz-timeline details")
    assert entries.count() == 2
    assert page.locator(".ybz-timeline del", has_text="明细").is_visible()
    first = entries.nth(1)
    assert first.get_attribute("open") is None
    first.locator("summary").click()
    assert first.get_by_text("这次审核的全部变更").is_visible()
    first.get_by_text("这次审核的全部变更").click()
    page.wait_for_url(lambda url: "/h/2026-01.html#r-" in url)
    silent(watched)


def test_the_list_of_sections_names_each_of_them(browser: Any, records: Path) -> None:
    watched = Watched(browser, records.as_uri() + "/")
    page = opened(watched, PAGE)
    named = [(link.inner_text(), link.get_attribute("href")) for link in page.locator(".ybz-jump a").all()]
    assert named[:4] == [
        ("基本信息", "#basic"),
        ("数据特征", "#data"),
        ("共享与开放", "#share"),
        ("关系图", "#lineage"),
    ]
    assert ("同类目录", "#kin") in named
    assert len(named) == page.locator(".ybz-section").count()
    silent(watched)


def test_on_a_phone_every_cell_bears_the_name_of_its_column(browser: Any, records: Path) -> None:
    phone = {"width": 390, "height": 844}
    watched = Watched(browser, records.as_uri() + "/", viewport=phone)
    page = opened(watched, "d/mzj.html")
    table = page.locator("#indicators table")
    assert table.locator("thead").is_hidden()
    said = "cell => getComputedStyle(cell, '::before').content"
    assert [cell.evaluate(said) for cell in table.locator("tbody tr:first-child td").all()] == [
        '"数值"', '"分子/分母"', '"算法"', '"明细"',
    ]  # fmt: skip
    silent(watched)
    watched = Watched(browser, records.as_uri() + "/", viewport=phone, java_script_enabled=False)
    page = opened(watched, "d/mzj.html")
    # Without scripts it stays a table under its heads.
    cells = [
        page.locator(f"#indicators {each}").first.bounding_box() for each in ("th:nth-child(3)", "td:nth-child(3)")
    ]
    assert cells[0]["x"] == cells[1]["x"]
    assert page.locator("#indicators thead").is_visible()


def test_many_items_have_a_filter(browser: Any, records: Path) -> None:
    watched = Watched(browser, records.as_uri() + "/")
    page = opened(watched, PAGE)
    section = page.locator("#items")
    assert section.locator("output").inner_text() == "共 25 项"
    section.get_by_label("在数据项里查找").fill("扩展项 9")
    assert section.locator("output").inner_text() == "共 25 项，符合 2"
    assert section.locator("tbody tr:not(.ybz-out)").first.locator("td").first.inner_text().strip().endswith("扩展项09")
    assert section.locator("tbody tr").first.is_hidden()
    few = opened(watched, "c/307002-000001.html")
    assert few.locator("#items input").count() == 0
    silent(watched)


def saved(page: Any, label: str) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=label).click()
    return Path(waiting.value.path())


def test_the_downloads_hold_the_record(browser: Any, where: str) -> None:
    watched = Watched(browser, where, accept_downloads=True)
    page = opened(watched, PAGE)
    assert saved(page, "下载 YAML（原文）").read_text("utf-8") == FULL.replace("原始明细", "原始数据")
    assert page.locator(".ybz-said").inner_text() == "已下载 低保名单.yaml"
    found = json.loads(saved(page, "下载 JSON").read_text("utf-8"))
    assert (found["level"], found["code"], found["items"][0]["personal"]) == (3, "307001/000001", True)
    assert found["keywords"] == ["no", "0123", "2026-01-02", "007", "12:30", "~"]
    assert found["items"][1] == {"name": "保障金额", "type": "Y", "length": 12, "scale": 2}
    book = CalamineWorkbook.from_path(str(saved(page, "下载 XLSX（Excel 表格）")))
    assert book.sheet_names == ["目录", "数据项", "挂载资源"]
    fields = {row[1]: row[2] for row in book.get_sheet_by_name("目录").to_python()}
    assert (fields["目录代码"], fields["数据目录名称"], fields["共享方式"]) == (
        "307001/000001",
        "低保名单",
        "信息核验接口",
    )
    assert (fields["关键字"], fields["来源系统"]) == ("no、0123、2026-01-02、007、12:30、~", "救助系统")
    items = book.get_sheet_by_name("数据项").to_python()
    assert len(items) == 26
    assert [str(cell) for cell in items[1][1:4]] == ["公民身份号码 个人信息", "字符型 C", "18"]
    silent(watched)


def test_an_older_code_leads_to_the_page(browser: Any, where: str) -> None:
    watched = Watched(browser, where)
    watched.page.goto(where + "c/307001-900001.html")
    watched.page.wait_for_url(where + PAGE)
    assert watched.page.locator("h1").inner_text() == "低保名单"
    silent(watched)


def test_a_tombstone_leads_to_what_replaces_it(browser: Any, records: Path) -> None:
    watched = Watched(browser, records.as_uri() + "/")
    page = opened(watched, "c/307001-000003.html")
    notice = page.locator(".ybz-notice-retired")
    for text in ("本目录已下架", "2026-05-06", "并入其他目录"):
        assert text in notice.inner_text()
    assert page.locator(".ybz-timeline").is_visible()
    notice.get_by_role("link", name="低保名单").click()
    page.wait_for_url(watched.base + PAGE)
    silent(watched)


def test_the_nodes_of_the_diagram_are_links(browser: Any, where: str) -> None:
    watched = Watched(browser, where)
    page = opened(watched, PAGE)
    drawing = page.locator("#lineage svg")
    assert "本目录：低保名单" in (drawing.get_attribute("aria-label") or "")
    assert drawing.locator("a").all_text_contents()[1] == "前身旧名单"
    drawing.locator("a", has_text="前身").click()
    page.wait_for_url(where + "c/307001-000003.html")
    page.locator("#lineage a", has_text="系统").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(where + "d/mzj.html#systems")
    silent(watched)


def test_the_permanent_link_can_be_copied(browser: Any, records: Path) -> None:
    watched = Watched(browser, records.as_uri() + "/")
    page = opened(watched, PAGE + "#items")
    page.get_by_role("button", name="复制永久链接").click()
    # What is copied is what stands at the foot, not where this copy of the page lies.
    link = page.locator("#permanent").inner_text()
    assert link.endswith("/" + PAGE)
    assert page.locator(".ybz-said").inner_text() in (f"已复制永久链接：{link}", f"请自己复制：{link}")
    silent(watched)


@pytest.mark.parametrize("name", [PAGE, "c/307001-000003.html"])
def test_on_a_phone_nothing_hangs_over(browser: Any, records: Path, name: str) -> None:
    watched = Watched(browser, records.as_uri() + "/", viewport={"width": 390, "height": 844}, color_scheme="dark")
    page = opened(watched, name)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    wide = "nodes => nodes.filter(each => each.getBoundingClientRect().right > innerWidth).length"
    assert page.locator(".ybz-map, .ybz-acts > *, .ybz-facts dd").evaluate_all(wide) == 0
    silent(watched)


def test_on_paper_the_record_is_whole(browser: Any, records: Path) -> None:
    watched = Watched(browser, records.as_uri() + "/")
    page = opened(watched, PAGE)
    page.evaluate(
        "window.seen = 0; addEventListener('beforeprint', () => { seen = document.querySelectorAll('.ybz-record details[open]').length; })"
    )
    assert page.pdf(format="A4").startswith(b"%PDF")
    assert page.evaluate("window.seen") == 2
    page.emulate_media(media="print")
    assert page.locator(".ybz-acts").is_hidden()
    assert page.locator("#lineage svg").is_visible()
    silent(watched)


def test_without_scripts_all_can_be_read(browser: Any, records: Path) -> None:
    watched = Watched(browser, records.as_uri() + "/", java_script_enabled=False)
    page = opened(watched, PAGE)
    assert page.locator("#items tbody tr").count() == 25
    assert page.locator("button.ybz-act").count() == 0
    assert page.get_by_text("申请数据、纠错请找民政局联系人示例联系人甲").is_visible()
    page.locator(".ybz-timeline details").nth(1).locator("summary").click()
    assert page.locator(".ybz-timeline details").nth(1).get_by_text("这次审核的全部变更").is_visible()
