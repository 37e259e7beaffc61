"""What each page is made of, as one short name: equal names, equal pages, so a page with its old name is not made again."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import chain

import msgspec

from . import feeds, redirects, sources
from .cache import program
from .facets import Facets
from .pages import ITEMS, Renderer
from .shell import Shell
from .views import catalog, changes, department, region

_SIZE = 12


def keys(renderer: Renderer, shells: Mapping[str, Shell]) -> dict[str, str]:
    """The name of what each page and file of the fast writer is made of, by address."""
    salt = blake2b(program() + _settings(renderer), digest_size=_SIZE)
    salts = {
        letter: blake2b(
            msgspec.msgpack.encode((shell.texts, shell.holes)), key=salt.digest(), digest_size=_SIZE
        ).digest()
        for letter, shell in shells.items()
    }
    return {
        address: blake2b(
            "\0".join(parts).encode("utf-8", "replace"), key=salts.get(kind) or salt.digest(), digest_size=_SIZE
        ).hexdigest()
        for kind, address, parts in chain(_inputs(renderer), _wide(renderer, shells))
    }


WIDE = frozenset({"items", "overlaps"})
"""Pages at the root that take long and show little that changes."""


def _wide(renderer: Renderer, shells: Container[str]) -> Iterator[tuple[str, str, Iterable[str]]]:
    """The same of the files about the whole ledger that take longest."""
    facets = Facets(renderer.index, renderer.store)
    items = tuple(facets.items())
    yield "", ITEMS, items
    if "items" in shells:
        yield "items", "items.html", items
    if "overlaps" in shells:
        yield "overlaps", "overlaps.html", facets.likenesses()


def _settings(renderer: Renderer) -> bytes:
    """What every page may say of the whole: words of the schema, and of the frame what no shared file says."""
    frame, schemas = renderer.index.frame, renderer.schemas
    words = (frame.name, frame.authority, frame.manual, frame.contacts, frame.sample)
    found = (words, sorted(schemas.by_kind.items()), sorted(schemas.vocabulary.items()), schemas.workdays)
    return blake2b(msgspec.json.encode(found)).digest()


def _inputs(renderer: Renderer) -> Iterator[tuple[str, str, Iterable[str]]]:
    """Kind, address and inputs of every page and file."""
    index = renderer.index
    addresses, redirected = index.addresses, tuple(redirects.inputs(index))
    for each in index.registry.catalogs:
        yield "c", addresses.of_path[each.path], catalog.inputs(index, each)
    for one in index.registry.departments:
        yield "d", addresses.of_department[one.id], department.inputs(index, one)
    for folder, address in addresses.of_region.items():
        yield "r", address, region.inputs(index, folder)
    for sheet in index.sheets:
        yield "h", sheet.address, changes.inputs(index, sheet)
    for feed in feeds.wanted(index):
        yield "", feed.own, feeds.inputs(index, feed)
    for one in index.departments:
        yield "", sources.address(index, one.id), sources.inputs(index, one)
    for address in addresses.former:
        yield "", address, redirected
