"""`ybz check` on a copy of the sample with one fault sown reports exactly that rule at exactly that place."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from seeds import MARK, SEEDS, Seed
from yibenzhang.model.findings import Finding
from yibenzhang.model.registry import Facts
from yibenzhang.rules import RULES
from yibenzhang.rules.engine import check
from yibenzhang.sources import layout, ledger, tree

# Sown in test_facts.py, with facts given by hand.
NEED_FACTS = {"M701", "M707", "W801", "W802", "W804", "W808", "W810"}
# The day waivers are counted to.
TODAY = date(2026, 9, 30)
ROOT = Path(__file__).resolve().parents[1]


@cache
def sample() -> dict[str, bytes]:
    return dict(tree.of_folder(ROOT).files)


@cache
def clean() -> ledger.Ledger:
    return ledger.read(tree.Tree(sample()))


@cache
def standing() -> frozenset[tuple[str, str, str]]:
    """What the clean sample reports, whatever its line."""
    return frozenset((finding.rule, finding.path, finding.field) for finding in check(clean()))


def sow(seed: Seed) -> tuple[dict[str, bytes], tuple[str, int, int]]:
    """Files with the fault in them, and the place the finding must name."""
    files = dict(sample())
    moved: dict[str, str] = {}
    texts: dict[str, str] = {}
    for path, old, new in seed.edits:
        if old is None:
            if new is None:
                del files[path]
            else:
                moved[path] = new
            continue
        text = texts.get(path, files.get(path, b"").decode())
        if old.startswith("re:"):
            edited = re.sub(old[3:], lambda _, new=new: new, text, count=1)
        else:
            assert old in text, (path, old)
            edited = text.replace(old, new, 1)
        texts[path] = edited
    place = (moved.get(seed.edits[0][0], seed.edits[0][0]), 1, 1)
    for path, text in texts.items():
        target = moved.get(path, path)
        if MARK in text:
            before = text[: text.index(MARK)]
            place = (target, before.count("\n") + 1, len(before) - before.rfind("\n"))
        files.pop(path, None)
        files[target] = text.replace(MARK, "", 1).encode()
    return dict(sorted(files.items())), place


def sown(files: dict[str, bytes]) -> ledger.Ledger:
    """The ledger of files, of which those that are the sample's own were read already: the values, and the places."""
    known = {path for path, data in files.items() if sample().get(path) == data}
    # The sample's schemas are those of the program.
    brought = [path for path in files if layout.is_schema(path)]
    if known.issuperset(brought):
        files = {path: data for path, data in files.items() if path not in brought}
    found = ledger.read(tree.Tree(files), like=clean())
    found._documents.update((path, read) for path, read in clean()._documents.items() if path in known)
    return found


def findings(seed: Seed) -> tuple[list[Finding], tuple[str, int, int]]:
    files, place = sow(seed)
    facts = Facts(base=clean().registry) if seed.based else None
    found = check(sown(files), facts, TODAY)
    return [f for f in found if (f.rule, f.path, f.field) not in standing()], place


def test_sample_has_no_error() -> None:
    assert [finding for finding in check(clean()) if finding.is_error] == []
    assert check(clean(), Facts(base=clean().registry)) == check(clean())


@pytest.mark.parametrize("seed", SEEDS, ids=[f"{seed.rule}-{index}" for index, seed in enumerate(SEEDS)])
def test_one_fault_one_finding(seed: Seed) -> None:
    found, place = findings(seed)
    assert [(f.rule, f.path, f.line, f.column) for f in found] == [(seed.rule, *place)], found
    assert found[0].message
    assert found[0].fix
    assert found[0].clause


def test_every_rule_is_sown() -> None:
    assert {seed.rule for seed in SEEDS} == {rule.id for rule in RULES} - NEED_FACTS


def exchanged(*pairs: tuple[str, str]) -> list[tuple[str, str]]:
    """X902 findings (path, message) when the code lines of files are replaced, against the clean sample."""
    files = dict(sample())
    for path, code in pairs:
        files[path] = re.sub(rb"(?m)^code: .*$", f"code: {code}".encode(), files[path])
    found = check(ledger.read(tree.Tree(files)), Facts(base=clean().registry))
    return [(finding.path, finding.message) for finding in found if finding.rule == "X902"]


MARRY, GIVE, ADOPT = (f"catalogs/民政局/{name}.yml" for name in ("婚姻登记信息", "慈善组织信息", "收养登记信息"))


def test_swapped_codes_are_both_said() -> None:
    codes = {c.path: c.code for c in clean().registry.catalogs}
    swapped = exchanged((MARRY, codes[GIVE]), (GIVE, codes[MARRY]))
    assert [path for path, _ in swapped] == sorted([MARRY, GIVE])
    rotated = exchanged((MARRY, codes[GIVE]), (GIVE, codes[ADOPT]), (ADOPT, codes[MARRY]))
    assert [path for path, _ in rotated] == sorted([MARRY, GIVE, ADOPT])


def test_a_deleted_catalogs_code_is_not_given_to_another() -> None:
    files = dict(sample())
    code = next(c.code for c in clean().registry.catalogs if c.path == GIVE)
    del files[GIVE]
    path = "catalogs/民政局/救灾捐赠物资信息.yml"
    text = files[ADOPT].decode().replace("name: 收养登记信息", "name: 救灾捐赠物资信息")
    files[path] = re.sub(r"(?m)^code: .*$", f"code: {code}", text).encode()
    found = check(ledger.read(tree.Tree(files)), Facts(base=clean().registry))
    assert [(f.path, f.rule) for f in found if f.rule in ("X902", "X907")] == [(path, "X902")]


def test_renaming_and_moving_keep_the_code() -> None:
    files = dict(sample())
    text = files.pop(GIVE).decode().replace("name: 慈善组织信息", "name: 慈善组织名录")
    files["catalogs/民政局/慈善组织名录.yml"] = text.encode()
    found = check(ledger.read(tree.Tree(files)), Facts(base=clean().registry))
    assert not [finding for finding in found if finding.rule in ("X902", "X907")]
