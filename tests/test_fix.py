"""``ybz check --fix``: bytes in, text out; what is in doubt stays."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledgers import CATALOG, DEPARTMENT, small
from yibenzhang.outputs.edit.fix import FORM, fix
from yibenzhang.outputs.edit.form import Order
from yibenzhang.sources import document
from yibenzhang.sources.layout import Kind
from yibenzhang.sources.schema import default_schemas

SCHEMAS = default_schemas()
ORDERS = {kind: Order(SCHEMAS.by_kind[kind]) for kind in Kind}


def mend(data: bytes, kind: Kind = Kind.CATALOG) -> tuple[str | None, list[str]]:
    done = fix(data, kind, SCHEMAS, ORDERS[kind])
    return done.text, done.said


MENDED = {
    "full-width code": (
        "code: ３０７００１／０００００１",
        "code: 307001/000001",
        "目录代码：“３０７００１／０００００１”改为“307001/000001”",
    ),
    "full-width in a list's word": ("level: ３级", "level: 3", "数据分级：“３级”改为“3”"),
    "quoted number": ('level: "3"', "level: 3", "数据分级：“3”改为数字"),
    "alias": ("update_cycle: 季度", "update_cycle: 每季度", "更新周期：“季度”改为“每季度”"),
    "alias in an item": (
        "items:\n  - {name: 甲, type: 字符串, length: １８}",
        "items:\n  - {name: 甲, type: C, length: 18}",
        "数据项 第1项 数据项类型：“字符串”改为“C”",
    ),
    "case": (
        "items:\n  - {name: 甲, type: VARCHAR}",
        "items:\n  - {name: 甲, type: C}",
        "数据项 第1项 数据项类型：“VARCHAR”改为“C”",
    ),
    "word of a list": (
        "share:\n  methods: [查询接口]",
        "share:\n  methods: [信息查询接口]",
        "共享属性 共享方式 第1项：“查询接口”改为“信息查询接口”",
    ),
    "truth": (
        "items:\n  - {name: 甲, key: 是}",
        "items:\n  - {name: 甲, key: true}",
        "数据项 第1项 是否主键：“是”改为true",
    ),
    "digits as text": ("office: 12", 'office: "12"', "内设科室/下级部门：“12”加上引号，作文字"),
    "spaces": ('summary: "　摘要 "', "summary: 摘要", "摘要：“　摘要 ”改为“摘要”"),
    "day": (
        "assessments: {date: 2026/3/5}",
        "assessments: {date: 2026-03-05}",
        "保密与个人信息评估 同意日期：“2026/3/5”改为“2026-03-05”",
    ),
    "chinese day": (
        "assessments: {date: 2026年３月5日}",
        "assessments: {date: 2026-03-05}",
        "保密与个人信息评估 同意日期：“2026年３月5日”改为“2026-03-05”",
    ),
    "key order": ("name: 甲\ncode: x", "code: x\nname: 甲", FORM),
    "tab": ("share:\n\ttype: x", "share:\n  type: x", "第 2 行：缩进用了制表符（Tab），改成空格，每层两个"),
    "wide colon": ("name：甲", "name: 甲", "第 1 行：“name”后面的冒号是全角“：”，改成半角冒号加一个空格“: ”"),
    "wide colon in brackets": (
        "items:\n  - {name: 甲, type：C}",
        "items:\n  - {name: 甲, type: C}",
        "第 2 行：“type”后面的冒号是全角“：”，改成半角冒号加一个空格“: ”",
    ),
    "wide dash": (
        "duties:\n  － 三-1",
        "duties:\n  - 三-1",
        "第 2 行：列表的短横是全角“－”，改成半角短横加一个空格“- ”",
    ),
}


@pytest.mark.parametrize("name", MENDED)
def test_mended(name: str) -> None:
    before, after, sentence = MENDED[name]
    text, said = mend(f"{before}\n".encode())
    assert text == f"{after}\n"
    assert sentence in said
    assert mend(f"{after}\n".encode()) == (None, [])


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("\ufeffname: 甲\n".encode(), "删去文件开头的 BOM 标记"),
        ("name: 甲\r\n".encode(), "行尾改为 LF"),
        ("name: 甲\n".encode("gb18030"), "改存为 UTF-8 编码"),
        ("name: 甲\n".encode("utf-16"), "改存为 UTF-8 编码"),
        ("name: 甲\n".encode("utf-16-le"), "改存为 UTF-8 编码"),
    ],
)
def test_encodings(data: bytes, sentence: str) -> None:
    text, said = mend(data)
    assert text == "name: 甲\n"
    assert said == [sentence]


def test_department() -> None:
    text, said = mend(b"uscc: 11232700900001009u\ndivision: 232700\n", Kind.DEPARTMENT)
    assert text == 'uscc: 11232700900001009U\ndivision: "232700"\n'
    assert said == [
        "统一社会信用代码：“11232700900001009u”改为“11232700900001009U”",
        "行政区划代码：“232700”加上引号，作文字",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "summary: 第１２页，ＡＢＣ\n",
        "spatial: 全角（括号）\n",
        "code: 307001/1\n",
        "domain: 不知道\n",
        "level: 5\n",
        "level: true\n",
        "status: 无\n",
        "network:\n",
        'summary: "  "\n',
        "assessments: {date: 5/3/2026}\n",
        "assessments: {date: 2026-02-30}\n",
        "assessments: {date: 2026/2/30}\n",
        "duties: 三-1\n",
        "items:\n  - {name: 甲, length: 十}\n",
        "items:\n  - {name: 甲, key: 1}\n",
        "unknown: １２\n",
        "temporal: {from: 2019, to: 至今}\n",
    ],
)
def test_doubt_stays(text: str) -> None:
    assert mend(text.encode()) == (None, [])


@pytest.mark.parametrize(
    "data",
    [
        b"name: \xe7\x94\xb2 \xff \xe4\xb9\x99\xe4\xb8\x99\xe4\xb8\x81\xe4\xb8\x81\xe4\xb8\x81\xe4\xb8\x81\xe4\xb8\x81\xe4\xb8\x81\n",
        "name: 甲\u200b\x07\n".encode(),
        b"PK\x03\x04",
        b"name: [\n",
        b"a: &x 1\nb: *x\n",
        b"code: x\ncode: y\n",
        b"",
        "name：甲\nkind: [\n".encode(),
    ],
)
def test_spoilt_files_are_not_touched(data: bytes) -> None:
    assert mend(data)[0] is None


def test_encoding_is_mended_where_the_rest_cannot_be_read() -> None:
    text, said = mend("name: 甲\r\nname: 乙\r\n".encode("gb18030"))
    assert text == "name: 甲\nname: 乙\n"
    assert said == ["改存为 UTF-8 编码", "行尾改为 LF"]


def test_comments_stay_and_several_faults_are_mended_at_once() -> None:
    text, said = mend("# 注\nupdate_cycle：季度 # 旁\ncode: ３０７００１/０００００１\r\n".encode())
    assert text == "code: 307001/000001\n# 注\nupdate_cycle: 每季度  # 旁\n"
    assert len(said) == 5


@pytest.mark.parametrize(("path", "kind"), [(CATALOG, Kind.CATALOG), (DEPARTMENT, Kind.DEPARTMENT)])
def test_what_is_right_is_not_touched(path: str, kind: Kind) -> None:
    assert mend(small()[path], kind) == (None, [])


WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@given(st.text(max_size=30), st.text(max_size=30))
def test_prose_keeps_every_character(one: str, two: str) -> None:
    data = f"summary: {json.dumps(one)}\nspatial: {json.dumps(two)}\n".encode()
    read = document.read("x", data)
    text, _ = mend(data)
    if read.traps or text is None:
        return
    after = document.read("x", text.encode()).values
    for key, value in read.values.items():
        assert after[key] == (value.strip() or value)


@given(st.binary(max_size=60))
def test_any_bytes(data: bytes) -> None:
    text, _ = mend(data)
    assert text is None or mend(text.encode())[0] in (None, text)
