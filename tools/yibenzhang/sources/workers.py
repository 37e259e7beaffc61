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
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

R = TypeVar("R")
_ENDED = (EOFError, OSError)
"""What is met where a process ended before it sent anything, or in the middle of it."""


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
            except _ENDED:
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
        except _ENDED:
            return work()
        finally:
            process.join()

    return found


class Beside(Generic[R]):
    """Work that yields one thing after the other, begun in a forked process where ``parts`` are more than one.

    With one part nothing is done before it is asked for; when the process dies, the rest is made here. What is no
    longer wanted, as :meth:`close` says, is not made.
    """

    def __init__(self, work: Callable[[], Iterator[R]], parts: int) -> None:
        self._other = _start(lambda part, of: work(), 1, 2, many=True) if parts > 1 else None
        self._values = _received(work, self._other[1]) if self._other else work()

    def __iter__(self) -> Iterator[R]:
        """What it yields, as it comes."""
        return self._values

    def close(self) -> None:
        """It is not needed any more; nothing comes after this."""
        self._values = iter(())
        if self._other:
            process, receiver = self._other
            process.terminate()
            process.join()
            receiver.close()


def _received(work: Callable[[], Iterator[R]], receiver: Connection[Any, Any]) -> Iterator[R]:
    number = 0
    try:
        while True:
            found, value = receiver.recv()
            if not found:
                return
            number += 1
            yield value
    except _ENDED:
        yield from islice(work(), number, None)


def _start(
    work: Callable[[int, int], Any], part: int, parts: int, *, many: bool = False
) -> tuple[BaseProcess, Connection[Any, Any]]:
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)

    def run() -> None:
        # Ctrl+C reaches every process of a terminal; the first one says so, once, and ends the others.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        receiver.close()
        # What has gone wrong goes wrong again in the first process, which says it; and where that has met an error of
        # its own, nobody listens any more.
        with suppress(Exception):
            if many:
                _send(sender, work(part, parts))
            else:
                sender.send(work(part, parts))
            sender.close()

    process = context.Process(target=run, daemon=True)
    process.start()
    sender.close()
    return process, receiver


def _send(sender: Connection[Any, Any], values: Iterator[Any]) -> None:
    """Send each while the next one is made: a pipe holds little, and the first process may be busy."""

    def send(message: tuple[bool, Any]) -> None:
        with suppress(OSError):
            sender.send(message)

    last = threading.Thread()
    for each in chain(((True, value) for value in values), [(False, None)]):
        if last.ident:
            last.join()
        last = threading.Thread(target=send, args=(each,))
        last.start()
    last.join()


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
