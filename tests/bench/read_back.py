"""How long it takes to read a large workbook as the import does; openpyxl beside it.

``python tests/bench/read_back.py FILE``: an exported ledger, for one. ``FILE ours`` and ``FILE openpyxl`` only read it
and say how many rows it has and what that took: each figure is of such a process.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

from figures import HEAD, PASSED, Step, complain, judged, row, run, table

READERS = (Step("读回 ybz export xlsx", ("ours",), 5, 600), Step("openpyxl 读同一个文件", ("openpyxl",), None))


def main(arguments: list[str]) -> int:
    """Measure both, or be what is measured."""
    file = Path(arguments[0])
    if len(arguments) > 1:
        started = time.perf_counter()
        rows = _rows(file, arguments[1])
        print(f"{rows} {time.perf_counter() - started}")
        return 0
    return int(not measure(file))


def measure(file: Path) -> bool:
    """Print the table; says whether ours is within its budget."""
    place = os.pathsep.join(part for part in (str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")) if part)
    lines: list[tuple[str, ...]] = [(*HEAD, "处理器（秒）", "行")]
    passed = True
    for step in READERS:
        if step.arguments[0] == "openpyxl" and importlib.util.find_spec("openpyxl") is None:
            continue
        figure = run([str(file), *step.arguments], file.parent, Path(__file__).stem, environment={"PYTHONPATH": place})
        count = "—"
        if not figure.status:
            # Without the start of Python, and without freeing millions of cells at its end.
            count, seconds = figure.output.split()[-2:]
            figure = replace(figure, seconds=float(seconds))
        lines.append((*row(step, figure), f"{figure.cpu:.1f}", count))
        passed = passed and judged(step, figure) == PASSED
        complain(step, figure)
    print(table(lines))
    return passed


def _rows(file: Path, reader: str) -> int:
    """Read all cells; the number of rows."""
    if reader == "ours":
        from yibenzhang.sources import workbook

        return sum(len(sheet.rows) for sheet in workbook.read(file.name, file.read_bytes()).sheets)
    import openpyxl

    book = openpyxl.load_workbook(file, read_only=True)
    return sum(1 for sheet in book.worksheets for _ in sheet.iter_rows(values_only=True))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
