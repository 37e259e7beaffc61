"""What departments of a made-up city keep: one trade a department name, with its subjects.

A subject is a thing data is kept about. Its sort decides which data there is (``words.ASPECTS``) and which items
describe it (``words.BASE_ITEMS``): 人 a person, 企 an organisation, 地 a place or facility, 事 a piece of business.
"""

from __future__ import annotations

from typing import NamedTuple


class Basis(NamedTuple):
    """A true legal basis: title, article, rank."""

    title: str
    article: str
    rank: str


class Refusal(NamedTuple):
    """A catalog no department may hand on, why, and the law that says so (R14, R15)."""

    name: str
    reason: str
    basis: Basis


class Trade(NamedTuple):
    """One kind of department: ``number`` is 项 of its code prefix, ``subjects`` are (sort, name)."""

    name: str
    slug: str
    number: int
    domain: str
    theme: str
    offices: tuple[str, ...]
    subjects: tuple[tuple[str, str], ...]
    refusal: Refusal | None = None


_LAW = "法律"
_REGULATION = "行政法规"
REFUSALS = {
    "民政局": Refusal(
        "收养当事人保密信息",
        "收养人、送养人要求保守收养秘密的，其他人应当尊重其意愿，不得泄露",
        Basis("中华人民共和国民法典", "第一千一百一十条", _LAW),
    ),
    "公安局": Refusal(
        "未成年人犯罪记录封存信息",
        "犯罪记录被封存的，除司法机关为办案需要或者有关单位根据国家规定查询外，不得向任何单位和个人提供",
        Basis("中华人民共和国刑事诉讼法", "第二百八十六条第二款", _LAW),
    ),
    "人力资源和社会保障局": Refusal(
        "劳动保障违法行为举报人信息",
        "劳动保障行政部门应当为举报人保密",
        Basis("劳动保障监察条例", "第九条", _REGULATION),
    ),
    "市场监督管理局": Refusal(
        "食品安全举报人信息",
        "有关部门应当对举报人的信息予以保密，保护举报人的合法权益",
        Basis("中华人民共和国食品安全法", "第一百一十五条", _LAW),
    ),
    "卫生健康委员会": Refusal(
        "严重精神障碍患者管理信息",
        "患者的姓名、住址、病历资料以及其他可能推断出其身份的信息应当保密",
        Basis("中华人民共和国精神卫生法", "第四条第三款", _LAW),
    ),
    "生态环境局": Refusal(
        "环境违法行为举报人信息",
        "接受举报的机关应当对举报人的相关信息予以保密，保护举报人的合法权益",
        Basis("中华人民共和国环境保护法", "第五十七条第三款", _LAW),
    ),
    "司法局": Refusal(
        "法律援助案件当事人隐私信息",
        "法律援助机构、法律援助人员对提供法律援助过程中知悉的商业秘密和个人隐私应当予以保密",
        Basis("中华人民共和国法律援助法", "第二十一条", _LAW),
    ),
    "税务局": Refusal(
        "纳税人要求保密涉税信息",
        "纳税人、扣缴义务人有权要求税务机关为其情况保密，税务机关应当依法保密",
        Basis("中华人民共和国税收征收管理法", "第八条第二款", _LAW),
    ),
}

# 部门名称 英文短名 项码 领域 主题库 ｜ 科室 ｜ 人 ｜ 企 ｜ 地 ｜ 事
_TABLE = """
民政局 mzj 07 社会救助 公共服务｜社会救助科 养老服务科 社会事务科 社会组织管理科｜城乡低保对象 特困供养人员 高龄津贴对象 孤儿 留守儿童｜养老机构 社会组织 慈善组织｜公墓 标准地名｜婚姻登记 临时救助
公安局 gaj 03 公共安全 政务服务｜治安管理科 户政管理科 交通管理科 出入境管理科｜户籍人口 流动人口 机动车驾驶人 保安员｜旅馆业单位 保安服务公司 爆破作业单位｜道路监控设施 警务室｜户口迁移 交通事故 大型活动安全许可
人力资源和社会保障局 rsj 09 社保就业 社会保障｜就业促进科 社会保险科 劳动关系科 人才工作科｜养老保险参保人员 失业登记人员 专业技术人员 就业困难人员｜劳务派遣单位 职业培训机构 人力资源服务机构｜就业服务站 创业孵化基地｜工伤认定 劳动仲裁 职业技能鉴定
市场监督管理局 scjgj 22 市场监管 市场监管｜登记注册科 食品安全监管科 特种设备科 质量监督科｜特种设备作业人员 食品安全管理人员 检验检测人员｜食品经营者 药品零售企业 检验检测机构 广告经营单位｜特种设备 集贸市场｜企业开办 消费投诉 计量检定
自然资源局 zrzyj 11 地理空间 城乡建设｜用途管制科 确权登记科 矿产管理科 规划编制科｜不动产权利人 注册测绘师｜测绘资质单位 矿业权人 土地整治单位｜建设用地 矿山 地质灾害点 测量标志｜不动产登记 规划许可 土地出让
卫生健康委员会 wjw 17 医疗卫生 医疗健康｜医政医管科 疾病控制科 妇幼健康科 基层卫生科｜执业医师 执业护士 孕产妇 签约居民｜医疗机构 托育机构 公共场所经营单位｜村卫生室 采血点｜预防接种 医疗纠纷 职业病诊断
医疗保障局 ybj 24 医疗卫生 社会保障｜待遇保障科 基金监管科 医药服务科 参保管理科｜医疗保险参保人员 医疗救助对象 生育保险参保人员 异地就医人员｜定点医疗机构 定点零售药店 医药配送企业｜医保服务站 自助经办终端｜门诊慢特病认定 医疗费用报销 药品集中采购
教育局 jyj 04 教育文化 教育教学｜基础教育科 职业教育科 教师工作科 学生资助科｜在校学生 教师 受资助学生 招生考试考生｜民办学校 校外培训机构 幼儿园｜校舍 学校食堂 考点考场｜学籍变动 教师资格认定 竞赛活动
生态环境局 sthjj 12 生态环境 生态环保｜环评管理科 水生态科 大气环境科 固体废物科｜环境监测人员 辐射工作人员｜排污单位 危险废物经营单位 辐射工作单位 环境监测机构｜水质监测断面 空气监测站 入河排污口｜环评审批 环境执法 环境应急
交通运输局 jtysj 14 交通运输 公共服务｜公路管理科 运输管理科 安全监督科 港航管理科｜道路运输从业人员 船员 出租车驾驶员｜道路运输企业 驾驶培训机构 机动车维修企业 港口经营人｜农村公路 桥梁 客运站｜超限运输许可 公路养护工程
住房和城乡建设局 zjj 13 城建住房 城乡建设｜住房保障科 建筑市场科 城市建设科 物业管理科｜住房保障对象 注册建造师 建筑工人｜建筑施工企业 房地产开发企业 物业服务企业 燃气经营企业｜住宅小区 市政桥梁 地下管线｜施工许可 房屋安全鉴定
农业农村局 nynyj 15 工业农业 公共服务｜种植业科 畜牧兽医科 农机管理科 农村经济科｜农业补贴对象 执业兽医 农机驾驶人｜农民合作社 家庭农场 种子经营单位 兽药经营单位｜高标准农田 养殖场 农机库棚｜宅基地审批 农产品抽检
水务局 swj 10 资源能源 生态环保｜水资源科 河湖管理科 水利建设科 水旱灾害防御科｜水库移民 河湖管护人员｜取水单位 水利施工企业 供水企业｜水库 河道 水文站 灌区 堤防｜取水许可 水土保持审批 水利工程验收
林业和草原局 lcj 16 资源能源 生态环保｜资源管理科 造林绿化科 防火科 保护地科｜生态护林员 林权权利人｜木材经营企业 林木种苗企业 野生动物繁育单位｜林地 草原 自然保护地 古树名木 防火瞭望塔｜林木采伐许可 征占用林地审批
应急管理局 yjglj 19 安全生产 应急管理｜危化品监管科 矿山监管科 救灾科 应急指挥科｜安全管理人员 受灾救助对象 特种作业人员｜危险化学品企业 非煤矿山企业 烟花爆竹经营单位｜应急避难场所 物资储备库 风险点｜事故调查 救灾物资调拨 安全执法
文体广电和旅游局 wtglj 18 教育文化 文化旅游｜公共文化科 市场管理科 文物科 体育科｜导游 非遗传承人 社会体育指导员｜旅行社 娱乐场所 星级饭店 演出经纪机构｜文物保护单位 景区 体育场馆 图书馆｜演出审批 旅游投诉
司法局 sfj 06 法律服务 公共服务｜公共法律服务科 社区矫正科 行政复议科 律师工作科｜律师 公证员 人民调解员 法律援助对象｜律师事务所 司法鉴定机构 公证机构｜司法所 法律服务站｜行政复议 人民调解 法治宣传
税务局 swju 08 财税金融 政务服务｜征收管理科 纳税服务科 税源管理科 风险管理科｜个人所得税纳税人 办税人员｜企业纳税人 涉税专业服务机构 一般纳税人 委托代征单位｜办税服务厅 自助办税终端｜发票领用 税收优惠减免 欠税公告
退役军人事务局 tyjrj 20 社会救助 公共服务｜移交安置科 就业创业科 优抚科 褒扬纪念科｜退役军人 优抚对象 军队离退休干部 烈士遗属｜优抚医院 承训机构｜烈士纪念设施 服务站 军休所｜优待证申领 移交安置 困难帮扶
营商环境建设监督局 ysj 26 信用服务 政务服务｜政务服务科 信用建设科 数据管理科 营商监督科｜政务服务窗口人员 信用承诺人｜中介服务机构 信用服务机构 入驻单位｜政务服务中心 自助服务终端 便民服务点｜政务服务事项 好差评 营商投诉 电子证照
"""


def _trade(line: str) -> Trade:
    head, offices, *sorts = line.split("｜")
    name, slug, number, domain, theme = head.split()
    lists = [[(sort, subject) for subject in words.split()] for sort, words in zip("人企地事", sorts, strict=True)]
    # Taken in turn, so that even a department with few catalogs has all sorts.
    longest = max(len(subjects) for subjects in lists)
    mixed = [subjects[place] for place in range(longest) for subjects in lists if place < len(subjects)]
    return Trade(name, slug, int(number), domain, theme, tuple(offices.split()), tuple(mixed), REFUSALS.get(name))


TRADES = tuple(_trade(line) for line in _TABLE.strip().splitlines())

# Sharing that a law orders (依法律法规要求共享).
ORDERED_SHARING = (
    (Basis("社会救助暂行办法", "第五十八条", _REGULATION), "用于社会救助申请家庭经济状况核对"),
    (Basis("中华人民共和国税收征收管理法", "第六条第一款", _LAW), "用于税务机关开展税源管理和风险分析"),
)
