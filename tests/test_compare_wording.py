"""The changed words of a text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yibenzhang.outputs.wording import Mark, wording


def shown(old: str, new: str) -> str:
    forms = {Mark.KEPT: "{}", Mark.REMOVED: "[-{}-]", Mark.ADDED: "[+{}+]"}
    return "".join(forms[mark].format(text) for mark, text in wording(old, new))


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("低保名单", "低保名单", "低保名单"),
        ("", "", ""),
        ("", "低保", "[+低保+]"),
        ("低保", "", "[-低保-]"),
        ("全区低保人员名单", "全区城乡低保在保人员名单", "全区[+城乡+]低[+保在+]保人员名单"),
        ("自2019年起按月更新", "自2020年起按季更新", "自[-2019-][+2020+]年起按[-月-][+季+]更新"),
        ("用于核验救助资格", "可供民政部门使用", "[-用于核验救助资格-][+可供民政部门使用+]"),
        ("更新于2026-03-14", "更新于2026-04-14", "更新于[-2026-03-14-][+2026-04-14+]"),
        ("restful 接口", "webservice 接口", "[-restful-][+webservice+] 接口"),
        ("甲\n乙\n丙", "甲\n丙", "甲\n[-乙\n-]丙"),
        ("仅限民政部门", "民政部门", "[-仅限-]民政部门"),
        ("民政、人社、医保", "民政、医保", "民政、[-人社、-]医保"),
    ],
)
def test_changed_words(old: str, new: str, pieces: str) -> None:
    assert shown(old, new) == pieces


TEXTS = st.text(alphabet="低保人员名单在a1 2", max_size=40)


@given(TEXTS, TEXTS)
def test_pieces_make_up_both_texts(old: str, new: str) -> None:
    pieces = wording(old, new)
    assert "".join(text for mark, text in pieces if mark != Mark.ADDED) == old
    assert "".join(text for mark, text in pieces if mark != Mark.REMOVED) == new
    assert all(text for _, text in pieces)


@pytest.mark.parametrize("length", [10_000, 40_000])
def test_long_texts_take_no_time(length: int) -> None:
    old = "".join("低保人员名单"[at * at % 6] for at in range(length))
    new = "".join("低保人员名单"[at * at * at % 5] for at in range(length))
    start = time.process_time()
    pieces = wording(old, new)
    assert time.process_time() - start < 5
    assert "".join(text for mark, text in pieces if mark != Mark.ADDED) == old
