"""The checkers that come from npm (tests/quality/package.json), fetched once into `.cache/`."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from pathlib import Path

from support.beside import ROOT, in_ci, lacking, tool

WANTED = ROOT / "tests" / "quality"
CACHE = ROOT / ".cache"


def package(name: str) -> Path:
    """Return the folder of an npm package; a test that needs it ends here if it cannot be had."""
    lock = (WANTED / "package-lock.json").read_bytes()
    folder = CACHE / f"npm-{hashlib.sha256(lock).hexdigest()[:12]}"
    if not folder.exists():
        fetch(folder)
    return folder / "node_modules" / name


def fetch(folder: Path) -> None:
    """Install what the lock file names; several processes may try at once, the first to end wins."""
    npm = tool("npm")
    CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as made:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(WANTED / name, made)
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
