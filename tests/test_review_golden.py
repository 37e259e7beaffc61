"""The report of ten pull requests, as their reviewer reads it. ``make golden`` writes them anew; read them then."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from reviews import (
    ALLOWANCE,
    DIBAO,
    HOME,
    HOMES,
    OTHER,
    PERMIT,
    REGISTRY,
    RELIEF,
    Files,
    branch,
    edited,
    reviewed,
    sample,
)
from yibenzhang.cli import main
from yibenzhang.insight.review import Verdict
from yibenzhang.outputs.review import markdown

GOLDEN = Path(__file__).parent / "golden" / "review"


class Case(NamedTuple):
    name: str
    verdict: Verdict
    files: Callable[[], Files]
    actor: str | None = "mzj-clerk"
    on: str = "2026-09-29"
    message: str = "修改目录"


def _retired(path: str, *pairs: tuple[str, str], note: str) -> bytes:
    return edited(path, *pairs, ("status: 在用", f"status: 已下架\nretired: {note}"))


def _piece(pattern: str) -> str:
    """Lines of the profile of the department that hands over."""
    found = re.search(f"(?m){pattern}", sample(f"{HOME}/department.yml"))
    assert found
    return found[0]


_DUTY = _piece(r"^  - id: 三-10\n(?:    .*\n)+")
_SERVICE = _piece(r"^  - .*养老机构备案\}\n")
_SYSTEM = _piece(r"^  - \{id: yanglao,.*\n")


def _huge() -> Files:
    """More catalogs than anybody reads."""
    text = sample(ALLOWANCE)
    found: dict[str, bytes | None] = {}
    for number in range(240):
        name = f"高龄津贴发放信息第{number:03d}册"
        changed = text.replace("000015", f"{200 + number:06d}").replace("name: 高龄津贴发放信息\n", f"name: {name}\n")
        found[f"{HOME}/{name}.yml"] = changed.encode()
    return found


CASES = [
    Case(
        "01-good-new-catalog",
        Verdict.MERGE,
        lambda: {ALLOWANCE: sample(ALLOWANCE).encode()},
        message="新增高龄津贴发放信息\n\nSubmitted-at: 2026-09-27T16:20:00+08:00\nSubmitted-by: 王芳 <wf@example.org>",
    ),
    Case("02-broken-yaml", Verdict.MEND, lambda: {RELIEF: edited(RELIEF, ("level: 3", "level: 3\nlevel: 2"))}),
    Case(
        "03-other-department",
        Verdict.CONSENT,
        lambda: {
            PERMIT: edited(PERMIT, ("每周更新", "每周更新，含流动人口居住登记")),
            RELIEF: edited(RELIEF, ("自2020年1月起按月更新", "自2020年1月起按月更新，不含一次性生活补助")),
        },
    ),
    Case(
        "04-share-tightened",
        Verdict.MERGE,
        lambda: {
            DIBAO: re.sub(
                r"(?m)^share:\n(?:  .*\n)+",
                "share:\n  type: 不予共享\n  reason: 涉及困难群众隐私，泄露后影响其正常生活\n"
                "  basis: [{title: 中华人民共和国个人信息保护法, article: 第二十八条, rank: 法律}]\n",
                edited(DIBAO, ("保障状态, type: C, length: 10", "保障状态, type: C, length: 4")).decode(),
                count=1,
            ).encode()
        },
        on="2026-10-12",
    ),
    Case("05-deleted-not-retired", Verdict.MEND, lambda: {HOMES: None}),
    Case(
        "06-code-reused",
        Verdict.MEND,
        lambda: {ALLOWANCE: edited(ALLOWANCE, ("000015", "000099"))},
    ),
    Case(
        "07-renamed",
        Verdict.MERGE,
        lambda: {
            RELIEF: None,
            f"{HOME}/临时救助人员名单.yml": edited(RELIEF, ("name: 临时救助对象名单", "name: 临时救助人员名单")),
            f"{HOME}/department.yml": edited(
                f"{HOME}/department.yml", ("names: [临时救助对象名单]", "names: [临时救助人员名单]")
            ),
        },
        on="2026-09-30",
    ),
    Case(
        "08-handed-over",
        Verdict.CONSENT,
        lambda: {
            HOMES: None,
            f"{HOME}/retired/养老机构信息.yml": _retired(
                HOMES,
                note="{date: 2026-09-28, reason: 机构改革，养老机构备案改由公安局承担, replaced_by: 303001/000050}",
            ),
            f"{OTHER}/养老机构信息.yml": edited(
                HOMES,
                ("307001/000008", "303001/000050"),
                ("office: 养老服务科", "office: 治安管理支队"),
                ("duties: [三-10]", "duties: [三-90]"),
                ("status: 在用", "related: [307001/000008]\nstatus: 在用"),
            ),
            f"{HOME}/department.yml": edited(
                f"{HOME}/department.yml",
                (_DUTY, ""),
                (_SERVICE, ""),
                (_SYSTEM, ""),
            ),
            f"{OTHER}/department.yml": edited(
                f"{OTHER}/department.yml",
                ("duties:\n", f"duties:\n{_DUTY.replace('三-10', '三-90')}"),
                ("services:\n", f"services:\n{_SERVICE}"),
                ("systems:\n", f"systems:\n{_SYSTEM}"),
            ),
        },
    ),
    Case(
        "09-schema-and-settings",
        Verdict.CONSENT,
        lambda: {
            "schema/vocabulary/domain.yml": sample("schema/vocabulary/domain.yml").encode() + b"# x\n",
            REGISTRY: edited(REGISTRY, ("[ysj-lead]", "[ysj-lead, mzj-clerk]"))
            + b"policy:\n  severities: {C202: 'off', X907: warning}\nlimits: {push_files: 9999}\n",
            f"{HOME}/department.yml": edited(
                f"{HOME}/department.yml", ("maintainers: [mzj-clerk]", "maintainers: [mzj-clerk, stranger]")
            ),
            ".github/workflows/review.yml": b"on: push\n",
        },
    ),
    Case("10-huge-import", Verdict.MEND, _huge, on="2026-10-20"),
]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_report_as_its_reviewer_reads_it(review_ledger: Path, case: Case) -> None:
    commit = branch(review_ledger, case.name, case.files(), message=case.message)
    found = reviewed(review_ledger, commit, case.actor, case.on)
    text = markdown.report(found)
    assert len(text) <= markdown.LIMIT
    text = text.replace(found.head.id, "1" * 40).replace(found.head.id[:7], "1" * 7).replace(found.base.id, "0" * 40)
    text = text.replace(found.base.id[:7], "0" * 7)
    golden = GOLDEN / f"{case.name}.md"
    if os.environ.get("GOLDEN"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
    assert found.verdict is case.verdict


def test_exit_codes_and_formats(review_ledger: Path) -> None:
    names = {
        "merge": ("01-good-new-catalog", 0),
        "mend": ("05-deleted-not-retired", 1),
        "consent": ("03-other-department", 3),
    }
    by_name = {case.name: case for case in CASES}
    for verdict, (name, code) in names.items():
        commit = branch(review_ledger, name, by_name[name].files(), message=by_name[name].message)
        common = ["-C", str(review_ledger), "review", "--base", "main", "--head", commit, "--actor", "mzj-clerk"]
        done = CliRunner().invoke(main, [*common, "--format", "json"])
        assert done.exit_code == code, done.output
        said = json.loads(done.stdout)
        assert said["verdict"] == verdict
        assert (said["base"], said["head"]) == (said["fork"], commit)
        plain = CliRunner().invoke(main, common)
        assert plain.exit_code == code
        assert plain.stdout.startswith(f"{said['verdict_label']}：{said['reason']}\n")
        assert [line for line in plain.stdout.splitlines() if line.startswith("时限")]
        notes = CliRunner().invoke(main, [*common, "--format", "github"])
        assert notes.stdout.count("\n::error file=") == said["findings"]["errors"]
