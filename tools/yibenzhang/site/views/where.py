"""Addresses of rows: which catalogs a number counts, as 目录检索 finds them."""

from __future__ import annotations

from urllib.parse import quote


def rows(**facets: str) -> str:
    """The catalogs in use that have these words in these facets: ``rows(department="民政局", mount="未挂载")``."""
    asked = "&".join(f"{key}={quote(word, safe='', errors='replace')}" for key, word in facets.items())
    return f"catalogs.html?{asked}" if asked else "catalogs.html"


__all__ = ["rows"]
