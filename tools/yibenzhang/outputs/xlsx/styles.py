"""The looks of every cell, made once a workbook."""

from __future__ import annotations

from typing import Any

SONG, HEI = "宋体", "黑体"
INK, LINE, HEAD, BAND, RED = "#1F2A3C", "#9AA7B8", "#DCE6F1", "#F3F6FA", "#C00000"
SHARE_COLOURS = {"无条件共享": "#E2F0D9", "有条件共享": "#FFF2CC", "不予共享": "#F8D7DA"}
CHART_COLOURS = {"无条件共享": "#6AA06A", "有条件共享": "#D9A441", "不予共享": "#C0504D"}


class Styles:
    """Formats by use. Column formats carry no border: a table draws its lines with one conditional format,
    which reaches empty cells too and costs nothing a cell."""

    def __init__(self, workbook: Any) -> None:
        def made(**properties: Any) -> Any:
            base = {"font_name": SONG, "font_size": 10, "valign": "vcenter", "font_color": INK}
            return workbook.add_format({**base, **properties})

        boxed = {"border": 1, "border_color": LINE}
        self.title = made(font_name=HEI, font_size=18, align="center")
        self.title_left = made(font_name=HEI, font_size=18, align="left")
        self.subtitle = made(font_color="#5A6675", align="left")
        self.header = made(**boxed, font_name=HEI, bg_color=HEAD, align="center", text_wrap=True)
        self.text = made(num_format="@", text_wrap=True, align="left", indent=1)
        self.centred = made(num_format="@", align="center", text_wrap=True)
        self.ordinal = made(num_format="0", align="center")
        self.number = made(num_format="#,##0", align="right", indent=1)
        self.date = made(num_format="yyyy-mm-dd", align="center")
        self.ratio = made(num_format="0.0%", align="right", indent=1)
        total = {**boxed, "bold": True, "bg_color": BAND}
        self.total = made(**total, align="center")
        self.total_number = made(**total, num_format="#,##0", align="right", indent=1)
        self.total_ratio = made(**total, num_format="0.0%", align="right", indent=1)
        self.section = made(font_name=HEI, font_size=12, bottom=1, bottom_color=LINE)
        self.mark = made(font_name=HEI, font_size=14, font_color=RED, align="center")
        self.label = made(**boxed, bg_color=BAND, font_name=HEI, align="center", text_wrap=True)
        self.value = made(**boxed, num_format="@", text_wrap=True, align="left", indent=1)
        self.value_number = made(**boxed, num_format="#,##0", align="left")
        self.link = made(**boxed, font_color="#1F4E9E", underline=1, align="center")
        self.lines = workbook.add_format({"border": 1, "border_color": LINE})
        # Each of these has the lines too: LibreOffice takes only the first condition that holds for a cell.
        self.faded = workbook.add_format({"font_color": "#8A94A3", **boxed})
        self.wrong = workbook.add_format({"font_color": RED, **boxed})
        self.shares = {
            word: workbook.add_format({"bg_color": colour, **boxed}) for word, colour in SHARE_COLOURS.items()
        }
        self.plain_part = made()
