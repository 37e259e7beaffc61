"""The formats of ``ybz check``: each a function from a report to text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from . import github, gitlab, json, markdown, sarif, text
from .report import Report

REPORTERS: Mapping[str, Callable[[Report], str]] = {
    "text": text.findings,
    "json": json.findings,
    "github": github.findings,
    "gitlab": gitlab.findings,
    "sarif": sarif.findings,
    "markdown": markdown.findings,
}
