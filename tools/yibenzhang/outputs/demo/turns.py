"""Whose turn it is among kinds of things that happen more or less often: even the rarest comes, and in its time."""

from __future__ import annotations

from collections.abc import Mapping

from .draw import Draw


class Turns:
    """Each kind comes as often as its weight says, evenly spread; not by luck, so that short histories have all."""

    def __init__(self, weights: Mapping[str, float], draw: Draw) -> None:
        self._weights = weights
        self._due = {name: (0.2 + 0.6 * draw.fraction()) / weight for name, weight in weights.items()}

    def order(self) -> list[str]:
        """All kinds, the one whose turn it is first."""
        return sorted(self._due, key=self._due.__getitem__)

    def took(self, name: str) -> None:
        """Note that a kind has had its turn."""
        self._due[name] += 1 / self._weights[name]
