"""What was made before is not made again: a file of rendered content and finished pages, beside mkdocs.yml.

`.cache/edition/*.sqlite` may be deleted at any time. A key says everything that a page depends on: an entry
is never out of date, only unused, and what was not used for a week is dropped. What cannot be put into a key
is not cached.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
import time
from collections.abc import Iterable
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import edition
from mkdocs_edition.pages import Content, Headline
from mkdocs_edition.plan import flat, unflat

HERE = Path(__file__).parent
DISTRIBUTIONS = ("mkdocs", "properdocs", "mkdocs-material", "jinja2", "markupsafe", "lxml")
KEPT_DAYS = 7
TABLE = """
PRAGMA page_size = 32768;
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS made (key BLOB PRIMARY KEY, day INTEGER, value BLOB);
"""
"""Large pages for large values. Nothing waits for the disk: what a power cut spoils is only made again."""


def digest(*values: object) -> str:
    """Return a digest of values, by what `repr` says of them."""
    return hashlib.sha256("\0".join(map(repr, values)).encode("utf-8", "surrogatepass")).hexdigest()


@cache
def program() -> str:
    """Return a digest of this program: its own files, and the versions of what it works with."""
    state = hashlib.sha256()
    for folder in (Path(edition.__file__).parent, HERE):
        files(state, folder, (".py", ".html", ".toml"))
    for name in DISTRIBUTIONS:
        with contextlib.suppress(metadata.PackageNotFoundError):
            state.update(f"{name} {metadata.version(name)}\0".encode())
    return state.hexdigest()


def files(state: Any, folder: Path, suffixes: Iterable[str]) -> None:
    """Add the files of a folder, by path and content, to a digest."""
    for path in sorted(p for p in folder.rglob("*") if p.suffix in suffixes and p.is_file()):
        state.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        state.update(path.read_bytes())


class Store:
    """Texts and bytes by key, in a file; in memory where the file cannot be written."""

    def __init__(self, path: Path | None):
        self.path = path
        self.new: dict[str, bytes] = {}
        self.used: set[str] = set()
        self.day = int(time.time() // 86_400)
        self.kept: set[bytes] = set()
        self.file = self.connect()

    def connect(self) -> sqlite3.Connection:
        """Return the open file, its keys noted: most of what is asked for is not there at a first build."""
        try:
            if self.path is not None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            made = sqlite3.connect(self.path or ":memory:", timeout=10, check_same_thread=False)
            made.executescript(TABLE)
            self.kept.update(key for (key,) in made.execute("SELECT key FROM made"))
        except (OSError, sqlite3.Error):
            self.path = None
            made = sqlite3.connect(":memory:", check_same_thread=False)
            made.executescript(TABLE)
        return made

    def get(self, key: str) -> str | None:
        """Return the text that is kept under a key."""
        value = self.get_bytes(key)
        return None if value is None else value.decode("utf-8", "surrogatepass")

    def get_bytes(self, key: str) -> bytes | None:
        """Return what is kept under a key."""
        value = self.new.get(key)
        if value is not None:
            return value
        held = bytes.fromhex(key)
        if held not in self.kept:
            return None
        try:
            row = self.file.execute("SELECT value FROM made WHERE key = ?", (held,)).fetchone()
        except sqlite3.Error:
            return None
        if row is None:
            return None
        self.used.add(key)
        found: bytes = row[0]
        return found

    def put(self, key: str, text: str) -> None:
        """Keep a text, in the file from the next `save` on."""
        self.put_bytes(key, text.encode("utf-8", "surrogatepass"))

    def put_bytes(self, key: str, value: bytes) -> None:
        """Keep bytes. They are not compressed: that takes longer than all else that is done to keep them."""
        self.new[key] = value

    def save(self) -> None:
        """Write what is new; drop what was not used for long. A busy or broken file only costs time."""
        new = [(bytes.fromhex(key), self.day, value) for key, value in self.new.items()]
        used = [(self.day, bytes.fromhex(key), self.day) for key in self.used]
        with contextlib.suppress(sqlite3.Error), self.file:
            self.file.executemany("INSERT OR REPLACE INTO made VALUES (?, ?, ?)", new)
            self.file.executemany("UPDATE made SET day = ? WHERE key = ? AND day < ?", used)
            self.file.execute("DELETE FROM made WHERE day < ?", (self.day - KEPT_DAYS,))
        self.kept.update(key for key, *_ in new)
        self.new.clear()
        self.used.clear()

    def close(self) -> None:
        """Let go of the file."""
        self.file.close()


def store_beside(config_file: str | None) -> Store:
    """Return the store of a project; in memory for one without a file."""
    if not config_file:
        return Store(None)
    path = Path(config_file).absolute()
    return Store(path.parent / ".cache" / "edition" / f"{path.stem}.sqlite")


def packed(content: Content) -> str:
    """Return a page's content as text, to be kept. Long texts are put in as they are, none holds U+0000."""
    records = [(ident, title) for ident, title, _ in content.records]
    values = (content.toc, sorted(content.ids), records, flat(content.problems))
    said = (text for *_, text in content.records)
    return "\0".join((json.dumps(values, ensure_ascii=False), content.html, *said))


def unpacked(text: str) -> Content:
    """Return the content that `packed` made a text of."""
    values, html, *said = text.split("\0")
    toc, ids, records, problems = json.loads(values)
    return Content(
        html=html,
        toc=tuple(Headline(*heading) for heading in toc),
        ids=frozenset(ids),
        records=tuple((*record, text) for record, text in zip(records, said, strict=True)),
        problems=unflat(problems),
    )
