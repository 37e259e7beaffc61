"""How long a site takes: ten thousand catalogs with a thousand commits, then fifty thousand; beside it plain MkDocs.

Plain MkDocs gets a thousand of the same pages, as Markdown files that hold the same HTML, with Material and nothing else.
``python tests/bench/site_figures.py [catalogs]``.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from figures import HEAD, PASSED, Figure, Step, complain, row, run, table

COMMITS = 1000
COLD = "ybz build（{} 份目录，{} 次提交）"
LIMITS = {10_000: 20.0, 50_000: 120.0}
AGAIN = Step("ybz build 再次（改了一份目录的摘要）", (), 2.5, 800, warm=True)
MOST_MB = 200
FEW = 1000
_MAIN = re.compile(r"<main[^>]*>(.*)</main>", re.DOTALL)


def main(arguments: list[str]) -> int:
    """Build ledgers of growing size, print the table, the line through them, and how many times slower MkDocs is."""
    largest = int(arguments[0]) if arguments else 10_000
    sizes = [largest // 4, largest // 2, largest, *([largest * 5] if largest >= 10_000 else [])]
    rows: list[tuple[str, ...]] = [HEAD]
    points: list[tuple[int, float]] = []
    notes = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="ybz-bench-") as folder:
            root, site = Path(folder) / "ledger", Path(folder) / "site"
            made = run(
                [
                    "demo",
                    str(root),
                    "--catalogs",
                    str(size),
                    "--departments",
                    str(max(3, size // 50)),
                    "--commits",
                    str(COMMITS),
                ],
                Path(folder),
            )
            if made.status:
                print(made.output)
                return 1
            step = Step(
                COLD.format(size, COMMITS),
                ("build", "-o", str(site)),
                LIMITS.get(size),
                800 if size == 10_000 else None,
            )
            figure = _step(rows, step, root)
            pages = sum(1 for _ in site.rglob("*.html"))
            points.append((pages, figure.seconds))
            notes.append(f"{size} 份目录：{pages} 页，占磁盘 {_disk(site) / 1e6:.0f} MB")
            if size == largest:
                if size == 10_000 and _disk(site) > MOST_MB * 1e6:
                    rows.append((f"占磁盘 {_disk(site) / 1e6:.0f} MB", "", "", "", str(MOST_MB), "超出"))
                _edit(root)
                _step(rows, replace(AGAIN, arguments=step.arguments), root)
                notes.append(_beside(site, Path(folder) / "plain", figure.seconds / pages))
    print(table(rows))
    print("\n" + "\n".join([*notes, _line(points)]))
    return int(any(each[-1] != PASSED for each in rows[1:]))


def _step(rows: list[tuple[str, ...]], step: Step, root: Path) -> Figure:
    if not step.warm:
        shutil.rmtree(root / ".ybz", ignore_errors=True)
    figure = run(list(step.arguments), root)
    rows.append(row(step, figure))
    complain(step, figure)
    return figure


def _edit(root: Path) -> None:
    """Change what one catalog says."""
    path = max(root.glob("catalogs/*/*信息.yml"))
    path.write_text(path.read_text(encoding="utf-8").replace("summary: ", "summary: 新", 1), encoding="utf-8")


def _disk(folder: Path) -> int:
    """Bytes on the disk, whole blocks."""
    return sum(os.lstat(path).st_blocks * 512 for path in folder.rglob("*"))


def _beside(site: Path, folder: Path, ours: float) -> str:
    """What MkDocs takes for a page of the same content, and how many times ours that is."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text("site_name: plain\ntheme: {name: material}\nuse_directory_urls: false\n")
    pages = sorted((site / "c").glob("*.html"))[:FEW]
    for path in pages:
        found = _MAIN.search(path.read_text(encoding="utf-8"))
        assert found
        (docs / f"{path.stem}.md").write_text(f"# {path.stem}\n\n<div>{found[1]}</div>\n", encoding="utf-8")
    figure = run(["build", "-q", "-d", str(folder / "out")], folder, "mkdocs")
    if figure.status:
        return f"MkDocs 没有生成：{figure.output[-300:]}"
    each = figure.seconds / len(pages)
    return (
        f"只用 MkDocs 和 Material 生成其中 {len(pages)} 页：{figure.seconds:.1f} 秒，每页 {each * 1000:.1f} 毫秒；"
        f"ybz build 每页 {ours * 1000:.2f} 毫秒（含读账、校验、历史），是 {each / ours:.0f} 倍"
    )


def _line(points: list[tuple[int, float]]) -> str:
    """The straight line through pages and seconds, and how well it fits."""
    number = len(points)
    across, up = sum(x for x, _ in points) / number, sum(y for _, y in points) / number
    wide = sum((x - across) ** 2 for x, _ in points)
    slope = sum((x - across) * (y - up) for x, y in points) / wide
    start = up - slope * across
    off = sum((y - start - slope * x) ** 2 for x, y in points)
    whole = sum((y - up) ** 2 for _, y in points)
    return f"直线拟合：{start:.1f} 秒 + 每千页 {slope * 1000:.2f} 秒，R² = {1 - off / whole:.4f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
