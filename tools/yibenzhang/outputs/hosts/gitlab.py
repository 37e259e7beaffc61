"""GitLab."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from .host import Account, Approval, Comment, Forge, NewFile, Pull, Request, asked, encoded


class GitLab(Forge):
    """gitlab.com and GitLab on a server of one's own."""

    __slots__ = ()
    kind: ClassVar[str] = "gitlab"

    def commit(self, commit: str) -> str:
        """The page of a commit."""
        return f"{self.url}/-/commit/{encoded(commit)}"

    def file(self, commit: str, path: str) -> str:
        """The page of a file as of a commit or branch."""
        return f"{self.url}/-/blob/{encoded(commit)}/{self._in_repository(path)}"

    def tree(self, commit: str) -> str:
        """The page of the ledger's folder as of a commit or branch."""
        return f"{self.url}/-/tree/{encoded(commit)}/{self._in_repository('')}".rstrip("/")

    def compare(self, old: str, new: str) -> str:
        """What ``new`` has beyond ``old``."""
        return f"{self.url}/-/compare/{encoded(old)}...{encoded(new)}"

    def review(self, number: str) -> str:
        """The page of a merge request."""
        return f"{self.url}/-/merge_requests/{encoded(number.lstrip('#!'), '')}" if number else ""

    def new_review(self, branch: str) -> str:
        """The page that opens a merge request."""
        ends = {"source_branch": branch, "target_branch": self.branch}
        asked = "&".join(f"merge_request%5B{name}%5D={encoded(value, '')}" for name, value in ends.items())
        return f"{self.url}/-/merge_requests/new?{asked}"

    def edit(self, path: str) -> str:
        """The page that edits a file."""
        return f"{self.url}/-/edit/{encoded(self.branch)}/{self._in_repository(path)}"

    def new_file(self, path: str, text: str) -> NewFile:
        """The page that makes a file; GitLab takes a name and no text."""
        folder, _, name = (self.folder + path).rpartition("/")
        where = "/".join(part for part in (encoded(self.branch), encoded(folder)) if part)
        return NewFile(f"{self.url}/-/new/{where}?file_name={encoded(name, '')}")

    def new_issue(self, form: str, title: str = "", **fields: str) -> str:
        """The page of a description template. What fields hold is left out: newer GitLabs put a description from the
        address in the place of the template."""
        return asked(f"{self.url}/-/issues/new?issuable_template={encoded(form, '')}", [("issue%5Btitle%5D", title)])

    def comments(self, slug: str, number: int, page: int) -> Request:
        """Asks for a page of notes."""
        return Request("GET", f"{self._notes(slug, number)}?per_page=100&page={page}")

    def comment(self, slug: str, number: int, text: str) -> Request:
        """Writes a note."""
        return Request("POST", self._notes(slug, number), {"body": text})

    def rewrite(self, slug: str, number: int, comment: int, text: str) -> Request:
        """Writes a note anew."""
        return Request("PUT", f"{self._notes(slug, number)}/{comment}", {"body": text})

    def read_comment(self, answer: Mapping[str, Any]) -> Comment:
        """One note."""
        return Comment(answer["id"], (answer["author"] or {}).get("username", ""), answer["body"] or "")

    def pull(self, slug: str, number: int) -> Request:
        """Asks for a merge request."""
        return Request("GET", self._request(slug, number))

    def read_pull(self, answer: Mapping[str, Any]) -> Pull:
        """A merge request."""
        author = _account(answer["author"])
        return Pull(answer["title"], author, answer["created_at"], answer["sha"], answer["target_branch"])

    def approvals(self, slug: str, number: int, page: int) -> Request:
        """Asks who approved: one page holds them all."""
        return Request("GET", f"{self._request(slug, number)}/approvals")

    def read_approvals(self, answer: Any) -> tuple[Approval, ...]:
        """Who approved; whether that outlives a push is a setting of the project."""
        return tuple(Approval(_account(each["user"]), "") for each in answer["approved_by"])

    def merge(self, slug: str, number: int, head: str, title: str, text: str) -> Request:
        """Merges with a merge commit."""
        body = {"sha": head, "squash": False, "merge_commit_message": f"{title}\n\n{text}"}
        return Request("PUT", f"{self._request(slug, number)}/merge", body)

    def _request(self, slug: str, number: int) -> str:
        return f"projects/{encoded(slug, '')}/merge_requests/{number}"

    def _notes(self, slug: str, number: int) -> str:
        return f"{self._request(slug, number)}/notes"


def _account(user: Mapping[str, Any]) -> Account:
    """Someone, under the name the host shows; it tells no address."""
    return Account(user["username"], user["name"] or user["username"], "")
