"""A compact ledger without a finding, and the splicing of a page's excerpts into it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from yibenzhang.model.uscc import check_character
from yibenzhang.rules.pages import DELETED, FACTS, SYMLINK, Excerpt
from yibenzhang.sources import document, layout
from yibenzhang.sources.tree import Tree

HOME, POLICE = "catalogs/民政局", "catalogs/公安局"


def _department(name: str, number: int, level: str, prefixes: str, duty: str, rest: str) -> str:
    body = f"112327000000000{number:02d}"
    return f"""\
name: {name}
slug: d{number}
uscc: "{body}{check_character(body)}"
level: {level}
division: "232700"
kind: 政府部门
offices: [办公室, 业务科]
liaison: {{name: 示例联系人}}
code_prefixes: {prefixes}
duties:
{duty}
{rest}"""


def _duty(number: int, key: str, names: str = "") -> str:
    return f"  - {{id: 三-{number}, key: {key}, clause: 三, text: 负责{key}工作, duty: 负责{key}工作{names}}}"


def _catalog(code: str, name: str, duty: str, share: str, items: str, rest: str = "") -> str:
    return f"""\
code: {code}
name: {name}
kind: 部门
domain: 社会救助
summary: 全区{name}的原始数据，自2019年起由业务科按月逐条采集。
office: 业务科
duties: [{duty}]
systems: 暂无系统
network: 政务外网
level: 2
update_cycle: 每月
share: {share}
assessments: {{secrecy: 不涉及, personal: 已评估}}
items:
{items}
status: 在用
{rest}"""


_FREE = "{type: 无条件共享, methods: [批量库表交换]}"
_ASKED = "{type: 有条件共享, condition: {kind: 依申请共享, text: 用于核验救助资格, scope: 全区政务部门, purposes: [行政依据]}, methods: [信息核验接口]}"
_REFUSED = "{type: 不予共享, reason: 当事人要求保守收养秘密的应当尊重其意愿, basis: [{title: 中华人民共和国民法典, article: 第一千一百一十条, rank: 法律}]}"
_PERSON = (
    "  - {name: 公民身份号码, type: C, length: 18, key: true, personal: true}\n  - {name: 姓名, type: C, length: 50}"
)
_PLAIN = "  - {name: 记录编号, type: C, length: 20, key: true}"


def _county(name: str, number: int) -> dict[str, str]:
    folder = f"catalogs/{name}"
    return {
        f"{folder}/region.yml": f'name: {name}\ndivision: "23272{number}"\nauthority: {name}数据局\nliaison: {{name: 示例}}\n',
        f"{folder}/民政局/department.yml": _department(
            "民政局", number, "县级", f'{{部门: "30710{number}"}}', _duty(1, "低保"), "systems: []\n"
        ),
        f"{folder}/民政局/低保人员名单.yml": _catalog(
            f"30710{number}/000001", "低保人员名单", "三-1", _ASKED, _PERSON, "base: 城乡低保\n"
        ),
    }


CLEAN: Mapping[str, str] = {
    "catalogs/registry.yml": """\
name: 示例区一本账
authority: 示例区数据局
division: "232700"
""",
    "catalogs/libraries.yml": "libraries:\n  - {name: 人口, kind: 基础库, lead: 公安局, mode: 物理汇聚}\n",
    "catalogs/base-items/城乡低保.yml": f"name: 城乡低保\nsummary: 各县区共用的低保数据项。\nitems:\n{_PERSON}\n",
    f"{HOME}/department.yml": _department(
        "民政局",
        11,
        "市级",
        '{部门: "307001", 主题: "207001"}',
        "\n".join(
            (_duty(1, "临时救助"), _duty(2, "收养登记"), _duty(3, "社会组织登记", ", names: [社会组织登记信息]"))
        ),
        "systems:\n  - {id: jiuzhu, name: 社会救助系统, class: 省直, network: 政务外网, status: 在用}\n",
    ),
    f"{HOME}/临时救助名单.yml": _catalog("307001/000001", "临时救助名单", "三-1", _ASKED, _PERSON).replace(
        "暂无系统", "[jiuzhu]"
    ),
    f"{HOME}/收养登记信息.yml": _catalog("307001/000002", "收养登记信息", "三-2", _REFUSED, _PERSON),
    f"{HOME}/社会组织登记信息.yml": _catalog("307001/000003", "社会组织登记信息", "三-3", _FREE, _PLAIN),
    f"{HOME}/retired/五保供养名单.yml": _catalog("307001/000004", "五保供养名单", "三-1", _ASKED, _PERSON).replace(
        "status: 在用", "status: 已下架\nretired: {date: 2025-05-06, reason: 制度已并入特困人员救助供养}"
    ),
    f"{HOME}/demands/2026-001.yml": """\
id: 2026-001
title: 救助审核核对户籍
provider: 公安局
catalog: 303001/000001
items: [公民身份号码, 户籍地址]
basis: 社会救助暂行办法第五十八条
scene: 受理救助申请时核对户籍
effect: [减材料]
method: 信息核验接口
update_cycle: 实时
applied_before: false
submitted: 2026-03-02
reply: {result: 同意, date: 2026-03-06}
provided: {date: 2026-03-20}
""",
    f"{HOME}/objections/2026-001.yml": """\
id: 2026-001
kind: 目录纠错
target: 303001/000001
against: 公安局
description: 摘要没有写明起始年份
basis: 政务数据共享条例第二十六条
raised: 2026-03-02
reply: {date: 2026-03-09, result: 成立, action: 已补写摘要}
""",
    f"{POLICE}/department.yml": _department(
        "公安局", 12, "市级", '{部门: "303001", 基础: "103001"}', _duty(1, "户籍管理"), "systems: []\n"
    ),
    f"{POLICE}/户籍登记信息.yml": _catalog(
        "303001/000001",
        "户籍登记信息",
        "三-1",
        _ASKED,
        _PERSON + "\n  - {name: 户籍地址, type: C, length: 200, personal: true}",
    ),
    **_county("呼玛县", 1),
    **_county("塔河县", 2),
    **_county("漠河市", 3),
}

_KEY = re.compile(r"(?m)^([a-z_]+)(?=[:：])")
_ABSENT = re.compile(r"(?m)^# 没有写 ([a-z_]+)$")
_CODE_POINT = re.compile(r"⟨U\+([0-9A-F]{4,6})⟩")


def spliced(excerpts: Sequence[Excerpt], clean: Mapping[str, str] = CLEAN) -> Tree:
    """The clean ledger with excerpts in it.

    An excerpt stands at the top of its file, so that its lines are the file's; the clean file's other keys follow it.
    """
    files, odd = dict(clean), dict[str, str]()
    for path, text in ((one.path, one.text) for one in excerpts if one.path != FACTS):
        if text.strip() == DELETED:
            files.pop(path, None)
        elif text.startswith(SYMLINK):
            odd[path] = "符号链接"
        else:
            dropped = {*_KEY.findall(text), *_ABSENT.findall(text)}
            rest = [
                part for part in _parts(files.get(path) or _blank(path, files)) if part.split(":")[0] not in dropped
            ]
            shown = _CODE_POINT.sub(lambda match: chr(int(match[1], 16)), text)
            files[path] = "".join((shown, *rest))
    return Tree({path: text.encode() for path, text in sorted(files.items())}, odd)


def _parts(text: str) -> list[str]:
    """A file cut before each of its top-level keys."""
    starts = [match.start() for match in _KEY.finditer(text)]
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def _blank(path: str, files: Mapping[str, str]) -> str:
    """What a new file holds besides its excerpt: a catalog, demand or objection with nothing remarkable in it."""
    folder, stem = path.removesuffix(".yml").rsplit("/", 1)
    if folder.endswith(("/demands", "/objections")):
        pattern = CLEAN[f"{HOME}/{folder.rpartition('/')[2]}/2026-001.yml"]
        return pattern.replace("id: 2026-001", f"id: {stem}")
    if folder.endswith("/base-items"):
        return f"name: {stem}\nsummary: 各县区共用的数据项。\nitems:\n{_PLAIN}\n"
    owner = folder.removesuffix("/retired")
    if f"{owner}/department.yml" not in files:
        return ""
    prefix = re.search(r'部门: "([0-9]+)"', files[f"{owner}/department.yml"])
    assert prefix
    return _catalog(f"{prefix[1]}/0001{len(files):02d}", stem, "三-1", _FREE, _PLAIN)


def facts_of(excerpts: Sequence[Excerpt]) -> dict[str, Any]:
    """What the block of facts says, as values."""
    text = next((one.text for one in excerpts if one.path == FACTS), "")
    values = document.read("facts", text.encode()).values if text else {}
    assert isinstance(values, dict)
    return values


__all__ = ["CLEAN", "facts_of", "layout", "spliced"]
