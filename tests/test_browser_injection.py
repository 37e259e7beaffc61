"""Forty texts that would be scripts somewhere — in names, summaries, items, files, departments, systems, duties, demands,
commits — on every page a browser can open: none runs, none breaks a tag, none even tries."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest

from browsing import Watched
from site_ledgers import CATALOG, DEMAND, DEPARTMENT, REGISTRY, commit, write
from yibenzhang.site.build import build
from yibenzhang.sources.layout import file_name

pytestmark = pytest.mark.browser

STRINGS = (
    "<script>hit=1</script>", "</title><script>hit=1</script>", "</textarea><script>hit=1</script>", "</style><script>hit=1</script>",
    "--><script>hit=1</script>", "]]><script>hit=1</script>", "</script><script>hit=1</script>", "<ScRiPt>hit=1</sCrIpT>",
    "<script src=data:,hit=1></script>", "<script/x>hit=1</script>", "<<script>hit=1//<</script>", "<img src=x onerror=hit=1>",
    '"><img src=x onerror=hit=1>', "'><img src=x onerror=hit=1>", "<img/src=`x`onerror=hit=1>", "<img src=x:x onerror=hit=1//",
    "<svg onload=hit=1>", "<svg><script>hit=1</script></svg>", "<svg><animate onbegin=hit=1 attributeName=x>", "<math><mtext><img src=x onerror=hit=1>",
    "<body onload=hit=1>", "<iframe srcdoc='<script>parent.hit=1</script>'>", "<iframe src=javascript:parent.hit=1>", "<object data=javascript:hit=1>",
    "<embed src=javascript:hit=1>", "<details open ontoggle=hit=1>x</details>", "<video><source onerror=hit=1>", "<input autofocus onfocus=hit=1>",
    "<a href=javascript:hit=1>点</a>", "<form action=javascript:hit=1><button>点", "<meta http-equiv=refresh content='0;url=javascript:hit=1'>", "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>", "<style>@import '//evil.example/x.css'</style>", "\" onmouseover=hit=1 x=\"", "' onfocus='hit=1' autofocus='",
    "javascript:hit=1", "{{ 7*7 }}{% raw %}${hit=1}", "\\u003cscript\\u003ehit=1\\u003c/script\\u003e", "＜script＞&lt;script&gt;<template><img src=x onerror=hit=1>",
)  # fmt: skip


def q(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def attacked() -> dict[str, str]:
    """A department a text, with a catalog, a system, a duty and a demand: all of them called that."""
    files = {"catalogs/registry.yml": REGISTRY}
    for number, text in enumerate(STRINGS, 1):
        folder = "catalogs/" + file_name(text).removesuffix(".yml").strip(". ")[:40] + str(number)
        code = f"307{number:03d}"
        catalog = CATALOG.replace("307001/000001", f"{code}/000001").replace("name: 低保名单", f"name: {q(text)}")
        for old, new in (
            ("summary: 全区城乡低保在保人员的原始明细，自2019年起按月更新。", f"summary: {q(text + ' 全区在保人员的原始明细，自2019年起按月更新。')}"),
            ("name: 公民身份号码", f"name: {q(text)}"),
            ("text: 用于核验救助资格", f"text: {q(text)}"),
            ("office: 社会救助科", f"office: {q(text)}\naliases: [{q('又名' + text)}]\nkeywords: [{q(text)}]"),
        ):  # fmt: skip
            assert old in catalog
            catalog = catalog.replace(old, new)
        profile = DEPARTMENT.replace("name: 民政局", f"name: {q(text)}").replace("slug: mzj", f"slug: d{number}")
        for old, new in (
            ("name: 救助系统", f"name: {q(text)}"), ("text: 负责社会救助", f"text: {q(text)}"), ("duty: 负责低保", f"duty: {q(text)}"),
            ("307001", code), ("[社会救助科]", f"[{q(text)}]"), ("示例联系人甲", q(text)),
        ):  # fmt: skip
            assert old in profile
            profile = profile.replace(old, new)
        demand = (
            DEMAND.replace("307001/000001", f"{code}/000001")
            .replace("核验低保对象", q(text))
            .replace("办理救助", q(text))
        )
        files[f"{folder}/department.yml"] = profile
        files[f"{folder}/{file_name(text)}"] = catalog
        files[f"{folder}/demands/2026-001.yml"] = demand.replace(
            "provider: 民政局", f"provider: {q(folder.removeprefix('catalogs/'))}"
        )
    return files


@pytest.fixture(scope="module")
def attacked_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("attacked")
    root = write(folder / "ledger", attacked())
    commit(root, "\n\n".join(STRINGS[:20]), "2026-01-05T10:00:00+08:00")
    for path in root.glob("catalogs/*/*.yml"):
        if path.name != "department.yml":
            path.write_text(path.read_text("utf-8").replace("level: 3", "level: 2"), "utf-8")
    commit(root, "\n\n".join(STRINGS[20:]), "2026-02-05T10:00:00+08:00")
    build(root, folder / "site")
    return folder / "site"


@pytest.fixture(scope="module")
def watched(browser: Any, attacked_site: Path) -> Iterator[Watched]:
    found = Watched(browser, attacked_site.as_uri() + "/", viewport={"width": 1280, "height": 800})
    found.page.on("dialog", lambda dialog: found.said.append(f"dialog {dialog.message}"))
    yield found
    found.page.context.close()


STATE = """() => {
  document.querySelectorAll("details").forEach(each => { each.open = true; });
  const strange = ["script", "iframe", "object", "embed", "style", "base", "meta", "[onload]", "[onerror]", "[onfocus]", "[onmouseover]"];
  return [
    window.hit,
    document.querySelectorAll(strange.map(each => "main " + each).join()).length,
    [...document.links].filter(link => /^(javascript|data|vbscript):/i.test(link.href)).length,
  ];
}"""


def quiet(watched: Watched, name: str) -> None:
    assert watched.page.evaluate(STATE) == [None, 0, 0], name
    assert watched.refused == watched.said == [], name


def test_there_are_forty_and_they_are_read(attacked_site: Path) -> None:
    assert len(set(STRINGS)) == 40
    assert len(list((attacked_site / "c").glob("*.html"))) == 40
    broken = [path for path in (attacked_site / "c").glob("*.html") if "写法有误" in path.read_text("utf-8")]
    assert broken == []


def test_no_tag_breaks(attacked_site: Path) -> None:
    own = {"html", "head", "meta", "title", "link", "script", "body"}
    found = [
        *attacked_site.glob("*.html"),
        *sorted(attacked_site.glob("c/*.html"))[::8],
        *attacked_site.glob("[dhr]/*1.html"),
    ]
    for path in found:
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(path.read_text("utf-8"))
        assert not [each for each in tree.iter("script") if "hit" in "".join(each.itertext())], path
        head = {each.tag for each in tree.find("head").iter() if isinstance(each.tag, str)} | {"html"}
        assert head - {"style"} <= own, path


def test_nothing_runs_on_any_page(watched: Watched, attacked_site: Path) -> None:
    pages = sorted(path.relative_to(attacked_site).as_posix() for path in attacked_site.rglob("*.html"))
    assert len(pages) > 90
    for name in pages:
        watched.page.goto(watched.base + name)
        quiet(watched, name)


def test_nothing_runs_when_texts_are_searched_and_shown(watched: Watched) -> None:
    page = watched.open("catalogs.html")
    for text in STRINGS[::4]:
        page.locator(".ybz-ask input").fill(text)
        # The list has been made anew once the address says so.
        page.wait_for_function("text => new URLSearchParams(location.search).get('q') === text", arg=text)
        assert text.split()[0] in page.locator(".ybz-rows").inner_text()
        quiet(watched, text)
    for text in STRINGS[::8]:
        watched.open("catalogs.html?q=" + json.dumps(text) + "&department=" + text.replace("#", "%23"))
        page.locator(".ybz-count", has_text="份").wait_for()
        quiet(watched, text)
