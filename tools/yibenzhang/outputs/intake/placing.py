"""Whose catalogs the drafts are, and which of the ledger's files they mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from ...model.catalog import RETIRED
from ...sources.layout import CATALOGS, file_name
from ...sources.ledger import Ledger
from ..edit import names
from .draft import CATALOG, DEMAND, Draft, Remark, Spot, said
from .reading import Read

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
        self.mistaken: set[str] = set()
        self.remarks: list[Remark] = []

    def placed(self, read: Read, default: str) -> list[Draft]:
        """The drafts of a workbook that have a place; ``default``: whose they are where they do not say."""
        placed: list[Draft] = []
        seen: dict[tuple[str, str, str], Draft] = {}
        for draft in read.drafts:
            if not self.own(draft, default):
                continue
            key = (draft.kind, draft.department, self.path(draft) or f"?{draft.code or draft.name}")
            if (first := seen.get(key)) is not None and (draft.name or draft.code):
                self._twin(first, draft)
                continue
            seen[key] = draft
            placed.append(draft)
        return placed

    def path(self, draft: Draft) -> str:
        """The file a draft means; empty for a new one."""
        return self.paths.get(id(draft), "")

    def default(self, read: Read) -> str:
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

    def own(self, draft: Draft, default: str) -> bool:
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
            return self.lost(row.spot, message, fix)
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
            return self.lost(
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
            self.lost(
                spot,
                f"账里没有“{draft.department[:30]}”这个部门，这一行没有导入",
                "改成部门文件夹的名称，如 民政局；或先建部门文件夹",
            )
        elif self.asked and found != self.asked and not found.startswith(f"{self.asked}/"):
            self.lost(
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
            return self.lost(
                spot, f"目录代码 {draft.code} 是{owner}的目录", "核对目录代码；新目录把代码空着，导入时编号"
            )
        if self.asked and owner != self.asked and not owner.startswith(f"{self.asked}/"):
            return self.lost(
                spot, f"目录代码 {draft.code} 是{owner}的目录，没有导入", f"另用 --department {owner} 导入"
            )
        if "/retired/" in path:
            return self.lost(spot, f"目录代码 {draft.code} 已经下架，没有导入", "删去这一行；要重新编目的，把代码空着")
        self.paths[id(draft)] = path
        return True

    def _new_code(self, draft: Draft) -> bool:
        """A code the ledger does not have: taken where the department could have issued it and nobody ever has."""
        match = _CODE.match(draft.code)
        prefixes = self.departments[draft.department].code_prefixes.values()
        spot, fix = draft.row.at("code"), "核对目录代码；新目录把代码空着，导入时编号"
        own = self.by_name.get((draft.department, names.clean(draft.name)), "")
        if own:
            # The slip of a pen in the code: the items below it still say which catalog is meant.
            self.mistaken.add(own)
            fix = f"账里《{names.clean(draft.name)}》的目录代码是 {self.ledger_code(own)}，改成它"
        if match is None:
            return self.lost(spot, f"“{draft.code[:30]}”不是目录代码，账里也没有，这一行没有导入", fix)
        if match[1] not in prefixes:
            return self.lost(
                spot, f"账里没有目录代码 {draft.code}，它的前段码也不是{draft.department}的，这一行没有导入", fix
            )
        if self.is_used(draft.code):
            return self.lost(spot, f"目录代码 {draft.code} 以前用过，不能再用，这一行没有导入", fix)
        return True

    def _twin(self, first: Draft, draft: Draft) -> None:
        """A second row for the same catalog."""
        where = first.row.spot.row + 1
        if draft.row.texts == first.row.texts:
            message = f"与第 {where} 行完全相同，只导入一次"
            self.remarks.append(said(draft.row.spot, message, "删去重复的一行", warn=True))
        elif draft.row.spot.sheet == first.row.spot.sheet and draft.row.spot.file == first.row.spot.file:
            self.lost(draft.row.spot, f"与第 {where} 行是同一份目录，内容不同，没有导入", "只留对的一行")
        else:
            self.lost(draft.row.spot, f"{first.row.spot} 已经写过这份目录，这里的没有导入", "只留对的一处")

    def ledger_code(self, path: str) -> str:
        """The code of the catalog at a path."""
        if not hasattr(self, "_codes"):
            self._codes: Mapping[str, str] = {one.path: one.code for one in self.ledger.registry.catalogs}
        return self._codes.get(path, "")

    def lost(self, spot: Spot, message: str, fix: str) -> bool:
        """Say that something has no place; False, as a step that failed."""
        self.remarks.append(said(spot, message, fix, lost=True))
        return False


__all__ = ["Placer"]
