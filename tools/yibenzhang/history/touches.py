"""Which codes each approval touched, and who approved it: what the rules need of the past, and no more.

Comparing every version field by field takes a large ledger half a minute the first time; the code of a file is found
with one look at its text. So ``ybz check`` reads these, and the timeline only who asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from ..sources import commits, gitlog, past
from ..sources.git import Commit, Repository
from ..sources.records import Records
from ..sources.store import Store
from .approvals import Approval, approval
from .line import brought, keyed, steps
from .walk import Step

_BATCH = 2000


class Touch(msgspec.Struct, array_like=True, frozen=True):
    """One approval. Days are ISO, in +08:00; ``certain``: days and people are known, not guessed.

    ``here``: path and code of the catalogs it wrote, code empty where none can be read; ``gone``: paths it removed.
    """

    approved: str
    submitted: str
    submitters: tuple[str, ...]
    approver: str
    certain: bool
    here: tuple[tuple[str, str], ...] = ()
    gone: tuple[str, ...] = ()


class _Task(NamedTuple):
    key: bytes
    touch: Touch
    step: Step


_DECODER = msgspec.msgpack.Decoder(Touch)
_ENCODER = msgspec.msgpack.Encoder()


class Touches:
    """The approvals up to a commit."""

    def __init__(self, repository: Repository, store: Store | None, commit: Commit) -> None:
        self._repository = repository
        self._records = Records(store)
        self._line, self._keys, self._cut = keyed(repository, commit)

    def all(self) -> list[Touch]:
        """Every approval, oldest first; what has not been kept is read.

        Raises:
            RevisionError: the repository is damaged.
        """
        known = self._records.touches(self._keys)
        missing = [place for place, key in enumerate(self._keys) if key not in known]
        if missing:
            known |= self._made(missing[-1])
        return [_DECODER.decode(known[key]) for key in reversed(self._keys)]

    def is_any_certain(self) -> bool:
        """Whether any approval's days and people are known; where none is, nobody need look at its files."""
        known = self._records.touches(self._keys)
        if len(known) == len(self._keys):
            return any(_DECODER.decode(data).certain for data in known.values())
        return any(self._told(graph, one, brought).is_certain for graph, one, brought in self._commits())

    def _commits(self) -> Iterator[tuple[dict[str, bytes], str, list[str]]]:
        """Every commit's data, with each approval and what it brought in."""
        graph = gitlog.graph(self._repository, self._line[0], None)
        data = dict(zip(graph, self._repository.blobs(list(graph)), strict=True))
        seen: set[str] = set()
        for one in reversed(self._line):
            yield data, one, brought(graph, one, seen)

    def _told(self, data: dict[str, bytes], one: str, others: Sequence[str]) -> Approval:
        cut = one in self._cut or not self._cut.isdisjoint(others)
        return approval(commits.parse(data[one]), [commits.parse(data[other]) for other in others], cut=cut)

    def _made(self, missing: int) -> dict[bytes, bytes]:
        """Touches from the oldest missing one up, by key, kept batch by batch."""
        base = self._line[missing + 1] if missing + 1 < len(self._line) else None
        graph = gitlog.graph(self._repository, self._line[0], base)
        data = dict(zip(graph, self._repository.blobs(list(graph)), strict=True))
        todo = zip(self._line[missing::-1], self._keys[missing::-1], strict=True)
        made: dict[bytes, bytes] = {}
        tasks: list[_Task] = []
        for one, key, step, others in steps(self._repository, graph, (self._line[0], base), todo, self._cut):
            told = self._told(data, one, others)
            submitted = told.submitted.date().isoformat() if told.submitted else ""
            people = (told.submitters, told.approver or "", told.is_certain)
            tasks.append(_Task(key, Touch(told.approved.date().isoformat(), submitted, *people), step))
            if len(tasks) == _BATCH:
                made |= self._kept(tasks)
                tasks = []
        return made | self._kept(tasks)

    def _kept(self, tasks: Sequence[_Task]) -> dict[bytes, bytes]:
        wanted = list(dict.fromkeys(side.blob for task in tasks for side in task.step.new if side.blob))
        codes = dict(zip(wanted, map(past.code, self._repository.blobs(wanted, past.MOST_BYTES)), strict=True))
        made = {}
        for task in tasks:
            here = tuple((side.path, codes.get(side.blob, "")) for side in task.step.new)
            paths = {path for path, _ in here}
            gone = tuple(side.path for side in task.step.old if side.path not in paths)
            made[task.key] = _ENCODER.encode(msgspec.structs.replace(task.touch, here=here, gone=gone))
        self._records.keep_touches(made)
        return made
