"""The command ``ybz``: what it prints, in which language, and how it ends."""

from __future__ import annotations

import errno
import importlib
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from ledgers import CATALOG, OTHER, commit, small, write
from yibenzhang.cli import chinese, commands, main, running
from yibenzhang.model.findings import Finding, Severity
from yibenzhang.outputs import json as json_output
from yibenzhang.outputs import text
from yibenzhang.outputs.reasons import reason
from yibenzhang.outputs.report import Report
from yibenzhang.sources.git import RevisionError

ENGLISH = re.compile(
    r"\b(Usage|Options?|Error|Commands?|Arguments?|Missing|Invalid|Try|help for|Show|default|required|Got|No such|Did you mean|possible)\b"
    r"|OPTIONS|COMMAND|ARGS"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small ledger without errors: its registry names none of the departments left out."""
    return write(tmp_path / "账", small())


def ybz(root: Path | None, *args: str) -> Result:
    return CliRunner().invoke(main, [*(["-C", str(root)] if root else []), *args], prog_name="ybz")


def spoil(root: Path, path: str, old: bytes, new: bytes) -> None:
    data = (root / path).read_bytes()
    assert old in data
    (root / path).write_bytes(data.replace(old, new, 1))


def errors(result: Result) -> list[str]:
    return [line for line in result.output.splitlines() if " 错误 " in line]


def test_a_sound_ledger(root: Path) -> None:
    result = ybz(root, "check")
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[-1].startswith("共校验 4 个文件、2 份目录：")
    assert errors(result) == []


def test_an_error_ends_with_1_and_says_where(root: Path) -> None:
    spoil(root, CATALOG, b"\nlevel: ", b"\nlevel: x")
    result = ybz(root, "check")
    assert result.exit_code == 1
    [found] = errors(result)
    line = (root / CATALOG).read_text("utf-8").split("\nlevel:")[0].count("\n") + 2
    assert found.startswith(f"{CATALOG}:{line}:1 错误 A00")
    assert "    改法：" in result.output


def test_json(root: Path) -> None:
    spoil(root, CATALOG, b"\nlevel: ", b"\nlevel: x")
    result = ybz(root, "check", "--format", "json")
    assert result.exit_code == 1
    got = json.loads(result.output)
    assert list(got) == ["summary", "findings"]
    assert list(got["summary"]) == ["files", "catalogs", "errors", "warnings"]
    assert got["summary"]["files"] == 4
    assert got["summary"]["catalogs"] == 2
    assert got["summary"]["errors"] == 1
    assert got["summary"]["warnings"] == len(got["findings"]) - 1
    for row in got["findings"]:
        keys = ["rule", "severity", "path", "line", "column", "field", "label", "message", "fix", "clause", "help"]
        assert list(row) == keys
        assert row["severity"] in ("error", "warning")
    [row] = [row for row in got["findings"] if row["severity"] == "error"]
    assert (row["path"], row["field"], row["label"]) == (CATALOG, "level", "数据分级")


def test_paths(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(root, CATALOG, b"\nlevel: ", b"\nlevel: x")
    (root / "catalogs/民政局/链接.yml").symlink_to("/etc/passwd")
    (root / "catalogs/retired").mkdir()
    for path, code in {
        CATALOG: 1, OTHER: 0, "catalogs/民政局": 1, "catalogs/民政局/": 1, ".": 1, str(root): 1, str(root / OTHER): 0, "catalogs/registry.yml": 0,
        "catalogs/民政局/链接.yml": 1, "catalogs/民政局/../民政局/" + Path(OTHER).name: 0,
        "catalogs/没有": 2, "catalogs/retired": 2, "catalogs/民政": 2, "/etc": 2, "..": 2, "catalogs/\x1b[31m": 2,
    }.items():  # fmt: skip
        result = ybz(root, "check", path)
        assert result.exit_code == code, (path, result.output)
        assert "\x1b" not in result.output
        assert not ENGLISH.search(result.output), result.output
    assert "错误：账里没有 catalogs/没有" in ybz(root, "check", "catalogs/没有").output
    assert "错误：/etc 不在这本账里" in ybz(root, "check", "/etc").output
    # From a folder inside, a path is first what it is there.
    monkeypatch.chdir(root / "catalogs")
    assert ybz(None, "check", "民政局").exit_code == 1
    assert ybz(None, "check", Path(OTHER).relative_to("catalogs").as_posix()).exit_code == 0
    assert ybz(None, "check", OTHER).exit_code == 0


def test_revisions(root: Path) -> None:
    commit(root, "2026-01-10T12:00:00+08:00")
    spoil(root, CATALOG, b"\nlevel: ", b"\nlevel: x")
    (root / OTHER).unlink()
    commit(root, "2026-02-10T12:00:00+08:00")
    assert ybz(root, "check").exit_code == 1
    assert ybz(root, "check", "--at", "HEAD~1").exit_code == 0
    assert ybz(root, "check", "--at", "2026-01-31", OTHER).exit_code == 0
    assert ybz(root, "check", OTHER).exit_code == 2
    against = ybz(root, "check", "--base", "HEAD~1")
    assert "X907" in against.output
    assert "X907" not in ybz(root, "check").output
    for wrong in ("nothing", "2026-02-30", "-x", "2020-01-01"):
        for option in ("--at", "--base"):
            result = ybz(root, "check", f"{option}={wrong}")
            assert result.exit_code == 2
            assert result.output.startswith("错误：")
            assert not ENGLISH.search(result.output)


def test_a_rule_is_explained(root: Path) -> None:
    done = ybz(None, "check", "--explain", "s304")
    assert done.exit_code == 0
    for part in ("S304 ", "为什么：", "错误的写法（catalogs/", "正确的写法（catalogs/", "怎么改：", "怎么豁免："):
        assert part in done.output
    wrong = ybz(root, "check", "--explain", "S3044")
    assert (wrong.exit_code, "没有规则“S3044”。是不是 S304？" in wrong.output) == (2, True)


def test_without_a_day_the_report_says_so(root: Path) -> None:
    assert "没有基准日（不在 git 里）：时限没有检查，可加 --on 日期\n" in ybz(root, "check").output
    assert "没有基准日" not in ybz(root, "check", "--on", "2026-01-31").output
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    assert "没有基准日（还没有提交）" in ybz(root, "check").output
    assert "错误：还没有提交" in ybz(root, "check", "--base", "HEAD").output


def test_where_there_is_no_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = ybz(tmp_path, "check")
    assert (result.exit_code, result.output.startswith(f"错误：从 {tmp_path.resolve()} 往上没有找到一本账")) == (
        2,
        True,
    )
    result = ybz(tmp_path / "没有", "check")
    assert (result.exit_code, result.output) == (2, f"错误：没有这个文件夹：{tmp_path / '没有'}\n")
    monkeypatch.chdir(tmp_path)
    assert ybz(None, "check").exit_code == 2


@pytest.mark.parametrize(
    ("data", "line"), [(b"name: x\nhost: [x\n", 2), (b"\x80", 1), (b"- x\n", 1), (b"", 1), (b"a: " + b"[" * 30, 1)]
)
def test_a_registry_that_cannot_be_read(root: Path, data: bytes, line: int) -> None:
    (root / "catalogs/registry.yml").write_bytes(data)
    if data in (b"- x\n", b""):
        code, said = 1, ""
    else:
        code, said = 2, "错误：catalogs/registry.yml 读不出来"
    for path in ([], [OTHER]):
        result = ybz(root, "check", *path)
        assert said in result.stderr
        if code == 2:
            assert result.exit_code == 2
            assert re.search(rf"^catalogs/registry.yml:{line}:\d+ 错误 X906 ", result.stdout, re.MULTILINE)
            rows = json.loads(ybz(root, "check", "--format", "json", *path).stdout)["findings"]
            assert [row["line"] for row in rows if row["rule"] == "X906"] == [line]


def test_a_registry_that_is_a_link(root: Path) -> None:
    (root / "catalogs/registry.yml").rename(root / "registry.yml")
    (root / "catalogs/registry.yml").symlink_to("../registry.yml")
    result = ybz(root, "check")
    assert result.exit_code == 2
    assert "catalogs/registry.yml:1:1 错误 Y951" in result.stdout


def test_a_registry_with_a_slip_is_no_wrong_use(root: Path) -> None:
    spoil(root, "catalogs/registry.yml", b"name: ", "name：".encode())
    result = ybz(root, "check")
    assert result.exit_code == 1
    assert "X906" in result.output


def test_a_schema_of_its_own_that_cannot_be_used(root: Path) -> None:
    write(root, {"schema/catalog.schema.json": b"{"})
    result = ybz(root, "check")
    assert result.exit_code == 2
    assert result.output.startswith("错误：schema/catalog.schema.json 不是可用的 JSON Schema：")


WRONG = [
    ["nothing"], ["chek"], ["check", "--nothing"], ["check", "--formt", "json"], ["check", "--at"], ["check", "--format", "xml"], ["check", "--format"],
    ["-C"], ["--nothing"], ["-x"], ["check", "--help=1"], ["export"], ["export", "nothing"], ["export", "xlsx", "--on", "明天"], ["build", "extra"], ["build", "--on", "2026-02-30"],
    ["serve", "--port", "x"], ["serve", "--port", "99999"], ["export", "xlsx", "-o", "/"],
]  # fmt: skip


@pytest.mark.parametrize("args", WRONG, ids=" ".join)
def test_wrong_use_is_said_in_chinese(root: Path, args: list[str]) -> None:
    result = ybz(None if args[0].startswith("-") else root, *args)
    assert result.exit_code in (0, 2) if args == ["export"] else result.exit_code == 2
    assert not ENGLISH.search(result.output), result.output
    assert re.search("[一-鿿]", result.output)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["check", "--format", "xm"], "“--format” 的值不对：“xm”不对，应为“text”、“json”、“github”、"),
        (["check", "--severity", "a', 'b"], "应为“error”、“warning”。"),
        (["new", "甲"], "缺少选项 “--department”。"),
        (["check", "--formt", "json"], "是不是想写 “--format”？"),
    ],
)
def test_lists_of_words_have_chinese_marks(root: Path, args: list[str], said: str) -> None:
    assert said in ybz(root, *args).output


@pytest.mark.parametrize(
    "args", [[], ["--help"], *[[name, "-h"] for name in commands.COMMANDS], ["export", "xlsx", "--help"]], ids=" ".join
)
def test_help_is_chinese(args: list[str]) -> None:
    result = ybz(None, *args)
    assert "用法：" in result.output
    assert "[选项]" in result.output
    assert not ENGLISH.search(result.output), result.output


def test_version() -> None:
    assert re.fullmatch(r"ybz \d+\.\d+\.\d+\n", ybz(None, "--version").output)


def test_commands_are_listed_without_being_loaded() -> None:
    done = run(
        ["--help"],
        code="import sys; from yibenzhang.cli import main\ntry: main()\nfinally: print('mkdocs' in sys.modules)",
    )
    assert done.stdout.splitlines()[-1] == "False"
    group = commands.LazyGroup(name="x")
    assert group.list_commands(click.Context(group)) == sorted(commands.COMMANDS)


def test_days() -> None:
    day = commands.Day().convert("2026-01-31", None, None)
    assert commands.Day().convert(day, None, None) is day
    with pytest.raises(click.BadParameter, match="不是日期"):
        commands.Day().convert("31.1.2026", None, None)


def test_words_of_click() -> None:
    assert chinese.gettext("Aborted!") == "已中止。"
    assert chinese.gettext("something new") == "something new"
    assert chinese.ngettext("Takes {nargs} values but 1 was given.", "x", 1) == "要 {nargs} 个值，只给了 1 个。"
    assert chinese.ngettext("x", "{value!r} is not one of {choices}.", 2).startswith("“{value}”")
    assert chinese.ngettext("one", "many", 2) == "many"
    inner, group = click.Command("inner"), click.Group("outer")
    group.add_command(inner)
    chinese.usage(group)
    assert (inner.options_metavar, group.options_metavar, group.subcommand_metavar) == (
        "[选项]",
        "[选项]",
        "命令 [参数]...",
    )
    kept = click.Group("kept", options_metavar="x", subcommand_metavar="y")
    chinese.usage(kept)
    assert (kept.options_metavar, kept.subcommand_metavar) == ("x", "y")


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "已中止。"),
        (RevisionError("坏\x1b[31m"), 2, "错误：坏\\u001b[31m"),
        (PermissionError(13, "Permission denied", "/x\x1b"), 2, "错误：读写“/x\\u001b”失败：没有权限"),
        (OSError(28, "No space left on device", "a"), 2, "错误：读写“a”失败：磁盘已满"),
        (OSError(9999, "?"), 2, "错误：读写文件失败：系统错误 9999"),
        (OSError("?"), 2, "错误：读写文件失败：系统错误"),
    ],
)
def test_what_stops_the_run_is_said_in_a_sentence(
    root: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, said: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(importlib.import_module("yibenzhang.cli.check"), "opened", fail)
    result = ybz(root, "check")
    assert result.exit_code == code
    assert result.output.strip() == said


def run(
    args: list[str], *, code: str = "from yibenzhang.cli import main; main()", **env: str
) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LC_", "LANG", "PYTHONIO", "PYTHONUTF8", "GIT_"))
    }
    return subprocess.run(
        [sys.executable, "-c", code, *args],
        env={**kept, **env},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        # Whoever runs the tests in the background has told its children to ignore Ctrl+C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


@pytest.mark.parametrize(
    "env",
    [
        {"LANG": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LANG": "C", "PYTHONIOENCODING": "ascii"},
        {"LANG": "C.UTF-8", "PYTHONIOENCODING": "gbk"},
        {"LANG": "C.UTF-8", "TERM": "dumb"},
    ],
    ids=str,
)
def test_terminals_without_utf8(root: Path, env: dict[str, str]) -> None:
    commit(root)
    asked = [["check"], ["check", "--at", "HEAD"], ["check", "--at", "x"], ["--help"], ["x"]]
    # What a process knows of its terminal it knows from its start: one may run all commands.
    done = run(["-C", str(root)], code=_ALL.format(asked=asked), **env)
    assert "Traceback" not in done.stderr
    assert done.returncode == 0, done.stderr
    said, complained = (re.split("=([0-9])\n", text) for text in (done.stdout, done.stderr))
    assert said[1::2] == complained[1::2] == ["0", "0", "2", "0", "2"]
    # Each says something: what failed where faults are told, the rest where answers are.
    assert all(map(str.strip, (said[0], said[2], complained[4], said[6], complained[8])))


_ALL = """
import sys
from yibenzhang.cli import main
common = sys.argv[1:]
for args in {asked}:
    try:
        main(common + args)
    except SystemExit as end:
        for stream in (sys.stdout, sys.stderr):
            print("=" + str(end.code or 0), file=stream, flush=True)
"""


def test_a_closed_pipe(root: Path) -> None:
    spoil(root, CATALOG, b"\nitems:", b"\nx: 1\nitems:")
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as out:
        done = subprocess.run(
            [sys.executable, "-c", "from yibenzhang.cli import main; main()", "-C", str(root), "check"],
            stdout=out,
            stderr=subprocess.PIPE,
        )
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr


def test_ctrl_c(root: Path) -> None:
    code = """
import os, signal, sys
import yibenzhang.cli.check
from yibenzhang.cli import main
sys.modules["yibenzhang.cli.check"].opened = lambda *_: os.kill(os.getpid(), signal.SIGINT)
main()
"""
    done = run(["-C", str(root), "check"], code=code)
    assert done.returncode == 130
    assert done.stderr.strip() == "已中止。"


@pytest.mark.skipif(sys.platform == "win32", reason="no descriptors to close by a shell")
@pytest.mark.parametrize("closed", [">&-", "2>&-"])
def test_what_nobody_can_hear_is_no_fault(closed: str) -> None:
    done = subprocess.run(["sh", "-c", f'"{sys.executable}" -m yibenzhang --version {closed}'], check=False)
    assert done.returncode == 0


def test_ctrl_c_while_the_program_is_loaded(root: Path, tmp_path: Path) -> None:
    # The first module of the program that is slow to load stands for all of them.
    slow = tmp_path / "slow"
    slow.mkdir()
    (slow / "click.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n")
    done = run(["-C", str(root), "check"], code="from yibenzhang.__main__ import main; main()", PYTHONPATH=str(slow))
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "已中止。\n")


@pytest.mark.parametrize("wrong", ["abc", "0", "65536", "99999", "-1", "80.5", "\x1b"])
def test_a_port_is_a_number_within_bounds(root: Path, wrong: str) -> None:
    result = ybz(root, "serve", f"--port={wrong}")
    assert result.exit_code == 2
    assert "端口应为 1～65535 的整数" in result.output
    assert "\x1b" not in result.output
    assert "个数应为 0 以上的整数" in ybz(root, "check", "--max", "x").output


def test_base_outside_of_git_names_its_own_option(root: Path) -> None:
    result = ybz(root, "check", "--base", "main")
    assert result.exit_code == 2
    assert "去掉 --base" in result.output
    assert "--at" not in result.output


@pytest.mark.parametrize("empty", ["", "/", " "])
def test_an_empty_department_is_refused(root: Path, empty: str) -> None:
    for command in (["check"], ["export", "xlsx"]):
        result = ybz(root, *command, "--department", empty)
        assert result.exit_code == 2
        assert "没有写部门" in result.output


def test_what_is_no_part_of_the_ledger(root: Path) -> None:
    write(root, {"docs/a.md": b"# a\n"})
    for path in ("docs", "docs/a.md"):
        assert f"错误：{path} 不是账的内容（只看 catalogs/）" in ybz(root, "check", path).output
    assert "错误：账里没有 doc" in ybz(root, "check", "doc").output


def test_every_error_number_that_comes_up_has_a_reason() -> None:
    for number in (errno.ENOSPC, errno.EACCES, errno.EROFS, errno.ENAMETOOLONG, errno.ELOOP, errno.EDQUOT, errno.EIO):
        assert "系统错误" not in reason(OSError(number, "English"))


def test_nothing_hostile_reaches_the_terminal(root: Path) -> None:
    name = "catalogs/民政局/坏\x1b[31m\n\x9b2J\u202e名.yml"
    write(
        root,
        {
            name: b'name: "\\e]0;x\\a"\n"\\e[1m": 1\nsh\xc2\x9bare: \xc2\x9b31m\n',
            os.fsdecode(b"catalogs/\xff\x1b.yml"): b"a: 1\n",
        },
    )
    plain = ybz(root, "check")
    assert plain.exit_code == 1
    assert not set(plain.output) & set("\x1b\x9b\x07\u202e\r")
    assert "坏\\u001b[31m\\u000a\\u009b2J\\u202e名.yml:" in plain.output
    shown = ybz(root, "check", "--format", "json")
    assert not set(shown.output) & set("\x1b\x9b\x07\u202e\r\x7f")
    assert name in {row["path"] for row in json.loads(shown.output)["findings"]}
    shown.output.encode("utf-8")


def finding(**parts: object) -> Finding:
    values = {"path": "a.yml", "line": 3, "column": 5, "rule": "X905", "message": "坏", "severity": Severity.ERROR}
    return Finding(**{**values, **parts})  # type: ignore[arg-type]


def test_lines_of_text() -> None:
    whole = finding(label="标签\x1b", fix="改\x07", clause="条例第一条", severity=Severity.WARNING)
    assert text.line(whole) == "a.yml:3:5 警告 X905 〔标签\\u001b〕坏（条例第一条）"
    assert text.line(finding()) == "a.yml:3:5 错误 X905 坏"
    assert "\n    改法：改\\u0007\n" in text.findings(Report(findings=(whole,), files=1, catalogs=0))
    assert text.printable("姓　名\u200b\ud800\n") == "姓　名\\u200b\\ud800\\u000a"


def test_lines_of_json() -> None:
    hostile = finding(message="\x1b\x7f\x9b\u202e\ud800😀")
    got = json_output.findings(Report(findings=(hostile,), files=1, catalogs=0))
    assert r'"message": "\u001b\u007f\u009b\u202e\ud800😀"' in got
    assert json.loads(got)["findings"][0]["message"] == "\x1b\x7f\x9b\u202e\ud800😀"
    assert json.loads(json_output.findings(Report(findings=(), files=0, catalogs=0))) == {
        "summary": {"files": 0, "catalogs": 0, "errors": 0, "warnings": 0},
        "findings": [],
    }


def test_forms_that_are_not_there(root: Path) -> None:
    done = ybz(root, "export", "docx")
    assert (done.exit_code, "不能导出“docx”这种形式；有：csv、json" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("found", "called", "folder", "said"),
    [
        ("/usr/bin/ybz", ".venv/bin/ybz", ".", "ybz serve"),
        (None, ".venv/bin/ybz", ".", ".venv/bin/ybz serve"),
        (None, "/opt/a b/bin/ybz", "/srv/我的 账", "'/opt/a b/bin/ybz' -C '/srv/我的 账' serve"),
        (None, "/x/yibenzhang/__main__.py", ".", "/opt/python -m yibenzhang serve"),
    ],
)
def test_hints_name_a_program_that_is_there(
    found: str | None, called: str, folder: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: found)
    monkeypatch.setattr(sys, "argv", [called])
    monkeypatch.setattr(sys, "executable", "/opt/python")
    assert running.call(Path(folder), "serve") == said


def test_a_site_put_elsewhere_is_not_said_to_be_served(root: Path, tmp_path: Path) -> None:
    assert "serve" in ybz(root, "build").stdout
    done = ybz(root, "build", "-o", str(tmp_path / "别处"))
    assert (done.exit_code, "serve" in done.stdout) == (0, False)
