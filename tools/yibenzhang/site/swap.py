"""Putting a whole folder in the place of another at once, so that a reader never sees half of a site.

On Linux the two names are exchanged in one step; elsewhere the old folder is renamed first, and a build that is stopped
between the two renames is mended by the next one.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_EXCHANGE, _HERE = 2, -100


def beside(output: Path) -> Path | None:
    """An empty folder beside ``output``, on the same disk, that can take its place; None where there can be none."""
    parent = output.parent
    if os.path.ismount(output) or not os.access(parent, os.W_OK):
        return None
    stage = parent / f".{output.name}.ybz-{os.getpid()}"
    try:
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir()
        if output.is_dir():
            if output.stat().st_dev != stage.stat().st_dev:
                stage.rmdir()
                return None
            shutil.copymode(output, stage)
    except OSError:
        return None
    return stage


@contextmanager
def alone(output: Path) -> Iterator[None]:
    """Wait until nobody else publishes into ``output``; where there is no such folder yet, there is nobody."""
    place = _locked(output) if sys.platform != "win32" else None
    try:
        yield
    finally:
        if place is not None:
            os.close(place)


def _locked(output: Path) -> int | None:
    """The folder, open and locked; while this waited another may have come in its place."""
    while True:
        try:
            place = os.open(output, os.O_RDONLY | os.O_DIRECTORY)
        except OSError:
            return None
        try:
            fcntl.flock(place, fcntl.LOCK_EX)
            if os.path.samestat(os.fstat(place), output.stat()):
                return place
        except OSError:
            pass
        os.close(place)


def recover(output: Path) -> None:
    """Clear away what stopped builds left beside ``output``; where one was stopped while it renamed, undo that."""
    for left in sorted(output.parent.glob(f".{_literal(output.name)}.ybz-*")):
        number = left.name.rpartition("-")[2]
        if not left.is_dir() or not number.isdigit() or _is_alive(int(number)):
            continue
        if left.name.startswith(f".{output.name}.ybz-old-") and not output.exists():
            left.rename(output)
        else:
            shutil.rmtree(left, ignore_errors=True)


def _literal(name: str) -> str:
    return "".join(f"[{character}]" if character in "*?[" else character for character in name)


def _is_alive(number: int) -> bool:
    if number == os.getpid():
        return False
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def exchange(stage: Path, output: Path) -> Path | None:
    """Put ``stage`` in the place of ``output``; gives where the old folder is now, None when there was none.

    Raises:
        OSError: it cannot be done; the old folder stands as it was.
    """
    if not output.exists():
        stage.rename(output)
        return None
    if _exchanged(stage, output):
        return stage
    old = output.with_name(f".{output.name}.ybz-old-{os.getpid()}")
    output.rename(old)
    try:
        stage.rename(output)
    except OSError:
        old.rename(output)
        raise
    return old


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two names in one step where the system can."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return bool(call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


def folders_of(paths: Iterable[str]) -> set[str]:
    """The folders that files lie in, and the folders of these; POSIX paths, without the one all is relative to."""
    found: set[str] = set()
    for folder in {path.rpartition("/")[0] for path in paths}:
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]  # noqa: PLW2901  (one step up)
    return found


def strangers(folder: Path, own: Set[str]) -> Iterator[str]:
    """Files and folders under ``folder`` that are none of ``own`` (paths of files), the topmost ones only."""
    folders = folders_of(own)
    waiting = [""]
    while waiting:
        place = waiting.pop()
        with os.scandir(folder / place) as entries:
            before = f"{place}/" if place else ""
            for entry in sorted(
                (each for each in entries if before + each.name not in own), key=lambda each: each.name
            ):
                path = before + entry.name
                if entry.is_dir(follow_symlinks=False):
                    if path in folders:
                        waiting.append(path)
                    elif place or not entry.name.startswith(".ybz-"):
                        yield path
                else:
                    yield path


def carry(old: Path, new: Path, paths: list[str]) -> bool:
    """Move what is not ours from the old folder to the new one; whether all of it could be."""
    whole = True
    for path in paths:
        target = new / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            (old / path).rename(target)
        except OSError:
            whole = False
    return whole
