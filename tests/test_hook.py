"""``ybz hook``: what is written into a repository, who pushes, and that whatever goes wrong lets nothing in."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ledgers import OTHER, commit, git, write
from push_ledger import Clone, another, bare, clone
from yibenzhang.cli import main
from yibenzhang.cli.hook import pusher
from yibenzhang.cli.hooking import script
from yibenzhang.insight.bringing import odd
from yibenzhang.insight.gate import Pusher
from yibenzhang.insight.pushing import Push, updates
from yibenzhang.model.findings import Finding, Severity
from yibenzhang.model.push import Refusal, Update
from yibenzhang.outputs import refusal
from yibenzhang.sources import gitpush
from yibenzhang.sources.git import Entry, RevisionError
from yibenzhang.sources.store import Store

ZERO = "0" * 40


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bare(tmp_path_factory.mktemp("server"))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "账.git")
    return tmp_path / "账.git"


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, ["hook", *map(str, args)])


def test_installing_writes_an_executable_hook_once(empty: Path) -> None:
    first = run("install", empty)
    hook = empty / "hooks/pre-receive"
    assert first.exit_code == 0, first.output
    assert first.output.splitlines()[0] == f"已装上：{hook}"
    assert "第一次推送要由审核人来做" in first.output
    assert os.access(hook, os.X_OK)
    text = hook.read_text(encoding="utf-8")
    assert f"python={sys.executable}\n" in text
    assert run("install", empty).output.startswith("已经装好，没有变化")
    assert hook.read_text(encoding="utf-8") == text
    assert run("install", empty, "--branch", "trunk", "--branch", "a b").output.startswith("已更新")
    assert "pre-receive --branch trunk --branch 'a b'" in hook.read_text(encoding="utf-8")


def test_installing_reads_the_ledger(template: Path) -> None:
    done = run("install", template)
    assert done.output.splitlines()[-2:] == ["受保护的分支：main", "已读入 4 份目录，以后每次推送只读有变化的。"]
    assert {path.name for path in (template / ".ybz").iterdir()} >= {"cache.sqlite3"}


def test_another_hook_is_left_alone_or_run_first(empty: Path) -> None:
    hook = empty / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text('#!/bin/sh\necho 先看 >&2; read a b c; test "$c" = refs/heads/x\n', encoding="utf-8")
    hook.chmod(0o755)
    refused = run("install", empty)
    assert refused.exit_code == 1
    assert "已有别的检查，没有动它" in refused.output
    assert "先看" in hook.read_text(encoding="utf-8")
    assert run("install", empty, "--chain").exit_code == 0
    assert run("install", empty).output.startswith("已经装好")
    for ref, code in (("refs/heads/main", 1), ("refs/heads/x", 0)):
        done = called(empty, f"{ZERO} {'1' * 40} {ref}\n")
        assert (done.returncode, done.stderr) == (code, "先看\n"), ref


def test_hooks_lie_where_git_looks_for_them(empty: Path, tmp_path: Path) -> None:
    git(empty, "config", "core.hooksPath", str(tmp_path / "shared"))
    done = run("install", empty)
    assert (tmp_path / "shared/pre-receive").is_file()
    assert "core.hooksPath 指向仓库以外" in done.output


def test_no_repository_no_hook(tmp_path: Path) -> None:
    done = run("install", tmp_path)
    assert done.exit_code == 2
    assert "不是 git 仓库" in done.output


def called(folder: Path, lines: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The hook, as git calls it."""
    own = {"GIT_DIR": ".", "REMOTE_USER": "mzj-clerk", **environment}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(
        [folder / "hooks/pre-receive"], cwd=folder, env={**kept, **own}, input=lines, capture_output=True, text=True, check=False
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("???\n", "git 传来的内容看不懂"),
        (f"{'1' * 40} {'2' * 40} refs/heads/main\n", "没有找到版本"),
    ],
)
def test_what_goes_wrong_lets_nothing_in(template: Path, lines: str, said: str) -> None:
    done = called(template, lines)
    assert done.returncode == 1
    assert done.stderr.startswith("一本账没有接受这次推送：")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_any_fault_of_the_program_lets_nothing_in(template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise MemoryError("\x1b[31m坏")

    monkeypatch.setattr(Push, "refusals", broken)
    monkeypatch.setenv("GIT_DIR", str(template))
    done = CliRunner().invoke(main, ["hook", "pre-receive"], input="")
    assert done.exit_code == 1
    assert "检查程序出错（MemoryError：\\u001b[31m坏）" in done.output


def test_without_git_calling_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GIT_DIR", raising=False)
    done = CliRunner().invoke(main, ["hook", "pre-receive"], input="")
    assert done.exit_code == 1
    assert "由 git 在收到推送时调用" in done.output


def test_a_cache_that_cannot_be_written_is_done_without(template: Path, tmp_path: Path) -> None:
    (tmp_path / "账.git").mkdir()
    folder = tmp_path / "copy.git"
    git(tmp_path, "clone", "-q", "--bare", str(template), str(folder))
    (folder / ".ybz").write_text("在路上", encoding="utf-8")
    work = changed(folder, tmp_path)
    assert decided(folder, work, Store(folder)) == []


def changed(folder: Path, around: Path) -> Clone:
    (around / "w").mkdir()
    work = clone(folder, around / "w")
    work.swap(OTHER, "服务热线", "服务电话")
    work.commit()
    git(folder, "fetch", "-q", str(work.root), "HEAD")
    return work


def decided(folder: Path, work: Clone, store: Store | None = None, *branches: str) -> list[Refusal]:
    update = Update(git(folder, "rev-parse", "main"), work.git("rev-parse", "HEAD"), "refs/heads/main")
    return Push(gitpush.at(folder), store, Pusher("mzj-clerk"), branches).refusals([update])


@pytest.mark.parametrize(
    ("environment", "account"),
    [
        ({"GL_USER": "a", "REMOTE_USER": "b"}, "a"),
        ({"REMOTE_USER": "b", "GATEWAY_INTERFACE": "CGI/1.1"}, "b"),
        ({"GATEWAY_INTERFACE": "CGI/1.1"}, ""),
        ({"REQUEST_METHOD": "POST", "USER": "a", "LOGNAME": "a"}, ""),
    ],
)
def test_who_pushes(environment: dict[str, str], account: str) -> None:
    assert pusher(environment) == account


def test_without_a_server_the_unix_user_pushes() -> None:
    import pwd

    assert pusher({"USER": "ysj-lead"}) == pwd.getpwuid(os.geteuid()).pw_name


def test_the_ledger_says_which_branch_it_lives_on(template: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy.git"
    git(tmp_path, "clone", "-q", "--bare", str(template), str(folder))
    repository = gitpush.at(folder)
    assert Push(repository, None, Pusher("")).protected == ("refs/heads/main",)
    assert Push(repository, None, Pusher(""), ("a",)).protected == ("refs/heads/a",)
    git(folder, "symbolic-ref", "HEAD", "refs/heads/master")
    assert Push(repository, None, Pusher("")).protected == ("refs/heads/main", "refs/heads/master")


def test_a_name_that_only_stands_for_the_branch_is_the_branch(template: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy.git"
    git(tmp_path, "clone", "-q", "--bare", str(template), str(folder))
    git(folder, "symbolic-ref", "refs/heads/now", "refs/heads/main")
    update = Update(git(folder, "rev-parse", "main"), "", "refs/heads/now")
    (refused,) = Push(gitpush.at(folder), None, Pusher("ysj-lead")).refusals([update])
    assert refused.reasons == ("不能删除 now：一本账就在这个分支上",)


def test_a_large_push_is_for_approvers(template: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy.git"
    git(tmp_path, "clone", "-q", "--bare", str(template), str(folder))
    work = changed(folder, tmp_path)
    update = Update(git(folder, "rev-parse", "main"), work.git("rev-parse", "HEAD"), "refs/heads/main")
    size = 51 << 20
    (refused,) = Push(gitpush.at(folder), None, Pusher("mzj-clerk", size)).refusals([update])
    assert refused.reasons == ("一次推送了 51 MiB，最多 50 MiB（limits.push_mb）",)
    assert Push(gitpush.at(folder), None, Pusher("YSJ-Lead", size)).refusals([update]) == []


def test_a_new_catalog_is_taken(template: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy.git"
    git(tmp_path, "clone", "-q", "--bare", str(template), str(folder))
    work = changed(folder, tmp_path)
    work.put("catalogs/民政局/养老护理员信息.yml", another(951, "养老护理员信息"))
    work.commit()
    git(folder, "fetch", "-q", str(work.root), "HEAD")
    assert decided(folder, work, Store(folder)) == []


def test_an_old_date_revives_no_waiver(template: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy.git"
    git(tmp_path, "clone", "-q", "--bare", str(template), str(folder))
    (tmp_path / "w").mkdir()
    work = clone(folder, tmp_path / "w")
    waiver = "waivers:\n  - {rule: S309, code: 307001/000008, reason: 试, until: 2025-12-31}\n"
    work.put("catalogs/registry.yml", (work.root / "catalogs/registry.yml").read_bytes() + waiver.encode())
    work.commit()
    git(folder, "fetch", "-q", str(work.root), "HEAD:main", "--update-head-ok")
    work.swap(OTHER, "  methods: [批量库表交换, 文件下载交换]\n", "")
    git(work.root, "add", "-A")
    git(work.root, "commit", "-q", "-m", "旧", when="2025-06-01T12:00:00+08:00")
    git(folder, "fetch", "-q", str(work.root), "HEAD")
    (refused,) = decided(folder, work)
    assert [finding.rule for finding in refused.findings] == ["S309"]


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2026-01-31T12:00:00+08:00", ()),
        ("2026-01-31T03:59:59+00:00", ("{} 的提交时间是 2026-02-01 12:00，比服务器的时间晚一天以上：",)),
    ],
)
def test_a_clock_may_be_a_day_ahead(template: Path, tmp_path: Path, now: str, said: tuple[str, ...]) -> None:
    folder = tmp_path / "copy.git"
    git(tmp_path, "clone", "-q", "--bare", str(template), str(folder))
    work = changed(folder, tmp_path)
    head, pusher = work.git("rev-parse", "HEAD"), Pusher("ysj-lead", now=datetime.fromisoformat(now))
    for old, branches in ((git(folder, "rev-parse", "main"), ()), ("", ("new",))):
        update = Update(old, head, f"refs/heads/{branches[0] if branches else 'main'}")
        refusals = Push(gitpush.at(folder), None, pusher, branches).refusals([update])
        reasons = [reason for refusal in refusals for reason in refusal.reasons if "晚一天" in reason]
        assert len(reasons) == len(said)
        assert all(part.format(head[:7] if old else "") in reasons[0] for part in said)


def test_git_looks_at_what_it_receives(empty: Path) -> None:
    said = "已打开 git 自己的检查：receive.fsckObjects=true"
    assert said in run("install", empty).output
    assert git(empty, "config", "--local", "receive.fsckObjects") == "true"
    assert said not in run("install", empty).output
    git(empty, "config", "receive.fsckObjects", "false")
    assert said not in run("install", empty).output
    assert git(empty, "config", "receive.fsckObjects") == "false"


@pytest.mark.parametrize("branches", [(), ("--branch", "main")])
def test_a_ledger_in_a_folder_is_not_looked_after(empty: Path, tmp_path: Path, branches: tuple[str, ...]) -> None:
    write(tmp_path / "w", {"资料/账/catalogs/registry.yml": b"name: x\n", "资料/x.yml": b""})
    commit(tmp_path / "w")
    git(tmp_path / "w", "push", "-q", str(empty), "main")
    done = run("install", empty, *branches)
    assert done.exit_code == 1
    assert "没有装：main 上的账在 资料/账/ 里，检查只认仓库最上层的 catalogs/registry.yml" in done.output
    assert not (empty / "hooks/pre-receive").exists()
    assert git(empty, "config", "--default", "", "receive.fsckObjects") == ""
    (tmp_path / "w/资料/账/catalogs/registry.yml").unlink()
    commit(tmp_path / "w")
    git(tmp_path / "w", "push", "-q", str(empty), "main")
    assert run("install", empty, *branches).exit_code == 0


def test_what_git_writes_to_a_hook_is_read() -> None:
    lines = [
        f"{ZERO} {'1' * 40} refs/heads/分 支\n".encode(),
        f"{'1' * 64} {'0' * 64} refs/tags/\xff\n".encode("latin-1"),
    ]
    first, second = updates(lines)
    assert first == Update("", "1" * 40, "refs/heads/分 支")
    assert second == Update("1" * 64, "", "refs/tags/\udcff")
    with pytest.raises(RevisionError):
        list(updates([b"main main refs/heads/main\n"]))


def test_what_is_no_plain_file_is_named() -> None:
    entries = [Entry("100755", "", f"catalogs/甲/{n}.yml") for n in range(5)]
    (said,) = odd([*entries, Entry("100755", "", ".ci/run"), Entry("100644", "", "catalogs/a.yml")])
    assert "catalogs/甲/0.yml、catalogs/甲/1.yml、catalogs/甲/2.yml 等 5 个" in said
    assert ".ci/run" not in said
    assert list(odd([Entry("120000", "", "Catalogs")])) != []


def test_the_report_is_short_and_harmless() -> None:
    finding = Finding(path="catalogs/\x1b[2J.yml", line=3, column=1, rule="S301", message="坏\n::error", severity=Severity.ERROR, fix="改\r")  # fmt: skip
    update = Update("1", "2", "refs/heads/main")
    said = refusal.text([Refusal(update, ("甲\u202e乙",), (finding,) * 40)], "a\x07")
    assert said.count("S301") == 30
    assert "还有 10 个错误没有列出" in said
    assert "您的账号：a\\u0007。" in said
    assert said.replace("\n", "").isprintable()
    assert refusal.text([Refusal(update, ("甲",))], "") == (
        "一本账没有接受这次推送，服务器上什么也没有变。服务器没有说您是谁：请登录后再推送。\nmain：\n  * 甲\n"
    )


def test_the_script_is_plain_shell() -> None:
    for chained in (False, True):
        done = subprocess.run(["sh", "-n"], input=script(("a'b",), chained=chained).encode(), check=False)
        assert done.returncode == 0
