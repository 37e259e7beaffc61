"""The YAML reader: what stands in a file, where, and what is wrong with the text itself."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yibenzhang.sources import document, syntax
from yibenzhang.sources.document import MAX_TRAPS

COLON = "改成半角冒号加一个空格“: ”；确是文字时加双引号"
DASH = ("列表的短横是全角“－”", "改成半角短横加一个空格“- ”")
QUOTE = "把整个值用双引号括起来"
SAVE = "在编辑器里另存为 UTF-8 编码"
NO_WORD = ("字段名不是文字", "字段名写成一个词，如 name")
NO_FIELDS = ("文件最外层不是“字段: 值”的形式", "每行写成“字段名: 值”，冒号用半角，冒号后空一格")
EMPTY = (1, 1, "文件是空的", "填写内容；误清空的用 git checkout HEAD -- 路径 恢复（目录不能直接删除，只能下架）")
DEEP = ("嵌套超过 20 层", "目录最多四五层：检查括号是否配对、缩进是否多了")
INDENT = ("缩进用了制表符（Tab）", "改成空格，每层两个")
TAB = ("用了制表符（Tab）", "改成空格")
ESCAPE = ("双引号里的反斜杠 \\ 被当作转义", "改用单引号，或把 \\ 写成 \\\\")
ALIAS = ("值以 * 开头，被当作 YAML 引用", QUOTE)
TAGGED = ("值以 ! 开头，被当作 YAML 标签", QUOTE)
BLOCK = ("“|”或“>”后面只能换行，文字从下一行写起", "文字移到下一行并缩进；值确实以 | 或 > 开头时加双引号")
MERGE = ("用了 YAML 合并键 <<", "把合并进来的字段逐个写出来")
CONTENT = ("括号里这个位置没有内容", "补上内容，或删去多余的逗号")
ALIGN = (
    "这一行的缩进与上面的字段对不齐，或引号后面多了内容",
    "同一层的字段左边对齐；值里有引号时整个值再用单引号括起来",
)
EXTRA_COLON = ("这一行多了一个“: ”，或上一行缩进、引号不对", "值里含有“: ”时，把整个值用双引号括起来")
NO_COLON = (
    "这一行缺少“: ”（半角冒号加空格）",
    "写成“字段名: 值”；如果是上一行的续行，把整段文字用双引号括起来",
)
BRACKET = (
    "花括号或方括号里少了逗号，或没有配对",
    "各项之间用半角逗号隔开，最后补上 } 或 ]；值里含逗号、括号时加双引号",
)
OPEN_QUOTE = ("引号没有配对，一直到文件末尾", "在值的末尾补上引号")


def wide(key: str) -> tuple[str, str]:
    return f"“{key}”后面的冒号是全角“：”", COLON


def twice(key: str, line: int) -> tuple[str, str]:
    return f"字段 {key} 写了两次（第一次在第 {line} 行）", "留下对的一个，删去另一个"


def anchor(name: str) -> tuple[str, str]:
    return f"用了 YAML 锚点 &{name}", f"删去 &{name}；重复的内容在每处写全"


def alias(name: str) -> tuple[str, str]:
    return f"用了 YAML 引用 *{name}", "把引用处的内容原样写出来"


def tag(name: str) -> tuple[str, str]:
    return f"用了 YAML 标签 {name}", f"删去 {name}；数字要当文字时加双引号"


def begins(character: str) -> tuple[str, str]:
    return f"值以“{character}”开头", QUOTE


def unseen(code: str) -> tuple[str, str]:
    return f"有看不见的控制字符 U+{code}", "删去这个字符"


def read(text: str | bytes) -> document.Document:
    return document.read("x.yml", text if isinstance(text, bytes) else text.encode())


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"), ("on", "on"), ("yes", "yes"), ("Off", "Off"), ("y", "y"), ("null", "null"), ("~", "~"), ("True", "True"),
        ("true", True), ("false", False), ("0123", "0123"), ("00", "00"), ("12:30", "12:30"), ("1.5", "1.5"), (".5", ".5"), ("1e3", "1e3"),
        ("+5", "+5"), ("-5", -5), ("-0", "-0"), ("0", 0), ("7", 7), ("0x1F", "0x1F"), ("1_000", "1_000"), ("2024-01-01", "2024-01-01"),
        ("2024-01-01T08:00:00Z", "2024-01-01T08:00:00Z"), ("9" * 18, int("9" * 18)), ("-" + "9" * 18, -int("9" * 18)), ("9" * 19, "9" * 19),
        ("", None), ("''", ""), ('""', ""), ("'5'", "5"), ('"5"', "5"), ("'true'", "true"), (".inf", ".inf"), ("１２", "１２"), ("=", "="), ("三-1", "三-1"),
        ("姓名 # 注", "姓名"), ("a#b", "a#b"), ("|\n  5\n", "5\n"), (">-\n  true\n", "true"), ("x\n  y", "x y"), ("'a''b'", "a'b"), ('"a\\\\b"', "a\\b"),
    ],
)  # fmt: skip
def test_scalars(written: str, value: Any) -> None:
    found = read(f"a: {written}\n")
    assert repr(found.values) == repr({"a": value})
    assert found.traps == []
    assert repr(read(f"a:\n  - {written}\n").values) == repr({"a": [value]}) or "\n" in written


def test_places_of_every_key_and_element() -> None:
    found = read(
        "code: 1\nshare:\n  type: x\n  methods: [甲, 乙]\nitems:\n  - {name: 名, type: C}\n  - name: b\n    type: N\n- x\n"
    )
    assert found.traps[0][:2] == (9, 1)
    found = read(
        "code: 1\nshare:\n  type: x\n  methods: [甲, 乙]\nitems:\n  - {name: 名, type: C}\n  - name: b\n    type: N\n"
    )
    assert found.spots == {
        (): (1, 1), ("code",): (1, 1), ("share",): (2, 1), ("share", "type"): (3, 3), ("share", "methods"): (4, 3),
        ("share", "methods", 0): (4, 13), ("share", "methods", 1): (4, 16), ("items",): (5, 1), ("items", 0): (6, 5),
        ("items", 0, "name"): (6, 6), ("items", 0, "type"): (6, 15), ("items", 1): (7, 5), ("items", 1, "name"): (7, 5),
        ("items", 1, "type"): (8, 5),
    }  # fmt: skip
    assert found.locate(("items", 1, "length")) == (7, 5)
    assert found.locate(("absent", "deep")) == (1, 1)
    assert found.locate(()) == (1, 1)
    assert document.read("x.yml", b"\x80").locate(("a",)) == (1, 1)


TRAPS: list[tuple[str | bytes, Any, list[tuple[Any, ...]]]] = [
    # two equal keys
    ("a: 1\na: 2\n", {"a": 1}, [(2, 1, *twice("a", 1))]),
    ("a:\na: 2\n", {"a": None}, [(2, 1, *twice("a", 1))]),
    ("a:\n  b: 1\n  b: 2\n  c: 3\n", {"a": {"b": 1, "c": 3}}, [(3, 3, *twice("b", 2))]),
    ("a: {b: 1, b: 2}\n", {"a": {"b": 1}}, [(1, 11, *twice("b", 1))]),
    ("a:\n  x: 1\na:\n  y: 2\n  y: 3\nb: 3\n", {"a": {"x": 1}, "b": 3}, [(3, 1, *twice("a", 1)), (5, 3, *twice("y", 4))]),
    ("a: 1\n'a': 2\n", {"a": 1}, [(2, 1, *twice("a", 1))]),
    # tabs
    ("a:\n\tb: 1\n", {"a": {"b": 1}}, [(2, 1, *INDENT)]),
    ("a:\n  b:\n \t c: 1\n\n", {"a": {"b": {"c": 1}}}, [(3, 2, *INDENT)]),
    ("a: 1\n\tb: 2\n", {"a": "1 b"}, [(2, 1, *INDENT)]),
    ("a:\tb\n", {"a": "b"}, [(1, 3, *TAB)]),
    ("a:\n  - b:\tc\n", {"a": [{"b": "c"}]}, [(2, 7, *TAB)]),
    ("a:\n  -\tb\n", {"a": ["b"]}, [(2, 4, *TAB)]),
    ("a:\n\tname：x\n", {"a": {"name": "x"}}, [(2, 1, *INDENT), (2, 2, *wide("name"))]),
    ("a: |\n  x\n\ty\nb: 1\n", {"a": "x\ny\n", "b": 1}, [(3, 1, *INDENT)]),
    ("a: |\n  x\n  \ty\nb:\t1\n", {"a": "x\n\ty\n", "b": 1}, [(4, 3, *TAB)]),
    ("a: 'x\n\ty'\nb: 'p:\tq'\nc: 1 # d:\te\n", {"a": "x y", "b": "p:\tq", "c": 1}, []),
    ("a: x\n\t\n  y\n", {"a": "x\ny"}, [(2, 1, *INDENT)]),
    ("a: 1\n\t\nb: 2\n", {"a": 1, "b": 2}, [(2, 1, *INDENT)]),
    # anchors, aliases, tags, merge keys
    ("a: &x 1\nb: *x\n", {"a": 1, "b": None}, [(1, 4, *anchor("x")), (2, 4, *alias("x"))]),
    ("a: &x {c: 1}\nb:\n  <<: *x\n  d: 2\n", {"a": {"c": 1}, "b": {"d": 2}}, [(1, 4, *anchor("x")), (3, 3, *MERGE), (3, 7, *alias("x"))]),
    ("<<: {a: {x: 1}}\nb: 2\n", {"b": 2}, [(1, 1, *MERGE)]),
    ("'<<': 1\n", {"<<": 1}, []),
    ("&k a: 1\n", {"a": 1}, [(1, 1, *anchor("k"))]),
    ("&r\na: 1\n", {"a": 1}, [(1, 1, *anchor("r"))]),
    ("*x : 1\n", {}, [(1, 1, *alias("x"))]),
    ("a: !!str 5\n", {"a": "5"}, [(1, 4, *tag("!!str"))]),
    ("a: !x 5\n", {"a": 5}, [(1, 4, *tag("!x"))]),
    ("a: !<tag:x> [1]\n", {"a": [1]}, [(1, 4, *tag("tag:x"))]),
    ("a: !!python/object/apply:os.system [ls]\n", {"a": ["ls"]}, [(1, 4, *tag("!!python/object/apply:os.system"))]),
    ("!!map {a: 1}\n", {"a": 1}, [(1, 1, *tag("!!map"))]),
    # documents
    ("a: 1\n---\nb: 2\n", {"a": 1}, [(2, 1, "文件里用 --- 分出了多个文档", "一个文件只写一个目录：删去 ---，或拆成几个文件")]),
    ("---\na: 1\n...\n", {"a": 1}, []),
    ("%YAML 1.1\n---\na: 1\n", {"a": 1}, []),
    ("--- a\n--- b\n", None, [(2, 1, "文件里用 --- 分出了多个文档", "一个文件只写一个目录：删去 ---，或拆成几个文件")]),
    ("", None, [EMPTY]),
    ("\n\n", None, [EMPTY]),
    ("# 只有注释\n", None, [EMPTY]),
    ("---\n", None, [EMPTY]),
    ("x", None, [(1, 1, *NO_FIELDS)]),
    ("- a\n- b\n", None, [(1, 1, *NO_FIELDS)]),
    # encodings
    (b"\xef\xbb\xbfa: 1\n", {"a": 1}, [(1, 1, "文件开头有 BOM 标记", "另存为“UTF-8”（不要选“带 BOM 的 UTF-8”）")]),
    ("code: 1\nname: 民政局\n".encode("gb18030"), {"code": 1, "name": "民政局"}, [(2, 1, "文件不是 UTF-8 编码，像是 GB18030（GBK，记事本的“ANSI”）", SAVE)]),
    ("name: 民政局\r\n".encode("utf-16"), {"name": "民政局"}, [(1, 1, "文件不是 UTF-8 编码，像是 UTF-16（记事本的“Unicode”）", SAVE)]),
    ("name: abc民政局\n".encode("utf-16-le"), {"name": "abc民政局"}, [(1, 1, "文件不是 UTF-8 编码，像是 UTF-16（记事本的“Unicode”）", SAVE)]),
    ("name: abc民政局\n".encode("utf-16-be"), {"name": "abc民政局"}, [(1, 1, "文件不是 UTF-8 编码，像是 UTF-16（记事本的“Unicode”）", SAVE)]),
    (b"\xff\xfea", None, [(1, 1, "文件不是 UTF-8 编码的文字", SAVE)]),
    (b"a: 1\n\xff\xff\x80", None, [(2, 1, "文件不是 UTF-8 编码的文字", SAVE)]),
    ("a: 城乡居民最低生活保障人员\nb: 名".encode()[:-1] + b"\nc: 1\n", {"a": "城乡居民最低生活保障人员", "b": "\ufffd", "c": 1},
     [(2, 4, "有乱码：这里的字节不是 UTF-8 文字", "把乱码处重新写对，存为 UTF-8 编码")]),
    (b"PK\x03\x04\x14\x00", None, [(1, 1, "文件是 Excel、Word、PDF 或压缩文件，不是文字", "用记事本一类的编辑器写成文字文件")]),
    ("a: 1\r\nb:\r\n  - x\r\n", {"a": 1, "b": ["x"]}, []),
    ("a: 1\rb: 2\r", {"a": 1, "b": 2}, []),
    # characters nobody sees
    ("a: 1\nb: x\x01y\n", {"a": 1, "b": "x y"}, [(2, 5, *unseen("0001"))]),
    ("a: x\x85y\nb: 1\n", {"a": "x y", "b": 1}, [(1, 5, *unseen("0085"))]),
    ("a: x\u2028y\n", {"a": "x y"}, [(1, 5, *unseen("2028"))]),
    ("a: 1\n\ufeffb: 2\n", {"a": 1, "b": 2}, [(2, 1, *unseen("FEFF"))]),
    ('a: "\\x00"\n', {"a": " "}, [(1, 4, "双引号里用转义写了控制字符（U+0000）", "删去这个转义")]),
    ('a: "\\e[31m"\n', {"a": " [31m"}, [(1, 4, "双引号里用转义写了控制字符（U+001B）", "删去这个转义")]),
    # full-width marks
    ("code: 1\nname：姓名\n", {"code": 1, "name": "姓名"}, [(2, 1, *wide("name"))]),
    ("name：姓名\ncode：1\n", {"name": "姓名", "code": 1}, [(1, 1, *wide("name")), (2, 1, *wide("code"))]),
    ("a:\n  name：姓名\n  type：C\nb: 1\n", {"a": {"name": "姓名", "type": "C"}, "b": 1}, [(2, 3, *wide("name")), (3, 3, *wide("type"))]),
    ("a:\n  - name：姓名\n    b: 1\n  - name：年龄\n", {"a": [{"name": "姓名", "b": 1}, {"name": "年龄"}]}, [(2, 5, *wide("name")), (4, 5, *wide("name"))]),
    ("a:\n  - name：姓名\n", {"a": [{"name": "姓名"}]}, [(2, 5, *wide("name"))]),
    ("a: {name：姓名, b: 1}\n", {"a": {"name": "姓名", "b": 1}}, [(1, 5, *wide("name"))]),
    ("a: {name ：5}\n", {"a": {"name": 5}}, [(1, 5, *wide("name"))]),
    ("name：\n  b: 1\n", {"name": {"b": 1}}, [(1, 1, *wide("name"))]),
    ("a: name：x\nb:\n  - PDF：文件\nc: [name：x]\nd: 'name：x'\n", {"a": "name：x", "b": ["PDF：文件"], "c": ["name：x"], "d": "name：x"}, []),
    ("a: |\n  name：x\n  －y\nb\n", {"a": "name：x\n－y\n"}, [(4, 1, *NO_COLON)]),
    ("a: 1\n\t# b\nc: 2\n", {"a": 1, "c": 2}, [(2, 1, *INDENT)]),
    ("c：1\na: |\n  name：x\n", {"c": 1, "a": "name：x\n"}, [(1, 1, *wide("c"))]),
    ("a:\n－ x\n－ y\n", {"a": ["x", "y"]}, [(2, 1, *DASH), (3, 1, *DASH)]),
    ("a:\n  －x\n  － y\nb: 1\n", {"a": ["x", "y"], "b": 1}, [(2, 3, *DASH), (3, 3, *DASH)]),
    ("a:\n  ——破折号\nb: x－y\n", {"a": "——破折号", "b": "x－y"}, []),
    ("a:\n  －x: 'y\n  z'\n", {"a": [{"x": "y z"}]}, [(2, 3, *DASH)]),
    ("a:\n  name：x\n  'y\n", {"a": "name：x 'y"}, [(2, 3, *wide("name"))]),
    # keys that are no words
    ("1: a\ntrue: b\nnull: c\n", {"1": "a", "true": "b", "null": "c"}, []),
    ("? a\n: b\n", {"a": "b"}, []),
    ("? [a]\n: b\nc: 1\n", {"c": 1}, [(1, 3, *NO_WORD)]),
    ("{a: 1}: b\n", {}, [(1, 1, *NO_WORD)]),
    ("a: {{ x }}\n", {"a": {}}, [(1, 5, *NO_WORD)]),
    # depth
    ("a: " + "[" * 30 + "]" * 30 + "\n", None, [(1, 23, *DEEP)]),
    ("".join("  " * n + f"k{n}:\n" for n in range(30)), None, [(21, 41, *DEEP)]),
    ("[" * 1_000_000, None, [(1, 21, *DEEP)]),
    ("{" * 100_000, None, [(1, 2, *NO_WORD), (1, 21, *DEEP)]),
    # syntax
    ("a: 'x\n", {"a": None}, [(1, 4, *OPEN_QUOTE)]),
    ('a: 1\nb: "x\nc: 1\n', {"a": 1, "b": None}, [(2, 4, *OPEN_QUOTE)]),
    ("a: 'x\n---\nb: 1\n", {"a": None}, [(1, 4, "引号没有配对，后面又出现了 ---", "在值的末尾补上引号")]),
    ("a: [1, 2\nb: 1\n", {"a": [1, "2 b"]}, [(1, 4, *BRACKET)]),
    ("a: {x: 1\nb: 1\n", {"a": {"x": "1 b"}}, [(1, 4, *BRACKET)]),
    ("a: {b: 1}}\n", {"a": {"b": 1}}, [(1, 10, *ALIGN)]),
    ("a: b: c\n", {"a": "b"}, [(1, 5, *EXTRA_COLON)]),
    ("a: 1\n  b: 2\n", {"a": "1 b"}, [(2, 4, *EXTRA_COLON)]),
    ("a: 1\nb\nc: 2\n", {"a": 1}, [(2, 1, *NO_COLON)]),
    ("a:\n  - 1\n 2\n", {"a": [1]}, [(3, 2, *ALIGN)]),
    ("a:\n  - 1\n  b: 2\n", {"a": [1]}, [(3, 3, "列表里这一行没有以“- ”开头，或缩进不一致", "每一项以“- ”开头，并与上一项对齐")]),
    ("a: 'x'y\n", {"a": "x"}, [(1, 7, *ALIGN)]),
    ("a: @x\n", {"a": None}, [(1, 4, *begins("@"))]),
    ("a: `x\n", {"a": None}, [(1, 4, *begins("`"))]),
    ("a: %x\n", {"a": None}, [(1, 4, *begins("%"))]),
    ("a:\n  b: - \t- c\n", {"a": {"b": None}}, [(2, 6, "“- ”写在了不该写的位置", "列表另起一行写，每项前面“- ”；只是一个短横时加双引号")]),
    ("a:\n  - - \t-\tb\n", {"a": [[]]}, [(2, 7, "这里用了制表符（Tab）", "改成空格")]),
    ("%x: 1\n", None, [(1, 3, "这一行以 % 开头", QUOTE)]),
    ("a: *\n", {"a": None}, [(1, 4, *ALIAS)]),
    ("a: & x\n", {"a": None}, [(1, 4, "值以 & 开头，被当作 YAML 锚点", QUOTE)]),
    ("a: !<x\n", {"a": None}, [(1, 7, *TAGGED)]),
    ("a: !x!y 1\n", {"a": None}, [(1, 4, *TAGGED)]),
    ('a: "\\q"\n', {"a": None}, [(1, 5, *ESCAPE)]),
    ('a: "\\xg"\n', {"a": None}, [(1, 7, *ESCAPE)]),
    ('a: "\\ud800"\n', {"a": None}, [(1, 7, *ESCAPE)]),
    ("a: [,]\n", {"a": []}, [(1, 5, *CONTENT)]),
    ("a: ]\n", {"a": None}, [(1, 4, *CONTENT)]),
    ("a: |x\n", {"a": None}, [(1, 5, *BLOCK)]),
    ("a: 1\n: d\n", {"a": 1}, [(2, 1, *ALIGN)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "values", "said"), TRAPS, ids=[repr(text)[:40] for text, _, _ in TRAPS])
def test_traps(text: str | bytes, values: Any, said: list[tuple[Any, ...]]) -> None:
    found = read(text)
    assert [tuple(trap) for trap in found.traps] == said
    assert repr(found.values) == repr(values)


def test_a_bomb_of_aliases_stays_small() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    found = read("\n".join(lines))
    assert found.values["a39"] == [None, None, None]
    assert len(found.traps) == MAX_TRAPS
    assert found.traps[-1].message == f"还有 {40 + 39 * 3 - MAX_TRAPS + 1} 处这样的问题"


def test_what_was_not_read_to_its_end_says_so() -> None:
    assert not read("a: 'x\n").complete
    assert not read(b"\x80").complete
    assert not read("a: " + "[" * 30).complete
    assert read("a: 1\na: 2\n").complete
    assert read("name：x\n").complete


def test_large_files() -> None:
    assert read("a: " + "字" * 1_000_000).values == {"a": "字" * 1_000_000}
    assert read("字" * 1_000_000).traps[0][2:] == NO_FIELDS
    assert len(read("a: 1\n" + "\tb\n" * 15_000).traps) == MAX_TRAPS
    assert read("\n" * 100_000 + "a: 'x").traps[0][:2] == (100_001, 4)


def test_an_error_without_a_place_is_at_the_top() -> None:
    import yaml

    assert syntax.explain(yaml.YAMLError("?"), "a: 1") == (
        1, 1, "这一行不符合 YAML 的写法", "对照填报指南中的样例检查冒号、引号、括号和缩进"
    )  # fmt: skip


YAMLISH = st.text(alphabet="ab01：－—\t\r\n \n  :-'\"[]{},#|>&*!%@?~<\\\x00\x85\u2028\ufeff姓", max_size=60)


def holds(data: bytes) -> None:
    found = document.read("x.yml", data)
    assert found.values is None or isinstance(found.values, dict)
    assert found.values is not None or found.traps
    assert found.complete or found.traps
    lines = data.decode("utf-8", "replace").count("\n") + data.decode("utf-8", "replace").count("\r") + 1
    for trap in found.traps:
        assert 1 <= trap.line <= lines or b"\0" in data or data[:2] in (b"\xff\xfe", b"\xfe\xff")
        assert trap.column >= 1
        assert trap.message
        assert trap.fix


@settings(max_examples=300, deadline=None)
@given(YAMLISH)
def test_no_text_raises(text: str) -> None:
    holds(text.encode())


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.binary(max_size=80), st.text(max_size=80).map(lambda text: text.encode("utf-8", "ignore"))))
def test_no_bytes_raise(data: bytes) -> None:
    holds(data)
    holds(b"name: " + data)


LONE = ("引号没有配对，后面几行都被当作了它的内容", "在值的末尾补上引号，或删去开头的引号")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('code: 1\nsummary: "全区\noffice: 甲\nshare: {type: "x"}\n', (2, 10)),
        ("summary: '全区\noffice: '甲'\nlevel: 2\n", (1, 10)),
        ('items:\n  - {name: "甲, type: C}\n  - {name: "乙", type: C}\n', (2, 12)),
    ],
)
def test_a_quote_without_partner_is_named_where_it_begins(text: str, place: tuple[int, int]) -> None:
    assert document.read("x", text.encode()).traps == [(*place, *LONE)]


@pytest.mark.parametrize("text", ['a: "x" y\nb: 1\n', 'a: "x\n  y" z\nb: 1\n', 'a: "b"\nc: 1\nd: "x" y\n'])
def test_words_after_a_closed_quote_are_no_lone_quote(text: str) -> None:
    [trap] = document.read("x", text.encode()).traps
    assert trap.message.endswith("或引号后面多了内容")
