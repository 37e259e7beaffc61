"""Finding one catalog in one version of the ledger, by its code or by any name it has had."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click
import msgspec

from ..history.entries import Entry, department_of, entry, is_catalog
from ..history.selection import Names, names
from ..model.change import Kind, Revision
from ..outputs.changes.page import gone
from ..outputs.edit.codes import code_of
from ..outputs.escapes import printable
from ..sources import past, schema, tree
from ..sources.schema import Schemas
from ..sources.tree import Tree
from .chronicle import Chronicle, near


@dataclass(frozen=True)
class Found:
    """A catalog as a version has it.

    ``steps``: what happened to it, newest first, each revision with one change of it. ``others``: further files that
    bear its code.
    """

    code: str
    name: str
    entry: Entry
    schemas: Schemas
    steps: tuple[Revision, ...]
    others: tuple[str, ...]


def seek(past_: Chronicle | None, root: Path, asked: str, *, folder: bool) -> Found:
    """The catalog somebody asks for: in the working folder, else in the revision the history ends at.

    Without a history (outside of git, or before the first commit) only the folder is there to be looked at. Ends the
    run with what became of one that is not there, and with the nearest names when there never was one.
    """
    asked = asked.strip()
    files = tree.of_folder(root) if folder or not past_ else tree.of_revision(past_.repository, past_.commit)
    revisions = past_.revisions if past_ else lambda: iter(())
    codes = {path: code_of(data) for path, data in _catalogs(files)}
    known = names(revisions()) if past_ else _present(codes)
    code = _code(asked, codes, known)
    paths = [path for path, own in codes.items() if own == code]
    steps = tuple(
        msgspec.structs.replace(revision, changes=(change,))
        for revision in revisions()
        for change in revision.changes
        if code in (change.code, change.predecessor)
    )
    if not paths and steps and steps[0].changes[0].kind is Kind.UNREADABLE:
        # A file that cannot be read may not show its code; the history knows which one it had.
        paths = [path for path in codes if path == steps[0].changes[0].file]
    if not paths:
        raise click.UsageError(printable(_absent(asked, code, steps, known)))
    one = entry(paths[0], past.read(files.files[paths[0]]).values, code)
    name = one.values.get("name") if one.values else None
    shown = name if isinstance(name, str) else known.codes.get(code) or paths[0]
    return Found(code, shown, one, schema.load(files.files), steps, tuple(paths[1:]))


def _present(codes: dict[str, str]) -> Names:
    """The catalogs of a folder without a history, under the names of their files."""
    found = Names()
    for path, code in codes.items():
        name = path.rpartition("/")[2].removesuffix(".yml")
        found.departments.add(department_of(path))
        if code:
            found.codes.setdefault(code, name)
            found.bearers.setdefault(name, []).append(code)
    return found


def _catalogs(files: Tree) -> list[tuple[str, bytes]]:
    return [(path, data) for path, data in files.files.items() if is_catalog(path)]


def _code(asked: str, codes: dict[str, str], known: Names) -> str:
    """The code that is meant: a code, a file or its name (today's name of the catalog), or a name of old."""
    if asked in codes.values() or asked in known.codes:
        return asked
    wanted = asked.removesuffix(".yml")
    ends = {path: (path.removesuffix(".yml"), path.rpartition("/")[2].removesuffix(".yml")) for path in codes}
    found = list(dict.fromkeys(code for path, code in codes.items() if code and wanted in ends[path]))
    found = found or known.bearers.get(asked, [])
    if len(found) > 1:
        listed = "、".join(f"{code}《{known.codes.get(code, '')}》" for code in found[:10])
        raise click.UsageError(printable(f"叫“{asked}”的目录不止一份，请写代码：{listed}"))
    return found[0] if found else asked


def _absent(asked: str, code: str, steps: tuple[Revision, ...], known: Names) -> str:
    if steps:
        return gone(steps, code, known.codes.get(code, ""))
    folder = asked.strip("/")
    if folder in known.departments or folder in known.regions:
        kind = "部门" if folder in known.departments else "县（市）"
        return f"“{folder}”是{kind}，这里一次看一份目录：写目录代码或名称。它有过哪些变更：ybz log {folder}"
    return f"没有“{asked}”这份目录。{near(asked, known, folders=False)}"


__all__ = ["Found", "seek"]
