"""The fast reader says what the scanner-based reader says, or nothing."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from yibenzhang.sources import document, layout, quick
from yibenzhang.sources.layout import Kind
from yibenzhang.sources.schema import default_schemas

# Tracing thousands of readings would take minutes; other tests cover the same lines.
pytestmark = pytest.mark.no_cover

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = sorted((ROOT / "catalogs").rglob("*.yml"))


def acceptable(value: object, depth: int = 0) -> bool:
    """Whether a schema could accept a value: none allows null, fractions, deep nests or keys that are no text."""
    if depth > 20:
        return False
    if isinstance(value, dict):
        return all(isinstance(key, str) and acceptable(inner, depth + 1) for key, inner in value.items())
    if isinstance(value, list):
        return all(acceptable(inner, depth + 1) for inner in value)
    return isinstance(value, (str, int)) or (isinstance(value, float) and value.is_integer())


def agrees(text: str, data: bytes | None = None) -> bool:
    """Hold the two against each other; True when the fast reader answered."""
    data = text.encode() if data is None else data
    quickly = quick.read(data)
    if quickly is None or not acceptable(quickly):
        return False
    slowly = document.read("x.yml", data)
    assert not slowly.traps, (text, slowly.traps)
    assert repr(quickly) == repr(slowly.values), text
    return True


def test_no_schema_accepts_what_the_comparison_leaves_out() -> None:
    def types(schema: object) -> set[str]:
        if isinstance(schema, list):
            return set().union(*map(types, schema))
        if not isinstance(schema, dict):
            return set()
        own = schema.get("type")
        own = {own} if isinstance(own, str) else set(own) if isinstance(own, list) else set()
        return own.union(*map(types, schema.values()))

    for schema in default_schemas().by_kind.values():
        assert types(schema) <= {"object", "array", "string", "integer", "boolean"}


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_sample_is_read_alike(path: Path) -> None:
    agrees(path.name, path.read_bytes())


def test_nearly_all_of_the_sample_is_read_quickly() -> None:
    assert sum(quick.read(path.read_bytes()) is not None for path in SAMPLE) > 0.95 * len(SAMPLE)


PLAIN = [
    "no", "on", "yes", "off", "y", "N", "null", "Null", "NULL", "~", "None", "nil", "true", "false", "True", "FALSE", "tRue",
    "0", "-0", "+0", "00", "007", "0123", "-5", "-05", "+5", "--5", "5-", "1_000", "_1", "1_", "1,000", "0x1F", "0X1f", "0o17",
    "0b11", "1e3", "1E3", "1e+3", "1.", ".5", "1.5", "-.5", "+.5", "-1.5", "1.5.2", "1..2", "0.0", "12:30", "1:2:3", "190:20:30",
    ".inf", "-.inf", ".Inf", "+.INF", ".nan", ".NaN", "inf", "nan", "Infinity", "2024-01-01", "2024-1-1", "2024-01-01T10:00:00Z",
    "2024-01-01 10:00", "9" * 17, "9" * 18, "9" * 19, "-" + "9" * 18, "-" + "9" * 19, "1" * 40, "=", "-", "--", "---x", "...x", ".", "..",
    "a b", "a  b", "a#b", "a #b", "a:b", "a :b", "http://x/y", "a'b", 'a"b', "a, b", "a [b]", "a {b}", "a]b", "@x", "`x`", "%x", "!x",
    "&x", "*x", "?x", "? x", "|x", ">x", "<x", "<<", "=x", "/x", "$x", "^x", "(x)", "（x）", "“x”", "《x》", "、", "：x", "x：", "x：y",
    "姓名：y", "－x", "——x", "—x", "……", "，", "。", "　x", "x　", "\u00a0x", "x\u00a0y", "😀", "👨‍👩‍👧", "é", "e\u0301", "\u200bx", "x\u202ey", "x\x85y",
    "x\u2028y", "x\ty", "x\t", "\tx", "x\\y", "x\\n", "x ", "  x", "x # y", "x #", "#x", "'x'", '"x"', "''", '""', "'a''b'", "'a: b'", '"a\\tb"',
    "[]", "{}", "[a, b]", "[ a , b ]", "[a,b]", "[1, 2.5]", "{a: 1}", "{a: 1, b: 2}", "[a, ]", "[a,,b]", "[[a], [b]]", "[{a: 1}]", "{a: [1]}",
    "{a}", "{a: }", "[a: 1]", "[a, b", "{a: 1", "'x", '"x', "'x'y", "x'", "|", ">", "|-", ">+", "|2", "a - b", "- a", "-a", ":", ":x", "x:", "x: y",
    "307001/000001", "11232700MB0000001A", "A1", "1A", "1-2", "1/2", "1 2", "１２", "0％", "100%", "三-1", "-三", "0.5.", "1.e5", "1e", "e1", "0e0", "+1e5",
    "0_1", "0b", "0o", "0x", "+0x1", "-0x1", "1__0", "+.0", "-.0", "1.0e10", "12e03", "0.", "00.5", "01.5", "+1.5", "1.5_0", "1.5\u3000", "0x1F\u00a0", "007\u2003", "1e3\u1680", "1.5\u3000x", "1.5、", "TRUE", "Yes", "ON", "Off",
    "\x7fx", "x\x9by", "\ufeffx", "x\ufeff", "\ufffe", "x\x00", "\x1b[31m", "0 # 零", "5 ", "5\t", "true ", "true#", "true # x", "null # x",
    "0xg", "0o8", "0b2", "1:00", "1:0.5", "1:60", "0:0", "2024-01", "2024-13-45", "20240101", "1.2e3.4", "0777", "08", "09", "-00", "+00",
]  # fmt: skip
SHAPES = [
    "a: @\n", "a: @", "a:   @   \n", "a:\n  @\n", "a:\n  - @\n", "a:\n- @\n  \n- @\n", "a:\n  b: @\n  c: x\n", "@ : x\n", "@: x\nb: 1\n",
    "a: [@]\n", "a: [x, @]\n", "a: [@, x]\n", "a: {b: @}\n", "a: {b: @, c: d}\n", "a: {@: b}\n", "a: x\n  @\n", "a: x\n  @\nb: y\n", "a: |\n  @\n",
    "a: >\n  @\n  y\n", "a: |-\n  x\n  @\nb: 1\n", "# @\na: 1\n", "a: 1 # @\n", "a:\n  # @\n  b: 1\n", "a: '@'\n", 'a: "@"\n', "a: 'x\n  @'\n", 'a: "x @\n  y"\n',
    "- @\n", "@\n", "a:\n  - - @\n", "? @\n: x\n", "a: 1\n@\n", "@\na: 1\n", "a: x@y\n", "a: \n\n  @\n\n\nb: 1\n", "a:\n  - b: @\n    c: 1\n  - @\n",
]  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_odd_values_in_every_place_are_read_alike(shape: str) -> None:
    for value in PLAIN:
        agrees(shape.replace("@", value))


WHOLE = [
    "", "\n", "# x\n", "---\n", "---\na: 1\n", "a: 1\n---\nb: 2\n", "a: 1\n...\n", "a: 1\n--- \n", "a: 1\n---\n", "%YAML 1.2\n---\na: 1\n", "\ufeffa: 1\n", "a: 1\r\nb: 2\r\n",
    "a: 1\rb: 2\r", "a: 1\na: 2\n", "a: 1\n'a': 2\n", "a: {b: 1, b: 2}\n", "a:\n  b: 1\n  b: 1\n", "1: a\n'1': b\n", "true: a\n'true': b\n", "null: a\n'null': b\n", "a: &x 1\nb: *x\n",
    "a: &x {b: 1}\nc: {<<: *x}\n", "<<: {a: 1}\n", "a: !!str 1\n", "a: !x 1\n", "a: ! 1\n", "a:\tb\n", "a:\n\tb: 1\n", "a:\n  - b\n\t- c\n", "a\n", "[a]\n", "- a\n", "a: b: c\n", "a: 'b\n",
    "a: |\n  x\n\n   y\n  z\n\n", "a: |+\n  x\n\n\nb: 1\n", "a: >\n  x\n\n  y\n   z\n  w\n", "a: >-\n  x\n  y\n\n\n", "a: |2\n   x\n  y\n", "a: |\n", "a: |\nb: 1\n", "a: >\n\n\n  x\n", "a: |\n\n  x\n",
    "a: 'x\n\n  y'\n", 'a: "x\n\n  y"\n', 'a: "x \\\n  y"\n', "a: x\n\n  y\n", "a: x\n  y: z\n", "a:\n  x\n  y\n", "a:\n x\n  y\n   z\n", "a: [x,\n  y]\n", "a: [x\n, y]\n", "a: {x: 1,\n  y: 2}\n",
    "a: [\n  x, # c\n  y\n]\n", "a: {\n  x: 1 # c\n  ,y: 2}\n", "a:\n  - x\n\n  # c\n  - y\n", "a:\n# c\n  b: 1\n", "a: 1\n # c\nb: 2\n", "a:\n- b\n- c\nd: e\n", "a:\n- b: 1\n  c: 2\n-\n  d: 3\n", "a:\n-\n- b\n",
    "a:\nb:\n", "a: \nb: 1\n", "'a': 1\n\"b\": 2\n", "a b: 1\n", "a:b: 1\n", "a: b\n c: d\n", "? a\n? b\n", "? a\n: b\n", "{a: 1}\n", "{a: 1}\nb: 2\n", "{}\n", "[]\n", "a: {b: {c: {d: {e: 1}}}}\n", "a: [[[[1]]]]\n",
    "a: " + "[" * 30 + "]" * 30 + "\n", "".join("  " * i + f"k{i}:\n" for i in range(30)), "a: x\n\u2028b: 1\n", "a: x\x85b: 1\n", "name：x\n", "a: {name：x}\n", "a: [name：x]\n", "a:\n  name：x\n",
    "a:\n  name ：x\n", "a:\n  － x\n", "a:\n  - name：x\n", "a: x\nname：y\n", "a:\n  x\n  name：y\n", "a: 1 #x：y\n", "a:  x  \n", "a: x  #  y\n", "a: [1, 01, 1_0, 1.5, ~, null, yes]\n", "a: {b: ~, c: null}\n",
    "a:\n  - 'x'\n  - \"y\"\n  - z\n", "a: '#x'\n", "a: '- x'\n", "a: '：'\n", "a: ''''\n", "a: ' x '\n", "'': 1\n", "a: ?\n", "a: ,\n", "a: x,\n", "a: [?]\n", "a: [-]\n", "a: [:]\n", "a: [a:b]\n", "a: [a: b]\n",
    "a: {b:c}\n", "a: {b: c:d}\n", 'a: {"b":c}\n', 'a: ["b":c]\n', "a: {b, c}\n", "a: {b: 1, c}\n", "a: {? b}\n", "a: [b c, d e]\n", "a: [b #c\n  , d]\n", "a: 'b' #c\n", "a: 'b'#c\n", "a: [b]#c\n", "a: [b] #c\n", "a: |#c\n x\n",
    "a: | #c\n  x\n", "a: b\n#c\n  d\n", "a: b #c\n  d\n", "a:\n  b #c\n  d\n", "a:\n    - b\n    - c\nd: 1\n", "a:\n  - b\n - c\n", "a:\n  b: 1\n c: 2\n", "  a: 1\n  b: 2\n", " a: 1\nb: 2\n", "a: 1\n  \n", "a: 1\n  # x",
    "=: 1\n", "a: =\n", "a: x\n...\nb: 1\n", "--- a: 1\n", "--- {a: 1}\n", "---\n{a: 1}\n", "--- |\n x\n", "a: >1\n x\n", "a: |0\n x\n", "a: |9\n x\n", "a: |-2\n   x\n", "a: |2-\n   x\n",
]  # fmt: skip


FLOW_BLOCKS = [
    "a: {b: |x, c: d}\n",
    "a: {b: |\n x}\n",
    "a: {\n  b: >\n  c,\n d: e}\n",
    "a: {b: |-, c: d}\n",
    "a: [\n  |\n x]\n",
]


@pytest.mark.parametrize("text", WHOLE + FLOW_BLOCKS)
def test_tricky_documents_are_read_alike(text: str) -> None:
    agrees(text)
    agrees("x: 1\n" + text)
    agrees(text + "z: 1\n")


@pytest.mark.parametrize(
    "data", [b"\xff\xfea\x00", b"a: \x80\n", "a: 民政\n".encode("gb18030"), b"a: \xed\xa0\x80\n", b""]
)
def test_other_encodings_are_left_to_the_scanner(data: bytes) -> None:
    assert quick.read(data) is None


def test_a_value_below_its_full_width_dash_is_left_to_the_scanner() -> None:
    assert quick.read("a:\n  － x\n".encode()) is None
    assert quick.read("a: x－y\n".encode()) == {"a": "x－y"}


ODD = st.sampled_from(PLAIN)
CHARACTERS = st.text(
    alphabet=st.one_of(
        st.sampled_from(string.digits + "abeExXoO_+-.:, #'\"[]{}|>&*!%@`~?\\/=<\t"),
        st.sampled_from("姓名：；，。（）－—–“”《》　０１Ａ\u00a0\u200b\u2028\u2029\x85\ufeff😀é\x7f\x1b"),
        st.characters(codec="utf-8"),
    ),
    max_size=12,
)
WORDS = st.one_of(ODD, CHARACTERS)


@st.composite
def scalars(draw: st.DrawFn) -> str:
    word = draw(WORDS)
    match draw(st.integers(0, 5)):
        case 0:
            return "'" + word.replace("'", "''") + "'"
        case 1:
            return '"' + word + '"'
        case _:
            return word


@st.composite
def nodes(draw: st.DrawFn, indent: int, depth: int) -> str:
    """What follows a key or dash: an inline value or a block below it."""
    room = " " * indent
    match draw(st.integers(0, 9 if depth else 5)):
        case 0 | 1 | 2:
            comment = draw(st.sampled_from(["", "", "", " # 注", " ", "  #x"]))
            return " " + draw(scalars()) + comment + "\n"
        case 3:
            head = draw(st.sampled_from(["|", ">", "|-", ">-", "|+", ">+", "|2"]))
            lines = draw(st.lists(WORDS, min_size=1, max_size=3))
            return f" {head}\n" + "".join(f"{room}  {line}\n" for line in lines)
        case 4:
            lines = draw(st.lists(WORDS, min_size=1, max_size=3))
            return " " + f"\n{room}  ".join(lines) + "\n"
        case 5:
            inner = draw(st.lists(scalars(), max_size=3))
            if draw(st.booleans()):
                return " [" + ", ".join(inner) + "]\n"
            return " {" + ", ".join(f"{key}: {value}" for key, value in zip("abc", inner, strict=False)) + "}\n"
        case 6 | 7:
            count = draw(st.integers(1, 3))
            step = draw(st.sampled_from([0, 2]))
            return "\n" + "".join(
                " " * (indent + step) + "-" + draw(nodes(indent + step + 2, depth - 1)) for _ in range(count)
            )
        case _:
            keys = draw(st.lists(st.sampled_from(["a", "bc", "name", "d_e", "名"]), min_size=1, max_size=3))
            return "\n" + "".join(f"{room}  {key}:" + draw(nodes(indent + 2, depth - 1)) for key in keys)


@st.composite
def documents(draw: st.DrawFn) -> str:
    keys = draw(st.lists(st.one_of(st.sampled_from(["code", "name", "items", "x"]), ODD), min_size=1, max_size=4))
    return "".join(f"{key}:" + draw(nodes(0, 2)) for key in keys)


@settings(max_examples=180, deadline=None)
@given(documents())
@example("a: 0\n1: x\n")
def test_generated_documents_are_read_alike(text: str) -> None:
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return
    agrees(text, data)


@settings(max_examples=180, deadline=None)
@given(st.text(alphabet="ab01：:- \n'\"[]{},#|>－_.eE+", max_size=40))
def test_any_text_is_read_alike(text: str) -> None:
    agrees(text)


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_read_alike(data: bytes) -> None:
    agrees(repr(data), data)


def mutated(text: str, at: int, what: str) -> str:
    place = at % (len(text) + 1)
    return text[:place] + what + text[place + 1 :]


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(SAMPLE), st.lists(st.tuples(st.integers(0, 10_000), CHARACTERS | ODD), min_size=1, max_size=3))
def test_spoilt_sample_files_are_read_alike_when_the_schema_accepts(path: Path, spots: list[tuple[int, str]]) -> None:
    text = path.read_text("utf-8")
    for at, what in spots:
        text = mutated(text, at, what)
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return
    kind = layout.Layout([f"catalogs/{p.relative_to(ROOT / 'catalogs').as_posix()}" for p in SAMPLE]).classify(
        path.relative_to(ROOT).as_posix()
    )[0]
    assert isinstance(kind, Kind)
    quickly = quick.read(data)
    if quickly is not None and default_schemas().accepts(kind, quickly):
        agrees(text, data)
