"""Writes the generated pages of docs/. Run by ``make docs``; a test holds that they are current."""

from __future__ import annotations

from pathlib import Path

from yibenzhang.outputs import manual
from yibenzhang.rules import RULES
from yibenzhang.sources.layout import Kind
from yibenzhang.sources.schema import default_schemas

DOCS = Path(__file__).resolve().parents[1] / "docs"


def pages() -> dict[str, str]:
    """File name → text."""
    return {
        "rules.md": manual.rules_page(RULES),
        "settings.md": manual.settings_page(default_schemas().by_kind[Kind.REGISTRY]),
    }


if __name__ == "__main__":
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
