"""The cell codec: whatever is written is read back the same, and what hands write is understood."""

from __future__ import annotations

import json
import os
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from yibenzhang.sources import cells, fields
from yibenzhang.sources.cells import LONG, LONGEST, RAW, Unreadable, read, write
from yibenzhang.sources.columns import Column, tables
from yibenzhang.sources.layout import Kind
from yibenzhang.sources.schema import default_schemas

SCHEMAS = default_schemas()
CATALOG, DEMAND = SCHEMAS.by_kind[Kind.CATALOG], SCHEMAS.by_kind[Kind.DEMAND]
DERIVED = tables(SCHEMAS.by_kind)
PLACES = [(CATALOG, column) for table in (DERIVED.catalog, DERIVED.item, DERIVED.resource) for column in table]
PLACES += [(DEMAND, column) for column in DERIVED.demand]
BY_KEY = {column.key: (root, column.field) for root, column in reversed(PLACES)}
ODD = [
    "", " ", " 前", "后 ", "\n", "两\n行", "甲\r\n乙", "\t", "\x00", "\x0b", "0123", "=1+1", "+1", "@x", "'单", '"双"', "是", "√",
    "2019", "12.0", "45365", "2024-3-14", "暂无系统", "甲、乙", "甲，乙；丙", "（）", "(）", "《民法典》第一条（法律）", "甲=乙", "省级部门：甲",
    "😀", "\ud800", "\ufeff", "\ufffe", "_x0041_", "_x005F_", "<r>x</r>", RAW, RAW + "1", LONG, LONG + "1", "null", "true", "C 字符型",
    "第三条", "《甲》", "甲（新增）", "\u3000", "\xa0", "１２", "长" * 200,
]  # fmt: skip
TEXTS = st.one_of(st.sampled_from(ODD), st.text(max_size=12), st.lists(st.sampled_from(ODD), max_size=3).map("".join))
VALUES = st.recursive(
    st.one_of(TEXTS, st.integers(-(10**17), 10**17), st.booleans()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=5,
)


def fitting(root: dict[str, Any], field: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values of a field's own shape, with odd texts in them."""
    kinds = cells.kinds(field)
    choices: list[st.SearchStrategy[Any]] = []
    if "enum" in field:
        choices.append(st.sampled_from(field["enum"]))
    if "boolean" in kinds:
        choices.append(st.booleans())
    if "integer" in kinds:
        choices.append(st.integers(-5, 10**18 - 1))
    if "string" in kinds:
        choices += [TEXTS, st.dates().map(str)]
    if "array" in kinds:
        choices.append(st.lists(fitting(root, fields.elements(root, field)), max_size=3))
    if "object" in kinds:
        named = {key: fitting(root, part) for key, part in fields.properties(root, field).items()}
        choices.append(
            st.fixed_dictionaries({}, optional=named) if named else st.dictionaries(TEXTS, TEXTS, max_size=3)
        )
    return st.one_of(choices or [VALUES])


@settings(max_examples=int(os.environ.get("YBZ_EXAMPLES", "200")), deadline=None)
@given(data=st.data())
def test_what_is_written_is_read_back_the_same(data: st.DataObject) -> None:
    root, field = BY_KEY[data.draw(st.sampled_from(sorted(BY_KEY)))]
    value = data.draw(st.one_of(fitting(root, field), VALUES))
    cell = write(value, field, root)
    assert cell is not None
    found = read(str(cell), field, root)
    assert json.dumps(found, sort_keys=True) == json.dumps(value, sort_keys=True)
    if isinstance(cell, str):
        assert cell == cell.strip() != ""
        assert not any(ord(char) < 32 and char != "\n" for char in cell)


@pytest.mark.parametrize("key", BY_KEY)
def test_odd_texts_survive_everywhere(key: str) -> None:
    root, field = BY_KEY[key]
    for text in ODD:
        for value in (text, [text], [text, text], {"name": text, "title": text, text: text}):
            assert cells.same(read(str(write(value, field, root)), field, root), value)


def test_nothing_written_is_an_empty_cell() -> None:
    root, field = BY_KEY["keywords"]
    assert write(None, field, root) is None
    assert read("", field, root) is None
    assert read(" \u3000\n", field, root) is None


FORMS = [
    ("code", "307001/000001", "307001/000001"),
    ("level", 3, 3),
    ("share.agreement", True, "是"),
    ("temporal.from", 2019, "2019"),
    ("temporal.from", "2019", f'{RAW}"2019"'),
    ("temporal.to", "至今", "至今"),
    ("systems", "暂无系统", "暂无系统"),
    ("systems", ["dibao", "tekun"], "dibao、tekun"),
    ("keywords", ["低保", "救助"], "低保、救助"),
    ("keywords", ["低保、五保", "救助"], "低保、五保\n救助"),
    ("keywords", ["低保，五保"], f'{RAW}["低保，五保"]'),
    ("keywords", [], f"{RAW}[]"),
    ("summary", " x", f'{RAW}" x"'),
    ("share.basis", [{"title": "民法典", "article": "第一条", "rank": "法律"}, {"rank": "国务院决定", "title": "某决定", "number": "国发〔2020〕1号"}],
     "《民法典》第一条（法律）\n《某决定》国发〔2020〕1号（国务院决定）"),
    ("share.basis", [{"title": "条例", "number": "国务院令第809号", "article": "第十四条第一款", "rank": "行政法规"}],
     "《条例》国务院令第809号 第十四条第一款（行政法规）"),
    ("services", [{"name": "认定", "code": "000000000001"}, {"name": "备案"}], "认定（000000000001）\n备案"),
    ("map", {"姓名": "XM", "性别": "XB"}, "姓名=XM\n性别=XB"),
    ("provider", "公安局", "公安局"),
    ("provider", {"external": "省级部门", "name": "省公安厅"}, "省级部门：省公安厅"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "value", "cell"), FORMS)
def test_how_it_looks(key: str, value: Any, cell: str | int) -> None:
    root, field = BY_KEY[key]
    assert write(value, field, root) == cell
    assert read(str(cell), field, root) == value


def test_the_items_of_a_demand() -> None:
    field = {column.key: column for column in DERIVED.demand}["items"].field
    value = ["姓名", {"name": "迁入日期", "new": True}]
    assert write(value, field, DEMAND) == "姓名、迁入日期（新增）"
    assert read("姓名，迁入日期(新增)", field, DEMAND) == value


HANDS = [
    ("share.agreement", " 是 ", True), ("share.agreement", "√", True), ("share.agreement", "TRUE", True),
    ("share.agreement", "否", False), ("share.agreement", "0.0", False),
    ("level", "３", 3), ("level", "3.0", 3), ("level", "3级", 3), ("level", "3 对个人造成损害", 3),
    ("length", "18.0", 18), ("records", "12,860", 12860), ("records", "１２，８６０", 12860), ("length", "12,2", Unreadable),
    ("share.type", "有条件共享 ", "有条件共享"), ("share.type", "有条件", Unreadable), ("share.agreement", "也许", Unreadable),
    ("share.methods", "信息核验接口，批量库表交换；文件下载交换\n信息查询接口", ["信息核验接口", "批量库表交换", "文件下载交换", "信息查询接口"]),
    ("share.methods", "信息核验接口、核验", Unreadable), ("keywords", "低保；救助,残疾", ["低保", "救助", "残疾"]),
    ("related", "３０９００１／０００００２ 309001/000003", ["309001/000002", "309001/000003"]),
    ("code", " ３０７００１/ 000001", "307001/000001"), ("code", "没有", "没有"),
    ("mounted", "2024/3/14", "2024-03-14"), ("mounted", "2024年3月14日", "2024-03-14"), ("mounted", "20240314", "2024-03-14"),
    ("mounted", "45365", "2024-03-14"), ("mounted", "2024-03-14 00:00:00", "2024-03-14"), ("mounted", "2024-02-30", Unreadable),
    ("mounted", "三月", Unreadable),
    ("temporal.from", "2019年1月", "2019-01"), ("temporal.from", "2019.0", 2019), ("temporal.from", "2019/1/5", "2019-01-05"),
    ("share.basis", "中华人民共和国民法典第一千一百一十条(法律)", [{"title": "中华人民共和国民法典", "article": "第一千一百一十条", "rank": "法律"}]),
    ("share.basis", "《条例》国务院令第809号第十四条（行政法规）；《民法典》", [{"title": "条例", "number": "国务院令第809号", "article": "第十四条", "rank": "行政法规"}, {"title": "民法典"}]),
    ("share.basis", "（法律）", Unreadable), ("services", "认定(0001)\n\n备案", [{"name": "认定", "code": "0001"}, {"name": "备案"}]),
    ("map", "姓名＝XM；性别 = XB", {"姓名": "XM", "性别": "XB"}), ("map", "姓名", Unreadable), ("map", "甲=1、甲=2", Unreadable),
    ("provider", "省级部门:省公安厅", {"external": "省级部门", "name": "省公安厅"}), ("provider", "甲：乙", "甲：乙"),
    ("summary", f"{RAW}[", Unreadable), ("name", "低保\r\n名单", "低保\n名单"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "cell", "value"), HANDS)
def test_what_hands_write(key: str, cell: str, value: Any) -> None:
    root, field = BY_KEY[key]
    found = read(cell, field, root)
    if value is Unreadable:
        assert isinstance(found, Unreadable)
        assert all(found)
    else:
        assert found == value
        assert type(found) is type(value)


def test_an_enumeration_knows_its_other_names() -> None:
    field = {column.key: column for column in DERIVED.item}["type"].field
    for said in ("C", "c", "Ｃ", "C 字符型", "字符串", "字符型", "C（字符型）"):
        assert read(said, field, CATALOG, SCHEMAS.vocabulary) == "C"
    for said in ("C,N", "CN", "啥"):
        assert isinstance(read(said, field, CATALOG, SCHEMAS.vocabulary), Unreadable)
    found = read("有条件", *BY_KEY["share.type"][::-1])
    assert isinstance(found, Unreadable)
    assert found.fix.startswith("是不是“有条件共享”？可选：")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=30), st.integers(4, 12))
@example("😀" * 20, 5)
@example(" \n ", 4)
def test_a_long_text_in_pieces(text: str, longest: int) -> None:
    found = cells.pieces(text, longest)
    assert all(cells.units(piece) <= longest for piece in found)
    assert cells.whole(f"{LONG}7 开头", {7: found}.get) == text


def test_a_long_text_whose_pieces_are_gone() -> None:
    assert cells.whole("平常", lambda _: None) == "平常"
    for cell, found in ((f"{LONG}7", None), (f"{LONG}x", ["〔a〕"]), (f"{LONG}1", ["a"])):
        assert isinstance(cells.whole(cell, lambda _, found=found: found), Unreadable)
    assert [len(piece) for piece in cells.pieces("长" * LONGEST)] == [LONGEST, 4]


def test_columns_know_their_field() -> None:
    def at(root: dict[str, Any], *start: str | int) -> Any:
        return lambda column: fields.at(root, (*start, *column.path)) == column.field

    assert all(map(at(CATALOG), DERIVED.catalog))
    assert all(map(at(CATALOG, "items", 0), DERIVED.item))
    assert all(map(at(DEMAND), DERIVED.demand))
    keys = [column.key for column in DERIVED.demand]
    assert keys[:7] == ["id", "title", "from.external", "from.name", "service.name", "service.code", "provider"]
    assert "items" in keys
    headers = [column.header for column in DERIVED.demand]
    assert len(set(headers)) == len(headers)
    assert isinstance(DERIVED.demand[0], Column)
