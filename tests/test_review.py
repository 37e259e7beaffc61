"""The verdict on a pull request: whose word counts, what it is held against, whom it hits, by when."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from ledgers import git, read
from reviews import (
    ALLOWANCE,
    DEMAND,
    DIBAO,
    HOME,
    HOMES,
    INSURERS,
    OTHER,
    PERMIT,
    REGISTRY,
    RELIEF,
    SETTINGS,
    Files,
    branch,
    build,
    edited,
    reviewed,
    rules,
    sample,
)
from yibenzhang.cli import main
from yibenzhang.insight.duedates import timing
from yibenzhang.insight.effects import Sort
from yibenzhang.insight.review import Verdict
from yibenzhang.model.change import CatalogChange, Impact, Kind
from yibenzhang.model.settings import Settings
from yibenzhang.outputs.review import markdown, text, words
from yibenzhang.rules.engine import check
from yibenzhang.sources.commits import BEIJING, Person, Written
from yibenzhang.sources.git import Commit
from yibenzhang.sources.schema import default_schemas

PROFILE = f"{HOME}/department.yml"
BROKEN: Files = {RELIEF: edited(RELIEF, ("office: 社会救助科", "office: 没有的科"))}
FOREIGN: Files = {PERMIT: edited(PERMIT, ("每周更新", "每周更新一次"))}
LOOSE: Files = {
    REGISTRY: (
        SETTINGS.replace("[ysj-lead]", "[ysj-lead, mzj-clerk, MZJ-CLERK]")
        + "policy:\n  severities: {C203: 'off', X902: 'off', X907: 'off', Y951: 'off'}\n"
        + "limits: {file_kb: 9999, push_files: 9999}\n"
        + "waivers:\n  - {rule: C203, code: 307001/000003, reason: 自己放行, until: 2099-12-31}\n"
    ).encode(),
    PROFILE: edited(PROFILE, ("[mzj-clerk]", "[mzj-clerk, gaj-clerk]")),
    f"{OTHER}/department.yml": edited(f"{OTHER}/department.yml", ("[gaj-clerk]", "[gaj-clerk, mzj-clerk]")),
    "schema/catalog.schema.json": b'{"type": "object"}',
    "schema/department.schema.json": b'{"type": "object"}',
    "tools/yibenzhang/rules/__init__.py": b"RULES = ()\n",
    ".github/workflows/review.yml": b"on: push\n",
    ".ci/review": b"exit 0\n",
}


@pytest.mark.parametrize("actor", ["mzj-clerk", "", None])
@pytest.mark.parametrize(("files", "verdict"), [(BROKEN, Verdict.MEND), (FOREIGN, Verdict.CONSENT)])
def test_a_head_does_not_judge_itself(review_ledger: Path, files: Files, verdict: Verdict, actor: str | None) -> None:
    plain = reviewed(review_ledger, branch(review_ledger, "plain", files), actor)
    loose = reviewed(review_ledger, branch(review_ledger, "loose", {**LOOSE, **files}), actor)
    needed = {holding.owner.id for holding in loose.holdings if holding.needed}
    # What the head writes of itself makes it need more consent, never less, and hides no finding.
    assert {holding.owner.id for holding in plain.holdings if holding.needed} <= needed
    assert {"ledger", "schema", "tool"} <= needed
    assert set(rules(plain)) <= set(rules(loose))
    assert loose.verdict is Verdict.MEND if verdict is Verdict.MEND else loose.verdict is not Verdict.MERGE
    if actor == "mzj-clerk":
        assert plain.verdict is verdict
        assert OTHER.removeprefix("catalogs/") in needed


def test_settings_a_head_brings_are_checked_all_the_same(review_ledger: Path) -> None:
    wrong = SETTINGS + "policy:\n  severities: {Z999: 'off', X911: 'off'}\nfoo: 1\n"
    found = reviewed(review_ledger, branch(review_ledger, "settings", {REGISTRY: wrong.encode()}), "ysj-lead")
    assert found.verdict is Verdict.MEND
    assert {finding.path for finding in found.findings} == {REGISTRY}
    assert "X905" in rules(found)
    torn = reviewed(review_ledger, branch(review_ledger, "torn", {REGISTRY: b"name: [\n"}), "ysj-lead")
    assert rules(torn) == ["X906"]
    gone = reviewed(review_ledger, branch(review_ledger, "gone", {REGISTRY: None}), "ysj-lead")
    assert (gone.verdict, gone.blocks) == (Verdict.MEND, ("删除了总设置 catalogs/registry.yml",))
    unusable = {"schema/catalog.schema.json": b'{"type": 1}'}
    schema = reviewed(review_ledger, branch(review_ledger, "unusable", unusable), "ysj-lead")
    assert schema.verdict is Verdict.MEND
    assert schema.blocks[0].startswith("改动后的 schema/ 不能用：schema/catalog.schema.json")


@pytest.mark.parametrize(
    ("actor", "verdict", "permitted"),
    [
        ("mzj-clerk", Verdict.CONSENT, False),
        ("GAJ-Clerk", Verdict.MERGE, True),
        ("ysj-lead", Verdict.MERGE, True),
        ("", Verdict.CONSENT, False),
        (None, Verdict.MERGE, None),
    ],
)
def test_who_sends_it(review_ledger: Path, actor: str | None, verdict: Verdict, permitted: bool | None) -> None:
    found = reviewed(review_ledger, branch(review_ledger, "foreign", FOREIGN), actor)
    assert found.verdict is verdict
    assert [holding.permitted for holding in found.holdings] == [permitted]
    assert ("不知道提交人是谁" in found.reason) is (actor == "")
    assert ("没有给出提交人账号" in found.reason) is (actor is None)


def test_held_against_the_line_as_it_is_now(review_ledger: Path) -> None:
    mine = branch(
        review_ledger,
        "mine",
        {ALLOWANCE: sample(ALLOWANCE).encode(), RELIEF: edited(RELIEF, ("office: 社会救助科", "office: 办公室"))},
    )
    other = edited(ALLOWANCE, ("name: 高龄津贴发放信息\n", "name: 高龄补贴发放信息\n"), ("[三-11]", "[三-12]"))
    line = branch(
        review_ledger,
        "line",
        {f"{HOME}/高龄补贴发放信息.yml": other, RELIEF: edited(RELIEF, ("level: 3", "level: 4")), HOMES: None},
    )
    alone = reviewed(review_ledger, mine)
    assert (alone.verdict, alone.both) == (Verdict.MERGE, ())
    later = reviewed(review_ledger, mine, base=line)
    # The code has been given to another catalog since: each alone is right.
    assert "X901" in rules(later)
    assert later.both == (RELIEF,)
    assert [change.code for change in later.changes] == [change.code for change in alone.changes]
    # What the line has deleted since is not this change's doing.
    assert "X907" not in rules(later)
    assert later.fork == alone.base
    assert [effect.sort for effect in later.effects if effect.sort is Sort.CODE] == [Sort.CODE]


def test_a_branch_that_crossed_the_line_is_not_judged(tmp_path: Path) -> None:
    """Seen from one of the two places it left the line at, it does not touch what it takes back from another department."""
    root = build(tmp_path / "账")
    git(root, "checkout", "-q", "-b", "gaj")
    commit_file(root, PERMIT, FOREIGN[PERMIT])
    git(root, "checkout", "-q", "main")
    commit_file(root, HOMES, edited(HOMES, ("服务热线", "服务电话")))
    git(root, "checkout", "-q", "-b", "clerk")
    git(root, "merge", "-q", "--no-ff", "-m", "取公安局的", "gaj")
    git(root, "checkout", "main", "--", PERMIT)
    commit_file(root, RELIEF, edited(RELIEF, ("按月更新", "按月更新数据")))
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "-m", "合入公安局的", "gaj")
    found = reviewed(root, "clerk")
    assert found.verdict is Verdict.MEND
    assert found.blocks == ("这个分支与主线交叉合并过，算不准改了什么：请先把主线合并进来再提交",)
    git(root, "checkout", "-q", "clerk")
    git(root, "merge", "-q", "-m", "合并主线", "main")
    after = reviewed(root, "clerk")
    assert (after.verdict, after.blocks, after.files) == (Verdict.CONSENT, (), 2)


def test_nothing_changed(review_ledger: Path) -> None:
    found = reviewed(review_ledger, "main")
    assert (found.verdict, found.reason, found.files) == (Verdict.MERGE, "没有任何改动。", 0)
    assert found.timing.submitted is None
    assert "没有改动目录" in markdown.report(found)


def test_effects(review_ledger: Path) -> None:
    retired = edited(HOMES, ("status: 在用", "status: 已下架\nretired: {date: 2026-09-28, reason: 不再备案}"))
    files: Files = {
        HOMES: None,
        f"{HOME}/retired/养老机构信息.yml": retired,
        DIBAO: edited(DIBAO, ("{name: 保障状态, type: C, length: 10", "{name: 在保状态, type: C, length: 4")),
        # Taking the demand away does not hide that it was hit.
        DEMAND: None,
        "catalogs/base-items/城乡低保.yml": sample("catalogs/base-items/城乡低保.yml").encode() + b"# x\n",
        f"{HOME}/居住证名单.yml": edited(
            PERMIT, ("303001/000004", "307001/000090"), ("name: 居住证信息", "name: 居住证名单")
        ),
    }  # fmt: skip
    found = reviewed(review_ledger, branch(review_ledger, "effects", files))
    said = {(effect.sort, effect.code, effect.department) for effect in found.effects}
    assert (Sort.DEMAND, "307001/000001", "医疗保障局") in said
    assert (Sort.DEMAND, "307001/000008", "营商环境建设监督局") in said
    assert (Sort.DUTY, "307001/000008", "民政局") in said
    assert (Sort.BASE, "", "") in said
    overlaps = [effect for effect in found.effects if effect.sort is Sort.OVERLAP]
    assert len(overlaps) == 1
    assert "疑似重复采集" in overlaps[0].text
    (hit,) = [effect.text for effect in found.effects if effect.subject == "医疗保障局/demands/2026-001"]
    assert "用到的数据项“保障状态”有变化" in hit
    closed = sample(DEMAND) + "closed: {date: 2026-08-01, reason: 不再使用}\n"
    quiet = branch(review_ledger, "closed", {DEMAND: closed.encode()})
    now = reviewed(review_ledger, branch(review_ledger, "after", {DIBAO: files[DIBAO]}, base=quiet), base=quiet)
    assert [effect.sort for effect in now.effects] == []
    assert f"{INSURERS}/demands/2026-001.yml" == DEMAND


def test_who_names_what_goes(review_ledger: Path) -> None:
    names = branch(
        review_ledger, "names", {RELIEF: edited(RELIEF, ("keywords:", "related: [307001/000008]\nkeywords:"))}
    )
    gone = branch(review_ledger, "goes", {HOMES: None}, base=names)
    found = reviewed(review_ledger, gone, base=names)
    (hit,) = [effect for effect in found.effects if effect.sort is Sort.CATALOG]
    assert (hit.code, hit.subject) == ("307001/000008", "307001/000003")
    assert "关联目录" in hit.text


def test_files_that_are_no_documents(review_ledger: Path) -> None:
    index = {"GIT_INDEX_FILE": str(review_ledger / ".git" / "index-odd")}
    git(review_ledger, "read-tree", "main", more=index)
    blob = git(review_ledger, "hash-object", "-w", "--stdin", stdin=b"../../../etc/passwd")
    big = git(review_ledger, "hash-object", "-w", "--stdin", stdin=b"name: " + b"x" * 1_200_000)
    rows = [
        f"120000 {blob}\t{HOME}/链接.yml",
        f"160000 {git(review_ledger, 'rev-parse', 'main')}\t{HOME}/子模块",
        f"100755 {blob}\t{HOME}/运行.yml",
        f"100644 {big}\t{HOME}/很大.yml",
        f"100644 {blob}\t{HOME}/附件.bin",
    ]
    git(review_ledger, "update-index", "-z", "--index-info", more=index, stdin="".join(f"{r}\0" for r in rows).encode())
    tree = git(review_ledger, "write-tree", more=index)
    found = reviewed(review_ledger, git(review_ledger, "commit-tree", tree, "-p", "main", "-m", "x"))
    by_path = {path: [f.rule for f in found.findings if f.path == path] for path in {f.path for f in found.findings}}
    assert by_path[f"{HOME}/链接.yml"] == ["Y951"]
    assert by_path[f"{HOME}/子模块"] == ["Y951"]
    # Of what is too large nothing else is said, for nobody has read it.
    assert by_path[f"{HOME}/很大.yml"] == ["Y951"]
    assert found.blocks[0].startswith(f"catalogs/ 里不能有可执行的文件：{HOME}/运行.yml")
    assert any("超过 1024 KB，没有读它的内容" in note for note in found.notes)
    assert [task.kind for task in found.tasks if task.kind == "files"] == ["files"]
    assert "附件.bin" in text.report(found)


def test_very_many_files_need_an_approver(review_ledger: Path) -> None:
    files: Files = {f"docs/{number}.md": b"x" for number in range(201)}
    found = reviewed(review_ledger, branch(review_ledger, "many", files), "mzj-clerk")
    assert found.verdict is Verdict.CONSENT
    assert any("超过限额 200 个" in note for note in found.notes)
    assert reviewed(review_ledger, "many", "ysj-lead").verdict is Verdict.MERGE


def test_a_report_is_never_longer_than_a_host_takes(review_ledger: Path) -> None:
    many = "".join(f"  - {{name: 字段{n}, type: C, length: 10, note: {'`' * 40}}}\n" for n in range(2500))
    files: Files = {
        RELIEF: sample(RELIEF).replace("resources:", f"{many}resources:").encode(),
        **{f"{OTHER}/{'长' * 60}{number}.yml": b"code: |\n  " + b"` " * 4000 for number in range(150)},
    }
    found = reviewed(review_ledger, branch(review_ledger, "long", files))
    written = markdown.report(found)
    assert len(written) <= markdown.LIMIT
    assert "没有列在这里" in written
    assert written.count("\n### ") == 6


def _at(day: str, message: str = "x", parents: int = 1) -> Written:
    when = int(datetime.fromisoformat(f"{day}T10:00:00+08:00").timestamp())
    person = Person("甲", "a@example.org", when)
    return Written(parents, person, person, signed=False, message=message)


def _change(kind: Kind) -> CatalogChange:
    impact = Impact.EDITORIAL
    return CatalogChange(
        code="307001/000001", name="甲", department="民政局", kind=kind, kind_label=kind.label, impact=impact,
        impact_label=impact.label, file="catalogs/民政局/甲.yml",
    )  # fmt: skip


SUBMITTED = "标题\n\nSubmitted-at: 2026-09-25T17:00:00+08:00"


@pytest.mark.parametrize(
    ("brought", "kinds", "today", "origin", "terms"),
    [
        # 2026-09-25 to 27 and 2026-10-01 to 07 are holidays; the first day is never counted.
        ([_at("2026-09-28")], [Kind.CHANGED], "2026-09-29", "commits", [("update", 2, "2026-09-30", 1)]),
        ([_at("2026-09-28")], [Kind.ADDED], "2026-09-30", "commits", [("new", 3, "2026-10-08", 1)]),
        ([_at("2026-09-28")], [Kind.MOVED], "2026-10-09", "commits", [("new", 3, "2026-10-08", -1)]),
        (
            [_at("2026-09-28"), _at("2026-09-24")],
            [Kind.RETIRED, Kind.ADDED],
            "2026-09-25",
            "commits",
            [("update", 2, "2026-09-29", 2), ("new", 3, "2026-09-30", 3)],
        ),
        ([_at("2026-09-28", SUBMITTED)], [Kind.CHANGED], "2026-09-29", "trailer", [("update", 2, "2026-09-29", 0)]),
        # A clock that runs ahead of the commit it is in is not believed; nothing brought is nothing submitted.
        ([_at("2027-01-01")], [Kind.CHANGED], "2026-09-29", "不详", []),
        ([], [Kind.CHANGED], "2026-09-29", "不详", []),
    ],
)  # fmt: skip
def test_deadlines(
    brought: list[Written], kinds: list[Kind], today: str, origin: str, terms: list[tuple[str, int, str, int]]
) -> None:
    head = Commit("a" * 40, datetime(2026, 9, 29, 12, tzinfo=BEIJING))
    changes = [_change(kind) for kind in kinds]
    years = default_schemas().workdays
    found = timing(brought, head, changes, Settings(), years, date.fromisoformat(today))
    assert found.origin == origin
    assert [(term.kind, term.limit, term.due.isoformat(), term.left) for term in found.terms] == terms
    assert not any(term.provisional for term in found.terms)


def test_deadlines_of_a_year_without_a_calendar_are_provisional() -> None:
    head = Commit("a" * 40, datetime(2031, 3, 5, tzinfo=BEIJING))
    changes, day = [_change(Kind.CHANGED)], date(2031, 3, 4)
    found = timing([_at("2031-03-03")], head, changes, Settings(deadlines={"review_update": 7}), (), day)
    assert [(term.limit, term.provisional) for term in found.terms] == [(7, True)]
    assert "暂定" in words.left(found.terms[0])
    cut = timing([_at("2026-09-28")], head, changes, Settings(), default_schemas().workdays, day, cut=True)
    assert (cut.origin, cut.said) == ("推算", "推算：浅克隆，更早的提交看不到")


def test_a_file_under_another_name_is_no_change_of_a_catalog(review_ledger: Path) -> None:
    upper = RELIEF.removesuffix("yml") + "YML"
    found = reviewed(review_ledger, branch(review_ledger, "upper", {RELIEF: None, upper: edited(RELIEF)}))
    assert ("X907" in rules(found), found.changes) == (True, ())
    for report in (markdown.report(found), text.report(found)):
        assert words.MOVED in report
        assert words.NO_CHANGES not in report
    assert words.MOVED not in markdown.report(reviewed(review_ledger, "main"))


def commit_file(root: Path, path: str, data: bytes | None) -> None:
    (root / path).write_bytes(data or b"")
    git(root, "commit", "-q", "-a", "-m", path)


def _run(*args: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, list(args))
    return done.exit_code, done.output


def test_a_bare_repository(review_ledger: Path, tmp_path: Path) -> None:
    bare = tmp_path / "账.git"
    git(tmp_path, "clone", "-q", "--bare", str(review_ledger), str(bare))
    commit = branch(review_ledger, "bare", FOREIGN)
    git(bare, "fetch", "-q", str(review_ledger), commit)
    code, said = _run("-C", str(bare), "review", "--base", "main", "--head", commit, "--actor", "gaj-clerk")
    assert (code, said.splitlines()[0]) == (0, "可以合并：没有带来问题；改动都在提交人维护的范围内。")
    assert not (bare / ".ybz").exists()


def test_a_ledger_inside_of_a_repository(tmp_path: Path) -> None:
    root = build(tmp_path / "库" / "一本账", top=tmp_path / "库")
    files: Files = {f"一本账/{PERMIT}": FOREIGN[PERMIT], "README.md": b"x", PERMIT: b"x"}
    commit = branch(tmp_path / "库", "inside", files)
    found = reviewed(root, commit, "gaj-clerk")
    assert {holding.owner.id: holding.paths for holding in found.holdings} == {
        "公安局": (PERMIT,),
        "tool": ("../README.md", f"../{PERMIT}"),
    }
    assert found.verdict is Verdict.CONSENT
    assert [change.code for change in found.changes] == ["303001/000004"]


def test_what_cannot_be_judged(review_ledger: Path, tmp_path: Path) -> None:
    other = git(review_ledger, "commit-tree", "main^{tree}", "-m", "从头来")
    torn = branch(review_ledger, "torn-line", {REGISTRY: b"name: [\n"})
    for arguments, said in (
        (["--base", "main", "--head", other], "没有共同的提交"),
        (["--base", torn, "--head", "main"], "读不出来，不能据以审核"),
        (["--base", "没有", "--head", "main"], "没有找到版本"),
        (["--base", "main", "--on", "昨天"], "不是日期"),
        ([], "--base"),
        (["--base", "main", "--format", "json", "-o", "a.md", "-o", "b.json"], "去掉 --format"),
    ):
        code, output = _run("-C", str(review_ledger), "review", *arguments)
        assert (code, said in output) == (2, True), output
    code, output = _run("-C", str(tmp_path), "review", "--base", "main")
    assert (code, "没有找到一本账" in output) == (2, True)


def test_a_report_in_a_file(review_ledger: Path, tmp_path: Path) -> None:
    commit = branch(review_ledger, "file", FOREIGN)
    common = ["-C", str(review_ledger), "review", "--base", "main", "--head", commit, "--actor", "gaj-clerk"]
    for name, start in (("a.md", "## ✅ 可以合并"), ("a.json", "{"), ("a.txt", "可以合并：")):
        code, _ = _run(*common, "-o", str(tmp_path / name))
        assert code == 0
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


def test_a_tombstone_whose_duty_is_gone_silences_nothing() -> None:
    files = {path: sample(path).encode() for path in (PROFILE, RELIEF, f"{HOME}/retired/福利企业资格信息.yml")}
    files[PROFILE] = files[PROFILE].replace(b"id: " + "三-12".encode(), b"id: " + "三-99".encode())
    found = check(read({**files, REGISTRY: SETTINGS.encode()}))
    assert any(finding.rule == "D601" and "三-99" in finding.message for finding in found)


def test_who_may_change_a_folder_is_for_the_approvers_to_say(review_ledger: Path) -> None:
    """As the hook has it: a maintainer cannot let others in, nor himself into more codes."""
    commit = branch(review_ledger, "more-accounts", {PROFILE: edited(PROFILE, ("[mzj-clerk]", "[mzj-clerk, friend]"))})
    clerk = reviewed(review_ledger, commit, "mzj-clerk")
    assert clerk.verdict is Verdict.CONSENT
    assert "维护账号" in clerk.reason
    assert reviewed(review_ledger, commit, "ysj-lead").verdict is Verdict.MERGE


def _asked(root: Path, name: str, files: Files) -> dict[str, tuple[str, dict[str, str]]]:
    return {task.kind: (task.text, dict(task.quotes)) for task in reviewed(root, branch(root, name, files), None).tasks}


def test_what_is_refused_or_gone_is_asked_about_even_where_it_has_errors(review_ledger: Path) -> None:
    refused = {HOMES: edited(HOMES, ("type: 无条件共享", "type: 不予共享"), ("无条件开放", "不予开放"))}
    asked = _asked(review_ledger, "refuse-bare", refused)
    text, quotes = asked["basis"]
    assert "不予共享的理由成立" in text
    assert quotes == {"共享类型": "无条件共享 → 不予共享", "依据": "这次没有写"}
    assert asked["open"] == ("开放类型与数据内容相称", {"开放类型": "无条件开放 → 不予开放"})
    text, quotes = _asked(review_ledger, "delete-bare", {HOMES: None})["remove"]
    assert "ybz retire" in text
    assert "营商环境建设监督局的需求 2026-001" in quotes["还在用它的"]


def test_the_checklist_says_what_changed(review_ledger: Path) -> None:
    pairs = (
        ("{name: 审批日期,", "{name: 批准日期,"),
        ("救助金额, type: Y, length: 12", "救助金额, type: Y, length: 14"),
        ("resources:", "  - {name: 户主姓名, type: C, length: 50, tier: 扩展, personal: true}\nresources:"),
    )
    said = _asked(review_ledger, "items", {RELIEF: edited(RELIEF, *pairs), REGISTRY: LOOSE[REGISTRY]})
    assert said["base"][1]["这次改动"] == "修改 救助金额；改名 审批日期 → 批准日期；新增 户主姓名"
    assert said["settings"][1] == {
        "审核人": "ysj-lead → ysj-lead、mzj-clerk、MZJ-CLERK",
        "政策口径和规则级别": "，".join(f"{rule} 没有 → 不检查" for rule in ("C203", "X902", "X907", "Y951")),
        "限额": "单个文件上限 KB 1024 → 9999，一次提交文件数上限 200 → 9999",
        "豁免": "新增 C203 307001/000003 自己放行 2099-12-31",
    }


def test_what_is_not_committed_is_said_not_to_be_reviewed(tmp_path: Path) -> None:
    root = build(tmp_path)
    arguments = ["-C", str(root), "review", "--base", "main"]
    said = CliRunner().invoke(main, arguments).output
    assert "没有提交" not in said
    assert "归属" not in said
    (root / HOMES).unlink()
    (root / "catalogs/民政局/新 目录.yml").write_text("code: 1\n", encoding="utf-8")
    for form in ("text", "markdown"):
        said = CliRunner().invoke(main, [*arguments, "--format", form]).output
        assert "工作区还有 2 个文件没有提交，不在审核范围内" in said
    assert "没有提交" not in CliRunner().invoke(main, [*arguments, "--format", "json"]).output
