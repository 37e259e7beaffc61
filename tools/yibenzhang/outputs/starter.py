"""The files of a ledger that has nothing in it yet, with comments for whoever fills it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

_PLAIN = re.compile("[\u4e00-\u9fff]+")
_REGISTRY = """\
# 一本账的总设置。没有写的都用默认值；要改的，去掉那几行前面的“# ”（每一项见工具的 docs/settings.md）。
name: {name}
# 政务数据主管部门
authority: {authority}
# 行政区划代码（GB/T 2260），六位，要加引号
division: {division}
# 代码托管：kind 可以是 github、gitea、gitlab、gitee，只有裸仓库写 bare；url 是浏览器里打开仓库的地址
host: {{kind: bare, url: "", branch: main}}
# 网站发布后的地址
# base_url: https://……/
# 有权合入的审核人在托管平台上的账号，至少两个，例：[ysj-lead, ysj-reviewer]
approvers: []
# 是否在网站上显示联系人的电话和邮箱
publish_contacts: false
# 不予共享的依据：strict 只认法律、行政法规、国务院决定；with_policy 以党中央、国务院政策为依据的只提醒
policy: {{refusal_basis: strict}}
# 限额：单个文件 KB 数、一次推送的文件数和 MB 数
# limits: {{file_kb: 1024, push_files: 200, push_mb: 50}}
# 时限（工作日）：新目录审核、目录更新审核；其余见 docs/settings.md
# deadlines: {{review_new: 3, review_update: 2}}
# 豁免：暂时不按某条规则要求某份目录，要写理由和期限
waivers: []
"""
_LIBRARIES = """\
# 基础库和主题库；lead 是牵头部门的文件夹，部门建好以后再写。例：
#   - {name: 人口, kind: 基础库, lead: 公安局, mode: 物理汇聚}
libraries: []
"""
_README = """\
# {name}

一个文件一份政务数据目录，用 git 管理，由“一本账”（`ybz`）校验、生成网站和台账。

```
catalogs/registry.yml        总设置
catalogs/libraries.yml       基础库、主题库
catalogs/部门/department.yml  部门：科室、三定职责、政务服务事项、来源系统
catalogs/部门/目录名称.yml     一个文件一份目录
```

下一步：

1. 在 `catalogs/registry.yml` 写上审核人账号（`approvers`）和代码托管（`host`）。
2. 为每个部门建文件夹，写 `department.yml`。
3. 运行 `git init -b main`、`git add -A`、`git commit`，以后每次修改都提交。
4. 用 `ybz new --department 部门 目录名称` 新建目录，填好后运行 `ybz check`，再运行 `ybz submit`。
"""
_EDITOR = """\
root = true

[*]
charset = utf-8
end_of_line = lf
insert_final_newline = true
trim_trailing_whitespace = true
indent_style = space
indent_size = 2
"""
_SETTINGS = {
    "files.encoding": "utf8",
    "files.eol": "\n",
    "files.insertFinalNewline": True,
    "[yaml]": {"editor.formatOnSave": False, "editor.insertSpaces": True, "editor.tabSize": 2},
    "yaml.format.enable": False,
    "yaml.schemaStore.enable": False,
}


def files(name: str, authority: str, division: str) -> dict[str, bytes]:
    """Paths and contents of the new ledger. Without a schema of its own it is held to the tool's, as that grows."""
    named = {"name": _quoted(name), "authority": _quoted(authority), "division": json.dumps(division)}
    texts = {
        "catalogs/registry.yml": _REGISTRY.format(**named),
        "catalogs/libraries.yml": _LIBRARIES,
        "README.md": _README.format(name=name),
        ".gitignore": "/.ybz/\n/site/\n",
        ".gitattributes": "* text=auto eol=lf\n*.png binary\n*.xlsx binary\n",
        ".editorconfig": _EDITOR,
        ".vscode/extensions.json": _json({"recommendations": ["redhat.vscode-yaml", "editorconfig.editorconfig"]}),
        ".vscode/settings.json": _json(_SETTINGS),
    }
    return {path: text.encode() for path, text in texts.items()}


def _quoted(text: str) -> str:
    """JSON's quoting is YAML's too: nothing that is given can end the text it stands in."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _json(values: Mapping[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


__all__ = ["files"]
