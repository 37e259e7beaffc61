"""A commit as git keeps it: its bytes → people, times, message. Nothing a commit may hold raises."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import NamedTuple

from ..lazily import pattern

BEIJING = timezone(timedelta(hours=8))
"""The time of the ledger, all over the country."""
_LAST_SECOND = int(datetime(9999, 12, 31, 23, 59, 59, tzinfo=BEIJING).timestamp())
_TIME = pattern(rb"> *([0-9]{1,18})(?: [+-][0-9]+)? *\Z")
_LONGEST_NAME = 200
_LONGEST_MESSAGE = 100_000
# Every text of GBK and GB 2312 is one of GB 18030, too. Other names are not believed: Python knows codecs that are none.
_ENCODINGS = {
    **dict.fromkeys(("gbk", "gb2312", "gb18030", "cp936", "euccn", "gb231280"), "gb18030"),
    **dict.fromkeys(("big5", "cp950", "big5hkscs"), "big5hkscs"),
    **dict.fromkeys(("iso88591", "latin1", "cp1252", "windows1252"), "cp1252"),
}


class Person(NamedTuple):
    """Who and when: name (the mail where there is no name), mail, seconds since 1970 (None where unreadable)."""

    name: str
    mail: str
    time: int | None


class Written(NamedTuple):
    """What the bytes of a commit say. ``signed``: it carries a signature, whoever's. ``message`` may be empty.

    ``parents`` is how many it has, whether the clone holds them or not.
    """

    parents: int
    author: Person
    committer: Person
    signed: bool
    message: str


def moment(seconds: int) -> datetime:
    """A time of git's in +08:00; what no calendar holds becomes the last second of the year 9999."""
    return datetime.fromtimestamp(min(max(seconds, 0), _LAST_SECOND), BEIJING)


def parse(data: bytes) -> Written:
    """Read a commit object."""
    header, _, message = data.partition(b"\n\n")
    found: dict[bytes, bytes] = {}
    for line in header.split(b"\n"):
        key, _, value = line.partition(b" ")
        # A line that begins with a space belongs to a signature or a merged tag.
        if key:
            found.setdefault(key, value)
    named = found.get(b"encoding", b"").decode("ascii", "replace").lower()
    encoding = _ENCODINGS.get(named.replace("-", "").replace("_", ""), "utf-8")
    return Written(
        header.count(b"\nparent "),
        _person(found.get(b"author", b""), encoding),
        _person(found.get(b"committer", b""), encoding),
        b"gpgsig" in found or b"gpgsig-sha256" in found,
        _text(message[:_LONGEST_MESSAGE].partition(b"\0")[0], encoding),
    )


def _person(value: bytes, encoding: str) -> Person:
    before, _, rest = value.partition(b"<")
    mail = _text(rest.partition(b">")[0], encoding).strip()[:_LONGEST_NAME]
    stamp = _TIME.search(value)
    name = _text(before, encoding).strip()[:_LONGEST_NAME]
    return Person(name or mail, mail, int(stamp[1]) if stamp else None)


def _text(data: bytes, encoding: str) -> str:
    """Decode what says it is of ``encoding``: as that, as UTF-8, as GB 18030, else with marks for what is no text."""
    for each in (encoding, "utf-8", "gb18030"):
        try:
            # There and back again: no codec may leave half a character that JSON could not hold.
            return data.decode(each).encode("utf-8").decode("utf-8")
        except UnicodeError:
            continue
    return data.decode("utf-8", "replace")
