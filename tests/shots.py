"""Pictures for the manuals, made from the made-up ledger with Chromium: ``python tests/shots.py``.

Not a test, and not run by any: pictures differ a little from one Chromium to the next. Run it when a page looks different.
"""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from markdown_it import MarkdownIt
from playwright.sync_api import Page, sync_playwright

from ledgers import ROOT, demo_history, git

IMAGES = ROOT / "docs/images"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
CATALOG = "catalogs/民政局/城乡低保对象名单.yml"
LARGEST = 200_000
STYLE = """
body { margin: 0; padding: 20px 24px; font: 15px/1.6 "Noto Sans CJK SC", sans-serif; color: #1f2328; background: #fff }
pre.terminal { margin: 0; padding: 14px 18px; background: #f6f8fa; border: 1px solid #d1d9e0; border-radius: 6px;
  font: 14px/1.55 "Noto Sans Mono CJK SC", monospace; white-space: pre-wrap }
h2, h3 { border-bottom: 1px solid #d1d9e0; padding-bottom: 4px } h2 { font-size: 21px } h3 { font-size: 18px }
table { border-collapse: collapse; margin: 8px 0 } th, td { border: 1px solid #d1d9e0; padding: 4px 10px; text-align: left }
code { background: #f0f1f3; padding: 1px 4px; border-radius: 4px } details > summary { cursor: pointer }
"""


def ybz(root: Path, *args: str) -> str:
    """What the command says, standard error after standard output."""
    done = subprocess.run(
        [sys.executable, "-m", "yibenzhang", "-C", str(root), *args], capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def edit(root: Path, pattern: str, new: str) -> None:
    """Replace the first place of a catalog a pattern matches."""
    text = (root / CATALOG).read_text(encoding="utf-8")
    changed = re.sub(pattern, new, text, count=1)
    assert changed != text, pattern
    (root / CATALOG).write_text(changed, encoding="utf-8")


def shoot(page: Page, name: str, body: str, width: int, height: int | None = None) -> None:
    """A picture of a page made of ``body``."""
    # Not on a page of the site: its policy would outlive it and refuse our style.
    page.goto("about:blank")
    page.set_viewport_size({"width": width, "height": height or 200})
    page.set_content(f"<!doctype html><html lang=zh><style>{STYLE}</style><body>{body}")
    save(page, name, full=height is None)


def save(page: Page, name: str, *, full: bool) -> None:
    """Write the picture; one that is too large for a manual is a mistake."""
    path = IMAGES / f"{name}.png"
    page.screenshot(path=path, full_page=full, animations="disabled")
    print(f"{path.relative_to(ROOT)} {path.stat().st_size // 1000} KB")
    assert path.stat().st_size <= LARGEST


def terminal(*runs: tuple[str, str]) -> str:
    """Commands and what they said, as they look in a terminal."""
    said = "\n".join(f"$ {command}\n{output.rstrip()}\n" for command, output in runs)
    return f"<pre class=terminal>{html.escape(said)}</pre>"


def record(root: Path, when: str) -> None:
    """What ``ybz submit`` does, on a day that fits the ledger."""
    git(root, "switch", "-q", "-c", "民政局/20260701-变更城乡低保对象名单")
    who = ["-c", "user.name=王芳", "-c", "user.email=wangfang@mzj.example.cn"]
    dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    command = [
        "git",
        *who,
        "commit",
        "-qam",
        f"民政局：变更《城乡低保对象名单》\n\nSubmitted-at: {when}\nSubmitted-by: 王芳",
    ]
    subprocess.run(command, cwd=root, env={**os.environ, **dates}, check=True)


def main() -> None:
    """Make the ledger, change it as a clerk would, and take the pictures."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder) / "账"
        demo_history(root, 300, 20, 1000)
        git(root, "config", "user.name", "王芳")
        git(root, "config", "user.email", "wangfang@mzj.example.cn")
        page = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"]).new_page()
        ybz(root, "build")
        site = root / "site"
        found = [each for each in (site / "c").glob("*.html") if "城乡低保对象名单" in each.read_text("utf-8")[:3000]]
        page.set_viewport_size({"width": 1180, "height": 760})
        page.goto(found[0].as_uri())
        save(page, "catalog", full=False)
        page.get_by_text("变更历史", exact=False).last.scroll_into_view_if_needed()
        page.evaluate("window.scrollBy(0, 460)")
        save(page, "history", full=False)
        before = re.search(r"(?m)^update_cycle: (.*)$", (root / CATALOG).read_text(encoding="utf-8"))
        assert before
        edit(root, r"update_cycle: .*", "update_cycle: 每季")
        shoot(page, "check", terminal(("ybz check --base main", ybz(root, "check", "--base", "main"))), 980)
        git(root, "checkout", "-q", "--", ".")
        edit(root, r"update_cycle: .*", "update_cycle: 每季度" if before[1] != "每季度" else "update_cycle: 每半年")
        edit(root, r"(?m)^summary: (.*)。$", r"summary: \1，自2024年起含低保边缘家庭。")
        git(root, "remote", "add", "origin", str(root))
        shoot(page, "submit", terminal(("ybz submit --dry-run", ybz(root, "submit", "--dry-run"))), 980)
        record(root, "2026-07-01T09:30:00+08:00")
        report = ybz(
            root, "review", "--base", "main", "--actor", "mzj-clerk", "--on", "2026-07-02", "--format", "markdown"
        )
        rendered = MarkdownIt("commonmark", {"html": True}).enable("table").render(report)
        shoot(page, "report", rendered.replace("✅", "<span style='color: #1a7f37'>✔</span>"), 1000)


if __name__ == "__main__":
    main()
