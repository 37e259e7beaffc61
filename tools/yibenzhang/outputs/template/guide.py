"""填表说明: what this workbook is, how to fill it, what the colours mean, whom to ask, and every field's meaning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...model.department import Department
from ...sources import stamp
from ...sources.cells import LONG, RAW
from ..xlsx.cells import fitting, put
from ..xlsx.quick import Lane
from ..xlsx.sheet import Book
from .conditions import obligation
from .looks import HEADERS, IDLE, LEAD, MISSING, WRONG, Looks
from .notes import OBLIGATIONS, note
from .sheets import Plan

_WIDTHS = (12, 20, 12, 62, 44, 22)
_LAST = len(_WIDTHS) - 1
_STEPS = (
    "先填“目录”，一行一份；再填“数据项”“挂载资源”，每行写上属于哪份目录。要别的部门的数据，填“数据需求”。",
    "新目录的“目录代码”空着，导入时编号；数据项和挂载资源凭“目录名称”认目录。已有的代码不改、不删。",
    "有下拉箭头的从下拉里选；选中单元格会弹出提示，鼠标停在表头上有说明。可以写几个的，用“、”隔开或一行一个。",
    "数据项、挂载资源的先后就是各行的先后。行可以插入、删除、排序、筛选；表头和表名不要改，也不要合并单元格。",
    "不要填的就空着，不写“无”“/”。删去一行不等于下架目录：目录要下架，把“状态”改为“已下架”，填下架日期和原因。",
    "填好存成 .xlsx（WPS 也可以）交回。红色、粉色的格子都改完再交；导入时还会逐格校验，有问题按表名、行、列指出。",
)
_HOW = (
    ("依据", "一行一条：《法律名称》文号 条款号（效力级别），例：《中华人民共和国民法典》第一千一百一十条（法律）"),
    ("政务服务事项", "一行一个：事项名称（编码），没有编码的只写名称"),
    ("字段对应", "一行一对：数据项名称=库表列名，例：公民身份号码=id_card_no"),
    ("时间", "日期写 2024-03-14；起止时间可以写到年、月或日，还在更新的截止时间写“至今”"),
    (RAW, f"以{RAW}开头的格子，原来的内容用普通写法表示不了（如前后有空格）；不改就不要动，要改就整格重写"),
    (LONG, f"以{LONG}开头的格子，全文在隐藏的“{stamp.LONG_TEXTS}”表里；不改就不要动，要改就整格重写"),
)


class Guide:
    """Writes the sheet from the top down."""

    def __init__(self, book: Book, looks: Looks) -> None:
        self.book = book
        self.looks = looks
        self.sheet = book.sheet(stamp.GUIDE)
        for place, width in enumerate(_WIDTHS):
            self.sheet.set_column(place, place, width)
        self.row = 0

    def write(self, made: stamp.Stamp, departments: Sequence[Department], plans: Sequence[Plan]) -> None:
        """Fill the sheet."""
        book, edition = self.book, self.book.edition
        self.sheet.set_row(0, 44)
        title = f"{book.name}·填报模板{book.mark}"
        self.sheet.merge_range(0, 0, 0, _LAST, fitting(title), book.styles.title)
        self.row = 1
        self._line("适用部门", made.department or "全部部门")
        self._line("内容截至", book.moment)
        self._line("模板标记", f"{made}")
        self._section("怎么填")
        for number, text in enumerate(_STEPS, 1):
            self._line(f"第 {number} 步" if number < 3 else "注意", text)
        self._legend()
        self._section("几种格子怎么写")
        for label, text in _HOW:
            self._line(label, text)
        self._section("不清楚的问谁")
        settings = edition.registry.settings
        self._line("主管部门", settings.authority or "本账的管理员")
        if len(departments) == 1:
            self._contacts(departments[0])
            self._own(departments[0])
        for plan in plans:
            self._fields(plan)
        self._vocabulary()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.protect("", {"format_columns": True, "format_rows": True})

    def _section(self, title: str) -> None:
        self.sheet.set_row(self.row, 30)
        self.sheet.merge_range(self.row, 0, self.row, _LAST, title, self.book.styles.section)
        self.row += 1

    def _line(self, label: str, text: str, style: Any = None) -> None:
        width = sum(_WIDTHS[1:]) - 4
        lines = -(-2 * len(text) // width) or 1
        self.sheet.set_row(self.row, 8 + 14 * lines)
        self.sheet.merge_range(self.row, 1, self.row, _LAST, fitting(text), self.book.styles.value)
        put(self.sheet, self.row, 0, label, style or self.book.styles.label)
        self.row += 1

    def _legend(self) -> None:
        self._section("颜色")
        samples = self.looks.samples
        for letter, text in (
            ("M", "表头：必填"),
            ("C", "表头：看情况必填，按同一行的共享类型、更新周期等决定"),
            ("W", "表头：建议填，不填会有提醒"),
            ("O", "表头：可填可不填"),
        ):
            self._line(OBLIGATIONS[letter], text, samples[HEADERS[letter]])
        self._line("所属", "表头：这一行属于哪个部门、哪份目录", samples[LEAD])
        self._line("还没填", "格子：这一行必须填，还空着；填了颜色就没有了", samples[MISSING])
        self._line("不对", "格子：不该填的填了、重复了，或者“目录”里没有这个名称", samples[WRONG])
        self._line("不用填", "格子：按这一行的情况不用填", samples[IDLE])

    def _contacts(self, department: Department) -> None:
        shown = self.book.edition.registry.settings.publish_contacts
        for label, person in (("本部门联系人", department.liaison), ("本部门负责人", department.head)):
            if person and person.name:
                more = [part for part in (person.phone, person.mail) if part and shown]
                self._line(label, "　".join([person.name, *more]))
        if department.agency:
            self._line("共享工作机构", department.agency)

    def _own(self, department: Department) -> None:
        """The department's own lists, which dropdowns offer by their ids."""
        self._section(f"{department.name}的名单（要改的请改部门信息）")
        if department.offices:
            self._line("内设科室", "、".join(department.offices))
        self._list("来源系统", [(each.id, f"{each.name}　{each.class_}　{each.status}") for each in department.systems])
        self._list("三定职责", [(each.id, each.duty or each.text) for each in department.duties])
        self._list("政务服务事项", [(each.code or "", each.name) for each in department.services])

    def _list(self, label: str, entries: Sequence[tuple[str, str]]) -> None:
        for key, text in entries:
            self._line(label, f"{key}　{text}".strip())

    def _fields(self, plan: Plan) -> None:
        self._section(f"“{plan.name}”表各栏")
        for place, header in enumerate(("表", "栏", "必填与否", "含义和要求", "例", "出处")):
            put(self.sheet, self.row, place, header, self.book.styles.header)
        styles = self.book.styles
        lanes = [Lane(width, styles.value) for width in _WIDTHS]
        rows = [[plan.name, lead.header, "", lead.prompt, "", ""] for lead in plan.leads]
        for column in plan.columns:
            said = note(column, obligation(plan.root, plan.schema, column.path), plan.root)
            choices = f"可选：{'、'.join(said.choices)}" if said.choices else ""
            text = "\n".join(part for part in (said.text, said.how, choices) if part)
            rows.append([plan.name, column.header, said.obligation, text, said.example, said.source])
        self.row = self.sheet.write_rows(self.row + 1, [[cell or "—" for cell in row] for row in rows], lanes)

    def _vocabulary(self) -> None:
        """What the words of the enumerations mean, where the vocabulary says so."""
        for key in ("item-type", "level"):
            entries = self.book.edition.vocabulary.get(key, {})
            if entries.get("values"):
                self._section(str(entries.get("title", key)))
            for entry in entries.get("values", ()):
                self._line(str(entry["value"]), str(entry.get("note", "")))
