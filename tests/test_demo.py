"""The made-up ledger: the same every time, and nothing wrong with it."""

from __future__ import annotations

import hashlib
from collections import Counter

import pytest

from yibenzhang.outputs import demo
from yibenzhang.outputs.demo.plan import uscc
from yibenzhang.rules.engine import check
from yibenzhang.sources import layout, ledger
from yibenzhang.sources.ledger import Ledger
from yibenzhang.sources.tree import Tree

# Tracing thousands of made-up values would take long; other tests cover the same lines.
pytestmark = pytest.mark.no_cover


def read(*numbers: int) -> Ledger:
    return ledger.read(Tree({path: text.encode() for path, text in sorted(demo.files(*numbers))}))


@pytest.fixture(scope="module")
def made() -> Ledger:
    return read(800, 45, 7)


def test_the_same_numbers_give_the_same_text() -> None:
    def digest(seed: int) -> str:
        return hashlib.sha256("".join(path + text for path, text in demo.files(300, 25, seed)).encode()).hexdigest()

    assert digest(7) == digest(7)
    assert digest(7) != digest(8)


def test_every_document_has_its_shape_and_its_place(made: Ledger) -> None:
    assert not made.broken
    assert not made.trapped
    assert not made.stray
    assert len(made.registry.catalogs) == 800
    assert len(made.registry.departments) == 45
    assert {len(catalog.items) for catalog in made.registry.catalogs} == {25}


@pytest.mark.parametrize("numbers", [(0, 1, 1), (1, 1, 1), (3, 5, 1, 1), (40, 1, 1, 3), (2000, 1, 1, 80)])
def test_odd_sizes_are_well_formed_too(numbers: tuple[int, ...]) -> None:
    found = read(*numbers)
    assert not found.broken
    assert not found.trapped
    assert not found.stray
    assert len(found.registry.catalogs) == numbers[0]
    for catalog in found.registry.catalogs:
        assert len({item.name for item in catalog.items}) == len(catalog.items) == (numbers[3] if numbers[3:] else 25)


@pytest.mark.parametrize("numbers", [(1, 0, 1), (-1, 1, 1), (1, 1, 1, 0)])
def test_impossible_sizes_are_refused(numbers: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="no such ledger"):
        list(demo.files(*numbers))


def test_references_lead_somewhere(made: Ledger) -> None:
    registry = made.registry
    assert set(Counter(catalog.code for catalog in registry.catalogs).values()) == {1}
    assert set(Counter((catalog.department, catalog.name) for catalog in registry.catalogs).values()) == {1}
    libraries = {library.name for library in registry.libraries}
    for catalog in registry.catalogs:
        department = registry.department_by_id[catalog.department]
        assert catalog.path.endswith("/" + layout.file_name(catalog.name))
        assert catalog.code.startswith(department.code_prefixes[catalog.kind] + "/")
        assert catalog.office in department.offices
        assert set(catalog.system_ids) <= {system.id for system in department.systems}
        assert set(catalog.libraries) <= libraries
        assert all((catalog.department, duty) in registry.duty_by_id for duty in catalog.duties)


def test_every_duty_and_system_is_used(made: Ledger) -> None:
    active = made.registry.active_catalogs
    duties = {(catalog.department, duty) for catalog in active for duty in catalog.duties}
    systems = {(catalog.department, system) for catalog in active for system in catalog.system_ids}
    for department in made.registry.departments:
        assert all(duty.exempt or (department.id, duty.id) in duties for duty in department.duties)
        assert all((department.id, system.id) in systems for system in department.systems)


def test_the_three_share_types_stand_in_a_believable_ratio(made: Ledger) -> None:
    active = made.registry.active_catalogs
    counts = Counter(catalog.share.type for catalog in active)
    assert 0 < counts["不予共享"] / len(active) < 0.05
    assert counts["无条件共享"] / len(active) > 0.3
    assert counts["有条件共享"] / len(active) > 0.3
    assert all(basis.article for catalog in active for basis in catalog.share.basis)


@pytest.mark.parametrize(
    ("division", "body", "expected"),
    [("232700", 90000100, "11232700900001009U"), ("232700", 90000121, "1123270090000121X6")],
)
def test_check_digits_are_right(division: str, body: int, expected: str) -> None:
    # The expected codes are those of the sample ledger's 民政局 and 市场监督管理局.
    assert uscc(division, body - 9_000_000) == expected


@pytest.mark.parametrize("numbers", [(800, 45, 7), (60, 30, 1), (1500, 3, 2), (30, 4, 1, 3)])
def test_no_rule_finds_anything(numbers: tuple[int, ...]) -> None:
    found = [f"{finding.rule} {finding.path} {finding.message}" for finding in check(read(*numbers))]
    assert found == []
