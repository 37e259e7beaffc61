"""How long a ledger's history takes: ten thousand catalogs, twenty thousand commits; beside it git alone, and a loop.

The loop is what people write first: for each approval GitPython's diff, and both sides of each file parsed. It is run
on a sample and scaled up to all approvals.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import git
import yaml
from figures import HEAD, PASSED, Figure, Step, complain, row, run, table

SAMPLE = 200
LOG = ("log", "--format", "json")
MADE = Step("ybz demo", (), 60, 1000)
FIRST = Step("ybz log --format json", LOG, 30, 1000)
PUSH = Step("ybz hook pre-receive（推送一份目录的修改）", ("hook", "pre-receive"), 2, 1000, warm=True)
AGAIN = Step("ybz log --format json 再次（多一次提交）", LOG, 1.5, 1000, warm=True)


def measure(root: Path, catalogs: int) -> bool:
    """Make the ledger with its history, time the log, print the table; gives whether a budget was broken."""
    numbers = (str(catalogs), str(max(1, catalogs // 50)), str(catalogs * 2))
    options = zip(("--catalogs", "--departments", "--commits"), numbers, strict=True)
    figures: list[tuple[Step, Figure]] = []
    root.parent.mkdir(parents=True, exist_ok=True)
    figures.append((MADE, run(["demo", str(root), *(word for pair in options for word in pair)], root.parent)))
    if figures[0][1].status == 0:
        print(f"{catalogs} 份目录、{numbers[2]} 次提交的历史，{len(_blobs(root))} 个不同的文件内容")
        shutil.rmtree(root / ".ybz", ignore_errors=True)
        figures.append((FIRST, run(list(FIRST.arguments), root)))
        _commit(root)
        figures.append((AGAIN, run(list(AGAIN.arguments), root)))
        figures.append((PUSH, _push(root)))
    rows = [HEAD, *(row(step, figure) for step, figure in figures)]
    for step, figure in figures:
        complain(step, figure)
    print(table(rows))
    if len(figures) > 1 and figures[1][1].status == 0:
        print("\n" + beside(root, figures[1][1].seconds))
    return any(line[-1] != PASSED for line in rows[1:])


def _push(root: Path) -> Figure:
    """What a server takes to check the last commit, pushed to a repository the hook was installed in."""
    bare = root.with_name("server.git")
    _git(root, "clone", "-q", "--bare", ".", str(bare))
    new, old = _git(root, "rev-parse", "HEAD", "HEAD~1").split()
    _git(bare, "update-ref", "refs/heads/main", old)
    run(["hook", "install", str(bare)], root)
    environment = {"GIT_DIR": str(bare), "REMOTE_USER": "ysj-lead"}
    return run(list(PUSH.arguments), bare, said=f"{old} {new} refs/heads/main\n", environment=environment)


def beside(root: Path, ours: float) -> str:
    """What git alone takes, and what the loop would take, as times of ours."""
    floor = _raw(root)
    approvals = int(_git(root, "rev-list", "--count", "--first-parent", "HEAD"))
    loop = _loop(root, approvals)
    return (
        f"git log --raw（只列改动，不读内容）：{floor:.1f} 秒，ybz log 是它的 {ours / floor:.1f} 倍\n"
        f"GitPython 逐次比较（抽 {min(SAMPLE, approvals)} 次，按 {approvals} 次审核折算）：{loop:.0f} 秒，是 ybz log 的 {loop / ours:.0f} 倍"
    )


def _git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True, text=True).stdout


def _blobs(root: Path) -> set[str]:
    listed = _git(root, "cat-file", "--batch-check", "--batch-all-objects")
    return {line.split()[0] for line in listed.splitlines() if " blob " in line}


def _raw(root: Path) -> float:
    started = time.perf_counter()
    arguments = ("log", "--raw", "-z", "--no-renames", "--no-abbrev", "--first-parent", "-m", "--format=%H%n%B", "HEAD")
    subprocess.run(["git", "-C", str(root), *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def _loop(root: Path, approvals: int) -> float:
    """Seconds for all approvals."""
    commits = list(git.Repo(root).iter_commits("HEAD", first_parent=True))[:-1]
    sample = commits[:: max(1, len(commits) // SAMPLE)][:SAMPLE]
    started = time.perf_counter()
    for commit in sample:
        for change in commit.parents[0].diff(commit):
            for blob in (change.a_blob, change.b_blob):
                if blob is not None and blob.name.endswith(".yml"):
                    try:
                        yaml.load(blob.data_stream.read(), yaml.CSafeLoader)
                    except yaml.YAMLError:
                        continue
    return (time.perf_counter() - started) * approvals / max(1, len(sample))


def _commit(root: Path) -> None:
    """One more commit, of one catalog."""
    path = max(root.glob("catalogs/*/*信息.yml"))
    path.write_text(path.read_text(encoding="utf-8").replace("summary: ", "summary: 经核对，", 1), encoding="utf-8")
    who = ("-c", "user.name=bench", "-c", "user.email=bench@example.cn", "-c", "commit.gpgsign=false")
    _git(root, *who, "commit", "-q", "-a", "-m", "修订摘要")
