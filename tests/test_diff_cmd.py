"""``ybz diff``: what it compares, and how it says what it found."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook

from ledgers import commit, git, write
from story import HOMES, ROSTER, catalog
from test_periods import change, field
from yibenzhang.cli import main
from yibenzhang.model.change import Impact, Kind
from yibenzhang.outputs.changes import json as json_output
from yibenzhang.outputs.changes import markdown, text, words
from yibenzhang.outputs.changes.report import Difference, Moment
from yibenzhang.outputs.changes.wording import pieces
from yibenzhang.sources.git import Repository

OLD, NEW = Moment("v1", "a" * 40), Moment("工作区")
BREAKING = Impact.BREAKING


def ybz(root: Path, *args: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *args], prog_name="ybz")


def found(root: Path, *args: str) -> dict[str, Any]:
    result = ybz(root, "diff", *args, "--format", "json")
    assert result.exit_code == 0, result.output
    data: dict[str, Any] = json.loads(result.stdout)
    return data


def kinds(said: dict[str, Any]) -> dict[str, str]:
    return {each["code"]: each["kind"] for each in said["changes"]}


def test_text() -> None:
    """Golden: groups by impact, changed words marked, reasons, files."""
    summary = field(
        "summary", "全区城乡低保在保人员的原始明细，按月更新。", "全区农村低保在保人员的原始明细，按季更新。"
    )
    tight = field("share.type", "无条件共享", "有条件共享", impact=BREAKING)
    report = Difference(
        old=OLD,
        new=NEW,
        changes=(
            change("1", impact=BREAKING, fields=(tight, summary)),
            change("2", Kind.ADDED, fields=(field("items", None, [{"name": "姓名"}], Kind.ADDED),)),
        ),
        scope="民政局",
    )
    assert text.difference(report) == (
        "比较：v1（aaaaaaa） → 工作区\n"
        "范围：民政局\n"
        "共 2 份目录有变化：新增 1，变更 1；破坏性 1，说明性 1。\n"
        "\n"
        "【破坏性】1 份\n"
        "  变更 1《目录1》　民政局\n"
        "      破坏性 share.type：无条件共享 → 有条件共享\n"
        "      说明性 summary：全区〔删：城乡〕〔增：农村〕低保在保人员的原始明细，按〔删：月〕〔增：季〕更新。\n"
        "      catalogs/民政局/1.yml\n"
        "\n"
        "【说明性】1 份\n"
        "  新增 2《目录2》　民政局（数据项 1 个）\n"
        "      catalogs/民政局/2.yml\n"
    )
    assert text.difference(Difference(old=OLD, new=NEW, changes=())).endswith("目录没有变化。\n")


def test_markdown() -> None:
    summary = field("summary", "全区城乡低保在保人员的原始明细|`x`", "全区农村低保在保人员的原始明细|`x`")
    report = Difference(old=OLD, new=NEW, changes=(change("1", impact=BREAKING, fields=(summary,)),))
    assert markdown.difference(report) == (
        "### 目录变更：变更 1；破坏性 1\n\nv1（aaaaaaa） → 工作区\n\n#### 破坏性\n\n"
        "⚠ **变更** 1《目录1》 民政局，破坏性\n\n"
        "| 影响 | 字段 | 原来 | 现在 | 原因 |\n|---|---|---|---|---|\n"
        "| 说明性 | summary | 全区<del>城乡</del>低保在保人员的原始明细&#124;`` `x` `` "
        "| 全区<ins>农村</ins>低保在保人员的原始明细&#124;`` `x` `` |  |\n"
    )


def test_markdown_is_cut_where_a_host_would_refuse_it() -> None:
    changes = tuple(change(str(n), fields=(field("summary", "旧" * 300, "新" * 300),)) for n in range(200))
    said = markdown.difference(Difference(old=OLD, new=NEW, changes=changes))
    assert len(said) <= 65_536
    left = 200 - said.count("**变更**")
    assert left > 0
    assert f"还有 {left} 份目录的变化没有列在这里" in said


def test_colour_is_only_for_terminals() -> None:
    changes = (change("1", impact=BREAKING, fields=(field("level", 3, 2, impact=BREAKING),)),)
    assert "\x1b[31m破坏性\x1b[0m" in text.difference(Difference(old=OLD, new=NEW, changes=changes, colour=True))
    assert "\x1b" not in text.difference(Difference(old=OLD, new=NEW, changes=changes))


def test_json_has_the_keys_that_are_promised() -> None:
    report = Difference(old=OLD, new=NEW, changes=(change("1\x1b\u202e", fields=(field("level", 3, None),)),))
    said = json_output.difference(report)
    assert said.isascii() or "\u202e" not in said
    data = json.loads(said)
    assert (data["from"], data["to"], data["to_name"]) == ("a" * 40, None, "工作区")
    assert {"code", "name", "department", "kind", "impact", "fields"} <= data["changes"][0].keys()
    assert {"path", "label", "kind", "old", "new", "impact", "reason"} <= data["changes"][0]["fields"][0].keys()
    assert data["changes"][0]["code"] == "1\x1b\u202e"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "（无）"),
        ("", "（空）"),
        (True, "是"),
        (False, "否"),
        (3, "3"),
        ([], "（空）"),
        (["甲", "乙"], "甲、乙"),
        ([{"name": "姓名", "type": "C"}, {"title": "法"}], "姓名、法"),
        ({"type": "C", "length": 18}, "类型：C，长度：18"),
        ("一行\n两行", "一行 两行"),
        ("长" * 500, "长" * 400 + "……（共 500 字）"),
    ],
)
def test_values_as_people_say_them(value: Any, shown: str) -> None:
    assert words.value(value, "items[]" if isinstance(value, dict) else "") == shown


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("全区低保在保人员的原始明细，按月更新。", "全区低保在保人员的明细，按月更新。", ["全区低保在保人员的", "-原始", "明细，按月更新。"]),
        ("按月更新的全区在保人员明细", "按季更新的全区在保人员明细表", ["按", "-月", "+季", "更新的全区在保人员明细", "+表"]),
    ],
)  # fmt: skip
def test_changed_words(old: str, new: str, marked: list[str]) -> None:
    assert [mark + piece for mark, piece in pieces(old, new)] == marked


@pytest.mark.parametrize(
    ("old", "new"),
    [("每月", "每季度"), ("307001/000001-x", "307001/000002-x"), ("全区在保人员的原始明细数据", "完全是另一句不相干的话吧嗯嗯"), (None, "全区在保人员的原始明细数据"), ("长" * 5000, "长" * 4999)],
)  # fmt: skip
def test_what_is_shown_as_a_whole(old: Any, new: Any) -> None:
    assert not pieces(old, new)


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["批次/2026-01", "批次/2026-02"], {"307001/000001": "renamed", "307001/000002": "changed"}),
        (["批次/2026-01..批次/2026-02"], {"307001/000001": "renamed", "307001/000002": "changed"}),
        (["@2026-01-10", "2026-01-25"], {"307001/000001": "changed"}),
        (["main~3", "main~2"], {"307001/000003": "added"}),
        (["main"], {}),
        ([], {}),
        (["批次/2026-02", "main", "--kind", "移交,下架"], {"307001/000002": "retired", "309001/000001": "moved"}),
        (["批次/2026-02", "main", "--impact", "breaking"], {"309001/000001": "moved"}),
        (["批次/2026-02", "main", "--department", "医保局"], {"309001/000001": "moved"}),
    ],
)
def test_what_is_compared(past_ledger: Path, args: list[str], expected: dict[str, str]) -> None:
    assert kinds(found(past_ledger, *args)) == expected


def test_the_ends_are_named(past_ledger: Path) -> None:
    said = found(past_ledger, "批次/2026-01", "批次/2026-02")
    assert said["from"] == git(past_ledger, "rev-parse", "批次/2026-01^{commit}")
    assert said["to"] == git(past_ledger, "rev-parse", "批次/2026-02")
    assert found(past_ledger)["to"] is None


def test_the_working_tree(past_ledger: Path, tmp_path: Path) -> None:
    """Changed, new and broken files that nobody has committed."""
    root = shutil.copytree(past_ledger, tmp_path / "账")
    write(
        root,
        {
            HOMES: b"x: [",
            ROSTER: catalog("307001/000001", "新名"),
            "catalogs/民政局/新.yml": catalog("307001/000009", "新"),
        },
    )
    said = found(root)
    assert kinds(said) == {"307001/000002": "unreadable", "307001/000001": "restored", "307001/000009": "added"}
    assert "比较：HEAD（" in ybz(root, "diff").stdout
    assert git(root, "status", "--porcelain") != ""


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["没有"], "没有找到版本“没有”"),
        (["main", "--department", "民正局"], "相近的有：民政局"),
        (["main", "--kind", "改了"], "没有“改了”这种变更：added（新增）"),
        (["main", "--impact", ","], "没有写哪种影响"),
        (["main", "--format", "xlsx", "-o", "x.txt"], "要以 .xlsx 结尾"),
        (["main", "-o", "catalogs/x.txt"], "那里只放账"),
        (["--format", "atom"], "“atom”不对，应为"),
    ],
)
def test_wrong_uses(past_ledger: Path, args: list[str], said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(past_ledger)
    result = ybz(past_ledger, "diff", *args)
    assert (result.exit_code, said in result.stderr) == (2, True), result.stderr


def test_outside_of_git(tmp_path: Path) -> None:
    root = write(tmp_path, {"catalogs/registry.yml": b"name: x\n"})
    for args in (["diff"], ["log"], ["show", "x", "--at", "HEAD"], ["blame", "x"]):
        result = ybz(root, *args)
        assert (result.exit_code, "不在 git 仓库里" in result.stderr) == (2, True), args
    git(root, "init", "-q")
    for args in (["diff"], ["diff", "HEAD"], ["log"]):
        result = ybz(root, *args)
        assert (result.exit_code, "还没有提交" in result.stderr) == (2, True), args


def test_to_a_file(past_ledger: Path, tmp_path: Path) -> None:
    """The ending says the format; a workbook of a comparison has no approvals in it."""
    files = {ending: tmp_path / f"x{ending}" for ending in (".txt", ".md", ".json", ".xlsx")}
    for file in files.values():
        result = ybz(past_ledger, "diff", "批次/2026-01", "main", "-o", str(file))
        assert (result.exit_code, result.stdout) == (0, ""), result.output
    assert files[".txt"].read_text("utf-8").startswith("比较：")
    assert files[".md"].read_text("utf-8").startswith("### 目录变更")
    assert len(json.loads(files[".json"].read_text("utf-8"))["changes"]) == 2
    book = CalamineWorkbook.from_filelike(io.BytesIO(files[".xlsx"].read_bytes()))
    assert book.sheet_names == ["封面说明", "变更明细", "变更汇总", "下架目录", "破坏性变更"]
    heads = book.get_sheet_by_name("变更明细").to_python(skip_empty_area=False)[2]
    assert heads[:5] == ["序号", "部门", "目录代码", "目录名称", "变更"]
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".ybz")]


def test_days_with_a_mark_are_read_everywhere(past_ledger: Path) -> None:
    repository = Repository.find(past_ledger)
    assert repository is not None
    assert repository.commit("@2026-01-25") == repository.commit("2026-01-25") == repository.commit("批次/2026-01")
    for command in ("check", "log", "show 307001/000001"):
        marked, plain = (ybz(past_ledger, *command.split(), "--at", day) for day in ("@2026-01-06", "2026-01-06"))
        assert marked.stdout.replace("@", "") == plain.stdout != ybz(past_ledger, *command.split()).stdout, command
    assert "2026-01-02 之前没有任何提交" in ybz(past_ledger, "check", "--at", "@2026-01-02").stderr


def test_export_of_a_tag_gives_the_same_bytes_as_when_it_was_the_head(tmp_path: Path) -> None:
    root = write(
        tmp_path / "账", {"catalogs/registry.yml": b"name: x\n", HOMES: catalog("307001/000002", "养老机构信息")}
    )
    commit(root)
    git(root, "tag", "批次/1")
    then, now = tmp_path / "then.xlsx", tmp_path / "now.xlsx"
    assert ybz(root, "export", "xlsx", "-o", str(then)).exit_code == 0
    write(root, {HOMES: b"[", "catalogs/registry.yml": b"name: y\nsample: true\n"})
    commit(root, "2026-05-01T12:00:00+08:00")
    for at in ("批次/1", "@2026-01-10"):
        assert ybz(root, "export", "xlsx", "--at", at, "-o", str(now)).exit_code == 0
        assert now.read_bytes() == then.read_bytes(), at
