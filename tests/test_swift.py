"""New documents written without the emitter are to the byte what it writes, and what ``ybz fmt`` leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from yibenzhang.outputs import demo
from yibenzhang.outputs.edit import swift
from yibenzhang.outputs.edit.amend import _slowly, fresh
from yibenzhang.outputs.edit.form import EditError, Order, canonical
from yibenzhang.sources import document
from yibenzhang.sources.layout import Kind
from yibenzhang.sources.schema import default_schemas

ORDER = Order(default_schemas().by_kind[Kind.CATALOG])
SAMPLE = Path(__file__).parents[1] / "catalogs"
KEYS = st.sampled_from(
    ["name", "code", "items", "share", "summary", "type", "condition", "own", "真", "true", "a b", "1"]
)
WORDS = st.sampled_from(
    [
        "true",
        "null",
        "~",
        "0123",
        "1.5e3",
        "1_000",
        "0x1F",
        "2024-03-14",
        "12:30",
        "=1+1",
        "a: b",
        "a:b",
        "a：b",
        "—x",
        "- x",
        "-",
        "--- ",
        "---",
        "...",
        "a #b",
        "#b",
        "’",
        "'",
        '"',
        "\\",
        "a\nb",
        "\n",
        "",
        " a",
        "a ",
        "a\tb",
        "*",
        "&a",
        "!",
        "%a",
        "@a",
        "`",
        "[",
        "a,b",
        "{",
        "?",
        "? a",
        ":",
        "：",
        "😀",
        "\u2028",
        "\ufeff",
        "\x85",
        "<<",
        ".inf",
        "（一）",
        "《办法》第 3 条",
        "名:",
        "O'Brien",
        "%",
        "a  b",
        "Ⅷ",
        "々",
        "𠮷",
        "No",
        "ON",
    ]
)
TEXTS = st.one_of(
    WORDS,
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
    st.text("ab1 -:,#'\"（，。、姓名_.[]{}&*!|>%@`?~=+/\\\n", max_size=12),
)
VALUES = st.recursive(
    st.one_of(TEXTS, st.integers(-(10**6), 10**6), st.booleans()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=5))
@example({"items": [{"type": "C", "name": "姓名"}, {}], "code": "1"})
@example({"items": [], "share": {}, "own": [[], [[{}]]]})
def test_like_the_emitter(values: dict) -> None:
    quickly = swift.text(values, ORDER)
    slowly = _slowly(values, ORDER)
    assert quickly in (None, slowly)
    try:
        written = fresh(values, ORDER, "")
    except EditError:
        return
    assert written == slowly
    assert canonical(written, ORDER) == written
    assert document.read("", written.encode()).values == values


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=40))
@example(["".join(map(chr, range(0x20, 0x7F))), *map(chr, range(0x20, 0x7F))])
def test_any_text_in_brackets_and_out_of_them(texts: list[str]) -> None:
    values = {"keywords": texts, **{f"k{number}": text for number, text in enumerate(texts)}}
    assert swift.text(values, ORDER) == _slowly(values, ORDER)


@pytest.mark.parametrize("values", [{}, {"a": None}, {"a": 1.5}, {"a": [{"b": None}]}, {"a b": 1}, {"k" * 99: 1}])
def test_what_is_left_to_the_emitter(values: dict) -> None:
    assert swift.text(values, ORDER) is None


def test_catalogs_are_written_as_fmt_has_them() -> None:
    """The sample's catalogs and generated ones; none of them needs the emitter as a whole."""
    texts = [path.read_text("utf-8") for path in sorted(SAMPLE.glob("*/*.yml")) if path.name != "department.yml"][::4]
    texts += [text for path, text in demo.files(12, 2, 3, 8) if path.count("/") == 2]
    found = 0
    for text in texts:
        values = document.read("", text.encode()).values
        if not isinstance(values, dict) or "items" not in values:
            continue
        found += 1
        quickly = swift.text(values, ORDER)
        assert quickly == _slowly(values, ORDER)
        assert quickly is not None
        assert canonical(quickly, ORDER) == quickly
        assert document.read("", quickly.encode()).values == values
    assert found > 12
