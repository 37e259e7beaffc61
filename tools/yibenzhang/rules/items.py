"""I4xx: items (S0-3, S0-4)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache

from ..lazily import pattern
from ..model.catalog import Catalog, Item
from ..model.findings import Severity
from ..model.registry import Registry, pairs
from . import words
from .lists import by_list
from .rule import Fault, Reach, declared, rule
from .said import said

E, W = Severity.ERROR, Severity.WARNING

TYPES = {
    "C": "字符型",
    "N": "数值型",
    "Y": "货币型",
    "D": "日期型",
    "T": "日期时间型",
    "L": "逻辑型",
    "M": "备注型",
    "G": "通用型",
    "B": "双精度型",
    "I": "整型",
    "F": "浮点型",
}
DECLARED = (
    declared("I401", E, "R13", "目录要有数据项。\n\n每份目录至少有一个数据项；没有数据项就没有数据。"),
    declared(
        "I403",
        E,
        "S0-4",
        "数据项类型只有 11 种。\n\nC 字符型、N 数值型、Y 货币型、D 日期型、T 日期时间型、L 逻辑型、M 备注型、G 通用型、B 双精度型、I 整型、F 浮点型，只写字母。",
    ),
    declared(
        "I404",
        E,
        "S0-4",
        "字符型、数值型、货币型要写长度。\n\n类型为 C、N、Y 的数据项必须写 length（整数），小数位数写在 scale。",
    ),
)
# The same few thousand names stand in hundreds of catalogs.
_NAMES = 1 << 16
_PARENTHESES = pattern(r"[（(][^（()）]*[)）]")
_COMPOSITE = pattern(r"[^/／\s]+[/／][^/／\s]+|[^、]+、[^、]+|.{2,}(?<![涉普以])及(?![格时其物至]).{2,}")
FORM = {"parentheses": _PARENTHESES, "composite": _COMPOSITE, "types": TYPES}
"""What the form in the browser uses of it."""


def _type(code: str) -> str:
    return f"{code}（{TYPES.get(code, code)}）"


@rule("I402", E, "S0-3", fix="删去重复的，或把名称改得能区分开", reach=Reach.FILE)
def unique_names(registry: Registry) -> Iterator[Fault]:
    """同一目录内数据项不重名。

    重名的数据项无法对应到列，也无法比较变更。
    """
    for catalog, repeated in by_list(registry, _repeated):
        for index, first in repeated:
            name = catalog.items[index].name
            yield Fault(catalog.place("items", index, "name"), said("I402", name=name, first=first + 1))


def _repeated(items: tuple[Item, ...]) -> list[tuple[int, int]]:
    """Items whose name another before them has, and which."""
    seen: dict[str, int] = {}
    firsts = [seen.setdefault(item.name, index) for index, item in enumerate(items)]
    return [(index, first) for index, first in enumerate(firsts) if first != index]


@rule(
    "I405",
    E,
    "S0-3",
    fix="基础数据项按 base-items 中的名称、类型、长度补齐；县区只增加扩展数据项",
    reach=Reach.DEPARTMENT,
)
def base_items_kept(registry: Registry) -> Iterator[Fault]:
    """基础数据项不能缺少或改类型。

    按基础数据项集（base）编制的目录，必须包含其中全部数据项，名称、类型、长度一致；自己的数据项作为扩展数据项增加。
    """
    for catalog in registry.active_catalogs:
        base = registry.base_items_by_name.get(catalog.base or "")
        if base is None:
            continue
        own = {item.name: index for index, item in reversed(list(enumerate(catalog.items)))}
        for wanted in base.items:
            index = own.get(wanted.name)
            if index is None:
                yield Fault(catalog.place("base"), f"缺少基础数据项“{wanted.name}”（基础数据项集“{base.name}”）")
                continue
            item = catalog.items[index]
            if item.type != wanted.type:
                message = f"基础数据项“{item.name}”的类型应为 {_type(wanted.type)}，现在是 {_type(item.type)}"
                yield Fault(catalog.place("items", index, "type"), message)
            elif wanted.length is not None and item.length != wanted.length:
                message = f"基础数据项“{item.name}”的长度应为 {wanted.length}，现在是 {item.length}"
                yield Fault(catalog.place("items", index, "length"), message)


@rule("I406", W, "S0-3", fix="拆成几个数据项", reach=Reach.FILE)
def one_thing_each(registry: Registry) -> Iterator[Fault]:
    """一个数据项只说一件事。

    “姓名/名称”“住址及电话”这样的复合项应拆成几个数据项。
    """
    for catalog, composite in by_list(registry, _composite):
        for index in composite:
            yield Fault(catalog.place("items", index, "name"), said("I406", name=catalog.items[index].name))


def _composite(items: tuple[Item, ...]) -> list[int]:
    return [index for index, item in enumerate(items) if _is_composite(item.name)]


@lru_cache(maxsize=_NAMES)
def _is_composite(name: str) -> bool:
    return _COMPOSITE.search(_PARENTHESES.sub("", name)) is not None


@rule("I407", W, "R13", fix="标注 personal: true；确不是个人信息的写 personal: false", reach=Reach.FILE)
def personal_marked(registry: Registry) -> Iterator[Fault]:
    """个人信息要标注。

    公民身份号码、个人电话、住址等数据项应标注 personal: true；单位的电话、地址不在此列。
    """
    for catalog, unmarked in by_list(registry, _unmarked):
        for index in unmarked:
            yield Fault(catalog.place("items", index, "name"), said("I407", name=catalog.items[index].name))


def _unmarked(items: tuple[Item, ...]) -> list[int]:
    return [index for index, item in enumerate(items) if item.personal is None and words.is_personal(item.name)]


@rule("I408", W, "S0-4", fix="把类型改得与名称相符", reach=Reach.FILE)
def type_fits_name(registry: Registry) -> Iterator[Fault]:
    """类型与名称相符。

    “……日期”用 D 或 T，“……金额”用 Y 或 N，“是否……”用 L。
    """
    for catalog, mistyped in by_list(registry, _mistyped):
        for index, wanted in mistyped:
            item = catalog.items[index]
            right = "或".join(_type(code) for code in wanted)
            message = said("I408", name=item.name, type=_type(item.type), right=right)
            yield Fault(catalog.place("items", index, "type"), message)


def _mistyped(items: tuple[Item, ...]) -> list[tuple[int, str]]:
    """Items with another type than their name wants, and the types it wants."""
    wanted = [(index, _expected(item.name)) for index, item in enumerate(items)]
    return [(index, types) for index, types in wanted if types and items[index].type not in types]


@lru_cache(maxsize=_NAMES)
def _expected(name: str) -> str:
    name = _PARENTHESES.sub("", name)
    if name.endswith("日期"):
        return "DT"
    if name.endswith("金额"):
        return "YN"
    return "L" if name.startswith("是否") else ""


@rule("I409", W, "S1", fix="在能唯一确定一行的数据项上写 key: true", reach=Reach.FILE)
def table_has_key(registry: Registry) -> Iterator[Fault]:
    """库表要有主键。

    挂载了库表的目录，应有数据项标注 key: true，使用方才能更新和关联。
    """
    for catalog, has_key in by_list(registry, _has_key):
        table = next((index for index, resource in enumerate(catalog.resources) if resource.type == "库表"), None)
        if table is not None and not has_key:
            yield Fault(catalog.place("resources", table), said("I409", name=catalog.resources[table].name))


def _has_key(items: tuple[Item, ...]) -> bool:
    return any(item.key for item in items)


@rule("I410", W, "R19,S2", fix="与多数目录统一；确实不是同一种数据的，把名称改得能区分开")
def one_name_one_type(registry: Registry) -> Iterator[Fault]:
    """同名数据项在全账用同一类型（一数一源一标准）。

    同一名称在不同目录里类型不同，数据就对不上。以多数目录为准，少数的列出。
    """
    first: dict[str, str] = {}
    mixed: set[str] = set()
    for each in dict.fromkeys(registry.sketch(catalog) for catalog in registry.active_catalogs):
        for name, kind in pairs(each):
            if first.setdefault(name, kind) != kind:
                mixed.add(name)
    by_name: defaultdict[str, list[tuple[Catalog, int, str]]] = defaultdict(list)
    for catalog in registry.active_catalogs if mixed else ():
        for index, item in enumerate(catalog.items):
            if item.name in mixed:
                by_name[item.name].append((catalog, index, item.type))
    for name, uses in by_name.items():
        counts = Counter(code for _, _, code in uses)
        common = min(counts, key=lambda code: (-counts[code], code))
        for catalog, index, code in uses:
            if code != common:
                message = f"数据项“{name}”这里是 {_type(code)}，其他 {counts[common]} 份目录是 {_type(common)}"
                yield Fault(catalog.place("items", index, "type"), message)


ITEMS = (
    DECLARED[0],
    unique_names,
    DECLARED[1],
    DECLARED[2],
    base_items_kept,
    one_thing_each,
    personal_marked,
    type_fits_name,
    table_has_key,
    one_name_one_type,
)
