"""The entry of ``ybz``. Loading the program takes a moment: whoever stops it then reads the same sentence as later."""

from __future__ import annotations

import atexit
import os
import signal
import sys
from contextlib import suppress

from . import STOPPED


def main() -> None:
    """Load the program and run it."""
    try:
        from .cli import main as ybz

        ybz(prog_name="ybz")
    except SystemExit as done:
        with suppress(OSError, ValueError):
            leave(done.code)
        raise
    except KeyboardInterrupt:
        # A second Ctrl+C shall not spoil the end.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        sys.stderr.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
        sys.stderr.write("已中止。\n")
        sys.exit(STOPPED)


def leave(code: object) -> None:
    """End the process at once, where its last words can be said and ``code`` is a number.

    A ledger is a million small values: to free them one by one, as Python does at its end, takes a tenth of the time of
    a small change.
    """
    if code is not None and not isinstance(code, int):
        return
    # There is none where its descriptor was closed before.
    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.flush()
    atexit._run_exitfuncs()  # what Python itself calls at its end
    os._exit(code or 0)


if __name__ == "__main__":
    main()
