"""What MkDocs makes of a ledger's site — its documents, and the pages' shells — kept until something in it changes.

MkDocs takes a second and more for what hardly ever changes; the ledger's own pages are filled into the shells without
it. Kept in the user's own cache folder, never beside the ledger: what lies there anybody may hand in, and this is
published as it is. It may be deleted at any time, and a damaged one is made anew.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import msgspec

from . import bulk
from .beside import Made
from .cache import edition_of, folder, program
from .pages import Renderer
from .publish import Publisher
from .shell import Shell
from .sitemap import sitemap, zipped

_SIZE = 16
_PACKAGES = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "jinja2", "pygments", "jieba", "babel")
# Words of mkdocs.yml that make other files count than those beside it, or the machine itself.
_ELSEWHERE = re.compile(rb"INHERIT|!ENV|!relative|snippets|hooks|jieba_dict|yibenzhang[\"']?\\s*:")
_KNOWN = frozenset({"yibenzhang", "search", "material/search"})


class Source(msgspec.Struct, frozen=True):
    """Where the site's settings and documents come from: ``config`` is the file, empty for the tool's own; folders hold
    documents and what the user puts over the theme."""

    config: str
    docs: str
    folders: tuple[str, ...]


class Pressed(msgspec.Struct, frozen=True, kw_only=True):
    """What MkDocs made. ``files`` by address; ``shells`` by the letter of a kind of pages or the name of a top page;
    ``pages``: addresses of documents; ``remarks``: what it warned of, in Chinese; ``config``: a digest of mkdocs.yml."""

    files: dict[str, bytes]
    shells: dict[str, Shell]
    pages: tuple[str, ...] = ()
    site_url: str = ""
    source: Source | None = None
    remarks: tuple[str, ...] = ()
    config: bytes = b""
    key: bytes = b""


_DECODER = msgspec.msgpack.Decoder(Pressed)


def name(source: Source, renderer: Renderer, live: str | None) -> bytes:
    """What it was made of: this program and those it uses, settings, documents, and what every page says of the ledger."""
    digest = blake2b(program(), digest_size=_SIZE)
    frame, settings = renderer.index.frame, renderer.index.registry.settings
    said = (
        frame.name,
        frame.authority,
        frame.sample,
        settings.base_url or "",
        renderer.index.journal.known,
        live or "",
    )
    digest.update(repr((said, source, [*map(edition_of, _PACKAGES)])).encode("utf-8", "surrogatepass"))
    files = [Path(source.config)] if source.config else []
    for path in (*files, *_files(source.folders)):
        digest.update(os.fsencode(path) + b"\0")
        if path.is_symlink():
            # What a link leads to may change unseen, so such a site is made anew every time.
            return os.urandom(_SIZE)
        with suppress(OSError):
            digest.update(blake2b(path.read_bytes()).digest())
    return digest.digest()


def config_of(root: Path) -> bytes:
    """A digest of the ledger's own mkdocs.yml; of nothing, where it has none."""
    try:
        return blake2b((root / "mkdocs.yml").read_bytes(), digest_size=_SIZE).digest()
    except OSError:
        return b""


def _files(folders: Iterable[str]) -> Iterator[Path]:
    for each in folders:
        yield from sorted(path for path in Path(each).rglob("*") if path.is_file() or path.is_symlink())


def may_keep(config: bytes, plugins: Iterable[str]) -> bool:
    """Whether MkDocs will make the same again of the same files: with plugins of other people nobody knows."""
    return not _ELSEWHERE.search(config) and _KNOWN.issuperset(plugins)


def _place(root: Path, live: str | None) -> Path | None:
    """Where it is kept: a file of the user's own for each ledger; None where the user has no folder."""
    mark = blake2b(f"{root.resolve()}\0{bool(live)}".encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    own = folder()
    return own and own / f"press-{mark}"


def recall(root: Path, live: str | None) -> Pressed | None:
    """What was kept for the ledger in ``root`` with its present mkdocs.yml; None when there is none, or a damaged one."""
    place = _place(root, live)
    try:
        data = place.read_bytes() if place else b""
        if data and blake2b(data[_SIZE:], digest_size=_SIZE).digest() == data[:_SIZE]:
            found = _DECODER.decode(memoryview(data)[_SIZE:])
            return found if found.config == config_of(root) else None
    except (OSError, msgspec.DecodeError):
        pass
    return None


def keep(root: Path, pressed: Pressed, live: str | None) -> None:
    """Remember it for the next build. Never fails."""
    place = _place(root, live)
    if place is None:
        return
    data = msgspec.msgpack.encode(pressed)
    with suppress(OSError):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = place.with_name(f"{place.name}-{os.getpid()}")
        try:
            new.write_bytes(blake2b(data, digest_size=_SIZE).digest() + data)
            new.replace(place)
        finally:
            new.unlink(missing_ok=True)


def publish(
    renderer: Renderer, pressed: Pressed, output: Path, made: Callable[[], Made | None] | None = None
) -> tuple[int, int]:
    """Put the whole site into ``output``; gives the number of its pages, and of the files that changed. ``made``: as of
    :func:`~yibenzhang.site.bulk.write`."""
    with Publisher(output) as publisher:
        for address, data in pressed.files.items():
            publisher.write(address, data)
        pages = [*pressed.pages, *bulk.write(renderer, pressed.shells, publisher, made)]
        if pressed.site_url:
            listed = sitemap(pressed.site_url, pages)
            publisher.write("sitemap.xml", listed)
            publisher.write("sitemap.xml.gz", zipped(listed))
        publisher.finish()
        return len(pages), publisher.changed


__all__ = ["Pressed", "Source", "config_of", "keep", "may_keep", "name", "publish", "recall"]
