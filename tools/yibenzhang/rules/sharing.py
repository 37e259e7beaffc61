"""S3xx: sharing and opening (R14, R15, S0-6, S0-7)."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.catalog import Catalog, Item, OpenType, ShareType
from ..model.findings import Severity
from ..model.registry import Registry
from . import citations, words
from .lists import by_list
from .rule import Fault, Reach, declared, rule
from .said import said

E, W = Severity.ERROR, Severity.WARNING

DECLARED = (
    declared(
        "S301",
        E,
        "S0-7",
        "有条件共享要写明种类和条件。\n\nshare.condition 下写 kind（有条件种类）和 text（共享条件）。",
    ),
    declared("S303", E, "S0-7", "只有有条件共享才写共享条件。\n\n无条件共享、不予共享的目录不写 share.condition。"),
    declared(
        "S304",
        E,
        "R15",
        "不予共享要列明理由和依据。\n\nshare 下写 reason（理由）和 basis（法律、行政法规或者国务院决定的名称和条款）。",
    ),
    declared("S308", E, "G", "有条件开放要写开放条件。\n\nopen.type 为有条件开放时，在 open.condition 写开放条件。"),
    declared(
        "S309",
        E,
        "S1",
        "可以共享的目录要写共享方式。\n\n在 share.methods 至少写一种：信息查询接口、信息核验接口、批量库表交换、文件下载交换。",
    ),
    declared(
        "S315",
        E,
        "S0-7",
        "依法律法规要求共享要列出条款。\n\n有条件种类为“依法律法规要求共享”时，在 share.basis 写依据名称、条款号和效力级别。",
    ),
)


@rule("S302", W, "R15", fix="在 share.condition 下写 scope（哪些部门可用）和 purposes（用来做什么）", reach=Reach.FILE)
def scope_and_purposes(registry: Registry) -> Iterator[Fault]:
    """有条件共享要写共享范围和使用用途。

    写明哪些部门、做什么用，需求部门才知道能不能申请，提供方才能逐项答复。
    """
    for catalog in registry.active_catalogs:
        condition = catalog.share.condition
        if catalog.share.type != ShareType.CONDITIONAL or condition is None:
            continue
        lacking = [
            label for label, value in (("共享范围", condition.scope), ("使用用途", condition.purposes)) if not value
        ]
        if lacking:
            yield Fault(catalog.place("share", "condition"), said("S302", lacking="和".join(lacking)))


def _relies_on_basis(catalog: Catalog) -> bool:
    condition = catalog.share.condition
    return catalog.share.type == ShareType.REFUSED or bool(condition and condition.kind == "依法律法规要求共享")


@rule(
    "S305",
    E,
    "R14,R15",
    fix="依据写到条、款、项，如“第二十八条第一款第（三）项”；不予共享只能依据法律、行政法规、国务院决定",
    reach=Reach.DEPARTMENT,
)
def basis_names_article(registry: Registry) -> Iterator[Fault]:
    """依据要写到条款，不予共享的依据要够级别。

    不予共享、依法律法规要求共享的依据必须写条款号。不予共享只认法律、行政法规、国务院决定；
    registry.yml 的 policy.refusal_basis 为 with_policy 时，党中央、国务院政策降为警告。
    """
    for catalog in registry.active_catalogs:
        if not _relies_on_basis(catalog):
            continue
        for index, basis in enumerate(catalog.share.basis):
            place = catalog.place("share", "basis", index)
            if not basis.article or not citations.ARTICLE.match(basis.article.replace(" ", "")):
                message = said(
                    f"S305-{'odd' if basis.article else 'none'}", title=_bare(basis.title), article=basis.article
                )
                key = ("article",) if basis.article else ()
                yield Fault(catalog.place("share", "basis", index, *key), message)
            if catalog.share.type == ShareType.REFUSED and basis.rank not in citations.FORBIDDING:
                tolerated = (
                    basis.rank == citations.PARTY_POLICY and registry.settings.policy.refusal_basis == "with_policy"
                )
                yield Fault(
                    place._replace(pointer=(*place.pointer, "rank")),
                    said("S305-rank", title=_bare(basis.title), rank=basis.rank),
                    "换成法律、行政法规或国务院决定；没有的，改为有条件共享或无条件共享",
                    W if tolerated else None,
                )


def _bare(title: str) -> str:
    return title.strip("《》")


@rule("S306", E, "S0-6", fix="全部数据项不予共享的目录写不予共享；部分不予或有条件的写有条件共享", reach=Reach.FILE)
def agrees_with_items(registry: Registry) -> Iterator[Fault]:
    """目录的共享类型与数据项一致。

    全部数据项不予共享，目录才是不予共享；数据项中有不予共享或有条件共享的，目录应为有条件共享。没有单独写的数据项随目录。
    """
    for catalog, shares in by_list(registry, _shares):
        if shares <= {None}:
            continue
        own = catalog.share.type
        types = {share or own for share in shares}
        right = types.pop() if len(types) == 1 else ShareType.CONDITIONAL
        if own != right:
            yield Fault(catalog.place("share", "type"), said("S306", own=own, right=right))


def _shares(items: tuple[Item, ...]) -> frozenset[str | None]:
    """The share types items have of their own, None for those that have none."""
    return frozenset(item.share or None for item in items)


@rule("S307", E, "R14", fix="把 open.type 改为不予开放，或重新核定共享类型", reach=Reach.FILE)
def refused_is_not_open(registry: Registry) -> Iterator[Fault]:
    """不予共享的目录不能开放。

    连政府部门之间都不予共享的数据，不能向社会开放。
    """
    for catalog in registry.active_catalogs:
        if catalog.share.type == ShareType.REFUSED and catalog.open and catalog.open.type != OpenType.REFUSED:
            yield Fault(catalog.place("open", "type"), said("S307", name=catalog.name, open=catalog.open.type))


@rule(
    "S310", W, "R15", fix="写明客观条件（用途、范围、时限），删去须领导批准、一事一议、仅限纸质等要求", reach=Reach.FILE
)
def no_invented_conditions(registry: Registry) -> Iterator[Fault]:
    """不得擅自增设共享条件。

    共享条件写明用途、范围等客观要求；不得写“须经领导批准”“一事一议”“仅限纸质”等。
    """
    for catalog in registry.active_catalogs:
        found = words.invented_condition((catalog.share.condition and catalog.share.condition.text) or "")
        if found:
            yield Fault(catalog.place("share", "condition", "text"), said("S310", found=found))


@rule("S311", W, "S0-7", fix="在 services 写明依据的政务服务事项", reach=Reach.FILE)
def service_named(registry: Registry) -> Iterator[Fault]:
    """依政务服务事项共享要写明事项。

    有条件种类为“依政务服务事项共享”时，在 services 写明是哪些事项。
    """
    for catalog in registry.active_catalogs:
        condition = catalog.share.condition
        if condition and condition.kind == "依政务服务事项共享" and not catalog.services:
            yield Fault(catalog.place("share", "condition", "kind"), said("S311"))


@rule("S312", W, "R13,R14", fix="核对数据分级；确为4级的改为有条件共享或不予共享", reach=Reach.FILE)
def level_four_not_free(registry: Registry) -> Iterator[Fault]:
    """4级数据不宜无条件共享。

    泄露后造成非常严重损害的数据（4级），写成无条件共享多半有一处写错。
    """
    for catalog in registry.active_catalogs:
        if catalog.level == 4 and catalog.share.type == ShareType.UNCONDITIONAL:
            yield Fault(catalog.place("share", "type"), said("S312", name=catalog.name))


@rule("S313", E, "R15", fix="写明具体理由：共享会损害谁的什么权益，哪条规定禁止", reach=Reach.FILE)
def reason_is_a_reason(registry: Registry) -> Iterator[Fault]:
    """不予共享的理由要具体。

    “工作需要”“敏感”“上级要求”等不是理由。
    """
    for catalog in registry.active_catalogs:
        reason = catalog.share.reason or ""
        if catalog.share.type == ShareType.REFUSED and words.is_vague(reason):
            yield Fault(catalog.place("share", "reason"), said("S313", reason=reason))


@rule("S314", W, "R14", fix="核对依据名称和效力级别", reach=Reach.FILE)
def rank_fits_title(registry: Registry) -> Iterator[Fault]:
    """依据名称与效力级别相符。

    “……法”是法律，“中华人民共和国……条例”和国务院的办法、规定、细则是行政法规，省、市的条例是地方性法规。
    """
    for catalog in registry.active_catalogs:
        for index, basis in enumerate(catalog.share.basis):
            shown = citations.rank_of(basis.title)
            if shown and shown != basis.rank:
                yield Fault(
                    catalog.place("share", "basis", index, "rank"),
                    said("S314", title=_bare(basis.title), shown=shown, rank=basis.rank),
                )


SHARING = (
    DECLARED[0],
    scope_and_purposes,
    DECLARED[1],
    DECLARED[2],
    basis_names_article,
    agrees_with_items,
    refused_is_not_open,
    DECLARED[3],
    DECLARED[4],
    no_invented_conditions,
    service_named,
    level_four_not_free,
    reason_is_a_reason,
    rank_fits_title,
    DECLARED[5],
)
