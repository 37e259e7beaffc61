"""Gitee."""

from __future__ import annotations

from typing import ClassVar

from .host import Host, NewFile, encoded


class Gitee(Host):
    """gitee.com and Gitee on a server of one's own: pages only, there are no workflows of ours for it."""

    __slots__ = ()
    kind: ClassVar[str] = "gitee"

    def commit(self, commit: str) -> str:
        """The page of a commit."""
        return f"{self.url}/commit/{encoded(commit)}"

    def file(self, commit: str, path: str) -> str:
        """The page of a file as of a commit or branch."""
        return f"{self.url}/blob/{encoded(commit)}/{self._in_repository(path)}"

    def compare(self, old: str, new: str) -> str:
        """What ``new`` has beyond ``old``."""
        return f"{self.url}/compare/{encoded(old)}...{encoded(new)}"

    def review(self, number: str) -> str:
        """The page of a pull request."""
        return f"{self.url}/pulls/{encoded(number.lstrip('#!'), '')}" if number else ""

    def new_review(self, branch: str) -> str:
        """The page that opens a pull request, as Gitee prints it after a push."""
        owner = self.url.split("/")[-2]
        return f"{self.url}/pull/new/{owner}:{encoded(branch)}...{owner}:{encoded(self.branch)}"

    def edit(self, path: str) -> str:
        """The page that edits a file."""
        return f"{self.url}/edit/{encoded(self.branch)}/{self._in_repository(path)}"

    def new_file(self, path: str, text: str) -> NewFile:
        """The page that makes a file; Gitee takes a folder, no name and no text."""
        folder = (self.folder + path).rpartition("/")[0]
        where = "/".join(part for part in (encoded(self.branch), encoded(folder)) if part)
        return NewFile(f"{self.url}/new/{where}")
