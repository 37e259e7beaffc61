"""Ledgers before and after: what happened to whole catalogs, and to values that are no catalog's."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from test_compare_cases import BASE, PATH, said, values
from yibenzhang.history.compare import compare
from yibenzhang.history.entries import Entry, entry
from yibenzhang.model.change import CatalogChange

OTHER = "catalogs/教育局/低保名单.yml"
RETIRED = "catalogs/民政局/retired/低保名单.yml"
SMALL = "code: {code}\nname: {name}\nstatus: {status}\n"


def small(
    path: str, code: str = "307001/000001", name: str = "低保名单", status: str = "在用", more: str = ""
) -> Entry:
    return entry(path, values(SMALL.format(code=code, name=name, status=status) + more))


TOMB = "retired: {date: 2026-01-05, reason: 职责调整, replaced_by: 308001/000001}\n"
WITH = "说明性 | 随整份目录变动，影响见目录代码"
GONE = "破坏性 | 没有下架就删除，使用方没有了来源，也查不到替代目录（X907）"
TREES: list[tuple[str, list[Entry], list[Entry], str]] = [
    (
        "added",
        [],
        [small(PATH)],
        f"""新增 兼容 307001/000001 低保名单 民政局
code | 目录代码 | 新增 | 兼容 | 多了一份目录，原来的都还在
name | 数据目录名称 | 新增 | {WITH}
status | 状态 | 新增 | {WITH}""",
    ),
    (
        "added as a tombstone",
        [],
        [small(RETIRED, status="已下架")],
        f"""新增 说明性 307001/000001 低保名单 民政局
code | 目录代码 | 新增 | 说明性 | 补录的历史目录，没有可用的数据
name | 数据目录名称 | 新增 | {WITH}
status | 状态 | 新增 | {WITH}""",
    ),
    (
        "removed",
        [small(PATH)],
        [],
        f"""删除 破坏性 307001/000001 低保名单 民政局
code | 目录代码 | 删除 | {GONE}
name | 数据目录名称 | 删除 | {WITH}
status | 状态 | 删除 | {WITH}""",
    ),
    (
        "a tombstone removed",
        [small(RETIRED, status="已下架")],
        [],
        f"""删除 说明性 307001/000001 低保名单 民政局
code | 目录代码 | 删除 | 说明性 | 早已下架，没有人再用，只是历史查不到了
name | 数据目录名称 | 删除 | {WITH}
status | 状态 | 删除 | {WITH}""",
    ),
    (
        "retired",
        [small(PATH, more="resources: [{id: t, name: 表}]\n")],
        [small(RETIRED, status="已下架")],
        """下架 兼容 307001/000001 低保名单 民政局
resources | 挂载资源 | 删除 | 说明性 | 随下架一并改动，影响见状态
status | 状态 | 变更 | 兼容 | 没有未办结的需求依赖它；还在使用的，改用替代目录""",
    ),
    (
        "a tombstone changed",
        [small(RETIRED, status="已下架", more="level: 1\n")],
        [small(RETIRED, status="已下架", more="level: 2\n")],
        """变更 说明性 307001/000001 低保名单 民政局
level | 数据分级 | 变更 | 说明性 | 目录早已下架，没有人再用""",
    ),
    (
        "restored",
        [small(RETIRED, status="已下架")],
        [small(PATH, name="低保人员名单")],
        """恢复 兼容 307001/000001 低保人员名单 民政局
name | 数据目录名称 | 改名 | 说明性 | 只是名称变了，代码没变，按代码引用的不受影响
status | 状态 | 变更 | 兼容 | 恢复使用，又能申请共享""",
    ),
    ("moved within the department", [small(PATH)], [small("catalogs/民政局/别的名字.yml")], ""),
    (
        "a department renamed",
        [small(PATH)],
        [small(OTHER)],
        """变更 兼容 307001/000001 低保名单 教育局
department | 提供方 | 变更 | 兼容 | 代码没变，提供方变了，有事改找新的提供方""",
    ),
    (
        "handed over",
        [small(PATH)],
        [
            small(RETIRED, status="已下架", more=TOMB),
            small(OTHER, "308001/000001", more="related: [307001/000001]\n"),
        ],
        """移交 破坏性 308001/000001 低保名单 教育局 ← 307001/000001
department | 提供方 | 变更 | 兼容 | 移交给了新的提供方，有事改找它，影响见目录代码
code | 目录代码 | 变更 | 破坏性 | 目录代码变了，按旧代码引用它的需求、目录和系统要改
related | 关联目录 | 新增 | 说明性 | 关联目录只供参考
predecessor.status | 原目录状态 | 变更 | 说明性 | 移交时原目录照例下架，影响见目录代码
predecessor.retired | 原目录下架 | 新增 | 说明性 | 移交时原目录照例下架，影响见目录代码""",
    ),
    (
        "handed over without naming each other",
        [small(PATH)],
        [small(RETIRED, status="已下架", more=TOMB), small(OTHER, "308001/000001")],
        f"""新增 兼容 308001/000001 低保名单 教育局
code | 目录代码 | 新增 | 兼容 | 多了一份目录，原来的都还在
name | 数据目录名称 | 新增 | {WITH}
status | 状态 | 新增 | {WITH}
下架 兼容 307001/000001 低保名单 民政局
status | 状态 | 变更 | 兼容 | 没有未办结的需求依赖它；还在使用的，改用替代目录
retired | 下架 | 新增 | 说明性 | 随下架一并改动，影响见状态""",
    ),
    (
        "the code changed in place",
        [small(PATH)],
        [small(PATH, "307001/000002")],
        f"""删除 破坏性 307001/000001 低保名单 民政局
code | 目录代码 | 删除 | 破坏性 | 文件没换，目录代码变了：旧代码按删除对待，引用它的要改（X902）
name | 数据目录名称 | 删除 | {WITH}
status | 状态 | 删除 | {WITH}
新增 兼容 307001/000002 低保名单 民政局
code | 目录代码 | 新增 | 兼容 | 文件没换，目录代码变了：新代码按新增对待（X902）
name | 数据目录名称 | 新增 | {WITH}
status | 状态 | 新增 | {WITH}""",
    ),
    (
        "became unreadable",
        [small(PATH)],
        [entry(PATH, None)],
        """不可读 破坏性 307001/000001 低保名单 民政局
code | 目录代码 | 不可读 | 破坏性 | 文件读不出来，不知道改了什么，改好以前按破坏性对待""",
    ),
    (
        "unreadable elsewhere, its code known",
        [small(PATH)],
        [entry(OTHER, None, "307001/000001")],
        """不可读 破坏性 307001/000001 低保名单 教育局
code | 目录代码 | 不可读 | 破坏性 | 文件读不出来，不知道改了什么，改好以前按破坏性对待""",
    ),
    (
        "without a code",
        [],
        [entry(PATH, {"name": "低保名单"})],
        """不可读 说明性  低保名单 民政局
code | 目录代码 | 不可读 | 说明性 | 一直读不出来，还没有人用到它""",
    ),
    ("unreadable as before", [entry(PATH, None)], [entry(PATH, {"code": 3})], ""),
    (
        "readable again",
        [entry(PATH, None)],
        [small(PATH)],
        f"""恢复 兼容 307001/000001 低保名单 民政局
code | 目录代码 | 恢复 | 兼容 | 文件又读得出来了
name | 数据目录名称 | 新增 | {WITH}
status | 状态 | 新增 | {WITH}""",
    ),
    (
        "an unreadable file removed",
        [entry(PATH, None)],
        [],
        """删除 说明性  低保名单 民政局
code | 目录代码 | 删除 | 说明性 | 删除的文件本来就读不出来""",
    ),
    (
        "one code twice: by file, then by name",
        [small(PATH, more="level: 1\n"), small(OTHER, name="另一份")],
        [small(PATH, more="level: 2\n"), small(RETIRED, name="另一份", more="level: 3\n")],
        """变更 破坏性 307001/000001 低保名单 民政局
level | 数据分级 | 变更 | 破坏性 | 分级提高，使用方要按更高的级别保护
变更 兼容 307001/000001 另一份 民政局
department | 提供方 | 变更 | 兼容 | 代码没变，提供方变了，有事改找新的提供方
level | 数据分级 | 新增 | 说明性 | 补写分级，数据没有变
file | 文件 | 变更 | 说明性 | 几份目录用了同一个代码，这里写明对应哪一份""",
    ),
    (
        "a second one with the same code",
        [small(PATH)],
        [small(OTHER, name="另一份"), small(PATH)],
        f"""新增 兼容 307001/000001 另一份 教育局
code | 目录代码 | 新增 | 兼容 | 多了一份目录，原来的都还在
name | 数据目录名称 | 新增 | {WITH}
status | 状态 | 新增 | {WITH}""",
    ),
]


def whole(change: CatalogChange) -> str:
    head, *rest = said(change).split("\n")
    origin = f" ← {change.predecessor}" if change.predecessor else ""
    return "\n".join([f"{head} {change.code} {change.name} {change.department}{origin}", *rest])


@pytest.mark.parametrize(("old", "new", "expected"), [tree[1:] for tree in TREES], ids=[tree[0] for tree in TREES])
def test_ledgers(old: list[Entry], new: list[Entry], expected: str) -> None:
    assert "\n".join(map(whole, compare(old, new))) == expected


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ([small(RETIRED, status="已下架")], "下架 破坏性 还有未办结的需求依赖它，下架后需求方取不到数据"),
        ([], "删除 破坏性 还有未办结的需求依赖它，却没有下架就删除（X907）"),
    ],
)
def test_what_a_demand_depends_on(new: list[Entry], expected: str) -> None:
    (change,) = compare([small(PATH)], new, demanded={"307001/000001"})
    assert f"{change.kind_label} {change.impact_label} {change.fields[0].reason}" == expected


def test_readable_again_is_compared_with_what_was_last_read() -> None:
    last = {PATH: small(PATH, more="level: 1\n")}
    (change,) = compare([entry(PATH, None)], [small(PATH, more="level: 2\n")], last=last)
    assert said(change) == "\n".join(
        [
            "恢复 破坏性",
            "file | 文件 | 恢复 | 兼容 | 文件又读得出来了",
            "level | 数据分级 | 变更 | 破坏性 | 分级提高，使用方要按更高的级别保护",
        ]
    )


def test_changes_stand_by_impact_department_and_code() -> None:
    old = [small(PATH, "307001/000002"), small(OTHER, "307001/000003"), small(RETIRED, more="level: 2\n")]
    new = [
        small("catalogs/民政局/甲.yml", "307001/000009"),
        small(OTHER, "307001/000003", name="改名"),
        small(RETIRED, more="level: 3\n"),
    ]
    found = [(change.impact, change.department, change.code) for change in compare(old, new)]
    assert found == [
        ("breaking", "民政局", "307001/000001"),
        ("breaking", "民政局", "307001/000002"),
        ("compatible", "民政局", "307001/000009"),
        ("editorial", "教育局", "307001/000003"),
    ]
    assert compare(reversed(old), reversed(new)) == compare(old, new)


@pytest.mark.parametrize(
    "junk", [None, 3, True, "文字", [], ["姓名", ["嵌套"], {"name": 3}, {}, None], {"a.b": {"": []}}]
)
@pytest.mark.parametrize(
    "name", ["items", "resources", "share", "open", "related", "retired", "status", "name", "temporal"]
)
def test_junk_is_compared_like_any_value(name: str, junk: Any) -> None:
    base = values(BASE)
    broken = {**copy.deepcopy(base), name: junk}
    for old, new in ((base, broken), (broken, base), (broken, {**broken, name: [{"name": 4}, "x"]})):
        (change,) = compare([entry(PATH, old)], [entry(PATH, new)])
        assert change.fields
        assert all(field.reason and field.path.startswith(name) for field in change.fields)


def test_true_is_not_one() -> None:
    old, new = small(PATH, more="items: [{name: 甲, key: 1}]\n"), small(PATH, more="items: [{name: 甲, key: true}]\n")
    assert [field.path for change in compare([old], [new]) for field in change.fields] == ["items[甲].key"]
    turned = {key: new.values[key] for key in reversed(new.values)} if new.values else None
    assert compare([new], [entry(PATH, turned)]) == ()
