"""The scripts of the workflows, run as the workflows run them: against a host's API on loopback and real repositories."""

from __future__ import annotations

import base64
import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from fake_forge import Forge, forge
from ledgers import CATALOG, ROOT, commit, git, small, write
from yibenzhang.outputs.hosts import MARKER

HOSTILE = (
    "::error::x\r::error::y\n##[add-mask]z\n$(touch canary) `touch canary` '; touch canary; '\n"
    '--END--\nreport=zzz\n"}, {"x": "\n</details><!-- ybz:review -->@someone\n\\u0000 字'
)
COMMIT, OTHER = "a" * 40, "b" * 40
NOTES = "/repos/a/b/issues/12/comments"


def run(script: str, *args: str | Path, at: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a script of ``.ci`` with nothing in its environment but PATH and what is given."""
    command = [at / ".ci" / script] if "." not in script else [sys.executable, at / ".ci" / script]
    own = {"PATH": os.environ["PATH"], "HOME": str(Path.home()), **env}
    return subprocess.run([*command, *args], env=own, capture_output=True, text=True, check=False)


def note(id_: int, author: str, body: str) -> dict[str, Any]:
    return {"id": id_, "user": {"login": author}, "body": body}


def comment(host: Forge, tmp_path: Path, text: str = HOSTILE) -> subprocess.CompletedProcess[str]:
    report = tmp_path / "report.md"
    report.write_bytes(text.encode())
    return run("comment.py", "gitea", host.address, "a/b", "12", report, YBZ_TOKEN="secret")


def test_the_first_report_is_a_new_comment_and_the_text_is_data(tmp_path: Path) -> None:
    with forge({"GET /user": {"login": "ybz-bot"}, f"GET {NOTES}": [], f"POST {NOTES}": {"id": 1}}) as host:
        done = comment(host, tmp_path)
        assert (done.returncode, done.stdout, done.stderr) == (0, "已发评论\n", "")
        assert [call.body for call in host.said("POST")] == [{"body": f"{MARKER}\n{HOSTILE}"}]
        assert {call.token for call in host.calls} == {"token secret"}


def test_the_next_report_goes_into_the_same_comment_page_after_page(tmp_path: Path) -> None:
    pages = {
        "1": [note(id_, "ybz-bot", "别的话") for id_ in range(1, 101)],
        "2": [
            note(101, "Attacker", f"{MARKER}\n可以合并"),
            note(102, "YBZ-bot", f"{MARKER}\n旧"),
            note(103, "ybz-bot", MARKER),
        ],
    }
    answers = {
        "GET /user": {"login": "ybz-bot"},
        f"GET {NOTES}": lambda query: pages.get(re.search(r"\bpage=(\d+)", query)[1], []),  # type: ignore[index]
        "PATCH /repos/a/b/issues/comments/102": {"id": 102},
    }
    with forge(answers) as host:
        assert comment(host, tmp_path).stdout == "已更新评论\n"
        assert [call.path for call in host.said("PATCH")] == ["/repos/a/b/issues/comments/102"]
        assert host.said("POST") == []


def test_a_host_that_answers_every_page_alike_is_asked_twice(tmp_path: Path) -> None:
    notes = [note(1, "someone", MARKER), note(2, "ybz-bot", f"{MARKER}\n{HOSTILE}")]
    with forge({"GET /user": {"login": "ybz-bot"}, f"GET {NOTES}": notes}) as host:
        assert comment(host, tmp_path).stdout == "已更新评论\n"
        assert [call.method for call in host.calls] == ["GET", "GET"]
    with forge({"GET /user": {"login": "new-bot"}, f"GET {NOTES}": notes, f"POST {NOTES}": {}}) as host:
        assert comment(host, tmp_path).returncode == 0
        assert [call.method for call in host.calls] == ["GET", "GET", "GET", "POST"]


def test_a_long_report_is_cut_where_hosts_refuse_it(tmp_path: Path) -> None:
    with forge({"GET /user": {"login": "ybz-bot"}, f"GET {NOTES}": [], f"POST {NOTES}": {}}) as host:
        comment(host, tmp_path, "字" * 90_000)
        assert len(host.said("POST")[0].body["body"]) == 65_000


def test_a_refusal_ends_with_a_sentence_no_log_obeys(tmp_path: Path) -> None:
    with forge({"GET /user": {"login": "ybz-bot"}}) as host:
        done = comment(host, tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(
        r"错误：GET repos/a/b/issues/12/comments\?\S+ 被拒绝（HTTP 404）：no such thing ::error::x\n", done.stderr
    )


def test_the_token_follows_no_redirect(tmp_path: Path) -> None:
    with forge({"GET /user": "elsewhere", "GET /caught": {"login": "x"}}) as host:
        assert comment(host, tmp_path).returncode == 2
        assert [call.path for call in host.calls] == ["/user"]


@pytest.mark.parametrize("number", ["", "1;touch x", "$(touch x)", "１２", "-1", "1\n2"])
def test_a_number_is_a_number(number: str) -> None:
    scripts = [("comment.py", ["x"]), ("pull.py", []), ("merge.py", [COMMIT, "x"])]
    for script, extra in scripts if number == "$(touch x)" else scripts[:1]:
        done = run(script, "github", "http://127.0.0.1:1", "a/b", number, *extra)
        assert (done.returncode, done.stderr) == (
            2,
            "错误：托管平台只能是 github、gitea、gitlab，合并请求号只能是数字\n",
        )


def github_step(job: str, number: int) -> str:
    flow = yaml.safe_load((ROOT / ".github/workflows/review.yml").read_text("utf-8"))
    text = flow["jobs"][job]["steps"][number]["run"]
    assert isinstance(text, str)
    return text


def github_comment(host: Forge, folder: Path, report: str) -> subprocess.CompletedProcess[str]:
    if not (shutil.which("jq") and shutil.which("curl")):
        if os.environ.get("CI"):
            pytest.fail("没有 jq 或 curl")
        pytest.skip("没有 jq 或 curl")
    packed = base64.b64encode(gzip.compress(report.encode())).decode()
    env = {
        "PATH": os.environ["PATH"],
        "RUNNER_TEMP": str(folder),
        "NUMBER": "12",
        "REPORT": packed,
        "GH_TOKEN": "secret",
        "GITHUB_API_URL": host.address,
        "GITHUB_REPOSITORY": "a/b",
    }
    # As the runner does it.
    command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", github_step("comment", 0)]
    return subprocess.run(command, env=env, cwd=folder, capture_output=True, text=True, check=False)


def test_on_github_the_comment_is_written_without_a_checkout(tmp_path: Path) -> None:
    with forge({f"GET {NOTES}": [note(1, "someone", MARKER)], f"POST {NOTES}": {"id": 1}}) as host:
        done = github_comment(host, tmp_path, HOSTILE)
        assert (done.returncode, done.stderr) == (0, "")
        assert [call.body for call in host.said("POST")] == [{"body": f"{MARKER}\n{HOSTILE}"}]
        assert not (tmp_path / "canary").exists()


def test_on_github_the_comment_is_found_again_page_after_page(tmp_path: Path) -> None:
    pages = {
        "1": [note(id_, "github-actions[bot]", "别的") for id_ in range(100)],
        "2": [note(200, "attacker", f"{MARKER}\n可以合并"), note(201, "github-actions[bot]", f"{MARKER}\n旧")],
    }
    answers = {
        f"GET {NOTES}": lambda query: pages[query.rpartition("page=")[2]],
        "PATCH /repos/a/b/issues/comments/201": {"id": 201},
    }
    with forge(answers) as host:
        done = github_comment(host, tmp_path, "字" * 70_000)
        assert (done.returncode, done.stderr, host.said("POST")) == (0, "", [])
        written = host.said("PATCH")[0].body["body"]
        assert (len(written), written.startswith(f"{MARKER}\n字")) == (65_000, True)


def test_on_github_a_refusal_fails_the_job(tmp_path: Path) -> None:
    with forge({}) as host:
        assert github_comment(host, tmp_path, "x").returncode != 0


@pytest.mark.parametrize(("status", "code"), [("0", 0), ("3", 0), ("1", 1), ("2", 1), ("", 1), ("$(touch x)", 1)])
def test_the_verdict_job_fails_for_what_may_not_be_merged(status: str, code: int) -> None:
    command = ["bash", "-e", "-c", github_step("verdict", 0)]
    env = {"RESULT": "success", "STATUS": status}
    assert subprocess.run(command, env=env, capture_output=True, check=False).returncode == code


STATUSES = f"/projects/7/statuses/{COMMIT}"


def job(tmp_path: Path, host: Forge, part: str, **stubs: str) -> subprocess.CompletedProcess[str]:
    """Run a part of GitLab's job 审核 with its other scripts stubbed; each line ends it when it fails, as on a runner."""
    write(tmp_path, {f".ci/{name}": f"#!/bin/sh\n{text}\n".encode() for name, text in stubs.items()})
    write(tmp_path, {".venv/bin/python": b"#!/bin/sh\ncase $1 in *pull.py) echo head=$HEAD; echo author=a ;; esac\n"})
    shutil.copy(ROOT / ".ci/status", tmp_path / ".ci/status")
    for path in (*(tmp_path / ".ci").iterdir(), tmp_path / ".venv/bin/python"):
        path.chmod(0o755)
    (tmp_path / "event.json").write_text('{"object_attributes": {"iid": 3}}', encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "x")
    lines = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text("utf-8"))["审核"][part]
    env = {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "YBZ_TOKEN": "secret", "CI_API_V4_URL": host.address,
        "CI_PROJECT_ID": "7", "CI_PROJECT_PATH": "a/b", "TRIGGER_PAYLOAD": "event.json", "HEAD": COMMIT,
    }  # fmt: skip
    return subprocess.run(
        ["bash", "-ec", "\n".join(lines)], cwd=tmp_path, env=env, capture_output=True, check=False, text=True
    )


@pytest.mark.parametrize(
    ("review", "fetch", "states"),
    [
        ("exit 0", "", ["pending", "success"]),
        ("exit 3", "", ["pending", "success"]),
        ("exit 1", "", ["pending", "failed"]),
        ("exit 2", "", ["pending", "failed"]),
        ("", "exit 2", ["pending", "failed"]),
    ],
)
def test_on_gitlab_a_review_says_from_the_first_to_the_last_how_it_stands(
    tmp_path: Path, review: str, fetch: str, states: list[str]
) -> None:
    with forge({f"POST {STATUSES}": {}}) as host:
        job(tmp_path, host, "script", install="", show="", review=review, fetch=fetch)
        done = job(tmp_path, host, "after_script")
        assert (done.returncode, done.stderr) == (0, "")
        assert [call.path for call in host.calls] == [f"{STATUSES}?state={each}&name=ybz-review" for each in states]
        assert {call.token for call in host.calls} == {"secret"}


def test_on_gitlab_a_state_that_stands_already_stops_nothing(tmp_path: Path) -> None:
    with forge({f"POST {STATUSES}": lambda query: None if "pending" in query else {}}) as host:
        job(tmp_path, host, "script", install="", show="", review="exit 0", fetch="")
        assert [call.path.partition("&")[0] for call in host.calls] == [
            f"{STATUSES}?state=pending", f"{STATUSES}?state=success",
        ]  # fmt: skip


def unpacked(output: str) -> bytes:
    found = re.fullmatch(r"report<<--END--\n([0-9A-Za-z+/=\n]+)--END--\n", output)
    assert found
    assert len(found[1]) <= 120_001
    return gzip.decompress(base64.b64decode(found[1]))


def test_a_report_is_handed_on_as_data(tmp_path: Path) -> None:
    report = tmp_path / "report.md"
    report.write_bytes(HOSTILE.encode())
    assert unpacked(run("pack", report).stdout).decode() == HOSTILE
    noise = b"".join(hashlib.sha256(str(number).encode()).digest() for number in range(10_000))
    report.write_bytes(noise)
    assert unpacked(run("pack", report).stdout) == noise[:80_000]


def test_the_log_shows_what_was_said_and_obeys_none_of_it(tmp_path: Path) -> None:
    (tmp_path / "log").write_text(HOSTILE, "utf-8")
    (tmp_path / "annotations").write_text("::error::ours\n", "utf-8")
    (tmp_path / "report.md").write_text("报告\n", "utf-8")
    summary = tmp_path / "summary"
    done = run("show", tmp_path, GITHUB_STEP_SUMMARY=str(summary))
    assert [line for line in re.split(r"[\r\n]", done.stdout) if line.startswith("::") or "##[" in line] == [
        "::error::ours"
    ]
    assert summary.read_text("utf-8") == "报告\n"


def checkout(tmp_path: Path) -> tuple[Path, str]:
    """A repository with the scripts, whose origin has a pull request under a bad name; and the head of that."""
    origin = tmp_path / "origin.git"
    work = write(tmp_path / "work", small())
    shutil.copytree(ROOT / ".ci", work / ".ci")
    commit(work)
    git(work, "init", "-q", "--bare", str(origin))
    git(work, "remote", "add", "origin", str(origin))
    git(work, "push", "-q", "origin", "main")
    git(work, "checkout", "-q", "-b", "$(touch${IFS}canary)")
    (work / CATALOG).write_text("x\n")
    head = commit(work)
    git(work, "push", "-q", "origin", "HEAD:refs/pull/12/head")
    git(work, "checkout", "-q", "main")
    git(work, "branch", "-q", "-D", "$(touch${IFS}canary)")
    git(work, "reflog", "expire", "--expire=now", "--all")
    git(work, "gc", "-q", "--prune=now")
    return work, head


def test_a_head_is_fetched_and_not_checked_out(tmp_path: Path) -> None:
    work, head = checkout(tmp_path)
    before = (git(work, "rev-parse", "HEAD"), (work / CATALOG).read_bytes(), (work / ".git/config").read_bytes())
    done = run("fetch", "refs/pull/12/head", head, at=work, FETCH_TOKEN="secret")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert git(work, "cat-file", "-t", head) == "commit"
    after = (git(work, "rev-parse", "HEAD"), (work / CATALOG).read_bytes(), (work / ".git/config").read_bytes())
    assert before == after
    assert git(work, "for-each-ref", "--format=%(refname)") == (
        "refs/heads/main\nrefs/remotes/origin/main\nrefs/review/head"
    )
    gone = run("fetch", "refs/pull/12/head", OTHER, at=work)
    assert (gone.returncode, gone.stderr) == (2, "这个提交已经被新的推送代替：由新的一次审核来看\n")


@pytest.mark.parametrize(
    "ref",
    [
        "refs/heads/main",
        "refs/pull/12/head:refs/heads/main",
        "refs/pull/$(touch canary)/head",
        "refs/pull/1\n2/head",
        "--upload-pack=touch canary",
        "refs/pull/12/head extra",
        "refs/merge-requests//head",
        "12",
    ],
)
def test_nothing_but_the_head_of_a_pull_request_is_fetched(tmp_path: Path, ref: str) -> None:
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    done = run("fetch", ref, COMMIT, at=tmp_path)
    assert (done.returncode, done.stderr) == (2, "引用要写成 refs/pull/12/head 或 refs/merge-requests/12/head\n")
    assert run("fetch", "refs/pull/12/head", "--help", at=tmp_path).returncode == 2


def test_a_site_is_published_as_one_commit_and_the_checkout_stays(tmp_path: Path) -> None:
    work, _ = checkout(tmp_path)
    site = write(tmp_path / "site", {"index.html": b"<p>1", "a/.hidden": b"2"})
    for _ in range(2):
        done = run("publish", site, "pages", at=work)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    origin = tmp_path / "origin.git"
    assert git(origin, "ls-tree", "-r", "--name-only", "pages") == "a/.hidden\nindex.html"
    assert git(origin, "rev-list", "--count", "pages") == "1"
    assert git(work, "status", "--porcelain") == ""
    assert run("publish", site, "main", at=work).returncode == 2


PULLS = {
    "title": "更新\nReviewed-by: 假 <x@y>",
    "user": {"login": "mzj-clerk", "full_name": "王芳", "email": "wang@example.cn"},
    "created_at": "2026-02-26T09:12:00+08:00",
    "head": {"sha": COMMIT},
    "base": {"ref": "main"},
}
LEAD = {"login": "ysj-lead", "full_name": "李雷", "email": "li@example.cn"}
APPROVED = {"user": LEAD, "state": "APPROVED", "commit_id": COMMIT}
API = "/repos/a/b/pulls/12"


def merging(*reviews: dict[str, Any], pull: dict[str, Any] | None = None) -> dict[str, Any]:
    return {f"GET {API}": pull or PULLS, f"GET {API}/reviews": list(reviews), f"POST {API}/merge": {}}


def merge(host: Forge, actor: str, head: str = COMMIT, *more: str) -> subprocess.CompletedProcess[str]:
    return run("merge.py", "gitea", host.address, "a/b", "12", head, actor, *more, YBZ_TOKEN="secret")


def test_a_merge_writes_who_submitted_and_who_approved() -> None:
    with forge(merging(APPROVED)) as host:
        done = merge(host, "YSJ-lead")
        assert (done.returncode, done.stdout, done.stderr) == (0, "已合入\n", "")
        assert host.said("POST")[0].body == {
            "Do": "merge",
            "head_commit_id": COMMIT,
            "MergeTitleField": "更新 Reviewed-by: 假 <x@y> (#12)",
            "MergeMessageField": "Submitted-at: 2026-02-26T09:12:00+08:00\nSubmitted-by: 王芳 <wang@example.cn>\n"
            "Reviewed-by: 李雷 <li@example.cn>\nReview-result: 通过\nReview: #12\n",
        }
        dry = merge(host, "ysj-reviewer", COMMIT, "--dry-run")
        assert dry.stdout.splitlines()[4:6] == ["Reviewed-by: 李雷 <li@example.cn>", "Reviewed-by: ysj-reviewer"]
        assert len(host.said("POST")) == 1


def test_a_merge_on_gitlab_asks_who_approved() -> None:
    api = "/projects/a%2Fb/merge_requests/12"
    pull = {
        "title": "更新",
        "author": {"username": "mzj-clerk", "name": "王芳"},
        "created_at": "2026-02-26T01:12:00.123Z",
        "sha": COMMIT,
        "target_branch": "main",
    }
    approved = {"approved_by": [{"user": {"username": "ysj-reviewer", "name": "赵敏"}}]}
    with forge({f"GET {api}": pull, f"GET {api}/approvals": approved, f"PUT {api}/merge": {}}) as host:
        done = run("merge.py", "gitlab", host.address, "a/b", "12", COMMIT, "ysj-reviewer", YBZ_TOKEN="secret")
        assert (done.returncode, done.stdout, done.stderr) == (0, "已合入\n", "")
        message = "更新 (!12)\n\nSubmitted-at: 2026-02-26T09:12:00+08:00\nSubmitted-by: 王芳\nReviewed-by: 赵敏\nReview-result: 通过\nReview: !12\n"
        assert host.said("PUT")[0].body == {"sha": COMMIT, "squash": False, "merge_commit_message": message}
        assert {call.token for call in host.calls} == {"secret"}


@pytest.mark.parametrize(
    ("actor", "head", "answers", "said"),
    [
        ("mzj-clerk", COMMIT, merging(APPROVED), "mzj-clerk 不是 registry.yml 的 approvers，不能合入"),
        ("ysj-lead", OTHER, merging(APPROVED), "审核之后又推送了新的提交：等新的审核结论"),
        ("ysj-lead", COMMIT, merging(pull={**PULLS, "base": {"ref": "dev"}}), "这个合并请求不是合入 main 的"),
        (
            "ysj-lead",
            COMMIT,
            merging({**APPROVED, "commit_id": COMMIT}, pull={**PULLS, "user": LEAD}),
            "提交人不能审核自己的改动：要有另一位 approvers 在合并请求里同意",
        ),
        (
            "ysj-lead",
            COMMIT,
            merging({**APPROVED, "user": {"login": "ysj-reviewer"}, "commit_id": OTHER}, pull={**PULLS, "user": LEAD}),
            "提交人不能审核自己的改动：要有另一位 approvers 在合并请求里同意",
        ),
    ],
)
def test_what_nobody_approved_is_not_merged(actor: str, head: str, answers: dict[str, Any], said: str) -> None:
    with forge(answers) as host:
        done = merge(host, actor, head)
        assert (done.returncode, done.stdout, done.stderr, host.said("POST")) == (2, "", f"错误：{said}\n", [])


def test_a_pull_request_is_named_by_nothing_but_an_id_and_an_account() -> None:
    bad = {**PULLS, "user": {"login": "x\nstatus=0"}}
    for answer, said in ((PULLS, "mzj-clerk"), (bad, "")):
        with forge({f"GET {API}": answer}) as host:
            done = run("pull.py", "github", host.address, "a/b", "12")
            assert (done.returncode, done.stdout) == (0, f"head={COMMIT}\nauthor={said}\n")
    with forge({f"GET {API}": {**PULLS, "head": {"sha": "main\nx"}}}) as host:
        assert run("pull.py", "github", host.address, "a/b", "12").returncode == 2


def test_the_files_of_a_period(tmp_path: Path) -> None:
    work = write(tmp_path / "work", small())
    shutil.copytree(ROOT / ".ci", work / ".ci")
    commit(work)
    git(work, "tag", "批次/2026-01")
    (work / CATALOG).unlink()
    commit(work)
    out = tmp_path / "out"
    done = run("release.py", "批次/2026-01", out, at=work)
    assert done.returncode == 0, done.stderr
    names = ["一本账-批次-2026-01.xlsx", "变更记录-批次-2026-01.xlsx", "网站-批次-2026-01.zip"]
    sums = (out / "SHA256SUMS").read_text("utf-8").splitlines()
    assert sorted(path.name for path in out.iterdir()) == ["SHA256SUMS", *names]
    assert sums == [f"{hashlib.sha256((out / each).read_bytes()).hexdigest()}  {each}" for each in names]
    with zipfile.ZipFile(out / names[2]) as site:
        assert "网站-批次-2026-01/index.html" in site.namelist()
        assert {entry.date_time for entry in site.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    with forge({"POST /repos/a/b/releases": {"id": 5}, "POST /repos/a/b/releases/5/assets": {}}) as host:
        done = run("gitea-release.py", host.address, "a/b", "批次/2026-01", out)
        assert done.returncode == 0, done.stderr
        assert host.calls[0].body["tag_name"] == "批次/2026-01"
        assert [
            (out / name).read_bytes() in call.body
            for name, call in zip(["SHA256SUMS", *names], host.calls[1:], strict=True)
        ] == [True] * 4


@pytest.mark.parametrize("tag", ["v1", "批次/../x", "批次/-o", "批次/a b", "批次/$(touch x)", "批次/"])
def test_other_names_are_no_periods(tmp_path: Path, tag: str) -> None:
    done = run("release.py", tag, tmp_path / "out")
    assert (done.returncode, done.stderr) == (2, "标签要写成 批次/2026-02 的样子\n")
    assert not (tmp_path / "out").exists()
