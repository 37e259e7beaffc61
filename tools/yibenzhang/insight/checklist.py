"""What a reviewer has to look at that no rule can judge, made from what changed, with what to hold it against quoted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ..model.catalog import Catalog, ShareType
from ..model.change import CatalogChange, FieldChange, Kind
from ..model.department import Duty
from ..model.registry import Registry
from . import plain
from .effects import Effect
from .task import Task

_LISTED = 12


class _Subject(NamedTuple):
    change: CatalogChange
    catalog: Catalog
    old: Registry
    new: Registry

    @property
    def is_new(self) -> bool:
        return self.change.kind in (Kind.ADDED, Kind.MOVED, Kind.RESTORED)

    def touches(self, *starts: str) -> list[FieldChange]:
        """Fields that changed whose path is or begins with one of those."""
        return [field for field in self.change.fields if any(_is_under(field.path, start) for start in starts)]

    def asks(self, *starts: str) -> bool:
        return self.is_new or bool(self.touches(*starts))


def _is_under(path: str, start: str) -> bool:
    return path == start or path.startswith((f"{start}.", f"{start}["))


def checklist(
    old: Registry, new: Registry, changes: Sequence[CatalogChange], hit: Sequence[Effect] = ()
) -> tuple[Task, ...]:
    """The tasks of all changes, in their order; those of one catalog together. ``hit``: whom the changes affect."""
    here = {(catalog.path, catalog.code): catalog for catalog in new.readable_catalogs}
    found: list[Task] = []
    for change in changes:
        catalog = here.get((change.file, change.code))
        users = plain.users(change, hit)
        if change.kind is Kind.RETIRED and catalog:
            found += _retired(_Subject(change, catalog, old, new), users)
        elif catalog is not None and catalog.is_active:
            subject = _Subject(change, catalog, old, new)
            for ask in _ASKS:
                found += ask(subject)
        else:
            found += plain.tasks(change, users)
    return tuple(found)


def _task(subject: _Subject, kind: str, text: str, *quotes: tuple[str, str | None]) -> Task:
    kept = tuple((label, said) for label, said in quotes if said)
    return Task(kind, subject.catalog.code, subject.catalog.name, text, kept)


def _moved(subject: _Subject) -> Iterator[Task]:
    change = subject.change
    if change.kind is Kind.MOVED:
        before = subject.old.catalogs_by_code.get(change.predecessor, ())
        whose = before[0].department if before else ""
        yield _task(
            subject,
            "move",
            "移交：两个部门都已书面同意，原目录的需求和挂载资源有人接手",
            ("原目录", f"{whose} {change.predecessor}"),
            ("新目录", f"{subject.catalog.department} {subject.catalog.code}"),
        )
    elif change.kind is Kind.RESTORED and any(field.path == "status" for field in change.fields):
        yield _task(subject, "restore", "恢复在用：下架的原因已经不在")


def _name(subject: _Subject) -> Iterator[Task]:
    if not subject.asks("name", "duties"):
        return
    catalog = subject.catalog
    before = next((field.old for field in subject.touches("name") if isinstance(field.old, str)), None)
    quotes: list[tuple[str, str | None]] = [("名称", catalog.name), ("原名称", before)]
    for duty in catalog.duties[:_LISTED]:
        quotes += _duty(subject, duty)
    if subject.is_new or before:
        yield _task(subject, "name", "名称与职责原文对得上，看名称就知道是什么数据", *quotes)
    else:
        yield _task(subject, "duties", "这份目录确由这些职责产生", *quotes)


def _duty(subject: _Subject, id_: str) -> Iterator[tuple[str, str]]:
    """The words of a duty as the base has them, so that nobody fits the duty to the name unseen."""
    key = (subject.catalog.department, id_)
    was, now = subject.old.duty_by_id.get(key), subject.new.duty_by_id.get(key)
    if duty := was or now:
        fixed = f"；固定名称：{'、'.join(duty.names)}" if duty.names else ""
        mark = "（这次新增的职责）" if was is None else ""
        text = f"（原文：{duty.text}）" if duty.duty and duty.text and duty.text != duty.duty else ""
        yield f"职责 {id_}{mark}", f"{duty.duty or duty.text}{text}{fixed}"
        for what, then, since in _said_otherwise(was, now) if was and now else ():
            yield f"职责 {id_} 的{what}（这次改）", f"{then or '没有'} → {since or '没有'}"


def _said_otherwise(was: Duty, now: Duty) -> Iterator[tuple[str, str, str]]:
    pairs = (
        ("内容", was.duty, now.duty),
        ("原文", was.text, now.text),
        ("固定名称", "、".join(was.names), "、".join(now.names)),
    )
    return (pair for pair in pairs if pair[1] != pair[2])


def _summary(subject: _Subject) -> Iterator[Task]:
    if subject.asks("summary"):
        yield _task(
            subject,
            "summary",
            "摘要说清加工程度、区域范围、时间范围，与数据项一致",
            ("摘要", subject.catalog.summary),
        )


def _sharing(subject: _Subject) -> Iterator[Task]:
    if not subject.asks("share.type", "share.condition", "share.reason", "share.basis", "share.methods"):
        return
    share = subject.catalog.share
    methods = "、".join(share.methods)
    if not subject.asks("share.type", "share.condition", "share.reason", "share.basis"):
        yield _task(subject, "methods", "共享方式的改动确有必要，已告知使用方", ("共享方式", methods or "没有"))
        return
    before = next((field.old for field in subject.touches("share.type") if isinstance(field.old, str)), None)
    kind = f"{before} → {share.type}" if before and not subject.is_new else share.type
    basis = "；".join(f"{each.title}{each.article or ''}（{each.rank}）" for each in share.basis[:_LISTED])
    if share.type == ShareType.REFUSED:
        text = plain.REFUSED
    elif share.type == ShareType.CONDITIONAL:
        text = plain.CONDITIONAL
    else:
        text = plain.UNCONDITIONAL
    condition = share.condition
    yield _task(
        subject,
        "basis",
        text,
        ("共享类型", kind),
        ("共享条件", condition.text if condition else None),
        ("共享范围", condition.scope if condition else None),
        ("理由", share.reason),
        ("依据", basis),
        ("共享方式", methods),
    )


def _opening(subject: _Subject) -> Iterator[Task]:
    opened = subject.catalog.open
    if opened and subject.touches("open") and not subject.is_new:
        yield _task(subject, "open", plain.OPENED, ("开放类型", opened.type), ("开放条件", opened.condition))


def _level(subject: _Subject) -> Iterator[Task]:
    if subject.asks("level"):
        before = next((field.old for field in subject.touches("level")), None)
        level = f"{subject.catalog.level} 级"
        said = f"{before} 级 → {level}" if before is not None and not subject.is_new else level
        yield _task(subject, "level", plain.LEVEL, ("数据分级", said))


def _items(subject: _Subject) -> Iterator[Task]:
    catalog = subject.catalog
    if not subject.asks("items"):
        return
    base = subject.new.base_items_by_name.get(catalog.base or "")
    if base is not None:
        names = {item.name for item in base.items}
        extra = "、".join([item.name for item in catalog.items if item.name not in names][:_LISTED])
        quotes = (("基础数据项", f"《{base.name}》{len(names)} 项"), ("扩展数据项", extra or "没有"))
        changed = None if subject.is_new else plain.items(subject.change)
        text = "基础数据项齐全、没有改动，扩展数据项确有需要"
        yield _task(subject, "base", text, ("这次改动", changed), *quotes)
    elif not subject.is_new:
        yield _task(subject, "items", plain.ITEMS, ("这次改动", plain.items(subject.change)))
    else:
        yield _task(subject, "items", "数据项与系统里的实际一致，没有漏项", ("数据项", f"{len(catalog.items)} 项"))


def _personal(subject: _Subject) -> Iterator[Task]:
    catalog = subject.catalog
    personal = [item.name for item in catalog.items if item.personal]
    touched = [field for field in subject.touches("items") if ".personal" in field.path or field.kind is Kind.ADDED]
    if personal and (subject.is_new or touched or subject.touches("assessments")):
        assessed = catalog.assessments
        more = f"等 {len(personal)} 项" if len(personal) > _LISTED else ""
        yield _task(
            subject,
            "personal",
            "个人信息标得齐全，有评估，只提供办事必需的",
            ("个人信息", "、".join(personal[:_LISTED]) + more),
            ("评估", (assessed.personal if assessed else None) or "没有写"),
            ("同意人", assessed.approved_by if assessed else None),
        )


def _mounting(subject: _Subject) -> Iterator[Task]:
    catalog = subject.catalog
    if subject.touches("resources") and not subject.is_new:
        names = "、".join(resource.name for resource in catalog.resources[:_LISTED])
        yield _task(subject, "resources", "挂载资源能用，与目录的数据项对得上", ("挂载资源", names or "没有了"))


def _retired(subject: _Subject, users: str) -> Iterator[Task]:
    note = subject.catalog.retired
    yield _task(
        subject,
        "retire",
        plain.RETIRED,
        ("下架原因", note.reason if note else None),
        ("替代目录", (note.replaced_by if note else None) or "没有"),
        ("还在用它的", users or "没有"),
    )


_ASKS: tuple[Callable[[_Subject], Iterator[Task]], ...] = (
    _moved,
    _name,
    _summary,
    _sharing,
    _opening,
    _level,
    _items,
    _personal,
    _mounting,
)


__all__ = ["checklist"]
