"""What the tests in a browser share: a small site, a server for it, and a page that is watched."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from site_ledgers import CATALOG, DEPARTMENT, FILES, commit, retired, write
from yibenzhang.site.build import build

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
# No name leads anywhere: whatever a page asks of another machine is refused, and ``Watched`` counts it.
NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--headless", NOWHERE]
EVIL = "<img src=x onerror=document.title=1>"


def small_site(folder: Path) -> Path:
    """A site with a past: two departments, five catalogs, one retired, one with hostile texts; two periods."""
    police = DEPARTMENT.replace("民政局", "公安局").replace("slug: mzj", "slug: gaj").replace("307001", "303001")
    people = CATALOG.replace("307001/000001", "303001/000001").replace("低保名单", "户口登记信息")
    other = (
        CATALOG.replace("000001", "000002").replace("低保名单", "婚姻登记信息").replace("公民身份号码", "结婚证字号")
    )
    files = {
        **FILES,
        "catalogs/民政局/婚姻登记信息.yml": other.replace("domain: 社会救助", "domain: 生活服务"),
        "catalogs/民政局/retired/旧名单.yml": retired(
            CATALOG.replace("000001", "000003").replace("低保名单", "旧名单")
        ),
        "catalogs/公安局/department.yml": police,
        "catalogs/公安局/户口登记信息.yml": people.replace("domain: 社会救助", "domain: 公共安全"),
        "catalogs/公安局/怪.yml": people.replace("000001", "000002").replace("户口登记信息", f"怪 {EVIL}"),
    }
    root = write(folder / "ledger", FILES)
    commit(root, "建账", "2026-01-05T10:00:00+08:00")
    # The second period has the rest, and a text that changed.
    files["catalogs/民政局/低保名单.yml"] = CATALOG.replace("原始明细", "原始数据").replace("length: 18", "length: 17")
    commit(write(root, files), f"改 {EVIL} (#7)", "2026-02-05T10:00:00+08:00")
    build(root, folder / "site")
    return folder / "site"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        # What a browser asks for by itself where a page names no icon, as the page for a wrong address.
        if self.path != "/favicon.ico":
            super().do_GET()
            return
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a folder on loopback http."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@contextmanager
def chromium() -> Iterator[Any]:
    """Debian's Chromium; without it the test is skipped, except in CI, where it fails."""
    if not Path(CHROMIUM).exists():
        reason = "没有安装 chromium，浏览器测试未运行（Debian：apt-get install chromium fonts-noto-cjk）"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield found
        found.close()


class Watched:
    """A page whose requests to other machines are counted, and whose console is listened to."""

    def __init__(self, browser: Any, base: str, **options: Any) -> None:
        self.base = base
        self.refused: list[str] = []
        self.said: list[str] = []
        self.scripts = options.get("java_script_enabled", True)
        self.page = browser.new_context(**options).new_page()
        # Not a route: that would lead every request through here, and switch the browser's cache off.
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.on("console", lambda message: self.said.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def _asked(self, url: str) -> None:
        if not url.startswith((self.base, "data:", "blob:")):
            self.refused.append(url)

    def open(self, name: str) -> Any:
        """Go to a page of the site, until its scripts have run and have nothing left to do."""
        self.page.goto(self.base + name)
        if self.scripts:
            self.page.evaluate("() => new Promise(done => requestIdleCallback(() => done()))")
        return self.page
