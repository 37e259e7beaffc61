"""``ybz init``: an empty ledger without errors, or nothing at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from yibenzhang.cli import main
from yibenzhang.sources.opening import open_ledger


def ybz(*args: str) -> Result:
    return CliRunner().invoke(main, list(args))


def test_an_empty_ledger_has_no_errors_and_no_sample(tmp_path: Path) -> None:
    root = tmp_path / "我的 账"
    name = 'A "引号": # 和 {括号}'
    done = ybz("init", str(root), "--name", name, "--authority", "某市数据局", "--division", "110000")
    assert done.exit_code == 0, done.output
    assert [path.name for path in tmp_path.iterdir()] == ["我的 账"]
    found = open_ledger(root).ledger.registry
    assert (found.settings.name, found.settings.authority, found.settings.division) == (name, "某市数据局", "110000")
    assert (found.settings.sample, found.settings.approvers, len(found.catalogs)) == (False, (), 0)
    checked = ybz("-C", str(root), "check")
    assert checked.exit_code == 0, checked.output
    assert (root / ".gitignore").read_text() == "/.ybz/\n/site/\n"
    assert not (root / ".git").exists()


@pytest.mark.parametrize(
    "options", [["--division", "12"], ["--division", "１１００００"], ["--name", " "], ["--authority", "甲\n乙"]]
)
def test_wrong_values_make_nothing(tmp_path: Path, options: list[str]) -> None:
    assert ybz("init", str(tmp_path / "账"), *options).exit_code == 2
    assert not list(tmp_path.iterdir())


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("x")
    done = ybz("init", str(tmp_path))
    assert (done.exit_code, "不是空文件夹" in done.stderr) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["x.txt"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    assert ybz("init", str(tmp_path)).exit_code == 0
    assert (tmp_path / "catalogs/registry.yml").is_file()
    assert not list(tmp_path.glob(".ybz-init-*"))
    checked = ybz("-C", str(tmp_path), "fmt", "--check")
    assert checked.exit_code == 0, checked.output


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert ybz("init", str(tmp_path / "账")).exit_code == 2
    assert not list(tmp_path.iterdir())
