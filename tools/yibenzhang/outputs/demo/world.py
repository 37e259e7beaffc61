"""A made-up ledger as it stands at one moment of its history, and which of its files have to be written anew."""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

from ...model.workdays import Workdays
from . import birth, catalog, frame, ledger, papers
from .draw import Draw
from .plan import Plan, offices
from .sheet import Bureau, Complaint, Request, Sheet

LIBRARIES = "catalogs/libraries.yml"
Files = dict[str, str | None]


class Chore(NamedTuple):
    """Something that has to be put right: ``what`` is to be done to the catalog of a code."""

    what: str
    code: str


class World:
    """Sheets by code, papers by their first path, departments in order; whatever is changed through it is noted."""

    def __init__(self, catalogs: int, departments: int, seed: int, items: int, workdays: Workdays) -> None:
        self.seed, self.items, self.workdays = seed, items, workdays
        all_offices = offices(catalogs, departments)
        self.bases = ledger.bases(all_offices, items)
        self.unborn: list[list[Plan]] = [list(office.plans())[::-1] for office in all_offices]
        self.bureaus = [birth.bureau(office, self.unborn[office.number][::-1]) for office in all_offices]
        self.by_id = {bureau.id: bureau for bureau in self.bureaus}
        """Departments by the folders they have or had."""
        self.renamed = 0
        self.transfers = 0
        """How many catalogs will still be handed over."""
        self.active: list[list[str]] = [[] for _ in all_offices]
        self.sheets: dict[str, Sheet] = {}
        self.papers: dict[str, Request | Complaint] = {}
        self.open_papers: deque[str] = deque()
        self.chores: deque[Chore] = deque()
        self.tombstones: list[str] = []
        self.fixed: set[str] = set()
        """Codes that stay as they are: somebody counts on them, or they went elsewhere."""
        self.hidden: set[str] = set()
        self.torn: dict[str, int] = {}
        self.last: tuple[str, Sheet, Sheet] | None = None
        """The latest small change: its title, the catalog before and after it."""
        self.focus: int | None = None
        self.moved = False
        """Whether a file came to lie elsewhere since this was last set."""
        self._sequences: dict[str, int] = {}
        self._placed: dict[str, str] = {}
        self._dirty: dict[str, None] = {}

    def found(self) -> Files:
        """The files that never change, and those of the departments."""
        made: Files = {".gitignore": "/site/\n/.ybz/\n", "catalogs/registry.yml": frame.registry()}
        for name, plan in self.bases.items():
            made[f"catalogs/base-items/{name}.yml"] = frame.base_items(name, plan)
        for bureau in self.bureaus:
            if bureau.office.county:
                made.setdefault(f"catalogs/{bureau.office.region}/region.yml", frame.region(bureau.office))
            self.touch_profile(bureau)
        self._dirty[LIBRARIES] = None
        return {**made, **self.flush()}

    def code(self, bureau: Bureau, kind: str) -> str:
        """The next code of a department, never given before."""
        prefix = bureau.office.prefix(kind)
        return f"{prefix}/{self.count(prefix):06d}"

    def count(self, what: str) -> int:
        """The next number of something, from 1."""
        self._sequences[what] = self._sequences.get(what, 0) + 1
        return self._sequences[what]

    def bear(self, number: int, day: str, mounted: bool) -> Sheet:
        """The next catalog a department has planned."""
        bureau, plan = self.bureaus[number], self.unborn[number].pop()
        code = self.code(bureau, birth.kind(bureau.office, plan))
        date = day if mounted else ""
        days = birth.Days(date, date, "", day)
        base = plan.subject if plan == self.bases.get(plan.subject) else ""
        origin = ledger.origin(bureau, self.bureaus)
        draw = Draw(f"{self.seed}/{code}")
        sheet = birth.sheet(bureau, plan, code, self.items, draw, days, base, origin)
        self.put(sheet)
        if not sheet.resources and not plan.refusal:
            self.chores.append(Chore("mount", code))
        return sheet

    def put(self, sheet: Sheet) -> None:
        """A catalog as it stands now."""
        old = self.sheets.get(sheet.code)
        self.sheets[sheet.code] = sheet
        self._dirty[sheet.code] = None
        codes = self.active[sheet.bureau.office.number]
        if old is None or (old.retired and not sheet.retired):
            codes.append(sheet.code)
        elif sheet.retired and not old.retired:
            codes.remove(sheet.code)

    def file(self, paper: Request | Complaint, key: str = "") -> str:
        """A paper as it stands now; without ``key`` a new one. Gives its key."""
        key = key or paper.path
        self.papers[key] = paper
        self._dirty[key] = None
        return key

    def touch(self, code: str) -> None:
        """Write a catalog anew though its values are the same."""
        self._dirty[code] = None

    def touch_profile(self, bureau: Bureau) -> None:
        """Write a department's profile anew."""
        self._dirty[f"D{bureau.office.number}"] = None

    def touch_everything_of(self, bureau: Bureau) -> None:
        """Write anew whatever lies in a department's folder or names it."""
        self._dirty[LIBRARIES] = None
        self.touch_profile(bureau)
        for sheet in self.sheets.values():
            if bureau in (sheet.bureau, sheet.origin):
                self._dirty[sheet.code] = None
        for key, paper in self.papers.items():
            named = paper.provider if isinstance(paper, Request) else paper.against
            if bureau in (paper.bureau, named):
                self._dirty[key] = None

    def pick(self, draw: Draw) -> Sheet | None:
        """Some catalog in use, of the department in focus if there is one."""
        for _ in range(4):
            number = self.focus if self.focus is not None else draw.below(len(self.bureaus))
            if codes := self.active[number]:
                code = draw.pick(codes)
                if code not in self.hidden and code not in self.torn:
                    return self.sheets[code]
        return None

    def flush(self) -> Files:
        """What has to be written since the last time; None for a path that is to go."""
        gone: Files = {}
        written: Files = {}
        for key in self._dirty:
            path, text = self._rendered(key)
            old = self._placed.pop(key, path)
            if old != path or text is None:
                gone[old] = None
                self.moved = True
            if text is not None:
                written[path] = text
                self._placed[key] = path
        self._dirty.clear()
        return {**gone, **written}

    def _rendered(self, key: str) -> tuple[str, str | None]:
        if key in self.sheets:
            sheet = self.sheets[key]
            if key in self.hidden:
                return sheet.path, None
            text = catalog.text(sheet)
            return sheet.path, spoil(text, self.torn[key]) if key in self.torn else text
        if key in self.papers:
            paper = self.papers[key]
            return paper.path, papers.request(paper) if isinstance(paper, Request) else papers.complaint(paper)
        if key == LIBRARIES:
            return LIBRARIES, frame.libraries(self.bureaus)
        bureau = self.bureaus[int(key[1:])]
        return f"catalogs/{bureau.id}/department.yml", frame.profile(bureau)


def is_whole(text: str) -> bool:
    """Whether a text is that of a catalog nobody has spoilt yet."""
    return all(key in text for key in ("\nname: ", "\nlevel: ", "\nupdate_cycle: ", "\nitems:\n  - {"))


def spoil(text: str, way: int) -> str:
    """A catalog as it is written by mistake: one of six mistakes, of which the first three cannot be read as YAML."""
    first = text.index("name: ")
    cycle = text.index("update_cycle: ")
    end = text.index("\n", cycle)
    match way % 6:
        case 0:
            return f"{text[:first]}name：{text[first + 6 :]}"
        case 1:
            return text.replace("items:\n  - {", "items:\n\t- {", 1)
        case 2:
            return f"{text[:end]}\n<<<<<<< HEAD{text[end:]}"
        case 3:
            return f"{text[:cycle]}update_cycle: 定期{text[end:]}"
        case 4:
            return text.replace("level: ", "level: 第", 1)
        case _:
            return text[:cycle] + text[end + 1 :]
