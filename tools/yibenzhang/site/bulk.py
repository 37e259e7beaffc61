"""Writes the pages of catalogs, departments and periods, and the feeds, on two processors where the system can fork."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from ..sources import workers
from .pages import Renderer
from .publish import Known, Publisher
from .shell import Shell

FEW = 1000
"""Below so many pages a second process costs more than it saves."""


@dataclass(frozen=True)
class Job:
    """All pages of one site; ``shells`` by the first letter of a page's address."""

    renderer: Renderer
    shells: Mapping[str, Shell]
    publisher: Publisher

    def run(self, part: int, parts: int) -> tuple[dict[str, Known], set[str]]:
        """Write every ``parts``-th page; returns the addresses, and those of the pages that changed."""
        publisher, renderer = self.publisher.part(), self.renderer
        for page in chain(
            renderer.catalogs(part, parts),
            renderer.departments(part, parts),
            renderer.regions(part, parts),
            renderer.periods(part, parts),
        ):
            publisher.write(page.address, self.shells[page.address[0]].fill(page))
        for file in chain(renderer.feeds(part, parts), renderer.sources(part, parts), renderer.redirects(part, parts)):
            publisher.write(file.address, file.data)
        return publisher.written, publisher.staged


def write(job: Job) -> None:
    """Run ``job`` and enter what it wrote into its publisher."""
    index = job.renderer.index
    registry = index.registry
    # Gathered once, here, and not once more in every process.
    _ = index.stories, index.recent, index.places, index.roll
    parts = workers.processes(len(registry.catalogs) + len(registry.departments), FEW)
    job.publisher.part()  # makes the stage that all processes write into
    for written, staged in workers.share(job.run, parts):
        job.publisher.join(written, staged)
