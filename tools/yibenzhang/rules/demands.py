"""W8xx: demands. Those the schema decides are declared here."""

from __future__ import annotations

from ..model.findings import Severity
from .rule import declared

E = Severity.ERROR

DEMANDS = (
    declared("W803", E, "R21", "不同意要有理由。\n\n答复不同意时，必须写明理由 reason 和原因类别 reject_kind。"),
    declared("W805", E, "R20", "需求要写明依据、场景和要哪份数据。\n\n写目录代码；没有编目的写数据名称和来源依据。"),
    declared(
        "W807",
        E,
        "S1",
        "以前申请过的要写以往结果。\n\napplied_before 为 true 时写 earlier_result：驳回理由，或“申请已通过”。",
    ),
)
