"""Writes the pages of catalogs and departments, on two processors where the system can fork."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain

from .pages import Renderer
from .publish import Publisher
from .shell import Shell

FEW = 1000
"""Below so many pages a second process costs more than it saves."""


@dataclass(frozen=True)
class Job:
    """All pages of one site; ``shells`` by the first letter of a page's address."""

    renderer: Renderer
    shells: Mapping[str, Shell]
    publisher: Publisher

    def run(self, part: int, parts: int) -> tuple[set[str], set[str]]:
        """Write every ``parts``-th page; returns the addresses, and those of the pages that changed."""
        publisher = self.publisher.part()
        for page in chain(self.renderer.catalogs(part, parts), self.renderer.departments(part, parts)):
            publisher.write(page.address, self.shells[page.address[0]].fill(page))
        return publisher.written, publisher.staged


_job: Job | None = None


def _part(place: tuple[int, int]) -> tuple[set[str], set[str]]:
    assert _job is not None  # noqa: S101
    return _job.run(*place)


def write(job: Job) -> None:
    """Run ``job`` and enter what it wrote into its publisher."""
    global _job  # noqa: PLW0603  (a forked process finds its work here; sending it would cost more than doing it)
    registry = job.renderer.index.registry
    parts = processes(len(registry.catalogs) + len(registry.departments))
    job.publisher.part()  # makes the stage that all processes write into
    with _collector_off():
        if parts == 1:
            found = [job.run(0, 1)]
        else:
            _job = job
            try:
                with multiprocessing.get_context("fork").Pool(
                    parts, signal.signal, (signal.SIGINT, signal.SIG_IGN)
                ) as pool:
                    found = pool.map(_part, [(part, parts) for part in range(parts)])
            finally:
                _job = None
    for written, staged in found:
        job.publisher.join(written, staged)


def processes(pages: int) -> int:
    """How many processes to use. Forking is safe on Linux only, and only before other threads run."""
    if pages < FEW or not sys.platform.startswith("linux") or threading.active_count() > 1:
        return 1
    return min(4, len(os.sched_getaffinity(0)))


@contextmanager
def _collector_off() -> Iterator[None]:
    """Half a million small values make the collector run again and again, and there is never a cycle to find."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
