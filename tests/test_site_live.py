"""The live server: a fault in a file is said, and the last good pages stay."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from site_ledgers import CATALOG, FILES, write
from yibenzhang.cli import main
from yibenzhang.site.live import Live


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def live(tmp_path: Path, said: list[str]) -> Iterator[Live]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Live(write(tmp_path / "ledger", FILES), "127.0.0.1", port, said.append)
    yield server
    server.close()


def wait_for(seen: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not seen():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


def test_a_fault_never_stops_the_server(live: Live, said: list[str]) -> None:
    live.rebuild()
    assert said[0].startswith("已更新，共 16 页")
    write(live.root, {"catalogs/民政局/坏.yml": "code: [\n"})
    live.rebuild()
    assert "坏.yml" in said[1]
    page = live.output / "c/307001-000001.html"
    before = page.read_bytes()
    registry = live.root / "catalogs/registry.yml"
    text = registry.read_text("utf-8")
    registry.write_text("name: [\n", encoding="utf-8")
    live.rebuild()
    assert said[-1].startswith("没有更新：catalogs/registry.yml 写法有误")
    assert page.read_bytes() == before
    registry.write_text(text, encoding="utf-8")
    live.rebuild()
    assert said[-1].startswith("已更新，共 17 页")


def test_a_saved_file_is_served_at_once(live: Live) -> None:
    threading.Thread(target=live.serve, daemon=True).start()
    address = f"{live.url}c/307001-000001.html"

    def shows(text: str) -> bool:
        try:
            with urlopen(address) as answer:
                return text in answer.read().decode()
        except OSError:
            return False

    wait_for(lambda: shows("低保名单"))
    time.sleep(1)
    write(live.root, {"catalogs/民政局/低保名单.yml": CATALOG.replace("核验救助资格", "核对家庭收入")})
    wait_for(lambda: shows("核对家庭收入"))


@pytest.mark.parametrize(
    ("host", "advice"),
    [
        ("127.0.0.1", "换一个 --port"),
        ("192.0.2.1", "本机没有 192.0.2.1 这个地址：--host 写 127.0.0.1"),
        ("no.such.host.invalid", "找不到“no.such.host.invalid”这个地址：--host 写 127.0.0.1"),
        ("a" * 70, "找不到"),
        ("", "没有写地址"),
    ],
)
def test_an_address_that_cannot_be_had_is_said_before_anything_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str, advice: str
) -> None:
    root = write(tmp_path / "ledger", FILES)
    monkeypatch.setattr("yibenzhang.site.live.build", lambda *_, **__: pytest.fail("built"))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = CliRunner().invoke(main, ["-C", str(root), "serve", "--host", host, "--port", port])
    assert result.exit_code in (1, 2)
    assert advice in result.output
    assert "网址" not in result.output
    assert not re.search("[A-Z][a-z]+ [a-z]+", result.output.replace("127.0.0.1", ""))


def test_an_address_that_is_not_there_shows_the_sites_own_page(live: Live) -> None:
    threading.Thread(target=live.serve, daemon=True).start()
    wait_for(lambda: (live.output / "404.html").is_file())

    def answer() -> str:
        try:
            with urlopen(f"{live.url}no/such.html", timeout=5) as found:
                return str(found.read())
        except HTTPError as error:
            return error.read().decode()

    wait_for(lambda: "没有这个页面" in answer())
