"""GitHub."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from .host import Account, Approval, Comment, Forge, NewFile, Plain, Pull, Request, asked, encoded, filled


class GitHub(Plain, Forge):
    """github.com and GitHub Enterprise Server."""

    __slots__ = ()
    kind: ClassVar[str] = "github"

    def review(self, number: str) -> str:
        """The page of a pull request."""
        return f"{self.url}/pull/{encoded(number.lstrip('#!'), '')}" if number else ""

    def new_review(self, branch: str) -> str:
        """The page that opens a pull request."""
        return f"{self.compare(self.branch, branch)}?expand=1"

    def new_file(self, path: str, text: str) -> NewFile:
        """The page that makes a file."""
        return filled(f"{self.url}/new/{encoded(self.branch)}?filename={encoded(self.folder + path, '')}", text)

    def new_issue(self, form: str, title: str = "", **fields: str) -> str:
        """The page of an issue form; its fields are filled by their ids."""
        return asked(f"{self.url}/issues/new?template={encoded(form, '')}.yml", [("title", title), *fields.items()])

    def comments(self, slug: str, number: int, page: int) -> Request:
        """Asks for a page of comments."""
        return Request("GET", f"repos/{slug}/issues/{number}/comments?per_page=100&page={page}")

    def comment(self, slug: str, number: int, text: str) -> Request:
        """Writes a comment."""
        return Request("POST", f"repos/{slug}/issues/{number}/comments", {"body": text})

    def rewrite(self, slug: str, number: int, comment: int, text: str) -> Request:
        """Writes a comment anew."""
        return Request("PATCH", f"repos/{slug}/issues/comments/{comment}", {"body": text})

    def read_comment(self, answer: Mapping[str, Any]) -> Comment:
        """One comment."""
        return Comment(answer["id"], (answer["user"] or {}).get("login", ""), answer["body"] or "")

    def pull(self, slug: str, number: int) -> Request:
        """Asks for a pull request."""
        return Request("GET", f"repos/{slug}/pulls/{number}")

    def read_pull(self, answer: Mapping[str, Any]) -> Pull:
        """A pull request."""
        head, base = answer["head"]["sha"], answer["base"]["ref"]
        return Pull(answer["title"], self.account(answer["user"]), answer["created_at"], head, base)

    def approvals(self, slug: str, number: int, page: int) -> Request:
        """Asks for a page of reviews."""
        return Request("GET", f"repos/{slug}/pulls/{number}/reviews?per_page=100&page={page}")

    def read_approvals(self, answer: Any) -> tuple[Approval, ...]:
        """The last word of everyone who approved or asked for changes."""
        last = {each["user"]["login"]: each for each in answer if each["user"] and self.is_word(each)}
        return tuple(
            Approval(self.account(each["user"]), each["commit_id"] or "")
            for each in last.values()
            if each["state"] == "APPROVED"
        )

    def is_word(self, review: Mapping[str, Any]) -> bool:
        """Whether a review decides anything; a comment does not."""
        return review["state"] in {"APPROVED", "CHANGES_REQUESTED", "DISMISSED"}

    def merge(self, slug: str, number: int, head: str, title: str, text: str) -> Request:
        """Merges with a merge commit."""
        body = {"merge_method": "merge", "sha": head, "commit_title": title, "commit_message": text}
        return Request("PUT", f"repos/{slug}/pulls/{number}/merge", body)

    def account(self, user: Mapping[str, Any]) -> Account:
        """Someone; GitHub tells no addresses here, so it is the one it gives everyone."""
        return Account(user["login"], user["login"], f"{user['login']}@users.noreply.github.com")
