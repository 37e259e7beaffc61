"""总览 and 首页: every number counts what it says and leads to its rows; how the ledger grew."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from site_ledgers import CATALOG, DEPARTMENT, FILES, commit, retired, write
from site_views import body, parse, site, text_of
from yibenzhang.insight.growth import Growth, Month, growth
from yibenzhang.model.catalog import Catalog, Item
from yibenzhang.model.change import CatalogChange, FieldChange, Impact, Kind, Origin, Revision
from yibenzhang.outputs.counts import Counts
from yibenzhang.site.pages import TOP_PAGES, Renderer
from yibenzhang.site.site import open_site
from yibenzhang.site.views import plots
from yibenzhang.site.views.board import board
from yibenzhang.site.views.home import home_page
from yibenzhang.site.views.parts import Cell
from yibenzhang.site.views.plots import Plot
from yibenzhang.sources.opening import open_ledger

POLICE = DEPARTMENT.replace("民政局", "公安局").replace("slug: mzj", "slug: gaj").replace("307001", "303001")
OPEN = (
    CATALOG.replace("307001/000001", "303001/000001")
    .replace("低保名单", "户口登记信息")
    .replace("domain: 社会救助", "domain: 公共安全")
    .replace("level: 3", "level: 1")
    .replace("type: 有条件共享\n  condition: {kind: 依申请共享, text: 用于核验救助资格}", "type: 无条件共享")
    .replace("items:", "resources:\n  - {id: a, name: 表, type: 库表, structure: 结构化, mount: 库表对接, system: dibao, mounted: 2024-03-14}\nitems:")
)  # fmt: skip
TWO = {**FILES, "catalogs/公安局/department.yml": POLICE, "catalogs/公安局/户口登记信息.yml": OPEN}


def told(plot: Plot) -> list[list[str]]:
    return [[line.label.text, *(value.text for value in line.values)] for line in plot.lines]


def plots_of(renderer: Renderer) -> dict[str, Plot]:
    return {plot.id: plot for plot in board(renderer.index).plots}


def test_every_figure_counts_what_it_says() -> None:
    found = plots_of(site(TWO))
    assert told(found["shares"]) == [
        ["无条件共享", "1", "50.0%"], ["有条件共享", "1", "50.0%"], ["不予共享", "0", "0.0%"],
    ]  # fmt: skip
    assert told(found["departments"]) == [["公安局", "1", "1", "0", "0"], ["民政局", "1", "0", "1", "0"]]
    assert told(found["domains"]) == [["公共安全", "1", "1", "0", "0"], ["社会救助", "1", "0", "1", "0"]]
    assert told(found["mounts"]) == [["民政局", "1", "0", "1", "0.0%"], ["公安局", "1", "1", "0", "100.0%"]]
    assert told(found["heat"]) == [
        ["1级", "1", "0", "0", "1"], ["2级", "0", "0", "0", "0"], ["3级", "0", "1", "0", "1"], ["4级", "0", "0", "0", "0"],
    ]  # fmt: skip
    assert told(found["cycles"]) == [["每月", "2"]]
    assert told(found["demands"]) == [["民政局", "1", "1", "0", "0", "0", "0", "0"]]
    assert "regions" not in found


def test_every_number_leads_to_its_rows_and_none_to_no_rows() -> None:
    found = plots_of(site(TWO))
    for plot in found.values():
        for line in plot.lines:
            for value in line.values:
                assert not (value.text == "0" and value.url), (plot.id, line)
    first = {plot.id: [unquote(value.url) for value in plot.lines[0].values] for plot in found.values() if plot.lines}
    assert first["departments"] == ["catalogs.html?department=公安局", "catalogs.html?department=公安局&share=无条件共享", "", ""]  # fmt: skip
    assert first["domains"][0] == "catalogs.html?domain=公共安全"
    assert first["mounts"] == ["", "", "catalogs.html?department=民政局&mount=未挂载", ""]
    assert first["heat"] == ["catalogs.html?level=1级&share=无条件共享", "", "", "catalogs.html?level=1级"]
    assert first["demands"][0] == "d/mzj.html#received"


def test_the_rest_is_counted_and_not_drawn() -> None:
    counts = {f"部门{number:02}": Counts(active=40 - number, refused=40 - number) for number in range(30)}
    plot = plots.by_share("x", "部门", "department", counts, lambda key: Cell(key, "d"), "departments.html")
    assert len(plot.lines) == plots.TOP + 1
    assert [line.rest for line in plot.lines] == [False] * plots.TOP + [True]
    assert sum(int(line.values[0].text) for line in plot.lines) == sum(each.active for each in counts.values())
    assert told(plot)[-1][:2] == ["其余 15 个", "270"]
    assert plot.hint == "图上是前 15 个，其余 15 个共 270 份"


def test_the_page_holds_a_table_for_every_figure() -> None:
    renderer = site(TWO)
    html = body(renderer, "overview")
    tree = parse(html)
    boxes = [node for node in tree.iter("div") if "data-kind" in node.attrib]
    assert [box.attrib["data-kind"] for box in boxes] == ["stack", "stack", "rate", "donut", "columns", "stack", "heat"]
    for box in boxes:
        assert box.find(".//table/thead//th[@scope='col']") is not None
        assert box.find(".//table/tbody//th[@scope='row']") is not None
        assert box.find("details").attrib.get("open") is not None
    shown = text_of(html)
    for expected in ("挂载率", "数据分级与共享类型", "到期事项", "最近变更", "没有变更记录", "全面性（职责）"):
        assert expected in shown
    assert "不在 git 仓库里" in shown


def test_the_board_of_an_empty_ledger_says_so() -> None:
    renderer = site({"catalogs/registry.yml": FILES["catalogs/registry.yml"]})
    for name in ("index", "overview", "quality", "overlaps"):
        assert parse(body(renderer, name)) is not None
    assert "没有可计的" in text_of(body(renderer, "overview"))


def revision(when: str, *changes: CatalogChange) -> Revision:
    return Revision(
        commit=when, submitted=None, approved=f"{when}T10:00:00+08:00", submitters=(), approver=None,
        origin=Origin(submitted="不详", approver="不详"), review="", working_days=None, subject="x", changes=changes,
    )  # fmt: skip


def change(kind: Kind, code: str, *fields: FieldChange, predecessor: str = "") -> CatalogChange:
    return CatalogChange(
        code=code, name="x", department="d", kind=kind, kind_label=kind.label, impact=Impact.COMPATIBLE,
        impact_label="x", file=f"{code}.yml", predecessor=predecessor, fields=fields,
    )  # fmt: skip


def field(path: str, kind: Kind, old: object = None, new: object = None) -> FieldChange:
    return FieldChange(
        path=path, label="x", kind=kind, kind_label="x", old=old, new=new, impact=Impact.COMPATIBLE, impact_label="x", reason=""
    )  # fmt: skip


def held(code: str, items: int, status: str = "在用") -> Catalog:
    return Catalog(
        path=f"{code}.yml", department="d", code=code, status=status, items=tuple(Item(name=str(n)) for n in range(items))
    )  # fmt: skip


def test_the_history_is_undone_step_by_step() -> None:
    whole = field("items", Kind.ADDED, None, [None] * 3)
    revisions = [
        revision("2026-05-02", change(Kind.MOVED, "新", predecessor="旧")),
        revision("2026-04-20", change(Kind.RESTORED, "丙")),
        revision("2026-04-03", change(Kind.REMOVED, "丁", field("items", Kind.REMOVED, [None] * 5)), change(Kind.RETIRED, "丙")),
        revision("2026-02-03", change(Kind.CHANGED, "甲", field("items[姓名]", Kind.ADDED), field("items[姓名].length", Kind.ADDED), field("items[性别]", Kind.REMOVED), field("items[年龄]", Kind.ADDED))),
        revision("2026-02-01", change(Kind.RENAMED, "甲"), change(Kind.UNREADABLE, "戊", field("code", Kind.UNREADABLE, "戊", "戊"))),
        revision("2026-01-01", *(change(Kind.ADDED, code, whole) for code in "甲旧丙丁戊")),
    ]  # fmt: skip
    now = [held("甲", 4), held("新", 3), held("旧", 3, "已下架"), held("丙", 3)]
    assert growth(revisions, now, "2026-06") == Growth(
        (
            Month("2026-01", 5, 14, added=5, revisions=1, newest="2026-01-01"),
            Month("2026-02", 4, 15, revisions=2, newest="2026-02-03"),
            Month("2026-03", 4, 15),
            Month("2026-04", 3, 10, retired=2, restored=1, revisions=2, newest="2026-04-20"),
            Month("2026-05", 3, 10, revisions=1, newest="2026-05-02"),
            Month("2026-06", 3, 10),
        )
    )


def test_a_shallow_history_begins_with_what_was_there() -> None:
    found = growth([revision("2026-03-01", change(Kind.ADDED, "乙"))], [held("甲", 2), held("乙", 1)])
    assert found == Growth((Month("2026-03", 2, 3, added=1, revisions=1, newest="2026-03-01"),), before=1)
    assert growth([], [held("甲", 2)]) == Growth(())


def test_months_lead_to_the_changes_of_the_month(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    commit(root, "建账", "2026-01-05T10:00:00+08:00")
    (root / "catalogs/民政局/低保名单.yml").rename(root / "old.yml")
    other = retired(CATALOG.replace("低保名单", "旧名单"))
    (root / "old.yml").unlink()
    commit(write(root, {"catalogs/民政局/retired/旧名单.yml": other}), "下架", "2026-03-10T10:00:00+08:00")
    renderer = open_site(open_ledger(root))
    plot = plots_of(renderer)["growth"]
    assert told(plot) == [
        ["2026-01", "1", "2", "1", "0", "0", "1"],
        ["2026-02", "1", "2", "0", "0", "0", "0"],
        ["2026-03", "0", "0", "0", "1", "0", "1"],
    ]
    assert [line.label.url for line in plot.lines] == ["h/2026-01.html", "", "h/2026-03.html"]
    assert (plot.note, plot.width) == ("3 个月", 4)
    assert [part.text for part in board(renderer.index).changes] == ["下架", "建账"]


def test_the_home_page_is_light_and_says_of_when_it_is() -> None:
    renderer = site({**TWO, "catalogs/registry.yml": FILES["catalogs/registry.yml"] + "sample: true\n"})
    page = home_page(renderer.index)
    assert [figure.label for figure in page.figures] == ["在用目录", "数据项", "部门", "挂载率"]
    assert [(part.text, part.url, part.note) for part in page.departments] == [
        ("公安局", "d/gaj.html", "1"),
        ("民政局", "d/mzj.html", "1"),
    ]
    html = body(renderer, "index")
    shown = text_of(html)
    for expected in ("版本 不明（不在 git 仓库中）", "基准日 不明", "示例数据", "重复采集疑似", "社会救助 1"):
        assert expected in shown
    home = next(top for top in TOP_PAGES if top.name == "index")
    assert home.scripts == ()
    assert len(html) < 12_000
