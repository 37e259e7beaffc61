"""Commands to time, what they took, and how that is told."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PASSED = "达到"
HEAD = ("步骤", "用时（秒）", "预算", "内存峰值（MB）", "预算", "结果")


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
    """What a command took; ``cpu`` are seconds of a processor, also of its own children."""

    status: int
    seconds: float
    megabytes: float
    output: str
    cpu: float = 0.0


def run(
    arguments: list[str], root: Path, module: str = "yibenzhang", said: str = "", environment: Mapping[str, str] = {}
) -> Figure:
    """Run a module in the ledger, ``ybz`` by itself; its peak memory is the system's own count of that child.

    ``said``: what stands on its standard input.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as told:
        asked.write(said.encode())
        asked.seek(0)
        where = ["-C", str(root)] if module == "yibenzhang" else []
        command = [sys.executable, "-m", module, *where, *arguments]
        launcher = [sys.executable, "-I", "-S", "-c", _LAUNCHER, str(told.fileno()), *command]
        own = {**os.environ, **environment}
        subprocess.run(
            launcher,
            cwd=root,
            env=own,
            stdin=asked,
            stdout=output,
            stderr=subprocess.STDOUT,
            pass_fds=(told.fileno(),),
            check=True,
        )
        told.seek(0)
        status, seconds, peak, busy = told.read().split()
        output.seek(0)
        unit = 1024 if sys.platform.startswith("linux") else 1024 * 1024
        said_ = output.read().decode("utf-8", "replace")
        return Figure(os.waitstatus_to_exitcode(int(status)), float(seconds), int(peak) / unit, said_, float(busy))


# A process begins as a copy of the one that starts it, and its peak is never less than that one's: so a small one does.
_LAUNCHER = """
import os, sys, time
started = time.perf_counter()
child = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, used = os.wait4(child, 0)
seconds = time.perf_counter() - started
os.write(int(sys.argv[1]), f"{status} {seconds} {used.ru_maxrss} {used.ru_utime + used.ru_stime}".encode())
"""


def judged(step: Step, figure: Figure) -> str:
    """达到, or what is wrong."""
    if figure.status and ("ModuleNotFoundError" in figure.output or "这个命令" in figure.output):
        return "还没有这条命令"
    if figure.status:
        return f"出错（{figure.status}）"
    slow = step.seconds is not None and figure.seconds > step.seconds
    large = step.megabytes is not None and figure.megabytes > step.megabytes
    return PASSED if not slow and not large else "超时" if slow else "内存超出"


def table(rows: list[tuple[str, ...]]) -> str:
    """Rows as aligned text, an ideograph counted as two."""

    def width(text: str) -> int:
        return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)

    widths = [max(width(row[place]) for row in rows) for place in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell + " " * (widths[place] - width(cell)) for place, cell in enumerate(row)).rstrip() for row in rows
    )


def row(step: Step, figure: Figure) -> tuple[str, ...]:
    """A line of the table."""
    limits = tuple(str(limit) if limit is not None else "—" for limit in (step.seconds, step.megabytes))
    verdict = judged(step, figure)
    return step.name, f"{figure.seconds:.1f}", limits[0], f"{figure.megabytes:.0f}", limits[1], verdict


def complain(step: Step, figure: Figure) -> None:
    """Say what a command that failed said."""
    if figure.status:
        print(f"{step.name}：退出码 {figure.status}\n{figure.output[-1500:]}\n", file=sys.stderr)
