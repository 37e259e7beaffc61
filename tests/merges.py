"""Real merges in a real repository, made as each host makes them: its commands, its people, its texts.

What hosts write is read from their own sources and manuals: Gitea ``services/pull/merge*.go``, GitLab
``message_generator.rb``, ``squash_service.rb`` and Gitaly's ``squash.go``, GitHub's pages on merge methods.
"""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from fake_forge import forge
from histories import catalog
from ledgers import ROOT, git, write
from yibenzhang.outputs import submission
from yibenzhang.outputs.submission import Paper, Submission
from yibenzhang.sources.layout import Kind

HOME = "catalogs/民政局"
WRITTEN = f"{HOME}/低保.yml"
LINK = "https://git.example/sj/ledger/pulls/12"
TITLE = "更新低保目录"
OPENED = "2026-09-29T17:05:00+08:00"
MERGED = "2026-10-08T16:30:05+08:00"
FIRST, SECOND = "2026-09-28T17:40:00+08:00", "2026-09-29T10:00:00+08:00"


class Person(NamedTuple):
    """Someone as a commit names him."""

    name: str
    mail: str

    def __str__(self) -> str:
        return f"{self.name} <{self.mail}>"


WANG, LI = Person("王芳", "wang@mz.example"), Person("李强", "li@mz.example")
CHIEF, BOSS = Person("赵主任", "zhao@sj.example"), Person("钱局", "qian@sj.example")
GITHUB = Person("GitHub", "noreply@github.com")
GITEA = Person("Gitea", "gitea@fake.local")
JOBS = {
    "github": Person("github-actions[bot]", "41898282+github-actions[bot]@users.noreply.github.com"),
    "gitea": Person("合入", "ybz-bot@noreply.git.example"),
    "gitlab": Person("ybz", "group_7_bot_0f3a@noreply.git.example"),
}
TYPED = f"Submitted-at: {OPENED}\nSubmitted-by: {WANG}\nReviewed-by: {BOSS}\nReview-result: 通过\nReview: #12"
"""What the reviewer's manual says to write by hand."""


class Desk:
    """The repository all is tried in. Branches begin at ``start``; ``main`` has moved on to ``moved`` since.

    ``two``: of two clerks. ``one``: a single commit. ``sent``: two commits of ``ybz submit``. ``boast``: its clerk wrote
    himself that it was reviewed.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True)
        git(root, "init", "-q", "-b", "main")
        self._commit("建账", CHIEF, "2026-09-21T09:00:00+08:00", {WRITTEN: catalog(1), f"{HOME}/养老.yml": catalog(2)})
        git(root, "tag", "start")
        self._commit("改养老", CHIEF, "2026-09-30T09:00:00+08:00", {f"{HOME}/养老.yml": catalog(2, name="养老机构")})
        git(root, "tag", "moved")
        self._branch("two", ("填写低保目录", WANG, FIRST), ("改摘要", LI, SECOND))
        self._branch("one", ("填写低保目录\n\n每月更新。", WANG, FIRST))
        self._branch("sent", (sent(FIRST), WANG, FIRST), (sent(SECOND), WANG, SECOND))
        boast = f"填写低保目录\n\nSubmitted-at: {FIRST}\nReviewed-by: {BOSS}\nReview: #12"
        self._branch("boast", (boast, WANG, FIRST))

    def back(self, main: str = "moved") -> None:
        """Put main where it was."""
        git(self.root, "checkout", "-q", "-B", "main", main)

    def merge(self, branch: str, message: str, by: Person, committer: Person | None = None, at: str = MERGED) -> None:
        """A merge commit; the text goes in as it is."""
        how = ("-q", "--no-ff", "--cleanup=verbatim", "-m", message)
        self._git("merge", *how, branch, by=by, committer=committer, at=at)

    def squash(self, branch: str, message: str, by: Person, committer: Person, at: str = MERGED) -> None:
        """One commit of all; an empty message takes the text git proposes."""
        self._git("merge", "-q", "--squash", branch, by=by, at=at)
        how = ["--cleanup=verbatim", "-F-"] if message else ["--no-edit"]
        self._git("commit", "-q", *how, by=by, committer=committer, at=at, text=message)

    def rebase(self, branch: str, by: Person, *forced: str, at: str = MERGED) -> str:
        """The branch on top of main, the original left alone; its id."""
        self._git("checkout", "-q", "--detach", branch, by=by, at=at)
        self._git("rebase", "-q", *forced, "main", by=by, at=at)
        made = git(self.root, "rev-parse", "HEAD")
        git(self.root, "checkout", "-q", "main")
        return made

    def forward(self, commit: str) -> None:
        """Main goes on to a commit that stands on top of it."""
        git(self.root, "merge", "-q", "--ff-only", commit)

    def said(self, branch: str) -> list[tuple[str, str]]:
        """Author and message of the commits of a branch, oldest first."""
        shown = git(self.root, "log", "--reverse", "--format=%an <%ae>%x00%B%x00", f"start..{branch}")
        words = [each.strip() for each in shown.split("\0")][:-1]
        return list(zip(words[::2], words[1::2], strict=True))

    def _branch(self, name: str, *commits: tuple[str, Person, str]) -> None:
        git(self.root, "checkout", "-q", "-b", name, "start")
        for number, (message, by, on) in enumerate(commits):
            self._commit(message, by, on, {WRITTEN: catalog(1, summary=f"{name}{number}")})

    def _commit(self, message: str, by: Person, on: str, files: Mapping[str, bytes]) -> None:
        write(self.root, files)
        git(self.root, "add", "-A")
        self._git("commit", "-q", "-F-", by=by, at=on, text=message)

    def _git(self, *args: str, by: Person, at: str, committer: Person | None = None, text: str = "") -> None:
        who = {"AUTHOR": by, "COMMITTER": committer or by}
        names = {f"GIT_{role}_NAME": person.name for role, person in who.items()}
        mails = {f"GIT_{role}_EMAIL": person.mail for role, person in who.items()}
        git(self.root, *args, when=at, stdin=text.encode(), more={**names, **mails})


def sent(on: str) -> str:
    """What ``ybz submit`` writes."""
    paper = Paper(WRITTEN, "修改", Kind.CATALOG, "民政局")
    return submission.message(Submission((), (paper,), "更新低保", *WANG, datetime.fromisoformat(on)))


def github(desk: Desk, branch: str) -> None:
    """Create a merge commit."""
    text = f"Merge pull request #12 from mzj-clerk/{branch}\n\n{TITLE}"
    desk.merge(branch, text, CHIEF, GITHUB, "2026-10-08T08:30:05+00:00")


def github_updated(desk: Desk, branch: str) -> None:
    """Update branch, then Create a merge commit."""
    git(desk.root, "checkout", "-q", "-B", "updated", branch)
    desk.merge("main", f"Merge branch 'main' into {branch}", WANG, GITHUB, "2026-09-30T11:00:00+08:00")
    git(desk.root, "checkout", "-q", "main")
    github(desk, "updated")


def github_squash(desk: Desk, branch: str, more: str = "") -> None:
    """Squash and merge; ``more`` is typed below the text it proposes."""
    said = desk.said(branch)
    others = dict.fromkeys(who for who, _ in said if who != str(WANG))
    title, text = TITLE, "\n\n".join(f"* {message}" for _, message in said)
    if len(said) == 1:
        title, _, text = said[0][1].partition("\n\n")
    if others:
        text += "\n\n---------\n\n" + "\n".join(f"Co-authored-by: {who}" for who in others)
    text = "\n\n".join(part for part in (f"{title} (#12)", text, more) if part)
    desk.squash(branch, text.replace("\n", "\r\n") if more else text, WANG, GITHUB, "2026-10-08T08:30:05+00:00")


def github_rebase(desk: Desk, branch: str) -> None:
    """Rebase and merge: committer and dates are new even where nothing is in the way."""
    desk.forward(desk.rebase(branch, GITHUB, "--force-rebase"))


def reviewed(approvers: tuple[Person, ...] = (CHIEF,)) -> str:
    """What Gitea calls ReviewedBy."""
    return "".join(f"Reviewed-by: {who}\n" for who in approvers)


def gitea(desk: Desk, branch: str, approvers: tuple[Person, ...] = (CHIEF,), at: str = MERGED) -> None:
    """Create merge commit."""
    head = f"Merge pull request '{TITLE}' (#12) from {branch} into main"
    desk.merge(branch, f"{head}\n\nReviewed-on: {LINK}\n{reviewed(approvers)}".strip() + "\n", CHIEF, at=at)


def gitea_template(name: str, approvers: tuple[Person, ...] = (CHIEF,)) -> tuple[str, str]:
    """Title and text of a template of this repository, filled in as Gitea does."""
    text = (ROOT / f".gitea/default_merge_message/{name}_TEMPLATE.md").read_text("utf-8").strip()
    values = {
        "PullRequestTitle": TITLE,
        "PullRequestReference": "#12",
        "PullRequestPosterName": "mzj-clerk",
        "ReviewedBy": reviewed(approvers),
    }
    title, _, body = re.sub(r"\$\{(\w+)\}", lambda match: values[match[1]], text).partition("\n")
    return title, body.strip()


def gitea_filled(desk: Desk, branch: str, approvers: tuple[Person, ...] = (CHIEF,), by: Person = CHIEF) -> None:
    """Create merge commit, with the template of this repository."""
    desk.merge(branch, "\n\n".join(gitea_template("MERGE", approvers)), by)


def gitea_squash(desk: Desk, branch: str, *, listed: bool = False, filled: bool = False) -> None:
    """Create squash commit; ``listed``: the server is set to list the messages, else it takes the description."""
    said = desk.said(branch)
    others = dict.fromkeys(who for who, _ in said if who != str(WANG))
    text = "".join(f"* {message}\n\n" for _, message in said) if listed else "按通知更新。\n\n"
    if others:
        text += "---------\n\n" + "".join(f"Co-authored-by: {who}\n" for who in others)
    title, own = f"{TITLE} (#12)", f"Reviewed-on: {LINK}\n{reviewed()}"
    if filled:
        title, own = gitea_template("SQUASH")
    # Gitea names the poster once more, whom git already has as the author.
    closing = f"Co-authored-by: {WANG}\nCo-committed-by: {WANG}\n"
    desk.squash(branch, f"{title}\n\n{(text + own).strip()}\n{closing}", WANG, CHIEF)


def gitea_rebase(desk: Desk, branch: str, committer: Person = CHIEF) -> None:
    """Rebase then fast-forward: commits that need no rebase stay what they are."""
    desk.forward(desk.rebase(branch, committer))


def gitea_rebase_merge(desk: Desk, branch: str, *, filled: bool = False) -> None:
    """Rebase then create merge commit."""
    made = desk.rebase(branch, CHIEF)
    gitea_filled(desk, made) if filled else gitea(desk, made)


def gitlab_text(branch: str, *, filled: bool = False) -> str:
    """The text of a merge commit, or the template of this repository filled in."""
    if not filled:
        return f"Merge branch '{branch}' into 'main'\n\n{TITLE}\n\nSee merge request sj/ledger!12"
    text = (ROOT / ".gitlab/merge-commit-template.txt").read_text("utf-8")
    people = {"merge_request_author": str(WANG), "merged_by": str(CHIEF)}
    values = {"title": TITLE, "local_reference": "!12", **people}
    return re.sub(r"%\{(\w+)\}", lambda match: values[match[1]], text)


def gitlab(desk: Desk, branch: str, *, filled: bool = False) -> None:
    """Merge commit."""
    desk.merge(branch, gitlab_text(branch, filled=filled), CHIEF)


def gitlab_squash(desk: Desk, branch: str, *, filled: bool = False, by: Person = CHIEF) -> None:
    """Squash, then a merge commit of what that made: GitLab does both when the button is pressed."""
    git(desk.root, "checkout", "-q", "--detach", "start")
    desk.squash(branch, TITLE, WANG, by, "2026-10-08T16:30:02+08:00")
    made = git(desk.root, "rev-parse", "HEAD")
    git(desk.root, "checkout", "-q", "main")
    desk.merge(made, gitlab_text(branch, filled=filled), by)


def gitlab_squash_forward(desk: Desk, branch: str) -> None:
    """Squash and fast-forward: the title is all that is left."""
    desk.squash(branch, TITLE, WANG, CHIEF)


def gitlab_forward(desk: Desk, branch: str, by: Person = CHIEF) -> None:
    """Somebody presses Rebase, which makes him the committer; then main is forwarded."""
    desk.forward(desk.rebase(branch, by, at="2026-10-08T15:00:00+08:00"))


def gitlab_semilinear(desk: Desk, branch: str) -> None:
    """The clerk presses Rebase, the reviewer merges."""
    desk.merge(desk.rebase(branch, WANG, at="2026-10-08T15:00:00+08:00"), gitlab_text(branch), CHIEF)


def bare(desk: Desk, branch: str, message: str = "") -> None:
    """``git merge --no-ff`` on the reviewer's own machine."""
    desk.merge(branch, message or f"Merge branch '{branch}'\n", CHIEF)


def bare_squash(desk: Desk, branch: str, message: str = "") -> None:
    """``git merge --squash`` on the reviewer's own machine."""
    desk.squash(branch, message, CHIEF, CHIEF)


@cache
def job_texts() -> dict[str, str]:
    """The message the merge job has each host write: its script is run against hosts on loopback."""
    head, names = "a" * 40, (("mzj-clerk", "王芳"), ("ysj-lead", "李雷"))
    clerk, lead = ({"login": one, "username": one, "full_name": full, "name": full} for one, full in names)
    pull = {"title": TITLE, "created_at": "2026-09-29T09:05:00Z", "user": clerk, "author": clerk, "sha": head,
            "head": {"sha": head}, "base": {"ref": "main"}, "target_branch": "main"}  # fmt: skip
    api, lab = "/repos/sj/ledger/pulls/12", "/projects/sj%2Fledger/merge_requests/12"
    answers: dict[str, Any] = {
        f"GET {api}": pull,
        f"GET {api}/reviews": [{"user": lead, "state": "APPROVED", "commit_id": head}],
        f"PUT {api}/merge": {},
        f"POST {api}/merge": {},
        f"GET {lab}": pull,
        f"GET {lab}/approvals": {"approved_by": [{"user": lead}]},
        f"PUT {lab}/merge": {},
    }
    script = _script()
    with forge(answers) as host:
        for kind in JOBS:
            script.main(kind, host.address, "sj/ledger", "12", head, "ysj-lead")
        asked = [call.body for call in host.calls if call.method != "GET"]
    github_, gitea_, gitlab_ = asked
    return {
        "github": f"{github_['commit_title']}\n\n{github_['commit_message']}",
        "gitea": f"{gitea_['MergeTitleField']}\n\n{gitea_['MergeMessageField'].strip()}",
        "gitlab": gitlab_["merge_commit_message"],
    }


def _script() -> Any:
    """The script of the merge job; it finds what lies beside it."""
    sys.path.insert(0, str(ROOT / ".ci"))
    try:
        found = importlib.util.spec_from_file_location("ci_merge", ROOT / ".ci/merge.py")
        assert found
        assert found.loader
        module = importlib.util.module_from_spec(found)
        found.loader.exec_module(module)
    finally:
        sys.path.pop(0)
    return module


def job(desk: Desk, branch: str, kind: str) -> None:
    """The merge job: the host merges for its account, with its text."""
    desk.merge(branch, job_texts()[kind], JOBS[kind], GITHUB if kind == "github" else None)
