"""Writes the pages of catalogs, departments and periods, and the feeds, on two processors where the system can fork."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from itertools import chain

from ..sources import workers
from .keys import keys
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
    keys: Mapping[str, str]
    kept: Set[str]

    def run(self, part: int, parts: int) -> tuple[dict[str, Known], set[str]]:
        """Write every ``parts``-th page; returns the addresses, and those of the pages that changed."""
        publisher, renderer, key, kept = self.publisher.part(), self.renderer, self.keys.get, self.kept
        for page in chain(
            renderer.catalogs(part, parts, kept),
            renderer.departments(part, parts, kept),
            renderer.regions(part, parts, kept),
            renderer.periods(part, parts, kept),
        ):
            publisher.write(page.address, self.shells[page.address[0]].fill(page), key(page.address, ""))
        for file in chain(
            renderer.feeds(part, parts, kept),
            renderer.sources(part, parts, kept),
            renderer.redirects(part, parts, kept),
        ):
            publisher.write(file.address, file.data, key(file.address, ""))
        return publisher.written, publisher.staged


def write(renderer: Renderer, shells: Mapping[str, Shell], publisher: Publisher) -> None:
    """Write all of it but what the last site has already, made of the same."""
    index = renderer.index
    # Gathered once, here, and not once more in every process.
    _ = index.stories, index.recent, index.places, index.roll
    names = keys(renderer, shells)
    publisher.part()  # makes the stage that all processes write into
    kept = {address for address, name in names.items() if publisher.keeps(address, name)}
    job = Job(renderer, shells, publisher, names, kept)
    for written, staged in workers.share(job.run, workers.processes(len(names) - len(kept), FEW)):
        publisher.join(written, staged)
