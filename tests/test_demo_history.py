"""The made-up history: the same every time, everything that happens to a ledger in it, and nothing wrong at its end."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ledgers import demo_history, git
from yibenzhang.cli import main
from yibenzhang.model.workdays import Workdays
from yibenzhang.outputs.demo import history
from yibenzhang.rules.engine import check
from yibenzhang.sources import git_import, ledger, tree
from yibenzhang.sources.git import BEIJING, RevisionError
from yibenzhang.sources.schema import default_schemas

# Tracing thousands of made-up values would take long; other tests cover the same lines.
pytestmark = pytest.mark.no_cover

# A change of the generator may change it; a machine, a day or a git may not.
PINNED = "d392870725ae174ef9c50f30cdfa6fe82937e411"
SMALL = ("--catalogs", "12", "--departments", "3", "--commits", "40", "--seed", "1")


def workdays() -> Workdays:
    return Workdays.of(default_schemas().workdays)


def ybz(*args: str) -> Result:
    return CliRunner().invoke(main, ["demo", *args], prog_name="ybz")


def test_the_same_arguments_give_the_same_head(tmp_path: Path) -> None:
    assert demo_history(tmp_path / "a", 12, 3, 40, 1) == PINNED
    assert demo_history(tmp_path / "b", 12, 3, 40, 2) != PINNED


def test_no_setting_of_the_machine_changes_the_head(tmp_path: Path) -> None:
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    (hooks / "post-checkout").write_text("#!/bin/sh\nexit 1\n")
    (hooks / "post-checkout").chmod(0o755)
    config = tmp_path / "config"
    config.write_text(
        f"[user]\nname = 某人\n[core]\nautocrlf = true\nhooksPath = {hooks}\n[init]\ndefaultBranch = trunk\n"
        "defaultObjectFormat = sha256\n[i18n]\ncommitEncoding = gb18030\n[commit]\ngpgSign = true\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", "import os; os.umask(0o77); from yibenzhang.__main__ import main; main()", "demo", "账", *SMALL],
        cwd=tmp_path,
        env={
            **os.environ,
            "TZ": "America/New_York",
            "LANG": "C",
            "LC_ALL": "C",
            "PYTHONHASHSEED": "7",
            "GIT_CONFIG_GLOBAL": str(config),
            "GIT_DEFAULT_HASH": "sha256",
            "GIT_AUTHOR_NAME": "别人",
        },
        capture_output=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    assert git(tmp_path / "账", "rev-parse", "main") == PINNED
    assert git(tmp_path / "账", "status", "--porcelain") == ""
    assert b"\r" not in (tmp_path / "账/catalogs/registry.yml").read_bytes()


@pytest.mark.parametrize("numbers", [(0, 1, 1), (5, 2, 2), (5, 1, 30), (30, 45, 60), (40, 3, 41, 9), (200, 6, 600, 28)])
def test_counts_are_exact_and_the_head_is_sound(tmp_path: Path, numbers: tuple[int, ...]) -> None:
    demo_history(tmp_path / "账", *numbers)
    found = ledger.read(tree.of_folder(tmp_path / "账"))
    assert int(git(tmp_path / "账", "rev-list", "--count", "--all")) == numbers[2]
    assert len(found.registry.catalogs) == numbers[0]
    assert len(found.registry.departments) == numbers[1]
    assert [f"{one.rule} {one.path} {one.message}" for one in check(found) if one.is_error] == []


def test_the_head_of_the_shared_demo_is_sound(demo_repository: Path) -> None:
    found = ledger.read(tree.of_folder(demo_repository))
    assert len(found.registry.catalogs) == 60
    assert [f"{one.rule} {one.path}" for one in check(found) if one.is_error] == []
    assert any(not catalog.is_active for catalog in found.registry.catalogs)
    assert git(demo_repository, "for-each-ref", "--format=%(refname)", "refs/heads") == "refs/heads/main"
    assert git(demo_repository, "rev-list", "--count", "HEAD") == "300"


@pytest.mark.parametrize("numbers", [(1, 0, 1), (-1, 1, 1), (1, 1, 0)])
def test_impossible_sizes_are_refused(numbers: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="no such ledger"):
        list(history.stream(*numbers, 1, workdays()))


@pytest.fixture(scope="module")
def told() -> str:
    """A long history, as git is told it."""
    return b"".join(history.stream(240, 12, 1500, 3, workdays())).decode()


@pytest.mark.parametrize(
    "event",
    [
        "新增《", "修订摘要", "增加数据项“", "删除数据项“", "”改名为“", "”长度由", "”类型由", "调整数据项顺序",
        "由无条件共享改为有条件共享", "由有条件共享改为无条件共享", "改为不予共享", "经复核恢复有条件共享", "调整共享条件",
        "增加共享方式", "取消共享方式", "开放类型改为", "更新周期由", "挂载资源", "更新挂载数据", "停用“", "挂载“",
        "内设科室由", "机构改革：", "科更名为", "停用，目录改由", "增加关键字", "增加别名", "增加关联目录", "更新评估日期",
        "按数据名词规范名称", "按统一标准改数据项类型", "下架《", "移交", "恢复《", "删除《", "误删，恢复文件", "改正写法错误",
        "提出需求", "答复需求", "提供数据", "关闭需求", "提出异议", "答复异议", "集中更新", 'Revert "', "按审核意见修改",
    ],
)  # fmt: skip
def test_everything_happens(told: str, event: str) -> None:
    assert event in told


@pytest.mark.parametrize(
    "form",
    [
        r"^Merge branch 'mzj-[0-9]+'\n\n《",
        r"^Merge branch '.*' into 'main'\n\n.*\n\nSee merge request shuju/yibenzhang![0-9]+\n",
        r"^Merge pull request '.*' \(#[0-9]+\) from \S+ into main\n\nReviewed-on: .*\nReviewed-by: ",
        r"^committer GitHub <noreply@github.com> .*\ndata [0-9]+\nMerge pull request #[0-9]+ from [a-z0-9/-]+\n\n",
        r"^committer GitHub <noreply@github.com> .*\ndata [0-9]+\n.* \(#[0-9]+\)\n\n\* ",
        r" \(#[0-9]+\)\n\nSubmitted-at: .*\+08:00\nSubmitted-by: .*\nReviewed-by: .*\nReview-result: 通过\nReview: #[0-9]+\n",
        r"^合并：.*\n\nSubmitted-at: ",
        r"^committer 一本账管理员 .*\ndata [0-9]+\n[^M]",
        r"^from :[0-9]+\nmerge :[0-9]+\nmerge :[0-9]+\nmerge :[0-9]+\n",
        r"^tag 批次/第1期\nfrom ",
        r"^reset refs/tags/批次/第2期\nfrom ",
    ],
)
def test_every_way_of_approval_occurs(told: str, form: str) -> None:
    assert re.search(form, told, re.MULTILINE)


def test_files_nobody_can_read_reach_the_main_branch(tmp_path: Path) -> None:
    demo_history(tmp_path, 60, 4, 900, 5)
    patches = git(tmp_path, "log", "--first-parent", "-m", "-p", "-U0", "--format=", "HEAD")
    broken = re.findall(r"^\+(?:name：|\t- \{|<<<<<<< )", patches, re.MULTILINE)
    assert 0 < len(broken) < 20


def test_approvals_stand_in_office_hours_and_never_go_back(demo_repository: Path) -> None:
    calendar = workdays()
    lines = git(demo_repository, "log", "--first-parent", "--reverse", "--format=%at %ct").splitlines()
    approved = [datetime.fromtimestamp(int(line.split()[1]), UTC).astimezone(BEIJING) for line in lines]
    assert approved == sorted(approved)
    assert approved[0].year == 2023
    assert approved[-1].isoformat() == "2026-06-30T17:30:00+08:00"
    assert all(calendar.is_workday(moment.date()) and 9 <= moment.hour < 18 for moment in approved)


def test_submissions_come_before_approvals_some_of_them_long(demo_repository: Path) -> None:
    calendar = workdays()
    merges = git(demo_repository, "rev-list", "--merges", "--first-parent", "HEAD").split()
    taken = []
    for merge in merges:
        times = git(demo_repository, "log", "--format=%at", f"{merge}^1..{merge}").split()
        first, last = (datetime.fromtimestamp(int(one), UTC).astimezone(BEIJING) for one in (min(times), times[0]))
        assert first <= last
        taken.append(calendar.between(first.date(), last.date()).days)
    assert min(taken) == 0
    assert 5 < max(taken) <= 8
    assert sum(days > 3 for days in taken) < len(taken) / 2


def test_the_command_writes_a_ledger_that_works_at_once(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    for name in ("新", "空"):
        made = ybz(str(tmp_path / name), *SMALL)
        assert made.exit_code == 0, made.output
        assert f"{tmp_path / name}：3 个部门，12 份目录，40 次提交" in made.output
        assert PINNED in made.output
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["新", "空"])
    assert sorted(path.name for path in (tmp_path / "空").iterdir()) == [".git", ".gitignore", "catalogs"]
    assert CliRunner().invoke(main, ["-C", str(tmp_path / "新"), "check"]).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("有东西",), "不是空文件夹，没有动它"),
        (("文件",), "是文件"),
        (("没有/新",), "上级文件夹不存在"),
        (("新", "--catalogs", "-1"), "目录份数应为 0～100000 的整数"),
        (("新", "--departments", "0"), "部门个数应为 1～19999 的整数"),
        (("新", "--commits", "零"), "提交次数应为 1～1000000 的整数"),
        (("新", "--seed", "x"), "种子应为 0 以上的整数"),
        ((), "缺少参数"),
    ],
)
def test_wrong_arguments_end_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "有东西").mkdir()
    (tmp_path / "有东西/a").touch()
    (tmp_path / "文件").touch()
    result = ybz(*arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["文件", "有东西"]


@pytest.mark.parametrize(("stop", "code"), [(KeyboardInterrupt, 130), (OSError, 2)])
def test_what_is_stopped_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException], code: int
) -> None:
    def broken(*numbers: object) -> Iterator[bytes]:
        yield b"feature done\n"
        raise stop

    monkeypatch.setattr(history, "stream", broken)
    (tmp_path / "空").mkdir()
    for name in ("空", "新"):
        assert ybz(str(tmp_path / name)).exit_code == code
    assert [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")] == ["空"]


def test_what_git_refuses_is_said_in_chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # More than a pipe holds: git is gone before all is written.
    monkeypatch.setattr(history, "stream", lambda *numbers: iter([b"nonsense\n"] * 100_000))
    result = ybz(str(tmp_path / "新"))
    assert result.exit_code == 2
    assert "错误：git 没有写成：" in result.output
    assert "Unsupported command: nonsense" in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_stream_that_breaks_off_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RevisionError, match="没有写成"):
        git_import.load(tmp_path, [b"feature done\n"])
