"""A new catalog for a clerk to fill in: every field with its label, obligation, meaning and example.

What must be written stands there empty, so that ``ybz check`` lists what is missing, line by line; the rest is a
comment to be opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ...model.catalog import ACTIVE
from ...model.department import Department
from ...rules.wording import example
from ...sources import fields

OBLIGATIONS = {"M": "必填", "C": "视情况必填", "W": "建议填写", "O": "可填"}
# Conditional in the schema, and the condition is known here.
_WANTED = {"部门": ("duties",), "基础": ("libraries",), "主题": ("libraries", "lead")}
_LATER = ("retired",)
_TAIL = re.compile(r"(?:例：.*?)?。?（来源：[^）]*）$", re.DOTALL)
_SHOWN = 40
INTRO = (
    "# 逐项填写：“#”后面是说明。没有“#”的字段必须填；前面有“#”的字段需要时去掉“# ”再填，用不着的整行删去。",
    "# 填好后运行 ybz check，看还缺什么；运行 ybz fmt 整理格式。",
)


def blank(schema: fields.Schema, known: Mapping[str, str], department: Department) -> str:
    """The text of a new catalog, without header.

    ``known`` holds ``code``, ``name`` and ``kind`` as YAML; what the department has to choose from stands in comments.
    """
    known = {**known, "status": ACTIVE}
    wanted = _WANTED.get(known["kind"], ())
    lines = [*INTRO]
    for key, field in fields.properties(schema, schema).items():
        if key in _LATER:
            continue
        must = field.get("x-obligation") == "M" or key in wanted
        lines += _meaning(key, field, must)
        lines += [f"#   {choice}" for choice in _choices(key, department)]
        if key in known:
            lines.append(f"{key}: {known[key]}")
        elif not must:
            lines.append(f"# {key}: {example(field)}".rstrip())
        elif key == "items":
            lines += [f"{key}:", *_first_items()]
        elif field.get("type") == "object":
            lines += [f"{key}:", *_inner(schema, field)]
        else:
            lines.append(f"{key}:")
    return "\n".join(lines) + "\n"


def _meaning(key: str, field: fields.Schema, must: bool) -> Iterator[str]:
    """Label, obligation and meaning; the example where it does not follow as an opened line; the words of a list."""
    words = _TAIL.sub("", str(field.get("description", ""))).strip().rstrip("。")
    sample = example(field)
    shown = f"。例：{sample}" if sample and must and key != "items" else ""
    obligation = "必填" if must else OBLIGATIONS.get(str(field.get("x-obligation")), "可填")
    yield f"# {field.get('title', key)}（{obligation}）：{words}{shown}"
    if "enum" in field:
        yield f"#   可选：{'、'.join(str(choice) for choice in field['enum'])}"


def _inner(schema: fields.Schema, field: fields.Schema) -> Iterator[str]:
    """The fields one level down."""
    for key, inner in fields.properties(schema, field).items():
        must = key in field.get("required", ())
        yield from (f"  {line}" for line in _meaning(key, inner, must))
        yield f"  {key}:" if must else f"  # {key}: {example(inner)}"


def _first_items() -> tuple[str, ...]:
    return (
        "  # - {name: 公民身份号码, type: C, length: 18, tier: 基础, key: true, personal: true}",
        "  # - {name: 保障金额, type: Y, length: 12, scale: 2, tier: 基础}",
        "  # - {name: 更新时间, type: T, tier: 基础, timestamp: true}",
    )


def _choices(key: str, department: Department) -> list[str]:
    """What the department's own profile offers for a field."""
    if key == "office":
        found = ["、".join(department.offices)] if department.offices else []
    elif key == "duties":
        found = [f"{duty.id} {duty.duty or duty.text}" for duty in department.duties if duty.exempt is None]
    elif key == "systems":
        found = [f"{system.id} {system.name}" for system in department.systems]
    elif key == "services":
        found = [f"{service.name} {service.code or ''}".rstrip() for service in department.services]
    else:
        found = []
    found = [" ".join(choice.split()) for choice in found]
    return found if len(found) <= _SHOWN else [*found[:_SHOWN], f"……共 {len(found)} 个，见 department.yml"]
