"""Settings every test shares."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The same examples on every machine and day; a slow machine is no failure.
settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], database=None
)
settings.load_profile("steady")


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
