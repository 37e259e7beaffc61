"""Paths of field changes as text, which files are catalogs, and which members of two lists are the same."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yibenzhang.history import members, paths
from yibenzhang.history.apply import apply
from yibenzhang.history.compare import compare
from yibenzhang.history.entries import department_of, entry, is_catalog
from yibenzhang.history.paths import Member, Order


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("share.type", ("share", "type")),
        ("items[公民身份号码].length", ("items", Member("公民身份号码"), "length")),
        ("items[姓名#2]", ("items", Member("姓名", 2))),
        ("items[#1].name", ("items", Member("", 1), "name")),
        ("items[]", ("items", Order())),
        ("share.basis[民法典 第十条].article", ("share", "basis", Member("民法典 第十条"), "article")),
        ("items[a.b]", ("items", Member("a.b"))),
        ('items["a]b"].note', ("items", Member("a]b"), "note")),
        ('resources[t].map."a.b"', ("resources", Member("t"), "map", "a.b")),
        ('"department"', ("department",)),
        ("keywords[=3]", ("keywords", Member("=3"))),
    ],
)
def test_paths_read_back(path: str, steps: tuple[paths.Step, ...]) -> None:
    assert paths.parse(path) == steps


@pytest.mark.parametrize("path", ["[", "a[", "a]", 'a["b]', "a#2", '"'])
def test_what_is_no_path(path: str) -> None:
    with pytest.raises(ValueError, match="不是字段路径"):
        paths.parse(path)


@given(st.text(max_size=12), st.text(max_size=12), st.integers(1, 30))
def test_any_name_makes_a_path_that_prints_and_reads_back(key: str, name: str, nth: int) -> None:
    for root in (True, False):
        path = f"{paths.key(key, root=root)}[{paths.member(Member(name, nth))}]"
        assert path.isprintable()
        assert paths.parse(path) == (key, Member(name, nth))


@pytest.mark.parametrize(
    ("path", "department"),
    [
        ("catalogs/民政局/低保名单.yml", "民政局"),
        ("catalogs/民政局/retired/低保名单.yml", "民政局"),
        ("catalogs/呼玛县/民政局/低保名单.yml", "呼玛县/民政局"),
        ("catalogs/民政局/registry.yml", "民政局"),
    ],
)
def test_catalogs_by_their_path(path: str, department: str) -> None:
    assert is_catalog(path)
    assert department_of(path) == department


@pytest.mark.parametrize(
    "path",
    """catalogs/registry.yml|catalogs/libraries.yml|catalogs/民政局/department.yml|catalogs/呼玛县/region.yml|catalogs/base-items/城乡低保.yml
catalogs/民政局/demands/2026-001.yml|catalogs/民政局/objections/1.yml|catalogs/民政局/说明.md|docs/民政局/甲.yml|catalogs/.git/甲.yml|catalogs/民政局/.甲.yml
catalogs/retired/甲.yml|catalogs/民政局/retired/retired/甲.yml|catalogs/demands/民政局/甲.yml""".replace(
        "\n", "|"
    ).split("|"),
)
def test_files_that_are_no_catalogs(path: str) -> None:
    assert not is_catalog(path)


def items(text: str) -> list[dict[str, Any]]:
    """``姓名 C 50 xm`` and so on, by comma: name, type, length, column."""
    keys = ("name", "type", "length", "field")
    return [dict(zip(keys, one.split(), strict=False)) for one in text.split(",")]


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        ("甲 C,乙 C", "乙 C,甲 C", "甲甲 乙乙"),
        ("甲 C,乙 C,丙 C", "甲 C,新 C,丙 C", "甲甲 乙新 丙丙"),
        ("甲 C,乙 C,丙 C", "首 D,甲 C,新 C,丙 C", "甲甲 乙新 丙丙"),
        ("甲 C,乙 C", "甲 C,新 D", "甲甲"),
        ("甲 C 1 x,乙 C 1 y", "乙 C 1 y,新 C 9 x", "甲新 乙乙"),
        ("甲 C 1 x,乙 C 1", "新 C 1 z,乙 C 1", "乙乙"),
        ("甲 C 18,乙 C 50", "子 C 50,丑 C 18", "甲丑 乙子"),
        ("甲 C 18,乙 C 50", "子 C 20,丑 C 60", "甲子 乙丑"),
        ("甲 C 18,乙 C 50", "子 C 20", ""),
        ("甲 C 18,乙 C 50", "子 C 50", "乙子"),
        ("甲 C,甲 C,乙 C", "甲 C,乙 C", "甲甲 乙乙"),
        ("甲 C,乙 C", "甲 C,甲 C", "甲甲"),
    ],
)
def test_items_are_matched(old: str, new: str, pairs: str) -> None:
    before, after = items(old), items(new)
    found = members.match("items", before, after).pairs
    assert " ".join(before[left]["name"] + after[right]["name"] for left, right in found) == pairs


def test_changes_of_another_ledger_do_not_apply() -> None:
    old = entry("catalogs/民政局/甲.yml", {"code": "1"})
    with pytest.raises(KeyError):
        apply([], compare([old], []))
