"""Merge an approved pull request with a message that says who submitted, who approved and when.

    .venv/bin/python .ci/merge.py KIND API-ADDRESS REPOSITORY NUMBER HEAD ACTOR [--dry-run]

Run from a checkout of the main branch, whose registry.yml says who may approve. ACTOR starts the merge. HEAD is the
commit that was reviewed: the host merges that one or nothing. The token comes from YBZ_TOKEN; branch protection still
holds for it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from api import Api, stop

from yibenzhang.model.settings import Settings
from yibenzhang.outputs import approval
from yibenzhang.outputs.hosts import FORGES, Forge
from yibenzhang.outputs.hosts.host import Account, Approval, Pull
from yibenzhang.sources.opening import open_ledger

ROOT = Path(__file__).resolve().parents[1]
_PAGES = 20


def approvals(api: Api, forge: Forge, slug: str, number: int) -> Sequence[Approval]:
    """Every review that says yes and still holds; later pages may take back what earlier ones said."""
    answers: list[object] = []
    for page in range(1, _PAGES + 1):
        answer = api.call(forge.approvals(slug, number, page))
        if not isinstance(answer, list):
            return forge.read_approvals(answer)
        new = [each for each in answer if each not in answers]
        if not new:
            break
        answers += new
    return forge.read_approvals(answers)


def reviewers(pull: Pull, given: Sequence[Approval], settings: Settings, head: str, actor: str) -> list[Account]:
    """Who approves, the one who starts the merge last; ends the run where nobody may."""
    if actor.casefold() not in {each.casefold() for each in settings.approvers}:
        stop(f"{actor} 不是 registry.yml 的 approvers，不能合入")
    if pull.branch != settings.host.branch:
        stop(f"这个合并请求不是合入 {settings.host.branch} 的")
    if pull.head != head:
        stop("审核之后又推送了新的提交：等新的审核结论")
    found = list(approval.consents(pull, given, settings.approvers))
    if actor.casefold() not in {each.login.casefold() for each in (pull.author, *found)}:
        found.append(Account(actor, actor, ""))
    if not found:
        stop("提交人不能审核自己的改动：要有另一位 approvers 在合并请求里同意")
    return found


def main(kind: str, address: str, slug: str, number: str, head: str, actor: str, dry: str = "") -> None:
    """Ask, check, merge."""
    if kind not in FORGES or not number.isascii() or not number.isdigit():
        stop(f"托管平台只能是 {'、'.join(FORGES)}，合并请求号只能是数字")
    api, forge = Api(kind, address, os.environ.get("YBZ_TOKEN", "")), FORGES[kind]()
    settings = open_ledger(ROOT).ledger.registry.settings
    pull = forge.read_pull(api.call(forge.pull(slug, int(number))))
    found = reviewers(pull, approvals(api, forge, slug, int(number)), settings, head, actor)
    title, text = approval.message(pull, f"{'!' if kind == 'gitlab' else '#'}{number}", found)
    if dry == "--dry-run":
        print(f"{title}\n\n{text}", end="")
        return
    api.call(forge.merge(slug, int(number), head, title, text))
    print("已合入")


if __name__ == "__main__":
    if len(sys.argv) not in (7, 8):
        stop("用法：.ci/merge.py 平台 接口地址 仓库 合并请求号 待审提交 账号 [--dry-run]")
    main(*sys.argv[1:])
