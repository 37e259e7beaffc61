"""The working folder of a ledger on the desk of a command that edits it. The rules are not run here."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import click

from ..model.findings import Pointer
from ..outputs.edit.codes import code_of
from ..outputs.edit.form import EditError, Order, canonical, header
from ..outputs.escapes import printable
from ..sources import document, layout, schema, tree
from ..sources.git import Repository
from ..sources.layout import Kind
from ..sources.schema import Schemas
from ..sources.tree import Tree
from .scope import alike, inside


@dataclass
class Desk:
    """A ledger's files as they stand on disk; paths are POSIX, relative to ``root``."""

    root: Path
    tree: Tree
    kinds: Mapping[str, Kind]
    departments: frozenset[str]
    _orders: dict[Kind, Order] = field(default_factory=dict)

    @cached_property
    def schemas(self) -> Schemas:
        """The schemas the ledger is held to."""
        return schema.load(self.tree.files)

    @cached_property
    def repository(self) -> Repository | None:
        """The git repository around the ledger."""
        return Repository.find(self.root)

    def order(self, kind: Kind) -> Order:
        """The order of keys of a kind of document."""
        return self._orders.setdefault(kind, Order(self.schemas.by_kind[kind]))

    def head(self, path: str, kind: Kind) -> str:
        """The header for editors; none where the ledger has no schema of its own that it could name."""
        return header(path, kind) if f"schema/{kind}.schema.json" in self.tree.files else ""

    def edited(self, path: str, changes: Mapping[Pointer, Any], target: str) -> str:
        """The text of a catalog with ``changes``, as it is to stand at ``target``.

        Raises:
            EditError: the catalog cannot be read, so nothing of it is changed.
        """
        try:
            text = self.tree.files[path].decode()
        except UnicodeDecodeError as error:
            raise EditError("文件不是 UTF-8 编码：运行 ybz check --fix 可以改存") from error
        return canonical(text, self.order(Kind.CATALOG), self.head(target, Kind.CATALOG), changes)

    def values(self, path: str) -> dict[str, Any]:
        """What a document says, as far as it can be read."""
        found = document.read(path, self.tree.files[path]).values
        return found if isinstance(found, dict) else {}

    def within(self, paths: Iterable[Path]) -> list[str]:
        """The documents under the paths of a command line; all, without any."""
        roots = [inside(self.root, self.tree, path) for path in paths] or ["."]
        return [path for path in self.kinds if any(r in (".", path) or path.startswith(f"{r}/") for r in roots)]

    def save(self, path: str, text: str) -> None:
        """Write a file beside its place and rename it there, so that no one ever reads half of one; its mode stays."""
        target = self.root / path
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".ybz-", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(text.encode())
                file.flush()
                os.fsync(handle)
            Path(temporary).chmod(mode(target))
            Path(temporary).replace(target)
        finally:
            Path(temporary).unlink(missing_ok=True)

    def move(self, path: str, target: str) -> None:
        """Move a file, as ``git mv`` does where git tracks it; never over another."""
        (self.root / target).parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(self.root / target):
            raise click.UsageError(f"{printable(target)} 已经存在，没有覆盖它")
        if self.repository is not None and self.repository.is_tracked(path):
            self.repository.move(path, target)
        else:
            (self.root / path).rename(self.root / target)

    def relocate(self, path: str, text: str, target: str) -> None:
        """Write a document's new text and move it; whatever stops the move leaves the old text at the old place."""
        before = self.tree.files[path]
        self.save(path, text)
        if target == path:
            return
        try:
            self.move(path, target)
        except BaseException:
            with contextlib.suppress(OSError):
                self.save(path, before.decode())
            raise

    def catalog(self, code: str) -> str:
        """The path of the catalog with a code; ends the run with the nearest ones when there is none."""
        codes = {path: code_of(self.tree.files[path]) for path, kind in self.kinds.items() if kind is Kind.CATALOG}
        found = [path for path, own in codes.items() if own == code]
        if len(found) == 1:
            return found[0]
        if found:
            raise click.UsageError(f"目录代码 {code} 有 {len(found)} 份目录：{'、'.join(found)}。先改好重复的代码")
        near = {own: path for path, own in codes.items()}
        stems = {own: Path(path).stem for own, path in near.items()}
        hint = "、".join(f"{own}《{stems[own]}》" for own in alike(code, [own for own in near if own]))
        hint = f"相近的有：{printable(hint)}" if hint else "账里还没有目录"
        raise click.UsageError(f"没有目录代码“{printable(code)}”。{hint}")


def mode(target: Path) -> int:
    """The permissions of a file that is there, else those a new one gets."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask


def desk(root: Path) -> Desk:
    """Take up a ledger's files."""
    files = tree.of_folder(root)
    places = layout.Layout(files.files)
    kinds = {path: places.classify(path)[0] for path in files.files if layout.is_document(path)}
    known = {path: kind for path, kind in kinds.items() if kind is not None and path.endswith(".yml")}
    return Desk(root, files, known, places.departments)
