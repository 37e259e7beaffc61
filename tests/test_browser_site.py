"""What every page owes its reader, in a browser: nothing serious for who cannot see or use a mouse, light and dark, its
policy kept on http and from a disk, a print that can be filed, and a search of the documents."""

from __future__ import annotations

import io
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest

from browsing import Watched, served
from ledgers import ROOT
from test_links import KINDS

pytestmark = pytest.mark.browser

AXE = (ROOT / "tests/vendor/axe-core/axe.min.js").read_text("utf-8")
# Of the parts of a page that are alike but for their words — tags, classes, attributes, what stands around them — three
# are looked at: axe's time grows faster than a page, and tells of the fourth row what it told of the first.
ALIKE = """() => {
  const own = each => each.tagName + [...each.attributes].map(({ name, value }) =>
    ["class", "role", "type", "scope", "open"].includes(name) ? `${name}=${value}` : value.trim() && name).sort();
  const whole = each => own(each) + (each.textContent.trim() && "t") + "(" + [...each.children].map(whole) + ")";
  const seen = new Map();
  const look = (each, around) => {
    const name = around + whole(each), count = (seen.get(name) || 0) + 1;
    seen.set(name, count);
    // A label goes with its value: without one of them a list is broken.
    if (count > 3 && !["DT", "DD"].includes(each.tagName)) each.remove();
    else [...each.children].forEach(child => look(child, `${around}>${own(each)}`));
  };
  look(document.querySelector("main"), "");
  return document.querySelectorAll("main *").length;
}"""
RUN = """only => axe.run(document, { resultTypes: ["violations"], runOnly: only }).then(found => found.violations
  .filter(each => ["serious", "critical"].includes(each.impact))
  .map(each => each.id + " " + each.nodes.slice(0, 3).map(
    node => node.target.join(" ") + " " + (node.any[0] || { message: "" }).message
  ).join("; ")))
"""
LEVELS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


@pytest.fixture(scope="module", params=["http", "file"])
def sample(request: pytest.FixtureRequest, sample_site: Path) -> Iterator[str]:
    """The address of the sample site, over http and as files."""
    if request.param == "file":
        yield sample_site.as_uri() + "/"
        return
    with served(sample_site) as found:
        yield found


def one(site: Path, kind: str) -> str:
    """The smallest page of a kind."""
    return min(site.glob(kind), key=lambda path: (path.stat().st_size, path.name)).relative_to(site).as_posix()


def test_nothing_serious_stands_in_the_way_of_anybody(browser: Any, sample_site: Path) -> None:
    watched = Watched(
        browser,
        sample_site.as_uri() + "/",
        viewport={"width": 1280, "height": 900},
        color_scheme="light",
        reduced_motion="reduce",
    )
    page, found = watched.page, {}
    for kind in KINDS:
        page.emulate_media(color_scheme="light")
        page.goto(watched.base + one(sample_site, kind))
        assert page.evaluate(ALIKE) >= (5 if kind == "404.html" else 40), kind
        page.evaluate(AXE)
        said = page.evaluate(RUN, LEVELS)
        page.emulate_media(color_scheme="dark")
        # The page follows; only its colours are others, and the theme's fade over a quarter of a second.
        page.evaluate("() => Promise.all(document.getAnimations().map(each => each.finished))")
        if said := said + page.evaluate(RUN, COLOURS):
            found[kind] = said
    assert found == {}
    assert watched.refused == []


def test_pages_of_the_sample_fit_and_are_silent(browser: Any, sample: str, sample_site: Path) -> None:
    watched = Watched(browser, sample, viewport={"width": 390 if sample.startswith("file") else 1440, "height": 844})
    for kind in (*KINDS, "rules.html"):
        watched.open(one(sample_site, kind))
        assert watched.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), kind
    assert watched.refused == []
    assert watched.said == []


def test_documents_are_searched_and_nothing_else(browser: Any, sample: str) -> None:
    watched = Watched(browser, sample, viewport={"width": 1280, "height": 900})
    page = watched.open("clerk.html")
    for words, title in (("豁免 过期", "X910"), ("公民身份号码", "")):
        page.locator(".md-search__input").fill(words)
        page.keyboard.press("End")
        page.wait_for_function(
            "() => document.querySelector('.md-search-result__meta').textContent.includes('结果')", timeout=10000
        )
        links = page.locator(".md-search-result__link").evaluate_all(
            "links => links.map(link => link.getAttribute('href'))"
        )
        assert links
        assert not [link for link in links if "/c/" in link or "/d/" in link or "catalogs.html" in link]
        texts = " ".join(page.locator(".md-search-result__link").all_inner_texts()).replace("\u200b", "")
        assert title in texts
        page.keyboard.press("Escape")
    assert watched.refused == watched.said == []


def test_the_search_of_every_page_leads_to_the_ledger(browser: Any, sample: str, sample_site: Path) -> None:
    watched = Watched(browser, sample)
    for kind in ("c/*.html", "clerk.html", "guide.html"):
        page = watched.open(one(sample_site, kind))
        page.locator(".ybz-seek input").fill("低保 名单")
        page.locator(".ybz-seek button").click()
        page.wait_for_url(lambda url: "/catalogs.html?q=" in url)
    assert watched.refused == watched.said == []


def test_light_and_dark_follow_the_reader(browser: Any, sample: str) -> None:
    watched = Watched(browser, sample, color_scheme="dark")
    page = watched.open("departments.html")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(16, 22, 31)"
    button = page.locator(".ybz-look")
    assert button.get_attribute("aria-label") == "外观：跟随系统，点按改为浅色"
    button.click()
    assert page.evaluate(ground) == "rgb(245, 247, 250)"
    # The choice holds on the next page, also on one the theme dresses.
    assert watched.open("clerk.html").evaluate(ground) == "rgb(245, 247, 250)"
    # The first press shows whatever the system's colours are, and there is a way back to following them.
    page.emulate_media(color_scheme="light")
    button = page.locator(".ybz-look")
    assert button.get_attribute("aria-label") == "外观：浅色，点按改为跟随系统"
    button.click()
    assert button.get_attribute("aria-label") == "外观：跟随系统，点按改为深色"
    button.click()
    assert page.evaluate(ground) == "rgb(16, 22, 31)"
    assert watched.said == []


def test_pasted_words_are_searched_in_the_documents(browser: Any, sample: str) -> None:
    watched = Watched(browser, sample)
    page = watched.open("clerk.html")
    page.locator(".md-search__input").click()
    page.keyboard.insert_text("审核")
    page.wait_for_selector(".md-search-result__link", state="attached")
    assert watched.refused == watched.said == []


def test_tables_of_documents_keep_their_headings_on_a_phone(browser: Any, sample: str) -> None:
    watched = Watched(browser, sample, viewport={"width": 390, "height": 844})
    for name in ("settings.html", "commands.html", "impact.html"):
        page = watched.open(name)
        assert page.locator(".md-content table:not([class]) th").first.is_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 360, "height": 800})
    tops = page.locator(".ybz-tabs > *").evaluate_all("tabs => tabs.map(tab => tab.getBoundingClientRect().top)")
    assert len(set(tops)) == 1
    assert watched.refused == watched.said == []


def test_the_edition_is_on_every_page_and_leads_home_without_scripts(
    browser: Any, sample: str, sample_site: Path
) -> None:
    said = Watched(browser, sample).open("index.html").locator("#edition").inner_text()
    assert said.startswith("版本 ")
    assert "基准日" in said
    page = one(sample_site, "c/*.html")
    for name in (page, "clerk.html"):
        assert said in Watched(browser, sample).open(name).locator(".ybz-foot").inner_text()
        assert said not in (sample_site / name).read_text("utf-8")
    plain = Watched(browser, sample, java_script_enabled=False).open(page)
    plain.locator(".ybz-foot a").click()
    assert plain.url.endswith("/index.html#edition")
    assert plain.locator("#edition").inner_text() == said


def test_the_keyboard_goes_everywhere(browser: Any, sample: str, sample_site: Path) -> None:
    watched = Watched(browser, sample, viewport={"width": 1280, "height": 900})
    page = watched.open(one(sample_site, "c/*.html"))
    focused = "document.activeElement.textContent.trim()"
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "跳到正文"
    assert page.locator(".ybz-skip").evaluate("each => each.getBoundingClientRect().left >= 0")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    # Every stop shows where it is.
    page = watched.open(one(sample_site, "c/*.html"))
    visible = """() => { const style = getComputedStyle(document.activeElement);
      return document.activeElement === document.body || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1); }"""
    for _ in range(25):
        page.keyboard.press("Tab")
        assert page.evaluate(visible), page.evaluate("document.activeElement.outerHTML")
    menu = page.locator(".ybz-tabs details")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    assert menu.get_attribute("open") is not None
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.ybz-tabs details') !== null")
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert page.evaluate(focused) == "更多"


def test_menus_open_without_scripts(browser: Any, sample: str) -> None:
    page = Watched(browser, sample, java_script_enabled=False).open("departments.html")
    page.locator(".ybz-tabs summary").click()
    page.locator(".ybz-tabs details a", has_text="来源系统").click()
    assert page.locator("h1").inner_text() == "来源系统"
    assert page.locator(".ybz-look").is_hidden()


def test_a_catalog_prints_as_a_record(browser: Any, sample_site: Path) -> None:
    watched = Watched(browser, sample_site.as_uri() + "/", color_scheme="dark")
    name = one(sample_site, "c/*.html")
    page = watched.open(name)
    title = page.locator("h1").inner_text()
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    # Chromium writes some characters as their radicals' look-alikes.
    text = unicodedata.normalize("NFKC", "".join("".join(each.extract_text() for each in printed.pages).split()))
    assert 1 <= len(printed.pages) <= 5
    box = printed.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)
    for expected in (title, "目录代码", "共享类型", "数据项", "大兴安岭地区政务数据目录一本账", "版本"):
        assert "".join(expected.split()) in text, expected
    for absent in ("检索", "更多", "首页"):
        assert absent not in text, absent
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(31, 42, 55)"


def test_a_script_written_into_a_document_does_not_run(browser: Any, tmp_path: Path) -> None:
    from site_ledgers import FILES, write
    from yibenzhang.site.build import build

    text = '# 办法\n\n<script>document.title = "hit"</script>\n\n<p style="color: red">红</p>\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n'
    root = write(tmp_path / "ledger", {**FILES, "docs/办法.md": text})
    build(root, tmp_path / "site")
    watched = Watched(browser, (tmp_path / "site").as_uri() + "/")
    page = watched.open("办法.html")
    assert page.title() != "hit"
    assert page.locator("p", has_text="红").evaluate("each => getComputedStyle(each).color") != "rgb(255, 0, 0)"
    assert page.locator("td", has_text="2").evaluate("each => getComputedStyle(each).textAlign") == "right"
    assert len([each for each in watched.said if "Content Security Policy" in each]) == len(watched.said) == 2
    shutil.rmtree(tmp_path / "site")
