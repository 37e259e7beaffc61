"""Many files written as one: whatever stops it, nothing is half-written."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from ledgers import CATALOG, DEPARTMENT, small, write
from yibenzhang.cli.desk import desk
from yibenzhang.cli.staging import Staging

FIRST, LAST = "catalogs/民政局/一.yml", "catalogs/民政局/retired/二.yml"
TEXTS = {FIRST: b"a: 1\n", CATALOG: b"b: 2\n", LAST: b"c: 3\n", DEPARTMENT: None}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "账", small())


@pytest.fixture(autouse=True)
def interruptible() -> Iterator[None]:
    """Tests may run where Ctrl+C is left to another process."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def everything(root: Path) -> dict[str, bytes | None]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else None
        for path in root.rglob("*")
        if ".git" not in path.parts
    }


def test_all_is_written(root: Path) -> None:
    Staging(desk(root)).write(TEXTS)
    now = everything(root)
    assert (now[FIRST], now[CATALOG], now[LAST]) == (b"a: 1\n", b"b: 2\n", b"c: 3\n")
    assert DEPARTMENT not in now
    assert not [path for path in now if path.endswith(".tmp")]


@pytest.mark.parametrize("name", [FIRST, CATALOG, LAST])
def test_a_rename_that_fails_takes_all_back(root: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    before, renames = everything(root), Path.replace

    def replace(self: Path, target: Path) -> Path:
        if Path(target) == root / name:
            raise PermissionError(13, "Permission denied")
        return renames(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(click.ClickException, match="没有写成，账没有改动"):
        Staging(desk(root)).write(TEXTS)
    assert everything(root) == before


def test_a_file_that_cannot_be_taken_away_takes_all_back(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, unlink = everything(root), Path.unlink

    def kept(self: Path, missing_ok: bool = False) -> None:
        if self == root / DEPARTMENT:
            raise PermissionError(13, "Permission denied")
        unlink(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", kept)
    with pytest.raises(click.ClickException, match="没有写成，账没有改动"):
        Staging(desk(root)).write(TEXTS)
    assert everything(root) == before


def test_interrupted_before_the_renames_nothing_is_written(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, files = everything(root), Staging(desk(root))
    stage = files._stage

    def interrupted(path: str, data: bytes) -> Path:
        if path == LAST:
            os.kill(os.getpid(), signal.SIGINT)
        return stage(path, data)

    monkeypatch.setattr(files, "_stage", interrupted)
    with pytest.raises(KeyboardInterrupt):
        files.write(TEXTS)
    assert everything(root) == before


def test_interrupted_among_the_renames_all_is_written(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    renames = Path.replace

    def replace(self: Path, target: Path) -> Path:
        os.kill(os.getpid(), signal.SIGINT)
        return renames(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(KeyboardInterrupt):
        Staging(desk(root)).write(TEXTS)
    now = everything(root)
    assert (now[FIRST], now[CATALOG], now[LAST]) == (b"a: 1\n", b"b: 2\n", b"c: 3\n")
    assert DEPARTMENT not in now
    assert not [path for path in now if path.endswith(".tmp")]
