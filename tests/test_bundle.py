"""The site as one file, and under another address."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from site_ledgers import FILES, commit, write
from yibenzhang.cli import main
from yibenzhang.site.bundle import bundle
from yibenzhang.site.listing import MANIFEST


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("zip")
    root = write(folder / "ledger", FILES)
    commit(root)
    said = CliRunner().invoke(
        main, ["-C", str(root), "build", "-o", str(folder / "site"), "--zip", str(folder / "带走" / "一本账.zip"), "--base-url", "https://new.example.cn/ybz"],
    )  # fmt: skip
    assert said.exit_code == 0, said.output
    digest = hashlib.sha256((folder / "带走/一本账.zip").read_bytes()).hexdigest()
    assert f"SHA-256：{digest}" in said.output
    return folder


def test_the_file_holds_the_site_and_its_sums(built: Path, tmp_path: Path) -> None:
    (built / "site/mine.txt").write_text("not the site's")
    with zipfile.ZipFile(built / "带走/一本账.zip") as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path)
    here = tmp_path / "一本账"
    packed = {path.relative_to(here).as_posix() for path in here.rglob("*") if path.is_file()}
    site = {path.relative_to(built / "site").as_posix() for path in (built / "site").rglob("*") if path.is_file()}
    assert packed == site - {MANIFEST, "mine.txt"} | {"SHA256SUMS"}
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=here, check=True)
    assert (here / "index.html").read_bytes() == (built / "site/index.html").read_bytes()


def test_the_same_site_gives_the_same_file(built: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(built / "site", copy)
    for path in copy.rglob("*"):
        path.touch()
    assert bundle(copy, tmp_path / "一本账.zip") == bundle(built / "site", built / "带走/一本账.zip")


def test_a_list_that_leads_out_packs_nothing_from_there(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x")
    site = tmp_path / "site"
    site.mkdir()
    (site / "a.html").write_text("a")
    (site / "link").symlink_to(tmp_path)
    (site / MANIFEST).write_text(f"a.html\t1\t\n../secret.txt\t1\t\n{tmp_path}/secret.txt\t1\t\nlink/secret.txt\t1\t\n")
    bundle(site, tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert archive.namelist() == ["x/a.html", "x/SHA256SUMS"]


def test_links_and_feeds_begin_with_the_address_given(built: Path) -> None:
    assert "<loc>https://new.example.cn/ybz/index.html</loc>" in (built / "site/sitemap.xml").read_text()
    assert "https://new.example.cn/ybz/" in (built / "site/feed.xml").read_text()


@pytest.mark.parametrize("address", ["new.example.cn", "javascript:alert(1)", "https://a b", 'https://a"b', ""])
def test_what_is_no_address_is_refused(address: str, tmp_path: Path) -> None:
    root = write(tmp_path / "ledger", FILES)
    said = CliRunner().invoke(main, ["-C", str(root), "build", "--base-url", address])
    assert said.exit_code == 2
    assert "--base-url" in said.output
