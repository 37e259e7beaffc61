"""Gitea and Forgejo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from .github import GitHub
from .host import Account, NewFile, Request, asked, encoded, filled


class Gitea(GitHub):
    """Gitea and Forgejo: much of GitHub's API, pages of their own."""

    __slots__ = ()
    kind: ClassVar[str] = "gitea"

    def file(self, commit: str, path: str) -> str:
        """The page of a file as of a commit."""
        return f"{self.url}/src/commit/{encoded(commit)}/{self._in_repository(path)}"

    def tree(self, commit: str) -> str:
        """The page of the ledger's folder as of a commit."""
        return f"{self.url}/src/commit/{encoded(commit)}/{self._in_repository('')}".rstrip("/")

    def review(self, number: str) -> str:
        """The page of a pull request."""
        return f"{self.url}/pulls/{encoded(number.lstrip('#!'), '')}" if number else ""

    def new_review(self, branch: str) -> str:
        """The page that opens a pull request."""
        return self.compare(self.branch, branch)

    def edit(self, path: str) -> str:
        """The page that edits a file."""
        return f"{self.url}/_edit/{encoded(self.branch)}/{self._in_repository(path)}"

    def new_file(self, path: str, text: str) -> NewFile:
        """The page that makes a file."""
        folder, _, name = (self.folder + path).rpartition("/")
        where = "/".join(part for part in (encoded(self.branch), encoded(folder)) if part)
        return filled(f"{self.url}/_new/{where}?filename={encoded(name, '')}", text)

    def new_issue(self, form: str, title: str = "", **fields: str) -> str:
        """The page of an issue form: Gitea reads those of GitHub, and names them by their path."""
        named = [(f"field:{name}", value) for name, value in fields.items()]
        bare = f"{self.url}/issues/new?template={encoded(f'.github/ISSUE_TEMPLATE/{form}.yml', '')}"
        return asked(bare, [("title", title), *named])

    def is_word(self, review: Mapping[str, Any]) -> bool:
        """Whether a review decides anything and still holds."""
        return review["state"] in {"APPROVED", "REQUEST_CHANGES"} and not review.get("dismissed")

    def merge(self, slug: str, number: int, head: str, title: str, text: str) -> Request:
        """Merges with a merge commit."""
        body = {"Do": "merge", "head_commit_id": head, "MergeTitleField": title, "MergeMessageField": text}
        return Request("POST", f"repos/{slug}/pulls/{number}/merge", body)

    def account(self, user: Mapping[str, Any]) -> Account:
        """Someone, under the name and address the host shows."""
        return Account(user["login"], user.get("full_name") or user["login"], user.get("email") or "")
