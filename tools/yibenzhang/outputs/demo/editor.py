"""Small edits, one after another, and taking them back."""

from __future__ import annotations

from .draw import Draw
from .edits import EDITS
from .turns import Turns
from .world import World


class Editor:
    """Small edits in their turn; one after another of all kinds, each as often as its weight says."""

    def __init__(self, draw: Draw) -> None:
        self._turns = Turns({edit.name: edit.weight for edit in EDITS}, draw)
        self._by_name = {edit.name: edit for edit in EDITS}

    def one(self, world: World, draw: Draw, day: str) -> str | None:
        """Change one catalog; gives the title."""
        sheet = world.pick(draw)
        if sheet is None:
            return None
        for name in self._turns.order():
            if name == "share" and sheet.code in world.fixed:
                continue  # How soon a demand must be answered hangs on the share type.
            if edited := self._by_name[name].make(sheet, draw, day):
                self._turns.took(name)
                title = f"《{sheet.name}》{edited[1]}"
                world.last = (title, sheet, edited[0])
                world.put(edited[0])
                return title
        return None

    def campaign(self, world: World, draw: Draw, day: str) -> str | None:
        """The same edit of several catalogs of a department."""
        first = world.pick(draw)
        if first is None:
            return None
        edit = self._by_name[draw.pick(("data", "summary", "assessed", "keywords", "length", "item_added"))]
        codes = world.active[first.bureau.office.number]
        done = 0
        start = draw.below(len(codes))
        for code in (codes[start:] + codes[:start])[: 3 + draw.below(16)]:
            edited = edit.make(world.sheets[code], draw, day)
            if edited and code not in world.hidden and code not in world.torn:
                world.put(edited[0])
                done += 1
        return f"{first.bureau.name}集中更新{done}份目录" if done else None


def revert(world: World, draw: Draw, day: str) -> str | None:
    """Take the latest small change back."""
    if world.last is None:
        return None
    title, before, after = world.last
    world.last = None
    if world.sheets[after.code] is not after or after.code in world.torn or after.code in world.hidden:
        return None
    world.put(before)
    return f'Revert "{title}"'
