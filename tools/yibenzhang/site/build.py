"""Starts MkDocs for ``ybz build`` and ``ybz serve``: the ledger's own mkdocs.yml where it has one, else ours."""

from __future__ import annotations

import logging
import os
import re
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

# The theme greets on import with a notice about its own future, in English; it is not for clerks.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from .earlier import unpack
from .journal import Progress
from .place import refusal
from .plugin import LedgerPlugin, StrictError
from .publish import named

DEFAULT = Path(__file__).parent / "default-mkdocs.yml"
NAME = "yibenzhang"


class SiteError(Exception):
    """The site could not be built; the message is Chinese and meant for the user."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a build made: its folder, pages in all, files whose bytes changed, and what to look at."""

    output: Path
    pages: int
    changed: int
    remarks: tuple[str, ...]


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


def configure(root: Path, output: Path, at: str | None, on: date | None, stack: ExitStack, **more: Any) -> MkDocsConfig:
    """Load the configuration of the site of the ledger in ``root``.

    ``stack`` keeps what the configuration needs while it is used. Of a revision ``at`` the settings and documents are
    those it had. Raises :class:`SiteError` when mkdocs.yml cannot be used, RevisionError or NoLedgerError when nothing
    answers to ``at``.
    """
    if refused := refusal(root, output):
        raise SiteError(refused)
    place = root
    if at:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ybz-at-")))
        unpack(root, at, place)
    own = place / "mkdocs.yml"
    options: dict[str, Any] = {"site_dir": str(output.resolve()), **more}
    if not own.is_file():
        docs = place / "docs"
        options["docs_dir"] = str(
            docs if docs.is_dir() else stack.enter_context(tempfile.TemporaryDirectory(prefix="ybz-docs-"))
        )
    remarks = Remarks()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(remarks)
    try:
        config = load_config(str(own if own.is_file() else DEFAULT), **options)
    except (MkDocsException, SystemExit) as error:
        raise SiteError("；".join(remarks.found) or f"mkdocs.yml 不能用：{error}") from error
    finally:
        logger.removeHandler(remarks)
    plugin = config.plugins.get(NAME)
    if not isinstance(plugin, LedgerPlugin):
        raise SiteError("mkdocs.yml 的 plugins 里没有 yibenzhang：加上一行“- yibenzhang”")
    plugin.config.root = str(root.resolve())
    plugin.config.at = at or plugin.config.at
    plugin.config.on = on.isoformat() if on else plugin.config.on
    return config


def build(
    root: Path,
    output: Path,
    at: str | None = None,
    on: date | None = None,
    strict: bool = False,
    progress: Progress | None = None,
    base_url: str | None = None,
) -> Result:
    """Build the site of the ledger in ``root`` into ``output``, as ``mkdocs build`` in ``root`` would.

    ``progress`` is told how much of the history has been read. ``base_url``: where the site is going to be, for links
    and feeds, in the place of what registry.yml says.

    Raises:
        SiteError: the site could not be built, or ``strict`` and there is something to remark.
    """
    with ExitStack() as stack:
        config = configure(root, output, at, on, stack)
        plugin = config.plugins[NAME]
        assert isinstance(plugin, LedgerPlugin)  # noqa: S101
        plugin.progress = progress
        plugin.config.base_url = base_url or plugin.config.base_url
        return run(config, output, strict)


def run(config: MkDocsConfig, output: Path, strict: bool = False, serve_url: str | None = None) -> Result:
    """Build once with a loaded configuration; raises as :func:`build`."""
    remarks = Remarks()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(remarks)
    # With a handler of its own nothing is said twice, and a level keeps MkDocs from asking the root logger.
    propagate, logger.propagate = logger.propagate, False
    config.strict = strict or config.strict
    plugin = config.plugins[NAME]
    assert isinstance(plugin, LedgerPlugin)  # noqa: S101
    plugin.live = serve_url is not None
    try:
        mkdocs_build(config, serve_url=serve_url)
    except Abort as error:
        said = "；".join(remarks.found[:10])
        if isinstance(error, StrictError):
            raise SiteError(f"有 {len(remarks.found)} 处提醒，按 --strict 没有生成网站：{said}") from error
        raise SiteError(said or "网站没有生成") from error
    except OSError as error:
        # MkDocs writes into a scratch folder first; a full disk does not tell the file.
        raise named(error, Path(tempfile.gettempdir())) from error
    finally:
        logger.removeHandler(remarks)
        logger.propagate = propagate
    return Result(output, plugin.page_count, plugin.changed, tuple(remarks.found))
