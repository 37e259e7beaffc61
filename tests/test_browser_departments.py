"""Pages of departments and regions in a browser: they sort, fit a phone, lead where they say, and can be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browsing import Watched

pytestmark = pytest.mark.browser
PAGES = ("d/mzj.html", "d/gaj.html", "r/own.html", "departments.html")
CONTRAST = """mark => {
  const parse = text => text.match(/[0-9.]+/g).slice(0, 3).map(each => each / 255)
    .map(each => each <= .03928 ? each / 12.92 : ((each + .055) / 1.055) ** 2.4);
  const light = text => { const [r, g, b] = parse(text); return .2126 * r + .7152 * g + .0722 * b; };
  const style = getComputedStyle(mark);
  const [one, two] = [light(style.color), light(style.backgroundColor)].sort((a, b) => b - a);
  return (one + .05) / (two + .05);
}"""


def test_a_phone_needs_no_sideways_scroll(browser: Any, base: str) -> None:
    watched = Watched(browser, base, viewport={"width": 390, "height": 800})
    for name in PAGES:
        watched.page.goto(base + name)
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= 390, name
    assert (watched.said, watched.refused) == ([], [])
    watched.page.context.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A wide window."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def test_tables_sort_by_the_head_that_is_pressed(page: Any, site: Path) -> None:
    page.goto(f"{site.as_uri()}/r/own.html")
    names = "() => [...document.querySelectorAll('#departments tbody tr')].map(row => row.cells[0].textContent.trim())"
    head = page.locator("#departments th", has_text="在用目录")
    assert page.evaluate(names) == ["公安局", "民政局"]
    button = page.get_by_role("button", name="部门", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.evaluate(names) == ["民政局", "公安局"]
    assert head.get_attribute("aria-sort") is None
    page.get_by_role("button", name="在用目录", exact=True).click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert page.evaluate(names) == ["民政局", "公安局"]
    page.goto(f"{site.as_uri()}/d/gaj.html")
    page.get_by_role("button", name="目录", exact=True).click()
    first = "() => document.querySelector('#catalogs tbody td a').textContent"
    assert page.evaluate(first).startswith("怪 <img")


def test_every_jump_leads_to_its_section(page: Any, site: Path) -> None:
    for name in PAGES:
        page.goto(f"{site.as_uri()}/{name}")
        lost = page.evaluate(
            "() => [...document.querySelectorAll('.ybz-page a[href*=\"#\"]')].filter(link => link.pathname === location.pathname"
            " && !document.getElementById(decodeURIComponent(link.hash.slice(1)))).map(link => link.hash)"
        )
        assert lost == [], name


def test_gaps_are_told_in_words_in_both_schemes(page: Any, site: Path) -> None:
    page.goto(f"{site.as_uri()}/d/gaj.html")
    mark = page.locator(".dp-hole .dp-mark").first
    assert mark.inner_text() == "缺目录"
    for scheme in ("default", "slate"):
        page.evaluate(f"document.body.setAttribute('data-md-color-scheme', '{scheme}')")
        for look in (".dp-hole .dp-mark", ".dp-mark.dp-done", ".dp-mark.dp-exempt", ".dp-hole .dp-gap"):
            assert page.locator(look).first.evaluate(CONTRAST) >= 4.5, (scheme, look)
