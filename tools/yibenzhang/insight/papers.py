"""What a change does to files that are no catalogs, for the reviewer: profiles, settings, schema, tool, other files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import structs

from ..history.entries import is_catalog
from ..model.department import Department
from ..model.settings import Settings
from ..sources.layout import CATALOGS, is_document
from .judging import Case
from .ownership import Owners, Sphere
from .task import Task

_PEOPLE = {"maintainers": "维护人", "reviewers": "复核人", "code_prefixes": "前段码", "duties": "三定职责"}
_SETTINGS = {
    "approvers": "审核人",
    "policy": "政策口径和规则级别",
    "waivers": "豁免",
    "limits": "限额",
    "deadlines": "时限",
    "weights": "考核权重",
    "host": "代码托管",
    "base_url": "网站地址",
    "publish_contacts": "联系方式公开",
    "campaigns": "专项工作",
    "changes": "法规职责变化",
}
_PARTS = {
    "refusal_basis": "不予共享依据口径",
    "file_kb": "单个文件上限 KB",
    "push_files": "一次提交文件数上限",
    "push_mb": "一次推送大小上限 MB",
}
_LEVELS = {"off": "不检查", "error": "错误", "warning": "警告"}
_LISTED = 12


def tasks(case: Case, owners: Owners) -> Iterator[Task]:
    """What to look at besides catalogs."""
    yield from _profiles(case)
    if case.own is not None:
        yield from _settings(case.old.settings, case.own)
    touched = [each.path if each.inside else f"../{each.path}" for each in case.touched]
    for sphere, text in (
        (Sphere.SCHEMA, "目录规范的改动由主管部门的人看过：原有目录在新规范下仍然有效"),
        (Sphere.TOOL, "工具、流程的改动由主管部门的技术人员看过：没有放宽检查，没有读取密钥"),
    ):
        paths = [path for path in touched if owners.owner(path).kind is sphere]
        if paths:
            yield Task(sphere.value, "", "", text, (("文件", _listed(paths)),))
    others = [path for path in case.paths if path.startswith(CATALOGS) and not is_document(path)]
    if others:
        yield Task(
            "files", "", "", "catalogs/ 里这些不是目录文件，确有必要放在这里", (("文件", _listed(sorted(others))),)
        )
    papers = [path for path in sorted(case.paths) if is_document(path) and "/demands/" in path and not is_catalog(path)]
    if papers:
        yield Task("demands", "", "", "需求的内容和答复属实，日期与往来公文一致", (("文件", _listed(papers)),))
    papers = [path for path in sorted(case.paths) if is_document(path) and "/objections/" in path]
    if papers:
        yield Task("objections", "", "", "异议的内容和答复属实，双方都已知晓", (("文件", _listed(papers)),))


def _listed(paths: list[str]) -> str:
    return "、".join(paths[:_LISTED]) + (f"等 {len(paths)} 个" if len(paths) > _LISTED else "")


def _profiles(case: Case) -> Iterator[Task]:
    for department in case.new.departments:
        if department.path not in case.paths:
            continue
        before = case.old.department_by_id.get(department.id)
        if before is None:
            quotes = (("部门", f"{department.id}（{department.name}）"), ("维护人", "、".join(department.maintainers)))
            yield Task(
                "department", "", department.id, "新部门：机构确已设立，代码和前段码发放无误，账号核对过", quotes
            )
        elif differing := tuple(_differing(before, department)):
            yield Task("department", "", department.id, "部门档案的改动有部门来函或三定方案为据", differing)


def _differing(old: Department, new: Department) -> Iterator[tuple[str, str]]:
    for key, label in _PEOPLE.items():
        was, now = getattr(old, key), getattr(new, key)
        if was == now:
            continue
        if key == "duties":
            ids = {duty.id: duty for duty in was}, {duty.id: duty for duty in now}
            gone, come = [id_ for id_ in ids[0] if id_ not in ids[1]], [id_ for id_ in ids[1] if id_ not in ids[0]]
            other = [id_ for id_ in ids[0] if id_ in ids[1] and ids[0][id_] != ids[1][id_]]
            said = (("新增", come), ("删去", gone), ("修改", other))
            yield (
                label,
                "；".join(f"{word} {'、'.join(found[:_LISTED])}" for word, found in said if found) or "换了次序",
            )
        else:
            yield label, f"{_said(was)} → {_said(now)}"


def _said(value: object) -> str:
    if isinstance(value, dict):
        return "，".join(f"{key} {text}" for key, text in value.items()) or "没有"
    return "、".join(value) or "没有" if isinstance(value, tuple) else str(value)


def _settings(old: Settings, new: Settings) -> Iterator[Task]:
    was, now = _plain(old), _plain(new)
    keys = [key for key in was if was[key] != now[key] and key != "path"]
    if keys:
        quotes = tuple((_SETTINGS.get(key, key), _turned(was[key], now[key])) for key in keys)
        yield Task("settings", "", "", "总设置的改动经主管部门同意", quotes)


def _plain(value: Any) -> Any:
    """Settings as mappings and lists, with what stands there when nobody writes anything."""
    if isinstance(value, msgspec.Struct):
        return {key: _plain(each) for key, each in structs.asdict(value).items()}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _turned(old: Any, new: Any) -> str:
    """What a setting was and is: of a mapping the entries that differ, of a list of entries those that came or went."""
    if isinstance(old, dict) and isinstance(new, dict):
        keys = [key for key in {**old, **new} if old.get(key) != new.get(key)]
        said = [(key, _turned(old.get(key), new.get(key))) for key in keys]
        nested = {key for key in keys if isinstance(new.get(key), dict)}
        return "，".join(text if key in nested else f"{_PARTS.get(key, key)} {text}" for key, text in said)
    if isinstance(old, list) and any(isinstance(each, dict) for each in (*old, *new)):
        come, gone = [each for each in new if each not in old], [each for each in old if each not in new]
        both = (("新增", come), ("删去", gone))
        return (
            "；".join(f"{word} {'、'.join(map(_entry, some[:_LISTED]))}" for word, some in both if some) or "换了次序"
        )
    return f"{_set(old)} → {_set(new)}"


def _entry(found: dict[str, Any]) -> str:
    return " ".join(str(each) for each in found.values() if isinstance(each, str | int))


def _set(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(map(str, value)) or "没有"
    return "没有" if value in (None, "") else _LEVELS.get(str(value), str(value))


__all__ = ["tasks"]
