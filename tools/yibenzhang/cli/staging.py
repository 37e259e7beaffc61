"""Many files written as one: all are there, or none."""

from __future__ import annotations

import contextlib
import os
import signal
import tempfile
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from ..outputs.escapes import printable
from ..outputs.reasons import reason
from .desk import Desk, mode


class Staging:
    """Writes beside the places first; then renames, with Ctrl+C held back, and takes all back where one fails."""

    def __init__(self, files: Desk) -> None:
        self.root, self.tree = files.root, files.tree

    def write(self, texts: Mapping[str, bytes | None]) -> None:
        """Write new contents by path; None takes a file away."""
        staged: dict[str, Path] = {}
        made: list[Path] = []
        done: list[str] = []
        try:
            for path, data in texts.items():
                if data is not None:
                    made += self._folder(path)
                    staged[path] = self._stage(path, data)
            with _uninterrupted():
                try:
                    for path, temporary in staged.items():
                        done.append(path)
                        temporary.replace(self.root / path)
                    for path, data in texts.items():
                        if data is None:
                            done.append(path)
                            (self.root / path).unlink()
                except OSError:
                    self._undo(done)
                    raise
                made.clear()
        except OSError as error:
            raise click.ClickException(f"没有写成，账没有改动：{printable(reason(error))}") from error
        finally:
            for temporary in staged.values():
                temporary.unlink(missing_ok=True)
            for folder in reversed(made):
                with contextlib.suppress(OSError):
                    folder.rmdir()

    def _folder(self, path: str) -> list[Path]:
        """Make the folder of a file; gives those that were not there. No folder on the way may be a link."""
        missing = []
        for folder in (self.root / path).parents:
            if folder == self.root:
                break
            if folder.is_symlink():
                raise OSError(f"{folder.relative_to(self.root)} 是符号链接")
            if not folder.is_dir():
                missing.append(folder)
        for folder in reversed(missing):
            folder.mkdir()
        return list(reversed(missing))

    def _stage(self, path: str, data: bytes) -> Path:
        target = self.root / path
        if path not in self.tree.files and os.path.lexists(target):
            raise FileExistsError(f"{path} 已经存在")
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".ybz-", suffix=".tmp")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(mode(target))
        return Path(name)

    def _undo(self, done: list[str]) -> None:
        for path in done:
            target = self.root / path
            with contextlib.suppress(OSError):
                if path in self.tree.files:
                    target.write_bytes(self.tree.files[path])
                else:
                    target.unlink(missing_ok=True)


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold Ctrl+C back for the moment the renaming takes."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: asked.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if asked:
        raise KeyboardInterrupt


__all__ = ["Staging"]
