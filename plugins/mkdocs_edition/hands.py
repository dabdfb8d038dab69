"""Many pages made by several processes at once, where there is more than one core.

A child is forked from the build as it stands, does its share, and sends back what the cache has got by it;
the build goes on as if that had been made before. So nothing depends on who made it, and if a child fails
nothing is lost but time: what it should have made is made where it is asked for, and what is wrong is told
there.
"""

from __future__ import annotations

import marshal
import os
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import BinaryIO, NoReturn

from mkdocs_edition.cache import Store

Task = Callable[[], object]

MOST = 8


def hands(tasks: int, least: int) -> int:
    """Return how many processes are to share so many tasks, if `least` of them are worth a process.

    A process costs about 0.05 s: what it touches is copied. There is only one where forking is not sound: on
    other systems than Linux, and in a process with threads.
    """
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return max(1, min(tasks // least, len(os.sched_getaffinity(0)), MOST))


class Helpers:
    """Processes that make entries of a store."""

    def __init__(self, store: Store):
        self.store = store
        self.begun: list[tuple[int, BinaryIO]] = []

    def begin(self, tasks: Sequence[Task]) -> None:
        """Let a new process do tasks; none, if the system will not have one more."""
        with suppress(OSError):
            here, there = os.pipe()
            with os.fdopen(here, "rb") as pipe, os.fdopen(there, "wb") as out:
                child = os.fork()
                if child == 0:
                    for reading in (pipe, *(read for _, read in self.begun)):
                        reading.close()  # else nobody notices when the build has ended before its helpers
                    work(self.store, tasks, out)
                self.begun.append((child, os.fdopen(os.dup(here), "rb")))

    def gather(self) -> None:
        """Wait for all, and let the store have what they made."""
        for child, pipe in self.begun:
            with pipe:
                sent = pipe.read()
            if has_done(child):
                made, same = marshal.loads(sent)  # noqa: S302 - what our own process wrote
                self.store.new.update(made)
                self.store.new_same.update(same)
        self.begun.clear()


def has_done(child: int) -> bool:
    """Wait for a process; say whether it did all it should. Not known where SIGCHLD is ignored (wait(2))."""
    try:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    except ChildProcessError:
        return False


def work(store: Store, tasks: Sequence[Task], out: BinaryIO) -> NoReturn:
    """Do tasks, write what the store has got by them to `out`, and end this process.

    SQLite's connections do not survive a fork (sqlite.org/howtocorrupt.html §2.6): the file is not looked at.
    """
    failed = 1
    try:
        store.kept = set()
        made, same = set(store.new), set(store.new_same)
        for task in tasks:
            task()
        new = {key: value for key, value in store.new.items() if key not in made}
        new_same = {key: value for key, value in store.new_same.items() if key not in same}
        with out:
            marshal.dump((new, new_same), out)
        failed = 0
    finally:
        os._exit(failed)


def share(store: Store, tasks: Sequence[Task], count: int) -> None:
    """Do tasks that make entries of a store, in so many processes."""
    helpers = Helpers(store)
    for number in range(1, count):
        helpers.begin(tasks[number::count])
    for task in tasks[::count]:
        with suppress(Exception):  # told where it is asked for
            task()
    helpers.gather()
