"""What MkDocs made is used again only while nothing in it can have changed; else the site is as if made anew."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from site_ledgers import CATALOG, FILES, REGISTRY, commit, write
from test_site_build import contents
from yibenzhang.site import making
from yibenzhang.site.build import SiteError, build

MKDOCS = "site_name: x\ntheme: {name: material}\nplugins: [yibenzhang]\n"
DOCUMENT = "# 办法\n\n正文\n"


LEDGER = {**FILES, "mkdocs.yml": MKDOCS, "docs/办法.md": DOCUMENT, "文档/一.md": "# 一\n"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "账", LEDGER)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the ledger, its site, and what its first build kept; a copy lies beside it."""
    place = tmp_path_factory.mktemp("press") / "here"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(place / "cache"))
        build(write(place / "账", LEDGER), place / "site")
    shutil.copytree(place, place.with_name("copy"))
    return place


@pytest.fixture
def built(first: Path, own: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """That folder as the first build left it."""
    shutil.rmtree(first)
    shutil.copytree(first.with_name("copy"), first)
    monkeypatch.setenv("XDG_CACHE_HOME", str(first / "cache"))
    return first


def kept() -> Path:
    """The one file of what MkDocs made."""
    (found,) = (Path(os.environ["XDG_CACHE_HOME"]) / "yibenzhang").glob("press-*")
    return found


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache folder of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one each time MkDocs is started."""
    found: list[int] = []
    whole = making.make

    def counted(order: making.Order) -> object:
        found.append(1)
        return whole(order)

    monkeypatch.setattr(making, "make", counted)
    return found


def anew(root: Path, folder: Path) -> dict[str, bytes]:
    """What a build without anything kept makes."""
    shutil.rmtree(root / ".ybz")
    shutil.rmtree(kept().parent)
    build(root, folder)
    return contents(folder)


def test_a_change_of_the_ledger_needs_no_mkdocs(built: Path, made: list[int]) -> None:
    root = built / "账"
    write(root, {"catalogs/民政局/低保名单.yml": CATALOG.replace("原始明细", "原始数据")})
    build(root, built / "site")
    assert made == []
    assert contents(built / "site") == anew(root, built / "other")


# Traced, it would take three times as long; other tests cover the same lines.
@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("docs/办法.md", DOCUMENT + "又一段\n"),
        ("docs/新.md", "# 新\n"),
        ("mkdocs.yml", MKDOCS + "extra_css: [own.css]\n"),
        ("mkdocs.yml", MKDOCS.replace("[yibenzhang]", "[{yibenzhang: {base_url: 'https://other.example.cn/'}}]")),
        ("mkdocs.yml", MKDOCS.replace("[yibenzhang]", "[{yibenzhang: {'on': '2031-01-01'}}]")),
        ("mkdocs.yml", MKDOCS + "docs_dir: 文档\n"),
        ("catalogs/registry.yml", REGISTRY.replace("name: ", "name: 新")),
        ("catalogs/registry.yml", REGISTRY + "sample: true\n"),
    ],
)
def test_whatever_else_changes_mkdocs_is_asked_again(built: Path, made: list[int], path: str, text: str) -> None:
    root = built / "账"
    write(root, {path: text})
    build(root, built / "site")
    assert len(made) == 1
    assert contents(built / "site") == anew(root, built / "other")


def test_a_first_commit_brings_the_history_to_every_page(built: Path) -> None:
    root = built / "账"
    commit(root)
    build(root, built / "site")
    assert contents(built / "site") == anew(root, built / "other")


def test_what_was_remarked_is_remarked_again_and_strict_stays_strict(
    root: Path, tmp_path: Path, made: list[int]
) -> None:
    write(root, {"docs/办法.md": "[没有](没有.md)\n", "catalogs/民政局/坏.yml": "code: [\n"})
    said = build(root, tmp_path / "site").remarks
    assert any("没有.md" in each for each in said)
    assert any("坏.yml" in each for each in said)
    assert build(root, tmp_path / "site").remarks == said
    with pytest.raises(SiteError, match=f"有 {len(said)} 处提醒"):
        build(root, tmp_path / "site", strict=True)
    assert len(made) == 1


def test_with_plugins_or_words_nobody_knows_mkdocs_is_always_asked(root: Path, tmp_path: Path, made: list[int]) -> None:
    write(root, {"mkdocs.yml": MKDOCS + "copyright: !ENV [HOME, x]\n"})
    for _ in range(2):
        build(root, tmp_path / "site")
    assert len(made) == 2


# Traced, it would take three times as long; other tests cover the same lines.
@pytest.mark.no_cover
@pytest.mark.parametrize("damage", [b"", b"x", b"\x00" * 5000])
def test_what_is_damaged_is_made_anew(built: Path, made: list[int], damage: bytes) -> None:
    root = built / "账"
    kept().write_bytes(damage)
    build(root, built / "site")
    assert len(made) == 1
    assert kept().stat().st_size > 10_000


def test_a_warm_build_does_not_load_mkdocs(built: Path) -> None:
    root = built / "账"
    code = (
        "import sys; from pathlib import Path; from yibenzhang.site.build import build;"
        "build(Path(sys.argv[1]), Path(sys.argv[2])); print('mkdocs' in sys.modules, 'material' in sys.modules)"
    )
    arguments = [sys.executable, "-c", code, str(root), str(built / "site")]
    done = subprocess.run(arguments, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_what_was_handed_in_with_the_ledger_is_not_believed(built: Path, made: list[int]) -> None:
    root = built / "账"
    (root / ".ybz/press").write_bytes(kept().read_bytes())
    shutil.rmtree(kept().parent)
    build(root, built / "site")
    assert len(made) == 1


def test_documents_behind_a_link_are_never_old(root: Path, tmp_path: Path, made: list[int]) -> None:
    write(tmp_path, {"外/又.md": "# 旧\n"})
    (root / "docs/外").symlink_to(tmp_path / "外")
    build(root, tmp_path / "site")
    write(tmp_path, {"外/又.md": "# 新的\n"})
    build(root, tmp_path / "site")
    assert "新的" in (tmp_path / "site/外/又.html").read_text("utf-8")
