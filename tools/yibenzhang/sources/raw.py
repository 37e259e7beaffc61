"""The values of a document as they are written, without the model's defaults."""

from __future__ import annotations

from typing import Any

from . import quick
from .layout import Kind
from .ledger import Ledger


def values(ledger: Ledger, path: str, kind: Kind) -> dict[str, Any]:
    """What stands in the document at ``path``, read quickly where nothing is wrong with it; empty where it is no mapping."""
    found = quick.read(ledger.tree.files[path])
    if found is None or not ledger.schemas.accepts(kind, found):
        slow = ledger.document(path).values
        found = slow if isinstance(slow, dict) else {}
    return found
