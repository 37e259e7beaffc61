"""The template: nothing of the ledger is lost in it, and Excel is told all the schema says."""

from __future__ import annotations

import copy
import html
import io
import json
import os
import re
import zipfile
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from template_back import documents, grid, plain
from test_cells import ODD
from yibenzhang.cli import main
from yibenzhang.outputs import demo
from yibenzhang.outputs.edition import Edition
from yibenzhang.outputs.template import Filling, Made, Written, workbook
from yibenzhang.outputs.template.conditions import Conditions, obligation
from yibenzhang.outputs.template.notes import note
from yibenzhang.sources import fields, ledger, raw, stamp
from yibenzhang.sources.cells import LONG, LONGEST
from yibenzhang.sources.columns import tables
from yibenzhang.sources.layout import Kind
from yibenzhang.sources.schema import default_schemas
from yibenzhang.sources.tree import Tree, of_folder

ROOT = Path(__file__).resolve().parents[1]
SCHEMAS = default_schemas()
CATALOG = SCHEMAS.by_kind[Kind.CATALOG]
WHEN = datetime(2026, 6, 30, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.filterwarnings("error")


def filling(read: ledger.Ledger, department: str = "", **more: Any) -> Filling:
    edition = Edition(
        read.registry, SCHEMAS.by_kind, SCHEMAS.vocabulary, "abc1234", WHEN, date(2026, 6, 30), department
    )
    catalogs = [each for each in edition.catalogs if "/retired/" not in each.path]
    demands = [each for each in read.registry.demands if edition.covers(each.department)]
    given = {
        "catalogs": [Written(each.department, raw.values(read, each.path, Kind.CATALOG)) for each in catalogs],
        "demands": [Written(each.department, raw.values(read, each.path, Kind.DEMAND)) for each in demands],
        "several": department not in read.registry.department_by_id,
        **more,
    }
    return Filling(edition, stamp.Stamp(stamp.VERSION, stamp.digest(SCHEMAS.by_kind), "abc1234", department), **given)


@pytest.fixture(scope="module")
def sample() -> ledger.Ledger:
    return read_once()


@pytest.fixture(scope="module")
def made(sample: ledger.Ledger) -> Made:
    return workbook(filling(sample, "民政局"))


def dumped(values: Any) -> str:
    return json.dumps(values, sort_keys=True)


def returns(asked: Filling) -> Made:
    """Assert that what is read back is what was written, and give the workbook."""
    made = workbook(asked)
    catalogs, demands = documents(made.data)
    for back, written in ((catalogs, asked.catalogs), (demands, asked.demands)):
        assert len(back) == len(written)
        for one, other in zip(back, written, strict=True):
            assert dumped(one) == dumped(plain(other.values))
    return made


@pytest.mark.parametrize("department", ["民政局", "呼玛县", ""])
def test_the_sample_comes_back_the_same(sample: ledger.Ledger, department: str) -> None:
    returns(filling(sample, department))


def test_a_generated_ledger_comes_back_the_same() -> None:
    count = int(os.environ.get("YBZ_CATALOGS", "120"))
    files = {path: text.encode() for path, text in sorted(demo.files(count, 22, 5))}
    read = ledger.read(Tree(files))
    assert len(read.registry.catalogs) >= count
    returns(filling(read))


def spoilt(values: Any, draw: st.DrawFn) -> Any:
    """A document with some of its texts replaced by odd ones."""
    if isinstance(values, dict):
        return {key: values[key] if key == "code" else spoilt(values[key], draw) for key in values}
    if isinstance(values, list):
        return [spoilt(value, draw) for value in values]
    odd = draw(st.integers(0, 5))
    return draw(st.sampled_from(ODD)) if odd == 0 else draw(st.text(max_size=9)) if odd == 1 else values


@cache
def read_once() -> ledger.Ledger:
    return ledger.read(of_folder(ROOT))


@st.composite
def oddities(draw: st.DrawFn) -> Filling:
    whole = filling(read_once(), "民政局")
    picked = draw(st.lists(st.sampled_from(range(len(whole.catalogs))), min_size=1, max_size=3, unique=True))
    catalogs = [Written("民政局", spoilt(copy.deepcopy(whole.catalogs[place].values), draw)) for place in picked]
    demands = [Written("民政局", spoilt(copy.deepcopy(whole.demands[0].values), draw))]
    return Filling(whole.edition, whole.stamp, catalogs, demands)


@settings(max_examples=int(os.environ.get("YBZ_EXAMPLES", "5")), deadline=None)
@given(asked=oddities())
def test_odd_texts_come_back_the_same(asked: Filling) -> None:
    returns(asked)


def test_a_text_longer_than_a_cell_is_set_aside(sample: ledger.Ledger) -> None:
    asked = filling(sample, "民政局")
    values = copy.deepcopy(dict(asked.catalogs[0].values))
    values["spatial"] = "长" * LONGEST
    values["summary"] = "😀\n " * 40_000 + "。"
    values["items"][0]["note"] = "注" * (LONGEST + 1)
    made = returns(Filling(asked.edition, asked.stamp, [Written("民政局", values)]))
    name, item = values["name"], values["items"][0]["name"]
    assert list(made.long) == [f"《{name}》 摘要", f"《{name}》 {item} 备注"]
    sheets = grid(made.data)
    assert all(
        len(cell.encode("utf-16-le")) // 2 <= LONGEST for rows in sheets.values() for row in rows for cell in row
    )
    assert any(cell.startswith(f"{LONG}1") for row in sheets["目录"] for cell in row)


def test_broken_documents_come_back_too(sample: ledger.Ledger) -> None:
    asked = filling(sample, "民政局")
    broken = [
        {"code": "x", "name": 5, "level": "三", "share": {"type": ["有条件共享"]}, "systems": "dibao", "items": [{"length": "18"}]},
        {"code": "y", "name": ["a"], "keywords": {"a": 1}, "share": {"agreement": "true"}, "temporal": {"from": True}},
    ]  # fmt: skip
    returns(Filling(asked.edition, asked.stamp, [Written("民政局", each) for each in broken]))
    odd = {"code": "z", "share": "有条件共享", "items": "无", "resources": ["甲"]}
    catalogs, _ = documents(workbook(Filling(asked.edition, asked.stamp, [Written("民政局", odd)])).data)
    assert catalogs == [{"code": "z"}]


def test_the_same_ledger_gives_the_same_bytes(sample: ledger.Ledger, made: Made) -> None:
    again = ledger.read(of_folder(ROOT))
    assert workbook(filling(again, "民政局")).data == made.data


def test_what_sheets_there_are(made: Made) -> None:
    sheets = grid(made.data)
    assert list(sheets) == ["填表说明", "目录", "数据项", "挂载资源", "数据需求", "字典"]
    assert sheets["数据项"][2][:3] == ["目录代码", "目录名称", "数据项名称"]
    found = [stamp.read(cell) for row in sheets["填表说明"] for cell in row]
    assert [each for each in found if each] == [stamp.Stamp(1, stamp.digest(SCHEMAS.by_kind), "abc1234", "民政局")]
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        assert str(found[[bool(each) for each in found].index(True)]) in archive.read("docProps/custom.xml").decode()


def test_the_guide_says_every_field(made: Made) -> None:
    rows = grid(made.data)["填表说明"]
    derived = tables(SCHEMAS.by_kind)
    for name, columns in (("目录", derived.catalog), ("数据项", derived.item), ("挂载资源", derived.resource), ("数据需求", derived.demand)):  # fmt: skip
        said = {row[1]: row for row in rows if row[0] == name}
        assert {column.header for column in columns} <= said.keys()
        assert all(row[3] not in ("", "—") for row in said.values())
    assert ["目录", "不予共享理由", "看情况必填"] in [row[:3] for row in rows]


def test_nothing_said_to_a_clerk_is_of_yaml() -> None:
    derived = tables(SCHEMAS.by_kind)
    for column in (*derived.catalog, *derived.item, *derived.resource, *derived.demand):
        said = note(column, "M", CATALOG)
        for text in (said.text, said.how, said.prompt()):
            assert not re.search(r"\.yml|\btrue\b|catalogs/|base-items|[{\[]|\bscale\b", text), (column.key, text)
        assert said.example or said.how, column.key


def xml(made: Made, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        return archive.read(name).decode()


def test_dropdowns_go_through_named_ranges(made: Made) -> None:
    names = dict(re.findall(r'<definedName name="([^"]+)">([^<]+)</definedName>', xml(made, "xl/workbook.xml")))
    lists = grid(made.data)["字典"]
    used = set()
    for number in (2, 3, 4, 5):
        sheet = xml(made, f"xl/worksheets/sheet{number}.xml")
        used |= set(re.findall(r'type="list"[^>]*><formula1>([^<]+)</formula1>', sheet))
        assert "<formula1>&quot;" not in sheet
        for key, most in (("promptTitle", 32), ("prompt", 255), ("errorTitle", 32), ("error", 255)):
            said = [html.unescape(text).replace("_x000a_", "\n") for text in re.findall(rf' {key}="([^"]*)"', sheet)]
            assert said
            assert max(map(len, said)) <= most
    assert {"词_共享类型", "是否", "内设科室", "来源系统", "部门名单", "目录名称表"} <= used <= names.keys()
    column = lists[0].index("词_所属领域")
    words = [row[column] for row in lists[1:] if row[column]]
    assert words == [str(word) for word in CATALOG["properties"]["domain"]["enum"]]
    assert names["词_所属领域"].endswith(f"${len(words) + 1}")
    offices = [row[lists[0].index("内设科室")] for row in lists[1:]]
    assert "社会救助科" in offices


def test_sheets_are_protected_but_for_the_cells_to_fill(made: Made) -> None:
    styles = xml(made, "xl/styles.xml")
    formats = re.findall(r"<xf [^>]*?(?:/>|>.*?</xf>)", styles.partition("<cellXfs")[2].partition("</cellXfs>")[0])
    for number in (2, 3, 4, 5):
        sheet = xml(made, f"xl/worksheets/sheet{number}.xml")
        assert "password" not in (found := re.findall(r"<sheetProtection [^>]*>", sheet)[0])
        assert all(f'{key}="0"' in found for key in ("formatCells", "insertRows", "deleteRows", "sort", "autoFilter"))
        assert 'state="frozen"' in sheet
        for cell, style in re.findall(r'<c r="[A-Z]+([0-9]+)" s="([0-9]+)"', sheet):
            assert ('locked="0"' in formats[int(style)]) == (int(cell) > 3)
        column = re.findall(r'<col [^>]*max="16384"[^>]*style="([0-9]+)"', sheet)
        assert column
        assert 'locked="0"' in formats[int(column[0])]


def test_a_template_of_several_departments_says_which(sample: ledger.Ledger) -> None:
    made = workbook(filling(sample, ""))
    sheets = grid(made.data)
    assert all(sheets[name][2][0] == "部门" for name in ("目录", "数据项", "挂载资源", "数据需求"))
    assert {row[0] for row in sheets["目录"][3:]} >= {"民政局", "呼玛县/民政局"}
    sheet = xml(made, "xl/worksheets/sheet2.xml")
    assert "OFFSET(INDEX(内设科室_名称,1),MATCH($A4,内设科室_部门,0)-1,0,COUNTIF(内设科室_部门,$A4),1)" in sheet


# Conditions


def evaluate(formula: str, cells: dict[str, Any]) -> bool:
    """An Excel formula of a condition, over the values by key."""
    python = re.sub(r"(?<![<>!])=", "==", formula.replace("<>", "!="))
    known = {"AND": lambda *parts: all(parts), "OR": lambda *parts: any(parts), "NOT": lambda part: not part}
    return bool(eval(python, {"__builtins__": {}, "TRUE": True, "FALSE": False, "c": cells, **known}))


PARTS = {
    "kind": ["基础", "主题", "部门"], "domain": ["其他", "社会救助"], "domain_note": ["甲"], "libraries": [["人口"]], "lead": ["甲"],
    "duties": [["三-1"]], "update_cycle": ["其他", "每月"], "update_cycle_note": ["甲"], "share.type": ["无条件共享", "有条件共享", "不予共享"],
    "share.condition.kind": ["依申请共享", "依法律法规要求共享"], "share.condition.text": ["甲"], "share.reason": ["甲"],
    "share.basis": [[{"title": "甲", "rank": "法律"}]], "share.methods": [["信息查询接口"]], "open.type": ["有条件开放", "不予开放"],
    "open.condition": ["甲"], "open.priority": [True], "temporal.from": [2019], "temporal.to": ["至今"], "status": ["在用", "已下架"],
    "retired.date": ["2025-05-06"], "retired.reason": ["甲"], "code": ["307001/000001"], "name": ["甲乙"], "summary": ["一二三四五六七八九十"],
    "office": ["甲"], "network": ["互联网"], "level": [1], "systems": ["暂无系统"],
}  # fmt: skip


KEYS = [column.key for column in tables(SCHEMAS.by_kind).catalog]
COLOURED = Conditions(CATALOG, CATALOG, {key: f'c["{key}"]' for key in KEYS})


def nested(cells: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {"items": [{"name": "甲", "type": "M"}]}
    for key, value in cells.items():
        *parents, last = key.split(".")
        here = made
        for parent in parents:
            here = here.setdefault(parent, {})
        here[last] = value
    return made


@settings(max_examples=int(os.environ.get("YBZ_EXAMPLES", "100")), deadline=None)
@given(st.fixed_dictionaries({}, optional={key: st.sampled_from(words) for key, words in PARTS.items()}))
def test_coloured_exactly_where_the_schema_finds_something_missing(some: dict[str, Any]) -> None:
    full = {
        "code": "307001/000001",
        "name": "甲乙",
        "summary": "一二三四五六七八九十",
        "office": "甲",
        "network": "互联网",
    }
    cells = {**full, "level": 1, "systems": "暂无系统", "kind": "部门", "domain": "社会救助", "status": "在用", **some}
    said = dict.fromkeys(KEYS, "")
    said |= {key: "是" if value is True else value for key, value in cells.items()}
    missing = [
        key for key, when in COLOURED.needed.items() if said[key] == "" and any(evaluate(one, said) for one in when)
    ]
    wrong = [
        key for key, when in COLOURED.barred.items() if said[key] != "" and any(evaluate(one, said) for one in when)
    ]
    assert bool(missing or wrong) == (not SCHEMAS.accepts(Kind.CATALOG, nested(cells)))


def conditions(kind: Kind, *pointer: str | int) -> Conditions:
    root = SCHEMAS.by_kind[kind]
    schema = fields.at(root, pointer)
    derived = tables(SCHEMAS.by_kind)
    columns = {"items": derived.item, "resources": derived.resource}.get(
        str(pointer[0]) if pointer else "", derived.demand
    )
    return Conditions(root, schema, {column.key: column.key for column in columns})


def test_conditions_of_items_and_demands() -> None:
    item = conditions(Kind.CATALOG, "items", 0)
    assert item.needed["length"] == ['OR(type="C",type="N",type="Y")']
    assert item.needed["name"] == ["TRUE"]
    assert item.needed["origin.department"] == ['OR(origin.department<>"",origin.catalog<>"",origin.item<>"")']
    demand = conditions(Kind.DEMAND)
    assert demand.needed["data_name"] == ['NOT(catalog<>"")']
    assert demand.needed["earlier_result"] == ['applied_before="是"']
    assert demand.needed["reply.reason"][0].endswith('reply.result="不同意")')
    assert demand.needed["provider"] == ["TRUE"]


def test_conditions_a_cell_cannot_tell_are_left_out() -> None:
    schema = {
        "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
        "allOf": [
            {"if": {"properties": {"a": {"pattern": "x"}}}, "then": {"required": ["b"]}},
            {"if": {"required": ["items"]}, "then": {"required": ["b"]}},
            {"if": {"not": {"minProperties": 2}}, "then": {"required": ["b"]}},
            {"if": {"properties": {"a": {"const": 'q"'}}}, "then": {}, "else": {"required": ["b"]}},
        ],
    }
    found = Conditions(schema, schema, {"a": "$A4", "b": "$B4"})
    assert found.needed == {"b": ['NOT(OR(NOT($A4<>""),$A4="q"""))']}


@pytest.mark.parametrize(
    ("key", "letter"),
    [("name", "M"), ("share.type", "M"), ("share.condition.text", "C"), ("temporal.from", "W"), ("retired.date", "C"), ("aliases", "O"), ("nothing", "O")],
)  # fmt: skip
def test_obligation_is_the_weakest_on_the_way(key: str, letter: str) -> None:
    assert obligation(CATALOG, CATALOG, tuple(key.split("."))) == letter


# The command


def ybz(root: Path, *args: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "template", *args], prog_name="ybz")


def test_the_command_writes_the_file(tmp_path: Path) -> None:
    file = tmp_path / "模板.xlsx"
    done = ybz(ROOT, "--department", "民政局", "-o", str(file))
    assert done.exit_code == 0, done.output
    assert "目录 19 行" in done.output
    assert grid(file.read_bytes())["目录"][0][0] == "民政局·目录【示例数据】"


def test_a_blank_one_has_room_and_no_rows(tmp_path: Path) -> None:
    file = tmp_path / "空.xlsx"
    done = ybz(ROOT, "--blank", "-o", str(file))
    assert done.exit_code == 0, done.output
    assert "空表" in done.output
    assert all(len(grid(file.read_bytes())[name]) == 3 for name in ("目录", "数据项", "挂载资源", "数据需求"))
    with zipfile.ZipFile(file) as archive:
        areas = re.findall(r'sqref="A4:A([0-9]+)"', archive.read("xl/worksheets/sheet2.xml").decode())
    assert min(map(int, areas)) >= 503


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ([], "--output"),
        (["-o", "x.csv"], ".xlsx"),
        (["-o", "catalogs/x.xlsx"], "catalogs/"),
        (["-o", "x.xlsx", "--department", "民正局"], "民政局"),
        (["-o", "x.xlsx", "--at", "没有"], "没有"),
    ],
)
def test_wrong_use_is_told(args: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT if "catalogs/x.xlsx" in args else tmp_path)
    done = ybz(ROOT, *args)
    assert done.exit_code == 2
    assert said in done.output
    assert not list(tmp_path.iterdir())


def test_long_texts_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "catalogs/甲局"
    folder.mkdir(parents=True)
    (tmp_path / "catalogs/registry.yml").write_text("name: 账\n", "utf-8")
    (folder / "department.yml").write_text("name: 甲局\n", "utf-8")
    (folder / "长.yml").write_text(f"code: 307001/000001\nname: 长\nspatial: {'字' * 40_000}\n", "utf-8")
    (folder / "坏.yml").write_text("- 不是目录\n", "utf-8")
    done = ybz(tmp_path, "--department", "甲局", "-o", str(tmp_path / "x.xlsx"))
    assert done.exit_code == 0, done.output
    assert "《长》 区域范围太长" in done.output
    catalogs, _ = documents((tmp_path / "x.xlsx").read_bytes())
    assert {"code": "307001/000001", "name": "长", "spatial": "字" * 40_000} in catalogs
