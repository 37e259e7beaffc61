"""Writes the ledger's pages, feeds and scripts, on two processors where the system can fork."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from itertools import chain

from ..sources import workers
from .keys import WIDE, keys
from .listing import Known
from .pages import ITEMS, LEDGER, TOP_PAGES, Page, Renderer
from .publish import Publisher
from .shell import Shell

FEW = 1000
"""Below so many pages a second process costs more than it saves."""
APART = frozenset({"catalogs", "domains", "guide", "libraries", "systems"})
"""Pages at the root that ask for nothing that takes long and others ask for too."""
# HTML does without them, and ten thousand pages are a tenth smaller on a disk. A text never holds one: it is escaped.
_NEEDLESS = (b"</td>", b"</th>", b"</tr>", b"</dt>", b"</dd>")
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

    def apart(self, part: int, parts: int) -> Done:
        """In the last process what the browser searches and the pages that need no others; before it has its part, the
        first one gathers here what all processes are going to ask for, so that it is not gathered in each."""
        publisher, renderer = self.publisher.part(), self.renderer
        if part == 0:
            index = renderer.index
            _ = index.stories, index.recent, index.places, index.roll
        if part == parts - 1:
            publisher.write(LEDGER, renderer.columns().encode())
            self._write(publisher, renderer.tops(APART & self.shells.keys()))
        return publisher.written, publisher.staged

    def always(self) -> Done:
        """Write what has no name: it shows a little of everything."""
        publisher, renderer = self.publisher.part(), self.renderer
        for name, text in renderer.scripts():
            publisher.write(name, text.encode())
        self._write(publisher, renderer.tops(self.shells.keys() - APART - WIDE))
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
            publisher.write(page.address, lean(shell.fill(page)), self.keys.get(page.address, ""))


def lean(html: bytes) -> bytes:
    """The same page in fewer bytes."""
    for tag in _NEEDLESS:
        html = html.replace(tag, b"")
    return html


def write(renderer: Renderer, shells: Mapping[str, Shell], publisher: Publisher) -> list[str]:
    """Write all of it but what the last site has already, made of the same; gives the addresses of its pages."""
    publisher.part()  # makes the stage that all processes write into
    addresses, sheets = renderer.index.addresses, renderer.index.sheets
    two = min(2, workers.processes(len(renderer.index.catalogs), FEW))
    first = Job(renderer, shells, publisher, {}, set())
    for done in workers.share(first.apart, two):
        publisher.join(*done)
    others = workers.later(first.always, two)
    names = keys(renderer, shells)
    kept = {address for address, name in names.items() if publisher.keeps(address, name)}
    publisher.link(kept)
    job = Job(renderer, shells, publisher, names, kept)
    heavy = sum(address not in kept for address in _HEAVY)
    for done in workers.share(job.run, two if heavy else workers.processes(len(names) - len(kept), FEW)):
        publisher.join(*done)
    publisher.join(*others())
    tops = [f"{page.name}.html" for page in TOP_PAGES if page.name in shells]
    found = [*addresses.of_path.values(), *addresses.of_department.values(), *addresses.of_region.values()]
    return [*tops, *found, *(sheet.address for sheet in sheets)]
