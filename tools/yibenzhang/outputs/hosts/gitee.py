"""Gitee."""

from __future__ import annotations

from typing import ClassVar

from .host import NewFile, Plain, encoded


class Gitee(Plain):
    """gitee.com and Gitee on a server of one's own: pages only, there are no workflows of ours for it."""

    __slots__ = ()
    kind: ClassVar[str] = "gitee"

    def review(self, number: str) -> str:
        """The page of a pull request."""
        return f"{self.url}/pulls/{encoded(number.lstrip('#!'), '')}" if number else ""

    def new_review(self, branch: str) -> str:
        """The page that opens a pull request, as Gitee prints it after a push."""
        owner = self.url.split("/")[-2]
        return f"{self.url}/pull/new/{owner}:{encoded(branch)}...{owner}:{encoded(self.branch)}"

    def new_file(self, path: str, text: str) -> NewFile:
        """The page that makes a file; Gitee takes a folder, no name and no text."""
        folder = (self.folder + path).rpartition("/")[0]
        where = "/".join(part for part in (encoded(self.branch), encoded(folder)) if part)
        return NewFile(f"{self.url}/new/{where}")
