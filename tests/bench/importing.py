"""How long an import takes: a department file of 5,000 rows, unchanged, edited and new; openpyxl reading it beside.

``python tests/bench/importing.py [catalogs]`` (25 items each).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import openpyxl
from figures import HEAD, PASSED, Step, complain, judged, row, run, table

from yibenzhang.outputs import demo

CATALOGS, ITEMS = 200, 25
_HEADER = 3


def main(arguments: list[str]) -> int:
    """Make a ledger of one department and its template, import three forms of it, print the table."""
    count = int(arguments[0]) if arguments else CATALOGS
    rows: list[tuple[str, ...]] = [(*HEAD, "处理器（秒）")]
    passed = True
    with tempfile.TemporaryDirectory(prefix="ybz-bench-") as folder:
        root, bare, file = Path(folder) / "ledger", Path(folder) / "bare", Path(folder) / "部门.xlsx"
        for path, text in demo.files(count, 1, 1, ITEMS):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8", newline="\n")
        subprocess.run(["git", "init", "-q", str(root)], check=True)
        run(["template", "-o", str(file)], root)
        shutil.copytree(root, bare)
        for path in bare.glob("catalogs/*/*.yml"):
            if path.name not in ("department.yml", "region.yml") and path.parent.name != "base-items":
                path.unlink()
        started, busy = time.perf_counter(), time.process_time()
        book = openpyxl.load_workbook(file)
        read = sum(1 for sheet in book for _ in sheet.iter_rows(values_only=True))
        beside, spent = time.perf_counter() - started, time.process_time() - busy
        edited, new = _edited(book, file.with_name("改.xlsx"), "摘要", "（改）"), file.with_name("新.xlsx")
        _edited(book, new, "目录代码", None)
        for name, target, source in (("没有改动", root, file), ("每份都改", root, edited), ("全是新的", bare, new)):
            step = Step(f"ybz import {count * ITEMS} 行（{name}）", ("import", str(source), "--keep-going"), 10, 400)
            shutil.rmtree(target / ".ybz", ignore_errors=True)
            figure = run(list(step.arguments), target)
            rows.append((*row(step, figure), f"{figure.cpu:.1f}"))
            passed = passed and judged(step, figure) == PASSED
            complain(step, figure)
    print(table(rows))
    print(f"openpyxl 只读同一个文件的 {read} 行：{beside:.1f} 秒，处理器 {spent:.1f} 秒")
    return int(not passed)


def _edited(book: openpyxl.Workbook, target: Path, title: str, ending: str | None) -> Path:
    """The workbook with a column of every sheet longer, or empty."""
    for sheet in book:
        if sheet.title == "数据需求":
            continue
        titles = [cell.value for cell in sheet[_HEADER]] if sheet.max_row > _HEADER else []
        for number in range(_HEADER + 1, sheet.max_row + 1) if title in titles else ():
            cell = sheet.cell(number, titles.index(title) + 1)
            cell.value = f"{cell.value}{ending}" if ending and cell.value else None
    book.save(target)
    return target


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
