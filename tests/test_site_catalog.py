"""The page of a catalog: its parts as values and as HTML, its sources, and where older codes lead."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import html5lib
import pytest
from msgspec import structs

from site_ledgers import CATALOG, DEPARTMENT, FILES, REGISTRY, commit, retired, write
from site_views import ids
from yibenzhang.site.pages import Renderer
from yibenzhang.site.redirects import inputs as redirect_inputs
from yibenzhang.site.site import manual, open_site
from yibenzhang.site.sources import inputs as source_inputs
from yibenzhang.site.sources import script
from yibenzhang.site.views.catalog import CatalogPage, catalog_page, inputs
from yibenzhang.site.views.kin import FEW
from yibenzhang.site.views.lineage import MOST, cut
from yibenzhang.site.views.shelf import common
from yibenzhang.sources import ledger
from yibenzhang.sources.opening import Opening, open_ledger
from yibenzhang.sources.tree import Tree

HOSTED = REGISTRY + "host: {kind: github, url: https://git.example.cn/a/b}\n"
OWN = "catalogs/民政局/低保名单.yml"
EVIL = "<img src=x onerror=alert(1)>"


def site(files: dict[str, str]) -> Renderer:
    """A renderer over literal files, outside of git."""
    return open_site(Opening(Path(), ledger.read(Tree({path: text.encode() for path, text in sorted(files.items())}))))


def page_of(files: dict[str, str], path: str = OWN) -> CatalogPage:
    index = site(files).index
    return catalog_page(index, next(each for each in index.registry.catalogs if each.path == path))


def body(renderer: Renderer, address: str = "c/307001-000001.html") -> str:
    found = next(page.body for page in renderer.catalogs() if page.address == address)
    whole = f"<!doctype html><html><head><title>x</title></head><body>{found}</body></html>"
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(whole)
    return found


def with_catalog(*changes: tuple[str, str], more: dict[str, str] | None = None) -> dict[str, str]:
    text = CATALOG
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return {**FILES, OWN: text, **(more or {})}


def county(name: str, number: int) -> dict[str, str]:
    """A region whose 民政局 keeps the same catalog."""
    folder = f"catalogs/{name}/民政局"
    prefix = f'"{307100 + number}"'
    return {
        f"catalogs/{name}/region.yml": f'name: {name}\ndivision: "2327{number:02}"\nauthority: x\n',
        f"{folder}/department.yml": DEPARTMENT.replace("slug: mzj", f"slug: x{number}-mzj").replace('"307001"', prefix),
        f"{folder}/低保名单.yml": CATALOG.replace("307001/", f"{307100 + number}/"),
    }


def test_the_title_line_says_state_share_type_level_and_cycle() -> None:
    assert [badge.text for badge in page_of(FILES).badges] == ["在用", "有条件共享", "3级", "每月"]


def test_types_of_items_are_explained() -> None:
    page = page_of(with_catalog(("length: 18", "length: 18, level: 3, tier: 基础, key: true")))
    assert page.items is not None
    assert page.items.note == "共 2 项：基础 1，个人信息 1"
    assert page.items.legend == (
        ("C", "字符型，文字、编号、代码"),
        ("Y", "货币型，金额"),
        ("敏感", "数据项分级 3 级以上"),
    )
    assert page.items.heads[-1] == "数据分级"
    first = page.items.rows.split("<tr>")[1]
    assert first == "<td>公民身份号码<b>主键</b><b>个人信息</b><b>敏感</b><td>字符型 <i>C</i><td>18<td>基础<td>3级"


def test_an_item_names_where_it_comes_from() -> None:
    source = "origin: {department: 民政局, catalog: 307001/000001, item: 公民身份号码}"
    other = CATALOG.replace("000001", "000002").replace("低保名单", "另册").replace("personal: true", source)
    page = page_of({**FILES, "catalogs/民政局/另册.yml": other}, "catalogs/民政局/另册.yml")
    assert page.items is not None
    cells = page.items.rows.replace("<tr>", "").split("<td>")
    assert '民政局 <a href="../c/307001-000001.html#items">307001/000001</a> 公民身份号码' in cells
    assert page.lineage is not None
    assert ("权威源", "低保名单（民政局）", "../c/307001-000001.html") in [node[:3] for node in page.lineage.nodes]


def test_the_texts_of_items_are_escaped() -> None:
    found = body(
        site(with_catalog(("公民身份号码", f"'{EVIL}'"), ("length: 18", f"length: 18, note: '{EVIL}', codeset: '\"&'")))
    )
    assert EVIL not in found
    assert "<td>&lt;img src=x onerror=alert(1)&gt;<" in found
    assert "&#34;&amp;" in found


def test_columns_of_resources_with_nothing_in_them_are_left_out() -> None:
    one = "{id: a, name: 名单表, type: 库表, structure: 结构化, mount: 库表对接}"
    two = "{id: b, name: 接口, type: 接口, structure: 结构化, mount: 库表对接, records: 26322}"
    page = page_of(with_catalog(("status: 在用", f"resources:\n  - {one}\n  - {two}\nstatus: 在用")))
    assert page.resources is not None
    assert page.resources.heads == ("资源名称", "资源类型", "结构化程度", "挂载方式", "挂载日期", "记录数")
    missing = "<span class=ybz-gap>未挂载</span>"
    assert page.resources.rows == (
        f"<tr><td>名单表 <small>a</small><td>库表<td>结构化<td>库表对接<td>{missing}<td>"
        f"<tr><td>接口 <small>b</small><td>接口<td>结构化<td>库表对接<td>{missing}<td>26,322"
    )


def test_equal_rows_are_remembered_by_their_columns() -> None:
    other = (
        CATALOG.replace("000001", "000002").replace("低保名单", "另册").replace("length: 12", "length: 12, note: 元")
    )
    renderer = site({**FILES, "catalogs/民政局/另册.yml": other})
    pages = [catalog_page(renderer.index, each) for each in renderer.index.registry.catalogs]
    rows = [page.items.rows.split("<tr>")[1].count("<td>") for page in pages if page.items]
    assert sorted(rows) == [4, 5]


def test_the_diagram_leads_from_duties_to_systems_and_others() -> None:
    page = page_of(
        with_catalog(
            (
                "status: 在用",
                "related: [307001/000003]\nresources:\n  - {id: a, name: 名单表, type: 库表, structure: 结构化, mount: 库表对接, system: dibao}\nstatus: 在用",
            ),
            more={
                "catalogs/民政局/retired/旧名单.yml": retired(
                    CATALOG.replace("000001", "000002").replace("低保名单", "旧名单"), replaced_by="307001/000001"
                ),
                "catalogs/民政局/另册.yml": CATALOG.replace("000001", "000003").replace("低保名单", "另册"),
            },
        )
    )
    drawn = page.lineage
    assert drawn is not None
    assert [node[:3] for node in drawn.nodes] == [
        ("职责", "三-1 负责低保", "../d/mzj.html#duties"),
        ("前身", "旧名单", "../c/307001-000002.html"),
        ("系统", "救助系统", "../d/mzj.html#systems"),
        ("资源", "名单表", "#resources"),
        ("关联", "另册", "../c/307001-000003.html"),
    ]
    lines = [node.line for node in drawn.nodes]
    assert lines == sorted(lines)
    assert lines[-1] < drawn.height
    assert drawn.label == "上接职责 1 个、前身 1 个；本目录：低保名单；下连系统 1 个、资源 1 个、关联 1 个"


def test_a_catalog_that_came_from_another_department_says_so() -> None:
    files = with_catalog(more={
        "catalogs/公安局/department.yml": DEPARTMENT.replace("民政局", "公安局").replace("slug: mzj", "slug: gaj"),
        "catalogs/公安局/retired/旧名单.yml": retired(CATALOG.replace("000001", "000002").replace("低保名单", "旧名单"), replaced_by="307001/000001"),
    })  # fmt: skip
    drawn = page_of(files).lineage
    assert drawn is not None
    assert drawn.nodes[1][:2] == ("移交", "旧名单（公安局）")


@pytest.mark.parametrize("number", [0, 1, 12, 30])
def test_the_diagram_stays_small(number: int) -> None:
    codes = ", ".join(f"307001/1{each:05}" for each in range(number))
    page = page_of(
        with_catalog(("status: 在用", f"related: [{codes}]\nstatus: 在用"), ("systems: [dibao]", "systems: 暂无系统"))
    )
    assert page.lineage is not None
    below = [node for node in page.lineage.nodes if node.line > page.lineage.own]
    assert len(below) == min(number, MOST)
    assert page.lineage.height <= 30 * (MOST + 3)
    if number > MOST:
        assert below[-1].text == f"还有 {number - MOST + 1} 个，见本页各栏"


def test_long_texts_of_the_diagram_lose_their_middle() -> None:
    assert cut("短", 24) == ("短", "")
    text, full = cut("很" * 40 + "甲类信息", 24)
    assert (text, full) == ("很" * 19 + "…甲类信息", "很" * 40 + "甲类信息")
    assert cut("a" * 40, 24) == ("a" * 40, "")
    assert cut("a" * 60, 24)[0] == "a" * 37 + "…aaaa"


def test_without_anything_around_it_there_is_no_diagram() -> None:
    files = with_catalog(
        ("duties: [三-1]\n", ""), ("systems: [dibao]", "systems: 暂无系统"), ("kind: 部门", "kind: 主题\nlead: 民政局")
    )
    assert page_of(files).lineage is None
    assert "lineage" in ids(body(site(FILES)))
    assert "lineage" not in ids(body(site(files)))


def test_others_of_its_kind_are_those_of_other_regions() -> None:
    files = dict(FILES)
    assert page_of(files).kin is None
    for number in range(1, FEW + 3):
        files |= county(f"县{number}", number)
    found = page_of(files).kin
    assert found is not None
    assert (found.number, len(found.found), found.found[0]) == (
        FEW + 2,
        FEW,
        ("低保名单", "c/307101-000001.html", "县1/民政局", ""),
    )
    assert found.search == "catalogs.html?q=低保名单"
    other = page_of(files, "catalogs/县1/民政局/低保名单.yml").kin
    assert other is not None
    assert other.found[0].note == "民政局"
    renamed = {
        **files,
        "catalogs/县1/民政局/低保名单.yml": files["catalogs/县1/民政局/低保名单.yml"].replace(
            "name: 低保名单", "name: 低保\nbase: 低保"
        ),
    }
    renamed["catalogs/民政局/低保名单.yml"] = CATALOG.replace("kind: 部门", "kind: 部门\nbase: 低保")
    both = page_of(renamed).kin
    assert both is not None
    assert (both.number, both.found[0].text) == (FEW + 2, "低保")


def test_findings_stand_with_rule_fix_and_place() -> None:
    renderer = site(with_catalog(("length: 18, ", "")))
    index = renderer.index
    page = catalog_page(index, index.registry.catalogs[0])
    assert page.faults is not None
    first = page.faults.lines[0]
    assert (first.severity, first.rule, first.url, first.look) == ("错误", "I404", "", "refused")
    assert first.where.startswith("第 17 行，")
    assert page.faults.note.startswith("1 个错误")
    documented = replace(index, frame=replace(index.frame, manual="rules.html"))
    found = catalog_page(documented, index.registry.catalogs[0]).faults
    assert found is not None
    assert found.lines[0].url == "rules.html#i404"
    assert ">I404</a>" in body(replace(renderer, index=documented))


def test_only_our_own_manual_is_linked_to(tmp_path: Path) -> None:
    assert manual(tmp_path) == ""
    (tmp_path / "rules.md").write_text("# 规则")
    assert manual(tmp_path) == ""
    (tmp_path / "rules.md").write_text("### A001 {#a001}")
    assert manual(tmp_path) == "rules.html"


def test_with_a_host_the_actions_are_its_forms(tmp_path: Path) -> None:
    root = write(tmp_path, {**FILES, "catalogs/registry.yml": HOSTED})
    commit(root)
    renderer = open_site(open_ledger(root))
    page = catalog_page(renderer.index, renderer.index.registry.catalogs[0])
    links = dict(page.actions.links)
    assert list(links) == ["申请数据", "纠错", "修改", "到代码平台修改", "原文件"]
    assert links["申请数据"].startswith("https://git.example.cn/a/b/issues/new?template=data-demand.yml&title=")
    assert links["申请数据"].endswith("&catalog=307001/000001")
    assert "&target=307001/000001&against=" in links["纠错"]
    [step] = renderer.index.stories[page.path]
    assert f"/blob/{step.revision.commit}/catalogs/" in links["原文件"]
    assert page.history is not None
    assert page.history.entries[0].tree == f"https://git.example.cn/a/b/tree/{step.revision.commit}"
    assert page.actions.ask == "提供方：民政局联系人示例联系人甲（电话和邮箱不在网站公布，可向测试主管局询问）"
    assert page.actions.permanent == "https://data.example.cn/test/c/307001-000001.html"
    assert body(renderer).count("当时的整本账") == 1


@pytest.mark.parametrize(
    ("registry", "liaison", "said"),
    [
        ("", True, "申请数据、纠错请找民政局联系人示例联系人甲（电话和邮箱不在网站公布，可向测试主管局询问）"),
        (
            "publish_contacts: true\n",
            True,
            "申请数据、纠错请找民政局联系人示例联系人甲，0457-7654321，who@mzj.example.cn",
        ),
        ("", False, "申请数据、纠错请找民政局（联系人未登记，可向测试主管局询问）"),
    ],
)
def test_without_a_host_the_page_says_whom_to_ask(registry: str, liaison: bool, said: str) -> None:
    department = DEPARTMENT if liaison else "\n".join(line for line in DEPARTMENT.split("\n") if "liaison" not in line)
    files = {**FILES, "catalogs/registry.yml": REGISTRY + registry, "catalogs/民政局/department.yml": department}
    assert page_of(files).actions.ask == said


def test_with_a_host_what_is_retired_may_be_corrected_and_no_more(tmp_path: Path) -> None:
    root = write(tmp_path, {**FILES, "catalogs/registry.yml": HOSTED, OWN: retired()})
    commit(root)
    renderer = open_site(open_ledger(root))
    page = catalog_page(renderer.index, renderer.index.registry.catalogs[0])
    assert list(dict(page.actions.links)) == ["纠错", "原文件"]
    assert page.actions.ask.startswith("原提供方：民政局联系人示例联系人甲")
    [notice] = page.notices
    assert notice.cells[-1].text == "以下共享条件、联系方式等都是下架时的内容，现在不再适用"


def test_a_refusal_lists_the_laws_it_relies_on() -> None:
    share = "share: {type: 不予共享, reason: 涉及未公开案件, basis: [{title: 中华人民共和国某法, article: 第一条, rank: 法律}]}\n"
    text = CATALOG[: CATALOG.index("share:")] + share + CATALOG[CATALOG.index("items:") :]
    page = page_of(
        {**FILES, OWN: text.replace("systems: [dibao]", "systems: [dibao, none]\ntemporal: {from: 2019, to: 至今}")}
    )
    assert page.basis is not None
    assert [cell.text for cells in page.basis.rows[0] for cell in cells] == ["《中华人民共和国某法》", "第一条", "法律"]
    left = "".join(block.rows for block in page.columns[0]).split("<dt>")
    assert "时间范围<dd>2019 至今" in left
    assert "来源系统<dd><span>救助系统</span><span>none <small>未登记</small></span>" in [
        re.sub(r"</?a[^>]*>", "", each) for each in left
    ]


def test_what_is_refused_or_gone_is_not_asked_for() -> None:
    gone = page_of({**FILES, OWN: retired()})
    assert gone.actions.ask.startswith("纠错请找")
    share = "share: {type: 不予共享, reason: 涉及未公开案件, basis: [{title: 中华人民共和国某法, article: 第一条, rank: 法律}]}\n"
    text = CATALOG[: CATALOG.index("share:")] + share + CATALOG[CATALOG.index("items:") :]
    assert page_of({**FILES, OWN: text}).actions.ask.startswith("纠错请找")


def test_two_of_one_code_name_each_other() -> None:
    files = {**FILES, "catalogs/民政局/另册.yml": CATALOG.replace("低保名单", "另册")}
    page = page_of(files, "catalogs/民政局/另册.yml")
    assert page.notices[0].title == "目录代码 307001/000001 与其他目录重复"
    assert [cell.text for cell in page.notices[0].cells] == ["低保名单"]
    renamed = {**files, OWN: CATALOG.replace("name: 低保名单", "name: 低保册")}
    assert told(site(files), "catalogs/民政局/另册.yml") != told(site(renamed), "catalogs/民政局/另册.yml")


def test_open_objections_stand_first() -> None:
    def objection(number: int, more: str) -> str:
        return f"id: 2026-00{number}\nkind: 目录纠错\ntarget: 307001/000001\nagainst: 民政局\ndescription: 数据项缺失说明文字\nbasis: x\nraised: 2026-03-0{number}\n{more}"

    files = {
        **FILES,
        "catalogs/民政局/objections/2026-001.yml": objection(
            1, "reply: {date: 2026-03-08, result: 成立, action: 已改}\n"
        ),
        "catalogs/民政局/objections/2026-002.yml": objection(2, ""),
    }
    table = next(table for table in page_of(files).tables if table.id == "objections")
    assert [row[0][0].note for row in table.rows] == ["2026-002", "2026-001"]
    assert table.note == "共 2 件，1 件待答复"


def test_a_broken_catalog_shows_what_is_wrong_with_it() -> None:
    found = body(site(with_catalog(("level: 3", "level: 9"))))
    assert "写法有误" in found
    assert "A002" in found
    assert "lineage" not in ids(found)


# Sources and older codes


def source_of(renderer: Renderer, address: str = "data/mzj.js") -> dict[str, Any]:
    data = next(file.data for file in renderer.sources() if file.address == address).decode()
    assert data.startswith("ybzSource(")
    assert data.endswith(");\n")
    found = json.loads(data[len("ybzSource(") : -3])
    assert isinstance(found, dict)
    return found


def text_of(found: dict[str, Any], page: str) -> str:
    """A file put together as the browser does."""
    return "\n".join(found["lines"][at] for at in found["catalogs"][page]["lines"])


TEXT = CATALOG + "# 注释\u2028</script>\n"


@pytest.mark.parametrize("text", [TEXT, CATALOG.rstrip("\n"), "\ufeff" + CATALOG.replace("\n", "\r\n"), "\n\n", ""])
def test_the_sources_of_a_department_hold_its_files_as_they_are(text: str) -> None:
    other = "catalogs/民政局/另册.yml"
    tree = Tree({path: text.encode() for path, text in {**FILES, OWN: text, other: CATALOG}.items()})
    renderer = open_site(Opening(Path(), ledger.read(tree)))
    addresses = renderer.index.addresses.of_path
    found = source_of(renderer)
    assert [text_of(found, addresses[path][2:-5]) for path in (OWN, other)] == [text, CATALOG]
    assert len(found["lines"]) == len(set(found["lines"]))


def test_the_sources_of_a_department_say_what_its_forms_ask_for() -> None:
    found = source_of(site({**FILES, OWN: TEXT}))
    about = {key: value for key, value in found["catalogs"]["307001-000001"].items() if key != "lines"}
    assert about == {"path": OWN, "code": "307001/000001", "name": "低保名单"}
    assert found["duties"][1]["names"] == ["婚姻登记信息"]
    assert found["systems"][0] == {"id": "dibao", "name": "救助系统", "status": "在用"}
    assert (found["id"], found["page"], found["offices"]) == ("民政局", "d/mzj.html", ["社会救助科"])


def test_the_sources_are_one_statement_of_a_script() -> None:
    renderer = site({**FILES, OWN: CATALOG + "# \u2028\u2029\n"})
    [file] = renderer.sources()
    assert "\u2028" not in file.data.decode()
    assert "\u2029" not in file.data.decode()


def test_bytes_that_are_no_text_are_replaced() -> None:
    tree = Tree({path: text.encode() for path, text in {**FILES, OWN: CATALOG}.items()})
    broken = Tree({**tree.files, OWN: CATALOG.encode() + b"# \xff\n"})
    renderer = open_site(Opening(Path(), ledger.read(broken)))
    assert text_of(source_of(renderer), "307001-000001").endswith("# \ufffd\n")


def test_half_of_a_character_spoils_no_script() -> None:
    renderer = site(FILES)
    department = structs.replace(renderer.index.departments[0], agency=None, offices=("科\ud800",))
    data = script(renderer.index, renderer.tree, department).decode()
    assert json.loads(data[len("ybzSource(") : -3])["offices"] == ["科?"]


def test_of_a_revision_the_sources_are_those_it_had(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    commit(root, "建账", "2026-01-05T10:00:00+08:00")
    commit(write(root, {OWN: CATALOG.replace("原始明细", "原始数据")}), "改", "2026-02-05T10:00:00+08:00")
    texts = [text_of(source_of(open_site(open_ledger(root, at))), "307001-000001") for at in (None, "HEAD~1")]
    assert ["原始数据" in text for text in texts] == [True, False]


def test_an_older_code_leads_to_the_page() -> None:
    renderer = site(with_catalog(("name: 低保名单", "name: 低保名单\naliases: [低保, 307001/900001, 307001/000002, ../x/1]"), more={
        "catalogs/民政局/另册.yml": CATALOG.replace("000001", "000002").replace("低保名单", "另册"),
    }))  # fmt: skip
    [file] = renderer.redirects()
    assert file.address == "c/307001-900001.html"
    html = file.data.decode()
    html5lib.HTMLParser(strict=True).parse(html)
    assert '<meta http-equiv=refresh content="0; url=307001-000001.html">' in html
    assert '<a href="307001-000001.html">' in html
    assert "script" not in html
    assert list(redirect_inputs(renderer.index))[1:] == [
        "c/307001-900001.html c/307001-000001.html 低保名单 307001/000001"
    ]


# What a page depends on


def told(renderer: Renderer, path: str = OWN) -> list[str]:
    index = renderer.index
    return [*common(index), *inputs(index, next(each for each in index.registry.catalogs if each.path == path))]


EDITS: dict[str, dict[str, str]] = {
    "its own file": {OWN: CATALOG.replace("每月", "每年")},
    "the department": {"catalogs/民政局/department.yml": DEPARTMENT.replace("负责低保", "承担低保")},
    "a demand on it": {"catalogs/民政局/demands/2026-001.yml": FILES["catalogs/民政局/demands/2026-001.yml"].replace("办理救助", "审批")},
    "contacts": {"catalogs/registry.yml": REGISTRY + "publish_contacts: true\n"},
    "who replaces whom": {"catalogs/民政局/retired/旧名单.yml": retired(CATALOG.replace("000001", "000009").replace("低保名单", "旧名单"), replaced_by="307001/000001")},
    "others of its kind": county("县", 1),
    "an objection": {"catalogs/民政局/objections/2026-001.yml": "id: 2026-001\nkind: 目录纠错\ntarget: 307001/000001\nagainst: 民政局\ndescription: 数据项缺失说明文字\nbasis: x\nraised: 2026-03-01\n"},
}  # fmt: skip


@pytest.mark.parametrize("edit", EDITS)
def test_what_a_page_shows_is_among_its_inputs(edit: str) -> None:
    before, after = site(FILES), site({**FILES, **EDITS[edit]})
    assert told(before) == told(site(dict(FILES)))
    assert told(before) != told(after)


def test_the_host_and_each_step_of_the_history_are_inputs(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    commit(root)
    states = [told(open_site(open_ledger(root)))]
    commit(write(root, {"catalogs/registry.yml": HOSTED}), "迁移", "2026-04-05T10:00:00+08:00")
    states.append(told(open_site(open_ledger(root))))
    commit(write(root, {OWN: CATALOG + "# x\n"}), "不变", "2026-05-05T10:00:00+08:00")
    states.append(told(open_site(open_ledger(root))))
    assert states[0] != states[1] != states[2]
    assert states[0][-1] == states[1][-1]


def test_a_catalog_elsewhere_is_no_input() -> None:
    more = {"catalogs/民政局/另册.yml": CATALOG.replace("000001", "000003").replace("低保名单", "另册")}
    assert told(site(FILES)) == told(site({**FILES, **more}))


def test_the_title_of_a_related_catalog_is_an_input() -> None:
    files = with_catalog(("status: 在用", "related: [307001/000003]\nstatus: 在用"))
    other = CATALOG.replace("000001", "000003").replace("低保名单", "另册")
    states = [
        told(site({**files, "catalogs/民政局/另册.yml": text})) for text in (other, other.replace("另册", "新册"))
    ]
    assert states[0] != states[1]


def test_the_sources_depend_on_files_and_addresses() -> None:
    def told_sources(files: dict[str, str]) -> list[str]:
        index = site(files).index
        return list(source_inputs(index, index.departments[0]))

    assert told_sources(FILES) == told_sources(dict(FILES))
    assert told_sources(FILES) != told_sources({**FILES, OWN: CATALOG + "# x\n"})
