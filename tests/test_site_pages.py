"""View models and the HTML of pages, without MkDocs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest

from site_ledgers import CATALOG, DEPARTMENT, FILES, REGISTRY, retired
from yibenzhang.site.pages import TOP_PAGES, Renderer
from yibenzhang.site.site import open_site
from yibenzhang.site.views import catalog, department, guide, home
from yibenzhang.site.views.ledger import ledger_page
from yibenzhang.site.views.parts import Cell, percents
from yibenzhang.sources import ledger
from yibenzhang.sources.layout import Kind
from yibenzhang.sources.opening import Opening
from yibenzhang.sources.schema import default_schemas
from yibenzhang.sources.tree import Tree

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title><script>alert(1)</script>",
    "' onmouseover='alert(1)",
    "{{ 7*7 }}{% raw %}",
    "@@ybz-content@@ javascript:alert(1)",
    "--><svg/onload=alert(1)>",
    "&lt;b&gt; &amp;",
)


def site(files: dict[str, str]) -> Renderer:
    """A renderer over literal files, outside of git."""
    tree = Tree({path: text.encode() for path, text in sorted(files.items())})
    return open_site(Opening(Path(), ledger.read(tree)))


def parse(html: str) -> html5lib.treebuilders.base.Node:
    """Parse a whole document or a body; any fault of the markup is an error."""
    whole = (
        html
        if html.lstrip().startswith("<!doctype")
        else f"<!doctype html><html><head><title>x</title></head><body>{html}</body></html>"
    )
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(whole)


def pages(renderer: Renderer) -> Iterator[tuple[str, str]]:
    """Every page of a site: address and body."""
    for top in TOP_PAGES:
        yield f"{top.name}.html", renderer.top(top)
    for page in (*renderer.catalogs(), *renderer.departments(), *renderer.regions()):
        yield page.address, page.body


def text_of(html: str) -> str:
    return " ".join("".join(parse(html).itertext()).split())


def test_every_page_of_the_small_ledger_is_valid_html() -> None:
    for address, html in pages(site(FILES)):
        assert parse(html) is not None, address
        assert html.count("<h1") == 1, address


def test_a_catalog_page_shows_its_fields_by_their_chinese_labels() -> None:
    renderer = site(FILES)
    page = next(renderer.catalogs())
    shown = text_of(page.body)
    assert page.address == "c/307001-000001.html"
    for expected in (
        "目录代码 307001/000001",
        "有条件共享",
        "3级",
        "所属领域",
        "社会救助",
        "共享条件",
        "用于核验救助资格",
        "公民身份号码",
        "个人信息",
        "12,2",
        "货币型",
        "救助系统",
        "核验低保对象",
        "待答复",
    ):
        assert expected in shown
    assert 'href="../d/mzj.html"' in page.body


def test_a_catalog_page_holds_frozen_values() -> None:
    index = site(FILES).index
    page = catalog.catalog_page(index, index.registry.catalogs[0])
    with pytest.raises(AttributeError):
        page.title = "x"  # type: ignore[misc]
    assert [badge.text for badge in page.badges] == ["在用", "有条件共享", "3级", "每月"]


def test_a_department_page_shows_coverage_with_its_gap() -> None:
    index = site(FILES).index
    page = department.department_page(index, index.registry.departments[0])
    assert page.matrix is not None
    duties = [row for group in page.matrix.groups for row in group.rows]
    assert [(row.state, row.note, row.lack) for row in duties] == [
        ("已编目", "", ""), ("缺目录", "", "缺 婚姻登记信息"), ("免编目", "无数据产生", ""),
    ]  # fmt: skip
    assert [cell.text for cell in duties[0].catalogs] == ["低保名单"]
    assert (page.figures[1].number, page.figures[1].note) == ("66.7%", "2/3 条职责，缺 1 条")
    systems = next(table for table in page.tables if table.id == "systems")
    assert [row[6][0].text for row in systems.rows] == ["低保名单", "无目录"]


@pytest.mark.parametrize(("publish", "shown"), [("false", False), ("true", True)])
def test_telephone_and_mail_only_where_the_ledger_publishes_them(publish: str, shown: bool) -> None:
    renderer = site({**FILES, "catalogs/registry.yml": REGISTRY + f"publish_contacts: {publish}\n"})
    everything = "".join(html for _, html in pages(renderer))
    assert "示例联系人甲" in everything
    assert ("0457-7654321" in everything) is shown
    assert ("who@mzj.example.cn" in everything) is shown


def test_demands_and_objections_speak_of_titles_not_paths() -> None:
    files = {
        **FILES,
        "catalogs/民政局/objections/2026-001.yml": (
            "id: 2026-001\nkind: 争议\ntarget: 民政局/demands/2026-001\nagainst: 民政局\ndescription: 公租房审核需要家庭收入数据，对共享范围有争议\n"
            "basis: 《政务数据共享条例》第二十八条\nraised: 2026-03-05\nstage: 协商\nstages: [{stage: 协商, date: 2026-03-05}]\n"
        ),
    }
    index = site(files).index
    page = department.department_page(index, index.registry.departments[0])
    tables = {table.id: table for table in page.tables}
    [row] = tables["demands"].rows
    assert row[0][0] == Cell("核验低保对象", "", "2026-001")
    assert [part.text for part in row[4]] == ["提交 2026-03-02"]
    [row] = tables["objections"].rows
    assert row[3][0] == Cell("需求“核验低保对象”", "d/mzj.html#demands", "民政局 2026-001")
    assert "/demands/" not in text_of(next(site(files).departments()).body)


def test_parts_of_a_whole_add_up_to_a_hundred() -> None:
    assert percents([72, 56, 9]) == ("52.5%", "40.9%", "6.6%")
    assert percents([1, 1, 1]) == ("33.4%", "33.3%", "33.3%")
    assert percents([0, 0]) == ("不适用", "不适用")
    for parts in ([1, 6, 6], [7, 7, 7, 7, 7, 7], [1000, 1], [5]):
        assert sum(round(float(part[:-1]) * 10) for part in percents(parts)) == 1000


def test_a_retired_catalog_is_a_tombstone() -> None:
    files = {
        **FILES,
        "catalogs/民政局/retired/旧名单.yml": retired(
            CATALOG.replace("000001", "000002").replace("低保名单", "旧名单"), replaced_by="307001/000001"
        ),
    }
    renderer = site(files)
    html = {page.address: page.body for page in renderer.catalogs()}
    shown = text_of(html["c/307001-000002.html"])
    for expected in ("本目录已下架", "2026-05-06", "并入其他目录", "替代目录 307001/000001 低保名单"):
        assert expected in shown
    assert 'href="../c/307001-000001.html"' in html["c/307001-000002.html"]
    assert "原更新周期每月" in shown
    assert "不再更新" in shown
    assert [line.cycle for line in ledger_page(renderer.index).lines] == ["每月", "不再更新"]
    assert "由本目录替代" in text_of(html["c/307001-000001.html"])
    assert home.home_page(renderer.index).figures[0].number == "1"


def test_a_broken_catalog_is_listed_and_says_so() -> None:
    renderer = site(
        {**FILES, "catalogs/民政局/坏目录.yml": CATALOG.replace("000001", "000009").replace("level: 3", "level: 9")}
    )
    page = next(page for page in renderer.catalogs() if page.address == "c/307001-000009.html")
    assert "写法有误" in text_of(page.body)
    assert "坏目录.yml" in page.body
    catalogs = next(top for top in TOP_PAGES if top.name == "catalogs")
    assert "待修改" in text_of(renderer.top(catalogs))
    assert "未计入以上数字" in text_of(renderer.top(TOP_PAGES[0]))


def test_two_catalogs_with_one_code_do_not_overwrite_each_other() -> None:
    renderer = site({**FILES, "catalogs/民政局/同号.yml": CATALOG.replace("低保名单", "同号")})
    found = {page.title: (page.address, page.body) for page in renderer.catalogs()}
    assert {address for address, _ in found.values()} == {"c/307001-000001.html", "c/307001-000001-2.html"}
    assert any("与其他目录重复" in body for _, body in found.values())


@pytest.mark.parametrize("code", ["../../etc/passwd", "a/b/c", "", "307001", "<b>/1", "307001/000001\n", "CON"])
def test_a_code_that_is_no_code_gets_a_derived_address(code: str) -> None:
    renderer = site({**FILES, "catalogs/民政局/奇.yml": CATALOG.replace("code: 307001/000001", f"code: {code!r}")})
    addresses = [page.address for page in renderer.catalogs()]
    assert len(set(addresses)) == 2
    assert all(address.startswith("c/") and ".." not in address and address.count("/") == 1 for address in addresses)


def test_departments_with_one_slug_get_pages_of_their_own() -> None:
    files = {**FILES, "catalogs/公安局/department.yml": DEPARTMENT.replace("民政局", "公安局")}
    addresses = [page.address for page in site(files).departments()]
    assert sorted(addresses) == ["d/mzj-2.html", "d/mzj.html"]


@pytest.mark.parametrize("evil", HOSTILE)
def test_hostile_text_is_shown_as_text(evil: str) -> None:
    quoted = "'" + evil.replace("'", "''") + "'"
    files = {
        "catalogs/registry.yml": REGISTRY.replace("测试一本账", quoted).replace("测试主管局", quoted),
        "catalogs/libraries.yml": f"libraries:\n  - {{name: 人口, kind: 基础库, lead: {quoted}, mode: 物理汇聚, note: {quoted}}}\n",
        "catalogs/民政局/department.yml": DEPARTMENT.replace("name: 民政局", f"name: {quoted}")
        .replace(
            "负责低保",
            evil.replace("{", "")
            .replace("}", "")
            .replace(",", "")
            .replace(":", "")
            .replace("'", "")
            .replace('"', "")
            .replace("#", "")
            .replace("@", ""),
        )
        .replace("救助系统", "x"),
        "catalogs/民政局/低保名单.yml": CATALOG.replace("name: 低保名单", f"name: {quoted}")
        .replace(
            "全区城乡",
            evil.replace(": ", ":")
            .replace("@", "")
            .replace("'", "")
            .replace('"', "")
            .replace("{", "")
            .replace("&", "")
            .replace("-", ""),
        )
        .replace(
            "{name: 保障金额, type: Y, length: 12, scale: 2}",
            f"name: {quoted}\n    type: Y\n    length: 12\n    field: {quoted}\n    note: {quoted}",
        ),
    }
    renderer = site(files)
    for address, html in pages(renderer):
        tree = parse(html)
        tags = {element.tag for element in tree.iter() if isinstance(element.tag, str)}
        assert not tags & {"img", "iframe", "object", "embed"}, address
        for element in tree.iter():
            if element.tag == "script":
                assert element.get("src") == "assets/ledger.js", address
            assert not [name for name in element.attrib if name.startswith("on")], address
            assert not str(element.get("href", "")).lower().startswith("javascript:"), address
    assert evil in next(renderer.catalogs()).title or not renderer.index.registry.catalogs[0].readable


def test_the_guide_has_every_field_of_every_schema() -> None:
    page = guide.guide_page(default_schemas())
    fields = {kind: {field.key for field in listed} for kind, _, _, _, listed in page.kinds}
    assert set(fields) == {kind.value for kind in Kind}
    for kind, schema in default_schemas().by_kind.items():
        assert set(schema["properties"]) <= fields[kind.value]
    assert {"items[].type", "share.condition.text", "share.basis[].article"} <= fields["catalog"]
    code = next(field for field in page.kinds[0][4] if field.key == "code")
    assert (code.obligation, code.example, code.source) == ("必填", "307001/000001", "G")
    assert {vocabulary.id for vocabulary in page.vocabularies} == set(default_schemas().vocabulary)
    assert all(
        field.vocabulary in default_schemas().vocabulary
        for _, _, _, _, listed in page.kinds
        for field in listed
        if field.vocabulary
    )


def test_the_sample_of_the_guide_is_a_valid_catalog() -> None:
    from yibenzhang.sources import document

    read = document.read("sample.yml", guide.sample_text().encode())
    assert not read.traps
    assert default_schemas().accepts(Kind.CATALOG, read.values)
    notes = {line.code.split(":")[0].strip(): line.note for line in guide.guide_page(default_schemas()).sample}
    assert notes["code"] == "目录代码（必填）"
    assert notes["kind"].startswith(("资源分类", "有条件种类"))


def test_an_empty_ledger_has_all_pages() -> None:
    renderer = site({"catalogs/registry.yml": REGISTRY})
    for address, html in pages(renderer):
        assert parse(html) is not None, address
    assert "不适用" in text_of(renderer.top(TOP_PAGES[0]))
