"""Findings as JSON, for programs. Words that are fixed are English; what people wrote stays as written."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ..model.findings import Finding

KEYS = ("rule", "severity", "path", "line", "column", "field", "label", "message", "fix", "clause")


def findings(found: Sequence[Finding], files: int, catalogs: int) -> str:
    """``{"summary": {files, catalogs, errors, warnings}, "findings": [...]}``, keys in a fixed order."""
    errors = sum(finding.is_error for finding in found)
    summary = {"files": files, "catalogs": catalogs, "errors": errors, "warnings": len(found) - errors}
    rows = [{key: getattr(finding, key) for key in KEYS} for finding in found]
    return json.dumps({"summary": summary, "findings": rows}, ensure_ascii=False, indent=2) + "\n"
