"""The list of a site's files, kept in its folder: which are the site's, and what each was made of."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import NamedTuple

MANIFEST = ".ybz-files"
"""The files the last build wrote, with the names of what they were made of; other files in the folder stay."""


class Known(NamedTuple):
    """What the list says of a file: its size in bytes, and the name of what it was made of, empty without one."""

    size: int
    key: str


def listed(output: Path) -> dict[str, Known]:
    """What the last build listed; nothing where there is no list, or no readable one."""
    try:
        lines = (output / MANIFEST).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    found = {}
    for line in lines:
        path, _, rest = line.partition("\t")
        size, _, key = rest.partition("\t")
        found[path] = Known(int(size) if size.isdecimal() else -1, key)
    return found


def is_inside(output: Path, line: str) -> bool:
    """Whether a file of the list is there; the list lies where others may write, so it never leads out."""
    path = PurePosixPath(line)
    target = output / path
    inside = not path.is_absolute() and ".." not in path.parts and path.parts
    return bool(inside) and target.is_file() and target.resolve().is_relative_to(output)


def files_of(output: Path) -> list[str]:
    """The files of the site in ``output``, as its last build listed them, as far as they are there."""
    output = output.resolve()
    return [path for path in listed(output) if is_inside(output, path)]
