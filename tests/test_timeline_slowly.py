"""The log of a made-up ledger, held to an independent slow computation.

Every approval is taken out of git whole (``git archive``), every file is read by the loader, whole ledgers are compared,
and git itself is asked who did what: no store, no fast reader, no walk state, no parser of commits.
"""

from __future__ import annotations

import io
import re
import tarfile
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ledgers import git
from yibenzhang.history.compare import compare
from yibenzhang.history.entries import Entry, entry, is_catalog
from yibenzhang.history.timeline import timeline
from yibenzhang.model.change import CatalogChange, Origin, Revision
from yibenzhang.model.workdays import Workdays
from yibenzhang.outputs.demo import history
from yibenzhang.sources import document, git_import
from yibenzhang.sources.git import BEIJING, Repository
from yibenzhang.sources.schema import default_schemas
from yibenzhang.sources.store import Store

pytestmark = pytest.mark.no_cover
WORKDAYS = Workdays.of(default_schemas().workdays)


@cache
def loaded(data: bytes) -> tuple[dict[str, Any] | None, str]:
    found = document.read("x.yml", data)
    whole = found.complete and not any("写了两次" in trap.message for trap in found.traps)
    code = re.search(rb"(?m)^code: (\S+)", data)
    return (found.values, "") if whole else (None, code[1].decode() if code else "")


def archive(root: Path, commit: str) -> dict[str, bytes]:
    from subprocess import run

    tar = run(["git", "archive", commit], cwd=root, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(tar)) as files:
        plain = (member for member in files if member.isfile())
        return {member.name: files.extractfile(member).read() for member in plain}  # type: ignore[union-attr]


def slowly(root: Path) -> list[list[CatalogChange]]:
    """The changes of every approval, oldest first."""
    found: list[list[CatalogChange]] = []
    before: list[Entry] = []
    last: dict[str, Entry] = {}
    for commit in git(root, "rev-list", "--first-parent", "--reverse", "HEAD").split():
        files = archive(root, commit)
        now = [entry(path, *loaded(data)) for path, data in sorted(files.items()) if is_catalog(path)]
        demands = [loaded(data)[0] or {} for path, data in files.items() if "/demands/" in path]
        demanded = {demand.get("catalog") for demand in demands if not demand.get("closed")}
        found.append(list(compare(before, now, demanded, last)))
        whole = {one.path: one for one in before if one.values is not None}
        last |= {one.path: whole[one.path] for one in now if one.values is None and one.path in whole}
        before = now
    return found


def asked(root: Path) -> list[dict[str, Any]]:
    """What git says of every approval, oldest first, as DOMAIN C reads it."""
    form = "%x00".join(("%H", "%P", "%an", "%at", "%cn", "%ce", "%ct", "%s", "%(trailers:only,unfold)", "%B")) + "%x01"
    rows = git(root, "log", "--first-parent", "--reverse", f"--format={form}", "HEAD").split("\x01")
    return [_said(root, *row.strip("\n").split("\0")) for row in rows if row.strip()]


def _said(root: Path, commit: str, parents: str, author: str, written: str, committer: str, mail: str, done: str,
          subject: str, block: str, body: str) -> dict[str, Any]:  # fmt: skip
    trailers = dict(row.split(": ", 1) for row in block.splitlines() if ": " in row)
    bot = mail == "noreply@github.com"
    submitted, known, people = int(written), "推算", [author]
    if " " in parents:
        side = git(root, "log", "--reverse", "--no-merges", "--format=%at%x00%an", f"{commit}^1..{commit}").splitlines()
        rows = sorted((int(at), name) for at, name in (row.split("\0") for row in side))
        submitted, known, people = rows[0][0], "merge", [name for _, name in rows]
    elif written == done and (bot or committer != author or re.search(r"\(#\d+\)$", subject)):
        submitted, known = 0, "不详"
    time = datetime.fromtimestamp(submitted, BEIJING) if submitted else None
    if "Submitted-at" in trailers:
        time, known = datetime.fromisoformat(trailers["Submitted-at"]).astimezone(BEIJING), "trailer"
    if "Submitted-by" in trailers:
        people = [trailers["Submitted-by"].split(" <")[0]]
    people += re.findall(r"(?m)^Co-authored-by: (.*) <", body)
    if "Reviewed-by" in trailers:
        approver, seen = trailers["Reviewed-by"].split(" <")[0], "trailer"
    elif " " in parents:
        approver, seen = author if bot else committer, "merge"
    else:
        approver, seen = ("", "不详") if bot or committer == author else (committer, "推算")
    number = re.search(
        r"pull request (#\d+)|\((#\d+)\)(?:$| from)|See merge request \S*(!\d+)", f"{subject}\n{body}", re.MULTILINE
    )
    approved = datetime.fromtimestamp(int(done), BEIJING)
    count = WORKDAYS.between(time.date(), approved.date()) if time else None
    return {
        "commit": commit,
        "submitted": time.isoformat() if time else None,
        "approved": approved.isoformat(),
        "submitters": tuple(dict.fromkeys(people)),
        "approver": approver or None,
        "origin": Origin(submitted=known, approver=seen),
        "review": next(filter(None, number.groups()), "") if number else "",
        "working_days": count.days if count else None,
        "provisional": bool(count and count.provisional),
        "subject": subject,
    }


def test_every_approval_of_a_demo_and_every_field_of_it(tmp_path: Path) -> None:
    root = tmp_path / "demo"
    root.mkdir()
    git_import.load(root, history.stream(120, 6, 300, 7, WORKDAYS, items=8))
    repository = Repository.find(root)
    assert repository
    found = timeline(repository, Store(root), repository.commit("HEAD"))
    revisions = list(found.revisions())[::-1]
    expected = [
        Revision(**said, changes=tuple(changes)) for said, changes in zip(asked(root), slowly(root), strict=True)
    ]
    for one, other in zip(revisions, expected, strict=True):
        assert one == other
    assert {change.kind.value for one in expected for change in one.changes} >= {
        "added",
        "changed",
        "renamed",
        "retired",
    }
    assert {origin for one in expected for origin in (one.origin.submitted, one.origin.approver)} == {
        "trailer",
        "merge",
        "推算",
        "不详",
    }
