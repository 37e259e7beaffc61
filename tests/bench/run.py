"""``make bench``: how long the work takes on a large made-up ledger, beside what it may take.

Every figure is of a fresh process: wall time, and peak memory of the largest process; the store is emptied before each
step that is not 再次. check-jsonschema, what else there is for such files, runs beside it on the same catalogs. Exit 1
when a command fails or a budget is broken. ``python tests/bench/run.py [catalogs [items]]``; a step that is not built yet is
reported and left out.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from yibenzhang.outputs import demo
from yibenzhang.sources.schema import default_folder

CATALOGS, ITEMS, DEPARTMENTS, SEED = 10_000, 25, 200, 1
WHEN = "2026-06-30T10:00:00+08:00"


@dataclass(frozen=True)
class Step:
    """A command to time; budgets are None where there is none."""

    name: str
    arguments: tuple[str, ...]
    seconds: float | None
    megabytes: int | None = None
    warm: bool = False


@dataclass(frozen=True)
class Figure:
    """What a command took."""

    status: int
    seconds: float
    megabytes: float
    output: str


STEPS = (
    Step("ybz check", ("check",), 6, 600),
    Step("ybz check 再次（改了一个文件）", ("check",), 1.5, 600, warm=True),
    Step("ybz build", ("build", "-o", "{out}/site"), 30),
    Step("ybz export xlsx", ("export", "xlsx", "-o", "{out}/ledger.xlsx"), 25, 400),
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
        rows: list[tuple[str, ...]] = [("步骤", "用时（秒）", "预算", "内存峰值（MB）", "预算", "结果")]
        for step in STEPS:
            if step.warm:
                touch(root)
            else:
                shutil.rmtree(root / ".ybz", ignore_errors=True)
            figure = run([argument.format(out=out) for argument in step.arguments], root)
            verdict = judged(step, figure)
            broken = broken or verdict != "达到"
            limits = tuple(str(limit) if limit is not None else "—" for limit in (step.seconds, step.megabytes))
            rows.append((step.name, f"{figure.seconds:.1f}", limits[0], f"{figure.megabytes:.0f}", limits[1], verdict))
            if figure.status:
                print(f"{step.name}：退出码 {figure.status}\n{figure.output[-1500:]}\n", file=sys.stderr)
            if step.name == "ybz check":
                ours = figure.seconds
        print(table(rows))
        print("\n" + beside(root, ours))
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
    who = ("-c", "user.name=bench", "-c", "user.email=bench@example.cn", "-c", "commit.gpgsign=false")
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


def run(arguments: list[str], root: Path, module: str = "yibenzhang") -> Figure:
    """Run a module in the ledger, ``ybz`` by itself; its peak memory is the system's own count of that child."""
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        where = ["-C", str(root)] if module == "yibenzhang" else []
        command = [sys.executable, "-m", module, *where, *arguments]
        child = subprocess.Popen(command, cwd=root, stdout=output, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - started
        child.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        peak = used.ru_maxrss / (1024 if sys.platform.startswith("linux") else 1024 * 1024)
        return Figure(child.returncode, seconds, peak, output.read().decode("utf-8", "replace"))


def judged(step: Step, figure: Figure) -> str:
    """达到, or what is wrong."""
    if figure.status and "ModuleNotFoundError" in figure.output:
        return "还没有这条命令"
    if figure.status:
        return f"出错（{figure.status}）"
    slow = step.seconds is not None and figure.seconds > step.seconds
    large = step.megabytes is not None and figure.megabytes > step.megabytes
    return "达到" if not slow and not large else "超时" if slow else "内存超出"


def table(rows: list[tuple[str, ...]]) -> str:
    """Rows as aligned text, an ideograph counted as two."""

    def width(text: str) -> int:
        return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)

    widths = [max(width(row[place]) for row in rows) for place in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell + " " * (widths[place] - width(cell)) for place, cell in enumerate(row)).rstrip() for row in rows
    )


if __name__ == "__main__":
    sys.exit(main())
