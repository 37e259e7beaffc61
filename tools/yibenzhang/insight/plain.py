"""What to look at in a change, asked from the changed values alone, as they are written: all there is to go by for a
catalog that is gone or has errors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..history import paths
from ..model.change import CatalogChange, FieldChange, Kind
from .effects import Effect, Sort
from .task import Quotes, Task

REFUSED = "不予共享的理由成立，依据是法律、行政法规或国务院决定，条款写的就是不得提供（条例第十四、十五条）"
CONDITIONAL = "共享条件确有必要，没有擅自增设条件（条例第十五条）"
UNCONDITIONAL = "可以无条件共享，没有不宜普遍提供的数据项"
RETIRED = "确实不再产生数据，或者已有替代；用它的部门已经告知"
OPENED = "开放类型与数据内容相称"
LEVEL = "数据分级与泄露后的危害相称"
ITEMS = "数据项的改动与系统里的实际一致，已告知使用方"
_REMOVED = "确实该从账里消失：不再用的目录应下架（ybz retire），不直接删文件；用它的部门已经告知"
_SHARING = {"不予共享": REFUSED, "有条件共享": CONDITIONAL, "无条件共享": UNCONDITIONAL}
_LISTED = 12


def tasks(change: CatalogChange, users: str) -> Iterator[Task]:
    """``users``: who still uses the catalog, in words; empty for nobody."""

    def task(kind: str, text: str, quotes: Quotes) -> Task:
        return Task(kind, change.code, change.name, text, quotes)

    using = (("还在用它的", users or "没有"),)
    if change.kind is Kind.UNREADABLE:
        yield task("unreadable", "文件读不出来，改好后从头审核这份目录", using if users else ())
    elif change.kind is Kind.ADDED:
        yield task("unreadable", "这份新目录有错误，改好后从头审核", ())
    elif change.kind is Kind.REMOVED:
        yield task("remove", _REMOVED, using)
    elif change.kind is Kind.RETIRED:
        yield task("retire", RETIRED, (*_said(change, "retired"), *using))
    else:
        if sharing := _said(change, "share"):
            yield task("basis", _sharing(change), (*sharing, *_basis(change)))
        for start, text in (("open", OPENED), ("level", LEVEL), ("items", ITEMS)):
            if quotes := _said(change, start):
                yield task(start, text, quotes)


def users(change: CatalogChange, hit: Sequence[Effect]) -> str:
    """Who still uses a catalog, in words; empty for nobody."""
    codes = {change.code, change.predecessor} - {""}
    using = [each for each in hit if each.sort in (Sort.DEMAND, Sort.CATALOG) and each.code in codes]
    named = [
        f"{each.department}的{'需求' if each.sort is Sort.DEMAND else '目录'} {each.subject.rpartition('/demands/')[2]}"
        for each in using
    ]
    return _listed(named)


def items(change: CatalogChange) -> str:
    """Which items came, went or changed: ``新增 婚姻状况；修改 姓名、性别``."""
    named: dict[str, list[str]] = {}
    for field in change.fields:
        root, *steps = paths.parse(field.path)
        if root != "items" or not steps or not isinstance(steps[0], paths.Member):
            continue
        renamed = field.kind is Kind.RENAMED and len(steps) > 1
        word = field.kind.label if renamed or len(steps) == 1 else "修改"
        named.setdefault(word, []).append(f"{field.old} → {field.new}" if renamed else steps[0].key)
    return "；".join(f"{word} {_listed(list(dict.fromkeys(found)))}" for word, found in named.items()) or "换了次序"


def _listed(names: Sequence[str]) -> str:
    return "、".join(names[:_LISTED]) + (f"等 {len(names)} 项" if len(names) > _LISTED else "")


def _under(change: CatalogChange, start: str) -> list[FieldChange]:
    return [each for each in change.fields if each.path == start or each.path.startswith((f"{start}.", f"{start}["))]


def _sharing(change: CatalogChange) -> str:
    found = (each.new for each in change.fields if each.path in ("share.type", "share"))
    kind = next((each.get("type") if isinstance(each, Mapping) else each for each in found), "")
    return _SHARING.get(str(kind), "共享类型、条件和依据的改动成立（条例第十四、十五条）")


def _basis(change: CatalogChange) -> Quotes:
    """That a refusal comes without a reason or a clause; what it does bring is quoted with the other fields."""
    if _sharing(change) != REFUSED or any(each.new for each in _under(change, "share.basis")):
        return ()
    whole = next((each.new for each in change.fields if each.path == "share"), None)
    return () if isinstance(whole, Mapping) and whole.get("basis") else (("依据", "这次没有写"),)


def _said(change: CatalogChange, start: str) -> Quotes:
    return tuple((each.label, _words(each)) for each in _under(change, start)[:_LISTED])


def _words(field: FieldChange) -> str:
    if field.kind is Kind.ADDED or field.old is None:
        return _value(field.new)
    return f"{_value(field.old)} → {_value(field.new)}"


def _value(found: Any) -> str:
    if isinstance(found, Mapping):
        return " ".join(_value(each) for each in found.values())
    if isinstance(found, list | tuple):
        return "、".join(_value(each) for each in found[:_LISTED])
    return "没有" if found is None else "是" if found is True else "否" if found is False else str(found)


__all__ = ["CONDITIONAL", "ITEMS", "LEVEL", "OPENED", "REFUSED", "RETIRED", "UNCONDITIONAL", "tasks"]
