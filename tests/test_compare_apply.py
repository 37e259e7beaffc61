"""Applying a diff to the old ledger gives the new one, whatever people wrote into either."""

from __future__ import annotations

import copy
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yibenzhang.history.apply import apply
from yibenzhang.history.compare import compare
from yibenzhang.history.entries import Entry, entry
from yibenzhang.model.change import CatalogChange

# Tracing thousands of made-up values would take long; other tests cover the same lines.
pytestmark = pytest.mark.no_cover

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


@st.composite
def edited(draw: st.DrawFn) -> tuple[list[Entry], list[Entry]]:
    """A ledger and what a few edits made of it: what a diff mostly sees."""
    old = draw(LEDGERS)
    new = []
    for one in old:
        values = copy.deepcopy(one.values)
        if values is None or draw(st.integers(0, 3)) == 0:
            new.append(one)
            continue
        for _ in range(draw(st.integers(0, 3))):
            edit(draw, values)
        path = draw(st.sampled_from([one.path, one.path, *FILES]))
        if all(path != other.path for other in new):
            new.append(entry(path, values))
    return old, new


def edit(draw: st.DrawFn, value: Any) -> None:
    """One change somewhere in a value: a member or key set, taken away or moved."""
    inner = list(value.values()) if isinstance(value, dict) else value
    deeper = [each for each in inner if isinstance(each, (dict, list)) and each]
    if deeper and draw(st.integers(0, 2)):
        return edit(draw, draw(st.sampled_from(deeper)))
    what = draw(st.sampled_from(["set", "take", "move", "again"]))
    if isinstance(value, dict):
        name = draw(st.sampled_from(sorted(value, key=str)) | NAMES | st.just("name")) if value else draw(NAMES)
        if what == "take":
            value.pop(name, None)
        elif name != "code":
            value[name] = draw(SCALARS | JUNK)
    elif not value or what == "set":
        value.insert(draw(st.integers(0, len(value))), draw(ITEM | JUNK))
    elif what == "take":
        value.pop(draw(st.integers(0, len(value) - 1)))
    elif what == "move":
        value.append(value.pop(draw(st.integers(0, len(value) - 1))))
    else:
        value.append(copy.deepcopy(draw(st.sampled_from(value))))
    return None


def handover(values: dict[str, Any], other: dict[str, Any]) -> tuple[list[Entry], list[Entry]]:
    """A catalog that is retired for another one, each naming the other."""
    old = {**values, "code": CODES[0], "status": "在用"}
    tombstone = {**old, "status": "已下架", "retired": {"replaced_by": CODES[2]}}
    new = {**other, "code": CODES[2], "status": "在用", "related": [CODES[0]]}
    before = [entry(FILES[0], old)]
    return before, [entry(FILES[2], tombstone), entry(FILES[3], new)]


def shape(ledger: list[Entry]) -> list[bytes]:
    """Entries as bytes, without their paths, in an order of their own."""
    return sorted(msgspec.json.encode((one.code, one.values), order="sorted") for one in ledger)


def stored(changes: tuple[CatalogChange, ...]) -> Any:
    return msgspec.json.decode(msgspec.json.encode(changes), type=tuple[CatalogChange, ...])


@settings(max_examples=100)
@given(LEDGERS, LEDGERS)
def test_applying_a_diff_gives_the_new_ledger(old: list[Entry], new: list[Entry]) -> None:
    assert shape(apply(old, stored(compare(old, new)))) == shape(new)


@settings(max_examples=100)
@given(edited())
def test_applying_edits_gives_the_new_ledger(both: tuple[list[Entry], list[Entry]]) -> None:
    old, new = both
    assert shape(apply(old, stored(compare(old, new)))) == shape(new)


@settings(max_examples=30)
@given(VALUES, VALUES)
def test_applying_a_handover_gives_both_catalogs(values: dict[str, Any], other: dict[str, Any]) -> None:
    old, new = handover(values, other)
    changes = stored(compare(old, new))
    assert [change.kind for change in changes] == ["moved"]
    assert shape(apply(old, changes)) == shape(new)


@given(LEDGERS)
def test_a_ledger_does_not_differ_from_itself(ledger: list[Entry]) -> None:
    assert compare(ledger, ledger) == ()
