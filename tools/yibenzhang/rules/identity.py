"""X9xx: codes, references, files (DOMAIN B)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from ..model import uscc
from ..model.catalog import Catalog
from ..model.demand import Demand, Objection
from ..model.findings import Place, Severity
from ..model.registry import Registry
from ..sources.layout import file_name
from .rule import Fault, declared, rule
from .said import said

E, W = Severity.ERROR, Severity.WARNING

DECLARED = (
    declared("X905", E, "本", "没有这个字段。\n\n字段名写错或写在了不该写的地方；提示里给出最接近的字段名。"),
    declared(
        "X906",
        E,
        "本",
        "YAML 写法有误。\n\n重复的字段、制表符、锚点与引用、标签、合并键、多个文档、BOM、不是 UTF-8、空文件、全角冒号或短横、括号引号没有配对等。",
    ),
)


@rule("X901", E, "G", fix="前段码用 department.yml 中 code_prefixes 发给本部门的；顺序码用本部门从没用过的下一个号")
def codes_unique_and_issued(registry: Registry) -> Iterator[Fault]:
    """目录代码唯一，前段码是发给本部门的。

    代码为“前段码/6位顺序码”，前段码按资源分类发给部门（code_prefixes），全账不重复。
    """
    for code, catalogs in registry.catalogs_by_code.items():
        if len(catalogs) == 1:
            continue
        holder, *others = _oldest_first(registry, code, catalogs)
        for catalog in others:
            message = said("X901-used", code=code, name=holder.name, path=holder.path)
            yield Fault(catalog.place("code"), message, _next_code(registry, code.partition("/")[0]))
    for catalog in registry.readable_catalogs:
        department = registry.department_by_id.get(catalog.department)
        if department is None or not department.readable:
            continue
        issued = department.code_prefixes.get(catalog.kind)
        prefix = catalog.code.partition("/")[0]
        if issued is None:
            message = said("X901-none", department=catalog.department, kind=catalog.kind)
            yield Fault(
                catalog.place("code"),
                message,
                f"核对资源分类；确需编制的，在 department.yml 的 code_prefixes 补上“{catalog.kind}”",
            )
        elif prefix != issued:
            yield Fault(
                catalog.place("code"),
                said("X901-other", prefix=prefix, department=catalog.department, kind=catalog.kind, issued=issued),
            )


def _oldest_first(registry: Registry, code: str, catalogs: Sequence[Catalog]) -> list[Catalog]:
    """Those of one code, first the one that bore it at the base: the fault is the newcomer's."""
    base = registry.facts.base
    had = {catalog.path for catalog in base.catalogs_by_code.get(code, ())} if base else set()
    return sorted(catalogs, key=lambda catalog: catalog.path not in had)


def _next_code(registry: Registry, prefix: str) -> str:
    """Which code to write instead: the highest of this prefix on the ledger, plus one."""
    used = [int(code.partition("/")[2]) for code in registry.catalogs_by_code if code.startswith(f"{prefix}/")]
    return f"改成 {prefix}/{max(used, default=0) + 1:06d}（账上最大的号加一；ybz new 还会避开历史中用过的号）"


@rule("X902", E, "G", fix="恢复原来的代码；新目录用本部门从没用过的下一个号")
def codes_never_change(registry: Registry) -> Iterator[Fault]:
    """目录代码不改、不重用。

    与 --base 指定的版本比较：目录改名、移动，代码都不变；用过的代码（包括已下架、已删除的）不再给别的目录。
    """
    base = registry.facts.base
    if base is None:
        return
    by_path = {catalog.path: catalog for catalog in base.catalogs if catalog.code}
    for catalog in registry.catalogs:
        before = by_path.get(catalog.path)
        holders = base.catalogs_by_code.get(catalog.code, ())
        if not catalog.code:
            continue
        if before and before.code != catalog.code and not _went_elsewhere(registry, before, catalog):
            yield Fault(catalog.place("code"), f"《{catalog.name}》的目录代码由 {before.code} 改成了 {catalog.code}")
        elif not holders and catalog.code in registry.facts.codes_ever:
            yield Fault(catalog.place("code"), f"目录代码 {catalog.code} 以前用过，不能再用")
        elif holders and not any(_same(holder, catalog) or _stands(registry, holder) for holder in holders):
            message = f"目录代码 {catalog.code} 是《{holders[0].name}》的（{holders[0].path}），不能再用"
            yield Fault(catalog.place("code"), message)


def _went_elsewhere(registry: Registry, before: Catalog, now: Catalog) -> bool:
    """Whether the catalog that stood at a path moved on with its code, and another stands there now."""
    return any(c.path != now.path and _same(before, c) for c in registry.catalogs_by_code.get(before.code, ()))


def _stands(registry: Registry, holder: Catalog) -> bool:
    """Whether the holder of a code still bears it at its place: a second bearer beside it is X901's to say."""
    return any(catalog.path == holder.path for catalog in registry.catalogs_by_code.get(holder.code, ()))


def _same(before: Catalog, now: Catalog) -> bool:
    """Whether two catalogs of one code, at the base and now, are the same one, renamed or moved perhaps."""
    if before.name == now.name or before.path == now.path:
        return True
    if before.is_active != now.is_active:
        # A tombstone that comes back to life under another name is another catalog.
        return False
    if not before.readable or not now.readable:
        return before.department == now.department
    old, new = {item.name for item in before.items}, {item.name for item in now.items}
    return len(old & new) * 2 >= max(len(old), len(new))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@rule("X904", E, "本", fix="用 ybz rename 或 git mv 改成应有的文件名")
def files_named_right(registry: Registry) -> Iterator[Fault]:
    """文件名与内容一致。

    文件名就是目录名称（/ \\ : * ? " < > | 写成全角），需求、异议的文件名就是编号；路径用 NFC 形式；
    没有只差大小写的两个路径；下架的目录放在 retired/ 文件夹。文件要放在部门文件夹里，扩展名为 .yml。
    """
    paths = set(registry.paths)
    for catalog in registry.readable_catalogs:
        folder, _, own = catalog.path.rpartition("/")
        right = file_name(catalog.name) if not catalog.name.isalnum() else catalog.name + ".yml"
        # Where another file bears the name already, the fault is the name (N105), not the file's.
        if own != right and f"{folder}/{right}" not in paths and _composed(own) != _composed(right):
            yield Fault(catalog.place("name"), f"文件名“{own}”与目录名称不一致，应为“{right}”")
        if folder.endswith("/retired") == catalog.is_active:
            where = (
                "已下架的目录要放在 retired/ 文件夹" if not catalog.is_active else "在用的目录不能放在 retired/ 文件夹"
            )
            yield Fault(catalog.place("status"), where, "用 ybz retire 下架，或把文件移到对的文件夹")
    for base in registry.base_items:
        if base.path != f"catalogs/base-items/{file_name(base.name)}":
            yield Fault(Place(base.path, ("name",)), f"文件名与基础数据项集名称“{base.name}”不一致")
    papers: tuple[Demand | Objection, ...] = (*registry.readable_demands, *registry.readable_objections)
    for dated in papers:
        if not dated.path.endswith(f"/{dated.id}.yml"):
            yield Fault(dated.place("id"), f"文件名与编号“{dated.id}”不一致", f"文件名改为 {dated.id}.yml")
    yield from _paths_alike(registry.paths)


def _paths_alike(paths: Sequence[str]) -> Iterator[Fault]:
    """Paths that are not NFC, or that only case tells from another."""
    joined = "\n".join(paths)
    if unicodedata.is_normalized("NFC", joined) and len(set(joined.casefold().split("\n"))) == len(paths):
        # As nearly always; one look at all of them is ten times faster than one at each.
        return
    seen: dict[str, str] = {}
    for path in paths:
        normal = _composed(path)
        if normal != path:
            yield Fault(Place(path), "路径不是 NFC 形式（多半来自 macOS）", "用 ybz check --fix 改正，或重新命名")
        other = seen.setdefault(normal.casefold(), path)
        if other != path:
            yield Fault(Place(path), f"与 {other} 只差大小写或编码形式，在 Windows 上会互相覆盖", "改掉其中一个的名称")


@rule("X907", E, "S4-7.3", fix="用 git checkout 版本 -- 路径 恢复这个文件，再用 ybz retire 代码 --reason 原因 下架")
def retired_not_deleted(registry: Registry) -> Iterator[Fault]:
    """目录只能下架，不能删除。

    与 --base 指定的版本比较：原有的目录代码必须还在，不再用的移到 retired/ 并写明下架日期和原因。
    """
    base = registry.facts.base
    if base is None:
        return
    paths = {catalog.path for catalog in registry.catalogs}
    for code, catalogs in base.catalogs_by_code.items():
        if code not in registry.catalogs_by_code and catalogs[0].path not in paths:
            path = catalogs[0].path
            back = f"用 git checkout 版本 -- {path} 恢复（版本写还有它的那个，没有提交就写 HEAD）"
            fix = f"{back}，再用 ybz retire {code} --reason 原因 下架"
            yield Fault(Place(path), f"目录 {code}《{catalogs[0].name}》被删除了，没有下架", fix)


@rule("X908", E, "GB32100", fix="对照统一社会信用代码证书核对，18 位，字母大写，加双引号")
def right_credit_code(registry: Registry) -> Iterator[Fault]:
    """统一社会信用代码要正确。

    18 位，按 GB 32100 计算的校验位正确；小写字母、17 位、旧的 9 位组织机构代码分别指出。
    """
    for department in registry.departments:
        wrong = uscc.fault(department.uscc) if department.readable else ""
        if wrong:
            yield Fault(department.place("uscc"), wrong)


@rule("X912", E, "本", fix="改成别的短名：小写字母、数字和短横，如 mzj")
def slugs_differ(registry: Registry) -> Iterator[Fault]:
    """部门的短名不能相同。

    slug 是网页地址的一部分，两个部门相同就会互相覆盖。
    """
    first: dict[str, str] = {}
    for department in registry.departments:
        other = first.setdefault(department.slug, department.id)
        if department.slug and other != department.id:
            yield Fault(department.place("slug"), f"短名 {department.slug} 已被{other}使用")


IDENTITY = (
    codes_unique_and_issued,
    codes_never_change,
    files_named_right,
    *DECLARED,
    retired_not_deleted,
    right_credit_code,
    slugs_differ,
)
