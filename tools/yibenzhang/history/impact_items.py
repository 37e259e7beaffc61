"""The impact table: 数据项 and 挂载资源 (DOMAIN A2, A3)."""

from __future__ import annotations

from collections.abc import Mapping

from ..model.change import Impact
from .cases import (
    ABSENT,
    Row,
    added,
    anyhow,
    fewer_named,
    less,
    looser,
    more,
    more_named,
    removed,
    tighter,
    turned_off,
    turned_on,
    type_narrower,
    type_wider,
    unranked,
)

B, C, E = Impact.BREAKING, Impact.COMPATIBLE, Impact.EDITORIAL
_ITEM = {"name": "联系电话", "type": "C", "length": 20}
_RESOURCE = {"id": "dibao_person", "name": "低保人员表", "type": "库表"}
_AUTHORITY = "以哪里的值为准变了，取数宜看权威源"

# fmt: off
ITEMS: Mapping[str, tuple[Row, ...]] = {
    "items": (
        Row("写明", added, C, "写明了数据项", ABSENT, [_ITEM]),
        Row("删去", removed, B, "数据项全部删去，使用方取不到了", [_ITEM], ABSENT),
        Row("其他变动", anyhow, B, "数据项整个改了写法，读不出来，按删去对待", [_ITEM], "联系电话"),
    ),
    "items[]": (
        Row("删去", removed, B, "使用方取不到这个数据项了", _ITEM, ABSENT),
        Row("增加", added, C, "多了一个数据项，原来的都还在", ABSENT, _ITEM),
        Row("其他变动", anyhow, B, "数据项整个改了写法，使用方要重新核对", _ITEM, "联系电话"),
    ),
    "items[].name": (Row("改名", anyhow, B, "数据项改名，按旧名称取数、对接的要改", "身份证号", "公民身份号码"),),
    "items[].type": (
        Row("补写", added, E, "补写类型，数据没有变", ABSENT, "C"),
        Row("删去", removed, B, "不再写明类型，使用方没有建表的依据", "C", ABSENT),
        Row("放宽", type_wider, C, "新类型装得下原来的值", "I", "N"),
        Row("收窄", type_narrower, B, "新类型装不下原来的一些值", "M", "C"),
        Row("其他变动", anyhow, B, "类型变了，使用方的库表和程序要改", "C", "D"),
    ),
    "items[].length": (
        Row("补写", added, E, "补写长度，数据没有变", ABSENT, 18),
        Row("删去", removed, C, "不再限定长度，原来的值都放得下", 18, ABSENT),
        Row("变短", less, B, "长度变短，原来的值可能放不下", 20, 18),
        Row("变长", more, C, "长度变长，原来的值都放得下", 18, 20),
        Row("其他变动", anyhow, B, "长度的写法变了，看不出长短，按变短对待", 18, "十八位"),
    ),
    "items[].scale": (
        Row("补写", added, E, "补写小数位数，数据没有变", ABSENT, 2),
        Row("删去", removed, B, "不再写明小数位数，可能不再有小数", 2, ABSENT),
        Row("变少", less, B, "小数位数变少，原来的值会被舍入", 2, 0),
        Row("变多", more, C, "小数位数变多，原来的值都放得下", 2, 4),
        Row("其他变动", anyhow, B, "小数位数的写法变了，看不出多少，按变少对待", 2, "两位"),
    ),
    "items[].tier": (Row("变动", anyhow, E, "层级是对各县区的统一要求，本目录的数据没有变", "基础", "扩展"),),
    "items[].field": (
        Row("补写", added, E, "补写字段名，数据没有变", ABSENT, "id_card"),
        Row("删去", removed, E, "不再写明字段名，数据没有变", "id_card", ABSENT),
        Row("变动", anyhow, B, "字段名变了，按字段名取数的要改", "id_card", "id_card_no"),
    ),
    "items[].key": (
        Row("取消", turned_off, B, "不再是主键，按它关联、去重的要改", True, ABSENT),
        Row("增加", turned_on, C, "写明是主键，可以按它关联", ABSENT, True),
        Row("其他变动", anyhow, E, "不是主键，写不写明都一样", ABSENT, False),
    ),
    "items[].nullable": (
        Row("可空改为不可空", turned_off, B, "原来可以没有值，现在必须有值，没有值的记录会被退回", True, False),
        Row("不可空改为可空", turned_on, C, "原来能交换的记录照样能交换，使用方要留意没有值的情形", ABSENT, True),
        Row("其他变动", anyhow, E, "不可空，写不写明都一样", ABSENT, False),
    ),
    "items[].timestamp": (
        Row("取消", turned_off, B, "不再是时间戳，靠它增量取数的要改", True, False),
        Row("增加", turned_on, C, "写明是时间戳，可以靠它增量取数", ABSENT, True),
        Row("其他变动", anyhow, E, "不是时间戳，写不写明都一样", ABSENT, False),
    ),
    "items[].codeset": (
        Row("补写", added, E, "补写值域，数据没有变", ABSENT, "GB/T 2261.1"),
        Row("删去", removed, C, "不再限定值域，原来的值照样可用", "男、女", ABSENT),
        Row("减少", fewer_named, B, "值域少了，原来的一些值不再有", "有效、撤销、丧失", "有效、撤销"),
        Row("增加", more_named, C, "值域多了，原来的值照样可用", "男、女", "男、女、未说明"),
        Row("其他变动", anyhow, B, "值域变了，代码对照要改", "GB/T 2261.1", "GB/T 2261.2"),
    ),
    "items[].personal": (
        Row("标为个人信息", turned_on, B, "标为个人信息，使用方要按个人信息保护的要求使用", ABSENT, True),
        Row("不再是个人信息", turned_off, C, "不再是个人信息，原来的保护足够", True, False),
        Row("其他变动", anyhow, E, "不是个人信息，写不写明都一样", ABSENT, False),
    ),
    "items[].level": (
        Row("提高", tighter, B, "分级提高，使用方要按更高的级别保护", 2, 4),
        Row("降低", looser, C, "分级降低，原来的保护足够", 3, 1),
        Row("其他变动", unranked, B, "分级变了，看不出高低，按提高对待", 3, "三级"),
        Row("与目录一样", anyhow, E, "与目录的分级一样，没有变高变低", ABSENT, 3),
    ),
    "items[].share": (
        Row("收紧", tighter, B, "这个数据项的共享收紧，使用方要重新核对能不能用", "有条件共享", "不予共享"),
        Row("放宽", looser, C, "这个数据项的共享放宽，原来能用的照样能用", ABSENT, "无条件共享"),
        Row("其他变动", unranked, B, "共享类型变了，看不出宽严，按收紧对待", "有条件共享", "共享"),
        Row("与目录一样", anyhow, E, "与目录的共享类型一样，没有变宽变严", ABSENT, "有条件共享"),
    ),
    "items[].open": (
        Row("收紧", tighter, B, "这个数据项向社会开放收紧，社会使用方受影响", "有条件开放", ABSENT),
        Row("放宽", looser, C, "这个数据项向社会开放放宽，原来能用的照样能用", "不予开放", "无条件开放"),
        Row("其他变动", unranked, B, "开放类型变了，看不出宽严，按收紧对待", "不予开放", "开放"),
        Row("与目录一样", anyhow, E, "与目录的开放类型一样，没有变宽变严", ABSENT, "不予开放"),
    ),
    "items[].standard": (
        Row("补写", added, E, "补写数据元标准，数据没有变", ABSENT, "GB 11643"),
        Row("删去", removed, E, "不再写明数据元标准，数据没有变", "GB 11643", ABSENT),
        Row("变动", anyhow, B, "数据元标准变了，取值的格式可能跟着变", "GB 11643", "GB 32100"),
    ),
    "items[].origin": (Row("变动", anyhow, C, _AUTHORITY, ABSENT, {"department": "公安局"}),),
    "items[].origin.department": (Row("变动", anyhow, C, _AUTHORITY, "公安局", "民政局"),),
    "items[].origin.catalog": (Row("变动", anyhow, C, _AUTHORITY, ABSENT, "301001/000001"),),
    "items[].origin.item": (Row("变动", anyhow, C, _AUTHORITY, ABSENT, "公民身份号码"),),
    "items[].note": (Row("变动", anyhow, E, "只是备注的文字变了", "十八位", "十八位，末位可为 X"),),
}
RESOURCES: Mapping[str, tuple[Row, ...]] = {
    "resources": (
        Row("挂载", added, C, "挂载了资源，多了取数的途径", ABSENT, [_RESOURCE]),
        Row("撤下", removed, B, "资源全部撤下，使用方没有办法取数", [_RESOURCE], ABSENT),
        Row("其他变动", anyhow, B, "资源整个改了写法，读不出来，按撤下对待", [_RESOURCE], "低保人员表"),
    ),
    "resources[]": (
        Row("撤下", removed, B, "资源撤下，用它取数的要改", _RESOURCE, ABSENT),
        Row("挂载", added, C, "多了一个资源，原来的都还在", ABSENT, _RESOURCE),
        Row("其他变动", anyhow, B, "资源整个改了写法，使用方要重新核对", {"id": "t", "name": "低保人员表"}, "t"),
    ),
    "resources[].id": (Row("变动", anyhow, B, "资源编号变了，按编号引用的要改", 1, 2),),
    "resources[].name": (Row("变动", anyhow, E, "只是资源的名称变了，编号没变", "低保人员表", "低保人员基本信息表"),),
    "resources[].type": (Row("变动", anyhow, B, "资源类型变了，使用方取数的办法要改", "库表", "接口"),),
    "resources[].structure": (Row("变动", anyhow, B, "结构化程度变了，使用方解析的办法要改", "结构化", "非结构化"),),
    "resources[].mount": (Row("变动", anyhow, C, "提供方汇聚的办法变了，使用方照原来的办法取数", "数据上报系统", "库表对接"),),
    "resources[].system": (Row("变动", anyhow, E, "来源系统由提供方对接，使用方不用改", "dibao", "dibao2"),),
    "resources[].mounted": (
        Row("挂载成功", added, C, "资源已经挂载，可以取数了", ABSENT, "2026-03-14"),
        Row("删去", removed, B, "不再写明已经挂载，使用方可能取不到数", "2026-03-14", ABSENT),
        Row("其他变动", anyhow, E, "只是登记的挂载日期变了", "2026-03-14", "2026-03-15"),
    ),
    "resources[].updated": (Row("变动", anyhow, E, "只是登记的数据更新日期变了", "2026-03-14", "2026-04-14"),),
    "resources[].records": (Row("变动", anyhow, E, "只是登记的记录数变了", 12860, 12901),),
    "resources[].checksum": (Row("变动", anyhow, E, "文件更新，校验值跟着变", "sha256:9f86", "sha256:60ad"),),
    "resources[].format": (
        Row("补写", added, E, "补写文件格式，文件没有变", ABSENT, "xlsx"),
        Row("删去", removed, E, "不再写明文件格式，文件没有变", "xlsx", ABSENT),
        Row("变动", anyhow, B, "文件格式变了，使用方解析的办法要改", "xlsx", "csv"),
    ),
    "resources[].protocol": (
        Row("补写", added, E, "补写接口协议，接口没有变", ABSENT, "restful"),
        Row("删去", removed, E, "不再写明接口协议，接口没有变", "restful", ABSENT),
        Row("变动", anyhow, B, "接口协议变了，调用的程序要改", "webservice", "restful"),
    ),
    "resources[].kind": (
        Row("补写", added, E, "补写接口种类，接口没有变", ABSENT, "信息核验接口"),
        Row("删去", removed, E, "不再写明接口种类，接口没有变", "信息核验接口", ABSENT),
        Row("变动", anyhow, B, "接口种类变了，返回的内容不同", "信息查询接口", "信息核验接口"),
    ),
    "resources[].address": (
        Row("写明", added, C, "写明了接口地址，可以调用了", ABSENT, "https://a.example.cn/v1"),
        Row("删去", removed, B, "接口地址没有了，使用方连不上", "https://a.example.cn/v1", ABSENT),
        Row("变动", anyhow, B, "接口地址变了，调用的程序要改", "https://a.example.cn/v1", "https://a.example.cn/v2"),
    ),
    "resources[].map": (
        Row("写明", added, C, "写明了数据项对应哪一列", ABSENT, {"姓名": "xm"}),
        Row("删去", removed, B, "不再写明数据项对应哪一列，按列取数的没有依据", {"姓名": "xm"}, ABSENT),
        Row("其他变动", anyhow, B, "字段对应整个改了写法，使用方要重新核对", {"姓名": "xm"}, "姓名 xm"),
    ),
    "resources[].map.*": (
        Row("写明", added, C, "写明了数据项对应哪一列", ABSENT, "xm"),
        Row("删去", removed, B, "不再写明数据项对应哪一列，按列取数的没有依据", "xm", ABSENT),
        Row("变动", anyhow, B, "对应的列变了，按列取数的要改", "xm", "name"),
    ),
}
# fmt: on
