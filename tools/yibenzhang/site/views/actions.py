"""What a reader can do about a catalog: ask for its data, say what is wrong, mend it, take it along."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

from ...model.catalog import Catalog, ShareType
from .index import Index, title
from .shelf import desk


class Actions(NamedTuple):
    """``links`` lead to the form and to the host's pages; ``ask`` says whom to speak to, with forms or without. ``stem`` and ``source``
    name the page and the file of its department's sources, for the downloads."""

    links: tuple[tuple[str, str], ...]
    ask: str
    stem: str
    source: str
    permanent: str


def actions(index: Index, catalog: Catalog) -> Actions:
    """The actions of any catalog; what is retired or refused is not asked for, what is retired not mended."""
    host, own = index.journal.host, desk(index, catalog.department)
    name = f"{title(catalog)}（{catalog.code}）" if catalog.code else title(catalog)
    wanted = catalog.readable and catalog.is_active and catalog.share.type != ShareType.REFUSED
    demand = (
        host.new_issue("data-demand", f"数据需求：{name}", provider=catalog.department, catalog=catalog.code)
        if wanted
        else ""
    )
    wrong = host.new_issue("correction", f"目录纠错：{name}", target=catalog.code, against=catalog.department)
    address = index.addresses.of_path[catalog.path]
    stem, mended = address[2:-5], catalog.is_active
    links = (
        ("申请数据", demand),
        ("纠错", wrong),
        (
            "修改",
            f"../form.html?code={quote(catalog.code or stem, safe='')}&at={own.stem}" if mended and own.stem else "",
        ),
        ("到代码平台修改", host.edit(catalog.path) if mended else ""),
        ("原文件", _file(index, catalog)),
    )
    if wrong:
        ask = f"{'提供方' if catalog.is_active else '原提供方'}：{own.contact}"
    else:
        ask = f"{'申请数据、' if wanted else ''}纠错请找{own.contact}"
    base = index.registry.settings.base_url or ""
    return Actions(
        links=tuple(link for link in links if link[1]),
        ask=ask,
        stem=stem,
        source=own.stem,
        permanent=f"{base.rstrip('/')}/{address}" if base else "",
    )


def _file(index: Index, catalog: Catalog) -> str:
    """The host's page of the file as of its last change, which stays the same whatever else changes."""
    host = index.journal.host
    steps = index.stories.get(catalog.path)
    return host.file(steps[0].revision.commit if steps else host.branch, catalog.path)


__all__ = ["Actions", "actions"]
