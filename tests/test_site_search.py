"""The scripts that 目录检索 and 数据项 read, and the dictionary, without a browser."""

from __future__ import annotations

import json
from typing import Any

import pytest

from site_ledgers import CATALOG, FILES, retired
from test_site_pages import site, text_of
from yibenzhang.site.pages import TOP_PAGES
from yibenzhang.site.pinyin import initials
from yibenzhang.site.views import columns
from yibenzhang.site.views.columns import items_script, ledger_script
from yibenzhang.site.views.dictionary import LENGTHS, TYPES, items_page
from yibenzhang.site.views.entries import About, Item, Place, Row, rows
from yibenzhang.site.views.ledger import ledger_page
from yibenzhang.site.views.synonyms import SYNONYMS, standard_terms

KNOWN = About("账", "abc", "2026-06-30", False, (Place("民政局", "d/mzj.html", "本级"),), {}, {}, {"C": "字符型"})


def value(script: str) -> Any:
    """What a script sets its variable to."""
    assert script.startswith("window.ybz")
    assert script.endswith(";\n")
    return json.loads(script.partition("=")[2][:-2])


def test_each_script_is_one_statement() -> None:
    evil = CATALOG.replace("name: 低保名单", "name: '</script>\u2028x'")
    index = site({**FILES, "catalogs/民政局/低保名单.yml": evil}).index
    for text in (columns.ledger(index), columns.items(index)):
        assert value(text)
        assert "\u2028" not in text
        assert text.count("\n") == 1


def test_columns_say_what_the_ledger_says() -> None:
    files = {
        **FILES,
        "catalogs/民政局/低保名单.yml": CATALOG + "keywords: [低保, 救助]\naliases: [低保人员]\nlibraries: [人口]\n",
        "catalogs/民政局/retired/旧名单.yml": retired(
            CATALOG.replace("000001", "000002").replace("低保名单", "旧名单")
        ),
        "catalogs/民政局/坏目录.yml": CATALOG.replace("000001", "000009")
        .replace("低保名单", "坏目录")
        .replace("level: 3", "level: 9"),
    }
    ledger = value(columns.ledger(site(files).index))
    texts = {key: text.split("\n") for key, text in ledger["texts"].items()}
    names = texts["name"]
    assert sorted(names) == ["低保名单", "坏目录", "旧名单"]
    row = names.index("低保名单")
    assert (texts["code"][row], texts["keywords"][row], texts["aliases"][row]) == (
        "307001/000001",
        "低保、救助",
        "低保人员",
    )
    assert texts["initials"][row] == "dbmd"
    assert texts["letters"][row] == "dbry"

    def word(key: str, at: int) -> Any:
        return ledger["words"][key][ledger["columns"][key][at]]

    assert word("department", row) == ["民政局", "d/mzj.html", "本级", "mzj"]
    assert [word(key, row) for key in ("domain", "share", "cycle", "level", "network", "mount", "state")] == [
        "社会救助", "有条件共享", "每月", "3级", "政务外网", "未挂载", "在用",
    ]  # fmt: skip
    assert word("library", row) == ["人口"]
    assert ledger["columns"]["items"][row] == 2
    assert {word("state", at) for at in range(3)} == {"在用", "已下架", "待修改"}
    old = names.index("旧名单")
    assert (word("rhythm", old), word("cycle", old), word("mount", old)) == ("不再更新", "每月", "")
    assert ledger["pages"] == {}
    assert ledger["about"] == {
        "name": "测试一本账",
        "revision": ledger["about"]["revision"],
        "day": "",
        "sample": False,
    }


def test_everyday_words_lead_to_standard_terms() -> None:
    synonyms = value(columns.ledger(site(FILES).index))["synonyms"]
    assert synonyms["身份证号"][0] == "公民身份号码"
    assert synonyms["低保"] == ["最低生活保障"]
    assert synonyms == standard_terms()
    # One meaning a word, and no chain: a standard term is no everyday word itself.
    assert len(synonyms) == sum(len(words) for words, _ in SYNONYMS)
    assert not set(synonyms) & {term for terms in synonyms.values() for term in terms}


def test_words_stand_in_the_order_of_their_enumeration() -> None:
    ledger = value(columns.ledger(site(FILES).index))
    assert ledger["words"]["cycle"][:3] == ["实时", "每日", "每周"]
    assert ledger["words"]["share"] == ["无条件共享", "有条件共享", "不予共享"]
    assert ledger["words"]["state"] == ["在用", "已下架", "待修改"]


def test_a_text_of_several_lines_stays_one_row() -> None:
    listed = [
        Row("甲\n乙", "1/1", "1-1", "民政局", summary="一\r\n二\u2028三\u3000四"),
        Row("丙", "x", "x-2", "外面/某局"),
    ]
    ledger = value(ledger_script(listed, KNOWN))
    assert ledger["texts"]["name"] == "甲 乙\n丙"
    assert ledger["texts"]["summary"] == "一 二 三 四\n"
    assert ledger["pages"] == {"1": "x-2"}
    assert ledger["words"]["department"] == [["民政局", "d/mzj.html", "本级", "mzj"], ["外面/某局", "", "外面", "wmmj"]]


def test_equal_items_and_lists_are_written_once() -> None:
    number, name = Item("公民身份号码", "C", "18"), Item("姓名", "C", "")
    listed = [Row("甲", "1/1", "1-1", "民政局", items=(number, name)), Row("乙", "1/2", "1-2", "民政局", items=(number, name)),
              Row("丙", "1/3", "1-3", "民政局", items=(Item("公民身份号码", "C", "17"),)), Row("丁", "1/4", "1-4", "民政局")]  # fmt: skip
    items = value(items_script(listed, KNOWN))
    assert items["names"] == "公民身份号码\n姓名"
    assert items["initials"] == "gmsfhm\nxm"
    assert items["kinds"] == [[0, 1, 0], [0, 1, 2]]
    assert items["forms"] == [["C", "18"], ["C", ""], ["C", "17"]]
    assert items["lists"] == [[0, 1], [2], []]
    assert items["rows"] == [0, 0, 1, 2]


def test_rows_of_an_empty_ledger() -> None:
    index = site({"catalogs/registry.yml": FILES["catalogs/registry.yml"]}).index
    assert rows(index) == []
    ledger, items = value(columns.ledger(index)), value(columns.items(index))
    assert ledger["count"] == 0
    assert items["rows"] == []


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("低保名单", "dbmd"), ("重庆银行", "cqyh"), ("行政处罚", "xzcf"), ("长期照护", "cqzh"), ("参保人员（ＧＰＳ）2024", "cbrygps2024"),
        ("会计师", "kjs"), ("传染病", "crb"), ("", ""), ("—", ""),
    ],
)  # fmt: skip
def test_letters_follow_the_reading(text: str, letters: str) -> None:
    assert initials(text) == letters


def test_the_dictionary_names_what_items_disagree_in() -> None:
    other = CATALOG.replace("000001", "000003").replace("低保名单", "另册")
    files = {
        **FILES,
        "catalogs/民政局/另册.yml": other.replace("公民身份号码, type: C", "公民身份号码, type: N"),
        "catalogs/民政局/三册.yml": other.replace("000003", "000004")
        .replace("另册", "三册")
        .replace("length: 12", "length: 10"),
    }
    renderer = site(files)
    page = items_page(renderer.index)
    assert (page.total, page.once, page.typed, page.sized) == (2, 0, 1, 1)
    found = {line.name: line for line in page.lines}
    assert (found["公民身份号码"].conflict, found["保障金额"].conflict) == (TYPES, LENGTHS)
    assert [(form.text, form.number, form.rare) for form in found["保障金额"].forms] == [
        ("货币型（12,2）", 2, False), ("货币型（10,2）", 1, True),
    ]  # fmt: skip
    shown = text_of(renderer.top(next(top for top in TOP_PAGES if top.name == "items")))
    assert "同名而类型不一致的 1 个" in shown
    assert "数值型（18） 1 份" in shown
    assert ledger_page(renderer.index).active == 3


def test_an_item_of_many_catalogs_leads_to_all_of_them() -> None:
    files = dict(FILES)
    for number in range(2, 12):
        files[f"catalogs/民政局/第{number}册.yml"] = CATALOG.replace("000001", f"{number:06}").replace(
            "低保名单", f"第{number}册"
        )
    renderer = site(files)
    line = items_page(renderer.index).lines[0]
    assert (line.number, len(line.catalogs), line.more and line.more.text) == (11, 8, "全部 11 份目录")
    html = renderer.top(next(top for top in TOP_PAGES if top.name == "items"))
    assert 'href="catalogs.html?item=%E5%85%AC%E6%B0%91' in html


def test_a_large_ledger_is_listed_by_department(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yibenzhang.site.views.ledger.STATIC_ROWS", 0)
    renderer = site(FILES)
    shown = text_of(renderer.top(next(top for top in TOP_PAGES if top.name == "catalogs")))
    assert "民政局1 份" in shown
    assert "低保名单" not in shown
