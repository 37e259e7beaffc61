"""The MkDocs plugin: the only module that knows MkDocs (with ``build`` and ``live``, which start it).

MkDocs renders the documents in its theme, the pages of the navigation in the plain ``theme/ledger.html``, and in that,
once each, the shells one folder deep. The pages of catalogs and departments, of which there are thousands, are filled
into the shells and written here: measured, a page costs MkDocs 18–30 ms and this 0.3–0.8 ms. MkDocs works in a scratch folder; what it made is then published with the rest,
so the output folder is never wiped, and a failed build leaves the last site as it was.
"""

from __future__ import annotations

import logging
import re
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from ..sources.opening import Opening
from . import documents, feeds, tabs
from .journal import Progress
from .pages import KIND_ASSETS, TOP_PAGES, Kind, Renderer, TopPage
from .place import refusal
from .press import Pressed, publish
from .publish import TakenError
from .remarks import Count, remarks
from .security import secured
from .shell import Shell, hole
from .site import SiteFault, open_site, opened

HERE = Path(__file__).parent
log = logging.getLogger("mkdocs.plugins.yibenzhang")

_TOPS = {f"{page.name}.md": page for page in TOP_PAGES}
_SHELLS = {f"{kind.folder}/shell.md": kind for kind in KIND_ASSETS}
_FRONT = "---\ntemplate: ledger.html\nsearch: {exclude: true}\n---\n"
_ALIGNED = re.compile(r' style="text-align: (left|center|right);"')
_URL = re.compile(r"https?://[^\s\"'<>]+\Z")


class StrictError(Abort):
    """There is something to remark, and a strict build publishes nothing then."""


class LedgerOptions(Config):  # type: ignore[no-untyped-call]
    """Options under ``plugins: - yibenzhang``."""

    root = config_options.Type(str, default="")
    """The ledger's folder; default: that of mkdocs.yml."""
    at = config_options.Type(str, default="")
    """Revision or day to read; default: the working folder."""
    on = config_options.Type(str, default="")
    """Reference day, ``2026-01-31``; default: that of the revision."""
    base_url = config_options.Type(str, default="")
    """Where the site is going to be; default: what registry.yml says."""


class LedgerPlugin(BasePlugin[LedgerOptions]):  # type: ignore[no-untyped-call]
    """Turns the ledger into pages."""

    opening: Opening
    renderer: Renderer
    ready: tuple[Opening, Renderer] | None = None
    """Both, where they have been read already."""
    pressed: Pressed
    """What MkDocs made."""
    page_count = changed = 0
    """How many pages the last build has, and how many files changed."""
    progress: Progress | None = None
    """Is told how much of the history has been read."""
    live = False
    """The site is served by a server that tells its pages when to load again."""

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """``mkdocs serve`` puts a script of its own into every page."""
        self.live = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the ledger and set what the site cannot do without."""
        root = Path(self.config.root or Path(config.config_file_path or "mkdocs.yml").parent).resolve()
        try:
            on = date.fromisoformat(self.config.on) if self.config.on else None
        except ValueError as error:
            raise PluginError(f"“{self.config.on}”不是日期：写成 2026-01-31 的样子") from error
        if refused := refusal(root, Path(config.site_dir), Path(config.docs_dir)):
            raise PluginError(refused)
        if self.ready:
            (self.opening, self.renderer), self.ready = self.ready, None
        else:
            try:
                self.opening = opened(root, self.config.at or None, on, self.config.base_url)
            except SiteFault as error:
                raise PluginError(str(error)) from error
            self.renderer = open_site(self.opening, self.progress, Path(config.docs_dir))
        self._warnings = Count()
        logging.getLogger("mkdocs").addHandler(self._warnings)
        for remark in remarks(self.opening, self.renderer.index):
            log.warning("%s", remark)
        self._shells: dict[str, Shell] = {}
        self._pages: list[str] = []
        self._scratch = tempfile.TemporaryDirectory(prefix="ybz-")
        self._output = config.site_dir
        config.site_dir = self._scratch.name
        self._settle(config)
        return config

    def _settle(self, config: MkDocsConfig) -> None:
        """What the ledger says overrides mkdocs.yml; what would ask another machine for something is off."""
        frame, settings = self.renderer.index.frame, self.opening.ledger.registry.settings
        # The theme escapes the name in some places only; Markup is not escaped twice.
        config.site_name = escape(frame.name)
        config.site_description = escape(f"{frame.authority} · {frame.name}" if frame.authority else frame.name)
        config.copyright = escape(frame.name)
        base = settings.base_url or ""
        if not config.site_url and _URL.match(base):
            config.site_url = base if base.endswith("/") else base + "/"
        config.extra["ybz"] = {"sample": frame.sample}
        documents.settle(config, HERE / "theme")
        if documents.SEARCH in config.plugins:
            documents.prepare(self.opening.root, Path(self._scratch.name))

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add our pages as empty placeholders; a page of the same name in docs/ stays the user's."""
        for path, page in _TOPS.items():
            if files.get_file_from_path(path) is None:
                place = InclusionLevel.NOT_IN_NAV if page.tab == "" else InclusionLevel.INCLUDED
                files.append(File.generated(config, path, content=_FRONT, inclusion=place))
        for path in _SHELLS:
            content = _FRONT.replace("template", f"title: '{hole('title')}'\ntemplate", 1)
            files.append(File.generated(config, path, content=content, inclusion=InclusionLevel.NOT_IN_NAV))
        for asset in sorted((HERE / "assets").rglob("*")):
            if asset.is_file():
                name = asset.relative_to(HERE).as_posix()
                files.append(File.generated(config, name, abs_src_path=str(asset)))
        if config.nav is None:
            own = {*_TOPS, *_SHELLS}
            others = [file.src_uri for file in files.documentation_pages() if file.src_uri not in own]
            config.nav = tabs.navigation(TOP_PAGES, others)
        return files

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put the body into our placeholders."""
        if page.file.generated_by is None:
            # A page may bear no style of its own.
            return _ALIGNED.sub(r' class="ybz-\1"', html)
        # Filled in when everything is published.
        return hole("content")

    def on_page_context(self, context: Any, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:
        """Give the page what its head and foot are made of; a shell looks as if the list it belongs to were open."""
        frame, path = self.renderer.index.frame, page.file.src_uri
        own: Kind | TopPage | None = None
        if page.file.generated_by is not None:
            own = _SHELLS.get(path) or _TOPS.get(path)
        owner = own.owner if isinstance(own, Kind) else ""
        context["ybz"] = tabs.Chrome(
            tabs=tabs.tabs(nav.items, f"{owner}.md" if owner else path, below=bool(owner)),
            sample=frame.sample,
            document=own is None,
            styles=own.styles if own else (),
            scripts=own.scripts if own else (),
            feeds=tuple(feeds.named(self.renderer.index, page.url, department=path == "d/shell.md")),
            edition=hole("edition") if page.url == "index.html" else "",
            home=own is not None and path == "index.md",
        )
        return context

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Keep the shells, write everything else, each with its policy."""
        path, ours = page.file.src_uri, page.file.generated_by is not None
        html = secured(output, "" if ours else page.content or "", document=not ours, live=self.live)
        if not ours:
            self._pages.append(page.url)
            return html
        own = path[0] if path in _SHELLS else path.removesuffix(".md")
        if path in _SHELLS:
            html = html.replace(f"{own}/shell.html", hole("address"))
        try:
            self._shells[own] = Shell.cut(html)
        except ValueError as error:
            raise PluginError("主题的 ledger.html 没有显示正文，网站无法生成：检查 theme 的 custom_dir") from error
        return ""

    def on_post_template(self, output_content: str, template_name: str, config: MkDocsConfig) -> str:
        """MkDocs' sitemap bears the build's date: ours is written at the end."""
        if template_name.endswith(".html"):
            return secured(output_content)
        return "" if template_name == "sitemap.xml" else output_content

    @event_priority(-100)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write the pages of catalogs and departments and publish the whole; nothing of it, if strict and warned."""
        try:
            if config.strict and self._warnings.number:
                raise StrictError(f"有 {self._warnings.number} 处提醒，按 --strict 没有生成网站")
            made = Path(self._scratch.name)
            documents.finish(made, documents=bool(self._pages))
            files = {each.relative_to(made).as_posix(): each.read_bytes() for each in _files(made)}
            self.pressed = Pressed(
                files=files, shells=self._shells, pages=tuple(self._pages), site_url=config.site_url or ""
            )
            self.page_count, self.changed = publish(self.renderer, self.pressed, Path(self._output))
        except TakenError as error:
            raise PluginError(str(error)) from error
        finally:
            self._restore(config)

    def on_build_error(self, error: Exception) -> None:
        """Leave no scratch folder behind."""
        if hasattr(self, "_scratch"):
            self._scratch.cleanup()
            logging.getLogger("mkdocs").removeHandler(self._warnings)

    def _restore(self, config: MkDocsConfig) -> None:
        config.site_dir = self._output
        self._scratch.cleanup()
        logging.getLogger("mkdocs").removeHandler(self._warnings)

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Build again when the ledger changes."""
        for folder in ("catalogs", "schema"):
            if (self.opening.root / folder).is_dir():
                server.watch(str(self.opening.root / folder))
        return server


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
