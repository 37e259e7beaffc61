"""What the form 填报 is made of: the ledger's own schema and words, the rules as data, and who may write what where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from ..model.department import Department
from ..outputs.edit.heading import LAST, header
from ..outputs.intake.advice import IN_CELLS
from ..rules.exported import exported
from ..rules.naming import own_words, place_words
from ..sources.layout import Kind
from ..sources.schema import Schemas
from ..sources.tree import Tree
from . import sources
from .views.index import Index

SCRIPTS = (
    "parts.js",
    "vendor/json-editor/json-editor.min.js",
    "vendor/yaml/yaml.min.js",
    "form-data.js",
    "form-words.js",
    "form-yaml.js",
    "form-diff.js",
    "form-check.js",
    "form-rules.js",
    "form-paste.js",
    "form-grid.js",
    "form-build.js",
    "form.js",
)
STYLES = ("form.css",)
ADDRESS = "assets/form-data.js"
_FILE = "\0"
_IN_FORM = {
    "删去 share.condition": "把“有条件种类”“共享条件”“共享范围”“使用用途”清空；"
    "确实需要条件的，把“共享类型”改为 有条件共享",
    "写成 前段码/6位顺序码": "写成 前段码/6位顺序码，例：307001/000001；选了“资源分类”会自动编号",
    "前段码用 department.yml": "“目录代码”的前段码用发给本部门的，顺序码用从没用过的下一个号；选了“资源分类”会自动编号",
    "在 duties 下": "在“三定职责”里勾选；没有的先加进部门档案（department.yml）",
    "例：systems: [": "在“来源系统”里勾选；还没有系统的勾选 暂无系统",
    "在 systems 下": "在“来源系统”里勾选；还没有系统的勾选 暂无系统",
    "在 type 下写 C": "在“类型”一列选一个",
    "填上内容，或删去这一行": "填上内容",
}
"""Where the form has other words than a sheet."""
_HINTS = {
    "与 department.yml 的 offices 一致": "与部门档案里的一致",
    "名称与 libraries.yml 一致；": "",
    "部门编号即 catalogs/ 下的文件夹路径": "写部门编号，如 民政局、呼玛县/民政局",
    "对应 department.yml 里的职责编号": "对应部门档案里的哪几项",
    "写 base-items 里的名称": "选它的名称",
    "写本部门 department.yml 里的系统编号": "选本部门的系统",
    "写 department.yml 里的系统编号": "选部门档案里的系统",
    "只写“暂无系统”四个字": "只选“暂无系统”",
    "to 写“至今”": "截止时间写“至今”",
    "另写在 scale": "写在“小数位数”一列",
    "写 true": "选“是”",
}
"""What the descriptions of fields say of a file, as it is done in the form."""


def form_page(index: Index) -> dict[str, Any]:
    """What the page itself shows; the rest is made in the browser."""
    return {"departments": len(index.departments), "total": len(index.active)}


def script(index: Index, schemas: Schemas, tree: Tree) -> str:
    """``assets/form-data.js``: everything but the departments' own lists, which stand in their sources."""
    own = "schema/catalog.schema.json" in tree.files
    highest = _highest([*index.registry.catalogs_by_code, *index.facts.codes_ever])
    host = index.journal.host
    data = {
        "name": index.frame.name,
        "manual": index.frame.manual,
        "host": {"kind": host.kind, "known": bool(host.url)},
        "schema": _hinted(schemas.by_kind[Kind.CATALOG]),
        "vocabulary": {name: _terms(found) for name, found in schemas.vocabulary.items()},
        "rules": exported(index.registry.settings.policy),
        "advice": list({**IN_CELLS, **_IN_FORM}.items()),
        "places": place_words(index.registry),
        "libraries": [each.name for each in index.registry.libraries],
        "bases": [each.name for each in index.registry.base_items],
        "departments": [_department(index, each, highest, own) for each in index.departments],
    }
    text = msgspec.json.encode(data).decode()
    return f"window.ybzForm={text};\n".replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _hinted(node: Any) -> Any:
    """A schema whose descriptions speak of the form and not of files."""
    if isinstance(node, list):
        return [_hinted(each) for each in node]
    if not isinstance(node, dict):
        return node
    made = {key: _hinted(value) for key, value in node.items()}
    if isinstance(text := made.get("description"), str):
        for phrase, hint in _HINTS.items():
            text = text.replace(phrase, hint)
        made["description"] = text
    return made


def _terms(vocabulary: Mapping[str, Any]) -> list[Any]:
    found = vocabulary.get("values", ())
    return [
        [term.get("value"), term.get("note") or "", term.get("aliases") or []]
        for term in found
        if isinstance(term, dict)
    ]


def _department(index: Index, department: Department, highest: Mapping[str, int], own: bool) -> dict[str, Any]:
    """A department: the codes it issues next, and the host's pages for a file of its folder, whose name stands as ``%00``."""
    path, host = f"catalogs/{department.id}/{_FILE}", index.journal.host
    new = host.new_file(path, "")
    issued = {kind: prefix for kind, prefix in department.code_prefixes.items() if highest.get(prefix, 0) < LAST}
    return {
        "id": department.id,
        "source": sources.address(index, department.id),
        "head": header(path, Kind.CATALOG) if own else "",
        "next": {kind: f"{prefix}/{highest.get(prefix, 0) + 1:06d}" for kind, prefix in issued.items()},
        "new": new.url,
        "filled": new.filled,
        "edit": host.edit(path),
        "words": [word for word in own_words(index.registry, department.id) if len(word) > 1],
    }


def _highest(codes: Iterable[str]) -> Mapping[str, int]:
    """The highest number of each prefix that was ever used."""
    found: dict[str, int] = defaultdict(int)
    for code in codes:
        prefix, _, number = code.partition("/")
        if len(number) == 6 and number.isascii() and number.isdigit():
            found[prefix] = max(found[prefix], int(number))
    return found


__all__ = ["ADDRESS", "SCRIPTS", "STYLES", "form_page", "script"]
