"""The user's own folder for what may be made again, and what makes it old.

Never beside the ledger: what lies there anybody may hand in, and this is run or published as it is.
"""

from __future__ import annotations

import os
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_SIZE = 12
_ENDINGS = (".py", ".jinja", ".html", ".yml", ".js", ".css")


def folder() -> Path | None:
    """Where it is; None where the user has none. It may not be there yet."""
    try:
        home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or str(Path.home() / ".cache")
    except RuntimeError:
        return None
    return Path(home) / "yibenzhang"


def edition_of(package: str) -> str:
    """The version of a package; empty where it is not there."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


@cache
def program() -> bytes:
    """A digest of this program: another version may make other pages of the same."""
    digest = blake2b(digest_size=_SIZE)
    package = Path(__file__).resolve().parents[1]
    for place, folders, names in os.walk(package):
        folders.sort()
        for name in sorted(names):
            if name.endswith(_ENDINGS):
                path = Path(place, name)
                digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.digest()


__all__ = ["edition_of", "folder", "program"]
