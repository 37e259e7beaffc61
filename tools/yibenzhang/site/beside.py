"""What a second process does for a site beside the first one: to find out how the ledger stands, and to show it.

Where little has changed since the last build it reads the ledger by itself, from the start: both processes together
take less time for that than one of them and a fork of all it has read, whose pages would be copied one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from ..history.facts import known
from ..rules.engine import Examined, examine
from ..sources import workers
from ..sources.opening import Opening
from .keys import Names
from .listing import Known, listed
from .pages import Renderer
from .shell import Shell
from .site import FEW, frame, open_site, opened

STANDING = frozenset({"departments", "overview"})
"""Pages at the root that show how the ledger stands."""
_SOME = 50
"""So many pages of departments and regions are made here; more are shared by both processes."""


class Seen(NamedTuple):
    """``mark`` says what was read, ``examined`` what the rules find in it."""

    mark: bytes
    examined: Examined


class Made(NamedTuple):
    """``names`` of what the pages that show how the ledger stands are made of, ``pages`` those that are made, both by
    address."""

    names: dict[str, str]
    pages: dict[str, bytes]


def make(renderer: Renderer, shells: Mapping[str, Shell], last: Mapping[str, Known]) -> Made:
    """Work out how the ledger stands, and make what shows it: what has no name, for it shows a little of everything,
    and the pages of departments and regions that are not those of the ``last`` site, if they are few."""
    names = Names(renderer, shells).far()
    fresh = {address for address, name in names.items() if address not in last or last[address].key != name}
    pages: dict[str, bytes] = {}
    for page in renderer.tops(STANDING & shells.keys()):
        pages[page.address] = shells[page.address.removesuffix(".html")].fill(page)
    if len(fresh) <= _SOME:
        skip = names.keys() - fresh
        for page in chain(renderer.departments(skip=skip), renderer.regions(skip=skip)):
            pages[page.address] = shells[page.address[0]].fill(page)
    return Made(names, pages)


class Second:
    """The second process of a build that may find little to do. What it read may not be what the first one read:
    somebody may have saved a file between. Then it is of no use."""

    def __init__(self, messages: workers.Beside[Seen | Made]) -> None:
        self._messages = messages
        self._seen: Seen | None = None

    def examined(self, opening: Opening, docs: Path) -> Examined | None:
        """What the rules find in what ``opening`` has read; None where the second process has read something else."""
        found = next(iter(self._messages), None)
        if isinstance(found, Seen) and found.mark == mark(opening, docs):
            self._seen = found
            return found.examined
        return None

    def made(self) -> Made | None:
        """What it made of the same; None where it has read something else."""
        found = next(iter(self._messages), None) if self._seen else None
        return found if isinstance(found, Made) else None

    def close(self) -> None:
        """It is not needed any more."""
        self._messages.close()


def start(
    root: Path, output: Path, on: date | None, base_url: str, docs: Path, shells: Mapping[str, Shell]
) -> Second | None:
    """Begin, where the last site is there, and so large that it pays."""
    last = listed(output)
    parts = workers.processes(len(last), FEW)
    if parts < 2:
        return None

    def work() -> Iterator[Seen | Made]:
        opening = opened(root, None, on, base_url)
        found = examine(opening.ledger, known(opening), opening.today, places=False)
        yield Seen(mark(opening, docs), found)
        yield make(open_site(opening, None, docs, lambda: found), shells, last)

    return Second(workers.Beside(work, parts))


def mark(opening: Opening, docs: Path) -> bytes:
    """A digest of all a site is made of."""
    ledger = opening.ledger
    schemas = ledger.schemas
    words = sorted(schemas.by_kind.items()), sorted(schemas.vocabulary.items()), schemas.workdays
    said = (frame(opening, docs), opening.today, opening.commit, words, ledger.stray, ledger.keys)
    return blake2b(repr(said).encode("utf-8", "surrogatepass"), digest_size=16).digest()


__all__ = ["STANDING", "Made", "Second", "make", "mark", "start"]
