"""What a pusher reads when a server does not take a push."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..model.findings import Finding
from ..model.push import Refusal
from .escapes import printable
from .text import line

_MOST = 30
_LONGEST = 500


def text(refusals: Sequence[Refusal], account: str, most: int = _MOST) -> str:
    """Reasons first, then at most ``most`` errors with file and line, then how many more."""
    who = f"您的账号：{printable(account)}" if account else "服务器没有说您是谁：请登录后再推送"
    lines = [f"一本账没有接受这次推送，服务器上什么也没有变。{who}。"]
    left = most
    for refusal in refusals:
        lines += _refusal(refusal, left)
        left = max(left - len(refusal.findings), 0)
    if any(refusal.findings for refusal in refusals):
        lines.append("改好后在自己的电脑上运行 ybz check，没有错误再推送。")
    return "".join(f"{each}\n" for each in lines)


def _refusal(refusal: Refusal, most: int) -> Iterator[str]:
    what = "批次标签 " if refusal.update.ref.startswith("refs/tags/") else ""
    yield f"{what}{printable(refusal.update.name)}："
    reasons = [*refusal.reasons]
    if refusal.findings:
        reasons.append(f"这次推送带来 {len(refusal.findings)} 个错误：")
    for reason in reasons:
        yield f"  * {_short(reason)}"
    yield from _findings(refusal.findings[:most])
    if len(refusal.findings) > most:
        yield f"    还有 {len(refusal.findings) - most} 个错误没有列出。"


def _findings(findings: Iterable[Finding]) -> Iterator[str]:
    for finding in findings:
        yield f"    {_short(line(finding))}"
        if finding.fix:
            yield f"        改法：{_short(finding.fix)}"


def _short(said: str) -> str:
    shown = printable(said)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
