"""One rule's page for a terminal: what it asks, why, a wrong and a right example, how to mend and how to waive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..rules import Rule
from ..rules.clauses import clause_text
from ..rules.pages import Excerpt, Page
from .manual import waiver


def explained(rule: Rule, page: Page) -> str:
    """The page as plain text, its parts apart by a blank line."""
    parts = [
        f"{rule.id} {rule.title.rstrip('。')}（{rule.severity.label}，{clause_text(rule.clause)}）",
        "\n".join(line.strip() for line in rule.doc.splitlines()[1:]).strip(),
        f"为什么：{page.why}",
        *_examples("原来", page.before or ()),
        *_examples("错误的写法", page.wrong),
        "提示：\n" + "\n".join(f"    {line}" for line in page.found),
        *_examples("正确的写法", page.right),
        f"怎么改：{page.fix or rule.fix + '。'}",
        f"怎么豁免：{waiver(rule)}",
    ]
    return "\n\n".join(part for part in parts if part).replace("`", "") + "\n"


def _examples(title: str, excerpts: Iterable[Excerpt]) -> Iterator[str]:
    for excerpt in excerpts:
        lines = "\n".join(f"    {line}" for line in excerpt.text.splitlines())
        yield f"{title}（{excerpt.path}）：\n{lines}"
