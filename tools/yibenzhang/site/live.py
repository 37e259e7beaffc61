"""``ybz serve``: MkDocs' live server over the ledger. A fault in a file is said and mended, never the end of it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from mkdocs.livereload import LiveReloadServer

from ..outputs.reasons import failure
from ..sources.git import RevisionError
from ..sources.opening import NoLedgerError
from ..sources.schema import SchemaError
from .build import SiteError, build

Say = Callable[[str], None]
_WATCHED = ("catalogs", "schema", "docs", "mkdocs.yml")


class _Server(LiveReloadServer):
    """MkDocs' server, which may be bound before it serves: nothing is built or promised on a port that is taken."""

    bound = False

    def server_bind(self) -> None:
        """Bind once."""
        if not self.bound:
            super().server_bind()

    def server_activate(self) -> None:
        """Listen once."""
        if not self.bound:
            super().server_activate()
            self.bound = True


class Live:
    """One run of the live server; ``say`` gets each message for the user."""

    def __init__(self, root: Path, host: str, port: int, say: Say) -> None:
        self.root = root
        self.say = say
        self._stack = ExitStack()
        self.output = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="ybz-site-")))
        self.server = _Server(builder=self.rebuild, host=host, port=port, root=str(self.output), polling_interval=0.2)
        self.server.error_handler = self._error_page
        self.url = self.server.url

    def __enter__(self) -> Live:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _error_page(self, code: int) -> bytes | None:
        """The site's own page for an address that is not there."""
        path = self.output / f"{code}.html"
        return path.read_bytes() if path.is_file() else None

    def rebuild(self) -> None:
        """Build once more; when that fails the last good pages stay."""
        try:
            result = build(self.root, self.output, live=self.url)
        except (SiteError, NoLedgerError, RevisionError, SchemaError) as error:
            self.say(f"没有更新：{error}")
            return
        except OSError as error:
            self.say(f"没有更新：{failure(error)}")
            return
        for remark in result.remarks:
            self.say(f"提醒：{remark}")
        self.say(f"已更新，共 {result.pages} 页（改动 {result.changed} 个文件）")

    def bind(self) -> None:
        """Take the port.

        Raises:
            OSError: it cannot be had.
        """
        self.server.server_bind()
        self.server.server_activate()

    def serve(self) -> None:
        """Serve until interrupted, building again whenever a file of the ledger changes."""
        self.bind()
        self.say(f"网址：{self.url}（按 Ctrl+C 停止）")
        self.rebuild()
        for name in _WATCHED:
            if (self.root / name).exists():
                self.server.watch(str(self.root / name))
        try:
            self.server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            self.say("已停止。")

    def close(self) -> None:
        """Stop the server and remove its folder."""
        self.server.shutdown()
        self._stack.close()
