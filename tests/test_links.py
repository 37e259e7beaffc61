"""The whole built sample site: every link and anchor inside it leads somewhere, no page has an id twice, every kind of
page is valid HTML, and nothing in any page is what its policy refuses."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib
import pytest

KINDS = (
    "index.html", "overview.html", "catalogs.html", "departments.html", "changes.html", "items.html", "domains.html", "systems.html",
    "libraries.html", "quality.html", "overlaps.html", "form.html", "guide.html", "404.html", "clerk.html", "c/*.html", "d/*.html", "h/*.html", "r/*.html",
)  # fmt: skip
_LOADED = {
    "link": "href",
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "form": "action",
    "a": "href",
    "use": "href",
}
_INSIDE = re.compile(r"(?!//)(?![a-zA-Z][a-zA-Z0-9+.-]*:)")


class Seen(HTMLParser):
    """What a page has: its ids, its links, and every attribute that would style or run something."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.refused: list[str] = []
        self.policy = ""
        self.inline: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if (key := _LOADED.get(tag)) and key in given and given.get("rel") != "canonical":
            self.links.append((tag, given[key]))
        self.refused += [f"{tag} {key}" for key in given if key == "style" or key.startswith("on")]
        if given.get("http-equiv", "").lower() == "content-security-policy":
            self.policy = given["content"]
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/json"):
            self._inside = tag

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.inline.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""


@cache
def seen(page: Path) -> Seen:
    found = Seen()
    found.feed(page.read_text("utf-8"))
    found.close()
    return found


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def dead(site: Path, page: Path) -> Iterator[str]:
    """The links of a page that lead nowhere."""
    for tag, link in seen(page).links:
        if not _INSIDE.match(link):
            if tag != "a":
                yield f"{tag} {link}"
            continue
        parts = urlsplit(link)
        target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
        # A page for a wrong address counts its links from the root of the site.
        if page.name == "404.html":
            target = site / unquote(parts.path).rpartition("/")[2]
        wanted = unquote(parts.fragment) if target.suffix == ".html" else ""
        if not target.is_file() or (wanted and wanted not in seen(target).ids):
            yield link


def test_every_link_and_anchor_leads_somewhere(sample_site: Path) -> None:
    site = sample_site.resolve()
    found = {page.relative_to(site).as_posix(): list(dead(site, page)) for page in pages(site)}
    assert len(found) > 180
    assert {page: links[:5] for page, links in found.items() if links} == {}


def test_no_page_has_an_id_twice_or_what_its_policy_refuses(sample_site: Path) -> None:
    for page in pages(sample_site.resolve()):
        found = seen(page)
        assert sorted(set(found.ids)) == sorted(found.ids), page
        assert found.refused == [], page
        assert found.policy.startswith("default-src 'none'"), page
        assert "unsafe" not in found.policy, page
        for text in found.inline:
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in found.policy, page
        assert not found.inline or page.parent.name not in ("c", "d", "h", "r"), page


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_is_valid(sample_site: Path, kind: str) -> None:
    page = min(sample_site.glob(kind), key=lambda path: path.stat().st_size)
    html = page.read_text("utf-8")
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    assert tree.get("lang", "").startswith("zh")
    assert tree.findtext("head/title", "").strip()
    headings = [
        int(each.tag[1]) for each in tree.iter() if isinstance(each.tag, str) and re.fullmatch("h[1-6]", each.tag)
    ]
    assert headings.count(1) == 1, page
    assert all(after <= before + 1 for before, after in pairwise(headings)), headings
    for table in tree.iter("table"):
        for head in table.iter("th"):
            assert head.get("scope") or page.name == "clerk.html", page
    for field in (*tree.iter("input"), *tree.iter("select"), *tree.iter("textarea")):
        labelled = field.get("aria-label") or field.get("aria-labelledby") or field.get("type") in ("hidden", "submit")
        wrapped = any(field in list(label.iter()) for label in tree.iter("label"))
        pointed = field.get("id") and any(label.get("for") == field.get("id") for label in tree.iter("label"))
        assert labelled or wrapped or pointed, (page, field.attrib)


@pytest.mark.parametrize("kind", ["c", "d", "h", "r"])
def test_the_shell_of_a_page_is_slim(sample_site: Path, kind: str) -> None:
    html = min((sample_site / kind).glob("*.html"), key=lambda path: path.stat().st_size).read_bytes()
    body = html[html.index(b'<main class="ybz-main') : html.index(b"</main>")]
    assert len(html) - len(body) <= 3000
