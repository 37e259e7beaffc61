"""``make bench``: how long the work takes on a large made-up ledger, beside what it may take.

Every figure is of a fresh process: wall time, and peak memory of the largest process; the store is emptied before each
step that is not 再次. check-jsonschema, what else there is for such files, runs beside it on the same catalogs. Exit 1
when a command fails or a budget is broken. Then the same for the history (``past``), the site (``site_figures``) and the search in a browser (``browser``). ``python tests/bench/run.py [catalogs [items]]``; a step that is not built yet is
reported and left out.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import browser
import importing
import past
import read_back
import site_figures
from figures import HEAD, PASSED, Step, complain, row, run, table

from yibenzhang.outputs import demo
from yibenzhang.sources.schema import default_folder

CATALOGS, ITEMS, DEPARTMENTS, SEED = 10_000, 25, 200, 1
WHEN = "2026-06-30T10:00:00+08:00"


STEPS = (
    Step("ybz check", ("check",), 6, 600),
    Step("ybz check 再次（改了一个文件）", ("check",), 1.5, 600, warm=True),
    Step("ybz export xlsx", ("export", "xlsx", "-o", "{out}/ledger.xlsx"), 25, 400),
    Step("ybz export csv", ("export", "csv", "-o", "{out}/csv"), 25, 400),
    Step("ybz export json", ("export", "json", "-o", "{out}/ledger.json"), 25, 400),
    Step("ybz export sqlite", ("export", "sqlite", "-o", "{out}/ledger.sqlite"), 25, 400),
    Step("ybz export parquet", ("export", "parquet", "-o", "{out}/parquet"), 25, 400),
    Step("ybz export list 目录清单", ("export", "list", "目录清单", "-o", "{out}/list.xlsx"), 25, 400),
)


def main() -> int:
    """Make the ledger, run every step, print the table."""
    catalogs = int(sys.argv[1]) if len(sys.argv) > 1 else CATALOGS
    items = int(sys.argv[2]) if len(sys.argv) > 2 else ITEMS
    broken, ours = False, 0.0
    with tempfile.TemporaryDirectory(prefix="ybz-bench-") as folder:
        root, out = Path(folder) / "ledger", Path(folder) / "out"
        out.mkdir()
        started = time.perf_counter()
        count = write(root, catalogs, items)
        print(f"生成 {catalogs} 份目录 × {items} 个数据项，{count} 个文件：{time.perf_counter() - started:.1f} 秒")
        print(f"Python {platform.python_version()}，{os.cpu_count()} 核\n")
        rows: list[tuple[str, ...]] = [HEAD]
        for step in STEPS:
            if step.warm:
                touch(root)
            else:
                shutil.rmtree(root / ".ybz", ignore_errors=True)
            figure = run([argument.format(out=out) for argument in step.arguments], root)
            rows.append(row(step, figure))
            complain(step, figure)
            broken = broken or rows[-1][-1] != PASSED
            if step.name == "ybz check":
                ours = figure.seconds
        print(table(rows))
        print("\n" + beside(root, ours))
        print(beside_xlsx(root, out) + "\n")
        broken = not read_back.measure(out / "ledger.xlsx") or broken
        print()
    with tempfile.TemporaryDirectory(prefix="ybz-bench-") as folder:
        broken = past.measure(Path(folder) / "ledger", catalogs) or broken
    print()
    broken = bool(site_figures.main([str(catalogs)])) or broken
    print()
    broken = bool(importing.main([])) or broken
    print()
    broken = bool(browser.main([])) or broken
    return int(broken)


def write(root: Path, catalogs: int, items: int) -> int:
    """Write the ledger and commit it, at a fixed time; gives the number of files."""
    count = 0
    for path, text in demo.files(catalogs, min(DEPARTMENTS, max(1, catalogs // 5)), SEED, items):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        count += 1
    environment = {**os.environ, "GIT_AUTHOR_DATE": WHEN, "GIT_COMMITTER_DATE": WHEN}
    # Packing so many objects git would go on in the background, beside the first thing that is timed.
    quiet = ("-c", "gc.auto=0", "-c", "maintenance.auto=false")
    who = ("-c", "user.name=bench", "-c", "user.email=bench@example.cn", "-c", "commit.gpgsign=false", *quiet)
    for command in (("init", "-q", "-b", "main"), ("add", "-A"), ("commit", "-q", "-m", "录入全部目录")):
        subprocess.run(["git", *who, "-C", str(root), *command], check=True, env=environment)
    return count


def touch(root: Path) -> None:
    """Change one catalog, harmlessly."""
    path = max(root.glob("catalogs/*/*信息.yml"))
    path.write_text(path.read_text(encoding="utf-8") + "# 改过\n", encoding="utf-8")


def beside(root: Path, ours: float) -> str:
    """What check-jsonschema takes for the shape of the same catalogs alone, and how many times ours that is."""
    schema = default_folder() / "catalog.schema.json"
    kept = {"department.yml", "region.yml", "registry.yml", "libraries.yml"}
    files = [
        str(p) for p in sorted(root.glob("catalogs/**/*.yml")) if p.name not in kept and "base-items" not in p.parts
    ]
    figure = run(["--schemafile", str(schema), *files], root, "check_jsonschema")
    if "No module named" in figure.output:
        return "check-jsonschema 没有安装，不作比较"
    return f"check-jsonschema 校验同样的 {len(files)} 份目录（只看形状）：{figure.seconds:.1f} 秒，是 ybz check 的 {figure.seconds / ours:.0f} 倍"


def beside_xlsx(root: Path, out: Path) -> str:
    """What openpyxl takes to write the same rows, without looks."""
    if importlib.util.find_spec("openpyxl") is None:
        return "openpyxl 没有安装，不作比较"
    shutil.rmtree(root / ".ybz", ignore_errors=True)
    script = Path(__file__).with_name("openpyxl_rows.py")
    figure = run([str(root), str(out / "openpyxl.xlsx")], root, script.stem, environment={"PYTHONPATH": _path(script)})
    if figure.status:
        return f"openpyxl 写同样的行：出错\n{figure.output[-500:]}"
    return f"openpyxl 写同样的行（不带样式）：{figure.seconds:.1f} 秒，{figure.megabytes:.0f} MB"


def _path(script: Path) -> str:
    return os.pathsep.join(part for part in (str(script.parent), os.environ.get("PYTHONPATH", "")) if part)


if __name__ == "__main__":
    sys.exit(main())
