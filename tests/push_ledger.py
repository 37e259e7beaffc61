"""A ledger on a server, for pushes: two departments, an approver, an old debt, a code that was used and is gone."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

from ledgers import CATALOG, DEPARTMENT, OTHER, ROOT, commit, git, sample, write
from yibenzhang.cli.hooking import install_hook
from yibenzhang.sources import gitpush

POLICE = "catalogs/公安局/department.yml"
CASE = "catalogs/公安局/未成年人犯罪记录封存信息.yml"
DEBT = "catalogs/民政局/欠账.yml"
GONE = "catalogs/民政局/旧名单.yml"
SCHEMA = "schema/catalog.schema.json"
REGISTRY = """name: 测试一本账
authority: 营商环境建设监督局
division: '232700'
approvers: [ysj-lead]
policy:
  severities: {D601: off, X903: off, N107: off}
limits: {push_files: 20}
"""


def another(number: int, name: str, base: str = OTHER) -> bytes:
    """A catalog of 民政局 like another one, with a code and a name of its own."""
    text = (ROOT / base).read_text(encoding="utf-8")
    _, _, rest = text.partition("\nkind:")
    return f"code: 307001/{number:06d}\nname: {name}\nkind:{rest}".encode()


def files() -> dict[str, bytes]:
    """The ledger as it is before every push."""
    return {
        **sample(DEPARTMENT, CATALOG, OTHER, POLICE, CASE),
        "catalogs/registry.yml": REGISTRY.encode(),
        DEBT: b"code: 307001/000900\nname: [\n",
    }


class Clone(NamedTuple):
    """What a clerk has on his disk."""

    root: Path

    def put(self, path: str, data: bytes | str | None) -> None:
        """Write a file, or delete it."""
        if data is None:
            (self.root / path).unlink()
        else:
            write(self.root, {path: data.encode() if isinstance(data, str) else data})

    def swap(self, path: str, old: str, new: str) -> None:
        """Change words of a file."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        self.put(path, text.replace(old, new))

    def commit(self, message: str = "改") -> str:
        return commit(self.root, "2026-02-01T12:00:00+08:00", message)

    def git(self, *args: str) -> str:
        return git(self.root, *args)


def bare(folder: Path) -> Path:
    """The server's repository, with its hook; for tests to copy."""
    work = folder / "origin"
    write(work, {**files(), GONE: another(800, "旧名单")})
    commit(work, "2026-01-05T12:00:00+08:00", "建账")
    (work / GONE).unlink()
    commit(work, "2026-01-06T12:00:00+08:00", "删去")
    git(work, "tag", "批次/2026-01")
    git(work, "branch", "草稿")
    template = folder / "template.git"
    git(folder, "clone", "-q", "--bare", str(work), str(template))
    git(template, "config", "http.receivepack", "true")
    install_hook(gitpush.place(template), (), chain=False)
    return template


def clone(template: Path, folder: Path) -> Clone:
    """A clone to work in."""
    git(folder, "clone", "-q", str(template), "work")
    return Clone(folder / "work")


def push(root: Path, url: str, *args: str) -> subprocess.CompletedProcess[str]:
    """``git push`` as people run it; never asks for a password."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_TERMINAL_PROMPT": "0"}
    return subprocess.run(
        ["git", "push", url, *args], cwd=root, env={**kept, **own}, capture_output=True, text=True, check=False
    )


def refs(root: Path) -> str:
    """Every ref with its id."""
    return git(root, "for-each-ref", "--format=%(refname) %(objectname)")


def copied(template: Path, target: Path) -> Path:
    """A repository of its own, as the template is."""
    return Path(shutil.copytree(template, target))
