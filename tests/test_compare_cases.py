"""Before and after, literally: what compare says of each, with its kind, impact and reason."""

from __future__ import annotations

from typing import Any

import pytest

from yibenzhang.history.compare import compare
from yibenzhang.history.entries import entry
from yibenzhang.model.change import CatalogChange
from yibenzhang.sources import document

PATH = "catalogs/民政局/低保名单.yml"
BASE = """\
code: 307001/000001
name: 低保名单
summary: 全区低保人员原始明细，每月更新
duties: [三-1, 三-2]
systems: [dibao]
network: 政务外网
level: 3
update_cycle: 每月
temporal: {from: 2019, to: 至今}
share:
  type: 有条件共享
  condition: {kind: 依申请共享, text: 用于核验救助资格, scope: 民政、人社部门, purposes: [行政依据, 业务协同]}
  basis: [{title: 社会救助暂行办法, article: 第十条, rank: 行政法规}]
  methods: [信息核验接口, 批量库表交换]
open: {type: 不予开放}
keywords: [低保, 救助]
items:
  - {name: 姓名, type: C, length: 50, personal: true}
  - {name: 身份证号, type: C, length: 18, field: sfzh, key: true}
  - {name: 保障金额, type: Y, length: 12, scale: 2}
  - {name: 保障类别, type: C, length: 20, codeset: 城市、农村, nullable: true}
resources:
  - {id: dibao_person, name: 低保人员表, type: 库表, updated: 2026-01-01, map: {姓名: xm}}
status: 在用
"""


def values(text: str) -> dict[str, Any]:
    read = document.read(PATH, text.encode())
    assert read.complete
    assert isinstance(read.values, dict)
    return read.values


def edited(edit: str) -> dict[str, Any]:
    """The base with a text replaced, ``old → new``: ⏎ is a line's end, ∅ nothing."""
    old, _, new = edit.replace("⏎", "\n").partition(" → ")
    assert BASE.count(old) == 1, old
    return values(BASE.replace(old, new.removeprefix("∅")))


def said(change: CatalogChange) -> str:
    fields = [
        f"{each.path} | {each.label} | {each.kind_label} | {each.impact_label} | {each.reason}"
        for each in change.fields
    ]
    return "\n".join([f"{change.kind_label} {change.impact_label}", *fields])


CASES = """
network: 政务外网 → network: 互联网
变更 兼容
network | 网络环境 | 变更 | 兼容 | 能连到的网络变宽，原来连得上的照样连得上

network: 政务外网 → network: 部门专网
变更 破坏性
network | 网络环境 | 变更 | 破坏性 | 能连到的网络变窄，原来连得上的可能连不上

network: 政务外网 → network: 政务内网
变更 破坏性
network | 网络环境 | 变更 | 破坏性 | 网络变了，看不出宽窄，使用方要核对能否连通

network: 政务外网⏎ → ∅
变更 说明性
network | 网络环境 | 删除 | 说明性 | 不再写明网络环境，数据所在的网络没有变

level: 3 → level: 4
变更 破坏性
level | 数据分级 | 变更 | 破坏性 | 分级提高，使用方要按更高的级别保护

level: 3 → level: 1
变更 兼容
level | 数据分级 | 变更 | 兼容 | 分级降低，原来的保护足够

level: 3 → level: true
变更 破坏性
level | 数据分级 | 变更 | 破坏性 | 分级变了，看不出高低，按提高对待

level: 3⏎ → ∅
变更 说明性
level | 数据分级 | 删除 | 说明性 | 不再写明分级，仍按原来的级别保护

update_cycle: 每月 → update_cycle: 每日
变更 兼容
update_cycle | 更新周期 | 变更 | 兼容 | 更新变快，使用方拿到的数据比原来新

update_cycle: 每月 → update_cycle: 每年
变更 破坏性
update_cycle | 更新周期 | 变更 | 破坏性 | 更新变慢，使用方拿到的数据不如原来新

update_cycle: 每月 → update_cycle: 其他⏎update_cycle_note: 每三年
变更 破坏性
update_cycle | 更新周期 | 变更 | 破坏性 | 不再是固定的更新周期，不能保证不比原来慢
update_cycle_note | 其他周期说明 | 新增 | 说明性 | 只是周期的说明变了，快慢请看改动的字

update_cycle: 每月⏎ → ∅
变更 破坏性
update_cycle | 更新周期 | 删除 | 破坏性 | 不再写明更新周期，不能保证照原来更新

name: 低保名单 → name: 城乡低保名单
改名 说明性
name | 数据目录名称 | 改名 | 说明性 | 只是名称变了，代码没变，按代码引用的不受影响

name: 低保名单⏎summary: 全区低保人员原始明细，每月更新 → name: 城乡低保名单⏎summary: 城乡低保人员原始明细，每月更新
改名 说明性
name | 数据目录名称 | 改名 | 说明性 | 只是名称变了，代码没变，按代码引用的不受影响
summary | 摘要 | 变更 | 说明性 | 只是说明的文字变了

summary: 全区低保人员原始明细，每月更新 → summary: [全区, 低保]
变更 说明性
summary | 摘要 | 变更 | 说明性 | 只是说明的文字变了

duties: [三-1, 三-2] → duties: [三-2, 三-3]
变更 说明性
duties[三-1] | 三定职责“三-1” | 删除 | 说明性 | 对应的职责变了，数据没有变
duties[三-3] | 三定职责“三-3” | 新增 | 说明性 | 对应的职责变了，数据没有变

duties: [三-1, 三-2] → duties: [三-2, 三-1]
变更 说明性
duties[] | 三定职责顺序 | 变更 | 说明性 | 只是顺序变了，内容没有变

duties: [三-1, 三-2]⏎ → ∅
变更 说明性
duties | 三定职责 | 删除 | 说明性 | 对应的职责变了，数据没有变

systems: [dibao] → systems: 暂无系统
变更 说明性
systems | 来源系统 | 变更 | 说明性 | 来源系统由提供方对接，使用方不用改

systems: [dibao] → systems: [dibao, jiuzhu]
变更 说明性
systems[jiuzhu] | 来源系统“jiuzhu” | 新增 | 说明性 | 来源系统由提供方对接，使用方不用改

keywords: [低保, 救助] → keywords: [低保, 低保, 救助]
变更 说明性
keywords[低保#2] | 关键字“低保”（第2个） | 新增 | 说明性 | 关键字只帮助查找
keywords[] | 关键字顺序 | 变更 | 说明性 | 新增的排在中间，原来的顺序没有变

keywords: [低保, 救助] → keywords: 低保、救助
变更 说明性
keywords | 关键字 | 变更 | 说明性 | 关键字只帮助查找

temporal: {from: 2019, to: 至今} → temporal: {from: 2020, to: 至今}
变更 破坏性
temporal.from | 起始时间 | 变更 | 破坏性 | 起始时间推后，较早的数据没有了

temporal: {from: 2019, to: 至今} → temporal: {from: 2018-06, to: 至今}
变更 兼容
temporal.from | 起始时间 | 变更 | 兼容 | 起始时间提前，多了较早的数据

temporal: {from: 2019, to: 至今} → temporal: {from: 2019, to: 2025-12}
变更 破坏性
temporal.to | 截止时间 | 变更 | 破坏性 | 截止时间提前，之后的数据没有了

temporal: {from: 2019, to: 至今} → temporal: 2019年至今
变更 说明性
temporal | 时间范围 | 变更 | 说明性 | 只是写不写明时间范围，数据没有变

temporal: {from: 2019, to: 至今} → temporal: {to: 至今}
变更 说明性
temporal.from | 起始时间 | 删除 | 说明性 | 时间的写法变了，看不出先后

  type: 有条件共享 →   type: 无条件共享
变更 兼容
share.type | 共享类型 | 变更 | 兼容 | 共享放宽，原来能用的照样能用

  type: 有条件共享 →   type: 不予共享
变更 破坏性
share.type | 共享类型 | 变更 | 破坏性 | 改为不予共享，使用方不能再用

  type: 有条件共享 →   type: 共享
变更 破坏性
share.type | 共享类型 | 变更 | 破坏性 | 共享类型变了，看不出宽严，按收紧对待

  type: 有条件共享⏎ → ∅
变更 破坏性
share.type | 共享类型 | 删除 | 破坏性 | 共享类型变了，看不出宽严，按收紧对待

  condition: {kind: 依申请共享, text: 用于核验救助资格, scope: 民政、人社部门, purposes: [行政依据, 业务协同]}⏎ → ∅
变更 兼容
share.condition | 共享条件 | 删除 | 兼容 | 不再设共享条件，原来能用的照样能用

  type: 有条件共享⏎  condition: {kind: 依申请共享, text: 用于核验救助资格, scope: 民政、人社部门, purposes: [行政依据, 业务协同]} →   type: 无条件共享
变更 兼容
share.type | 共享类型 | 变更 | 兼容 | 共享放宽，原来能用的照样能用
share.condition | 共享条件 | 删除 | 兼容 | 不再设共享条件，原来能用的照样能用

  type: 有条件共享⏎  condition: {kind: 依申请共享, text: 用于核验救助资格, scope: 民政、人社部门, purposes: [行政依据, 业务协同]} →   type: 不予共享⏎  reason: 当事人要求保密
变更 破坏性
share.type | 共享类型 | 变更 | 破坏性 | 改为不予共享，使用方不能再用
share.condition | 共享条件 | 删除 | 说明性 | 不予共享就不写条件，影响见共享类型
share.reason | 不予共享理由 | 新增 | 说明性 | 不予共享的理由变了，影响见共享类型

kind: 依申请共享 → kind: 依法律法规要求共享
变更 破坏性
share.condition.kind | 有条件种类 | 变更 | 破坏性 | 有条件种类变了，使用方要按新的种类办理

text: 用于核验救助资格 → text: 用于核验救助资格，一事一议
变更 破坏性
share.condition.text | 共享条件 | 变更 | 破坏性 | 加了领导批准、一事一议一类要求，条例不允许

text: 用于核验救助资格 → text: 用于核验低保资格
变更 说明性
share.condition.text | 共享条件 | 变更 | 说明性 | 条件的文字变了，宽严请看改动的字

text: 用于核验救助资格,  → ∅
变更 兼容
share.condition.text | 共享条件 | 删除 | 兼容 | 不再写共享条件，原来能用的照样能用

scope: 民政、人社部门 → scope: 民政部门
变更 破坏性
share.condition.scope | 共享范围 | 变更 | 破坏性 | 共享范围变小，不在其中的不能再用

scope: 民政、人社部门 → scope: 民政、人社、医保部门
变更 兼容
share.condition.scope | 共享范围 | 变更 | 兼容 | 共享范围变大，原来能用的照样能用

scope: 民政、人社部门 → scope: 全区政务部门
变更 说明性
share.condition.scope | 共享范围 | 变更 | 说明性 | 共享范围的文字变了，大小请看改动的字

scope: 民政、人社部门,  → ∅
变更 兼容
share.condition.scope | 共享范围 | 删除 | 兼容 | 不再限定共享范围

purposes: [行政依据, 业务协同] → purposes: [行政依据]
变更 破坏性
share.condition.purposes[业务协同] | 使用用途“业务协同” | 删除 | 破坏性 | 少了一种允许的用途

purposes: [行政依据, 业务协同] → purposes: [行政依据, 业务协同, 工作参考]
变更 兼容
share.condition.purposes[工作参考] | 使用用途“工作参考” | 新增 | 兼容 | 多了一种允许的用途

, purposes: [行政依据, 业务协同] → ∅
变更 兼容
share.condition.purposes | 使用用途 | 删除 | 兼容 | 不再限定使用用途

  basis: [{title: 社会救助暂行办法, article: 第十条, rank: 行政法规}] →   basis: [{title: 社会救助暂行办法, article: 第十一条, rank: 行政法规}]
变更 说明性
share.basis[社会救助暂行办法 第十条].article | 依据“社会救助暂行办法 第十条”条款号 | 变更 | 说明性 | 依据变了，共享类型不变就不影响使用

  basis: [{title: 社会救助暂行办法, article: 第十条, rank: 行政法规}] →   basis: [{title: 社会救助暂行办法, article: 第十条, rank: 部门规章}]
变更 说明性
share.basis[社会救助暂行办法 第十条].rank | 依据“社会救助暂行办法 第十条”效力级别 | 变更 | 说明性 | 依据变了，共享类型不变就不影响使用

  basis: [{title: 社会救助暂行办法, article: 第十条, rank: 行政法规}] →   basis: [{title: 社会救助暂行办法, article: 第十条, rank: 行政法规}, {title: 民法典, article: 第二条, rank: 法律}]
变更 说明性
share.basis[民法典 第二条] | 依据“民法典 第二条” | 新增 | 说明性 | 依据变了，共享类型不变就不影响使用

  basis: [{title: 社会救助暂行办法, article: 第十条, rank: 行政法规}]⏎ → ∅
变更 说明性
share.basis | 依据 | 删除 | 说明性 | 依据变了，共享类型不变就不影响使用

methods: [信息核验接口, 批量库表交换] → methods: [信息核验接口]
变更 破坏性
share.methods[批量库表交换] | 共享方式“批量库表交换” | 删除 | 破坏性 | 取消了一种共享方式，用它取数的要改

methods: [信息核验接口, 批量库表交换] → methods: [信息查询接口, 信息核验接口, 批量库表交换]
变更 兼容
share.methods[信息查询接口] | 共享方式“信息查询接口” | 新增 | 兼容 | 多了一种共享方式，原来的照样能用
share.methods[] | 共享方式顺序 | 变更 | 说明性 | 新增的排在中间，原来的顺序没有变

methods: [信息核验接口, 批量库表交换] → methods: [批量库表交换, 信息核验接口]
变更 说明性
share.methods[] | 共享方式顺序 | 变更 | 说明性 | 只是顺序变了，内容没有变

methods: [信息核验接口, 批量库表交换] → methods: [信息核验接口, 批量库表交换]⏎  user: {identity: 政务部门工作人员}⏎  agreement: true
变更 破坏性
share.user | 使用方要求 | 新增 | 破坏性 | 新设了对使用方的要求
share.agreement | 是否签安全协议 | 新增 | 破坏性 | 使用前要签安全协议

methods: [信息核验接口, 批量库表交换] → methods: [信息核验接口, 批量库表交换]⏎  fee: 免费
变更 说明性
share.fee | fee | 新增 | 说明性 | 编制规范里没有这个字段，不影响使用

open: {type: 不予开放} → open: {type: 有条件开放, condition: 实名}
变更 兼容
open.type | 开放类型 | 变更 | 兼容 | 向社会开放放宽，原来能用的照样能用
open.condition | 开放条件 | 新增 | 说明性 | 原来不予开放，放宽时写明条件，影响见开放类型

open: {type: 不予开放} → open: {type: 无条件开放, priority: true}
变更 兼容
open.type | 开放类型 | 变更 | 兼容 | 向社会开放放宽，原来能用的照样能用
open.priority | 是否列入重点清单 | 新增 | 说明性 | 列不列入重点清单是工作安排，数据没有变

open: {type: 不予开放}⏎ → ∅
变更 说明性
open | 开放属性 | 删除 | 说明性 | 不予开放，写不写明都一样

open: {type: 不予开放} → open: 不予开放
变更 说明性
open | 开放属性 | 变更 | 说明性 | 不予开放，写不写明都一样

{name: 姓名, type: C, length: 50, personal: true} → {name: 姓名, type: C, length: 20, personal: true}
变更 破坏性
items[姓名].length | 数据项“姓名”长度 | 变更 | 破坏性 | 长度变短，原来的值可能放不下

{name: 姓名, type: C, length: 50, personal: true} → {name: 姓名, type: C, length: 100, personal: true}
变更 兼容
items[姓名].length | 数据项“姓名”长度 | 变更 | 兼容 | 长度变长，原来的值都放得下

{name: 姓名, type: C, length: 50, personal: true} → {name: 姓名, type: C, length: 五十, personal: true}
变更 破坏性
items[姓名].length | 数据项“姓名”长度 | 变更 | 破坏性 | 长度的写法变了，看不出长短，按变短对待

{name: 姓名, type: C, length: 50, personal: true} → {name: 姓名, type: C, personal: true}
变更 兼容
items[姓名].length | 数据项“姓名”长度 | 删除 | 兼容 | 不再限定长度，原来的值都放得下

{name: 姓名, type: C, length: 50, personal: true} → {name: 姓名, type: M, length: 50, personal: true}
变更 兼容
items[姓名].type | 数据项“姓名”类型 | 变更 | 兼容 | 新类型装得下原来的值

{name: 姓名, type: C, length: 50, personal: true} → {name: 姓名, type: G, length: 50, personal: true}
变更 破坏性
items[姓名].type | 数据项“姓名”类型 | 变更 | 破坏性 | 类型变了，使用方的库表和程序要改

{name: 姓名, type: C, length: 50, personal: true} → {name: 姓名, type: C, length: 50}
变更 兼容
items[姓名].personal | 数据项“姓名”是否个人信息 | 删除 | 兼容 | 不再是个人信息，原来的保护足够

{name: 姓名, type: C, length: 50, personal: true} → {name: 姓名, type: C, length: 50, personal: true, level: 2}
变更 兼容
items[姓名].level | 数据项“姓名”数据分级 | 新增 | 兼容 | 分级降低，原来的保护足够

{name: 姓名, type: C, length: 50, personal: true} → {name: 姓名, type: C, length: 50, personal: true, level: 4, share: 不予共享, open: 无条件开放}
变更 破坏性
items[姓名].level | 数据项“姓名”数据分级 | 新增 | 破坏性 | 分级提高，使用方要按更高的级别保护
items[姓名].share | 数据项“姓名”共享类型 | 新增 | 破坏性 | 这个数据项的共享收紧，使用方要重新核对能不能用
items[姓名].open | 数据项“姓名”开放类型 | 新增 | 兼容 | 这个数据项向社会开放放宽，原来能用的照样能用

{name: 姓名, type: C, length: 50, personal: true} → {name: 姓名, type: C, length: 50, personal: true, share: 有条件共享}
变更 说明性
items[姓名].share | 数据项“姓名”共享类型 | 新增 | 说明性 | 与目录的共享类型一样，没有变宽变严

{name: 姓名, type: C, length: 50, personal: true} → {name: 姓名, type: C, length: 50, personal: true, origin: {department: 公安局}, note: 曾用名另列}
变更 兼容
items[姓名].origin | 数据项“姓名”权威源 | 新增 | 兼容 | 以哪里的值为准变了，取数宜看权威源
items[姓名].note | 数据项“姓名”备注 | 新增 | 说明性 | 只是备注的文字变了

{name: 姓名, type: C, length: 50, personal: true} → 姓名
变更 破坏性
items[姓名] | 数据项“姓名” | 变更 | 破坏性 | 数据项整个改了写法，使用方要重新核对

name: 身份证号, type: C, length: 18, field: sfzh, key: true → name: 公民身份号码, type: C, length: 18, field: sfzh, key: true
变更 破坏性
items[身份证号].name | 数据项“身份证号”名称 | 改名 | 破坏性 | 数据项改名，按旧名称取数、对接的要改

name: 身份证号, type: C, length: 18, field: sfzh, key: true → name: 公民身份号码, type: C, length: 20, field: sfzh, key: true
变更 破坏性
items[身份证号].name | 数据项“身份证号”名称 | 改名 | 破坏性 | 数据项改名，按旧名称取数、对接的要改
items[身份证号].length | 数据项“身份证号”长度 | 变更 | 兼容 | 长度变长，原来的值都放得下

name: 身份证号, type: C, length: 18, field: sfzh, key: true → name: 统一社会信用代码, type: C, length: 18, field: uscc, key: true
变更 破坏性
items[身份证号] | 数据项“身份证号” | 删除 | 破坏性 | 使用方取不到这个数据项了
items[统一社会信用代码] | 数据项“统一社会信用代码” | 新增 | 兼容 | 多了一个数据项，原来的都还在
items[] | 数据项顺序 | 变更 | 说明性 | 新增的排在中间，原来的顺序没有变

name: 身份证号, type: C, length: 18, field: sfzh, key: true → name: 出生日期, type: D
变更 破坏性
items[身份证号] | 数据项“身份证号” | 删除 | 破坏性 | 使用方取不到这个数据项了
items[出生日期] | 数据项“出生日期” | 新增 | 兼容 | 多了一个数据项，原来的都还在
items[] | 数据项顺序 | 变更 | 说明性 | 新增的排在中间，原来的顺序没有变

name: 身份证号, type: C, length: 18, field: sfzh, key: true → name: 身份证号, type: C, length: 18, field: sfzhm
变更 破坏性
items[身份证号].field | 数据项“身份证号”字段名 | 变更 | 破坏性 | 字段名变了，按字段名取数的要改
items[身份证号].key | 数据项“身份证号”是否主键 | 删除 | 破坏性 | 不再是主键，按它关联、去重的要改

name: 身份证号, type: C, length: 18, field: sfzh, key: true → name: 身份证号, type: C, length: 18, key: true, timestamp: false
变更 说明性
items[身份证号].field | 数据项“身份证号”字段名 | 删除 | 说明性 | 不再写明字段名，数据没有变
items[身份证号].timestamp | 数据项“身份证号”是否时间戳 | 新增 | 说明性 | 不是时间戳，写不写明都一样

  - {name: 身份证号, type: C, length: 18, field: sfzh, key: true}⏎ → ∅
变更 破坏性
items[身份证号] | 数据项“身份证号” | 删除 | 破坏性 | 使用方取不到这个数据项了

  - {name: 身份证号, type: C, length: 18, field: sfzh, key: true} →   - {name: 身份证号, type: C, length: 18, field: sfzh, key: true}⏎  - {name: 性别, type: C, length: 1}
变更 兼容
items[性别] | 数据项“性别” | 新增 | 兼容 | 多了一个数据项，原来的都还在
items[] | 数据项顺序 | 变更 | 说明性 | 新增的排在中间，原来的顺序没有变

{name: 保障金额, type: Y, length: 12, scale: 2} → {name: 保障金额, type: Y, length: 12, scale: 0}
变更 破坏性
items[保障金额].scale | 数据项“保障金额”小数位数 | 变更 | 破坏性 | 小数位数变少，原来的值会被舍入

{name: 保障金额, type: Y, length: 12, scale: 2} → {name: 保障金额, type: N, length: 14, scale: 4}
变更 兼容
items[保障金额].type | 数据项“保障金额”类型 | 变更 | 兼容 | 新类型装得下原来的值
items[保障金额].length | 数据项“保障金额”长度 | 变更 | 兼容 | 长度变长，原来的值都放得下
items[保障金额].scale | 数据项“保障金额”小数位数 | 变更 | 兼容 | 小数位数变多，原来的值都放得下

{name: 保障金额, type: Y, length: 12, scale: 2} → {name: 保障金额, type: Y, length: 12}
变更 破坏性
items[保障金额].scale | 数据项“保障金额”小数位数 | 删除 | 破坏性 | 不再写明小数位数，可能不再有小数

{name: 保障金额, type: Y, length: 12, scale: 2} → {name: 保障金额, type: Y, length: 12, scale: 2, tier: 扩展, standard: DE01}
变更 说明性
items[保障金额].tier | 数据项“保障金额”层级 | 新增 | 说明性 | 层级是对各县区的统一要求，本目录的数据没有变
items[保障金额].standard | 数据项“保障金额”数据元标准 | 新增 | 说明性 | 补写数据元标准，数据没有变

codeset: 城市、农村, nullable: true → codeset: 城市、农村、特困, nullable: false
变更 破坏性
items[保障类别].nullable | 数据项“保障类别”是否可空 | 变更 | 破坏性 | 原来可以没有值，现在必须有值，没有值的记录会被退回
items[保障类别].codeset | 数据项“保障类别”值域 | 变更 | 兼容 | 值域多了，原来的值照样可用

codeset: 城市、农村, nullable: true → codeset: 城市
变更 破坏性
items[保障类别].nullable | 数据项“保障类别”是否可空 | 删除 | 破坏性 | 原来可以没有值，现在必须有值，没有值的记录会被退回
items[保障类别].codeset | 数据项“保障类别”值域 | 变更 | 破坏性 | 值域少了，原来的一些值不再有

codeset: 城市、农村, nullable: true → codeset: DB23/T 1, nullable: true
变更 破坏性
items[保障类别].codeset | 数据项“保障类别”值域 | 变更 | 破坏性 | 值域变了，代码对照要改

, codeset: 城市、农村, nullable: true → , nullable: true
变更 兼容
items[保障类别].codeset | 数据项“保障类别”值域 | 删除 | 兼容 | 不再限定值域，原来的值照样可用

status: 在用 → status: 在用⏎office: 救助科
变更 说明性
office | 内设科室/下级部门 | 新增 | 说明性 | 联系的科室变了，数据没有变

{id: dibao_person, name: 低保人员表, type: 库表, updated: 2026-01-01, map: {姓名: xm}} → {id: dibao_person, name: 低保人员信息表, type: 库表, updated: 2026-02-01, records: 10, map: {姓名: xm}}
变更 说明性
resources[dibao_person].name | 挂载资源“dibao_person”名称 | 变更 | 说明性 | 只是资源的名称变了，编号没变
resources[dibao_person].updated | 挂载资源“dibao_person”数据更新日期 | 变更 | 说明性 | 只是登记的数据更新日期变了
resources[dibao_person].records | 挂载资源“dibao_person”记录数 | 新增 | 说明性 | 只是登记的记录数变了

{id: dibao_person, name: 低保人员表, type: 库表, updated: 2026-01-01, map: {姓名: xm}} → {id: dibao_person, name: 低保人员表, type: 接口, updated: 2026-01-01, protocol: restful, address: https://a.example.cn, map: {姓名: xm}}
变更 破坏性
resources[dibao_person].type | 挂载资源“dibao_person”类型 | 变更 | 破坏性 | 资源类型变了，使用方取数的办法要改
resources[dibao_person].protocol | 挂载资源“dibao_person”接口协议 | 新增 | 说明性 | 补写接口协议，接口没有变
resources[dibao_person].address | 挂载资源“dibao_person”接口地址 | 新增 | 兼容 | 写明了接口地址，可以调用了

{id: dibao_person, name: 低保人员表, type: 库表, updated: 2026-01-01, map: {姓名: xm}} → {id: dibao_person, name: 低保人员表, type: 库表, updated: 2026-01-01, map: {姓名: name, 保障金额: je}}
变更 破坏性
resources[dibao_person].map.保障金额 | 挂载资源“dibao_person”字段对应“保障金额” | 新增 | 兼容 | 写明了数据项对应哪一列
resources[dibao_person].map.姓名 | 挂载资源“dibao_person”字段对应“姓名” | 变更 | 破坏性 | 对应的列变了，按列取数的要改

{id: dibao_person, name: 低保人员表, type: 库表, updated: 2026-01-01, map: {姓名: xm}} → {id: dibao_v2, name: 低保人员表, type: 库表, updated: 2026-01-01, map: {姓名: xm}}
变更 破坏性
resources[dibao_person] | 挂载资源“dibao_person” | 删除 | 破坏性 | 资源撤下，用它取数的要改
resources[dibao_v2] | 挂载资源“dibao_v2” | 新增 | 兼容 | 多了一个资源，原来的都还在

  - {id: dibao_person, name: 低保人员表, type: 库表, updated: 2026-01-01, map: {姓名: xm}} →   - {id: dibao_person, name: 低保人员表, type: 库表, updated: 2026-01-01, mounted: 2026-01-01, map: {姓名: xm}}⏎  - {id: t, name: 表, type: 库表}
变更 兼容
resources[dibao_person].mounted | 挂载资源“dibao_person”挂载日期 | 新增 | 兼容 | 资源已经挂载，可以取数了
resources[t] | 挂载资源“t” | 新增 | 兼容 | 多了一个资源，原来的都还在

resources:⏎  - {id: dibao_person, name: 低保人员表, type: 库表, updated: 2026-01-01, map: {姓名: xm}}⏎ → ∅
变更 破坏性
resources | 挂载资源 | 删除 | 破坏性 | 资源全部撤下，使用方没有办法取数

status: 在用 → status: 已下架⏎retired: {date: 2026-03-01, reason: 职责取消}
下架 兼容
status | 状态 | 变更 | 兼容 | 没有未办结的需求依赖它；还在使用的，改用替代目录
retired | 下架 | 新增 | 说明性 | 随下架一并改动，影响见状态

status: 在用⏎ → ∅
变更 说明性
status | 状态 | 删除 | 说明性 | 状态的写法变了，没有下架

status: 在用 → status: 停用
变更 说明性
status | 状态 | 变更 | 说明性 | 状态的写法变了，没有下架

status: 在用 → status: 在用⏎"department": 民政局⏎"items[姓名]": 1
变更 说明性
"department" | department | 新增 | 说明性 | 编制规范里没有这个字段，不影响使用
"items[姓名]" | items[姓名] | 新增 | 说明性 | 编制规范里没有这个字段，不影响使用

items:⏎  - {name: 姓名, type: C, length: 50, personal: true} → items:⏎  - {name: 身份证号, type: C, length: 1}⏎  - {name: 姓名, type: C, length: 50, personal: true}
变更 破坏性
items[身份证号].length | 数据项“身份证号”长度 | 变更 | 破坏性 | 长度变短，原来的值可能放不下
items[身份证号].field | 数据项“身份证号”字段名 | 删除 | 说明性 | 不再写明字段名，数据没有变
items[身份证号].key | 数据项“身份证号”是否主键 | 删除 | 破坏性 | 不再是主键，按它关联、去重的要改
items[身份证号#2] | 数据项“身份证号”（第2个） | 新增 | 兼容 | 多了一个数据项，原来的都还在
items[] | 数据项顺序 | 变更 | 说明性 | 只是顺序变了，内容没有变
"""


def cases() -> list[Any]:
    blocks = [block.split("\n") for block in CASES.strip().split("\n\n")]
    return [pytest.param(edit, "\n".join(lines), id=f"{at} {edit[:40]}") for at, (edit, *lines) in enumerate(blocks)]


@pytest.mark.parametrize(("edit", "expected"), cases())
def test_one_catalog(edit: str, expected: str) -> None:
    (change,) = compare([entry(PATH, values(BASE))], [entry(PATH, edited(edit))])
    assert said(change) == expected


def test_there_are_enough_cases() -> None:
    assert len(cases()) >= 80
