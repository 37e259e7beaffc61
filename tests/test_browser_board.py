"""总览, 质量 and 重复采集疑似 in a browser: charts are drawn from the tables, and lead where the tables lead."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

import pytest

from browsing import Watched

pytestmark = pytest.mark.browser

POLICY = "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self'; img-src 'self' data:"
CHARTS = ("growth", "shares", "departments", "domains", "mounts", "heat", "cycles", "demands")


def opened(watched: Watched, name: str) -> Any:
    """The page, loaded: its scripts have run by then, and nothing is asked for later."""
    watched.page.goto(watched.base + name)
    return watched.page


def drawn(page: Any) -> list[str]:
    """The figures that have a chart with something in it."""
    found = page.locator(".ybz-card:has(.ybz-chart-box svg path)").evaluate_all("nodes => nodes.map(each => each.id)")
    return [str(each) for each in found]


def label(page: Any, figure: str, text: str) -> Any:
    return page.locator(f"#{figure} svg text").filter(has_text=re.compile(f"^{text}$")).first


def test_charts_are_drawn_and_nothing_is_fetched(browser: Any, base: str) -> None:
    watched = Watched(browser, base, viewport={"width": 1440, "height": 900})
    page = opened(watched, "overview.html")
    assert sorted(drawn(page)) == sorted(CHARTS)
    assert page.locator(".ybz-data[open]").count() == 0
    assert page.locator("#heat [role=img]").get_attribute("aria-label") == "数据分级与共享类型图，数据见下面的数据表"
    assert page.locator("#mounts svg text").all_text_contents().count("公安局") == 1
    assert watched.refused == watched.said == []


def test_a_part_of_a_chart_leads_where_its_number_leads(browser: Any, base: str) -> None:
    watched = Watched(browser, base, viewport={"width": 1440, "height": 900})
    page = opened(watched, "overview.html")
    label(page, "departments", "公安局").click(force=True)
    page.wait_for_url(lambda url: url.endswith("/d/gaj.html"))
    page = opened(watched, "overview.html")
    wanted = page.locator("#heat tbody tr:nth-child(3) td:nth-child(3) a").evaluate("node => node.href")
    label(page, "heat", "4").click(force=True)
    page.wait_for_url(lambda url: unquote(url) == unquote(wanted))
    page.get_by_text("婚姻登记信息").first.wait_for()
    assert watched.refused == watched.said == []


def test_a_number_in_a_table_shows_its_catalogs(browser: Any, address: str) -> None:
    watched = Watched(browser, address, viewport={"width": 1440, "height": 900})
    page = opened(watched, "overview.html")
    page.locator("#domains summary").click()
    page.locator("#domains tbody tr", has_text="生活服务").locator("td a").first.click()
    page.wait_for_url(lambda url: unquote(url).endswith("catalogs.html?domain=生活服务"))
    page.get_by_text("婚姻登记信息").first.wait_for()
    assert page.get_by_text("户口登记信息").count() == 0
    assert watched.refused == watched.said == []


def test_charts_follow_the_scheme_and_the_width(browser: Any, address: str) -> None:
    watched = Watched(browser, address, viewport={"width": 1440, "height": 900}, color_scheme="light")
    page = opened(watched, "overview.html")
    fill = "node => getComputedStyle(node).fill"
    light = label(page, "departments", "公安局").evaluate(fill)
    page.evaluate("document.documentElement.setAttribute('data-md-color-scheme', 'slate')")
    page.wait_for_function(
        "old => getComputedStyle(Array.from(document.querySelectorAll('#departments svg text')).find(each => each.textContent === '公安局')).fill !== old",
        arg=light,
    )
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function("() => document.querySelector('#departments svg').getBoundingClientRect().width < 390")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert watched.refused == watched.said == []


def test_nothing_breaks_under_a_strict_policy(browser: Any, address: str) -> None:
    watched = Watched(browser, address, viewport={"width": 1440, "height": 900})

    def strict(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": POLICY})

    watched.page.add_init_script(
        "window.broken = []; document.addEventListener('securitypolicyviolation', each => broken.push(`${each.violatedDirective} ${each.sourceFile} ${each.lineNumber}`))"
    )
    watched.page.route("**/overview.html", strict)
    page = opened(watched, "overview.html")
    assert sorted(drawn(page)) == sorted(CHARTS)
    label(page, "departments", "公安局").hover(force=True)
    page.locator("#shares [role=img]").hover(position={"x": 130, "y": 40}, force=True)
    assert page.locator(".ybz-tip").count() > 0
    assert [each for each in page.evaluate("broken") if "echarts" in each or "board" in each] == []


def test_on_paper_tables_stand_for_the_charts(browser: Any, address: str) -> None:
    page = opened(Watched(browser, address), "overview.html")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#heat .ybz-chart-box").is_hidden()
    assert page.locator("#heat table").is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".ybz-data[open]").count() == 0


def test_the_board_can_be_read_without_javascript(browser: Any, address: str) -> None:
    watched = Watched(browser, address, java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = opened(watched, "overview.html")
    assert page.locator(".ybz-chart-box").count() == 0
    for figure in CHARTS:
        assert page.locator(f"#{figure} table").is_visible(), figure
    assert page.locator("#departments tbody th").all_inner_texts() == ["公安局", "民政局"]
    page.locator("#departments tbody th a").first.click()
    assert page.locator("h1").inner_text() == "公安局"
    assert watched.refused == []


def test_findings_are_filtered_by_the_numbers_of_the_tables(browser: Any, base: str) -> None:
    watched = Watched(browser, base, viewport={"width": 390, "height": 844})
    page = opened(watched, "quality.html")
    whole = int(page.locator("#ybz-fault-filters output").inner_text().split()[1])
    line = page.locator("#rules tbody tr").first
    rule = line.locator("th").inner_text().split()[0]
    number = sum(int(text) for text in line.locator("td").all_inner_texts()[:2] if text)
    line.locator("td:nth-child(4) a").click()
    page.wait_for_url(lambda url: f"rule={rule}" in url)
    count = page.locator("#ybz-fault-filters output")
    count.wait_for(state="visible")
    assert count.inner_text() == f"共 {whole} 个，符合 {number}"
    shown = page.locator("#ybz-found li p:first-child").all_inner_texts()
    assert {text.split()[0] for text in shown} == {rule}
    page.locator("#ybz-fault-filters button").click()
    page.locator("#ybz-held details").first.wait_for(state="visible")
    assert count.inner_text() == f"共 {whole} 个"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert watched.refused == watched.said == []


def test_pages_of_the_board_fit_a_phone(browser: Any, address: str) -> None:
    watched = Watched(browser, address, viewport={"width": 390, "height": 844}, color_scheme="dark")
    for name in ("index.html", "overview.html", "quality.html", "overlaps.html"):
        page = opened(watched, name)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert page.locator("h1").count() == 1, name
    assert watched.refused == watched.said == []
