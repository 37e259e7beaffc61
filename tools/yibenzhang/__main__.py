"""The entry of ``ybz``. Loading the program takes a moment: whoever stops it then reads the same sentence as later."""

from __future__ import annotations

import signal
import sys

from . import STOPPED


def main() -> None:
    """Load the program and run it."""
    try:
        from .cli import main as ybz

        ybz(prog_name="ybz")
    except KeyboardInterrupt:
        # A second Ctrl+C shall not spoil the end.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        sys.stderr.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
        sys.stderr.write("已中止。\n")
        sys.exit(STOPPED)


if __name__ == "__main__":
    main()
