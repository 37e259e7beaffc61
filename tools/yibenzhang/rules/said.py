"""What the rules say that the form in the browser knows too: one sentence for both, with places for what was found."""

from __future__ import annotations

from typing import Any

SAID = {
    "N102": "目录名称含时间词“{word}”",
    "N103": "目录名称“{name}”{fault}",
    "N104": "目录名称含有{what}",
    "N104-cut": "目录名称像是被截断了（以省略号结尾）",
    "N105": "{department}已有同名目录《{name}》（{path}）",
    "N107": "目录名称“{name}”与三定职责固定的名称不同：应为“{guess}”",
    "N108": "目录名称含部门名或地区名“{word}”",
    "C202-same": "摘要只是重复了目录名称",
    "C202-short": "摘要只有 {count} 字，说不清数据的内容和范围",
    "C202-lacking": "摘要没有说明{lacking}",
    "C203": "{department}没有“{office}”这个科室",
    "C205": "{department}没有系统“{system}”",
    "C207": "目录写的是 {level} 级，数据项中最高是 {highest} 级",
    "C208": "时间范围倒置：从 {start} 到 {end}",
    "C211": "《{name}》含个人信息，没有写明已经评估",
    "C212": "含有密级标志“{found}”",
    "C213": "来源系统“{system}”已停用",
    "D603": "{department}没有职责“{duty}”",
    "S302": "有条件共享没有写{lacking}",
    "S305-none": "依据《{title}》没有写条款号",
    "S305-odd": "依据《{title}》条款号“{article}”不像条款号",
    "S305-rank": "不予共享的依据《{title}》是{rank}，低于国务院决定",
    "S306": "目录写的是{own}，按各数据项的共享类型应为{right}",
    "S307": "《{name}》不予共享，却写了{open}",
    "S310": "共享条件中的“{found}”属于擅自增设条件",
    "S311": "依政务服务事项共享，没有写是哪些政务服务事项",
    "S312": "《{name}》是4级数据，却写了无条件共享",
    "S313": "不予共享的理由“{reason}”太笼统",
    "S314": "《{title}》是{shown}，写成了{rank}",
    "I402": "数据项“{name}”与第 {first} 项重名",
    "I406": "数据项“{name}”像是几个数据项合在一起",
    "I407": "数据项“{name}”像是个人信息，没有标注",
    "I408": "数据项“{name}”的类型是 {type}，按名称应为 {right}",
    "I409": "库表“{name}”没有主键数据项",
    "M702": "{structure}资源“{name}”的挂载方式写了{mount}，应为{right}",
    "M703-none": "资源“{name}”没有写来自哪个系统",
    "M703-odd": "资源“{name}”的系统 {system} 不在目录的来源系统里",
    "M703-no": "目录写的是暂无系统，资源“{name}”却写了系统 {system}",
    "M704": "目录没有数据项“{name}”",
    "M705-interface": "接口“{name}”没有写接口协议",
    "M705-file": "文件“{name}”没有写文件格式",
    "M706": "像是写了口令或密钥（“{found}…”）",
    "X901-none": "{department}没有领取“{kind}”类的前段码",
    "X901-other": "前段码 {prefix} 不是发给{department}“{kind}”类的，应为 {issued}",
    "X901-used": "目录代码 {code} 已被《{name}》使用（{path}）",
    "Y953": "文字里有标记“{found}”",
}
"""By rule, with what is found where a rule finds several things."""


def said(key: str, **found: Any) -> str:
    """A sentence of :data:`SAID` with what was found."""
    return SAID[key].format(**found)


SHAPE = {
    "missing": ("A003", "缺少“{label}”", "补上 {example}"),
    "integer": ("A001", "“{label}”应为整数，现在是{shown}", "只写半角数字，不加单位、引号和小数点"),
    "boolean": ("A001", "“{label}”只能写 true（是）或 false（否），现在是{shown}", "写成 {yes} 或 {no}"),
    "listed": ("A002", "“{label}”不能写{shown}", "可选：{choices}"),
    "quoted": ("A004", "“{label}”用了中文引号或书名号：{shown}", "去掉它们：{example}"),
    "blank": ("A004", "“{label}”前后有多余的空格或换行", "删去首尾的空格和换行"),
    "date": ("A004", "“{label}”不是有效日期：{shown}", "写成 {right}"),
    "format": ("A004", "“{label}”格式不对：{shown}", "例：{example}"),
    "empty": ("A005", "“{label}”是空的", "填上内容，或删去这一行"),
    "repeated": ("A005", "“{label}”里有重复的内容：{shown}", "删去重复的一个"),
    "minLength": ("A005", "“{label}”只有 {count} 字，应不少于 {limit} 字", "补充内容"),
    "maxLength": ("A005", "“{label}”有 {count} 字，应不超过 {limit} 字", "精简内容"),
    "minItems": ("A005", "“{label}”有 {count} 项，应不少于 {limit} 项", "补充内容，或删去这一行"),
    "maxItems": ("A005", "“{label}”有 {count} 项，应不超过 {limit} 项", "删去多余的"),
    "minProperties": ("A005", "“{label}”有 {count} 项，应不少于 {limit} 项", "补充内容"),
    "minimum": ("A005", "“{label}”是 {count}，应不小于 {limit}", "改成范围内的数"),
    "maximum": ("A005", "“{label}”是 {count}，应不大于 {limit}", "改成范围内的数"),
}
"""Rule, sentence and remedy for the ways a value can break its schema that a form can bring about."""


def shape(key: str, **found: Any) -> tuple[str, str, str]:
    """An entry of :data:`SHAPE` with what was found; remedies keep the places nothing was given for."""
    rule, message, fix = SHAPE[key]
    return rule, message.format(**found), fix.format_map(_Kept(found))


class _Kept(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"
