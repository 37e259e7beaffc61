"""What differs from host to host stands here and nowhere else: one adapter each (DESIGN section 6)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...model.settings import Settings
from .gitea import Gitea
from .gitee import Gitee
from .github import GitHub
from .gitlab import GitLab
from .host import LONGEST, MARKER, Forge, Host, NewFile

_KINDS: Mapping[str, type[Host]] = {each.kind: each for each in (GitHub, Gitea, GitLab, Gitee)}
FORGES: Mapping[str, type[Forge]] = {each.kind: each for each in (GitHub, Gitea, GitLab)}
"""Hosts with an API we speak, by kind."""
_URL = re.compile(r"https?://[^\s\"'<>\\?#/]+(?:/[^\s\"'<>\\?#/]+)+/?\Z")


def host(settings: Settings, folder: str = "") -> Host:
    """The host registry.yml names; one without pages where it names none that can be linked to.

    ``folder``: of the ledger in the repository, with a slash at its end.
    """
    named = settings.host
    adapter = _KINDS.get(named.kind)
    if adapter is None or not _URL.match(named.url or ""):
        return Host(branch=named.branch, folder=folder)
    return adapter((named.url or "").rstrip("/").removesuffix(".git"), named.branch, folder)


__all__ = ["FORGES", "LONGEST", "MARKER", "Forge", "Host", "NewFile", "host"]
