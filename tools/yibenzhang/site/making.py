"""Starts MkDocs for ``ybz build`` and ``ybz serve``: with the ledger's own mkdocs.yml where it has one, else ours."""

from __future__ import annotations

import logging
import os
import re
import tempfile
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

# The theme greets on import with a notice about its own future, in English; it is not for clerks.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from msgspec import structs

from ..sources.opening import Opening
from . import press
from .build import Result, SiteError, strictly
from .earlier import unpack
from .journal import Progress
from .pages import Renderer
from .plugin import LedgerPlugin, StrictError
from .publish import named
from .remarks import remarks

DEFAULT = Path(__file__).parent / "default-mkdocs.yml"
NAME = "yibenzhang"


class Order(NamedTuple):
    """What is asked for: as of :func:`~yibenzhang.site.build.build`. ``ready``: the ledger, where it has been read."""

    root: Path
    output: Path
    at: str | None = None
    on: date | None = None
    strict: bool = False
    progress: Progress | None = None
    base_url: str | None = None
    live: str | None = None
    ready: tuple[Opening, Renderer] | None = None


class Remarks(logging.Handler):
    """Gathers what MkDocs warns of, in Chinese; everything below a warning is left out."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record."""
        text = chinese(record.getMessage())
        if text not in self.found:
            self.found.append(text)


_SAID = (
    (r"Config value '(?:docs_dir|site_dir)': .*(?:site_dir|docs_dir)' should not be within.*", "网站的文件夹和文档的文件夹（mkdocs.yml 的 docs_dir）不能一个在另一个里面：换一个单独的文件夹放网站"),
    (r"Doc file '(.+)' contains a link '(.+)', but the target(?: '.+')? is not found", r"文档 \1 里的链接 \2 找不到目标"),
    (r"Doc file '(.+)' contains a link '(.+)', but the doc(?: '.+')? does not contain an anchor '(.+)'", r"文档 \1 里的链接 \2 没有锚点 \3"),
    (r"Doc file '(.+)' contains an (?:absolute|unrecognized relative) link '([^']+)'", r"文档 \1 里的链接 \2 写法不对"),
    (r"A reference to '(.+)' is included in the 'nav' configuration, which is not found", r"mkdocs.yml 的 nav 里写了 \1，但没有这个文件"),
    (r"The following pages exist in the docs directory, but are not included.*", "有文档没有列入 mkdocs.yml 的 nav"),
    (r"Config value '(.+?)': (.+)", r"mkdocs.yml 的 \1 写法不对（\2）"),
    (r"Error (?:reading|building) page '(.+?)':.*", r"页面 \1 没有生成"),
)  # fmt: skip


def chinese(message: str) -> str:
    """One of MkDocs' messages as a Chinese sentence; an unknown one is quoted."""
    if re.match("[^\x00-\x7f]|catalogs/", message):
        return message
    for pattern, text in _SAID:
        match = re.match(pattern, message, re.DOTALL)
        if match:
            return match.expand(text)
    return f"网站生成工具提示：{message}"


def make(order: Order) -> Result:
    """Build with MkDocs, and keep what it made; raises as :func:`~yibenzhang.site.build.build`."""
    with ExitStack() as stack:
        config = _configure(order, stack)
        plugin = config.plugins[NAME]
        assert isinstance(plugin, LedgerPlugin)  # noqa: S101
        plugin.progress, plugin.ready = order.progress, order.ready
        source = _source(config, order)
        result = _run(config, order)
        if source:
            own = len(list(remarks(plugin.opening, plugin.renderer.index)))
            key = press.name(source, plugin.renderer, order.live)
            said = result.remarks[own:]
            digest = press.config_of(order.root)
            kept = structs.replace(plugin.pressed, source=source, key=key, remarks=said, config=digest)
            press.keep(order.root, kept, order.live)
        return result


def _configure(order: Order, stack: ExitStack) -> MkDocsConfig:
    """Load the configuration; ``stack`` keeps what it needs while it is used. Of a revision the settings and documents
    are those it had."""
    place = order.root
    if order.at:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ybz-at-")))
        unpack(order.root, order.at, place)
    own = place / "mkdocs.yml"
    options: dict[str, Any] = {"site_dir": str(order.output.resolve())}
    if not own.is_file():
        docs = place / "docs"
        options["docs_dir"] = str(
            docs if docs.is_dir() else stack.enter_context(tempfile.TemporaryDirectory(prefix="ybz-docs-"))
        )
    said = Remarks()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(said)
    try:
        config = load_config(str(own if own.is_file() else DEFAULT), **options)
    except (MkDocsException, SystemExit) as error:
        raise SiteError("；".join(said.found) or f"mkdocs.yml 不能用：{error}") from error
    finally:
        logger.removeHandler(said)
    plugin = config.plugins.get(NAME)
    if not isinstance(plugin, LedgerPlugin):
        raise SiteError("mkdocs.yml 的 plugins 里没有 yibenzhang：加上一行“- yibenzhang”")
    plugin.config.root = str(order.root.resolve())
    plugin.config.at = order.at or plugin.config.at
    plugin.config.on = order.on.isoformat() if order.on else plugin.config.on
    plugin.config.base_url = order.base_url or plugin.config.base_url
    # MkDocs uses a plugin again in the same process.
    plugin.live = bool(order.live)
    config.site_url = order.live or config.site_url
    return config


def _source(config: MkDocsConfig, order: Order) -> press.Source | None:
    """Where settings and documents come from; None where MkDocs may make something else of the same next time."""
    own = order.root / "mkdocs.yml"
    plugin = config.plugins[NAME]
    if order.at or plugin.config.at or plugin.config.on != (order.on.isoformat() if order.on else ""):
        return None
    if own.is_file() and not press.may_keep(own.read_bytes(), config.plugins):
        return None
    # A folder that is not there, of documents or over the theme, may be there the next time.
    docs = config.docs_dir if own.is_file() else str(order.root / "docs")
    folders = [docs, *(folder for folder in config.theme.dirs if "site-packages" not in folder)]
    return press.Source(str(own) if own.is_file() else "", docs, tuple(folders))


def _run(config: MkDocsConfig, order: Order) -> Result:
    said = Remarks()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(said)
    # With a handler of its own nothing is said twice, and a level keeps MkDocs from asking the root logger.
    propagate, logger.propagate = logger.propagate, False
    config.strict = order.strict or config.strict
    try:
        mkdocs_build(config, serve_url=order.live)
    except Abort as error:
        if isinstance(error, StrictError):
            raise SiteError(strictly(said.found)) from error
        raise SiteError("；".join(said.found[:10]) or "网站没有生成") from error
    except OSError as error:
        # MkDocs writes into a scratch folder first; a full disk does not tell the file.
        raise named(error, Path(tempfile.gettempdir())) from error
    finally:
        logger.removeHandler(said)
        logger.propagate = propagate
    plugin = config.plugins[NAME]
    assert isinstance(plugin, LedgerPlugin)  # noqa: S101
    return Result(order.output, plugin.page_count, plugin.changed, tuple(said.found))
