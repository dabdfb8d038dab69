"""Kills the command at random moments; a program of its own, for it forks.

    python tests/support/killing.py FOLDER TIMES SEED

`FOLDER` is a project. Each command runs once to its end in a copy of it, then `TIMES` times in fresh copies,
killed after a random part of the time that it needed. After each, every file must be as it was before, or as
it is after a whole run. What is not is printed; the last line counts the kills that met a running command.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path

from edition.cli import COMMANDS, main

RUNS = (
    ("import", "sources", "--force"),
    ("format", "tei"),
    ("tag", "--yes"),
    ("cite",),
    ("export", "data"),
    ("release", "1.1"),
)
UNCHECKED = (".git", ".cache")
"""git's own files are git's business, a cache that is damaged is none."""


def files(folder: Path) -> dict[str, bytes]:
    """Return what a reader or another program would find in a folder; temporary files are nobody's."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".tmp")
    return {
        name: path.read_bytes()
        for path in found
        if not (name := path.relative_to(folder).as_posix()).startswith(UNCHECKED)
    }


def start(folder: Path, arguments: tuple[str, ...]) -> int:
    """Run a command in a child process; return its id."""
    child = os.fork()
    if child:
        return child
    os.chdir(folder)
    os.setsid()
    with contextlib.suppress(BaseException):
        sys.stdout = sys.stderr = io.StringIO()
        main(list(arguments))
    os._exit(0)


def whole(project: Path, copy: Path, arguments: tuple[str, ...]) -> tuple[float, dict[str, bytes]]:
    """Run a command to its end in a copy; return the seconds, and the files then."""
    shutil.copytree(project, copy)
    started = time.perf_counter()
    os.waitpid(start(copy, arguments), 0)
    return time.perf_counter() - started, files(copy)


def killed(
    project: Path, copy: Path, arguments: tuple[str, ...], after: float
) -> tuple[bool, dict[str, bytes]]:
    """Run a command in a copy, kill it; return whether it was still running, and the files then."""
    shutil.copytree(project, copy)
    child = start(copy, arguments)
    time.sleep(after)
    met = os.waitpid(child, os.WNOHANG)[0] == 0
    if met:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return met, files(copy)


def try_all(project: Path, times: int, chance: random.Random) -> int:
    """Kill each command so many times; print what is found half-written. Return how many were met running."""
    for name in COMMANDS:
        main.get_command(None, name)  # type: ignore[arg-type]  # loaded once, not in each child
    before, hits = files(project), 0
    for arguments in RUNS:
        copy = project.parent / "copy"
        seconds, after = whole(project, copy, arguments)
        if after == before:
            print(f"{' '.join(arguments)}: does nothing here")
        shutil.rmtree(copy)
        for _ in range(times):
            met, now = killed(project, copy, arguments, chance.uniform(0, seconds))
            hits += met
            for path, data in now.items():
                if data not in (before.get(path), after.get(path)):
                    print(f"{' '.join(arguments)}: {path} is half-written")
            for path in (before.keys() & after.keys()) - now.keys():
                print(f"{' '.join(arguments)}: {path} is gone")
            shutil.rmtree(copy)
    return hits


if __name__ == "__main__":
    print(try_all(Path(sys.argv[1]), int(sys.argv[2]), random.Random(int(sys.argv[3]))))
