"""Coverage, completeness and the indicators, with numbers counted by hand (DOMAIN E)."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from msgspec import structs

from site_ledgers import CATALOG, DEMAND, DEPARTMENT, FILES, REGISTRY
from test_due import RESOURCE, WORKDAYS, revision
from yibenzhang.insight import completeness
from yibenzhang.insight.coverage import coverage
from yibenzhang.insight.origins import origins
from yibenzhang.insight.score import MEASURES, Indicator
from yibenzhang.insight.standing import standing
from yibenzhang.model.catalog import Basis, Condition, Item, Open, Resource, Share
from yibenzhang.model.registry import Facts
from yibenzhang.outputs.counts import by_department
from yibenzhang.outputs.edition import Edition
from yibenzhang.rules.engine import check
from yibenzhang.sources import ledger
from yibenzhang.sources.layout import Kind
from yibenzhang.sources.schema import default_schemas
from yibenzhang.sources.tree import Tree

COUNTY = DEPARTMENT.replace("slug: mzj", "slug: hmx-mzj").replace("307001", "307002")
REGION = 'name: 呼玛县\ndivision: "232721"\nauthority: 呼玛县数据局\n'


def read(files: dict[str, str]) -> ledger.Ledger:
    return ledger.read(Tree({path: text.encode() for path, text in sorted(files.items())}))


def scored(files: dict[str, str], day: str = "2026-03-31", revisions: Any = ()) -> Any:
    """How a ledger stands, its findings with it."""
    held = read(files)
    found: dict[str, list[Any]] = {}
    for finding in check(held):
        found.setdefault(finding.path, []).append(finding)
    return standing(held.registry, Facts(today=date.fromisoformat(day), workdays=WORKDAYS), revisions, lambda: found)


def numbers(told: tuple[Indicator, ...]) -> dict[str, tuple[int, int]]:
    return {each.measure.key: (each.part, each.whole) for each in told}


def test_every_indicator_of_a_small_department() -> None:
    files = {**FILES, "catalogs/民政局/低保名单.yml": CATALOG + RESOURCE}
    assert numbers(scored(files).scores.departments["民政局"]) == {
        "coverage": (2, 3),  # 低保 has a catalog, 规划 is exempt, 婚姻 is a gap
        "systems": (1, 2),
        # 11 every catalog has; name, duties, systems, condition kind and text, methods, items, length, resources' system of
        # these and format, spatial, temporal, processing, scope, purposes, open, four assessments, tier.
        "completeness": (20, 32),
        "accuracy": (1, 1),
        "process": (0, 1),  # the demand's last day was 2026-03-16
        "freshness": (1, 1),
        "mount": (1, 1),
        "refusal": (0, 1),
        "basis": (0, 0),
        "reply": (0, 1),
        "satisfaction": (0, 0),
        "one_source": (0, 0),
        "objection": (0, 0),
        "first_pass": (0, 0),
        "openness": (0, 0),
    }


def test_every_measure_says_how_it_is_made() -> None:
    weights = default_schemas().by_kind[Kind.REGISTRY]["properties"]["weights"]["properties"]
    assert set(weights) == {each.key for each in MEASURES} - {"systems"}
    for each in MEASURES:
        assert "÷" in each.formula


def test_refusals_need_a_sound_basis() -> None:
    refused = CATALOG.replace("type: 有条件共享", "type: 不予共享").replace(
        "  condition: {kind: 依申请共享, text: 用于核验救助资格}\n  methods: [信息核验接口]\n", "BASIS\n"
    )
    basis = "  reason: 涉及未成年人隐私\n  basis:\n    - {title: 中华人民共和国未成年人保护法, article: 第四条, rank: 法律}\n"
    local = basis.replace("中华人民共和国未成年人保护法", "黑龙江省条例").replace("rank: 法律", "rank: 地方性法规")
    files = {
        **FILES,
        "catalogs/民政局/低保名单.yml": refused.replace("BASIS\n", basis),
        "catalogs/民政局/另册.yml": refused.replace("BASIS\n", local)
        .replace("000001", "000002")
        .replace("低保名单", "另册"),
    }
    told = numbers(scored(files).scores.departments["民政局"])
    assert told["refusal"] == (2, 2)
    assert told["basis"] == (1, 2)
    assert told["accuracy"] == (1, 2)
    assert told["mount"] == (0, 0)


def test_what_cannot_be_read_counts_as_an_error_and_nowhere_else() -> None:
    broken = CATALOG.replace("000001", "000002").replace("低保名单", "坏").replace("level: 3", "level: 9")
    told = numbers(scored({**FILES, "catalogs/民政局/坏.yml": broken}).scores.departments["民政局"])
    assert told["accuracy"] == (1, 2)
    assert told["mount"] == (0, 1)
    assert told["completeness"] == numbers(scored(FILES).scores.departments["民政局"])["completeness"]


def test_demands_are_answered_and_met() -> None:
    def demand(number: int, more: str) -> tuple[str, str]:
        return f"catalogs/民政局/demands/2026-00{number}.yml", DEMAND.replace("2026-001", f"2026-00{number}") + more

    files = dict(
        [
            *FILES.items(),
            demand(1, "reply: {result: 同意, date: 2026-03-16}\nprovided: {date: 2026-03-20, resource: 接口}\n"),
            demand(2, "reply: {result: 同意, date: 2026-03-17}\n"),
            demand(3, "reply: {result: 不同意, date: 2026-03-03, reason: 不在本部门, reject_kind: 该数据不在本部门}\n"),
            demand(4, ""),
        ]
    )
    told = numbers(scored(files).scores.departments["民政局"])
    assert told["reply"] == (2, 4)
    assert told["satisfaction"] == (1, 2)
    # Four answers due, one provision; 2026-002 has until 2026-04-15.
    assert told["process"] == (3, 5)


def test_guessed_reviews_stay_out() -> None:
    known, guessed = revision("2026-03-03", "2026-03-02"), revision("2026-03-06", "2026-03-02", origin="推算")
    files = {path: text for path, text in FILES.items() if "demands" not in path}
    assert numbers(scored(files, revisions=[guessed]).scores.whole)["process"] == (0, 0)
    assert numbers(scored(files, revisions=[guessed, known]).scores.whole)["process"] == (1, 1)


def test_regions_are_the_sum_of_their_departments() -> None:
    own = CATALOG.replace("307001", "307002")
    files = {
        **FILES,
        "catalogs/呼玛县/region.yml": REGION,
        "catalogs/呼玛县/民政局/department.yml": COUNTY,
        "catalogs/呼玛县/民政局/低保名单.yml": own + RESOURCE,
        "catalogs/呼玛县/民政局/婚姻登记信息.yml": own.replace("000001", "000002")
        .replace("低保名单", "婚姻登记信息")
        .replace("三-1", "三-2"),
    }
    found = scored(files).scores
    one, two = numbers(found.regions[""]), numbers(found.regions["呼玛县"])
    assert (one["coverage"], two["coverage"]) == ((2, 3), (3, 3))
    assert (one["mount"], two["mount"]) == ((0, 1), (1, 2))
    whole = numbers(found.whole)
    for key in whole:
        if key != "one_source":
            assert whole[key] == (one[key][0] + two[key][0], one[key][1] + two[key][1]), key
    # Two names of items, each in three catalogs: not four groups, and nobody says where they come from.
    assert (one["one_source"], two["one_source"], whole["one_source"]) == ((0, 2), (0, 2), (0, 2))


def test_a_group_of_items_has_one_origin_or_not() -> None:
    def catalog(number: int, origin: str) -> str:
        text = CATALOG.replace("000001", f"00000{number}").replace("低保名单", f"目录{number}")
        return text.replace("personal: true}", f"personal: true{origin}}}")

    of_police = ", origin: {department: 公安局, catalog: 303001/000001}"
    files = {
        f"catalogs/民政局/目录{number}.yml": catalog(number, of_police if number == 1 else "") for number in (1, 2)
    }
    held = {"catalogs/registry.yml": REGISTRY, "catalogs/民政局/department.yml": DEPARTMENT, **files}
    assert origins(read(held).registry).whole == (1, 2)
    # The same source, named by the department that keeps it.
    marriages = (
        CATALOG.replace("000001", "000009")
        .replace("低保名单", "目录9")
        .replace("personal: true", "personal: true, origin: {department: 民政局}")
    )
    kept = of_police.replace("公安局", "民政局").replace("303001/000001", "307001/000002")
    both = {**files, "catalogs/民政局/目录1.yml": catalog(1, kept), "catalogs/民政局/目录9.yml": marriages}
    assert origins(read({**held, **both}).registry).whole == (1, 2)
    other = of_police.replace("303001/000001", "303001/000002")
    files["catalogs/民政局/目录3.yml"] = catalog(3, other)
    assert origins(read({**held, **files}).registry).whole == (0, 2)
    assert origins(read(FILES).registry).whole == (0, 0)


def test_every_field_with_an_obligation_is_counted_or_left_with_a_reason() -> None:
    schema = default_schemas().by_kind[Kind.CATALOG]
    within = ("temporal.", "share.basis[].title", "share.basis[].rank", "open.type", "retired.", "items[].origin.")
    implied = ("items[].name", "items[].type", "services[].name")
    counted = {each.path for each in completeness.FIELDS} | set(completeness.REQUIRED) | set(completeness.LEFT)
    for path, obligation in _obligations(schema, schema, ""):
        if obligation in "MCW" and not path.startswith(within) and path not in implied:
            mandatory = path.startswith("resources[].") and obligation == "M"
            assert path in counted or mandatory, path
    labelled = {path for path, _ in _obligations(schema, schema, "")}
    assert counted <= labelled


def _obligations(root: Any, schema: Any, prefix: str) -> Any:
    schema = _resolved(root, schema)
    for key, child in schema.get("properties", {}).items():
        yield prefix + key, child.get("x-obligation", "O")
        inner = _resolved(root, child)
        yield from _obligations(root, inner, f"{prefix}{key}.")
        if "items" in inner:
            yield from _obligations(root, inner["items"], f"{prefix}{key}[].")


def _resolved(root: Any, schema: Any) -> Any:
    while "$ref" in schema:
        found = root
        for key in re.findall(r"[^#/]+", schema["$ref"]):
            found = found[key]
        schema = {**found, **{key: value for key, value in schema.items() if key != "$ref"}}
    return schema


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"name": ""}, {"name"}),
        ({"domain": "其他"}, {"domain_note"}),
        ({"kind": "主题"}, {"libraries", "lead"}),
        ({"duties": ()}, {"duties"}),
        ({"update_cycle": "其他"}, {"update_cycle_note"}),
        ({"items": (Item(name="编号", type="C"),)}, {"items[].length"}),
        ({"items": (Item(name="日期", type="D"),)}, set()),
        ({"items": ()}, {"items"}),
        ({"share": Share(type="不予共享")}, {"share.reason", "share.basis"}),
        ({"share": Share(type="不予共享", reason="隐私", basis=(Basis(title="法"),))}, {"share.basis[].article"}),
        ({"share": Share(type="无条件共享")}, {"share.methods"}),
        (
            {"share": Share(type="有条件共享", methods=("接口",), condition=Condition(kind="依法律法规要求共享"))},
            {"share.condition.text", "share.basis"},
        ),
        ({"open": Open(type="有条件开放")}, {"open.condition"}),
        ({"resources": (Resource(id="a"),)}, {"resources[].system"}),
        ({"resources": (Resource(id="a"),), "systems": "暂无系统"}, set()),
    ],
)
def test_fields_apply_by_what_is_written(fields: dict[str, Any], missing: set[str]) -> None:
    catalog = read(FILES).registry.catalogs[0]
    plain = set(completeness.filled(catalog).missing)
    found = completeness.filled(structs.replace(catalog, **fields))
    assert set(found.missing) - plain == missing
    assert found.part == found.whole - len(found.missing)


def test_coverage_is_as_the_workbook_counts_it() -> None:
    files = {
        **FILES,
        "catalogs/民政局/外册.yml": CATALOG.replace("000001", "000002")
        .replace("低保名单", "外册")
        .replace("三-1", "九-9"),
    }
    held = read(files)
    found = coverage(held.registry.departments[0], held.registry.catalogs)
    assert [(each.clause, each.text, [line.state for line in each.lines]) for each in found.clauses] == [
        ("三", "负责社会救助", ["已编目"]), ("三", "负责婚姻登记", ["缺目录"]), ("", "拟订规划", ["免编目"]),
    ]  # fmt: skip
    assert found.clauses[1].lines[0].missing == ("婚姻登记信息",)
    assert [each.name for each in found.outside] == ["外册"]
    assert (found.running, found.fed) == (2, 1)
    schemas = default_schemas()
    counts = by_department(Edition(held.registry, schemas.by_kind, schemas.vocabulary))["民政局"]
    assert (found.duties - found.of("缺目录"), found.duties) == (counts.covered, counts.duties)
