"""git as tests run it: one author, and none of the settings of whoever runs them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

AUTHOR = "Mara Lit"
OWN = {
    "GIT_AUTHOR_NAME": AUTHOR,
    "GIT_AUTHOR_EMAIL": "m@x.example",
    "GIT_COMMITTER_NAME": AUTHOR,
    "GIT_COMMITTER_EMAIL": "m@x.example",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
"""What stands in the environment of every test, for the git that commands run too."""


def git(folder: Path | str, *arguments: str, code: int = 0, when: str = "2026-01-02T00:00:00Z") -> str:
    """Run git in a folder, where it has to end with `code`; return what it says. `when` dates a commit."""
    dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    command = ["git", "-C", str(folder), *arguments]
    done = subprocess.run(command, env={**os.environ, **dates}, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def begin(folder: Path | str, message: str = "one", tag: str = "") -> None:
    """Make a folder a repository with one commit of all that it holds."""
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", message)
    if tag:
        git(folder, "tag", tag)
