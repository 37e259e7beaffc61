"""CODEOWNERS: whom a forge asks to review what, made from department.yml and registry.yml.

Any one of the accounts on a line may approve, so a department's reviewers stand together with the ledger's approvers:
nobody can approve his own change. Each forge has a place and a syntax of its own:

* GitHub, Gitee, GitLab: globs, the last line that matches counts (GitLab: in a section, and there are none here).
* Gitea and Forgejo: regular expressions of Go, matched against the whole path, and every line that matches counts; a
  backslash before ``#``, a space or a backslash is taken away before the expression is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum

from ..lazily import pattern
from ..model.registry import Registry
from ..sources.layout import CATALOGS


class Forge(StrEnum):
    """The hosts that know such a file."""

    GITHUB = "github"
    GITEA = "gitea"
    GITLAB = "gitlab"
    GITEE = "gitee"

    @property
    def path(self) -> str:
        """Where the file belongs, from the repository's top."""
        return f".{self.value}/CODEOWNERS"

    @property
    def earlier(self) -> tuple[str, ...]:
        """Places the host looks at before, or may: a file there would be taken instead."""
        return () if self is Forge.GITHUB else ("CODEOWNERS", "docs/CODEOWNERS")


class AccountError(Exception):
    """An account no forge can have, or none at all; the message is Chinese."""


_ACCOUNT = pattern(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_.-]+)*\Z")
_MAIL = pattern(r"[A-Za-z0-9_.+-]+@[A-Za-z0-9.-]+\Z")
# One wildcard for one character that has a meaning of its own: the ways to escape it differ, this all hosts know.
_GLOB = pattern(r"[\s*?\[\]\\#!]")
_GO = pattern(r"([\\.+*?()|\[\]{}^$])")
_TAKEN_AWAY = pattern(r"([\\# ])")
_HEAD = (
    "# 由 ybz 生成，请勿手改：改 registry.yml 的 approvers 或各部门 department.yml 的 reviewers，"
    "再运行 ybz codeowners --forge {forge}",
    "# 每一行的账号中任何一人同意即可；自己不能审核自己的修改，所以部门的复核人与总的审核人写在一起。",
)
_GITEA_NOTE = "# Gitea 只是请这些账号来审核；要不要求同意，在分支保护里设。左边是正则表达式。"


def text(registry: Registry, forge: Forge, prefix: str = "") -> str:
    """The whole file. ``prefix``: the ledger's folder in the repository, with a slash at its end; empty at the top.

    Raises:
        AccountError: the ledger names no approver, or an account that cannot be one.
    """
    if not registry.settings.approvers:
        raise AccountError("registry.yml 的 approvers 是空的：先写明谁是审核人")
    approvers = _accounts(registry.settings.approvers, "registry.yml 的 approvers")
    written = _gitea if forge is Forge.GITEA else _glob
    lines = [line.format(forge=forge.value) for line in _HEAD]
    if forge is Forge.GITEA:
        lines.append(_GITEA_NOTE)
    lines.append(f"{'.*' if forge is Forge.GITEA else '*'} {' '.join(approvers)}")
    lines += _departments(registry, approvers, lambda folder: written(f"{prefix}{folder}"), every=forge is Forge.GITEA)
    if forge is not Forge.GITEA:
        # Who may change a folder, and which codes are its own, is for the approvers to say; the last line that fits counts.
        lines.append(f"department.yml {' '.join(approvers)}")
    return "".join(f"{line}\n" for line in lines)


def lone(registry: Registry) -> tuple[str, ...]:
    """The departments whose changes only one account can approve, which therefore cannot change them itself."""
    approvers = registry.settings.approvers
    return tuple(
        department.id for department in registry.departments if len(_once((*department.reviewers, *approvers))) < 2
    )


def _departments(
    registry: Registry, approvers: list[str], pattern: Callable[[str], str], *, every: bool
) -> Iterator[str]:
    """A line a department, in the order of their folders, so that a folder in another one comes after it."""
    for department in sorted(registry.departments, key=lambda department: department.id):
        own = _accounts(department.reviewers, f"{department.path} 的 reviewers")
        # Where every line counts, the approvers stand on the first one already.
        owners = own if every else _once((*own, *approvers))
        if owners:
            yield f"{pattern(f'{CATALOGS}{department.id}/')} {' '.join(owners)}"


def _accounts(accounts: Iterable[str], where: str) -> list[str]:
    found = []
    for account in accounts:
        bare = account.strip().removeprefix("@")
        if not _ACCOUNT.match(bare) and not _MAIL.match(bare):
            raise AccountError(
                f"{where} 里的“{account}”不是账号：只能有字母、数字、点、短横、下划线（团队写 组织/团队）"
            )
        found.append(bare if _MAIL.match(bare) else f"@{bare}")
    return _once(found)


def _once(accounts: Iterable[str]) -> list[str]:
    """Each once, as first written; hosts do not tell upper case from lower."""
    found: dict[str, str] = {}
    for account in accounts:
        found.setdefault(account.casefold(), account)
    return list(found.values())


def _glob(folder: str) -> str:
    return "/" + _GLOB.sub("?", folder)


def _gitea(folder: str) -> str:
    expression = _GO.sub(r"\\\1", folder) + ".*"
    return _TAKEN_AWAY.sub(r"\\\1", expression)
