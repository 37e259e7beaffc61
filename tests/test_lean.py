"""Leaner HTML is the same HTML: a parser makes the same tree of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_ledgers import FILES
from site_views import site
from yibenzhang.site import engine, lean
from yibenzhang.site.shell import Shell

BLOCKS = {
    "html", "head", "title", "body", "div", "p", "ul", "li", "table", "tbody", "thead", "tr", "td", "th", "dl", "dt", "dd",
    "section", "pre", "script", "h1", "h2", "header", "nav",
}  # fmt: skip


def tree(html: str) -> list[str]:
    """Tags, attributes and words of a page in their order; blanks are one blank, and none beside a block."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    found = list(shape(parser.parse(f"<!doctype html><html><head><title>x</title></head><body>{html}</body></html>")))
    edges = [part.strip("</").partition(" ")[0] in BLOCKS and part[:1] == "<" for part in found]
    for at, part in enumerate(found):
        if part[:1] != "<":
            left = part.lstrip() if edges[at - 1] else part
            found[at] = left.rstrip() if edges[at + 1] else left
    return [part for part in found if part]


def shape(node: Any) -> Iterator[str]:
    def words(text: str | None) -> str:
        return (text or "") if node.tag in ("pre", "script") else re.sub(r"\s+", " ", text or "")

    yield f"<{node.tag} {sorted(node.attrib.items())}"
    if node.text:
        yield words(node.text)
    for child in node:
        yield from shape(child)
        if child.tail:
            yield words(child.tail)
    yield f"</{node.tag}"


CASES = (
    ('<p class="a">x</p>\n<p id="b-1">y</p>', "<p class=a>x<p id=b-1>y</p>"),
    ('<div>\n<p>x</p>\n</div>', "<div><p>x</div>"),
    ("<ul>\n<li>a</li>\n<li><p>b</p></li>\n</ul>", "<ul><li>a<li><p>b</ul>"),
    ("<a href=\"x\"><p>a</p></a>", "<a href=x><p>a</p></a>"),
    ('<table><thead><tr><th scope="col">a</th></tr></thead>\n<tbody>\n<tr><td>b</td></tr>\n</tbody>\n</table>',
     "<table><thead><tr><th scope=col>a<tbody><tr><td>b</table>"),
    ("<dl><div><dt>a</dt><dd>b</dd></div></dl>", "<dl><div><dt>a<dd>b</div></dl>"),
    ("<span>a</span>\n<span>b</span>\n  <b>c</b>", "<span>a</span>\n<span>b</span>\n<b>c</b>"),
    ("<pre class=\"y\">\n  a\n\n<b>\n</b></pre>", "<pre class=\"y\">\n  a\n\n<b>\n</b></pre>"),
    ("<script>a\n  <p class=\"x\">\n</script>\n<p>b</p>", "<script>a\n  <p class=\"x\">\n</script><p>b</p>"),
    ('<a class="x y" href="a?b=c" title="" lang="zh">a</a>', '<a class="x y" href="a?b=c" title="" lang=zh>a</a>'),
    ('<p>设 type="C" 时 level="3" 为</p><i>x</i>', '<p>设 type="C" 时 level="3" 为</p><i>x</i>'),
    ("<table><thead><tr><th>a</th></tr></thead><tr><td>b</td></tr></table>", "<table><thead><tr><th>a</thead><tr><td>b</table>"),
    ('<svg><rect width="1" height="6"/></svg>', '<svg><rect width=1 height="6"/></svg>'),
)  # fmt: skip


@pytest.mark.parametrize(("given", "expected"), CASES)
def test_what_means_nothing_goes(given: str, expected: str) -> None:
    assert lean.lean(given) == expected
    assert tree(expected) == tree(given)


def test_a_piece_of_a_template_keeps_the_quotes_it_does_not_close() -> None:
    assert lean.lean('<i class="') == '<i class="'
    assert lean.lean('" title="x"') == '" title="x"'
    assert lean.lean(' b" id="c" d="') == ' b" id=c d="'


LEAF = st.sampled_from(["字", "a b", '<b class="x">c</b>', "<br>", '<a href="x#y" title="一 二">d</a>'])
BREAK = st.sampled_from(["", "\n", "\n  "])


def block(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    listed = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        st.builds('<div class="a">{}{}</div>'.format, BREAK, inner),
        st.builds(lambda ends, each: f"<ul>{ends}" + "".join(f"<li>{one}</li>{ends}" for one in each) + "</ul>", BREAK, listed),
        st.builds(
            lambda ends, each: f'<table id="t">{ends}<tbody>{ends}' + "".join(f"<tr><td>{one}</td></tr>{ends}" for one in each)
            + "</tbody></table>", BREAK, listed,
        ),
        st.builds(lambda ends, one, two: f"{one}{ends}<p>x</p>{ends}{two}", BREAK, inner, inner),
    )  # fmt: skip


@settings(max_examples=60)
@given(st.recursive(LEAF, block, max_leaves=8))
def test_the_tree_stays(html: str) -> None:
    assert tree(lean.lean(html)) == tree(html)


def test_a_page_is_the_same_with_and_without(monkeypatch: pytest.MonkeyPatch) -> None:
    thin = {page.address: page.body for page in pages()}
    monkeypatch.setattr(engine, "lean", lambda piece: piece)
    monkeypatch.setattr(engine, "folder", lambda: None)
    engine.environment.cache_clear()
    try:
        full = {page.address: page.body for page in pages()}
    finally:
        engine.environment.cache_clear()
    assert thin.keys() == full.keys()
    for address, body in thin.items():
        assert len(body) < len(full[address]), address
        assert tree(body) == tree(full[address]), address


def pages() -> list[Any]:
    renderer = site(FILES)
    return [*renderer.catalogs(), *renderer.departments(), *renderer.regions()]


def test_what_goes_into_a_hole_may_hold_blanks() -> None:
    html = '<link title="@@ybz-title@@变更" href="x.xml"><main>@@ybz-content@@</main>'
    assert Shell.cut(html).texts[:2] == ('<link title="', '变更" href=x.xml><main>')


def test_a_shell_is_thinned_as_it_is_cut() -> None:
    html = '<!doctype html>\n<html>\n<head>\n<title>@@ybz-title@@</title>\n</head>\n<body class="x">\n@@ybz-content@@\n</body>\n</html>\n'
    found = Shell.cut(html)
    assert found.holes == ("title", "content")
    assert re.sub(r"\n+$", "", "|".join(found.texts)) == "<!doctype html><html><head><title>|</title><body class=x>|"
