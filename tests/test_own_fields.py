"""Fields that only a ledger's own schema has: every export carries them."""

from __future__ import annotations

import copy
import csv
import json
import sqlite3
from pathlib import Path
from typing import Any

import jsonschema_rs
import openpyxl
import pytest
from click.testing import CliRunner

from ledgers import CATALOG, DEPARTMENT, read, sample, small, write
from yibenzhang.cli import main
from yibenzhang.outputs.columns import tables
from yibenzhang.sources import extended, readings
from yibenzhang.sources.layout import Kind
from yibenzhang.sources.schema import default_schemas

DEMAND = "catalogs/民政局/demands/2026-001.yml"


def text(title: str, **more: Any) -> dict[str, Any]:
    return {"title": title, "description": f"{title}。", "type": "string", **more}


def files() -> dict[str, bytes]:
    schemas = {
        kind: copy.deepcopy(default_schemas().by_kind[kind]) for kind in (Kind.CATALOG, Kind.DEPARTMENT, Kind.DEMAND)
    }
    catalog = schemas[Kind.CATALOG]
    catalog["properties"] |= {
        "budget": text("经费来源"),
        "x-no": text("本地编号"),
        "经办": text("经办科员"),
        "is_active": text("是否活动"),
        "tags": {"title": "标签", "description": "标签。", "type": "array", "items": {"type": "string"}},
        "local": {
            "title": "本地信息",
            "description": "本地信息。",
            "type": "object",
            "properties": {
                "class": text("本地类别"),
                "checked": {"title": "已核", "description": "已核。", "type": "boolean"},
            },
        },
    }
    catalog["properties"]["share"]["properties"]["fee"] = {"title": "收费", "description": "收费。", "type": "integer"}
    item = catalog["properties"]["items"]["items"]
    item = catalog["$defs"][item["$ref"].rpartition("/")[2]] if "$ref" in item else item
    item["properties"]["secret"] = text("涉密属性")
    schemas[Kind.DEPARTMENT]["properties"]["fax"] = text("传真")
    schemas[Kind.DEMAND]["properties"]["urgency"] = text("紧急程度")
    found = {**small(), **sample(DEMAND)}
    found |= {
        f"schema/{kind}.schema.json": json.dumps(schema, ensure_ascii=False).encode()
        for kind, schema in schemas.items()
    }
    own = (
        "budget: 省级资金\nx-no: 0123\n经办: 张三\nis_active: 停用中\ntags: [甲, 乙]\n"
        "local: {class: 二类, checked: true}\n"
    )
    body = found[CATALOG].decode().replace("  type: 有条件共享\n", "  type: 有条件共享\n  fee: 12\n", 1)
    assert "fee" in body
    first = body.index("- {name: ", body.index("\nitems:"))
    body = body[: first + len("- {")] + "secret: 非密, " + body[first + len("- {") :]
    found[CATALOG] = (body + own).encode()
    found[DEPARTMENT] += b"fax: 0457-1234567\n"
    found[DEMAND] += "urgency: 急件\n".encode()
    return found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "账", files())


def export(root: Path, *args: str) -> None:
    result = CliRunner().invoke(main, ["-C", str(root), "export", *args])
    assert result.exit_code == 0, result.output


WANTED = {
    "经费来源": "省级资金",
    "本地编号": "0123",
    "经办科员": "张三",
    "是否活动": "停用中",
    "标签": "甲、乙",
    "本地类别": "二类",
    "已核": "是",
    "收费": "12",
}


@pytest.mark.parametrize("again", [False, True])
def test_csv(root: Path, again: bool) -> None:
    if again:
        # From the store, as every run but the first.
        CliRunner().invoke(main, ["-C", str(root), "check"])
    export(root, "csv", "-o", str(root.parent / "表"))

    def rows(name: str) -> list[dict[str, str]]:
        with (root.parent / "表" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    mine = next(row for row in rows("目录总表") if row["经费来源"])
    assert {key: mine[key] for key in WANTED} == WANTED
    assert [row["涉密属性"] for row in rows("数据项")].count("非密") == 1
    assert rows("部门")[0]["传真"] == "0457-1234567"
    assert rows("数据需求")[0]["紧急程度"] == "急件"


def test_json_holds_them_as_the_yaml_does_and_fits_its_schema(root: Path) -> None:
    export(root, "json", "-o", str(root.parent / "台账.json"))
    found = json.loads((root.parent / "台账.json").read_text(encoding="utf-8"))
    mine = next(each for each in found["catalogs"] if "budget" in each)
    own = {key: mine[key] for key in ("budget", "x-no", "经办", "is_active", "tags", "local")}
    assert own == {
        "budget": "省级资金",
        "x-no": "0123",
        "经办": "张三",
        "is_active": "停用中",
        "tags": ["甲", "乙"],
        "local": {"class": "二类", "checked": True},
    }
    assert mine["share"]["fee"] == 12
    assert found["departments"][0]["fax"] == "0457-1234567"
    described = CliRunner().invoke(main, ["-C", str(root), "export", "json", "--schema"])
    assert jsonschema_rs.Draft202012Validator(json.loads(described.output)).is_valid(found)


def test_sqlite_and_conditions(root: Path) -> None:
    export(root, "sqlite", "-o", str(root.parent / "台账.db"), "--where", "经费来源=省级资金")
    with sqlite3.connect(root.parent / "台账.db") as database:
        assert database.execute("SELECT budget, share_fee, local_checked FROM catalogs").fetchall() == [
            ("省级资金", 12, 1)
        ]


def test_workbook(root: Path) -> None:
    export(root, "xlsx", "-o", str(root.parent / "台账.xlsx"))
    book = openpyxl.load_workbook(root.parent / "台账.xlsx", read_only=True)
    cells = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {"经费来源", "省级资金", "涉密属性", "非密"} <= cells


def test_the_rules_and_the_site_read_the_ledger_as_before(root: Path) -> None:
    ledger = read(files())
    assert not {**ledger.broken, **ledger.trapped}
    mine = next(each for each in ledger.registry.catalogs if each.path == CATALOG)
    assert mine.is_active is True
    assert isinstance(mine, readings.TYPES[Kind.CATALOG])


def test_the_tools_own_schema_needs_no_types_of_its_own() -> None:
    schemas = default_schemas().by_kind
    assert extended.types(readings.TYPES, schemas) == readings.TYPES
    assert all(
        column.get(readings.TYPES[Kind.CATALOG](path="", department="")) in (None, "", 0) or column.key == "status"
        for column in tables(schemas).catalog
    )


def test_entries_of_lists_of_objects_are_told(root: Path) -> None:
    found = files()
    schema = json.loads(found["schema/catalog.schema.json"])
    entry = {"type": "object", "properties": {"date": text("日期"), "by": text("由谁")}}
    schema["properties"]["checks"] = {"title": "核对记录", "description": "核对记录。", "type": "array", "items": entry}
    found["schema/catalog.schema.json"] = json.dumps(schema, ensure_ascii=False).encode()
    found[CATALOG] += "checks: [{date: 2026-01-02, by: 甲}, {date: 2026-02-03, by: 乙}]\n".encode()
    ledger = read(found)
    column = next(each for each in tables(ledger.schemas.by_kind).catalog if each.key == "checks")
    mine = next(each for each in ledger.registry.catalogs if each.path == CATALOG)
    assert column.get(mine) == "date=2026-01-02，by=甲、date=2026-02-03，by=乙"
