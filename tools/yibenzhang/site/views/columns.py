"""What the browser searches: the ledger in columns, as scripts that set a variable (they load on file://, fetch does not).

``assets/ledger.js`` holds what every row of 目录 shows and is found by; ``assets/items.js`` the names of items, which are
only asked for when someone searches. Columns of texts are one text with a line a row; columns of words are numbers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from ..pinyin import initials
from .catalog import SHARE_LOOKS
from .entries import OWN, About, Place, Row, about, rows
from .index import Index
from .synonyms import standard_terms

_TEXTS = ("name", "code", "summary", "keywords", "aliases", "initials", "letters")
_WORDS = (
    "department",
    "domain",
    "share",
    "cycle",
    "rhythm",
    "level",
    "network",
    "library",
    "base",
    "mount",
    "state",
    "changed",
)


class _Numbers:
    """Values numbered in the order they are met."""

    def __init__(self, first: Iterable[Any] = ()) -> None:
        self.places: dict[Any, int] = {}
        for value in first:
            self.place(value)

    def place(self, value: Any) -> int:
        return self.places.setdefault(value, len(self.places))


def ledger_script(listed: Sequence[Row], known: About) -> str:
    """``assets/ledger.js``: sets ``ybzLedger``."""
    words = {key: _Numbers(known.orders.get(key, ())) for key in _WORDS}
    words["department"] = _Numbers(each.id for each in known.places)
    columns: dict[str, list[int]] = {key: [words[key].place(getattr(row, key)) for row in listed] for key in _WORDS}
    places = {each.id: each for each in known.places}
    departments = [places.get(each) or Place(each, "", _region(each)) for each in words["department"].places]
    texts = {key: "\n".join(_line(getattr(row, key)) for row in listed) for key in _TEXTS if hasattr(Row, key)}
    texts["initials"] = "\n".join(initials(row.name) for row in listed)
    texts["letters"] = "\n".join(" ".join(map(initials, row.aliases.split("、"))) for row in listed)
    return _script("ybzLedger", {
        "count": len(listed),
        "about": {"name": known.name, "revision": known.revision, "day": known.day, "sample": known.sample},
        "labels": known.labels,
        "texts": texts,
        "pages": {place: row.page for place, row in enumerate(listed) if row.page != row.code.replace("/", "-")},
        "columns": {**columns, "items": [row.number for row in listed]},
        "words": {
            **{key: list(numbers.places) for key, numbers in words.items()},
            "department": [[*each, initials(each.id)] for each in departments],
        },
        "looks": SHARE_LOOKS,
        "synonyms": standard_terms(),
    })  # fmt: skip


def _region(department: str) -> str:
    return department.rpartition("/")[0] or OWN


def items_script(listed: Sequence[Row], known: About) -> str:
    """``assets/items.js``: sets ``ybzItems``. Items that differ in nothing shown are one; so are equal lists of items."""
    names, forms, kinds, lists = _Numbers(), _Numbers(), _Numbers(), _Numbers()
    distinct = {id(row.items): row.items for row in listed}
    places = {key: lists.place(tuple(kinds.place(item) for item in items)) for key, items in distinct.items()}
    held = [places[id(row.items)] for row in listed]
    return _script("ybzItems", {
        "kinds": [[names.place(_line(each.name)) for each in kinds.places],
                  [forms.place((each.type, each.length)) for each in kinds.places]],
        "names": "\n".join(names.places),
        "initials": "\n".join(initials(name) for name in names.places),
        "forms": list(forms.places),
        "types": known.types,
        "lists": list(lists.places),
        "rows": held,
    })  # fmt: skip


def _line(text: str) -> str:
    """The text on one line."""
    return text if text.isprintable() else " ".join(text.split())


def _script(name: str, value: Any) -> str:
    """One statement. A lone surrogate cannot be written as UTF-8; two separators once ended a script's line."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"window.{name}=" + text.encode("utf-8", "replace").decode() + ";\n"


def ledger(index: Index) -> str:
    """``assets/ledger.js`` of a ledger."""
    return ledger_script(rows(index, items=False), about(index))


def items(index: Index) -> str:
    """``assets/items.js`` of a ledger."""
    return items_script(rows(index), about(index))


__all__ = ["items", "items_script", "ledger", "ledger_script"]
