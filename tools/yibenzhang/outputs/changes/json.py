"""Changes as JSON, for programs. Words that are fixed are English; what people wrote stays as written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

import msgspec

from ...history.periods import Issue, Scale, Totals
from ...model.change import Impact, Kind, Revision
from ..json import dumps
from .report import Difference, Journal

# What would drive a terminal, in UTF-8. Each pattern begins with one byte, which the engine skips to.
_UNSAFE = (
    (b"\x7f", re.compile(b"\x7f")),
    (b"\xc2", re.compile(b"\xc2[\x80-\x9f]")),
    (b"\xd8\x9c", re.compile(b"\xd8\x9c")),
    (b"\xe2\x80", re.compile(b"\xe2\x80[\x8b-\x8f\xa8-\xae]")),
    (b"\xe2\x81", re.compile(b"\xe2\x81[\xa0-\xaf]")),
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
            record = pattern.sub(lambda found: b"\\u%04x" % ord(found[0].decode()), record)
    return record


def totals(issues: Iterable[Issue], scale: Scale, journal: Journal) -> str:
    """``{"shallow", "period", "periods": [{"key", "name", "number", "from", "to", …}]}``, newest first."""
    rows = [
        {
            "key": issue.period.key,
            "name": issue.period.name,
            "number": issue.period.number or None,
            "from": issue.since,
            "to": issue.until,
            **_counted(issue.totals),
            "departments": [
                {"department": department, **_counted(issue.departments[department])}
                for department in sorted(issue.departments)
            ],
        }
        for issue in issues
    ]
    return dumps({"shallow": journal.shallow, "period": str(scale), "periods": rows})


def _counted(totals: Totals) -> dict[str, object]:
    return {
        "revisions": totals.revisions,
        "catalogs": len(totals.codes),
        "changes": totals.changes,
        "kinds": {str(kind): totals.kinds[kind] for kind in Kind},
        "impacts": {str(impact): totals.impacts[impact] for impact in Impact},
    }


__all__ = ["difference", "harmless", "log", "record", "totals"]
