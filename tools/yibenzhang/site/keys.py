"""What each page is made of, as one short name: equal names, equal pages, so a page with its old name is not made again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import chain

import msgspec

from . import feeds, redirects, sources
from .cache import program
from .facets import Facets
from .pages import ITEMS, Renderer
from .shell import Shell
from .views import catalog, changes, department, region
from .views.shelf import common

_SIZE = 12


WIDE = frozenset({"items", "overlaps"})
"""Pages at the root that take long and show little that changes."""
Inputs = Iterator[tuple[str, str, Iterable[str]]]


class Names:
    """Names what the pages of one site are made of, in two halves that two processes may work out side by side."""

    def __init__(self, renderer: Renderer, shells: Mapping[str, Shell]) -> None:
        self.renderer = renderer
        self.shells = shells
        self._facets = Facets(renderer.index, renderer.store)
        self._salt = blake2b(program() + _settings(renderer), digest_size=_SIZE).digest()
        self._salts = {
            letter: blake2b(
                msgspec.msgpack.encode((shell.texts, shell.holes)), key=self._salt, digest_size=_SIZE
            ).digest()
            for letter, shell in shells.items()
        }

    def near(self) -> dict[str, str]:
        """By address, of the pages and files that ask nothing of how the ledger stands on its day."""
        items = tuple(self._facets.items())
        wide = [("", ITEMS, items), *([("items", "items.html", items)] if "items" in self.shells else [])]
        return self._named(chain(_near(self.renderer), wide))

    def far(self) -> dict[str, str]:
        """By address, of those that do: departments, regions, and 重复采集疑似."""
        wide = [("overlaps", "overlaps.html", self._facets.likenesses())] if "overlaps" in self.shells else []
        return self._named(chain(_far(self.renderer), wide))

    def _named(self, inputs: Iterable[tuple[str, str, Iterable[str]]]) -> dict[str, str]:
        salts, salt = self._salts, self._salt
        return {
            address: blake2b(
                "\0".join(parts).encode("utf-8", "replace"), key=salts.get(kind) or salt, digest_size=_SIZE
            ).hexdigest()
            for kind, address, parts in inputs
        }


def keys(renderer: Renderer, shells: Mapping[str, Shell]) -> dict[str, str]:
    """The name of what each page and file of the fast writer is made of, by address."""
    names = Names(renderer, shells)
    return names.near() | names.far()


def _settings(renderer: Renderer) -> bytes:
    """What every page may say of the whole: words of the schema, and of the frame what no shared file says."""
    frame, schemas = renderer.index.frame, renderer.schemas
    words = (frame.name, frame.authority, frame.manual, frame.contacts, frame.sample)
    found = (
        words,
        common(renderer.index),
        sorted(schemas.by_kind.items()),
        sorted(schemas.vocabulary.items()),
        schemas.workdays,
    )
    return blake2b(msgspec.json.encode(found)).digest()


def _near(renderer: Renderer) -> Inputs:
    """Kind, address and inputs of every page and file but those of :func:`_far`."""
    index = renderer.index
    addresses, redirected = index.addresses, tuple(redirects.inputs(index))
    for each in index.registry.catalogs:
        yield "c", addresses.of_path[each.path], catalog.inputs(index, each)
    for sheet in index.sheets:
        yield "h", sheet.address, changes.inputs(index, sheet)
    for feed in feeds.wanted(index):
        yield "", feed.own, feeds.inputs(index, feed)
    for one in index.departments:
        yield "", sources.address(index, one.id), sources.inputs(index, one)
    for address in addresses.former:
        yield "", address, redirected


def _far(renderer: Renderer) -> Inputs:
    """The same of the pages of departments and regions."""
    index = renderer.index
    for one in index.registry.departments:
        yield "d", index.addresses.of_department[one.id], department.inputs(index, one)
    for folder, address in index.addresses.of_region.items():
        yield "r", address, region.inputs(index, folder)
