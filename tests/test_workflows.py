"""The workflows, issue forms and templates: their form, what they may do, and what they never do."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import forms
from ledgers import ROOT
from yibenzhang.history import trailers
from yibenzhang.sources.schema import default_schemas

GITHUB = sorted((ROOT / ".github/workflows").glob("*.yml"))
GITEA = sorted((ROOT / ".gitea/workflows").glob("*.yml"))
WORKFLOWS = [*GITHUB, *GITEA]
BIN = Path(sys.executable).parent
SCRIPTS = [path for path in sorted((ROOT / ".ci").iterdir()) if path.suffix == "" and path.is_file()]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def read(path: Path) -> dict[Any, Any]:
    found = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def steps(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for job, said in read(path)["jobs"].items():
        for step in said["steps"]:
            yield job, step


def lint(*files: Path) -> subprocess.CompletedProcess[str]:
    """actionlint, which calls the shellcheck beside it for every ``run``."""
    command = [BIN / "actionlint", "-no-color", "-shellcheck", str(BIN / "shellcheck"), *files]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def fits(schema: str, *files: Path, transform: str = "") -> subprocess.CompletedProcess[str]:
    """check-jsonschema with a schema it carries; it asks no network for these."""
    options = ["--builtin-schema", f"vendor.{schema}", *(["--data-transform", transform] if transform else [])]
    command = [BIN / "check-jsonschema", *options, *files]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_both_sets_are_whole() -> None:
    wanted = ["check.yml", "merge.yml", "release.yml", "review.yml", "site.yml"]
    assert [path.name for path in GITHUB] == wanted
    assert [path.name for path in GITEA] == wanted


def test_actionlint_has_nothing_to_say() -> None:
    done = lint(*WORKFLOWS)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_actionlint_and_its_shellcheck_would_say_it(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yml"
    bad.write_text(
        "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n"
        "      - run: echo ${{ github.event.head_commit.message }}\n      - run: cd $HOME/x y\n"
    )
    done = lint(bad)
    assert done.returncode == 1
    assert "untrusted" in done.stdout
    assert "SC2086" in done.stdout


def test_they_fit_the_published_schemas() -> None:
    templates = sorted(path for path in forms.FORMS.glob("*.yml") if path.stem != "config")
    for done in (
        fits("github-workflows", *WORKFLOWS),
        fits("github-issue-forms", *templates),
        fits("github-issue-config", forms.FORMS / "config.yml"),
        fits("gitlab-ci", ROOT / ".gitlab-ci.yml", transform="gitlab-ci"),
    ):
        assert done.returncode == 0, done.stdout


def test_a_workflow_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yml"
    bad.write_text("on: push\njobs:\n  a: {runs-on: x, steps: [{rnu: x}]}\n")
    assert fits("github-workflows", bad).returncode == 1


def test_scripts_pass_shellcheck() -> None:
    done = subprocess.run([BIN / "shellcheck", *SCRIPTS], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
    assert [path.name for path in SCRIPTS] == ["fetch", "install", "pack", "publish", "review", "run", "show", "status"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_nothing_is_written_into_a_script(path: Path) -> None:
    """Event data reaches scripts in environment variables only, where the shell never reads them as code."""
    runs = [step["run"] for _, step in steps(path) if "run" in step]
    assert runs
    assert [run for run in runs if "${{" in run] == []
    assert not re.search(r"\beval\b|\bsource\b|actions/github-script", "\n".join(runs))


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_every_variable_in_a_script_is_quoted_event_data(path: Path) -> None:
    """Whatever a step takes from the event or from another job stands in its env under a plain name."""
    for _, step in steps(path):
        for key, value in step.get("env", {}).items():
            assert re.fullmatch(r"[A-Z][A-Z_]*", key)
            assert "github.head_ref" not in str(value)
            assert ".title" not in str(value)
            assert ".body" not in str(value)


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_actions_are_githubs_own_and_pinned_by_commit(path: Path) -> None:
    uses = re.findall(r"^\s*(?:- )?uses: (.*)$", path.read_text("utf-8"), re.MULTILINE)
    assert (path in GITHUB) or uses == []
    for said in uses:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v[0-9]+\.[0-9]+\.[0-9]+", said), said
    assert all(
        step["with"]["persist-credentials"] is False
        for _, step in steps(path)
        if step.get("uses", "").startswith("actions/checkout@")
    )


PERMISSIONS = {
    "check": {"test": {"contents": "read"}},
    "merge": {
        "read": {"contents": "read", "pull-requests": "read"},
        "merge": {"contents": "write", "pull-requests": "write"},
    },
    "release": {"release": {"contents": "write"}},
    "review": {"read": {"contents": "read"}, "comment": {"pull-requests": "write"}, "verdict": {}},
    "site": {"build": {"contents": "read"}, "publish": {"pages": "write", "id-token": "write"}},
}


def test_no_job_may_do_more_than_it_has_to() -> None:
    found = {path.stem: {job: said["permissions"] for job, said in read(path)["jobs"].items()} for path in GITHUB}
    assert found == PERMISSIONS
    assert {read(path)["permissions"] == {} for path in GITHUB} == {True}
    assert all("timeout-minutes" in job for path in WORKFLOWS for job in read(path)["jobs"].values())
    assert all("concurrency" in read(path) for path in WORKFLOWS)


@pytest.mark.parametrize("path", [*GITHUB, *GITEA], ids=name)
def test_a_review_runs_from_the_base_and_never_sees_a_secret(path: Path) -> None:
    if path.stem != "review":
        assert "pull_request_target" not in path.read_text("utf-8")
        return
    assert list(read(path)[True]) == ["pull_request_target"]
    jobs = read(path)["jobs"]
    reading = yaml.safe_dump(jobs["read"], allow_unicode=True)
    assert "secrets." not in reading
    assert not re.search(r"git (checkout|merge|switch|worktree|reset|restore|apply)\b(?!.*refs/work)", reading)
    for step in jobs["read"]["steps"]:
        ref = step.get("with", step.get("env", {})).get("ref", step.get("env", {}).get("REF", "default_branch"))
        assert "default_branch" in ref
        assert "refs/pull" not in ref
    writing = jobs["comment"]
    assert "head.sha" not in yaml.safe_dump(writing)
    assert [key for step in writing["steps"] for key in step.get("env", {}) if key == "NUMBER"] == ["NUMBER"]
    assert "github.event.pull_request.number" in yaml.safe_dump(writing)


@pytest.mark.parametrize("path", [path for path in WORKFLOWS if path.stem == "review"], ids=name)
def test_a_review_that_did_not_end_well_is_no_pass(path: Path) -> None:
    """Hosts take a job that was skipped for one that passed: the verdict runs whatever became of the reading."""
    verdict = read(path)["jobs"]["verdict"]
    assert (verdict["needs"], verdict["if"]) == ("read", "always() && needs.read.result != 'skipped'")
    (step,) = verdict["steps"]
    assert step["env"] == {"RESULT": "${{ needs.read.result }}", "STATUS": "${{ needs.read.outputs.status }}"}
    codes = {}
    for result in ("success", "failure", "cancelled", ""):
        for status in ("0", "1", "2", "3", ""):
            env = {"RESULT": result, "STATUS": status}
            done = subprocess.run(["/bin/sh", "-ec", step["run"]], env=env, capture_output=True, check=False)
            codes[result, status] = done.returncode
    assert {asked for asked, code in codes.items() if code == 0} == {("success", "0"), ("success", "3")}


def test_the_manual_asks_for_both_checks() -> None:
    (row,) = [line for line in (ROOT / "docs/deploy.md").read_text("utf-8").splitlines() if line[:7] == "| 审核通过 "]
    _, _, github, gitea, *_ = row.split("|")
    assert re.findall("`([^`]*)`", github) == ["取读", "结论"]
    assert re.findall("`([^`]*)`", gitea) == ["审核 / 取读*", "审核 / 结论*"]
    for path in (path for path in WORKFLOWS if path.stem == "review"):
        jobs = read(path)["jobs"]
        assert [jobs[job]["name"] for job in ("read", "verdict")] == ["取读", "结论"]
        assert read(path)["name"] == "审核"


def test_every_host_calls_the_one_script() -> None:
    for path in [*(path for path in WORKFLOWS if path.stem == "review"), ROOT / ".gitlab-ci.yml"]:
        assert ".ci/review " in path.read_text("utf-8")


def test_gitlab_gives_no_token_to_the_pipeline_of_a_merge_request() -> None:
    jobs = {key: job for key, job in read(ROOT / ".gitlab-ci.yml").items() if isinstance(job, dict) and "script" in job}
    assert list(jobs) == ["预审", "审核", "合入", "测试", "pages", "批次"]
    with_token = {
        key for key, job in jobs.items() if "YBZ_TOKEN" in "\n".join(job["script"]) or "comment.py" in str(job)
    }
    from_head = {key for key, job in jobs.items() if "merge_request_event" in str(job["rules"])}
    assert (with_token & from_head, from_head) == (set(), {"预审", "测试"})
    assert jobs["审核"]["rules"] == [
        {"if": '$CI_PIPELINE_SOURCE == "trigger" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH'}
    ]


def test_forms_ask_in_the_words_of_the_schema() -> None:
    words = {key: [each["value"] for each in said["values"]] for key, said in default_schemas().vocabulary.items()}
    asked = {
        ("data-demand", "purposes"): "purpose",
        ("data-demand", "effect"): "effect",
        ("data-demand", "method"): "share-method",
        ("data-demand", "cycle"): "update-cycle",
        ("dispute", "stage"): "objection-stage",
    }
    found = {
        (form, field["id"]): field["attributes"]["options"]
        for form, said in forms.forms().items()
        for field in said["body"]
        if field["type"] == "dropdown"
    }
    assert {key: found[key] for key in asked} == {key: words[word] for key, word in asked.items()}
    kinds = [kind for kind in words["objection-kind"] if kind != "争议"]
    assert found[("correction", "kind")] == kinds


def test_descriptions_for_gitlab_are_current() -> None:
    assert {path.name: path.read_text("utf-8") for path in forms.TEMPLATES.glob("*.md")} == forms.templates()
    ours = ROOT / ".github/pull_request_template.md"
    assert (ROOT / ".gitlab/merge_request_templates/Default.md").read_bytes() == ours.read_bytes()


GITEA_SAYS = {
    "PullRequestTitle": "更新低保名单",
    "PullRequestReference": "#12",
    "PullRequestPosterName": "mzj-clerk",
    "ReviewedBy": "Reviewed-by: 李雷 <li@example.cn>",
}
GITLAB_SAYS = {
    "title": "更新低保名单",
    "local_reference": "!12",
    "merge_request_author": "王芳 <wang@example.cn>",
    "merged_by": "李雷 <li@example.cn>",
}


@pytest.mark.parametrize("path", sorted((ROOT / ".gitea/default_merge_message").iterdir()), ids=lambda path: path.stem)
@pytest.mark.parametrize("reviewed", [True, False])
def test_merges_on_gitea_say_who(path: Path, reviewed: bool) -> None:
    says = GITEA_SAYS if reviewed else {**GITEA_SAYS, "ReviewedBy": ""}
    text = re.sub(r"\$\{(\w+)\}", lambda found: says[found[1]], path.read_text("utf-8"))
    said = trailers.trailers(text)
    assert (trailers.subject(text), said.review) == ("更新低保名单 (#12)", "#12")
    assert [each.name for each in said.submitted_by] == ["mzj-clerk"]
    assert [each.name for each in said.reviewed_by] == (["李雷"] if reviewed else [])


def test_merges_on_gitlab_say_who() -> None:
    template = (ROOT / ".gitlab/merge-commit-template.txt").read_text("utf-8")
    text = re.sub(r"%\{(\w+)\}", lambda found: GITLAB_SAYS[found[1]], template)
    said = trailers.trailers(text)
    assert (said.review, said.submitted_by[0].name, said.reviewed_by[0].name) == ("!12", "王芳", "李雷")


def test_gitlab_scripts_pass_shellcheck() -> None:
    for key, job in read(ROOT / ".gitlab-ci.yml").items():
        if isinstance(job, dict) and "script" in job:
            text = "\n".join(job["script"])
            # Variables of the environment may be unset, says shellcheck of every one of them.
            command = [BIN / "shellcheck", "--shell=bash", "--exclude=SC2154", "-"]
            done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
            assert (done.returncode, done.stdout) == (0, ""), key
