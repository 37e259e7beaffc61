"""The column table: derived from the schema, one header each, values as written."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from yibenzhang.model.catalog import Basis, Catalog, Item, Named, Origin, Resource, Share, Temporal
from yibenzhang.model.department import Department, Person, System
from yibenzhang.outputs.columns import Column, Sort, Tables, columns, display_width, tables
from yibenzhang.sources import fields
from yibenzhang.sources.layout import Kind
from yibenzhang.sources.schema import default_schemas

SCHEMAS = default_schemas().by_kind


@pytest.fixture(scope="module")
def derived() -> Tables:
    return tables(SCHEMAS)


def by_key(table: tuple[Column, ...]) -> dict[str, Column]:
    return {column.key: column for column in table}


def leaves(root: dict[str, Any], schema: dict[str, Any], path: str = "") -> list[str]:
    found = []
    for key, field in fields.properties(root, schema).items():
        inner = f"{path}.{key}" if path else key
        found += leaves(root, field, inner) if "properties" in field else [inner]
    return found


def test_every_leaf_of_the_schema_is_a_column(derived: Tables) -> None:
    catalog = SCHEMAS[Kind.CATALOG]
    assert [column.key for column in derived.catalog] == [
        key for key in leaves(catalog, catalog) if key not in ("items", "resources")
    ]
    assert [column.key for column in derived.item] == leaves(catalog, fields.at(catalog, ("items", 0)))
    assert [column.key for column in derived.resource] == leaves(catalog, fields.at(catalog, ("resources", 0)))
    assert {column.key for column in derived.department} >= {"name", "uscc", "head.name", "code_prefixes.部门"}
    assert {column.key for column in derived.duty} >= {"id", "key", "exempt.reason"}
    assert {column.key for column in derived.system} >= {"id", "name", "class"}


def test_headers_are_chinese_and_never_the_same_twice(derived: Tables) -> None:
    for table in (derived.catalog, derived.item, derived.resource, derived.department, derived.duty, derived.system):
        headers = [column.header for column in table]
        assert len(set(headers)) == len(headers)
        assert all(any("\u4e00" <= char <= "\u9fff" for char in header) for header in headers)
        assert all(column.width >= display_width(column.header) for column in table)
        assert all(column.description for column in table)


def test_fields_of_one_title_are_told_apart_by_what_they_stand_in(derived: Tables) -> None:
    names = by_key(derived.department)
    assert names["head.name"].header == "负责人姓名"
    assert names["liaison.name"].header == "联系人姓名"


def test_a_field_added_to_the_schema_is_a_column() -> None:
    schema = copy.deepcopy(SCHEMAS[Kind.CATALOG])
    schema["properties"]["share"]["properties"]["note"] = {"title": "状态", "type": "string"}
    found = by_key(columns(schema))
    assert found["share.note"].header == "共享属性状态"
    assert found["status"].header != found["share.note"].header


def test_sorts_follow_the_schema(derived: Tables) -> None:
    catalog, item, resource = by_key(derived.catalog), by_key(derived.item), by_key(derived.resource)
    assert catalog["code"].sort is Sort.TEXT
    assert catalog["level"].sort is Sort.NUMBER
    assert catalog["assessments.date"].sort is Sort.DATE
    assert catalog["share.agreement"].sort is Sort.BOOL
    assert catalog["systems"].sort is Sort.LIST
    assert catalog["temporal.from"].sort is Sort.TEXT
    assert item["length"].sort is Sort.NUMBER
    assert resource["map"].sort is Sort.LIST


def test_values_are_read_from_the_model(derived: Tables) -> None:
    catalog = Catalog(
        path="catalogs/甲/乙.yml",
        department="甲",
        code="307001/000001",
        level=3,
        systems="暂无系统",
        services=(Named(name="认定", code="0001"), Named(name="备案")),
        temporal=Temporal(from_=2019, to="至今"),
        share=Share(
            type="不予共享",
            basis=(
                Basis(title="中华人民共和国民法典", article="第一千一百一十条", rank="法律"),
                Basis(title="《政务数据共享条例》", number="国务院令第809号", article="第十四条", rank="行政法规"),
                Basis(title="某决定", rank="国务院决定"),
            ),
            agreement=False,
        ),
        keywords=("低保", "救助"),
    )
    row = {column.key: column.get(catalog) for column in derived.catalog}
    assert row["code"] == "307001/000001"
    assert row["level"] == 3
    assert row["systems"] == "暂无系统"
    assert row["services"] == "认定（0001）、备案"
    assert (row["temporal.from"], row["temporal.to"]) == (2019, "至今")
    assert row["share.basis"] == (
        "《中华人民共和国民法典》第一千一百一十条（法律）、《政务数据共享条例》国务院令第809号 第十四条（行政法规）、"
        "《某决定》（国务院决定）"
    )
    assert row["share.agreement"] == "否"
    assert row["keywords"] == "低保、救助"
    assert row["share.condition.kind"] is None
    assert row["open.type"] is None
    assert row["related"] is None


def test_values_of_items_resources_and_departments(derived: Tables) -> None:
    item = Item(name="金额", type="Y", length=12, scale=0, key=True, origin=Origin(department="公安局"))
    row = {column.key: column.get(item) for column in derived.item}
    assert (row["length"], row["scale"], row["key"], row["nullable"]) == (12, 0, "是", None)
    assert (row["origin.department"], row["origin.catalog"]) == ("公安局", None)
    resource = Resource(id="t", name="表", records=0, map={"姓名": "XM", "性别": "XB"})
    row = {column.key: column.get(resource) for column in derived.resource}
    assert row["records"] == 0
    assert row["map"] == "姓名=XM、性别=XB"
    head = Person(name="示例负责人甲")
    department = Department(path="p", id="甲", head=head, code_prefixes={"部门": "307001"}, offices=("办公室", "一科"))
    row = {column.key: column.get(department) for column in derived.department}
    assert (row["head.name"], row["head.phone"], row["liaison.name"]) == ("示例负责人甲", None, None)
    assert (row["code_prefixes.部门"], row["code_prefixes.主题"]) == ("307001", None)
    assert row["offices"] == "办公室、一科"
    system = System(id="s", name="系统", class_="自建自用")
    assert by_key(derived.system)["class"].get(system) == "自建自用"
