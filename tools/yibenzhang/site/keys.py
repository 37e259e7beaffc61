"""What each page is made of, as one short name: equal names, equal pages, so a page with its old name is not made again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path

import msgspec

from . import feeds, redirects, sources
from .pages import Renderer
from .shell import Shell
from .views import catalog, changes, department, region

_SIZE = 12
_ENDINGS = (".py", ".jinja", ".html", ".yml", ".js", ".css")


@cache
def program() -> bytes:
    """A digest of this program: another version may make other pages of the same."""
    digest = blake2b(digest_size=_SIZE)
    package = Path(__file__).resolve().parents[1]
    for path in sorted(path for ending in _ENDINGS for path in package.rglob(f"*{ending}")):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.digest()


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
        for kind, address, parts in _inputs(renderer)
    }


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
