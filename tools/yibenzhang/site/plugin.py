"""The MkDocs plugin: the only module that knows MkDocs (with ``build`` and ``live``, which start it).

MkDocs renders the dozen pages of the navigation and, once each, two shells one folder deep. The pages of catalogs
and departments, of which there are thousands, are filled into the shells and written here: measured, a page costs
MkDocs 18–30 ms and this 0.3–0.8 ms. MkDocs works in a scratch folder; what it made is then published with the rest,
so the output folder is never wiped, and a failed build leaves the last site as it was.
"""

from __future__ import annotations

import logging
import re
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from ..sources import layout
from ..sources.git import RevisionError
from ..sources.opening import NoLedgerError, Opening, open_ledger
from ..sources.schema import SchemaError
from . import bulk, feeds
from .journal import Progress
from .pages import DOCUMENTS, KIND_ASSETS, TOP_PAGES, Kind, Renderer, TopPage
from .place import refusal
from .publish import Publisher, sitemap, zipped
from .remarks import Count, remarks
from .shell import Shell, hole
from .site import move, open_site
from .views import findings
from .views.columns import columns

HERE = Path(__file__).parent
ASSETS = HERE / "assets"
log = logging.getLogger("mkdocs.plugins.yibenzhang")

_TOPS = {f"{page.name}.md": page for page in TOP_PAGES}
_SHELLS = {f"{kind.folder}/shell.md": kind for kind in KIND_ASSETS}
_MANUALS = ("clerk.md", "reviewer.md", "deploy.md")
_FRONT = "---\nhide: [navigation, toc]\n---\n"
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
    changed = 0
    progress: Progress | None = None
    """Is told how much of the history has been read."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the ledger and set what the site cannot do without."""
        root = Path(self.config.root or Path(config.config_file_path or "mkdocs.yml").parent).resolve()
        try:
            on = date.fromisoformat(self.config.on) if self.config.on else None
            self.opening = open_ledger(root, self.config.at or None, on)
        except (NoLedgerError, RevisionError, SchemaError) as error:
            raise PluginError(str(error)) from error
        except ValueError as error:
            raise PluginError(f"“{self.config.on}”不是日期：写成 2026-01-31 的样子") from error
        if layout.REGISTRY not in self.opening.ledger.kinds:
            raise PluginError(f"没有 {layout.REGISTRY}：mkdocs.yml 要放在一本账的文件夹里")
        if layout.REGISTRY in self.opening.ledger.broken:
            # Its defaults would silently drop the ledger's name and the mark 示例数据.
            raise PluginError(f"{layout.REGISTRY} 写法有误，运行 ybz check 可看到怎么改")
        move(self.opening, self.config.base_url)
        if refused := refusal(root, Path(config.site_dir), Path(config.docs_dir)):
            raise PluginError(refused)
        self.renderer = open_site(self.opening, self.progress, Path(config.docs_dir))
        self._warnings = Count()
        logging.getLogger("mkdocs").addHandler(self._warnings)
        for remark in remarks(self.opening, self.renderer.index):
            log.warning("%s", remark)
        self._shells: dict[str, Shell] = {}
        self._pages: list[str] = []
        self._opened: list[Page] = []
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
        config.copyright = Markup("{} · 版本 {} · 基准日 {}").format(frame.name, frame.revision, frame.day)
        base = settings.base_url or ""
        if not config.site_url and _URL.match(base):
            config.site_url = base if base.endswith("/") else base + "/"
        config.use_directory_urls = False
        config.repo_url = config.repo_name = config.edit_uri = None
        config.extra["generator"] = False
        config.extra["ybz"] = {"sample": frame.sample}
        config.theme["font"] = False
        # Before the theme's own folder, after the user's: both may be overridden, the user's word is last.
        at = next(
            (place for place, folder in enumerate(config.theme.dirs) if "material" in Path(folder).parts),
            len(config.theme.dirs),
        )
        config.theme.dirs.insert(at, str(HERE / "theme"))
        config.extra_css.insert(0, "assets/yibenzhang.css")
        config.extra_javascript.insert(0, config_options.ExtraScriptValue("assets/yibenzhang.js"))

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add our pages as empty placeholders; a page of the same name in docs/ stays the user's."""
        for path, page in _TOPS.items():
            if files.get_file_from_path(path) is None:
                place = InclusionLevel.NOT_IN_NAV if page.tab == "" else InclusionLevel.INCLUDED
                files.append(File.generated(config, path, content=_FRONT, inclusion=place))
        for path in _SHELLS:
            content = f"---\nhide: [navigation, toc]\ntitle: '{hole('title')}'\n---\n"
            files.append(File.generated(config, path, content=content, inclusion=InclusionLevel.NOT_IN_NAV))
        for asset in sorted(ASSETS.rglob("*")):
            if asset.is_file():
                name = asset.relative_to(HERE).as_posix()
                files.append(File.generated(config, name, abs_src_path=str(asset)))
        for name, content in zip(("ledger.js", "items.js"), columns(self.renderer.index), strict=True):
            files.append(File.generated(config, f"assets/{name}", content=content))
        files.append(File.generated(config, "assets/findings.js", content=findings.script(self.renderer.index)))
        if config.nav is None:
            config.nav = self._navigation(files)
        return files

    @staticmethod
    def _navigation(files: Files) -> list[Any]:
        """Our pages, those of one tab together, then the documents of docs/: the manuals first, then by their paths."""
        others = sorted(
            (file.src_uri for file in files.documentation_pages() if file.src_uri not in {*_TOPS, *_SHELLS}),
            key=lambda path: (_MANUALS.index(path) if path in _MANUALS else len(_MANUALS), path),
        )
        tabs: dict[str, list[Any]] = {}
        listed: list[Any] = []
        for path, page in _TOPS.items():
            entry = {page.title: path}
            if page.tab is None:
                listed.append(entry)
            elif page.tab:
                tabs.setdefault(page.tab, []).append(entry)
        tabs.setdefault(DOCUMENTS, []).extend(others)
        return [*listed, *({tab: held} for tab, held in tabs.items() if held)]

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put the body into our placeholders."""
        if page.file.generated_by is None:
            return html
        if page.file.src_uri in _SHELLS:
            return f"<h1 hidden></h1>{hole('content')}"
        found = _TOPS.get(page.file.src_uri)
        return self.renderer.top(found) if found else html

    def on_page_context(self, context: Any, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:
        """Let a shell look as if the list it belongs to were open; name the feeds and files of every page."""
        own: Kind | TopPage | None = None
        if page.file.generated_by is not None:
            own = _SHELLS.get(page.file.src_uri) or _TOPS.get(page.file.src_uri)
        owner = f"{own.owner}.md" if isinstance(own, Kind) else ""
        self._opened = [other for other in nav.pages if other.file.src_uri == owner]
        for other in self._opened:
            other.active = True
        department = isinstance(own, Kind) and own.folder == "d"
        context["ybz_styles"], context["ybz_scripts"] = (own.styles, own.scripts) if own else ((), ())
        context["ybz_feeds"] = feeds.named(self.renderer.index, page.url, department=department)
        return context

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Keep the shells, write everything else."""
        path = page.file.src_uri
        if path not in _SHELLS or page.file.generated_by is None:
            self._pages.append(page.url)
            return output
        for other in self._opened:
            other.active = False
        html = output.replace("<h1 hidden></h1>", "").replace(f"{path[0]}/shell.html", hole("address"))
        try:
            self._shells[path[0]] = Shell.cut(html)
        except ValueError as error:
            raise PluginError("主题的 main.html 没有显示正文，网站无法生成：检查 theme 的 custom_dir") from error
        return ""

    def on_post_template(self, output_content: str, template_name: str, config: MkDocsConfig) -> str:
        """MkDocs' sitemap bears the build's date: ours is written at the end."""
        return "" if template_name == "sitemap.xml" else output_content

    @event_priority(-100)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write the pages of catalogs and departments and publish the whole; nothing of it, if strict and warned."""
        try:
            if config.strict and self._warnings.number:
                raise StrictError(f"有 {self._warnings.number} 处提醒，按 --strict 没有生成网站")
            with Publisher(Path(self._output)) as publisher:
                self._publish(publisher, config)
        finally:
            self._restore(config)

    def _publish(self, publisher: Publisher, config: MkDocsConfig) -> None:
        publisher.copy(Path(self._scratch.name))
        bulk.write(self.renderer, self._shells, publisher)
        addresses = self.renderer.index.addresses
        self._pages += [*addresses.of_path.values(), *addresses.of_department.values(), *addresses.of_region.values()]
        self._pages += [sheet.address for sheet in self.renderer.index.sheets]
        if config.site_url:
            data = sitemap(config.site_url, self._pages)
            publisher.write("sitemap.xml", data)
            publisher.write("sitemap.xml.gz", zipped(data))
        publisher.finish()
        self.changed = publisher.changed

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

    @property
    def page_count(self) -> int:
        """How many pages the last build has."""
        return len(self._pages)
