"""Pages of the manual that come from the program itself, so that they cannot grow stale."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..rules import Rule
from ..rules.clauses import SOURCES, clause_text
from ..rules.pages import FACTS, Excerpt, Page
from ..rules.waivers import FIRM, WAIVERS
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
UNUSED = {
    "deadlines.update": "时限提醒",
    "deadlines.reply_extension": "时限提醒",
}
"""Settings that are read and checked for their form, but that nothing uses yet, with what they will be for."""
NOTE = "<!-- 由 make docs 生成，请勿手改 -->\n"


# Waivers themselves cannot be waived: who would look at them again?
_NOT_WAIVED = FIRM | {rule.id for rule in WAIVERS}


def rules_page(rules: Sequence[Rule], pages: Mapping[str, Page]) -> str:
    """Markdown: every rule by family, with weight, clause, its own text and its page (``pages`` by rule id).

    Each heading's anchor is the rule's id in lower case.
    """
    lines = [
        "# 规则\n",
        NOTE,
        f"`ybz check` 共有 {len(rules)} 条规则。**错误**阻止合并，**警告**提醒核对。级别可在 `catalogs/registry.yml` 的 "
        "`policy.severities` 调整。\n",
        "每条规则都有错误和正确的写法。例子只列有关的几行，框上是它所在的文件；`# 没有写 …` 表示文件里没有这个字段，"
        f"“{FACTS}”是校验时已知的今天和过去。\n",
    ]
    for family, title in FAMILIES.items():
        own = [rule for rule in rules if rule.id.startswith(family)]
        if not own:
            continue
        lines.append(f"## {family} {title}\n")
        lines += [part for rule in own for part in _rule(rule, pages[rule.id])]
    lines.append("## 出处\n")
    lines += [f"* **{short}**（{key}）：{full}" for key, (short, full) in SOURCES.items()]
    return "\n".join(lines) + "\n"


def _rule(rule: Rule, page: Page) -> Iterator[str]:
    yield f"### {rule.id} {rule.title.rstrip('。')} {{#{rule.id.lower()}}}\n"
    yield f"{rule.severity.label} · {clause_text(rule.clause)}\n"
    yield "\n".join(line.strip() for line in rule.doc.splitlines()[1:]).strip() + "\n"
    yield f"**为什么**：{page.why}\n"
    if page.before:
        yield "**原来**：\n"
        yield from map(_excerpt, page.before)
    yield "**错误的写法**：\n"
    for excerpt in page.wrong:
        yield _excerpt(excerpt, _lines(excerpt.path, page.found))
    yield "`ybz check` 的提示：\n"
    yield "```text\n" + "\n".join(page.found) + "\n```\n"
    yield "**正确的写法**：\n"
    yield from map(_excerpt, page.right)
    yield f"**怎么改**：{page.fix or rule.fix + '。'}\n"
    yield f"**怎么豁免**：{waiver(rule)}\n"


def _excerpt(excerpt: Excerpt, marked: str = "") -> str:
    emphasis = f' hl_lines="{marked}"' if marked else ""
    return f'```yaml title="{excerpt.path}"{emphasis}\n{excerpt.text}```\n'


def _lines(path: str, found: Sequence[str]) -> str:
    """The lines of a file that findings point to."""
    places = (re.match(rf"{re.escape(path)}:([0-9]+):", line) for line in found)
    return " ".join(sorted({place[1] for place in places if place}, key=int))


def waiver(rule: Rule) -> str:
    """How a rule is waived, in Markdown."""
    if rule.id in _NOT_WAIVED:
        return "这条规则不能豁免。"
    entry = f"{{rule: {rule.id}, code: 307001/000001, reason: 写明理由, until: 2026-12-31}}"
    return (
        f"确有理由一时改不了的，由管理员在 `catalogs/registry.yml` 的 `waivers` 下加一条 `- {entry}`。"
        "`code` 写目录代码；不是目录的，写 `catalogs/` 下的文件路径。"
    )


def settings_page(schema: dict[str, Any]) -> str:
    """Markdown: every key of registry.yml with its label, meaning and default."""
    lines = [
        "# 设置\n",
        NOTE,
        "一本账的设置都在 `catalogs/registry.yml`。除名称、主管部门、行政区划代码外都可以不写，不写就用默认值。\n",
        "标明**尚未使用**的，现在只检查写得对不对，写了也不起作用。\n",
        "| 设置 | 说明 |",
        "|---|---|",
    ]
    lines += [
        f"| `{key}`<br>{title} | {text}{default}{_unused(key)} |"
        for key, title, text, default in _settings(schema, schema, "")
    ]
    return "\n".join(lines) + "\n"


def _settings(root: dict[str, Any], schema: dict[str, Any], prefix: str) -> Iterator[tuple[str, str, str, str]]:
    for key, child in fields.properties(root, schema).items():
        default = child.get("default")
        written = not isinstance(default, (dict, list)) and default not in (None, "")
        shown = f"<br>默认值：`{_plain(default)}`" if written else ""
        text = str(child.get("description", "")).replace("|", "\\|").replace("\n", " ")
        yield prefix + key, str(child.get("title", "")), text, shown
        yield from _settings(root, child, f"{prefix}{key}.")
        inner = fields.elements(root, child)
        if fields.properties(root, inner):
            yield from _settings(root, inner, f"{prefix}{key}[].")


def _unused(key: str) -> str:
    plain = key.replace("[]", "")
    purpose = next((text for each, text in UNUSED.items() if plain == each or plain.startswith(f"{each}.")), "")
    return f"<br>**尚未使用**（以后的版本用于{purpose}）" if purpose else ""


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
