"""Whose catalogs the drafts are, and which of the ledger's files they mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePosixPath

from ...model.catalog import RETIRED
from ...sources.layout import CATALOGS, file_name
from ...sources.ledger import Ledger
from ..edit import names
from .draft import CATALOG, DEMAND, ITEM, RESOURCE, Draft, Remark, Row, Spot, said
from .reading import MEMBERS, Read

_ROWS = ((ITEM, "数据项"), (RESOURCE, "挂载资源"))
_CODE = re.compile(r"([123][0-9]{5}[0-9A-Z]{0,20})/[0-9]{6}\Z")


class Placer:
    """Finds departments and files. ``asked``: the department of the command line; ``is_used``: whether a code ever was."""

    def __init__(self, ledger: Ledger, asked: str, is_used: Callable[[str], bool]) -> None:
        self.ledger, self.asked, self.is_used = ledger, asked, is_used
        self.departments = ledger.registry.department_by_id
        self.by_code = {one.code: one for one in ledger.registry.catalogs if one.code}
        self.by_name: dict[tuple[str, str], str] = {}
        for one in ledger.registry.catalogs:
            if one.status != RETIRED and "/retired/" not in one.path:
                self.by_name.setdefault((one.department, one.name), one.path)
                self.by_name.setdefault((one.department, one.path.rpartition("/")[2]), one.path)
        self.paths: dict[int, str] = {}
        self.remarks: list[Remark] = []

    def place(self, reads: Sequence[Read]) -> list[list[Draft]]:
        """The drafts that have a place, with their items and resources, for each workbook.

        An item may belong to a catalog that is new in another workbook: a clerk saves each sheet as a file of its own.
        """
        defaults = [self.asked or self._default(read) for read in reads]
        placed = [self._placed(read, default) for read, default in zip(reads, defaults, strict=True)]
        new = [draft for some in placed for draft in some if draft.kind == CATALOG and not self.path(draft)]
        listed = {
            draft.department
            for read, some in zip(reads, placed, strict=True)
            for draft in some
            if read.listed and draft.kind == CATALOG
        }
        rows = {self.path(draft) for some in placed for draft in some}
        for read, default, some in zip(reads, defaults, placed, strict=True):
            own = len(some)
            self._adopt(read, default, some, new)
            for draft in some[own:]:
                if draft.department in listed and self.path(draft) not in rows:
                    self._unlisted(draft)
        return placed

    def _placed(self, read: Read, default: str) -> list[Draft]:
        placed: list[Draft] = []
        seen: dict[tuple[str, str, str], Draft] = {}
        for draft in read.drafts:
            if not self._own(draft, default):
                continue
            key = (draft.kind, draft.department, self.path(draft) or f"?{draft.code or draft.name}")
            if (first := seen.get(key)) is not None and (draft.name or draft.code):
                self._twin(first, draft)
                continue
            seen[key] = draft
            placed.append(draft)
        return placed

    def _unlisted(self, draft: Draft) -> None:
        """Rows of a catalog whose own row is gone from a list of catalogs: nobody can tell which of the two is meant."""
        code = self.ledger_code(self.path(draft))
        held = [(len(draft.members.get(MEMBERS[table], ())), label) for table, label in _ROWS]
        rows = "、".join(f"{number} 行{label}" for number, label in held if number)
        self.remarks.append(
            said(
                draft.row.spot,
                f"“目录”表里没有《{PurePosixPath(self.path(draft)).stem}》（{code}）这一行，却还有它的 {rows}："
                "这些行照样导入，目录本身不改，也不下架",
                f"目录不要了：把它的这些行也删去，再用 ybz retire {code} 下架；误删的：把“目录”表里的这一行补回来",
                warn=True,
            )
        )

    def path(self, draft: Draft) -> str:
        """The file a draft means; empty for a new one."""
        return self.paths.get(id(draft), "")

    def _default(self, read: Read) -> str:
        """The department of the stamp, or the one the file is named for, or the only one there is."""
        if read.stamp is not None and read.stamp.department in self.departments:
            return read.stamp.department
        stem = unicodedata.normalize("NFC", read.book.name.rpartition("/")[2])
        found = [key for key, one in self.departments.items() if key.rpartition("/")[2] in stem or one.name in stem]
        longest = max(map(len, found), default=0)
        found = [key for key in found if len(key) == longest]
        if len(found) == 1:
            return found[0]
        return next(iter(self.departments)) if len(self.departments) == 1 else ""

    def department(self, written: str) -> str:
        """The id of a department as somebody wrote it; empty when that is not clear."""
        plain = written.replace("\\", "/").strip("/ ")
        if plain in self.departments:
            return plain
        exact = [key for key, one in self.departments.items() if plain in (one.name, one.short, key.replace("/", ""))]
        if not exact:
            exact = [key for key, one in self.departments.items() if plain.endswith(one.name) and len(one.name) > 2]
        return exact[0] if len(exact) == 1 else ""

    def _own(self, draft: Draft, default: str) -> bool:
        """Find a draft's department and file; says why it has none."""
        row = draft.row
        key = "id" if draft.kind == DEMAND else "code"
        draft.code = "".join(unicodedata.normalize("NFKC", draft.code).split())
        if not draft.code:
            row.texts.pop(key, None)
        if not draft.name and draft.code:
            row.texts.pop("name", None)
        catalog = self.by_code.get(draft.code) if draft.kind == CATALOG else None
        named = self._named(draft, default) if draft.department else ""
        if draft.department and not named:
            return False
        draft.department = named or (catalog.department if catalog else "") or default
        if draft.department not in self.departments:
            message, fix = "不知道这一行是哪个部门的", "用 --department 写明部门，或在“部门”一列填写"
            return self._lost(row.spot, message, fix)
        if catalog is not None:
            return self._known(draft, catalog.department, catalog.path)
        if draft.kind == DEMAND:
            path = f"{CATALOGS}{draft.department}/demands/{file_name(draft.code)}"
            self.paths[id(draft)] = path if draft.code and path in self.ledger.kinds else ""
            return True
        if draft.code:
            return self._new_code(draft)
        name = names.clean(draft.name)
        if not name:
            return self._lost(
                row.spot,
                "没有写目录名称，这一行没有导入",
                "补上目录名称",
            )
        self.paths[id(draft)] = self.by_name.get((draft.department, name)) or self.by_name.get(
            (draft.department, file_name(name)), ""
        )
        return True

    def _named(self, draft: Draft, default: str) -> str:
        found = self.department(draft.department)
        spot = draft.row.at("@department")
        if not found:
            self._lost(
                spot, f"账里没有“{draft.department[:30]}”这个部门", "改成部门文件夹的名称，如 民政局；或先建部门文件夹"
            )
        elif self.asked and found != self.asked and not found.startswith(f"{self.asked}/"):
            self._lost(
                spot,
                f"这一行是{found}的，不是 --department 写的{self.asked}，没有导入",
                f"另用 --department {found} 导入",
            )
            return ""
        del default
        return found

    def _known(self, draft: Draft, owner: str, path: str) -> bool:
        spot = draft.row.at("code")
        if draft.department != owner:
            return self._lost(
                spot, f"目录代码 {draft.code} 是{owner}的目录", "核对目录代码；新目录把代码空着，导入时编号"
            )
        if self.asked and owner != self.asked and not owner.startswith(f"{self.asked}/"):
            return self._lost(
                spot, f"目录代码 {draft.code} 是{owner}的目录，没有导入", f"另用 --department {owner} 导入"
            )
        if "/retired/" in path:
            return self._lost(spot, f"目录代码 {draft.code} 已经下架，没有导入", "删去这一行；要重新编目的，把代码空着")
        self.paths[id(draft)] = path
        return True

    def _new_code(self, draft: Draft) -> bool:
        """A code the ledger does not have: taken where the department could have issued it and nobody ever has."""
        match = _CODE.match(draft.code)
        prefixes = self.departments[draft.department].code_prefixes.values()
        spot, fix = draft.row.at("code"), "核对目录代码；新目录把代码空着，导入时编号"
        if match is None:
            return self._lost(spot, f"“{draft.code[:30]}”不是目录代码，账里也没有", fix)
        if match[1] not in prefixes:
            return self._lost(spot, f"账里没有目录代码 {draft.code}，它的前段码也不是{draft.department}的", fix)
        if self.is_used(draft.code):
            return self._lost(spot, f"目录代码 {draft.code} 以前用过，不能再用", fix)
        return True

    def _twin(self, first: Draft, draft: Draft) -> None:
        """A second row for the same catalog."""
        where = first.row.spot.row + 1
        if draft.row.texts == first.row.texts:
            message = f"与第 {where} 行完全相同，只导入一次"
            self.remarks.append(said(draft.row.spot, message, "删去重复的一行", warn=True))
        elif draft.row.spot.sheet == first.row.spot.sheet and draft.row.spot.file == first.row.spot.file:
            self._lost(draft.row.spot, f"与第 {where} 行是同一份目录，内容不同，没有导入", "只留对的一行")
        else:
            self._lost(draft.row.spot, f"{first.row.spot} 已经写过这份目录，这里的没有导入", "只留对的一处")

    def _adopt(self, read: Read, default: str, placed: list[Draft], new: Sequence[Draft]) -> None:
        """Give rows of items and resources to their catalogs: those of this workbook, then ``new`` ones of any."""
        known = [draft for draft in placed if draft.kind == CATALOG]
        known += [draft for draft in new if all(draft is not one for one in known)]
        codes: dict[str, Draft] = {}
        titles: dict[tuple[str, str], list[Draft]] = {}
        for draft in known:
            if code := self.ledger_code(self.path(draft)) or draft.code:
                codes.setdefault(code, draft)
            titles.setdefault((draft.department, names.clean(draft.name)), []).append(draft)
        before: dict[tuple[str, str], tuple[str, str, str]] = {}
        for table, row in read.orphans:
            sheet = (table, row.spot.sheet)
            refs = tuple(row.texts.pop(key, "").strip() for key in ("@code", "@name", "@department"))
            if not (refs[0] or refs[1]):
                refs = before.get(sheet, refs)
            before[sheet] = refs  # type: ignore[assignment]
            owner = self._owner(refs, default, codes, titles, placed, row)  # type: ignore[arg-type]
            if owner is not None:
                owner.members.setdefault(MEMBERS[table], []).append(row)
        for table in read.whole & {ITEM, RESOURCE}:
            for draft in placed:
                if draft.kind == CATALOG:
                    draft.members.setdefault(MEMBERS[table], [])

    def ledger_code(self, path: str) -> str:
        """The code of the catalog at a path."""
        if not hasattr(self, "_codes"):
            self._codes: Mapping[str, str] = {one.path: one.code for one in self.ledger.registry.catalogs}
        return self._codes.get(path, "")

    def _owner(
        self,
        refs: tuple[str, str, str],
        default: str,
        codes: dict[str, Draft],
        titles: dict[tuple[str, str], list[Draft]],
        placed: list[Draft],
        row: Row,
    ) -> Draft | None:
        code, name, written = "".join(unicodedata.normalize("NFKC", refs[0]).split()), names.clean(refs[1]), refs[2]
        if code in codes:
            return codes[code]
        department = (self.department(written) if written else "") or default
        found = titles.get((department, name), []) or [
            one for (own, title), some in titles.items() if title == name and name and not department for one in some
        ]
        if not code and len(found) == 1:
            return found[0]
        draft = Draft(CATALOG, Row(row.spot), written, code, name)
        if code and code not in self.by_code:
            self._lost(row.spot, f"没有目录代码是 {code} 的目录，这一行没有导入", "核对目录代码，与“目录”表写得一样")
            return None
        if not code and not name:
            self._lost(row.spot, "不知道这一行属于哪份目录，没有导入", "写上目录代码或目录名称")
            return None
        if not self._own(draft, default):
            return None
        if not self.path(draft):
            del self.paths[id(draft)]
            self._lost(row.spot, f"没有名称是“{name[:40]}”的目录，这一行没有导入", "核对目录名称，与“目录”表写得一样")
            return None
        placed.append(draft)
        codes.setdefault(self.ledger_code(self.path(draft)), draft)
        titles.setdefault((draft.department, name), []).append(draft)
        return draft

    def _lost(self, spot: Spot, message: str, fix: str) -> bool:
        self.remarks.append(said(spot, message, fix, lost=True))
        return False


__all__ = ["Placer"]
