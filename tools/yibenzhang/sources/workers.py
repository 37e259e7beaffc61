"""Shares work between this process and forked ones, where that pays."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

R = TypeVar("R")


def processes(items: int, few: int) -> int:
    """How many processes to use for ``items``; one below ``few``, where another costs more than it saves.

    Forking is safe on Linux only, and only before other threads run; a process that shares the work does not share its
    part again.
    """
    apart = multiprocessing.current_process().daemon
    if items < few or not sys.platform.startswith("linux") or threading.active_count() > 1 or apart:
        return 1
    return min(4, len(os.sched_getaffinity(0)))


def share(work: Callable[[int, int], R], parts: int) -> list[R]:
    """Run ``work(part, parts)`` for every part, the first here and the others in forked processes.

    ``work`` finds its input where it stands: a fork shares memory, and sending it would cost more than doing it. A
    part whose process dies is done again here.
    """
    with collector_off():
        others = [_start(work, part, parts) for part in range(1, parts)]
        found = [work(0, parts)]
        for part, (process, receiver) in enumerate(others, 1):
            try:
                found.append(receiver.recv())
            except EOFError:
                found.append(work(part, parts))
            process.join()
        return found


def later(work: Callable[[], R], parts: int) -> Callable[[], R]:
    """Begin ``work`` in a forked process where ``parts`` are more than one; what is given back waits for its result.

    With one part, or when the process dies, the work is done here when it is asked for.
    """
    if parts < 2:
        return work
    with collector_off():
        process, receiver = _start(lambda part, of: work(), 1, 2)

    def found() -> R:
        try:
            return receiver.recv()  # type: ignore[no-any-return]
        except EOFError:
            return work()
        finally:
            process.join()

    return found


def _start(work: Callable[[int, int], Any], part: int, parts: int) -> tuple[Any, Any]:
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)

    def run() -> None:
        # Ctrl+C reaches every process of a terminal; the first one says so, once, and ends the others.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        receiver.close()
        # Nobody listens any more when the first process has met an error: that it says itself.
        with suppress(BrokenPipeError):
            sender.send(work(part, parts))
            sender.close()

    process = context.Process(target=run, daemon=True)
    process.start()
    sender.close()
    return process, receiver


@contextmanager
def collector_off() -> Iterator[None]:
    """Keep the garbage collector still: it runs over and over while a million small values are made, and finds nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
