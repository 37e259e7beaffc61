"""Small ledgers for tests of the site: literal files in a folder."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

REGISTRY = """\
name: 测试一本账
authority: 测试主管局
division: "232700"
base_url: https://data.example.cn/test/
"""

DEPARTMENT = """\
name: 民政局
slug: mzj
uscc: 11232700900001009U
level: 市级
division: "232700"
kind: 政府部门
offices: [社会救助科]
liaison: {name: 示例联系人甲, phone: 0457-7654321, mail: who@mzj.example.cn}
code_prefixes: {部门: "307001"}
duties:
  - {id: 三-1, key: 低保, clause: 三, text: 负责社会救助, duty: 负责低保}
  - {id: 三-2, key: 婚姻, clause: 三, text: 负责婚姻登记, duty: 负责登记, names: [婚姻登记信息]}
  - {id: 三-3, key: 规划, text: 拟订规划, duty: 拟订规划, exempt: {reason: 无数据产生}}
systems:
  - {id: dibao, name: 救助系统, class: 自建自用, network: 政务外网, status: 在用}
  - {id: spare, name: 备用系统, class: 自建自用, network: 政务外网, status: 在用}
"""

CATALOG = """\
code: 307001/000001
name: 低保名单
kind: 部门
domain: 社会救助
summary: 全区城乡低保在保人员的原始明细，自2019年起按月更新。
office: 社会救助科
duties: [三-1]
systems: [dibao]
network: 政务外网
level: 3
update_cycle: 每月
share:
  type: 有条件共享
  condition: {kind: 依申请共享, text: 用于核验救助资格}
  methods: [信息核验接口]
items:
  - {name: 公民身份号码, type: C, length: 18, personal: true}
  - {name: 保障金额, type: Y, length: 12, scale: 2}
status: 在用
"""

DEMAND = """\
id: 2026-001
title: 核验低保对象
provider: 民政局
catalog: 307001/000001
items: [公民身份号码]
basis: 社会救助暂行办法
scene: 办理救助
effect: [减材料]
method: 信息核验接口
update_cycle: 每月
applied_before: false
submitted: 2026-03-02
"""

FILES = {
    "catalogs/registry.yml": REGISTRY,
    "catalogs/民政局/department.yml": DEPARTMENT,
    "catalogs/民政局/低保名单.yml": CATALOG,
    "catalogs/民政局/demands/2026-001.yml": DEMAND,
}


def retired(text: str = CATALOG, **more: str) -> str:
    """A catalog turned into a tombstone."""
    fields = {"date": "2026-05-06", "reason": "并入其他目录", **more}
    inner = ", ".join(f"{key}: {value}" for key, value in fields.items())
    return text.replace("status: 在用", "status: 已下架") + f"retired: {{{inner}}}\n"


def write(root: Path, files: dict[str, str]) -> Path:
    """Write files into ``root``; returns it."""
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return root


def commit(root: Path, message: str = "x", when: str = "2026-03-10T10:00:00+08:00") -> None:
    """Commit everything in ``root``, making it a repository first."""
    who = {
        f"GIT_{role}_{key}": value
        for role in ("AUTHOR", "COMMITTER")
        for key, value in (("NAME", "t"), ("EMAIL", "t@example.cn"), ("DATE", when))
    }
    environment = {**{key: value for key, value in os.environ.items() if not key.startswith("GIT_")}, **who}
    if not (root / ".git").exists():
        subprocess.run(["git", "init", "-q", "-b", "main", str(root)], check=True, env=environment)
    subprocess.run(["git", "-C", str(root), "add", "-A"], check=True, env=environment)
    subprocess.run(["git", "-C", str(root), "commit", "-q", "-m", message], check=True, env=environment)
