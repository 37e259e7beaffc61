"""GitLab has no issue forms: description templates are made from those of GitHub. ``make docs`` writes them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"
TEMPLATES = ROOT / ".gitlab" / "issue_templates"


def forms() -> dict[str, dict[str, Any]]:
    """Issue forms by file name without ending."""
    return {
        path.stem: yaml.safe_load(path.read_text("utf-8"))
        for path in sorted(FORMS.glob("*.yml"))
        if path.stem != "config"
    }


def template(form: dict[str, Any]) -> str:
    """A form as Markdown to fill in."""
    parts = [f"/title {form['title']}\n/label {' '.join(f'~{label}' for label in form['labels'])}\n"]
    for field in form["body"]:
        said = field["attributes"]
        if field["type"] == "markdown":
            parts.append(f"{said['value'].strip()}\n")
            continue
        must = "（必填）" if field.get("validations", {}).get("required") else ""
        note = f"<!-- {said['description']} -->\n" if "description" in said else ""
        labels = [each["label"] if isinstance(each, dict) else each for each in said.get("options", ())]
        parts.append(f"## {said['label']}{must}\n\n{note}" + "".join(f"- [ ] {label}\n" for label in labels))
    return "\n".join(parts)


def templates() -> dict[str, str]:
    """File name → text."""
    return {f"{name}.md": template(form) for name, form in forms().items()}
