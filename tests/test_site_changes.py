"""The history on the site: changes by period, the past of each catalog, feeds; and the same bytes at any later day."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ledgers import commit, demo_history, git, write
from site_ledgers import CATALOG, DEPARTMENT, FILES, retired
from test_site_build import contents
from test_site_pages import parse
from yibenzhang.history.periods import Issue, Period
from yibenzhang.model.change import CatalogChange, Impact, Kind, Origin, Revision
from yibenzhang.site import journal, sheets
from yibenzhang.site.build import SiteError, build
from yibenzhang.site.pages import TOP_PAGES, Renderer
from yibenzhang.site.site import open_site
from yibenzhang.site.views import changes
from yibenzhang.sources.opening import open_ledger

ATOM = "{http://www.w3.org/2005/Atom}"
PLAIN = {path: text.encode() for path, text in FILES.items()}


OLD = "catalogs/民政局/低保名单.yml"
ROSTER = "catalogs/民政局/低保对象名单.yml"
MOVED = "catalogs/医保局/低保对象名单.yml"


def rendered(renderer: Renderer) -> dict[str, str]:
    """The pages that show the history: address and body."""
    top = next(page for page in TOP_PAGES if page.name == "changes")
    made = (*renderer.catalogs(), *renderer.departments(), *renderer.periods())
    return {"changes.html": renderer.top(top), **{page.address: page.body for page in made}}


def said(html: str) -> str:
    """What a page says, with a space between its parts."""
    return " ".join(" ".join(parse(html).itertext()).split())


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger whose catalogs have a past: merged, renamed, broken, mended, transferred, named by somebody hostile."""
    root = write(tmp_path_factory.mktemp("past") / "账", PLAIN)

    def on(day: str, message: str, changed: dict[str, str]) -> None:
        write(root, {path: text.encode() for path, text in changed.items()})
        commit(root, f"2026-{day}T10:00:00+08:00", message)

    on("01-05", "建账", {})
    git(root, "checkout", "-q", "-b", "x")
    shorter = CATALOG.replace("length: 18", "length: 17")
    write(root, {OLD: shorter.encode()})
    git(root, "commit", "-qam", "改", "--author=王芳 <w@x>", "--date=2026-01-16T10:00:00+08:00")
    git(root, "checkout", "-q", "main")
    merge = ("merge", "-q", "--no-ff", "-m", "Merge pull request #12 from x/share", "x")
    git(root, *merge, when="2026-01-20T10:00:00+08:00")
    git(root, "tag", "-a", "-m", "第一批", "批次/2026-01", when="2026-01-31T10:00:00+08:00")
    (root / OLD).unlink()
    renamed = shorter.replace("低保名单", "低保对象名单").replace("按月更新", "按季度更新")
    on(
        "02-03",
        "改名\n\nSubmitted-at: 2026-02-02T09:00:00+08:00\nSubmitted-by: 赵敏\nReviewed-by: 李雷",
        {ROSTER: renamed},
    )
    on("02-10", "写坏了", {ROSTER: renamed.replace("name: ", "name: [")})
    on("02-12", "改好", {ROSTER: renamed})
    git(root, "tag", "批次/2026-02")
    office = DEPARTMENT.replace("民政局", "医保局").replace("slug: mzj", "slug: ybj").replace("307001", "309001")
    gone = retired(renamed, replaced_by="309001/000001")
    there = renamed.replace("307001", "309001") + "related: [307001/000001]\n"
    on("03-01", "移交医保局", {"catalogs/医保局/department.yml": office, MOVED: there, ROSTER: gone})
    evil = CATALOG.replace("000001", "000009").replace("name: 低保名单", "name: '\"=1+1|<b>x</b>\"'")
    write(root, {"catalogs/民政局/坏.yml": evil.encode()})
    git(root, "add", "-A")
    subject = "坏\x1b[31m\u202e<i>@all #1</i>"
    git(root, "commit", "-q", "--author=script\u202e\x1b[31m& <e@x>", "-m", subject, when="2026-03-03T10:00:00+08:00")
    return root


@pytest.fixture(scope="module")
def pages(past: Path) -> Mapping[str, str]:
    """The pages of that ledger."""
    return rendered(open_site(open_ledger(past)))


def files(count: int) -> dict[str, bytes]:
    """A ledger with so many catalogs."""
    made = {
        f"catalogs/民政局/目录{number}.yml": CATALOG.replace("/000001", f"/{number:06}")
        .replace("name: 低保名单", f"name: 目录{number}")
        .encode()
        for number in range(2, count + 1)
    }
    return {**PLAIN, **made}


def revision(number: int, changed: int = 1, fields: int = 0) -> Revision:
    """An approval of so many catalogs."""
    change = CatalogChange(
        code="307001/000001", name="名单", department="民政局", kind=Kind.CHANGED, kind_label="变更",
        impact=Impact.EDITORIAL, impact_label="说明性", file="catalogs/民政局/名单.yml", fields=(None,) * fields,  # type: ignore[arg-type]
    )  # fmt: skip
    return Revision(
        commit=f"{number:040x}", submitted=None, approved="2026-01-05T10:00:00+08:00", submitters=(), approver=None,
        origin=Origin(submitted="不详", approver="不详"), review="", working_days=None, subject="改", changes=(change,) * changed,
    )  # fmt: skip


def test_the_change_log_is_cut_by_the_tags_newest_first(pages: Mapping[str, str]) -> None:
    shown = said(pages["changes.html"])
    assert "按批次标签分期" in shown
    assert shown.index("尚未归期") < shown.index("第2期（2026-02）") < shown.index("第1期（2026-01）")
    assert {"h/1.html", "h/2.html", "h/3.html"} <= set(pages)
    first = said(pages["h/1.html"])
    assert first.startswith("x 变更 第1期（2026-01） 2026-01-05 至 2026-01-20，2 次审核")
    assert first.index("2026-01-20 10:00 变更《低保名单》") < first.index("2026-01-05 10:00 建账")
    for expected in (
        "提交 2026-01-16 王芳", "审核 某人 合并人", "用时 2 个工作日", "审核单 #12", "破坏性 数据项“公民身份号码”长度 18 → 17",
        "提交说明 Merge pull request #12 from x/share", "后一期 第2期（2026-02）", "新增 兼容 低保名单 307001/000001 民政局",
    ):  # fmt: skip
        assert expected in first, expected


def test_what_is_guessed_or_unknown_is_said_so(pages: Mapping[str, str]) -> None:
    second = said(pages["h/2.html"])
    assert "提交 2026-02-10 某人 推算 审核人不详" in second
    assert "提交 2026-02-02 赵敏 审核 李雷" in second
    assert "不可读 破坏性" in second
    assert "<del>月</del><ins>季度</ins>" in pages["h/2.html"]


def test_every_page_is_valid_and_nothing_hostile_lives(pages: Mapping[str, str]) -> None:
    for address, html in pages.items():
        tree = parse(html)
        assert not list(tree.iter("script")), address
        assert "\x1b" not in html, address
        assert "\u202e" not in html, address
    shown = said(pages["h/3.html"])
    assert "坏\\u001b[31m\\u202e<i>@all #1</i>" in shown
    assert "script\\u202e" in shown
    assert '"=1+1|<b>x</b>"' in shown


def test_a_catalog_has_its_history_through_a_transfer(pages: Mapping[str, str]) -> None:
    moved = said(pages["c/309001-000001.html"]).partition("变更历史 共 6 次")[2]
    order = (
        "2026-03-01 移交 破坏性",
        "2026-02-12 恢复",
        "2026-02-10 不可读",
        "2026-02-03 改名",
        "2026-01-20 变更 破坏性",
    )
    places = [moved.index(each) for each in (*order, "2026-01-05 新增")]
    assert places == sorted(places)
    assert "当时代码 307001/000001，提供方 民政局" in moved
    assert "ybz show 309001/000001 --at " in moved
    assert "ybz show 307001/000001 --at " in moved
    gone = said(pages["c/307001-000001.html"])
    assert "变更历史 共 6 次" in gone
    assert "移交给 医保局 309001/000001" in gone
    assert '<a href="../h/1.html#r-' in pages["c/307001-000001.html"]


def test_a_department_has_its_newest_changes(pages: Mapping[str, str]) -> None:
    for address in ("d/mzj.html", "d/ybj.html"):
        recent = said(pages[address]).partition("改了什么 审核人")[2]
        assert "309001/000001 2026-03-01 移交 破坏性 目录代码" in recent, address


def test_links_lead_to_the_host_where_there_is_one(tmp_path: Path) -> None:
    text = FILES["catalogs/registry.yml"] + "host: {kind: gitea, url: 'https://git.example.cn/a/b/'}\n"
    root = write(tmp_path / "库/账", {**PLAIN, "catalogs/registry.yml": text.encode()})
    one = commit(tmp_path / "库", message="建账 (#7)")
    page = rendered(open_site(open_ledger(root)))["c/307001-000001.html"]
    path = "%E8%B4%A6/catalogs/%E6%B0%91%E6%94%BF%E5%B1%80/%E4%BD%8E%E4%BF%9D%E5%90%8D%E5%8D%95.yml"
    assert f'href="https://git.example.cn/a/b/src/commit/{one}/{path}"' in page
    assert f'href="https://git.example.cn/a/b/commit/{one}"' in page
    assert 'href="https://git.example.cn/a/b/pulls/7"' in page


def test_an_address_that_is_none_is_no_link(tmp_path: Path) -> None:
    text = FILES["catalogs/registry.yml"] + "host: {kind: github, url: 'javascript:alert(1)//https://x/y'}\n"
    root = write(tmp_path / "账", {**PLAIN, "catalogs/registry.yml": text.encode()})
    commit(root, message="建账 (#7)")
    for address, html in rendered(open_site(open_ledger(root))).items():
        assert "javascript" not in html, address


def test_feeds_of_the_site_and_of_departments(tmp_path: Path) -> None:
    root = write(tmp_path / "账", PLAIN)
    commit(root, message="建账")
    write(root, {"catalogs/民政局/低保名单.yml": CATALOG.replace("18", "17").encode()})
    commit(root, "2026-02-10T12:00:00+08:00", "改短")
    build(root, tmp_path / "site")
    site = ElementTree.parse(tmp_path / "site/feed.xml").getroot()
    links = [(each.get("rel"), each.get("href")) for each in site.findall(f"{ATOM}link")]
    base = "https://data.example.cn/test"
    assert links == [("self", f"{base}/feed.xml"), ("alternate", f"{base}/changes.html")]
    entries = site.findall(f"{ATOM}entry")
    assert [each.findtext(f"{ATOM}title") for each in entries] == [
        "【破坏性】变更 307001/000001《低保名单》", "新增 307001/000001《低保名单》",
    ]  # fmt: skip
    address = entries[0].find(f"{ATOM}link").get("href")  # type: ignore[union-attr]
    assert address
    assert address.startswith(f"{base}/h/2026-02.html#r-")
    assert f'id="{address.partition("#")[2]}"' in (tmp_path / "site/h/2026-02.html").read_text("utf-8")
    own = ElementTree.parse(tmp_path / "site/d/mzj.xml").getroot()
    assert own.findtext(f"{ATOM}title") == "测试一本账·民政局变更记录"
    assert len(own.findall(f"{ATOM}entry")) == 2
    head = (tmp_path / "site/d/mzj.html").read_text("utf-8")
    assert "type=application/atom+xml title=变更记录 href=../feed.xml>" in head
    assert 'type=application/atom+xml title="民政局变更记录" href="mzj.xml">' in head
    assert '<a href="../d/mzj.xml" type=application/atom+xml>订阅本部门的变更（Atom）</a>' in head
    assert 'href="feed.xml"' in (tmp_path / "site/changes.html").read_text("utf-8")


def test_outside_of_git_the_site_says_why_there_is_no_history(tmp_path: Path) -> None:
    root = write(tmp_path / "账", PLAIN)
    build(root, tmp_path / "site", strict=True)
    assert journal.OUTSIDE in said((tmp_path / "site/changes.html").read_text("utf-8"))
    assert not (tmp_path / "site/feed.xml").exists()
    page = (tmp_path / "site/c/307001-000001.html").read_text("utf-8")
    assert "变更历史" not in page
    assert "atom" not in page


def test_before_the_first_commit_and_after_it(tmp_path: Path) -> None:
    root = write(tmp_path / "账", PLAIN)
    git(root, "init", "-q", "-b", "main")
    assert journal.NOTHING in said(rendered(open_site(open_ledger(root)))["changes.html"])
    commit(root, message="建账")
    shown = rendered(open_site(open_ledger(root)))
    assert "历史里只有一次提交" in said(shown["changes.html"])
    assert "第1期（2026年1月）" in said(shown["changes.html"])
    assert "2026-01-10 新增" in said(shown["c/307001-000001.html"])


def test_what_is_not_committed_is_not_history(tmp_path: Path) -> None:
    root = write(tmp_path / "账", PLAIN)
    commit(root, message="建账")
    write(root, files(2))
    shown = rendered(open_site(open_ledger(root)))
    assert "工作区里有还没有提交的修改" in said(shown["changes.html"])
    assert "这份目录还没有提交，没有变更历史。" in said(shown["c/307001-000002.html"])
    assert "目录2" not in shown["changes.html"]


def test_a_shallow_clone_is_said_loudly(tmp_path: Path, past: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "3", past.as_uri(), "浅")
    result = build(tmp_path / "浅", tmp_path / "site")
    assert journal.SHALLOW in result.remarks
    assert journal.SHALLOW in said((tmp_path / "site/changes.html").read_text("utf-8"))
    assert "更早的变更看不到" in (tmp_path / "site/c/307001-000001.html").read_text("utf-8")
    with pytest.raises(SiteError, match="浅克隆"):
        build(tmp_path / "浅", tmp_path / "site", strict=True)


def test_an_approval_of_very_many_catalogs_is_summed_up(tmp_path: Path) -> None:
    root = write(tmp_path / "账", files(sheets.MANY + 1))
    commit(root, message="建账")
    found = rendered(open_site(open_ledger(root)))
    shown = said(found["h/2026-01.html"])
    assert f"共 {sheets.MANY + 1} 份目录：新增 {sheets.MANY + 1}" in shown
    assert found["h/2026-01.html"].count("<div class=ybz-change>") == sheets.LISTED
    assert "变更历史 共 1 次" in said(found[f"c/307001-{sheets.MANY + 1:06}.html"])


def test_a_long_period_has_several_pages() -> None:
    found = [revision(number, fields=50) for number in range(100)]
    issue = Issue(Period("2026-01", "2026年1月", 1), "2026-01-05", "2026-01-05")
    made = list(sheets.sheets([journal.Chapter("2026-01", issue, tuple(found))]))
    assert [each.address for each in made] == [
        f"h/2026-01{end}.html" for end in ("", "-2", "-3", "-4", "-5", "-6", "-7", "-8")
    ]
    assert [one for each in made for one in each.revisions] == found
    assert all(sum(map(sheets.lines, each.revisions)) <= sheets.FULL for each in made)
    assert made[1].place(made[1].revisions[0]) == f"h/2026-01-2.html#{sheets.anchor(made[1].revisions[0])}"
    # One that is too long for any page has one of its own.
    assert sheets.lines(revision(1, changed=5_000)) < 100


@pytest.mark.parametrize(
    ("name", "number", "expected"),
    [
        ("批次/第3期", 3, "第3期"), ("批次/2026-01", 1, "第1期（2026-01）"), ("2026年3月", 2, "第2期（2026年3月）"),
        ("批次/a、批次/b", 0, "a、b"), ("尚未归期", 0, "尚未归期"), ("批次/\u202e<b>", 0, "\\u202e<b>"),
    ],
)  # fmt: skip
def test_titles_of_periods(name: str, number: int, expected: str) -> None:
    assert changes.title(Period(name, name, number)) == expected


def test_a_file_that_hides_its_code_keeps_its_history() -> None:
    first = revision(1)
    bad = CatalogChange(
        code="", name="", department="民政局", kind=Kind.UNREADABLE, kind_label="不可读", impact=Impact.BREAKING,
        impact_label="破坏性", file="catalogs/民政局/坏.yml",
    )  # fmt: skip
    second = Revision(**{**{name: getattr(first, name) for name in first.__struct_fields__}, "changes": (bad,)})
    found = journal.stories([second, first], [("catalogs/民政局/名单.yml", ""), ("catalogs/民政局/坏.yml", "")])
    assert {path: [step.revision for step in steps] for path, steps in found.items()} == {
        "catalogs/民政局/坏.yml": [second], "catalogs/民政局/名单.yml": [first],
    }  # fmt: skip


# Traced, it would take three times as long; other tests cover the same lines.
@pytest.mark.no_cover
def test_a_site_of_a_tag_is_what_it_was_when_the_tag_was_new(tmp_path: Path) -> None:
    root = tmp_path / "账"
    demo_history(root, catalogs=12, departments=3, commits=60)
    documents = {
        "docs/办法.md": "# 办法\n".encode(),
        "mkdocs.yml": b"plugins: [yibenzhang]\nsite_name: x\ntheme: {name: material}\n",
    }
    write(root, documents)
    commit(root, "2027-01-10T12:00:00+08:00", "写办法")
    git(root, "tag", "批次/新")
    git(tmp_path, "clone", "-q", str(root), "那时")
    build(tmp_path / "那时", tmp_path / "then", strict=True)
    arguments = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", str(tmp_path / "mkdocs")]
    subprocess.run(arguments, cwd=tmp_path / "那时", check=True)
    assert contents(tmp_path / "mkdocs") == contents(tmp_path / "then")
    write(
        root,
        {
            "docs/办法.md": "# 新办法\n".encode(),
            "docs/另.md": b"# x\n",
            "mkdocs.yml": documents["mkdocs.yml"] + b"nav: [index.md]\n",
        },
    )
    other = next(path for path in sorted(root.glob("catalogs/*/*.yml")) if path.name != "department.yml")
    other.write_bytes(other.read_bytes().replace(b"status:", b"note: x\nstatus:"))
    commit(root, "2027-02-10T12:00:00+08:00", "后来")
    git(root, "tag", "批次/更新")
    write(root, {"docs/未提交.md": b"# x\n"})
    build(root, tmp_path / "now", at="批次/新", strict=True)
    assert contents(tmp_path / "now") == contents(tmp_path / "then")
    assert (tmp_path / "now/办法.html").is_file()
