"""The quick validator decides, the thorough one speaks: both must be of one mind."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yibenzhang.rules.shape import Reporter
from yibenzhang.sources import document, layout
from yibenzhang.sources.layout import Kind
from yibenzhang.sources.schema import default_schemas

ROOT = Path(__file__).resolve().parents[1]
SCHEMAS = default_schemas()
REPORTER = Reporter(SCHEMAS)


def sample() -> list[tuple[Kind, str, dict[str, Any]]]:
    paths = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "catalogs").rglob("*.yml"))]
    places = layout.Layout(paths)
    found = []
    for path in paths:
        kind, _ = places.classify(path)
        assert kind is not None
        found.append((kind, path, document.read(path, (ROOT / path).read_bytes()).values))
    return found


SAMPLE = sample()
# One of each kind is as good as many: hypothesis mutates those with the most keys most usefully.
RICH = [
    max((row for row in SAMPLE if row[0] is kind), key=lambda row: len(str(row[2])))
    for kind in {row[0] for row in SAMPLE}
] + SAMPLE[::9]


def agree(kind: Kind, values: Any) -> bool:
    accepted = SCHEMAS.accepts(kind, values)
    misfits = REPORTER.report(kind, values)
    assert accepted == (not misfits), (values, misfits)
    for misfit in misfits:
        assert misfit.said.message
        assert misfit.said.fix
    return accepted


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb"])
def test_half_a_character_is_refused_and_cannot_be_read(text: str) -> None:
    """No text holds one; the quick validator cannot even be asked. The reader never lets one through."""
    assert not SCHEMAS.accepts(Kind.CATALOG, {"name": text})
    assert not SCHEMAS.accepts(Kind.CATALOG, {text: 1})
    assert text not in str(document.read("x.yml", f"name: {text}\n".encode("utf-8", "surrogatepass")).values)
    assert document.read("x.yml", ascii(text).join(['"name": ', "\n"]).replace("'", '"').encode()).traps


def test_every_kind_is_in_the_sample() -> None:
    assert {kind for kind, _, _ in SAMPLE} == set(Kind)


@pytest.mark.parametrize(("kind", "path", "values"), SAMPLE, ids=[path for _, path, _ in SAMPLE])
def test_on_the_sample(kind: Kind, path: str, values: dict[str, Any]) -> None:
    assert agree(kind, values)


ODD: list[Any] = [
    None, True, False, 0, 1, -1, 3, 5, 18, 2**31, 2**63, 2**64, 10**30, -(10**30), 1.0, 0.0, -0.0, 2.0, 1.5, 1e300, float("inf"), float("nan"),
    "", " ", "\n", "x", "x\n", "x\r\n", "长" * 5000, "１２３", "2026-02-30", "2026-02-28", "2024-02-29", "2023-02-29", "2026-01-01\n", "２０２６-01-01",
    "0000-01-01", "2026-13-01", "2026-1-1", "2026-01-01T00:00:00Z", "307001/000001", "307001/000001\n", "３０7001/000001", "307001/000001x",
    "11232700MB0000001A", "无条件共享", "不予共享", "有条件共享", "主题", "基础", "其他", "暂无系统", "三-1", "x@y.z", "x@", "0457-1234567",
    "\U0001f600", "e\u0301", "\u200b", "\x00", "\x1b[31m", "http://x", "http://[", "a b://c", "C", "N", "1", "true",
    [], {}, [None], [1, 1], ["x", "x"], ["x", "x\n"], [[]], {"x": 1}, {"": ""}, {"$ref": "#"}, [{}], [{"name": "x"}], [{"name": "x"}] * 2,
    {"type": "无条件共享"}, {"type": "有条件共享"}, {"type": "不予共享"}, [1, 1.0], [True, 1], [0, False], [{"a": 1}, {"a": 1.0}],
]  # fmt: skip
KEYS = ["x", "name", "code", "type", "", "名称", "date", "reason", "text", "share", "note", "domain_note"]


def spots(values: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to everything in a document."""
    found = [way] if way else []
    inner = values.items() if isinstance(values, dict) else enumerate(values) if isinstance(values, list) else ()
    for key, value in inner:
        found += spots(value, (*way, key))
    return found


def mutate(values: Any, way: tuple[Any, ...], what: int, odd: Any, key: str) -> None:
    for step in way[:-1]:
        values = values[step]
    last = way[-1]
    match what:
        case 0 if isinstance(values, dict):
            del values[last]
        case 1 if isinstance(values, dict):
            values[key] = odd
        case 2 if isinstance(values, list):
            values.append(odd)
        case 3 if isinstance(values[last], str):
            values[last] = values[last] + str(odd)[:50]
        case 4 if isinstance(values[last], list):
            values[last] = values[last] * 2
        case 5 if isinstance(values[last], int):
            values[last] = float(values[last])
        case 6 if isinstance(values[last], str):
            values[last] = values[last].translate(str.maketrans("0123456789/-", "０１２３４５６７８９／－"))
        case _:
            values[last] = odd


MUTATION = st.tuples(st.integers(0, 10_000), st.integers(0, 9), st.sampled_from(range(len(ODD))), st.sampled_from(KEYS))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(range(len(RICH))), st.lists(MUTATION, min_size=1, max_size=4))
def test_on_mutated_documents(which: int, mutations: list[tuple[int, int, int, str]]) -> None:
    kind, _, values = copy.deepcopy(RICH[which])
    for at, what, odd, key in mutations:
        ways = spots(values)
        if ways:
            mutate(values, ways[at % len(ways)], what, copy.deepcopy(ODD[odd]), key)
    agree(kind, values)


def short(values: Any) -> Any:
    """The same document with one member in each list: the slow validator looks at all of it every time."""
    if isinstance(values, dict):
        return {key: short(value) for key, value in values.items()}
    return [short(value) for value in values[:1]] if isinstance(values, list) else values


# Traced, it would take three times as long; other tests cover the same lines.
@pytest.mark.no_cover
@pytest.mark.parametrize("kind", list(Kind))
def test_every_odd_value_at_every_key(kind: Kind) -> None:
    """Every key of the schema's first two levels, with every odd value, in an else sound document."""
    values = short(next(row[2] for row in RICH if row[0] is kind))
    assert agree(kind, values)
    for way in spots(values)[:20]:
        for odd in ODD:
            changed = copy.deepcopy(values)
            mutate(changed, way, 9, odd, "")
            agree(kind, changed)


# Traced, it would take three times as long; other tests cover the same lines.
@pytest.mark.no_cover
@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(list(Kind)),
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.sampled_from(ODD)),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=5), inner, max_size=4),
        max_leaves=12,
    ),
)  # fmt: skip
def test_on_anything(kind: Kind, values: Any) -> None:
    agree(kind, values)
