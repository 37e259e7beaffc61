"""C2xx: the catalog's own fields. Those the schema decides are declared here."""

from __future__ import annotations

from ..model.findings import Severity
from .rule import declared

E = Severity.ERROR

CATALOGS = (
    declared("C201", E, "S0-2", "其他领域要说明。\n\n所属领域选“其他”时，必须在 domain_note 写明是什么领域。"),
    declared(
        "C204",
        E,
        "S0-8",
        "来源系统要写清。\n\n写 department.yml 里的系统编号；确实没有系统的只写“暂无系统”，两样不能混写。",
    ),
    declared(
        "C206",
        E,
        "S0-9",
        "其他更新周期要说明。\n\n更新周期选“其他”时，必须在 update_cycle_note 写明多久更新一次，如“每三年”。",
    ),
    declared("C209", E, "S2", "部门类目录要有三定职责。\n\n资源分类为“部门”的目录，必须在 duties 写明来自哪些职责。"),
    declared("C210", E, "S3", "主题类目录要有牵头部门。\n\n资源分类为“主题”的目录，必须在 lead 写明牵头部门。"),
)
