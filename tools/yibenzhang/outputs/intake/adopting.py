"""Rows of items and resources → the catalogs they belong to, in the same workbook, another one, or the ledger."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath

from ..edit import names
from .draft import CATALOG, ITEM, RESOURCE, Draft, Row, said
from .placing import Placer
from .reading import MEMBERS, Read

_ROWS = ((ITEM, "数据项"), (RESOURCE, "挂载资源"))


def place(placer: Placer, reads: Sequence[Read]) -> list[list[Draft]]:
    """The drafts that have a place, with their items and resources, for each workbook.

    An item may belong to a catalog that is new in another workbook: a clerk saves each sheet as a file of its own.
    """
    defaults = [placer.asked or placer.default(read) for read in reads]
    placed = [placer.placed(read, default) for read, default in zip(reads, defaults, strict=True)]
    new = [draft for some in placed for draft in some if draft.kind == CATALOG and not placer.path(draft)]
    listed = {
        draft.department
        for read, some in zip(reads, placed, strict=True)
        for draft in some
        if read.listed and draft.kind == CATALOG
    }
    rows = {placer.path(draft) for some in placed for draft in some} | placer.mistaken
    for read, default, some in zip(reads, defaults, placed, strict=True):
        own = len(some)
        _Adopter(placer, default, some, new).adopt(read)
        for draft in some[own:]:
            if draft.department in listed and placer.path(draft) not in rows:
                _unlisted(placer, draft)
    return placed


def _unlisted(placer: Placer, draft: Draft) -> None:
    """Rows of a catalog whose own row is gone from a list of catalogs: nobody can tell which of the two is meant."""
    code = placer.ledger_code(placer.path(draft))
    held = [(len(draft.members.get(MEMBERS[table], ())), label) for table, label in _ROWS]
    rows = "、".join(f"{number} 行{label}" for number, label in held if number)
    placer.remarks.append(
        said(
            draft.row.spot,
            f"“目录”表里没有《{PurePosixPath(placer.path(draft)).stem}》（{code}）这一行，却还有它的 {rows}："
            "这些行照样导入，目录本身不改，也不下架",
            f"目录不要了：把它的这些行也删去，再用 ybz retire {code} 下架；误删的：把“目录”表里的这一行补回来",
            warn=True,
        )
    )


class _Adopter:
    """Gives rows to catalogs: those of one workbook (``placed``, which grows), then ``new`` ones of any."""

    def __init__(self, placer: Placer, default: str, placed: list[Draft], new: Sequence[Draft]) -> None:
        self.placer, self.default, self.placed = placer, default, placed
        self.codes: dict[str, Draft] = {}
        self.titles: dict[tuple[str, str], list[Draft]] = {}
        known = {id(draft): draft for draft in (*placed, *new) if draft.kind == CATALOG}
        for draft in known.values():
            if code := placer.ledger_code(placer.path(draft)) or draft.code:
                self.codes.setdefault(code, draft)
            self.titles.setdefault((draft.department, names.clean(draft.name)), []).append(draft)

    def adopt(self, read: Read) -> None:
        """Give every row of a workbook that has no catalog yet to its own, or say why there is none."""
        before: dict[tuple[str, str], tuple[str, str, str]] = {}
        for table, row in read.orphans:
            sheet = (table, row.spot.sheet)
            code, name, written = (row.texts.pop(key, "").strip() for key in ("@code", "@name", "@department"))
            if not (code or name):
                code, name, written = before.get(sheet, (code, name, written))
            before[sheet] = code, name, written
            if (owner := self._owner(code, name, written, row)) is not None:
                owner.members.setdefault(MEMBERS[table], []).append(row)
        for table in read.whole & {ITEM, RESOURCE}:
            for draft in self.placed:
                if draft.kind == CATALOG:
                    draft.members.setdefault(MEMBERS[table], [])

    def _owner(self, code: str, name: str, written: str, row: Row) -> Draft | None:
        placer, titles = self.placer, self.titles
        code, name = "".join(unicodedata.normalize("NFKC", code).split()), names.clean(name)
        if code in self.codes:
            return self.codes[code]
        department = (placer.department(written) if written else "") or self.default
        found = titles.get((department, name), []) or [
            one for (own, title), some in titles.items() if title == name and name and not department for one in some
        ]
        if not code and len(found) == 1:
            return found[0]
        draft = Draft(CATALOG, Row(row.spot), written, code, name)
        if code and code not in placer.by_code:
            placer.lost(row.spot, f"没有目录代码是 {code} 的目录，这一行没有导入", "核对目录代码，与“目录”表写得一样")
            return None
        if not code and not name:
            placer.lost(row.spot, "不知道这一行属于哪份目录，没有导入", "写上目录代码或目录名称")
            return None
        if not placer.own(draft, self.default):
            return None
        if not placer.path(draft):
            del placer.paths[id(draft)]
            placer.lost(row.spot, f"没有名称是“{name[:40]}”的目录，这一行没有导入", "核对目录名称，与“目录”表写得一样")
            return None
        self.placed.append(draft)
        self.codes.setdefault(placer.ledger_code(placer.path(draft)), draft)
        titles.setdefault((draft.department, name), []).append(draft)
        return draft


__all__ = ["place"]
