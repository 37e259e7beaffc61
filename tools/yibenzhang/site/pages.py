"""The site's own pages as HTML: which there are, and how each is filled."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..sources.schema import Schemas
from ..sources.store import Store
from ..sources.tree import Tree
from . import feeds, form, redirects, sources
from .engine import environment
from .feeds import File
from .pinyin import remembered
from .tabs import DOCUMENTS, edition, edition_script
from .views import (
    board,
    catalog,
    changes,
    columns,
    department,
    departments,
    dictionary,
    findings,
    guide,
    home,
    ledger,
    lists,
    overlaps,
    quality,
    region,
)
from .views.index import Index


class TopPage(NamedTuple):
    """A page at the root of the site: file name without ending, title, template, and what fills it.

    ``scripts`` and ``styles`` are files under ``assets/`` that this page loads, in this order, beside those of every
    page. ``tab`` is the tab of the navigation it stands under: its own (``None``), a menu of several, or none (``""``).
    """

    name: str
    title: str
    values: Callable[[Index, Schemas], dict[str, Any]]
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    tab: str | None = None


class Kind(NamedTuple):
    """One of the kinds of pages there are thousands of, by the folder they lie in: ``owner`` is the top page they
    belong to, ``scripts`` and ``styles`` as of :class:`TopPage`."""

    folder: str
    owner: str
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()


class Page(NamedTuple):
    """A page the fast writer makes: its address from the site's root, title, and body."""

    address: str
    title: str
    body: str
    edition: str = ""
    """The line of the foot, where it is not left to a script."""


def _departments(index: Index, _: Schemas) -> dict[str, Any]:
    return {"page": departments.departments_page(index), "total": len(index.registry.departments)}


def _guide(_: Index, schemas: Schemas) -> dict[str, Any]:
    page = guide.guide_page(schemas)
    return {"page": page, "total": sum(len(kind[4]) for kind in page.kinds)}


MORE = "更多"
"""The tab that holds several pages."""

TOP_PAGES = (
    TopPage("index", "首页", lambda index, _: {"page": home.home_page(index)}, styles=home.STYLES),
    TopPage("overview", "总览", lambda index, _: {"page": board.board(index)}, board.SCRIPTS, board.STYLES),
    TopPage("catalogs", "目录", lambda index, _: {"page": ledger.ledger_page(index)}, ledger.SCRIPTS, ledger.STYLES),
    TopPage("departments", "部门", _departments, ("department.js",), ("department.css",)),
    TopPage("changes", "变更", lambda index, _: {"page": changes.changes_page(index)}),
    TopPage(
        "items",
        "数据项",
        lambda index, _: {"page": dictionary.items_page(index)},
        dictionary.SCRIPTS,
        dictionary.STYLES,
    ),
    TopPage("form", "填报", lambda index, _: {"page": form.form_page(index)}, form.SCRIPTS, form.STYLES),
    TopPage("domains", "领域", lambda index, _: {"page": lists.domains(index)}, tab=MORE),
    TopPage("systems", "来源系统", lambda index, _: {"page": lists.systems(index)}, tab=MORE),
    TopPage("libraries", "基础库与主题库", lambda index, _: {"page": lists.libraries(index)}, tab=MORE),
    TopPage(
        "quality", "质量", lambda index, _: {"page": quality.quality_page(index)}, quality.SCRIPTS, quality.STYLES, MORE
    ),
    TopPage(
        "overlaps",
        "重复采集疑似",
        lambda index, _: {"page": overlaps.overlaps_page(index)},
        styles=overlaps.STYLES,
        tab=MORE,
    ),
    TopPage("guide", "填报指南", _guide, tab=DOCUMENTS),
)
KIND_ASSETS = (
    Kind("c", "catalogs", ("parts.js", "record.js"), ("record.css",)),
    Kind("d", "departments", ("department.js",), ("department.css",)),
    Kind("h", "changes"),
    Kind("r", "departments", ("department.js",), ("department.css",)),
)
"""The kinds of pages the fast writer makes: catalogs, departments, periods, regions."""
LEDGER, ITEMS = "assets/ledger.js", "assets/items.js"
"""What the browser searches, and the names of items."""
_TEMPLATES = {"index": "home"}


# What no HTML may hold, escaped or not: control characters, half characters, and codes that are none.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def clean(html: str) -> str:
    """HTML with a sign in the place of every character a page may not hold."""
    return _NO_TEXT.sub("\ufffd", html)


@dataclass(frozen=True)
class Renderer:
    """Fills the templates of one site."""

    index: Index
    schemas: Schemas
    tree: Tree = field(default_factory=lambda: Tree({}))
    """The files the index was made of."""
    store: Store | None = None
    """Where what was found out of their contents is kept."""

    def tops(self, names: Container[str], part: int = 0, parts: int = 1) -> Iterator[Page]:
        """The pages at the root of the site among ``names``: every ``parts``-th, beginning with ``part``."""
        for each in [page for page in TOP_PAGES if page.name in names][part::parts]:
            yield Page(f"{each.name}.html", each.title, self.top(each), edition(self.index.frame))

    def top(self, page: TopPage) -> str:
        """The body of a page of the navigation."""
        name = _TEMPLATES.get(page.name, page.name)
        values = page.values(self.index, self.schemas)
        return clean(environment().get_template(f"{name}.html.jinja").render(root="", frame=self.index.frame, **values))

    def catalogs(self, part: int = 0, parts: int = 1, skip: Container[str] = ()) -> Iterator[Page]:
        """The pages of catalogs, one folder deep: every ``parts``-th, beginning with ``part``."""
        template = environment().get_template("catalog.html.jinja")
        for each in self.index.registry.catalogs[part::parts]:
            address = self.index.addresses.of_path[each.path]
            if address not in skip:
                page = catalog.catalog_page(self.index, each)
                yield Page(address, clean(page.title), clean(template.render(page=page, root="../")))

    def regions(self, part: int = 0, parts: int = 1, skip: Container[str] = ()) -> Iterator[Page]:
        """The pages of regions and of the ledger's own level, likewise."""
        template = environment().get_template("region.html.jinja")
        for name, address in list(self.index.addresses.of_region.items())[part::parts]:
            if address not in skip:
                page = region.region_page(self.index, name)
                yield Page(address, clean(page.title), clean(template.render(page=page, root="../")))

    def periods(self, part: int = 0, parts: int = 1, skip: Container[str] = ()) -> Iterator[Page]:
        """The pages of the periods of the change log, likewise."""
        template = environment().get_template("period.html.jinja")
        for each in self.index.sheets[part::parts]:
            if each.address in skip:
                continue
            page = changes.period_page(self.index, each)
            yield Page(each.address, clean(f"{page.title} · 变更"), clean(template.render(page=page, root="../")))

    def columns(self) -> str:
        """What the browser searches."""
        with remembered(self.store):
            return columns.ledger(self.index)

    def items(self) -> str:
        """The names of items it searches, too."""
        with remembered(self.store):
            return columns.items(self.index)

    def scripts(self) -> Iterator[tuple[str, str]]:
        """The other scripts made of the ledger, by address."""
        yield "assets/edition.js", edition_script(self.index.frame)
        yield "assets/findings.js", findings.script(self.index)
        yield form.ADDRESS, form.script(self.index, self.schemas, self.tree)

    def feeds(self, part: int = 0, parts: int = 1, skip: Container[str] = ()) -> Iterator[File]:
        """The feeds, likewise."""
        return feeds.feeds(self.index, part, parts, skip)

    def sources(self, part: int = 0, parts: int = 1, skip: Container[str] = ()) -> Iterator[File]:
        """The sources of departments, likewise."""
        return sources.sources(self.index, self.tree, part, parts, skip)

    def redirects(self, part: int = 0, parts: int = 1, skip: Container[str] = ()) -> Iterator[File]:
        """The pages that lead on from older codes, likewise."""
        return redirects.redirects(self.index, environment().get_template("redirect.html.jinja"), part, parts, skip)

    def departments(self, part: int = 0, parts: int = 1, skip: Container[str] = ()) -> Iterator[Page]:
        """The pages of departments, likewise."""
        template = environment().get_template("department.html.jinja")
        for each in self.index.registry.departments[part::parts]:
            address = self.index.addresses.of_department[each.id]
            if address not in skip:
                page = department.department_page(self.index, each)
                yield Page(address, clean(page.title), clean(template.render(page=page, root="../")))
