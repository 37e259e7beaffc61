"""``ybz export`` for programs: what is read back is what the ledger holds, in every form, and the same bytes each time."""

from __future__ import annotations

import copy
import csv
import io
import json
import sqlite3
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import jsonschema_rs
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from manual import EXPORT
from yibenzhang.cli import main
from yibenzhang.model.catalog import Catalog, Item, Resource, Share
from yibenzhang.model.demand import Demand, External, NewItem, Objection, Stage
from yibenzhang.model.department import Department, Duty, Person, System
from yibenzhang.model.registry import Registry
from yibenzhang.model.settings import Settings
from yibenzhang.outputs.columns import Sort
from yibenzhang.outputs.counts import by_department
from yibenzhang.outputs.edition import Edition
from yibenzhang.outputs.tables import csv as csv_files
from yibenzhang.outputs.tables import json as json_form
from yibenzhang.outputs.tables import parquet, sqlite
from yibenzhang.outputs.tables.facts import facts
from yibenzhang.outputs.tables.ledger import UNREADABLE, of_edition
from yibenzhang.outputs.tables.table import Field, Table
from yibenzhang.sources import document
from yibenzhang.sources.layout import Kind
from yibenzhang.sources.opening import open_ledger
from yibenzhang.sources.schema import default_schemas

ROOT = Path(__file__).resolve().parents[1]
SCHEMAS = default_schemas()
WHEN = datetime(2026, 6, 30, 2, 0, tzinfo=UTC)
TABLES = [
    "部门",
    "三定职责",
    "来源系统",
    "目录总表",
    "数据项",
    "挂载资源",
    "目录与职责",
    "目录与系统",
    "数据需求",
    "异议",
]


def edition(registry: Registry, **more: Any) -> Edition:
    given = {"revision": "abc1234", "committed": WHEN, "today": date(2026, 6, 30), **more}
    return Edition(registry, SCHEMAS.by_kind, SCHEMAS.vocabulary, **given)


EMPTY = edition(Registry())


@pytest.fixture(scope="module")
def sample() -> Edition:
    return edition(open_ledger(ROOT).ledger.registry)


@pytest.fixture(scope="module")
def tables(sample: Edition) -> tuple[Table, ...]:
    return of_edition(sample)


def catalog(code: str = "307001/000001", name: str = "低保名单", **more: Any) -> Catalog:
    path = f"catalogs/民政局/{name}.yml"
    fields = {
        "path": path,
        "department": "民政局",
        "code": code,
        "name": name,
        "share": Share(type="有条件共享"),
        **more,
    }
    return Catalog(**fields)


def connected(data: bytes) -> sqlite3.Connection:
    found = sqlite3.connect(":memory:")
    found.deserialize(data)
    return found


def texts(files: Iterator[tuple[str, Iterator[bytes]]]) -> dict[str, bytes]:
    return {name: b"".join(parts) for name, parts in files}


def of_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


# All forms.


def test_every_form_has_the_same_tables_and_columns(sample: Edition, tables: tuple[Table, ...]) -> None:
    assert [table.title for table in tables] == TABLES
    held = texts(csv_files.files(sample, tables))
    database = connected(sqlite.database(sample, tables))
    packed = texts(parquet.files(sample, tables))
    for table in tables:
        labels = [field.label for field in table.fields]
        assert len(set(labels)) == len(labels), table.title
        assert len({field.name for field in table.fields}) == len(labels), table.title
        heads, *rows = of_csv(held[f"{table.title}.csv"])
        view = database.execute(f'SELECT * FROM "{table.title}"')
        read = pq.read_table(io.BytesIO(packed[f"{table.name}.parquet"]))
        assert heads == labels == [column[0] for column in view.description]
        assert [field.metadata[b"label"].decode() for field in read.schema] == labels
        assert len(rows) == table.count == len(view.fetchall()) == read.num_rows, table.title
    assert set(held) == set(csv_files.names(tables))
    assert set(packed) == set(parquet.names(tables))


def test_every_form_says_the_same(sample: Edition, tables: tuple[Table, ...]) -> None:
    """Cell for cell: the CSV, the Chinese view of SQLite, and Parquet."""
    held = texts(csv_files.files(sample, tables))
    database = connected(sqlite.database(sample, tables))
    packed = texts(parquet.files(sample, tables))
    for table in tables:
        expected = [["" if cell is None else str(cell) for cell in row] for row in table.rows(False)]
        written = [[csv_files.unguarded(cell) for cell in row] for row in of_csv(held[f"{table.title}.csv"])[1:]]
        assert written == expected, table.title
        view = database.execute(f'SELECT * FROM "{table.title}"').fetchall()
        assert sorted(["" if cell is None else str(cell) for cell in row] for row in view) == sorted(expected)
        words = {True: "是", False: "否"}
        read = pq.read_table(io.BytesIO(packed[f"{table.name}.parquet"])).to_pylist()
        shown = [
            ["" if c is None else words[c] if isinstance(c, bool) else str(c) for c in row.values()] for row in read
        ]
        assert shown == expected, table.title


def test_the_same_edition_gives_the_same_bytes(sample: Edition) -> None:
    once, again = of_edition(sample), of_edition(edition(open_ledger(ROOT).ledger.registry))
    assert sqlite.database(sample, once) == sqlite.database(sample, again)
    assert texts(csv_files.files(sample, once)) == texts(csv_files.files(sample, again))
    assert texts(parquet.files(sample, once)) == texts(parquet.files(sample, again))


def test_contacts_are_only_told_where_the_ledger_publishes_them() -> None:
    head = Person(name="示例负责人", phone="0457-0000001", mail="a@example.cn")
    department = Department(path="catalogs/甲/department.yml", id="甲", name="甲", head=head)
    for shown in (False, True):
        found = edition(Registry(settings=Settings(publish_contacts=shown), departments=(department,)))
        row = dict(
            zip((f.name for f in of_edition(found)[0].fields), next(of_edition(found)[0].rows(False)), strict=True)
        )
        assert (row["head_name"], row["head_phone"]) == ("示例负责人", "0457-0000001" if shown else None)
        assert ("0457-0000001" in "".join(json_form.document(found))) is shown


# CSV.


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@A1", "'@A1"), ("＝1", "'＝1"), ("\t=1", "'\t=1"),
        ("  =1", "'  =1"), ("\u3000=1", "'\u3000=1"), ("\n=1", "'\n=1"), ("'=1", "''=1"), ("'", "''"), ("民政局", "民政局"), ("0123", "0123"),
        ("a=1", "a=1"), ("", ""), (-5, -5), (None, None),
    ],
)  # fmt: skip
def test_no_text_is_taken_for_a_formula(text: Any, written: Any) -> None:
    assert csv_files.guarded(text) == written


@given(
    st.text(alphabet=st.one_of(st.sampled_from("=+-@＝'\t\r\n\"、,;\u3000 a中😀\x00"), st.characters(codec="utf-8")))
)
@settings(max_examples=60)
def test_what_csv_says_is_read_back(text: str) -> None:
    one = Table("t", "甲", "", (Field("a", "甲"), Field("b", "乙")), (), {}, 1, lambda _: iter([(text, "末")]))
    _, row = of_csv(texts(csv_files.files(EMPTY, [one]))["甲.csv"])
    assert [csv_files.unguarded(cell) for cell in row] == [text, "末"]
    assert not row[0].lstrip().startswith(("=", "+", "-", "@"))


def test_csv_opens_in_excel(sample: Edition, tables: tuple[Table, ...]) -> None:
    held = texts(csv_files.files(sample, tables))
    assert all(data.startswith(b"\xef\xbb\xbf") and data.count(b"\xef\xbb\xbf") == 1 for data in held.values())
    assert held["导出说明.csv"].decode("utf-8-sig").split("\r\n")[:2] == [
        "项目,内容",
        f"名称,{sample.registry.settings.name}",
    ]
    heads, *rows = of_csv(held["字段说明.csv"])
    assert heads == ["表", "列", "英文列名", "YAML 字段", "类型", "说明"]
    [share] = [row for row in rows if row[0] == "目录总表" and row[2] == "share_type"]
    assert share[1:5] == ["共享类型", "share_type", "share.type", "文字"]
    assert share[5]


# JSON.


def test_the_document_is_what_its_schema_says(sample: Edition) -> None:
    found = json.loads("".join(json_form.document(sample)))
    validator = jsonschema_rs.Draft202012Validator(json_form.schema(sample.schemas), validate_formats=True)
    assert not [f"{error.instance_path}: {error.message}" for error in validator.iter_errors(found)]
    assert len(found["catalogs"]) == len(sample.catalogs)
    assert found["ledger"]["sample"] is True
    broken = json.loads(json.dumps(found))
    broken["catalogs"][0]["share"]["type"] = "共享"
    assert not validator.is_valid(broken)
    del found["catalogs"][0]["department"]
    assert not validator.is_valid(found)


def test_the_shipped_schema_is_current() -> None:
    assert json.loads(EXPORT.read_text(encoding="utf-8")) == json_form.schema(SCHEMAS.by_kind), "运行 make docs"


def test_a_line_is_a_catalog(sample: Edition) -> None:
    rows = [json.loads(line) for line in "".join(json_form.lines(sample)).splitlines()]
    assert rows == json.loads("".join(json_form.document(sample)))["catalogs"]
    first = ROOT / rows[0]["path"]
    values = document.read(rows[0]["path"], first.read_bytes()).values
    assert {key: value for key, value in rows[0].items() if key not in ("department", "path")} == values


def test_what_drives_a_terminal_is_escaped() -> None:
    assert json_form.line({"a": "\x9b\u202e中\u2028"}) == '{"a":"\\u009b\\u202e中\\u2028"}'
    assert json.loads(json_form.line({"a": "甲\ud800"})) == {"a": "甲\ud800"}


# SQLite.


def test_the_database_is_whole(sample: Edition, tables: tuple[Table, ...]) -> None:
    database = connected(sqlite.database(sample, tables))
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("SELECT value FROM ledger WHERE key = 'revision'").fetchone() == ("abc1234",)
    kinds = dict(database.execute("SELECT name, type FROM pragma_table_info('items')").fetchall())
    assert (kinds["length"], kinds["personal"], kinds["name"], "catalog_name" in kinds) == (
        "INTEGER",
        "INTEGER",
        "TEXT",
        False,
    )
    count = sum(bool(item.personal) for each in sample.catalogs for item in each.items)
    assert database.execute("SELECT count(*) FROM items WHERE personal = 1").fetchone() == (count,)
    links = {row[2] for row in database.execute("PRAGMA foreign_key_list('catalog_duties')")}
    assert links == {"catalogs", "duties"}
    found = database.execute(
        "SELECT c.name FROM catalogs_fts f JOIN catalogs c ON c.rowid = f.rowid WHERE catalogs_fts MATCH '最低生活保障'"
    ).fetchall()
    assert ("城乡居民最低生活保障人员名单",) in found
    [made] = database.execute("SELECT sql FROM sqlite_master WHERE name = 'catalogs_fts'").fetchone()
    assert 'content="catalogs"' in made, "what datasette looks for"


def test_datasette_is_told_what_everything_is(sample: Edition, tables: tuple[Table, ...]) -> None:
    told = sqlite.metadata(sample, tables, "账")
    shown = told["databases"]["账"]["tables"]
    assert list(shown) == [table.name for table in tables]
    assert shown["catalogs"]["title"] == "目录总表"
    assert shown["catalogs"]["columns"]["share_type"].startswith("共享类型：")
    assert "catalog_name" not in shown["items"]["columns"]
    assert "（示例数据）" in told["title"]
    assert "abc1234" in told["source"]
    linked = edition(Registry(settings=Settings(base_url="https://a.example.cn/")))
    assert sqlite.metadata(linked, (), "账")["source_url"] == "https://a.example.cn/"


def faulty() -> Registry:
    """A ledger with every fault that touches a key: codes twice or missing, duties twice, folders without a department."""
    duties = tuple(Duty(id="三-1", text=text) for text in "甲乙")
    department = Department(
        path="catalogs/民政局/department.yml", id="民政局", duties=duties, systems=(System(id="a"),)
    )
    huge = Item(name="甲\ud800", type="C", length=10**30, key=True, nullable=False)
    return Registry(
        departments=(department,),
        catalogs=(
            catalog(name="一", duties=("三-1", "三-1", "三-9"), systems=("a", "b"), items=(huge, huge)),
            catalog(name="二", systems="暂无系统", resources=(Resource(id="r", records=-1),)),
            catalog("", "三", readable=False),
            catalog("307001/000009", "四", department="没有部门"),
        ),
        demands=(
            Demand(path="catalogs/民政局/demands/1.yml", department="民政局", provider=External(external="省级部门", name="省厅"), items=("甲", NewItem(name="乙", new=True))),
            Demand(path="catalogs/民政局/demands/2.yml", department="民政局", readable=False),
        ),
        objections=(
            Objection(path="catalogs/民政局/objections/1.yml", department="民政局", stages=(Stage(stage="协商", date="2026-01-02"), Stage(stage="裁决"))),
        ),
    )  # fmt: skip


def test_a_ledger_full_of_faults_can_be_exported() -> None:
    made = edition(faulty())
    found = of_edition(made)
    database = connected(sqlite.database(made, found))
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    refs = [row[0] for row in database.execute("SELECT ref FROM catalogs ORDER BY rowid")]
    paths = {f"catalogs/民政局/{name}.yml" for name in "一二三"}
    assert set(refs) == {"307001/000009", *paths}
    assert database.execute("SELECT ref FROM duties").fetchall() == [("民政局/duties/三-1",), ("民政局/duties/三-1#2",)]
    assert database.execute("SELECT * FROM catalog_duties").fetchall() == [
        ("catalogs/民政局/一.yml", "民政局/duties/三-1")
    ]
    assert database.execute("SELECT count(*) FROM departments").fetchone() == (2,)
    assert database.execute("SELECT length, key, nullable FROM items").fetchall() == [(float(10**30), 1, 0)] * 2
    row = dict(zip((f.label for f in found[3].fields), next(found[3].rows(False)), strict=True))
    assert (row["目录编号"], row["说明"], row["共享类型"], row["数据项数"]) == (
        "catalogs/民政局/三.yml",
        UNREADABLE,
        None,
        None,
    )
    said = json.loads("".join(json_form.document(made)))
    assert [entry["kind"] for entry in said["unreadable"]] == ["catalog", "demand"]
    demand = dict(zip((f.label for f in found[8].fields), next(found[8].rows(False)), strict=True))
    assert (demand["数据责任部门"], demand["数据责任部门外部单位类别"], demand["数据项"]) == (
        "省厅",
        "省级部门",
        "甲、乙（新增）",
    )
    objection = dict(zip((f.label for f in found[9].fields), next(found[9].rows(False)), strict=True))
    assert objection["阶段经过"] == "协商（2026-01-02）、裁决"
    read = pq.read_table(io.BytesIO(texts(parquet.files(made, found))["items.parquet"])).to_pylist()
    assert [(row["name"], row["length"], row["key"], row["nullable"]) for row in read] == [
        ("甲?", None, True, False)
    ] * 2
    assert b"\xef\xbb\xbf" in texts(csv_files.files(made, found))["数据项.csv"]


def test_parquet_has_types(sample: Edition, tables: tuple[Table, ...]) -> None:
    read = pq.read_table(io.BytesIO(texts(parquet.files(sample, tables))["catalogs.parquet"]))
    kinds = {field.name: str(field.type) for field in read.schema}
    assert (kinds["level"], kinds["assessments_date"], kinds["share_agreement"], kinds["name"]) == (
        "int64",
        "date32[day]",
        "bool",
        "string",
    )
    assert read.schema.metadata[b"ledger.revision"] == b"abc1234"
    assert read.schema.metadata[b"title"].decode() == "目录总表"


def test_facts_and_sorts_are_told() -> None:
    assert {field.sort for table in of_edition(edition(Registry())) for field in table.fields} == set(Sort)
    assert {key: value for key, _, value in facts(Edition(Registry(), SCHEMAS.by_kind))}["reference_day"] == ""


# The command.


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from yibenzhang.outputs import demo

    folder = tmp_path_factory.mktemp("export") / "账"
    for path, text in demo.files(40, 4, 1, 5):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ybz(ledger: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(ledger), "export", *arguments])


def test_every_form_is_written_under_a_name_of_its_own(ledger: Path, here: Path) -> None:
    for form, ending in (
        ("csv", "_csv.zip"), ("json", ".json"), ("jsonl", ".jsonl"), ("parquet", "_parquet.zip"), ("sqlite", ".sqlite"),
    ):  # fmt: skip
        done = ybz(ledger, form, "--department", "民政局")
        assert done.exit_code == 0, done.output
        name = f"示例市政务数据目录一本账_民政局_工作区{ending}"
        assert (here / name).stat().st_size > 1000
        assert f"已导出 {name}：1 个部门" in done.output
    assert (here / "示例市政务数据目录一本账_民政局_工作区.metadata.json").exists()
    with zipfile.ZipFile(here / "示例市政务数据目录一本账_民政局_工作区_csv.zip") as packed:
        assert set(packed.namelist()) == {*(f"{title}.csv" for title in TABLES), "字段说明.csv", "导出说明.csv"}
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not [path for path in here.iterdir() if path.name.startswith(".")]


def test_to_standard_output(ledger: Path, here: Path) -> None:
    lines = ybz(ledger, "jsonl", "-o", "-", "--where", "部门=民政局").stdout.splitlines()
    assert lines
    assert {json.loads(line)["department"] for line in lines} == {"民政局"}
    assert json.loads(ybz(ledger, "json", "--schema").stdout)["title"] == "一本账导出"
    assert list(here.iterdir()) == []


def test_a_folder_holds_one_export_and_nothing_else(ledger: Path, here: Path) -> None:
    assert ybz(ledger, "csv", "-o", "出").exit_code == 0
    before = {path.name: path.read_bytes() for path in (here / "出").iterdir()}
    assert len(before) == 12
    (here / "出/异议.csv").write_text("旧")
    assert ybz(ledger, "csv", "-o", "出").exit_code == 0
    assert {path.name: path.read_bytes() for path in (here / "出").iterdir()} == before
    (here / "出/我的.txt").write_text("keep")
    done = ybz(ledger, "csv", "-o", "出")
    assert (done.exit_code, "里有别的文件（我的.txt）" in done.output) == (2, True)
    assert sorted(path.name for path in here.iterdir()) == ["出"]


def test_where_it_does_not_write(ledger: Path, here: Path) -> None:
    (here / "甲.txt").write_text("keep")
    for arguments, code, said in (
        (("csv", "-o", "甲.txt"), 2, "是文件：写一个文件夹，或以 .zip 结尾的文件名"),
        (("csv", "-o", str(ledger / "catalogs/出")), 2, "只放账"),
        (("csv", "-o", str(ledger / "catalogs")), 2, "只放账"),
        (("csv", "-o", "没有/出"), 1, "文件夹不存在"),
        (("csv", "-o", "没有/出.zip"), 1, "文件夹不存在"),
        (
            ("parquet", "-o", "乙.csv"),
            2,
            "一张表写成一个 .parquet 文件，有好几个：写一个文件夹，如 乙，或一个压缩包，如 乙.zip；要 .csv 的，用 ybz export csv",
        ),
        (("parquet", "-o", "乙.parquet"), 2, "写一个文件夹，如 乙，或一个压缩包，如 乙.zip\n"),
        (("csv", "-o", "乙.xlsx"), 2, "要 .xlsx 的，用 ybz export xlsx"),
        (("csv", "-o", "乙.csv"), 2, "一张表写成一个 .csv 文件，有好几个"),
        (("csv", "-o", "乙.db"), 2, "要 .db 的，用 ybz export sqlite"),
        (("xlsx", "-o", "乙.csv"), 2, "不是 Excel 工作簿的文件名：要以 .xlsx 结尾"),
        (("json", "-o", "乙.jsonl"), 2, "不是 JSON 文件的文件名：要以 .json 结尾"),
        (("sqlite", "-o", "甲.txt"), 2, "要以 .sqlite 或 .sqlite3 或 .db 结尾"),
        (("jsonl", "-o", "甲.txt"), 2, "要以 .jsonl 或 .ndjson 结尾"),
    ):
        done = ybz(ledger, *arguments)
        assert (done.exit_code, said in done.output) == (code, True), done.output
    assert (here / "甲.txt").read_text() == "keep"
    assert sorted(path.name for path in here.iterdir()) == ["甲.txt"]


def test_without_pyarrow_it_says_how_to_install(ledger: Path, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = ybz(ledger, "parquet", "-o", "出")
    assert done.exit_code == 1
    assert "pip install 'yibenzhang[parquet]'" in done.output
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(
    ("form", "name"), [("xlsx", "甲.xlsx"), ("csv", "出"), ("csv", "出.zip"), ("json", "甲.json"), ("sqlite", "甲.sqlite"), ("parquet", "出")]
)  # fmt: skip
def test_stopped_by_ctrl_c_nothing_is_left(
    ledger: Path,
    here: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    form: str,
    name: str,
) -> None:
    """Stopped in the middle of the items; what stood there before stays, and no temporary file does."""
    temporary = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    if "." in name:
        (here / name).write_bytes(b"before")
    seen = 0

    def stopping(self: Any, done: int, total: int) -> None:
        nonlocal seen
        seen = done
        if done > total // 2:
            raise KeyboardInterrupt

    monkeypatch.setattr("yibenzhang.cli.progress.Bar.show", stopping)
    done = ybz(ledger, form, "-o", name)
    assert (done.exit_code, "已中止。" in done.output) == (130, True), done.output
    assert seen > 0
    assert {path.name: path.read_bytes() for path in here.iterdir()} == ({name: b"before"} if "." in name else {})
    assert list(temporary.iterdir()) == []


def test_rows_are_told_of_to_the_last(ledger: Path, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []
    monkeypatch.setattr("yibenzhang.cli.progress.Bar.show", lambda _, done, total: told.append((done, total)))
    for form in ("xlsx", "csv", "json", "sqlite", "parquet"):
        told.clear()
        assert ybz(ledger, form).exit_code == 0
        assert told[-1][0] == told[-1][1] > 240, form
        assert [done for done, _ in told] == sorted(done for done, _ in told)


# What is asked for.


def taken(ledger: Path, *conditions: str) -> list[dict[str, Any]]:
    done = ybz(ledger, "jsonl", "-o", "-", *(part for text in conditions for part in ("--where", text)))
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def refused(ledger: Path, *conditions: str) -> str:
    done = ybz(ledger, "jsonl", "-o", "-", *(part for text in conditions for part in ("--where", text)))
    assert done.exit_code == 2
    return done.output.rpartition("--where 的值不对：")[2].strip()


def test_conditions(ledger: Path) -> None:
    everything = taken(ledger)
    by_share = {
        word: [each for each in everything if each["share"]["type"] == word]
        for word in ("不予共享", "有条件共享", "无条件共享")
    }
    assert all(by_share.values())
    for written in ("share.type=不予共享", "共享类型=不予共享", " 共享类型 ＝ 不予共享 "):
        assert taken(ledger, written) == by_share["不予共享"]
    others = [each for each in everything if each["share"]["type"] != "不予共享"]
    assert taken(ledger, "share.type!=不予共享") == taken(ledger, "共享类型！=不予共享") == others
    assert taken(ledger, "share.type!=不予共享", "部门=民政局") == [
        each for each in others if each["department"] == "民政局"
    ]
    assert taken(ledger, "name~信息") == [each for each in everything if "信息" in each["name"]]
    assert (
        taken(ledger, "数据分级=3") == taken(ledger, "level=03") == [each for each in everything if each["level"] == 3]
    )
    method = by_share["有条件共享"][0]["share"]["methods"][0]
    assert taken(ledger, f"共享方式={method}") == [e for e in everything if method in e["share"].get("methods", ())]
    assert taken(ledger, "不予共享理由=") == [each for each in everything if "reason" not in each["share"]]
    assert taken(ledger, "不予共享理由!=") == by_share["不予共享"]
    item = everything[0]["items"][0]["name"]
    held = [each for each in everything if any(entry["name"] == item for entry in each["items"])]
    assert taken(ledger, f"items.name={item}") == taken(ledger, f"数据项.数据项名称={item}") == held
    assert taken(ledger, "items.personal=是") == [e for e in everything if any(i.get("personal") for i in e["items"])]
    assert taken(ledger, "内设科室=" + everything[0]["office"])
    assert taken(ledger, "摘要~没有这样的话") == []


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("共享类型=不予", "共享类型没有“不予”这个值，相近的有：不予共享"),
        ("共亨类型=不予共享", "没有“共亨类型”这个字段，相近的有：共享类型（share.type）"),
        ("share.typ=不予共享", "没有“share.typ”这个字段，相近的有：共享类型（share.type）"),
        ("department=民政", "部门没有“民政”这个值，相近的有：民政局"),
        ("数据分级=高", "数据分级是整数，没有“高”"),
        ("items.key=对", "数据项.是否主键只有是、否，没有“对”"),
        ("共享类型", "“共享类型”看不懂：写成 字段=值"),
        ("=不予共享", "看不懂"),
        ("共享类型!不予共享", "看不懂"),
        ("共享类型=xyz", "共享类型没有“xyz”这个值，有：无条件共享、有条件共享、不予共享"),
        ("upstream=甲", "来自上级平台没有“甲”这个值，账里这一栏都空着"),
    ],
)
def test_a_slip_of_the_pen_is_answered_with_what_is_nearest(ledger: Path, condition: str, said: str) -> None:
    assert said in refused(ledger, condition)


def test_what_is_left_of_the_other_tables(sample: Edition) -> None:
    asked = next(each for each in sample.registry.demands if each.catalog)
    chosen = edition(sample.registry, conditions=("目录代码=…",), keeps=lambda each: each.code == asked.catalog)
    assert {each.catalog for each in chosen.demands} == {asked.catalog}
    assert len(chosen.departments) == len(sample.departments)
    assert "；目录代码=…" in chosen.scope
    one = edition(sample.registry, department="民政局")
    assert {each.department for each in one.demands} > {"民政局"}
    assert all("民政局" in (each.department, each.provider) for each in one.demands)
    assert all("民政局" in (each.department, each.against) for each in one.objections)


def test_nothing_left_is_said(ledger: Path, here: Path) -> None:
    done = ybz(ledger, "xlsx", "-o", "甲.xlsx", "--where", "摘要~没有这样的话")
    assert (done.exit_code, "没有一份目录符合条件" in done.output) == (0, True)
    assert ybz(ledger, "xlsx", "--where", "共享类型=不予共享").exit_code == 0
    assert [path.name for path in here.iterdir() if "筛选" in path.name] == [
        "示例市政务数据目录一本账_筛选_工作区.xlsx"
    ]


def test_a_ledger_with_fields_of_its_own_can_be_exported() -> None:
    """The model does not hold them: their columns are there, and empty."""
    catalogs = copy.deepcopy(SCHEMAS.by_kind[Kind.CATALOG])
    catalogs["properties"]["memo"] = {"title": "自设字段", "type": "string"}
    catalogs["properties"]["share"]["properties"]["extra"] = {"title": "附加", "type": "boolean"}
    made = Edition(Registry(catalogs=(catalog(),)), {**SCHEMAS.by_kind, Kind.CATALOG: catalogs}, SCHEMAS.vocabulary)
    found = of_edition(made)
    row = dict(zip((field.label for field in found[3].fields), next(found[3].rows(True)), strict=True))
    assert (row["数据目录名称"], row["自设字段"], row["附加"]) == ("低保名单", None, None)
    assert connected(sqlite.database(made, found)).execute('SELECT 附加 FROM "目录总表"').fetchall() == [(None,)]


def test_duties_stay_covered_by_catalogs_the_conditions_leave_out(sample: Edition) -> None:
    every, few = by_department(sample), by_department(replace(sample, conditions=("x",), keeps=lambda _: False))
    assert sum(counts.covered for counts in every.values()) == sum(counts.covered for counts in few.values()) > 0
    assert sum(counts.active for counts in few.values()) == 0


def test_the_queries_of_the_document_answer_what_they_say(sample: Edition, tables: tuple[Table, ...]) -> None:
    text = (ROOT / "docs/analysis.md").read_text(encoding="utf-8")
    queries = text.partition("```sql\n")[2].partition("```")[0].split(";")
    database = connected(sqlite.database(sample, tables))
    refused, uncovered, found = (database.execute(query).fetchall() for query in queries[:3])
    active = [each for each in sample.catalogs if each.readable and each.is_active]
    assert sum(count for _, count in refused) == sum(each.share.type == "不予共享" for each in active)
    counted = by_department(sample).values()
    assert len(uncovered) == sum(counts.duties - counts.covered for counts in counted)
    assert any("最低生活保障" in name for _, name in found)
    for table in tables:
        assert f"`{table.name}` | {table.title} |" in text
