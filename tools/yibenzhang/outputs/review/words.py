"""Phrases every form of the report uses. Text is as people wrote it: the form makes it harmless."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ...history.entries import is_catalog
from ...insight.duedates import Term, Timing
from ...insight.review import Holding, Review
from ...insight.task import Task
from ...sources.git import BEIJING
from ..changes.words import counts

LONGEST = 500
"""Characters of one text; a report that is cut anyway need not quote a whole book."""
NONE = "（没有）"
NO_CHANGES = "没有改动目录。"
MOVED = "目录的内容没有变化，只是文件改了名或换了位置；新的名字或位置不认的，上面按删除报。"
UNTOUCHED = "（这个文件没有改，是这次改动带来的问题）"
NO_EFFECTS = "没有别的目录、需求、职责受影响。"
NO_LIMIT = "没有改动目录，不计审核时限。"
NO_TASKS = "没有要人工核对的内容。"


def clipped(text: str, most: int = LONGEST) -> str:
    """A text, its end left out when it is too long."""
    return text if len(text) <= most else f"{text[:most]}……（共 {len(text)} 字）"


def unchanged(review: Review) -> str:
    """Why there are no changes to list: catalogs are told apart by their codes, so one that was moved is the same."""
    return MOVED if any(map(is_catalog, review.gone)) else NO_CHANGES


def subject(review: Review) -> str:
    """What was reviewed, in one line, without a word of anyone's but ours."""
    files = f"改动 {review.files} 个文件" if review.files else "没有改动文件"
    catalogs = f"，{len(review.changes)} 份目录（{counts(review.changes)}）" if review.changes else ""
    return f"{files}{catalogs}。基准日 {review.today}。"


def permission(holding: Holding) -> str:
    """Whether the actor may, in a few words."""
    if holding.needed:
        return "要对方同意"
    return "可以提交" if holding.permitted else "没有给出提交人"


def accounts(some: Sequence[str], most: int = 8) -> str:
    """Accounts, the first few."""
    return "、".join(some[:most]) + (f"等 {len(some)} 个" if len(some) > most else "") if some else NONE


def found(review: Review) -> str:
    """How many findings the change brings, and how many there were."""
    said = "没有带来问题"
    if review.findings:
        said = f"{review.errors} 个错误，{review.warnings} 个警告"
    return said


def standing(review: Review) -> str:
    """The findings that are only counted; empty for none."""
    said = f"另有 {review.old} 个原有问题，不算在这次修改头上。" if review.old else ""
    return said + (f"主线上豁免的问题 {review.waived} 个。" if review.waived else "")


def submission(timing: Timing) -> str:
    """When and by whom it was submitted, with how that is known."""
    who = "、".join(timing.submitters[:8]) + (f"等 {len(timing.submitters)} 人" if len(timing.submitters) > 8 else "")
    if timing.submitted is None:
        return f"提交时间不详{'，提交人 ' + who if who else ''}"
    moment = timing.submitted.astimezone(BEIJING)
    return f"{moment:%Y-%m-%d} 提交（{timing.said}）{'，提交人 ' + who if who else ''}"


def left(term: Term) -> str:
    """How long there is, or how long it has run out."""
    said = (
        f"还有 {term.left} 个工作日"
        if term.left > 0
        else "今天到期"
        if term.left == 0
        else f"超期 {-term.left} 个工作日"
    )
    return said + ("（暂定：还没有那一年的放假通知）" if term.provisional else "")


def groups(tasks: Sequence[Task]) -> list[tuple[str, list[Task]]]:
    """Tasks catalog by catalog, each with its title; the others under an empty one where they stand alone."""

    def title(task: Task) -> str:
        if task.code:
            return f"{task.code}《{task.name}》"
        return f"{task.name}的部门档案" if task.name else others

    others = "其他改动" if any(task.code or task.name for task in tasks) else ""
    return [(name, list(some)) for name, some in groupby(tasks, key=title)]


__all__ = [
    "LONGEST", "NONE", "accounts", "clipped", "found", "groups", "left", "permission", "standing", "subject", "submission",
]  # fmt: skip
