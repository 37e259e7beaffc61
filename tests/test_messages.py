"""What a newcomer writes instead of YAML, and whether the message alone tells how to mend it."""

from __future__ import annotations

import pytest

from hostile import CATALOG, DEMAND, PROFILE, REGISTRY
from page_ledger import CLEAN
from yibenzhang.rules import guesses
from yibenzhang.rules.engine import check
from yibenzhang.sources import ledger, schema
from yibenzhang.sources.tree import Tree

# Tracing thousands of readings would take minutes; other tests cover the same lines.
pytestmark = pytest.mark.no_cover

HALF = "标点改成半角；确是文字里的标点时，整个值加双引号"
Case = tuple[str, str, str, list[tuple[int, int, str, str, str]]]

CASES: list[Case] = [
    # Chinese marks
    (CATALOG, "duties: [三-1]", "duties: ［三-1］",
     [(7, 1, "A001", "“三定职责”的括号是全角“［”", "改成半角：duties: [三-1]")]),
    (CATALOG, "share: {type", "share: ｛type", [(12, 8, "X906", "花括号是全角“｛ ｝”", HALF)]),
    (CATALOG, "{name: 姓名, type: C", "{name: 姓名，type: C", [(16, 14, "X906", "花括号里的逗号是全角“，”", HALF)]),
    (CATALOG, "kind: 依申请共享, text: 用于核验救助资格, scope: 全区政务部门, ", "kind: 依申请共享，text：用于核验救助资格, scope: 全区政务部门, ",
     [(12, 22, "S301", "有条件共享没有写明有条件种类或共享条件",
       "在 share.condition 下写 kind（有条件种类）和 text（共享条件），例：condition: {kind: 依申请共享, text: 用于核验救助资格}"),
      (12, 34, "A002", "“有条件种类”后面的逗号、冒号是全角", "“，text：”改成半角的“, text: ”")]),
    (CATALOG, "methods: [信息核验接口]", "methods: 信息核验接口、批量库表交换",
     [(12, 97, "A001", "“共享方式”应为列表，现在是单个值“信息核验接口、批量库表交换”", "写成 methods: [信息核验接口, 批量库表交换]")]),
    (CATALOG, "methods: [信息核验接口]", "methods: [信息核验接口、批量库表交换]",
     [(12, 107, "A002", "“共享方式”把几个值写成了一个：“信息核验接口、批量库表交换”", "每个值之间用半角逗号：[信息核验接口, 批量库表交换]")]),
    (CATALOG, "assessments:", 'temporal: “2019年起”\nassessments:',
     [(13, 1, "A001", "“时间范围”应为下一层字段，现在是““2019年起””", "例：temporal: {from: 2019-01, to: 至今}")]),
    # Blanks
    (CATALOG, "office: 业务科", "office:业务科", [(6, 7, "X906", "“office”的冒号后面没有空格", "冒号后面加一个空格")]),
    (CATALOG, "{name: 姓名,", "{name:姓名,", [(16, 6, "X905", "“name”的冒号后面没有空格", "写成 name: 姓名")]),
    (CATALOG, "  - {name: 姓名", "  -{name: 姓名", [(16, 3, "X906", "列表的短横后面没有空格", "短横后面加一个空格")]),
    (CATALOG, "  - {name: 姓名", "　　- {name: 姓名", [(16, 1, "X906", "缩进用了全角空格或网页空格", "改成半角空格，每层两个")]),
    (CATALOG, "share: {type: 有条件共享, condition: {kind: 依申请共享, text: 用于核验救助资格, scope: 全区政务部门, purposes: [行政依据]}, methods: [信息核验接口]}",
     "share:\ntype: 不予共享",
     [(13, 1, "X905", "“type”是 share（共享属性）里面的字段，缩进不对", "这一行放到 share: 的下面，比它多缩进两个空格")]),
    # Values
    (CATALOG, "type: 有条件共享", "type: 条件共享",
     [(12, 9, "A002", "“共享类型”不能写“条件共享”", "是不是“无条件共享”或“有条件共享”？可选：无条件共享、有条件共享、不予共享")]),
    (CATALOG, "type: C, length: 50", "type: N, length: 12,2",
     [(16, 36, "X905", "“2”不是字段名", "多半是前面的值里有逗号：小数位数另写 scale，如 length: 12, scale: 2；文字加双引号")]),
    (DEMAND, "submitted: 2026-03-02", "submitted: 2026年3月2日",
     [(12, 1, "A004", "“提交日期”不是有效日期：“2026年3月2日”", "写成 2026-03-02")]),
    (DEMAND, "submitted: 2026-03-02", "submitted: 2026-02-30",
     [(12, 1, "A004", "“提交日期”不是有效日期：“2026-02-30”", "写成 年-月-日，如 2026-01-31")]),
    (REGISTRY, "authority:", "waivers: 民政局暂缓\nauthority:",
     [(2, 1, "A001", "“豁免”应为列表，现在是单个值“民政局暂缓”",
       "例：waivers: [{rule: N103, code: 307001/000001, reason: 上级文件固定名称, until: 2026-12-31}]")]),
    (PROFILE, "offices: [办公室, 业务科]", "offices: 办公室，业务科",
     [(7, 1, "A001", "“内设科室”应为列表，现在是单个值“办公室，业务科”", "写成 offices: [办公室, 业务科]")]),
    (CATALOG, "{name: 姓名, type: C", "{name: 姓名, type: 字符型",
     [(16, 16, "I403", "数据项类型不在规定的 11 种之内：“字符型”",
       "是不是 C？在 type 下写 C、N、Y、D、T、L、M、G、B、I、F 中的一个字母，例：type: C")]),
    # Left empty
    (CATALOG, "office: 业务科", "office:", [(6, 1, "A003", "“内设科室/下级部门”没有填写", "填上内容")]),
    (CATALOG, "office: 业务科", 'office: ""', [(6, 1, "A005", "“内设科室/下级部门”是空的", "填上内容")]),
    (CATALOG, "assessments:", "spatial:\nassessments:", [(13, 1, "A003", "“区域范围”没有填写", "填上内容，或删去这一行")]),
    # Pasted, merged
    (CATALOG, "  - {name: 姓名, type: C, length: 50}", "姓名\t字符型\t50",
     [(16, 1, "X906", "这一行像是从 Excel 粘贴来的，没有写字段名", "数据项每行写成 - {name: 名称, type: C, length: 20} 的样子，前面空两格")]),
    (CATALOG, "  - {name: 姓名, type: C, length: 50}", "  - name: 姓名, type: C, length: 50",
     [(16, 19, "X906", "一行写了几个字段，没有加花括号", "写成 - {name: 名称, type: C, length: 20} 的样子，或每个字段另起一行")]),
    (CATALOG, "level: 2", "<<<<<<< HEAD\nlevel: 2\n=======\nlevel: 3\n>>>>>>> main",
     [(10, 1, "X906", "两个人改了同一处，合并冲突还没有解决", "在 <<<<<<< 与 >>>>>>> 之间留下对的内容，删去这几行标记")]),
    # Misspelt and unknown fields
    (CATALOG, "update_cycle: 每月", "更新频率: 每月",
     [(1, 1, "A003", "缺少“更新周期”", "补上 update_cycle: 每月"),
      (11, 1, "X905", "没有“更新频率”这个字段",
       "改成对的字段名，或删去这一行；相近的有：update_cycle（更新周期）、code（目录代码）、name（数据目录名称）、aliases（别名）、kind（资源分类）、domain（所属领域）")]),
]  # fmt: skip


SHARE, OPEN = ["无条件共享", "有条件共享", "不予共享"], ["无条件开放", "有条件开放", "不予开放"]
CYCLES = ["实时", "每日", "每周", "每月", "每季度", "每半年", "每年", "其他"]


@pytest.mark.parametrize(
    ("key", "choices", "written", "meant"),
    [
        *(("type", SHARE, word, []) for word in ("完全共享", "部分共享", "公开", "免费共享", "共享", "免予共享", "")),
        *(("type", OPEN, word, []) for word in ("完全开放", "部分开放", "开放", "社会开放")),
        ("type", SHARE, "条件共享", ["无条件共享", "有条件共享"]),
        ("type", SHARE, "无条件公开", ["无条件共享"]),
        ("type", SHARE, "不予提供", ["不予共享"]),
        ("type", OPEN, "无条件共享", ["无条件开放"]),
        *(("update_cycle", CYCLES, word, []) for word in ("每三年", "两年", "每2月", "隔月")),
        ("update_cycle", CYCLES, "每半个年", ["每半年"]),
    ],
)
def test_only_what_is_close_is_guessed(key: str, choices: list[str], written: str, meant: list[str]) -> None:
    assert guesses.listed(key, written, choices) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("一年", "每年"),
        ("一月", "每月"),
        ("一个月", "每月"),
        ("一周", "每周"),
        ("半年", "每半年"),
        ("一季度", "每季度"),
    ],
)
def test_cycles_by_another_name(written: str, meant: str) -> None:
    terms = schema.default_schemas().vocabulary["update-cycle"]["values"]
    assert guesses.aliased(written, terms) == meant


@pytest.mark.parametrize(("path", "old", "new", "said"), CASES, ids=[new[:24] for _, _, new, _ in CASES])
def test_the_message_tells_how_to_mend(
    path: str, old: str, new: str, said: list[tuple[int, int, str, str, str]]
) -> None:
    assert old in CLEAN[path]
    files = {**CLEAN, path: CLEAN[path].replace(old, new, 1)}
    found = check(ledger.read(Tree({name: text.encode() for name, text in sorted(files.items())})))
    assert [(f.line, f.column, f.rule, f.message, f.fix) for f in found if f.path == path] == said
    assert {f.path for f in found} == {path}
