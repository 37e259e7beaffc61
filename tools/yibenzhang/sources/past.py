"""Files of any time, by blob id: what they say, each read once ever.

History needs values, not places, so the fast reader's answer is taken where the tool's own schema accepts it (a test
holds it to the loader); :mod:`document` reads everything else, old schemas' files too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import msgspec

from ..lazily import pattern
from . import bulk, document, quick, workers
from .git import Repository
from .layout import Kind
from .records import Records
from .schema import default_schemas

FEW = 1500
"""Below so many files a second process costs more than it saves."""
MOST_BYTES = 4 << 20
_KEPT_BYTES = 128 << 20
_CODE = pattern(rb"^[\"']?code[\"']?[ \t]*:[ \t]*[\"']?([123][0-9]{5}[0-9A-Z]{0,20}/[0-9]{6})(?![0-9])", re.MULTILINE)
# First bytes that no encoded mapping has: of what cannot be read, and of a mapping that names no code.
_UNREADABLE, _NAMELESS = b"!", b"?"
_NOTHING: Mapping[str, bytes] = {}
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(dict[str, Any])


class Reading(NamedTuple):
    """What a file says: its values, None when it cannot be read as a mapping to its end.

    ``code`` is what an unreadable text seems to say of its own code, else empty.
    """

    values: dict[str, Any] | None
    code: str = ""


def read(data: bytes, reader: bulk.Reader | None = None) -> Reading:
    """Read one file, by a ``reader`` of many where there is one; never raises for anything ``data`` may hold."""
    values = reader.read(data) if reader else quick.read(data)
    kind = Kind.CATALOG if values and "code" in values else Kind.DEMAND
    if values is not None and default_schemas().accepts(kind, values):
        return Reading(values)
    if len(data) < MOST_BYTES and _is_utf8(data):
        slow = document.read("", data)
        if slow.complete and isinstance(slow.values, dict) and not slow.lossy:
            return Reading(slow.values)
    match = _CODE.search(data.replace(b"\r", b"\n"))
    return Reading(None, match[1].decode("ascii") if match else "")


def _is_utf8(data: bytes) -> bool:
    """Whether a text is of the one encoding files have; the loader reads others too, to say which one it may be."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def code(data: bytes) -> str:
    """The code a catalog's file names, empty where none can be read: one look at the text where that is enough."""
    matches = _CODE.findall(data)
    if len(matches) == 1:
        return str(matches[0].decode("ascii"))
    found, seeming = read(data)
    named = found.get("code") if found else seeming
    return named if isinstance(named, str) else ""


def encode(reading: Reading) -> bytes:
    """A reading as it is kept."""
    if reading.values is None:
        return _UNREADABLE + reading.code.encode()
    try:
        data = _ENCODER.encode(reading.values)
    except (UnicodeEncodeError, OverflowError, TypeError):
        # Half a character, or a number nobody writes: what JSON could not hold either.
        return _UNREADABLE
    code = reading.values.get("code")
    return data if isinstance(code, str) and code else _NAMELESS + data


def decode(data: bytes) -> Reading:
    """A reading that was kept."""
    if data[:1] == _UNREADABLE:
        return Reading(None, data[1:].decode())
    return Reading(_DECODER.decode(data[1:] if data[:1] == _NAMELESS else data))


def has_code(data: bytes) -> bool:
    """Whether a reading that was kept is of a document that names its code, without decoding it."""
    return data[:1] not in (_UNREADABLE, _NAMELESS)


class Past:
    """Reads files of a repository by their ids, and remembers."""

    def __init__(self, repository: Repository, records: Records) -> None:
        self.repository = repository
        self.records = records
        self._kept: dict[str, bytes] = {}
        self._size = 0

    def read(self, blobs: Sequence[str]) -> Mapping[str, Reading]:
        """What each blob says.

        Raises:
            RevisionError: the repository lacks one.
        """
        return {blob: decode(data) for blob, data in self.load(blobs).items()}

    def load(self, blobs: Iterable[str], texts: Mapping[str, bytes] = _NOTHING) -> dict[str, bytes]:
        """The readings as they are kept, for callers that decode only some.

        ``texts``: contents by id that the repository may lack, as those of a working folder.
        """
        wanted = dict.fromkeys(blobs)
        found = {blob: self._kept[blob] for blob in wanted if blob in self._kept}
        unread = [blob for blob in wanted if blob not in found]
        known = self.records.readings(unread)
        unread = [blob for blob in unread if blob not in known]
        asked = [blob for blob in unread if blob not in texts]
        contents = self.repository.blobs(asked, MOST_BYTES) if asked else ()
        own = {blob: texts[blob] for blob in unread if blob in texts}
        fresh = self.parse({**own, **dict(zip(asked, contents, strict=True))})
        self.records.keep_readings(fresh)
        for more in (known, fresh):
            found |= more
            self._keep(more)
        return found

    def parse(self, texts: Mapping[str, bytes]) -> dict[str, bytes]:
        """Read texts, on every processor where that pays."""
        names = list(texts)
        parts = workers.processes(len(names), FEW)
        _ready()

        def parsed(part: int, of: int) -> list[bytes]:
            # Versions of one file say nearly the same.
            reader = bulk.Reader()
            return [encode(read(texts[name], reader)) for name in names[part::of]]

        shared = workers.share(parsed, parts)
        return {
            name: data
            for part, found in enumerate(shared)
            for name, data in zip(names[part::parts], found, strict=True)
        }

    def _keep(self, more: Mapping[str, bytes]) -> None:
        """Keep what was read at hand, and forget the oldest of it when that grows too much."""
        for blob, data in more.items():
            self._kept[blob] = data
            self._size += len(data)
        while self._size > _KEPT_BYTES:
            self._size -= len(self._kept.pop(next(iter(self._kept))))


@cache
def _ready() -> None:
    """Make the validators before processes are forked, once."""
    default_schemas().accepts(Kind.CATALOG, {})
    default_schemas().accepts(Kind.DEMAND, {})
