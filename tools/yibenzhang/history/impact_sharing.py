"""The impact table: sharing and opening (DOMAIN A1; R14, R15)."""

from __future__ import annotations

from collections.abc import Mapping

from ..model.change import Impact
from .cases import (
    ABSENT,
    Row,
    added,
    anyhow,
    fewer_named,
    invented,
    looser,
    more_named,
    open_granted,
    open_refused,
    refused,
    removed,
    share_granted,
    share_refused,
    tighter,
    turned_off,
    turned_on,
    unranked,
)

B, C, E = Impact.BREAKING, Impact.COMPATIBLE, Impact.EDITORIAL
_CONDITION = {"kind": "依申请共享", "text": "用于核验救助资格"}
_REFUSED = {"share.type": ("有条件共享", "不予共享")}
_GRANTED = {"share.type": ("不予共享", "有条件共享")}
_BASIS = "依据变了，共享类型不变就不影响使用"

# fmt: off
SHARING: Mapping[str, tuple[Row, ...]] = {
    "share": (
        Row("补写", added, E, "补写共享属性，原来没有写明怎样共享", ABSENT, {"type": "有条件共享"}),
        Row("删去", removed, B, "不再写明怎样共享，使用方没有依据", {"type": "无条件共享"}, ABSENT),
        Row("其他变动", anyhow, B, "共享属性整个改了写法，看不出宽严，按收紧对待", {"type": "无条件共享"}, "无条件共享"),
    ),
    "share.type": (
        Row("补写", added, E, "补写共享类型，原来没有写明怎样共享", ABSENT, "有条件共享"),
        Row("收紧为不予共享", lambda case: tighter(case) and refused(case), B, "改为不予共享，使用方不能再用", "有条件共享", "不予共享"),
        Row("收紧", tighter, B, "改为有条件共享，使用方要按条件申请", "无条件共享", "有条件共享"),
        Row("放宽", looser, C, "共享放宽，原来能用的照样能用", "不予共享", "无条件共享"),
        Row("其他变动", anyhow, B, "共享类型变了，看不出宽严，按收紧对待", "无条件共享", "共享"),
    ),
    "share.condition": (
        Row("随放宽写明", share_granted, E, "原来不予共享，放宽时写明条件，影响见共享类型", ABSENT, _CONDITION, _GRANTED),
        Row("新设", added, B, "新设共享条件，使用方符合条件才能用", ABSENT, _CONDITION),
        Row("随不予共享删去", share_refused, E, "不予共享就不写条件，影响见共享类型", _CONDITION, ABSENT, _REFUSED),
        Row("取消", removed, C, "不再设共享条件，原来能用的照样能用", _CONDITION, ABSENT),
        Row("其他变动", anyhow, B, "共享条件整个改了写法，看不出宽严，按收紧对待", _CONDITION, "用于核验救助资格"),
    ),
    "share.condition.kind": (
        Row("补写", added, E, "补写有条件种类，条件见共享条件", ABSENT, "依申请共享"),
        Row("删去", removed, E, "不再写明有条件种类，条件见共享条件", "依申请共享", ABSENT),
        Row("变动", anyhow, B, "有条件种类变了，使用方要按新的种类办理", "依申请共享", "依政务服务事项共享"),
    ),
    "share.condition.text": (
        Row("擅自增设", invented, B, "加了领导批准、一事一议一类要求，条例不允许", "用于核验救助资格", "用于核验救助资格，须经领导批准"),
        Row("新写", added, B, "新写了共享条件，使用方符合条件才能用", ABSENT, "用于核验救助资格"),
        Row("删去", removed, C, "不再写共享条件，原来能用的照样能用", "用于核验救助资格", ABSENT),
        Row("其他变动", anyhow, E, "条件的文字变了，宽严请看改动的字", "用于核验救助资格", "用于核验低保资格"),
    ),
    "share.condition.scope": (
        Row("新限定", added, B, "新限定了共享范围，范围以外的不能再用", ABSENT, "民政部门"),
        Row("取消限定", removed, C, "不再限定共享范围", "民政部门", ABSENT),
        Row("减少", fewer_named, B, "共享范围变小，不在其中的不能再用", "全区民政、人社、医保部门", "全区民政、医保部门"),
        Row("增加", more_named, C, "共享范围变大，原来能用的照样能用", "民政部门", "民政部门和教育部门"),
        Row("其他变动", anyhow, E, "共享范围的文字变了，大小请看改动的字", "全区民政部门", "全区承担救助职责的部门"),
    ),
    "share.condition.purposes": (
        Row("新限定", added, B, "新限定了使用用途，其他用途不能再用", ABSENT, ["行政依据"]),
        Row("取消限定", removed, C, "不再限定使用用途", ["行政依据"], ABSENT),
        Row("其他变动", anyhow, E, "使用用途的写法变了，请看改动的字", ["行政依据"], "行政依据"),
    ),
    "share.condition.purposes[]": (
        Row("减少", removed, B, "少了一种允许的用途", "业务协同", ABSENT),
        Row("增加", anyhow, C, "多了一种允许的用途", ABSENT, "工作参考"),
    ),
    "share.reason": (Row("变动", anyhow, E, "不予共享的理由变了，影响见共享类型", "收养秘密", "收养当事人要求保守收养秘密"),),
    "share.basis": (Row("变动", anyhow, E, _BASIS, ABSENT, [{"title": "民法典", "article": "第一千一百一十条"}]),),
    "share.basis[]": (Row("增减", anyhow, E, _BASIS, ABSENT, {"title": "民法典", "article": "第一千一百一十条"}),),
    "share.basis[].title": (Row("变动", anyhow, E, _BASIS, 1, 2),),
    "share.basis[].number": (Row("变动", anyhow, E, _BASIS, ABSENT, "国务院令第809号"),),
    "share.basis[].article": (Row("变动", anyhow, E, _BASIS, "第十条", "第十一条"),),
    "share.basis[].rank": (Row("变动", anyhow, E, _BASIS, "行政法规", "法律"),),
    "share.methods": (
        Row("写明", added, C, "写明了共享方式", ABSENT, ["信息查询接口"]),
        Row("随不予共享删去", share_refused, E, "不予共享就没有共享方式，影响见共享类型", ["信息查询接口"], ABSENT, _REFUSED),
        Row("删去", removed, B, "不再写明共享方式，使用方没有办法取数", ["信息查询接口"], ABSENT),
        Row("其他变动", anyhow, B, "共享方式整个改了写法，读不出来，按取消对待", ["信息查询接口"], "接口"),
    ),
    "share.methods[]": (
        Row("取消", removed, B, "取消了一种共享方式，用它取数的要改", "批量库表交换", ABSENT),
        Row("增加", anyhow, C, "多了一种共享方式，原来的照样能用", ABSENT, "文件下载交换"),
    ),
    "share.user": (
        Row("新设", added, B, "新设了对使用方的要求", ABSENT, {"identity": "政务部门工作人员"}),
        Row("取消", removed, C, "不再对使用方提要求", {"identity": "政务部门工作人员"}, ABSENT),
        Row("其他变动", anyhow, B, "使用方要求整个改了写法，看不出宽严，按收紧对待", {"identity": "政务部门工作人员"}, "工作人员"),
    ),
    **{
        f"share.user.{name}": (
            Row("新设", added, B, f"新设了{what}，不符合的不能再用", ABSENT, few),
            Row("取消", removed, C, f"不再有{what}", few, ABSENT),
            Row("减少", fewer_named, B, f"{what}变严，少了的不能再用", many, few),
            Row("增加", more_named, C, f"{what}放宽，原来符合的照样符合", few, many),
            Row("其他变动", anyhow, E, f"{what}的文字变了，宽严请看改动的字", few, other),
        )
        for name, what, few, many, other in (
            ("identity", "身份要求", "民政部门", "民政、人社部门", "承担救助职责的部门"),
            ("region", "地域要求", "呼玛县", "呼玛县、塔河县", "全区"),
            ("audience", "知悉范围要求", "经办人员", "经办人员、审核人员", "直接使用的人员"),
        )
    },
    "share.agreement": (
        Row("改为要签", turned_on, B, "使用前要签安全协议", ABSENT, True),
        Row("改为不用签", turned_off, C, "不用再签安全协议", True, False),
        Row("其他变动", anyhow, E, "不用签安全协议，写不写明都一样", ABSENT, False),
    ),
    "open": (
        Row("收紧", tighter, B, "不再写明向社会开放，按不予开放对待", {"type": "无条件开放"}, ABSENT),
        Row("放宽", looser, C, "写明向社会开放，共享不受影响", ABSENT, {"type": "有条件开放", "condition": "实名"}),
        Row("其他变动", unranked, B, "开放属性变了，看不出宽严，按收紧对待", {"type": "无条件开放"}, ["无条件开放"]),
        Row("写明不予开放", anyhow, E, "不予开放，写不写明都一样", ABSENT, {"type": "不予开放"}),
    ),
    "open.type": (
        Row("收紧", tighter, B, "向社会开放收紧，社会使用方受影响", "无条件开放", "有条件开放"),
        Row("放宽", looser, C, "向社会开放放宽，原来能用的照样能用", "不予开放", "有条件开放"),
        Row("其他变动", unranked, B, "开放类型变了，看不出宽严，按收紧对待", "无条件开放", "开放"),
        Row("写明不予开放", anyhow, E, "不予开放，写不写明都一样", ABSENT, "不予开放"),
    ),
    "open.condition": (
        Row("随放宽写明", open_granted, E, "原来不予开放，放宽时写明条件，影响见开放类型", ABSENT, "实名", {"open.type": ("不予开放", "有条件开放")}),
        Row("新设", added, B, "新设了开放条件", ABSENT, "实名", {"open.type": ("有条件开放", "有条件开放")}),
        Row("随不予开放删去", open_refused, E, "不予开放就不写条件，影响见开放类型", "实名", ABSENT, {"open.type": ("有条件开放", "不予开放")}),
        Row("取消", removed, C, "不再设开放条件", "实名", ABSENT, {"open.type": ("有条件开放", "有条件开放")}),
        Row("其他变动", anyhow, E, "开放条件的文字变了，宽严请看改动的字", "实名", "实名认证"),
    ),
    "open.priority": (Row("变动", anyhow, E, "列不列入重点清单是工作安排，数据没有变", ABSENT, True),),
}
# fmt: on
