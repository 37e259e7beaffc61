"""What happens between departments: renamed, new systems and offices, demands and objections."""

from __future__ import annotations

from datetime import date

from .draw import Draw
from .sheet import Complaint, Request, System
from .world import World

_NEW_NAMES = {
    "自然资源局": "自然资源和规划局",
    "教育局": "教育体育局",
    "住房和城乡建设局": "住房和城市更新局",
    "农业农村局": "农业农村和水利局",
    "林业和草原局": "林草和国家公园管理局",
    "应急管理局": "应急和防灾减灾局",
    "文体广电和旅游局": "文化和旅游局",
    "营商环境建设监督局": "数据和营商环境局",
    "医疗保障局": "医疗保障和健康局",
    "交通运输局": "交通运输和港航局",
}
_MOST_RENAMED = 3
_REFUSALS = (
    ("该数据由省级系统统一管理，本部门不掌握", "该数据不在本部门"),
    ("数据正在清理核对，暂不具备共享条件", "资源不具备共享条件"),
)
_KINDS = ("目录纠错", "数据质量投诉", "资源使用异议")


def rename_department(world: World, draw: Draw, day: str) -> str | None:
    """A department gets another name: its whole folder moves."""
    bureau = draw.pick(world.bureaus)
    if world.renamed >= _MOST_RENAMED or bureau.office.trade.name not in _NEW_NAMES or bureau.id != bureau.office.id:
        return None
    world.renamed += 1
    old, trade = bureau.name, bureau.office.trade.name
    bureau.id = bureau.id.removesuffix(trade) + _NEW_NAMES[trade]
    bureau.name = bureau.name.removesuffix(trade) + _NEW_NAMES[trade]
    world.by_id[bureau.id] = bureau
    world.touch_everything_of(bureau)
    return f"机构改革：{old}更名为{bureau.name}"


def rename_unit(world: World, draw: Draw, day: str) -> str | None:
    """An office of a department gets another name, and with it all its catalogs."""
    bureau = draw.pick(world.bureaus)
    place = 1 + draw.below(len(bureau.offices) - 1)
    old = bureau.offices[place]
    new = old.removesuffix("科") + "管理科" if not old.endswith("管理科") else old.removesuffix("管理科") + "科"
    if new in bureau.offices:
        return None
    bureau.offices[place] = new
    world.last = None
    world.touch_profile(bureau)
    for sheet in [world.sheets[code] for code in world.active[bureau.office.number]]:
        if sheet.unit == old:
            world.put(sheet._replace(unit=new))
    return f"{bureau.name}{old}更名为{new}"


def replace_system(world: World, draw: Draw, day: str) -> str | None:
    """A system is given up for a new one; its catalogs come from there now."""
    bureau = draw.pick(world.bureaus)
    living = [place for place, system in enumerate(bureau.systems) if system.status == "在用"]
    if not living or len(bureau.systems) > 8 or world.unborn[bureau.office.number]:
        return None
    place = draw.pick(living)
    old = bureau.systems[place]
    number = len(bureau.systems) + 1
    new = System(f"{bureau.office.trade.slug}_{number}", f"{old.name.split('（')[0]}（{number}期）", int(day[:4]))
    bureau.systems[place] = old._replace(status="停用")
    bureau.systems.append(new)
    world.last = None
    world.touch_profile(bureau)
    for sheet in [world.sheets[code] for code in world.active[bureau.office.number]]:
        if sheet.system == old.id:
            world.put(sheet._replace(system=new.id))
    return f"{old.name}停用，目录改由{new.name}提供"


def demand(world: World, draw: Draw, day: str) -> str | None:
    """A department asks another for data."""
    sheet = world.pick(draw)
    # Whose share type may change is no subject: how soon to answer would change with it.
    if sheet is None or sheet.plan.sort != "人" or sheet.share.kind == "" or sheet.plan.refusal:
        return None
    asker = draw.pick(world.bureaus)
    subject = sheet.plan.subject
    paper = Request(
        bureau=asker,
        id=_number(world, "demands", asker.office.number, day),
        title=f"核验{subject}有关情况",
        external="示例邻市大数据局" if asker is sheet.bureau else "",
        provider=sheet.bureau,
        catalog=sheet.code,
        item=sheet.items[0].name,
        basis="政务数据共享条例第二十条",
        scene=f"办理业务时核验{subject}有关情况，免于提交证明材料",
        submitted=day,
    )
    world.fixed.add(sheet.code)
    world.open_papers.append(world.file(paper))
    return f"{asker.name}提出需求：{paper.title}"


def objection(world: World, draw: Draw, day: str) -> str | None:
    """A department finds a mistake in another's catalog."""
    sheet = world.pick(draw)
    if sheet is None:
        return None
    raiser = draw.pick(world.bureaus)
    paper = Complaint(
        bureau=raiser,
        id=_number(world, "objections", raiser.office.number, day),
        kind=draw.pick(_KINDS),
        target=sheet.code,
        against=sheet.bureau,
        description=f"《{sheet.name}》个别数据项与库表不一致，请核对",
        raised=day,
    )
    world.open_papers.append(world.file(paper))
    return f"{raiser.name}对《{sheet.name}》提出异议"


def _number(world: World, folder: str, office: int, day: str) -> str:
    """The next number of a year in a folder."""
    return f"{day[:4]}-{world.count(f'{folder}/{office}/{day[:4]}'):03d}"


def progress(world: World, draw: Draw, day: str) -> str | None:
    """The paper that waits longest goes one step on."""
    if not world.open_papers:
        return None
    key = world.open_papers.popleft()
    title = advance(world, draw, day, key)
    paper = world.papers[key]
    if (
        isinstance(paper, Request)
        and paper.refusal is None
        and paper.closed is None
        and (not paper.provided or draw.chance(0.5))
    ):
        world.open_papers.append(key)
    return title


def advance(world: World, draw: Draw, day: str, key: str) -> str:
    """Answer a paper, provide what was agreed, or close it: always in time by its own dates."""
    paper = world.papers[key]

    def by(start: str, least: int, most: int) -> str:
        due = world.workdays.add(date.fromisoformat(start), least + draw.below(most - least + 1)).date
        return min(due.isoformat(), day)

    if isinstance(paper, Complaint):
        answered = by(paper.raised, 1, 10)
        result = draw.pick(("成立", "部分成立", "不成立"))
        action = "已核对，与库表一致" if result == "不成立" else "已核对并更正"
        reply = (answered, result, action, "" if result == "不成立" else by(answered, 1, 5))
        world.file(paper._replace(reply=reply, satisfied=3 + draw.below(3)), key)
        return f"{paper.against.name}答复异议{paper.id}：{result}"
    if paper.reply is None:
        refusal = draw.pick(_REFUSALS) if draw.chance(0.15) else None
        reply_ = ("不同意" if refusal else "同意", by(paper.submitted, 1, 10))
        world.file(paper._replace(reply=reply_, refusal=refusal), key)
        return f"{paper.provider.name}答复需求“{paper.title}”：{reply_[0]}"
    if not paper.provided:
        world.file(paper._replace(provided=by(paper.reply[1], 2, 20)), key)
        return f"{paper.provider.name}按需求“{paper.title}”提供数据"
    world.file(paper._replace(closed=(day, "业务调整，不再使用")), key)
    return f"关闭需求“{paper.title}”"


def is_waiting(world: World, key: str, day: str) -> bool:
    """Whether a paper has to go on: raised before this day and not yet answered, or agreed and not yet provided."""
    paper = world.papers[key]
    if isinstance(paper, Complaint):
        return paper.reply is None and paper.raised < day
    return not paper.provided and paper.refusal is None and paper.submitted < day
