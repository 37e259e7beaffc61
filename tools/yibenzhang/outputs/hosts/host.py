"""A host without pages, and what the adapters of real hosts share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple
from urllib.parse import quote

LONGEST = 8000
"""Characters of an address: hosts and the servers before them refuse request lines beyond 8 KiB."""
MARKER = "<!-- ybz:review -->"
"""How the one comment of the review job begins, so that it is found again."""


class NewFile(NamedTuple):
    """A page that makes a file. ``filled``: the text is in it; else it has to be pasted by hand."""

    url: str = ""
    filled: bool = False


class Request(NamedTuple):
    """A call of a host's API; ``path`` comes after its address."""

    method: str
    path: str
    body: Mapping[str, Any] | None = None


class Comment(NamedTuple):
    """One comment of a pull request."""

    id: int
    author: str
    text: str


class Account(NamedTuple):
    """Someone on a host; ``name`` and ``mail`` as they stand in commits."""

    login: str
    name: str
    mail: str


class Pull(NamedTuple):
    """An open pull request, as far as a merge needs to know. ``opened``: ISO time."""

    title: str
    author: Account
    opened: str
    head: str
    branch: str


class Approval(NamedTuple):
    """A review that says yes; ``head``: the commit it saw, empty where the host does not tell."""

    by: Account
    head: str


@dataclass(frozen=True, slots=True)
class Host:
    """Where the pages of a ledger are; every address is empty where the host has none.

    ``url``: the repository's page. ``branch``: its main branch. ``folder``: of the ledger in the repository, with a
    slash at its end, or empty. Paths are those of the ledger; they and all names are percent-encoded here.
    """

    url: str = ""
    branch: str = "main"
    folder: str = ""
    kind: ClassVar[str] = "bare"

    def commit(self, commit: str) -> str:
        """The page of a commit."""
        return ""

    def file(self, commit: str, path: str) -> str:
        """The page of a file as of a commit or branch."""
        return ""

    def tree(self, commit: str) -> str:
        """The page of the ledger's folder as of a commit or branch."""
        return ""

    def compare(self, old: str, new: str) -> str:
        """What ``new`` has beyond ``old``."""
        return ""

    def review(self, number: str) -> str:
        """The page of a pull request, written ``12``, ``#12`` or ``!12``; empty for no number."""
        return ""

    def new_review(self, branch: str) -> str:
        """The page that opens a pull request of ``branch`` to the main branch."""
        return ""

    def edit(self, path: str) -> str:
        """The page that edits a file of the main branch."""
        return ""

    def new_file(self, path: str, text: str) -> NewFile:
        """The page that makes a file on the main branch, filled where the host can and the address is not too long."""
        return NewFile()

    def new_issue(self, form: str, title: str = "", **fields: str) -> str:
        """The page of an issue form, by its file name without ending, such as ``data-demand``; with a title and fields
        filled in by their ids, as far as the host can."""
        return ""

    def _in_repository(self, path: str) -> str:
        return encoded(self.folder + path)


class Plain(Host):
    """What GitHub and those that took after it call their pages."""

    __slots__ = ()

    def commit(self, commit: str) -> str:
        """The page of a commit."""
        return f"{self.url}/commit/{encoded(commit)}"

    def file(self, commit: str, path: str) -> str:
        """The page of a file as of a commit or branch."""
        return f"{self.url}/blob/{encoded(commit)}/{self._in_repository(path)}"

    def tree(self, commit: str) -> str:
        """The page of the ledger's folder as of a commit or branch."""
        return f"{self.url}/tree/{encoded(commit)}/{self._in_repository('')}".rstrip("/")

    def compare(self, old: str, new: str) -> str:
        """What ``new`` has beyond ``old``."""
        return f"{self.url}/compare/{encoded(old)}...{encoded(new)}"

    def edit(self, path: str) -> str:
        """The page that edits a file."""
        return f"{self.url}/edit/{encoded(self.branch)}/{self._in_repository(path)}"


class Forge(Host, ABC):
    """A host with pull requests and an API. ``slug`` is the owner and name of the repository."""

    __slots__ = ()

    @abstractmethod
    def comments(self, slug: str, number: int, page: int) -> Request:
        """Asks for a page of the comments of a pull request, from 1 on."""
        ...

    @abstractmethod
    def comment(self, slug: str, number: int, text: str) -> Request:
        """Writes a comment."""
        ...

    @abstractmethod
    def rewrite(self, slug: str, number: int, comment: int, text: str) -> Request:
        """Writes a comment anew."""
        ...

    @abstractmethod
    def read_comment(self, answer: Mapping[str, Any]) -> Comment:
        """One of the comments that were answered."""
        ...

    @abstractmethod
    def pull(self, slug: str, number: int) -> Request:
        """Asks for a pull request."""
        ...

    @abstractmethod
    def read_pull(self, answer: Mapping[str, Any]) -> Pull:
        """The pull request that was answered."""
        ...

    @abstractmethod
    def approvals(self, slug: str, number: int, page: int) -> Request:
        """Asks for a page of the reviews of a pull request, from 1 on."""
        ...

    @abstractmethod
    def read_approvals(self, answer: Any) -> tuple[Approval, ...]:
        """Those of the reviews that were answered which say yes and still hold."""
        ...

    @abstractmethod
    def merge(self, slug: str, number: int, head: str, title: str, text: str) -> Request:
        """Merges ``head``, and nothing that was pushed after it, with that commit message."""
        ...


def encoded(text: str, safe: str = "/") -> str:
    """Percent-encoded UTF-8; bytes that are no UTF-8 stay the bytes they are."""
    return quote(text, safe=safe, errors="surrogateescape")


def asked(bare: str, fields: Iterable[tuple[str, str]]) -> str:
    """The address with what is to be filled in, or without where it would be too long."""
    whole = bare + "".join(f"&{name}={encoded(value)}" for name, value in fields if value)
    return whole if len(whole) <= LONGEST else bare


def filled(bare: str, value: str) -> NewFile:
    """The address with the text in it, or without where it would be too long."""
    whole = f"{bare}&value={encoded(value, '')}"
    return NewFile(whole, filled=True) if len(whole) <= LONGEST else NewFile(bare)
