"""Make a release of a tag on Gitea or Forgejo and attach the files of a folder.

    .venv/bin/python .ci/gitea-release.py API-ADDRESS REPOSITORY TAG FOLDER

The token comes from YBZ_TOKEN. Run again for the same tag, it says so and changes nothing.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from api import Api, stop

from yibenzhang.outputs.hosts.host import Request, encoded


def main(address: str, slug: str, tag: str, folder: str) -> None:
    """Make the release, attach the files."""
    api = Api("gitea", address, os.environ.get("YBZ_TOKEN", ""))
    body = {"tag_name": tag, "name": tag, "body": "校验：sha256sum -c SHA256SUMS"}
    release = api.call(Request("POST", f"repos/{slug}/releases", body))
    for file in sorted(each for each in Path(folder).iterdir() if each.is_file()):
        path = f"repos/{slug}/releases/{int(release['id'])}/assets?name={encoded(file.name, '')}"
        api.upload(path, file.read_bytes())
        print(f"已上传 {file.name}")


if __name__ == "__main__":
    if len(sys.argv) != 5:
        stop("用法：.ci/gitea-release.py 接口地址 仓库 标签 文件夹")
    main(*sys.argv[1:])
