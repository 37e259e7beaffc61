"""Which page a catalog or department stands on. What a person typed reaches a path only through a strict pattern."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..model.catalog import Catalog
from ..model.registry import Registry

_CODE = re.compile(r"[0-9A-Za-z]{1,40}/[0-9A-Za-z]{1,20}\Z")
_DIVISION = re.compile(r"[0-9]{6}\Z")
OWN = "own"
"""The page of the ledger's own departments, in the place of a region's."""
_SLUG = re.compile(r"[a-z][a-z0-9-]{0,39}\Z")


@dataclass(frozen=True)
class Addresses:
    """Pages by the file they tell of and by what others refer to; addresses count from the site's root.

    ``clashes`` holds the paths of catalogs whose code or departments whose slug another file already has.
    """

    of_path: dict[str, str]
    of_code: dict[str, str]
    of_department: dict[str, str]
    clashes: frozenset[str]
    of_region: dict[str, str]
    """By folder; that of the ledger's own departments is empty."""
    former: dict[str, str] = field(default_factory=dict)
    """Where pages stood under older codes, and where they stand."""


def assign(registry: Registry) -> Addresses:
    """Give every catalog and department a page of its own.

    Of several catalogs with one code the readable, active one that comes first keeps the plain address; the others
    get a number behind it, so that none overwrites another.
    """
    of_path: dict[str, str] = {}
    of_code: dict[str, str] = {}
    clashes: set[str] = set()
    used: set[str] = set()
    for catalog in sorted(registry.catalogs, key=_precedence):
        if _CODE.match(catalog.code):
            if catalog.code in of_code:
                clashes.add(catalog.path)
            name = _free(catalog.code.replace("/", "-"), used)
        else:
            name = _free(_derived(catalog.path), used)
        of_path[catalog.path] = f"c/{name}.html"
        if catalog.code:
            of_code.setdefault(catalog.code, of_path[catalog.path])
    of_department, taken = _departments(registry)
    former = dict(_former(registry, of_path, used))
    return Addresses(of_path, of_code, of_department, frozenset(clashes | taken), _regions(registry), former)


def _former(registry: Registry, of_path: dict[str, str], used: set[str]) -> Iterator[tuple[str, str]]:
    """Addresses under codes catalogs had once and list among their 别名, with the pages they are on now."""
    for catalog in sorted(registry.catalogs, key=_precedence):
        for alias in catalog.aliases:
            name = alias.replace("/", "-")
            if _CODE.match(alias) and name.lower() not in used:
                used.add(name.lower())
                yield f"c/{name}.html", of_path[catalog.path]


def of_department(page: str) -> str:
    """The address of a department's feed, beside its page."""
    return f"{page.removesuffix('.html')}.xml"


def _departments(registry: Registry) -> tuple[dict[str, str], set[str]]:
    found: dict[str, str] = {}
    clashes: set[str] = set()
    used: set[str] = set()
    for department in sorted(registry.departments, key=lambda each: (not each.readable, each.path)):
        plain = department.slug if _SLUG.match(department.slug) else _derived(department.path)
        name = _free(plain, used)
        if name != plain:
            clashes.add(department.path)
        found[department.id] = f"d/{name}.html"
    return found, clashes


def _regions(registry: Registry) -> dict[str, str]:
    """The ledger's own level, every region, and folders of departments that say nothing of themselves."""
    divisions = {region.id: region.division for region in registry.regions}
    places = sorted({"", *divisions, *(each.region for each in registry.departments)})
    found = {"": f"r/{OWN}.html"}
    used = {OWN}
    for place in places[1:]:
        division = divisions.get(place, "")
        plain = division if _DIVISION.match(division) else _derived(f"catalogs/{place}/region.yml")
        found[place] = f"r/{_free(plain, used)}.html"
    return found


def _precedence(catalog: Catalog) -> tuple[bool, bool, str]:
    return (not catalog.readable, not catalog.is_active, catalog.path)


def _derived(path: str) -> str:
    """A name for what has no usable code: stable as long as the file stays where it is."""
    return "x-" + hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:12]


def _free(name: str, used: set[str]) -> str:
    """``name``, or with the next free number; names equal but for case are one file on Windows."""
    number, chosen = 1, name
    while chosen.lower() in used:
        number += 1
        chosen = f"{name}-{number}"
    used.add(chosen.lower())
    return chosen
