"""What a pusher touches that is not his to change, as sentences: who is to be asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model.department import Department
from ..model.registry import Registry
from .ownership import Owner, Owners, Sphere

_SHOWN = 2
_PEOPLE = 5


def trespasses(owners: Owners, account: str, paths: Iterable[str]) -> Iterator[str]:
    """One sentence an owner whose paths an account may not change."""
    if owners.may_merge(account):
        return
    found: dict[Owner, list[str]] = {}
    for path in paths:
        if not owners.may_submit(account, path):
            found.setdefault(owners.owner(path), []).append(path)
    for owner, touched in sorted(found.items(), key=lambda pair: (pair[0].kind is not Sphere.DEPARTMENT, pair[1])):
        files = "、".join(touched[:_SHOWN]) + (f" 等 {len(touched)} 个文件" if len(touched) > _SHOWN else "")
        if owner.kind is Sphere.DEPARTMENT:
            yield f"{owner.name}的目录不归您维护：{files}。{_whom(owner)}"
        else:
            yield f"{owner.kind.label}要由审核人来改：{files}。{_whom(owner)}"


def _whom(owner: Owner) -> str:
    people = owner.submitters or owner.approvers
    if not people:
        return "还没有写明由谁来改，请与主管部门联系"
    more = f"等 {len(people)} 人" if len(people) > _PEOPLE else ""
    return f"可以改的账号：{'、'.join(people[:_PEOPLE])}{more}"


def accounts_changed(before: Registry, after: Registry) -> Iterator[str]:
    """What a department's profile says of rights: who may change the folder, and which codes are the department's."""
    for department in before.departments:
        now = after.department_by_id.get(department.id)
        if now and now.readable and department.readable and _rights(now) != _rights(department):
            yield (
                f"{department.path} 的维护账号、审核账号（maintainers、reviewers）和代码前段码（code_prefixes）"
                "要由审核人来改"
            )


def _rights(department: Department) -> tuple[object, ...]:
    accounts = (
        sorted(account.casefold() for account in each) for each in (department.maintainers, department.reviewers)
    )
    return (*accounts, department.code_prefixes)
