"""How to mend a finding in a sheet: the advice of a rule names the fields of a file, a clerk sees columns."""

from __future__ import annotations

import re

_MISSING = re.compile(r"补上 [a-z_]+: (.+)", re.DOTALL)
_TRUTH = re.compile(r"写成 [a-z_]+: true 或 [a-z_]+: false")
_ENTRY = re.compile(r"第[0-9]+项")
_IN_ONE_CELL = ("依据", "政务服务事项")
_WRITTEN = {"依据": "；整格写成 《法律名称》条款号（效力级别），例：《社会救助暂行办法》第五十八条（行政法规）"}
_WHOLE = {"共享属性": "填“共享类型”，例：无条件共享"}
"""Fields of a file that are several columns of a sheet."""

IN_CELLS = {
    "在 share.condition 下写 kind": "填“有条件种类”和“共享条件”两栏，例：依申请共享；用于核验救助资格",
    "在 share.condition 下写 scope": "填“共享范围”（哪些部门可用）和“使用用途”（用来做什么）",
    "删去 share.condition": "把这一行的“有条件种类”“共享条件”“共享范围”“使用用途”清空；"
    "确实需要条件的，把“共享类型”改为 有条件共享",
    "在 share 下写 reason": "填“不予共享理由”和“依据”两栏，依据例：《中华人民共和国民法典》第一千一百一十条（法律）",
    "在 share.methods 下": "“共享方式”至少写一种，例：信息查询接口",
    "在 share.basis 下": "在“依据”写法律名称、条款号和效力级别，例：《社会救助暂行办法》第五十八条（行政法规）",
    "在 open.condition 下": "填“开放条件”，例：实名注册后使用",
    "把 open.type 改为": "把“开放类型”改为 不予开放，或重新核定“共享类型”",
    "写成 前段码/6位顺序码": "写成 前段码/6位顺序码，例：307001/000001；新目录的“目录代码”空着，导入时编号",
    "在 name 下": "填“数据目录名称”，例：城乡居民最低生活保障人员名单",
    "在 domain_note 下": "填“其他领域说明”，例：民族宗教",
    "在 libraries 下": "填“基础库/主题库”，例：人口",
    "在 lead 下": "填“牵头部门”，例：营商环境建设监督局",
    "在 duties 下": "“三定职责”写职责编号，例：三-1；有哪些见“填表说明”",
    "在 duties 写明": "“三定职责”写来自哪项职责；不再属于本部门职责的，下架",
    "例：systems: [": "“来源系统”写系统编号，例：dibao；还没有系统的写 暂无系统",
    "在 systems 下": "“来源系统”写系统编号，例：dibao；还没有系统的写 暂无系统",
    "在 update_cycle_note 下": "填“其他周期说明”，例：每三年",
    "在 items 下": "在“数据项”表里写这份目录的数据项，至少一行",
    "在 retired 下": "填“下架日期”和“下架原因”，例：2025-05-06；职责已移交",
    "在 type 下写 C": "“数据项类型”写 C、N、Y、D、T、L、M、G、B、I、F 中的一个字母，例：C",
    "在 length 下": "“数据项长度”写整数，例：18",
    "在 assessments 写": "“个人信息评估”写 已评估；没有个人信息的，核对数据项的“是否个人信息”",
    "标注 personal: true": "“是否个人信息”写 是；确不是个人信息的写 否",
    "在能唯一确定一行的": "在能唯一确定一行的数据项上，“是否主键”写 是",
    "在 services 写明": "在“政务服务事项”写明依据的事项",
    "摘要写 20 字": "“摘要”写 20 字以上，说清加工程度、区域范围、时间范围（也可填“加工程度”“区域范围”“起始时间”“截止时间”）",
    "写 department.yml 中 offices": "写部门档案里有的科室；新设的科室先加进部门档案（department.yml）",
    "写 department.yml 中 systems": "“来源系统”写部门档案里有的系统；新系统先加进部门档案（department.yml）",
    "改成 department.yml 中 duties": "“三定职责”写部门档案里有的职责编号",
    "前段码用 department.yml": "“目录代码”的前段码用发给本部门的，顺序码用本部门从没用过的下一个号；"
    "新目录的“目录代码”空着，导入时编号",
    "挂载资源并在 resources": "挂载资源后填“挂载日期”；不能共享的，核对“共享类型”",
    "在 resources 的 system": "资源的“来源系统”写目录的来源系统中的一个",
    "map 左边": "“字段对应”左边写本目录数据项的名称，右边写列名",
    "接口写 protocol": "接口填“接口协议”（restful 或 webservice），文件填“文件格式”（如 xlsx）",
    "更新数据并改 updated": "更新数据并改“数据更新日期”；周期变了的，改“更新周期”",
    "删去时间词": "删去时间词，时间范围填“起始时间”“截止时间”，更新频度填“更新周期”",
    "改成三定职责固定的名称": "改成三定职责固定的名称；固定的名称不对的，先改部门档案（department.yml）",
    "与各部门商定唯一的权威源": "与各部门商定唯一的权威源，各目录的“权威源部门”写成同一个",
    "在 origin 写明": "“权威源部门”写以哪个部门的数据为准",
}
"""By the beginning of a rule's advice: what is to be done in the sheet. Texts in “” are headers of its columns."""


def plainly(message: str) -> str:
    """A message without the words of a file."""
    return message.replace("只能写 true（是）或 false（否）", "只能写 是 或 否")


def in_cells(fix: str, label: str, words: tuple[str, ...] = ()) -> str:
    """Advice for a sheet; unchanged where it names no field of a file.

    ``label``: the fields around, the last within. ``words``: the few that the field may hold.
    """
    if _TRUTH.fullmatch(fix):
        return "写 是 或 否"
    if words and fix.startswith("只写半角数字"):
        return f"可选：{'、'.join(words)}"
    if found := _MISSING.fullmatch(fix):
        *around, within = label.split() or [""]
        if len(around) > 1 and _ENTRY.fullmatch(around[-1]) and around[-2] in _IN_ONE_CELL:
            return f"在“{around[-2]}”这一格里写上{within}，例：{found[1]}" + _WRITTEN.get(around[-2], "")
        if within in _WHOLE:
            return _WHOLE[within]
        return f"填“{within}”，例：{found[1]}" if within else fix
    return next((told for start, told in IN_CELLS.items() if fix.startswith(start)), fix)


__all__ = ["IN_CELLS", "in_cells", "plainly"]
