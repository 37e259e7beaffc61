"""Words for made-up catalogs: which data a subject has, and which items describe it."""

from __future__ import annotations

from functools import lru_cache


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Per sort of subject: what is kept about it, as (name suffix, group of items).
_ASPECTS = {
    "人": "名单:查 申请受理信息:办 资格审核信息:办 变更登记信息:登 定期核查信息:查 注销登记信息:登 公示信息:公 走访记录信息:查 "
    "证件发放信息:登 数据核对结果信息:查 档案清单:档 服务评价信息:评 异地转移信息:登 诉求办理信息:办 统计数据:统 监督抽查信息:查",
    "企": "登记信息:登 备案信息:登 许可信息:办 监督检查信息:查 行政处罚信息:罚 信用评价信息:评 投诉处理信息:办 从业人员信息:统 "
    "资质等级信息:评 整改情况台账:查 变更登记信息:登 注销登记信息:登 抽查结果公示信息:公 奖励补助信息:付 运行情况数据:统 分布清单:档",
    "地": "基础信息:登 位置坐标信息:档 巡查记录信息:查 维修养护台账:付 监测数据:统 隐患排查台账:查 产权登记信息:登 验收信息:办 "
    "视频点位清单:档 责任人名单:登 使用情况数据:统 应急预案清单:档 等级评定信息:评 移交接管信息:办 统计数据:统 图层数据:档",
    "事": "受理信息:办 办理结果信息:办 审核信息:办 公示信息:公 文书清单:档 费用缴纳信息:付 执行情况台账:查 救济信息:罚 "
    "统计数据:统 督办台账:查 评价信息:评 回访记录信息:评 现场踏勘信息:查 材料清单:档 流转记录信息:办 归档清单:档",
}
ASPECTS = {
    sort: tuple((name, group) for name, _, group in (entry.partition(":") for entry in text.split()))
    for sort, text in _ASPECTS.items()
}
# Where a department keeps more than all subjects and aspects give, subjects are told apart by these.
QUALIFIERS = ("", "城镇", "乡村", "重点", "新增", "跨区域", "专项", "试点")

# The first item is the key.
BASE_ITEMS = {
    "人": [
        "公民身份号码",
        "姓名",
        "性别",
        "出生日期",
        "民族",
        "户籍地址",
        "现住址",
        "联系电话",
        "文化程度",
        "所属街道",
    ],
    "企": [
        "统一社会信用代码",
        "单位名称",
        "法定代表人姓名",
        "单位类型",
        "所属行业",
        "注册资本金额",
        "成立日期",
        "生产经营场所",
        "经营范围",
        "登记机关",
    ],
    "地": [
        "设施编号",
        "设施名称",
        "设施类型",
        "坐落位置",
        "经度",
        "纬度",
        "占地面积",
        "建成日期",
        "管理单位",
        "养护单位",
    ],
    "事": [
        "业务编号",
        "业务名称",
        "申请单位名称",
        "统一社会信用代码",
        "业务类型",
        "受理日期",
        "受理机关",
        "承诺办结日期",
        "实际办结日期",
        "业务状态",
    ],
    "统": [
        "统计编号",
        "统计区域",
        "统计指标",
        "指标编号",
        "计量单位",
        "指标数量",
        "上期数量",
        "累计数量",
        "统计机构",
        "审核状态",
    ],
}
GROUP_ITEMS = {
    "办": ["申请日期", "申请方式", "材料份数", "审核环节", "审核意见", "审核机关", "办理结果", "送达日期"],
    "登": [
        "登记编号",
        "登记类型",
        "登记日期",
        "变更事项",
        "变更前内容",
        "变更后内容",
        "有效期起始日期",
        "有效期截止日期",
    ],
    "查": ["检查编号", "检查日期", "检查方式", "检查内容", "检查结果", "是否需要整改", "整改期限", "复查日期"],
    "公": [
        "公示编号",
        "公示标题",
        "公示内容",
        "公示渠道",
        "公示开始日期",
        "公示结束日期",
        "是否收到异议",
        "异议处理结果",
    ],
    "罚": ["文书文号", "违法事实", "处理依据", "处理种类", "处理决定", "罚没金额", "决定日期", "履行状态"],
    "评": ["评价编号", "评价指标", "评价得分", "评价等级", "评价日期", "评价机构", "是否公开", "复评日期"],
    "付": ["项目编号", "项目名称", "资金来源", "计划金额", "拨付金额", "拨付日期", "收款单位", "支付状态"],
    "档": ["档案编号", "档案名称", "形成日期", "保管期限", "存放位置", "文件页数", "是否电子化", "档案载体说明"],
    "统": ["统计口径", "统计起始日期", "统计截止日期", "总数量", "新增数量", "减少数量", "同比变化率", "统计单位"],
}
SUBJECT_ITEMS = ["类别", "等级", "编号", "状态", "起始日期", "截止日期", "数量", "来源", "责任科室", "情况说明"]
TAIL_ITEMS = [
    "行政区划代码",
    "所属乡镇",
    "填报单位",
    "填报日期",
    "数据来源",
    "采集方式",
    "是否有效",
    "备注说明",
    "经办机构",
    "审批机构",
    "归档日期",
    "版本序号",
]
LAST_ITEM = "更新时间"

_CODESETS = {"性别": "GB/T 2261.1 人的性别代码", "民族": "GB/T 3304 民族代码", "行政区划代码": "GB/T 2260"}
_STANDARDS = {"公民身份号码": "GB 11643", "统一社会信用代码": "GB 32100"}
_PERSONAL = ("公民身份号码", "姓名", "出生日期", "户籍地址", "现住址", "联系电话")


def is_personal(name: str) -> bool:
    """Whether an item of this name tells who somebody is (法定代表人 are public)."""
    return name in _PERSONAL


_LENGTHS = {"公民身份号码": 18, "统一社会信用代码": 18, "行政区划代码": 12, "联系电话": 20}


@lru_cache(maxsize=1 << 16)
def shape(name: str) -> tuple[str, int, int]:
    """Type, length and scale (0 where there is none) of an item: a function of the name, so one name has one type."""
    if name.endswith("日期"):
        return "D", 0, 0
    if name.endswith("时间"):
        return "T", 0, 0
    if name.endswith("金额"):
        return "Y", 16, 2
    if name.startswith("是否"):
        return "L", 0, 0
    if name.endswith(("面积", "经度", "纬度", "率", "得分")):
        return "N", 12, 6
    if name.endswith(("数量", "份数", "页数", "序号")):
        return "I", 0, 0
    if name.endswith(("说明", "内容", "事实", "范围", "意见")):
        return "M", 0, 0
    return "C", _LENGTHS.get(name, 100), 0


def marks(name: str) -> str:
    """What else is known of an item by its name, as flow YAML after its tier."""
    parts = [", personal: true"] if is_personal(name) else []
    parts += [f", codeset: {_CODESETS[name]}"] if name in _CODESETS else []
    parts += [f", standard: {_STANDARDS[name]}"] if name in _STANDARDS else []
    parts += [", timestamp: true"] if name == LAST_ITEM else []
    return "".join(parts)


_FIRST = "东西南北上下新大小青白红石云龙松"
_SECOND = "溪河岭原川湖泉坪林塘湾洲"


def county(number: int) -> str:
    """The name of county ``number`` (from 0); made up, and none twice."""
    second, rest = _SECOND[number % len(_SECOND)], number // len(_SECOND)
    first, rest = _FIRST[(rest + number) % len(_FIRST)], rest // len(_FIRST)
    return f"示例{first}{second}{'' if not rest else chinese(rest + 1)}县"


def chinese(number: int) -> str:
    """A whole number from 0 to 9999 in Chinese numerals, digit by digit above 99."""
    digits = "〇一二三四五六七八九"
    if number < 10:
        return digits[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")
    return "".join(digits[int(digit)] for digit in str(number))
