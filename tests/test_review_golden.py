"""The report of ten pull requests, as their reviewer reads it. ``GOLDEN=1 pytest`` writes them anew; read them then."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from demo_pulls import PULLS, Pull, line, send
from ledgers import git
from reviews import reviewed
from yibenzhang.cli import main
from yibenzhang.insight.review import Verdict
from yibenzhang.outputs.review import markdown

GOLDEN = Path(__file__).parent / "golden" / "review"
VERDICTS = {
    "01-good-new-catalog": Verdict.MERGE,
    "02-broken-yaml": Verdict.MEND,
    "03-other-department": Verdict.CONSENT,
    "04-share-tightened": Verdict.MERGE,
    "05-deleted-not-retired": Verdict.MEND,
    "06-code-reused": Verdict.MEND,
    "07-renamed": Verdict.MERGE,
    "08-handed-over": Verdict.CONSENT,
    "09-schema-and-settings": Verdict.CONSENT,
    "10-huge-import": Verdict.MEND,
}


@pytest.fixture(scope="module")
def demo_line(demo_repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up ledger as the branches leave it; they are added to it, and nothing else."""
    return line(demo_repository, tmp_path_factory.mktemp("pulls") / "账")


@pytest.mark.parametrize("pull", PULLS.values(), ids=PULLS)
def test_report_as_its_reviewer_reads_it(demo_line: Path, pull: Pull) -> None:
    found = reviewed(demo_line, send(demo_line, pull), pull.actor, pull.on)
    text = markdown.report(found)
    assert len(text) <= markdown.LIMIT
    for commit, digit in ((found.head.id, "1"), (found.base.id, "0")):
        text = text.replace(commit, digit * 40).replace(commit[:7], digit * 7)
    golden = GOLDEN / f"{pull.name}.md"
    if os.environ.get("GOLDEN"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
    assert found.verdict is VERDICTS[pull.name]


def test_exit_codes_and_formats(demo_line: Path) -> None:
    for name, code in (("01-good-new-catalog", 0), ("05-deleted-not-retired", 1), ("03-other-department", 3)):
        pull, verdict = PULLS[name], VERDICTS[name]
        commit = send(demo_line, pull)
        common = ["-C", str(demo_line), "review", "--base", "main", "--head", commit, "--actor", pull.actor]
        done = CliRunner().invoke(main, [*common, "--format", "json"])
        assert done.exit_code == code, done.output
        said = json.loads(done.stdout)
        assert said["verdict"] == verdict.value
        assert (said["base"], said["head"]) == (said["fork"], commit)
        plain = CliRunner().invoke(main, common)
        assert plain.exit_code == code
        assert plain.stdout.startswith(f"{said['verdict_label']}：{said['reason']}\n")
        assert [line for line in plain.stdout.splitlines() if line.startswith("时限")]
        notes = CliRunner().invoke(main, [*common, "--format", "github"])
        assert notes.stdout.count("\n::error file=") == said["findings"]["errors"]
    # What was reviewed is there as objects only.
    assert git(demo_line, "status", "--porcelain", "--branch") == "## main"
