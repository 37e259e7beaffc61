"""``ybz build``: the site of a ledger. What MkDocs makes is made again only when what it is made of has changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from ..sources.workers import collector_off
from . import beside, press
from .journal import Progress
from .place import refusal
from .publish import TakenError
from .remarks import remarks
from .site import SiteFault, open_site, opened


class SiteError(Exception):
    """The site could not be built; the message is Chinese and meant for the user."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a build made: its folder, pages in all, files whose bytes changed, and what to look at."""

    output: Path
    pages: int
    changed: int
    remarks: tuple[str, ...]


def build(
    root: Path,
    output: Path,
    at: str | None = None,
    on: date | None = None,
    strict: bool = False,
    progress: Progress | None = None,
    base_url: str | None = None,
    live: str | None = None,
) -> Result:
    """Build the site of the ledger in ``root`` into ``output``, as ``mkdocs build`` in ``root`` would.

    ``progress`` is told how much of the history has been read. ``base_url``: where the site is going to be, for links
    and feeds, in the place of what registry.yml says. ``live``: the address of the server that shows it and makes its
    pages load again.

    Raises:
        SiteError: the site could not be built, or ``strict`` and there is something to remark.
    """
    with collector_off():
        return _build(root, output, at, on, strict, progress, base_url, live)


def _build(
    root: Path,
    output: Path,
    at: str | None,
    on: date | None,
    strict: bool,
    progress: Progress | None,
    base_url: str | None,
    live: str | None,
) -> Result:
    if refused := refusal(root, output):
        raise SiteError(refused)
    kept = None if at else press.recall(root, live)
    ready = None
    if kept and kept.source:
        docs = Path(kept.source.docs)
        second = beside.start(root, output, on, base_url or "", docs, kept.shells)
        try:
            opening = opened(root, None, on, base_url or "")
            examined = partial(second.examined, opening, docs) if second else None
            ready = opening, open_site(opening, progress, docs, examined)
            if press.name(kept.source, ready[1], live) == kept.key:
                said = (*remarks(opening, ready[1].index), *kept.remarks)
                if strict and said:
                    raise SiteError(strictly(said))
                pages, changed = press.publish(ready[1], kept, output, second.made if second else None)
                if not live:
                    _LAST[:] = ready
                return Result(output, pages, changed, said)
        except (SiteFault, TakenError) as error:
            raise SiteError(str(error)) from error
        finally:
            if second:
                second.close()
    # Loading MkDocs takes longer than all of the above on a small ledger.
    from .making import Order, make

    return make(Order(root, output, at, on, strict, progress, base_url, live, ready))


_LAST: list[object] = []
"""What the last site was made of: to free it takes longer than to end the process, which is what comes next."""


def strictly(said: Sequence[str]) -> str:
    """Why a strict build made nothing."""
    return f"有 {len(said)} 处提醒，按 --strict 没有生成网站：{'；'.join(said[:10])}"


__all__ = ["Result", "SiteError", "build", "strictly"]
