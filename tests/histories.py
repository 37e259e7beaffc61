"""Histories for tests, written through ``git fast-import``: any tree, any parents, any people, at any time."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from ledgers import git

File = bytes | tuple[str, str] | None
"""A content, (mode, what a symlink or submodule names), or None to delete the path."""


def catalog(number: int, **fields: str) -> bytes:
    """A short catalog: old revisions need not be valid today."""
    said = {"code": f"307001/{number:06d}", "name": f"目录{number}", **fields}
    return "".join(f"{key}: {value}\n" for key, value in said.items()).encode()


class History:
    """Commits to be written; each ``commit`` gives a mark for the parents of others."""

    def __init__(self) -> None:
        self.stream: list[bytes] = []
        self.marks = 0

    def commit(
        self,
        message: str | bytes,
        files: Mapping[str | bytes, File] = {},
        parents: Iterable[int] = (),
        *,
        by: str = "甲 <jia@example.org>",
        on: str = "2026-01-05T09:00:00+08:00",
        merged_by: str = "",
        merged_on: str = "",
    ) -> int:
        """``by`` writes it ``on``; ``merged_by`` commits it ``merged_on``. Files change the tree of the first parent."""
        self.marks += 1
        text = message if isinstance(message, bytes) else message.encode()
        first, *others = [*parents, 0]
        write = self.stream.append
        write(f"commit refs/heads/c{self.marks}\nmark :{self.marks}\n".encode())
        write(f"author {by} {_raw(on)}\ncommitter {merged_by or by} {_raw(merged_on or on)}\n".encode())
        write(b"data %d\n%s\n" % (len(text), text))
        if first:
            write(b"from :%d\n" % first)
        for other in others[:-1]:
            write(b"merge :%d\n" % other)
        for path, file in files.items():
            where = path if isinstance(path, bytes) else path.encode()
            if file is None:
                write(b"D %s\n" % where)
            elif isinstance(file, bytes):
                write(b"M 100644 inline %s\ndata %d\n%s\n" % (where, len(file), file))
            elif file[0] == "160000":
                write(b"M 160000 %s %s\n" % (file[1].encode(), where))
            else:
                write(
                    b"M %s inline %s\ndata %d\n%s\n"
                    % (file[0].encode(), where, len(file[1].encode()), file[1].encode())
                )
        write(b"\n")
        return self.marks

    def write(self, root: Path, main: int) -> list[str]:
        """Write all into a repository without files checked out; ``main`` is its branch. Ids by mark, from 1."""
        root.mkdir(parents=True, exist_ok=True)
        git(root, "init", "-q", "-b", "main")
        marks = root / ".git" / "marks"
        self.stream.append(b"reset refs/heads/main\nfrom :%d\n\n" % main)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        subprocess.run(
            ["git", "fast-import", "--quiet", "--force", f"--export-marks={marks}"],
            cwd=root,
            env=kept,
            input=b"".join(self.stream),
            check=True,
        )
        rows = (line.split() for line in marks.read_text().splitlines())
        found = {int(mark[1:]): commit for mark, commit in rows}
        return ["", *(found[mark] for mark in sorted(found))]


def _raw(time: str) -> str:
    moment = datetime.fromisoformat(time)
    return f"{int(moment.timestamp())} {moment:%z}"
