"""``ybz log``: what it lists, how it is narrowed, and what it says of a history that is not whole."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result

from ledgers import commit, git
from test_periods import LOG, change, field, revision
from yibenzhang.cli import main
from yibenzhang.model.change import Impact, Kind, Origin, Revision
from yibenzhang.outputs.changes import json as json_output
from yibenzhang.outputs.changes import markdown, text
from yibenzhang.outputs.changes.report import Journal, Moment
from yibenzhang.sources.git import Repository
from yibenzhang.sources.gittags import Tag, closes, tags

HEAD = Moment("HEAD", "f" * 40)


def ybz(root: Path, *args: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *args], prog_name="ybz")


def subjects(result: Result) -> list[str]:
    assert result.exit_code == 0, result.output
    return [each["subject"] for each in json.loads(result.stdout)["revisions"]]


def journal(*revisions: Revision, **more: Any) -> Journal:
    return Journal(revisions=lambda: revisions, head=HEAD, **more)


ONE = revision(
    "c" * 40, "2026-03-02", change("1", impact=Impact.BREAKING, fields=(field("level", 2, 3, impact=Impact.BREAKING),)),
    submitted="2026-02-26T09:00:00+08:00", submitters=("王芳", "赵敏"), approver="李雷", working_days=2, review="#12",
    origin=Origin(submitted="推算", approver="merge"), subject="改级别", signature="signed", provisional=True,
)  # fmt: skip


def test_text() -> None:
    """Golden."""
    assert "".join(text.log(journal(ONE, revision("d" * 40, "2026-03-01"), scope="民政局"))) == (
        "范围：民政局\n\n"
        "2026-03-02 10:00  ccccccc  #12  改级别\n"
        "    提交：2026-02-26 王芳、赵敏（推算）　审核：李雷（合并人）　用时 2 个工作日（暂定）　有签名\n"
        "    破坏性 变更 1《目录1》　民政局\n"
        "        破坏性 level：2 → 3\n"
        "\n"
        "共 1 次审核，1 份次目录变更。另有 1 次提交没有改动目录。\n"
    )
    assert "".join(text.log(journal(*LOG, most=2))).endswith(
        "\n共 2 次审核，3 份次目录变更。更早的没有列出。另有 1 次提交没有改动目录。\n"
    )
    assert "".join(text.log(journal())) == "没有目录变更。\n"


def test_markdown() -> None:
    assert "".join(markdown.log(journal(ONE))) == (
        "# 变更记录\n\n"
        "## 2026-03-02 10:00 改级别 `#12`\n\n"
        "提交：2026-02-26 王芳、赵敏（推算）　审核：李雷（合并人）　用时 2 个工作日（暂定）　提交号 `ccccccc`\n\n"
        "⚠ **变更** 1《目录1》 民政局，破坏性\n\n"
        "| 影响 | 字段 | 原来 | 现在 | 原因 |\n|---|---|---|---|---|\n"
        "| 破坏性 | level | 2 | 3 |  |\n\n"
        "共 1 次审核，1 份次目录变更。"
        "\n"
    )


def test_nothing_people_write_drives_a_terminal() -> None:
    bad = "\x1b[2J\u202e\x07"
    one = change(bad, name=bad, department=bad, file=bad, fields=(field("level", bad, [bad]),))
    many = journal(
        revision("e" * 40, "2026-01-01", one, subject=bad, submitters=(bad,), approver=bad, review=bad), scope=bad
    )
    for said in ("".join(text.log(many)), "".join(markdown.log(many)), b"".join(json_output.log([json_output.record(r) for r in many.revisions()], shallow=False)).decode()):  # fmt: skip
        assert not {"\x1b", "\u202e", "\x07"} & set(said)


@pytest.mark.parametrize("char", ["\x7f", "\x85", "\u061c", "\u200b", "\u200f", "\u2028", "\u202e", "\u2066", "\ufeff"])
def test_json_escapes_what_hides(char: str) -> None:
    """In the raw bytes, as the reporter of findings does it in text; the same is read back."""
    record = msgspec.json.encode({"text": f"一{char}“二”…"})
    made = json_output.harmless(record)
    assert made == record.replace(char.encode(), b"\\u%04x" % ord(char))
    assert json.loads(made) == {"text": f"一{char}“二”…"}
    assert json_output.harmless(b'"\xe4\xb8\x80\xe2\x80\x9c"') == b'"\xe4\xb8\x80\xe2\x80\x9c"'


def test_json_of_a_text_that_is_no_unicode() -> None:
    made = json_output.record(revision("e" * 40, "2026-01-01", change("1", file="catalogs/\udcff.yml")))
    assert json.loads(made)["changes"][0]["file"] == "catalogs/\udcff.yml"


def test_json_of_a_whole_history(past_ledger: Path) -> None:
    """Every first-parent commit, one a line, with the promised keys."""
    result = ybz(past_ledger, "log", "--format", "json")
    lines = result.stdout.splitlines()
    assert (lines[0], lines[-1]) == ('{"shallow": false, "revisions": [', "]}")
    said = json.loads(result.stdout)["revisions"]
    assert [each["commit"] for each in said] == git(past_ledger, "rev-list", "--first-parent", "HEAD").split()
    assert len(lines) == len(said) + 2
    keys = {
        "commit",
        "submitted",
        "approved",
        "submitters",
        "approver",
        "origin",
        "review",
        "working_days",
        "subject",
        "changes",
    }
    assert all(keys <= each.keys() for each in said)
    merge = next(each for each in said if each["review"] == "#12")
    assert (merge["submitted"][:10], merge["approved"][:10], merge["submitters"], merge["approver"]) == ("2026-01-16", "2026-01-20", ["王芳"], "某人")  # fmt: skip
    assert (merge["working_days"], merge["origin"]) == (2, {"submitted": "merge", "approver": "merge"})


MERGED = "Merge pull request #12 from x/share"


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["307001/000001"], ["移交医保局", "改名", MERGED, "建账"]),
        (["309001/000001"], ["移交医保局"]),
        (["临时救助名单"], ["移交医保局", "改名", MERGED, "建账"]),
        (["医保局"], ["移交医保局"]),
        (["--since", "2026-02-01", "--until", "@2026-02-11"], ["写坏了", "改名"]),
        (["--tag", "批次/2026-02"], ["改好", "写坏了", "改名"]),
        (["--tag", "2026-01"], [MERGED, "建账"]),
        (["--kind", "移交,下架"], ["下架", "移交医保局"]),
        (["--kind", "removed", "--impact", "破坏性"], ["删掉"]),
        (["民政局", "--max", "1"], ["下架"]),
        (["--at", "批次/2026-01"], [MERGED, "建账"]),
        (["--at", "@2026-01-10"], ["建账"]),
        (["--at", "2026-01"], [MERGED, "建账"]),
        (["--at", "2026/1/10"], ["建账"]),
        (["--at", "2026.01.10"], ["建账"]),
        (["--since", "2026/2/1", "--until", "2026.2.11"], ["写坏了", "改名"]),
        (["catalogs/医保局/"], ["移交医保局"]),
        (["catalogs/医保局/救助对象名单.yml"], ["移交医保局"]),
    ],
)
def test_narrowed(past_ledger: Path, args: list[str], expected: list[str]) -> None:
    assert subjects(ybz(past_ledger, "log", *args, "--format", "json")) == expected


def test_the_other_catalogs_of_a_revision_are_left_out(past_ledger: Path) -> None:
    said = json.loads(ybz(past_ledger, "log", "307001/000002", "--until", "2026-01-05", "--format", "json").stdout)
    assert [each["code"] for each in said["revisions"][0]["changes"]] == ["307001/000002"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["307001/000009"], "相近的有：307001/00000"),
        (["民正局"], "没有“民正局”这份目录、这个部门或县（市）。相近的有：民政局"),
        (["\x1b[31m"], "\\u001b[31m"),
        (["--tag", "2026-09"], "有的标签：批次/2026-0"),
        (["--since", "昨天"], "不是日期"),
        (["--since", "2026-02-01", "--until", "2026-01-01"], "没有这样的日子"),
        (["--period", "month", "--format", "atom"], "没有 atom 格式"),
        (["--max", "0"], "1 以上的整数"),
        (["--period", "周"], "没有“周”这种期：month（月）、quarter（季度）"),
        (["--period", "月,年"], "期只能写一种"),
        (["--until", "2026/2.1"], "不是日期"),
        (["--at", "没有"], "没有找到版本"),
    ],
)
def test_wrong_uses(past_ledger: Path, args: list[str], said: str) -> None:
    result = ybz(past_ledger, "log", *args)
    assert (result.exit_code, said in result.stderr, result.stdout) == (2, True, ""), result.stderr


def test_a_workbook_is_not_for_a_terminal(past_ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yibenzhang.cli.output.is_terminal", lambda: True)
    result = ybz(past_ledger, "log", "--format", "xlsx")
    assert (result.exit_code, "用 -o 写到文件" in result.stderr, result.stdout) == (2, True, "")


def test_an_ending_that_says_no_format_lists_those_that_do(past_ledger: Path, tmp_path: Path) -> None:
    result = ybz(past_ledger, "log", "-o", str(tmp_path / "x.docx"))
    assert (result.exit_code, "要以其中一种结尾：.txt、.md、.json、.xlsx、.atom" in result.stderr) == (2, True)
    result = ybz(past_ledger, "log", "--format", "text", "-o", str(tmp_path / "x.md"))
    assert (result.exit_code, "不是文本文件的文件名：要以 .txt 结尾" in result.stderr) == (2, True)
    result = ybz(past_ledger, "log", "--format", "json", "-o", str(tmp_path / "x.md"))
    assert "不是 JSON 文件的文件名：要以 .json 结尾" in result.stderr


@pytest.mark.parametrize(("pager", "lines", "paged"), [("head -n 1", 5, True), ("head -n 1", 200, False), ("", 5, False), ("'", 5, False)])  # fmt: skip
def test_what_is_longer_than_the_screen_is_paged(
    past_ledger: Path, monkeypatch: pytest.MonkeyPatch, pager: str, lines: int, *, paged: bool
) -> None:
    monkeypatch.setattr("yibenzhang.cli.output.is_terminal", lambda: True)
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda self: True, raising=False)
    monkeypatch.setenv("PAGER", pager)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", str(lines))
    given: list[str] = []
    monkeypatch.setattr("click.echo_via_pager", lambda texts: given.extend(texts))
    result = ybz(past_ledger, "log")
    assert result.exit_code == 0
    whole = "".join(given) if paged else result.stdout
    assert (bool(given), whole.endswith("份次目录变更。另有 1 次提交没有改动目录。\n")) == (paged, True), whole


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals")
def test_leaving_the_pager_early_is_no_error(past_ledger: Path) -> None:
    """A real terminal, and a pager that reads one line."""
    import pty

    control, terminal = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "yibenzhang", "-C", str(past_ledger), "log"],
        stdin=terminal, stdout=terminal, stderr=subprocess.PIPE, timeout=60, check=False,
        env={**os.environ, "PAGER": "head -n 1", "LINES": "5", "COLUMNS": "80", "TERM": "xterm"},
    )  # fmt: skip
    os.close(terminal)
    shown = os.read(control, 1 << 16).decode()
    os.close(control)
    assert (done.returncode, done.stderr.decode().count("Traceback")) == (0, 0), done.stderr
    assert len(shown.splitlines()) == 1


def test_a_member_named_as_its_value_is_said_once() -> None:
    word = msgspec.structs.replace(field("keywords[低保]", None, "低保", Kind.ADDED), label="关键字“低保”", reason="无")
    assert text.field(word, colour=False) == "说明性 新增 关键字“低保”（无）"
    assert text.field(msgspec.structs.replace(word, new="低"), colour=False) == "说明性 新增 关键字“低保”：低（无）"


def test_where_the_log_of_a_renamed_department_goes_on(past_ledger: Path, tmp_path: Path) -> None:
    root = shutil.copytree(past_ledger, tmp_path / "账")
    git(root, "mv", "catalogs/医保局", "catalogs/医疗保障局")
    commit(root, "2026-04-01T10:00:00+08:00", "改名")
    old, new = (ybz(root, "log", name).stdout for name in ("医保局", "医疗保障局"))
    assert "次审核，1 份次目录变更。" in new
    assert "\n2026-04 起 1 份目录改由 医疗保障局 提供，以后的看：ybz log 医疗保障局\n" in old
    assert "\n2026-04 以前 1 份目录由 医保局 提供，更早的看：ybz log 医保局\n" in new
    assert "更早的看" in ybz(root, "log", "医疗保障局", "--format", "markdown").stdout


def test_periods(past_ledger: Path) -> None:
    said = ybz(past_ledger, "log", "--period", "tag").stdout
    heads = [line for line in said.splitlines() if line and not line.startswith(" ")]
    assert heads == [
        "尚未归期　2026-03-01 至 2026-03-05　4 次审核",
        "第2期（批次/2026-02）　2026-02-03 至 2026-02-12　3 次审核",
        "第1期（批次/2026-01）　2026-01-05 至 2026-01-20　2 次审核",
    ]
    months = json.loads(ybz(past_ledger, "log", "--period", "month", "--format", "json").stdout)["periods"]
    assert [(each["key"], each["number"], each["kinds"]["added"]) for each in months] == [("2026-03", 3, 1), ("2026-02", 2, 0), ("2026-01", 1, 2)]  # fmt: skip
    assert "## 第1期（2026年第1季度）" in ybz(past_ledger, "log", "--period", "季度", "--format", "markdown").stdout
    one = json.loads(ybz(past_ledger, "log", "医保局", "--period", "year", "--format", "json").stdout)["periods"]
    assert [(each["name"], each["changes"]) for each in one] == [("2026年", 1)]


def test_tags_of_every_sort(tmp_path: Path) -> None:
    """Annotated, lightweight, of a tag, on a side branch, on another history: only what HEAD contains, where it closes."""
    first = commit(tmp_path, message="1")
    second = commit(tmp_path, message="2")
    git(tmp_path, "tag", "批次/1", first)
    git(tmp_path, "tag", "-a", "-m", "x", "批次/2", second)
    git(tmp_path, "tag", "-a", "-m", "x", "批次/2b", "批次/2")
    git(tmp_path, "tag", "v1", second)
    git(tmp_path, "checkout", "-q", "-b", "side", first)
    side = commit(tmp_path, message="side")
    git(tmp_path, "tag", "批次/侧", side)
    git(tmp_path, "checkout", "-q", "main")
    git(tmp_path, "merge", "-q", "--no-ff", "-m", "m", "side")
    git(tmp_path, "checkout", "-q", "--orphan", "other")
    commit(tmp_path, message="o")
    git(tmp_path, "tag", "批次/别处")
    git(tmp_path, "checkout", "-q", "main")
    repository = Repository.find(tmp_path)
    assert repository is not None
    line = git(tmp_path, "rev-list", "--first-parent", "HEAD").split()
    assert tags(repository, line[0], line) == (
        Tag("批次/1", first),
        Tag("批次/2", second),
        Tag("批次/2b", second),
        Tag("批次/侧", first),
    )
    assert Tag("v1", second) in tags(repository, line[0], line, "")
    assert tags(repository, first, [first]) == (Tag("批次/1", first),)
    assert closes(repository, git(tmp_path, "rev-parse", "批次/别处"), line) == ""


def test_a_shallow_clone_is_said_loudly(past_ledger: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "2", past_ledger.resolve().as_uri(), "浅")
    result = ybz(tmp_path / "浅", "log", "--format", "json")
    assert "git fetch --unshallow" in result.stderr
    said = json.loads(result.stdout)
    assert (said["shallow"], len(said["revisions"])) == (True, 2)
    assert "第" not in ybz(tmp_path / "浅", "log", "--period", "month").stdout


def test_a_new_approval_is_added(past_ledger: Path, tmp_path: Path) -> None:
    root = shutil.copytree(past_ledger, tmp_path / "账")
    before = subjects(ybz(root, "log", "--format", "json"))
    (root / "catalogs/医保局/救助对象名单.yml").unlink()
    commit(root, "2026-04-01T10:00:00+08:00", "再删")
    assert subjects(ybz(root, "log", "--format", "json")) == ["再删", *before]
    git(root, "reset", "-q", "--hard", "批次/2026-01")
    assert subjects(ybz(root, "log", "--format", "json")) == before[-2:]


def test_a_ledger_inside_a_repository(past_ledger: Path, tmp_path: Path) -> None:
    """Outside of its folder nothing is the ledger's."""
    shutil.copytree(past_ledger / "catalogs", tmp_path / "数据/账/catalogs")
    shutil.copytree(past_ledger / "catalogs", tmp_path / "catalogs")
    commit(tmp_path, message="放进来")
    said = ybz(tmp_path / "数据/账", "log").stdout
    assert "共 1 次审核，3 份次目录变更。" in said
    assert "《养老机构信息》" in ybz(tmp_path / "数据/账", "show", "307001/000002", "--at", "HEAD").stdout
