"""Applying a diff to the old ledger gives the new one, whatever people wrote into either."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from yibenzhang.history.apply import apply
from yibenzhang.history.compare import compare
from yibenzhang.history.entries import Entry, entry
from yibenzhang.model.change import CatalogChange

CODES = ("307001/000001", "307001/000002", "308001/000001")
NAMES = st.sampled_from(["姓名", "性别", "a.b", "a]b", "x#2", '引"号', "", " ", "department", "长" * 90, "\u202e反"])
SCALARS = NAMES | st.sampled_from([None, True, False, 0, 1, -3, "1", "true", "在用", "已下架", *CODES])
JUNK = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)
TYPES = st.sampled_from(["C", "N", "I"])
ITEM = st.fixed_dictionaries(
    {}, optional={"name": NAMES, "type": TYPES, "length": st.sampled_from([18, 20, "18"]), "field": NAMES, "id": NAMES}
)
BASIS = st.fixed_dictionaries(
    {"title": st.sampled_from(["民法典", "刑法"])}, optional={"article": st.sampled_from(["第一条", "第二条", 3])}
)
RESOURCE = st.fixed_dictionaries({"id": NAMES}, optional={"map": st.dictionaries(NAMES, SCALARS | JUNK, max_size=3)})
SHARE = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["无条件共享", "有条件共享", "不予共享"]),
        "methods": st.lists(NAMES, max_size=4),
        "condition": JUNK,
        "basis": st.lists(BASIS | JUNK, max_size=4),
    },
)
VALUES = st.fixed_dictionaries(
    {"code": st.sampled_from(CODES)},
    optional={
        "name": SCALARS,
        "status": st.sampled_from(["在用", "已下架"]),
        "retired": st.fixed_dictionaries({"replaced_by": st.sampled_from(CODES)}) | JUNK,
        "related": st.lists(st.sampled_from(CODES), max_size=2) | JUNK,
        "keywords": st.lists(SCALARS, max_size=5),
        "items": st.lists(ITEM | ITEM | JUNK, max_size=6) | JUNK,
        "resources": st.lists(RESOURCE, max_size=3) | JUNK,
        "share": SHARE | JUNK,
        "department": JUNK,
        "file": JUNK,
        "predecessor": JUNK,
        "多余": JUNK,
    },
)
FILES = ("catalogs/民政局/甲.yml", "catalogs/民政局/乙.yml", "catalogs/民政局/retired/甲.yml", "catalogs/教育局/甲.yml")
ENTRIES = st.builds(lambda values, code: (values, code), VALUES | VALUES | st.none(), st.sampled_from(["", *CODES]))
LEDGERS = st.dictionaries(st.sampled_from(FILES), ENTRIES).map(
    lambda files: [entry(path, values, code) for path, (values, code) in files.items()]
)


def shape(ledger: list[Entry]) -> list[bytes]:
    """Entries as bytes, without their paths, in an order of their own."""
    return sorted(msgspec.json.encode((one.code, one.values), order="sorted") for one in ledger)


def stored(changes: tuple[CatalogChange, ...]) -> Any:
    return msgspec.json.decode(msgspec.json.encode(changes), type=tuple[CatalogChange, ...])


@settings(max_examples=300)
@given(LEDGERS, LEDGERS)
def test_applying_a_diff_gives_the_new_ledger(old: list[Entry], new: list[Entry]) -> None:
    assert shape(apply(old, stored(compare(old, new)))) == shape(new)


@given(LEDGERS)
def test_a_ledger_does_not_differ_from_itself(ledger: list[Entry]) -> None:
    assert compare(ledger, ledger) == ()
