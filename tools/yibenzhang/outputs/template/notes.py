"""What is said of a field: in the prompt of its cells, the comment on its header, its line of 填表说明."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...rules.clauses import clause_text
from ...sources import cell_entries, cells
from ...sources.columns import Column, Sort
from ...sources.fields import Schema, elements

OBLIGATIONS = {"M": "必填", "C": "看情况必填", "W": "建议填", "O": "可填"}
MOST_PROMPT, MOST_TITLE = 255, 32
"""What a prompt and its title hold."""
_SAID = re.compile(r"(?P<text>.*?)(?:例：(?P<example>.*?)。?)?(?:（来源：(?P<source>[^）]*)）)?\Z", re.DOTALL)
_FOR_SHEETS = (
    ("写 true", "写“是”"),
    ("与 department.yml 的 offices 一致", "与本部门内设科室的名单一致"),
    ("对应 department.yml 里的职责编号", "写本部门三定职责的编号（见填表说明）"),
    ("写本部门 department.yml 里的系统编号", "写本部门来源系统的编号"),
    ("写 department.yml 里的系统编号", "写本部门来源系统的编号（见填表说明）"),
    ("名称与 libraries.yml 一致", "名称与本账的名单一致"),
    ("写 base-items 里的名称", "写本账里它的名称"),
    ("；部门编号即 catalogs/ 下的文件夹路径", "；县里的写 县名/部门名"),
    ("的编号，即目录树里的文件夹路径", "，县里的写 县名/部门名"),
    ("；只有数字时加英文引号", ""),
    ("另写在 scale", "写在“小数位数”栏"),
    ("目录里没有的写成 {name: 名称, new: true}", "目录里没有的在后面加（新增）"),
    ("，与文件名一致", ""),
)
"""What the schema says of a file, said of a sheet; a test holds that no word of YAML is left."""
_LIST = "可写几个，用“、”隔开"


@dataclass(frozen=True, slots=True)
class Note:
    """A field in words. ``how`` is the form of what cannot be typed as one word."""

    letter: str
    text: str
    example: str
    source: str
    how: str
    choices: tuple[str, ...]

    @property
    def obligation(self) -> str:
        """必填 and so on."""
        return OBLIGATIONS[self.letter]

    def prompt(self, choices: tuple[str, ...] = ()) -> str:
        """The prompt of a cell, cut where it would be too long; ``choices`` come where the schema has none."""
        parts = [f"【{self.obligation}】{self.text}", self.how and f"{self.how}。"]
        shown = self.choices or choices
        if shown:
            parts.append(f"可选：{'、'.join(shown)}。")
        parts.append(self.example and f"例：{self.example}")
        return cut("\n".join(part for part in parts if part), MOST_PROMPT)

    @property
    def comment(self) -> str:
        """The comment on the header."""
        lines = (
            f"【{self.obligation}】{self.text}",
            self.how,
            f"例：{self.example}" if self.example else "",
            f"出处：{self.source}" if self.source else "",
        )
        return "\n".join(line for line in lines if line)


def note(column: Column, letter: str, root: Schema) -> Note:
    """What the schema says of a column, in the words of a sheet: 是 instead of true, 、 instead of brackets."""
    said = _SAID.match(column.description)
    part = said.groupdict(default="") if said else {"text": column.description, "example": "", "source": ""}
    field, entry = column.field, elements(root, column.field)
    words = field.get("enum") or entry.get("enum") or ()
    return Note(
        letter=letter,
        text=_within(column) + _worded(part["text"].strip()),
        example=_example(column, part["example"].strip()),
        source=clause_text(part["source"].replace("、", ",")),
        how=_how(column, entry),
        choices=tuple(str(word) for word in words),
    )


def _worded(text: str) -> str:
    for written, typed in _FOR_SHEETS:
        text = text.replace(written, typed)
    return text


def _within(column: Column) -> str:
    """The title of what a field stands in, where its own does not say it."""
    said = column.parents[-1] if column.parents else ""
    return f"（{said}）" if said and said not in column.header and column.header not in said else ""


def _how(column: Column, entry: Schema) -> str:
    if found := cell_entries.form(entry) or cell_entries.form(column.field):
        return found.value
    if column.sort is Sort.BOOL:
        return "写“是”或“否”"
    if column.sort is Sort.DATE:
        return "写成 年-月-日"
    return _LIST if column.sort is Sort.LIST else ""


def _example(column: Column, example: str) -> str:
    """The schema's example as a cell holds it; none where it is written as YAML."""
    if column.sort is Sort.BOOL:
        return {"true": "是", "false": "否"}.get(example, "")
    if re.fullmatch(r"\[[^\[\]{}]*\]", example):
        return "、".join(part.strip() for part in example[1:-1].split(","))
    return "" if example.startswith(("[", "{")) else example.strip('"')


def cut(text: str, most: int) -> str:
    """A text of at most so many UTF-16 units, an ellipsis where it was longer."""
    if cells.units(text) <= most:
        return text
    while cells.units(text) > most - 1:
        text = text[:-1]
    return f"{text}…"
