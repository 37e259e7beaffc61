"""Changes as JSON, for programs. Words that are fixed are English; what people wrote stays as written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

import msgspec

from ...model.change import Revision
from ..json import dumps
from .report import Difference

# What would drive a terminal, in UTF-8, under the byte it begins with: looking for one byte costs next to nothing.
_UNSAFE = (
    (b"\x7f", re.compile(b"\x7f")),
    (b"\xc2", re.compile(b"\xc2[\x80-\x9f]")),
    (b"\xd8", re.compile(b"\xd8\x9c")),
    (b"\xe2", re.compile(b"\xe2(?:\x80[\x8b-\x8f\xa8-\xae]|\x81[\xa0-\xaf])")),
    (b"\xef\xbb\xbf", re.compile(b"\xef\xbb\xbf")),
)


def difference(report: Difference) -> str:
    """``{"from", "to", "changes": […]}``: full commit ids, ``to`` null for the working folder."""
    head = {"from": report.old.commit or None, "to": report.new.commit or None}
    names = {"from_name": report.old.name, "to_name": report.new.name}
    return dumps({**head, **names, "changes": msgspec.to_builtins(report.changes)})


def log(records: Iterable[bytes], *, shallow: bool) -> Iterator[bytes]:
    """``{"shallow", "revisions": […]}``, one revision a line; ``records`` is each one as JSON already."""
    yield b'{"shallow": %s, "revisions": [' % (b"true" if shallow else b"false")
    before = b"\n"
    for record in records:
        yield before + harmless(record)
        before = b",\n"
    yield b"\n]}\n"


def record(revision: Revision) -> bytes:
    """One revision as JSON, without line breaks."""
    try:
        return msgspec.json.encode(revision)
    except UnicodeEncodeError:
        # A path that is not UTF-8 holds what only JSON's own escapes can say.
        return json.dumps(msgspec.to_builtins(revision), separators=(",", ":")).encode()


def harmless(record: bytes) -> bytes:
    """JSON with what would drive a terminal written as JSON's own escapes; inside of texts only, as JSON has it."""
    for start, pattern in _UNSAFE:
        if start in record:
            record = pattern.sub(_escaped, record)
    return record


def _escaped(found: re.Match[bytes]) -> bytes:
    return b"\\u%04x" % ord(found[0].decode())


__all__ = ["difference", "harmless", "log", "record"]
