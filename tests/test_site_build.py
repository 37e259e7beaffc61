"""The whole site: the same bytes everywhere, and what becomes of pages that go."""

from __future__ import annotations

import filecmp
import gzip
import shutil
import subprocess
import sys
from pathlib import Path

import html5lib
import pytest
from click.testing import CliRunner

from site_ledgers import CATALOG, FILES, REGISTRY, commit, retired, write
from yibenzhang.cli import main
from yibenzhang.site import bulk
from yibenzhang.site.build import SiteError, build
from yibenzhang.site.listing import MANIFEST
from yibenzhang.site.making import chinese
from yibenzhang.site.publish import Publisher

ROOT = Path(__file__).parents[1]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


# Traced, it would take three times as long; other tests cover the same lines.
@pytest.mark.no_cover
def test_the_sample_builds_strictly_and_as_mkdocs_does(tmp_path: Path) -> None:
    copy = tmp_path / "ledger"
    for name in ("catalogs", "schema", "docs"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name)
    shutil.copy(ROOT / "mkdocs.yml", copy)
    commit(copy)
    result = build(copy, tmp_path / "ours", strict=True)
    assert result.remarks == ()
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", str(tmp_path / "theirs")],
        cwd=copy,
        check=True,
    )
    assert contents(tmp_path / "ours") == contents(tmp_path / "theirs")
    assert str(tmp_path).encode() not in b"".join(contents(tmp_path / "ours").values())


def test_the_same_commit_gives_the_same_bytes_in_any_folder(tmp_path: Path) -> None:
    outputs = []
    for name in ("one", "two/deeper"):
        root = write(tmp_path / name, FILES)
        commit(root)
        build(root, root.parent / f"{root.name}-site")
        outputs.append(contents(root.parent / f"{root.name}-site"))
    assert outputs[0] == outputs[1]


def test_a_second_build_writes_nothing(tmp_path: Path) -> None:
    root = write(tmp_path / "ledger", FILES)
    assert build(root, tmp_path / "site").changed > 0
    assert build(root, tmp_path / "site").changed == 0


def test_only_what_changed_is_written_and_what_went_is_removed(tmp_path: Path) -> None:
    second = CATALOG.replace("000001", "000002").replace("低保名单", "婚姻登记信息").replace("三-1", "三-2")
    root = write(tmp_path / "ledger", {**FILES, "catalogs/民政局/婚姻登记信息.yml": second})
    output = tmp_path / "site"
    build(root, output)
    kept = output / "c/307001-000001.html"
    before = kept.stat().st_mtime_ns
    (output / "mine.txt").write_text("not ours")
    (root / "catalogs/民政局/婚姻登记信息.yml").unlink()
    build(root, output)
    assert not (output / "c/307001-000002.html").exists()
    assert kept.stat().st_mtime_ns == before
    assert (output / "mine.txt").exists()
    assert "307001-000002" not in (output / MANIFEST).read_text("utf-8")


def test_the_manifest_never_leads_out_of_the_output(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("keep")
    output = tmp_path / "site"
    output.mkdir()
    (output / "link").symlink_to(tmp_path)
    (output / MANIFEST).write_text(f"../outside.txt\n{outside}\nlink/outside.txt\n\n.\n")
    publisher = Publisher(output)
    publisher.write("index.html", b"x")
    publisher.finish()
    assert outside.exists()


def test_an_earlier_revision_and_day(tmp_path: Path) -> None:
    root = write(tmp_path / "ledger", FILES)
    commit(root, when="2026-03-10T10:00:00+08:00")
    write(root, {"catalogs/民政局/低保名单.yml": retired()})
    commit(root, when="2026-05-10T10:00:00+08:00")
    build(root, tmp_path / "now")
    build(root, tmp_path / "then", at="2026-04-01")
    page = "c/307001-000001.html"
    assert "本目录已下架" in (tmp_path / "now" / page).read_text("utf-8")
    then = (tmp_path / "then" / page).read_text("utf-8")
    assert "本目录已下架" not in then
    assert "基准日 2026-03-10" in (tmp_path / "then/index.html").read_text("utf-8")
    # A new commit changes no page that does not show it.
    assert "2026-03-10" not in then.partition("变更历史")[0]


def test_outside_of_git_the_day_is_unknown(tmp_path: Path) -> None:
    root = write(tmp_path / "ledger", FILES)
    build(root, tmp_path / "site")
    html = (tmp_path / "site/index.html").read_text("utf-8")
    assert "版本 不明（不在 git 仓库中） · 基准日 不明" in html


def test_a_working_folder_that_differs_says_so(tmp_path: Path) -> None:
    root = write(tmp_path / "ledger", FILES)
    commit(root)
    build(root, tmp_path / "site")
    assert "工作区，未提交" not in (tmp_path / "site/index.html").read_text("utf-8")
    write(root, {"catalogs/民政局/低保名单.yml": CATALOG + "keywords: [低保]\n"})
    build(root, tmp_path / "site")
    assert "工作区，未提交" in (tmp_path / "site/index.html").read_text("utf-8")


@pytest.mark.parametrize("sample", [True, False])
def test_sample_data_is_marked_on_every_page(tmp_path: Path, sample: bool) -> None:
    root = write(tmp_path / "ledger", {**FILES, "catalogs/registry.yml": REGISTRY + f"sample: {str(sample).lower()}\n"})
    build(root, tmp_path / "site")
    for path in sorted((tmp_path / "site").rglob("*.html")):
        assert ("<strong>示例数据</strong>" in path.read_text("utf-8")) is sample, path


def test_sitemap_names_every_page_and_no_day(tmp_path: Path) -> None:
    root = write(tmp_path / "ledger", FILES)
    build(root, tmp_path / "site")
    data = (tmp_path / "site/sitemap.xml").read_bytes()
    assert gzip.decompress((tmp_path / "site/sitemap.xml.gz").read_bytes()) == data
    assert b"https://data.example.cn/test/c/307001-000001.html" in data
    assert b"https://data.example.cn/test/d/mzj.html" in data
    assert b"lastmod" not in data
    assert b"shell" not in data


def test_a_hostile_name_of_the_ledger_breaks_no_page(tmp_path: Path) -> None:
    evil = "</title><script>alert(1)</script>\"'"
    quoted = "'" + evil.replace("'", "''") + "'"
    files = {
        **FILES,
        "catalogs/registry.yml": REGISTRY.replace("测试一本账", quoted).replace("https://data", "javascript://data"),
    }
    files["catalogs/民政局/低保名单.yml"] = CATALOG.replace("低保名单", quoted)
    root = write(tmp_path / "ledger", files)
    build(root, tmp_path / "site")
    for path in sorted((tmp_path / "site").rglob("*.html")):
        tree = html5lib.parse(path.read_text("utf-8"), namespaceHTMLElements=False)
        assert not [each for each in tree.iter("script") if "alert" in (each.text or "")], path
        assert not [each for each in tree.iter("a") if str(each.get("href")).startswith("javascript")], path
        assert tree.findtext("head/title", "").endswith(evil), path


def test_nothing_asks_another_machine(tmp_path: Path) -> None:
    root = write(tmp_path / "ledger", FILES)
    build(root, tmp_path / "site")
    for path in sorted((tmp_path / "site").rglob("*.html")):
        tree = html5lib.parse(path.read_text("utf-8"), namespaceHTMLElements=False)
        for tag, key in (("script", "src"), ("link", "href"), ("img", "src"), ("iframe", "src")):
            for element in tree.iter(tag):
                if element.get("rel") != "canonical":
                    assert "//" not in str(element.get(key, "")), path


def test_two_processes_write_what_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(tmp_path / "ledger", FILES)
    build(root, tmp_path / "one")
    monkeypatch.setattr(bulk.workers, "processes", lambda *_: 2)
    build(root, tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_documents_are_listed_under_one_tab(tmp_path: Path) -> None:
    root = write(tmp_path / "ledger", {**FILES, "docs/办法.md": "# 管理办法\n\n正文。\n"})
    build(root, tmp_path / "site", strict=True)
    assert "管理办法" in (tmp_path / "site/办法.html").read_text("utf-8")
    assert "文档" in (tmp_path / "site/index.html").read_text("utf-8")


def test_own_configuration_without_the_plugin_is_refused(tmp_path: Path) -> None:
    root = write(tmp_path / "ledger", {**FILES, "mkdocs.yml": "site_name: x\nplugins: []\n", "docs/a.md": "# a\n"})
    with pytest.raises(SiteError, match="plugins 里没有 yibenzhang"):
        build(root, tmp_path / "site")


def test_a_broken_configuration_is_said_in_chinese(tmp_path: Path) -> None:
    root = write(tmp_path / "ledger", {**FILES, "mkdocs.yml": "site_name: [\n"})
    with pytest.raises(SiteError, match=r"mkdocs\.yml"):
        build(root, tmp_path / "site")


def test_strict_fails_on_a_broken_catalog(tmp_path: Path) -> None:
    root = write(tmp_path / "ledger", {**FILES, "catalogs/民政局/坏.yml": "code: [\n"})
    assert build(root, tmp_path / "site").remarks
    before = contents(tmp_path / "site")
    write(root, {"catalogs/民政局/低保名单.yml": CATALOG + "keywords: [低保]\n"})
    with pytest.raises(SiteError, match=r"坏\.yml"):
        build(root, tmp_path / "site", strict=True)
    assert contents(tmp_path / "site") == before
    with pytest.raises(SiteError, match="按 --strict 没有生成网站"):
        build(root, tmp_path / "new/site", strict=True)
    assert not (tmp_path / "new").exists()
    write(root, {"mkdocs.yml": "site_name: x\nplugins: [yibenzhang]\ntheme: {name: material}\n", "docs/a.md": "# a\n"})
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(tmp_path / "theirs")],
        cwd=root, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert not (tmp_path / "theirs").exists()


@pytest.mark.parametrize(
    "where", [".", "..", "", "catalogs", "catalogs/民政局", "schema/x", "docs", "docs/new", ".git/x", "link"]
)
def test_a_site_never_goes_into_the_ledger_or_over_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    root = write(tmp_path / "ledger", {**FILES, "docs/a.md": "# a\n"})
    (root / "link").symlink_to("catalogs")
    before = contents(tmp_path)
    monkeypatch.chdir(root)
    result = CliRunner().invoke(main, ["build", "-o", where])
    assert result.exit_code in (1, 2)
    assert "网站不能放在" in result.output or "要写一个单独的文件夹" in result.output
    assert "should" not in result.output
    assert contents(tmp_path) == before
    write(root, {"mkdocs.yml": "site_name: x\nplugins: [yibenzhang]\ntheme: {name: material}\n"})
    assert CliRunner().invoke(main, ["build", "-o", where]).output == result.output
    if where == "catalogs":
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "-q", "-d", where], capture_output=True, check=False
        )
        assert "网站不能放在" in done.stderr.decode()


def test_documents_elsewhere_are_kept_too(tmp_path: Path) -> None:
    text = "site_name: x\ndocs_dir: 文档\nplugins: [yibenzhang]\ntheme: {name: material}\n"
    root = write(tmp_path / "ledger", {**FILES, "mkdocs.yml": text, "文档/a.md": "# a\n"})
    with pytest.raises(SiteError, match="网站的文件夹和文档的文件夹"):
        build(root, root / "文档/site")


def test_a_full_disk_names_the_file_and_leaves_the_last_site_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(tmp_path / "ledger", FILES)
    build(root, tmp_path / "site")
    before = contents(tmp_path / "site")
    write(root, {"catalogs/民政局/低保名单.yml": CATALOG.replace("核验救助资格", "核对家庭收入")})
    plain = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.match("*/c/307001-000001.html"):
            raise OSError(28, "No space left on device")
        return plain(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    for output in ("site", "other"):
        result = CliRunner().invoke(main, ["-C", str(root), "build", "-o", str(tmp_path / output)])
        assert result.exit_code == 2
        assert result.output == f"错误：读写“{tmp_path / output / 'c/307001-000001.html'}”失败：磁盘已满\n"
    assert contents(tmp_path / "site") == before
    assert not (tmp_path / "other").exists()


def test_messages_of_mkdocs_are_said_in_chinese() -> None:
    said = chinese("Doc file 'a.md' contains a link 'b.md', but the target is not found among documentation files.")
    assert said == "文档 a.md 里的链接 b.md 找不到目标"
    assert chinese("Something new").startswith("网站生成工具提示：")


def test_ybz_build_says_where_the_site_is(tmp_path: Path) -> None:
    root = write(tmp_path / "ledger", FILES)
    result = CliRunner().invoke(main, ["-C", str(root), "build"])
    assert result.exit_code == 0, result.output
    assert "共 16 页" in result.output
    assert (root / "site/index.html").is_file()
    assert filecmp.cmp(
        root / "site/assets/yibenzhang.css", ROOT / "tools/yibenzhang/site/assets/yibenzhang.css", shallow=False
    )


@pytest.mark.parametrize(
    ("arguments", "said"), [(["--at", "2020-01-01"], "不在 git 仓库里"), (["--on", "明天"], "不是日期")]
)
def test_ybz_build_refuses_in_chinese(tmp_path: Path, arguments: list[str], said: str) -> None:
    root = write(tmp_path / "ledger", FILES)
    result = CliRunner().invoke(main, ["-C", str(root), "build", *arguments])
    assert result.exit_code == 2
    assert said in result.output
    assert "Traceback" not in result.output


def test_a_folder_with_files_of_the_same_name_is_left_alone(tmp_path: Path) -> None:
    root = write(tmp_path / "ledger", FILES)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/index.html").write_text("我的", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(SiteError, match=r"不是网站的文件，网站也要用这个名字：index\.html"):
            build(root, tmp_path / "mine")
        assert (tmp_path / "mine/index.html").read_text("utf-8") == "我的"
        build(root, tmp_path / "site")  # the second time MkDocs is not asked
