"""Y95x: what might harm whoever reads the ledger."""

from __future__ import annotations

from ..model.findings import Severity
from .rule import declared

SAFETY = (
    declared(
        "Y951",
        Severity.ERROR,
        "本",
        "不安全的文件。\n\ncatalogs/ 下不能有符号链接、子模块；单个文件不超过 limits.file_kb（默认 1024 KiB），嵌套不超过 20 层。",
    ),
)
