"""Pushes to a bare repository behind ``git http-backend``: taken or refused as said, told to the pusher, nothing harmed."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest

import http_backend
from ledgers import CATALOG, DEPARTMENT, OTHER, ROOT, git
from push_ledger import CASE, DEBT, POLICE, REGISTRY, SCHEMA, Clone, another, bare, clone, copied, push, refs
from yibenzhang.insight.gate import Pusher
from yibenzhang.insight.pushing import Push
from yibenzhang.model.push import Update
from yibenzhang.outputs import refusal
from yibenzhang.sources import gitpush

CLERK, LEAD, OFFICER, STRANGER = "mzj-clerk", "ysj-lead", "gaj-clerk", "guest"
NOT_TAKEN = "一本账没有接受这次推送，服务器上什么也没有变。"
NEW = "catalogs/民政局/养老护理员信息.yml"
RETIRED = "catalogs/民政局/retired/养老机构信息.yml"


class Server(NamedTuple):
    template: Path
    root: Path
    port: int


class Desk(NamedTuple):
    """A clone, and the server's repository it is pushed to."""

    clone: Clone
    server: Path
    port: int

    def push(self, who: str, *args: str) -> subprocess.CompletedProcess[str]:
        return push(self.clone.root, f"http://{who}:{who}@127.0.0.1:{self.port}/{self.server.name}", *args)

    def says(self, done: subprocess.CompletedProcess[str]) -> str:
        """What the server said, without git's own words around it."""
        lines = [line.removeprefix("remote: ").rstrip() for line in done.stderr.splitlines() if "remote:" in line[:8]]
        return "\n".join(lines)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("server")
    template = bare(folder)
    root = folder / "srv"
    root.mkdir()
    with http_backend.serve(root) as port:
        yield Server(template, root, port)


@pytest.fixture
def desk(server: Server, tmp_path: Path) -> Desk:
    return Desk(
        clone(server.template, tmp_path), copied(server.template, server.root / f"{tmp_path.name}.git"), server.port
    )


def good(c: Clone) -> None:
    c.swap(OTHER, "服务热线", "服务电话")
    c.commit()


def broken(c: Clone) -> None:
    c.swap(OTHER, "{name: 机构名称, type: C, length: 100", "{name: 机构名称, type: C length: 100")
    c.commit()


def elsewhere(c: Clone) -> None:
    c.swap(CASE, "  type: ", "  type:  ")
    c.commit()


def of_a_day_to_come(c: Clone) -> None:
    c.swap(OTHER, "服务热线", "服务电话")
    git(c.root, "commit", "-q", "-a", "-m", "改", when="@253402270000 +0800")
    c.commit("后面的日期是好的")


def there_and_back(c: Clone) -> None:
    text = (c.root / CASE).read_text(encoding="utf-8")
    elsewhere(c)
    c.put(CASE, text)
    c.commit()


def schema(c: Clone) -> None:
    c.put(SCHEMA, (ROOT / SCHEMA).read_text(encoding="utf-8").replace('"maxLength": 64', '"maxLength": 80'))
    c.commit()


def unusable_schema(c: Clone) -> None:
    c.put(SCHEMA, "{")
    c.commit()


def deleted(c: Clone) -> None:
    c.put(OTHER, None)
    c.commit()


def retired(c: Clone) -> None:
    c.swap(OTHER, "status: 在用", "status: 已下架\nretired: {date: 2026-02-01, reason: 职责已移交}")
    (c.root / RETIRED).parent.mkdir(exist_ok=True)
    c.git("mv", OTHER, RETIRED)
    c.commit()


def reused(c: Clone) -> None:
    c.put(NEW, another(800, "养老护理员信息"))
    c.commit()


def taken(c: Clone) -> None:
    c.put(NEW, another(8, "养老护理员信息"))
    c.commit()


def recoded(c: Clone) -> None:
    c.swap(OTHER, "307001/000008", "307001/000950")
    c.commit()


def amended(c: Clone) -> None:
    c.swap(OTHER, "服务热线", "服务电话")
    c.git("add", "-A")
    c.git("commit", "-q", "--amend", "-m", "改写")


def rewound(c: Clone) -> None:
    c.git("reset", "-q", "--hard", "HEAD~1")


def renamed(c: Clone) -> None:
    c.git("mv", "catalogs/公安局", "catalogs/公安分局")
    c.commit()


def many(c: Clone) -> None:
    for number in range(25):
        c.put(
            f"catalogs/民政局/养老服务{chr(0x4E00 + number)}信息.yml",
            another(100 + number, f"养老服务{chr(0x4E00 + number)}信息"),
        )
    c.commit()


def huge(c: Clone) -> None:
    c.put("catalogs/民政局/附件.bin", b"0123456789abcdef" * 70_000)
    c.commit()


def symlink(c: Clone) -> None:
    (c.root / "catalogs/民政局/链接.yml").symlink_to("/etc/passwd")
    c.commit()


def symlink_and_back(c: Clone) -> None:
    symlink(c)
    c.put("catalogs/民政局/链接.yml", None)
    c.commit()


def submodule(c: Clone) -> None:
    c.git("update-index", "--add", "--cacheinfo", f"160000,{c.git('rev-parse', 'HEAD')},catalogs/民政局/子账")
    c.git("commit", "-q", "-m", "子模块")


def executable(c: Clone) -> None:
    c.git("update-index", "--chmod=+x", OTHER)
    c.git("commit", "-q", "-m", "执行")


def merged(c: Clone) -> None:
    c.git("checkout", "-q", "-b", "养老")
    good(c)
    c.git("checkout", "-q", "main")
    c.git("merge", "-q", "--no-ff", "-m", "合入养老", "养老")


def backwards(c: Clone) -> None:
    c.git("checkout", "-q", "-b", "养老", "HEAD~1")
    c.swap(OTHER, "服务热线", "服务电话")
    c.commit()
    c.git("merge", "-q", "-m", "Merge branch 'main'", "main")
    c.git("checkout", "-q", "-B", "main", "养老")


def department(c: Clone) -> None:
    text = (ROOT / DEPARTMENT).read_text(encoding="utf-8").replace("slug: mzj", "slug: tjj").replace("307001", "399001")
    c.put("catalogs/统计局/department.yml", text.replace("207001", "299001").replace("name: 民政局", "name: 统计局"))
    c.commit()


def accounts(c: Clone) -> None:
    c.swap(DEPARTMENT, "maintainers: [mzj-clerk]", "maintainers: [mzj-clerk, guest]")
    c.commit()


def unreadable(c: Clone) -> None:
    c.put("catalogs/registry.yml", "name: [\n")
    c.commit()


def leaderless(c: Clone) -> None:
    c.put("catalogs/registry.yml", REGISTRY.replace("approvers: [ysj-lead]\n", ""))
    c.commit()


def workflow(c: Clone) -> None:
    c.put(".github/workflows/x.yml", "on: push\n")
    c.commit()


def debt_again(c: Clone) -> None:
    c.swap(OTHER, "服务热线", "服务电话")
    c.swap(DEBT, "name: [", "name: [ ")
    c.commit()


def replaced(c: Clone) -> None:
    c.git("replace", "-f", "HEAD", "HEAD~1")


def period(c: Clone) -> None:
    c.git("tag", "-a", "-m", "二月", "批次/2026-02")


def nothing(c: Clone) -> None:
    """The clone as it is."""


class Case(NamedTuple):
    """Who does what and pushes what; ``said``: what the pusher must read, or () when it is taken."""

    name: str
    who: str
    does: Callable[[Clone], None]
    said: tuple[str, ...] = ()
    refs: tuple[str, ...] = ("main",)


CASES = [
    Case("好的修改", CLERK, good),
    Case("YAML 写坏了", CLERK, broken, ("这次推送带来 1 个错误", f"{OTHER}:27:", "X906", "改法：")),
    Case("将来的日期", LEAD, of_a_day_to_come, ("提交时间是 9999-12-31", "比服务器的时间晚一天以上")),
    Case("别的部门", CLERK, elsewhere, ("公安局的目录不归您维护", CASE, "gaj-clerk")),
    Case("经办人改模式", CLERK, schema, ("目录规范要由审核人来改", SCHEMA, "ysj-lead")),
    Case("审核人改模式", LEAD, schema),
    Case("删除", CLERK, deleted, ("X907", "《养老机构信息》被删除了，没有下架")),
    Case("下架", CLERK, retired),
    Case("用过去的代码", CLERK, reused, ("X902", "307001/000800 以前用过")),
    Case("改代码", CLERK, recoded, ("X902", "由 307001/000008 改成了 307001/000950")),
    Case("强制推送", LEAD, amended, ("main 的历史只能往后加", "git pull --rebase"), ("+main",)),
    Case("删分支", LEAD, nothing, ("不能删除 main",), (":main",)),
    Case("审核人给部门改名", LEAD, renamed),
    Case("导入太多", CLERK, many, ("一次改了 25 个文件，最多 20 个",)),
    Case("大文件", LEAD, huge, ("文件太大：catalogs/民政局/附件.bin 有 1093 KiB，上限是 1024 KiB",)),
    Case("符号链接", CLERK, symlink, ("catalogs/ 下不能有符号链接", "链接.yml")),
    Case("不认识的人", STRANGER, good, ("您的账号：guest", "民政局的目录不归您维护")),
    Case("审核人合入", LEAD, merged),
    Case("旧的错误不挡路", CLERK, debt_again),
    Case("总设置写坏了", LEAD, unreadable, ("带来 1 个错误", "catalogs/registry.yml:2:1", "X906")),
    Case("推送到别的分支", CLERK, broken, (), ("main:refs/heads/mzj/草稿",)),
    Case("删别的分支", CLERK, nothing, (), (":草稿",)),
    Case("一次推送两个分支", CLERK, broken, ("X906",), ("main", "main:refs/heads/mzj/草稿")),
    Case("普通标签", CLERK, nothing, (), ("main:refs/tags/v1",)),
    Case("经办人打批次标签", CLERK, period, ("批次标签由审核人来打：ysj-lead",), ("refs/tags/批次/2026-02",)),
    Case("审核人打批次标签", LEAD, period, (), ("refs/tags/批次/2026-02",)),
    Case("删批次标签", LEAD, nothing, ("批次标签 批次/2026-01 已经公布，不能删除",), (":refs/tags/批次/2026-01",)),
    Case("替换对象", LEAD, replaced, ("只能推送分支和标签",), ("refs/replace/*",)),
    Case("只差大小写的分支", CLERK, nothing, ("只差大小写",), ("main:refs/heads/Main",)),
]  # fmt: skip
QUICK = [
    Case("别的部门改了又改回", CLERK, there_and_back, ("公安局的目录不归您维护",)),
    Case("审核人把模式改坏", LEAD, unusable_schema, ("schema/catalog.schema.json 不是可用的 JSON Schema",)),
    Case("经办人改工作流", CLERK, workflow, ("工具与流程要由审核人来改", ".github/workflows/x.yml")),
    Case("审核人删除", LEAD, deleted, ("X907",)),
    Case("用别人的代码", CLERK, taken, ("X901", "307001/000008 已被")),
    Case("退回旧版本", LEAD, rewound, ("main 的历史只能往后加",), ("+main",)),
    Case("合并方向反了", CLERK, backwards, ("合并的方向反了",)),
    Case("经办人给部门改名", OFFICER, renamed, ("要由审核人来改", "catalogs/公安分局/")),
    Case("审核人导入很多", LEAD, many),
    Case("提交过又删去的符号链接", LEAD, symlink_and_back, ("catalogs/ 下不能有符号链接", "git rebase")),
    Case("子模块", LEAD, submodule, ("catalogs/ 下不能有子模块",)),
    Case("可执行文件", CLERK, executable, ("catalogs/ 下不能有可执行文件", "--chmod=-x")),
    Case("经办人建部门", CLERK, department, ("要由审核人来改", "catalogs/统计局/department.yml")),
    Case("审核人建部门", LEAD, department),
    Case("经办人加账号", CLERK, accounts, ("维护账号、审核账号", "要由审核人来改")),
    Case("没有审核人了", LEAD, leaderless, ("approvers 不能清空",)),
]  # fmt: skip
"""The finer points, decided without a push: the commits are there, nobody has let them in."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_push_is_taken_or_refused(desk: Desk, case: Case) -> None:
    before = refs(desk.server)
    case.does(desk.clone)
    done = desk.push(case.who, *case.refs)
    said = desk.says(done)
    if case.said:
        assert done.returncode == 1, said
        assert said.startswith(NOT_TAKEN)
        assert all(part in said for part in case.said), said
        assert refs(desk.server) == before
    else:
        assert (done.returncode, said) == (0, "")
        assert refs(desk.server) != before
    assert "Traceback" not in done.stderr
    unharmed(desk.server)


@pytest.mark.parametrize("case", QUICK, ids=lambda case: case.name)
def test_what_the_gate_decides(desk: Desk, case: Case) -> None:
    case.does(desk.clone)
    git(desk.server, "fetch", "-q", str(desk.clone.root), "HEAD")
    update = Update(git(desk.server, "rev-parse", "main"), desk.clone.git("rev-parse", "HEAD"), "refs/heads/main")
    refusals = Push(gitpush.at(desk.server), None, Pusher(case.who)).refusals([update])
    said = refusal.text(refusals, case.who)
    assert bool(refusals) is bool(case.said), said
    assert all(part in said for part in case.said), said


def unharmed(server: Path) -> None:
    git(server, "fsck", "--strict", "--no-dangling")
    assert not list((server / "objects").glob("*incoming*"))


def test_of_two_pushes_at_once_one_is_taken(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Desk(clone(desk.server, tmp_path / "other"), desk.server, desk.port)
    good(desk.clone)
    other.clone.swap(CASE, "  type: ", "  type:  ")
    other.clone.commit()
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.submit(desk.push, CLERK, "main"), pool.submit(other.push, OFFICER, "main")
    codes = (first.result().returncode, second.result().returncode)
    assert sorted(codes) == [0, 1]
    winner = desk if codes[0] == 0 else other
    assert git(desk.server, "rev-parse", "main") == winner.clone.git("rev-parse", "HEAD")
    unharmed(desk.server)


def test_a_hook_that_is_killed_lets_nothing_in(desk: Desk) -> None:
    before = refs(desk.server)
    good(desk.clone)
    killed = threading.Event()
    watcher = threading.Thread(target=_kill_hook, args=(desk.server, killed), daemon=True)
    watcher.start()
    done = desk.push(CLERK, "main")
    watcher.join()
    assert killed.is_set()
    assert done.returncode == 1
    assert "pre-receive hook declined" in done.stderr
    assert refs(desk.server) == before
    unharmed(desk.server)
    assert desk.push(CLERK, "main").returncode == 0


def _kill_hook(server: Path, killed: threading.Event) -> None:
    """Kill -9 the one process that runs the hook in this repository."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        for process in Path("/proc").glob("[0-9]*"):
            try:
                words = (process / "cmdline").read_bytes().split(b"\0")
                if b"pre-receive" in words and b"yibenzhang" in words and (process / "cwd").resolve() == server:
                    os.kill(int(process.name), signal.SIGKILL)
                    killed.set()
                    return
            except (OSError, ProcessLookupError):
                continue
        time.sleep(0.01)


def test_a_ledger_nobody_can_read_takes_no_push(desk: Desk) -> None:
    unreadable(desk.clone)
    git(desk.clone.root, "push", "-q", str(desk.server), "main:refs/heads/x")
    git(desk.server, "update-ref", "refs/heads/main", "refs/heads/x")
    before = refs(desk.server)
    desk.clone.put("catalogs/registry.yml", REGISTRY)
    desk.clone.commit()
    done = desk.push(LEAD, "main")
    assert done.returncode == 1
    assert desk.says(done) == (
        "一本账没有接受这次推送：main 现在的 catalogs/registry.yml 读不出来，不知道谁有权推送。"
        "请管理员在服务器上先把它改好。服务器上什么也没有变；再推送一次还不行，请把这句话告诉管理员。"
    )
    assert refs(desk.server) == before


def test_a_server_without_the_program_takes_no_push(desk: Desk) -> None:
    hook = desk.server / "hooks/pre-receive"
    hook.write_text(hook.read_text(encoding="utf-8").replace("python=", "python=/nowhere"), encoding="utf-8")
    good(desk.clone)
    done = desk.push(CLERK, "main")
    assert done.returncode == 1
    assert "服务器上的检查程序不在了" in desk.says(done)


def test_the_first_push_names_its_approver(server: Server, desk: Desk) -> None:
    empty = server.root / f"{desk.server.name}-empty.git"
    git(server.root, "init", "-q", "--bare", "-b", "main", str(empty))
    (empty / "hooks").mkdir(exist_ok=True)
    (empty / "hooks/pre-receive").write_bytes((server.template / "hooks/pre-receive").read_bytes())
    (empty / "hooks/pre-receive").chmod(0o755)
    first = Desk(desk.clone, empty, desk.port)
    done = first.push(LEAD, "main")
    assert "这次推送带来 1 个错误" in first.says(done)
    desk.clone.put(DEBT, None)
    desk.clone.commit()
    done = first.push(CLERK, "main")
    assert "第一次推送要由审核人来做" in first.says(done)
    assert first.push(LEAD, "main").returncode == 0
    assert POLICE in desk.clone.git("-c", "core.quotepath=off", "ls-tree", "-r", "--name-only", "HEAD")
    assert git(empty, "rev-parse", "main") == desk.clone.git("rev-parse", "HEAD")
    assert CATALOG in git(empty, "-c", "core.quotepath=off", "ls-tree", "-r", "--name-only", "main")
