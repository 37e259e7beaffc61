"""日常说法: everyday words and the standard terms a ledger says instead, for 目录检索 and 数据项.

A standard name of an item or a field of law is rarely what a reader types. Only pairs stand here whose everyday word
means the standard term in nearly every use; where it means several, all are given. A word finds itself as before; rows
found only through a standard term come after all others.
"""

from __future__ import annotations

SYNONYMS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    # Persons, by the names the national code sets for person data use.
    (("身份证", "身份证号", "身份证号码", "身份号码", "身份证件号"), ("公民身份号码", "证件号码")),
    (("手机", "手机号", "手机号码", "电话", "电话号码", "联系方式"), ("联系电话", "移动电话", "固定电话")),
    (("生日", "出生年月"), ("出生日期",)),
    (("户口", "户口本", "户口簿"), ("户籍", "常住人口登记")),
    (("家庭住址", "住址", "家庭地址"), ("居住地址", "户籍地址", "联系地址")),
    (("男女",), ("性别",)),
    (("文凭", "文化程度"), ("学历", "受教育程度")),
    # Organizations, by the code of organizations and the register of enterprises.
    (("单位名称", "公司名称", "企业名", "公司名"), ("企业名称", "机构名称", "法人名称", "市场主体名称")),
    (("信用代码", "社会信用代码", "税号", "组织机构代码"), ("统一社会信用代码",)),
    (("法人代表", "老板"), ("法定代表人",)),
    (("公司",), ("企业",)),
    (("营业执照",), ("企业登记", "市场主体登记", "经营主体登记")),
    (("个体户",), ("个体工商户",)),
    # Matters, by the words of their laws.
    (("低保", "低保户"), ("最低生活保障",)),
    (("五保", "五保户"), ("特困人员",)),
    (("社保", "社保卡"), ("社会保险", "社会保障")),
    (("医保", "医保卡"), ("医疗保险", "医疗保障")),
    (("养老金", "退休金"), ("养老保险", "基本养老金")),
    (("房产", "房产证", "房子", "房本"), ("不动产", "房屋")),
    (("公积金",), ("住房公积金",)),
    (("结婚", "离婚", "结婚证", "离婚证"), ("婚姻",)),
    (("驾照", "驾驶证"), ("机动车驾驶证", "驾驶人")),
    (("车牌", "车牌号", "车牌号码"), ("号牌号码", "机动车号牌")),
    (("小孩", "孩子"), ("儿童", "未成年人")),
    (("老人",), ("老年人",)),
    (("残疾证",), ("残疾人证", "残疾人")),
    (("留守儿童",), ("农村留守儿童",)),
    (("打疫苗", "疫苗"), ("预防接种",)),
    (("罚款",), ("行政处罚",)),
    (("许可证", "办证"), ("行政许可",)),
    (("黑名单",), ("严重失信主体", "失信")),
    (("环评",), ("环境影响评价",)),
    (("污水",), ("水污染", "排污")),
    (("学校",), ("教育机构", "办学")),
    (("看病", "就医"), ("诊疗", "就诊")),
)  # fmt: skip
"""Everyday words and the standard terms each of them is also looked for by."""


def standard_terms() -> dict[str, list[str]]:
    """The standard terms of each everyday word, as ``ledger.js`` keeps them."""
    return {word: list(terms) for words, terms in SYNONYMS for word in words}


__all__ = ["SYNONYMS", "standard_terms"]
