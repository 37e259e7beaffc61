"""The schemas and vocabularies: well formed, documented, closed, and one finding for one fault."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
import yaml

from yibenzhang.sources import document, quick
from yibenzhang.sources.schema import default_files

SCHEMA = Path(__file__).parent.parent / "schema"
SCHEMAS = {
    path.name.removesuffix(".schema.json"): json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(SCHEMA.glob("*.schema.json"))
}
VOCABULARIES = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((SCHEMA / "vocabulary").glob("*.yml"))
}
KINDS = ["registry", "region", "department", "catalog", "base-items", "libraries", "demand", "objection"]

# A pattern ends so that a trailing newline is refused: Python's "$" alone would let it pass.
PATTERN_END = r"$(?!\n)"


def nodes(schema: Any) -> Iterator[dict]:
    """Every object anywhere in a schema, conditionals included."""
    if isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from nodes(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from nodes(value)


def declared(schema: dict, where: str = "") -> Iterator[tuple[str, dict]]:
    """The schemas that declare shape (path, schema): conditionals are left out."""
    yield where, schema
    for name, child in schema.get("$defs", {}).items():
        yield from declared(child, f"{where}/$defs/{name}")
    for name, child in schema.get("properties", {}).items():
        yield from declared(child, f"{where}/{name}")
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            yield from declared(schema[key], f"{where}/{key}")


def properties(kind: str) -> Iterator[tuple[str, dict, dict]]:
    """(path, property, the object that holds it)."""
    for where, schema in declared(SCHEMAS[kind]):
        for name, child in schema.get("properties", {}).items():
            yield f"{kind}{where}/{name}", child, schema


# --- form ----------------------------------------------------------------------------------


def test_every_kind_of_file_has_a_schema():
    assert sorted(SCHEMAS) == sorted(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_schema_is_valid_and_compiles(kind):
    schema = SCHEMAS[kind]
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema_rs.Draft202012Validator(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"https://yibenzhang.example/schema/{kind}.schema.json"
    assert schema["title"]
    assert schema["description"]
    assert all(node["$ref"].startswith("#/$defs/") for node in nodes(schema) if isinstance(node.get("$ref"), str))


@pytest.mark.parametrize("kind", KINDS)
def test_file_is_pretty_printed(kind):
    text = (SCHEMA / f"{kind}.schema.json").read_text(encoding="utf-8")
    assert text == json.dumps(SCHEMAS[kind], ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("kind", KINDS)
def test_every_definition_is_used(kind):
    used = {node["$ref"] for node in nodes(SCHEMAS[kind]) if isinstance(node.get("$ref"), str)}
    assert used == {f"#/$defs/{name}" for name in SCHEMAS[kind]["$defs"]}


@pytest.mark.parametrize("kind", KINDS)
def test_every_property_is_documented(kind):
    for where, child, _ in properties(kind):
        assert child.get("title"), where
        assert len(child["title"]) <= 14, where
        assert re.fullmatch(r"[\s\S]+例：[\s\S]+（来源：[^（）]+）", child.get("description", "")), where
        assert child.get("x-obligation") in {"M", "C", "W", "O"}, where


@pytest.mark.parametrize("kind", KINDS)
def test_mandatory_means_required(kind):
    for where, schema in declared(SCHEMAS[kind]):
        required = set(schema.get("required", ()))
        for entry in schema.get("allOf", ()):
            if "if" not in entry:
                required |= set(entry["required"])
        mandatory = {n for n, child in schema.get("properties", {}).items() if child["x-obligation"] == "M"}
        assert required == mandatory, f"{kind}{where}"


@pytest.mark.parametrize("kind", KINDS)
def test_every_object_is_closed(kind):
    for where, schema in declared(SCHEMAS[kind]):
        if "object" in schema.get("type", ()):
            closed = schema.get("additionalProperties")
            open_map = "properties" not in schema and isinstance(closed, dict)
            assert closed is False or open_map, f"{kind}{where}"


@pytest.mark.parametrize("kind", KINDS)
def test_patterns_read_the_same_everywhere(kind):
    for node in nodes(SCHEMAS[kind]):
        pattern = node.get("pattern")
        if isinstance(pattern, str):
            assert pattern.startswith("^"), pattern
            assert pattern.endswith(PATTERN_END), pattern
            assert not re.search(r"\\[dDwWbBAZz]", pattern), pattern
            for validator in (jsonschema.Draft202012Validator, jsonschema_rs.Draft202012Validator):
                assert not validator({"pattern": pattern}).is_valid("2024-03-14\n")


@pytest.mark.parametrize("kind", KINDS)
def test_every_rule_mark_is_complete(kind):
    for node in nodes(SCHEMAS[kind]):
        if "x-rule" in node:
            mark = node["x-rule"]
            assert set(mark) == {"id", "clause", "message", "fix"}, mark
            assert all(mark.values()), mark
            assert re.fullmatch("[A-Z][0-9]{3}", mark["id"]), mark
            assert re.fullmatch("S0-([1-9]|10)|S[123]|S4-[0-9.]+|R[0-9]+|GB?3?|实践|本", mark["clause"]), mark


@pytest.mark.parametrize("kind", KINDS)
def test_conditionals_carry_a_rule(kind):
    for node in nodes(SCHEMAS[kind]):
        if isinstance(node.get("allOf"), list):
            assert all("x-rule" in entry for entry in node["allOf"])


def test_item_is_the_same_in_catalog_and_base_items():
    def item(kind):
        return json.dumps(SCHEMAS[kind]["$defs"]["item"], ensure_ascii=False)

    assert item("catalog") == item("base-items")


def test_registry_keys_have_valid_defaults():
    schema = SCHEMAS["registry"]
    without = []
    for where, node in declared({**schema, "$defs": {}}):
        for name, child in node.get("properties", {}).items():
            if "default" not in child:
                without.append(f"{where}/{name}")
                continue
            check = {**child, "$defs": schema["$defs"]}
            assert jsonschema.Draft202012Validator(check).is_valid(child["default"]), name
    # Only a sample stands still; and disputes have no statutory limit: not counted unless written.
    assert without == ["/sample_day", "/deadlines/dispute"]


# --- vocabularies --------------------------------------------------------------------------


def marked() -> Iterator[tuple[str, dict]]:
    for kind in KINDS:
        for node in nodes(SCHEMAS[kind]):
            if isinstance(node.get("x-vocabulary"), str):
                yield kind, node


def test_enumerations_equal_their_vocabulary():
    for kind, node in marked():
        values = [entry["value"] for entry in VOCABULARIES[node["x-vocabulary"]]["values"]]
        assert node["enum"] == values, (kind, node["x-vocabulary"])


def test_every_enumeration_names_its_vocabulary():
    for kind in KINDS:
        for where, schema in declared(SCHEMAS[kind]):
            assert ("enum" in schema) == ("x-vocabulary" in schema), f"{kind}{where}"


def test_every_vocabulary_is_used():
    assert {node["x-vocabulary"] for _, node in marked()} == set(VOCABULARIES)


@pytest.mark.parametrize("name", sorted(VOCABULARIES))
def test_vocabulary_is_well_formed(name):
    vocabulary = VOCABULARIES[name]
    assert list(vocabulary) == ["title", "source", "values"]
    seen = set()
    for entry in vocabulary["values"]:
        assert list(entry) == [key for key in ("value", "note", "aliases") if key in entry], entry
        words = [entry["value"], *entry.get("aliases", ())]
        assert all(isinstance(alias, str) and alias == alias.strip() for alias in words[1:]), entry
        for word in words:
            key = str(word).casefold()
            assert key not in seen, f"{name}: {word} stands twice"
            seen.add(key)


def test_levels_are_whole_numbers():
    assert [entry["value"] for entry in VOCABULARIES["level"]["values"]] == [1, 2, 3, 4]


# --- faults --------------------------------------------------------------------------------

ITEM = {"name": "公民身份号码", "type": "C", "length": 18, "tier": "基础", "personal": True}
RESOURCE = {"id": "dibao_person", "name": "低保人员表", "type": "库表", "structure": "结构化", "mount": "库表对接"}
BASIS = {"title": "中华人民共和国民法典", "article": "第一千一百一十条", "rank": "法律"}
PERSON = {"name": "示例联系人甲", "phone": "0457-0000001", "mail": "liaison@mzj.example.cn"}
DUTY = {
    "id": "三-1",
    "key": "社会救助-低保",
    "clause": "三",
    "text": "拟订社会救助政策",
    "duty": "城乡居民最低生活保障",
}

VALID: dict[str, dict] = {
    "catalog": {
        "code": "307001/000001",
        "name": "城乡居民最低生活保障人员名单",
        "kind": "部门",
        "domain": "社会救助",
        "summary": "全区城乡低保在保人员的原始明细，含保障类别与金额，自2019年起按月更新。",
        "office": "社会救助科",
        "duties": ["三-1"],
        "systems": ["dibao"],
        "network": "政务外网",
        "level": 3,
        "update_cycle": "每月",
        "temporal": {"from": 2019, "to": "至今"},
        "share": {
            "type": "有条件共享",
            "condition": {"kind": "依申请共享", "text": "用于核验救助资格", "purposes": ["行政依据"]},
            "methods": ["信息核验接口", "批量库表交换"],
        },
        "open": {"type": "不予开放"},
        "items": [ITEM],
        "resources": [RESOURCE],
        "status": "在用",
    },
    "base-items": {"name": "城乡低保", "summary": "各县区共用的基础数据项", "items": [ITEM]},
    "department": {
        "name": "民政局",
        "slug": "mzj",
        "uscc": "11232700900001009U",
        "level": "市级",
        "division": "232700",
        "kind": "政府部门",
        "offices": ["社会救助科"],
        "liaison": PERSON,
        "code_prefixes": {"部门": "307001"},
        "duties": [DUTY],
        "systems": [{"id": "dibao", "name": "低保系统", "class": "省直", "network": "政务外网", "status": "在用"}],
    },
    "region": {"name": "呼玛县", "division": "232721", "authority": "营商环境建设监督局", "liaison": PERSON},
    "registry": {
        "name": "政务数据目录一本账",
        "authority": "营商环境建设监督局",
        "division": "232700",
        "host": {"kind": "gitea", "url": "https://git.example.cn/data/ybz"},
        "policy": {"severities": {"N103": "off"}},
        "campaigns": [{"name": "清理", "steps": [{"name": "梳理", "due": "2026-03-05", "measure": "全部列入"}]}],
        "waivers": [{"rule": "N103", "code": "307001/000001", "reason": "固定名称", "until": "2026-12-31"}],
        "changes": [{"date": "2025-08-01", "kind": "法规", "title": "政务数据共享条例施行"}],
    },
    "libraries": {
        "libraries": [
            {"name": "人口", "kind": "基础库", "lead": "公安局", "mode": "物理汇聚"},
            {"name": "安全生产", "kind": "主题库", "lead": "应急管理局", "mode": "逻辑接入"},
        ]
    },
    "demand": {
        "id": "2026-001",
        "title": "低保审核核验户籍信息",
        "provider": "公安局",
        "catalog": "303001/000001",
        "items": ["姓名", {"name": "迁入日期", "new": True}],
        "basis": "社会救助暂行办法第五十八条",
        "scene": "低保申请受理时核对户籍",
        "effect": ["减材料"],
        "method": "信息核验接口",
        "update_cycle": "每日",
        "applied_before": False,
        "submitted": "2026-01-08",
    },
    "objection": {
        "id": "2026-001",
        "kind": "数据质量投诉",
        "target": "303001/000001",
        "against": "公安局",
        "description": "抽查发现婚姻状况与登记档案不一致",
        "basis": "婚姻登记档案",
        "raised": "2026-02-03",
    },
}

DROP = object()


def edit(document: dict, changes: dict[str, Any]) -> dict:
    """A copy with dotted paths set, or removed where the value is DROP."""
    result = copy.deepcopy(document)
    for path, value in changes.items():
        *parents, last = [int(part) if part.isdecimal() else part for part in path.split(".")]
        target = result
        for part in parents:
            target = target[part]
        if value is DROP:
            del target[last]
        else:
            target[last] = copy.deepcopy(value)
    return result


SHAPE = {
    "type": "A001", "enum": "A002", "const": "A002", "required": "A003", "pattern": "A004", "format": "A004",
    "additionalProperties": "X905", "minLength": "A005", "maxLength": "A005", "minItems": "A005",
    "uniqueItems": "A005", "minimum": "A005", "maximum": "A005", "minProperties": "A005",
}  # fmt: skip


def rule(schema: dict, path: list) -> tuple[str, str]:
    """(rule id, message) of an error: the nearest enclosing x-rule, else the plain shape rule."""
    node: Any = schema
    found = SHAPE.get(path[-1], path[-1]), ""
    for part in path:
        while isinstance(node, dict) and part not in node and "$ref" in node:
            node = schema["$defs"][node["$ref"].removeprefix("#/$defs/")]
        if isinstance(node, dict) and part not in node:
            continue  # jsonschema leaves "if" and "$ref" out of a path, jsonschema-rs does not
        node = node[part]
        if isinstance(node, dict) and "x-rule" in node:
            found = node["x-rule"]["id"], node["x-rule"]["message"]
    return found


def findings(kind: str, document: dict) -> list[set[tuple[str, str, str]]]:
    """{(rule, message, place)} as each of the two libraries sees it."""
    schema = SCHEMAS[kind]
    slow = jsonschema.Draft202012Validator(schema).iter_errors(document)
    fast = jsonschema_rs.Draft202012Validator(schema).iter_errors(document)
    seen = [
        [(list(e.absolute_schema_path), list(e.absolute_path)) for e in slow],
        [(list(e.schema_path), list(e.instance_path)) for e in fast],
    ]
    return [{(*rule(schema, path), ".".join(map(str, place))) for path, place in errors} for errors in seen]


REFUSED = {"share": {"type": "不予共享", "reason": "收养当事人要求保守收养秘密", "basis": [BASIS]}}
BY_LAW = {"share.condition.kind": "依法律法规要求共享"}
AGREED = {"reply": {"result": "同意", "date": "2026-01-15"}}
REJECTED = {"result": "不同意", "date": "2026-01-15", "reason": "不掌握", "reject_kind": "该数据不在本部门"}
RETIRED = {"date": "2025-05-06", "reason": "职责已移交"}

ACCEPTED = [
    *((kind, {}) for kind in KINDS),
    ("catalog", REFUSED),
    ("catalog", {"share": {"type": "无条件共享", "methods": ["信息查询接口"]}}),
    ("catalog", {**BY_LAW, "share.basis": [BASIS]}),
    ("catalog", {"systems": "暂无系统"}),
    ("catalog", {"domain": "其他", "domain_note": "民族宗教"}),
    ("catalog", {"update_cycle": "其他", "update_cycle_note": "每三年"}),
    ("catalog", {"kind": "主题", "lead": "营商环境建设监督局", "libraries": ["市场监管"], "duties": DROP}),
    ("catalog", {"kind": "基础", "libraries": ["人口"], "duties": DROP}),
    ("catalog", {"open": {"type": "有条件开放", "condition": "实名注册后使用"}}),
    ("catalog", {"status": "已下架", "retired": {**RETIRED, "replaced_by": "309001/000004"}}),
    ("catalog", {"items.0": {"name": "出生日期", "type": "D"}}),
    ("catalog", {"summary": "第一行写清加工程度。\n第二行写清区域和时间。"}),
    ("catalog", {"temporal": {"from": "2019-01", "to": "2024-12-31"}}),
    ("demand", {"catalog": DROP, "data_name": "婚姻登记信息", "source_basis": "婚姻登记条例"}),
    ("demand", {"provider": {"external": "省级部门", "name": "省公安厅"}}),
    ("demand", {"applied_before": True, "earlier_result": "申请已通过"}),
    ("demand", {"in_state_list": True, "batch": "第三批"}),
    ("demand", {"reply": REJECTED}),
    ("demand", AGREED),
    ("objection", {"kind": "争议", "stage": "协商", "stages": [{"stage": "协商", "date": "2026-02-05"}]}),
    ("libraries", {"libraries": []}),
]

FAULTS = [
    # (kind, edit, rule, place)
    ("catalog", {"name": DROP}, "N101", ""),
    ("catalog", {"domain": "其他"}, "C201", ""),
    ("catalog", {"systems": DROP}, "C204", ""),
    ("catalog", {"systems": []}, "C204", "systems"),
    ("catalog", {"systems": None}, "C204", "systems"),
    ("catalog", {"systems": "dibao"}, "C204", "systems"),
    ("catalog", {"systems": ["dibao", "暂无系统"]}, "C204", "systems.1"),
    ("catalog", {"update_cycle": "其他"}, "C206", ""),
    ("catalog", {"duties": DROP}, "C209", ""),
    ("catalog", {"duties": []}, "C209", "duties"),
    ("catalog", {"kind": "主题", "libraries": ["市场监管"]}, "C210", ""),
    ("catalog", {"kind": "基础"}, "A003", ""),
    ("catalog", {"kind": "基础", "libraries": []}, "A003", "libraries"),
    ("catalog", {"share.condition": DROP}, "S301", "share"),
    ("catalog", {"share.condition.kind": DROP}, "S301", "share.condition"),
    ("catalog", {"share.condition": {}}, "S301", "share.condition"),
    ("catalog", {"share.type": "无条件共享"}, "S303", "share.condition"),
    ("catalog", {**REFUSED, "share.condition": {"kind": "依申请共享", "text": "须审批"}}, "S303", "share.condition"),
    ("catalog", {**REFUSED, "share.reason": DROP}, "S304", "share"),
    ("catalog", {**REFUSED, "share.basis": DROP}, "S304", "share"),
    ("catalog", {**REFUSED, "share.basis": []}, "S304", "share.basis"),
    ("catalog", {"share": {"type": "不予共享"}}, "S304", "share"),
    ("catalog", {"share.methods": DROP}, "S309", "share"),
    ("catalog", {"share.methods": []}, "S309", "share.methods"),
    ("catalog", BY_LAW, "S315", "share"),
    ("catalog", {"open.type": "有条件开放"}, "S308", "open"),
    ("catalog", {"items": DROP}, "I401", ""),
    ("catalog", {"items": []}, "I401", "items"),
    ("catalog", {"items.0.type": "字符型"}, "I403", "items.0.type"),
    ("catalog", {"items.0.type": 5}, "I403", "items.0.type"),
    ("catalog", {"items.0.length": DROP}, "I404", "items.0"),
    ("catalog", {"code": "307001/1"}, "X901", "code"),
    ("catalog", {"code": "307001/000001\n"}, "X901", "code"),
    ("catalog", {"code": 307001}, "X901", "code"),
    ("catalog", {"status": "已下架"}, "A003", ""),
    # a wrong or missing type does not cascade into the conditionals
    ("catalog", {"share.type": DROP}, "A003", "share"),
    ("catalog", {"share.type": "有条件"}, "A002", "share.type"),
    ("catalog", {"share": "有条件共享"}, "A001", "share"),
    ("catalog", {"items.0": "公民身份号码"}, "A001", "items.0"),
    ("catalog", {"items.0.type": DROP, "items.0.length": DROP}, "A003", "items.0"),
    ("catalog", {"office": DROP}, "A003", ""),
    ("catalog", {"level": 5}, "A002", "level"),
    ("catalog", {"summary": "太短"}, "A005", "summary"),
    ("catalog", {"office": ""}, "A005", "office"),
    ("catalog", {"office": "社会救助科 "}, "A004", "office"),
    ("catalog", {"office": "社会救助科\n"}, "A004", "office"),
    ("catalog", {"name": "名"}, "A005", "name"),
    ("catalog", {"share.condition.text": "条" * 501}, "A005", "share.condition.text"),
    ("catalog", {"temporal.from": "2019年"}, "A004", "temporal.from"),
    ("catalog", {"temporal.from": "至今"}, "A004", "temporal.from"),
    ("catalog", {"related": ["307001"]}, "A004", "related.0"),
    ("catalog", {"sumary": "写错的键"}, "X905", ""),
    ("catalog", {"items.0.lenght": 18}, "X905", "items.0"),
    ("catalog", {"resources.0.mounted": "2024-3-14"}, "A004", "resources.0.mounted"),
    ("catalog", {"aliases": ["低保", "低保"]}, "A005", "aliases"),
    ("base-items", {"items": DROP}, "I401", ""),
    ("base-items", {"items": []}, "I401", "items"),
    ("base-items", {"items.0.type": "X"}, "I403", "items.0.type"),
    ("base-items", {"items.0.length": DROP}, "I404", "items.0"),
    ("base-items", {"name": DROP}, "A003", ""),
    ("department", {"uscc": "11232700900001009u"}, "X908", "uscc"),
    ("department", {"uscc": "1123270090000100"}, "X908", "uscc"),
    ("department", {"slug": "民政"}, "A004", "slug"),
    ("department", {"offices": []}, "A005", "offices"),
    ("department", {"code_prefixes": {}}, "A005", "code_prefixes"),
    ("department", {"code_prefixes": {"部门": "207001"}}, "A004", "code_prefixes.部门"),
    ("department", {"code_prefixes": {"其他": "307001"}}, "X905", "code_prefixes"),
    ("department", {"division": 232700}, "A001", "division"),
    ("department", {"liaison": DROP}, "A003", ""),
    ("department", {"duties.0.key": "社会救助 低保"}, "A004", "duties.0.key"),
    ("department", {"duties.0.exempt": {"reason": "不想编"}}, "A002", "duties.0.exempt.reason"),
    ("region", {"authority": DROP}, "A003", ""),
    ("region", {"slug": "hmx"}, "X905", ""),
    ("registry", {"policy.severities": {"N103": "info"}}, "A002", "policy.severities.N103"),
    ("registry", {"deadlines": {"mount": 0}}, "A005", "deadlines.mount"),
    ("registry", {"weights": {"coverage": 101}}, "A005", "weights.coverage"),
    ("registry", {"waivers.0.until": DROP}, "A003", "waivers.0"),
    ("registry", {"campaigns.0.steps": []}, "A005", "campaigns.0.steps"),
    ("registry", {"sample_day": "2026-09-30"}, "A003", ""),
    ("libraries", {"libraries.0.name": "安全生产"}, "A002", "libraries.0.name"),
    ("libraries", {"libraries.1.name": "人口"}, "A002", "libraries.1.name"),
    ("libraries", {"libraries.0.kind": "专题库"}, "A002", "libraries.0.kind"),
    ("demand", {"catalog": DROP}, "W805", ""),
    ("demand", {"catalog": DROP, "data_name": "婚姻登记信息"}, "W805", ""),
    ("demand", {"basis": DROP}, "W805", ""),
    ("demand", {"scene": DROP}, "W805", ""),
    ("demand", {"applied_before": True}, "W807", ""),
    ("demand", {"in_state_list": True}, "A003", ""),
    ("demand", {"reply": {**REJECTED, "result": "不同意"}, "reply.reason": DROP}, "W803", "reply"),
    ("demand", {"reply": REJECTED, "reply.reject_kind": DROP}, "W803", "reply"),
    ("demand", {"id": "26-1"}, "A004", "id"),
    ("demand", {"items": []}, "A005", "items"),
    ("demand", {"items.1.new": False}, "A002", "items.1.new"),
    ("demand", {"provider": {"name": "省公安厅"}}, "A003", "provider"),
    ("demand", {"from": {"external": "外国", "name": "某部门"}}, "A002", "from.external"),
    ("objection", {"kind": "争议"}, "A003", ""),
    ("objection", {"satisfied": 6}, "A005", "satisfied"),
    ("objection", {"raised": "2026/02/03"}, "A004", "raised"),
]  # fmt: skip


def label(value: Any) -> str | None:
    return re.sub("<object.*?>", "DROP", str(value)) if isinstance(value, dict) else None


@pytest.mark.parametrize(("kind", "changes"), ACCEPTED, ids=label)
def test_sound_document_is_accepted(kind, changes):
    assert findings(kind, edit(VALID[kind], changes)) == [set(), set()]


@pytest.mark.parametrize(("kind", "changes", "expected", "place"), FAULTS, ids=label)
def test_one_finding_for_one_fault(kind, changes, expected, place):
    slow, fast = findings(kind, edit(VALID[kind], changes))
    assert slow == fast
    assert [(found, where) for found, _, where in slow] == [(expected, place)]


def test_every_rule_mark_is_tried():
    marks = {
        (kind, node["x-rule"]["id"], node["x-rule"]["message"])
        for kind in KINDS
        for node in nodes(SCHEMAS[kind])
        if "x-rule" in node
    }
    tried = {
        (kind, found, message)
        for kind, changes, *_ in FAULTS
        for found, message, _ in findings(kind, edit(VALID[kind], changes))[0]
        if message
    }
    assert tried == marks


def test_both_readers_agree_on_the_tools_own_words() -> None:
    files = {path: data for path, data in default_files().items() if path.endswith(".yml")}
    assert len(files) > 10
    for path, data in files.items():
        assert (quick.read(data) or {}) == document.read(path, data).values, path
