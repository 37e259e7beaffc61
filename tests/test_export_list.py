"""``ybz export list``: the lists handed in upwards, their columns, merged cells, and how they print."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook

from test_export import EMPTY, ROOT, catalog, edition, faulty
from yibenzhang.cli import main
from yibenzhang.model.catalog import Condition, Item, Share
from yibenzhang.model.department import Department, Duty, Exemption, Person, Region
from yibenzhang.model.registry import Registry
from yibenzhang.model.settings import Settings
from yibenzhang.outputs.edition import Edition
from yibenzhang.outputs.xlsx.handed import LISTS, catalogs, handed
from yibenzhang.sources.opening import open_ledger

LONG = "负责" + "救助" * 60 + "工作"


@pytest.fixture(scope="module")
def sample() -> Edition:
    return edition(open_ledger(ROOT).ledger.registry)


def rows(data: bytes, sheet: str = "") -> list[list[Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return book.get_sheet_by_name(sheet or book.sheet_names[0]).to_python(skip_empty_area=False)


def xml(data: bytes, number: int = 1) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(f"xl/worksheets/sheet{number}.xml").decode()


def merged(data: bytes, number: int = 1) -> set[str]:
    return set(re.findall(r'<mergeCell ref="([A-Z0-9:]+)"', xml(data, number)))


DUTIES = Department(
    path="catalogs/民政局/department.yml",
    id="民政局",
    name="示例市民政局",
    liaison=Person(name="示例联系人", phone="0457-0000001"),
    duties=(
        Duty(id="1", text="负责救助", duty="低保"),
        Duty(id="2", text="负责救助", duty="特困"),
        Duty(id="3", text="负责婚姻", duty="结婚登记", exempt=Exemption(reason="由上级系统统管", note="省厅系统")),
        Duty(id="4", text="负责殡葬", duty="火化"),
    ),
)
REGISTRY = Registry(
    settings=Settings(name="示例市一本账", authority="示例市数据局"),
    departments=(DUTIES,),
    catalogs=(
        catalog("307001/000001", "低保名单", duties=("1", "1")),
        catalog("307001/000002", "低保金发放", duties=("1",)),
        catalog("307001/000003", "特困名单", duties=("2",)),
        catalog("307001/000004", "旧目录", duties=("4",), status="已下架"),
    ),
)


def test_duties_stand_as_in_the_table_of_the_source() -> None:
    data = handed("三定梳理清单", edition(REGISTRY))
    assert rows(data)[2:] == [
        ["三定方案职责内容", "具体职责", "政务数据目录"],
        ["负责救助", "低保", "低保名单"],
        ["", "", "低保金发放"],
        ["", "特困", "特困名单"],
        ["负责婚姻", "结婚登记", "（免编目：由上级系统统管，省厅系统）"],
        ["负责殡葬", "火化", "（尚未编目）"],
    ]
    assert merged(data) >= {"A4:A6", "B4:B5"}
    assert not merged(data) & {"A7:A7", "C4:C5"}


def test_several_departments_begin_a_page_each() -> None:
    other = msgspec.structs.replace(DUTIES, path="catalogs/县/民政局/department.yml", id="县/民政局", name="县民政局")
    data = handed("三定梳理清单", edition(replace(REGISTRY, departments=(DUTIES, other))))
    found = [row[0] for row in rows(data)]
    assert found[3] == "示例市民政局"
    place = found.index("县民政局")
    assert f'<brk id="{place}"' in xml(data)
    assert f"A{place + 1}:C{place + 1}" in merged(data)


def test_merged_text_can_be_read_whole() -> None:
    """A paragraph of many lines beside one short duty: the row is as high as the paragraph needs."""
    long = msgspec.structs.replace(DUTIES, duties=(Duty(id="1", text=LONG, duty="低保"),))
    data = handed("三定梳理清单", edition(replace(REGISTRY, departments=(long,))))
    heights = [float(height) for height in re.findall(r'<row r="(?:4|5)" ht="([\d.]+)"', xml(data))]
    assert sum(heights, 18.0) >= 6 * 13


def test_the_list_of_catalogs() -> None:
    chosen = catalog(
        name="低保名单", domain="其他", domain_note="民族宗教", update_cycle="其他", update_cycle_note="每三年", systems="暂无系统",
        share=Share(type="有条件共享", condition=Condition(kind="依申请共享", text="核验")), level=3,
        items=(Item(name="姓名", type="C", length=20, tier="基础"), Item(name="金额", type="Y", length=12, scale=2), Item(name="日期", type="D"), Item(name="怪", type="怪")),
    )  # fmt: skip
    refused = catalog("307001/000002", "收养", share=Share(type="不予共享", reason="隐私"))
    gone = catalog("307001/000009", "旧", status="已下架")
    data = handed("目录清单", edition(replace(REGISTRY, catalogs=(chosen, refused, gone))))
    head, *found = rows(data)[2:]
    assert head == [
        "序号", "内设科室", "数据目录名称", "目录代码", "所属领域", "摘要", "来源系统", "政务服务事项", "网络环境", "数据分级", "共享类型",
        "共享条件", "依据", "共享方式", "更新周期", "省共享清单批次",
    ]  # fmt: skip
    assert [row[:3] for row in found] == [[1, "", "低保名单"], [2, "", "收养"]]
    by_head = dict(zip(head, found[0], strict=True))
    assert (by_head["所属领域"], by_head["更新周期"], by_head["来源系统"]) == (
        "其他（民族宗教）",
        "其他（每三年）",
        "暂无系统",
    )
    assert (by_head["共享条件"], by_head["数据分级"], found[1][11]) == ("依申请共享：核验", 3, "隐私")
    annex = rows(data, "数据项")[2:]
    assert annex[1:] == [
        [1, "307001/000001", "低保名单", "姓名", "字符型C", "20", "基础"],
        ["", "", "", "金额", "货币型Y", "12,2", ""],
        ["", "", "", "日期", "日期型D", "", ""],
        ["", "", "", "怪", "怪", "", ""],
    ]
    assert merged(data, 2) >= {"A4:A7", "B4:B7", "C4:C7"}


def test_more_items_than_a_sheet_holds_go_on_in_another(sample: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogs, "_MOST_ROWS", 1500)
    data = handed("目录清单", sample)
    assert CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names == ["目录清单", "数据项", "数据项（2）"]


def test_several_departments_are_named(sample: Edition) -> None:
    head, first, *_ = rows(handed("目录清单", sample))[2:]
    assert head[:3] == ["序号", "数据责任部门", "内设科室"]
    assert first[1] == sample.departments[0].name


def test_the_list_of_demands(sample: Edition) -> None:
    data = handed("供需对接清单", edition(sample.registry, department="民政局"))
    groups, heads, *found = rows(data)[2:]
    assert [each for each in groups if each] == ["序号", "需求", "所需数据", "使用", "申请情况", "办理情况"]
    assert heads[1:8] == [
        "需求部门",
        "需求名称",
        "政务服务事项",
        "数据责任部门",
        "数据目录（代码）或数据名称",
        "来源依据",
        "数据项",
    ]
    assert len(found) == sum(each.department == "民政局" for each in sample.registry.demands)
    row = dict(zip(heads, found[0], strict=True))
    assert row["需求名称"] == "低保审核核验不动产登记"
    assert row["政务服务事项"] == "最低生活保障对象认定（232011001001）"
    assert row["数据目录（代码）或数据名称"].endswith("（311001/000001）")
    assert (row["是否申请过"], row["是否在国家清单内"], row["清单批次"], row["办理状态"]) == (
        "否",
        "是",
        "第六批",
        "已提供",
    )
    assert {"A3:A4", "B3:D3", "E3:H3"} <= merged(data)
    everything = rows(handed("供需对接清单", sample))
    assert any("（省级部门）" in str(cell) for row in everything for cell in row)


def test_a_ledger_full_of_faults_has_its_lists() -> None:
    for name in LISTS:
        assert rows(handed(name, edition(faulty())))
        assert len(rows(handed(name, EMPTY))) >= 3
    found = rows(handed("供需对接清单", edition(faulty())))[4:]
    assert [row[4] for row in found] == ["省厅（省级部门）"]


@pytest.mark.parametrize("name", list(LISTS))
def test_how_it_prints(sample: Edition, name: str) -> None:
    data = handed(name, sample)
    assert handed(name, sample) == data
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        book = file.read("xl/workbook.xml").decode()
    text = xml(data)
    assert '<pageSetup paperSize="9" ' in text
    assert 'orientation="landscape"' in text
    assert "第 &amp;P 页，共 &amp;N 页" in text
    assert "_xlnm.Print_Titles" in book
    assert ("<pageSetUpPr fitToPage" in text) is (name != "三定梳理清单")
    top = rows(data)[:2]
    assert "【示例数据】" in top[0][0]
    assert "填报日期：2026年6月30日" in top[1][0]
    assert "<f>" not in text


@pytest.mark.parametrize("shown", [False, True])
def test_the_contact_stands_only_where_it_is_published(shown: bool) -> None:
    registry = replace(REGISTRY, settings=Settings(name="账", authority="示例市数据局", publish_contacts=shown))
    [line] = [row[0] for row in rows(handed("目录清单", edition(registry, department="民政局")))[1:2]]
    assert line.startswith("填报单位：示例市民政局　　联系人：")
    assert ("示例联系人　　联系电话：0457-0000001" in line) is shown
    region = Region(path="catalogs/县/region.yml", id="县", name="示例县", liaison=Person(name="县联系人"))
    county = replace(registry, regions=(region,))
    [line] = [row[0] for row in rows(handed("目录清单", edition(county, department="县")))[1:2]]
    assert ("联系人：县联系人" in line, line.startswith("填报单位：示例县")) == (shown, True)
    [line] = [row[0] for row in rows(handed("目录清单", edition(registry)))[1:2]]
    assert line.startswith("填报单位：示例市数据局　　联系人：　")


def ybz(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(ROOT), "export", "list", *arguments])


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = ybz("目录清单", "--department", "民政局", "--where", "共享类型=不予共享")
    assert (done.exit_code, "：目录清单，范围：民政局；共享类型=不予共享，版本：" in done.output) == (0, True)
    [file] = tmp_path.glob("*_目录清单_民政局_筛选_*.xlsx")
    found = rows(file.read_bytes())
    assert "范围：共享类型=不予共享" in found[1][0]
    assert {row[10] for row in found[3:]} == {"不予共享"}
    assert (
        ybz("供需对接清单", "-o", "甲.xlsx", "--where", "办理状态=已提供", "--where", "数据责任部门=公安局").exit_code
        == 0
    )
    found = rows((tmp_path / "甲.xlsx").read_bytes())
    assert found[4:]
    assert {(row[4], row[18]) for row in found[4:]} == {("公安局", "已提供")}
    for arguments, said in (
        (("三定梳理清单", "--where", "共享类型=不予共享"), "三定梳理清单要列全职责"),
        (("供需对接清单", "--where", "办理状态=提供"), "相近的有：已提供"),
        (("清单",), "应为“目录清单”、“供需对接清单”、“三定梳理清单”"),
        (("目录清单", "-o", "甲.csv"), "要以 .xlsx 结尾"),
    ):
        done = ybz(*arguments)
        assert (done.exit_code, said in done.output) == (2, True), done.output


def test_all_columns_of_the_duties_stand_on_the_page_in_a_wide_font() -> None:
    text = xml(handed("三定梳理清单", edition(REGISTRY)))
    widths = [float(each) for each in re.findall(r"<col [^>]*width=\"([0-9.]+)\"", text)]
    # 9.5 pixels a character is the widest met with (LibreOffice without the font named); A4 across less its margins.
    assert sum(widths) * 9.5 / 96 < 297 / 25.4 - 1
