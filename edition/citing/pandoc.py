"""pandoc, run as a program: it reads BibTeX and applies CSL styles; for all else it is not needed.

It comes with the extra `csl` (`pypandoc_binary`), or with the system. It runs in its sandbox: it reads what
it is given and nothing else.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from edition.problems import Code, EditionError, Place

SECONDS = 300
"""How long it may take."""


@cache
def program() -> str | None:
    """Return the program: the one that the extra brought, else the system's; None if there is none."""
    spec = find_spec("pypandoc")
    for folder in spec.submodule_search_locations or () if spec else ():
        for name in ("pandoc", "pandoc.exe"):
            if (found := Path(folder) / "files" / name).is_file():
                return str(found)
    return shutil.which("pandoc")


def run(options: Sequence[str], data: str, asked: str, language: str = "C") -> str:
    """Return what pandoc makes of `data`. `asked` is the file on whose behalf, for problems.

    `language` is the one that it takes entries without any to be in. Raises `program-missing`, and
    `references-invalid` with pandoc's own words.
    """
    found = program()
    if found is None:
        raise missing(asked)
    environment = {**os.environ, "LANG": f"{language}.UTF-8", "LC_ALL": f"{language}.UTF-8"}
    try:
        done = subprocess.run(
            [found, "--sandbox", *options],
            input=data.encode(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env=environment,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise EditionError(Code.PROGRAM_MISSING, Place(asked), f"pandoc: {error}") from None
    if done.returncode:
        words = " ".join(done.stderr.decode("utf-8", "replace").split())
        raise EditionError(Code.REFERENCES_INVALID, Place(asked), words or "pandoc cannot read it")
    return done.stdout.decode("utf-8", "replace")


def missing(asked: str) -> EditionError:
    """Return the problem of not having pandoc, and how to get it."""
    return EditionError(
        Code.PROGRAM_MISSING, Place(asked), "pandoc is not installed", "pip install 'mkdocs-edition[csl]'"
    )


def version() -> str:
    """Return which pandoc it is, for what is cached; nothing without one."""
    return run(["--version"], "", "pandoc").partition("\n")[0] if program() else ""
