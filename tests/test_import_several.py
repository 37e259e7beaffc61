"""``ybz import``: rows whose catalog is gone from the list, sheets in several files, and what is said at the end."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import sheets
from ledgers import CATALOG, sample, small, write
from test_import import HEAD, ITEMS, NEW, ROW, catalogs, contents, run, template, values
from yibenzhang.cli import main

DEMAND = "catalogs/民政局/demands/2026-001.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "账", small())


def several(root: Path, books: dict[str, bytes], *more: str) -> tuple[int, str]:
    for name, data in books.items():
        (root.parent / name).write_bytes(data)
    paths = [str(root.parent / name) for name in books]
    result = CliRunner().invoke(main, ["-C", str(root), "import", *paths, *more])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def edited(made: dict[str, list], sheet: str, title: str, text: str) -> dict[str, list]:
    row = list(made[sheet][3])
    row[made[sheet][2].index(title)] = text
    return {**made, sheet: [*made[sheet][:3], row, *made[sheet][4:]]}


def csv(rows: list[list]) -> bytes:
    quoted = [
        ",".join('"' + str("" if cell is None else cell).replace('"', '""') + '"' for cell in row) for row in rows
    ]
    return "\r\n".join(quoted).encode("gb18030")


@pytest.mark.parametrize("more", [(), ("--retire-missing", "--on", "2026-01-31")])
def test_items_whose_catalog_row_is_gone_are_spoken_of(root: Path, more: tuple[str, ...]) -> None:
    made = template(root)
    row = made["目录"].pop(3)
    items = sum(one[0] == row[0] for one in made["数据项"])
    resources = sum(one[0] == row[0] for one in made["挂载资源"])
    first = next(number for number, one in enumerate(made["数据项"], 1) if one[0] == row[0])
    before = contents(root)
    _, said = run(root, sheets.book(made), *more)
    where = (
        f"民政局.xlsx[数据项]!A{first} 警告 “目录”表里没有《{row[1]}》（{row[0]}）这一行，却还有它的 {items} 行数据项"
    )
    assert where + (f"、{resources} 行挂载资源：" if resources else "：") in said
    assert f"再用 ybz retire {row[0]} 下架" in said
    assert "账里有 1 份目录表里没有" not in said
    assert contents(root) == before


def test_a_file_of_items_alone_is_no_list_of_catalogs(root: Path) -> None:
    made = template(root)
    del made["目录"], made["数据需求"]
    assert "“目录”表里没有" not in run(root, sheets.book(made))[1]


def test_sheets_saved_as_files_of_their_own_are_one_workbook(root: Path) -> None:
    made = edited(edited(template(root), "目录", "更新周期", "每半年"), "数据项", "数据项名称", "新的名称")
    made["目录"].append(["", "婚姻登记信息", *[""] * (len(made["目录"][2]) - 2)])
    made["数据项"].append(["", "婚姻登记信息", "姓名", "C", "20", *[""] * (len(made["数据项"][2]) - 5)])
    books = {f"民政局{name}.csv": csv(made[name][2:]) for name in ("目录", "数据项")}
    for order in (list(books), list(books)[::-1]):
        _, said = several(root, {name: books[name] for name in order}, "--dry-run")
        assert "更新周期：" in said, said
        assert "→ 新的名称" in said
        assert "目录：新增 1 份，修改 1 份，未动 1 份。" in said
        assert "没有名称是“婚姻登记信息”的目录" not in said
    several(root, books)
    assert (values(root, CATALOG)["update_cycle"], values(root, CATALOG)["items"][0]["name"]) == ("每半年", "新的名称")
    assert values(root)["items"] == [{"name": "姓名", "type": "C", "length": 20}]


def test_two_offices_send_the_whole_template_back(root: Path) -> None:
    one = sheets.book(edited(template(root), "目录", "更新周期", "每半年"))
    other = sheets.book(edited(template(root), "目录", "摘要", "换过的摘要。"))
    code, said = several(root, {"民政局1.xlsx": one, "民政局2.xlsx": other})
    assert (values(root, CATALOG)["update_cycle"], values(root, CATALOG)["summary"]) == ("每半年", "换过的摘要。"), said
    assert code in (0, 1)


def test_two_files_that_say_different_things_stop_the_import(root: Path) -> None:
    one = sheets.book(edited(template(root), "目录", "更新周期", "每半年"))
    other = sheets.book(edited(template(root), "目录", "更新周期", "每季度"))
    before = contents(root)
    code, said = several(root, {"民政局1.xlsx": one, "民政局2.xlsx": other})
    assert code == 1
    at = "民政局1.xlsx[目录]!"
    assert f"〔更新周期〕“更新周期”与 {at}" in said
    assert "民政局2.xlsx[目录]!" in said
    assert contents(root) == before
    several(root, {"民政局1.xlsx": one, "民政局2.xlsx": other}, "--keep-going")
    assert values(root, CATALOG)["update_cycle"] == "每半年"


def ending(said: str) -> str:
    return said[said.index("目录：新增") :]


def test_ending_of_an_import_without_faults(root: Path) -> None:
    write(root, sample(DEMAND))
    made = edited(template(root), "目录", "更新周期", "每半年")
    _, said = run(root, sheets.book(made))
    assert (
        ending(said)
        == (
            "目录：新增 0 份，修改 1 份，未动 1 份。\n"
            "数据需求：新增 0 条，修改 0 条，未动 1 条。\n"
            f"已写入 1 个文件：\n  修改 {CATALOG}\n"
            "下一步：运行 ybz check 校验，再用 ybz submit 提交审核。\n"
        )
        or "个警告，逐格列在上面" in said
    )
    _, said = run(root, sheets.book(made))
    assert "没有要写的文件。" in said


def test_ending_of_an_import_with_faults_says_what_next(root: Path) -> None:
    _, said = run(root, catalogs(ROW))
    assert f"已写入 1 个文件：\n  新增 {NEW}\n下一步：错误不改好不能提交。" in said
    assert "个错误" in ending(said)


def test_ending_of_a_stopped_import_says_why_and_how_to_go_on(root: Path) -> None:
    _, said = run(root, catalogs([*ROW, "x"], head=[*HEAD, "经手人"]))
    assert "没有写任何文件：有 1 处内容（民政局.xlsx[目录]!G1）账里没有地方放，只写一部分会漏掉它们。" in ending(said)
    assert "--keep-going" in ending(said)
    assert "--report 退回.xlsx" in ending(said)
    _, said = run(root, catalogs([*ROW, "x"], head=[*HEAD, "经手人"]), "--keep-going")
    assert "有 1 处内容（民政局.xlsx[目录]!G1）账里没有地方放，没有写入，见上面的错误。" in ending(said)


def test_ending_of_a_trial_names_the_files_and_how_to_go_on(root: Path) -> None:
    data = catalogs(ROW, 数据项=[ITEMS, [ROW[0], "姓名", "C", 10]])
    _, said = run(root, data, "--dry-run")
    assert (
        f"试算，没有写文件。正式导入会写 1 个文件：\n  新增 {NEW}\n下一步：照上面的“改法”改好表，再试算一次。" in said
    )
    assert not (root / NEW).exists()


def test_retired_files_are_named_as_moved(root: Path) -> None:
    made = template(root)
    code = made["目录"].pop(3)[0]
    for name in ("数据项", "挂载资源"):
        made[name] = [row for row in made[name] if row[0] != code]
    _, said = run(root, sheets.book(made), "--retire-missing", "--on", "2026-01-31")
    assert "目录：新增 0 份，修改 0 份，下架 1 份，未动 1 份。" in said
    assert (
        f"已写入 1 个文件，移走 1 个：\n  移走 {CATALOG}\n  新增 {CATALOG.replace('民政局/', '民政局/retired/')}\n"
        in said
    )


FOREIGN = ["*数据资源目录名称", "*信息项业务名称", "*数据类型", "数据长度", "*敏感属性", "*涉密属性"]


def test_columns_of_a_foreign_template_without_a_field_are_said(root: Path) -> None:
    rows = [
        [ROW[0], name, "字符串型", 10, "", secret]
        for name, secret in (("姓名", "非涉密"), ("住址", "非涉密"), ("编号", "涉密"))
    ]
    head = [
        "*数据资源目录名称",
        "*更新周期",
        "*数据分级",
        "*数据资源目录描述",
        "*共享属性",
        "应用场景分类",
        "是否上线到超市",
    ]
    catalog = [ROW[0], "每月", "3", ROW[2], "无条件共享", "民生", "是"]
    book = sheets.book({"数据资源目录导入": [head, catalog], "信息项导入": [FOREIGN, *rows]})
    _, said = run(root, book, "--map", "数据资源目录导入模板", "--dry-run")
    assert "[信息项导入]!F1 警告 账里没有“涉密属性”对应的字段，没有导入：“非涉密”2 格、“涉密”1 格\n" in said
    assert "涉密的数据不编目，删去那些行" in said
    assert "[数据资源目录导入]!F1 警告 账里没有“应用场景分类”对应的字段，没有导入：“民生”1 格\n" in said
    assert "敏感属性" not in said, "nothing stands there"
    assert "超市" not in said, "a setting of that platform, no content"
    assert "试算，没有写文件。正式导入会写 1 个文件" in said, "a warning stops nothing"


def test_answers_of_a_form_without_a_field_are_said(root: Path) -> None:
    form = [
        ["资源目录名称", ROW[0]],
        ["摘要", ROW[2]],
        ["资源更新频度", "每月"],
        ["数据库表名", "T_HYDJ"],
        ["资源项名称", "数据类型", "备注"],
        ["姓名", "C", ""],
    ]
    _, said = run(root, sheets.book({"1": form}), "--map", "资源目录编制模板", "--dry-run")
    assert "[1]!B4 警告 账里没有对应的字段，没有导入：T_HYDJ\n" in said


def test_a_slip_in_a_code_is_told_with_the_right_one(root: Path) -> None:
    made = template(root)
    row = made["目录"][3] = list(made["目录"][3])
    code, row[0] = row[0], "307001/00003"
    exit_code, said = run(root, sheets.book(made))
    assert exit_code == 1
    assert "“307001/00003”不是目录代码，账里也没有，这一行没有导入" in said
    assert f"改法：账里《{row[1]}》的目录代码是 {code}，改成它" in said
    assert "“目录”表里没有" not in said
