"""What 目录检索 says of each catalog, as plain values, so that a page of any ledger is made the same way, be it read or
made up."""

from __future__ import annotations

from typing import NamedTuple

from ...model.catalog import Catalog
from ...sources.layout import Kind
from .catalog import SHARE_LOOKS, cycle
from .dictionary import length as _length
from .index import Index, title

STATES = ("在用", "已下架", "待修改")
MOUNTS = ("", "已挂载", "未挂载")
OWN = "本级"
"""The region of the ledger's own departments."""

_ORDERED = {"domain": "domain", "cycle": "update-cycle", "network": "network"}


class Item(NamedTuple):
    """An item as it is told from others of its name: ``length`` and ``scale`` as text, empty where there is none."""

    name: str
    type: str
    length: str


class Row(NamedTuple):
    """A catalog as plain values, so that a page of any ledger is made the same way, be it read or made up.

    ``page``: its file without folder and ending. ``cycle`` is the word of the enumeration, ``rhythm`` the one shown.
    ``changed``: ISO day of the last approval that changed it, empty where nobody knows. ``number``: of items.
    """

    name: str
    code: str
    page: str
    department: str
    summary: str = ""
    keywords: str = ""
    aliases: str = ""
    domain: str = ""
    share: str = ""
    cycle: str = ""
    rhythm: str = ""
    level: str = ""
    network: str = ""
    library: tuple[str, ...] = ()
    base: str = ""
    mount: str = ""
    state: str = STATES[0]
    changed: str = ""
    items: tuple[Item, ...] = ()
    number: int = 0


class Place(NamedTuple):
    """A department: its id, page and region (:data:`OWN` for the ledger's own)."""

    id: str
    page: str
    region: str


class About(NamedTuple):
    """What the page says of the whole, and the words it says it in."""

    name: str
    revision: str
    day: str
    sample: bool
    places: tuple[Place, ...]
    """Departments in the order of the lists."""
    orders: dict[str, tuple[str, ...]]
    """The order of the words of a column, as far as an enumeration gives one."""
    labels: dict[str, str]
    """The label of each field, as in the workbook."""
    types: dict[str, str]


def about(index: Index) -> About:
    """What the ledger says of itself."""
    frame, labels = index.frame, index.labels
    fields = (
        "code",
        "name",
        "aliases",
        "domain",
        "summary",
        "libraries",
        "base",
        "network",
        "level",
        "update_cycle",
        "keywords",
        "status",
    )
    return About(
        frame.name,
        frame.revision,
        index.today.isoformat() if index.today else "",
        frame.sample,
        tuple(
            Place(each.id, index.addresses.of_department.get(each.id, ""), each.region or OWN)
            for each in index.departments
        ),
        {
            **{key: labels.values(vocabulary) for key, vocabulary in _ORDERED.items()},
            "share": tuple(SHARE_LOOKS), "level": ("1级", "2级", "3级", "4级"), "mount": MOUNTS[1:], "state": STATES,
        },
        {
            **{key: labels.of(Kind.CATALOG, key) for key in fields},
            "share": labels.of(Kind.CATALOG, "share", "type"),
        },
        {letter: labels.short("item-type", letter) for letter in labels.values("item-type")},
    )  # fmt: skip


def state(catalog: Catalog) -> int:
    """The place of a catalog's state in :data:`STATES`."""
    return 2 if not catalog.readable else 0 if catalog.is_active else 1


def mount(catalog: Catalog) -> str:
    """已挂载, 未挂载, or nothing where none is due."""
    if not catalog.readable or not catalog.is_active or catalog.share.type == "不予共享":
        return MOUNTS[0]
    return MOUNTS[1] if catalog.is_mounted else MOUNTS[2]


def rows(index: Index, *, items: bool = True) -> list[Row]:
    """Every catalog, in the order of :attr:`Index.catalogs`; without ``items`` a row only tells how many there are."""
    if not items:
        return [_row(index, each, ()) for each in index.catalogs]
    # Catalogs that keep the same items share one tuple of them, and so do their rows.
    lists = {id(each.items): each.items for each in index.catalogs}
    held = {key: tuple(Item(each.name, each.type, _length(each)) for each in listed) for key, listed in lists.items()}
    return [_row(index, each, held[id(each.items)]) for each in index.catalogs]


def _row(index: Index, each: Catalog, items: tuple[Item, ...]) -> Row:
    steps = index.stories.get(each.path)
    return Row(
        name=title(each), code=each.code, page=index.addresses.of_path[each.path][2:-5], department=each.department,
        summary=each.summary, keywords="、".join(each.keywords), aliases="、".join(each.aliases), domain=each.domain,
        share=each.share.type, cycle=each.update_cycle, rhythm=cycle(each) if each.readable else "",
        level=f"{each.level}级" if each.level else "", network=each.network, library=each.libraries,
        base=each.base or "", mount=mount(each), state=STATES[state(each)],
        changed=steps[0].revision.approved[:10] if steps else "",
        items=items, number=len(each.items),
    )  # fmt: skip


__all__ = ["MOUNTS", "OWN", "STATES", "About", "Item", "Place", "Row", "about", "mount", "rows", "state"]
