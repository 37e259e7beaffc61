"""Writes a clause key as people know it: ``R15`` → 条例第十五条, ``S0-7`` → 治理方案第7项."""

from __future__ import annotations

from ..lazily import pattern

SOURCES = {
    "R": ("条例", "《政务数据共享条例》（国务院令第809号，2025年8月1日起施行）"),
    "S0": ("治理方案", "大兴安岭地区政务数据标准化治理工作方案"),
    "S1": ("编制规范", "阳泉市目录编制与供需对接通知（《政务数据资源目录编制规范》《共享数据需求填报说明》）"),
    "S2": ("一体化方案", "鄂州市数据资源一体化工作方案"),
    "S3": ("共享实施方案", "朔州市政务数据共享实施方案"),
    "S4": ("部门内部管理规范", "山西省地方标准征求意见稿《政务数据共享 部门内部管理规范》"),
    "G": ("编制指南", "《政务信息资源目录编制指南（试行）》"),
    "GB3": ("GB/T 21063.3", "GB/T 21063.3-2007《政务信息资源目录体系 第3部分：核心元数据》"),
    "GB32100": ("GB 32100", "GB 32100-2015《法人和其他组织统一社会信用代码编码规则》"),
    "实践": ("实践", "各省市平台的通行做法"),
    "本": ("本工具约定", "本工具的约定"),
}
_KEY = pattern(r"(R)([0-9]+)(.*)|([A-Z]+[0-9]*|实践|本)(?:-([0-9.a-z]+)|([（(].+[)）]|[一二三四五六七八九十]+)?)?\Z")
_DIGITS = "零一二三四五六七八九"


def numeral(number: int) -> str:
    """A number below 100 in Chinese: 15 → 十五."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else _DIGITS[tens] + "十")
    return head + (_DIGITS[ones] if ones or not tens else "")


def clause_text(key: str) -> str:
    """The Chinese for one or more clause keys separated by commas; unknown keys stay as written."""
    return "、".join(_one(part.strip()) for part in key.split(",") if part.strip())


def _one(key: str) -> str:
    match = _KEY.match(key)
    if not match:
        return key
    if match[1]:
        return f"条例第{numeral(int(match[2]))}条{match[3]}"
    name = SOURCES.get(match[4], (match[4], ""))[0]
    if match[5]:
        return f"{name}第{match[5]}项"
    return f"{name}{match[6] or ''}"
