"""Draws that are the same on every machine and with every Python."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Draw:
    """A row of draws begun by a text; ``random.random`` is the one draw that no Python version changes."""

    def __init__(self, seed: str) -> None:
        self.fraction = random.Random(seed).random  # noqa: S311 — not a secret: the same every time is the point
        """A number from 0 up to 1."""

    def below(self, end: int) -> int:
        """A whole number from 0 up to ``end``."""
        return int(self.fraction() * end)

    def pick(self, choices: Sequence[T]) -> T:
        """One of them."""
        return choices[int(self.fraction() * len(choices))]

    def chance(self, share: float) -> bool:
        """Whether what happens in this share of cases happens."""
        return self.fraction() < share
