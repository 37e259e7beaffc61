"""How the program was called, for hints somebody copies."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path

from ..outputs.escapes import printable


def call(folder: Path, command: str) -> str:
    """A command line that works where this one did: by its path where ``ybz`` is not found, with its -C."""
    where = f" -C {shlex.quote(str(folder))}" if folder != Path() else ""
    return printable(f"{_program()}{where} {command}")


def _program() -> str:
    own = Path(sys.argv[0])
    if shutil.which("ybz"):
        return "ybz"
    if own.name == "__main__.py":
        return f"{shlex.quote(sys.executable)} -m yibenzhang"
    return shlex.quote(str(own)) if own.stem == "ybz" else "ybz"


__all__ = ["call"]
