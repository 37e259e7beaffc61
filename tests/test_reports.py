"""The formats of ``ybz check``: golden texts, and that no text of a ledger breaks out of any of them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import markdown as python_markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mkdocs.config import load_config
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif

from yibenzhang.model.findings import Finding, Severity
from yibenzhang.outputs import markdown
from yibenzhang.outputs.report import Report, fingerprints
from yibenzhang.outputs.reporters import REPORTERS
from yibenzhang.outputs.snippet import WIDTH, snippet, width
from yibenzhang.rules import RULES

ROOT = Path(__file__).resolve().parents[1]
SITE = "https://data.example.cn/ybz"
PATH = "catalogs/民政局/临时救助对象名单.yml"
FILE = "code: 307001/000003\nname: 临时救助对象名单\nshare:\n  type: 不予共享\n".encode()


def finding(**parts: object) -> Finding:
    known: dict[str, object] = {
        "path": PATH, "line": 3, "column": 1, "rule": "S304", "message": "不予共享缺少理由或依据", "severity": Severity.ERROR, "field": "share", "label": "共享属性",
        "fix": "在 share 写明 reason 和 basis", "clause": "条例第十五条", "subject": "307001/000003", "anchor": "share",
    }  # fmt: skip
    return Finding(**{**known, **parts})  # type: ignore[arg-type]


WARNING = finding(
    line=2, column=7, rule="N103", severity=Severity.WARNING, message="名称“临时救助”没有以数据名词结尾", label="数据目录名称", field="name", anchor="name", fix="", clause="治理方案第1项",
)  # fmt: skip
OTHER = finding(path="catalogs/公安局/department.yml", line=1, column=1, rule="A003", message="缺少“科室”", label="", field="", anchor="", subject="", clause="")  # fmt: skip


def report(*findings: Finding, **parts: object) -> Report:
    known: dict[str, object] = {"findings": findings, "files": 4, "catalogs": 2, "sources": {PATH: FILE}}
    return Report(**{**known, **parts})  # type: ignore[arg-type]


def written(form: str, *findings: Finding, **parts: object) -> str:
    return REPORTERS[form](report(*findings, **parts))


# Golden texts


def test_text() -> None:
    assert (
        written("text", WARNING, finding(), OTHER, base_url=SITE, waived=2, old=5)
        == """\
catalogs/民政局/临时救助对象名单.yml:2:7 警告 N103 〔数据目录名称〕名称“临时救助”没有以数据名词结尾（治理方案第1项）
     2 | name: 临时救助对象名单
       |       ^^^^^^^^^^^^^^^^
    说明：https://data.example.cn/ybz/rules.html#n103
catalogs/民政局/临时救助对象名单.yml:3:1 错误 S304 〔共享属性〕不予共享缺少理由或依据（条例第十五条）
     3 | share:
       | ^^^^^
    改法：在 share 写明 reason 和 basis
    说明：https://data.example.cn/ybz/rules.html#s304

catalogs/公安局/department.yml:1:1 错误 A003 缺少“科室”
    改法：在 share 写明 reason 和 basis
    说明：https://data.example.cn/ybz/rules.html#a003

共校验 4 个文件、2 份目录：2 个错误，1 个警告。另有 5 个原有问题未列出。已豁免 2 个问题。
"""
    )
    assert written("text") == "共校验 4 个文件、2 份目录：没有发现问题。\n"
    assert written("text", old=0) == "共校验 4 个文件、2 份目录：没有发现新问题。\n"
    assert written("text", finding(), finding(), most=0).endswith("2 个错误，0 个警告。还有 2 个问题没有列出。\n")
    assert "每条规则的说明：ybz check --explain 规则编号\n" in written("text", finding())


def test_text_in_colour() -> None:
    plain = written("text", finding(), WARNING, base_url=SITE)
    coloured = written("text", finding(), WARNING, base_url=SITE, colour=True)
    assert "\x1b[31m错误\x1b[0m" in coloured
    assert "\x1b[33m      ^^^" in coloured
    assert re.sub(r"\x1b\[[0-9]+m", "", coloured) == plain


def test_json() -> None:
    got = json.loads(written("json", finding(), WARNING, most=1, waived=3, old=0, base_url=f"{SITE}/"))
    assert got == {
        "summary": {"files": 4, "catalogs": 2, "errors": 1, "warnings": 1, "old": 0, "waived": 3, "omitted": 1},
        "findings": [
            {
                "rule": "S304", "severity": "error", "path": PATH, "line": 3, "column": 1, "field": "share", "label": "共享属性", "message": "不予共享缺少理由或依据",
                "fix": "在 share 写明 reason 和 basis", "clause": "条例第十五条", "help": "https://data.example.cn/ybz/rules.html#s304",
            }
        ],
    }  # fmt: skip
    assert list(got["findings"][0])[-2:] == ["clause", "help"]
    [row] = json.loads(written("json", finding(), base_url="javascript:alert(1)"))["findings"]
    assert row["help"] == "docs/rules.md#s304"


def test_github() -> None:
    assert written("github", finding(message="50%,a:b"), WARNING, prefix="账/", base_url=SITE) == (
        "::error file=账/catalogs/民政局/临时救助对象名单.yml,line=3,col=1,title=S304 共享属性::50%25,a:b（条例第十五条）%0A"
        "改法：在 share 写明 reason 和 basis%0Ahttps://data.example.cn/ybz/rules.html#s304\n"
        "::warning file=账/catalogs/民政局/临时救助对象名单.yml,line=2,col=7,title=N103 数据目录名称::"
        "名称“临时救助”没有以数据名词结尾（治理方案第1项）%0Ahttps://data.example.cn/ybz/rules.html#n103\n"
        "共校验 4 个文件、2 份目录：1 个错误，1 个警告。\n"
    )


def test_gitlab() -> None:
    got = json.loads(written("gitlab", finding(), WARNING, prefix="账/"))
    assert [list(row) for row in got] == [["description", "check_name", "fingerprint", "severity", "location"]] * 2
    assert got[0]["description"] == "S304 不予共享缺少理由或依据；改法：在 share 写明 reason 和 basis"
    assert [row["severity"] for row in got] == ["major", "minor"]
    assert got[0]["location"] == {"path": f"账/{PATH}", "lines": {"begin": 3}}
    assert json.loads(written("gitlab")) == []


def test_fingerprints_stay_when_lines_and_words_move() -> None:
    first = fingerprints((finding(), WARNING, finding()))
    moved = fingerprints((finding(line=9, column=4, path="catalogs/民政局/改名.yml", message="改了话"),))
    assert moved == first[:1]
    assert len(set(first)) == 3
    others = [finding(rule="S305"), finding(subject="307001/000004"), finding(anchor="open"), OTHER]
    assert len({*fingerprints(tuple(others)), first[0]}) == 5
    assert all(re.fullmatch("[0-9a-f]{32}", mark) for mark in first)


def test_sarif() -> None:
    text = written("sarif", finding(message="见[这里](x)和{0}"), WARNING, OTHER, prefix="账/", base_url=SITE)
    Sarif.model_validate_json(text)
    run = json.loads(text)["runs"][0]
    driver = run["tool"]["driver"]
    assert [rule["id"] for rule in driver["rules"]] == [rule.id for rule in RULES]
    first = run["results"][0]
    assert driver["rules"][first["ruleIndex"]]["id"] == first["ruleId"] == "S304"
    rule = driver["rules"][first["ruleIndex"]]
    assert set(rule) >= {"id", "name", "shortDescription", "fullDescription", "helpUri", "defaultConfiguration"}
    assert rule["helpUri"] == "https://data.example.cn/ybz/rules.html#s304"
    assert (
        first["message"]["text"]
        == "〔共享属性〕见\\[这里\\](x)和{{0}}（条例第十五条）\n改法：在 share 写明 reason 和 basis"
    )
    where = first["locations"][0]["physicalLocation"]
    assert where["region"] == {"startLine": 3, "startColumn": 1}
    assert where["artifactLocation"]["uri"].startswith("%E8%B4%A6/catalogs/")
    assert first["partialFingerprints"]["ybz/v1"] == fingerprints((finding(),))[0]
    Sarif.model_validate_json(written("sarif"))
    assert "helpUri" not in json.loads(written("sarif"))["runs"][0]["tool"]["driver"]["rules"][0]


def test_markdown() -> None:
    assert (
        written("markdown", WARNING, finding(), base_url=SITE, old=1)
        == """\
### 校验结果：1 个错误，1 个警告

共校验 4 个文件、2 份目录：1 个错误，1 个警告。另有 1 个原有问题未列出。

#### `catalogs/民政局/临时救助对象名单.yml`

- **错误** [S304](<https://data.example.cn/ybz/rules.html#s304>) 第 3 行 〔共享属性〕不予共享缺少理由或依据（条例第十五条）\\
  改法：在 share 写明 reason 和 basis

<details>
<summary>1 个警告</summary>

#### `catalogs/民政局/临时救助对象名单.yml`

- **警告** [N103](<https://data.example.cn/ybz/rules.html#n103>) 第 2 行 〔数据目录名称〕名称“临时救助”没有以数据名词结尾（治理方案第1项）

</details>
"""
    )
    assert written("markdown") == "### 校验结果：没有发现问题\n\n共校验 4 个文件、2 份目录：没有发现问题。\n"
    assert "说明见 `docs/rules.md`" in written("markdown", finding())


def test_markdown_fits_a_comment() -> None:
    text = written("markdown", *[finding(path=f"catalogs/民政局/{number}.yml") for number in range(3000)])
    assert len(text) < 65_536
    listed = text.count("\n- **")
    assert f"还有 {3000 - listed} 个问题没有列在这里" in text


# Places


@pytest.mark.parametrize(
    ("line", "column", "shown", "mark"),
    [
        ("name: 临时救助", 7, "name: 临时救助", "      ^^^^^^^^"),
        ("  - {name: 姓名, type: C}", 14, "  - {name: 姓名, type: C}", " " * 15 + "^"),
        ("  - {name: 姓名, type: C}", 16, "  - {name: 姓名, type: C}", " " * 17 + "^^^^"),
        ("ab\tx: 1", 4, "ab  x: 1", "    ^"),
        ("\tx: 1", 1, "    x: 1", "^^^^"),
        ("a: \x1b[31m", 4, "a: \\u001b[31m", "   ^^^^^^"),
        ("全\u200b区", 2, "全\\u200b区", "  ^^^^^^^^"),
        ("e\u0301x: 1", 3, "e\u0301x: 1", " ^"),
        ('a: "x, y" # z', 4, 'a: "x, y" # z', "   ^^^^^^"),
        ("a:", 9, "a:", "  ^"),
        ("", 1, "", "^"),
    ],
)  # fmt: skip
def test_the_mark_stands_under_the_place(line: str, column: int, shown: str, mark: str) -> None:
    got = snippet(line, column)
    assert got[0] == shown
    assert got[1] == mark if "\u200b" not in line and "\x1b" not in line else got[1].startswith(mark[:3])


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=300), st.integers(1, 310))
def test_a_long_line_is_cut_around_the_place(line: str, column: int) -> None:
    line = line.replace("\n", "")
    shown, mark = snippet(line, column)
    blank = len(mark) - len(mark.lstrip())
    assert width(shown) <= WIDTH + 12
    assert all(character.isprintable() or character == "\u3000" for character in shown)
    assert blank <= width(shown)
    assert set(mark) <= {" ", "^"}
    if column <= len(line) and line[column - 1].isprintable() and unicodedata.category(line[column - 1])[0] in "LN":
        under, seen = "", 0
        for character in shown:
            if seen == blank and width(character):
                under = character
                break
            seen += width(character)
        assert under == line[column - 1]


# No text breaks out

HOSTILE = [
    "::error file=x::y", "a\n::set-output name=x::y", "##[command]rm", "%0A::error::x", "</details><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- x", "--> x",
    "[点这里](https://evil.example)", "![x](https://evil.example/x.png)", "https://evil.example/a", "www.evil.example", "someone@evil.example", "@everyone @org/team", "#12 GH-12 !3 org/repo#4",
    "`code` ``x`` ```", "~~~\nx\n~~~", "| a | b |\n|---|---|", "# 标题\n* 项\n1. 项\n> 引", "**粗** _斜_ ~~删~~ $x$", "&lt;b&gt; &#64;x &amp;", "\\`x\\` \\", "[^1]: x\n[x]: https://evil.example",
    "\x1b[31m红\x07\x9b2J", "\u202e倒\u2066序\u200b", "a\r\nb\u2028c\u2029d\x85e\x0bf", "\ud800半个", ":smile: ${x} {{ x }} {0} {% x %}", "  \n\n    缩进\n\n---\n", "<https://evil.example> <b>", "`" * 40,
]  # fmt: skip
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(codec=None), max_size=40), st.lists(st.sampled_from(HOSTILE), max_size=3).map("".join))  # fmt: skip


def with_hostile_text(test: Callable[..., None]) -> Callable[..., None]:
    """Run a test with every text of the list, alone, and with those hypothesis makes of them and of others."""
    test = settings(deadline=None, max_examples=60)(given(text=TEXTS)(test))
    for text in HOSTILE:
        test = example(text=text)(test)
    return test


def path_of(text: str) -> str:
    """Text as a path may hold it: of what is no text, only bytes that are not UTF-8."""
    return re.sub("[\ud800-\udfff]", "\udcff", text)


def spoilt(text: str) -> Finding:
    return finding(message=f"坏{text}", label=text, fix=f"改{text}", clause=text, path=f"catalogs/{path_of(text)}.yml", subject=text, anchor=text, field=text)  # fmt: skip


# Traced, it would take three times as long; other tests cover the same lines.
@pytest.mark.no_cover
@pytest.mark.parametrize("form", REPORTERS)
@with_hostile_text
def test_nothing_hostile_reaches_a_terminal(form: str, text: str) -> None:
    source = f"a\n b\nshare: {text}\n".encode("utf-8", "replace")
    got = written(
        form,
        spoilt(text),
        base_url=f"{SITE}/{text}",
        sources={f"catalogs/{path_of(text)}.yml": source},
        prefix=path_of(text),
    )
    got.encode("utf-8")
    for character in got:
        assert character.isprintable() or character in "\n\u3000\x7f" or form == "json", repr(character)
        assert unicodedata.bidirectional(character) not in (
            "RLO",
            "LRO",
            "RLE",
            "LRE",
            "RLI",
            "LRI",
            "FSI",
            "PDI",
            "PDF",
        )


@with_hostile_text
def test_no_text_forges_a_workflow_command(text: str) -> None:
    lines = written("github", spoilt(text), OTHER, prefix=path_of(text)).splitlines()
    assert len(lines) == 3
    assert lines[2] == "共校验 4 个文件、2 份目录：2 个错误，0 个警告。"
    head, _, message = lines[0].removeprefix("::").partition("::")
    assert lines[0].startswith("::error file=")
    assert [part.partition("=")[0] for part in head.removeprefix("error ").split(",")] == [
        "file",
        "line",
        "col",
        "title",
    ]
    assert not re.search(r"%(?!25|0A)", message)


@with_hostile_text
def test_no_text_spoils_json(text: str) -> None:
    [row] = json.loads(written("json", spoilt(text)))["findings"]
    assert (row["message"], row["label"]) == (f"坏{text}", text)
    [issue] = json.loads(written("gitlab", spoilt(text)))
    assert list(issue) == ["description", "check_name", "fingerprint", "severity", "location"]


# Traced, it would take three times as long; other tests cover the same lines.
@pytest.mark.no_cover
@with_hostile_text
def test_no_text_spoils_sarif(text: str) -> None:
    got = written("sarif", spoilt(text), prefix=path_of(text))
    Sarif.model_validate_json(got)
    result = json.loads(got)["runs"][0]["results"][0]
    assert not re.search(r"(?<!\\)(?:\\\\)*[\[\]]", result["message"]["text"])
    assert re.fullmatch(r"[!-~]*", result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])


def tokens(text: str) -> list[Token]:
    """Every token of a page as GitHub's dialect has them, inline ones too."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])

    def flat(some: list[Token]) -> Iterator[Token]:
        for token in some:
            yield token
            yield from flat(token.children or [])

    return list(flat(parser.parse(text)))


def structure(text: str) -> list[str]:
    """What a page is made of, without its words: code and text between other things count as nothing."""
    return [token.type for token in tokens(text) if token.type not in ("text", "code_inline", "inline")]


@with_hostile_text
def test_no_text_forges_markdown(text: str) -> None:
    harmless = written("markdown", spoilt("无害"), WARNING, base_url=SITE)
    got = written("markdown", spoilt(text), WARNING, base_url=SITE, prefix=path_of(text))
    assert structure(got) == structure(harmless)
    for token in tokens(got):
        if token.type == "text" and token.content.strip() != "S304":
            # Hosts look for mentions, references, addresses and emoji in text, never in code.
            assert not re.search(r"[@#:/.&<>\[\]!$~\\|`_-]", token.content), token.content
        if token.type == "link_open":
            assert str(token.attrs["href"]).startswith(f"{SITE}/rules.html#")
        if token.type in ("html_block", "html_inline"):
            assert re.fullmatch(r"</?details>\n?(<summary>1 个警告</summary>\n?)?", token.content), token.content


def test_markdown_keeps_every_word() -> None:
    text = markdown.harmless("见 https://a.example 和 `x` @某人，共 3 个")
    assert [t.content for t in tokens(text) if t.type in ("text", "code_inline")] == [
        "见 ", "https://a.example", " 和 ", "`x`", " ", "@", "某人，共 3 个",
    ]  # fmt: skip


# Where rules are explained


def test_links_to_rules_lead_somewhere() -> None:
    config = load_config(str(ROOT / "mkdocs.yml"))
    assert config.use_directory_urls is False
    page = python_markdown.markdown(
        (ROOT / "docs/rules.md").read_text(encoding="utf-8"),
        extensions=config.markdown_extensions,
        extension_configs=config.mdx_configs,
    )
    anchors = re.findall(r'<h3 id="([^"]+)"', page)
    links = [report(base_url=SITE).link(rule.id) for rule in RULES]
    assert links == [f"{SITE}/rules.html#{rule.id.lower()}" for rule in RULES]
    assert sorted(anchors) == sorted(link.partition("#")[2] for link in links)
