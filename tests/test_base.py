"""``ybz check``: what a change brought (``--base``), what is waived, what is asked for; and how each run ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import test_seeded
from ledgers import CATALOG, DEPARTMENT, OTHER, commit, git, read, small, write
from yibenzhang.cli import main
from yibenzhang.model.findings import Finding, Severity
from yibenzhang.rules import RULES
from yibenzhang.rules.engine import examine
from yibenzhang.rules.sameness import anchor, brought
from yibenzhang.rules.waivers import DATED

REGISTRY = "catalogs/registry.yml"
Files = dict[str, bytes]


def put(path: str, old: str, new: str) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        data = files[path]
        assert old.encode() in data, old
        files[path] = data.replace(old.encode(), new.encode(), 1)

    return change


def move(path: str, target: str) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        files[target] = files.pop(path)

    return change


def found(files: Files, today: date | None = None) -> list[Finding]:
    return examine(read(files), None, today).findings


def rules(findings: list[Finding]) -> list[str]:
    return [finding.rule for finding in findings]


# A ledger with an old debt: an item whose name says one thing and its type another, and one named twice over.
DEBT = put(CATALOG, "{name: 审批日期, type: D,", "{name: 审批日期, type: C, length: 10,")
COMPOUND = put(CATALOG, "{name: 救助原因,", "{name: 救助原因/情形,")


@pytest.mark.parametrize(
    ("changes", "fresh", "old"),
    [
        ([], [], 2),
        ([put(CATALOG, "kind: 部门\n", "kind: 部门\n# 说明\n\n")], [], 2),
        ([put(CATALOG, "items:\n", "items:\n  - {name: 登记序号, type: I}\n")], [], 2),
        ([put(CATALOG, "items:\n", "items:\n  - {name: 登记日期, type: C, length: 9}\n")], ["I408"], 2),
        ([put(CATALOG, "{name: 审批日期, type: C, length: 10,", "{name: 审批日期, type: M,")], [], 2),
        ([put(CATALOG, "{name: 审批日期, type: C,", "{name: 批准日期, type: C,")], ["I408"], 1),
        ([put(CATALOG, "{name: 审批日期, type: C, length: 10,", "{name: 审批日期, type: D,")], [], 1),
        ([move(CATALOG, "catalogs/民政局/临时救助名单.yml")], ["X904"], 2),
        ([put(CATALOG, "name: 临时", "name: 2025年临时"), move(CATALOG, "catalogs/民政局/2025年临时救助对象名单.yml")], ["N102", "N107"], 2),
        ([put(CATALOG, "office: 社会救助科\n", "office: 社会救助科\noffice: 社会救助科\n")], ["X906"], 2),
        ([put(CATALOG, "level: 3", "level: 三")], ["A001"], 0),
        ([put(OTHER, "level: ", "level: x")], ["A001"], 2),
        ([put(REGISTRY, "severities: {", "severities: {I406: off, ")], [], 1),
    ],
)  # fmt: skip
def test_only_what_a_change_brought_is_new(changes: list[Callable[[Files], None]], fresh: list[str], old: int) -> None:
    before = small()
    DEBT(before)
    COMPOUND(before)
    after = dict(before)
    for change in changes:
        change(after)
    was = found(before)
    assert {"I406", "I408"} <= set(rules(was))
    new, kept = brought(found(after), was)
    assert sorted(rules(new)) == fresh
    assert len([finding for finding in kept if finding.rule in ("I406", "I408")]) == old


def test_a_catalog_known_by_its_code_keeps_its_debts_in_another_folder() -> None:
    before = {**small(), "catalogs/救助局/department.yml": small()[DEPARTMENT]}
    DEBT(before)
    after = dict(before)
    move(CATALOG, CATALOG.replace("民政局", "救助局"))(after)
    new, kept = brought(found(after), found(before))
    assert "I408" not in rules(new)
    assert "I408" in rules(kept)


def one(**parts: object) -> Finding:
    known: dict[str, object] = {"path": "a.yml", "line": 1, "column": 1, "rule": "I402", "message": "坏", "severity": Severity.ERROR, "anchor": "items"}  # fmt: skip
    return Finding(**{**known, **parts})  # type: ignore[arg-type]


def test_equal_findings_are_paired_one_to_one_the_same_words_first() -> None:
    then = [one(message="甲"), one(message="乙")]
    now = [one(message="丙", line=1), one(message="甲", line=2), one(message="丁", line=3)]
    new, old = brought(now, then)
    assert [f.message for f in new] == ["丁"]
    assert [f.message for f in old] == ["丙", "甲"]
    assert brought(now, now) == ([], now)
    assert brought(now, []) == (now, [])
    assert brought([], now) == ([], [])


@pytest.mark.parametrize(
    ("values", "pointer", "text"),
    [
        ({"items": [{"name": "姓名", "type": "C"}]}, ("items", 0, "type"), "items[姓名].type"),
        ({"items": [{"type": "C"}]}, ("items", 0, "type"), "items[1].type"),
        ({"resources": [{"id": "a", "name": "b"}]}, ("resources", 0, "system"), "resources[a].system"),
        ({"share": {"basis": [{"title": "民法典"}]}}, ("share", "basis", 0, "article"), "share.basis[民法典].article"),
        ({"duties": ["三-1", "三-2"]}, ("duties", 1), "duties[三-2]"),
        ({"waivers": [{"rule": "N103", "code": "x"}]}, ("waivers", 0, "until"), "waivers[N103 x].until"),
        ({"a": 1}, ("a", "b", "c"), "a.b.c"),
        ({}, ("share", "reason"), "share.reason"),
        (None, ("items", 3, "type"), "items[4].type"),
        ({"n": [5]}, ("n", 0), "n[1]"),
    ],
)
def test_fields_are_known_by_the_names_of_their_entries(
    values: object, pointer: tuple[str | int, ...], text: str
) -> None:
    assert anchor(values, pointer) == text


# Waivers

DAY = date(2026, 6, 30)


def waived(*entries: str) -> Files:
    files = small()
    COMPOUND(files)
    files[REGISTRY] += b"waivers:\n" + "".join(f"  - {{{entry}, reason: 上级固定}}\n" for entry in entries).encode()
    return files


@pytest.mark.parametrize(
    ("entries", "today", "expected", "hidden"),
    [
        (["rule: I406, code: 307001/000003, until: 2026-06-30"], DAY, set(), 1),
        (["rule: I406, code: 307001/000003, until: 2026-06-29"], None, set(), 1),
        (["rule: I406, code: 307001/000003, until: 2026-06-29"], DAY, {"I406", "X910"}, 0),
        ([f"rule: I406, code: {CATALOG}, until: 2026-12-31"], DAY, set(), 1),
        (["rule: I406, code: 民政局/临时救助对象名单.yml, until: 2026-12-31"], DAY, set(), 1),
        (["rule: I406, code: 民政局/临时救助对象名单, until: 2026-12-31"], DAY, set(), 1),
        (["rule: I406, code: 307001/000009, until: 2026-12-31"], DAY, {"I406", "X909"}, 0),
        (["rule: I407, code: 307001/000003, until: 2026-12-31"], DAY, {"I406", "X909"}, 0),
        (["rule: I499, code: 307001/000003, until: 2026-12-31"], DAY, {"I406", "X911"}, 0),
        (["rule: X906, code: 307001/000003, until: 2026-12-31"], DAY, {"I406", "X911"}, 0),
        (["rule: W802, code: 民政局/demands/2026-001, until: 2026-12-31"], DAY, {"I406"}, 0),
        (
            [
                "rule: I406, code: 307001/000003, until: 2026-06-01",
                "rule: I406, code: 307001/000003, until: 2026-12-31",
            ],
            DAY,
            {"X910"},
            1,
        ),
        (
            [
                "rule: I406, code: 307001/000003, until: 2026-12-01",
                "rule: I406, code: 307001/000003, until: 2026-12-31",
            ],
            DAY,
            {"X909"},
            1,
        ),
    ],
)
def test_waivers(entries: list[str], today: date | None, expected: set[str], hidden: int) -> None:
    examined = examine(read(waived(*entries)), None, today)
    assert set(rules(examined.findings)) & {"I406", "X909", "X910", "X911"} == expected
    assert len(examined.waived) == hidden
    assert all(finding.rule == "I406" for finding in examined.waived)
    assert all(f.path == REGISTRY and f.line > 1 for f in examined.findings if f.rule in ("X909", "X910", "X911"))


def test_what_spoils_the_reading_and_the_settings_themselves_cannot_be_waived() -> None:
    files = waived(
        "rule: X906, code: 307001/000003, until: 2026-12-31",
        f"rule: X911, code: {REGISTRY}, until: 2026-12-31",
        f"rule: X909, code: {REGISTRY}, until: 2026-12-31",
        "rule: I407, code: 307001/000003, until: 2026-12-31",
    )
    put(CATALOG, "office: 社会救助科\n", "office: 社会救助科\noffice: 社会救助科\n")(files)
    put(REGISTRY, "severities: {", "severities: {X906: off, Z999: error, ")(files)
    examined = examine(read(files), None, DAY)
    got = rules(examined.findings)
    assert examined.waived == []
    assert got.count("X906") == 1
    assert got.count("X911") == 4
    assert got.count("X909") == 2
    [nearest] = [f for f in examined.findings if "Z999" in f.message]
    assert nearest.field == "policy.severities.Z999"


def test_rules_that_wait_for_facts_are_those_the_seeds_leave_out() -> None:
    assert test_seeded.NEED_FACTS | {seed.rule for seed in test_seeded.SEEDS if seed.based} == DATED
    assert {rule.id for rule in RULES} >= DATED


# The command


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = small()
    COMPOUND(files)
    root = write(tmp_path / "账", files)
    commit(root, "2026-06-30T12:00:00+08:00")
    return root


def ybz(root: Path, *args: str, **env: str) -> Result:
    return CliRunner(env=env).invoke(main, ["-C", str(root), "check", *args], prog_name="ybz")


def got(root: Path, *args: str) -> tuple[list[str], dict[str, int], int]:
    result = ybz(root, "--format", "json", *args)
    read = json.loads(result.stdout)
    return [row["rule"] for row in read["findings"]], read["summary"], result.exit_code


def change(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), "utf-8")


def test_base(root: Path) -> None:
    was, summary, _ = got(root)
    assert "old" not in summary
    assert "waived" not in summary
    found, summary, code = got(root, "--base", "HEAD")
    assert (found, summary["old"], summary["errors"], summary["warnings"], code) == ([], len(was), 0, 0, 0)
    assert f"没有发现新问题。另有 {len(was)} 个原有问题未列出。" in ybz(root, "--base", "HEAD").output
    change(root, CATALOG, "level: 3", "level: 9")
    (root / OTHER).unlink()
    found, summary, code = got(root, "--base", "HEAD")
    assert {"X907", "A002"} <= set(found)
    assert code == 1
    # The change is judged, not the debts: an old error does not stop it.
    git(root, "checkout", "-q", ".")
    change(root, CATALOG, "level: 3", "level: 9")
    commit(root, "2026-07-01T12:00:00+08:00")
    assert got(root)[2] == 1
    assert got(root, "--base", "HEAD")[2] == 0
    change(root, CATALOG, "code: 307001/000003", "code: 307001/000099")
    assert "X902" in got(root, "--base", "HEAD")[0]


def test_waivers_count_to_the_reference_day(root: Path) -> None:
    with (root / REGISTRY).open("a", encoding="utf-8") as file:
        file.write("waivers:\n  - {rule: I406, code: 307001/000003, reason: 上级固定, until: 2026-06-30}\n")
    found, summary, _ = got(root)
    assert "I406" not in found
    assert summary["waived"] == 1
    found, summary, _ = got(root, "--on", "2026-07-01")
    assert {"I406", "X910"} <= set(found)
    assert "waived" not in summary
    assert "已豁免 1 个问题。" in ybz(root).output
    commit(root)
    assert got(root, "--base", "HEAD", "--on", "2026-07-01")[0] == []


@pytest.mark.parametrize("form", ["text", "json", "github", "gitlab", "sarif", "markdown"])
def test_choices_work_with_every_format(root: Path, form: str) -> None:
    change(root, OTHER, "level: ", "level: x")
    for args, present, absent in (
        (["--rule", "a001"], {"A001"}, {"I406"}),
        (["--rule", "I406", "--rule", "D605"], {"I406"}, {"A001"}),
        (["--severity", "error"], {"A001"}, {"I406"}),
        (["--department", "民政局"], {"A001", "I406"}, set()),
        (["--max", "0"], set(), {"A001", "I406"}),
    ):
        result = ybz(root, "--format", form, *args)
        said = result.stdout
        if form == "sarif":
            said = json.dumps([row["ruleId"] for row in json.loads(said)["runs"][0]["results"]])
        assert all(rule in said for rule in present), (args, said)
        assert not any(rule in said for rule in absent), (args, said)
        # A rule that was not asked for does not fail the run; a list that is cut short does.
        assert result.exit_code == (0 if absent == {"A001"} else 1)


def test_a_cut_list_says_how_many_more(root: Path) -> None:
    _, whole, _ = got(root)
    total = whole["errors"] + whole["warnings"]
    found, summary, _ = got(root, "--max", "1")
    assert len(found) == 1
    assert summary == {**whole, "omitted": total - 1}
    assert f"还有 {total - 1} 个问题没有列出。" in ybz(root, "--max", "1").output


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--rule", "S34"], "没有规则“S34”。是不是 S304？"),
        (["--rule", "S304,x"], "没有规则“X”。"),
        (["--department", "民证局"], "没有“民证局”这个部门。"),
        (["--department", "民证局"], "相近的有：民政局"),
        (["--max", "-1"], "个数应为 0 以上的整数"),
        (["--severity", "off"], "“off”不对"),
        (["--on", "明天"], "不是日期"),
    ],
)
def test_wrong_choices_are_said_with_the_nearest(root: Path, args: list[str], said: str) -> None:
    result = ybz(root, *args)
    assert result.exit_code == 2
    assert said in result.output


def test_an_unreadable_registry_passes_every_filter(root: Path) -> None:
    (root / REGISTRY).write_text("name: x\nhost: [\n", "utf-8")
    result = ybz(root, "--rule", "S304", "--department", "民政局", "--format", "json")
    assert result.exit_code == 2
    assert [row["rule"] for row in json.loads(result.stdout)["findings"]] == ["X906"]


def test_the_job_summary_is_added_to(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "summary.md"
    target.write_text("之前\n", "utf-8")
    result = ybz(root, "--format", "github", GITHUB_STEP_SUMMARY=str(target))
    assert result.stdout.startswith("::")
    assert target.read_text("utf-8").startswith("之前\n### 校验结果：")
    ybz(root, GITHUB_STEP_SUMMARY=str(target))
    assert target.read_text("utf-8").count("### 校验结果") == 1
    broken = ybz(root, "--format", "github", GITHUB_STEP_SUMMARY=str(tmp_path))
    assert broken.exit_code == result.exit_code
    assert "警告：写不了 GITHUB_STEP_SUMMARY" in broken.stderr


def test_hosts_name_files_from_the_top_of_the_repository(tmp_path: Path) -> None:
    files = small()
    COMPOUND(files)
    write(tmp_path / "repo/账", files)
    commit(tmp_path / "repo")
    at = tmp_path / "repo/账"
    assert f"file=账/{CATALOG}," in ybz(at, "--format", "github").output
    assert json.loads(ybz(at, "--format", "gitlab").output)[0]["location"]["path"].startswith("账/catalogs/")
    assert f"\n{CATALOG}:" in "\n" + ybz(at).output


def test_errors_elsewhere_are_counted(tmp_path: Path) -> None:
    """A clerk who looks at one folder is not told that all is well when it is not."""
    for path, data in test_seeded.sample().items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    road = tmp_path / "catalogs/交通运输局/公路阻断事件信息.yml"
    road.write_text(road.read_text(encoding="utf-8").replace("level: 1", "level: 9"), encoding="utf-8")
    result = CliRunner().invoke(main, ["-C", str(tmp_path), "check", "catalogs/民政局"])
    assert result.exit_code == 0
    assert "没有看的部分还有 1 个错误。" in result.output
    whole = CliRunner().invoke(main, ["-C", str(tmp_path), "check"])
    assert whole.exit_code == 1
    assert "没有看的部分" not in whole.output
