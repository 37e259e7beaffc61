"""The commands that write, in small repositories: fmt, check --fix, new, retire, rename, completion; editors' files."""

from __future__ import annotations

import json
import os
import re
import stat
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

import ledgers
from ledgers import CATALOG, DEPARTMENT, OTHER, ROOT, commit, git, write
from yibenzhang.cli import main
from yibenzhang.cli.desk import Desk, desk
from yibenzhang.outputs.edit.codes import code_of, next_code
from yibenzhang.outputs.edit.form import EditError
from yibenzhang.sources import document, tree
from yibenzhang.sources.layout import Kind, Layout, is_document

SCHEMA = {f"schema/{kind}.schema.json": (ROOT / f"schema/{kind}.schema.json").read_bytes() for kind in Kind}
NEW = "catalogs/民政局/流浪乞讨人员救助信息.yml"


REGISTRY = """\
# yaml-language-server: $schema=../schema/registry.schema.json
name: 测试账
policy:
  severities: {D601: off, X903: off}
"""


def small() -> dict[str, bytes]:
    """The small ledger with a registry.yml that is in its canonical form."""
    return {**ledgers.small(), "catalogs/registry.yml": REGISTRY.encode()}


def ybz(root: Path, *args: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *args])


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A committed ledger in a folder with a space and Chinese in its name."""
    root = write(tmp_path / "一本 账", {**small(), **SCHEMA})
    commit(root, "2026-01-10T12:00:00+08:00")
    return root


def files(root: Path) -> Mapping[str, bytes]:
    return {
        p.relative_to(root).as_posix(): p.read_bytes()
        for p in root.rglob("*")
        if p.is_file() and ".git" not in p.parts and ".ybz" not in p.parts
    }


def text(root: Path, path: str) -> str:
    return (root / path).read_text(encoding="utf-8")


# fmt


def test_fmt_writes_and_then_has_nothing_to_do(ledger: Path) -> None:
    path = ledger / CATALOG
    path.write_bytes(path.read_bytes().replace(b"kind:", b"kind:   "))
    path.chmod(0o640)
    asked = ybz(ledger, "fmt", "--check")
    assert (asked.exit_code, asked.stdout) == (1, f"{CATALOG}\n共 4 个文件：1 个要整理。\n")
    assert b"kind:   " in path.read_bytes()
    done = ybz(ledger, "fmt")
    assert (done.exit_code, done.stdout) == (0, f"{CATALOG}\n共 4 个文件：整理了 1 个。\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert path.read_bytes() == small()[CATALOG]
    assert ybz(ledger, "fmt", "--check").stdout == "共 4 个文件，格式都对。\n"
    assert not [name for name in files(ledger) if ".ybz-" in name]


def test_fmt_only_what_is_asked_for(ledger: Path) -> None:
    for path in (CATALOG, OTHER):
        (ledger / path).write_bytes((ledger / path).read_bytes() + b"\n")
    done = ybz(ledger, "fmt", str(ledger / OTHER))
    assert done.stdout == f"{OTHER}\n共 1 个文件：整理了 1 个。\n"
    assert ybz(ledger, "fmt", "catalogs/没有").exit_code == 2
    assert ybz(ledger, "fmt", "/tmp").exit_code == 2


def test_fmt_skips_what_it_cannot_read(ledger: Path) -> None:
    (ledger / CATALOG).write_bytes(b"code: [\n")
    (ledger / OTHER).write_bytes("name: 甲\n".encode("gb18030"))
    done = ybz(ledger, "fmt")
    assert done.exit_code == 0
    assert f"{CATALOG}：没有整理。YAML 写法有误，先按 ybz check 的提示改好\n" in done.stderr
    assert f"{OTHER}：没有整理。文件不是 UTF-8 编码：运行 ybz check --fix 可以改存\n" in done.stderr
    assert done.stdout == "共 4 个文件：整理了 0 个，跳过 2 个。\n"
    assert (ledger / CATALOG).read_bytes() == b"code: [\n"
    checked = ybz(ledger, "fmt", "--check")
    assert (checked.exit_code, CATALOG in checked.stderr, OTHER in checked.stderr) == (1, True, True)


def test_fmt_adds_the_header_only_where_there_is_a_schema_to_name(tmp_path: Path) -> None:
    root = write(tmp_path, {**small(), CATALOG: small()[CATALOG].partition(b"\n")[2]})
    assert ybz(root, "fmt").stdout == "共 4 个文件，格式都对。\n"
    write(root, SCHEMA)
    assert ybz(root, "fmt").stdout.startswith(CATALOG)
    assert (root / CATALOG).read_bytes() == small()[CATALOG]


# Traced, it would take three times as long; other tests cover the same lines.
@pytest.mark.no_cover
def test_the_sample_is_in_its_canonical_form() -> None:
    assert ybz(ROOT, "fmt", "--check").exit_code == 0


def test_a_killed_write_leaves_the_old_file(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (ledger / CATALOG).read_bytes()
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        desk(ledger).save(CATALOG, "x: 1\n")
    assert (ledger / CATALOG).read_bytes() == before
    assert not [name for name in files(ledger) if ".ybz-" in name]


# check --fix


def test_fix_says_what_it_changed_and_reports_the_rest(ledger: Path) -> None:
    path = ledger / CATALOG
    path.write_bytes(
        path.read_bytes()
        .replace("update_cycle: 每月".encode(), "update_cycle：月".encode())
        .replace("network: 政务外网".encode(), "network: 专有网".encode())
    )
    done = ybz(ledger, "check", "--fix", "catalogs/民政局")
    assert done.stdout.startswith(f"{CATALOG}\n    第 ")
    assert "    更新周期：“月”改为“每月”\n改了 1 个文件。\n\n" in done.stdout
    assert "A002" in done.stdout
    assert "A004" not in done.stdout
    assert done.exit_code == 1
    assert ybz(ledger, "check", "--fix").stdout.startswith("没有可以自动改正的问题。\n")


def test_fix_says_what_it_could_not_read(ledger: Path) -> None:
    path = ledger / CATALOG
    spoilt = path.read_bytes().replace("\nkind: 部门".encode(), '\nkind: "部门'.encode(), 1)
    path.write_bytes(spoilt)
    done = ybz(ledger, "check", "--fix")
    line = spoilt.split(b"\nkind:")[0].count(b"\n") + 2
    assert done.stdout.startswith(f"{CATALOG}\n    第 {line} 行读不通（引号没有配对")
    assert "没有整理，原样留着\n1 个文件读不通，没有整理，先按下面的提示改好。\n" in done.stdout
    assert "没有可以自动改正的问题" not in done.stdout
    assert path.read_bytes() == spoilt


def test_fix_keeps_reports_for_machines_clean(ledger: Path) -> None:
    (ledger / OTHER).write_bytes(b"\xef\xbb\xbf" + (ledger / OTHER).read_bytes())
    done = ybz(ledger, "check", "--fix", "--format", "json")
    assert json.loads(done.stdout)["summary"]["catalogs"] == 2
    assert "删去文件开头的 BOM 标记" in done.stderr
    assert ybz(ledger, "check", "--fix", "--at", "HEAD").exit_code == 2


def test_fix_renames_a_path_that_is_not_nfc(ledger: Path) -> None:
    wrong = f"catalogs/民政局/{unicodedata.normalize('NFD', 'Café信息')}.yml"
    (ledger / OTHER).rename(ledger / wrong)
    for tracked in (False, True):
        if tracked:
            git(ledger, "add", "-A")
        done = ybz(ledger, "check", "--fix")
        right = unicodedata.normalize("NFC", wrong)
        assert f"路径改为 NFC 形式：{right}" in done.stdout
        assert right in files(ledger)
        assert wrong not in files(ledger)
        (ledger / right).rename(ledger / wrong)
        git(ledger, "reset", "-q")


# new


def test_new_writes_a_file_to_fill_in(ledger: Path) -> None:
    done = ybz(ledger, "new", "--department", "民政局", "流浪乞讨人员救助信息")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith(f"已新建 {NEW}，目录代码 307001/000009。\n")
    values = document.read(NEW, (ledger / NEW).read_bytes())
    assert not values.traps
    assert {key: value for key, value in values.values.items() if value} == {
        "code": "307001/000009",
        "name": "流浪乞讨人员救助信息",
        "kind": "部门",
        "status": "在用",
        "share": {"type": None},
    }
    assert ybz(ledger, "fmt", "--check", NEW).exit_code == 0
    checked = json.loads(ybz(ledger, "check", "--format", "json", NEW).stdout)["findings"]
    assert [finding["field"] for finding in checked if finding["severity"] == "error"] == [
        *("domain", "summary", "office", "duties", "systems", "network", "level", "update_cycle", "share.type", "items")
    ]
    assert {finding["rule"] for finding in checked} == {"A003", "C204"}


def test_new_explains_every_field(ledger: Path) -> None:
    ybz(ledger, "new", "--department", "民政局", "流浪乞讨人员救助信息")
    written = text(ledger, NEW)
    schema = json.loads(SCHEMA["schema/catalog.schema.json"])
    for key, field in schema["properties"].items():
        if key != "retired":
            assert re.search(rf"^(?:# )?{key}:", written, re.MULTILINE), key
            assert f"# {field['title']}（" in written
    assert "#   三-4 负责临时救助工作\n" in written
    assert "#   可选：互联网、政务外网、部门专网\nnetwork:\n" in written


def test_opened_examples_are_right(ledger: Path) -> None:
    """Taking the marks off every example gives a document of the right shape for each field."""
    ybz(ledger, "new", "--department", "民政局", "流浪乞讨人员救助信息")
    opened = re.sub(r"^( *)# ([a-z_]+: |- \{)", r"\1\2", text(ledger, NEW), flags=re.MULTILINE)
    read = document.read(NEW, opened.encode())
    assert not read.traps
    assert len(read.values["items"]) == 3
    assert read.values["share"]["condition"]["kind"] == "依申请共享"


def test_new_counts_on_from_every_code_ever_used(ledger: Path) -> None:
    gone = ledger / "catalogs/民政局/旧信息.yml"
    gone.write_text("code: 307001/000041\nname: 旧信息\n", encoding="utf-8")
    commit(ledger)
    gone.unlink()
    commit(ledger)
    git(ledger, "checkout", "-q", "-b", "other")
    gone.write_text('{"code": "307001/000042", "name": 旧}\n', encoding="utf-8")
    commit(ledger)
    git(ledger, "checkout", "-q", "main")
    assert "目录代码 307001/000043。" in ybz(ledger, "new", "--department", "民政局", "甲乙信息").stdout
    assert "目录代码 307001/000044。" in ybz(ledger, "new", "--department", "民政局", "丙丁信息").stdout
    assert (
        "目录代码 207001/000001。" in ybz(ledger, "new", "--department", "民政局", "--kind", "主题", "戊己信息").stdout
    )


def test_new_without_a_history_says_so(tmp_path: Path) -> None:
    root = write(tmp_path, small())
    done = ybz(root, "new", "--department", "民政局", "流浪乞讨人员救助信息")
    assert "目录代码 307001/000009。" in done.stdout
    assert "提醒：不在 git 仓库里" in done.stderr


def test_new_in_a_shallow_clone_says_so(ledger: Path, tmp_path: Path) -> None:
    commit(ledger)
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{ledger}", "浅")
    assert "提醒：这是浅克隆" in ybz(tmp_path / "浅", "new", "--department", "民政局", "甲乙信息").stderr


def test_new_like_another(ledger: Path) -> None:
    done = ybz(ledger, "new", "--department", "民政局", "--like", code_of(small()[CATALOG]), "低保边缘家庭名单")
    assert done.exit_code == 0, done.output
    made = document.read("x", (ledger / "catalogs/民政局/低保边缘家庭名单.yml").read_bytes()).values
    source = document.read("x", small()[CATALOG]).values
    assert made["code"] == "307001/000009"
    assert made["name"] == "低保边缘家庭名单"
    assert made["items"] == source["items"]
    assert "resources" not in made


@pytest.mark.parametrize(
    "name",
    ["../x", "..", ".hidden信息", "CON", "nul", "com1.信息", "department", "Region", "一" * 65, "长" * 300, "😀" * 64, "甲", "", " ", "甲\n乙", "甲\u202e乙", "甲\u200b乙", "甲　乙", "\udc80甲"],
)  # fmt: skip
def test_names_no_file_can_bear_are_refused(ledger: Path, tmp_path: Path, name: str) -> None:
    before = files(tmp_path)
    done = ybz(ledger, "new", "--department", "民政局", "--", name)
    assert done.exit_code == 2
    assert re.search("错误：.*目录名称|错误：.*保留的名称", done.stderr), done.stderr
    assert files(tmp_path) == before
    again = ybz(ledger, "rename", code_of(small()[CATALOG]), "--", name)
    assert again.exit_code == 2
    assert files(tmp_path) == before


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("a/b", "a／b"),
        ("x/../../../y", "x／..／..／..／y"),
        ("C:\\甲", "C：＼甲"),
        ("甲 乙信息", "甲 乙信息"),
        ("😀信息", "😀信息"),
        ("-x信息", "-x信息"),
        ("甲: #乙", "甲： #乙"),
        ("'甲\"", "'甲＂"),
        ("true", "true"),
        ("$(touch x)", "$(touch x)"),
    ],
)
def test_odd_names_stay_in_the_folder(ledger: Path, tmp_path: Path, name: str, file: str) -> None:
    before = files(tmp_path)
    done = ybz(ledger, "new", "--department", "民政局", "--", name)
    assert done.exit_code == 0, done.output
    path = f"catalogs/民政局/{file}.yml"
    assert files(tmp_path).keys() - before.keys() == {f"一本 账/{path}"}
    assert document.read(path, (ledger / path).read_bytes()).values["name"] == name
    code = code_of((ledger / path).read_bytes())
    assert ybz(ledger, "rename", code, "--", f"{name}二").exit_code == 0
    assert ybz(ledger, "retire", code, "--reason", "试").exit_code == 0
    assert files(tmp_path).keys() - before.keys() == {f"一本 账/catalogs/民政局/retired/{file}二.yml"}


@pytest.mark.parametrize(
    "department", ["民政", "../民政局", "/etc", "没有这个局", "", "民政局/retired", "呼玛县", "民政局/../民政局"]
)
def test_departments_that_are_not_there(ledger: Path, department: str) -> None:
    before = files(ledger)
    done = ybz(ledger, "new", "--department", department, "甲乙信息")
    assert done.exit_code == 2
    assert "这个部门。相近的有：民政局" in done.stderr
    assert files(ledger) == before


def test_new_refuses_what_is_there(ledger: Path) -> None:
    name = Path(CATALOG).stem
    assert f"民政局已有《{name}》：{CATALOG}" in ybz(ledger, "new", "--department", "民政局", f" {name} ").stderr
    (ledger / CATALOG).rename(ledger / "catalogs/民政局/别的.yml")
    assert "民政局已有" in ybz(ledger, "new", "--department", "民政局/", name).stderr
    (ledger / "catalogs/民政局/链接信息.yml").symlink_to("/tmp/x")
    done = ybz(ledger, "new", "--department", "民政局", "链接信息")
    assert done.exit_code == 2
    assert "已经存在，没有覆盖它" in done.stderr
    assert (
        "民政局没有领取“基础”类的前段码（已有：部门、主题）"
        in ybz(ledger, "new", "--department", "民政局", "--kind", "基础", "甲乙信息").stderr
    )
    (ledger / DEPARTMENT).write_text("code_prefixes: 3\n", encoding="utf-8")
    assert "有错，读不出部门信息" in ybz(ledger, "new", "--department", "民政局", "甲乙信息").stderr


def test_next_code() -> None:
    assert next_code("307001", []) == "307001/000001"
    held = [b"code: 307001/000009\n", b'name: x\n"code" : "307001/000012" # x\n', b"related: [307001/000099]\n", b"items:\n  - {code: 307001/000098}\n", "code：307001/000013\n".encode("utf-16"), b"code: 3070011/000050\ncode: x\n"]  # fmt: skip
    assert next_code("307001", held) == "307001/000014"
    with pytest.raises(EditError, match="已经用到 999999"):
        next_code("307001", [b"code: 307001/999999\n"])


# retire


def test_retire_writes_the_tombstone_and_moves_it(ledger: Path) -> None:
    (ledger / CATALOG).write_bytes((ledger / CATALOG).read_bytes().replace(b"status:", "# 状态说明\nstatus:".encode()))
    git(ledger, "commit", "-q", "-am", "x", when="2026-02-01T23:30:00+00:00")
    code, heir = code_of(small()[CATALOG]), code_of(small()[OTHER])
    done = ybz(ledger, "retire", code, "--reason", " 职责已移交: 见 通知 ", "--replaced-by", heir)
    target = "catalogs/民政局/retired/临时救助对象名单.yml"
    assert done.stdout == f"已下架 {code}《临时救助对象名单》，日期 2026-02-02：移到 {target}\n"
    assert text(ledger, target).endswith(
        f'# 状态说明\nstatus: 已下架\nretired: {{date: 2026-02-02, reason: "职责已移交: 见 通知", replaced_by: {heir}}}\n'
    )
    assert text(ledger, target).startswith("# yaml-language-server: $schema=../../../schema/catalog.schema.json\n")
    assert git(ledger, "-c", "core.quotepath=off", "status", "--porcelain") == f"RM {CATALOG} -> {target}"
    assert "A0" not in ybz(ledger, "check", target).stdout
    again = ybz(ledger, "retire", code, "--reason", "x")
    assert (again.exit_code, "已经下架" in again.stderr) == (2, True)


def test_retire_leaves_the_index_alone_where_git_does_not_know_the_file(ledger: Path) -> None:
    ybz(ledger, "new", "--department", "民政局", "流浪乞讨人员救助信息")
    assert ybz(ledger, "retire", "307001/000009", "--reason", "试", "--on", "2026-03-01").exit_code == 0
    assert git(ledger, "diff", "--cached", "--name-only") == ""
    assert "retired: {date: 2026-03-01, reason: 试}" in text(ledger, NEW.replace("民政局/", "民政局/retired/"))


def test_retire_outside_of_git_needs_a_day(tmp_path: Path) -> None:
    root = write(tmp_path, small())
    code = code_of(small()[CATALOG])
    done = ybz(root, "retire", code, "--reason", "试")
    assert (done.exit_code, "用 --on 写明下架日期" in done.stderr) == (2, True)
    assert ybz(root, "retire", code, "--reason", "试", "--on", "2026-03-01").exit_code == 0
    assert CATALOG not in files(root)


def test_retire_refuses(ledger: Path) -> None:
    code = code_of(small()[CATALOG])
    before = files(ledger)
    for args, sentence in (
        (["307001/00003", "--reason", "x"], "没有目录代码“307001/00003”。相近的有：307001/000003《临时救助对象名单》"),
        ([code, "--reason", " "], "原因是空的"),
        ([code, "--reason", "x", "--replaced-by", code], "替代目录不能是它自己"),
        ([code, "--reason", "x", "--replaced-by", "309001/000001"], "没有目录代码“309001/000001”"),
        ([code, "--reason", "x", "--on", "2026-13-01"], "不是日期"),
    ):
        done = ybz(ledger, "retire", *args)
        assert (done.exit_code, sentence in done.stderr) == (2, True), done.stderr
    assert files(ledger) == before
    write(ledger, {"catalogs/民政局/retired/临时救助对象名单.yml": b"code: 307001/000090\n"})
    assert "已经存在：先用 ybz rename" in ybz(ledger, "retire", code, "--reason", "x").stderr
    write(ledger, {"catalogs/民政局/又一份信息.yml": f"code: {code}\n".encode()})
    assert f"目录代码 {code} 有 2 份目录" in ybz(ledger, "retire", code, "--reason", "x").stderr


def test_a_move_that_fails_leaves_everything_as_it_was(ledger: Path) -> None:
    (ledger / ".git/index.lock").touch()
    before = files(ledger)
    done = ybz(ledger, "retire", code_of(small()[CATALOG]), "--reason", "x")
    assert (done.exit_code, "另一个 git 正在运行" in done.stderr) == (2, True)
    assert files(ledger) == before


def test_broken_catalogs_are_not_edited(ledger: Path) -> None:
    (ledger / CATALOG).write_bytes(small()[CATALOG] + b"status: x\n")
    for args in (["retire", "--reason", "x"], ["rename", "甲乙信息"]):
        done = ybz(ledger, args[0], code_of(small()[CATALOG]), *args[1:])
        assert done.exit_code == 1
        assert "YAML 写法有误" in done.stderr
    assert (ledger / CATALOG).read_bytes() == small()[CATALOG] + b"status: x\n"


# rename


def test_rename_changes_name_and_file_and_checks(ledger: Path) -> None:
    code = code_of(small()[CATALOG])
    done = ybz(ledger, "rename", code, "临时救助/对象信息", "--alias")
    target = "catalogs/民政局/临时救助／对象信息.yml"
    assert done.stdout.startswith(f"已改名 {code}：《临时救助对象名单》→《临时救助/对象信息》，文件 {target}\n")
    assert "N107" in done.stdout
    assert "\nname: 临时救助/对象信息\naliases: [临时救助对象名单]\n" in text(ledger, target)
    assert git(ledger, "-c", "core.quotepath=off", "status", "--porcelain") == f"RM {CATALOG} -> {target}"
    back = ybz(ledger, "rename", code, "临时救助对象名单")
    assert "校验没有发现问题。" in back.stdout or "个问题" in back.stdout
    assert CATALOG in files(ledger)


def test_rename_puts_a_wrong_file_name_right(ledger: Path) -> None:
    (ledger / CATALOG).rename(ledger / "catalogs/民政局/别的.yml")
    assert ybz(ledger, "rename", code_of(small()[CATALOG]), "临时救助对象名单").exit_code == 0
    assert files(ledger)[CATALOG] == small()[CATALOG]


def test_rename_to_the_same_name_says_that_nothing_changed(ledger: Path) -> None:
    before = files(ledger)
    done = ybz(ledger, "rename", code_of(small()[CATALOG]), "临时救助对象名单")
    assert (done.exit_code, "什么也没有改动" in done.stdout, "已改名" in done.stdout) == (0, True, False)
    assert files(ledger) == before


def test_rename_refuses_a_name_that_is_taken(ledger: Path) -> None:
    done = ybz(ledger, "rename", code_of(small()[CATALOG]), Path(OTHER).stem)
    assert (done.exit_code, f"同一文件夹里已有《{Path(OTHER).stem}》：{OTHER}" in done.stderr) == (2, True)
    assert ybz(ledger, "rename", "nope", "甲乙").exit_code == 2


# completion, editors


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str) -> None:
    done = CliRunner().invoke(main, ["completion", shell], prog_name="ybz")
    assert done.exit_code == 0
    assert f"_YBZ_COMPLETE={shell}_complete" in done.stdout


def test_completion_knows_the_commands() -> None:
    env = {"_YBZ_COMPLETE": "bash_complete", "COMP_WORDS": "ybz re", "COMP_CWORD": "1"}
    done = CliRunner().invoke(main, [], prog_name="ybz", env=env)
    assert done.stdout.split() == ["plain,rename", "plain,retire", "plain,review"]


def matches(path: str, patterns: list[str]) -> bool:
    """VS Code's globs, as far as they are used: ``**/`` is any folders, ``*`` any part of a name."""

    def one(pattern: str) -> bool:
        expression = re.escape(pattern).replace(r"\*\*/", "(?:.*/)?").replace(r"\*", "[^/]*")
        return re.fullmatch(expression, path) is not None

    return any(one(p) for p in patterns if p[0] != "!") and not any(one(p[1:]) for p in patterns if p[0] == "!")


SAMPLE = sorted(path for path in tree.of_folder(ROOT).files if is_document(path))


def test_vscode_gives_every_document_its_schema() -> None:
    settings = json.loads(text(ROOT, ".vscode/settings.json"))
    layout = Layout(SAMPLE)
    for path in SAMPLE:
        named = [schema for schema, patterns in settings["yaml.schemas"].items() if matches(path, patterns)]
        assert named == [f"./schema/{layout.classify(path)[0]}.schema.json"], path
    assert settings["files.encoding"] == "utf8"
    assert settings["files.eol"] == "\n"
    assert settings["yaml.format.enable"] is False
    assert "redhat.vscode-yaml" in json.loads(text(ROOT, ".vscode/extensions.json"))["recommendations"]


@pytest.mark.parametrize("path", SAMPLE)
def test_headers_lead_to_the_schema(path: str) -> None:
    first = text(ROOT, path).partition("\n")[0]
    target = (ROOT / path).parent / first.partition("$schema=")[2]
    assert target.resolve() == ROOT / f"schema/{Layout(SAMPLE).classify(path)[0]}.schema.json"
    assert target.is_file()


def test_hooks_for_pre_commit() -> None:
    hooks = {hook["id"]: hook for hook in yaml.safe_load(text(ROOT, ".pre-commit-hooks.yaml"))}
    assert hooks.keys() == {"ybz-check", "ybz-fmt"}
    for hook in hooks.values():
        assert hook["language"] == "python"
        assert hook["entry"].split()[:2] in (["ybz", "check"], ["ybz", "fmt"])
        assert re.search(hook["files"], CATALOG)


def test_a_desk_is_made_of_documents_only(ledger: Path) -> None:
    (ledger / "catalogs/民政局/坏.yaml").write_text("x", encoding="utf-8")
    assert isinstance(desk(ledger), Desk)
    assert sorted(desk(ledger).kinds) == sorted(small())
