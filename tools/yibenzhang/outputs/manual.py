"""Pages of the manual that come from the program itself, so that they cannot grow stale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..rules import Rule
from ..rules.clauses import SOURCES, clause_text
from ..sources import fields

FAMILIES = {
    "A": "形状（字段有没有、写得对不对）",
    "C": "目录",
    "D": "三定职责",
    "I": "数据项",
    "M": "挂载资源",
    "N": "名称",
    "O": "一数一源",
    "S": "共享与开放",
    "W": "需求与流程",
    "X": "编号与文件",
    "Y": "安全",
}
_NOTE = "<!-- 由 make docs 生成，请勿手改 -->\n"


def rules_page(rules: Sequence[Rule]) -> str:
    """Markdown: every rule by family, with weight, clause and its own page text."""
    lines = [
        "# 规则\n",
        _NOTE,
        f"`ybz check` 共有 {len(rules)} 条规则。**错误**阻止合并，**警告**提醒核对。级别可在 `catalogs/registry.yml` 的 "
        "`policy.severities` 调整。\n",
    ]
    for family, title in FAMILIES.items():
        own = [rule for rule in rules if rule.id.startswith(family)]
        if not own:
            continue
        lines.append(f"## {family} {title}\n")
        lines += [_rule(rule) for rule in own]
    lines.append("## 出处\n")
    lines += [f"* **{short}**（{key}）：{full}" for key, (short, full) in SOURCES.items()]
    return "\n".join(lines) + "\n"


def _rule(rule: Rule) -> str:
    body = "\n".join(line.strip() for line in rule.doc.splitlines()[1:]).strip()
    fix = f"\n改法：{rule.fix}。\n" if rule.fix else ""
    return f"### {rule.id} {rule.title.rstrip('。')}\n\n{rule.severity.label} · {clause_text(rule.clause)}\n\n{body}\n{fix}"


def settings_page(schema: dict[str, Any]) -> str:
    """Markdown: every key of registry.yml with its label, meaning and default."""
    lines = [
        "# 设置\n",
        _NOTE,
        "一本账的设置都在 `catalogs/registry.yml`。除名称、主管部门、行政区划代码外都可以不写，不写就用默认值。\n",
        "| 设置 | 名称 | 说明 | 默认值 |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| `{key}` | {title} | {text} | {default} |" for key, title, text, default in _settings(schema, schema, "")
    ]
    return "\n".join(lines) + "\n"


def _settings(root: dict[str, Any], schema: dict[str, Any], prefix: str) -> Iterator[tuple[str, str, str, str]]:
    for key, child in fields.properties(root, schema).items():
        default = child.get("default")
        shown = "" if isinstance(default, (dict, list)) or default is None else f"`{_plain(default)}`"
        text = str(child.get("description", "")).replace("|", "\\|").replace("\n", " ")
        yield prefix + key, str(child.get("title", "")), text, shown
        yield from _settings(root, child, f"{prefix}{key}.")
        inner = fields.elements(root, child)
        if fields.properties(root, inner):
            yield from _settings(root, inner, f"{prefix}{key}[].")


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
