"""The checkers that come from npm (tests/quality, tests/quality/ace), fetched once into `.cache/`."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from pathlib import Path

from support.beside import ROOT, in_ci, lacking, tool

WANTED = ROOT / "tests" / "quality"
ACE = WANTED / "ace"
"""Ace by DAISY; apart from the others, as it brings two hundred packages with it."""
CACHE = ROOT / ".cache"


def package(name: str, wanted: Path = WANTED) -> Path:
    """Return the folder of an npm package that a lock file names; a test ends here if it cannot be had."""
    lock = (wanted / "package-lock.json").read_bytes()
    folder = CACHE / f"npm-{hashlib.sha256(lock).hexdigest()[:12]}"
    if not folder.exists():
        fetch(folder, wanted)
    return folder / "node_modules" / name


def fetch(folder: Path, wanted: Path) -> None:
    """Install what a lock file names; several processes may try at once, the first to end wins."""
    npm = tool("npm")
    CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as made:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(wanted / name, made)
        done = subprocess.run(
            [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=made,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            lacking(f"what npm should fetch ({done.stderr.strip()[-200:]})", fail=in_ci())
        if not folder.exists():
            try:
                Path(made).rename(folder)
            except OSError:
                if not folder.exists():
                    raise
            Path(made).mkdir(exist_ok=True)
