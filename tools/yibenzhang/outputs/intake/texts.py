"""Changes → the files as they are to be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ...model.catalog import RETIRED
from ...sources import fields
from ...sources.layout import Kind
from ..edit.amend import amend, fresh
from ..edit.form import EditError, Order
from ..edit.names import same
from .draft import Remark, said
from .plan import Change

Head = Callable[[str, Kind], str]


def write(
    changes: Iterable[Change],
    files: Mapping[str, bytes],
    order: Callable[[Kind], Order],
    head: Head,
    remarks: list[Remark],
    step: Callable[[], None] = lambda: None,
) -> dict[str, bytes | None]:
    """Path → new content, None for a file that moves away. What cannot be written is said, and left as it is."""
    found: dict[str, bytes | None] = {}
    taken = {path.casefold(): path for path in files}
    for change in changes:
        step()
        if not change.is_changed:
            continue
        other = taken.get(change.target.casefold())
        if other not in (None, change.path) and not same(str(other), change.path):
            remarks.append(
                said(change.spot, f"{other} 已经存在，这一份没有导入", "换一个名称，或填上它的目录代码", lost=True)
            )
            continue
        try:
            if change.path:
                text = amend(files[change.path].decode(), change.new, order(change.kind))
            else:
                text = fresh(change.new, order(change.kind), head(change.target, change.kind))
        except (EditError, UnicodeDecodeError) as error:
            why = str(error) if isinstance(error, EditError) else "文件不是 UTF-8 编码"
            remarks.append(
                said(change.spot, f"{change.path or change.target} 没有改动：{why}", "先改好这个文件", lost=True)
            )
            continue
        if change.path and change.path != change.target:
            found[change.path] = None
        found[change.target] = text.encode()
        taken[change.target.casefold()] = change.target
    return found


def retired(
    paths: Iterable[str],
    files: Mapping[str, bytes],
    values: Callable[[str], dict[str, Any]],
    order: Order,
    entry: dict[str, str],
) -> dict[str, bytes | None]:
    """The tombstones of catalogs that are to be retired.

    Raises:
        EditError: one cannot be changed, or its place is taken.
    """
    found: dict[str, bytes | None] = {}
    for path in paths:
        folder, _, own = path.rpartition("/")
        target = f"{folder}/retired/{own}"
        if target in files:
            raise EditError(f"{target} 已经存在：先用 ybz rename 给那一份已下架的目录改名")
        new = {**values(path), "status": RETIRED, "retired": dict(entry)}
        found[path] = None
        found[target] = amend(files[path].decode(), new, order).encode()
    return found


def demands(changes: Iterable[Change], root: fields.Schema) -> list[str]:
    """A sentence for each demand that is new or changed."""
    said_ = []
    for change in changes:
        if change.kind is not Kind.DEMAND or not change.is_changed:
            continue
        title = f"{change.new.get('id', '')}《{change.new.get('title', '')}》"
        if not change.path:
            said_.append(f"新增需求 {title}")
            continue
        keys = dict.fromkeys(key for key in (*change.old, *change.new) if change.old.get(key) != change.new.get(key))
        labels = "、".join(fields.label(root, (key,)) for key in keys)
        said_.append(f"修改需求 {title}：{labels}")
    return said_


__all__ = ["demands", "retired", "write"]
