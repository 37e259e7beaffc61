"""Writing the site: only what changed, nothing but what is ours, all of it at once."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType

from . import swap
from .listing import MANIFEST, Known, is_inside, listed


class TakenError(Exception):
    """The output folder holds files of somebody else's where the site's would go; the message is Chinese."""


class Publisher:
    """Puts files into one output folder. Paths are POSIX, relative to it.

    The next site is made beside the last one, of what changed and, by hard links, what did not; :meth:`finish`
    exchanges the two. So a reader never sees half of it, and a full disk, a failed build or kill -9 leaves the last site
    whole. Where no folder can be made beside it (a mounted volume) changed files are moved into it one by one.
    Used as a context, it removes what was not finished.
    """

    def __init__(self, output: Path, stage: Path | None = None) -> None:
        # The folder itself is exchanged, not a link that leads to it.
        self.output = output.resolve()
        self._text = str(self.output)
        self.stage = stage
        self.written: dict[str, Known] = {}
        self.staged: set[str] = set()
        self.last: Mapping[str, Known] = {} if stage else listed(self.output)
        self._whole = False
        self._there: set[str] = set()
        self._folders: set[Path] = set()
        self._made: list[Path] = []
        self._stack = ExitStack()

    def __enter__(self) -> Publisher:
        self._prepare()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.discard()

    @property
    def changed(self) -> int:
        """How many files differ from those of the last site."""
        return len(self.staged - {MANIFEST})

    def part(self) -> Publisher:
        """Another that writes into the same stage, perhaps in another process; :meth:`join` takes over what it did."""
        return Publisher(self.output, self._prepare())

    def join(self, written: Mapping[str, Known], staged: set[str]) -> None:
        """Take over what a part wrote."""
        self.written |= written
        self.staged |= staged

    def keeps(self, path: str, key: str) -> bool:
        """Whether the last site has the file made of what ``key`` names; then it stays, and need not be written."""
        known = self.last.get(path)
        if not key or known is None or known.key != key:
            return False
        try:
            # A file someone has cut short or emptied since is made again.
            if os.stat(f"{self._text}/{path}").st_size != known.size:  # noqa: PTH116 - ten thousand times
                return False
        except OSError:
            return False
        self.written[path] = known
        return True

    def write(self, path: str, data: bytes, key: str = "") -> None:
        """Write a file, made of what ``key`` names, unless it holds these bytes already."""
        self.written[path] = Known(len(data), key)
        target = self.output / path
        with suppress(OSError):
            if target.stat().st_size == len(data) and target.read_bytes() == data:
                return
        new = self._prepare() / path
        try:
            if new.parent not in self._folders:
                new.parent.mkdir(parents=True, exist_ok=True)
                self._folders.add(new.parent)
            new.write_bytes(data)
        except OSError as error:
            raise named(error, target) from error
        self.staged.add(path)

    def _prepare(self) -> Path:
        """The stage: on the disk of the output folder, so that moving a file never copies it."""
        if self.stage is None:
            missing = [each for each in (self.output, *self.output.parents) if not each.exists()]
            self.output.parent.mkdir(parents=True, exist_ok=True)
            self._stack.enter_context(swap.alone(self.output))
            swap.recover(self.output)
            self.last = listed(self.output)
            self.stage = swap.beside(self.output)
            self._whole = self.stage is not None
            self._made = missing
            if self.stage is None:
                self.output.mkdir(exist_ok=True)
                self.stage = Path(tempfile.mkdtemp(prefix=".ybz-", dir=self.output))
        return self.stage

    def discard(self) -> None:
        """Remove the stage, and the folders that were made for nothing."""
        if self.stage is not None:
            shutil.rmtree(self.stage, ignore_errors=True)
            self.stage = None
            for folder in self._made:
                with suppress(OSError):
                    folder.rmdir()
        self._stack.close()

    def copy(self, folder: Path) -> None:
        """Take over all files of a folder."""
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                self.write(path.relative_to(folder).as_posix(), path.read_bytes())

    def finish(self) -> None:
        """Put all in its place; what an earlier build wrote and this one did not is gone then.

        Raises:
            TakenError: a file that no build listed stands where one of the site's would go; nothing is changed.
        """
        stage = self._prepare()
        if self._made and self.output.is_dir():
            # Another first build was quicker: wait for it, and take its site for the last one.
            self._stack.enter_context(swap.alone(self.output))
            self.last = listed(self.output)
        taken = sorted(self._taken())
        if taken:
            raise TakenError(
                f"{self.output} 里有不是网站的文件，网站也要用这个名字：{'、'.join(taken[:5])}"
                f"{f' 等 {len(taken)} 个' if len(taken) > 5 else ''}。换一个单独的文件夹，或者先把它们移走"
            )
        lines = [f"{path}\t{size}\t{key}\n" for path, (size, key) in sorted(self.written.items()) if path != MANIFEST]
        self.write(MANIFEST, "".join(lines).encode())
        self.link(path for path in self.written if path not in self.staged and path not in self._there)
        if self._whole:
            foreign: list[str] = []
            if self.output.is_dir():
                foreign = list(swap.strangers(self.output, {*self.last, *self.written}))
            with suppress(OSError):
                old = swap.exchange(stage, self.output)
                if old and swap.carry(old, self.output, foreign):
                    shutil.rmtree(old, ignore_errors=True)
                elif old:
                    # Somebody's files could not be moved: they stay, under a name no build clears away.
                    old.rename(old.with_name(f".{self.output.name}.kept-{os.getpid()}"))
                return
        self._move(stage)

    def _taken(self) -> set[str]:
        """What stands where a new file or one of its folders would go, and no build made."""
        found = {path for path in self.staged if path not in self.last and os.path.lexists(self.output / path)}
        for folder in swap.folders_of(self.written):
            place = self.output / folder
            if place.is_symlink() or place.is_file():
                found.add(folder)
        return found

    def link(self, paths: Iterable[str]) -> None:
        """Put files that stay as they are into the stage, as :meth:`finish` will with all that are not there yet."""
        stage = self._prepare()
        if not self._whole:
            return
        folders: set[str] = set()
        place = str(stage)
        try:
            for path in paths:
                folder = path.rpartition("/")[0]
                if folder not in folders:
                    folders.add(folder)
                    (stage / folder).mkdir(parents=True, exist_ok=True)
                os.link(f"{self._text}/{path}", f"{place}/{path}")
                self._there.add(path)
        except OSError:
            # Then what changed is moved into its place, and what did not stays in its own.
            self._whole = False

    def _move(self, stage: Path) -> None:
        """Move what changed into place file by file and remove what is no more."""
        stale = [path for path in self.last if path not in self.written and is_inside(self.output, path)]
        # First a list of both, then the new one: a build that was stopped between can be done again.
        both = "".join(f"{path}\t-1\t\n" for path in sorted({*self.last, *self.written} - {MANIFEST}))
        (self.output / MANIFEST).write_text(both, encoding="utf-8")
        for path in sorted(self.staged, key=lambda each: (each == MANIFEST, each)):
            target = self.output / path
            target.parent.mkdir(parents=True, exist_ok=True)
            (stage / path).replace(target)
        for path in stale:
            target = self.output / path
            target.unlink(missing_ok=True)
            _prune(target.parent, self.output)


def named(error: OSError, path: Path) -> OSError:
    """The error with the file it is about: a write to a full disk does not tell which."""
    return OSError(error.errno, error.strerror, str(error.filename or path))


def _prune(folder: Path, top: Path) -> None:
    while folder != top:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
