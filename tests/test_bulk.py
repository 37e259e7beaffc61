"""Many documents read together say what each says alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from test_quick import FLOW_BLOCKS, ODD, PLAIN, SHAPES, WHOLE, acceptable, documents, mutated
from yibenzhang.sources import bulk, document, quick
from yibenzhang.sources.bulk import Reader

# Tracing thousands of readings would take minutes; the plain cases below cover the same lines.
slow = pytest.mark.no_cover
ROOT = Path(__file__).resolve().parents[1]
SAMPLE = [path.read_bytes() for path in sorted((ROOT / "catalogs").rglob("*.yml"))]


def agrees(reader: Reader, data: bytes) -> bool:
    """Hold the reader against the scanner; True when it answered."""
    quickly = reader.read(data)
    if quickly is None or not acceptable(quickly):
        return False
    slowly = document.read("x.yml", data)
    assert not slowly.traps, (data.decode(), slowly.traps)
    assert repr(quickly) == repr(slowly.values), data.decode()
    return True


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What the quick reader is given."""
    texts: list[bytes] = []
    read = quick.read

    def spy(data: bytes) -> object:
        texts.append(data)
        return read(data)

    monkeypatch.setattr(quick, "read", spy)
    return texts


FIRST = b"# x\ncode: a\nlevel: 2\nitems:\n  - {name: b}\n  - {name: c}\nshare:\n  type: d\n"


def test_only_what_is_new_is_read(asked: list[bytes]) -> None:
    reader = Reader()
    assert reader.read(FIRST) == quick.read(FIRST)
    asked.clear()
    other = FIRST.replace(b"code: a", b"code: e").replace(b"  - {name: c}\n", b"  - {name: c}\n  - {name: f}\n")
    assert reader.read(other) == {
        "code": "e",
        "level": 2,
        "items": [{"name": "b"}, {"name": "c"}, {"name": "f"}],
        "share": {"type": "d"},
    }
    assert asked == [b"# x\ncode: e\nitems:\n  - {name: f}\n"]
    asked.clear()
    assert list(reader.read(b"level: 2\ncode: z\nitems:\n  - {name: f}\n  - {name: b}\n  - {name: f}\n") or ()) == [
        "level",
        "code",
        "items",
    ]
    assert asked == [b"code: z\nitems:\n  - {name: f}\n"]
    asked.clear()
    assert reader.read(FIRST)
    assert not asked


def test_the_same_list_is_the_same_object() -> None:
    reader = Reader()
    first, second = (reader.read(FIRST.replace(b"code: a", code)) for code in (b"code: x", b"code: y"))
    assert first
    assert second
    assert first["items"] is second["items"]


@pytest.mark.parametrize(
    "text",
    [
        'a: "x\nb: y"\n',
        'a: "x\nb: y"\nb: 1\n',
        'a: "x\nb: y"\n"b": 1\n',
        "a: 'x\nb: y'\nb : 1\n",
        "a: [x,\nb: y]\nb: 1\n",
        "a: {c: x,\nb: y}\n",
        "a: 1\na: 2\n",
        "a: 1\nb: 2\na: 1\n",
        "true: 1\n",
        "null:\n  - {a: 1}\n",
        "a:\n  - {b: 1}\n  - {b: 'x\n  - {b: y'}\n",
        "a:\n  - {b: 1}\n  - {b: c,\n  - {d: e}\n",
        "a:\n  - {b: 1}\n  - {b: 1} \n\n  - {b: 2} # c\n# d\nb: 1\n",
        "a:\n  - {b: 1}: 2\n",
        "a:   - {b: 1}\n",
        "a:\t  - {b: 1}\n",
        "a: - {b: 1}\n",
        "a:\n  - {b: 1}\n c: 1\n",
        "a:\n  - {b: 1}\n    c\n",
        "  a: 1\nb: 2\n",
        "# x\n  a: 1\nb: 2\n",
        "# x\n- a\nb: 2\n",
        "# x\n\n# y\na: 1\n",
        "# x\n",
        "\na: 1\n",
        "{a: 1}\nb: 2\n",
        "-b: 1\na: 2\n",
        "a:\n- b\n- c\nd:\n- e\n",
        "a: |+\n  x\n\n\nb: |+\n  x\n\n\n",
        "a: |\n  x\n  - {b\nc: 1\n",
        "a: 1",
    ],
)
def test_what_cannot_be_told_apart_is_read_whole(text: str) -> None:
    reader = Reader()
    for before in ("", "a: 1\nb: 1\n", "a:\n  - {b: 1}\n  - {b: y'}\n  - {b: c}\n"):
        reader.read(before.encode())
        for data in (text.encode(), (text + "z: 1\n").encode(), ("code: x\n" + text).encode()):
            assert repr(reader.read(data)) == repr(quick.read(data))
            agrees(reader, data)


def test_a_file_too_long_to_be_safe_is_left_to_the_scanner() -> None:
    reader = Reader()
    assert reader.read(FIRST) is not None
    assert reader.read(FIRST + b"#" * (1 << 20) + b"\n") is None


def test_no_more_is_kept_than_a_bound(monkeypatch: pytest.MonkeyPatch, asked: list[bytes]) -> None:
    monkeypatch.setattr(bulk, "_MOST", 3)
    reader = Reader()
    assert [reader.read(FIRST) for _ in range(3)] == [quick.read(FIRST)] * 3
    assert asked == [FIRST] * 4


@slow
def test_the_sample_is_read_alike() -> None:
    reader = Reader()
    assert sum(agrees(reader, data) for data in SAMPLE) > 0.95 * len(SAMPLE)
    assert [reader.read(data) for data in SAMPLE] == [quick.read(data) for data in SAMPLE]


@slow
def test_odd_values_in_every_place_are_read_alike() -> None:
    # One reader for all of them: what one text taught it must not be taken for another's.
    reader = Reader()
    for shape in [*SHAPES, "a:\n  - {b: 1}\n  - {b: @}\n", "a:\n  - {b: @}\n  - {@: b}\nb: 1\n", "@: 1\na: 2\n"]:
        for value in PLAIN:
            agrees(reader, (shape.replace("@", value) + "\n" * (not shape.endswith("\n"))).encode())
    for text in WHOLE + FLOW_BLOCKS:
        for data in (text, "x: 1\n" + text, text + "z: 1\n", "a: 1\n" + text + "b: 1\n"):
            agrees(reader, data.encode())


@st.composite
def rows(draw: st.DrawFn) -> str:
    values = draw(st.lists(ODD, min_size=1, max_size=2))
    return (
        "  - {"
        + ", ".join(f"{key}: {value}" for key, value in zip("ab", values, strict=False))
        + draw(st.sampled_from(["}\n", "}\n", "} # c\n", "\n", ",\n"]))
    )


LISTS = st.lists(rows(), min_size=1, max_size=4).map(lambda lines: "items:\n" + "".join(lines))
PARTS = st.one_of(documents(), LISTS, st.sampled_from(WHOLE))


@slow
@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(PARTS, min_size=1, max_size=2).map("".join), min_size=2, max_size=3))
def test_generated_documents_are_read_alike(texts: list[str]) -> None:
    reader = Reader()
    for text in [*texts, *texts]:
        try:
            data = text.encode()
        except UnicodeEncodeError:
            continue
        agrees(reader, data)


@slow
@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SAMPLE), st.lists(st.tuples(st.integers(0, 10_000), ODD), min_size=1, max_size=2))
def test_spoilt_sample_files_are_read_as_each_alone(data: bytes, spots: list[tuple[int, str]]) -> None:
    reader = Reader()
    text = data.decode()
    for at, what in spots:
        text = mutated(text, at, what)
        reader.read(data)
        try:
            quickly = reader.read(text.encode())
        except UnicodeEncodeError:
            return
        if quickly is not None and quick.read(text.encode()) is not None:
            assert repr(quickly) == repr(quick.read(text.encode()))
