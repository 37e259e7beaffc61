"""Writes the ledger's pages, feeds and scripts, on two processors where the system can fork."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, replace
from itertools import chain

from ..sources import workers
from .beside import STANDING, Made, make
from .keys import WIDE, Names
from .listing import Known
from .pages import ITEMS, LEDGER, TOP_PAGES, Page, Renderer
from .publish import Publisher
from .shell import Shell

FEW = 1000
"""Below so many pages a second process costs more than it saves."""
_HEAVY = (ITEMS, *(f"{name}.html" for name in sorted(WIDE)))
Done = tuple[dict[str, Known], set[str]]


@dataclass(frozen=True)
class Job:
    """All pages of one site; ``shells`` by the first letter of a page's address, or by its name at the root."""

    renderer: Renderer
    shells: Mapping[str, Shell]
    publisher: Publisher
    keys: Mapping[str, str]
    kept: Set[str]

    def beside(self) -> Done:
        """What the browser searches, the other scripts, and the pages that ask nothing of how the ledger stands."""
        publisher, renderer = self.publisher.part(), self.renderer
        publisher.write(LEDGER, renderer.columns().encode())
        for name, text in renderer.scripts():
            publisher.write(name, text.encode())
        self._write(publisher, renderer.tops(self.shells.keys() - STANDING - WIDE))
        return publisher.written, publisher.staged

    def run(self, part: int, parts: int) -> Done:
        """Write every ``parts``-th page; returns the addresses, and those of the pages that changed."""
        publisher, renderer, kept = self.publisher.part(), self.renderer, self.kept
        if part == parts - 1 and ITEMS not in kept:
            publisher.write(ITEMS, renderer.items().encode(), self.keys[ITEMS])
        wide = {name for name in WIDE & self.shells.keys() if f"{name}.html" not in kept}
        self._write(publisher, renderer.tops(wide, part, parts))
        self._write(publisher, renderer.catalogs(part, parts, kept))
        self._write(publisher, renderer.departments(part, parts, kept))
        self._write(publisher, renderer.regions(part, parts, kept))
        self._write(publisher, renderer.periods(part, parts, kept))
        for file in chain(
            renderer.feeds(part, parts, kept),
            renderer.sources(part, parts, kept),
            renderer.redirects(part, parts, kept),
        ):
            publisher.write(file.address, file.data, self.keys.get(file.address, ""))
        return publisher.written, publisher.staged

    def _write(self, publisher: Publisher, pages: Iterable[Page]) -> None:
        for page in pages:
            folder, _, _ = page.address.rpartition("/")
            shell = self.shells[folder or page.address.removesuffix(".html")]
            publisher.write(page.address, shell.fill(page), self.keys.get(page.address, ""))


def write(
    renderer: Renderer,
    shells: Mapping[str, Shell],
    publisher: Publisher,
    made: Callable[[], Made | None] | None = None,
) -> list[str]:
    """Write all of it but what the last site has already, made of the same; gives the addresses of its pages.

    ``made`` waits for what a second process makes, where one has been at work from the start.
    """
    publisher.part()  # makes the stage that all processes write into
    index = renderer.index
    two = min(2, workers.processes(len(index.catalogs), FEW))
    job = Job(renderer, shells, publisher, {}, set())
    aside = _aside(job, two) if made is None else lambda: made() or make(renderer, shells, publisher.last)
    publisher.join(*job.beside())
    names = Names(renderer, shells).near()
    kept = {address for address, name in names.items() if publisher.keeps(address, name)}
    publisher.link(kept)
    other = aside()
    for address, data in other.pages.items():
        publisher.write(address, data, other.names.get(address, ""))
    stay = {address for address, name in other.names.items() if publisher.keeps(address, name)}
    publisher.link(stay)
    job = replace(job, keys=names | other.names, kept=kept | stay | other.pages.keys())
    left = len(job.keys.keys() - job.kept)
    if left > FEW:
        _ = index.roll
    heavy = any(address not in job.kept for address in _HEAVY)
    for done in workers.share(job.run, two if heavy else workers.processes(left, FEW)):
        publisher.join(*done)
    tops = [f"{page.name}.html" for page in TOP_PAGES if page.name in shells]
    addresses = index.addresses
    found = [*addresses.of_path.values(), *addresses.of_department.values(), *addresses.of_region.values()]
    return [*tops, *found, *(sheet.address for sheet in index.sheets)]


def _aside(job: Job, parts: int) -> Callable[[], Made]:
    """The same begun now. What both processes are going to ask for is gathered before, so that it is not in each."""
    index, last = job.renderer.index, job.publisher.last
    _ = index.findings, index.stories, index.recent, index.places
    if not last:
        _ = index.roll
    return workers.later(lambda: make(job.renderer, job.shells, last), parts)
