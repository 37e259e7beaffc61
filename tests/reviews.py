"""A ledger of a few departments and pull requests to it, as branches that are never checked out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path

from ledgers import ROOT, git, write
from yibenzhang.insight.review import Review, review
from yibenzhang.sources.git import Repository
from yibenzhang.sources.store import Store

HOME, OTHER, INSURERS = "catalogs/民政局", "catalogs/公安局", "catalogs/医疗保障局"
OFFICE = "catalogs/营商环境建设监督局"
DIBAO = f"{HOME}/城乡居民最低生活保障人员名单.yml"
RELIEF = f"{HOME}/临时救助对象名单.yml"
HOMES = f"{HOME}/养老机构信息.yml"
TOMB = f"{HOME}/retired/福利企业资格信息.yml"
PERMIT = f"{OTHER}/居住证信息.yml"
DEMAND = f"{INSURERS}/demands/2026-001.yml"
REGISTRY = "catalogs/registry.yml"
ALLOWANCE = "catalogs/民政局/高龄津贴发放信息.yml"
_FILES = (
    DIBAO, RELIEF, HOMES, TOMB, PERMIT, DEMAND, f"{HOME}/department.yml", f"{OTHER}/department.yml",
    f"{INSURERS}/department.yml", f"{OFFICE}/department.yml", f"{OFFICE}/demands/2026-001.yml", "catalogs/base-items/城乡低保.yml", "catalogs/base-items/临时救助.yml",
)  # fmt: skip
SETTINGS = """\
name: 测试一本账
authority: 地区营商环境建设监督局
division: "232700"
host: {kind: github, url: https://git.example.cn/dxal/yibenzhang, branch: main}
base_url: https://data.example.cn/yibenzhang/
approvers: [ysj-lead]
"""
Files = Mapping[str, bytes | None]


@cache
def sample(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def edited(path: str, *pairs: tuple[str, str]) -> bytes:
    """A file of the ledger with some words changed."""
    text = SETTINGS if path == REGISTRY else sample(path)
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text.encode()


def build(root: Path, top: Path | None = None) -> Path:
    """The line ``main``, one commit long.

    ``top``: of the repository, where that is not the ledger's own.
    """
    top = top or root
    write(root, {path: sample(path).encode() for path in _FILES} | {REGISTRY: SETTINGS.encode()})
    git(top, "init", "-q", "-b", "main")
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", "建账", when="2026-09-01T09:00:00+08:00")
    return root


def branch(
    root: Path,
    name: str,
    files: Files,
    *,
    base: str = "main",
    message: str = "修改目录",
    when: str = "2026-09-28T10:00:00+08:00",
) -> str:
    """Commit files (None: taken away) on top of ``base`` without a checkout; returns the id."""
    moment = int(datetime.fromisoformat(when).timestamp())
    person = f"某人 <someone@example.org> {moment} +0800"
    parent = git(root, "rev-parse", base)
    lines = [
        f"commit refs/heads/{name}\nauthor {person}\ncommitter {person}\n".encode(),
        _data(message.encode()),
        f"from {parent}\n".encode(),
    ]
    for path, data in files.items():
        quoted = '"' + path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
        lines += [f"D {quoted}\n".encode()] if data is None else [f"M 100644 inline {quoted}\n".encode(), _data(data)]
    git(root, "fast-import", "--quiet", "--force", stdin=b"".join(lines))
    return git(root, "rev-parse", f"refs/heads/{name}")


def _data(content: bytes) -> bytes:
    return b"data %d\n%b\n" % (len(content), content)


def reviewed(
    root: Path, head: str, actor: str | None = "mzj-clerk", on: str = "2026-09-29", base: str = "main"
) -> Review:
    repository = Repository.find(root)
    assert repository is not None
    return review(
        repository, Store(root), repository.commit(base), repository.commit(head), actor, date.fromisoformat(on)
    )


def rules(found: Review) -> list[str]:
    return [finding.rule for finding in found.findings]
