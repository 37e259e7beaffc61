"""``make bench``: 目录检索 with fifty thousand rows in Chromium, beside what it may take.

The scripts of the page are made by the site's own writer from made-up rows; no site is built. Every item list differs,
so nothing is shared that a real ledger might not share. Exit 1 when a budget is broken.
``python tests/bench/browser.py [rows]``.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from figures import table

sys.path.insert(0, str(Path(__file__).parents[1]))

import browsing
import yibenzhang.site
from yibenzhang.site.pages import environment
from yibenzhang.site.views.columns import items_script, ledger_script
from yibenzhang.site.views.entries import MOUNTS, STATES, About, Item, Place, Row
from yibenzhang.site.views.ledger import SCRIPTS, STYLES, LedgerPage
from yibenzhang.site.views.parts import Cell

ASSETS = Path(yibenzhang.site.__file__).parent / "assets"
ROWS, ITEMS = 50_000, 25
LOADS = 3
READY, STROKE = 2000, 150
"""Milliseconds: from the start of loading to rows on the screen; from a keystroke to the rows it filters."""
TRADES = [
    "民政",
    "公安",
    "教育",
    "人力资源和社会保障",
    "自然资源",
    "生态环境",
    "住房和城乡建设",
    "交通运输",
    "农业农村",
    "卫生健康",
    "应急管理",
    "市场监督管理",
]
SUBJECTS = [
    "城乡居民最低生活保障",
    "婚姻登记",
    "残疾人补贴",
    "机动车登记",
    "户籍迁移",
    "教师资格",
    "学籍",
    "社会保险参保",
    "不动产登记",
    "排污许可",
    "建筑施工许可",
    "道路运输经营",
    "农产品质量",
    "医师执业",
    "安全生产许可",
    "企业登记",
    "食品经营许可",
    "特种设备",
]
NOUNS = ["人员名单", "基本信息", "发放明细", "办理记录", "统计数据", "证照信息", "检查结果", "变更记录"]
DOMAINS = [
    "社会救助",
    "公共安全",
    "教育文化",
    "社保就业",
    "资源能源",
    "生态环境",
    "城建住房",
    "交通运输",
    "工业农业",
    "医疗卫生",
    "安全生产",
    "市场监管",
]
PARTS = [
    "公民身份",
    "统一社会信用",
    "登记",
    "申请",
    "办理",
    "发放",
    "审批",
    "许可",
    "联系",
    "居住",
    "户籍",
    "家庭",
    "银行",
    "账户",
    "机构",
    "车辆",
    "房屋",
    "土地",
    "设备",
    "项目",
    "合同",
    "检查",
    "处罚",
    "缴费",
    "补贴",
]
ENDS = [
    "号码",
    "代码",
    "日期",
    "时间",
    "名称",
    "类别",
    "状态",
    "金额",
    "地址",
    "备注",
    "人员",
    "机关",
    "编号",
    "等级",
    "原因",
    "结果",
    "次数",
    "期限",
    "方式",
    "单位",
]
QUERIES = ("信", "信息", "公民身份", "公民身份号码", "低保", "民政 名单", "gmsfhm", "没有这个词", "30")
TIMED = """async text => {
  const input = document.querySelector(".ybz-ask input");
  const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
  await frame();
  const start = performance.now();
  input.value = text;
  input.dispatchEvent(new InputEvent("input"));
  const done = performance.now() - start;
  await frame();
  return [done, performance.now() - start];
}"""


def made(number: int) -> Iterator[Row]:
    """Made-up rows, the same every time."""
    chance = random.Random(1)
    names = [f"{part}{end}" for part in PARTS for end in ENDS]
    names += [f"{part}{other}{end}" for part in PARTS for other in PARTS[:4] for end in ENDS]
    for place in range(number):
        county, trade = place // 25 % 80, TRADES[place % len(TRADES)]
        region = f"第{county}县/" if county else ""
        subject, noun = chance.choice(SUBJECTS), chance.choice(NOUNS)
        code = f"3{place % 900 + 100}01/{place:06}"
        items = tuple(Item(name, "C", "50") for name in chance.sample(names, ITEMS))
        yield Row(
            f"{subject}{chance.choice(PARTS)}{noun}{place % 97}", code, code.replace("/", "-"), f"{region}{trade}局",
            summary=f"全区{subject}业务形成的{noun}（原始数据，未加工），自{2000 + place % 24}年起留存，随业务办理更新，第{place}批。",
            keywords=f"{subject}、{noun}、{chance.choice(PARTS)}", domain=chance.choice(DOMAINS),
            share=chance.choice(("无条件共享", "有条件共享", "有条件共享", "不予共享")), cycle=chance.choice(("每日", "每月", "每年")), rhythm="每月",
            level=f"{chance.randint(1, 4)}级", network="政务外网", library=chance.choice(((), ("人口",), ("人口", "社会保障"))),
            mount=chance.choice(MOUNTS), state=STATES[0 if place % 30 else 1], changed=f"2026-{place % 9 + 1:02}-{place % 28 + 1:02}", items=items,
            number=len(items),
        )  # fmt: skip


def write(folder: Path, number: int) -> tuple[int, int]:
    """The page and its files; gives the sizes of both scripts."""
    listed = list(made(number))
    ids = dict.fromkeys(row.department for row in listed)
    places = tuple(Place(each, "d/x.html", each.rpartition("/")[0] or "本级") for each in ids)
    known = About("测速", "测速", "2026-09-30", True, places, {"state": STATES}, {}, {"C": "字符型"})
    assets = folder / "assets"
    assets.mkdir()
    for path in ASSETS.rglob("*"):
        if path.is_file():
            target = assets / path.relative_to(ASSETS)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    sizes = [
        (assets / name).write_text(text, encoding="utf-8")
        for name, text in (("ledger.js", ledger_script(listed, known)), ("items.js", items_script(listed, known)))
    ]
    page = LedgerPage(total=number, active=number, lines=(), departments=(), demand=Cell("x", "guide.html"))
    body = environment().get_template("catalogs.html.jinja").render(page=page)
    styles = "".join(f'<link rel="stylesheet" href="assets/{name}">' for name in ("yibenzhang.css", *STYLES))
    scripts = "".join(f'<script defer src="assets/{name}"></script>' for name in SCRIPTS)
    html = f'<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>测速</title>{styles}{scripts}</head>'
    (folder / "catalogs.html").write_text(
        f'{html}<body class="md-typeset"><main>{body}</main></body></html>', encoding="utf-8"
    )
    return (assets / "ledger.js").stat().st_size, (assets / "items.js").stat().st_size if sizes else 0


def measure(browser: Any, address: str) -> Iterator[tuple[str, float, int | None]]:
    """What it took, in milliseconds, beside what it may take: the best of three times the page was opened anew, and of
    the questions the slowest, so that what else the machine does is left out and nothing else is."""
    runs = [opened(browser, address) for _ in range(LOADS)]
    best = {name: min((run[name] for run in runs), key=lambda took: took[0]) for name in runs[0]}
    questions = [best.pop(query) for query in QUERIES]
    for query, (done, painted) in zip(QUERIES, questions, strict=True):
        print(f"    {query}：{done:.0f} 毫秒，连同画面 {painted:.0f} 毫秒")
    yield "打开到看见表格", best["ready"][0], READY
    yield "载入数据项名称", best["items"][0], None
    yield "按键到筛选完（最慢的一问）", max(done for done, _ in questions), STROKE
    yield "按键到画完（最慢的一问）", max(painted for _, painted in questions), None
    yield "勾选共享类型", best["tick"][0], STROKE
    yield "按名称排序（第一次）", best["sort"][0], None
    yield "按名称排序（再一次）", best["again"][0], STROKE
    yield "内存（MB）", best["memory"][0], None


def opened(browser: Any, address: str) -> dict[str, tuple[float, float]]:
    """One opening of the page: each measure, and for a question how long until it is painted."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(address + "catalogs.html")
    page.wait_for_selector(".ybz-rows .tabulator-row")
    found = {"ready": page.evaluate("performance.getEntriesByName('ybz-ready')[0].startTime")}
    page.wait_for_timeout(1500)
    started = time.perf_counter()
    page.locator(".ybz-ask input").focus()
    page.wait_for_function("window.ybzItems && !document.querySelector('.ybz-count').textContent.includes('载入')")
    found["items"] = (time.perf_counter() - started) * 1000
    painted = {}
    for query in QUERIES:
        found[query], painted[query] = page.evaluate(TIMED, query)
        page.wait_for_timeout(80)
    page.evaluate(TIMED, "")
    found["tick"] = timed(page, "document.querySelector('[data-facet=share] input').click()")
    found["sort"] = timed(page, "document.querySelector('[data-sort=name]').click()")
    found["again"] = timed(page, "document.querySelector('[data-sort=name]').click()")
    found["memory"] = page.evaluate("performance.memory.usedJSHeapSize / 1048576")
    page.close()
    return {name: (took, painted.get(name, took)) for name, took in found.items()}


def timed(page: Any, action: str) -> float:
    """How long a click takes."""
    found = page.evaluate(f"() => {{ const start = performance.now(); {action}; return performance.now() - start; }}")
    page.wait_for_timeout(700)
    return float(found)


def main(arguments: list[str]) -> int:
    """Write, open, measure, tell."""
    number = int(arguments[0]) if arguments else ROWS
    if not Path(browsing.CHROMIUM).exists():
        print("没有安装 chromium，目录检索没有测速")
        return 0
    with tempfile.TemporaryDirectory(prefix="ybz-bench-") as folder:
        root = Path(folder)
        started = time.perf_counter()
        sizes = write(root, number)
        print(
            f"写出 {number} 行：{time.perf_counter() - started:.1f} 秒，ledger.js {sizes[0] / 1e6:.1f} MB，items.js {sizes[1] / 1e6:.1f} MB"
        )
        with browsing.chromium() as browser:
            rows, broken = [("目录检索", "毫秒", "预算", "结果")], False
            for name, took, budget in measure(browser, root.as_uri() + "/"):
                late = budget is not None and took > budget
                broken = broken or late
                rows.append((name, f"{took:.0f}", str(budget or "—"), "超时" if late else "达到" if budget else ""))
        print(table(rows))
    return int(broken)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
