"""The canonical form: literal YAML in, literal text out; values and comments stay; writing it twice changes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yibenzhang.outputs.edit.form import EditError, Order, canonical, header
from yibenzhang.sources import document, tree
from yibenzhang.sources.layout import Kind, Layout, is_document
from yibenzhang.sources.schema import default_schemas

ROOT = Path(__file__).resolve().parents[1]
CATALOG = Order(default_schemas().by_kind[Kind.CATALOG])
SAMPLE = sorted(path for path in tree.of_folder(ROOT).files if is_document(path))
FORMS = {
    "key order": ("name: 甲\ncode: 1/2\nother: x\nkind: 部门\n", "code: 1/2\nname: 甲\nkind: 部门\nother: x\n"),
    "indentation": (
        "share:\n      methods:\n      - 甲\n      -   乙\n      type: x\n",
        "share:\n  type: x\n  methods:\n    - 甲\n    - 乙\n",
    ),
    "brackets stay": (
        "items: [ {type: C,name: 甲} , {name: 乙}]\nresources:\n- {id: a}\n- id: b\n  name: c\n",
        "items: [{name: 甲, type: C}, {name: 乙}]\nresources:\n  - {id: a}\n  - id: b\n    name: c\n",
    ),
    "quotes that go": (
        "name: \"甲\"\nsummary: '乙: no'\nkeywords: ['no', \"2026-01-01\", '12:30', 'a,b', \"x\"]\n",
        'name: 甲\nsummary: "乙: no"\nkeywords: [no, 2026-01-01, 12:30, "a,b", x]\n',
    ),
    "quotes that stay": (
        "keywords: ['18', \"true\", '', 'null', \"~\", '0123', '1.5', '# x', 'a: b', \"- x\", '[', 'PDF：x', '－x']\n",
        'keywords: ["18", "true", "", "null", "~", "0123", "1.5", "# x", "a: b", "- x", "[", "PDF：x", "－x"]\n',
    ),
    "quotes that come": ("keywords: [0123, null, 1.5, True]\n", 'keywords: ["0123", "null", "1.5", "True"]\n'),
    "quotes in quotes": (
        'name: \'说"好"、\'\nsummary: "a\\\\b: c"\nspatial: "它\'的: \\"x\\""\n',
        'name: 说"好"、\nsummary: \'a\\b: c\'\nspatial: "它\'的: \\"x\\""\n',
    ),
    "numbers and nothing": (
        "level: 3\nshare: {agreement: true, type: }\nspatial:\n",
        "level: 3\nspatial:\nshare: {type: , agreement: true}\n",
    ),
    "nothing is folded": (f"summary: {'长 ' * 200}尾\nname: 一\n  二\n", f"name: 一 二\nsummary: {'长 ' * 200}尾\n"),
    "text kept line by line": (
        "summary: |\n    一\n    二\nname: >-\n  三\n  四\nspatial: >\n  五\n\n  六\n",
        "name: 三 四\nsummary: |\n  一\n  二\nspatial: |\n  五\n  六\n",
    ),
    "comments": (
        "# 文件说明\n\n\n# 名称\nname: 甲   # 旁注\n# 代码\n# 又一行\ncode: x\n# 尾注\n",
        "# 代码\n# 又一行\ncode: x\n# 文件说明\n\n# 名称\nname: 甲  # 旁注\n# 尾注\n",
    ),
    "comments in blocks": (
        "share: # 共享\n    # 方式\n    methods: [a]   # m\n    # 类型\n    type: x\n    # basis: []\n# 状态\nstatus: 在用\n",
        "share:  # 共享\n  # 类型\n  type: x\n  # 方式\n  methods: [a]  # m\n  # basis: []\n# 状态\nstatus: 在用\n",
    ),
    "comments in lists": (
        "items:\n# 一\n- {name: a} # 甲\n\n# 二\n- name: b # 乙\n  # 三\n  type: C\n  # 四\n  # 五\n",
        "items:\n  # 一\n  - {name: a}  # 甲\n\n  # 二\n  - name: b  # 乙\n    # 三\n    type: C\n    # 四\n    # 五\n",
    ),
    "comments in brackets": (
        "items: [ # 一\n  {name: a}, # 二\n  # 三\n  {name: b}\n] # 四\nstatus: x\n",
        "# 二\n# 三\n# 四\nitems: [{name: a}, {name: b}]  # 一\nstatus: x\n",
    ),
    "comments under an empty field": (
        "share:\n  type:\n  # 条件\n  # condition: {}\nitems:\n  # - {name: x}\nstatus: x\n",
        "share:\n  type:\n  # 条件\n  # condition: {}\nitems:\n  # - {name: x}\nstatus: x\n",
    ),
    "comment beside a block of text": (
        "summary: |  # 旁\n  一\n  # 不是注释\nname: 甲\n",
        "name: 甲\nsummary: |  # 旁\n  一\n  # 不是注释\n",
    ),
    "number sign in text": ('name: a#b\nsummary: "x # y" # z\n', 'name: a#b\nsummary: "x # y"  # z\n'),
    "a document in brackets": ("{name: 甲, code: x}\n", "code: x\nname: 甲\n"),
    "document marks": ("---\nname: 甲\n...\n", "name: 甲\n"),
    "line ends": ("name: 甲\r\n# 注\r\nkind: 部门", "name: 甲\n# 注\nkind: 部门\n"),
    "dash and entry apart": ("items:\n-\n  # 一\n  name: a\n", "items:\n  # 一\n  - name: a\n"),
    "lists in lists": ("keywords:\n- - a\n  - b\n-\n", "keywords:\n  -   - a\n      - b\n  -\n"),
    "emoji": ('name: "😀"\nsummary: "a\\tb\\u00a0"\n', 'name: 😀\nsummary: "a\\tb\xa0"\n'),
}


def values(text: str) -> str:
    return json.dumps(document.read("x", text.encode()).values, sort_keys=True)


@pytest.mark.parametrize("name", FORMS)
def test_form(name: str) -> None:
    before, after = FORMS[name]
    assert canonical(before.replace("\r\n", "\n"), CATALOG) == after
    assert canonical(after, CATALOG) == after


# Traced, it would take three times as long; other tests cover the same lines.
@pytest.mark.no_cover
@pytest.mark.parametrize("path", SAMPLE)
def test_sample_is_canonical(path: str) -> None:
    kind = Layout(SAMPLE).classify(path)[0]
    assert kind is not None
    text = (ROOT / path).read_text(encoding="utf-8")
    assert canonical(text, Order(default_schemas().by_kind[kind]), header(path, kind)) == text


@pytest.mark.parametrize(
    "text", ["a: 1\na: 2\n", "a: &x 1\n", "\ta: 1\n", "a: [\n", "", "- a\n", "a：1\n", "a: 1\n---\nb: 2\n"]
)
def test_texts_with_traps_are_left_alone(text: str) -> None:
    with pytest.raises(EditError):
        canonical(text, CATALOG)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "# yaml-language-server: $schema=../../schema/catalog.schema.json\n"),
        (
            "# yaml-language-server: $schema=../schema/catalog.schema.json\n",
            "# yaml-language-server: $schema=../../schema/catalog.schema.json\n",
        ),
        (
            "# 说明\n#yaml-language-server: $schema=../../schema/catalog.schema.json\n",
            "# yaml-language-server: $schema=../../schema/catalog.schema.json\n# 说明\n",
        ),
        (
            "# yaml-language-server: $schema=https://example.org/x.json\n",
            "# yaml-language-server: $schema=https://example.org/x.json\n",
        ),
    ],
)
def test_header(before: str, after: str) -> None:
    head = header("catalogs/民政局/甲.yml", Kind.CATALOG)
    assert canonical(f"{before}name: 甲\n", CATALOG, head) == f"{after}name: 甲\n"


def test_without_a_schema_of_its_own_the_header_stays() -> None:
    text = "# yaml-language-server: $schema=../x/schema/catalog.schema.json\nname: 甲\n"
    assert canonical(text, CATALOG) == text


def test_changes_are_made_and_sorted_in() -> None:
    text = "name: 甲\n# 状态\nstatus: 在用  # 旁\n"
    changes = {("status",): "已下架", ("retired",): {"date": "2026-01-01", "reason": "不再产生: 无"}, ("code",): "1"}
    assert canonical(text, CATALOG, changes=changes) == (
        'code: "1"\nname: 甲\n# 状态\nstatus: 已下架  # 旁\nretired: {date: 2026-01-01, reason: "不再产生: 无"}\n'
    )


KNOWN = ["code", "name", "share", "type", "items", "status", "methods", "summary", "temporal", "from"]
KEYS = st.sampled_from(KNOWN) | st.text("甲乙ab1 :#-？", min_size=1, max_size=5)
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\ufeff\ufffe\uffff"),
    max_size=12,
)
ODD = st.sampled_from(["no", "true", "0123", "1e3", "null", "~", "", " x", "x ", "a: b", "- a", "a #b", "'", '"', "a\nb", "a\n", "\n", "[x", "%a", "@", "`", "!x", "&a", "*b", "|", ">", "?", "－x", "name：x", "<<", "---", "a\tb", "a\\b", "=", ".", "12:30"])  # fmt: skip
LEAVES = WORDS | ODD | st.integers(-(10**17), 10**17) | st.booleans() | st.none()
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=20
)


def spell(value: object, indent: int, draw: st.DrawFn, flow: bool = False) -> str:
    """Write a value the way people do: brackets or lines, plain where it can be, comments and empty lines between."""
    remark = draw(st.sampled_from(["", "", "", " # 旁注"])) if not flow else ""
    if isinstance(value, (dict, list)) and value and not flow and draw(st.booleans()):
        pad = " " * (indent + draw(st.sampled_from([1, 2, 4])))
        lines = [remark]
        for entry in value.items() if isinstance(value, dict) else value:
            lines += draw(
                st.lists(st.sampled_from(["", f"{pad}# 注释一", f"{pad}#注释二", "# 浅", f"{pad}   # 深"]), max_size=2)
            )
            if isinstance(entry, tuple):
                lines.append(f"{pad}{json.dumps(entry[0])}:{spell(entry[1], len(pad), draw)}")
            else:
                lines.append(f"{pad}-{spell(entry, len(pad), draw)}")
        return "\n".join(lines)
    if isinstance(value, dict):
        inner = ", ".join(f"{json.dumps(k)}: {spell(v, 0, draw, True).strip()}" for k, v in value.items())
        return f" {{{inner}}}{remark}"
    if isinstance(value, list):
        return f" [{', '.join(spell(v, 0, draw, True).strip() or '~~' for v in value)}]{remark}"
    if value is None:
        return remark
    if isinstance(value, str) and value.isalnum() and draw(st.booleans()):
        return f" {value}{remark}"
    return f" {json.dumps(value, ensure_ascii=draw(st.booleans()))}{remark}"


@st.composite
def documents(draw: st.DrawFn) -> str:
    content = draw(st.dictionaries(KEYS, VALUES, min_size=1, max_size=6))
    lines = []
    for key, value in content.items():
        lines += draw(st.lists(st.sampled_from(["", "# 一", "#二", "   # 三"]), max_size=3))
        lines.append(f"{json.dumps(key)}:{spell(value, 0, draw)}")
    return "\n".join([*lines, *draw(st.lists(st.sampled_from(["", "# 末", "  # 末二"]), max_size=2))]) + "\n"


# Traced, it would take three times as long; other tests cover the same lines.
@pytest.mark.no_cover
@settings(max_examples=100, deadline=None)
@given(documents())
def test_values_and_comments_stay_and_twice_is_once(text: str) -> None:
    read = document.read("x", text.encode())
    if read.traps:
        return
    # Never EditError: that is the net, and nothing may fall into it.
    once = canonical(text, CATALOG)
    assert values(once) == values(text)
    assert canonical(once, CATALOG) == once
    assert not document.read("x", once.encode()).traps
    for word in ("注释一", "注释二", "旁注", "浅", "深", "一", "二", "三", "末"):
        assert text.count(f"# {word}") + text.count(f"#{word}") <= once.count(word)
