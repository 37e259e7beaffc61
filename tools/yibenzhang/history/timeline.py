"""The first-parent line as approvals: who submitted, who approved, how long it took, what it changed.

An approval's record is a function of its commit, so it is kept under the commit's id and made once; a rewritten
history has other ids and needs no more. A shallow clone's records depend on where it is cut, so they bear that, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import msgspec

from ..model.change import Revision
from ..sources.git import Commit, Repository
from ..sources.records import Records
from ..sources.store import Store
from .difference import difference
from .line import keyed
from .outline import outline, packed, unpacked
from .recording import LostError, Recorder

_CHUNK = 500
# One of them may hold a whole ledger.
_FEW = 16
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
        streamed = self._records.streamed(self._keys, _FEW)
        for keys in _chunks(self._keys, _FEW):
            found: Mapping[bytes, bytes] = next(streamed, {})
            if len(found) < len(keys):
                found = self._told(keys)
            yield from (found[key] for key in keys)

    def outlines(self) -> Iterator[Revision]:
        """The approvals, newest first, without what stands in catalogs that came or went as a whole."""
        for keys in _chunks(self._keys, _CHUNK):
            kept: dict[bytes, Revision] = {}
            for key, data in self._records.outlines(keys).items():
                with suppress(msgspec.DecodeError):
                    kept[key] = unpacked(data)
            made = self._outlined([key for key in keys if key not in kept])
            yield from (kept.get(key) or made[key] for key in keys)

    def _outlined(self, keys: Sequence[bytes]) -> dict[bytes, Revision]:
        made: dict[bytes, Revision] = {}
        for some in _chunks(keys, _FEW):
            made |= {key: outline(_DECODER.decode(data)) for key, data in self._told(some).items()}
        if made:
            self._records.keep_outlines({key: packed(each) for key, each in made.items()})
        return made

    def _told(self, keys: Sequence[bytes]) -> Mapping[bytes, bytes]:
        found = self._records.revisions(keys)
        if len(found) < len(keys):
            # Someone has deleted or damaged the records since; they are made again, for this run only.
            self._records = self._again()
            found = self._records.revisions(keys)
        return found


def _chunks(keys: Sequence[bytes], size: int) -> Iterator[Sequence[bytes]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))


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


def _silent(done: int, of: int) -> None:
    """Nobody watches."""


def _oldest_missing(keys: Sequence[bytes], records: Records) -> int:
    """Where in the line the oldest approval stands that has no record; -1 when all have."""
    known = records.known(keys)
    return next((place for place in range(len(keys) - 1, -1, -1) if keys[place] not in known), -1)


__all__ = ["Timeline", "difference", "timeline"]
