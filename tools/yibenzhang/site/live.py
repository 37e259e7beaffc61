"""``ybz serve``: MkDocs' live server over the ledger. A fault in a file is said and mended, never the end of it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from ..sources.git import RevisionError
from ..sources.opening import NoLedgerError
from ..sources.schema import SchemaError
from .build import SiteError, configure, run

Say = Callable[[str], None]
_WATCHED = ("catalogs", "schema", "docs", "mkdocs.yml")


class Live:
    """One run of the live server; ``say`` gets each message for the user."""

    def __init__(self, root: Path, host: str, port: int, say: Say) -> None:
        self.root = root
        self.say = say
        self._stack = ExitStack()
        self.output = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="ybz-site-")))
        self.server = LiveReloadServer(builder=self.rebuild, host=host, port=port, root=str(self.output))
        self.url = self.server.url

    def rebuild(self) -> None:
        """Build once more; when that fails the last good pages stay."""
        with ExitStack() as stack:
            try:
                config = configure(self.root, self.output, None, None, stack)
                config.site_url = self.url
                result = run(config, self.output, serve_url=self.url)
            except (SiteError, NoLedgerError, RevisionError, SchemaError, OSError) as error:
                self.say(f"没有更新：{error}")
                return
        for remark in result.remarks:
            self.say(f"提醒：{remark}")
        self.say(f"已更新，共 {result.pages} 页（改动 {result.changed} 个文件）")

    def serve(self) -> None:
        """Serve until interrupted, building again whenever a file of the ledger changes."""
        self.rebuild()
        for name in _WATCHED:
            if (self.root / name).exists():
                self.server.watch(str(self.root / name))
        try:
            self.server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            self.say("已停止。")
        finally:
            self.close()

    def close(self) -> None:
        """Stop the server and remove its folder."""
        self.server.shutdown()
        self._stack.close()
