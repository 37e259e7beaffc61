"""The navigation at the head of every page, as plain values."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from .pages import TopPage
    from .views.index import Frame

DOCUMENTS = "文档"
_MANUALS = ("clerk.md", "reviewer.md", "deploy.md")


class Link(NamedTuple):
    """A page: its address counts from the site's root; ``here``: it is the open one."""

    title: str
    url: str
    here: bool


class Tab(NamedTuple):
    """A tab: a link, or a menu of ``pages``. ``here``: the open page is under it; ``exact``: it is the link's own."""

    title: str
    url: str
    here: bool
    exact: bool = False
    pages: tuple[Link, ...] = ()


class Chrome(NamedTuple):
    """What the head and foot of a page are made of, beside its title and body.

    ``document``: a page the theme dresses; ``edition``: the line of the foot where it is not left to the script; ``home``: the page has
    a search box of its own.
    """

    tabs: tuple[Tab, ...]
    sample: bool
    document: bool
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    feeds: tuple[tuple[str, str], ...] = ()
    edition: str = ""
    home: bool = False


def navigation(pages: Iterable[TopPage], others: Iterable[str]) -> list[Any]:
    """The ``nav`` of mkdocs.yml where it has none: our pages, those of one tab together, then the documents under 文档:
    the manuals first, then by their paths, and with them the pages of ours that belong there."""
    listed: list[Any] = []
    held: dict[str, list[Any]] = {}
    for page in pages:
        entry = {page.title: f"{page.name}.md"}
        if page.tab is None:
            listed.append(entry)
        elif page.tab:
            held.setdefault(page.tab, []).append(entry)
    documents: list[Any] = sorted(
        others, key=lambda path: (_MANUALS.index(path) if path in _MANUALS else len(_MANUALS), path)
    )
    held[DOCUMENTS] = documents + held.pop(DOCUMENTS, [])
    # A menu of one is no menu.
    return [
        *listed,
        *(own[0] if len(own) == 1 and isinstance(own[0], dict) else {tab: own} for tab, own in held.items() if own),
    ]


def tabs(items: Iterable[Any], here: str, *, below: bool = False) -> tuple[Tab, ...]:
    """MkDocs' navigation as tabs; ``here``: the source of the open page, or of that it lies ``below``. A section of our own pages is a menu; one with
    documents leads to its first page, whose side lists the others."""
    found = tuple(_tab(item, here) for item in items)
    return tuple(tab._replace(exact=False) for tab in found) if below else found


def _tab(item: Any, here: str) -> Tab:
    if item.is_page:
        open_ = item.file.src_uri == here
        return Tab(item.title or "", item.url, open_, open_)
    if item.is_link:
        return Tab(item.title, item.url, here=False)
    pages = list(_pages(item))
    within = any(each.file.src_uri == here for each in pages)
    if all(each.file.generated_by for each in pages):
        links = tuple(Link(each.title or "", each.url, each.file.src_uri == here) for each in pages)
        return Tab(item.title, "", within, pages=links)
    return Tab(item.title, pages[0].url, within, pages[0].file.src_uri == here)


def _pages(item: Any) -> Iterable[Any]:
    for child in item.children:
        if child.is_page:
            yield child
        elif child.is_section:
            yield from _pages(child)


def edition(frame: Frame) -> str:
    """Which commit and day the site shows."""
    return f"版本 {frame.revision} · 基准日 {frame.day}"


def edition_script(frame: Frame) -> str:
    """The script that writes the edition into the foot of every page, so that a new one changes one file, not all."""
    text = json.dumps(edition(frame), ensure_ascii=True)
    return (
        '"use strict";\n'
        'document.querySelectorAll("[data-ybz-edition]").forEach(function (place) {\n'
        f"  place.textContent = {text};\n"
        "});\n"
    )
