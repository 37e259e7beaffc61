"""LibreOffice, standing in for Excel and WPS: it opens the workbook without repair, and saves the same.

Starting it takes some ten seconds, so this runs only where YBZ_OFFICE=1 asks for it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from template_back import documents
from test_cells import ODD
from test_template import filling, read_once, returns
from test_xlsx import SHEETS, edition, hostile
from yibenzhang.cli import main
from yibenzhang.model.registry import Registry
from yibenzhang.outputs import demo
from yibenzhang.outputs.template import Filling, Written
from yibenzhang.outputs.xlsx import workbook
from yibenzhang.sources import ledger
from yibenzhang.sources.tree import Tree

pytestmark = [
    pytest.mark.office,
    pytest.mark.slow,
    pytest.mark.skipif(os.environ.get("YBZ_OFFICE") != "1", reason="LibreOffice 很慢：设 YBZ_OFFICE=1 才跑"),
]


def converted(folder: Path, data: bytes, form: str) -> Path:
    """Open ``data`` in LibreOffice with a profile of its own and save it as ``form``."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    assert office, "YBZ_OFFICE=1，却没有装 LibreOffice"
    source, out = folder / "ledger.xlsx", folder / "out"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", form, "--outdir", str(out), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return out / f"ledger.{form.partition(':')[0]}"


def cells(path: Path) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def trimmed(sheet: list[list[object]]) -> list[list[object]]:
    """Rows without the empty cells at their end."""
    found = []
    for row in sheet:
        kept = list(row)
        while kept and kept[-1] == "":
            kept.pop()
        found.append(kept)
    while found and not found[-1]:
        found.pop()
    return found


@pytest.mark.parametrize("kind", ["demo", "hostile", "empty"])
def test_saved_by_libreoffice_it_holds_the_same(tmp_path: Path, kind: str) -> None:
    files = {path: text.encode() for path, text in sorted(demo.files(120, 22, 5))}
    registry = {
        "demo": ledger.read(Tree(files)).registry,
        "hostile": hostile("=1+1", "+1", "@A1", "0012", "2026-01-01", "多行\n文字", "😀", "<r>x</r>", " 空格 "),
        "empty": Registry(),
    }[kind]
    saved = converted(tmp_path, workbook(edition(registry)), "xlsx")
    before, after = cells(tmp_path / "ledger.xlsx"), cells(saved)
    assert list(after) == SHEETS
    for name in SHEETS:
        assert trimmed(after[name]) == trimmed(before[name]), name


def test_it_prints(tmp_path: Path) -> None:
    files = {path: text.encode() for path, text in sorted(demo.files(60, 10, 5))}
    printed = converted(tmp_path, workbook(edition(ledger.read(Tree(files)).registry)), "pdf")
    assert printed.read_bytes().startswith(b"%PDF-")


def parts(path: Path) -> tuple[int, int, set[str]]:
    """How many dropdowns and colours a workbook has, and its names."""
    with zipfile.ZipFile(path) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        names = set(re.findall(r'<definedName [^>]*name="([^"_][^"]*)"', archive.read("xl/workbook.xml").decode()))
    return (
        sum(sheet.count('type="list"') for sheet in sheets),
        sum(sheet.count("<cfRule ") for sheet in sheets),
        names,
    )


def test_a_template_saved_by_libreoffice_still_holds_all(tmp_path: Path) -> None:
    asked = filling(read_once(), "民政局")
    odd = [
        Written("民政局", {
            "code": f"307001/{900_000 + place}", "name": text, "spatial": text, "keywords": [text, "乙"], "duties": [text],
            "temporal": {"from": text, "to": 2019}, "share": {"basis": [{"title": text, "rank": "法律"}], "reason": text},
            "items": [{"name": text, "note": text, "length": place}], "resources": [{"id": text, "map": {text: text}}],
        })
        for place, text in enumerate([*ODD, "长" * 40_000, "0457", "1e5", "2024/3/14", "#N/A", "=A1", "-"])
    ]  # fmt: skip
    made = returns(Filling(asked.edition, asked.stamp, [*asked.catalogs, *odd], asked.demands))
    saved = converted(tmp_path, made.data, "xlsx")
    assert parts(saved) == parts(tmp_path / "ledger.xlsx")
    before, after = cells(tmp_path / "ledger.xlsx"), cells(saved)
    assert [row[:2] for row in after["填表说明"][:6]] == [row[:2] for row in before["填表说明"][:6]]
    assert documents(saved.read_bytes()) == documents(made.data)


def test_a_template_saved_by_libreoffice_is_imported_without_a_change(tmp_path: Path) -> None:
    root = tmp_path / "ledger"
    shutil.copytree(Path(__file__).resolve().parents[1] / "catalogs", root / "catalogs")
    made = CliRunner().invoke(main, ["-C", str(root), "template", "-o", str(tmp_path / "t.xlsx")])
    assert made.exit_code == 0, made.output
    saved = converted(tmp_path, (tmp_path / "t.xlsx").read_bytes(), "xlsx")
    done = CliRunner().invoke(main, ["-C", str(root), "import", str(saved), "--dry-run"])
    assert done.exit_code == 0, done.output
    assert "目录没有变化" in done.output
    assert "新增 0 份，修改 0 份" in done.output
