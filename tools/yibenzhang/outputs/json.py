"""Findings as JSON, for programs. Words that are fixed are English; what people wrote stays as written."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from ..model.findings import Finding

# What would drive a terminal, or is no text (a file name that is not UTF-8): written as JSON's own escapes.
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]")

KEYS = ("rule", "severity", "path", "line", "column", "field", "label", "message", "fix", "clause")


def findings(found: Sequence[Finding], files: int, catalogs: int) -> str:
    """``{"summary": {files, catalogs, errors, warnings}, "findings": [...]}``, keys in a fixed order."""
    errors = sum(finding.is_error for finding in found)
    summary = {"files": files, "catalogs": catalogs, "errors": errors, "warnings": len(found) - errors}
    rows = [{key: getattr(finding, key) for key in KEYS} for finding in found]
    text = json.dumps({"summary": summary, "findings": rows}, ensure_ascii=False, indent=2) + "\n"
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
