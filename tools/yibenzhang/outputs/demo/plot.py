"""What a made-up history is about: what each commit of each approval does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from ...model.workdays import Workdays
from . import affairs, events
from .draw import Draw
from .editor import Editor, revert
from .forms import Form
from .plan import Office
from .turns import Turns
from .world import Files, World, is_whole, spoil

_FIRST_SHARE = 0.55
"""How much of the ledger the first big import brings."""
_FULL_AT = 0.92
"""When the last catalog is added, as a share of the approvals."""
_SHORT = 20
"""A history of fewer approvals leaves nothing to put right later."""
Event = Callable[[World, Draw, str], str | None]
_EVENTS: Mapping[str, tuple[float, Event]] = {
    "chore": (24, events.chore),
    "progress": (7, affairs.progress),
    "demand": (3.5, affairs.demand),
    "retire": (2.2, events.retire),
    "objection": (1.6, affairs.objection),
    "revert": (1.2, revert),
    "retype": (1.2, events.retype),
    "transfer": (1, events.transfer),
    "relate": (1, events.relate),
    "restore": (0.8, events.restore),
    "refuse": (0.8, events.refuse),
    "tear": (0.5, events.tear),
    "rename unit": (0.5, affairs.rename_unit),
    "replace system": (0.5, affairs.replace_system),
    "delete": (0.4, events.delete),
    "rename department": (0.4, affairs.rename_department),
}
"""What may happen beside edits (60) and campaigns (8): how often, and how; an event that cannot happen gives None."""


_MENDED = "按审核意见修改"
_TRIES = 2000


class Step(NamedTuple):
    """One thing done: the title and the files."""

    title: str
    files: Files


class Plot:
    """The ledger and what happens to it, one approval after another; ``forms`` are those of all approvals."""

    def __init__(
        self, catalogs: int, departments: int, seed: int, items: int, forms: list[Form], workdays: Workdays, draw: Draw
    ) -> None:
        self._draw, self._forms = draw, forms
        self._long = len(forms) > _SHORT
        # What is handed over stands twice in the end.
        enough = departments > 1 and catalogs >= departments * 8 and self._long
        transfers = min(catalogs // 40, len(forms) // 60) if enough else 0
        self._catalogs = catalogs - transfers
        self.world = World(self._catalogs, departments, seed, items, workdays)
        self.world.transfers = transfers
        editor = Editor(draw)
        self._events = {
            "edit": editor.one,
            "campaign": editor.campaign,
            **{name: event for name, (_, event) in _EVENTS.items()},
        }
        weights = {name: weight for name, (weight, _) in _EVENTS.items()}
        self._turns = Turns({"edit": 60, "campaign": 8, **weights}, draw)
        self._born = 0

    def office(self, step: Step) -> Office:
        """The department whose folder a file of a step lies in; the first one where none does."""
        for path in step.files:
            parts = path.split("/")
            for folder in ("/".join(parts[1:3]), parts[1] if len(parts) > 2 else ""):
                if bureau := self.world.by_id.get(folder):
                    return bureau.office
        return self.world.bureaus[0].office

    def steps(self, place: int, form: Form, day: str) -> list[Step]:
        """What the commits of an approval do, one each."""
        count = max(1, form.sides)
        if place == 0:
            return [self._foundation(day)]
        last = place == len(self._forms) - 1
        if count > 1 and form.name != "octopus" and not last and self._draw.chance(0.3):
            return self._rejected(place, count, day)
        steps = self._several(place, count, day, together=form.name != "octopus")
        if last:
            steps[-1] = self._settlement(steps[-1], day)
        return steps

    def _several(self, place: int, count: int, day: str, together: bool) -> list[Step]:
        """So many steps; on one branch they are of one department."""
        steps = [self._step(place, day)]
        self.world.focus = self.office(steps[0]).number if together else None
        steps += [self._step(place, day) for _ in range(count - 1)]
        self.world.focus = None
        return steps

    def _rejected(self, place: int, count: int, day: str) -> list[Step]:
        """A change with a mistake, and what is done until it has none."""
        right = self._step(place, day)
        texts = {path: text for path, text in right.files.items() if text and is_whole(text)}
        spoilt = max(texts, default="")
        if not spoilt:
            return [right, *self._several(place, count - 1, day, together=True)]
        wrong: list[Files] = [{spoilt: spoil(texts[spoilt], place + turn)} for turn in range(count - 1)]
        again = [Step("按审核意见修改（没有改完）", files) for files in wrong[1:]]
        return [Step(right.title, {**right.files, **wrong[0]}), *again, Step(_MENDED, {spoilt: texts[spoilt]})]

    def _foundation(self, day: str) -> Step:
        """The ledger without catalogs; with all of them where nothing comes later."""
        files = self.world.found()
        if len(self._forms) == 1:
            return Step("建立一本账", {**files, **self._begin(self._catalogs, day).files})
        return Step("建立一本账：总账设置和部门档案", files)

    def _begin(self, count: int, day: str) -> Step:
        self._born += count
        title = events.begin(self.world, self._draw, day, count, blemishes=self._long)
        return Step(title, self.world.flush())

    def _step(self, place: int, day: str) -> Step:
        """Catalogs where more are due, else whatever has its turn."""
        end = len(self._forms) - 1
        share = 1.0 if place >= end else _FIRST_SHARE + (1 - _FIRST_SHARE) * place / (end * _FULL_AT)
        due = min(self._catalogs, int(self._catalogs * share)) - self._born
        if due > 0 and (place in (1, end) or due > self._draw.below(4)):
            return self._begin(due, day)
        for name in self._turns.order():
            title = self._events[name](self.world, self._draw, day)
            files = self.world.flush()
            if title and files:
                self._turns.took(name)
                return Step(title, files)
        return Step("核对目录，没有变化", {})

    def _settlement(self, step: Step, day: str) -> Step:
        """The last approval leaves nothing wrong and nothing overdue."""
        world, draw = self.world, self._draw
        for _ in range(_TRIES):
            if not world.transfers:
                break
            events.transfer(world, draw, day)
        while world.chores:
            events.chore(world, draw, day)
        for key in list(world.open_papers):
            while affairs.is_waiting(world, key, day):
                affairs.advance(world, draw, day, key)
        more = world.flush()
        return Step("半年集中整改", {**step.files, **more}) if more else step
