"""Long work shows how far it is, on a terminal; in a pipe it says nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Any

import click

MANY = 200


def watched(entries: Sequence[str], label: str) -> Iterator[str]:
    """The entries one by one, with a bar on standard error where they are many."""
    if len(entries) < MANY or not sys.stderr.isatty():
        yield from entries
        return
    with click.progressbar(entries, label=label, file=sys.stderr) as bar:
        yield from bar


class Bar:
    """A bar on standard error that appears when the first of many steps is told of."""

    def __init__(self, label: str) -> None:
        self.label = label
        self._bar: Any = None

    def __enter__(self) -> Bar:
        """Nothing is shown yet."""
        return self

    def show(self, done: int, total: int) -> None:
        """``done`` of ``total`` steps are behind us."""
        if self._bar is None:
            if total < MANY or not sys.stderr.isatty():
                return
            self._bar = click.progressbar(length=total, label=self.label, file=sys.stderr)
            self._bar.__enter__()
        self._bar.update(done - self._bar.pos)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the line the bar stood in."""
        if self._bar is not None:
            self._bar.__exit__(kind, error, trace)


__all__ = ["Bar", "watched"]
