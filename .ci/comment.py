"""Write the report of a review as the one comment of a pull request: made the first time, written anew after that.

    .venv/bin/python .ci/comment.py KIND API-ADDRESS REPOSITORY NUMBER FILE

The token comes from YBZ_TOKEN; whose comments are ours is asked of the host, or said in YBZ_ACCOUNT. A comment of
somebody else is never touched, even if it begins like ours: its author could write into it afterwards.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from api import Api, stop

from yibenzhang.outputs.hosts import FORGES, MARKER, Forge
from yibenzhang.outputs.hosts.host import Comment, Request

# GitHub refuses more than 65,536 characters.
LIMIT = 65_000
_PAGES = 100


def comments(api: Api, forge: Forge, slug: str, number: int) -> Iterator[Comment]:
    """Every comment, page by page; some hosts answer all at once, whatever page they are asked for."""
    seen: set[int] = set()
    for page in range(1, _PAGES + 1):
        found = [forge.read_comment(each) for each in api.call(forge.comments(slug, number, page))]
        new = [each for each in found if each.id not in seen]
        if not new:
            return
        seen.update(each.id for each in new)
        yield from new


def write(api: Api, forge: Forge, slug: str, number: int, account: str, report: str) -> str:
    """Write the comment; says what was done."""
    text = f"{MARKER}\n{report}".replace("\0", "")[:LIMIT]
    own = (each for each in comments(api, forge, slug, number) if each.author.casefold() == account.casefold())
    comment = next((each for each in own if each.text.startswith(MARKER)), None)
    if comment is None:
        api.call(forge.comment(slug, number, text))
        return "已发评论"
    if comment.text.strip() != text.strip():
        api.call(forge.rewrite(slug, number, comment.id, text))
    return "已更新评论"


def main(kind: str, address: str, slug: str, number: str, file: str) -> None:
    """Read the report, write the comment."""
    if kind not in FORGES or not number.isascii() or not number.isdigit():
        stop(f"托管平台只能是 {'、'.join(FORGES)}，合并请求号只能是数字")
    api = Api(kind, address, os.environ.get("YBZ_TOKEN", ""))
    account = os.environ.get("YBZ_ACCOUNT") or _myself(api)
    report = Path(file).read_bytes().decode("utf-8", "replace")
    print(write(api, FORGES[kind](), slug, int(number), account, report))


def _myself(api: Api) -> str:
    user = api.call(Request("GET", "user"))
    return str(user.get("login") or user.get("username") or "")


if __name__ == "__main__":
    if len(sys.argv) != 6:
        stop("用法：.ci/comment.py 平台 接口地址 仓库 合并请求号 报告文件")
    main(*sys.argv[1:])
