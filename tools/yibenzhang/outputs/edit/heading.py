"""What needs no YAML library: the first line of a document, the last code there can be, and why a document is left alone."""

from __future__ import annotations

from ...sources.layout import Kind

LAST = 999_999
"""The highest number of a catalog code (DOMAIN B)."""


class EditError(Exception):
    """A document that is not touched; the message is Chinese and says why."""


def header(path: str, kind: Kind) -> str:
    """The line that tells editors which schema a document follows, from any depth of folders."""
    return f"# yaml-language-server: $schema={'../' * path.count('/')}schema/{kind}.schema.json"


__all__ = ["LAST", "EditError", "header"]
