"""What a build remarks on: faults of the ledger that its pages can only show around."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from ..sources.opening import Opening
from .journal import SHALLOW
from .views.index import Index


class Count(logging.Handler):
    """Counts what is warned of while a site is made."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.number = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count one."""
        self.number += 1


def remarks(opening: Opening, index: Index) -> Iterator[str]:
    """Sentences on what is not shown, or not as it should be."""
    if index.journal.shallow:
        yield SHALLOW
    if index.journal.damaged:
        yield index.journal.note
    for path in sorted(opening.ledger.broken):
        yield f"{path} 写法有误，网站上不显示内容；运行 ybz check 可看到怎么改"
    for path in sorted(index.addresses.clashes):
        yield f"{path} 的代码或短名与其他文件重复，网站上另起网址"


__all__ = ["Count", "remarks"]
