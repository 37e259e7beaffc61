"""The workbook: the same bytes every time, and what is read back is what the ledger holds."""

from __future__ import annotations

import io
import os
import re
import subprocess
import time
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec
import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from yibenzhang.cli import main
from yibenzhang.model.catalog import Catalog, Item
from yibenzhang.model.registry import Registry
from yibenzhang.outputs import demo
from yibenzhang.outputs.counts import Counts, by_department, by_domain, ratio
from yibenzhang.outputs.edition import Edition
from yibenzhang.outputs.xlsx import cells, listings, workbook
from yibenzhang.sources import ledger
from yibenzhang.sources.schema import default_schemas
from yibenzhang.sources.tree import Tree

SHEETS = ["封面说明", "目录总表", "数据项", "挂载资源", "部门汇总", "共享情况统计"]
WHEN = datetime(2026, 6, 30, 2, 0, tzinfo=UTC)


def edition(registry: Registry, **more: Any) -> Edition:
    schemas = default_schemas()
    given = {"revision": "abc1234", "committed": WHEN, "today": date(2026, 6, 30), **more}
    return Edition(registry, schemas.by_kind, schemas.vocabulary, **given)


def rows(data: bytes, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet below its header, by header."""
    found = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return [dict(zip(found[2], row, strict=True)) for row in found[3:]]


@pytest.fixture(scope="module")
def made() -> Registry:
    files = {path: text.encode() for path, text in sorted(demo.files(600, 24, 3))}
    return ledger.read(Tree(files)).registry


@pytest.fixture(scope="module")
def data(made: Registry) -> bytes:
    return workbook(edition(made))


def hostile(*texts: str) -> Registry:
    """A registry of one catalog whose items are named by ``texts``."""
    catalog = Catalog(
        path="catalogs/甲/乙.yml",
        department="甲",
        code="307001/000001",
        name=texts[0],
        summary=texts[-1],
        items=tuple(Item(name=text, type="C") for text in texts),
    )
    return Registry(
        catalogs=(msgspec.structs.replace(catalog, share=msgspec.structs.replace(catalog.share, type="无条件共享")),)
    )


def test_the_same_edition_gives_the_same_bytes(
    made: Registry, data: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setattr(time, "time", lambda: 4_000_000_000.0)
    monkeypatch.setenv("TMPDIR", str(tmp_path_factory.mktemp("other")))
    mask = os.umask(0o077)
    try:
        assert workbook(edition(made)) == data
    finally:
        os.umask(mask)
    assert workbook(edition(made, revision="abc1235")) != data


def test_nothing_is_left_in_the_folder_for_temporary_files(
    made: Registry, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    workbook(edition(made))
    assert not list(folder.iterdir())


def test_the_properties_say_when_and_what(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        core = archive.read("docProps/core.xml").decode()
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(name))
    assert "2026-06-30T02:00:00Z" in core
    assert "abc1234" in core


def test_sheets_stand_in_order(data: bytes) -> None:
    assert CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names == SHEETS


def test_catalogs_read_back_the_same(made: Registry, data: bytes) -> None:
    found = rows(data, "目录总表")
    expected = edition(made).catalogs
    assert [(row["部门"], row["目录代码"], row["数据目录名称"], row["状态"]) for row in found] == [
        (catalog.department, catalog.code, catalog.name, catalog.status) for catalog in expected
    ]
    assert [row["摘要"] for row in found] == [catalog.summary for catalog in expected]
    assert [row["数据分级"] for row in found] == [catalog.level for catalog in expected]
    assert [row["数据项数"] for row in found] == [len(catalog.items) for catalog in expected]
    assert {row["同意日期"] for row in found} == {date(2026, 2, 27)}
    assert len({row["具体职责"] for row in found}) > 100


def test_items_and_resources_read_back_the_same(made: Registry, data: bytes) -> None:
    expected = edition(made).catalogs
    assert [
        (row["目录代码"], row["数据项名称"], row["数据项类型"], row["数据项长度"]) for row in rows(data, "数据项")
    ] == [
        (catalog.code, item.name, item.type, "" if item.length is None else item.length)
        for catalog in expected
        for item in catalog.items
    ]
    assert [(row["目录代码"], row["资源编号"], row["记录数"]) for row in rows(data, "挂载资源")] == [
        (catalog.code, resource.id, "" if resource.records is None else resource.records)
        for catalog in expected
        for resource in catalog.resources
    ]


def test_the_summary_adds_up(made: Registry, data: bytes) -> None:
    *departments, total = rows(data, "部门汇总")
    assert [row["部门"] for row in departments] == [department.id for department in edition(made).departments]
    assert total["部门"] == "合计"
    for header in (
        "在用目录",
        "已下架",
        "数据项",
        "无条件共享",
        "有条件共享",
        "不予共享",
        "应挂载目录",
        "已挂载目录",
        "三定职责",
    ):
        assert sum(row[header] for row in departments) == total[header]
    assert total["在用目录"] == len(made.active_catalogs)
    assert total["不予共享占比"] == pytest.approx(total["不予共享"] / total["在用目录"])
    assert total["职责覆盖率"] == 1


def test_what_matters_is_printed_on_one_page_across(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        book, sheets = (
            file.read("xl/workbook.xml").decode(),
            [file.read(f"xl/worksheets/sheet{n}.xml") for n in (2, 3, 4)],
        )
    assert re.search(r"localSheetId=\"1\">目录总表!\$A\$1:\$O\$\d+<", book)
    assert re.search(r"localSheetId=\"2\">数据项!\$A\$1:\$O\$\d+<", book)
    assert re.search(r"localSheetId=\"3\">挂载资源!\$A\$1:\$O\$\d+<", book)
    assert len(re.findall(r"_xlnm.Print_Titles", book)) >= 3
    for sheet in sheets:
        assert b'fitToHeight="0"' in sheet
        assert b"fitToWidth" not in sheet, "one page, which is the default"
    heads = list(rows(data, "目录总表")[0])
    assert heads[2:4] + heads[9:10] == ["目录代码", "数据目录名称", "共享类型"]
    assert heads[11:15] == ["开放类型", "状态", "数据项数", "挂载资源数"]


def test_sample_data_is_marked_on_every_sheet(made: Registry, data: bytes) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in SHEETS:
        top = "".join(str(cell) for row in book.get_sheet_by_name(name).to_python(nrows=3) for cell in row)
        assert "示例数据" in top, name
    plain = replace(made, settings=msgspec.structs.replace(made.settings, sample=False))
    archive = zipfile.ZipFile(io.BytesIO(workbook(edition(plain))))
    assert not [name for name in archive.namelist() if "示例数据".encode() in archive.read(name)]


def test_a_department_or_a_county_can_be_taken_alone(made: Registry) -> None:
    county = next(department.region for department in made.departments if department.region)
    for scope, count in (("民政局", 1), (county, 4)):
        chosen = edition(made, department=scope)
        assert len(chosen.departments) == count
        found = rows(workbook(chosen), "目录总表")
        assert {row["部门"] for row in found} == {department.id for department in chosen.departments}


def test_hostile_text_stays_text() -> None:
    texts = (
        *("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "{=1}", "0012", "1e5", "TRUE", "2026-01-01", "#REF!"),
        *(
            "https://example.cn",
            "mailto:a@example.cn",
            "internal:'数据项'!A1",
            "external:x",
            " 前后空格 ",
            "多行\n文字",
        ),
        *("<r><t>标签</t></r>", "<b>&amp;\"'", "_x0041_", "😀𠀀", "（）", "&P&N", "甲\u2028乙", "a" * 255, "a" * 256),
    )
    found = workbook(edition(hostile(*texts)))
    assert [row["数据项名称"] for row in rows(found, "数据项")] == list(texts)
    archive = zipfile.ZipFile(io.BytesIO(found))
    sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any(b"<f>" in sheet for sheet in sheets)


def test_control_characters_do_not_break_the_file() -> None:
    texts = ("甲\x00乙", "甲\x0b乙", "甲\r乙", "甲\ufffe\uffff乙", "甲\ud800乙")
    found = workbook(edition(hostile(*texts)))
    archive = zipfile.ZipFile(io.BytesIO(found))
    for name in archive.namelist():
        ElementTree.fromstring(archive.read(name))
    names = [row["数据项名称"] for row in rows(found, "数据项")]
    assert all(name.startswith("甲") and name.endswith("乙") for name in names)
    assert names[4] == "甲\ufffd乙"


@pytest.mark.parametrize("text", ["长" * 40_000, "😀" * 20_000, "a😀" * 15_000])
def test_text_longer_than_a_cell_is_cut_where_everybody_sees_it(text: str) -> None:
    found = cells.fitting(text)
    assert len(found.encode("utf-16-le")) // 2 <= cells.LONGEST
    assert found.endswith(f"【原文共 {len(text)} 字，一个单元格放不下，全文见目录文件】")
    assert text.startswith(found.partition("……")[0])
    assert rows(workbook(edition(hostile(text))), "数据项")[0]["数据项名称"] == found


@pytest.mark.parametrize("text", ["长" * 32_767, "😀" * 16_383])
def test_text_that_just_fits_is_whole(text: str) -> None:
    assert cells.fitting(text) == text


def test_numbers_excel_cannot_keep_stay_whole_as_text() -> None:
    registry = hostile("甲")
    huge = msgspec.structs.replace(registry.catalogs[0].items[0], length=10**400)
    catalog = msgspec.structs.replace(registry.catalogs[0], items=(huge,))
    assert rows(workbook(edition(Registry(catalogs=(catalog,)))), "数据项")[0]["数据项长度"] == str(10**400)


def test_an_empty_ledger_makes_a_workbook() -> None:
    found = workbook(Edition(Registry(), default_schemas().by_kind))
    assert CalamineWorkbook.from_filelike(io.BytesIO(found)).sheet_names == SHEETS
    assert rows(found, "目录总表") == []
    assert rows(found, "部门汇总")[-1]["挂载率"] == "不适用"


def test_an_unreadable_catalog_keeps_its_row(made: Registry) -> None:
    broken = Catalog(
        path="catalogs/民政局/坏.yml", department="民政局", readable=False, code="307000/009999", name="坏"
    )
    found = rows(workbook(edition(replace(made, catalogs=(*made.catalogs, broken)))), "目录总表")
    row = next(row for row in found if row["目录代码"] == "307000/009999")
    assert listings.UNREADABLE in row["说明"]
    assert "catalogs/民政局/坏.yml" in row["说明"]
    assert row["数据分级"] == row["共享类型"] == row["数据项数"] == ""
    assert rows(workbook(edition(replace(made, catalogs=(broken,)))), "部门汇总")[-1]["读不出来"] == 1


def test_more_items_than_a_sheet_holds_go_on_in_another(made: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listings, "MOST_ROWS", 6000)
    found = workbook(edition(made))
    names = ["数据项", "数据项（2）", "数据项（3）"]
    assert [name for name in CalamineWorkbook.from_filelike(io.BytesIO(found)).sheet_names if "数据项" in name] == names
    assert [len(rows(found, name)) for name in names] == [6000, 6000, 3000]


def test_odd_settings_do_not_break_the_page_header(made: Registry) -> None:
    settings = msgspec.structs.replace(made.settings, name="甲&P" * 200, authority="<&>\x01")
    found = workbook(edition(replace(made, settings=settings), revision="&D" * 200))
    archive = zipfile.ZipFile(io.BytesIO(found))
    sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet2.xml"))
    head = next(element.text for element in sheet.iter() if element.tag.endswith("oddHeader"))
    assert head is not None
    assert len(head) <= 255
    assert "甲&&P甲" in head


def test_counts(made: Registry) -> None:
    chosen = edition(made)
    total = sum(by_department(chosen).values(), Counts())
    assert total.active == total.unconditional + total.conditional + total.refused
    assert total.mountable == total.active - total.refused
    assert total.active + total.retired == 600
    assert sum(by_domain(chosen).values(), Counts()).active == total.active
    assert ratio(0, 0) == "不适用"
    assert ratio(1, 4) == 0.25


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for path, text in demo.files(30, 3, 1, 4):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ybz(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["export", "xlsx", *arguments])
    return result.exit_code, result.output


def test_the_command_writes_the_file_and_says_what_is_in_it(folder: Path) -> None:
    status, said = ybz()
    assert status == 0
    assert "3 个部门，30 份目录，120 个数据项" in said
    name = "示例市政务数据目录一本账_工作区.xlsx"
    assert [entry.name for entry in folder.iterdir() if "xlsx" in entry.name] == [name]
    assert len(rows((folder / name).read_bytes(), "数据项")) == 120


def test_the_command_refuses_an_unknown_department(folder: Path) -> None:
    status, said = ybz("--department", "民政")
    assert status == 2
    assert "没有“民政”这个部门" in said
    assert "相近的有：民政局" in said
    assert ybz("--department", "民政局/", "-o", "甲.xlsx")[0] == 0
    assert (folder / "甲.xlsx").exists()


def test_the_command_says_why_it_cannot_write(folder: Path) -> None:
    status, said = ybz("-o", "没有的文件夹/甲.xlsx")
    assert status == 1
    assert "文件夹不存在" in said
    assert not [entry for entry in folder.iterdir() if "xlsx" in entry.name]


def test_the_command_writes_nothing_but_a_workbook(folder: Path) -> None:
    (folder / "甲.txt").write_text("keep")
    (folder / "夹.xlsx").mkdir()
    (folder / "链.xlsx").symlink_to("夹.xlsx")
    (folder / "断.xlsx").symlink_to("没有.xlsx")
    os.mkfifo(folder / "管.xlsx")
    (folder / "link").symlink_to("catalogs")
    wrong = {
        "甲.txt": "要以 .xlsx 结尾", "甲": "要以 .xlsx 结尾", "": "是文件夹", "夹.xlsx": "是文件夹", "链.xlsx": "是文件夹",
        "断.xlsx": "断开的链接", "管.xlsx": "特殊文件", "catalogs/甲.xlsx": "只放账", "link/甲.xlsx": "只放账",
    }  # fmt: skip
    before = {path for path in folder.rglob("*") if ".ybz" not in path.parts}
    for name, why in wrong.items():
        status, said = ybz("-o", name)
        assert (status, why in said) == (2, True), said
    assert {path for path in folder.rglob("*") if ".ybz" not in path.parts} == before


def test_a_link_to_a_workbook_stays_a_link(folder: Path) -> None:
    (folder / "旧.xlsx").write_bytes(b"")
    (folder / "链.xlsx").symlink_to("旧.xlsx")
    assert ybz("-o", "链.xlsx")[0] == 0
    assert (folder / "链.xlsx").is_symlink()
    assert (folder / "旧.xlsx").stat().st_size > 1000


def test_inside_of_catalogs_the_file_goes_to_the_ledgers_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder / "catalogs/民政局")
    status, said = ybz()
    assert status == 0
    assert not list((folder / "catalogs").rglob("*.xlsx"))
    [found] = folder.glob("*.xlsx")
    assert str(found) in said


def test_a_full_disk_is_said_in_chinese(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkstemp", full)
    monkeypatch.setattr("yibenzhang.cli.export_xlsx.workbook", lambda *_: b"x")
    status, said = ybz("-o", "甲.xlsx")
    assert (status, "磁盘已满" in said, "No space" in said) == (1, True, False)


def test_the_command_points_out_unreadable_catalogs(folder: Path) -> None:
    (folder / "catalogs/民政局/坏.yml").write_text("code: 307000/009999\nname: 坏\n", encoding="utf-8")
    status, said = ybz("-o", "甲.xlsx")
    assert status == 0
    assert "其中 1 份目录的文件有错" in said


def test_a_revision_can_be_exported_and_names_the_file(folder: Path) -> None:
    who = ("-c", "user.name=t", "-c", "user.email=t@example.cn", "-c", "commit.gpgsign=false")
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "录入")):
        subprocess.run(["git", *who, *command], cwd=folder, check=True)
    short = subprocess.run(["git", "rev-parse", "HEAD"], cwd=folder, check=True, capture_output=True, text=True).stdout[
        :7
    ]
    assert f"版本：{short}　" in ybz()[1]
    clean = (folder / f"示例市政务数据目录一本账_{short}.xlsx").read_bytes()
    (folder / "catalogs/公安局/department.yml").unlink()
    assert "没有提交" in ybz()[1]
    assert ybz("--at", "HEAD", "-o", "甲.xlsx")[0] == 0
    assert (folder / "甲.xlsx").read_bytes() == clean
