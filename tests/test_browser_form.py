"""The page 填报 in a browser: a new catalog filled in with a pasted table, an old one mended, and what both come to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browsing import Watched, served
from ledgers import ROOT
from site_ledgers import CATALOG, FILES, REGISTRY, commit, retired, write
from yibenzhang.outputs.edit.form import Order, canonical
from yibenzhang.rules.engine import check
from yibenzhang.rules.exported import KNOWN
from yibenzhang.site.build import build
from yibenzhang.sources import ledger
from yibenzhang.sources.document import read
from yibenzhang.sources.layout import Kind
from yibenzhang.sources.schema import default_schemas
from yibenzhang.sources.tree import Tree

pytestmark = pytest.mark.browser

HOSTED = REGISTRY + "host: {kind: github, url: https://git.example.cn/a/b, branch: main}\n"
OWN = "catalogs/民政局/低保名单.yml"
OLD = CATALOG.replace("name: 低保名单", "name: 低保名单   # 别名另写\naliases: ['低保', \"0123\"]").replace(
    "items:\n", "# 前一项是主键\nitems:\n"
)
GONE = "catalogs/民政局/retired/旧低保名单.yml"
RETIRED = retired(CATALOG.replace("000001", "000002").replace("低保名单", "旧低保名单"))
TABLE = "\n".join([
    "序号\t信息项名称\t数据类型\t数据长度\t是否主键\t是否含个人信息\t字段名\t说明\t去年的列",
    "1\t公民身份号码\t字符型\t１８\t是\t√\tGMSFHM\t\tx",
    '2\t姓名\t字符串\t50.0\t否\t是\tXM\t"换行\n和""引号"""\t',
    "3\t发放金额\t货币性\t12,2\t\t\tFFJE\t单位: 元\t",
    *(f"{number}\t扩展项{number:02}\tC\t10\t\t\tF{number}\t#{number}\t" for number in range(4, 13)),
])  # fmt: skip
ORDER = Order(default_schemas().by_kind[Kind.CATALOG])


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of one department with one catalog that people wrote by hand."""
    folder = tmp_path_factory.mktemp("form")
    root = write(folder / "ledger", {**FILES, "catalogs/registry.yml": HOSTED, OWN: OLD, GONE: RETIRED})
    commit(root)
    build(root, folder / "site")
    return folder / "site"


@pytest.fixture(scope="module")
def hosted(desk: Path) -> Iterator[str]:
    with served(desk) as found:
        yield found


@pytest.fixture(params=["http", "file"])
def where(request: pytest.FixtureRequest, desk: Path) -> str:
    """The site over http and as files."""
    return str(request.getfixturevalue("hosted")) if request.param == "http" else desk.as_uri() + "/"


def opened(watched: Watched, query: str) -> Any:
    watched.page.goto(f"{watched.base}form.html?{query}")
    watched.page.wait_for_selector("#yf-body[data-ready]")
    return watched.page


def field(page: Any, path: str) -> Any:
    return page.locator(f'[data-schemapath="root.{path}"]').locator("input, select, textarea").first


def saved(page: Any) -> tuple[str, str]:
    """Name and text of what is downloaded."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载 .yml").click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_text("utf-8")


def judged(path: str, text: str) -> list[tuple[str, str]]:
    """What `ybz check` says of a catalog put into the ledger."""
    files = {**FILES, "catalogs/registry.yml": HOSTED, OWN: OLD, GONE: RETIRED, path: text}
    found = check(ledger.read(Tree({name: data.encode() for name, data in sorted(files.items())})))
    return [(each.rule, each.message) for each in found if each.path == path]


def silent(watched: Watched) -> None:
    assert watched.refused == watched.said == []


def test_a_conditional_catalog_is_filled_in_and_mended(browser: Any, where: str) -> None:
    watched = Watched(browser, where, accept_downloads=True)
    page = opened(watched, "at=mzj")
    assert field(page, "sharing.share.condition.kind").is_hidden()
    for path, text in {
        "basic.name": "高龄补贴发放名单", "basic.summary": "全区高龄补贴发放对象的原始明细，自2019年起按月更新。",
        "source.spatial": "全区", "source.temporal.from": "2019", "source.temporal.to": "至今",
    }.items():  # fmt: skip
        field(page, path).fill(text)
    for path, value in {
        "basic.kind": "部门", "basic.domain": "社会救助", "basic.office": "社会救助科", "source.network": "政务外网", "source.level": "3",
        "source.update_cycle": "每月", "source.processing": "原始数据", "sharing.share.type": "有条件共享", "more.assessments.personal": "已评估",
    }.items():  # fmt: skip
        field(page, path).select_option(value)
    page.get_by_label("三-1 负责低保").check()
    page.get_by_label("救助系统").check()
    page.get_by_label("信息核验接口").first.check()
    items = page.locator("#part-items")
    items.get_by_role("button", name="从 Excel 粘贴").click()
    items.locator("textarea").fill(TABLE)
    items.get_by_role("button", name="放进表格").click()
    assert items.locator("output").inner_text() == (
        "放进 12 行，按列名认出 名称、类型、长度、是否主键、是否个人信息、字段名、备注。没有放进的列：去年的列。"
    )
    # The missing condition is said beside the list and beside its field, in the words of the rule.
    flaw = "有条件共享没有写明有条件种类或共享条件"
    page.wait_for_selector(f"#yf-list :text('{flaw}')")
    page.wait_for_selector(f".yf-faults :text('{flaw}')")
    path = "catalogs/民政局/高龄补贴发放名单.yml"
    assert ("S301", flaw) in judged(path, saved(page)[1])
    field(page, "sharing.share.condition.kind").select_option("依申请共享")
    field(page, "sharing.share.condition.text").fill("用于核验补贴资格")
    field(page, "sharing.share.condition.scope").fill("全区承担社会救助职责的部门")
    page.get_by_label("行政依据").check()
    page.wait_for_selector("#yf-state:text('可以提交：没有错误')")
    name, text = saved(page)
    assert name == "高龄补贴发放名单.yml"
    assert "code: 307001/000003\n" in text
    assert 'note: "换行\\n和\\"引号\\""' in text
    assert judged(path, text) == []
    assert canonical(text, ORDER) == text
    # Of another kind of sharing the condition is gone, and comes back with it.
    field(page, "sharing.share.type").select_option("无条件共享")
    page.wait_for_selector("#yf-yaml:not(:has-text('condition'))")
    assert field(page, "sharing.share.condition.kind").is_hidden()
    link = page.locator("#yf-host").get_attribute("href")
    assert link.startswith("https://git.example.cn/a/b/new/main?filename=catalogs%2F")
    assert (
        "内容已经填好" in page.locator("#yf-how").inner_text() or "放不进网址" in page.locator("#yf-how").inner_text()
    )
    silent(watched)


def test_only_what_was_edited_differs(browser: Any, where: str) -> None:
    watched = Watched(browser, where, accept_downloads=True)
    page = opened(watched, "code=307001/000001&at=mzj")
    assert page.locator("h1").inner_text() == "修改《低保名单》"
    assert page.locator("#yf-diff").inner_text() == "还没有改动。"
    assert saved(page) == ("低保名单.yml", OLD)
    page.locator("#part-items").get_by_label("第 2 行 数据项长度").fill("14")
    field(page, "source.update_cycle").select_option("每季度")
    text = saved(page)[1]
    assert text == OLD.replace("length: 12", "length: 14").replace("每月\n", "每季度\n")
    lines = page.locator("#yf-diff .yf-line").all_inner_texts()
    assert [line for line in lines if line[0] in "+-"] == [
        "- update_cycle: 每月", "+ update_cycle: 每季度",
        "-   - {name: 保障金额, type: Y, length: 12, scale: 2}", "+   - {name: 保障金额, type: Y, length: 14, scale: 2}",
    ]  # fmt: skip
    # Added, moved and taken out: everything else stays to the letter.
    page.get_by_label("上移第 2 行").click()
    field(page, "source.spatial").fill("全区")
    text = saved(page)[1]
    assert "  - {name: 保障金额, type: Y, length: 14, scale: 2}\n  - {name: 公民身份号码" in text
    assert "update_cycle: 每季度\nspatial: 全区\nshare:\n" in text
    assert "   # 别名另写\naliases: ['低保', \"0123\"]\n" in text
    page.locator("#part-items").get_by_label("删除第 1 行").click()
    assert "保障金额" not in saved(page)[1]
    assert (
        page.locator("#yf-host").get_attribute("href")
        == "https://git.example.cn/a/b/edit/main/"
        + "catalogs/%E6%B0%91%E6%94%BF%E5%B1%80/%E4%BD%8E%E4%BF%9D%E5%90%8D%E5%8D%95.yml"
    )
    silent(watched)


def test_pairs_of_items_and_columns_are_filled_in(browser: Any, where: str) -> None:
    """字段对应: each item beside the column of the table that holds it; by hand, from the items, or pasted."""
    watched = Watched(browser, where, accept_downloads=True)
    page = opened(watched, "code=307001/000001&at=mzj")
    part = page.locator("#part-resources")
    part.get_by_role("button", name="从 Excel 粘贴").click()
    part.locator("textarea").fill(
        "资源编号\t资源名称\t资源类型\t结构化程度\t挂载方式\t来源系统\t字段对应\n"
        "db\t低保人员表\t库表\t结构化\t库表对接\tdibao\t保障金额=BZJE\n"
        "db2\t低保备份表\t库表\t结构化\t库表对接\tdibao\t看不懂"
    )
    part.get_by_role("button", name="放进表格").click()
    assert "不认识的写法：第 2 行字段对应“看不懂”。" in part.locator("output").inner_text()
    page.locator("#part-items").get_by_label("第 1 行 数据项名称").fill("证件号码")
    assert part.get_by_role("button", name="第 1 行 字段对应").inner_text() == "1 对"
    part.get_by_role("button", name="第 1 行 字段对应").click()
    assert part.get_by_label("第 1 行 字段对应 保障金额").input_value() == "BZJE"
    part.get_by_label("第 1 行 字段对应 证件号码").fill("ZJHM")
    text = saved(page)[1]
    assert "    map: {保障金额: BZJE, 证件号码: ZJHM}" in text or "map: {保障金额: BZJE, 证件号码: ZJHM}}" in text
    # An item that is no more is told apart, and can be taken out; a quote in a name hurts nothing.
    page.locator("#part-items").get_by_label("第 2 行 数据项名称").fill('保障"金额')
    part.get_by_role("button", name="第 1 行 字段对应").click()
    part.get_by_role("button", name="第 1 行 字段对应").click()
    page.wait_for_selector("#yf-list :text('目录没有数据项“保障金额”')")
    part.get_by_label("第 1 行 字段对应 保障金额").fill("")
    part.get_by_label('第 1 行 字段对应 保障"金额').fill("BZJE")
    text = saved(page)[1]
    assert judged(OWN, text) == judged(
        OWN, OLD.replace("公民身份号码", "证件号码").replace("保障金额", '保障"金额')
    ) or all(rule not in ("M704", "A001", "A003") for rule, _ in judged(OWN, text))
    assert "ZJHM" in text
    # By the names of fields; emptied, the whole is gone.
    page.locator("#part-items").get_by_label("第 2 行 字段名").fill("JE")
    part.get_by_role("button", name="第 2 行 字段对应").click()
    part.get_by_role("button", name="空着的按字段名填").click()
    assert part.get_by_label('第 2 行 字段对应 保障"金额').input_value() == "JE"
    part.get_by_label('第 2 行 字段对应 保障"金额').fill("")
    assert saved(page)[1].count("map:") == 1
    silent(watched)


def test_a_retired_catalog_can_be_mended(browser: Any, where: str) -> None:
    watched = Watched(browser, where, accept_downloads=True)
    page = opened(watched, "code=307001/000002&at=mzj")
    assert page.locator("h1").inner_text() == "修改《旧低保名单》（已下架）"
    assert page.locator("#yf-catalog option:checked").inner_text() == "已下架：旧低保名单"
    assert saved(page) == ("旧低保名单.yml", RETIRED)
    field(page, "retired.retired.reason").fill("并入低保名单")
    field(page, "retired.retired.replaced_by").fill("307001/000001")
    text = saved(page)[1]
    assert text == RETIRED.replace("并入其他目录", "并入低保名单, replaced_by: 307001/000001")
    page.wait_for_selector("#yf-state:text('可以提交')")
    assert judged(GONE, text) == judged(GONE, RETIRED)
    assert (
        page.locator("#yf-host")
        .get_attribute("href")
        .endswith(
            "/edit/main/catalogs/%E6%B0%91%E6%94%BF%E5%B1%80/retired/%E6%97%A7%E4%BD%8E%E4%BF%9D%E5%90%8D%E5%8D%95.yml"
        )
    )
    # An active one has no such part.
    page.locator("#yf-catalog").select_option(label="修改：低保名单")
    page.wait_for_selector("h1:text('修改《低保名单》')")
    assert page.locator("#part-retired").count() == 0
    silent(watched)


YAML_WORDS = re.compile(r"(?<![a-z_])[a-z_]{3,}(?![a-z_])")
NAMES = {"department", "yml", "restful", "webservice", "xlsx", "dibao", "ybz", "git", "rename", "basic", "nix"}


def test_every_remedy_names_fields_by_their_labels(browser: Any, desk: Path) -> None:
    watched = Watched(browser, desk.as_uri() + "/")
    page = opened(watched, "at=mzj")
    listed = page.locator("#yf-list").inner_text()
    assert "填“数据目录名称”，例：" in listed
    assert "填“资源分类”，例：" in listed
    fixes = page.evaluate("() => Object.values(ybzForm.rules.rules).map(each => each.fix)")
    known = page.evaluate("() => ybzForm.rules.known")
    rules = page.evaluate("() => ybzForm.rules.rules")
    asked = [{"fix": rules[each]["fix"], "message": ""} for each in known]
    asked += [{"fix": each["x-rule"]["fix"], "message": ""} for each in marks(default_schemas().by_kind[Kind.CATALOG])]
    spoken = page.evaluate("all => all.map(each => ybz.spoken(each, ybzForm.advice).fix)", asked)
    assert len(fixes) > len(known) > 30
    odd = [fix for fix in spoken if set(YAML_WORDS.findall(fix)) - NAMES]
    assert odd == []
    # And what is wrong with the shape of a value.
    base = read("", CATALOG.encode()).values
    assert isinstance(base, dict)
    values = [{**base, **change} for change in FAULTY.values()] + [{"items": [{"personal": "也许"}]}]
    found = page.evaluate(
        "all => all.flatMap(each => ybz.check(each, ybzForm.schema, ybzForm.rules)).map(each => ybz.spoken(each, ybzForm.advice))",
        values,
    )
    shown = {f"{each['message']} {each['fix']}" for each in found if not each["fix"].startswith("可选：")}
    assert len(shown) > 20
    assert [text for text in sorted(shown) if re.search(r"(?<![a-z“])[a-z_]{3,}: |\b(true|false)\b|[{}]", text)] == []


def test_a_draft_waits_and_the_page_is_accessible(browser: Any, desk: Path) -> None:
    watched = Watched(browser, desk.as_uri() + "/", viewport={"width": 390, "height": 844})
    page = opened(watched, "at=mzj")
    field(page, "basic.name").fill("没写完的名单")
    page.get_by_role("button", name="加一行").nth(1).click()
    page.wait_for_selector("#yf-kept:text('草稿已存')")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate((ROOT / "tests/vendor/axe-core/axe.min.js").read_text("utf-8") + ";0")
    faults = page.evaluate(
        "() => axe.run(document, {preload: false, resultTypes: ['violations']}).then(found => found.violations.map(each => each.id + ' ' + each.nodes[0].html))"
    )
    assert faults == []
    page.on("dialog", lambda dialog: dialog.accept())
    page = opened(watched, "at=mzj")
    page.get_by_role("button", name="接着填").click()
    assert field(page, "basic.name").input_value() == "没写完的名单"
    silent(watched)


FAULTY = {
    "as it is": {},
    "time": {"name": "2024年低保名单"},
    "affair": {"name": "申请低保"},
    "blank": {"name": "低保 名单…"},
    "place": {"name": "民政局低保名单"},
    "short": {"summary": "低保的名单都在这里面了"},
    "lacking": {"summary": "低保的名单都在这里面了，还有许多别的东西和说明文字"},
    "office": {"office": "不知道科"},
    "systems": {"systems": ["nix"]},
    "duties": {"duties": ["九-9"]},
    "level": {"level": 4, "share": {"type": "无条件共享", "methods": ["信息查询接口"]}},
    "temporal": {"temporal": {"from": "2020-01", "to": "2019"}},
    "refused": {"share": {"type": "不予共享", "reason": "属于敏感数据，不予共享", "basis": [
        {"title": "某省社会救助条例", "rank": "法律"}, {"title": "社会救助暂行办法", "article": "五十八", "rank": "部门规章"}]},
        "open": {"type": "有条件开放", "condition": "实名"}},
    "condition": {"share": {"type": "有条件共享", "methods": ["信息核验接口"],
        "condition": {"kind": "依政务服务事项共享", "text": "须经领导批准，一事一议"}}},
    "no condition": {"share": {"type": "有条件共享", "methods": ["信息核验接口"]}},
    "no method": {"share": {"type": "无条件共享", "condition": {"text": "x"}}},
    "law": {"share": {"type": "有条件共享", "methods": ["信息核验接口"], "condition": {"kind": "依法律法规要求共享", "text": "依法"}}},
    "items": {"items": [
        {"name": "姓名/名称", "type": "C"}, {"name": "登记日期", "type": "C", "length": 8}, {"name": "联系电话", "type": "C", "length": 20},
        {"name": "登记日期", "type": "D", "level": 4, "share": "不予共享"}]},
    "shares": {"items": [{"name": "甲", "type": "D", "share": "不予共享"}]},
    "resources": {"resources": [
        {"id": "a", "name": "表", "type": "库表", "structure": "非结构化", "mount": "库表对接"},
        {"id": "b", "name": "接口", "type": "接口", "structure": "结构化", "mount": "库表对接", "system": "spare", "address": "http://u:secret@x/"},
        {"id": "c", "name": "文件", "type": "文件", "structure": "结构化", "mount": "库表对接", "system": "dibao", "map": {"没有": "A"}}]},
    "markup": {"summary": "全区<b>低保</b>的原始明细，自2019年起，机密★一年，密码：abcdef"},
    "shape": {"summary": "太短", "domain": "其他", "update_cycle": "其他", "level": 9, "kind": "主题", "office": " 社会救助科", "code": "3/1"},
    "dates": {"resources": [{"id": "a", "name": "x", "type": "文件", "structure": "x", "mount": "库表对接", "mounted": "2024-02-30", "records": -1}]},
    "empty": {"items": [], "keywords": ["a", "a"], "aliases": [""], "spatial": "“全区”"},
    "prefix": {"code": "308001/000009", "kind": "部门"},
    "no prefix": {"kind": "基础", "libraries": ["人口"]},
}  # fmt: skip
JUDGE = """catalogs => new Promise(done => {
  window.ybzSource = source => done(catalogs.map(each => ybz.findings(each, Object.assign({others: []}, source), ybzForm.departments[0])
    .map(found => [found.rule, found.message])));
  const script = document.createElement("script"); script.src = "data/mzj.js?again"; document.head.append(script);
})"""


def test_the_page_says_what_the_command_says(browser: Any, desk: Path) -> None:
    root = default_schemas().by_kind[Kind.CATALOG]
    base = read("", CATALOG.encode()).values
    assert isinstance(base, dict)
    watched = Watched(browser, desk.as_uri() + "/")
    page = opened(watched, "at=mzj")
    values = [{**base, **change} for change in FAULTY.values()]
    said = page.evaluate(JUDGE, values)
    # Rules the page may know, whether it judges by the schema or by itself.
    shapes = {each["x-rule"]["id"] for each in marks(root)} - set(KNOWN) | {"A001", "A002", "A003", "A004", "A005"}
    marked = shapes | set(KNOWN)
    seen: set[str] = set()
    for name, value, found in zip(FAULTY, values, said, strict=True):
        files = {**FILES, "catalogs/registry.yml": HOSTED, OWN: json.dumps(value, ensure_ascii=False)}
        findings = check(ledger.read(Tree({path: text.encode() for path, text in sorted(files.items())})))
        wanted = {(each.rule, each.message) for each in findings if each.path == OWN and each.rule in marked}
        own = {tuple(each) for each in found}
        shaped = any(rule in shapes for rule, _ in wanted)
        # Of a catalog whose shape is broken the command says nothing else; the page goes on.
        assert wanted <= own if shaped else wanted == own, (name, wanted ^ own)
        seen |= {rule for rule, _ in own}
    assert set(KNOWN) - seen <= {"N105", "N107", "C213"}


def marks(node: Any) -> Iterator[dict[str, Any]]:
    """Every part of a schema that bears a rule's mark."""
    if isinstance(node, dict):
        if "x-rule" in node:
            yield node
        for each in node.values():
            yield from marks(each)
    elif isinstance(node, list):
        for each in node:
            yield from marks(each)


ODD = [
    "a: b", "a #b", "#a", "- a", "-a", "-", "?", ":x", "?x", "x:", "a, b", "[a]", "{a}", "& a", "* a", "! a", "| a", "> a", "' a", '" a', "% a", "@ a",
    "` a", "a'b", 'a"b', "a\\b", "it's \"so\"", "0123", "12", "1.5", "1e3", "true", "No", "~", "null", "0x1F", "<<", "=", "---", "--- a", "...", "a\tb",
    "a\u00a0b", "a\u3000b", "换\n行", "😀 表情", "name： x", "－ 一", "—— 二", "（一）", "2024-01-01", "12:30", "a:b", "://",
]  # fmt: skip


def test_odd_texts_are_written_as_fmt_writes_them(browser: Any, desk: Path) -> None:
    watched = Watched(browser, desk.as_uri() + "/")
    page = opened(watched, "at=mzj")
    many = [
        {"code": "307001/000009", "aliases": [text], "summary": text, "share": {"type": text, "condition": {"text": text}},
         "items": [{"name": text, "note": text}, {"name": "x", "map": {text.replace("\n", ""): text}}]}
        for text in ODD
    ]  # fmt: skip
    written = page.evaluate("many => many.map(each => ybz.yaml.write(each, ybzForm.schema, ''))", many)
    for value, text in zip(many, written, strict=True):
        assert read("", text.encode()).values == value
        assert canonical(text, ORDER) == text
    # Each in the place of the other, by the way that leaves the rest alone.
    patched = page.evaluate(
        "([texts, many]) => texts.map((text, at) => ybz.yaml.patch(text, many[(at + 1) % many.length], ybzForm.schema))",
        [written, many],
    )
    for at, text in enumerate(patched):
        assert text is not None, ODD[at]
        assert read("", text.encode()).values == many[(at + 1) % len(many)]
        assert canonical(text, ORDER) == text


@pytest.mark.parametrize("width", [360, 390, 414])
def test_on_a_phone_the_tabs_keep_one_line_and_menus_and_labels_are_whole(
    browser: Any, hosted: str, width: int
) -> None:
    watched = Watched(browser, hosted, viewport={"width": width, "height": 800})
    page = opened(watched, "at=mzj")
    line = page.locator(".ybz-tabs").evaluate("tabs => [tabs.offsetHeight, tabs.firstElementChild.offsetHeight]")
    assert line[0] < 1.5 * line[1], line
    assert page.locator(".yf-open label").first.evaluate(
        "label => { const words = document.createRange(); words.selectNode(label.firstChild);"
        " return words.getClientRects().length; }"
    ) == 1  # fmt: skip
    for menu in page.locator(".ybz-tabs details").all():
        menu.locator("summary").click()
        box = menu.locator("div").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        menu.locator("summary").click()
    assert page.locator(".ybz-tabs details").count() >= 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("#part-items").get_by_role("button", name="加一行").click()
    number = page.locator("#part-items td.yf-number").first
    assert number.evaluate("cell => cell.offsetHeight") < 1.8 * number.evaluate(
        "cell => parseFloat(getComputedStyle(cell).fontSize)"
    ) * 1.6  # fmt: skip


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (
            "事项甲\t01\t多的\n事项乙\t02\t",
            "放进 2 行，按顺序放进 事项名称、事项编码。没有放进的列：第 3 列（“多的”等）。",
        ),
        (
            "事项名称\t事项编码\t\n事项甲\t01\t没有列名",
            "放进 1 行，按列名认出 事项名称、事项编码。没有放进的列：第 3 列（“没有列名”等）。",
        ),
    ],
)
def test_columns_that_find_no_place_are_named(browser: Any, hosted: str, table: str, told: str) -> None:
    page = opened(Watched(browser, hosted), "at=mzj")
    services = page.locator('[data-schemapath="root.basic.services"]')
    services.get_by_role("button", name="从 Excel 粘贴").click()
    services.locator("textarea").fill(table)
    services.get_by_role("button", name="放进表格").click()
    assert services.locator("output").inner_text() == told
