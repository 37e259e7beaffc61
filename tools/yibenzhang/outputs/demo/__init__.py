"""A large believable ledger, made up: the same text for the same numbers, on any machine, any day."""

from __future__ import annotations

from . import words
from .ledger import files

__all__ = ["files", "words"]
