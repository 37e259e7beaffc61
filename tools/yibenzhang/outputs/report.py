"""What ``ybz check`` has to say, before it is written in any format. Reporters are pure functions of it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from ..lazily import pattern
from ..model.findings import Finding

MANUAL = "docs/rules.md"
_SITE = pattern(r"https?://[^\s/]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Findings within the scope asked for, and the counts around them.

    ``most``: list no more than so many; counts are of all. ``waived``: findings registry.yml waives. ``elsewhere``:
    errors outside of the files asked for. ``old``: findings the revision compared with had already; None without one. ``prefix``: the ledger's folder inside the git repository,
    for hosts that name files from the repository's root. ``sources``: files by path, for quoting. ``colour``: whether
    text is for a terminal that shows it. ``note``: what could not be checked, for people.
    """

    findings: tuple[Finding, ...]
    files: int
    catalogs: int
    most: int | None = None
    waived: int = 0
    elsewhere: int = 0
    old: int | None = None
    base_url: str | None = None
    prefix: str = ""
    sources: Mapping[str, bytes] = field(default_factory=dict)
    colour: bool = False
    note: str = ""

    @property
    def shown(self) -> tuple[Finding, ...]:
        """The findings that are listed."""
        return self.findings[: self.most]

    @property
    def omitted(self) -> int:
        """How many are counted and not listed."""
        return len(self.findings) - len(self.shown)

    @property
    def errors(self) -> int:
        """How many stop a merge."""
        return sum(finding.is_error for finding in self.findings)

    @property
    def warnings(self) -> int:
        """How many only warn."""
        return len(self.findings) - self.errors

    def link(self, rule: str) -> str:
        """The address of a rule's page on the ledger's site; empty when the ledger has none."""
        base = self.base_url or ""
        return (
            f"{quote(base.rstrip('/'), safe=_SAFE, errors='replace')}/rules.html#{rule.lower()}"
            if _SITE.match(base)
            else ""
        )

    def help(self, rule: str) -> str:
        """Where a rule is explained: its page on the site, else the manual."""
        return self.link(rule) or f"{MANUAL}#{rule.lower()}"

    def verdict(self) -> str:
        """One sentence without a word of anyone's but ours."""
        if self.findings:
            return f"{self.errors} 个错误，{self.warnings} 个警告"
        return "没有发现问题" if self.old is None else "没有发现新问题"

    def summary(self) -> str:
        """The closing sentences: what was checked, what was found, what is not listed and why."""
        said = [f"共校验 {self.files} 个文件、{self.catalogs} 份目录：{self.verdict()}。"]
        if self.omitted:
            said.append(f"还有 {self.omitted} 个问题没有列出。")
        if self.old:
            said.append(f"另有 {self.old} 个原有问题未列出。")
        if self.elsewhere:
            said.append(f"没有看的部分还有 {self.elsewhere} 个错误。")
        if self.waived:
            said.append(f"已豁免 {self.waived} 个问题。")
        return "".join(said)


# What a URL may hold; percent signs stay, so that an address written in escapes is not escaped again.
_SAFE = ":/?&=+,;%@~-._"


def fingerprints(findings: tuple[Finding, ...]) -> list[str]:
    """One stable mark a finding: of its rule, subject and field, and its number among equals; not of its line."""
    seen: Counter[tuple[str, str, str]] = Counter()
    marks = []
    for finding in findings:
        seen[finding.identity] += 1
        text = "\0".join((*finding.identity, str(seen[finding.identity])))
        marks.append(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32])
    return marks
