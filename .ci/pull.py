"""Print the head commit of an open pull request and who opened it, as lines a workflow takes for outputs.

    .venv/bin/python .ci/pull.py KIND API-ADDRESS REPOSITORY NUMBER

prints ``head=`` and a commit id, ``author=`` and an account.
"""

from __future__ import annotations

import os
import re
import sys

from api import Api, stop

from yibenzhang.outputs.hosts import FORGES

_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?\Z")
_ACCOUNT = re.compile(r"[0-9A-Za-z][0-9A-Za-z._@+-]{0,99}\Z")


def main(kind: str, address: str, slug: str, number: str) -> None:
    """Ask the host; nothing but an id and an account is ever printed."""
    if kind not in FORGES or not number.isascii() or not number.isdigit():
        stop(f"托管平台只能是 {'、'.join(FORGES)}，合并请求号只能是数字")
    forge = FORGES[kind]()
    pull = forge.read_pull(Api(kind, address, os.environ.get("YBZ_TOKEN", "")).call(forge.pull(slug, int(number))))
    if not _ID.match(pull.head):
        stop("托管平台没有给出提交号")
    print(f"head={pull.head}")
    print(f"author={pull.author.login if _ACCOUNT.match(pull.author.login) else ''}")


if __name__ == "__main__":
    if len(sys.argv) != 5:
        stop("用法：.ci/pull.py 平台 接口地址 仓库 合并请求号")
    main(*sys.argv[1:])
