"""The built site in a browser: nothing leaves the machine, nothing breaks, the filters find what they should."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from browsing import EVIL, Watched

pytestmark = pytest.mark.browser

PAGES = (
    "index.html", "catalogs.html", "departments.html", "domains.html", "systems.html", "items.html", "libraries.html",
    "guide.html", "changes.html", "h/2026-01.html", "h/2026-02.html", "c/307001-000001.html", "c/307001-000003.html", "d/mzj.html", "404.html",
)  # fmt: skip


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_every_kind_of_page_is_silent_and_fits(browser: Any, base: str, width: int, scheme: str) -> None:
    watched = Watched(browser, base, viewport={"width": width, "height": 844}, color_scheme=scheme)
    for name in PAGES:
        page = watched.open(name)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert page.locator("h1").count() >= 1, name
        assert page.title() != "1", name
    assert watched.refused == []
    assert watched.said == []


@pytest.mark.parametrize("width", [1440, 390])
def test_no_table_is_cut_off(browser: Any, base: str, width: int) -> None:
    watched = Watched(browser, base, viewport={"width": width, "height": 844})
    for name in ("departments.html", "systems.html", "items.html", "d/mzj.html", "catalogs.html"):
        page = watched.open(name)
        wide = "nodes => nodes.filter(each => each.scrollWidth > each.clientWidth + 1).length"
        assert page.locator(".ybz-scroll").evaluate_all(wide) == 0, name
    page = watched.open("items.html")
    broken = "nodes => nodes.filter(each => each.getClientRects().length > 1 || each.offsetHeight > 30).length"
    assert page.locator("#ybz-items td:nth-child(2) .ybz-part").evaluate_all(broken) == 0
    page = watched.open("departments.html")
    assert page.locator(".ybz-fixed").evaluate_all(broken) == 0


def test_the_page_for_a_wrong_address_stands_alone(browser: Any, base: str, site: Path) -> None:
    page = Watched(browser, base).open("404.html")
    assert page.evaluate("getComputedStyle(document.querySelector('header')).backgroundColor") == "rgb(23, 69, 127)"
    if base.startswith("file:"):
        page.get_by_text("目录", exact=True).click()
        assert page.url.endswith("/catalogs.html")


def rows(page: Any, table: str = "ybz-catalogs") -> list[str]:
    found = page.locator(f"#{table} tbody tr td:first-child").all_inner_texts()
    return [" ".join(text.split()) for text in found]


def settled(page: Any, expected: list[str], table: str = "ybz-catalogs") -> None:
    """The rows become what is expected, within five seconds however busy the machine."""
    for _ in range(100):
        if rows(page, table) == expected:
            break
        page.wait_for_timeout(50)
    assert rows(page, table) == expected


def test_the_filter_of_the_ledger_finds_the_right_rows(browser: Any, base: str) -> None:
    watched = Watched(browser, base)
    page = watched.open("catalogs.html")
    count = page.locator("#ybz-catalog-filters output")
    assert count.inner_text() == "共 5 份"
    box = page.locator("#ybz-catalog-filters input[name=q]")
    for text, expected in (
        ("结婚证", ["婚姻登记信息 307001/000002"]),
        ("公民身份号码 民政局", ["低保名单 307001/000001", "旧名单 307001/000003"]),
        ("３０３００１/000001", ["户口登记信息 303001/000001"]),
        ("没有这个词", []),
        (EVIL, [f"怪 {EVIL} 303001/000002"]),
    ):
        box.fill(text)
        settled(page, expected)
        assert count.inner_text() == f"共 5 份，符合 {len(expected)}"
    box.fill("")
    page.locator("select[name=state]").select_option("已下架")
    settled(page, ["旧名单 307001/000003"])
    assert watched.refused == watched.said == []


def test_the_filter_stands_in_the_address(browser: Any, base: str) -> None:
    watched = Watched(browser, base)
    page = watched.open("catalogs.html?domain=生活服务")
    assert rows(page) == ["婚姻登记信息 307001/000002"]
    page = watched.open("index.html")
    page.locator(".ybz-search input").fill("户口")
    page.locator(".ybz-search button").click()
    page.wait_for_url(lambda url: "/catalogs.html" in url)
    page.wait_for_load_state("networkidle")
    assert rows(page)[0] == "户口登记信息 303001/000001"
    assert watched.refused == watched.said == []


def test_the_dictionary_of_items_says_who_holds_what(browser: Any, base: str) -> None:
    watched = Watched(browser, base)
    page = watched.open("items.html")
    page.locator("#ybz-item-filters input[name=q]").fill("身份")
    settled(page, ["公民身份号码"], "ybz-items")
    assert page.locator("#ybz-items tbody tr td:last-child a").count() == 3
    page.locator("#ybz-items tbody a").first.click()
    page.wait_for_url(lambda url: "/c/303001-000001.html" in url)
    assert watched.refused == watched.said == []


def test_small_tables_have_a_filter_too(browser: Any, base: str) -> None:
    watched = Watched(browser, base)
    page = watched.open("systems.html")
    page.locator(".ybz-finder input").fill("备用 公安")
    assert page.locator(".ybz-table tbody tr:visible").count() == 1
    assert "符合 1" in page.locator(".ybz-finder output").inner_text()


@pytest.mark.parametrize("width", [1440, 390])
def test_the_history_of_a_catalog_opens(browser: Any, base: str, width: int) -> None:
    watched = Watched(browser, base, viewport={"width": width, "height": 844})
    page = watched.open("changes.html")
    page.locator("#periods a").last.click()
    page.wait_for_url(lambda url: "/h/2026-01.html" in url)
    page.locator(".ybz-change a").first.click()
    page.wait_for_url(lambda url: url.endswith("/c/307001-000001.html#history"))
    entries = page.locator("#history details")
    assert entries.count() == 2
    assert page.locator("#history del").all_inner_texts() == ["18", "明细"]
    assert page.locator("#history ins").all_inner_texts() == ["17", "数据"]
    older = entries.nth(1).locator(".ybz-people")
    assert older.is_hidden()
    entries.nth(1).locator("summary").click()
    older.wait_for(state="visible")
    assert "2026-01-05" in older.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert watched.refused == watched.said == []


def test_lists_can_be_read_without_javascript(browser: Any, base: str) -> None:
    watched = Watched(browser, base, java_script_enabled=False)
    page = watched.open("catalogs.html")
    assert len(rows(page)) == 5
    assert page.locator("#ybz-catalog-filters").is_hidden()
    page.locator("#ybz-catalogs tbody a").first.click()
    assert page.locator("h1").inner_text() == "户口登记信息"
    assert watched.refused == []
