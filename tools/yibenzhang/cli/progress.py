"""Long work shows how far it is, on a terminal; in a pipe it says nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

import click

MANY = 200


def watched(entries: Sequence[str], label: str) -> Iterator[str]:
    """The entries one by one, with a bar on standard error where they are many."""
    if len(entries) < MANY or not sys.stderr.isatty():
        yield from entries
        return
    with click.progressbar(entries, label=label, file=sys.stderr) as bar:
        yield from bar
