"""Drafts beside the ledger → which files are to be written, moved or left; a pure value."""

from __future__ import annotations

import copy
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ...model.catalog import ACTIVE, RETIRED
from ...model.department import Department
from ...sources.columns import tables
from ...sources.fields import at
from ...sources.layout import CATALOGS, Kind, file_name
from ...sources.ledger import Ledger
from ..edit import names
from .draft import CATALOG, DEMAND, ITEM, RESOURCE, Draft, Remark, Row, Spot, said
from .members import join
from .values import Setter

_PLURAL = {"items": ITEM, "resources": RESOURCE}
_KEY = {"items": "name", "resources": "id"}
_LABEL = {"items": "数据项", "resources": "挂载资源"}


@dataclass(slots=True)
class Change:
    """One document as it is to be. ``path`` is empty where there is none yet, ``target`` where it is to stand.

    ``cells`` leads from a pointer of the document to the cell that says it.
    """

    kind: Kind
    department: str
    path: str
    target: str
    old: dict[str, Any]
    new: dict[str, Any]
    spot: Spot
    cells: dict[tuple[str | int, ...], Spot] = field(default_factory=dict)

    @property
    def is_changed(self) -> bool:
        """Whether a file has to be written."""
        return self.path != self.target or self.old != self.new


Coder = Callable[[Department, str], str]
"""Gives the next code of a department for a kind of catalog; raises EditError with the reason when there is none."""


class Planner:
    """Lays drafts beside a ledger."""

    def __init__(self, ledger: Ledger, values: Callable[[str], dict[str, Any]], *, prune: bool = False) -> None:
        self.ledger, self.values, self.prune = ledger, values, prune
        schemas, vocabulary = ledger.schemas.by_kind, ledger.schemas.vocabulary
        known = tables(schemas)
        root = schemas[Kind.CATALOG]
        self.setters = {
            CATALOG: Setter({one.key: one for one in known.catalog}, root, vocabulary),
            ITEM: Setter({one.key: one for one in known.item}, root, vocabulary),
            RESOURCE: Setter({one.key: one for one in known.resource}, root, vocabulary),
            DEMAND: Setter({one.key: one for one in known.demand}, schemas[Kind.DEMAND], vocabulary),
        }
        self.order = list(at(root, ()).get("properties", {}))
        self.profiles = ledger.registry.department_by_id

    def change(self, draft: Draft, path: str, coder: Coder, remarks: list[Remark]) -> Change | None:
        """The change one catalog's or demand's draft makes; None where it has no place, which is said."""
        kind = Kind.CATALOG if draft.kind == CATALOG else Kind.DEMAND
        old = self.values(path) if path else {}
        new = copy.deepcopy(old)
        profile = self.profiles.get(draft.department)
        refer = _refer(profile)
        self.setters[draft.kind].fill(new, draft.row, remarks, refer)
        made = Change(kind, draft.department, path, path, old, new, draft.row.spot)
        for key, spot in draft.row.spots.items():
            made.cells[tuple(key.split("."))] = spot
        if kind is Kind.CATALOG:
            for name, rows in draft.members.items():
                self._members(made, name, rows, remarks)
            return self._catalog(made, draft, profile, coder, remarks)
        return self._demand(made, draft, remarks)

    def _members(self, made: Change, name: str, rows: list[Row], remarks: list[Remark]) -> None:
        old = made.old.get(name)
        entries = old if isinstance(old, list) else []
        if not rows and not entries:
            return
        key = _KEY[name] if any("id" in row.texts for row in rows) or name == "items" else "name"
        joined = join(
            entries, rows, self.setters[_PLURAL[name]], key, _refer(self.profiles.get(made.department)), remarks
        )
        values, placed = joined.values, joined.rows
        if joined.vanished:
            shown = "、".join(joined.vanished[:10]) + ("……" if len(joined.vanished) > 10 else "")
            title = made.old.get("name", "")
            if self.prune:
                kept = [number for number, row in enumerate(placed) if row is not None]
                values, placed = [values[number] for number in kept], [placed[number] for number in kept]
                message = f"“{_LABEL[name]}”表里没有《{title}》的这些{_LABEL[name]}了，已去掉：{shown}"
            else:
                message = f"“{_LABEL[name]}”表里没有《{title}》的这些{_LABEL[name]}，账里保留着：{shown}"
            remarks.append(
                said(
                    made.spot,
                    message,
                    "" if self.prune else "改了名称或误删的，核对这几行；确实不要了，加 --retire-missing",
                    warn=True,
                )
            )
        if values != entries:
            made.new[name] = values
        for number, row in enumerate(placed):
            if row is not None:
                made.cells[(name, number)] = row.at(key)
                for field_, spot in row.spots.items():
                    made.cells[(name, number, *field_.split("."))] = spot

    def _catalog(
        self, made: Change, draft: Draft, profile: Department | None, coder: Coder, remarks: list[Remark]
    ) -> Change | None:
        spot = draft.row.at("name")
        name = made.new.get("name")
        if not made.path and isinstance(name, str):
            name = made.new["name"] = names.clean(name)
        if made.path and made.new.get("name") == made.old.get("name"):
            if made.new.get("status") == RETIRED and made.old.get("status") != RETIRED:
                folder, _, own = made.path.rpartition("/")
                made.target = f"{folder}/retired/{own}"
            return made
        if not isinstance(name, str) or (wrong := names.fault(names.clean(name))):
            remarks.append(
                said(
                    spot,
                    wrong if isinstance(name, str) else "没有写目录名称，这一行没有导入",
                    "改好名称再导入",
                    lost=True,
                )
            )
            return None
        folder = made.path.rpartition("/")[0] if made.path else f"{CATALOGS}{made.department}"
        made.target = f"{folder}/{file_name(name)}"
        if made.path:
            return made
        new = {"status": ACTIVE, "kind": "部门", **made.new}
        if profile is None:
            return None
        if "code" in draft.row.texts and draft.code:
            new["code"] = draft.code
        else:
            new["code"] = coder(profile, str(new["kind"]))
        made.new = {
            key: new[key] for key in sorted(new, key=lambda key: self.order.index(key) if key in self.order else 99)
        }
        return made

    def _demand(self, made: Change, draft: Draft, remarks: list[Remark]) -> Change | None:
        if made.path:
            return made
        number = str(made.new.get("id", ""))
        if not number:
            remarks.append(
                said(draft.row.spot, "新需求没有写提交日期，编不出需求编号", "写上提交日期或需求编号", lost=True)
            )
            return None
        made.target = f"{CATALOGS}{made.department}/demands/{file_name(number)}"
        return made


def _refer(profile: Department | None) -> Callable[[str, Any], Any]:
    """What a department's systems and duties are called, and ids of them in full-width characters → their ids."""
    systems = {each.name: each.id for each in profile.systems} if profile else {}
    duties = {each.duty: each.id for each in profile.duties} if profile else {}
    known = {"systems": systems, "system": systems, "duties": duties}

    def one(written: Any, ids: dict[str, str]) -> Any:
        if not isinstance(written, str) or written in ids.values():
            return written
        half = _half(written)
        return ids.get(written.strip()) or next((each for each in ids.values() if _half(each) == half), written)

    def refer(key: str, value: Any) -> Any:
        ids = known.get(key, {})
        if isinstance(value, list):
            found = [one(each, ids) for each in value]
            return found if found != value else value
        found = one(value, ids)
        if found == value:
            return value
        return found if key == "system" else [found]

    return refer


def _half(text: str) -> str:
    """A text with half-width characters and without blanks, to compare ids by."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def vanished(ledger: Ledger, departments: set[str], seen: set[str]) -> list[str]:
    """Active catalogs of departments that no row stands for, by path."""
    return sorted(
        catalog.path
        for catalog in ledger.registry.catalogs
        if catalog.department in departments
        and catalog.status != RETIRED
        and "/retired/" not in catalog.path
        and catalog.path not in seen
    )


__all__ = ["Change", "Coder", "Planner", "vanished"]
