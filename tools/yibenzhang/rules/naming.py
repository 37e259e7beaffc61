"""N1xx: names of catalogs (S0-1, R13)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from os.path import commonprefix

from ..lazily import pattern
from ..model.catalog import Catalog
from ..model.findings import Severity
from ..model.registry import Registry
from ..sources.layout import file_name
from . import words
from .guesses import like
from .rule import Fault, Reach, declared, rule
from .said import said

E, W = Severity.ERROR, Severity.WARNING

_BLANK = pattern(r"[\s\u3000\u00a0]")
_WIDE = pattern(r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_CONTROL = pattern(r"[\x00-\x1f\x7f-\x9f\ufeff]")
FORM = {"blank": _BLANK, "wide": _WIDE, "control": _CONTROL}
"""What the form in the browser uses of it."""

missing_name = declared("N101", E, "S0-1", "目录要有名称。\n\n每份目录都要在 name 写名称。")


def _fixed_names(registry: Registry, catalog: Catalog) -> set[str]:
    """Names the duties of a catalog fix (三定)."""
    fixed = registry.fixed_names
    return {name for duty in catalog.duties for name in fixed.get((catalog.department, duty), ())} if fixed else set()


@rule("N102", E, "S0-1", fix="删去时间词，时间范围写在 temporal，更新频度写在 update_cycle", reach=Reach.DEPARTMENT)
def no_time_words(registry: Registry) -> Iterator[Fault]:
    """目录名称不含时间词。

    目录长期有效、按周期更新，名称里不写年份、月份、季度、上下半年、截至、近几年、最新、本年度等。
    “老年人”“少年”“年金”“年度审验”“年检”等不算时间词；三定职责固定了的名称除外。
    """
    for catalog in registry.active_catalogs:
        word = words.time_word(catalog.name)
        if word and not any(word in name for name in _fixed_names(registry, catalog)):
            yield Fault(catalog.place("name"), said("N102", word=word))


@rule("N103", W, "S0-1", fix="以数据名词结尾：名单、信息、数据、目录、清单、台账、证、表、库", reach=Reach.FILE)
def ends_in_data_noun(registry: Registry) -> Iterator[Fault]:
    """目录名称说的是数据，不是事项。

    名称以“名单、信息、数据、目录、清单、台账、证、表、库”等数据名词结尾，不写成“申请……”“办理……”。
    """
    for catalog in registry.active_catalogs:
        fault = words.noun_fault(catalog.name)
        if fault:
            yield Fault(catalog.place("name"), said("N103", name=catalog.name, fault=fault))


@rule("N104", E, "S0-1", fix="删去空白、控制字符和省略号，字母数字改成半角", reach=Reach.FILE)
def clean_characters(registry: Registry) -> Iterator[Fault]:
    """目录名称用字规范。

    名称里没有空格、全角字母数字、看不见的控制字符，也没有被截断（以“…”或“...”结尾）。
    """
    for catalog in registry.active_catalogs:
        name = catalog.name
        for bad, what in ((_CONTROL, "看不见的控制字符"), (_BLANK, "空白"), (_WIDE, "全角字母或数字")):
            if bad.search(name):
                yield Fault(catalog.place("name"), said("N104", what=what))
                break
        else:
            if name.endswith(("…", "...", "。。。")):
                yield Fault(catalog.place("name"), said("N104-cut"), "写出完整名称")


@rule("N105", E, "S0-1", fix="合并成一份，或把名称改得能区分开", reach=Reach.DEPARTMENT)
def unique_in_department(registry: Registry) -> Iterator[Fault]:
    """同一部门内目录不重名。

    同一部门的在用目录名称各不相同；内容相同的应合并。
    """
    for department, catalogs in registry.catalogs_by_department.items():
        if len({catalog.name for catalog in catalogs}) == len(catalogs):
            continue
        first: dict[str, Catalog] = {}
        # The one whose file bears the name has the better right to it.
        for catalog in sorted(catalogs, key=lambda one: not one.path.endswith(f"/{file_name(one.name)}")):
            if not catalog.is_active or not catalog.name:
                continue
            other = first.setdefault(catalog.name, catalog)
            if other is not catalog and catalog.readable:
                message = said("N105", department=department, name=catalog.name, path=other.path)
                yield Fault(catalog.place("name"), message)


@rule("N106", W, "S0-1", fix="与多数县区统一成一个名称")
def uniform_across_counties(registry: Registry) -> Iterator[Fault]:
    """同一职责的目录各县区名称统一。

    几个县区按同一职责（duty 的 key 相同）、同一基础数据项集编制的目录，名称应一致。只比较各县区，以多数为准。
    """
    regions = {region.id for region in registry.regions}
    groups: defaultdict[tuple[str, str], defaultdict[str, list[Catalog]]] = defaultdict(lambda: defaultdict(list))
    inside = {each for each in registry.catalogs_by_department if each.rpartition("/")[0] in regions}
    for catalog in registry.active_catalogs:
        if catalog.department not in inside or _breaks_fixed(registry, catalog):
            continue
        duties = [registry.duty_by_id.get((catalog.department, duty)) for duty in catalog.duties]
        keys = [("基础数据项集", catalog.base)] if catalog.base else [("职责", duty.key) for duty in duties if duty]
        for key in keys:
            groups[key][catalog.department].append(catalog)
    for (what, shared), departments in sorted(groups.items()):
        # A duty that keeps several catalogs in one county says nothing about which is whose counterpart.
        if any(len(catalogs) > 1 for catalogs in departments.values()):
            continue
        alike = [catalogs[0] for catalogs in departments.values()]
        names = Counter(catalog.name for catalog in alike)
        common = min(names, key=lambda name: (-names[name], name))
        for catalog in alike:
            if catalog.name != common:
                message = f"{what}“{shared}”下各县区的目录名称不统一：这里是“{catalog.name}”，多数是“{common}”"
                yield Fault(catalog.place("name"), message)


def _breaks_fixed(registry: Registry, catalog: Catalog) -> bool:
    """Whether the name differs from those its duties fix: N107's to say."""
    fixed = _fixed_names(registry, catalog)
    if not fixed or catalog.name in fixed:
        return False
    return all((catalog.department, duty) in registry.fixed_names for duty in catalog.duties)


@rule("N107", E, "S0", fix="改成三定职责固定的名称，或先改 department.yml 中该职责的 names", reach=Reach.DEPARTMENT)
def as_the_duty_fixes(registry: Registry) -> Iterator[Fault]:
    """目录名称与三定职责固定的一致。

    department.yml 中职责写有 names 的，依该职责编制的目录只能用其中的名称。
    """
    for catalog in registry.active_catalogs:
        if _breaks_fixed(registry, catalog):
            fixed = _fixed_names(registry, catalog)
            taken = {other.name for other in registry.catalogs_by_department[catalog.department] if other.is_active}
            free = sorted(fixed - taken)
            if free:
                guess = like(catalog.name, free) or free[0]
                yield Fault(catalog.place("name"), said("N107", name=catalog.name, guess=guess))
            else:
                listed = "、".join(sorted(fixed))
                message = f"目录名称“{catalog.name}”不是三定职责固定的名称，固定的（{listed}）都已有目录"
                fix = "并入已有的目录；确需另编的，先在 department.yml 该职责的 names 加上这个名称，或改写 duties"
                yield Fault(catalog.place("name"), message, fix)


@rule("N108", W, "S0-1", fix="删去部门名、地区名：它们由文件夹和区域范围表示", reach=Reach.DEPARTMENT)
def no_department_or_region(registry: Registry) -> Iterator[Fault]:
    """目录名称不含部门名、地区名。

    提供方由所在文件夹表示，地区写在区域范围 spatial。三定职责固定了的名称除外。
    """
    places = place_words(registry)
    told = {
        each: [word for word in [*own_words(registry, each), *places] if len(word) > 1]
        for each in registry.catalogs_by_department
    }
    for catalog in registry.active_catalogs:
        name = catalog.name
        found = next((word for word in told[catalog.department] if word in name), "") or words.self_reference(name)
        if found and catalog.name not in _fixed_names(registry, catalog):
            yield Fault(catalog.place("name"), said("N108", word=found))


def place_words(registry: Registry) -> list[str]:
    """What the ledger's regions and its own place are called."""
    places = [word for region in registry.regions for word in words.place_words(region.name or region.id)]
    return places + words.place_words(_own_place(registry))


def own_words(registry: Registry, id: str) -> list[str]:  # noqa: A002
    """What a department is called: by its folder, its name, and its short name where that is no mere subject."""
    department = registry.department_by_id.get(id)
    own = [id.rpartition("/")[2], department.name if department else ""]
    if department and department.short:
        # 民政 or 自然资源 is a subject; 民政局 or 营商局 is a department.
        ends = department.short.endswith(("局", "委", "办", "厅"))
        own.append(department.short if ends else f"{department.short}局")
    return own


def _own_place(registry: Registry) -> str:
    """The ledger's own place, as its name and its authority both begin: 大兴安岭地区."""
    return commonprefix([registry.settings.name, registry.settings.authority])  # noqa: RUF071  (characters are meant)


NAMING = (
    missing_name,
    no_time_words,
    ends_in_data_noun,
    clean_characters,
    unique_in_department,
    uniform_across_counties,
    as_the_duty_fixes,
    no_department_or_region,
)
