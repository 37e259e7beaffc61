"""Small changes of one catalog, as its department makes them: each gives the catalog anew and what was done to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from . import birth, words
from .draw import Draw
from .sheet import Sheet

Edited = tuple[Sheet, str] | None


class Edit(NamedTuple):
    """A kind of change; ``weight`` says how often it happens beside the others."""

    name: str
    weight: float
    make: Callable[[Sheet, Draw, str], Edited]


_LENGTHS = (20, 50, 60, 80, 128, 150, 200, 255, 500)
# Items a department thinks of later; by their names they have the right type.
_LATER = [
    "办理渠道",
    "核验方式",
    "数据版本",
    "首次登记日期",
    "最近核查日期",
    "累计金额",
    "年度数量",
    "所属网格",
    "档案位置",
    "风险等级",
    "复核意见",
    "变更原因说明",
]
# Another word for the same thing, of the same type.
_SYNONYMS = {
    "类别": "种类",
    "等级": "级别",
    "编号": "编码",
    "状态": "现状",
    "起始日期": "开始日期",
    "截止日期": "终止日期",
    "数量": "登记数量",
    "来源": "来源渠道",
    "责任科室": "承办科室",
    "情况说明": "补充说明",
}
_CYCLES = tuple(dict.fromkeys(birth.CYCLES))
_METHODS = ("信息查询接口", "信息核验接口", "批量库表交换", "文件下载交换")
_PURPOSES = ("行政依据", "工作参考", "数据校核", "业务协同")


def free_items(sheet: Sheet) -> list[int]:
    """Places of the items a department may change: none that is fixed, known by a standard, or the key."""
    first = birth.BASE_GROUP if sheet.base else 1
    return [place for place in range(first, len(sheet.items)) if not sheet.items[place].marks]


def _summary(sheet: Sheet, draw: Draw, day: str) -> Edited:
    one, other = draw.pick(sheet.items).name, draw.pick(sheet.items).name
    since = f"{sheet.area}{sheet.name}的{sheet.processing}，"
    text = draw.pick(
        (
            f"{since}由{sheet.unit}采集汇总，含{one}、{other}等内容，自{sheet.year}年起{sheet.cycle}更新。",
            f"{since}{sheet.unit}在办理业务时形成，时间范围自{sheet.year}年至今，主要有{one}等。",
            f"{since}由业务科室在日常管理中采集，时间范围自{sheet.year}年至今，更新周期为{sheet.cycle}。",
        )
    )
    return None if text == sheet.summary else (sheet._replace(summary=text), "修订摘要")


def _keywords(sheet: Sheet, draw: Draw, day: str) -> Edited:
    new = draw.pick((sheet.plan.aspect, sheet.unit, f"{sheet.plan.subject}数据", "一本账", sheet.processing))
    if new not in sheet.keywords and len(sheet.keywords) < 5:
        return sheet._replace(keywords=(*sheet.keywords, new)), f"增加关键字“{new}”"
    if len(sheet.keywords) < 3:
        return None
    return sheet._replace(keywords=sheet.keywords[:-1]), f"删去关键字“{sheet.keywords[-1]}”"


def _length(sheet: Sheet, draw: Draw, day: str) -> Edited:
    places = [place for place in free_items(sheet) if sheet.items[place].type == "C"]
    if not places:
        return None
    place, length = draw.pick(places), draw.pick(_LENGTHS)
    old = sheet.items[place]
    if old.length == length:
        return None
    rows = (*sheet.items[:place], old._replace(length=length), *sheet.items[place + 1 :])
    return sheet._replace(items=rows), f"数据项“{old.name}”长度由{old.length}改为{length}"


def _item_added(sheet: Sheet, draw: Draw, day: str) -> Edited:
    name = sheet.plan.subject + draw.pick(_LATER)
    if any(item.name == name for item in sheet.items):
        return None
    at = max(1, len(sheet.items) - 1)
    rows = (*sheet.items[:at], birth.item(name, "扩展"), *sheet.items[at:])
    return sheet._replace(items=rows), f"增加数据项“{name}”"


def _item_removed(sheet: Sheet, draw: Draw, day: str) -> Edited:
    places = free_items(sheet)
    if len(places) < 3:
        return None
    place = draw.pick(places)
    gone = sheet.items[place].name
    return sheet._replace(items=(*sheet.items[:place], *sheet.items[place + 1 :])), f"删除数据项“{gone}”"


def _item_renamed(sheet: Sheet, draw: Draw, day: str) -> Edited:
    subject = sheet.plan.subject
    known = {item.name for item in sheet.items}
    places = []
    for place in free_items(sheet):
        old = sheet.items[place].name
        new = _SYNONYMS.get(old.removeprefix(subject)) if old.startswith(subject) else None
        if new and subject + new not in known and words.shape(old)[0] == words.shape(subject + new)[0]:
            places.append((place, subject + new))
    if not places:
        return None
    place, name = draw.pick(places)
    old = sheet.items[place].name
    rows = (*sheet.items[:place], sheet.items[place]._replace(name=name), *sheet.items[place + 1 :])
    return sheet._replace(items=rows), f"数据项“{old}”改名为“{name}”"


def _item_moved(sheet: Sheet, draw: Draw, day: str) -> Edited:
    places = free_items(sheet)
    if len(places) < 3:
        return None
    rows = list(sheet.items)
    rows.insert(places[0], rows.pop(places[-2]))
    return sheet._replace(items=tuple(rows)), "调整数据项顺序"


def _share(sheet: Sheet, draw: Draw, day: str) -> Edited:
    if sheet.share.type == birth.FREE:
        how = birth.conditional(
            sheet.bureau.office, sheet.plan, "依申请共享", f"用于办理涉及{sheet.plan.subject}的业务"
        )
        return sheet._replace(share=how, opened=birth.CLOSED), "共享类型由无条件共享改为有条件共享"
    if sheet.share.kind != "依申请共享" or sheet.plan.sort == "人":
        return None
    how, opened = birth.free(sheet.plan)
    return sheet._replace(share=how, opened=opened), "共享类型由有条件共享改为无条件共享"


def _condition(sheet: Sheet, draw: Draw, day: str) -> Edited:
    if sheet.share.kind != "依申请共享":
        return None
    subject = sheet.plan.subject
    text = draw.pick(
        (
            f"用于履行职责中核验{subject}有关情况",
            f"用于核对{subject}的登记信息，每次核验写明办理事项",
            f"用于业务协同中查询{subject}，查询结果保留六个月",
        )
    )
    share = sheet.share._replace(text=text, purposes=("行政依据", draw.pick(_PURPOSES[1:])))
    return None if share == sheet.share else (sheet._replace(share=share), "调整共享条件和使用用途")


def _method(sheet: Sheet, draw: Draw, day: str) -> Edited:
    if not sheet.share.methods:
        return None
    method = draw.pick(_METHODS)
    if method not in sheet.share.methods:
        new, what = (*sheet.share.methods, method), "增加"
    elif len(sheet.share.methods) > 1:
        new, what = tuple(one for one in sheet.share.methods if one != method), "取消"
    else:
        return None
    return sheet._replace(share=sheet.share._replace(methods=new)), f"{what}共享方式“{method}”"


def _opened(sheet: Sheet, draw: Draw, day: str) -> Edited:
    if sheet.plan.sort == "人" or sheet.share.type == birth.REFUSED:
        return None
    kinds = (("有条件开放", "实名注册后下载，注明数据来源"), birth.CLOSED, ("无条件开放", ""))
    opened = draw.pick(kinds if sheet.share.type == birth.FREE else kinds[:2])
    return None if opened == sheet.opened else (sheet._replace(opened=opened), f"开放类型改为{opened[0]}")


def _cycle(sheet: Sheet, draw: Draw, day: str) -> Edited:
    cycle = draw.pick(_CYCLES)
    if cycle == sheet.cycle:
        return None
    # A date of last data belongs to the slow cycles; what is fed by the day has none.
    resources = tuple(resource._replace(updated="") for resource in sheet.resources)
    return sheet._replace(cycle=cycle, resources=resources), f"更新周期由{sheet.cycle}改为{cycle}"


def _unit(sheet: Sheet, draw: Draw, day: str) -> Edited:
    unit = draw.pick(sheet.bureau.offices[1:])
    return None if unit == sheet.unit else (sheet._replace(unit=unit), f"内设科室由{sheet.unit}改为{unit}")


def _assessed(sheet: Sheet, draw: Draw, day: str) -> Edited:
    return None if day == sheet.assessed else (sheet._replace(assessed=day), "更新评估日期")


def _aliases(sheet: Sheet, draw: Draw, day: str) -> Edited:
    alias = draw.pick((f"{sheet.plan.subject}数据", f"{sheet.plan.subject}表", f"{sheet.plan.subject}台账"))
    if alias in sheet.aliases or alias == sheet.name:
        return None
    return sheet._replace(aliases=(*sheet.aliases, alias)), f"增加别名“{alias}”"


def _data(sheet: Sheet, draw: Draw, day: str) -> Edited:
    if not sheet.resources or sheet.resources[0].records < 0:
        return None
    first = sheet.resources[0]
    updated = day if sheet.cycle in ("每半年", "每年") else ""
    more = first._replace(updated=updated, records=first.records + 1 + draw.below(1 + first.records // 10))
    return sheet._replace(resources=(more, *sheet.resources[1:])), "更新挂载数据"


def _interface(sheet: Sheet, draw: Draw, day: str) -> Edited:
    if len(sheet.resources) > 1:
        return sheet._replace(resources=sheet.resources[:1]), f"停用“{sheet.resources[1].name}”"
    if not sheet.resources or not sheet.system or sheet.plan.sort not in "人企":
        return None
    made = sheet.resources[0]._replace(
        id=f"{sheet.resources[0].id}_verify", name=f"{sheet.plan.subject}核验接口", mounted=day, updated="", records=-1
    )
    return sheet._replace(resources=(*sheet.resources, made)), f"挂载“{made.name}”"


EDITS = (
    Edit("summary", 14, _summary), Edit("item_added", 9, _item_added),
    Edit("length", 9, _length), Edit("data", 14, _data),
    Edit("keywords", 5, _keywords), Edit("item_renamed", 6, _item_renamed),
    Edit("item_removed", 5, _item_removed), Edit("share", 6, _share),
    Edit("condition", 4, _condition), Edit("cycle", 4, _cycle),
    Edit("unit", 3, _unit), Edit("method", 3, _method),
    Edit("interface", 3, _interface), Edit("opened", 2, _opened),
    Edit("assessed", 2, _assessed), Edit("aliases", 1, _aliases),
    Edit("item_moved", 1, _item_moved),
)  # fmt: skip
