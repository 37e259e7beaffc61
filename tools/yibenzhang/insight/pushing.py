"""Which refs of a push are whose business: the protected branches, the tags of periods, and all the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from ..model.push import Refusal, Update
from ..sources import document, gitpush, ledger, tree
from ..sources.git import Commit, Repository, RevisionError
from ..sources.gitpush import BRANCHES, TAGS
from ..sources.gittags import PERIODS
from ..sources.layout import REGISTRY
from ..sources.store import Store
from .gate import Pusher, gate, is_readable
from .ownership import Owners

_USUAL = "main"


def updates(lines: Iterable[bytes]) -> Iterator[Update]:
    """What git writes to a pre-receive hook: ``old new ref``, ids of zeros for what is not there.

    Raises:
        RevisionError: it is something else.
    """
    for line in lines:
        words = line.decode("utf-8", "surrogateescape").rstrip("\n").split(" ", 2)
        if len(words) != 3 or not all(set(word) <= set("0123456789abcdef") and word for word in words[:2]):
            raise RevisionError("git 传来的内容看不懂")
        old, new = ("" if set(word) == {"0"} else word for word in words[:2])
        yield Update(old, new, words[2])


class Push:
    """All refs of one push. ``branches``: those to be protected, else the ledger's own (registry.yml: host.branch)."""

    def __init__(
        self, repository: Repository, store: Store | None, pusher: Pusher, branches: Sequence[str] = ()
    ) -> None:
        self.repository, self.store, self.pusher, self.branches = repository, store, pusher, branches

    def refusals(self, updates: Sequence[Update]) -> list[Refusal]:
        """Why the push may not be taken; empty when it may. Git takes all of a push or nothing."""
        aliases = gitpush.aliases(self.repository, (update.ref for update in updates))
        found = (self._refusal(update, aliases.get(update.ref, update.ref)) for update in updates)
        return [refusal for refusal in found if refusal is not None]

    def _refusal(self, update: Update, ref: str) -> Refusal | None:
        if ref in self.protected:
            base = self.repository.commit(update.old) if update.old else self.main
            return gate(self.repository, self.store, update, self.pusher, base)
        if ref.casefold() in {each.casefold() for each in self.protected}:
            return Refusal(update, (f"分支名 {update.name} 与主线只差大小写，有的磁盘分不清：换一个名字",))
        if ref.startswith(TAGS + PERIODS):
            return self._tag(update)
        if ref.startswith((BRANCHES, TAGS)):
            return None
        return Refusal(update, ("只能推送分支和标签",))

    def _tag(self, update: Update) -> Refusal | None:
        """Tags of periods cut the log into issues and name the releases: made by an approver, once."""
        if update.old:
            what = "改动" if update.new else "删除"
            return Refusal(update, (f"批次标签 {update.name} 已经公布，不能{what}：要更正的，另打一个标签",))
        if self._owners is None:
            return Refusal(update, ("还没有一本账，先推送主线，再推送批次标签",))
        if not self._owners.may_merge(self.pusher.account):
            who = "、".join(self._owners.approvers) or "（还没有写）"
            return Refusal(update, (f"批次标签由审核人来打：{who}",))
        return None

    @cached_property
    def protected(self) -> tuple[str, ...]:
        """Full names of the protected branches: the ones asked for; else the one HEAD names and the ledger's own."""
        if self.branches:
            return tuple(BRANCHES + branch for branch in self.branches)
        default = gitpush.default_branch(self.repository)
        first = (ref for ref in (default, BRANCHES + _USUAL) if ref)
        tip = next((found for ref in first if (found := gitpush.tip(self.repository, ref))), None)
        own = BRANCHES + (self._branch(tip) if tip else _USUAL)
        return tuple(dict.fromkeys((own, default) if default else (own,)))

    def _branch(self, commit: Commit) -> str:
        """The branch a revision's registry.yml says the ledger lives on."""
        found = [entry.blob for entry in self.repository.entries(commit, REGISTRY)]
        values = document.read(REGISTRY, next(self.repository.blobs(found))).values if found else None
        host = values.get("host") if isinstance(values, dict) else None
        branch = host.get("branch") if isinstance(host, dict) else None
        return branch if isinstance(branch, str) and branch else _USUAL

    @cached_property
    def main(self) -> Commit | None:
        """The commit of the first protected branch that is there."""
        return next((tip for ref in self.protected if (tip := gitpush.tip(self.repository, ref))), None)

    @cached_property
    def _owners(self) -> Owners | None:
        """Who owns what on the protected branch as it is; None without a ledger.

        Raises:
            RevisionError: its registry.yml cannot be read.
        """
        if self.main is None:
            return None
        read = ledger.read(tree.of_revision(self.repository, self.main), self.store)
        if REGISTRY not in read.kinds:
            return None
        if not is_readable(read):
            raise RevisionError(f"{REGISTRY} 现在读不出来，不知道谁是审核人。请管理员在服务器上先把它改好")
        return Owners(read.registry)
