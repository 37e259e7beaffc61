"""What names and reasons say: the word lists and patterns behind the naming, sharing and item rules."""

from __future__ import annotations

import re
from functools import lru_cache

from ..lazily import pattern

# Dates are looked for before the exceptions are taken out: 2024年检 is a year, 年检 alone is not.
_DATE = pattern(
    r"(?<![0-9])(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?![0-9])"
    r"|(?<![0-9])(?:19|20)[0-9]{2}(?:\s*[-—~～至到]\s*(?:19|20)?[0-9]{2})?(?:学年度?|年度?|(?![0-9]))"
    r"|(?<![0-9])[0-9]{2}年(?!以|期|龄|工龄|教龄|免费|制|人|级)(?:[0-9]{1,2}月)?"
    r"|[一二][〇零○一二三四五六七八九]{3}年"
)
_KEPT = pattern(r"老年|少年|青年|中年|成年|年金|年度审验|年检|年审")
_TIME = pattern(
    r"近(?:[几两数一二三四五六七八九十0-9]+个?[年月]|年来?(?!龄)|期)|[0-9一二三四五六七八九十]{1,3}月份|第?[一二三四1-4]?季度|[上下]半年"
    r"|截至|截止(?:到|至|日期|目前|[0-9])|最新|(?<!以)上年度?(?!龄|纪)|去年|今年|本年度?(?!级|龄)|当年度?(?!级)|本季|[本上]月"
)
# Without one of these no name says a time.
_TIMELY = frozenset("0123456789０１２３４５６７８９年月季半截最近")
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def time_word(name: str) -> str:
    """The first word in a catalog's name that says a time (S0-1); empty when none does."""
    if _TIMELY.isdisjoint(name):
        return ""
    plain = name.translate(_WIDE_DIGITS)
    match = _DATE.search(plain) or _TIME.search(_KEPT.sub("□", plain))
    return match[0].strip() if match else ""


NOUNS = ("名单", "信息", "数据", "目录", "清单", "台账", "证", "表", "库", "证书", "执照", "名录", "记录", "档案", "图")
_AFFAIR = pattern(r"申请|申领|申报|办理|补办|换领|核发")
# 办理居民身份证 ends in a noun and is still an affair; 办理居民身份证信息 is data.
_DATA_OF_AFFAIR = ("名单", "信息", "数据", "目录", "清单", "台账", "库", "名录", "记录", "档案")
_TAIL = pattern(r"(?:[（(][^（()）]*[)）]|[…。.\s])+\Z")


def noun_fault(name: str) -> str:
    """Why a catalog's name does not name data (S0-1): 是办事事项，不是数据, 没有以数据名词结尾, or empty."""
    bare = _TAIL.sub("", name)
    if _AFFAIR.match(bare) and not bare.endswith(_DATA_OF_AFFAIR):
        return "是办事事项，不是数据"
    return "" if bare.endswith(NOUNS) else "没有以数据名词结尾"


_CONCLUSION = pattern(
    r"(?:所以|因此|故)?(?:暂时?|一律|均)?(?:不予|不能|不宜|不便于?|无法|不可|不)(?:对外|对其他部门)?(?:进行)?(?:共享|公开|提供|开放)"
)
_LEAD = pattern(
    r"\A(?:因为?|由于|属于?|涉及|基于|根据|按照?|出于|为了?|该|本|此|系)+(?:部门|单位|局|项|类)?(?:的|数据|信息|目录)?"
)
_DEGREE = pattern(r"较为?|比较|非常|十分|很|是")
_EMPTY_REASONS = frozenset(
    [
        "工作需要",
        "工作",
        "需要",
        "业务需要",
        "管理需要",
        "工作要求",
        "业务要求",
        "保密",
        "保密需要",
        "保密要求",
        "需要保密",
        "敏感",
        "敏感数据",
        "敏感信息",
        "数据敏感",
        "信息敏感",
        "上级要求",
        "上级部门要求",
        "上级规定",
        "领导要求",
        "内部数据",
        "内部信息",
        "内部资料",
        "内部使用",
        "内部管理",
        "内部管理需要",
        "内部工作需要",
        "内部",
        "无",
        "没有",
        "其他",
        "其它",
        "安全需要",
        "安全",
        "数据安全",
        "信息安全",
        "暂无",
        "有规定",
    ]
) | {""}


def is_vague(reason: str) -> bool:
    """Whether a reason to refuse says nothing: 工作需要, 敏感, 上级要求 and the like, however dressed (R15)."""
    clauses = re.split(r"[，。、；;,.\s]+", reason.strip())
    return all(_DEGREE.sub("", _LEAD.sub("", _CONCLUSION.sub("", clause))) in _EMPTY_REASONS for clause in clauses)


_EXTRA = pattern(
    r"(?:须?经|由|报|需)[^，。；]{0,10}?(?:领导|负责人|局长|主任|党组会?|会议)(?:书面)?(?:研究)?(?:批准|审批|同意|签字|签批|研究|决定)"
    r"|一事一议|个案审批|(?:仅限|只限|只接受|只提供|仅提供|须用|(?<!不得)(?<!禁止)以)纸质[^，。；]{0,6}"
)


def invented_condition(text: str) -> str:
    """The part of 共享条件 that adds a hurdle of its own (R15); empty when none does."""
    match = _EXTRA.search(text)
    return match[0] if match else ""


_RESULT = pattern(r"(?:结果|状态|校验位?|核验|一致|类型|类别)\Z|是否")
_IDENTITY = pattern(r"公民身份号码|身份证(?:件)?号|护照号|港澳台.*证号")
_CONTACT = pattern(
    r"(?:电话|手机)(?:号码?)?[0-9]?\Z|住址\Z|家庭(?:地址|住址)|居住地址|户籍(?:地址|所在地)|(?:个人|本人)?通讯地址\Z"
)
_OFFICIAL = pattern(
    r"(?:单位|机构|企业|公司|办公|服务|咨询|投诉|举报|监督|学校|值班|场所|经营|注册|部门|医院|客服|救援|热线|窗口|工程|项目|营业|法人|组织|驻地)"
    r"[^人员师长者]{0,4}(?:电话|手机|住址|地址|所在地)"
)


@lru_cache(maxsize=1 << 16)
def is_personal(name: str) -> bool:
    """Whether an item's name sounds like personal information (R13): an identity number, a person's phone or home."""
    if _RESULT.search(name):
        return False
    return bool(_IDENTITY.search(name) or (_CONTACT.search(name) and not _OFFICIAL.search(name)))


_PLACE_END = pattern(r"(?:自治[区州县旗]|地区|[省市县区旗州盟])\Z")
_SELF = pattern(r"\A(?:[我本][局委办市县区省]|全[省市县区])")


def place_words(name: str) -> list[str]:
    """The ways a region is called: 呼玛县 and 呼玛; nothing of one character."""
    return [word for word in dict.fromkeys((name, _PLACE_END.sub("", name))) if len(word) > 1]


def self_reference(name: str) -> str:
    """我局, 本市, 全区… at the beginning of a name; empty when it does not begin so."""
    match = _SELF.match(name)
    return match[0] if match else ""


FORM = {
    "date": _DATE, "kept": _KEPT, "time": _TIME, "affair": _AFFAIR, "tail": _TAIL, "extra": _EXTRA, "result": _RESULT,
    "conclusion": _CONCLUSION, "lead": _LEAD, "degree": _DEGREE, "identity": _IDENTITY, "contact": _CONTACT,
    "official": _OFFICIAL, "self": _SELF, "nouns": NOUNS, "data": _DATA_OF_AFFAIR, "vague": _EMPTY_REASONS,
}  # fmt: skip
"""What the form in the browser uses of it."""
