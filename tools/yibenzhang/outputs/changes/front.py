"""封面说明 of the workbook of changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...history.periods import Issue
from ...model.change import Impact, Kind
from ..xlsx.cover import Cover
from ..xlsx.sheet import Book

if TYPE_CHECKING:
    from .book import Log

_SHEETS = (
    ("变更明细", "一行一处变更：哪次审核、哪份目录、哪个字段、从什么改成什么、有什么影响；新增、删除的目录一份一行"),
    ("变更汇总", "每一期每个部门的变更次数；同一份目录改了几次就计几次，“目录”一栏只计一次"),
    ("下架目录", "下架、移交、删除的目录，由哪份目录代替，后来有没有恢复"),
    ("破坏性变更", "只列使用方要处理的变更，原因写在最后"),
)
_IMPACTS = {
    Impact.BREAKING: "数据项减少、类型变窄、共享收紧、目录下架等：正在使用数据的部门要跟着改",
    Impact.COMPATIBLE: "增加数据项、放宽共享等：不改也能接着用",
    Impact.EDITORIAL: "只改了说明文字",
}


def front(book: Book, log: Log, summed: Sequence[Issue]) -> None:
    """Write the sheet."""
    cover = Cover(book, "目录变更记录" if log.approved else "目录变更对比")
    edition, settings = log.edition, log.edition.registry.settings
    committed = f"（提交于 {edition.committed:%Y-%m-%d %H:%M}）" if edition.committed else ""
    changes = sum(issue.totals.changes for issue in summed)
    kinds = {kind: sum(issue.totals.kinds[kind] for issue in summed) for kind in Kind}
    breaking = sum(issue.totals.impacts[Impact.BREAKING] for issue in summed)
    listed = "，".join(f"{kind.label} {count}" for kind, count in kinds.items() if count)
    cover.section("基本情况")
    cover.line("主管部门", settings.authority or "—")
    cover.line("行政区划代码", settings.division or "—")
    cover.line("版本", f"{edition.revision}{committed}")
    cover.line("范围", log.scope or "全部")
    if log.approved and summed:
        cover.line("起止", f"{min(i.since for i in summed)[:10]} 至 {max(i.until for i in summed)[:10]}")
        cover.line("审核", f"{sum(issue.totals.revisions for issue in summed)} 次（只计改动了目录的）")
    cover.line("变更", f"{changes} 份次" + (f"：{listed}" if listed else ""))
    cover.line("破坏性变更", f"{breaking} 份次")
    if log.shallow:
        cover.line("注意", "这个仓库是浅克隆，更早的历史不在里面：先运行 git fetch --unshallow，再导出一次")
    cover.section("各表怎么看")
    for name, text in _SHEETS:
        cover.link(name, text)
    cover.section("影响")
    for impact, text in _IMPACTS.items():
        cover.line(impact.label, text)
    if log.approved:
        cover.section("日期和人从哪里来")
        cover.line("合并人", "提交说明里没有写明审核人，取把它合并进来的人")
        cover.line(
            "推算",
            "提交说明里没有写明，又不是合并进来的，按提交的日期和人推算，不作为考核依据，工作日写成文字，求和不会算进去",
        )
        cover.line("不详", "没有留下记录，也推算不出来")


__all__ = ["front"]
