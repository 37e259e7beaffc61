"""Years of history of a made-up ledger, as one stream for ``git fast-import``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model.workdays import Workdays
from . import clock, forms, people
from .draw import Draw
from .forms import Approval, Form
from .people import Person
from .plot import Plot, Step
from .writer import MAIN, SIDE, Writer


def stream(
    catalogs: int, departments: int, commits: int, seed: int, workdays: Workdays, items: int = 25
) -> Iterator[bytes]:
    """The stream, a part for each approval: ``refs/heads/main`` with ``commits`` commits in all and ``批次/第N期`` tags.

    At the head stand ``catalogs`` catalogs, retired ones among them, of ``departments`` departments, ``items`` items
    each at first. The same arguments give the same bytes.

    Raises:
        ValueError: a number is out of range.
    """
    if not 1 <= departments <= 19_999 or catalogs < 0 or items < 1 or commits < 1:
        raise ValueError(f"no such ledger: {catalogs} catalogs, {departments} departments, {commits} commits")
    story = Story(catalogs, departments, commits, seed, workdays, items)
    yield from story.tell()


class Story:
    """The approvals one after another."""

    def __init__(
        self, catalogs: int, departments: int, commits: int, seed: int, workdays: Workdays, items: int
    ) -> None:
        self._draw = Draw(f"{seed}/history")
        self._forms = forms.planned(commits, self._draw)
        self._plot = Plot(catalogs, departments, seed, items, self._forms, workdays, self._draw)
        self._clock = clock.Clock(workdays, len(self._forms), self._draw)
        self._writer = Writer()
        self._main: list[int] = []
        self._reviews = self._barrier = 0

    def tell(self) -> Iterator[bytes]:
        """Every approval, and the tags between them."""
        period, number = "", 0
        for place, form in enumerate(self._forms):
            approved = self._clock.times[place]
            day = clock.day_of(approved)
            quarter = f"{day.year}/{(day.month - 1) // 3}"
            if period and quarter != period:
                number += 1
                self._tag(number, self._clock.times[place - 1])
            period = quarter
            self._approve(place, form, approved)
            yield self._writer.take()
        self._tag(number + 1, self._clock.times[-1])
        self._writer.end()
        yield self._writer.take()

    def _tag(self, number: int, moment: int) -> None:
        name = f"批次/第{number}期"
        self._writer.tag(name, self._main[-1], f"第{number}期\n" if number % 2 else "", (people.ADMIN, moment))

    def _approve(self, place: int, form: Form, approved: int) -> None:
        draw, day = self._draw, clock.day_of(approved).isoformat()
        moments = self._clock.submitted(approved, max(1, form.sides), draw)
        self._plot.world.moved = False
        steps = self._plot.steps(place, form, day)
        office = self._plot.office(steps[0])
        clerk = people.clerk(office, place)
        reviewer = people.lead(office) if form.name == "plain" and draw.chance(0.4) else draw.pick(people.REVIEWERS)
        self._reviews += form.name not in ("direct", "rebased", "plain", "octopus", "stamped")
        branch = f"{office.slug}-{place}"
        approval = Approval(titled(steps), branch, self._reviews, clerk, reviewer, moments[0])
        blobs = [self._writer.blobs(step.files) for step in steps]
        if self._plot.world.moved:
            self._barrier = place
        parents = self._main[-1:]
        if form.sides:
            parents += self._sides(form, steps, blobs, moments, clerk)
        author, committer = forms.identities(form, approval, approved)
        merged = {path: mark for files in blobs for path, mark in files.items()}
        self._main.append(
            self._writer.commit(MAIN, author, committer, forms.message(form, approval), parents, merged)
        )  # fmt: skip

    def _sides(
        self, form: Form, steps: list[Step], blobs: list[dict[str, int]], moments: list[int], clerk: Person
    ) -> list[int]:
        """The commits of a branch, or each on its own branch; gives what is merged."""
        base = self._main[min(max(self._clock.before(moments[0]) - 1, self._barrier - 1, 0), len(self._main) - 1)]
        tips: list[int] = []
        for step, files, moment in zip(steps, blobs, moments, strict=True):
            parent = tips[-1] if tips and form.name != "octopus" else base
            who = (clerk, moment)
            tips.append(self._writer.commit(SIDE, who, who, f"{step.title}\n", [parent], files))
        return tips if form.name == "octopus" else tips[-1:]


def titled(steps: Sequence[Step]) -> str:
    """The title of what several commits do."""
    different = len({step.title for step in steps if "修改" not in step.title})
    return f"{steps[0].title}等{different}项" if different > 1 else steps[0].title
