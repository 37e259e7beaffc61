"""What a change means to those who use the data: one table, which docs/impact.md prints and the tests run through.

破坏性: whoever uses the data, or is about to, must act. 兼容: more, freer or faster than before, and nothing used so far
is lost. 说明性: only words, filing or bookkeeping changed. What the values do not tell is taken for breaking where it
touches how data is got, for editorial where it is free text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..model.change import Impact
from .cases import ABSENT, Case, Row, anyhow
from .differences import Difference
from .impact_catalog import CATALOG
from .impact_items import ITEMS, RESOURCES
from .impact_sharing import SHARING

B, C, E = Impact.BREAKING, Impact.COMPATIBLE, Impact.EDITORIAL

TABLE: Mapping[str, tuple[Row, ...]] = {**CATALOG, **SHARING, **ITEMS, **RESOURCES}
ORDER = Row("调整顺序", anyhow, E, "只是顺序变了，内容没有变", ["姓名", "性别"], ["性别", "姓名"])
INSERTED = Row("插在中间", anyhow, E, "新增的排在中间，原来的顺序没有变", ["姓名", "住址"], ["姓名", "性别", "住址"])
UNKNOWN = Row("变动", anyhow, E, "编制规范里没有这个字段，不影响使用", ABSENT, "值")
_LISTS = {"[]#": (ORDER,), "[]+": (INSERTED,)}


class Verdict(NamedTuple):
    """An impact with the sentence that says why."""

    impact: Impact
    reason: str


# fmt: off
EVENTS: Mapping[str, tuple[str, Verdict]] = {
    "new": ("新增目录", Verdict(C, "多了一份目录，原来的都还在")),
    "tombstone new": ("补录已下架的目录", Verdict(E, "补录的历史目录，没有可用的数据")),
    "recoded new": ("同一个文件换了目录代码，新代码", Verdict(C, "文件没换，目录代码变了：新代码按新增对待（X902）")),
    "gone": ("删除目录，没有留下已下架的记录", Verdict(B, "没有下架就删除，使用方没有了来源，也查不到替代目录（X907）")),
    "demanded gone": ("删除目录，还有未办结的需求", Verdict(B, "还有未办结的需求依赖它，却没有下架就删除（X907）")),
    "recoded": ("同一个文件换了目录代码，旧代码", Verdict(B, "文件没换，目录代码变了：旧代码按删除对待，引用它的要改（X902）")),
    "tombstone gone": ("删除已下架的目录", Verdict(E, "早已下架，没有人再用，只是历史查不到了")),
    "with it": ("随目录新增、删除、恢复的其他字段", Verdict(E, "随整份目录变动，影响见目录代码")),
    "with retirement": ("随目录下架改动的其他字段", Verdict(E, "随下架一并改动，影响见状态")),
    "tombstone": ("改动已下架的目录", Verdict(E, "目录早已下架，没有人再用")),
    "demanded retired": ("下架目录，还有未办结的需求", Verdict(B, "还有未办结的需求依赖它，下架后需求方取不到数据")),
    "predecessor": ("移交后原目录的下架登记", Verdict(E, "移交时原目录照例下架，影响见目录代码")),
    "department": ("代码不变，换了提供方", Verdict(C, "代码没变，提供方变了，有事改找新的提供方")),
    "moved department": ("移交，换了提供方", Verdict(C, "移交给了新的提供方，有事改找它，影响见目录代码")),
    "ambiguous": ("几份目录同一个代码", Verdict(E, "几份目录用了同一个代码，这里写明对应哪一份")),
    "unreadable": ("目录读不出来了", Verdict(B, "文件读不出来，不知道改了什么，改好以前按破坏性对待")),
    "new unreadable": ("新增的目录读不出来", Verdict(E, "一直读不出来，还没有人用到它")),
    "unreadable gone": ("删除读不出来的文件", Verdict(E, "删除的文件本来就读不出来")),
    "readable": ("读不出来的目录又读得出来了", Verdict(C, "文件又读得出来了")),
}
# fmt: on


def judge(difference: Difference, before: Mapping[str, Any], after: Mapping[str, Any]) -> Verdict:
    """The impact of a field's change; ``before`` and ``after`` are the whole documents."""
    _, pattern, _, kind, old, new = difference
    rows = TABLE.get(pattern) or _LISTS.get(pattern[-3:], (UNKNOWN,))
    case = Case(pattern, kind, old, new, before, after)
    row = next(row for row in rows if row.test(case))
    return Verdict(row.impact, row.reason)


def event(name: str) -> Verdict:
    """The impact of what happened to a catalog as a whole; ``name`` is a key of EVENTS."""
    return EVENTS[name][1]
