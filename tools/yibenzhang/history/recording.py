"""Makes the records of approvals: what each one says of its review, and what it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from ..model.change import Origin, Revision
from ..model.workdays import Workdays
from ..sources import commits, gitlog, workers
from ..sources.git import Repository
from ..sources.past import Past
from ..sources.records import Records, Row
from ..sources.schema import default_schemas
from .approvals import approval
from .compare import compare
from .line import steps
from .outline import outline, packed
from .walk import Delta, Side, State, Step, entries

FEW = 1500
"""Below so many files in a batch a second process costs more than it saves."""
_BATCH_FILES, _BATCH_COMMITS, _CHUNK = 4000, 2000, 500
# Beyond, the calendar is a guess of a guess and a clock is broken.
_LAST_YEAR = 2100
_REVISION = msgspec.json.Encoder()


class Brief(msgspec.Struct, array_like=True, frozen=True):
    """What later approvals need of one; kept beside it, so that they need not read it whole."""

    delta: Delta


BRIEFS = msgspec.msgpack.Decoder(Brief)
_BRIEF = msgspec.msgpack.Encoder()


class LostError(Exception):
    """Records this walk stands on were there and are gone: somebody deleted or damaged them meanwhile."""


class _Task(NamedTuple):
    """One approval to be recorded."""

    id: str
    key: bytes
    step: Step
    delta: Delta
    lasts: dict[str, Side]
    brought: list[str]


class Recorder:
    """Records the approvals from the oldest missing one up."""

    def __init__(
        self,
        repository: Repository,
        records: Records,
        line: Sequence[str],
        keys: Sequence[bytes],
        cut: frozenset[str],
        missing: int,
    ) -> None:
        self.repository, self.records, self.cut = repository, records, cut
        self.base = line[missing + 1] if missing + 1 < len(line) else None
        self.tip = line[0]
        self.todo = list(zip(line[missing::-1], keys[missing::-1], strict=True))
        self.older = keys[:missing:-1]
        self.past = Past(repository, records)
        self.state = State(self._earlier)
        self.workdays = Workdays.of(default_schemas().workdays)
        self.commits: dict[str, bytes] = {}

    def _earlier(self) -> Iterator[Delta]:
        """The deltas before the walk, oldest first."""
        for start in range(0, len(self.older), _CHUNK):
            keys = self.older[start : start + _CHUNK]
            found = self.records.briefs(keys)
            if len(found) < len(keys):
                raise LostError
            yield from (BRIEFS.decode(found[key]).delta for key in keys)

    def run(self, progress: Callable[[int, int], None]) -> None:
        """Record all, batch by batch: what a killed run has recorded stays."""
        graph = gitlog.graph(self.repository, self.tip, self.base)
        self.commits = dict(zip(graph, self.repository.blobs(list(graph)), strict=True))
        done = 0
        for batch in self._batches(steps(self.repository, graph, (self.tip, self.base), self.todo, self.cut)):
            self._record(batch)
            done += len(batch)
            progress(done, len(self.todo))

    @staticmethod
    def _batches(
        steps: Iterable[tuple[str, bytes, Step, list[str]]],
    ) -> Iterator[list[tuple[str, bytes, Step, list[str]]]]:
        batch, files = [], 0
        for one in steps:
            batch.append(one)
            files += len(one[2].new)
            if files >= _BATCH_FILES or len(batch) >= _BATCH_COMMITS:
                yield batch
                batch, files = [], 0
        if batch:
            yield batch

    def _record(self, batch: Sequence[tuple[str, bytes, Step, list[str]]]) -> None:
        readings = self.past.load(blob for _, _, step, _ in batch for blob in step.blobs())
        before = self.state.copy()
        tasks = []
        for one, key, step, brought in batch:
            delta, lasts = step.delta(readings, self.state), step.lasts(readings, self.state)
            tasks.append(_Task(one, key, step, delta, lasts, brought))
            self.state.advance(delta)
        readings |= self.past.load(last.blob for task in tasks for last in task.lasts.values())
        parts = workers.processes(sum(len(task.step.new) for task in tasks), FEW)
        made = workers.share(lambda part, of: self._part(tasks, readings, before.copy(), part, of), parts)
        self.records.keep(row for rows in made for row in rows)

    def _part(
        self, tasks: Sequence[_Task], readings: Mapping[str, bytes], state: State, part: int, parts: int
    ) -> list[Row]:
        """The rows of every ``parts``-th task."""
        rows = []
        for number, task in enumerate(tasks):
            state.advance(task.delta)
            if number % parts == part:
                rows.append(self._row(task, readings, state))
        return rows

    def _row(self, task: _Task, readings: Mapping[str, bytes], state: State) -> Row:
        step = task.step
        last = dict(zip(task.lasts, entries(list(task.lasts.values()), readings), strict=True))
        changes = compare(entries(step.old, readings), entries(step.new, readings), state, last)
        brought = [commits.parse(self.commits[one]) for one in task.brought]
        cut = task.id in self.cut or not self.cut.isdisjoint(task.brought)
        told = approval(commits.parse(self.commits[task.id]), brought, cut=cut)
        days = self._days(told.submitted, told.approved)
        revision = Revision(
            commit=task.id,
            submitted=told.submitted.isoformat() if told.submitted else None,
            approved=told.approved.isoformat(),
            submitters=told.submitters,
            approver=told.approver,
            origin=Origin(submitted=told.submitted_origin, approver=told.approver_origin),
            review=told.review,
            working_days=days[0],
            provisional=days[1],
            signature="signed" if told.signed else "",
            subject=told.subject,
            changes=changes,
        )
        brief = _BRIEF.encode(Brief(task.delta))
        return Row(task.key, brief, _REVISION.encode(revision), packed(outline(revision)))

    def _days(self, submitted: datetime | None, approved: datetime) -> tuple[int | None, bool]:
        if submitted is None or approved.year > _LAST_YEAR:
            return None, False
        count = self.workdays.between(submitted.date(), approved.date())
        return count.days, count.provisional
