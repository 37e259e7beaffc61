"""The looks of a template: cells to fill are unlocked, everything else is not."""

from __future__ import annotations

from typing import Any

from ..columns import Sort
from ..xlsx.styles import HEI, INK, LINE, SONG

HEADERS = {"M": "#F4B183", "C": "#FFE699", "W": "#BDD7EE", "O": "#E2E6EC"}
"""The header of a column that is needed, needed in some cases, recommended, optional."""
MISSING, WRONG, IDLE, LEAD = "#FFC7CE", "#FF6B6B", "#E9E9E9", "#D9E8D0"
"""A cell that must be filled, one that must not hold what it holds, one that need not be filled; leading columns."""


class Looks:
    """Formats of one workbook."""

    def __init__(self, workbook: Any) -> None:
        def made(**properties: Any) -> Any:
            base = {"font_name": SONG, "font_size": 10, "valign": "vcenter", "font_color": INK}
            return workbook.add_format({**base, **properties})

        boxed = {"border": 1, "border_color": LINE}
        head = {**boxed, "font_name": HEI, "align": "center", "text_wrap": True}
        self.heads = {letter: made(**head, bg_color=colour) for letter, colour in HEADERS.items()}
        self.lead_head = made(**head, bg_color=LEAD)
        free = {"locked": False}
        self.text = made(**free, num_format="@", text_wrap=True, align="left", indent=1)
        self.centred = made(**free, num_format="@", align="center", text_wrap=True)
        self.number = made(**free, num_format="0", align="right", indent=1)
        self.date = made(**free, num_format="yyyy-mm-dd", align="center")
        self.locked = made()
        self.lines = workbook.add_format({**boxed})
        self.missing = workbook.add_format({**boxed, "bg_color": MISSING})
        self.wrong = workbook.add_format({**boxed, "bg_color": WRONG, "font_color": "#FFFFFF"})
        self.idle = workbook.add_format({**boxed, "bg_color": IDLE, "font_color": "#8A94A3"})
        self.samples = {
            colour: made(**boxed, bg_color=colour, align="center", font_name=HEI)
            for colour in (*HEADERS.values(), LEAD, MISSING, WRONG, IDLE)
        }

    def cell(self, sort: Sort, *, centred: bool) -> Any:
        """The format of a column's cells."""
        if sort is Sort.NUMBER:
            return self.number
        if sort is Sort.DATE:
            return self.date
        return self.centred if centred or sort is Sort.BOOL else self.text
