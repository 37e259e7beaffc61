"""目录检索 and 数据项 in a browser, against the same questions answered in Python over the same rows."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from python_calamine import CalamineWorkbook

from browsing import EVIL, Watched, served
from site_ledgers import commit, retired, write
from yibenzhang.outputs import demo
from yibenzhang.site.build import build
from yibenzhang.site.site import open_site
from yibenzhang.site.views.entries import Row, rows
from yibenzhang.sources.opening import open_ledger

pytestmark = pytest.mark.browser
WIDE = {"width": 1440, "height": 900}


class Made:
    """A made-up ledger of counties with a past of its own, built; what its rows are."""

    def __init__(self, folder: Path) -> None:
        files = dict(demo.files(72, 24, 3, 6))
        old = next(each for each, text in reversed(files.items()) if "\nduties:" in text and "\nitems:" in text)
        head, _, tail = old.rpartition("/")
        files[f"{head}/retired/{tail}"] = retired(files.pop(old))
        root = write(folder / "ledger", files)
        commit(root, "建账", "2026-01-05T10:00:00+08:00")
        path = next(each for each, text in files.items() if "update_cycle: 每月" in text)
        root.joinpath(path).write_text(
            files[path].replace("update_cycle: 每月", "update_cycle: 每周"), encoding="utf-8"
        )
        commit(root, "改一份", "2026-06-20T10:00:00+08:00")
        build(root, folder / "site")
        self.site = folder / "site"
        self.rows = rows(open_site(open_ledger(root)).index)
        self.active = [row for row in self.rows if row.state == "在用"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The made-up ledger; nobody writes to it."""
    return Made(tmp_path_factory.mktemp("search"))


@pytest.fixture(scope="module")
def home(made: Made) -> Iterator[str]:
    """Its site on loopback http."""
    with served(made.site) as found:
        yield found


@pytest.fixture(scope="module", params=["http", "file"])
def there(request: pytest.FixtureRequest, made: Made) -> str:
    """Its site, over http and as files."""
    return request.getfixturevalue("home") if request.param == "http" else made.site.as_uri() + "/"


class Looked(Watched):
    """A watched page that waits for ten seconds at most, and never for silence: what is there is looked at."""

    def open(self, name: str) -> Any:
        self.page.set_default_timeout(10000)
        self.page.goto(self.base + name)
        return self.page


def fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def found(listed: Iterable[Row], query: str) -> list[Row]:
    """The rows that hold every word somewhere."""

    def text(row: Row) -> str:
        items = (item.name for item in row.items)
        own = (row.name, row.code, row.summary, row.keywords, row.aliases, row.department, row.domain)
        return fold("\n".join((*own, *row.library, *items)))

    return [row for row in listed if all(word in text(row) for word in fold(query).split())]


def settled(page: Any, number: int, restricted: bool = True) -> None:
    """The count becomes what is expected, within ten seconds however busy the machine."""
    wanted = f"符合 {number} 份" if restricted else f"在用目录 {number} 份"
    page.wait_for_function(
        "wanted => document.querySelector('.ybz-count').textContent === wanted", arg=wanted, timeout=10000
    )


def uniform(made: Made) -> bool:
    """Whether no catalog changed after the first day: then there are no boxes for it."""
    return not any(row.changed > "2026-01-31" for row in made.active)


def ask(page: Any, query: str) -> None:
    page.locator(".ybz-ask input").fill(query)


def listed(page: Any) -> list[str]:
    """The codes of the first rows: how many more there are depends on the room."""
    return list(page.locator(".ybz-rows .ybz-under code:visible").all_inner_texts()[:8])


def unfolded(page: Any, facet: str) -> Any:
    """A facet whose boxes can be seen."""
    section = page.locator(f"[data-facet={facet}]")
    if section.locator(".ybz-facet-title").get_attribute("aria-expanded") == "false":
        section.locator(".ybz-facet-title").click()
    return section


def pick(page: Any, facet: str, value: str) -> None:
    """Tick a box, unfolding what hides it."""
    section = unfolded(page, facet)
    box = section.locator(f"input[value='{value}']")
    if not box.is_visible():
        section.locator(".ybz-facet-more").click()
    box.check()


def counts(page: Any, facet: str) -> dict[str, int]:
    """What a facet says beside its boxes."""
    boxes = (
        unfolded(page, facet)
        .locator(".ybz-facet-option")
        .evaluate_all(
            "nodes => nodes.map(each => [each.querySelector('input').value, each.querySelector('.ybz-facet-count').textContent])"
        )
    )
    return {value: int(number.replace(",", "")) for value, number in boxes}


def test_words_find_the_rows_that_hold_them_all(browser: Any, there: str, made: Made) -> None:
    watched = Looked(browser, there, viewport=WIDE)
    page = watched.open("catalogs.html")
    settled(page, len(made.active), restricted=False)
    item = made.active[0].items[-1].name
    code = made.active[3].code
    department = made.active[-1].department
    for query in ("信息", "社会救助", item, f"{item} {department}", code, "ＩＮＦＯ不存在", "　信息  名单 "):
        expected = found(made.active, query)
        ask(page, query)
        settled(page, len(expected))
        assert set(listed(page)) <= {row.code for row in expected}
    ask(page, item)
    settled(page, len(found(made.active, item)))
    assert page.locator(".ybz-why").first.inner_text().startswith("命中数据项：")
    assert item in page.locator(".ybz-why mark").all_inner_texts()
    assert watched.refused == watched.said == []


def test_a_hit_in_the_name_comes_first_and_letters_find_it_too(browser: Any, address: str) -> None:
    watched = Looked(browser, address, viewport=WIDE)
    page = watched.open("catalogs.html")
    for query, marked in (("登记", "登记"), ("hydj", "婚姻登记"), ("hk", "户口")):
        ask(page, query)
        page.wait_for_function(
            "text => (document.querySelector('.ybz-hit mark') || {}).textContent === text", arg=marked
        )
    assert listed(page) == ["303001/000001"]
    ask(page, EVIL)
    settled(page, 1)
    assert page.locator(".ybz-hit").inner_text() == f"怪 {EVIL}"
    page.locator(".ybz-hit").press(" ")
    assert page.locator(".ybz-preview h2").inner_text() == f"怪 {EVIL}"
    assert page.locator("img[src=x]").count() == 0
    assert page.title() != "1"
    assert watched.refused == watched.said == []


def test_facets_combine_and_count_what_they_would_find(browser: Any, home: str, made: Made) -> None:
    watched = Looked(browser, home, viewport=WIDE)
    page = watched.open("catalogs.html")
    domain, share = made.active[0].domain, made.active[0].share
    pick(page, "domain", domain)
    pick(page, "share", share)
    expected = [row for row in made.active if (row.domain, row.share) == (domain, share)]
    settled(page, len(expected))
    assert listed(page) == [row.code for row in expected][: len(listed(page))]
    # Each facet is counted under all others: choosing another of its boxes adds those rows.
    by_share, by_domain, by_cycle = counts(page, "share"), counts(page, "domain"), counts(page, "cycle")
    for value, number in by_share.items():
        assert number == sum((row.domain, row.share) == (domain, value) for row in made.active), value
    for value, number in by_domain.items():
        assert number == sum((row.domain, row.share) == (value, share) for row in made.active), value
    for value, number in by_cycle.items():
        assert number == sum(row.cycle == value for row in expected), value
    states = counts(page, "state")
    assert states["已下架"] == sum((row.domain, row.share, row.state) == (domain, share, "已下架") for row in made.rows)
    page.locator(".ybz-clear").click()
    settled(page, len(made.active), restricted=False)
    regions = counts(page, "department")
    counties = {row.department.partition("/")[0] for row in made.active if "/" in row.department}
    assert counties
    for region in counties:
        assert regions[region] == sum(row.department.startswith(region + "/") for row in made.active)
    county = min(counties)
    pick(page, "department", county)
    settled(page, regions[county])
    domains = page.locator("[data-facet=domain] .ybz-facet-count")
    page.wait_for_function(
        "() => [...document.querySelectorAll('[data-facet=domain] .ybz-facet-option:not(.ybz-beyond) .ybz-facet-count')]"
        ".every(each => each.textContent !== '0')"
    )
    shown = [int(number) for number in domains.all_text_contents()]
    assert shown == [each for each in shown if each] + [0] * shown.count(0)
    # The ledger's day is that of its last commit, 2026-06-20; all of this county was approved in January.
    assert counts(page, "changed") == {"今年": regions[county]} | ({} if uniform(made) else {"近30天": 0, "近90天": 0})
    assert watched.refused == watched.said == []


def test_the_address_restores_what_was_looked_for(browser: Any, there: str, made: Made) -> None:
    watched = Looked(browser, there, viewport=WIDE)
    page = watched.open("catalogs.html")
    retired = [row for row in made.rows if row.state == "已下架"]
    share = made.active[0].share
    pick(page, "share", share)
    chosen = [row for row in made.active if row.share == share]
    settled(page, len(chosen))
    ask(page, "信息")
    both = found(chosen, "信息")
    settled(page, len(both))
    page.wait_for_function("() => new URLSearchParams(location.search).get('q') === '信息'")
    page.locator(".ybz-sort[data-sort=name]").click()
    first = listed(page)
    asked = parse_qs(urlsplit(page.url).query)
    assert asked == {"q": ["信息"], "share": [share], "sort": ["name"]}
    page.reload()
    settled(page, len(both))
    assert page.locator(".ybz-ask input").input_value() == "信息"
    assert page.locator(f"[data-facet=share] input[value='{share}']").is_checked()
    assert listed(page) == first
    page.locator(".ybz-chip").click()
    settled(page, len(found(made.active, "信息")))
    page.go_back()
    settled(page, len(both))
    page = watched.open("catalogs.html?state=已下架")
    settled(page, len(retired))
    page = watched.open("catalogs.html?state=*&changed=2026-06")
    settled(page, sum(row.changed.startswith("2026-06") for row in made.rows))
    item = made.active[0].items[0].name
    page = watched.open(f"catalogs.html?item={item}")
    settled(page, sum(any(each.name == item for each in row.items) for row in made.active))
    assert watched.refused == watched.said == []


def saved(page: Any, kind: str) -> tuple[str, bytes]:
    """The name and bytes of a download."""
    page.locator("[data-popup=download]").click()
    with page.expect_download() as waiting:
        page.locator(f"[data-file={kind}]").click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_a_download_holds_what_is_filtered_and_nothing_else(browser: Any, there: str, made: Made) -> None:
    watched = Looked(browser, there, viewport=WIDE, accept_downloads=True)
    share, item = made.active[0].share, made.active[0].items[0].name
    expected = [row for row in found(made.active, item) if row.share == share]
    page = watched.open(f"catalogs.html?share={share}&q={item}")
    settled(page, len(expected))
    name, data = saved(page, "csv")
    assert name.endswith(f"{len(expected)}份-示例数据.csv")
    assert data.startswith("\ufeff".encode())
    lines = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    by_code = {row.code: row for row in expected}
    assert sorted(line["目录代码"] for line in lines) == sorted(by_code)
    for line in lines:
        row = by_code[line["目录代码"]]
        assert (line["部门"], line["摘要"], line["数据项数"]) == (row.department, row.summary, str(len(row.items)))
        assert line["说明"] == "示例数据"
        assert item in line["命中数据项"]
    name, data = saved(page, "xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.sheet_names == ["目录", "说明"]
    head, *cells = book.get_sheet_by_name("目录").to_python()
    assert [dict(zip(head, line, strict=True))["目录代码"] for line in cells] == [line["目录代码"] for line in lines]
    assert [list(map(str, (int(cell) if isinstance(cell, float) else cell for cell in line))) for line in cells] == [
        list(line.values()) for line in lines
    ]
    facts = dict(book.get_sheet_by_name("说明").to_python())
    assert facts["示例数据"]
    assert facts["条件"] == f"查找：{item}；状态：在用；共享类型：{share}"
    assert watched.refused == watched.said == []


def test_no_cell_of_a_csv_is_a_formula(browser: Any, address: str) -> None:
    page = Looked(browser, address).open("catalogs.html")
    text = page.evaluate(
        "ybz.csv([['=1+1', '+2', '-3', '@x', 'a\"b', '307001/000001', 7, null, '＝9', '甲\\n乙']]).text()"
    )
    assert text == '"\'=1+1","\'+2","\'-3","\'@x","a""b","307001/000001",7,,"\'＝9","甲\n乙"\r\n'


def test_the_preview_opens_and_closes_by_keyboard(browser: Any, there: str, made: Made) -> None:
    watched = Looked(browser, there, viewport=WIDE)
    page = watched.open("catalogs.html")
    settled(page, len(made.active), restricted=False)
    first, second = made.active[:2]
    page.locator(".ybz-hit").first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == second.name
    page.keyboard.press("ArrowUp")
    page.keyboard.press(" ")
    panel = page.locator(".ybz-preview")
    assert panel.locator("h2").inner_text() == first.name
    panel.locator(".ybz-preview-items li").first.wait_for()
    assert panel.locator(".ybz-preview-items li > span").all_inner_texts() == [item.name for item in first.items]
    panel.get_by_role("button", name="下一份").click()
    assert panel.locator("h2").inner_text() == second.name
    assert parse_qs(urlsplit(page.url).query)["open"] == [second.code]
    page.reload()
    panel.locator("h2").wait_for()
    assert panel.locator("h2").inner_text() == second.name
    assert page.evaluate("document.activeElement.id") == "ybz-preview-title"
    page.keyboard.press("Escape")
    panel.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.textContent") == second.name
    page.locator(".ybz-hit").nth(1).press("Enter")
    page.wait_for_url(lambda url: f"/c/{second.page}.html" in url)
    assert page.locator("h1").inner_text() == second.name
    assert watched.refused == watched.said == []


def test_columns_and_order_are_the_readers(browser: Any, home: str, made: Made) -> None:
    watched = Looked(browser, home, viewport=WIDE)
    page = watched.open("catalogs.html")
    page.locator("[data-popup=columns]").click()
    page.locator(".ybz-popup-panel input[value=network]").check()
    page.locator(".ybz-popup-panel input[value=mount]").uncheck()
    heads = page.locator(".ybz-rows .tabulator-col:visible .ybz-sort")
    assert heads.all_inner_texts() == [
        "目录",
        "部门",
        "领域",
        "共享类型",
        "分级",
        "更新周期",
        "数据项",
        "最近更新",
        "网络",
    ]
    page.keyboard.press("Escape")
    page.locator("[data-sort=level]").click()
    assert page.locator(".tabulator-col[tabulator-field=level]").get_attribute("aria-sort") == "ascending"
    levels = page.locator(".ybz-col-level .ybz-cell").all_inner_texts()[:8]
    assert levels == sorted(levels)
    page.reload()
    page.locator(".ybz-hit").first.wait_for()
    assert "网络" in heads.all_inner_texts()
    assert page.locator(".ybz-col-level .ybz-cell").all_inner_texts()[:8] == levels
    assert watched.refused == watched.said == []


def test_nothing_found_says_what_would_help(browser: Any, address: str) -> None:
    watched = Looked(browser, address, viewport=WIDE)
    page = watched.open("catalogs.html?q=旧名单")
    settled(page, 0)
    help_ = page.locator(".ybz-empty")
    assert help_.get_by_role("link", name="提出数据需求").count() == 1
    help_.get_by_role("button", name=re.compile("在已下架的目录里找（有 1 份）")).click()
    settled(page, 1)
    assert listed(page) == ["307001/000003"]
    page = watched.open("catalogs.html?q=婚姻登记&domain=社会救助")
    settled(page, 0)
    page.get_by_role("button", name="去掉全部筛选条件（有 1 份）").click()
    settled(page, 1)
    assert watched.refused == watched.said == []


def test_everyday_words_find_the_standard_terms(browser: Any, address: str) -> None:
    watched = Looked(browser, address, viewport=WIDE)
    page = watched.open("catalogs.html?q=身份证号")
    settled(page, 3)
    assert page.locator(".ybz-also").inner_text() == "「身份证号」按「公民身份号码」「证件号码」也找"
    assert page.locator(".ybz-why").first.inner_text() == "命中数据项：公民身份号码"
    assert page.locator(".ybz-why mark").first.inner_text() == "公民身份号码"
    ask(page, "婚姻等级")
    settled(page, 0)
    near = page.locator(".ybz-near a")
    near.first.wait_for()
    assert near.all_inner_texts() == ["婚姻登记信息"]
    page = watched.open("items.html?q=身份证")
    names = page.locator("#ybz-dictionary tbody td:first-child")
    assert names.all_inner_texts() == ["公民身份号码 长度不一致"]
    assert watched.refused == watched.said == []


def test_what_the_page_does_not_know_is_said_and_can_be_removed(browser: Any, address: str) -> None:
    watched = Looked(browser, address, viewport=WIDE)
    page = watched.open("catalogs.html?foo=1&share=没有的&sort=nowhere")
    settled(page, 0)
    chips = page.locator(".ybz-chip > span:first-child")
    assert chips.all_inner_texts() == [
        "共享类型：没有的（本账没有）",
        "不认识的条件：foo",
        "不认识的条件：sort=nowhere",
    ]
    assert page.locator(".ybz-rows").is_hidden()
    for _ in range(3):
        page.locator(".ybz-chip").first.click()
    settled(page, len(listed(page)), restricted=False)
    assert page.locator(".ybz-chip").count() == 0
    said = page.locator(".ybz-select select option:checked")
    for key, first, second in (("items", "数据项最多", "数据项最少"), ("mount", "挂载", "挂载倒序")):
        page.locator(f"[data-sort={key}]").click()
        assert said.inner_text() == first
        page.locator(f"[data-sort={key}]").click()
        assert said.inner_text() == second
    page.locator(".ybz-skip-facets").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "ybz-results"
    assert watched.refused == watched.said == []


def test_on_a_phone_rows_are_cards_and_facets_a_drawer(browser: Any, home: str, made: Made) -> None:
    watched = Looked(browser, home, viewport={"width": 390, "height": 844})
    page = watched.open("catalogs.html")
    settled(page, len(made.active), restricted=False)
    assert page.locator(".ybz-result-cards h2").first.inner_text() == made.active[0].name
    assert page.locator(".ybz-drawer").is_hidden()
    page.locator(".ybz-opener").click()
    share = made.active[0].share
    pick(page, "share", share)
    number = sum(row.share == share for row in made.active)
    page.get_by_role("button", name=f"查看 {number} 份").click()
    settled(page, number)
    assert page.locator(".ybz-drawer").is_hidden()
    page.locator(".ybz-peek").first.click()
    assert page.locator(".ybz-preview").bounding_box()["width"] <= 390
    assert page.locator(".ybz-preview[aria-modal=true]").count() == 1
    page.keyboard.press("Shift+Tab")
    page.locator(".ybz-preview a").last.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.ybz-preview') !== null")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("Escape")
    for name in ("catalogs.html?q=信息", "items.html"):
        page = watched.open(name)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    assert watched.refused == watched.said == []


def test_the_dictionary_says_who_holds_an_item_and_where_they_disagree(browser: Any, address: str) -> None:
    watched = Looked(browser, address)
    page = watched.open("items.html")
    names = page.locator("#ybz-dictionary tbody td:first-child")
    page.locator("#ybz-dictionary-form input[name=q]").fill("gmsf")
    page.wait_for_function("() => document.querySelectorAll('#ybz-dictionary tbody tr').length === 1")
    assert names.all_inner_texts() == ["公民身份号码 长度不一致"]
    assert page.locator("#ybz-dictionary mark").inner_text() == "公民身份"
    assert page.locator("#ybz-dictionary td:nth-child(2) .ybz-part").all_inner_texts() == [
        "字符型（18） 2 份",
        "字符型（17） 1 份",
    ]
    page.wait_for_url(lambda url: "q=gmsf" in url)
    page.reload()
    page.wait_for_function("() => document.querySelectorAll('#ybz-dictionary tbody tr').length === 1")
    page.locator("#ybz-dictionary td:nth-child(3) a").click()
    page.wait_for_url(lambda url: "/catalogs.html?item=" in url)
    settled(page, 3)
    page = watched.open("items.html?conflict=类型不一致")
    assert page.locator("#ybz-dictionary-form output").inner_text() == "共 3 个数据项，符合 0"
    assert watched.refused == watched.said == []


def test_both_lists_can_be_read_without_javascript(browser: Any, address: str) -> None:
    watched = Looked(browser, address, java_script_enabled=False)
    page = watched.open("catalogs.html")
    assert page.locator("#ybz-catalogs tbody tr").count() == 5
    assert page.locator("#ybz-search").is_hidden()
    assert page.locator("noscript a").all_inner_texts() == ["部门", "领域", "数据项"]
    page = watched.open("items.html")
    assert page.locator("#ybz-dictionary tbody tr").count() == 3
    assert page.locator("#ybz-dictionary-form").is_hidden()
    assert watched.refused == []
