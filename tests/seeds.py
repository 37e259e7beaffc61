"""One fault of each kind, sown into the sample ledger.

A seed is a rule and its edits: ``(path, old, new)`` replaces the first ``old`` of a file (all of it when ``old`` is
empty), ``(path, None, other)`` moves the file, ``(path, None, None)`` deletes it. ``⟦`` in a new text marks where the
finding must point and is not part of the text; without it the finding points to line 1, column 1 of the first path.
"""

from __future__ import annotations

from typing import NamedTuple

MARK = "⟦"
Edit = tuple[str, str | None, str | None]


class Seed(NamedTuple):
    """A fault of one rule. ``based``: compare with the clean sample, as ``--base`` does."""

    rule: str
    edits: tuple[Edit, ...]
    based: bool = False


def one(rule: str, path: str, old: str, new: str, *more: Edit, based: bool = False) -> Seed:
    """A seed whose first edit is ``path``: ``old`` → ``new``."""
    return Seed(rule, ((path, old, new), *more), based)


HOME = "catalogs/民政局/"
DIBAO = HOME + "城乡居民最低生活保障人员名单.yml"
ADOPT = HOME + "收养登记信息.yml"
MARRY = HOME + "婚姻登记信息.yml"
SOCIETY = HOME + "社会组织登记信息.yml"
OLD = HOME + "retired/农村五保供养对象名单.yml"
THEME = HOME + "困难群众救助帮扶信息.yml"
PROFILE = HOME + "department.yml"
DEMAND = HOME + "demands/2026-001.yml"
OBJECTION = HOME + "objections/2026-001.yml"
COUNTY = "catalogs/塔河县/民政局/城乡居民最低生活保障人员名单.yml"
TAHE = "catalogs/塔河县/民政局/department.yml"
ROAD = "catalogs/交通运输局/公路阻断事件信息.yml"
LIBRARIES = "catalogs/libraries.yml"
RESIDENTS = "catalogs/公安局/人口基础信息.yml"
HEAT = "catalogs/住房和城乡建设局/集中供热单位运行台账.yml"
DISPUTE = "catalogs/呼玛县/民政局/objections/2026-001.yml"
ROAD_ITEMS = "".join(
    f"  - {{name: {name}, type: {kind}, tier: 基础{key}}}\n"
    for name, kind, key in (
        ("事件编号", "C, length: 30", ", key: true"),
        ("路线编码", "C, length: 20", ""),
        ("路线名称", "C, length: 100", ""),
        ("阻断起点桩号", "C, length: 20", ""),
        ("阻断终点桩号", "C, length: 20", ""),
        ("阻断原因", "C, length: 50", ""),
        ("阻断类型", "C, length: 20", ""),
        ("发现时间", "T", ""),
        ("预计恢复时间", "T", ""),
        ("实际恢复时间", "T", ""),
        ("绕行路线", "M", ""),
        ("处置单位", "C, length: 100", ""),
    )
)
BASE = "catalogs/base-items/城乡低保.yml"
REGISTRY = "catalogs/registry.yml"

WAIVED = "waivers:\n  - %s{%srule: %s, code: %s, reason: 上级文件固定名称, %suntil: %s}"


def renamed(rule: str, name: str, target: str | None = None) -> Seed:
    """公路阻断事件信息 under another name, its file renamed with it."""
    moved = f"catalogs/交通运输局/{target or name}.yml"
    return one(rule, ROAD, "name: 公路阻断事件信息", f"⟦name: {name}", (ROAD, None, moved))


SEEDS = (
    # Shape
    one("A001", DIBAO, "level: 3", "⟦level: 三级"),
    one("A001", DIBAO, "keywords: [低保, 社会救助, 困难群众]", "⟦keywords: 低保"),
    one("A001", PROFILE, 'division: "232700"', "⟦division: 232700"),
    one("A001", DIBAO, "agreement: true", "⟦agreement: 是"),
    one(
        "A001",
        PROFILE,
        "liaison: {name: 示例联系人甲, phone: 0457-0000001, mail: liaison@mzj.example.cn}",
        "⟦liaison: 张三",
    ),
    one("A002", DIBAO, "type: 有条件共享", "⟦type: 有条件"),
    one("A002", DIBAO, "domain: 社会救助", "⟦domain: 民政"),
    one("A002", DEMAND, "method: 信息查询接口", "⟦method: 接口"),
    one("A002", PROFILE, "level: 市级", "⟦level: 地级"),
    one("A003", DIBAO, "office: 社会救助科\n", "⟦office:\n"),
    one("A003", DIBAO, "code: 307001/000001", "⟦code: 307001/000001", (DIBAO, "domain: 社会救助\n", "")),
    one("A003", OBJECTION, "id: 2026-001", "⟦id: 2026-001", (OBJECTION, "raised: 2026-05-19\n", "")),
    one("A003", THEME, "code: 207001/000001", "⟦code: 207001/000001", (THEME, "libraries: [公共服务]\n", "")),
    one("A003", OLD, "code: 307001/000019", "⟦code: 307001/000019", (OLD, "retired:", "# retired:")),
    one("A004", DIBAO, "mounted: 2026-03-12", "⟦mounted: 2026-02-30"),
    one("A004", DIBAO, "office: 社会救助科", '⟦office: " 社会救助科"'),
    one("A005", DIBAO, "keywords: [低保, 社会救助, 困难群众]", "⟦keywords: [低保, 低保]"),
    one("A005", DEMAND, "title: 低保审核核验不动产登记", '⟦title: ""'),
    # Conditionals of catalogs and demands
    one("C201", DIBAO, "code: 307001/000001", "⟦code: 307001/000001", (DIBAO, "domain: 社会救助", "domain: 其他")),
    one("C204", DIBAO, "systems: [shehuijiuzhu]", "⟦systems: []"),
    one("C204", DIBAO, "systems: [shehuijiuzhu]", "systems: [⟦暂无系统, shehuijiuzhu]"),
    one(
        "C206",
        DIBAO,
        "code: 307001/000001",
        "⟦code: 307001/000001",
        (DIBAO, "update_cycle: 每月", "update_cycle: 其他"),
    ),
    one(
        "C209",
        SOCIETY,
        "code: 307001/000007",
        "⟦code: 307001/000007",
        (SOCIETY, "duties: [三-16]\n", ""),
        (
            PROFILE,
            "    names: [社会组织登记信息]\n",
            "    names: [社会组织登记信息]\n    exempt: {reason: 无数据产生}\n",
        ),
    ),
    one("C210", THEME, "code: 207001/000001", "⟦code: 207001/000001", (THEME, "lead: 民政局\n", "")),
    one(
        "W803",
        DEMAND,
        "reply: {result: 同意, date: 2026-03-24}",
        "⟦reply: {result: 不同意, date: 2026-03-24}",
        (DEMAND, "provided:", "# provided:"),
    ),
    one("W805", DEMAND, "id: 2026-001", "⟦id: 2026-001", (DEMAND, "scene: ", "# scene: ")),
    one("W807", DEMAND, "id: 2026-001", "⟦id: 2026-001", (DEMAND, "applied_before: false", "applied_before: true")),
    # Names
    one("N101", ROAD, "code: 314001/000005", "⟦code: 314001/000005", (ROAD, "name: 公路阻断事件信息\n", "")),
    renamed("N102", "2025年公路阻断事件信息"),
    renamed("N102", "第一季度公路阻断事件信息"),
    renamed("N102", "近三年公路阻断事件信息"),
    renamed("N102", "公路阻断最新信息"),
    renamed("N103", "公路阻断事件"),
    renamed("N103", "办理公路阻断通行"),
    renamed("N104", "公路阻断 事件信息"),
    renamed("N104", "公路Ｇ１１阻断事件信息"),
    renamed("N104", "公路阻断事件信息…"),
    one(
        "N105",
        ROAD,
        "name: 公路阻断事件信息",
        "⟦name: 农村公路基础信息",
        (ROAD, "duties: [三-5]", "duties: [三-5, 三-4]"),
    ),
    one(
        "N106",
        COUNTY,
        "name: 城乡居民最低生活保障人员名单",
        "⟦name: 低保人员名单",
        (TAHE, "    names: [城乡居民最低生活保障人员名单]\n", ""),
        (COUNTY, None, COUNTY.replace("城乡居民最低生活保障", "低保")),
    ),
    one("N107", SOCIETY, "name: 社会组织登记信息", "⟦name: 社会组织信息", (SOCIETY, None, HOME + "社会组织信息.yml")),
    renamed("N108", "交通运输局公路阻断事件信息"),
    renamed("N108", "呼玛县公路阻断事件信息"),
    # Sharing
    one(
        "S301",
        DIBAO,
        "condition: {kind: 依申请共享, text: 须列明对应的救助、优待或者资格核验事项，只返回与办理事项有关的字段, ",
        "⟦condition: {",
    ),
    one("S301", DIBAO, "  condition: ", "  # condition: ", (DIBAO, "share:", "⟦share:")),
    one("S302", DIBAO, ", purposes: [行政依据, 业务协同]", "", (DIBAO, "condition:", "⟦condition:")),
    one("S303", SOCIETY, "type: 无条件共享\n", "type: 无条件共享\n  ⟦condition: {kind: 依申请共享, text: 用于核对}\n"),
    one("S304", ADOPT, "  reason: ", "  # reason: ", (ADOPT, "\nshare:", "\n⟦share:")),
    one("S304", ADOPT, "  basis:\n    - ", "  # basis:\n  # - ", (ADOPT, "\nshare:", "\n⟦share:")),
    one("S305", ADOPT, "article: 第一千一百一十条", "⟦article: 一千一百一十"),
    one("S305", ADOPT, "article: 第一千一百一十条, ", "", (ADOPT, "- {title:", "- ⟦{title:")),
    one(
        "S305",
        ADOPT,
        "{title: 中华人民共和国民法典, article: 第一千一百一十条, rank: 法律}",
        "{title: 收养评估办法（试行）, article: 第三条, ⟦rank: 部门规章}",
    ),
    one("S306", SOCIETY, "type: 无条件共享", "⟦type: 无条件共享", (SOCIETY, "type: C,", "type: C, share: 不予共享,")),
    one("S307", ADOPT, "type: 不予开放", "⟦type: 无条件开放"),
    one("S308", SOCIETY, "open: {type: 无条件开放, priority: true}", "⟦open: {type: 有条件开放}"),
    one("S309", SOCIETY, "share:\n", "⟦share:\n", (SOCIETY, "  methods: [信息查询接口, 批量库表交换]\n", "")),
    one("S310", DIBAO, "text: 须列明", "⟦text: 须经分管领导批准并列明"),
    one("S310", DIBAO, "text: 须列明", "⟦text: 一事一议，须列明"),
    one("S311", THEME, "kind: 依申请共享", "⟦kind: 依政务服务事项共享"),
    one("S312", ROAD, "type: 无条件共享", "⟦type: 无条件共享", (ROAD, "level: 1", "level: 4")),
    one(
        "S313",
        ADOPT,
        "reason: 收养登记记载收养人、送养人与被收养人的身份关系，当事人要求保守收养秘密的，其他人应当尊重其意愿，不得泄露",
        "⟦reason: 数据敏感，工作需要",
    ),
    one("S314", ADOPT, "rank: 法律", "⟦rank: 行政法规"),
    one("S315", MARRY, "  basis:\n    - ", "  # basis:\n  # - ", (MARRY, "\nshare:", "\n⟦share:")),
    # Items
    one("I401", ROAD, r"re:(?ms)^items:\n.*?(?=^resources)", "⟦items: []\n"),
    one("I402", ROAD, "{name: 处置单位", "{⟦name: 事件编号"),
    one("I403", ROAD, "{name: 路线编码, type: C", "{name: 路线编码, ⟦type: 字符型"),
    one("I404", ROAD, "- {name: 路线编码, type: C, length: 20", "- ⟦{name: 路线编码, type: C"),
    one("I405", COUNTY, r"re:  - \{name: 户主姓名.*\n", "", (COUNTY, "base:", "⟦base:")),
    one("I405", COUNTY, "{name: 姓名, type: C, length: 50", "{name: 姓名, type: C, ⟦length: 30"),
    one("I406", ROAD, "{name: 处置单位", "{⟦name: 处置单位/人员"),
    one("I407", ROAD, "{name: 处置单位", "{⟦name: 当事人联系电话"),
    one("I408", ROAD, "{name: 实际恢复时间, type: T", "{name: 阻断开始日期, ⟦type: C, length: 10"),
    one("I409", ROAD, "tier: 基础, key: true", "tier: 基础", (ROAD, "- {id: block,", "- ⟦{id: block,")),
    one("I410", ROAD, "{name: 经度, type: N, length: 10, scale: 6", "{name: 经度, ⟦type: B"),
    # Duties
    one(
        "D601",
        PROFILE,
        "duties:\n",
        "duties:\n  - ⟦id: 三-99\n    key: 新职责\n    clause: 三\n    text: （九）新职责\n    duty: 承担新职责\n",
    ),
    one(
        "D602",
        RESIDENTS,
        "code: 103001/000001",
        "⟦code: 103001/000001",
        (RESIDENTS, "duties: [三-1]\n", ""),
    ),
    one("D603", DIBAO, "duties: [三-2]", "duties: [三-2, ⟦三-99]"),
    one("D604", TAHE, "- id: 三-1\n    key: 社会救助-低保\n    clause: 三\n", "- ⟦id: 三-1\n    key: 社会救助-低保\n"),
    one("D605", PROFILE, "services:\n", 'services:\n  - ⟦{code: "232011009999", name: 未编目的事项}\n'),
    # Identity
    one("X901", HEAT, "code: 313001/000004", "⟦code: 313001/4"),
    one("X901", HEAT, "code: 313001/000004", "⟦code: 314001/000094"),
    one("X901", HEAT, "code: 313001/000004", "⟦code: 313001/000001"),
    one("X902", HEAT, "code: 313001/000004", "⟦code: 313001/000099", based=True),
    one(
        "X902",
        OLD,
        "code: 307001/000019",
        "⟦code: 307001/000019",
        (OLD, "name: 农村五保供养对象名单", "name: 五保供养花名册信息"),
        (OLD, "status: 已下架", "status: 在用"),
        (OLD, r"re:(?m)^retired: .*\n", ""),
        (OLD, "duties: [三-3]", "duties: [三-20]"),
        (OLD, "systems: [wubao]", "systems: [shehuijiuzhu]"),
        (OLD, None, HOME + "五保供养花名册信息.yml"),
        based=True,
    ),
    one("X903", DIBAO, "related: [307001/000018", "related: [⟦307001/999999"),
    one("X903", LIBRARIES, "lead: 公安局", "⟦lead: 公安"),
    one("X903", DEMAND, "provider: 自然资源局", "⟦provider: 国土资源局"),
    one("X903", OBJECTION, "against: 公安局", "⟦against: 公安厅"),
    one("X903", OBJECTION, "target: 303001/000002", "⟦target: 303001/999999"),
    one("X903", COUNTY, "base: 城乡低保", "⟦base: 低保"),
    one("X903", THEME, "lead: 民政局", "⟦lead: 民政厅"),
    one("X903", OLD, "replaced_by: 307001/000002", "⟦replaced_by: 307001/999999"),
    one("X903", "catalogs/registry.yml", "departments: [", "departments: [⟦没有的局, "),
    one("X912", TAHE, "slug: thx-mzj", "slug: mzj", (PROFILE, "slug: mzj", "⟦slug: mzj")),
    one("X904", ROAD, "name: ", "⟦name: ", (ROAD, None, "catalogs/交通运输局/公路阻断.yml")),
    one("X904", "catalogs/杂项/说明.yml", "", "name: 说明\n"),
    one("X904", OLD, "status: 已下架", "⟦status: 已下架", (OLD, None, HOME + "农村五保供养对象名单.yml")),
    one("X904", DEMAND, "id: 2026-001", "⟦id: 2026-901"),
    one("X904", BASE, "name: 城乡低保", "⟦name: 城乡低保", (BASE, None, "catalogs/base-items/低保.yml")),
    one("X905", DIBAO, "office: 社会救助科", "office: 社会救助科\n⟦ofice: 救助科"),
    one("X905", DIBAO, "keywords:", "⟦keyword:"),
    one("X905", ROAD, "{name: 路线编码", "{⟦名称: 路线编码"),
    one("X906", DIBAO, "office: 社会救助科", "office: 社会救助科\n⟦office: 救助科"),
    one("X906", DIBAO, "office: 社会救助科", "⟦office：社会救助科"),
    one("X906", DIBAO, "  methods: [信息核验接口", "⟦\tmethods: [信息核验接口"),
    one("X906", DIBAO, "office: 社会救助科", "office: ⟦&a 社会救助科"),
    one("X906", DIBAO, "  - {name: 姓名", "  ⟦－ {name: 姓名"),
    one("X906", DIBAO, "[低保, 社会救助, 困难群众]", "⟦[低保, 社会救助"),
    one("X906", DIBAO, "status: 在用\n", "status: 在用\n⟦---\n"),
    Seed("X907", ((HOME + "retired/福利企业资格信息.yml", None, None),), True),
    one("X908", PROFILE, "uscc: 11232700900001009U", "⟦uscc: 112327009000010091"),
    one("X908", PROFILE, "uscc: 11232700900001009U", "⟦uscc: 11232700900001009u"),
    one("X908", PROFILE, "uscc: 11232700900001009U", "⟦uscc: 1123270090000100U"),
    # Safety
    one("Y951", ROAD, "code: ", "⟦code: ", (ROAD, "status: 在用\n", "status: 在用\n# " + "长" * 400_000 + "\n")),
    # The catalog's own fields
    one(
        "C202",
        DIBAO,
        "summary: 全区三县（市）及地直林区城乡低保在保人员的原始数据，一人一条，含保障类别、保障金额与起始日期，自2019年1月起按月更新。",
        "⟦summary: 城乡低保在保人员数据",
    ),
    one(
        "C202", ROAD, "summary: 全区国省干线和农村公路", "⟦summary: 干线公路", (ROAD, "spatial: 大兴安岭地区全域\n", "")
    ),
    one("C203", DIBAO, "office: 社会救助科", "⟦office: 社会救助处"),
    one("C205", ADOPT, "systems: [hunyin]", "systems: [⟦hunyin2]"),
    one("C207", ROAD, "level: 1", "⟦level: 1", (ROAD, "{name: 经度, type: N,", "{name: 经度, type: N, level: 3,")),
    one("C208", ROAD, "temporal: {from: 2022, to: 至今}", "⟦temporal: {from: 2022-03, to: 2019}"),
    one("C211", ADOPT, "personal: 已评估", "⟦personal: 不涉及"),
    one("C212", ROAD, "summary: 全区", "⟦summary: 机密★5年 全区"),
    one("C213", ADOPT, "systems: [hunyin]", "systems: [⟦wubao]"),
    one("C214", DIBAO, "keywords: [低保, 社会救助, 困难群众]", "keywords: [⟦低保，社会救助]"),
    one("C214", DIBAO, 'code: "232011001001"', "⟦code: “232011001001”"),
    one("C214", DIBAO, 'code: "232011001001"', "⟦code: 232011001001'"),
    one("C214", DIBAO, "re:summary: .*", '⟦summary: 全区城乡最低生活保障人员的原始数据，自2019年起按月逐条采集"'),
    one("C214", ADOPT, "{name: 公告日期", '{⟦name: 公告日期"'),
    # One source
    one("O501", "catalogs/公安局/居住证信息.yml", "catalog: 103001/000001", "⟦catalog: 303001/000004"),
    one("O502", HEAT, r"re:(?ms)^items:\n.*?(?=^resources)", "⟦items:\n" + ROAD_ITEMS),
    one("O503", COUNTY, "code: ", "⟦code: ", (COUNTY, "origin: 民政局\n", "")),
    one("O504", ROAD, "keywords:", '⟦upstream: "2300000000/000123"\nkeywords:'),
    # Resources
    one("M702", SOCIETY, "structure: 结构化, mount: 库表对接", "structure: 结构化, ⟦mount: 文件资源注册"),
    one("M703", ROAD, "- {id: block,", "- ⟦{id: block,", (ROAD, "system: lwyx, ", "")),
    one("M703", ROAD, "system: lwyx", "⟦system: lwyx2"),
    one("M704", DIBAO, "map: {公民身份号码: GMSFHM", "map: {⟦身份证号: GMSFHM"),
    one("M705", ROAD, "- {id: block_q,", "- ⟦{id: block_q,", (ROAD, "protocol: restful, ", "")),
    one("M706", DIBAO, "address: https://share", "⟦address: https://admin:abc123@share"),
    one("M706", ROAD, "处置单位, type: C", "处置单位, ⟦note: 密码：abc12345, type: C"),
    one(
        "M708",
        PROFILE,
        "systems:\n",
        "systems:\n  - ⟦{id: xin, name: 新系统, class: 自建自用, network: 政务外网, status: 在用}\n",
    ),
    # Demands and objections
    one("W806", DEMAND, "catalog: 311001/000001", "⟦catalog: 311001/999999"),
    one("W806", DEMAND, "catalog: 311001/000001", "⟦catalog: 303001/000004"),
    one("W806", DEMAND, "items: [权利人姓名", "items: [⟦没有的数据项"),
    one("W809", DISPUTE, "stages:", "⟦stages:", (DISPUTE, "  - {stage: 协商, date: 2026-08-13}\n", "")),
    one("W809", DISPUTE, "stage: 共同上级协调", "⟦stage: 共同上级协调", (DISPUTE, r"re:(?ms)^stages:\n.*", "")),
    # Waivers
    one("X909", REGISTRY, "waivers: []", WAIVED % ("⟦", "", "N103", "307001/000001", "", "2026-12-31")),
    one("X909", REGISTRY, "waivers: []", WAIVED % ("⟦", "", "N103", "307001/999999", "", "2026-12-31")),
    one(
        "X909", REGISTRY, "waivers: []", WAIVED % ("⟦", "", "N103", "呼玛县/民政局/demands/2026-009", "", "2026-12-31")
    ),
    one("X910", REGISTRY, "waivers: []", WAIVED % ("", "", "N103", "307001/000001", "⟦", "2026-09-29")),
    one("X911", REGISTRY, "waivers: []", WAIVED % ("", "⟦", "N199", "307001/000001", "", "2026-12-31")),
    one("X911", REGISTRY, "waivers: []", WAIVED % ("", "⟦", "X906", DIBAO, "", "2026-12-31")),
    one("X911", REGISTRY, "severities: {}", "severities: {⟦Z999: off}"),
    # Safety
    one("Y952", DIBAO, "summary: 全区", "summary: 全⟦\u200b区"),
    one("Y952", ROAD, "name: 处置单位", "name: 处置⟦\u202e单位"),
    one("Y953", ROAD, "summary: 全区", "⟦summary: <b onclick=x>全区</b>"),
)
