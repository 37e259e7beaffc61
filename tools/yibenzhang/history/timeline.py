"""The first-parent line as approvals: who submitted, who approved, how long it took, what it changed.

An approval's record is a function of its commit, so it is kept under the commit's id and made once; a rewritten
history has other ids and needs no more. A shallow clone's records depend on where it is cut, so they bear that, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

import msgspec

from ..model.change import Revision
from ..sources import gitlog
from ..sources.git import Commit, Repository
from ..sources.records import Records
from ..sources.store import Store
from .difference import difference
from .recording import LostError, Recorder

_CHUNK = 500
_DECODER = msgspec.json.Decoder(Revision)


@dataclass
class Timeline:
    """The approvals up to a commit, newest first. ``shallow``: the clone lacks the older ones."""

    shallow: bool
    commits: tuple[str, ...]
    _keys: tuple[bytes, ...] = field(repr=False)
    _records: Records = field(repr=False)
    _again: Callable[[], Records] = field(repr=False)

    def revisions(self) -> Iterator[Revision]:
        """The approvals, newest first."""
        return map(_DECODER.decode, self.raw())

    def raw(self) -> Iterator[bytes]:
        """The same as JSON, one object each: the keys are those of :class:`Revision`."""
        return self._rows(lambda records, keys: records.revisions(keys))

    def _rows(self, read: Callable[[Records, Sequence[bytes]], Mapping[bytes, bytes]]) -> Iterator[bytes]:
        for start in range(0, len(self._keys), _CHUNK):
            keys = self._keys[start : start + _CHUNK]
            found = read(self._records, keys)
            if len(found) < len(keys):
                # Someone has deleted or damaged the records since; they are made again, for this run only.
                self._records = self._again()
                found = read(self._records, keys)
            yield from (found[key] for key in keys)


def timeline(
    repository: Repository, store: Store | None, commit: Commit, progress: Callable[[int, int], None] | None = None
) -> Timeline:
    """The approvals up to ``commit``; what ``store`` has not kept is read. ``progress`` is told how many of how many.

    Raises:
        RevisionError: the repository is damaged.
    """
    line, keys, cut = keyed(repository, commit)

    def made(records: Records) -> Records:
        missing = _oldest_missing(keys, records)
        try:
            if missing >= 0:
                Recorder(repository, records, line, keys, cut, missing).run(progress or _silent)
        except LostError:
            records.forget()
            Recorder(repository, records, line, keys, cut, len(line) - 1).run(progress or _silent)
        return records

    return Timeline(bool(cut), tuple(line), keys, made(Records(store)), lambda: made(Records(None)))


def keyed(repository: Repository, commit: Commit) -> tuple[list[str], tuple[bytes, ...], frozenset[str]]:
    """The first-parent line of ``commit``, newest first, the keys of its records, and where a shallow clone begins."""
    line = gitlog.line(repository, commit)
    cut = gitlog.shallow(repository)
    mark = blake2b("\0".join([repository.prefix, *sorted(cut)]).encode("utf-8", "surrogateescape"), digest_size=8)
    return line, tuple(bytes.fromhex(one) + mark.digest() for one in line), cut


def _silent(done: int, of: int) -> None:
    """Nobody watches."""


def _oldest_missing(keys: Sequence[bytes], records: Records) -> int:
    """Where in the line the oldest approval stands that has no record; -1 when all have."""
    known = records.known(keys)
    return next((place for place in range(len(keys) - 1, -1, -1) if keys[place] not in known), -1)


__all__ = ["Timeline", "difference", "keyed", "timeline"]
