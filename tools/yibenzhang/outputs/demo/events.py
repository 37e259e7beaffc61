"""What happens to catalogs beyond small edits: begun, retired, handed over, spoilt, put right."""

from __future__ import annotations

from . import birth, words
from .draw import Draw
from .edits import free_items
from .sheet import Duty, Retired, Share, Sheet
from .world import Chore, World

_EARLY = {"信息": "数据", "名单": "人员表", "台账": "登记表", "清单": "一览表"}
_BATCH = 6
_AHEAD = 200


def begin(world: World, draw: Draw, day: str, count: int, blemishes: bool) -> str:
    """Add so many planned catalogs, of one department as far as it has them."""
    begun: list[Sheet] = []
    waiting = [number for number, plans in enumerate(world.unborn) if plans]
    while waiting and len(begun) < count:
        number = waiting.pop(draw.below(len(waiting)))
        while world.unborn[number] and len(begun) < count:
            sheet = world.bear(number, day, mounted=not blemishes or draw.chance(0.9 if count > 20 else 0.4))
            if blemishes:
                _blemish(world, draw, sheet)
            begun.append(sheet)
    if len(begun) == 1:
        return f"新增《{world.sheets[begun[0].code].name}》"
    return f"新增《{world.sheets[begun[0].code].name}》等{len(begun)}份目录" if begun else "核对目录"


def _blemish(world: World, draw: Draw, sheet: Sheet) -> None:
    """Some catalogs begin under another name than they end, or with a wrong type."""
    ending = next((ending for ending in _EARLY if sheet.name.endswith(ending)), "")
    if ending and not sheet.base and sheet.plan.sequence % 2 == 0 and not sheet.plan.refusal and draw.chance(0.12):
        world.put(sheet._replace(name=sheet.name.removesuffix(ending) + _EARLY[ending]))
        world.chores.append(Chore("name", sheet.code))
    elif draw.chance(0.04):
        _retype(world, draw, sheet)


def _retype(world: World, draw: Draw, sheet: Sheet) -> str | None:
    places = [place for place in free_items(sheet) if sheet.items[place].type in "DIM"]
    if not places:
        return None
    place = draw.pick(places)
    old = sheet.items[place]
    rows = (*sheet.items[:place], old._replace(type="C", length=50), *sheet.items[place + 1 :])
    world.put(sheet._replace(items=rows))
    world.chores.append(Chore("type", sheet.code))
    return f"《{sheet.name}》数据项“{old.name}”类型由{old.type}改为C"


def retype(world: World, draw: Draw, day: str) -> str | None:
    """Give an item a type that does not fit its name."""
    sheet = world.pick(draw)
    return _retype(world, draw, sheet) if sheet else None


def refuse(world: World, draw: Draw, day: str) -> str | None:
    """Withdraw a catalog from sharing, on the law the department knows best."""
    sheet = world.pick(draw)
    refusal = sheet.bureau.office.trade.refusal if sheet else None
    if sheet is None or refusal is None or sheet.plan.refusal or sheet.code in world.fixed or sheet.service:
        return None
    shared = Share(birth.REFUSED, reason=refusal.reason, basis=refusal.basis)
    world.put(sheet._replace(share=shared, opened=birth.CLOSED))
    world.chores.append(Chore("share", sheet.code))
    return f"《{sheet.name}》共享类型由{sheet.share.type}改为不予共享"


def _goes(world: World, draw: Draw) -> Sheet | None:
    """A catalog that may be retired: no system, service or base items hang on it, and no chore waits for it."""
    sheet = world.pick(draw)
    if sheet is None or sheet.plan.sequence <= 4 or sheet.base or sheet.plan.refusal or sheet.kind != "部门":
        return None
    waits = any(chore.code == sheet.code for chore in world.chores)
    return None if waits or sheet.related or sheet.name != sheet.plan.name else sheet


def retire(world: World, draw: Draw, day: str) -> str | None:
    """Retire a catalog; another of the department takes its duty over."""
    sheet = _goes(world, draw)
    heir = world.sheets[draw.pick(world.active[sheet.bureau.office.number])] if sheet else None
    if sheet is None or heir is None or heir is sheet or heir.code in world.torn or heir.code in world.hidden:
        return None
    if sheet.bureau.office.county:
        # Counties name the catalogs of a duty alike: the duty itself goes.
        sheet.bureau.duties = [kept for kept in sheet.bureau.duties if kept.id not in sheet.duties]
        world.touch_profile(sheet.bureau)
    else:
        world.put(heir._replace(duties=tuple(dict.fromkeys((*heir.duties, *sheet.duties)))))
    named = heir.code if draw.chance(0.7) else ""
    world.put(sheet._replace(retired=Retired(day, "数据已并入同一职责的另一份目录", named)))
    world.tombstones.append(sheet.code)
    return f"下架《{sheet.name}》"


def restore(world: World, draw: Draw, day: str) -> str | None:
    """Take a retired catalog into use again."""
    if not world.tombstones:
        return None
    code = world.tombstones.pop(draw.below(len(world.tombstones)))
    sheet = world.sheets[code]
    bureau = sheet.bureau
    if sheet.duties[0] not in [kept.id for kept in bureau.duties]:
        bureau.duties.append(birth.duty(sheet.plan))
        sheet = sheet._replace(duties=(f"三-{sheet.plan.sequence}",))
        world.touch_profile(bureau)
    living = [system.id for system in bureau.systems if system.status == "在用"]
    unit = sheet.unit if sheet.unit in bureau.offices else bureau.offices[1]
    system = sheet.system if sheet.system in ("", *living) else bureau.living
    world.put(sheet._replace(retired=None, unit=unit, system=system))
    return f"恢复《{sheet.name}》"


def transfer(world: World, draw: Draw, day: str) -> str | None:
    """移交: retired here, added there under a new code, each naming the other."""
    sheet = _goes(world, draw) if world.transfers else None
    to = world.bureaus[draw.below(min(20, len(world.bureaus)))]
    if sheet is None or to is sheet.bureau or not to.systems or to.office.trade is sheet.bureau.office.trade:
        return None
    taken = any(world.sheets[code].name == sheet.name for code in world.active[to.office.number])
    others = (world.sheets[code] for code in world.active[sheet.bureau.office.number] if code != sheet.code)
    shared = any(sheet.duties[0] in other.duties for other in others)
    if taken or shared or len(sheet.duties) > 1 or sheet.code in world.fixed:
        return None
    world.transfers -= 1
    code = world.code(to, "部门")
    duty = Duty(
        f"三-{to.office.catalogs + 100 + int(code[-6:])}", sheet.plan.key, "附", sheet.plan.subject, sheet.plan.subject
    )
    to.duties.append(duty)
    sheet.bureau.duties = [kept for kept in sheet.bureau.duties if kept.id not in sheet.duties]
    made = sheet._replace(
        bureau=to, code=code, duties=(duty.id,), unit=to.offices[1], system=to.living, related=(sheet.code,)
    )  # fmt: skip
    world.put(made)
    world.put(sheet._replace(retired=Retired(day, f"职责划转{to.name}，数据随之移交", code)))
    for bureau in (to, sheet.bureau):
        world.touch_profile(bureau)
    world.fixed |= {code, sheet.code}
    return f"《{sheet.name}》由{sheet.bureau.name}移交{to.name}"


def relate(world: World, draw: Draw, day: str) -> str | None:
    """Name a catalog that belongs to another."""
    first, second = world.pick(draw), world.pick(draw)
    if first is None or second is None or first is second or second.code in first.related:
        return None
    world.put(first._replace(related=(*first.related, second.code)))
    return f"《{first.name}》增加关联目录《{second.name}》"


def tear(world: World, draw: Draw, day: str) -> str | None:
    """A mistake nobody sees reaches the main branch."""
    sheet = world.pick(draw)
    if sheet is None or any(chore.code == sheet.code for chore in world.chores):
        return None
    world.torn[sheet.code] = draw.below(6)
    world.touch(sheet.code)
    world.chores.append(Chore("mend", sheet.code))
    return f"更新《{sheet.name}》"


def delete(world: World, draw: Draw, day: str) -> str | None:
    """A catalog is deleted instead of retired."""
    sheet = world.pick(draw)
    if sheet is None or any(chore.code == sheet.code for chore in world.chores):
        return None
    world.hidden.add(sheet.code)
    world.touch(sheet.code)
    world.chores.append(Chore("undelete", sheet.code))
    return f"删除《{sheet.name}》"


_DONE = {
    "mount": "挂载资源",
    "name": "按数据名词规范名称",
    "type": "按统一标准改数据项类型",
    "share": "经复核恢复有条件共享",
    "mend": "改正写法错误",
    "undelete": "误删，恢复文件",
}


def chore(world: World, draw: Draw, day: str) -> str | None:
    """Put something right that waits longest, with what waits for the same in the same department."""
    if not world.chores:
        return None
    first = world.chores.popleft()
    number = world.sheets[first.code].bureau.office.number
    codes = [first.code]
    for other in list(world.chores)[:_AHEAD]:
        same = other.what == first.what and world.sheets[other.code].bureau.office.number == number
        if same and len(codes) < _BATCH and other.code not in codes:
            world.chores.remove(other)
            codes.append(other.code)
    for code in codes:
        _right(world, draw, day, Chore(first.what, code))
    name = world.sheets[codes[0]].name
    return f"《{name}》{f'等{len(codes)}份目录' if len(codes) > 1 else ''}{_DONE[first.what]}"


def _right(world: World, draw: Draw, day: str, task: Chore) -> None:
    sheet = world.sheets[task.code]
    world.torn.pop(task.code, None) if task.what == "mend" else None
    world.hidden.discard(task.code) if task.what == "undelete" else None
    if task.what == "mount" and not sheet.resources:
        days = birth.Days(day, day, "", day)
        sheet = sheet._replace(resources=birth.resources(sheet.plan, sheet.system, draw, days))
    elif task.what == "name":
        sheet = sheet._replace(name=sheet.plan.name, aliases=(*sheet.aliases, sheet.name))
    elif task.what == "type":
        rows = tuple(
            row if words.shape(row.name)[0] == row.type else birth.item(row.name, row.tier) for row in sheet.items
        )
        sheet = sheet._replace(items=rows)
    elif task.what == "share":
        shared = birth.conditional(
            sheet.bureau.office, sheet.plan, "依申请共享", f"用于履行职责中核验{sheet.plan.subject}有关情况"
        )
        sheet = sheet._replace(share=shared)
    world.put(sheet)
