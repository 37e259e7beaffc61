"""重复采集疑似: which catalogs of different departments are put together, and why."""

from __future__ import annotations

import time
from itertools import combinations
from random import Random

import pytest

from yibenzhang.insight.duplicates import Claim, duplicates
from yibenzhang.model.catalog import Catalog, Item, Origin
from yibenzhang.model.department import Department, Duty
from yibenzhang.model.registry import Registry
from yibenzhang.rules.one_source import no_repeated_collection
from yibenzhang.rules.overlap import sharing, similar

CARDS = ("公民身份号码", "姓名", "残疾证号", "残疾类别", "残疾等级", "发证日期", "补贴标准")


def catalog(department: str, name: str, items: str | tuple[str, ...], **more: object) -> Catalog:
    names = items.split() if isinstance(items, str) else items
    number = sum(map(ord, department + name)) % 1_000_000
    return Catalog(
        path=f"catalogs/{department}/{name}.yml",
        department=department,
        code=f"307001/{number:06}",
        name=name,
        items=tuple(Item(name=each, type="C") for each in names),
        **more,  # type: ignore[arg-type]
    )


def ledger(*catalogs: Catalog, departments: tuple[Department, ...] = ()) -> Registry:
    return Registry(catalogs=tuple(sorted(catalogs, key=lambda each: each.path)), departments=departments)


def told(registry: Registry) -> list[list[str]]:
    return [[f"{one.catalog.department} {one.catalog.name}" for one in group.members] for group in duplicates(registry)]


FIRST = catalog("残联", "残疾人证发放信息", CARDS)
SECOND = catalog("民政局", "残疾人两项补贴名单", (*CARDS[:6], "发放金额"))
OTHERS = tuple(catalog(f"部门{n}", f"别的{n}目录", f"甲{n} 乙{n} 丙{n} 姓名 公民身份号码") for n in range(30))


def test_catalogs_that_share_rare_items_stand_together() -> None:
    (group,) = duplicates(ledger(FIRST, SECOND, *OTHERS))
    assert [one.catalog.name for one in group.members] == ["残疾人证发放信息", "残疾人两项补贴名单"]
    assert group.common == (
        ("发证日期", 2), ("残疾等级", 2), ("残疾类别", 2), ("残疾证号", 2), ("公民身份号码", 2), ("姓名", 2),
    )  # fmt: skip
    assert (group.percent, group.named, group.explained, group.claims) == (75, False, False, ())


def test_items_everybody_has_make_nothing_alike() -> None:
    plain = "姓名 公民身份号码 联系电话 性别"
    people = [catalog(f"部门{n}", f"第{n}种名单", f"{plain} 专有{n} 特有{n}") for n in range(12)]
    assert told(ledger(*people)) == []


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (FIRST, catalog("残联", "残疾人两项补贴名单", CARDS)),
        (catalog("残联", "残疾人证", CARDS, base="残疾"), catalog("民政局", "补贴", CARDS, base="残疾")),
    ],
)
def test_one_department_or_one_base_set_is_no_repetition(left: Catalog, right: Catalog) -> None:
    assert told(ledger(left, right, *OTHERS)) == []


def test_what_every_county_keeps_of_one_duty_is_one() -> None:
    duty = (Duty(id="三-1", key="残疾", clause="三", text="x", duty="y"),)
    places = tuple(
        Department(path=f"catalogs/{at}民政局/department.yml", id=f"{at}民政局", name="民政局", duties=duty)
        for at in ("", "甲县/", "乙县/")
    )
    kept = [catalog(each.id, "残疾人补贴名单", CARDS, duties=("三-1",)) for each in places]
    (group,) = duplicates(ledger(*kept, FIRST, *OTHERS, departments=places))
    assert [(one.catalog.department, len(one.places)) for one in group.members] == [("残联", 0), ("民政局", 2)]


def test_a_third_joins_only_what_is_like_the_first() -> None:
    third = catalog("卫健委", "残疾人康复信息", CARDS)
    (group,) = duplicates(ledger(FIRST, SECOND, third, *OTHERS))
    assert len(group.members) == 3
    assert group.percent == 100
    assert dict(group.common)["残疾证号"] == 3
    assert dict(group.common)["补贴标准"] == 2


def test_who_names_a_source_is_listed_last_with_what_he_says() -> None:
    said = catalog("退役局", "优抚信息", "优抚证号 优抚类别 优抚等级 发放金额甲 认定日期", origin="民政局")
    item = Item(name="优抚证号", type="C", origin=Origin(catalog="307001/000009"))
    other = catalog("医保局", "优抚名单", "优抚类别 优抚等级 发放金额甲 认定日期")
    other = Catalog(
        path=other.path, department="医保局", code="307001/000010", name="优抚名单", items=(item, *other.items)
    )
    groups = duplicates(ledger(FIRST, SECOND, said, other, *OTHERS))
    assert [group.explained for group in groups] == [False, True]
    assert groups[1].claims == (Claim("民政局", "", ()), Claim("", "307001/000009", ("优抚证号",)))
    assert not groups[1].disputed


def test_like_names_are_enough_when_anything_else_is_shared() -> None:
    one = catalog("林草局", "古树名木信息", "树种 胸径 位置")
    two = catalog("住建局", "古树名木台账", "树种 养护单位 挂牌号 照片")
    (group,) = duplicates(ledger(one, two, *OTHERS))
    assert (group.named, group.percent) == (True, 16)
    bare = catalog("住建局", "古树名木台账", "养护单位 挂牌号")
    assert told(ledger(one, bare, *OTHERS)) == []


def test_what_rule_o502_finds_is_on_the_page() -> None:
    common = "姓名 性别 公民身份号码 联系电话 住址"
    registry = ledger(*(catalog(f"部门{n}", f"种类{n}名单", common) for n in range(12)))
    assert no_repeated_collection.check is not None
    assert list(no_repeated_collection.check(registry))
    assert len(duplicates(registry)[0].members) == 12


@pytest.mark.parametrize("threshold", [0.4, 0.5, 0.8, 1.0])
def test_similar_finds_what_comparing_every_pair_finds(threshold: float) -> None:
    for seed in range(60):
        random = Random(seed)
        words = [f"n{number}" for number in range(random.choice((8, 30, 400)))]
        sets = [frozenset(random.choices(words, k=random.randrange(14))) for _ in range(30)]
        found = {frozenset((sets[left], sets[right])) for left, right, _ in similar(sets, threshold)}
        expected = {
            frozenset((a, b)) for a, b in combinations(sets, 2) if a and b and len(a & b) / len(a | b) >= threshold
        }
        assert found == expected


def test_sharing_counts_only_what_few_have() -> None:
    sets = ["abx", "abx", "bx", "x", "a"]
    assert list(sharing(sets, 2, 4)) == [(0, 1), (0, 2), (1, 2)]
    assert list(sharing(sets, 2, 3)) == [(0, 1)]


def test_time_grows_with_the_ledger_and_not_with_its_square() -> None:
    def took(number: int) -> float:
        random = Random(1)
        catalogs = [
            catalog(f"部门{n % 120}", f"目录{n}", tuple({f"项{random.randrange(2 * number)}" for _ in range(25)}))
            for n in range(number)
        ]
        registry = Registry(catalogs=tuple(catalogs))
        start = time.process_time()
        duplicates(registry)
        return time.process_time() - start

    assert took(2400) < 10 * took(600)
