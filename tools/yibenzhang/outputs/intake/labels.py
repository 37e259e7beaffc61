"""Which field a column's title means: the schema's own titles first, then what other templates call it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from rapidfuzz import fuzz, process

from ...sources import mapping, stamp
from ...sources.columns import Column, Tables
from ...sources.mapping import IGNORED, PLACELESS, Foreign, Target
from .draft import CATALOG, DEMAND, ITEM, REFERENCE, RESOURCE

_GLOSS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_LEAD = re.compile(r"\A(?:[0-9]{1,2}[.、)]|[(][0-9一二三四五六七八九十]+[)]|[一二三四五六七八九十]+、)")
_MARKS = str.maketrans("", "", " \t\n*★※:#\u3000\u200b\ufeff")
LEAST_ALIKE = 78


def folded(title: str) -> str:
    """A title without what tells nothing: blanks, stars, numbers before it, words in brackets, width, case."""
    plain = unicodedata.normalize("NFKC", title).casefold().translate(_MARKS)
    bare = _LEAD.sub("", _GLOSS.sub("", plain))
    return bare or plain


class Labels:
    """Knows columns: for each table a title → target."""

    def __init__(self, tables: Tables, foreign: Foreign | None = None) -> None:
        self.columns: dict[str, dict[str, Column]] = {
            CATALOG: {column.key: column for column in tables.catalog},
            ITEM: {column.key: column for column in tables.item},
            RESOURCE: {column.key: column for column in tables.resource},
            DEMAND: {column.key: column for column in tables.demand},
        }
        self.foreign = foreign or Foreign()
        self._own: dict[str, dict[str, Target]] = {}
        self._titles: dict[str, dict[str, str]] = {}
        for table, columns in self.columns.items():
            self._own[table] = self._foreign(table, columns)
            self._titles[table] = self._known(table, columns)
        self.references = _references()
        words: Mapping[str, Any] = mapping.names()
        self.ignored = frozenset(map(folded, words["ignored"]))
        self.prose = frozenset(map(folded, words["prose"]))
        self.sheets = {folded(title): table for table, titles in words["sheets"].items() for title in titles}

    def _foreign(self, table: str, columns: Mapping[str, Column]) -> dict[str, Target]:
        by_title = {column.header: column.key for column in columns.values()}

        def key(written: str) -> str:
            found = written if written in columns or written in (IGNORED, PLACELESS) else by_title.get(written)
            reference = next((one for one, titles in _REFERENCES.items() if written in titles), None)
            if found is None and reference is None:
                raise mapping.MappingError(
                    f"对照表里的字段“{written}”不是{_TABLES[table]}的字段。{self.alike(written, by_title)}"
                )
            return found or f"@{reference}"

        found: dict[str, Target] = {}
        for title, target in self.foreign.columns.get(table, {}).items():
            if isinstance(target, list):
                found[folded(title)] = [key(one) for one in target]
            elif isinstance(target, dict):
                found[folded(title)] = {word: key(one) for word, one in target.items()}
            else:
                found[folded(title)] = key(target)
        return found

    def _known(self, table: str, columns: Mapping[str, Column]) -> dict[str, str]:
        found: dict[str, str] = {}
        for column in columns.values():
            found.setdefault(folded(column.header), column.key)
        for key, titles in mapping.names()[table].items():
            if key in columns:
                for title in titles:
                    found.setdefault(folded(title), key)
        for key in columns:
            found.setdefault(folded(key), key)
        return found

    def target(self, table: str, title: str) -> Target | None:
        """The target of a title in one table; ``@code``, ``@name``, ``@department`` refer to the catalog a row belongs to."""
        plain = folded(title)
        if not plain:
            return None
        if plain in self._own[table]:
            return self._own[table][plain]
        if table in (ITEM, RESOURCE):
            # The catalog's own code and name come before an item's aliases of them.
            return self._titles[table].get(plain) or self.references.get(plain)
        found = self._titles[table].get(plain)
        return found or (self.references.get(plain) if self.references.get(plain) == "@department" else None)

    def is_ignored(self, title: str) -> bool:
        """Whether a column is known to be for people only."""
        return folded(title) in self.ignored

    def own_share(self, table: str, titles: list[str]) -> float:
        """How many of a table's own columns stand there under their own titles, from 0 to 1."""
        there = {title.strip().rstrip("*＊ ").lstrip("*＊ ") for title in titles}
        columns = self.columns[table].values()
        return sum(column.header in there for column in columns) / max(len(columns), 1)

    def alike(self, title: str, titles: Mapping[str, str] | None = None, table: str = "") -> str:
        """The nearest known title, as a sentence; empty without one."""
        choices = list(titles or {column.header: key for key, column in self.columns[table or CATALOG].items()})
        best = process.extractOne(folded(title), choices, scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE - 20)
        return f"是不是“{best[0]}”？" if best else ""


_TABLES = {CATALOG: "目录", ITEM: "数据项", RESOURCE: "挂载资源", DEMAND: "数据需求"}
_REFERENCES = {
    "code": ("目录代码",),
    "name": ("目录名称",),
    "department": (stamp.DEPARTMENT,),
}


def _references() -> dict[str, str]:
    found: dict[str, str] = {}
    for key, titles in mapping.names()[REFERENCE].items():
        for title in titles:
            found.setdefault(folded(title), f"@{key}")
    return found


__all__ = ["Labels", "folded"]
