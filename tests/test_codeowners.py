"""``ybz codeowners``: the file of each forge, and how paths are written so that each understands them."""

from __future__ import annotations

import re
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec import structs

from ledgers import DEPARTMENT, ROOT, commit, read, small, write
from yibenzhang.cli import main
from yibenzhang.model.registry import Registry
from yibenzhang.outputs.codeowners import AccountError, Forge, lone, text

ODD = "呼玛县/民政 局[一]#（甲+乙）*?\\"


def registry(**reviewers: tuple[str, ...]) -> Registry:
    """Departments with these reviewers, and two approvers."""
    found = read(small()).registry
    (one,) = found.departments
    departments = tuple(
        structs.replace(one, id=ODD if id_ == "odd" else id_, path=f"catalogs/{id_}/department.yml", reviewers=accounts)
        for id_, accounts in reviewers.items()
    )
    settings = structs.replace(found.settings, approvers=("ysj-lead", "org/audit"))
    return replace(found, departments=departments, settings=settings)


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith("#")]


@pytest.mark.parametrize("forge", [Forge.GITHUB, Forge.GITLAB, Forge.GITEE])
def test_globs_name_reviewers_and_approvers(forge: Forge) -> None:
    written = text(registry(民政局=("mzj-lead", "YSJ-Lead"), 公安局=(), odd=("a@b.cn",)), forge)
    assert written.splitlines()[0].startswith("# 由 ybz 生成")
    assert f"--forge {forge.value}" in written.splitlines()[0]
    assert lines(written) == [
        "* @ysj-lead @org/audit",
        "/catalogs/公安局/ @ysj-lead @org/audit",
        "/catalogs/呼玛县/民政?局?一??（甲+乙）???/ a@b.cn @ysj-lead @org/audit",
        "/catalogs/民政局/ @mzj-lead @YSJ-Lead @org/audit",
        "department.yml @ysj-lead @org/audit",
    ]


def test_a_pattern_of_a_glob_matches_its_folder_and_no_other() -> None:
    pattern = lines(text(registry(odd=()), Forge.GITHUB))[1].split(" ")[0]
    assert fnmatchcase(f"/catalogs/{ODD}/", pattern)
    assert not fnmatchcase("/catalogs/呼玛县/民政局/", pattern)


def test_gitea_reads_regular_expressions_and_every_line_counts() -> None:
    written = text(registry(民政局=("mzj-lead",), 公安局=(), odd=("a.b",)), Forge.GITEA)
    assert "只是请这些账号来审核" in written
    assert [tokens(line) for line in lines(written)] == [
        [".*", "@ysj-lead", "@org/audit"],
        [r"catalogs/呼玛县/民政 局\[一\]#（甲\+乙）\*\?\\/.*", "@a.b"],
        ["catalogs/民政局/.*", "@mzj-lead"],
    ]
    expression = tokens(lines(written)[1])[0]
    assert re.fullmatch(expression, f"catalogs/{ODD}/名单.yml")
    assert not re.fullmatch(expression, "catalogs/呼玛县/民政局/名单.yml")


def tokens(line: str) -> list[str]:
    """How Gitea takes a line apart: a backslash is taken away, and what follows it taken as it is."""
    found, token, escaped = [], "", False
    for character in line:
        if escaped or character not in "\\# ":
            token, escaped = token + character, False
        elif character == "\\":
            escaped = True
        elif character == "#":
            break
        else:
            found.append(token)
            token = ""
    return [each for each in (*found, token) if each]


def test_a_ledger_in_a_folder_of_its_repository() -> None:
    assert lines(text(registry(民政局=("a",)), Forge.GITHUB, "数据/"))[1].startswith("/数据/catalogs/民政局/ @a ")


@pytest.mark.parametrize("account", ["a b", "", "@", "张三", "a\nb", "-a", "a#b", "a/"])
def test_what_is_no_account_is_refused(account: str) -> None:
    with pytest.raises(AccountError, match="不是账号"):
        text(registry(民政局=(account,)), Forge.GITHUB)


def test_without_approvers_there_is_no_file() -> None:
    with pytest.raises(AccountError, match="approvers 是空的"):
        text(read(small()).registry, Forge.GITHUB)


def test_departments_nobody_else_can_approve() -> None:
    found = registry(民政局=("YSJ-lead",), 公安局=("a",))
    alone = replace(found, settings=structs.replace(found.settings, approvers=("ysj-lead",)))
    assert lone(alone) == ("民政局",)
    assert lone(found) == ()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = small()
    files["catalogs/registry.yml"] += b"approvers: [ysj-lead, ysj-reviewer]\nhost: {kind: gitea}\n"
    write(tmp_path, files)
    commit(tmp_path)
    return tmp_path


def run(root: Path, *args: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "codeowners", *args])


def test_the_file_is_written_and_held_current(root: Path) -> None:
    file = root / ".gitea/CODEOWNERS"
    missing = run(root, "--check")
    assert (missing.exit_code, file.exists()) == (1, False)
    assert "不存在：运行 ybz codeowners --forge gitea" in missing.output
    assert run(root).output == f"已写入 {file}。\n"
    assert run(root, "--check").output == f"{file} 是最新的。\n"
    text = (root / DEPARTMENT).read_text(encoding="utf-8")
    (root / DEPARTMENT).write_text(text.replace("reviewers: [mzj-lead]", "reviewers: [mzj-boss]"), encoding="utf-8")
    stale = run(root, "--check")
    assert stale.exit_code == 1
    assert "不是最新的" in stale.output
    run(root)
    assert "@mzj-boss" in file.read_text(encoding="utf-8")
    assert run(root, "--check").exit_code == 0


def test_a_file_that_is_read_first_is_told_of(root: Path) -> None:
    (root / "CODEOWNERS").write_text("* @a\n", encoding="utf-8")
    assert "先看 CODEOWNERS，不会再看 .gitea/CODEOWNERS" in run(root).output
    assert "注意" not in run(root, "--forge", "github").output
    assert run(root, "--forge", "gitlab", "-o", "-").output.startswith("# 由 ybz 生成")
    assert not (root / ".gitlab").exists()


def test_a_bare_repository_has_none(root: Path) -> None:
    registry = root / "catalogs/registry.yml"
    registry.write_text(registry.read_text(encoding="utf-8").replace("kind: gitea", "kind: bare"), encoding="utf-8")
    done = run(root)
    assert done.exit_code == 2
    assert "ybz hook install" in done.output


@pytest.mark.parametrize("forge", ["github", "gitea", "gitlab"])
def test_those_of_this_repository_are_current(forge: str) -> None:
    done = CliRunner().invoke(main, ["-C", str(ROOT), "codeowners", "--forge", forge, "--check"])
    assert done.exit_code == 0, done.output
