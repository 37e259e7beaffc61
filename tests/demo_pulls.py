"""Ten pull requests to the made-up ledger of ``ybz demo``, as clerks of its departments would send them.

The ledger is the same on every machine, so its catalogs are named here; whoever changes it finds out by :func:`edited`.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from ledgers import ROOT, commit
from reviews import REGISTRY, Files, branch

CIVIL, POLICE = "catalogs/民政局", "catalogs/公安局"
MARKET, HEALTH, LAND = "catalogs/市场监督管理局", "catalogs/卫生健康委员会", "catalogs/自然资源和规划局"
ALLOWANCE = f"{CIVIL}/高龄津贴对象名单.yml"
RELIEF = f"{CIVIL}/临时救助对象名单.yml"
DIBAO = f"{CIVIL}/城乡低保对象名单.yml"
# A demand of another department uses the one; a catalog of another department names the other.
DEMANDED, NAMED = f"{MARKET}/检验检测人员名单.yml", f"{MARKET}/食品安全管理人员名单.yml"
# Its code is 311000/000007.
THROWN_AWAY = f"{LAND}/retired/矿山基础信息.yml"
HOST = (
    "host: {kind: github, url: https://git.example.cn/sls/yibenzhang, branch: main}\n"
    "base_url: https://data.example.cn/yibenzhang/"
)
_SHARE = r"(?m)^share:\n(?:  .*\n)+"
_REFUSED = (
    "share:\n  type: 不予共享\n  reason: 涉及检验检测人员的个人隐私，泄露后影响其正常生活\n"
    "  basis: [{title: 中华人民共和国个人信息保护法, article: 第二十八条, rank: 法律}]\n"
)


class Pull(NamedTuple):
    """``files``: what it changes, of the ledger in a folder; ``on``: the day it is reviewed."""

    name: str
    actor: str
    message: str
    files: Callable[[Path], Files]
    on: str = "2026-07-02"


def line(demo: Path, folder: Path) -> Path:
    """A copy of the ledger as its administrator hosts it; he has thrown away a tombstone, which is named elsewhere."""
    shutil.copytree(demo, folder)
    (folder / REGISTRY).write_bytes(edited(folder, REGISTRY, ("host: {kind: bare, branch: main}", HOST)))
    (folder / THROWN_AWAY).unlink()
    commit(folder, "2026-07-01T09:00:00+08:00", "写明代码托管和网站地址，清理旧文件")
    return folder


def edited(root: Path, path: str, *pairs: tuple[str, str]) -> bytes:
    """A file of the ledger with some words changed."""
    text = (root / path).read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, (path, old)
        text = text.replace(old, new)
    return text.encode()


def send(root: Path, pull: Pull) -> str:
    """Commit it as a branch; returns the id."""
    return branch(root, pull.name, pull.files(root), message=pull.message, when="2026-07-01T10:00:00+08:00")


def _relief(root: Path) -> Files:
    """A catalog of those who are helped, made after the one of those who draw an allowance."""
    made = edited(
        root,
        ALLOWANCE,
        ("307000/000010", "307000/000012"),
        ("高龄津贴对象", "临时救助对象"),
        (
            "由业务科室在日常管理中采集，时间范围自2015年至今，更新周期为每月",
            "含救助类型、救助金额，自2015年起每月更新",
        ),
        ("office: 养老服务科", "office: 社会救助科"),
        ("[三-9]", "[三-8]"),
        ("t000009", "t000012"),
        ("2025-12-31", "2026-06-30"),
    )
    return {RELIEF: made}


def _reused(root: Path) -> Files:
    """Codes that looked free: of a tombstone that is no more, and of a catalog further down the folder."""
    found: dict[str, bytes | None] = {}
    for whom, code in (("测绘监理单位", "311000/000007"), ("乡镇测绘单位", "311000/000010")):
        pairs = ("测绘资质单位", whom), ("311000/000002", code)
        found[f"{LAND}/{whom}登记信息.yml"] = edited(root, f"{LAND}/测绘资质单位登记信息.yml", *pairs)
    return found


def _piece(text: str, pattern: str) -> str:
    found = re.search(pattern, text)
    assert found, pattern
    return found[0]


def _tightened(root: Path) -> Files:
    found = edited(root, DEMANDED, ("公民身份号码, type: C, length: 18", "公民身份号码, type: C, length: 6"))
    named = edited(root, NAMED, ("  methods: [信息核验接口, 批量库表交换]", "  methods: [信息核验接口]"))
    return {DEMANDED: re.sub(_SHARE, _REFUSED, found.decode(), count=1).encode(), NAMED: named}


def _renamed(root: Path) -> Files:
    old, new = "高龄津贴对象名单", "高龄津贴领取人名单"
    profile = f"{CIVIL}/department.yml"
    return {
        ALLOWANCE: None,
        f"{CIVIL}/{new}.yml": edited(root, ALLOWANCE, (f"\nname: {old}\n", f"\nname: {new}\n")),
        profile: edited(root, profile, (f"names: [{old}]", f"names: [{new}]")),
    }


def _handed_over(root: Path) -> Files:
    """The catalog with its duty, as the market regulator and the health commission agreed."""
    giver, taker = f"{MARKET}/department.yml", f"{HEALTH}/department.yml"
    duty = _piece((root / giver).read_text(encoding="utf-8"), r"  - id: 三-5\n(?:    .*\n)+")
    note = "{date: 2026-07-01, reason: 机构改革，食品安全管理人员改由卫生健康委员会管理, replaced_by: 317000/000010}"
    name = NAMED.rpartition("/")[2]
    return {
        NAMED: None,
        f"{MARKET}/retired/{name}": edited(root, NAMED, ("status: 在用", f"status: 已下架\nretired: {note}")),
        f"{HEALTH}/{name}": edited(
            root,
            NAMED,
            ("322000/000005", "317000/000010"),
            ("domain: 市场监管", "domain: 医疗卫生"),
            ("office: 食品安全监管科", "office: 基层卫生科"),
            ("[三-5]", "[三-90]"),
            ("scjgj_5", "wjw_2"),
            ("status: 在用", "related: [322000/000005]\nstatus: 在用"),
        ),
        giver: edited(root, giver, (duty, "")),
        taker: edited(root, taker, ("\nduties:\n", f"\nduties:\n{duty.replace('三-5', '三-90')}")),
    }


def _schema(root: Path) -> Files:
    profile = f"{CIVIL}/department.yml"
    domains = (ROOT / "schema/vocabulary/domain.yml").read_text(encoding="utf-8")
    settings = edited(root, REGISTRY, ("ysj-reviewer]", "ysj-reviewer, mzj-clerk]"))
    loose = "policy:\n  severities: {C202: 'off', X907: warning}\nlimits: {push_files: 9999}\n"
    return {
        "schema/vocabulary/domain.yml": f"{domains}  - value: 养老托育\n".encode(),
        REGISTRY: settings + loose.encode(),
        profile: edited(root, profile, ("maintainers: [mzj-clerk]", "maintainers: [mzj-clerk, mzj-temp]")),
        ".github/workflows/review.yml": b"on: push\n",
    }


_WHOM = ("孤儿", "困境儿童", "留守儿童", "残疾人", "流浪乞讨人员", "退役军人", "失独家庭", "空巢老人", "失能老人", "百岁老人",
         "重病患者", "低收入家庭", "志愿者", "社会工作者", "养老护理员", "福彩销售员")  # fmt: skip
_WHAT = ("名单", "登记信息", "补贴发放信息", "服务记录数据", "走访台账", "评估结果信息", "培训信息", "需求调查数据", "帮扶信息",
         "住房信息", "健康档案信息", "联系人信息", "投诉信息", "表彰名单", "注销登记信息")  # fmt: skip


def _huge(root: Path) -> Files:
    """Every list of an old spreadsheet as a catalog of its own, with no word on how far it reaches."""
    text = _relief(root)[RELIEF]
    assert text
    found: dict[str, bytes | None] = {}
    for number, (whom, what) in enumerate((whom, what) for whom in _WHOM for what in _WHAT):
        made = text.decode().replace("307000/000012", f"307000/{100 + number:06d}")
        made = re.sub(r"(?m)^summary: .*$", f"summary: {whom}{what}的原始数据", made)
        made = made.replace("临时救助对象名单", f"{whom}{what}").replace("临时救助对象", whom)
        if number % 5 == 0:
            made = made.replace("office: 社会救助科", "office: 帮扶科")
        found[f"{CIVIL}/{whom}{what}.yml"] = made.encode()
    return found


PULLS = {
    pull.name: pull
    for pull in (
        Pull(
            "01-good-new-catalog",
            "mzj-clerk",
            "新增《临时救助对象名单》\n\nSubmitted-at: 2026-06-30T16:20:00+08:00\nSubmitted-by: 王芳 <wf@mzj.example.cn>",
            _relief,
        ),
        Pull(
            "02-broken-yaml",
            "mzj-clerk",
            "修订共享方式",
            lambda root: {DIBAO: edited(root, DIBAO, ("批量库表交换]\n", "批量库表交换\n"))},
        ),
        Pull(
            "03-other-department",
            "mzj-clerk",
            "修订摘要",
            lambda root: {
                f"{POLICE}/流动人口名单.yml": edited(
                    root, f"{POLICE}/流动人口名单.yml", ("自2005年起每半年更新", "自2005年起每半年更新，不含未登记的")
                ),
                ALLOWANCE: edited(root, ALLOWANCE, ("自2015年至今", "自2015年至今，不含百岁老人")),
            },
        ),
        Pull("04-share-tightened", "scjgj-clerk", "收紧共享", _tightened, on="2026-07-09"),
        Pull("05-deleted-not-retired", "scjgj-clerk", "删除不用的目录", lambda _: {DEMANDED: None}),
        Pull("06-code-reused", "zrzyj-clerk", "新增两份测绘目录", _reused),
        Pull("07-renamed", "mzj-clerk", "规范名称", _renamed, on="2026-07-03"),
        Pull("08-handed-over", "scjgj-clerk", "食品安全管理人员移交卫生健康委员会", _handed_over),
        Pull("09-schema-and-settings", "mzj-clerk", "调整设置", _schema),
        Pull("10-huge-import", "mzj-clerk", "导入台账", _huge, on="2026-07-20"),
    )
}
