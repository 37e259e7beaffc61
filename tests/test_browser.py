"""The built site in a browser: nothing leaves the machine, nothing breaks, the filters find what they should."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from browsing import Watched

pytestmark = pytest.mark.browser

PAGES = (
    "index.html", "catalogs.html", "departments.html", "domains.html", "systems.html", "items.html", "libraries.html",
    "guide.html", "changes.html", "h/2026-01.html", "h/2026-02.html", "c/307001-000001.html", "c/307001-000003.html", "d/mzj.html", "404.html",
)  # fmt: skip


def test_what_is_asked_of_another_machine_is_refused_and_counted(browser: Any, tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text(
        "<h1>x</h1><script>fetch('http://other.example.cn/a')</script><img src='https://example.cn/b'>"
    )
    watched = Watched(browser, tmp_path.as_uri() + "/")
    watched.open("x.html")
    assert sorted(watched.refused) == ["http://other.example.cn/a", "https://example.cn/b"]
    # Both were refused: neither name leads anywhere, were there a network.
    failed = {each for each in watched.said if "ERR_" in each}
    assert failed == {"Failed to load resource: net::ERR_NAME_NOT_RESOLVED"}


def test_every_kind_of_page_is_silent_and_fits(browser: Any, base: str) -> None:
    width, scheme = (1440, "light") if base.startswith("http") else (390, "dark")
    watched = Watched(browser, base, viewport={"width": width, "height": 844}, color_scheme=scheme)
    for name in PAGES:
        page = watched.open(name)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert page.locator("h1").count() >= 1, name
        assert page.title() != "1", name
    assert watched.refused == []
    assert watched.said == []


def test_no_table_is_cut_off(browser: Any, base: str) -> None:
    width = 1440 if base.startswith("http") else 390
    watched = Watched(browser, base, viewport={"width": width, "height": 844})
    for name in ("departments.html", "systems.html", "items.html", "d/mzj.html", "catalogs.html"):
        page = watched.open(name)
        wide = "nodes => nodes.filter(each => each.scrollWidth > each.clientWidth + 1).length"
        assert page.locator(".ybz-scroll").evaluate_all(wide) == 0, name
    page = watched.open("items.html")
    broken = "nodes => nodes.filter(each => each.getClientRects().length > 1 || each.offsetHeight > 30).length"
    assert page.locator("#ybz-dictionary td:nth-child(2) .ybz-part").evaluate_all(broken) == 0
    page = watched.open("departments.html")
    assert page.locator(".ybz-fixed").evaluate_all(broken) == 0


def test_the_page_for_a_wrong_address_stands_alone(browser: Any, base: str, site: Path) -> None:
    page = Watched(browser, base).open("404.html")
    assert page.evaluate("getComputedStyle(document.querySelector('header')).backgroundColor") == "rgb(23, 69, 127)"
    if base.startswith("file:"):
        page.get_by_text("目录", exact=True).click()
        assert page.url.endswith("/catalogs.html")


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
