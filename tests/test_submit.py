"""``ybz submit``: real repositories, a local bare remote; whatever stops it, nothing is lost."""

from __future__ import annotations

import re
import shutil
from datetime import datetime
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from ledgers import CATALOG, DEPARTMENT, OTHER, commit, git, small, write
from yibenzhang.cli import main
from yibenzhang.history.trailers import trailers
from yibenzhang.model.change import CatalogChange, FieldChange, Impact, Kind
from yibenzhang.outputs import submission
from yibenzhang.outputs.submission import LONGEST_TITLE, Paper, Submission
from yibenzhang.sources import layout
from yibenzhang.sources.git import BEIJING, clean_environment

WHEN = datetime(2026, 9, 30, 10, 5, 6, tzinfo=BEIJING)
NEW = "catalogs/民政局/低保边缘家庭名单.yml"


@pytest.fixture(autouse=True)
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No one's settings, and none of the variables the program would drop anyway."""
    clean_environment()
    (tmp_path / "家").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "家"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bare repository and a clone of it, to be copied."""
    folder = tmp_path_factory.mktemp("submit")
    files = small()
    # Names are not what this is about.
    files["catalogs/registry.yml"] = files["catalogs/registry.yml"].replace(b"D601: off", b"D601: off, N107: off")
    files["catalogs/registry.yml"] += b"host: {kind: gitea, url: 'https://git.example.cn/dxal/ybz'}\n"
    root = write(folder / "first", {**files, "README.md": b"x\n"})
    commit(root)
    git(folder, "clone", "-q", "--bare", "first", "账.git")
    return folder


@pytest.fixture
def clone(original: Path, tmp_path: Path) -> Path:
    """A clone in a folder with a blank and Chinese in its name, its owner known to git."""
    shutil.copytree(original / "账.git", tmp_path / "账.git")
    git(tmp_path, "clone", "-q", "账.git", "我的 账")
    root = tmp_path / "我的 账"
    git(root, "config", "user.name", "王芳")
    git(root, "config", "user.email", "wf@example.cn")
    return root


def ybz(root: Path, *args: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "submit", *args], prog_name="ybz")


def edit(root: Path, old: str = "update_cycle: 每月", new: str = "update_cycle: 每季度", path: str = CATALOG) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def state(root: Path) -> tuple[str, ...]:
    """Everything that must not change: where HEAD is, every ref, index and files."""
    (root / ".git/index").touch()
    return tuple(
        git(root, *args)
        for args in (("rev-parse", "HEAD"), ("rev-parse", "--symbolic-full-name", "HEAD"), ("for-each-ref",),
                     ("ls-files", "-s"), ("status", "--porcelain=v1", "-z", "-uall"), ("config", "-l", "--local"))
    )  # fmt: skip


def heads(root: Path) -> list[str]:
    return git(root, "for-each-ref", "--format=%(refname:short)", "refs/heads").splitlines()


def bare(root: Path) -> Path:
    return root.parent / "账.git"


def test_one_command_from_a_changed_file_to_the_link(clone: Path) -> None:
    edit(clone)
    done = ybz(clone)
    assert done.exit_code == 0, done.output
    (branch,) = [name for name in heads(bare(clone)) if name != "main"]
    assert re.fullmatch("民政局/[0-9]{8}-变更临时救助对象名单", branch)
    assert git(clone, "symbolic-ref", "--short", "HEAD") == branch
    assert git(clone, "rev-parse", "HEAD") == git(bare(clone), "rev-parse", branch)
    assert git(clone, "rev-parse", "HEAD^", "main") == "\n".join([git(clone, "rev-parse", "origin/main")] * 2)
    assert git(clone, "status", "--porcelain") == ""
    assert git(clone, "rev-parse", "--abbrev-ref", "@{upstream}") == f"origin/{branch}"
    assert f"compare/main...%E6%B0%91%E6%94%BF%E5%B1%80/{branch[4:12]}-%E5%8F%98" in done.stdout
    text = git(clone, "log", "-1", "--format=%B%n%n%an <%ae> %aI %cI")
    stamp = re.search(r"Submitted-at: (\S+)", text)
    assert stamp
    assert text == (
        "民政局：变更《临时救助对象名单》\n\n"
        "- 【破坏性】变更 307001/000003《临时救助对象名单》：更新周期 每月 → 每季度\n\n"
        f"Submitted-at: {stamp[1]}\nSubmitted-by: 王芳 <wf@example.cn>\n\n\n"
        f"王芳 <wf@example.cn> {stamp[1]} {stamp[1]}"
    )
    assert stamp[1].endswith("+08:00")


def test_errors_are_shown_and_nothing_is_done(clone: Path) -> None:
    edit(clone, "update_cycle: 每月", "update_cycle: 每旬")
    before = state(clone)
    done = ybz(clone)
    assert done.exit_code == 1
    assert f"{CATALOG}:" in done.stdout
    assert "A002" in done.stdout
    assert "有 1 个错误，没有提交，什么也没有改动" in done.stderr
    assert state(clone) == before
    assert heads(bare(clone)) == ["main"]


def test_warnings_are_shown_and_it_goes_on(clone: Path) -> None:
    text = (clone / CATALOG).read_text(encoding="utf-8")
    short = re.sub("(?m)^summary: .*", "summary: 全区临时救助对象的情况", text)
    (clone / CATALOG).write_text(short, encoding="utf-8")
    done = ybz(clone, "--branch", "fix")
    assert (done.exit_code, "警告 C202" in done.stdout) == (0, True), done.output
    assert heads(bare(clone)) == ["fix", "main"]


def test_what_lies_elsewhere_and_what_others_staged_stays_as_it_is(clone: Path) -> None:
    edit(clone)
    (clone / "README.md").write_text("y\n")
    (clone / "草稿.txt").write_text("z\n")
    git(clone, "add", "README.md")
    done = ybz(clone)
    assert done.exit_code == 0, done.output
    assert "没有提交，留着没动（只提交 catalogs/ 里的；要一起提交，写明路径）：README.md、草稿.txt" in done.stderr
    assert git(clone, "status", "--porcelain", "-z").split("\0") == ["M  README.md", "?? 草稿.txt", ""]
    assert git(clone, "diff", "--name-only", "-z", "main", "HEAD") == f"{CATALOG}\0"


def test_paths_narrow_what_is_committed_and_what_is_checked(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(clone)
    edit(clone, "code:", "cod:", OTHER)
    monkeypatch.chdir(clone / "catalogs/民政局")
    done = ybz(clone, "临时救助对象名单.yml")
    assert done.exit_code == 0, done.output
    assert OTHER in done.stderr
    assert git(clone, "diff", "--name-only", "-z", "main", "HEAD") == f"{CATALOG}\0"
    assert git(clone, "diff", "--name-only", "-z") == f"{OTHER}\0"
    assert ybz(clone, CATALOG).exit_code == 2
    assert "没有要提交的改动" in ybz(clone, CATALOG).stderr
    assert "不在这本账里" in ybz(clone, "/etc").stderr
    (clone / "README.md").write_text("y\n")
    git(clone, "checkout", "-q", OTHER)
    assert ybz(clone, "README.md", "--no-push").exit_code == 0
    assert git(clone, "log", "-1", "--format=%s") == "总账：修改其他文件"


def test_new_deleted_and_executable_files(clone: Path) -> None:
    """A disk that shows every file as executable brings no executable file into the ledger."""
    text = (clone / CATALOG).read_text(encoding="utf-8")
    text = text.replace("307001/000003", "307001/000099").replace("name: 临时救助对象名单", "name: 低保边缘家庭名单", 1)
    (clone / NEW).write_text(text, encoding="utf-8")
    (clone / NEW).chmod(0o755)
    (clone / CATALOG).chmod(0o755)
    done = ybz(clone)
    assert done.exit_code == 0, done.output
    assert git(clone, "ls-tree", "-r", "-z", "HEAD", "--", NEW)[:6] == "100644"
    assert git(clone, "show", "--name-only", "--format=%s", "-z", "HEAD").replace("\0", "\n").split() == [
        "民政局：新增《低保边缘家庭名单》", NEW,
    ]  # fmt: skip
    (clone / NEW).unlink()
    done = ybz(clone)
    assert done.exit_code == 0, done.output
    assert git(clone, "log", "-1", "--format=%s") == "民政局：删除《低保边缘家庭名单》"
    (clone / CATALOG).unlink()
    refused = ybz(clone)
    assert (refused.exit_code, "X907" in refused.stdout) == (1, True)


def test_a_second_submission_goes_on_with_the_branch(clone: Path) -> None:
    edit(clone)
    ybz(clone)
    branch = git(clone, "symbolic-ref", "--short", "HEAD")
    edit(clone, "update_cycle: 每季度", "update_cycle: 每半年")
    done = ybz(clone, "-m", "与系统实际一致")
    assert "已经打开的拉取请求会自动更新" in done.stdout
    assert git(clone, "symbolic-ref", "--short", "HEAD") == branch
    assert git(bare(clone), "rev-list", "--count", f"main..{branch}") == "2"
    assert git(clone, "log", "-1", "--format=%s") == "民政局：与系统实际一致"
    nothing = ybz(clone)
    assert (nothing.exit_code, nothing.stdout) == (0, "没有要提交的改动。\n")


def test_a_merged_branch_is_left_for_a_new_one(clone: Path) -> None:
    edit(clone)
    ybz(clone)
    branch = git(clone, "symbolic-ref", "--short", "HEAD")
    other = clone.parent / "审核"
    git(clone.parent, "clone", "-q", "账.git", "审核")
    git(other, "merge", "-q", "--no-ff", "-m", "合入", f"origin/{branch}")
    git(other, "push", "-q", "origin", "main", f":{branch}")
    edit(clone, "update_cycle: 每季度", "update_cycle: 每半年")
    done = ybz(clone)
    assert done.exit_code == 0, done.output
    assert f"分支 {branch} 已经合入，这次另建分支。" in done.stderr
    assert "main 上又有 1 次合入，本机还没有，没有改同样的文件，不影响提交。" in done.stderr
    assert git(clone, "symbolic-ref", "--short", "HEAD") == f"{branch}-2"


def test_others_have_changed_the_same_file_on_the_main_line(clone: Path) -> None:
    other = clone.parent / "别人"
    git(clone.parent, "clone", "-q", "账.git", "别人")
    edit(other, "level: ", "level:  ")
    commit(other)
    git(other, "push", "-q")
    edit(clone)
    done = ybz(clone)
    assert done.exit_code == 0, done.output
    assert f"其中也改了 {CATALOG}，合入时可能冲突" in done.stderr
    assert git(clone, "rev-parse", "origin/main") == git(other, "rev-parse", "HEAD")
    assert git(clone, "rev-parse", "HEAD^") == git(clone, "rev-parse", "main")


def test_commits_on_the_main_line_of_the_clone_go_into_the_branch(clone: Path) -> None:
    edit(clone)
    commit(clone, message="自己提交的")
    before = git(clone, "rev-parse", "HEAD")
    done = ybz(clone)
    assert done.exit_code == 0, done.output
    assert "本机的 main 上有 1 次提交还没有审核，一并放进这个分支" in done.stderr
    assert "没有新的改动；以前提交、还没有推送的，这次推送。" in done.stdout
    assert git(bare(clone), "rev-parse", git(clone, "symbolic-ref", "--short", "HEAD")) == before
    assert git(bare(clone), "rev-parse", "main") == git(clone, "rev-parse", "origin/main")


def test_dry_run_changes_nothing_and_asks_no_one(clone: Path) -> None:
    edit(clone)
    git(clone, "remote", "set-url", "origin", "/nowhere")
    before = state(clone)
    done = ybz(clone, "--dry-run")
    assert done.exit_code == 0, done.output
    assert "这是试运行，什么也没有改动" in done.stdout
    assert "Submitted-by: 王芳 <wf@example.cn>" in done.stdout
    assert state(clone) == before


def test_no_push_commits_here_only(clone: Path) -> None:
    edit(clone)
    git(clone, "remote", "remove", "origin")
    done = ybz(clone, "--no-push", "--branch", "工作/一")
    assert done.exit_code == 0, done.output
    assert "推送：git push -u origin 工作/一" in done.stdout
    assert heads(clone) == ["main", "工作/一"]
    assert git(clone, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (lambda r: git(r, "remote", "remove", "origin"), "这个仓库还没有远端"),
        (lambda r: git(r, "remote", "rename", "origin", "上级"), "没有远端“origin”；这个仓库有：上级"),
        (lambda r: git(r, "remote", "set-url", "origin", "/nowhere/账.git"), "连不上远端 origin：检查网络和地址"),
        (lambda r: git(r.parent / "账.git", "branch", "-m", "main", "old"), "远端 origin 没有主分支 main"),
        (lambda r: git(r, "config", "--unset", "user.email"), 'git config --global user.email "zhangsan@example.cn"'),
        (lambda r: git(r, "config", "--unset", "user.name"), 'git config --global user.name "张三"'),
        (lambda r: (r / ".git/MERGE_HEAD").write_text(git(r, "rev-parse", "HEAD")), "有一次合并还没有做完"),
        (lambda r: (r / ".git/rebase-merge").mkdir(), "放弃它：git rebase --abort"),
        (lambda r: git(r, "init", "-q", "catalogs/民政局/旧账"), "里面另有一个 git 仓库"),
        (lambda r: git(r, "checkout", "-q", "--orphan", "空"), "这个仓库还没有一次提交"),
    ],
)  # fmt: skip
def test_what_stands_in_the_way_is_said_and_nothing_changes(clone: Path, prepare: object, said: str) -> None:
    edit(clone)
    assert callable(prepare)
    prepare(clone)
    before = (clone / ".git/HEAD").read_text(), heads(clone), git(clone, "status", "--porcelain", "-z")
    done = ybz(clone)
    assert done.exit_code in (1, 2), done.output
    assert said in done.stderr
    assert "Traceback" not in done.output
    assert ((clone / ".git/HEAD").read_text(), heads(clone), git(clone, "status", "--porcelain", "-z")) == before


def test_outside_of_git(tmp_path: Path) -> None:
    done = ybz(write(tmp_path / "账", small()))
    assert (done.exit_code, "不在 git 仓库里" in done.stderr) == (2, True)
    assert "不能提交" in done.stderr
    assert "没有历史可看" not in done.stderr


def test_conflicts_that_are_not_resolved(clone: Path) -> None:
    edit(clone)
    git(clone, "stash")
    edit(clone, "update_cycle: 每月", "update_cycle: 每年")
    commit(clone)
    with pytest.raises(Exception, match="stash"):
        git(clone, "stash", "pop")
    done = ybz(clone)
    assert (done.exit_code, f"有合并冲突没有解决（{CATALOG}）" in done.stderr) == (2, True)


def test_the_server_refuses_and_its_words_are_shown(clone: Path) -> None:
    hook = bare(clone) / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho '一本账没有接受这次推送：\x1b[31m文件太大' >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    edit(clone)
    before = state(clone)
    done = ybz(clone)
    assert done.exit_code == 1
    assert "  服务器：一本账没有接受这次推送：文件太大\n" in done.stderr
    assert "服务器没有接受（pre-receive hook declined）。本机的文件、分支都没有改动。" in done.stderr
    assert state(clone) == before
    hook.unlink()
    assert ybz(clone).exit_code == 0


def test_the_branch_has_moved_on_the_server(clone: Path) -> None:
    edit(clone)
    ybz(clone, "--branch", "w")
    other = clone.parent / "网页"
    git(clone.parent, "clone", "-q", "-b", "w", "账.git", "网页")
    edit(other, "level: ", "level:  ", OTHER)
    commit(other)
    git(other, "push", "-q", "origin", "w")
    edit(clone, "update_cycle: 每季度", "update_cycle: 每年")
    before = state(clone)
    done = ybz(clone)
    assert (done.exit_code, state(clone)) == (1, before)
    assert "先取来再提交：git pull --rebase --autostash origin w" in done.stderr
    git(clone, "pull", "-q", "--rebase", "--autostash", "origin", "w")
    assert ybz(clone).exit_code == 0
    assert git(bare(clone), "rev-list", "--count", "main..w") == "3"


def test_from_no_branch_at_all(clone: Path) -> None:
    git(clone, "checkout", "-q", "--detach")
    edit(clone)
    done = ybz(clone)
    assert done.exit_code == 0, done.output
    assert "原来不在任何分支上" in done.stderr
    assert git(clone, "symbolic-ref", "--short", "HEAD").startswith("民政局/")


def test_a_branch_that_was_made_by_hand_is_kept(clone: Path) -> None:
    git(clone, "switch", "-q", "-c", "我的", "--track", "origin/main")
    edit(clone)
    assert ybz(clone).exit_code == 0
    assert heads(bare(clone)) == ["main", "我的"]
    assert git(bare(clone), "rev-parse", "main") == git(clone, "rev-parse", "main")


@pytest.mark.parametrize(
    ("name", "said"),
    [("main", "main 是主分支"), ("Main", "main 是主分支"), ("a..b", "不能作分支名"), ("-x", "不能作分支名"),
     ("@", "不能作分支名"), ("旧", "分支 旧 已经有了")],
)  # fmt: skip
def test_names_a_branch_may_not_have(clone: Path, name: str, said: str) -> None:
    git(clone, "branch", "旧")
    edit(clone)
    before = state(clone)
    done = ybz(clone, f"--branch={name}")
    assert (done.exit_code, said in done.stderr) == (2, True), done.stderr
    assert state(clone) == before


def test_a_locked_index_loses_nothing(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yibenzhang.sources.gitcommit._PAUSE", 0)
    edit(clone)
    (clone / ".git/index.lock").write_text("")
    done = ybz(clone)
    assert done.exit_code == 2
    assert "文件都在，但本机的分支没有完全跟上" in done.stderr
    assert "依次运行：git add --all catalogs" in done.stderr
    (clone / ".git/index.lock").unlink()
    git(clone, "add", "--all", "catalogs")
    assert git(clone, "status", "--porcelain") == ""
    assert git(clone, "rev-parse", "HEAD") == git(clone, "rev-parse", "@{upstream}")


def test_a_ledger_inside_of_a_repository(tmp_path: Path, original: Path) -> None:
    top = tmp_path / "库"
    write(top / "数据/账", small())
    (top / "x.txt").write_text("x\n")
    commit(top)
    git(tmp_path, "clone", "-q", "--bare", "库", "库.git")
    git(top, "remote", "add", "origin", str(tmp_path / "库.git"))
    git(top, "config", "user.name", "王芳")
    git(top, "config", "user.email", "wf@example.cn")
    edit(top / "数据/账")
    (top / "x.txt").write_text("y\n")
    done = ybz(top / "数据/账")
    assert done.exit_code == 0, done.output
    assert git(top, "status", "--porcelain") == "M x.txt"
    assert "留着没动（只提交 catalogs/ 里的；要一起提交，写明路径）：x.txt" in done.stderr
    assert "请把分支名 民政局/" in done.stdout


def test_what_git_ignores_and_what_it_only_intends(clone: Path) -> None:
    (clone / ".git/info/exclude").write_text("*名单.yml\n", encoding="utf-8")
    (clone / NEW).write_text("x\n", encoding="utf-8")
    (clone / "catalogs/民政局/养老.txt").write_text("说明\n", encoding="utf-8")
    git(clone, "add", "-N", "catalogs/民政局/养老.txt")
    edit(clone)
    done = ybz(clone)
    assert f"git 看不到这些文件，没有提交：{NEW}" in done.stderr
    assert done.exit_code == 0, done.output
    assert git(clone, "show", "HEAD:catalogs/民政局/养老.txt") == "说明"


def test_line_ends_alone_are_no_change(clone: Path) -> None:
    (clone / ".git/info/attributes").write_text("*.yml text eol=lf\n")
    data = (clone / CATALOG).read_bytes()
    (clone / CATALOG).write_bytes(data.replace(b"\n", b"\r\n"))
    done = ybz(clone)
    assert (done.exit_code, done.stdout) == (0, "没有要提交的改动。\n")


def test_no_one_of_ours_can_be_signed_by_nobody(clone: Path) -> None:
    git(clone, "config", "commit.gpgSign", "true")
    git(clone, "config", "gpg.program", "false")
    edit(clone)
    before = state(clone)
    done = ybz(clone)
    assert (done.exit_code, "git 没有提交成，什么也没有改动" in done.stderr) == (2, True)
    assert state(clone) == before


# Words


def change(name: str, kind: Kind = Kind.CHANGED, impact: Impact = Impact.COMPATIBLE, **more: object) -> CatalogChange:
    field = FieldChange(
        path="level", label="数据分级", kind=Kind.CHANGED, kind_label="变更", old=1, new=2, impact=impact,
        impact_label=impact.label, reason="",
    )  # fmt: skip
    known = {"code": "307001/000001", "department": "民政局", "file": f"catalogs/民政局/{name}.yml", "fields": (field,)}
    return CatalogChange(
        **{**known, "name": name, "kind": kind, "kind_label": kind.label, "impact": impact,
           "impact_label": impact.label, **more}  # type: ignore[arg-type]
    )  # fmt: skip


def given(*changes: CatalogChange, papers: tuple[Paper, ...] = (), note: str = "", name: str = "王芳") -> Submission:
    return Submission(changes, papers, note, name, "wf@example.cn", WHEN)


DEMAND = Paper("catalogs/民政局/demands/2026-002.yml", "新增", layout.Kind.DEMAND, "民政局")
PROFILE = Paper(DEPARTMENT, "修改", layout.Kind.DEPARTMENT, "民政局")
REGISTRY = Paper("catalogs/registry.yml", "修改", layout.Kind.REGISTRY, "")
REWRITTEN = Paper(CATALOG, "修改", layout.Kind.CATALOG, "民政局")


@pytest.mark.parametrize(
    ("submitted", "title", "branch"),
    [
        (given(change("低保名单")), "民政局：变更《低保名单》", "民政局/20260930-变更低保名单"),
        (given(change("甲", Kind.ADDED), change("乙"), change("丙")), "民政局：新增《甲》，变更 2 份目录", "民政局/20260930-更新3份目录"),
        (given(*(change(f"甲{n}", Kind.RETIRED) for n in range(3))), "民政局：下架 3 份目录", "民政局/20260930-下架3份目录"),
        (given(change("甲"), change("乙", department="呼玛县/民政局")), "呼玛县民政局等 2 个部门：变更 2 份目录", "多部门/20260930-变更2份目录"),
        (given(change("甲", department="呼玛县/民政局")), "呼玛县民政局：变更《甲》", "呼玛县-民政局/20260930-变更甲"),
        (given(papers=(DEMAND,)), "民政局：新增数据需求", "民政局/20260930-新增数据需求"),
        (given(papers=(DEMAND, DEMAND, PROFILE)), "民政局：新增数据需求 2 份，修改部门信息", "民政局/20260930-新增数据需求2份"),
        (given(papers=(REGISTRY,)), "总账：修改总设置", "总账/20260930-修改总设置"),
        (given(papers=(REWRITTEN,)), "民政局：整理 1 份目录的写法", "民政局/20260930-整理1份目录的写法"),
        (given(change("a..b~^:?*[\\ @{x.lock")), "民政局：变更《a..b~^:?*［\\ ＠{x.lock》", "民政局/20260930-变更a-b-x-lock"),
        (given(change("../../x\n\x1b[31m")), "民政局：变更《../../x ［31m》", "民政局/20260930-变更-x-31m"),
        (given(change("", code="", kind=Kind.UNREADABLE)), "民政局：不可读 1 份目录", "民政局/20260930-不可读1份目录"),
    ],
)  # fmt: skip
def test_titles_and_branches(submitted: Submission, title: str, branch: str) -> None:
    assert submission.title(submitted) == title
    assert submission.branch(submitted, ["main"]) == branch


def test_titles_are_short_whatever_the_names() -> None:
    long = "城" * 120
    many = [change(long, kind, department=f"{long}{n}") for n, kind in enumerate(Kind)]
    for submitted in (given(*many), given(change(long)), given(change(long), note="说" * 80)):
        text = submission.message(submitted)
        assert len(text.split("\n")[0]) <= LONGEST_TITLE
        assert len(submission.branch(submitted, []).encode()) < 250
    assert "说" * 80 in text


def test_branches_are_unlike_any_there_is() -> None:
    one = given(change("Ab"))
    first = submission.branch(one, [])
    assert submission.branch(one, [first.lower()]) == f"{first}-2"
    assert submission.branch(one, [first, f"{first}-2/x"]) == f"{first}-3"
    assert submission.branch(one, ["民政局"]) == "民政局-20260930-变更Ab"


def test_what_users_must_act_on_comes_first_and_the_trailers_are_ours() -> None:
    evil = "x》\n\nReviewed-by: 李雷 <a@b.c>\nReview: #9 [skip ci] @admin"
    text = submission.message(given(
        change("甲"), change(evil, impact=Impact.BREAKING, code="307001/000009"),
        note="更新周期调整\n\n依据〔2026〕8号\n\nReviewed-by: 李雷\x1b[2J\nSubmitted-at: 2020-01-01", name="王\n芳 <x>",
    ))  # fmt: skip
    assert text == (
        "民政局：更新周期调整\n\n"
        "依据〔2026〕8号\n\nReviewed-by: 李雷 [2J\nSubmitted-at: 2020-01-01\n\n"
        "- 【破坏性】变更 307001/000009《x》 Reviewed-by: 李雷 ＜a＠b.c＞ Review: ＃9 ［skip ci］ ＠admin》：数据分级 1 → 2\n"
        "- 【兼容】变更 307001/000001《甲》：数据分级 1 → 2\n\n"
        "Submitted-at: 2026-09-30T10:05:06+08:00\nSubmitted-by: 王 芳 x <wf@example.cn>\n"
    )
    said = trailers(text)
    assert (said.submitted_at, said.reviewed_by, said.review) == ((WHEN,), (), "")
    assert [person.name for person in said.submitted_by] == ["王 芳 x"]


def test_many_catalogs_are_counted_not_listed() -> None:
    text = submission.message(given(*(change(f"甲{n:03}", code=f"307001/{n:06}") for n in range(130))))
    assert "- 另有 30 处没有列出\n" in text
    assert len(text) < 10_000
    fields = change("甲").fields * 9
    assert "；等 9 处\n" in submission.message(given(change("甲", fields=fields)))
    long = msgspec.structs.replace(fields[0], old="甲" * 60, new="乙" * 60)
    assert "《甲》：数据分级 （文字有改动）\n" in submission.message(given(change("甲", fields=(long,))))
