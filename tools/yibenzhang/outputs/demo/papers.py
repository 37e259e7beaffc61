"""The texts of made-up demands and objections."""

from __future__ import annotations

from .catalog import HEADER, up
from .sheet import Complaint, Request


def request(paper: Request) -> str:
    """A demand."""
    asker = f"from: {{external: 其他地方, name: {paper.external}}}\n" if paper.external else ""
    lines = [
        HEADER.format(up=up(f"{paper.bureau.id}/demands"), kind="demand"),
        f"id: {paper.id}\ntitle: {paper.title}\n{asker}provider: {paper.provider.id}\ncatalog: {paper.catalog}\n",
        f"items: [{paper.item}]\nbasis: {paper.basis}\nscene: {paper.scene}\n",
        "purposes: [行政依据]\neffect: [减材料]\nmethod: 信息核验接口\nupdate_cycle: 实时\napplied_before: false\nin_state_list: false\n",
        f"submitted: {paper.submitted}\n",
    ]
    if paper.reply:
        result, day = paper.reply
        why = f", reason: {paper.refusal[0]}, reject_kind: {paper.refusal[1]}" if paper.refusal else ""
        lines.append(f"reply: {{result: {result}, date: {day}{why}}}\n")
    lines += [f"provided: {{date: {paper.provided}}}\n"] if paper.provided else []
    lines += [f"closed: {{date: {paper.closed[0]}, reason: {paper.closed[1]}}}\n"] if paper.closed else []
    return "".join(lines)


def complaint(paper: Complaint) -> str:
    """An objection."""
    lines = [
        HEADER.format(up=up(f"{paper.bureau.id}/objections"), kind="objection"),
        f"id: {paper.id}\nkind: {paper.kind}\ntarget: {paper.target}\nagainst: {paper.against.id}\n",
        f"description: {paper.description}\nbasis: 政务数据共享条例第二十六条\nraised: {paper.raised}\n",
    ]
    if paper.reply:
        day, result, action, corrected = paper.reply
        done = f", corrected: {corrected}" if corrected else ""
        lines.append(f"reply: {{result: {result}, date: {day}, action: {action}{done}}}\n")
    lines += [f"satisfied: {paper.satisfied}\n"] if paper.satisfied else []
    return "".join(lines)
