"""Settings every test shares."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# The same examples on every machine and day; a slow machine is no failure.
settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], database=None
)
settings.load_profile("steady")


def pytest_configure() -> None:
    """What the tool keeps for a user, tests keep for themselves, their processes too."""
    os.environ["XDG_CACHE_HOME"] = os.environ.get("YBZ_TEST_CACHE") or tempfile.mkdtemp(prefix="ybz-cache-")


@pytest.fixture(scope="session")
def past_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository of ``story``; nobody writes to it."""
    import story

    return story.build(tmp_path_factory.mktemp("past") / "账")


@pytest.fixture(scope="session")
def demo_repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up ledger of 60 catalogs with 300 commits in all; nobody writes to it."""
    from ledgers import demo_history

    folder = tmp_path_factory.mktemp("demo") / "账"
    demo_history(folder)
    return folder


@pytest.fixture(scope="session")
def review_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of ``reviews``; tests add branches to it, and nothing else."""
    import reviews

    return reviews.build(tmp_path_factory.mktemp("review") / "账")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site of ``browsing``; nobody writes to it."""
    from browsing import small_site

    return small_site(tmp_path_factory.mktemp("browser"))


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sample ledger, with its documents; nobody writes to it."""
    from ledgers import ROOT
    from yibenzhang.site.build import build

    output = tmp_path_factory.mktemp("sample") / "site"
    build(ROOT, output)
    return output


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The small site on loopback http."""
    from browsing import served

    with served(site) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for all tests of a process."""
    from browsing import chromium

    with chromium() as found:
        yield found


@pytest.fixture(autouse=True)
def closed(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a test opened in the browser is closed after it: pages left open would go on costing all later tests."""
    if "browser" not in request.fixturenames:
        yield
        return
    found = request.getfixturevalue("browser")
    before = list(found.contexts)
    yield
    for context in found.contexts:
        if context not in before:
            context.close()


@pytest.fixture(scope="session", params=["http", "file"])
def base(request: pytest.FixtureRequest, site: Path) -> str:
    """The small site's address, over http and as files."""
    if request.param == "http":
        found = request.getfixturevalue("address")
        assert isinstance(found, str)
        return found
    return site.as_uri() + "/"
