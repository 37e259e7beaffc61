"""Trees, git and the opening of ledgers: the same from a folder and from any revision."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from ledgers import CATALOG, DEPARTMENT, OTHER, commit, git, read, small, write
from yibenzhang.model.findings import Place
from yibenzhang.sources import fields, layout, opening, schema, tree
from yibenzhang.sources import git as sources_git
from yibenzhang.sources import ledger as ledgers
from yibenzhang.sources.git import Repository, RevisionError, clean_environment
from yibenzhang.sources.gitnames import unknown
from yibenzhang.sources.layout import Kind, Layout
from yibenzhang.sources.opening import NoLedgerError, find_root, open_ledger
from yibenzhang.sources.schema import SchemaError
from yibenzhang.sources.tree import Tree


@pytest.mark.parametrize(
    ("path", "kind", "owner"),
    [
        ("catalogs/registry.yml", Kind.REGISTRY, ""),
        ("catalogs/libraries.yml", Kind.LIBRARIES, ""),
        ("catalogs/base-items/城乡低保.yml", Kind.BASE_ITEMS, ""),
        ("catalogs/民政局/department.yml", Kind.DEPARTMENT, "民政局"),
        ("catalogs/民政局/收养登记.yml", Kind.CATALOG, "民政局"),
        ("catalogs/民政局/retired/旧.yml", Kind.CATALOG, "民政局"),
        ("catalogs/民政局/demands/2026-001.yml", Kind.DEMAND, "民政局"),
        ("catalogs/民政局/objections/2026-001.yml", Kind.OBJECTION, "民政局"),
        ("catalogs/民政局/其他/x.yml", None, "民政局"),
        ("catalogs/呼玛县/region.yml", Kind.REGION, "呼玛县"),
        ("catalogs/呼玛县/x.yml", None, "呼玛县"),
        ("catalogs/呼玛县/民政局/department.yml", Kind.DEPARTMENT, "呼玛县/民政局"),
        ("catalogs/呼玛县/民政局/x.yml", Kind.CATALOG, "呼玛县/民政局"),
        ("catalogs/呼玛县/民政局/retired/x.yml", Kind.CATALOG, "呼玛县/民政局"),
        ("catalogs/x.yml", None, ""),
        ("catalogs/department.yml", None, ""),
        ("catalogs/region.yml", None, ""),
        ("catalogs/retired/x.yml", None, "retired"),
        ("catalogs/民政局/demands/department.yml", None, "民政局/demands"),
        ("catalogs/民政局/retired/region.yml", None, "民政局/retired"),
        ("catalogs/民政局/demands/2026/x.yml", None, "民政局/demands/2026"),
    ],
)
def test_classify(path: str, kind: Kind | None, owner: str) -> None:
    places = [
        "catalogs/民政局/department.yml",
        "catalogs/呼玛县/民政局/department.yml",
        "catalogs/department.yml",
        "catalogs/民政局/demands/department.yml",
        "schema/department.yml",
    ]
    got = Layout(places).classify(path)
    assert got[0] == kind
    assert kind is None or got[1] == owner


def test_file_names() -> None:
    assert layout.file_name('a/b\\c:d*e?f"g<h>i|j') == "a／b＼c：d＊e？f＂g＜h＞i｜j.yml"
    assert layout.is_document("catalogs/a/b.YAML")
    assert not layout.is_document("catalogs/a/b.txt")
    assert not layout.is_document("other/a.yml")
    assert layout.is_schema("schema/workdays/2026.yml")
    assert not layout.is_schema("schema/workdays/26.yml")


def hostile(root: Path) -> Path:
    """A ledger with everything a folder may hold."""
    write(root, small())
    plain = {
        "catalogs/民政局/有 空格 和'引号\".yml": b"a: 1\n",
        "catalogs/民政局/换\n行\x1b[31m.yml": b"a: 1\n",
        "catalogs/民政局/附件.docx": b"PK",
        "catalogs/民政局/.隐藏/x.yml": b"a: 1\n",
        "catalogs/民政局/._x.yml": b"a: 1\n",
        "catalogs/.tool/x.yml": b"a: 1\n",
        "catalogs/呼玛县/x.YAML": b"",
        "schema/vocabulary/domain.yml": (schema.default_folder() / "vocabulary/domain.yml").read_bytes(),
        "schema/readme.txt": b"x",
        "README.md": b"x",
    }
    write(root, plain)
    (root / os.fsdecode(b"catalogs/\xff\xfe.yml")).write_bytes(b"a: 1\n")
    (root / "catalogs/民政局/链接.yml").symlink_to("/etc/passwd")
    (root / "catalogs/别处").symlink_to(root / "catalogs/民政局")
    (root / "catalogs/民政局/.隐藏/链接.yml").symlink_to("x.yml")
    (root / "schema/other.json").symlink_to("readme.txt")
    (root / "schema/vocabulary/tier.yml").symlink_to("domain.yml")
    return root


@pytest.mark.parametrize("inside", ["", "子 目录/[账]"])
def test_folder_and_revision_are_read_alike(tmp_path: Path, inside: str) -> None:
    root = tmp_path / "账"
    (root / inside).mkdir(parents=True)
    hostile(root / inside)
    embedded = root / inside / "catalogs/子模块"
    commit(write(embedded, {"x.yml": b"a: 1\n"}))
    commit(root)
    repository = Repository.find(root / inside)
    assert repository is not None
    folder, revision = tree.of_folder(root / inside), tree.of_revision(repository, repository.commit("HEAD"))
    assert folder == revision
    assert list(folder.files) == list(revision.files) == sorted(folder.files)
    assert folder.odd == {
        "catalogs/别处": "符号链接",
        "catalogs/子模块": "子模块",
        "catalogs/民政局/链接.yml": "符号链接",
        "schema/vocabulary/tier.yml": "符号链接",
    }
    assert "catalogs/民政局/换\n行\x1b[31m.yml" in folder.files
    assert "catalogs/民政局/._x.yml" in folder.files
    assert "catalogs/\udcff\udcfe.yml" in folder.files
    assert not any(".隐藏" in path or ".tool" in path for path in folder.files)
    found = ledgers.read(Tree({path: data for path, data in folder.files.items() if "tier" not in path}, folder.odd))
    assert found.stray["catalogs/子模块"] == "是子模块"
    assert found.stray["catalogs/\udcff\udcfe.yml"] == "文件名或文件夹名不是 UTF-8 编码的文字"
    assert found.stray["catalogs/呼玛县/x.YAML"] == "扩展名应为 .yml"
    assert repository.uncommitted(*tree.FOLDERS) == 0
    (root / inside / "catalogs/新.yml").write_bytes(b"")
    assert repository.uncommitted(*tree.FOLDERS) == 1


@pytest.mark.parametrize("name", tree.FOLDERS)
def test_a_whole_folder_may_be_a_link(tmp_path: Path, name: str) -> None:
    root = write(tmp_path / "账", {} if name == "catalogs" else small())
    root.mkdir(exist_ok=True)
    write(tmp_path / "别处", {"registry.yml": b"name: x\n"})
    (root / name).symlink_to(tmp_path / "别处")
    commit(root)
    repository = Repository.find(root)
    assert repository is not None
    assert tree.of_folder(root).odd == {name: "符号链接"}
    assert tree.of_revision(repository, repository.commit("HEAD")) == tree.of_folder(root)


def test_what_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = small()
    root = write(tmp_path, files)
    os.mkfifo(root / "catalogs/民政局/管道.yml")
    os.mkfifo(root / "catalogs/民政局/管道")
    (root / "catalogs/禁止").mkdir()
    scan, opened = os.scandir, os.open

    def no_scan(folder: str) -> object:
        if Path(folder).name == "禁止":
            raise PermissionError
        return scan(folder)

    def no_open(path: str, flags: int, mode: int = 0o777) -> int:
        if Path(path).name == Path(CATALOG).name:
            raise PermissionError
        return opened(path, flags, mode)

    monkeypatch.setattr(os, "scandir", no_scan)
    monkeypatch.setattr(os, "open", no_open)
    found = tree.of_folder(root)
    assert found.odd == {
        CATALOG: "读不了的文件",
        "catalogs/民政局/管道.yml": "特殊文件",
        "catalogs/禁止": "读不了的文件",
    }
    assert set(found.files) == set(files) - {CATALOG}


def test_no_folder_is_an_empty_tree(tmp_path: Path) -> None:
    assert tree.of_folder(tmp_path) == Tree({})
    (tmp_path / "catalogs").write_bytes(b"")
    assert tree.of_folder(tmp_path) == Tree({})


def history(root: Path) -> list[str]:
    """Three commits on main, one of them a merge, and a tag."""
    write(root, {"catalogs/registry.yml": b"name: \xe4\xb8\x80\n"})
    first = commit(root, "2026-01-10T23:59:59+08:00")
    git(root, "checkout", "-q", "-b", "side")
    write(root, {"catalogs/x.yml": b"a: 1\n"})
    side = commit(root, "2026-01-11T12:00:00+08:00")
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "-m", "合并", "side", when="2026-01-11T16:30:00Z")
    merge = git(root, "rev-parse", "HEAD")
    git(root, "tag", "-a", "-m", "一版", "v1", first)
    return [first, side, merge]


def test_revisions_and_days(tmp_path: Path) -> None:
    first, side, merge = history(tmp_path)
    repository = Repository.find(tmp_path)
    assert repository is not None
    for name, wanted in {
        "HEAD": merge, "main": merge, "side": side, "v1": first, first[:8]: first, "HEAD~1": first, "HEAD^2": side,
        # The merge was at 00:30 of the 12th in Beijing; what a side branch held then was not yet in the ledger.
        "2026-01-10": first, "2026-01-11": first, "2026-01-12": merge, "2030-12-31": merge,
    }.items():  # fmt: skip
        assert repository.commit(name).id == wanted, name
    assert repository.commit("HEAD").day == date(2026, 1, 12)
    assert repository.commit("v1").day == date(2026, 1, 10)
    head = repository.head()
    assert head is not None
    assert head.id == merge


@pytest.mark.parametrize(
    ("revision", "message"),
    [
        ("nothing", "没有找到版本“nothing”：写提交号、标签、分支名或日期（如 2026-01-01）"),
        ("", "没有找到版本“”：写提交号、标签、分支名或日期（如 2026-01-01）"),
        ("HEAD:catalogs", "没有找到版本“HEAD:catalogs”：写提交号、标签、分支名或日期（如 2026-01-01）"),
        ("v1..HEAD", "没有找到版本“v1..HEAD”：写提交号、标签、分支名或日期（如 2026-01-01）"),
        ("a\0b", "没有找到版本“a\0b”：写提交号、标签、分支名或日期（如 2026-01-01）"),
        ("--all", "版本号“--all”不能以短横开头"),
        ("2026-02-30", "没有这一天：2026-02-30"),
        ("9999-12-31", "没有这一天：9999-12-31"),
        ("1970-01-01", "1970-01-01 之前没有任何提交"),
        ("2026-01-09", "2026-01-09 之前没有任何提交"),
    ],
)
def test_names_of_no_commit(tmp_path: Path, revision: str, message: str) -> None:
    history(tmp_path)
    with pytest.raises(RevisionError) as error:
        open_ledger(tmp_path, revision)
    assert str(error.value) == message


def test_a_signature_shown_by_habit_does_not_mislead(tmp_path: Path) -> None:
    *_, merge = history(tmp_path)
    git(tmp_path, "config", "log.showSignature", "true")
    git(tmp_path, "config", "status.showUntrackedFiles", "no")
    write(tmp_path, {"catalogs/new.yml": b""})
    found = open_ledger(tmp_path)
    assert found.commit is not None
    assert found.commit.id == merge
    assert found.dirty


def test_an_empty_repository(tmp_path: Path) -> None:
    git(write(tmp_path, small()), "init", "-q")
    found = open_ledger(tmp_path)
    assert (found.commit, found.today, found.dirty) == (None, None, True)
    assert len(found.ledger.registry.catalogs) == 2
    with pytest.raises(RevisionError, match="没有找到版本“HEAD”"):
        open_ledger(tmp_path, "HEAD")
    with pytest.raises(RevisionError, match="没有找到版本“2026-01-01”"):
        open_ledger(tmp_path, "2026-01-01")


def test_without_a_repository(tmp_path: Path) -> None:
    found = open_ledger(write(tmp_path, small()), on=date(2026, 3, 1))
    assert (found.repository, found.today, found.dirty) == (None, date(2026, 3, 1), True)
    with pytest.raises(NoLedgerError, match="不在 git 仓库里，没有过去的版本可读：去掉 --at"):
        open_ledger(tmp_path, "HEAD")
    assert Repository.find(tmp_path / "absent") is None


def test_without_git_on_the_machine(tmp_path: Path) -> None:
    commit(write(tmp_path, small()))
    (tmp_path / "bin").mkdir()
    for arguments, code, said in (([], 0, "2 份目录"), (["--at", "HEAD"], 2, "没有找到 git 程序")):
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                "from yibenzhang.cli import main; main()",
                "-C",
                str(tmp_path),
                "check",
                "catalogs/registry.yml",
                *arguments,
            ],
            env={"PATH": str(tmp_path / "bin"), "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
        )
        assert (done.returncode, "Traceback" in done.stderr) == (code, False), done.stderr
        assert said in done.stdout + done.stderr


def test_a_repository_of_another_user(monkeypatch: pytest.MonkeyPatch) -> None:
    error = sources_git.GitError("fatal: detected dubious ownership in repository at '/x'")
    assert "safe.directory" in str(unknown("HEAD", error))


def test_variables_of_git_in_the_environment_do_not_mislead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "别的"
    commit(write(other, {"catalogs/registry.yml": b"x: 1\n"}))
    root = write(tmp_path / "账", small())
    made = commit(root)
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / "nothing"))
    monkeypatch.setenv("GIT_SSH_COMMAND", "ssh -x")
    clean_environment()
    assert "GIT_DIR" not in os.environ
    assert os.environ["GIT_SSH_COMMAND"] == "ssh -x"
    found = open_ledger(root, "HEAD")
    assert found.commit is not None
    assert found.commit.id == made
    assert len(found.ledger.registry.catalogs) == 2


def test_many_files_take_one_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"catalogs/局/{n}.yml": f"n: {n}\n".encode() * (n % 50 * 100) for n in range(2000)}
    commit(write(tmp_path, files))
    repository = Repository.find(tmp_path)
    assert repository is not None
    head = repository.commit("HEAD")
    started: list[object] = []
    run = subprocess.Popen.__init__

    def counted(self: subprocess.Popen[bytes], *args: object, **kwargs: object) -> None:
        started.append(args)
        run(self, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(subprocess.Popen, "__init__", counted)
    assert tree.of_revision(repository, head).files == dict(sorted(files.items()))
    assert len(started) == 2
    assert len(repository.entries(head)) == 2000
    assert list(repository.blobs([])) == []


def test_a_missing_blob(tmp_path: Path) -> None:
    commit(write(tmp_path, small()))
    repository = Repository.find(tmp_path)
    assert repository is not None
    with pytest.raises(
        RevisionError, match=f"仓库里缺少对象 {'0' * 40}（可能是浅克隆或仓库损坏）：请运行 git fetch --unshallow"
    ):
        list(repository.blobs(["0" * 40]))
    shutil.rmtree(tmp_path / ".git/objects")
    (tmp_path / ".git/objects").mkdir()
    with pytest.raises(RevisionError):
        open_ledger(tmp_path, "HEAD")


def test_finding_the_root(tmp_path: Path) -> None:
    write(tmp_path, small())
    assert find_root(tmp_path / "catalogs/民政局") == tmp_path.resolve()
    with pytest.raises(NoLedgerError, match=r"往上没有找到一本账（catalogs/registry\.yml）"):
        find_root(Path("/"))
    with pytest.raises(NoLedgerError):
        find_root(Path("/absent/folder"))


def test_a_revision_before_the_ledger(tmp_path: Path) -> None:
    write(tmp_path, {"README.md": b"x"})
    commit(tmp_path, "2025-12-31T12:00:00+08:00")
    write(tmp_path, small())
    commit(tmp_path, "2026-01-31T12:00:00+08:00")
    with pytest.raises(NoLedgerError, match=r"版本“2026-01-01”里没有 catalogs/registry\.yml"):
        open_ledger(tmp_path, "2026-01-01")
    found = open_ledger(tmp_path, "2026-01-31")
    assert found.today == date(2026, 1, 31)
    assert open_ledger(tmp_path, "2026-01-31", date(2026, 2, 5)).today == date(2026, 2, 5)
    assert opening.open_ledger(tmp_path).dirty is False


def own(name: str, change: dict[str, object]) -> dict[str, bytes]:
    """The small ledger with one of the tool's schemas changed."""
    path = f"schema/{name}.schema.json"
    return {**small(), path: json.dumps({**json.loads(schema.default_files()[path]), **change}).encode()}


@pytest.mark.parametrize(
    ("path", "data", "said"),
    [
        ("schema/catalog.schema.json", b"{", "schema/catalog.schema.json 不是可用的 JSON Schema："),
        ("schema/catalog.schema.json", b"\xff", "schema/catalog.schema.json 不是可用的 JSON Schema："),
        ("schema/catalog.schema.json", b'{"type": 5}', "schema/catalog.schema.json 不是可用的 JSON Schema："),
        ("schema/catalog.schema.json", b'{"$ref": "#/nope"}', "schema/catalog.schema.json 不是可用的 JSON Schema："),
        ("schema/catalog.schema.json", b"true", "schema/catalog.schema.json 不是可用的 JSON Schema：最外层应为对象"),
        ("schema/catalog.schema.json", b"[" * 100_000, "schema/catalog.schema.json 不是可用的 JSON Schema：嵌套太深"),
        ("schema/vocabulary/domain.yml", b"a: 'x", "schema/vocabulary/domain.yml：读不出来（第 1 行：引号没有配对，一直到文件末尾）"),
        ("schema/workdays/2031.yml", b"\x80", "schema/workdays/2031.yml：读不出来（第 1 行：文件不是 UTF-8 编码的文字）"),
    ],
)  # fmt: skip
def test_a_schema_that_cannot_be_used(path: str, data: bytes, said: str) -> None:
    with pytest.raises(SchemaError) as error:
        read({**small(), path: data})
    assert str(error.value).startswith(said)


@pytest.mark.parametrize("uri", ["http://127.0.0.1:9/x.json", "file:///etc/hostname", "other.json"])
def test_a_schema_fetches_nothing(uri: str) -> None:
    with pytest.raises(SchemaError, match="不是可用的 JSON Schema"):
        read({**small(), "schema/catalog.schema.json": json.dumps({"$ref": uri}).encode()})


def test_a_missing_schema_of_the_tool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "default_files", dict)
    with pytest.raises(SchemaError, match=r"缺少 schema/registry\.schema\.json"):
        schema.load({})


def test_a_ledger_with_a_schema_of_its_own() -> None:
    assert read(own("catalog", {"required": ["code", "name", "电话"]})).broken.keys() == {CATALOG, OTHER}
    assert not read(own("catalog", {})).broken


def test_a_schema_more_lenient_than_the_model_is_said() -> None:
    files = own("catalog", {"properties": {}, "additionalProperties": True, "required": [], "allOf": [True]})
    text = files[CATALOG].decode()
    files[CATALOG] = text.replace("\nitems:", "\nitems: []\nx:", 1).encode()
    assert not read(files).trapped
    files[CATALOG] = text.replace("\nlevel: ", "\nlevel: 高", 1).encode()
    found = read(files)
    line = text[: text.index("\nlevel: ")].count("\n") + 2
    assert [tuple(trap) for trap in found.trapped[CATALOG].traps] == [
        (
            line,
            1,
            "level 的值读不了：本账自己的 schema/ 放行，但与工具的数据模型不合",
            "改这里的值，或改 schema/ 使它与工具一致",
        )
    ]
    assert not found.broken
    assert [catalog.readable for catalog in found.registry.catalogs] == [False, True]
    libraries = {
        **own("libraries", {"properties": {}, "additionalProperties": True}),
        "catalogs/libraries.yml": b"libraries: 5\n",
    }
    assert read(libraries).trapped.keys() == {"catalogs/libraries.yml"}
    assert read(libraries).registry.libraries == ()


def test_broken_documents_still_count_in_part() -> None:
    files = small()
    whole = {catalog.path: catalog for catalog in read(files).registry.catalogs}
    files[CATALOG] = files[CATALOG].replace(b"\nlevel: ", b"\nlevel: x", 1)
    found = read(files)
    assert found.broken.keys() == {CATALOG}
    [partial] = [catalog for catalog in found.registry.catalogs if catalog.path == CATALOG]
    assert not partial.readable
    kept = ("code", "name", "duties", "department", "status")
    assert [getattr(partial, key) for key in kept] == [getattr(whole[CATALOG], key) for key in kept]


def test_an_error_at_the_end_leaves_nothing_whole() -> None:
    files = small()
    files[CATALOG] += b"z: 'x\n"
    found = read(files)
    assert not found.trapped[CATALOG].complete
    assert [catalog.readable for catalog in found.registry.catalogs if catalog.path == CATALOG] == [False]
    # Even where all that was read would be a whole document.
    files[CATALOG] = small()[CATALOG] + b"- x\n"
    [partial] = [catalog for catalog in read(files).registry.catalogs if catalog.path == CATALOG]
    assert not partial.readable
    assert partial.code


def test_a_broken_department_still_has_its_duties() -> None:
    files = small()
    [whole] = read(files).registry.departments
    files[DEPARTMENT] = files[DEPARTMENT].replace(b"\nslug: ", b"\nslug: \xe4\xb8\xad", 1)
    [partial] = read(files).registry.departments
    assert not partial.readable
    assert [duty.id for duty in partial.duties] == [duty.id for duty in whole.duties]
    assert [system.id for system in partial.systems] == [system.id for system in whole.systems]
    assert partial.offices == whole.offices


@pytest.mark.parametrize(
    "data", [b"", b"\x80", b"- x\n", b"a: 'x", b"duties: 5\nsystems: [1, {id: [2]}]\ncode: 1\n", b"[" * 99]
)
def test_documents_of_nothing_are_read(data: bytes) -> None:
    folder = "catalogs/民政局/"
    names = ["registry.yml", "libraries.yml", "base-items/x.yml", "县/region.yml"]
    files = {f"catalogs/{name}": data for name in names}
    files |= {
        folder + name: data
        for name in ("department.yml", "x.yml", "retired/y.yml", "demands/1.yml", "objections/1.yml")
    }
    found = read(files)
    assert set(found.broken) == set(files)
    assert len(found.registry.catalogs) == 2
    assert {catalog.status for catalog in found.registry.catalogs} == {"在用", "已下架"}
    assert found.registry.department_by_id["民政局"].readable is False


def test_places_and_values() -> None:
    found = read(small())
    assert found.values(Place(CATALOG, ("items", 0, "name"))) == found.registry.catalogs[0].items[0].name
    assert found.values(Place(CATALOG, ("items", 99))) is None
    assert found.values(Place(CATALOG, ("code", "x"))) is None
    assert found.locate(Place(CATALOG, ("code",)))[0] > 0
    assert found.locate(Place("catalogs/absent.yml", ("code",))) == (1, 1)
    assert found.values(Place("catalogs/absent.yml", ("code",))) is None
    assert ledgers.pointer_text(("items", 10, "e\u0301")) == "items/000010/\u00e9"
    assert ledgers.pointer_text(("items", 9)) < ledgers.pointer_text(("items", 10))


def test_labels_of_fields() -> None:
    root = schema.default_schemas().by_kind[Kind.CATALOG]
    assert (
        fields.label(root, ("items", 3, "type"))
        == "数据项 第4项 " + fields.label(root, ("items", 0, "type")).split()[-1]
    )
    assert fields.label(root, ("x", 0, "y")) == "x 第1项 y"
    loop = {"properties": {"a": {"$ref": "#/$defs/a"}}, "$defs": {"a": {"$ref": "#/$defs/a"}}}
    assert fields.at(loop, ("a", "b", 0)) == {}
    spread = {"additionalProperties": {"title": "值"}, "properties": {"no": False}}
    assert fields.label(spread, ("甲",)) == "值"
    assert fields.resolve({}, True) == {}


def test_the_schema_inside_of_a_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "schema").mkdir()
    monkeypatch.setattr(schema.resources, "files", lambda _: tmp_path)
    assert schema.default_folder() == tmp_path / "schema"
