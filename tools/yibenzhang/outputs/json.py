"""Findings as JSON, for programs. Words that are fixed are English; what people wrote stays as written."""

from __future__ import annotations

import json
from typing import Any

from ..lazily import pattern
from .report import Report

# What would drive a terminal, or is no text (a file name that is not UTF-8): written as JSON's own escapes.
_UNSAFE = pattern("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]")

KEYS = ("rule", "severity", "path", "line", "column", "field", "label", "message", "fix", "clause")


def findings(report: Report) -> str:
    """``{"summary": {files, catalogs, errors, warnings}, "findings": [...]}``, keys in a fixed order.

    The summary has ``old`` when a revision was compared with, ``waived`` when something is, ``omitted`` when the list
    was cut.
    """
    counts = {"files": report.files, "catalogs": report.catalogs, "errors": report.errors, "warnings": report.warnings}
    extra = {"old": report.old, "waived": report.waived or None, "omitted": report.omitted or None}
    summary = counts | {key: count for key, count in extra.items() if count is not None}
    rows = [{key: getattr(f, key) for key in KEYS} | {"help": report.help(f.rule)} for f in report.shown]
    return dumps({"summary": summary, "findings": rows})


def dumps(value: Any) -> str:
    """JSON with Chinese as written, indented, ending in a newline."""
    return safe(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def safe(text: str) -> str:
    """JSON text with what would drive a terminal as escapes; the value stays the same."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
