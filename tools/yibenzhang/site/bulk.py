"""Writes the ledger's pages, feeds and scripts, on two processors where the system can fork."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from itertools import chain

from ..sources import workers
from .keys import keys
from .pages import TOP_PAGES, Renderer
from .publish import Known, Publisher
from .shell import Shell

FEW = 1000
"""Below so many pages a second process costs more than it saves."""


@dataclass(frozen=True)
class Job:
    """All pages of one site; ``shells`` by the first letter of a page's address, or by its name at the root."""

    renderer: Renderer
    shells: Mapping[str, Shell]
    publisher: Publisher
    keys: Mapping[str, str]
    kept: Set[str]

    def run(self, part: int, parts: int) -> tuple[dict[str, Known], set[str]]:
        """Write every ``parts``-th page; returns the addresses, and those of the pages that changed."""
        publisher, renderer, key, kept = self.publisher.part(), self.renderer, self.keys.get, self.kept
        # The last process, which has the fewest of the dearest pages, makes the scripts.
        for name, text in renderer.scripts(kept) if part == parts - 1 else ():
            publisher.write(name, text.encode(), key(name, ""))
        for page in renderer.tops(self.shells, part, parts, kept):
            shell = self.shells[page.address.removesuffix(".html")]
            publisher.write(page.address, shell.fill(page), key(page.address, ""))
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


def write(renderer: Renderer, shells: Mapping[str, Shell], publisher: Publisher) -> list[str]:
    """Write all of it but what the last site has already, made of the same; gives the addresses of its pages."""
    index = renderer.index
    # Gathered once, here, and not once more in every process.
    _ = index.stories, index.recent, index.places, index.roll
    names = keys(renderer, shells)
    publisher.part()  # makes the stage that all processes write into
    kept = {address for address, name in names.items() if publisher.keeps(address, name)}
    job = Job(renderer, shells, publisher, names, kept)
    for written, staged in workers.share(job.run, workers.processes(len(names) - len(kept), FEW)):
        publisher.join(written, staged)
    addresses = index.addresses
    tops = [f"{page.name}.html" for page in TOP_PAGES if page.name in shells]
    found = [*addresses.of_path.values(), *addresses.of_department.values(), *addresses.of_region.values()]
    return [*tops, *found, *(sheet.address for sheet in index.sheets)]
