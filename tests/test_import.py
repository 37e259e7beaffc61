"""``ybz import``: workbooks as clerks send them end in the right files and remarks at the right cells."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile

import sheets
from ledgers import CATALOG, OTHER, small, write
from yibenzhang.cli import main
from yibenzhang.outputs.edit.amend import fresh
from yibenzhang.outputs.edit.form import EditError, Order
from yibenzhang.outputs.tables import csv as tables_csv
from yibenzhang.sources import document, workbook, workbook_scan
from yibenzhang.sources.layout import Kind
from yibenzhang.sources.schema import default_schemas

HEAD = ["目录名称", "所属领域", "摘要", "更新频度", "共享属性", "数据分级"]
ROW = ["婚姻登记信息", "社会救助", "全区婚姻登记的原始数据，自2019年起按月更新。", "每月", "无条件共享", "三级"]
ITEMS = ["目录名称", "信息项名称", "数据类型", "数据长度"]
NEW = "catalogs/民政局/婚姻登记信息.yml"


def run(root: Path, data: bytes, *more: str, name: str = "民政局.xlsx") -> tuple[int, str]:
    file = root.parent / name
    file.write_bytes(data)
    result = CliRunner().invoke(main, ["-C", str(root), "import", str(file), *more])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result.exit_code, result.output


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "账", small())


def values(root: Path, path: str = NEW) -> dict:
    found = document.read(path, (root / path).read_bytes()).values
    assert isinstance(found, dict)
    return found


def catalogs(*rows: list, head: list = HEAD, top: int = 0, **more: list) -> bytes:
    return sheets.book({"目录": [["2026年数据目录"]] * top + [head, *rows], **more})


def test_new_catalog_with_variants(root: Path) -> None:
    data = catalogs(
        ROW,
        top=3,
        数据项=[
            ITEMS,
            ["婚姻登记信息", "保障金额", "货币性", "12,2"],
            ["", "姓名", "字符串", "５０"],
            ["", "登记数", "整数", None],
        ],
    )
    code, said = run(root, data)
    found = values(root)
    assert found["items"] == [
        {"name": "保障金额", "type": "Y", "length": 12, "scale": 2},
        {"name": "姓名", "type": "C", "length": 50},
        {"name": "登记数", "type": "I"},
    ]
    assert (found["level"], found["update_cycle"], found["share"]) == (3, "每月", {"type": "无条件共享"})
    assert found["code"].startswith("307001/")
    assert found["status"] == "在用"
    assert code == 1
    assert "民政局.xlsx[目录]!A5 错误 A003" in said


CLUMSY = {
    "title rows": (lambda: catalogs(ROW, top=5), {}, "[目录]!A7"),
    "extra column": (
        lambda: catalogs([*ROW, "张三"], head=[*HEAD, "经手人"]),
        {},
        "[目录]!G1 错误 不认识这一列“经手人”",
    ),
    "misspelt header": (lambda: catalogs(ROW, head=[*HEAD[:5], "数椐分级"]), {}, "是不是“数据分级”？"),
    "ignored column": (lambda: catalogs([1, *ROW], head=["序号", *HEAD]), {"level": 3}, ""),
    "stars and notes in headers": (lambda: catalogs(ROW, head=["*目录名称（必填）", *HEAD[1:]]), {"name": ROW[0]}, ""),
    "wrong enumeration": (
        lambda: catalogs([*ROW[:3], "每旬", *ROW[4:]]),
        {"update_cycle": "每旬"},
        "[目录]!D2 错误 A002",
    ),
    "number for code word": (lambda: catalogs([*ROW[:5], 3]), {"level": 3}, ""),
    "full width": (lambda: catalogs([*ROW[:5], "３ 级"]), {"level": 3}, ""),
    "full-width ids": (
        lambda: catalogs([*ROW, "三－１"], head=[*HEAD, "三定职责"]),
        {"duties": ["三-1"]},
        "",
    ),
    "stray blanks": (lambda: catalogs([" 婚姻登记信息 ", *ROW[1:3], " 每月 ", *ROW[4:]]), {"update_cycle": "每月"}, ""),
    "same row twice": (lambda: catalogs(ROW, ROW), {"level": 3}, "[目录]!A3 警告 与第 2 行完全相同"),
    "two rows differ": (
        lambda: catalogs(ROW, [*ROW[:5], 2]),
        {"level": 3},
        "[目录]!A3 错误 与第 2 行是同一份目录，内容不同",
    ),
    "header again": (lambda: catalogs(ROW, HEAD), {"level": 3}, ""),
    "remark below": (lambda: catalogs(ROW, ["填表人：张三"]), {"level": 3}, "[目录]!A3 警告 这一行像是给人看的说明"),
    "no name": (lambda: catalogs(ROW, ["", *ROW[1:]]), {"level": 3}, "[目录]!B3 错误 没有写目录名称"),
    "unknown code": (lambda: catalogs(["307001/000999x", *ROW], head=["目录代码", *HEAD]), {}, "[目录]!A2 错误"),
    "other department": (
        lambda: catalogs(["水务局", *ROW], head=["部门", *HEAD]),
        {},
        "[目录]!A2 错误 账里没有“水务局”",
    ),
    "empty sheets": (lambda: catalogs(ROW, Sheet2=[], Sheet3=[["", ""]]), {"level": 3}, ""),
    "unknown sheet": (
        lambda: catalogs(ROW, 统计=[["一季度", 12], ["二季度", 13]]),
        {"level": 3},
        "[统计]!A1 错误 没有认出",
    ),
    "items of nobody": (
        lambda: catalogs(ROW, 数据项=[ITEMS, ["没有的目录", "姓名", "C", 10]]),
        {},
        "[数据项]!A2 错误 没有名称是“没有的目录”",
    ),
    "hidden row": (
        lambda: sheets.book({"目录": [HEAD, ROW]}, hidden_rows=[1]),
        {"level": 3},
        "[目录]!A2 警告 第 2 行是隐藏的",
    ),
    "escaping name": (lambda: catalogs(["信息/../../../etc名单", *ROW[1:]]), None, ""),
    "joint rows": (
        lambda: sheets.book(
            {
                "表": [
                    [*HEAD, "信息项名称", "数据类型", "数据长度"],
                    [*ROW, "姓名", "C", 20],
                    ["", "", "", "", "", "", "性别", "C", 2],
                ]
            }
        ),
        {"items": [{"name": "姓名", "type": "C", "length": 20}, {"name": "性别", "type": "C", "length": 2}]},
        "",
    ),
    "form": (
        lambda: sheets.book(
            {
                "1": [
                    ["目录登记表"],
                    ["目录名称", ROW[0]],
                    ["摘要", ROW[2]],
                    ["更新周期", "每月", "数据分级", "3级"],
                    ["信息项名称", "数据类型", "数据长度"],
                    ["姓名", "字符型", 20],
                ]
            }
        ),
        {"level": 3, "update_cycle": "每月", "items": [{"name": "姓名", "type": "C", "length": 20}]},
        "",
    ),
}


@pytest.mark.parametrize("name", CLUMSY)
def test_clumsy_workbooks(root: Path, name: str) -> None:
    make, wanted, remark = CLUMSY[name]
    before = sorted(path for path in root.parent.rglob("*"))
    _, said = run(root, make(), "--keep-going")
    assert remark.replace("[", "民政局.xlsx[", 1) in said if remark.startswith("[") else remark in said, said
    if wanted is None:
        made = [path for path in root.parent.rglob("*") if path not in before and path.name != "民政局.xlsx"]
        assert [path.parent.name for path in made if path.suffix == ".yml"] == ["民政局"]
    elif wanted:
        found = values(root)
        assert {key: found.get(key) for key in wanted} == wanted


def merged() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        sheet = made.add_worksheet("目录")
        for column, title in enumerate([*HEAD, "信息项名称", "数据类型"]):
            sheet.write(0, column, title)
        for column, text in enumerate(ROW):
            sheet.merge_range(1, column, 2, column, text)
        for row, item in enumerate(("姓名", "性别"), 1):
            sheet.write_row(row, 6, [item, "字符型"])
    return out.getvalue()


def dated() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        sheet = made.add_worksheet("目录")
        sheet.write_row(0, 0, [*HEAD, "同意日期"])
        sheet.write_row(1, 0, ROW)
        sheet.write_number(1, 6, 45365, made.add_format({"num_format": "yyyy/m/d"}))
    return out.getvalue()


def formulas() -> bytes:
    made = openpyxl.Workbook()
    made.active.title = "目录"
    made.active.append(HEAD)
    made.active.append([*ROW[:5], "=1+2"])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def old_xls() -> bytes:
    made = xlwt.Workbook()
    sheet = made.add_sheet("目录")
    for number, row in enumerate((HEAD, ROW)):
        for column, text in enumerate(row):
            sheet.write(number, column, text)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def macro() -> bytes:
    out = io.BytesIO(catalogs(ROW))
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"macro")
    return out.getvalue()


def test_merged_cells_are_filled_down(root: Path) -> None:
    run(root, merged())
    assert [item["name"] for item in values(root)["items"]] == ["姓名", "性别"]


def test_days_of_a_sheet_are_days(root: Path) -> None:
    run(root, dated())
    assert values(root)["assessments"] == {"date": "2024-03-14"}


def test_formula_without_result_is_said(root: Path) -> None:
    code, said = run(root, formulas())
    assert code == 1
    assert "民政局.xlsx[目录]!F2 错误 公式没有算出的结果" in said
    assert not (root / NEW).exists()


@pytest.mark.parametrize("name", ["民政局.xls", "民政局.et"])
def test_old_excel_and_wps(root: Path, name: str) -> None:
    run(root, old_xls(), name=name)
    assert values(root)["level"] == 3


LONG = ["汉" * 32767, "a" * 32767, "x" * 30000 + "汉" * 2767, "汉a" * 16383, "第一行\n" * 8191, "😀", "汉" * 4109 + "a"]


def old_column(texts: list[str]) -> bytes:
    made = xlwt.Workbook()
    sheet = made.add_sheet("目录")
    for row, text in enumerate(texts):
        sheet.write(row, 0, text)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_the_longest_texts_of_an_old_workbook_are_whole() -> None:
    """BIFF8 cuts them in records of 8,224 bytes, each with a width of its own."""
    [sheet] = workbook.read("x.xls", old_column(LONG)).sheets
    assert [row[0] for row in sheet.rows] == LONG
    assert sheet.garbled == ()


def test_a_sign_that_an_old_workbook_cuts_in_two_is_said(root: Path) -> None:
    made = xlwt.Workbook()
    sheet = made.add_sheet("目录")
    for number, row in enumerate((HEAD, [*ROW[:2], "😀" * 16000, *ROW[3:]])):
        for column, text in enumerate(row):
            sheet.write(number, column, text)
    out = io.BytesIO()
    made.save(out)
    code, said = run(root, out.getvalue(), name="民政局.xls")
    assert code == 1
    assert "民政局.xls[目录]!C2 错误 有的字没有读出来，成了 �" in said
    assert "改法：另存为 xlsx 再导入" in said
    assert not (root / NEW).exists()


@pytest.mark.parametrize("coding", ["utf-8-sig", "gb18030"])
def test_csv(root: Path, coding: str) -> None:
    text = "\r\n".join(",".join(row) for row in (HEAD, ROW))
    code, said = run(root, text.encode(coding), name="民政局.csv")
    assert values(root)["level"] == 3
    assert "民政局.csv!A2 错误 A003" in said
    assert code == 1


def test_csv_of_the_export_is_read_back_as_it_was() -> None:
    texts = ["=1+1", "'", "''a", " -1", "\u3000＝x", "\tb", "'=1", "姓名", "a'b", "+86", "@x"]
    data = b"".join(tables_csv._lines(["甲"], [[text] for text in texts], lambda _: None))
    assert workbook.read("x.csv", data).sheets[0].rows == [["甲"], *([text] for text in texts)]
    plain = data.removeprefix(b"\xef\xbb\xbf")
    other = [row[0] for row in workbook.read("x.csv", plain).sheets[0].rows[1:]]
    # Somebody else's: only what would be a formula.
    assert other == ["=1+1", "''", "'''a", " -1", "\u3000＝x", "\tb", "''=1", "姓名", "a'b", "+86", "@x"]
    assert workbook.read("x.csv", "'姓名,'90后\n".encode("utf-8-sig")).sheets[0].rows == [["'姓名", "'90后"]]


def test_macros_are_not_run(root: Path) -> None:
    _, said = run(root, macro(), name="民政局.xlsm")
    assert "宏没有运行" in said
    assert values(root)["level"] == 3


def encrypted() -> bytes:
    """As Excel saves it with a password to open: AES in an OLE container."""
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(catalogs(ROW))).encrypt("mima-2026", out)
    return out.getvalue()


def far() -> bytes:
    rows = [[None] * 16383 + ["远"]]
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        sheet = made.add_worksheet("目录")
        sheet.write(0, 0, "目录名称")
        sheet.write(1048575, len(rows[0]) - 1, "远")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (encrypted(), "读不了 {file}：文件设了打开密码：在 Excel 或 WPS 里打开，取消密码后另存一份"),
        (catalogs(ROW)[:2000], "文件不完整或已损坏"),
        (b"", "文件是空的"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 900, "不是 Excel 或 WPS 表格"),
        (b"\x00\x01\x02" * 900, "不是 Excel、WPS 表格"),
        (far(), "太大了，没有打开"),
    ],
)
def test_files_that_cannot_be_read(root: Path, data: bytes, why: str) -> None:
    code, said = run(root, data)
    assert code == 2
    assert why.format(file=root.parent / "民政局.xlsx") in " ".join(said.split("\n"))


def test_an_encrypted_workbook_is_really_encrypted() -> None:
    """The test above is worth nothing if the text could be had without the password."""
    file = OOXMLFile(io.BytesIO(encrypted()))
    assert file.is_encrypted()
    out = io.BytesIO()
    file.load_key(password="mima-2026")
    file.decrypt(out)
    assert workbook.read("x.xlsx", out.getvalue()).sheets[0].rows == [HEAD, ROW]


# Traced, writing the ten megabytes would take three times as long; other tests cover the same lines.
@pytest.mark.no_cover
def test_blank_formatted_rows_cost_nothing(root: Path) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as made:
        sheet, form = made.add_worksheet("目录"), made.add_format({"bold": True})
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ROW)
        for row in range(2, 20_000):
            for column in range(30):
                sheet.write_blank(row, column, None, form)
    with zipfile.ZipFile(io.BytesIO(out.getvalue())) as packed:
        assert packed.getinfo("xl/worksheets/sheet1.xml").file_size > 10_000_000
    run(root, out.getvalue())
    assert values(root)["level"] == 3


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_scan, "MOST_UNPACKED", 1000)
    with pytest.raises(workbook.WorkbookError, match="解开后"):
        workbook.read("x.xlsx", catalogs(ROW))


# -- the round trip ----------------------------------------------------------------------------------------------------


def template(root: Path) -> dict[str, list]:
    files = {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.glob("catalogs/**/*.yml"))}
    return sheets.like_template(files, "民政局")


def edit(made: dict[str, list], sheet: str, row: int, title: str, text: object) -> bytes:
    at = made[sheet][2].index(title)
    made[sheet][row] = list(made[sheet][row])
    made[sheet][row][at] = text
    return sheets.book(made)


def contents(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.glob("catalogs/**/*.yml")}


def test_nothing_edited_changes_nothing(root: Path) -> None:
    before = contents(root)
    code, said = run(root, sheets.book(template(root)))
    assert code == 0
    assert "未动 2 份" in said
    assert contents(root) == before


ODD = st.text(
    st.one_of(
        st.sampled_from("\n\t\"'=+-@#:：（）《》【】、，；\\_x 01"),
        st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")),
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    summary=ODD,
    keywords=st.lists(ODD, min_size=1, max_size=3),
    note=st.one_of(ODD, st.sampled_from(["=1+1", "0123", "😀" * 20000])),
)
def test_odd_texts_survive_the_round_trip(summary: str, keywords: list[str], note: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = write(Path(folder) / "账", small())
        old = values(root, CATALOG)
        new = {**old, "summary": summary, "keywords": keywords}
        new["items"] = [{**old["items"][0], "note": note}, *old["items"][1:]]
        try:
            text = fresh(new, Order(default_schemas().by_kind[Kind.CATALOG]), "")
        except EditError:
            # A text that YAML itself cannot hold.
            return
        (root / CATALOG).write_bytes(text.encode())
        before = contents(root)
        _, said = run(root, sheets.book(template(root)))
        assert "未动 2 份" in said, said
        assert contents(root) == before


def test_one_cell_edited_is_one_field(root: Path) -> None:
    path = root / CATALOG
    path.write_text(path.read_text(encoding="utf-8").replace("summary:", "# 摘要请勿删\nsummary:"), encoding="utf-8")
    before = path.read_text(encoding="utf-8").splitlines()
    code, said = run(root, edit(template(root), "目录", 3, "更新周期", "每半年"))
    after = path.read_text(encoding="utf-8").splitlines()
    assert [(a[:13], b) for a, b in zip(before, after, strict=True) if a != b] == [
        ("update_cycle:", "update_cycle: 每半年")
    ]
    assert "目录：新增 0 份，修改 1 份，未动 1 份。" in said
    assert code in (0, 1)


def test_dry_run_shows_the_difference_and_writes_nothing(root: Path) -> None:
    before = contents(root)
    _, said = run(root, edit(template(root), "数据项", 3, "数据项名称", "新的名称"), "--dry-run")
    assert "新的名称" in said
    assert "试算，没有写文件。正式导入会写 1 个文件：" in said
    assert contents(root) == before


def test_item_renamed_keeps_the_rest(root: Path) -> None:
    old = values(root, CATALOG)["items"]
    run(root, edit(template(root), "数据项", 3, "数据项名称", "新的名称"))
    assert values(root, CATALOG)["items"] == [{**old[0], "name": "新的名称"}, *old[1:]]


def test_cleared_cell_takes_the_field_out_of_our_own_table(root: Path) -> None:
    run(root, edit(template(root), "目录", 3, "摘要", ""))
    assert "summary" not in values(root, CATALOG)


def test_blank_cell_of_another_table_says_nothing(root: Path) -> None:
    name, summary = values(root, CATALOG)["name"], values(root, CATALOG)["summary"]
    run(root, catalogs([name, "", "", "每半年", "", ""]))
    assert (values(root, CATALOG)["summary"], values(root, CATALOG)["update_cycle"]) == (summary, "每半年")


def test_vanished_catalog_is_reported_or_retired(root: Path) -> None:
    made = template(root)
    name = values(root, OTHER)["name"]
    made["目录"] = [row for row in made["目录"] if name not in row]
    made["数据项"] = [row for row in made["数据项"] if name not in row]
    made["挂载资源"] = [row for row in made["挂载资源"] if name not in row]
    _, said = run(root, sheets.book(made))
    assert f"账里有 1 份目录表里没有，没有改动：《{name}》" in said
    assert (root / OTHER).exists()
    run(root, sheets.book(made), "--retire-missing", "--on", "2026-05-01")
    assert not (root / OTHER).exists()
    found = values(root, OTHER.replace("民政局/", "民政局/retired/"))
    assert found["status"] == "已下架"
    assert found["retired"]["date"] == "2026-05-01"


def test_status_set_to_retired_moves_the_file(root: Path) -> None:
    run(root, edit(template(root), "目录", 3, "状态", "已下架"))
    assert not (root / CATALOG).exists()
    assert values(root, CATALOG.replace("民政局/", "民政局/retired/"))["status"] == "已下架"


def test_renamed_catalog_takes_its_file_along(root: Path) -> None:
    run(root, edit(template(root), "目录", 3, "数据目录名称", "临时救助人员/名单"))
    assert not (root / CATALOG).exists()
    assert values(root, "catalogs/民政局/临时救助人员／名单.yml")["name"] == "临时救助人员/名单"


def test_what_has_no_place_stops_the_import(root: Path) -> None:
    before = contents(root)
    code, said = run(root, catalogs([*ROW, "x"], head=[*HEAD, "经手人"]))
    assert code == 1
    assert "没有写任何文件：有 1 处内容（民政局.xlsx[目录]!G1）账里没有地方放" in said
    assert contents(root) == before


@pytest.mark.parametrize("ending", [".xlsx", ".md", ".json"])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_reports(root: Path, ending: str, kind: str) -> None:
    text = "\n".join(",".join(row) for row in (HEAD, [*ROW[:3], "每旬", *ROW[4:]]))
    data = catalogs([*ROW[:3], "每旬", *ROW[4:]]) if kind == "xlsx" else text.encode()
    report = root.parent / f"退回{ending}"
    run(root, data, "--report", str(report), name=f"民政局.{kind}")
    if ending != ".xlsx":
        assert "D2" in report.read_text(encoding="utf-8")
        return
    cell = openpyxl.load_workbook(report).worksheets[0]["D2"]
    assert "更新周期" in cell.comment.text or "每旬" in cell.comment.text
    assert cell.fill.fgColor.rgb.endswith("FFC7CE")


def test_wrong_uses(root: Path) -> None:
    data = catalogs(ROW)
    assert run(root, data, "--report", str(root.parent / "x.txt"))[0] == 2
    assert run(root, data, "--report", str(root.parent / "民政局.xlsx"))[0] == 2
    assert run(root, data, "--map", "没有")[0] == 2
    assert run(root, data, "--department", "没有")[0] == 2


def test_mapping_file(root: Path) -> None:
    mapped = root.parent / "map.yml"
    mapped.write_text(
        "catalog: {标题: name, 说明: 摘要, 期间: [temporal.from, temporal.to], 条件或依据: {有条件共享: share.condition.text, 不予共享: share.reason}, 共享: share.type, 丙: 不导入}\n"
        "values: {share.type: {部分: 有条件共享}}\ndefaults: {catalog: {network: 政务外网}}\n",
        encoding="utf-8",
    )
    head = ["标题", "说明", "期间", "条件或依据", "共享", "丙"]
    data = catalogs(["婚姻登记信息", ROW[2], "2019/01-至今", "须申请", "部分", "x"], head=head)
    run(root, data, "--map", str(mapped))
    found = values(root)
    assert found["share"] == {"type": "有条件共享", "condition": {"text": "须申请"}}
    assert (found["temporal"], found["network"]) == ({"from": "2019-01", "to": "至今"}, "政务外网")
    mapped.write_text("catalog: {标题: 没有的字段}\n", encoding="utf-8")
    code, said = run(root, data, "--map", str(mapped))
    assert code == 2
    assert "没有的字段" in said


@pytest.mark.parametrize(
    ("name", "tables"),
    [
        (
            "数据资源目录导入模板",
            {
                "数据资源目录导入": [
                    ["填表说明：\n*号代表必填，数据资源目录最多可添加200条。"],
                    ["基本属性", "", "", "资源属性分类", "共享开放信息", "更多信息"],
                    [
                        "挂接资源名称",
                        "*数据资源目录名称",
                        "数据资源来源部门",
                        "*目录提供方",
                        "所属信息系统",
                        "*所属业务对象",
                        "应用场景分类",
                        "*数据所属事项",
                        "*空间范围",
                        "*数据时间范围",
                        "*更新周期",
                        "*数据分级",
                        "*数据资源目录描述",
                        "资源属性分类一",
                        "资源属性分类二",
                        "资源属性分类三",
                        "*共享属性",
                        "共享条件/不予共享依据",
                        "共享方式",
                        "*开放属性",
                        "开放条件",
                        "数据同步机制",
                        "同步频率",
                        "数据是否存在物理删除",
                        "是否上线到超市",
                    ],
                ],
                "信息项导入": [
                    ["填表说明：\n1. 【数据资源目录名称】填写相应的数据资源目录名称。"],
                    [
                        "*数据资源目录名称",
                        "*信息项业务名称",
                        "*信息项技术名称",
                        "关联数据标准",
                        "关联码表",
                        "*数据类型",
                        "数据长度",
                        "数据值域",
                        "*共享属性",
                        "*开放属性",
                        "*敏感属性",
                        "*涉密属性",
                        "是否时间戳",
                        "是否主键",
                    ],
                ],
            },
        ),
    ],
)
def test_public_templates_have_no_unknown_column(root: Path, name: str, tables: dict[str, list[list[str]]]) -> None:
    """The headers as the public template has them, every column filled: none is told to be unknown."""
    filled = {sheet: [*rows, ["1"] * len(rows[-1])] for sheet, rows in tables.items()}
    _, said = run(root, sheets.book(filled), "--map", name)
    assert "不认识" not in said
    _, said = run(root, sheets.book(filled))
    assert "不认识" in said
