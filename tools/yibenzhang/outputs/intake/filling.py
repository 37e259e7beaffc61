"""Cells of a sheet → rows of texts by field; what has no field is said."""

from __future__ import annotations

import re
from collections import Counter

from ...sources import cell_pieces, stamp
from ...sources.mapping import IGNORED, PLACELESS, Target
from ...sources.workbook import Book, Sheet
from .draft import Remark, Row, Spot, said
from .labels import Labels
from .recognise import Aim, Header

_DATES = re.compile(r"[0-9]{4}(?:[-/.年][0-9]{1,2}(?:[-/.月][0-9]{1,2}日?)?月?)?年?|至今")
_PROSE = re.compile(
    r"\s*(?:注|说明|备注|合计|总计|共计|填表人|填报人|审核人|负责人|联系人|联系电话|制表)\s*[:：0-9]|\s*[（(]?(?:以下空白|此行以下)"
)
SHORT = 30
_PROSE_LONG = 64
_WORDS = 3
_ELSEWHERE = "要紧的内容写进“备注”或“摘要”；涉密的数据不编目，删去那些行"


class Filler:
    """Makes rows of one workbook's cells."""

    def __init__(self, book: Book, labels: Labels, remarks: list[Remark]) -> None:
        self.book, self.labels, self.remarks = book, labels, remarks
        long = next((sheet for sheet in book.sheets if sheet.name == stamp.LONG_TEXTS), None)
        self.long = {row[0]: [one for one in row[1:] if one] for row in long.rows if row} if long else {}

    def spot(self, sheet: Sheet, row: int, column: int) -> Spot:
        """A cell's place, as it is said."""
        return Spot(self.book.name, "" if self.book.is_csv else sheet.name, row, column)

    def is_prose(self, sheet: Sheet, number: int) -> bool:
        """Whether a row is no data but a remark for readers, alone in its row; that is said."""
        filled = [(at, text) for at, text in enumerate(sheet.rows[number]) if text.strip()]
        if len({text for _, text in filled}) != 1:
            return False
        at, text = filled[0]
        if not _PROSE.match(text) and len(text) <= _PROSE_LONG:
            return False
        message = f"这一行像是给人看的说明，没有导入：{' '.join(text.split())[:SHORT]}"
        self.remarks.append(said(self.spot(sheet, number, at), message, warn=True))
        return True

    def text(self, spot: Spot, text: str) -> str:
        if not text.startswith(cell_pieces.LONG):
            return text
        whole = cell_pieces.whole(text, lambda number: self.long.get(str(number)))
        if isinstance(whole, cell_pieces.Unreadable):
            self.remarks.append(said(spot, whole.message, whole.fix, lost=True))
            return ""
        return whole

    def misplaced(self, sheet: Sheet, header: Header) -> None:
        """Say which columns are not read, and what stands in them."""
        titles = sheet.rows[header.row]
        for at in header.placeless:
            words = Counter(text for row in range(header.row + 1, len(sheet.rows)) if (text := sheet.at(row, at)))
            if words:
                shown = "、".join(f"“{text[:SHORT]}”{count} 格" for text, count in words.most_common(_WORDS))
                more = "等" if len(words) > _WORDS else ""
                message = (
                    f"账里没有“{' '.join(titles[at].split()).strip('*＊ ')[:SHORT]}”对应的字段，没有导入：{shown}{more}"
                )
                self.remarks.append(said(self.spot(sheet, header.row, at), message, _ELSEWHERE, warn=True))
        for at in (*header.unknown, *header.doubled):
            below = [row for row in range(header.row + 1, len(sheet.rows)) if sheet.at(row, at)]
            if not below:
                continue
            title = titles[at] if at < len(titles) else ""
            spot = self.spot(sheet, header.row, at)
            shown = " ".join(title.split())[:SHORT]
            if at in header.doubled:
                message, fix = f"这一列“{shown}”与前面的列是同一个字段，没有读", "只留一列"
            elif title:
                message = f"不认识这一列“{shown}”，下面 {len(below)} 格没有导入"
                fix = (
                    self.labels.alike(title, table=header.tables[0])
                    + "改成模板里的列名；不要的，删去这一列；或用 --map 写明它是哪个字段（不用导入的写“不导入”）"
                )
            else:
                message, fix = f"这一列没有标题，下面 {len(below)} 格没有导入", "补上标题，或删去这一列"
                spot = self.spot(sheet, below[0], at)
            self.remarks.append(said(spot, message, fix, lost=True))

    def is_repeated(self, sheet: Sheet, header: Header, number: int) -> bool:
        """Whether a row is the header once more, as where a long table was printed."""
        titles, texts = sheet.rows[header.row], sheet.rows[number]
        same = [at for at in header.aims if sheet.at(number, at)]
        return len(same) > 1 and all(at < len(titles) and texts[at] == titles[at] for at in same)

    def row(self, sheet: Sheet, number: int, aims: list[tuple[int, Aim]], whole: bool) -> Row:
        first = next((at for at, _ in aims if sheet.at(number, at)), aims[0][0] if aims else 0)
        row = Row(self.spot(sheet, number, first), whole=whole)
        # The share type decides what a cell of two fields means, wherever its column stands.
        for late in (False, True):
            for at, aim in aims:
                if isinstance(aim.target, dict) is late:
                    spot = self.spot(sheet, number, at)
                    self.put(row, aim.target, self.text(spot, sheet.at(number, at)), spot)
        return row

    def put(self, row: Row, target: Target, text: str, spot: Spot) -> None:
        if isinstance(target, str):
            keys = {target: text}
        elif isinstance(target, list):
            parts = _DATES.findall(text) if all(key.startswith("temporal") for key in target) else text.split("/")
            if text and len(parts) > len(target):
                self.remarks.append(said(spot, f"“{text[:SHORT]}”分不成 {len(target)} 个字段", lost=True))
            keys = dict(zip(target, [*parts, *[""] * len(target)], strict=False))
            if target[1:] == ["temporal.to"] and len(parts) == 1:
                keys["temporal.to"] = "至今"
        else:
            share = row.texts.get("share.type", "")
            chosen = next((key for word, key in target.items() if word[:2] in share), None)
            if chosen is None:
                if text:
                    message = f"共享类型是“{share}”，不知道这一格写的是哪个字段"
                    self.remarks.append(said(spot, message, f"可以是：{'、'.join(target)}", lost=True))
                return
            keys = {chosen: text}
        for key, part in keys.items():
            if key == PLACELESS and part.strip():
                message = f"账里没有对应的字段，没有导入：{' '.join(part.split())[:SHORT]}"
                self.remarks.append(said(spot, message, _ELSEWHERE, warn=True))
            elif key not in (IGNORED, PLACELESS):
                row.texts[key] = self._word(key, part)
                row.spots[key] = spot

    def _word(self, key: str, text: str) -> str:
        return self.labels.foreign.values.get(key, {}).get(text.strip(), text)


__all__ = ["SHORT", "Filler"]
