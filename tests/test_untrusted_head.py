"""A pull request does not change the verdict of its own review, and nothing it brings is run (issue forms of attack).

The one script that every workflow calls is run from a checkout of the base, on heads that are git objects only.
"""

from __future__ import annotations

import base64
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from ledgers import CATALOG, DEPARTMENT, ROOT, commit, git, small, write

YBZ = Path(sys.executable).with_name("ybz")
CLERK = "mzj-clerk"


class Answer(NamedTuple):
    """What a review came to."""

    code: int
    report: dict[str, Any]
    text: str
    said: str

    @property
    def rules(self) -> list[str]:
        return [finding["rule"] for finding in self.report["findings"]["brought"]]


class Desk:
    """A checkout of the base, and a way to review heads. ``canary`` must never come to be."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "账 本"
        self.out = folder / "out"
        self.canary = folder / "canary"
        files = small()
        files["catalogs/registry.yml"] += b"approvers: [ysj-lead]\n"
        write(self.root, files)
        shutil.copytree(ROOT / ".ci", self.root / ".ci", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(ROOT / "schema", self.root / "schema")
        self.base = commit(self.root)
        # What the tool remembers is no part of a change.
        (self.root / ".git/info/exclude").write_text("/.ybz/\n")

    def head(self, files: Mapping[str, bytes | None], message: str = "x", branch: str = "修改") -> str:
        """Commit files on top of the base, and leave nothing of them but objects."""
        git(self.root, "checkout", "-q", "-b", branch)
        for path, data in files.items():
            if data is None:
                (self.root / path).unlink()
            else:
                write(self.root, {path: data})
                if data.startswith(b"#!"):
                    (self.root / path).chmod(0o755)
        made = commit(self.root, message=message)
        git(self.root, "checkout", "-q", "--detach", self.base)
        git(self.root, "branch", "-q", "-D", branch)
        return made

    def run(self, base: str, head: str, actor: str = CLERK, **env: str) -> subprocess.CompletedProcess[str]:
        own = {"PATH": os.environ["PATH"], "HOME": str(self.out.parent), "YBZ": str(YBZ), **env}
        command = [self.root / ".ci/review", base, head, actor, self.out]
        return subprocess.run(command, env=own, cwd="/", capture_output=True, text=True, check=False)

    def review(self, head: str, actor: str = CLERK, **env: str) -> Answer:
        done = self.run(self.base, head, actor, **env)
        assert (done.stdout, done.stderr) == ("", "")
        assert (self.out / "status").read_text() == f"{done.returncode}\n"
        report = json.loads((self.out / "report.json").read_text("utf-8"))
        text = (self.out / "report.md").read_text("utf-8")
        return Answer(done.returncode, report, text, (self.out / "annotations").read_text("utf-8"))

    @property
    def broken(self) -> bytes:
        """The catalog with a fault: shared under conditions that it does not name."""
        text = (self.root / CATALOG).read_text("utf-8")
        return text.replace("level: 3", "level: 9", 1).encode()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk"))


def traps(desk: Desk) -> dict[str, bytes]:
    """Files that would run, or rule, if anyone took them from the head."""
    touch = f"#!/bin/sh\ntouch '{desk.canary}'\n".encode()
    python = f"open({str(desk.canary)!r}, 'w')\n".encode()
    return {
        ".ci/review": touch,
        ".ci/install": touch,
        ".ci/fetch": touch,
        ".ci/api.py": python,
        ".github/workflows/review.yml": b"on: pull_request\njobs: {}\n",
        ".gitea/workflows/review.yml": b"on: push\njobs: {}\n",
        ".gitlab-ci.yml": b"x: {script: [true]}\n",
        "tools/yibenzhang/__init__.py": python,
        "tools/yibenzhang/rules/__init__.py": b"RULES = ()\n",
        "sitecustomize.py": python,
        "yibenzhang.py": python,
        "conftest.py": python,
        "setup.py": python,
        "pyproject.toml": b"[build-system]\nrequires = []\nbuild-backend = 'evil'\nbackend-path = ['.']\n",
        "evil.py": python,
        "Makefile": f"all:\n\ttouch '{desk.canary}'\n".encode(),
        "mkdocs.yml": f"plugins: [yibenzhang]\nhooks: [evil.py]\nx: !!python/object/apply:os.system ['touch {desk.canary}']\n".encode(),
        ".gitattributes": b"* filter=evil diff=evil merge=evil\n*.yml textconv=evil\n",
        ".gitmodules": b'[submodule "x"]\n\tpath = x\n\turl = "ext::sh -c touch% canary"\n',
        ".gitconfig": f"[core]\n\tfsmonitor = touch {desk.canary}\n".encode(),
        "schema/catalog.schema.json": b'{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}\n',
        "schema/vocabulary/level.yml": b"title: x\nsource: x\nvalues: [{value: 9}]\n",
    }


LENIENT = (
    "name: 测试一本账\nauthority: 营商环境建设监督局\ndivision: '232700'\napprovers: [mzj-clerk]\n"
    "limits: {file_kb: 999999, push_files: 999999}\n"
    "policy:\n  severities: {A001: off, A002: off, A003: off, A005: off, C207: off, D601: off, X903: off, S301: off}\n"
    "waivers:\n  - {rule: A002, code: 307001/000003, reason: 无, until: 2099-12-31}\n"
).encode()


def lenient(desk: Desk) -> dict[str, bytes]:
    department = (desk.root / DEPARTMENT).read_bytes().replace(b"maintainers: [mzj-clerk]", b"maintainers: [stranger]")
    return {"catalogs/registry.yml": LENIENT, DEPARTMENT: department}


def test_a_good_change_may_be_merged(desk: Desk) -> None:
    good = (desk.root / CATALOG).read_bytes().replace(b"level: 3", b"level: 4")
    answer = desk.review(desk.head({CATALOG: good}))
    assert (answer.code, answer.report["verdict"], answer.rules) == (0, "merge", [])
    assert answer.said == "::notice title=可以合并::" + answer.report["reason"] + "\n"
    assert answer.text.startswith("## ")


@pytest.mark.parametrize("change", [traps, lenient], ids=["traps", "lenient"])
def test_what_a_change_brings_along_does_not_change_its_verdict(
    desk: Desk, change: Callable[[Desk], dict[str, bytes]]
) -> None:
    plain = desk.review(desk.head({CATALOG: desk.broken}))
    assert (plain.code, plain.report["verdict"]) == (1, "mend")
    assert plain.rules
    hostile = desk.review(desk.head({CATALOG: desk.broken, **change(desk)}))
    assert (hostile.code, hostile.report["verdict"]) == (1, "mend")
    assert [rule for rule in hostile.rules if rule in plain.rules] == plain.rules
    assert not desk.canary.exists()
    assert hostile.said.startswith("::error title=需要修改::")


@pytest.mark.parametrize("change", [traps, lenient], ids=["traps", "lenient"])
def test_nobody_lets_himself_in(desk: Desk, change: Callable[[Desk], dict[str, bytes]]) -> None:
    """A stranger who makes himself maintainer, and a clerk who changes the tool, need the owner's consent."""
    assert desk.review(desk.head(change(desk)), "stranger").code in (1, 3)
    good = (desk.root / CATALOG).read_bytes().replace(b"level: 3", b"level: 4")
    assert desk.review(desk.head({CATALOG: good, **change(desk)})).code in (1, 3)
    assert not desk.canary.exists()


def test_the_environment_is_not_taken_along(desk: Desk, tmp_path: Path) -> None:
    evil = write(tmp_path / "evil", {"sitecustomize.py": f"open({str(desk.canary)!r}, 'w')\n".encode()})
    head = desk.head({CATALOG: desk.broken})
    expected = desk.review(head)
    answer = desk.review(
        head,
        PYTHONPATH=str(evil),
        PYTHONSTARTUP=str(evil / "sitecustomize.py"),
        BASH_ENV=str(evil / "sitecustomize.py"),
        GIT_DIR=str(tmp_path),
        GIT_EXTERNAL_DIFF=f"touch {desk.canary}",
        GIT_CONFIG_COUNT="1",
        GIT_CONFIG_KEY_0="core.fsmonitor",
        GIT_CONFIG_VALUE_0=f"touch {desk.canary}",
        GITHUB_STEP_SUMMARY=str(desk.canary),
        GITHUB_OUTPUT=str(desk.canary),
    )
    assert answer == expected
    assert not desk.canary.exists()


def test_who_is_no_account_may_change_nothing(desk: Desk, tmp_path: Path) -> None:
    good = (desk.root / CATALOG).read_bytes().replace(b"level: 3", b"level: 4")
    head = desk.head({CATALOG: good})
    answer = desk.review(head, "")
    assert (answer.code, answer.report["verdict"]) == (3, "consent")
    spy, seen = tmp_path / "spy", tmp_path / "seen"
    spy.write_text(f"#!/bin/sh\nprintf '%s %s\\n' \"$8\" \"$9\" >>'{seen}'\nexit 2\n")
    spy.chmod(0o755)
    for actor in ("$(touch canary)", "--base=HEAD", "-x", "a\nb", "dependabot[bot]", "x" * 300, "`id`", "王芳"):
        assert desk.run(desk.base, head, actor, YBZ=str(spy)).returncode == 2
    assert set(seen.read_text().splitlines()) == {"--actor "}


def test_hostile_names_and_messages_stay_text(desk: Desk) -> None:
    name = "catalogs/民政局/$(touch canary)`touch canary`\n::error::x##[x]</details>@a.yml"
    head = desk.head({name: b"code: '\n::error::y'\n"}, "x\n\n::error::z\nReviewed-by: a <b>", "改$(touch${IFS}canary)")
    answer = desk.review(head)
    assert answer.code == 1
    lines = answer.said.splitlines()
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)
    assert not any(line.startswith("::") for line in answer.text.splitlines())
    assert not list(desk.root.parent.rglob("canary"))


def test_what_is_not_the_base_is_refused(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    head = desk.head({CATALOG: desk.broken})
    for base, other, said in (
        (desk.base[:12], head, "基线提交要写完整的提交号"),
        (desk.base, "main", "待审提交要写完整的提交号"),
        (desk.base, f"{head[:39]}\n", "待审提交要写完整的提交号"),
        (desk.base, "f" * 40, "没有待审提交的对象：先用 .ci/fetch 取来"),
        (head, head, "检出的不是基线提交：工具和目录规范必须是基线的"),
    ):
        done = desk.run(base, other)
        assert (done.returncode, done.stdout, done.stderr) == (2, "", f"审核没有进行：{said}\n")
    write(desk.root, {"schema/catalog.schema.json": b"{}"})
    done = desk.run(desk.base, head)
    assert (done.returncode, done.stderr) == (2, "审核没有进行：检出的文件与基线提交不一致\n")


def test_no_verdict_is_no_success(desk: Desk, tmp_path: Path) -> None:
    """A tool that dies, or says yes and shows no report, lets nothing through."""
    head = desk.head({CATALOG: desk.broken})
    flaky = tmp_path / "flaky"
    for body in ("exit 2", "echo x; exit 137", "exit 0", "echo x; exit 3"):
        flaky.write_text(f"#!/bin/sh\n{body}\n")
        flaky.chmod(0o755)
        answer = desk.review(head, YBZ=str(flaky))
        assert (answer.code, answer.report, answer.said) == (
            2,
            {"verdict": None},
            "::error title=没有审成::程序没有给出结论，原因见日志\n",
        )
        assert answer.text.startswith("### 没有审成\n")


@pytest.mark.parametrize("kind", ["github", "gitea"])
def test_the_reading_job_step_by_step(desk: Desk, tmp_path: Path, kind: str) -> None:
    """The very text of the workflow, run as a runner does, from a server that has a hostile pull request."""
    origin = tmp_path / "a" / "b"
    git(desk.root, "clone", "-q", "--bare", str(desk.root), str(origin))
    head = desk.head({CATALOG: desk.broken, **traps(desk)})
    git(desk.root, "push", "-q", "--force", str(origin), f"{desk.base}:refs/heads/main", f"{head}:refs/pull/12/head")
    flow = yaml.safe_load((ROOT / f".{kind}/workflows/review.yml").read_text("utf-8"))
    work = tmp_path / "work"
    work.mkdir()
    output, summary = tmp_path / "output", tmp_path / "summary"
    event = {
        "github.event.pull_request.number": "12",
        "github.event.pull_request.head.sha": head,
        "github.event.pull_request.user.login": CLERK,
        "github.event.repository.default_branch": "main",
        "github.token": "secret",
    }
    own = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "YBZ": str(YBZ),
        "GITHUB_SERVER_URL": f"file://{tmp_path}",
        "GITHUB_REPOSITORY": "a/b",
        "GITHUB_OUTPUT": str(output),
        "GITHUB_STEP_SUMMARY": str(summary),
        "RUNNER_TEMP": str(tmp_path),
    }
    said = ""
    for step in flow["jobs"]["read"]["steps"]:
        if "uses" in step:
            git(tmp_path, "clone", "-q", "--branch", "main", str(origin), str(work))
        elif step["run"] != ".ci/install":
            given = {
                key: re.sub(r"\$\{\{ (\S+) \}\}", lambda found: event[found[1]], str(value))
                for key, value in step.get("env", {}).items()
            }
            command = ["bash", "-e", "-o", "pipefail", "-c", step["run"]]
            done = subprocess.run(command, env={**own, **given}, cwd=work, capture_output=True, text=True, check=False)
            assert (done.returncode, done.stderr) == (0, "")
            said += done.stdout
    assert git(work, "rev-parse", "HEAD") == desk.base
    assert "::error title=需要修改::" in said
    outputs = output.read_text("utf-8")
    assert outputs.startswith("status=1\nreport<<--END--\n")
    packed = outputs.split("report<<--END--\n")[1].removesuffix("--END--\n")
    report = gzip.decompress(base64.b64decode(packed)).decode()
    assert report == summary.read_text("utf-8")
    assert "需要修改" in report
    assert "secret" not in (work / ".git/config").read_text("utf-8")
    assert not desk.canary.exists()
