"""Pages of literal ledgers, without MkDocs and without git."""

from __future__ import annotations

from pathlib import Path

import html5lib

from yibenzhang.site.pages import TOP_PAGES, Renderer
from yibenzhang.site.site import open_site
from yibenzhang.sources import ledger
from yibenzhang.sources.opening import Opening
from yibenzhang.sources.tree import Tree


def site(files: dict[str, str]) -> Renderer:
    """A renderer over literal files, outside of git."""
    tree = Tree({path: text.encode() for path, text in sorted(files.items())})
    return open_site(Opening(Path(), ledger.read(tree)))


def body(renderer: Renderer, name: str) -> str:
    """The body of a page of the navigation."""
    return renderer.top(next(page for page in TOP_PAGES if page.name == name))


def parse(html: str) -> html5lib.treebuilders.base.Node:
    """Parse a body; any fault of the markup is an error."""
    whole = f"<!doctype html><html><head><title>x</title></head><body>{html}</body></html>"
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(whole)


def ids(html: str) -> set[str]:
    """The anchors of a body."""
    return {node.get("id") for node in parse(html).iter() if node.get("id")}


def text_of(html: str) -> str:
    """What a body says, blanks made one."""
    return " ".join("".join(parse(html).itertext()).split())
