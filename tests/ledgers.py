"""Small ledgers for tests: as trees in memory, as folders, as git repositories."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from yibenzhang.model.workdays import Workdays
from yibenzhang.outputs.demo import history
from yibenzhang.sources import git_import, ledger
from yibenzhang.sources.ledger import Ledger
from yibenzhang.sources.schema import default_schemas
from yibenzhang.sources.tree import Tree

ROOT = Path(__file__).resolve().parents[1]
DEPARTMENT = "catalogs/民政局/department.yml"
CATALOG = "catalogs/民政局/临时救助对象名单.yml"
OTHER = "catalogs/民政局/养老机构信息.yml"


def sample(*paths: str) -> dict[str, bytes]:
    """Files of the sample ledger, registry.yml always among them."""
    return {path: (ROOT / path).read_bytes() for path in ("catalogs/registry.yml", *paths)}


def small() -> dict[str, bytes]:
    """One department with two catalogs, and what they miss of the rest of the sample not counted."""
    quiet = "policy:\n  severities: {D601: off, X903: off}\n"
    registry = f"name: 测试一本账\nauthority: 营商环境建设监督局\ndivision: '232700'\n{quiet}"
    return {**sample(DEPARTMENT, CATALOG, OTHER), "catalogs/registry.yml": registry.encode()}


def read(files: Mapping[str, bytes]) -> Ledger:
    return ledger.read(Tree(dict(sorted(files.items()))))


def write(root: Path, files: Mapping[str, bytes]) -> Path:
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


def git(
    root: Path,
    *args: str,
    when: str = "2026-01-10T12:00:00+08:00",
    stdin: bytes | None = None,
    more: Mapping[str, str] | None = None,
) -> str:
    """Run git as nobody in particular, at a fixed time, with no one's settings; ``more``: variables it is given."""
    who = {"NAME": "某人", "EMAIL": "someone@example.org", "DATE": when}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    own = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in who.items()}
    done = subprocess.run(
        ["git", "-c", "protocol.file.allow=always", *args],
        cwd=root,
        env={**kept, **own, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, **(more or {})},
        input=stdin,
        check=True,
        capture_output=True,
    )
    return done.stdout.decode("utf-8", "replace").strip()


def commit(root: Path, when: str = "2026-01-10T12:00:00+08:00", message: str = "x") -> str:
    """Commit everything in ``root``, in a repository made when there is none; returns the id."""
    if not (root / ".git").exists():
        git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", message, when=when)
    return git(root, "rev-parse", "HEAD")


def demo_history(
    folder: Path, catalogs: int = 60, departments: int = 6, commits: int = 300, seed: int = 1, items: int = 25
) -> str:
    """Make ``folder`` a made-up ledger with a history (``ybz demo``); returns the head."""
    folder.mkdir(parents=True, exist_ok=True)
    workdays = Workdays.of(default_schemas().workdays)
    return git_import.load(folder, history.stream(catalogs, departments, commits, seed, workdays, items))
