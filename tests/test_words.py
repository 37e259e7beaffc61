"""The word lists behind the naming, sharing and item rules: what must be said and what must not."""

from __future__ import annotations

import pytest

from yibenzhang.rules import citations, words

TIMES = """2024年低保名单|2024年|24年低保名单|2024低保名单|202401低保名单|2023-2024学年学籍信息|2024年审信息|二〇二四年低保名单|２０２４年低保名单|1月份销售信息
第一季度公路信息|季度统计表|上半年统计表|下半年统计表|截至目前名单|截止到五月名单|近三年获奖名单|近年来获奖名单|近5年获奖名单|最新政策清单|本年度预算信息
今年低保名单|去年低保名单|本月发放名单|上月发放名单|上年度考核信息|近期活动信息|当年新增名单|2020至2024年名单|2024年检结果信息"""
NO_TIMES = """老年人健康信息|少年儿童信息|企业年金信息|年度审验信息|年检结果信息|三十年教龄教师名单|满三十年工龄职工名单|十二年免费教育学生名单|60年以上房屋信息
截止阀检验信息|青年志愿者名单|中年人体检信息|成年监护信息|年审结果信息|本年级学生名单|以上年龄人员名单|12345热线工单信息|110报警信息|5A级景区名单|高龄津贴信息
月嫂从业信息|年龄结构信息|世纪广场设施信息|当年级学生信息|季节性用工信息|11233号线路信息|GB2024100标准目录"""


@pytest.mark.parametrize("name", TIMES.replace("\n", "|").split("|"))
def test_names_that_say_a_time(name: str) -> None:
    assert words.time_word(name)


@pytest.mark.parametrize("name", NO_TIMES.replace("\n", "|").split("|"))
def test_names_that_say_none(name: str) -> None:
    assert words.time_word(name) == ""


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        *(
            (name, "")
            for name in [
                "低保名单",
                "营业执照",
                "行政处罚记录",
                "行政区划图",
                "居民身份证",
                "人口库",
                "名录（试行）",
                "办理居民身份证信息",
                "申请材料清单",
            ]
        ),
        *(
            (name, "是办事事项，不是数据")
            for name in ["办理居民身份证", "申请食品经营许可证", "申领居住证", "补办驾驶证", "核发许可证", "申报表"]
        ),
        *((name, "没有以数据名词结尾") for name in ["低保", "公路阻断事件", "残疾人两项补贴"]),
    ],
)
def test_names_name_data(name: str, fault: str) -> None:
    assert words.noun_fault(name) == fault


VAGUE = """工作需要|敏感|上级要求|按上级要求不予共享|工作需要不予共享|属于敏感数据，不予共享|因上级部门要求，不能共享|根据工作需要暂不共享|该数据敏感|本数据较为敏感
不便公开|保密|无|其他|因工作需要。|涉及敏感信息|内部资料，不宜对外提供|出于保密需要，暂不共享|由于数据敏感、工作需要|属内部使用|按照领导要求不予共享|为了数据安全"""
REASONS = """收养登记记载收养人与送养人的身份关系，当事人要求保守收养秘密的，其他人不得泄露|涉及未成年人犯罪记录，依法封存|泄露会损害举报人人身安全|单户统计资料依法不得提供
涉及精神障碍患者病历，依法应当保密|公开后可能危及文物安全|涉及个人隐私|含商业秘密，企业未同意|法律规定不得向其他部门提供单个调查对象的资料|会损害当事人名誉权"""


@pytest.mark.parametrize("reason", VAGUE.replace("\n", "|").split("|"))
def test_reasons_that_are_none(reason: str) -> None:
    assert words.is_vague(reason)


@pytest.mark.parametrize("reason", REASONS.replace("\n", "|").split("|"))
def test_reasons_that_are_reasons(reason: str) -> None:
    assert not words.is_vague(reason)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("须经分管领导批准后提供", True),
        ("经本单位主要负责人同意", True),
        ("须经局长签字", True),
        ("需局党组会研究", True),
        ("一事一议", True),
        ("个案审批", True),
        ("仅提供纸质件", True),
        ("仅限纸质申请", True),
        ("不得以纸质方式外传", False),
        ("用于核验救助资格", False),
        ("须列明对应的救助事项", False),
        ("经申请人授权后查询", False),
    ],
)
def test_invented_conditions(text: str, found: bool) -> None:
    assert bool(words.invented_condition(text)) is found


PERSONAL = "公民身份号码 身份证号 联系电话 手机号码 手机号码1 电话1 家庭住址 住址 户籍所在地 户籍地址 项目负责人手机号 工程师手机号 法定代表人电话 护照号码 本人通讯地址"
NOT_PERSONAL = "单位联系电话 咨询电话 投诉举报电话 办公电话 服务热线电话 学校地址 注册地址 身份证号校验结果 身份证号码是否有效 经营场所地址 值班电话 机构电话 证件类型"


@pytest.mark.parametrize("name", PERSONAL.split())
def test_items_that_are_personal(name: str) -> None:
    assert words.is_personal(name)


@pytest.mark.parametrize("name", NOT_PERSONAL.split())
def test_items_that_are_not(name: str) -> None:
    assert not words.is_personal(name)


ARTICLES = """第一千一百一十条|第二十八条第一款第（三）项|第28条|第２８条|第十五条第一、二款|第2条第（一）（二）项|第二十八条第一款第（三）项第2目|第三章第十五条|第三条之一
第三十二条、第三十五条第二款|第五条至第八条|第十条第二款和第三款|第七条第（二）、（三）项|第一百零三条|第四条第三款"""
NOT_ARTICLES = "一千一百一十|第条|有关规定|第三章|第二十八款|全文|详见附件|第二十八条等有关规定"


@pytest.mark.parametrize("article", ARTICLES.replace("\n", "|").split("|"))
def test_articles(article: str) -> None:
    assert citations.ARTICLE.match(article)


@pytest.mark.parametrize("article", NOT_ARTICLES.split("|"))
def test_no_articles(article: str) -> None:
    assert not citations.ARTICLE.match(article)


@pytest.mark.parametrize(
    ("title", "rank"),
    [
        ("中华人民共和国民法典", "法律"),
        ("《中华人民共和国刑事诉讼法》", "法律"),
        ("精神卫生法", "法律"),
        ("中华人民共和国户口登记条例", "法律"),
        ("中华人民共和国人民警察警衔条例", "法律"),
        ("中华人民共和国政府信息公开条例", "行政法规"),
        ("艾滋病防治条例", "行政法规"),
        ("社会救助暂行办法", "行政法规"),
        ("城市居民最低生活保障条例", "行政法规"),
        ("食盐专营办法", "行政法规"),
        ("企业名称登记管理规定", "行政法规"),
        ("中华人民共和国税收征收管理法实施细则", "行政法规"),
        ("黑龙江省优化营商环境条例", "地方性法规"),
        ("收养评估办法（试行）", ""),
        ("关于加强数据共享的意见", ""),
        ("某某工作方法", ""),
    ],
)
def test_ranks(title: str, rank: str) -> None:
    assert citations.rank_of(title) == rank


def test_places() -> None:
    assert words.place_words("呼玛县") == ["呼玛县", "呼玛"]
    assert words.place_words("大兴安岭地区") == ["大兴安岭地区", "大兴安岭"]
    assert words.place_words("县") == []
    assert words.self_reference("我局低保名单") == "我局"
    assert words.self_reference("全区低保名单") == "全区"
    assert words.self_reference("低保名单") == ""
