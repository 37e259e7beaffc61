"""An answer of many files: a folder or a zip, there as a whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from ..outputs.escapes import printable
from .output import ENDINGS, cannot_write, is_kept, refused, save, target

# The earliest day a zip can bear: the same export gives the same bytes on any day.
_WHEN = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o100644 << 16
_FORMS = ("csv", "json", "jsonl", "parquet", "sqlite", "xlsx")
_FILES = frozenset({".csv", ".tsv", ".parquet", ".xls", ".et", ".ods", ".duckdb", ".gz", ".7z", ".rar"}).union(
    *ENDINGS.values()
)
Files = Iterable[tuple[str, Iterator[bytes]]]


def folder_or_zip(root: Path, path: Path, form: str) -> Path:
    """Where to write; ends the run unless it is a zip file or a folder, outside of what the ledger keeps.

    Who writes ``-o 台账.csv`` means one file: a folder of that name would only be a riddle. ``form``: that of the export.
    """
    shown = f"“{printable(str(path))}”"
    if path.suffix.lower() == ".zip" and not path.is_dir():
        return target(root, path, "zip", "台账")
    suffix = path.suffix.lower()
    if suffix in _FILES and not os.path.lexists(path):
        other = next((name for name in _FORMS if name != form and suffix in ENDINGS.get(name, (f".{name}",))), "")
        hint = f"；要 {suffix} 的，用 ybz export {other}" if other else ""
        stem = printable(path.stem) or "台账"
        raise refused(
            f"{shown}是一个文件的名称，而这里一张表写成一个 .{form} 文件，有好几个："
            f"写一个文件夹，如 {stem}，或一个压缩包，如 {stem}.zip{hint}"
        )
    if os.path.lexists(path) and not path.is_dir():
        raise refused(f"{shown}是文件：写一个文件夹，或以 .zip 结尾的文件名")
    if is_kept(root, path.parent) or is_kept(root, path.resolve()):
        raise refused(f"{shown}在 catalogs/ 或 schema/ 里，那里只放账：换一个文件夹")
    return path


def save_files(path: Path, files: Files, known: Collection[str]) -> None:
    """Write the files into a zip, or into a folder that is new, empty, or holds nothing but an earlier export.

    ``known``: the names an export of this form writes; whatever else lies in the folder is somebody's, and ends the run.
    """
    if path.suffix.lower() == ".zip" and not path.is_dir():
        with tempfile.TemporaryDirectory(prefix=".ybz-") as folder:
            save(path, _zipped(Path(folder) / "files.zip", files))
        return
    path = path.resolve()
    others = sorted(each.name for each in path.iterdir() if each.name not in known) if path.is_dir() else []
    if others:
        raise refused(f"“{printable(str(path))}”里有别的文件（{printable(others[0])}）：换一个新的或空的文件夹")
    stage: Path | None = None
    try:
        stage = Path(tempfile.mkdtemp(dir=path.parent, prefix=".ybz-"))
        umask = os.umask(0)
        os.umask(umask)
        stage.chmod(0o777 & ~umask)
        for name, parts in files:
            with (stage / name).open("wb") as stream:
                stream.writelines(parts)
        _swap(stage, path)
    except OSError as error:
        raise cannot_write(path, error) from error
    finally:
        if stage is not None:
            shutil.rmtree(stage, ignore_errors=True)


def _swap(stage: Path, path: Path) -> None:
    """Put the new folder in the place of the old one, which comes back if that fails."""
    old = stage.with_name(f"{stage.name}-old")
    if not path.is_dir():
        stage.rename(path)
        return
    path.rename(old)
    try:
        stage.rename(path)
    except BaseException:
        old.rename(path)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _zipped(scratch: Path, files: Files) -> Iterator[bytes]:
    """The bytes of the archive, in pieces; it is put together in ``scratch``."""
    with zipfile.ZipFile(scratch, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, parts in files:
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, _READABLE
            with archive.open(entry, "w", force_zip64=True) as stream:
                stream.writelines(parts)
    with scratch.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            yield chunk


__all__ = ["folder_or_zip", "save_files"]
