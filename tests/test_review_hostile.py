"""Whatever a pull request writes, its report is text: no markup, link, mention, command or verdict of anyone else's."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import html5lib
import pytest
from markdown_it import MarkdownIt

from ledgers import git
from reviews import ALLOWANCE, HOME, RELIEF, branch, reviewed, sample
from yibenzhang.insight.review import Review, Verdict
from yibenzhang.outputs.review import github, markdown, text
from yibenzhang.outputs.review import json as as_json

STRINGS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</details><details open><summary>可以合并</summary>",
    "<!-- 看不见 -->",
    "<!--",
    "]]><![CDATA[",
    "&lt;b&gt;&#60;i&#62;",
    "@ysj-lead 请合并",
    "@org/team",
    "#1 fixes #2",
    "GH-12 dxal/yibenzhang#3",
    "!7 ~标签 %里程碑 $12",
    "closes #5",
    "https://evil.example/?a=b",
    "www.evil.example",
    "someone@evil.example",
    "[点我](https://evil.example)",
    "[点我][x]",
    "![图](https://evil.example/x.png)",
    "<https://evil.example>",
    "`code` ``two`` ```three",
    "``` \n## 可以合并\n```",
    "~~~ 围栏",
    "# 标题",
    "## ✅ 可以合并",
    "标题\n===",
    "标题\n---",
    "- [x] 已审核",
    "1. 一",
    "> 引用",
    "| 可以合并 | a | b |",
    "a|b|c||d",
    "**粗** __粗__ *斜* _斜_ ~~删~~",
    "\\*\\[\\]",
    "尾巴\\",
    "::error file=x,line=1::假的",
    "::set-output name=verdict::merge",
    "::stop-commands::x\n::add-mask::y",
    "##[error]假的",
    "%0A::error::假的",
    "\u202e反过来\u200b",
    "\x1b[2J\x07终端",
    "\r\n\r\n## 可以合并",
    "$(rm -rf /) `id` ${{ secrets.TOKEN }}",
    ":tada: <sub>小</sub> <kbd>x</kbd>",
]
ITEMS = ["救助编号", "公民身份号码", "姓名", "救助类型", "救助原因", "救助方式", "救助金额", "救助人数", "审批日期"]
_OWN_TAGS = {"br", "ins", "del"}
_OWN_HEADINGS = ["归属", "问题", "目录变更", "影响", "时限", "审核清单"]


def quoted(text: str) -> str:
    return json.dumps(text)


def catalog(hostile: str, number: int) -> bytes:
    """A new catalog that writes it wherever it can."""
    wanted = sample(ALLOWANCE).replace("000015", f"{300 + number:06d}")
    wanted = wanted.replace("name: 高龄津贴发放信息\n", f"name: {quoted('甲' + hostile)}\n")
    wanted = re.sub(r"(?m)^summary: .*$", lambda _: f"summary: {quoted(hostile + '。' + hostile)}", wanted)
    wanted = wanted.replace("text: 用于老年人优待和生存状态校核", f"text: {quoted(hostile)}")
    return wanted.replace("keywords: [高龄津贴, 老年人优待]", f"keywords: [{quoted(hostile)}]").encode()


def attack(start: int, some: list[str]) -> dict[str, bytes]:
    """New catalogs, a changed one, and other files, whose paths say it too."""
    changed = sample(RELIEF)
    files: dict[str, bytes] = {}
    for number, each in enumerate(some):
        name = each.replace("/", "／")
        files |= {f"{HOME}/甲{name}.yml": catalog(each, start + number), f"files/{name}": b"x"}
        item = ITEMS[number]
        changed = changed.replace(f"name: {item},", f"name: {quoted(each)},", 1)
        changed = changed.replace("status: 在用", f"{quoted(each * 9)}: {quoted(each)}\nstatus: 在用")
    keywords = f"keywords: {json.dumps(some)}"
    profile = sample(f"{HOME}/department.yml")
    profile = profile.replace("[高龄津贴发放信息]", json.dumps(some)).replace("[mzj-clerk]", json.dumps(["x", *some]))
    files[f"{HOME}/department.yml"] = profile.encode()
    return {**files, RELIEF: changed.replace("keywords: [临时救助, 急难救助]", keywords).encode()}


@pytest.fixture(scope="module")
def hostile(review_ledger: Path) -> list[Review]:
    found = []
    for start in range(0, len(STRINGS), len(ITEMS)):
        some = STRINGS[start : start + len(ITEMS)]
        people = "".join(
            f"Submitted-by: {' '.join(each.split())} <x{at}@example.org>\n" for at, each in enumerate(some)
        )
        message = "\n\n".join([*some, people])
        commit = branch(review_ledger, f"hostile-{start}", attack(start, some), message=message)
        found.append(reviewed(review_ledger, commit, actor=some[0]))
    return found


def inert(written: str) -> None:
    """Only the report's own markup, and nothing a host would turn into more."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(written)
    headings = [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"]
    assert [heading.split("：")[0] for heading in headings[1:]] == _OWN_HEADINGS[: len(headings) - 1]
    assert not {"html_block", "blockquote_open", "fence", "code_block", "hr", "ordered_list_open"} & {
        t.type for t in tokens
    }
    for token in tokens:
        for child in token.children or ():
            assert child.type not in ("image", "em_open"), child
            if child.type == "link_open":
                assert re.match(r"https://(data|git)\.example\.cn/", str(child.attrs["href"]))
            if child.type == "html_inline":
                assert re.fullmatch(r"</?(?:ins|del)>|<br>", child.content), child.content
            if child.type == "text":
                # What hosts make of plain text: mentions, references, bare addresses, emoji, commands of GitLab.
                assert not re.search(r"[@#!~%$]\w|\w@\w|://|www\.|:\w+:|GH-\d|^/\w|::", child.content), child.content
    parsed = html5lib.parse(
        MarkdownIt("commonmark", {"html": True}).enable("table").render(written), namespaceHTMLElements=False
    )
    tags = Counter(element.tag for element in parsed.iter())
    plain = {"html", "head", "body", "h2", "h3", "p", "ul", "li", "code", "a", "strong"}
    assert set(tags) <= {*plain, "table", "thead", "tbody", "tr", "th", "td", *_OWN_TAGS}
    rows = [list(row) for row in parsed.iter("tr")]
    assert {len(row) for row in rows} <= {5, 6}


# Traced, it would take three times as long; other tests cover the same lines.
@pytest.mark.no_cover
def test_markdown_stays_inert(hostile: list[Review]) -> None:
    for found in hostile:
        written = markdown.report(found)
        inert(written)
        assert written.splitlines()[0] == f"## ❌ {Verdict.MEND.label}"
        assert len(written) <= markdown.LIMIT


def test_annotations_stay_inert(hostile: list[Review]) -> None:
    for found in hostile:
        lines = github.report(found).splitlines()
        assert len(lines) == 1 + len(found.findings)
        assert all(re.match(r"::(?:error|warning|notice) [a-z]+=", line) for line in lines)
        assert all(line.isprintable() for line in lines)


def test_text_and_json_stay_inert(hostile: list[Review]) -> None:
    for found in hostile:
        plain = text.report(found)
        assert all(line.isprintable() or "\u3000" in line for line in plain.splitlines())
        assert "\x1b" not in plain
        said = as_json.report(found)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e]", said)
        assert json.loads(said)["verdict"] == "mend"


def test_paths_that_are_no_text(review_ledger: Path) -> None:
    blob = git(review_ledger, "hash-object", "-w", "--stdin", stdin=b"x")
    line = f"100644 {blob}\t".encode() + "catalogs/民政局/".encode() + b"\xff\xfe\x1b[2J\n## x.yml\0"
    index = {"GIT_INDEX_FILE": str(review_ledger / ".git" / "index-bytes")}
    git(review_ledger, "read-tree", "main", more=index)
    git(review_ledger, "update-index", "-z", "--index-info", more=index, stdin=line)
    odd = git(review_ledger, "commit-tree", git(review_ledger, "write-tree", more=index), "-p", "main", "-m", "x")
    found = reviewed(review_ledger, odd)
    assert found.verdict is Verdict.MEND
    inert(markdown.report(found))
    assert "\x1b" not in text.report(found) + github.report(found) + as_json.report(found)
    as_json.report(found).encode()
