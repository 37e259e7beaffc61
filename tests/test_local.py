"""Local rules judge a file by its own words alone; so a store may remember which files are clean."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from seeds import SEEDS, Seed
from test_seeded import clean, sample, sow
from yibenzhang.model.catalog import Catalog, Item, Resource
from yibenzhang.model.findings import Finding
from yibenzhang.model.registry import Registry
from yibenzhang.rules import RULES
from yibenzhang.rules.engine import check
from yibenzhang.rules.rule import Reach, Rule
from yibenzhang.rules.running import of_departments
from yibenzhang.sources import ledger, store, tree

LOCAL = [rule for rule in RULES if rule.reach is Reach.FILE]
OWN = [rule for rule in RULES if rule.reach is Reach.DEPARTMENT]
SOWN = {rule.id: next(seed for seed in SEEDS if seed.rule == rule.id) for rule in LOCAL}


def alone(registry: Registry, path: str) -> Registry:
    """The registry with nothing in it but one file."""
    return Registry(
        catalogs=tuple(catalog for catalog in registry.catalogs if catalog.path == path),
        demands=tuple(demand for demand in registry.demands if demand.path == path),
        objections=tuple(objection for objection in registry.objections if objection.path == path),
    )


@pytest.mark.parametrize("rule", LOCAL, ids=lambda rule: rule.id)
def test_local_rules_need_nothing_else(rule: Rule) -> None:
    seed: Seed = SOWN[rule.id]
    files, place = sow(seed)
    registry = ledger.read(tree.Tree(files)).registry
    assert rule.check is not None
    whole = [fault for fault in rule.check(registry) if fault.place.path == place[0]]
    assert whole
    assert list(rule.check(alone(registry, place[0]))) == whole


@pytest.mark.parametrize("rule", OWN, ids=lambda rule: rule.id)
def test_rules_of_a_department_need_no_other(rule: Rule) -> None:
    assert rule.check is not None
    found = set()
    for seed in [seed for seed in SEEDS if seed.rule == rule.id]:
        files, place = sow(seed)
        registry = ledger.read(tree.Tree(files)).registry
        whole = list(rule.check(registry))
        found |= {fault.place.path for fault in whole} & {place[0]}
        each = [of_departments(registry, {department}) for department in registry.catalogs_by_department]
        assert sorted(fault for view in each for fault in rule.check(view)) == sorted(whole)
    assert found


@pytest.fixture(scope="module")
def quiet() -> list[Finding]:
    return check(clean())


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory, quiet: list[Finding]) -> Path:
    """A store that has seen the sample; each test takes a copy."""
    root = tmp_path_factory.mktemp("seen")
    assert check(ledger.read(tree.Tree(dict(sample())), store.Store(root))) == quiet
    return root


# Traced, it would take three times as long; other tests cover the same lines.
@pytest.mark.no_cover
@pytest.mark.parametrize("seed", SEEDS[::6], ids=lambda seed: seed.rule)
def test_the_store_changes_nothing(seed: Seed, tmp_path: Path, seen: Path, quiet: list[Finding]) -> None:
    shutil.copytree(seen, tmp_path, dirs_exist_ok=True)
    kept = store.Store(tmp_path)
    files, _ = sow(seed)
    expected = check(ledger.read(tree.Tree(files)))
    for _ in range(2):
        assert check(ledger.read(tree.Tree(files), kept)) == expected
    assert check(ledger.read(tree.Tree(dict(sample())), kept)) == quiet


def test_values_from_the_store_are_those_read(tmp_path: Path) -> None:
    kept = store.Store(tmp_path)
    first = ledger.read(tree.Tree(dict(sample())), kept).registry
    second = ledger.read(tree.Tree(dict(sample())), kept).registry
    assert replace(first) == clean().registry
    assert second == clean().registry
    assert (tmp_path / ".ybz/.gitignore").read_text() == "*\n"


def test_two_processes_give_what_one_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = check(clean())
    monkeypatch.setattr("yibenzhang.sources.readings.FEW", 1)
    monkeypatch.setattr("yibenzhang.rules.running.FEW", 1)
    again = ledger.read(tree.Tree(dict(sample())))
    assert again.registry == clean().registry
    assert check(again) == expected


@pytest.mark.parametrize("junk", [b"", b"not a database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_store_is_made_anew(junk: bytes, tmp_path: Path) -> None:
    kept = store.Store(tmp_path)
    kept.path.parent.mkdir()
    kept.path.write_bytes(junk)
    for _ in range(2):
        assert check(ledger.read(tree.Tree(dict(sample())), kept)) == check(clean())
    assert len(kept.get([b"x"])) == 0
    kept.put({b"x": b"y"})
    assert kept.get([b"x"]) == {b"x": b"y"}


def test_a_store_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / ".ybz").write_text("in the way")
    kept = store.Store(tmp_path)
    assert check(ledger.read(tree.Tree(dict(sample())), kept)) == check(clean())
    assert kept.get([b"x"]) == {}


def test_a_cut_off_value_is_read_again(tmp_path: Path) -> None:
    kept = store.Store(tmp_path)
    first = ledger.read(tree.Tree(dict(sample())), kept)
    kept.put({key: value[: len(value) // 2] for key, value in kept.get(list(first.keys.values())).items()})
    assert ledger.read(tree.Tree(dict(sample())), kept).registry == clean().registry


def test_a_list_of_items_two_catalogs_keep_is_told_of_both() -> None:
    items = (
        Item(name="姓名/名称", type="C"),
        Item(name="出生日期", type="C", level=4, share="不予共享"),
        Item(name="出生日期", type="D", personal=True, note="秘密★ 密码：abcdef <b>x</b>"),
        Item(name="联系电话", type="C"),
    )
    resources = (Resource(id="t1", name="表", type="库表", map={"没有的": "x"}),)

    def found(*lists: tuple[Item, ...]) -> list[tuple[str, object]]:
        catalogs = tuple(
            Catalog(path=f"catalogs/局/{n}.yml", department="局", name=str(n), items=each, resources=resources)
            for n, each in enumerate(lists)
        )
        registry = Registry(catalogs=catalogs)
        return [
            (rule.id, fault)
            for rule in RULES
            if rule.check and rule.reach is Reach.FILE
            for fault in rule.check(registry)
        ]

    same = found(items, items, items[:1])
    assert same == found(items, (*items[:1], *items[1:]), items[:1])
    told = {rule: {str(fault).split(".yml")[0][-1] for each, fault in same if each == rule} for rule, _ in same}
    both = {"I402", "I407", "I408", "C207", "C211", "C212", "S306", "M706", "Y953"}
    assert {rule for rule in told if told[rule] == {"0", "1"}} >= both
    assert all(told[rule] == {"0", "1", "2"} for rule in ("I406", "I409", "M704"))
