"""LibreOffice, standing in for Excel and WPS: it opens the workbook without repair, and saves the same.

Starting it takes some ten seconds, so this runs only where YBZ_OFFICE=1 asks for it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from test_xlsx import SHEETS, edition, hostile
from yibenzhang.model.registry import Registry
from yibenzhang.outputs import demo
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
