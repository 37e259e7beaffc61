"""C214: commas and quotes of the other width, which become part of what is said."""

from __future__ import annotations

from collections.abc import Iterator

from ..lazily import pattern
from ..model.catalog import Catalog
from ..model.findings import Pointer, Severity
from ..model.registry import Registry
from . import texts
from .rule import Fault, Reach, rule
from .wording import shown

W = Severity.WARNING

_WIDE_QUOTED = pattern(r"\A(?:“[^“”]*”|‘[^‘’]*’|【[^【】]*】|「[^「」]*」)\Z")
_WIDE_SEPARATOR = pattern(r"[，、；]")
_HALF_QUOTES = "\"'"


@rule(
    "C214",
    W,
    "本",
    fix="列表用半角逗号加空格隔开，写成 [低保, 救助]；文字两头的全角引号、方头括号删去",
    reach=Reach.FILE,
)
def half_width_marks(registry: Registry) -> Iterator[Fault]:
    """列表的逗号和文字的引号用半角。

    关键字、别名写成 [养老院，床位] 会被当作一个词；代码写成 “307001” 会把引号当作内容，漏了一半的 307001" 也是。
    """
    # Written as JSON a quote of the text's own has a backslash; nearly no catalog holds one.
    quoted = {catalog.path for catalog in texts.holding(registry, registry.active_catalogs, ('\\"', "'"))}
    for catalog in registry.active_catalogs:
        for pointer, text in _texts(catalog) if catalog.path in quoted else ():
            if _lone_quote(text):
                fault = f"{shown(text)}里的引号“{_lone_quote(text)}”没有配对，成了内容"
                yield Fault(catalog.place(*pointer), fault, "删去多余的引号，或把引号补成一对")
        lists = (("keywords", catalog.keywords), ("aliases", catalog.aliases), ("libraries", catalog.libraries))
        for key, entries in lists:
            for index, entry in enumerate(entries):
                if _WIDE_SEPARATOR.search(entry) or entry.startswith("【") or entry.endswith("】"):
                    yield Fault(catalog.place(key, index), f"“{entry}”像是几个词，被当作了一个")
        for index, service in enumerate(catalog.services):
            for key, text in (("name", service.name), ("code", service.code or "")):
                if _WIDE_QUOTED.match(text):
                    yield Fault(catalog.place("services", index, key), f"全角引号成了内容：{text}")
        for key, text in (("name", catalog.name), ("office", catalog.office), ("summary", catalog.summary)):
            if _WIDE_QUOTED.match(text):
                yield Fault(catalog.place(key), f"全角引号成了内容：{text}")


def _lone_quote(text: str) -> str:
    """The half-width quote a text begins or ends with and that has no partner in it; empty without one."""
    edges = (text[:1], text[-1:])
    return next((mark for mark in edges if mark and mark in _HALF_QUOTES and text.count(mark) % 2), "")


def _texts(catalog: Catalog) -> Iterator[tuple[Pointer, str]]:
    """The names, codes and sentences a person types, with their places."""
    for key in ("name", "summary", "spatial", "processing"):
        yield (key,), getattr(catalog, key) or ""
    for key in ("keywords", "aliases"):
        for index, entry in enumerate(getattr(catalog, key)):
            yield (key, index), entry
    for index, service in enumerate(catalog.services):
        yield ("services", index, "name"), service.name
        yield ("services", index, "code"), service.code or ""
    for index, item in enumerate(catalog.items):
        for key in ("name", "field", "note"):
            yield ("items", index, key), getattr(item, key) or ""
