"""From an opened ledger to what the pages need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from msgspec import structs

from ..history.facts import known
from ..rules.engine import Examined, examine
from ..sources import layout, workers
from ..sources.opening import NoLedgerError, Opening, RevisionError, open_ledger
from ..sources.schema import SchemaError
from . import journal
from .journal import Progress
from .pages import Renderer
from .views import index
from .views.index import Frame

FEW = 1000
"""Below so many documents a second process costs more than it saves."""


class SiteFault(Exception):  # noqa: N818 - what is at fault is the ledger
    """No site can be made of the ledger; the message is Chinese and meant for the user."""


def manual(docs: Path) -> str:
    """The page of the rules where ``docs``, the folder of documents, has ours; empty elsewhere."""
    page = docs / "rules.md"
    try:
        return "rules.html" if "{#a001}" in page.read_text("utf-8", "replace") else ""
    except OSError:
        return ""


def frame(opening: Opening, docs: Path | None = None) -> Frame:
    """What every page says of the whole; it never depends on the clock or the place on disk."""
    settings = opening.ledger.registry.settings
    if opening.commit is None:
        revision = "不明（不在 git 仓库中）"
    else:
        revision = "工作区，未提交" if opening.dirty else opening.commit.id[:10]
    return Frame(
        name=settings.name,
        authority=settings.authority,
        revision=revision,
        day=opening.today.isoformat() if opening.today else "不明",
        sample=settings.sample,
        contacts=settings.publish_contacts,
        unsaved=opening.dirty,
        manual=manual(docs) if docs else "",
        fixed=settings.sample and settings.sample_day == (opening.today.isoformat() if opening.today else ""),
    )


def open_site(
    opening: Opening,
    progress: Progress | None = None,
    docs: Path | None = None,
    examined: Callable[[], Examined | None] | None = None,
) -> Renderer:
    """A renderer of the whole site; ``progress`` is told how much of the history has been read. ``docs``: the folder of
    the documents that are published with it. ``examined``: what the rules find, where another process finds it out."""
    ledger = opening.ledger
    facts = known(opening)

    def find() -> Examined:
        # A page says which field a finding is about; only who mends the file asks for its line.
        return (examined and examined()) or examine(ledger, facts, opening.today, places=False)

    # The rules and the history ask nothing of each other.
    parts = 1 if examined else min(2, workers.processes(len(ledger.kinds), FEW))
    found = workers.later(find, parts)
    past = journal.read(opening, progress)
    gathered = index.build(
        ledger.registry,
        ledger.schemas,
        frame(opening, docs),
        opening.today,
        past,
        found,
        ledger.keys,
        facts,
    )
    return Renderer(gathered, ledger.schemas, ledger.tree, ledger.store)


def opened(root: Path, at: str | None, on: date | None, base_url: str) -> Opening:
    """The ledger in ``root``, fit to make a site of; ``base_url`` in the place of what registry.yml says.

    Raises:
        SiteFault: it is not.
    """
    try:
        opening = open_ledger(root, at, on)
    except (NoLedgerError, RevisionError, SchemaError) as error:
        raise SiteFault(str(error)) from error
    ledger = opening.ledger
    if layout.REGISTRY not in ledger.kinds:
        raise SiteFault(f"没有 {layout.REGISTRY}：mkdocs.yml 要放在一本账的文件夹里")
    if layout.REGISTRY in ledger.broken:
        # Its defaults would silently drop the ledger's name and the mark 示例数据.
        raise SiteFault(f"{layout.REGISTRY} 写法有误，运行 ybz check 可看到怎么改")
    if base_url:
        settings = structs.replace(ledger.registry.settings, base_url=base_url)
        ledger.registry = replace(ledger.registry, settings=settings)
    return opening
