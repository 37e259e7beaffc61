"""A small ledger with a past, commit by commit, in which every kind of change occurs. Read only: tests share it."""

from __future__ import annotations

from pathlib import Path

from ledgers import commit, git, write

REGISTRY = b"name: \xe6\xb5\x8b\xe8\xaf\x95\xe4\xb8\x80\xe6\x9c\xac\xe8\xb4\xa6\nauthority: \xe8\x90\xa5\xe5\x95\x86\xe5\xb1\x80\ndivision: '232700'\nsample: true\n"
AID = "catalogs/民政局/临时救助名单.yml"
ROSTER = "catalogs/民政局/救助对象名单.yml"
HOMES = "catalogs/民政局/养老机构信息.yml"
CARE = "catalogs/医保局/救助对象名单.yml"


def catalog(
    code: str, name: str, *lines: str, item: str = "证件号", length: int = 18, share: str = "无条件共享"
) -> bytes:
    """A catalog; ``lines`` are added at its end."""
    rows = [
        f"code: {code}",
        f"name: {name}",
        "summary: 全区正在享受救助的对象的原始明细，按月更新。",
        f"share: {{type: {share}, methods: [信息查询接口]}}",
        "items:",
        "  - {name: 姓名, type: C, length: 50}",
        f"  - {{name: {item}, type: C, length: {length}}}",
        *lines,
        "",
    ]
    return "\n".join(rows).encode()


def build(root: Path) -> Path:
    """Make the repository; the tags are 批次/2026-01 (annotated) and 批次/2026-02, HEAD is clean."""

    def on(day: str, message: str) -> str:
        return commit(root, f"2026-{day}T10:00:00+08:00", message)

    write(root, {"catalogs/registry.yml": REGISTRY, AID: catalog("307001/000001", "临时救助名单")})
    write(root, {HOMES: catalog("307001/000002", "养老机构信息", "status: 在用", item="机构名称")})
    on("01-05", "建账")
    _merge(root)
    git(root, "tag", "-a", "-m", "第一批", "批次/2026-01", when="2026-01-31T10:00:00+08:00")
    (root / AID).unlink()
    write(root, {ROSTER: catalog("307001/000001", "救助对象名单", item="公民身份号码", share="有条件共享")})
    on(
        "02-03",
        "改名\n\nSubmitted-at: 2026-02-02T09:00:00+08:00\nSubmitted-by: 赵敏\nReviewed-by: 李雷 <l@x>\nReview: #13",
    )
    write(root, {HOMES: b"code: 307001/000002\nname: [\n"})
    on("02-10", "写坏了")
    write(root, {HOMES: catalog("307001/000002", "养老机构信息", "status: 在用", item="机构名称", length=40)})
    on("02-12", "改好")
    git(root, "tag", "批次/2026-02")
    note = "retired: {date: '2026-03-01', reason: 职责移交, replaced_by: 309001/000001}"
    roster = {"item": "公民身份号码", "share": "有条件共享"}
    write(
        root,
        {
            ROSTER: catalog("307001/000001", "救助对象名单", "status: 已下架", note, **roster),
            CARE: catalog("309001/000001", "救助对象名单", "related: [307001/000001]", **roster),
        },
    )
    on("03-01", "移交医保局")
    write(root, {"README.md": b"x\n"})
    on("03-02", "只改说明")
    write(root, {"catalogs/民政局/短信.yml": catalog("307001/000003", '"=1+1|<b>x</b>"', "keywords: ['=cmd|x']")})
    git(root, "add", "-A")
    hostile = "--author=script\u202e\x1b[31m& <e@x>"
    git(root, "commit", "-q", hostile, "-m", "坏\x1b[31m\u202e<i>@all #1</i>", when="2026-03-03T10:00:00+08:00")
    (root / "catalogs/民政局/短信.yml").unlink()
    on("03-04", "删掉")
    homes = catalog(
        "307001/000002",
        "养老机构信息",
        "status: 已下架",
        "retired: {date: '2026-03-05', reason: 不再采集}",
        item="机构名称",
        length=40,
    )
    write(root, {HOMES: homes})
    on("03-05", "下架")
    return root


def _merge(root: Path) -> None:
    """A pull request: 王芳 on the 16th, merged on the 20th."""
    git(root, "checkout", "-q", "-b", "share")
    write(root, {AID: catalog("307001/000001", "临时救助名单", share="有条件共享")})
    git(root, "add", "-A")
    author = ("--author=王芳 <w@x>", "--date=2026-01-16T10:00:00+08:00")
    git(root, "commit", "-q", "-m", "收紧共享", *author, when="2026-01-16T10:00:00+08:00")
    git(root, "checkout", "-q", "main")
    message = "Merge pull request #12 from x/share\n\n收紧共享"
    git(root, "merge", "-q", "--no-ff", "-m", message, "share", when="2026-01-20T10:00:00+08:00")
    git(root, "branch", "-q", "-D", "share")
