"""What was made before is not made again: a file of rendered content and finished pages, beside mkdocs.yml.

`.cache/edition/*.sqlite` may be deleted at any time. A key says everything that a page depends on: an entry
is never out of date, only unused, and what was not used for a week is dropped. What cannot be put into a key
is not cached. Many keys may lead to one value: they are read all at once, being short.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import time
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
TABLES = """
PRAGMA page_size = 32768;
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS made (key BLOB PRIMARY KEY, day INTEGER, value BLOB);
CREATE TABLE IF NOT EXISTS same (key BLOB PRIMARY KEY, day INTEGER, other BLOB) WITHOUT ROWID;
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


def files(state: Any, folder: Path, suffixes: tuple[str, ...]) -> None:
    """Add the files of a folder, by path and content, to a digest: at every build, so without `Path`s."""
    found: list[str] = []
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        found += [f"{at}/{name}" for name in names if name.endswith(suffixes)]
    for path in sorted(found):
        state.update(path[len(str(folder)) :].encode() + b"\0")
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            state.update(file.read())


class Store:
    """Texts and bytes by key, in a file; in memory where the file cannot be written.

    A key may also stand for another, under which something is kept. Such keys are many and short: they are
    read all at once.
    """

    def __init__(self, path: Path | None):
        self.path = path
        self.new: dict[str, bytes] = {}
        self.new_same: dict[str, str] = {}
        self.used: set[str] = set()
        self.day = int(time.time() // 86_400)
        self.kept: set[bytes] = set()
        self.same: dict[bytes, bytes] = {}
        self.file = self.connect()

    def connect(self) -> sqlite3.Connection:
        """Return the open file, its keys noted: most of what is asked for is not there at a first build."""
        try:
            if self.path is not None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            made = sqlite3.connect(self.path or ":memory:", timeout=10, check_same_thread=False)
            made.executescript(TABLES)
            self.kept.update(key for (key,) in made.execute("SELECT key FROM made"))
            self.same.update(made.execute("SELECT key, other FROM same"))
        except (OSError, sqlite3.Error):
            self.path = None
            made = sqlite3.connect(":memory:", check_same_thread=False)
            made.executescript(TABLES)
        return made

    def __contains__(self, key: str) -> bool:
        """Say whether something is kept under a key."""
        return key in self.new or bytes.fromhex(key) in self.kept

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

    def get_same(self, key: str) -> str | None:
        """Return the key that another stands for."""
        found = self.new_same.get(key)
        if found is not None:
            return found
        held = self.same.get(bytes.fromhex(key))
        if held is None:
            return None
        self.used.add(key)
        return held.hex()

    def put_same(self, key: str, other: str) -> None:
        """Let a key stand for another."""
        self.new_same[key] = other

    def save(self) -> None:
        """Write what is new. A busy or broken file only costs time."""
        new = [(bytes.fromhex(key), self.day, value) for key, value in self.new.items()]
        same = [(bytes.fromhex(key), self.day, bytes.fromhex(o)) for key, o in self.new_same.items()]
        with contextlib.suppress(sqlite3.Error), self.file:
            self.file.executemany("INSERT OR REPLACE INTO made VALUES (?, ?, ?)", new)
            self.file.executemany("INSERT OR REPLACE INTO same VALUES (?, ?, ?)", same)
            self.sweep()
        self.kept.update(key for key, *_ in new)
        self.same.update((key, other) for key, _, other in same)
        for done in (self.new, self.new_same, self.used):
            done.clear()

    def sweep(self) -> None:
        """Drop what was not used for long: once a day, for that goes through everything."""
        if self.file.execute("PRAGMA user_version").fetchone() == (self.day,):
            return
        used = [(self.day, bytes.fromhex(key)) for key in self.used]
        self.file.executemany("UPDATE made SET day = ? WHERE key = ?", used)
        self.file.executemany("UPDATE same SET day = ? WHERE key = ?", used)
        self.file.execute("DELETE FROM made WHERE day < ?", (self.day - KEPT_DAYS,))
        self.file.execute("DELETE FROM same WHERE day < ?", (self.day - KEPT_DAYS,))
        self.file.execute(f"PRAGMA user_version = {self.day}")

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
