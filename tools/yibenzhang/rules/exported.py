"""The rules as far as the form in the browser knows them: their words, patterns and sentences as data, each still standing
where the rule does. What a rule makes of them is written twice, and a test holds both against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from .. import lazily
from ..model.settings import Policy
from . import RULES, catalogs, citations, items, naming, resources, safety, words
from .said import SAID, SHAPE

KNOWN = tuple(dict.fromkeys(key.partition("-")[0] for key in SAID))
"""The rules the form judges by itself; those of the schema it knows from the schema."""

_IGNORING = re.compile(r"\(\?i:([^()]*)\)")


def pattern(found: re.Pattern[str]) -> dict[str, str]:
    """A pattern as ``RegExp`` takes it, with the flag ``u``.

    Raises:
        ValueError: it means something there that it does not mean here.
    """
    source = found.pattern.replace(r"\A", "^").replace(r"\Z", "$")
    flags = "u"
    if source.startswith("(?i)"):
        source, flags = source[4:], "iu"
    source = _IGNORING.sub(lambda part: f"(?:{_either(part[1])})", source)
    if re.search(r"\(\?(?![:=!]|<[=!])|\\[^\WsSuxnt_]", source):
        raise ValueError(f"no pattern for a browser: {source}")
    # With the flag, what needs no backslash may bear none.
    return {"source": re.sub(r"\\([^\w\s^$\\.*+?()\[\]{}|/-])", r"\1", source), "flags": flags}


def _either(text: str) -> str:
    return "".join(f"[{each.lower()}{each.upper()}]" if each.isalpha() else each for each in text)


def _data(found: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in found.items():
        if lazily.is_pattern(value):
            yield key, pattern(value)
        else:
            yield key, value if isinstance(value, dict) else sorted(value) if isinstance(value, frozenset) else value


def exported(policy: Policy) -> dict[str, Any]:
    """Severity and remedy of each rule as the ledger has them (``off``: it is not wanted), sentences, and patterns."""
    lists = (words.FORM, naming.FORM, catalogs.FORM, items.FORM, resources.FORM, safety.FORM, citations.FORM)
    return {
        "rules": {
            each.id: {"severity": policy.severities.get(each.id, each.severity.value), "fix": each.fix}
            for each in RULES
        },
        "known": KNOWN,
        "said": SAID,
        "shape": SHAPE,
        "data": {key: value for found in lists for key, value in _data(found)},
        "tolerated": policy.refusal_basis == "with_policy",
    }
