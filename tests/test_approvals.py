"""Who submitted and who approved, from commits as hosts and people write them (DOMAIN C)."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yibenzhang.history import trailers
from yibenzhang.history.approvals import GUESSED, MERGE, TRAILER, UNKNOWN, Approval, approval
from yibenzhang.sources.commits import Person, Written, moment, parse

CLERK, OTHER, CHIEF = ("王芳", "wang@mz.example"), ("李强", "li@mz.example"), ("赵主任", "zhao@sj.example")
GITHUB = ("GitHub", "noreply@github.com")


def person(who: tuple[str, str], time: str) -> Person:
    return Person(*who, int(datetime.fromisoformat(f"{time}+08:00").timestamp()))


def written(
    message: str,
    author: tuple[str, str] = CLERK,
    on: str = "2026-01-05T09:00:00",
    committer: tuple[str, str] | None = None,
    at: str | None = None,
    parents: int = 1,
) -> Written:
    return Written(parents, person(author, on), person(committer or author, at or on), False, message)


def merge(
    message: str, author: tuple[str, str] = CHIEF, committer: tuple[str, str] | None = None, parents: int = 2
) -> Written:
    return written(message, author, "2026-01-08T16:00:00", committer, parents=parents)


BRANCH = (
    written("填写低保目录", CLERK, "2026-01-06T10:00:00"),
    written("改摘要", OTHER, "2026-01-05T15:00:00", at="2026-01-07T09:00:00"),
    written("Merge branch 'main' into topic", CHIEF, "2026-01-04T08:00:00", parents=2),
)


def told(found: Approval) -> tuple[str, str, tuple[str, ...], str | None, str, str]:
    """Submitted, its origin, submitters, approver, its origin, review."""
    day = found.submitted.strftime("%m-%d %H:%M") if found.submitted else ""
    return day, found.submitted_origin, found.submitters, found.approver, found.approver_origin, found.review


SEEN = ("01-05 15:00", MERGE, ("李强", "王芳"))


@pytest.mark.parametrize(
    ("commit", "expected"),
    [
        pytest.param(
            merge("Merge pull request #12 from mz/dibao\n\n低保目录", CHIEF, GITHUB),
            (*SEEN, "赵主任", MERGE, "#12"),
            id="GitHub",
        ),
        pytest.param(
            merge(
                "Merge pull request '低保目录 (#3)' (#12) from dibao into main\n\nReviewed-on: https://g.example/a/b/pulls/12"
            ),
            (*SEEN, "赵主任", MERGE, "#12"),
            id="Gitea",
        ),
        pytest.param(
            merge("Merge branch 'dibao' into 'main'\n\n低保目录\n\nSee merge request sj/ledger!12"),
            (*SEEN, "赵主任", MERGE, "!12"),
            id="GitLab",
        ),
        pytest.param(
            merge("Merge branch 'main' into 'main'\n\n低保目录\n\nSee merge request sj/ledger!12"),
            (*SEEN, "赵主任", MERGE, "!12"),
            id="GitLab, from the main line of a fork",
        ),
        pytest.param(merge("Merge branch 'dibao'"), (*SEEN, "赵主任", MERGE, ""), id="git merge"),
        pytest.param(
            merge("合并", ("dependabot[bot]", "1+dependabot[bot]@users.noreply.github.com"), GITHUB),
            (*SEEN, None, UNKNOWN, ""),
            id="merged by a robot",
        ),
        pytest.param(
            merge("合并", ("ybz", "group_7_bot_0f3a@noreply.git.example")),
            (*SEEN, None, UNKNOWN, ""),
            id="merged by the robot of a group",
        ),
        pytest.param(merge("", ("", ""), ("", "")), (*SEEN, None, UNKNOWN, ""), id="nobody"),
        pytest.param(
            merge("Merge branch 'main' of git.example:sj/ledger"),
            ("01-05 15:00", GUESSED, ("李强", "王芳"), "赵主任", GUESSED, ""),
            id="git pull",
        ),
        pytest.param(
            merge("Merge remote-tracking branch 'origin/main' into dibao"),
            ("01-05 15:00", GUESSED, ("李强", "王芳"), "赵主任", GUESSED, ""),
            id="brought up to date",
        ),
        pytest.param(
            merge(
                "合并\n\nSubmitted-at: 2026-01-07 09:30:00 +0800\nSubmitted-by: 周敏 <zhou@mz.example>\nReviewed-by: 钱局 <q@sj>\nReview: 15"
            ),
            ("01-07 09:30", TRAILER, ("周敏",), "钱局", TRAILER, "#15"),
            id="trailers",
        ),
        pytest.param(
            merge(
                "合并\n\nSubmitted-at: 2026-01-09\nReviewed-by: 王芳\nReviewed-by: 钱局\nReview: https://h.example/a/b/-/merge_requests/7"
            ),
            (*SEEN, "钱局", TRAILER, "!7"),
            id="submitted after it was approved; reviewed by a submitter and another",
        ),
        pytest.param(
            merge("合并\n\nReviewed-by: 王芳"), (*SEEN, "王芳", TRAILER, ""), id="reviewed by a submitter alone"
        ),
        pytest.param(merge("合并", ("芳", "WANG@mz.example")), (*SEEN, "王芳", MERGE, ""), id="one mail is one person"),
        pytest.param(
            merge("Merge branches 'a' and 'b'\n\nReviewed-by: 钱局\n说明", parents=3),
            (*SEEN, "赵主任", MERGE, ""),
            id="no trailers",
        ),
    ],
)
def test_merges(commit: Written, expected: tuple[str, ...]) -> None:
    assert told(approval(commit, BRANCH)) == expected


def test_trailers_of_what_is_brought_in_tell_of_submission_only() -> None:
    side = written("填\n\nSubmitted-at: 2026-01-06T08:00:00+08:00\nSubmitted-by: 周敏\nReviewed-by: 假的\nReview: 99")
    found = approval(merge("Merge pull request #12 from a/b", CHIEF, GITHUB), [side])
    assert told(found) == ("01-06 08:00", TRAILER, ("周敏",), "赵主任", MERGE, "#12")


SINGLE = "2026-01-28T16:00:00"
FIRST = "* 甲\n\nSubmitted-at: 2026-01-08T09:00:00+08:00\nSubmitted-by: 王芳 <wang@mz.example>"
SECOND = "* 乙\n\n说明\n\nSubmitted-at: 2026-01-20T09:00:00+08:00\nSubmitted-by: 李强 <li@mz.example>"
CLOSING = "---------\n\nCo-authored-by: 周敏 <zhou@mz.example>\nSigned-off-by: 周敏 <zhou@mz.example>"


@pytest.mark.parametrize(
    ("commit", "expected"),
    [
        pytest.param(
            written("低保目录 (#12)\n\nCo-authored-by: 李强 <li@mz.example>", CLERK, SINGLE, GITHUB),
            ("", UNKNOWN, ("王芳", "李强"), None, UNKNOWN, "#12"),
            id="GitHub squash",
        ),
        pytest.param(
            written("低保目录 (#12)", CLERK, SINGLE, CHIEF),
            ("", UNKNOWN, ("王芳",), "赵主任", GUESSED, "#12"),
            id="Gitea squash",
        ),
        pytest.param(
            written("低保目录", CLERK, "2026-01-06T10:00:00", CHIEF, SINGLE),
            ("01-06 10:00", GUESSED, ("王芳",), "赵主任", GUESSED, ""),
            id="rebased by another",
        ),
        pytest.param(
            written("低保目录", CLERK, "2026-01-06T10:00:00", GITHUB, SINGLE),
            ("01-06 10:00", GUESSED, ("王芳",), None, UNKNOWN, ""),
            id="rebased by a host",
        ),
        pytest.param(
            written("低保目录", CHIEF, SINGLE), ("01-28 16:00", GUESSED, ("赵主任",), None, UNKNOWN, ""), id="direct"
        ),
        pytest.param(
            written("低保目录", CLERK, "2027-01-06T10:00:00", CHIEF, SINGLE),
            ("", UNKNOWN, ("王芳",), "赵主任", GUESSED, ""),
            id="written after it was committed",
        ),
        pytest.param(
            written("低保目录", CLERK, "1999-01-06T10:00:00", CHIEF, SINGLE),
            ("", UNKNOWN, ("王芳",), "赵主任", GUESSED, ""),
            id="older than git",
        ),
        pytest.param(
            written("低保目录 (#12)\n\nSubmitted-at: 2026-01-06\nReviewed-by: 钱局", CLERK, SINGLE, GITHUB),
            ("01-06 00:00", TRAILER, ("王芳",), "钱局", TRAILER, "#12"),
            id="squash with trailers",
        ),
        pytest.param(
            written(f"低保目录 (#12)\n\n{SECOND}\n\n{FIRST}\n\n{SECOND}", CLERK, SINGLE, GITHUB),
            ("01-08 09:00", TRAILER, ("李强", "王芳"), None, UNKNOWN, "#12"),
            id="squash of several commits with trailers",
        ),
        pytest.param(
            written(f"低保目录 (#12)\r\n\r\n{FIRST}\r\n\r\n\r\n{SECOND}\n\n{CLOSING}", CLERK, SINGLE, GITHUB),
            ("01-08 09:00", TRAILER, ("王芳", "李强"), None, UNKNOWN, "#12"),
            id="squash that GitHub closed",
        ),
        pytest.param(
            written(f"低保目录 (#12)\n\n* 甲\n\n* 乙\n\n{CLOSING}", CLERK, SINGLE, GITHUB),
            ("", UNKNOWN, ("王芳", "周敏"), None, UNKNOWN, "#12"),
            id="closed squash without trailers",
        ),
        pytest.param(
            written(f"低保目录\n\nReviewed-by: 钱局\nReview: 12\n\n{CLOSING}", CLERK, SINGLE, GITHUB),
            ("", UNKNOWN, ("王芳", "周敏"), "钱局", TRAILER, "#12"),
            id="review above what GitHub closed it with",
        ),
        pytest.param(
            written(
                f"低保目录 (#12)\n\n{FIRST}\nReviewed-by: 假的\n\n{SECOND}\n\nReviewed-by: 钱局", CLERK, SINGLE, GITHUB
            ),
            ("01-08 09:00", TRAILER, ("王芳", "李强"), "钱局", TRAILER, "#12"),
            id="squash the reviewer signed",
        ),
        pytest.param(
            written(f"低保目录\n\nSubmitted-at: 2020-01-01\n\n- 变更一处\n\n{FIRST[5:]}", CLERK, SINGLE, CHIEF),
            ("01-08 09:00", TRAILER, ("王芳",), "赵主任", GUESSED, ""),
            id="what looks like trailers amid the text",
        ),
        pytest.param(
            written("低保目录\n\nReviewed-by: 钱局", CLERK, SINGLE),
            ("01-28 16:00", GUESSED, ("王芳",), "钱局", GUESSED, ""),
            id="his own word",
        ),
        pytest.param(
            written("低保目录\n\nReviewed-by: 王芳", CLERK, SINGLE),
            ("01-28 16:00", GUESSED, ("王芳",), "王芳", TRAILER, ""),
            id="reviewed himself, as he says himself",
        ),
        pytest.param(
            written("低保目录\n\nReviewed-by: 赵主任", CLERK, "2026-01-06T10:00:00", CHIEF, SINGLE),
            ("01-06 10:00", GUESSED, ("王芳",), "赵主任", TRAILER, ""),
            id="amended by who reviewed it",
        ),
        pytest.param(
            written('Revert "低保目录 (#12)" (#15)', CLERK, SINGLE, GITHUB),
            ("", UNKNOWN, ("王芳",), None, UNKNOWN, "#15"),
            id="revert",
        ),
        pytest.param(
            written('Revert "低保目录 (#12)"', CLERK, SINGLE),
            ("01-28 16:00", GUESSED, ("王芳",), None, UNKNOWN, ""),
            id="git revert",
        ),
        pytest.param(
            written("起步", CHIEF, SINGLE, parents=0),
            ("01-28 16:00", GUESSED, ("赵主任",), None, UNKNOWN, ""),
            id="root",
        ),
    ],
)
def test_single_commits(commit: Written, expected: tuple[str, ...]) -> None:
    assert told(approval(commit)) == expected


@pytest.mark.parametrize(
    ("number", "side", "submitted"),
    [
        pytest.param("!12", written("填", CLERK, "2026-01-08T15:50:00", CHIEF), ("", UNKNOWN), id="squashed by the merger"),
        pytest.param("!12", written("填", CLERK, "2026-01-08T15:59:10"), ("", UNKNOWN), id="squashed for the merge"),
        pytest.param("!12", written("填", CLERK, "2026-01-08T15:50:00"), ("01-08 15:50", MERGE), id="just written"),
        pytest.param(
            "!12", written("填", CLERK, "2026-01-06T09:00:00", CHIEF, "2026-01-08T15:59:10"), ("01-06 09:00", MERGE), id="rebased"
        ),
        pytest.param("#12", written("填", CLERK, "2026-01-08T15:59:10"), ("01-08 15:59", MERGE), id="not on GitLab"),
    ],
)  # fmt: skip
def test_gitlab_squashes_before_it_merges(number: str, side: Written, submitted: tuple[str, str]) -> None:
    assert told(approval(merge(f"低保目录 ({number})"), [side]))[:2] == submitted


def test_a_merge_whose_branch_is_cut_off() -> None:
    commit = merge("Merge pull request #12 from a/b", CHIEF, GITHUB)
    assert told(approval(commit, cut=True)) == ("", UNKNOWN, (), "赵主任", MERGE, "#12")
    assert told(approval(commit, BRANCH[:1], cut=True)) == ("01-06 10:00", GUESSED, ("王芳",), "赵主任", MERGE, "#12")


@pytest.mark.parametrize(
    ("message", "subject"),
    [
        ("  第一行\n接着写\n\n正文", "第一行 接着写"),
        ("", ""),
        ("\n\n晚到的标题\r\n\r\n正文", "晚到的标题"),
        ("甲" * 900, "甲" * 500),
    ],
)
def test_subjects(message: str, subject: str) -> None:
    assert trailers.subject(message) == subject


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("#12", "#12"),
        ("!3", "!3"),
        ("012", ""),
        ("12; rm", ""),
        ("https://h/a/b/pull/8/", "#8"),
        ("javascript:/pull/8", ""),
    ],
)
def test_review_trailers(value: str, number: str) -> None:
    assert trailers.trailers(f"题\n\nReview: {value}").review == number


@pytest.mark.parametrize(
    ("value", "time"),
    [
        ("2026-01-05", "2026-01-05T00:00:00+08:00"),
        ("2026-01-05T09:30:00Z", "2026-01-05T17:30:00+08:00"),
        ("2026-01-05 09:30 +08:00", "2026-01-05T09:30:00+08:00"),
        ("2026-02-30", ""),
        ("20260105", ""),
        ("0001-01-01T00:00:00+23:59", ""),
        ("昨天", ""),
    ],
)
def test_times_of_trailers(value: str, time: str) -> None:
    found = trailers.trailers(f"题\n\nSubmitted-at: {value}").submitted_at
    assert [each.isoformat() for each in found] == ([time] if time else [])


HEAD = b"tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nparent 1\nauthor %s\ncommitter %s\n"
ZHANG = "张三 <z@x> 1767600000 +0800".encode()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (HEAD % (ZHANG, ZHANG) + b"encoding UTF-8\n\n" + "新增".encode("gbk"), ("张三", 1767600000, "新增")),
        (
            HEAD % ("张三 <z@x> 5 +0800".encode("gbk"), ZHANG) + b"encoding gbk\n\n" + "摘要".encode("gbk"),
            ("张三", 5, "摘要"),
        ),
        (HEAD % (b"\xff\xfe\x81 <z@x> 5 +0800", ZHANG) + b"\n\xff", ("\ufffd\ufffd\ufffd", 5, "\ufffd")),
        (HEAD % (ZHANG, ZHANG) + b"encoding zlib\n\nx", ("张三", 1767600000, "x")),
        (HEAD % (b" <only@mail> 5 +1400", ZHANG) + b"\nx\0y", ("only@mail", 5, "x")),
        (HEAD % (b"a <b <c> d> 7 -0000", ZHANG) + b"\nx", ("a", 7, "x")),
        (HEAD % (b"a <b> 99999999999999999999 +0800", ZHANG) + b"\nx", ("a", None, "x")),
        (HEAD % (b"a <b> soon", ZHANG) + b"\nx", ("a", None, "x")),
        (b"", ("", None, "")),
    ],
)
def test_hostile_commits(data: bytes, expected: tuple[str, int | None, str]) -> None:
    found = parse(data)
    assert (found.author.name, found.author.time, found.message) == expected
    assert approval(found).subject == expected[2]


def test_signatures_are_seen_not_judged() -> None:
    signed = HEAD % (ZHANG, ZHANG) + b"gpgsig -----BEGIN SSH SIGNATURE-----\n author x\n -----END\n\nmessage"
    found = parse(signed)
    assert (found.signed, found.author.name, found.message, found.parents) == (True, "张三", "message", 1)
    assert not parse(HEAD % (ZHANG, ZHANG) + b"\ngpgsig none").signed


@pytest.mark.parametrize(
    ("seconds", "time"),
    [
        (0, "1970-01-01T08:00:00+08:00"),
        (10**17, "9999-12-31T23:59:59+08:00"),
        (4102416000, "2100-01-01T00:00:00+08:00"),
    ],
)
def test_absurd_times(seconds: int, time: str) -> None:
    assert moment(seconds).isoformat() == time


# Traced, it would take three times as long; other tests cover the same lines.
@pytest.mark.no_cover
@settings(max_examples=60)
@given(st.binary(max_size=200), st.text(max_size=200), st.integers(0, 10**18))
def test_nothing_a_commit_holds_raises(data: bytes, message: str, time: int) -> None:
    approval(parse(data))
    approval(parse(HEAD % (data.replace(b"\n", b""), ZHANG) + b"\n" + data))
    hostile = Written(
        2, Person("a", "", time), Person("b", "", time // 7), False, f"x\n\nSubmitted-at: {message}\nReview: {message}"
    )
    approval(hostile, [hostile])
