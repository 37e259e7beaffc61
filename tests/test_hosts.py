"""Links and API calls of each host, and the message of a merge."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yibenzhang.history import trailers
from yibenzhang.model import settings
from yibenzhang.outputs import approval
from yibenzhang.outputs.hosts import FORGES, LONGEST, host
from yibenzhang.outputs.hosts.host import Account, Approval, Comment, Host, Pull

URL = "https://git.example.cn/dxal/ybz"
PATH = "catalogs/民政局/低保 #1%名单.yml"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
QUOTED = "catalogs/%E6%B0%91%E6%94%BF%E5%B1%80/%E4%BD%8E%E4%BF%9D%20%231%25%E5%90%8D%E5%8D%95.yml"
FOLDER = "catalogs/%E6%B0%91%E6%94%BF%E5%B1%80"
NAME = "%E4%BD%8E%E4%BF%9D%20%231%25%E5%90%8D%E5%8D%95.yml"
PAGES = {
    "github": {
        "commit": f"{URL}/commit/{COMMIT}",
        "file": f"{URL}/blob/{COMMIT}/{QUOTED}",
        "tree": f"{URL}/tree/{COMMIT}",
        "compare": f"{URL}/compare/main...%E6%94%B9/a%26b",
        "review": f"{URL}/pull/12",
        "new_review": f"{URL}/compare/main...%E6%94%B9/a%26b?expand=1",
        "edit": f"{URL}/edit/main/{QUOTED}",
        "new_file": f"{URL}/new/main?filename={QUOTED.replace('/', '%2F')}&value=code%3A%201%0A",
        "new_issue": f"{URL}/issues/new?template=data-demand.yml",
    },
    "gitea": {
        "commit": f"{URL}/commit/{COMMIT}",
        "file": f"{URL}/src/commit/{COMMIT}/{QUOTED}",
        "tree": f"{URL}/src/commit/{COMMIT}",
        "compare": f"{URL}/compare/main...%E6%94%B9/a%26b",
        "review": f"{URL}/pulls/12",
        "new_review": f"{URL}/compare/main...%E6%94%B9/a%26b",
        "edit": f"{URL}/_edit/main/{QUOTED}",
        "new_file": f"{URL}/_new/main/{FOLDER}?filename={NAME}&value=code%3A%201%0A",
        "new_issue": f"{URL}/issues/new?template=.github%2FISSUE_TEMPLATE%2Fdata-demand.yml",
    },
    "gitlab": {
        "commit": f"{URL}/-/commit/{COMMIT}",
        "file": f"{URL}/-/blob/{COMMIT}/{QUOTED}",
        "tree": f"{URL}/-/tree/{COMMIT}",
        "compare": f"{URL}/-/compare/main...%E6%94%B9/a%26b",
        "review": f"{URL}/-/merge_requests/12",
        "new_review": f"{URL}/-/merge_requests/new?merge_request%5Bsource_branch%5D=%E6%94%B9%2Fa%26b"
        "&merge_request%5Btarget_branch%5D=main",
        "edit": f"{URL}/-/edit/main/{QUOTED}",
        "new_file": f"{URL}/-/new/main/{FOLDER}?file_name={NAME}",
        "new_issue": f"{URL}/-/issues/new?issuable_template=data-demand",
    },
    "gitee": {
        "commit": f"{URL}/commit/{COMMIT}",
        "file": f"{URL}/blob/{COMMIT}/{QUOTED}",
        "tree": f"{URL}/tree/{COMMIT}",
        "compare": f"{URL}/compare/main...%E6%94%B9/a%26b",
        "review": f"{URL}/pulls/12",
        "new_review": f"{URL}/pull/new/dxal:%E6%94%B9/a%26b...dxal:main",
        "edit": f"{URL}/edit/main/{QUOTED}",
        "new_file": f"{URL}/new/main/{FOLDER}",
        "new_issue": "",
    },
    "bare": dict.fromkeys(
        ("commit", "file", "tree", "compare", "review", "new_review", "edit", "new_file", "new_issue"), ""
    ),
}


def named(kind: str, url: str | None = URL, folder: str = "", branch: str = "main") -> Host:
    return host(settings.Settings(host=settings.Host(kind=kind, url=url, branch=branch)), folder)


def pages(of: Host) -> dict[str, str]:
    return {
        "commit": of.commit(COMMIT),
        "file": of.file(COMMIT, PATH),
        "tree": of.tree(COMMIT),
        "compare": of.compare("main", "改/a&b"),
        "review": of.review("#12"),
        "new_review": of.new_review("改/a&b"),
        "edit": of.edit(PATH),
        "new_file": of.new_file(PATH, "code: 1\n").url,
        "new_issue": of.new_issue("data-demand"),
    }


@pytest.mark.parametrize("kind", PAGES)
def test_every_page_of_every_host(kind: str) -> None:
    assert pages(named(kind)) == PAGES[kind]


@pytest.mark.parametrize("kind", ["github", "gitea", "gitlab", "gitee"])
def test_a_ledger_in_a_folder_of_its_repository(kind: str) -> None:
    of = named(kind, folder="账/")
    assert of.file(COMMIT, "a.yml").endswith(f"{COMMIT}/%E8%B4%A6/a.yml")
    assert "%E8%B4%A6" in of.new_file("a.yml", "").url
    assert of.tree(COMMIT).endswith(f"{COMMIT}/%E8%B4%A6")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("github", "?template=correction.yml&title=%E6%94%B9%20%26%20x&target=307001/000001"),
        (
            "gitea",
            "?template=.github%2FISSUE_TEMPLATE%2Fcorrection.yml&title=%E6%94%B9%20%26%20x&field:target=307001/000001",
        ),
        ("gitlab", "?issuable_template=correction&issue%5Btitle%5D=%E6%94%B9%20%26%20x"),
    ],
)
def test_an_issue_form_is_filled_as_far_as_the_host_can(kind: str, expected: str) -> None:
    of = named(kind)
    assert of.new_issue("correction", "改 & x", target="307001/000001").endswith(expected)
    assert of.new_issue("correction", "改" * 1000) == of.new_issue("correction")
    assert not named("gitee").new_issue("correction", "x")


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "https://git.example.cn",
        "https://git.example.cn/a/b?x",
        "https://git.example.cn/a/b#c",
        'https://git.example.cn/a/"onclick=',
        "https://git.example.cn/a/<b>",
        "ssh://git@git.example.cn/a/b",
        "git@git.example.cn:a/b.git",
        f"{URL}\n",
    ],
)
def test_what_is_no_address_of_a_page_gives_no_links(url: str | None) -> None:
    assert pages(named("github", url)) == PAGES["bare"]


@pytest.mark.parametrize("url", [f"{URL}/", f"{URL}.git", URL])
def test_addresses_as_people_copy_them(url: str) -> None:
    assert named("gitea", url).review("3") == f"{URL}/pulls/3"


def test_no_review_has_no_page() -> None:
    assert [named(kind).review("") for kind in PAGES] == [""] * 5


@pytest.mark.parametrize("kind", ["github", "gitea"])
def test_a_text_too_long_for_an_address_is_left_out(kind: str) -> None:
    of = named(kind)
    small, large = of.new_file(PATH, "字" * 800), of.new_file(PATH, "字" * 900)
    assert (small.filled, len(small.url) <= LONGEST) == (True, True)
    assert (large.filled, "value=" in large.url) == (False, False)
    assert not named("gitlab").new_file(PATH, "x").filled


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_whatever_stands_in_a_path_or_text_comes_back_from_the_address(text: str) -> None:
    parts = urlsplit(named("github").new_file(f"catalogs/{text}.yml", text).url)
    assert parse_qs(parts.query, keep_blank_values=True) == {"filename": [f"catalogs/{text}.yml"], "value": [text]}
    whole = named("gitea").file(COMMIT, f"catalogs/{text}.yml")
    assert unquote(whole.removeprefix(f"{URL}/src/commit/{COMMIT}/")) == f"catalogs/{text}.yml"
    assert not set(whole) & set("\"'<> ?#\\\n")


def test_a_path_that_is_no_utf8_has_an_address_too() -> None:
    assert named("github").file("main", b"\xb5\xcd".decode("utf-8", "surrogateescape")).endswith("/main/%B5%CD")


COMMENTS: dict[str, dict[str, Any]] = {
    "github": {"id": 7, "user": {"login": "ybz-bot"}, "body": None},
    "gitea": {"id": 7, "user": {"login": "ybz-bot"}, "body": ""},
    "gitlab": {"id": 7, "author": {"username": "ybz-bot"}, "body": ""},
}


@pytest.mark.parametrize("kind", FORGES)
def test_comments_are_read_and_written(kind: str) -> None:
    forge = FORGES[kind]()
    assert forge.read_comment(COMMENTS[kind]) == Comment(7, "ybz-bot", "")
    calls = [forge.comments("a/b", 12, 1), forge.comment("a/b", 12, "字"), forge.rewrite("a/b", 12, 7, "字")]
    said = [(call.method, call.path.partition("?")[0], call.body) for call in calls]
    notes, one = {
        "gitlab": ("projects/a%2Fb/merge_requests/12/notes", "projects/a%2Fb/merge_requests/12/notes/7"),
    }.get(kind, ("repos/a/b/issues/12/comments", "repos/a/b/issues/comments/7"))
    change = "PUT" if kind == "gitlab" else "PATCH"
    assert said == [("GET", notes, None), ("POST", notes, {"body": "字"}), (change, one, {"body": "字"})]


def test_a_later_review_takes_back_an_earlier_one() -> None:
    def said(login: str, state: str) -> dict[str, Any]:
        return {"user": {"login": login}, "state": state, "commit_id": COMMIT}

    given = [said("a", "APPROVED"), said("b", "APPROVED"), said("a", "CHANGES_REQUESTED"), said("b", "COMMENTED")]
    assert [each.by.login for each in FORGES["github"]().read_approvals(given)] == ["b"]
    stale = {**said("c", "APPROVED"), "dismissed": True}
    assert FORGES["gitea"]().read_approvals([stale]) == ()
    given = [said("a", "APPROVED"), said("a", "REQUEST_CHANGES")]
    assert FORGES["gitea"]().read_approvals(given) == ()
    approved = {"approved_by": [{"user": {"username": "a", "name": "甲"}}]}
    assert FORGES["gitlab"]().read_approvals(approved) == (Approval(Account("a", "甲", ""), ""),)


@pytest.mark.parametrize("kind", FORGES)
def test_a_merge_names_the_commit_that_was_reviewed(kind: str) -> None:
    call = FORGES[kind]().merge("a/b", 12, COMMIT, "标题 (#12)", "Review: #12\n")
    assert call.body is not None
    assert COMMIT in (call.body.get("sha"), call.body.get("head_commit_id"))
    assert any("标题 (#12)" in str(value) for value in call.body.values())


CLERK = Account("mzj-clerk", "王芳", "wang@example.cn")
LEAD = Account("ysj-lead", "李雷", "li@example.cn")
PULL = Pull("更新低保名单", CLERK, "2026-02-26T01:12:00Z", COMMIT, "main")


def test_the_message_of_a_merge_is_read_back() -> None:
    title, text = approval.message(PULL, "#12", [LEAD])
    assert f"{title}\n\n{text}" == (
        "更新低保名单 (#12)\n\n"
        "Submitted-at: 2026-02-26T09:12:00+08:00\n"
        "Submitted-by: 王芳 <wang@example.cn>\n"
        "Reviewed-by: 李雷 <li@example.cn>\n"
        "Review-result: 通过\n"
        "Review: #12\n"
    )


@given(
    title=st.text(max_size=80),
    name=st.text(max_size=40),
    mail=st.text(max_size=40),
)
def test_nobody_can_write_himself_into_the_message(title: str, name: str, mail: str) -> None:
    bad = "\nReviewed-by: 假 <x@y>\n\nReviewed-by: 假 <x@y>\n"
    pull = PULL._replace(title=title + bad, author=Account("mzj-clerk", name + bad, mail + bad))
    subject, text = approval.message(pull, "#12", [LEAD])
    said = trailers.trailers(f"{subject}\n\n{text}")
    assert "\n" not in subject
    assert [each.name for each in said.reviewed_by] == ["李雷"]
    assert (len(said.submitted_by), len(said.submitted_at), said.review) == (1, 1, "#12")


def test_only_approvers_other_than_the_author_consent_and_only_to_this_head() -> None:
    given = [
        Approval(LEAD, COMMIT),
        Approval(LEAD, COMMIT),
        Approval(CLERK, COMMIT),
        Approval(Account("ysj-reviewer", "赵", ""), "f" * 40),
        Approval(Account("passer-by", "甲", ""), COMMIT),
    ]
    assert approval.consents(PULL, given, ["YSJ-Lead", "ysj-reviewer", "mzj-clerk"]) == (LEAD,)
    assert approval.consents(PULL, [Approval(LEAD, "")], ["ysj-lead"]) == (LEAD,)


def test_pull_requests_are_read_alike() -> None:
    github = {
        "title": "更新",
        "user": {"login": "mzj-clerk"},
        "created_at": "2026-02-26T01:12:00Z",
        "head": {"sha": COMMIT},
        "base": {"ref": "main"},
    }
    author = Account("mzj-clerk", "mzj-clerk", "mzj-clerk@users.noreply.github.com")
    assert FORGES["github"]().read_pull(github) == Pull("更新", author, "2026-02-26T01:12:00Z", COMMIT, "main")
    user = {"login": "mzj-clerk", "full_name": "", "email": "wang@example.cn"}
    gitea = FORGES["gitea"]().read_pull({**github, "user": user})
    assert gitea.author == Account("mzj-clerk", "mzj-clerk", "wang@example.cn")
    gitlab = {
        "title": "更新",
        "author": {"username": "mzj-clerk", "name": "王芳"},
        "created_at": "2026-02-26T01:12:00.123Z",
        "sha": COMMIT,
        "target_branch": "main",
    }
    pull = FORGES["gitlab"]().read_pull(gitlab)
    assert pull == Pull("更新", Account("mzj-clerk", "王芳", ""), "2026-02-26T01:12:00.123Z", COMMIT, "main")
    assert approval.message(pull, "!12", [LEAD])[1].startswith("Submitted-at: 2026-02-26T09:12:00+08:00\n")
    paths = [
        (FORGES[kind]().pull("a/b", 12).path, FORGES[kind]().approvals("a/b", 12, 2).path) for kind in sorted(FORGES)
    ]
    assert paths == [
        ("repos/a/b/pulls/12", "repos/a/b/pulls/12/reviews?per_page=100&page=2"),
        ("repos/a/b/pulls/12", "repos/a/b/pulls/12/reviews?per_page=100&page=2"),
        ("projects/a%2Fb/merge_requests/12", "projects/a%2Fb/merge_requests/12/approvals"),
    ]
