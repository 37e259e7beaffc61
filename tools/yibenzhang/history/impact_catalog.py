"""The impact table: fields of the catalog itself (DOMAIN A1), sharing and opening apart."""

from __future__ import annotations

from collections.abc import Mapping

from ..model.change import Impact
from .cases import (
    ABSENT,
    Row,
    added,
    anyhow,
    earlier,
    fewer_named,
    later,
    looser,
    more_named,
    ranked_now,
    removed,
    restores,
    retires,
    service_come,
    service_gone,
    tighter,
)

B, C, E = Impact.BREAKING, Impact.COMPATIBLE, Impact.EDITORIAL
_BY_SERVICE = {"share.condition.kind": ("依政务服务事项共享", "依政务服务事项共享")}

# fmt: off
CATALOG: Mapping[str, tuple[Row, ...]] = {
    "code": (
        Row("改了", anyhow, B, "目录代码变了，按旧代码引用它的需求、目录和系统要改", "307001/000001", "308001/000009"),
    ),
    "name": (
        Row("改名", anyhow, E, "只是名称变了，代码没变，按代码引用的不受影响", "低保人员名单", "城乡低保人员名单"),
    ),
    "aliases": (Row("变动", anyhow, E, "别名只帮助查找", ABSENT, ["低保名单"]),),
    "aliases[]": (Row("增减", anyhow, E, "别名只帮助查找", ABSENT, "低保名单"),),
    "kind": (Row("变动", anyhow, E, "资源分类只影响归类，数据没有变", "部门", "主题"),),
    "domain": (Row("变动", anyhow, E, "所属领域只影响归类，数据没有变", "社会救助", "生活服务"),),
    "domain_note": (Row("变动", anyhow, E, "所属领域只影响归类，数据没有变", "民族宗教", "民族事务"),),
    "summary": (
        Row("变动", anyhow, E, "只是说明的文字变了", "全区低保人员原始明细，每月更新", "全区在保低保人员原始明细，每月更新"),
    ),
    "office": (Row("变动", anyhow, E, "联系的科室变了，数据没有变", "社会救助科", "低保科"),),
    "libraries": (Row("变动", anyhow, E, "归入哪个库只影响归类，数据没有变", ABSENT, ["人口"]),),
    "libraries[]": (Row("增减", anyhow, E, "归入哪个库只影响归类，数据没有变", "人口", ABSENT),),
    "lead": (Row("变动", anyhow, E, "牵头部门变了，数据没有变", "民政局", "营商环境建设监督局"),),
    "origin": (Row("变动", anyhow, C, "以哪个部门的数据为准变了，取数宜看数源部门", ABSENT, "公安局"),),
    "duties": (Row("变动", anyhow, E, "对应的职责变了，数据没有变", ABSENT, ["三-1"]),),
    "duties[]": (Row("增减", anyhow, E, "对应的职责变了，数据没有变", "三-1", ABSENT),),
    "base": (Row("变动", anyhow, E, "对照的基础数据项集变了，有哪些数据项看数据项本身", ABSENT, "城乡低保"),),
    "services": (
        Row("依事项共享时删去", service_gone, B, "依政务服务事项共享，不再写明事项，办这些事项的部门不能再用", [{"name": "低保认定"}], ABSENT, _BY_SERVICE),
        Row("变动", anyhow, E, "关联的事项变了，数据没有变", ABSENT, [{"name": "低保认定"}]),
    ),
    "services[]": (
        Row("依事项共享时减少", service_gone, B, "依政务服务事项共享，办这个事项的部门不能再用", {"name": "低保认定"}, ABSENT, _BY_SERVICE),
        Row("依事项共享时增加", service_come, C, "依政务服务事项共享，办这个事项的部门也能用", ABSENT, {"name": "低保认定"}, _BY_SERVICE),
        Row("增减", anyhow, E, "关联的事项变了，数据没有变", ABSENT, {"name": "低保认定"}),
    ),
    "services[].name": (Row("变动", anyhow, E, "关联的事项变了，数据没有变", 1, 2),),
    "services[].code": (Row("变动", anyhow, E, "只是登记的事项编码变了", ABSENT, "000105005000"),),
    "systems": (Row("变动", anyhow, E, "来源系统由提供方对接，使用方不用改", "暂无系统", ["dibao"]),),
    "systems[]": (Row("增减", anyhow, E, "来源系统由提供方对接，使用方不用改", ABSENT, "dibao2"),),
    "network": (
        Row("补写", added, E, "补写网络环境，数据所在的网络没有变", ABSENT, "政务外网"),
        Row("删去", removed, E, "不再写明网络环境，数据所在的网络没有变", "政务外网", ABSENT),
        Row("收窄", tighter, B, "能连到的网络变窄，原来连得上的可能连不上", "互联网", "政务外网"),
        Row("放宽", looser, C, "能连到的网络变宽，原来连得上的照样连得上", "部门专网", "政务外网"),
        Row("其他变动", anyhow, B, "网络变了，看不出宽窄，使用方要核对能否连通", "政务外网", "内网"),
    ),
    "level": (
        Row("补写", added, E, "补写分级，数据没有变", ABSENT, 3),
        Row("删去", removed, E, "不再写明分级，仍按原来的级别保护", 3, ABSENT),
        Row("提高", tighter, B, "分级提高，使用方要按更高的级别保护", 2, 3),
        Row("降低", looser, C, "分级降低，原来的保护足够", 3, 2),
        Row("其他变动", anyhow, B, "分级变了，看不出高低，按提高对待", 3, "三级"),
    ),
    "update_cycle": (
        Row("补写", added, E, "补写更新周期，数据照原样更新", ABSENT, "每月"),
        Row("删去", removed, B, "不再写明更新周期，不能保证照原来更新", "每月", ABSENT),
        Row("变慢", tighter, B, "更新变慢，使用方拿到的数据不如原来新", "每日", "每月"),
        Row("变快", looser, C, "更新变快，使用方拿到的数据比原来新", "每年", "每季度"),
        Row("其他改为固定周期", ranked_now, C, "有了固定的更新周期，比原来确定", "其他", "每年"),
        Row("其他变动", anyhow, B, "不再是固定的更新周期，不能保证不比原来慢", "每月", "其他"),
    ),
    "update_cycle_note": (Row("变动", anyhow, E, "只是周期的说明变了，快慢请看改动的字", "每三年", "每两年"),),
    "format": (
        Row("补写", added, E, "补写资源格式，数据没有变", ABSENT, "数据库"),
        Row("删去", removed, E, "不再写明资源格式，数据没有变", "数据库", ABSENT),
        Row("变动", anyhow, B, "资源格式变了，使用方取数、解析的办法要改", "数据库", "电子表格"),
    ),
    "spatial": (
        Row("减少", fewer_named, B, "覆盖的区域少了", "呼玛县、塔河县", "呼玛县"),
        Row("增加", more_named, C, "覆盖的区域多了，原来的都还在", "呼玛县", "呼玛县、塔河县"),
        Row("其他变动", anyhow, E, "只是文字变了，看不出区域大小", "全区", "大兴安岭地区全域"),
    ),
    "temporal": (Row("变动", anyhow, E, "只是写不写明时间范围，数据没有变", ABSENT, {"from": 2019, "to": "至今"}),),
    "temporal.from": (
        Row("推后", later, B, "起始时间推后，较早的数据没有了", 2017, "2019-01"),
        Row("提前", earlier, C, "起始时间提前，多了较早的数据", "2019-01", "2018-07"),
        Row("其他变动", anyhow, E, "时间的写法变了，看不出先后", "2019", "建库以来"),
    ),
    "temporal.to": (
        Row("提前", earlier, B, "截止时间提前，之后的数据没有了", "至今", "2024-12"),
        Row("推后", later, C, "截止时间推后，多了较新的数据", 2023, "2024"),
        Row("其他变动", anyhow, E, "时间的写法变了，看不出先后", "至今", "目前"),
    ),
    "processing": (
        Row("补写", added, E, "补写加工程度，数据没有变", ABSENT, "原始数据"),
        Row("删去", removed, E, "不再写明加工程度，数据没有变", "原始数据", ABSENT),
        Row("变动", anyhow, B, "加工程度变了，数据的内容和含义跟着变", "原始数据", "脱敏数据"),
    ),
    "listed": (Row("变动", anyhow, E, "列入哪一批清单是登记事项，数据没有变", ABSENT, "第三批"),),
    "keywords": (Row("变动", anyhow, E, "关键字只帮助查找", ABSENT, ["低保"]),),
    "keywords[]": (Row("增减", anyhow, E, "关键字只帮助查找", "低保", ABSENT),),
    "related": (Row("变动", anyhow, E, "关联目录只供参考", ABSENT, ["307001/000009"]),),
    "related[]": (Row("增减", anyhow, E, "关联目录只供参考", ABSENT, "307001/000009"),),
    "assessments": (Row("变动", anyhow, E, "评估是提供方的内部手续，数据没有变", ABSENT, {"secrecy": "已评估"}),),
    "assessments.secrecy": (Row("变动", anyhow, E, "评估是提供方的内部手续，数据没有变", "不涉及", "已评估"),),
    "assessments.personal": (Row("变动", anyhow, E, "评估是提供方的内部手续，数据没有变", ABSENT, "已评估"),),
    "assessments.approved_by": (Row("变动", anyhow, E, "评估是提供方的内部手续，数据没有变", "示例负责人甲", "示例负责人乙"),),
    "assessments.date": (Row("变动", anyhow, E, "评估是提供方的内部手续，数据没有变", "2026-03-06", "2026-04-01"),),
    "upstream": (
        Row("写明", added, C, "上级平台已经共享，也可以从上级平台取", ABSENT, "省级目录代码"),
        Row("其他变动", anyhow, E, "登记的上级平台代码变了，本目录的数据没有变", "旧代码", "新代码"),
    ),
    "status": (
        Row("下架", retires, C, "没有未办结的需求依赖它；还在使用的，改用替代目录", "在用", "已下架"),
        Row("恢复", restores, C, "恢复使用，又能申请共享", "已下架", "在用"),
        Row("其他变动", anyhow, E, "状态的写法变了，没有下架", ABSENT, "在用"),
    ),
    "retired": (Row("变动", anyhow, E, "下架的日期、原因是登记事项，影响见状态", ABSENT, {"date": "2026-01-05", "reason": "职责取消"}),),
    "retired.date": (Row("变动", anyhow, E, "下架的日期、原因是登记事项，影响见状态", "2026-01-05", "2026-01-06"),),
    "retired.reason": (Row("变动", anyhow, E, "下架的日期、原因是登记事项，影响见状态", "职责取消", "职责并入"),),
    "retired.replaced_by": (Row("变动", anyhow, C, "替代目录变了，原来的使用方要看新的去向", ABSENT, "308001/000009"),),
}
# fmt: on
