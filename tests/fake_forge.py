"""A host's API on loopback: it answers what it was told to and writes down what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple


class Call(NamedTuple):
    """A request that came in. ``token``: the header that bears it; ``body``: JSON read, else bytes."""

    method: str
    path: str
    token: str
    body: Any


class Forge:
    """``answers``: by method and path without query; one that is missing is HTTP 404. A callable is given the query."""

    def __init__(self, answers: dict[str, Any]) -> None:
        self.answers = answers
        self.calls: list[Call] = []
        self.address = ""

    def said(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]


@contextmanager
def forge(answers: dict[str, Any]) -> Iterator[Forge]:
    """Serve until the end of the block."""
    kept = Forge(answers)

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            is_json = "json" in self.headers.get("Content-Type", "") or "urlencoded" in self.headers.get(
                "Content-Type", ""
            )
            token = self.headers.get("Authorization") or self.headers.get("PRIVATE-TOKEN") or ""
            path, _, query = self.path.partition("?")
            kept.calls.append(Call(self.command, self.path, token, json.loads(data) if data and is_json else data))
            found = kept.answers.get(f"{self.command} {path}")
            found = found(query) if callable(found) else found
            code = 404 if found is None else 302 if found == "elsewhere" else 200
            self.send_response(code)
            if code == 302:
                self.send_header("Location", f"{kept.address}/caught")
            self.end_headers()
            self.wfile.write(json.dumps(found).encode() if found is not None else b"no such thing ::error::x")

        do_GET = do_POST = do_PUT = do_PATCH = answer  # noqa: N815

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
