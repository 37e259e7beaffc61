"""Whose a path is."""

from __future__ import annotations

import pytest

from yibenzhang.insight.ownership import Owners, Sphere
from yibenzhang.model.department import Department, Region
from yibenzhang.model.registry import Registry
from yibenzhang.model.settings import Settings

OWNERS = Owners(
    Registry(
        settings=Settings(authority="甲市数据局", approvers=("Lead", "second", "lead", "")),
        regions=(Region(path="catalogs/乙县/region.yml", id="乙县", name="乙县"),),
        departments=(
            Department(
                path="catalogs/民政局/department.yml",
                id="民政局",
                name="民政局",
                maintainers=("mzj-Clerk",),
                reviewers=("mzj-lead",),
            ),
            Department(
                path="catalogs/乙县/民政局/department.yml", id="乙县/民政局", name="民政局", maintainers=("yx-clerk",)
            ),
        ),
    )
)


@pytest.mark.parametrize(
    ("path", "kind", "id_"),
    [
        ("catalogs/民政局/低保名单.yml", "department", "民政局"),
        ("catalogs/民政局/department.yml", "department", "民政局"),
        ("catalogs/民政局/retired/低保名单.yml", "department", "民政局"),
        ("catalogs/民政局/demands/2026-001.yml", "department", "民政局"),
        ("catalogs/民政局/说明.md", "department", "民政局"),
        ("catalogs/乙县/民政局/低保名单.yml", "department", "乙县/民政局"),
        # Nothing a department could take for its own.
        ("catalogs/民政局/新科室/department.yml", "ledger", "ledger"),
        ("catalogs/民政局/新科室/低保名单.yml", "ledger", "ledger"),
        ("catalogs/民政局/region.yml", "ledger", "ledger"),
        ("catalogs/民政局/retired/更深/低保名单.yml", "ledger", "ledger"),
        ("catalogs/民政局/.gitattributes", "tool", "tool"),
        ("catalogs/.民政局/低保名单.yml", "tool", "tool"),
        ("catalogs/民政局", "ledger", "ledger"),
        # A department the base does not know, by its letters' form or case too.
        ("catalogs/新局/department.yml", "ledger", "ledger"),
        ("catalogs/新局/目录.yml", "ledger", "ledger"),
        ("Catalogs/民政局/低保名单.yml", "tool", "tool"),
        ("catalogs/乙县/新局/department.yml", "region", "乙县"),
        ("catalogs/乙县/region.yml", "region", "乙县"),
        ("catalogs/丙县/region.yml", "ledger", "ledger"),
        ("catalogs/registry.yml", "ledger", "ledger"),
        ("catalogs/libraries.yml", "ledger", "ledger"),
        ("catalogs/base-items/低保.yml", "ledger", "ledger"),
        ("schema/catalog.schema.json", "schema", "schema"),
        ("schema/vocabulary/domain.yml", "schema", "schema"),
        (".github/workflows/review.yml", "tool", "tool"),
        (".gitea/workflows/review.yml", "tool", "tool"),
        (".gitlab-ci.yml", "tool", "tool"),
        ("tools/yibenzhang/cli/check.py", "tool", "tool"),
        ("mkdocs.yml", "tool", "tool"),
        ("catalogs", "tool", "tool"),
        ("", "tool", "tool"),
    ],
)
def test_owner_of_a_path(path: str, kind: str, id_: str) -> None:
    found = OWNERS.owner(path)
    assert (found.kind, found.id) == (Sphere(kind), id_)


def test_people_of_an_owner() -> None:
    department = OWNERS.owner("catalogs/民政局/低保名单.yml")
    assert department.submitters == ("mzj-Clerk", "mzj-lead")
    assert department.approvers == ("mzj-lead",)
    assert department.kind.label == "部门"
    county = OWNERS.owner("catalogs/乙县/民政局/低保名单.yml")
    assert county.name == "乙县民政局"
    # Without reviewers of its own it is the ledger's approvers whose consent counts; each account stands once.
    assert county.approvers == OWNERS.approvers == ("lead", "second")
    assert OWNERS.owner("schema/x.json").name == "甲市数据局"
    assert OWNERS.owner("catalogs/乙县/region.yml").name == "甲市数据局（乙县）"


@pytest.mark.parametrize(
    ("actor", "path", "may"),
    [
        ("mzj-clerk", "catalogs/民政局/低保名单.yml", True),
        ("MZJ-LEAD", "catalogs/民政局/低保名单.yml", True),
        ("mzj-clerk", "catalogs/乙县/民政局/低保名单.yml", False),
        ("mzj-clerk", "schema/catalog.schema.json", False),
        ("yx-clerk", "catalogs/民政局/低保名单.yml", False),
        ("LEAD", "schema/catalog.schema.json", True),
        ("second", "catalogs/民政局/低保名单.yml", True),
        ("", "catalogs/民政局/低保名单.yml", False),
        (" ", "catalogs/registry.yml", False),
    ],
)
def test_who_may_submit(actor: str, path: str, may: bool) -> None:
    assert OWNERS.may_submit(actor, path) is may


def test_who_may_merge() -> None:
    assert OWNERS.may_merge("Lead")
    assert not OWNERS.may_merge("mzj-lead")
    assert not OWNERS.may_merge("")
    assert not Owners(Registry()).may_merge("anyone")
