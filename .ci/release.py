"""The files of a period: the workbook, the workbook of changes, the site in a zip, and their sums.

    .venv/bin/python .ci/release.py TAG FOLDER

The same tag gives the same bytes, on any machine and day.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_TAG = re.compile(r"批次/[0-9A-Za-z\u4e00-\u9fff][0-9A-Za-z\u4e00-\u9fff._-]{0,60}\Z")
_MADE = (("一本账", "xlsx"), ("变更记录", "xlsx"), ("网站", "zip"))
_EPOCH = (1980, 1, 1, 0, 0, 0)


def ybz(*args: str) -> None:
    """Run ybz of this very environment."""
    subprocess.run([Path(sys.executable).with_name("ybz"), "-C", ROOT, *args], check=True)


def pack(folder: Path, file: Path) -> None:
    """A zip of a folder: sorted, without times or owners."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            entry = zipfile.ZipInfo(f"{file.stem}/{path.relative_to(folder).as_posix()}", _EPOCH)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(entry, path.read_bytes())


def main(tag: str, folder: Path) -> int:
    """Make the files; 2 for a name that is no tag of a period."""
    if not _TAG.match(tag):
        print("标签要写成 批次/2026-02 的样子", file=sys.stderr)
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    name = tag.replace("/", "-")
    ybz("export", "xlsx", "--at", tag, "-o", str(folder / f"一本账-{name}.xlsx"))
    ybz("log", "--at", tag, "--tag", tag, "--format", "xlsx", "-o", str(folder / f"变更记录-{name}.xlsx"))
    with tempfile.TemporaryDirectory() as site:
        ybz("build", "--at", tag, "-o", site)
        pack(Path(site), folder / f"网站-{name}.zip")
    made = sorted(folder / f"{each}-{name}.{end}" for each, end in _MADE)
    sums = (f"{hashlib.sha256(each.read_bytes()).hexdigest()}  {each.name}\n" for each in made)
    (folder / "SHA256SUMS").write_text("".join(sums), "utf-8")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("用法：.ci/release.py 批次/标签 输出文件夹")
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
