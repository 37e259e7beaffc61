"""Calls a host's API with nothing but the standard library; what to ask and how to read it is the adapters' business."""

from __future__ import annotations

import hashlib
import json
import sys
import urllib.error
import urllib.request
from http.client import HTTPException
from typing import Any, NoReturn

from yibenzhang.outputs.escapes import printable
from yibenzhang.outputs.hosts.host import Request

_SECONDS = 30


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: the token is for one server only."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


class Api:
    """The API of one host. ``address``: before the paths. ``kind``: of the host; ``token`` may be empty."""

    def __init__(self, kind: str, address: str, token: str) -> None:
        self.address = address.rstrip("/")
        self.headers = {"Accept": "application/json", "Content-Type": "application/json", "User-Agent": "ybz"}
        if token and kind == "gitlab":
            self.headers["PRIVATE-TOKEN"] = token
        elif token:
            self.headers["Authorization"] = f"token {token}"
        self._opener = urllib.request.build_opener(_Stay)

    def call(self, request: Request) -> Any:
        """The answer, read as JSON; ends the run with one sentence where there is none."""
        data = None if request.body is None else json.dumps(request.body).encode()
        return self._send(request.method, request.path, data, self.headers)

    def upload(self, path: str, data: bytes) -> Any:
        """Post the bytes of a file as the form field ``attachment``."""
        mark = hashlib.sha256(data).hexdigest()
        opening = f'--{mark}\r\nContent-Disposition: form-data; name="attachment"; filename="file"\r\n\r\n'
        form = b"".join((opening.encode(), data, f"\r\n--{mark}--\r\n".encode()))
        return self._send("POST", path, form, {**self.headers, "Content-Type": f"multipart/form-data; boundary={mark}"})

    def _send(self, method: str, path: str, data: bytes | None, headers: dict[str, str]) -> Any:
        asked = urllib.request.Request(f"{self.address}/{path}", data, headers, method=method)
        try:
            with self._opener.open(asked, timeout=_SECONDS) as answer:
                return json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            said = error.read(500).decode("utf-8", "replace")
            stop(f"{method} {path} 被拒绝（HTTP {error.code}）：{said}")
        except (OSError, ValueError, HTTPException) as error:
            stop(f"连不上托管平台：{error}")


def stop(why: str) -> NoReturn:
    """End with a sentence that no log takes for a command."""
    print(f"错误：{printable(why).replace('##[', '# # [')}", file=sys.stderr)
    sys.exit(2)
