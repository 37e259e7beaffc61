"""Writes the generated pages of docs/, the JSON Schema of the export, and GitLab's description templates. Run by ``make docs``; a test holds that they are current."""

from __future__ import annotations

from pathlib import Path

import forms
from yibenzhang.outputs import manual
from yibenzhang.outputs.impact_page import impact_page
from yibenzhang.outputs.json import dumps
from yibenzhang.outputs.tables import json as export
from yibenzhang.rules import RULES, pages
from yibenzhang.sources.layout import Kind
from yibenzhang.sources.schema import default_schemas

EXPORT = Path(export.__file__).with_name("export.schema.json")
DOCS = Path(__file__).resolve().parents[1] / "docs"


def rule_pages() -> dict[str, str]:
    """Rule id → text of its page."""
    folder = Path(pages.__file__).parent
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))}


def generated() -> dict[str, str]:
    """File name → text."""
    known = {rule: pages.parse(text) for rule, text in rule_pages().items()}
    schemas = default_schemas().by_kind
    return {
        "impact.md": impact_page(schemas[Kind.CATALOG]),
        "rules.md": manual.rules_page(RULES, known),
        "settings.md": manual.settings_page(schemas[Kind.REGISTRY]),
    }


if __name__ == "__main__":
    for name, text in generated().items():
        (DOCS / name).write_text(text, encoding="utf-8")
    EXPORT.write_text(dumps(export.schema(default_schemas().by_kind)), encoding="utf-8")
    for name, text in forms.templates().items():
        (forms.TEMPLATES / name).write_text(text, encoding="utf-8")
