"""Where a commit, a file or a review stands on the host of the ledger: the only module that knows hosts' addresses."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote

from ..model.settings import Settings

_URL = re.compile(r"https?://[^\s\"'<>\\]+\Z")
# By kind: the page of a commit, of a file at a commit, of a pull request.
_PAGES = {
    "github": ("{url}/commit/{commit}", "{url}/blob/{commit}/{path}", "{url}/pull/{number}"),
    "gitea": ("{url}/commit/{commit}", "{url}/src/commit/{commit}/{path}", "{url}/pulls/{number}"),
    "gitlab": ("{url}/-/commit/{commit}", "{url}/-/blob/{commit}/{path}", "{url}/-/merge_requests/{number}"),
    "gitee": ("{url}/commit/{commit}", "{url}/blob/{commit}/{path}", "{url}/pulls/{number}"),
}


class Host(NamedTuple):
    """A host with pages; without any, all its addresses are empty. ``folder``: of the ledger in the repository."""

    url: str = ""
    kind: str = ""
    folder: str = ""

    def commit(self, commit: str) -> str:
        """The page of a commit."""
        return self._page(0, commit=commit)

    def file(self, commit: str, path: str) -> str:
        """The page of one of the ledger's files as of a commit."""
        return self._page(1, commit=commit, path=quote(self.folder + path, errors="surrogateescape"))

    def review(self, number: str) -> str:
        """The page of a review, ``#12`` or ``!12``; empty for no number."""
        return self._page(2, number=number[1:]) if number else ""

    def _page(self, which: int, **parts: str) -> str:
        return _PAGES[self.kind][which].format(url=self.url, **parts) if self.kind in _PAGES else ""


def host(settings: Settings, folder: str) -> Host:
    """The host registry.yml names; one without pages where it names none that can be linked to."""
    url = settings.host.url or ""
    if settings.host.kind not in _PAGES or not _URL.match(url):
        return Host()
    return Host(url.rstrip("/").removesuffix(".git"), settings.host.kind, folder)


__all__ = ["Host", "host"]
