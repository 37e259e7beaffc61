"""封面说明: what this workbook is, of which moment, and how to read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..counts import Counts, by_department
from .cells import fitting, put
from .sheet import Book

NAME = "封面说明"
_SHEETS = (
    (
        "目录总表",
        "一行一份目录，已下架的用灰字，读不出来的在“说明”栏注明；常用的各栏在前，打印时只印这些，其余字段在右边",
    ),
    ("数据项", "一行一个数据项，前几栏是所属目录；共享类型、开放类型空着的，与目录相同；打印时只印常用的各栏"),
    ("挂载资源", "一行一个库表、文件或接口；打印时只印常用的各栏"),
    ("部门汇总", "一行一个部门：目录、数据项、共享类型、挂载率、职责覆盖率；比率旁边就是算它的两个数"),
    ("共享情况统计", "按领域、按部门统计三种共享类型，附图"),
)
_SHARES = {
    "无条件共享": "可以提供给所有政务部门使用（《政务数据共享条例》第十四条）",
    "有条件共享": "按照共享条件提供给有关政务部门使用，条件见“共享条件”栏",
    "不予共享": "依照法律、行政法规或者国务院决定不能提供给其他政务部门使用，依据见“依据”栏",
}
_WIDTHS = (18, 22, 34, 34, 34)
_LAST = len(_WIDTHS) - 1


class Cover:
    """A cover being written, from the top down: the ledger's name, 示例数据 where it is a sample, then lines."""

    def __init__(self, book: Book, subtitle: str = "") -> None:
        self.book = book
        self.sheet = sheet = book.sheet(NAME)
        for place, width in enumerate(_WIDTHS):
            sheet.set_column(place, place, width)
        sheet.fit_to_pages(1, 1)
        sheet.center_horizontally()
        sheet.set_row(0, 56)
        title = f"{book.name}·{subtitle}" if subtitle else book.name
        sheet.merge_range(0, 0, 0, _LAST, fitting(title), book.styles.title)
        sheet.set_row(1, 26)
        sheet.merge_range(1, 0, 1, _LAST, "示例数据，仅供演示，不是真实目录" if book.mark else "", book.styles.mark)
        self.row = 2

    def section(self, title: str) -> None:
        """Begin a section."""
        self.sheet.set_row(self.row, 30)
        self.sheet.merge_range(self.row, 0, self.row, _LAST, title, self.book.styles.section)
        self.row += 1

    def line(self, label: str, value: str) -> None:
        """A label and what it stands for."""
        self.sheet.set_row(self.row, 21)
        self.sheet.merge_range(self.row, 1, self.row, _LAST, fitting(value), self.book.styles.value)
        put(self.sheet, self.row, 0, label, self.book.styles.label)
        self.row += 1

    def link(self, name: str, value: str) -> None:
        """A line whose label leads to the sheet of that name."""
        self.line("", value)
        self.sheet.write_url(self.row - 1, 0, f"internal:'{name}'!A1", self.book.styles.link, name)


def write(book: Book) -> None:
    """Write the sheet."""
    cover = Cover(book)
    _facts(cover)
    cover.section("各表怎么看")
    for name, text in _SHEETS:
        cover.link(name, text)
    cover.section("共享类型")
    for word, text in _SHARES.items():
        cover.line(word, text)
        style = book.styles.shares[word]
        cover.sheet.conditional_format(cover.row - 1, 0, cover.row - 1, 0, {"type": "no_blanks", "format": style})
    for title, key in (("数据分级", "level"), ("数据项类型代码", "item-type")):
        entries = _entries(book.edition.vocabulary.get(key, {}))
        if entries:
            cover.section(title)
        for value, note in entries:
            cover.line(value, note)


def _facts(cover: Cover) -> None:
    edition = cover.book.edition
    settings = edition.registry.settings
    total = sum(by_department(edition).values(), Counts())
    committed = f"（提交于 {edition.committed:%Y-%m-%d %H:%M}）" if edition.committed else ""
    broken = f"，另有 {total.unreadable} 份读不出来" if total.unreadable else ""
    facts = (
        ("主管部门", settings.authority or "—"),
        ("行政区划代码", settings.division or "—"),
        ("版本", f"{edition.revision}{committed}"),
        (
            "基准日",
            f"{edition.today}（涉及时限、时效的数字算到这一天）" if edition.today else "未定（不在 git 仓库里）",
        ),
        ("范围", edition.scope),
        ("部门", f"{len(edition.departments)} 个"),
        ("目录", f"在用 {total.active} 份，已下架 {total.retired} 份{broken}"),
        ("数据项", f"{total.items} 个（在用目录）"),
        ("挂载资源", f"{total.resources} 个（在用目录）"),
        ("三定职责", f"{total.duties} 项，其中已编目或免编目 {total.covered} 项"),
    )
    cover.section("基本情况")
    for label, value in facts:
        cover.line(label, value)


def _entries(vocabulary: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(str(entry["value"]), str(entry.get("note", ""))) for entry in vocabulary.get("values", ())]
