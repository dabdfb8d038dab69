"""Sites in a browser: served under their path with a strict policy, watched for whatever goes wrong."""

from __future__ import annotations

import functools
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from support.beside import ROOT

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
EPOCH = "1767225600"
"""The day of the tests' builds: 1 January 2026."""
HEADER = "Content-Security-Policy: "


@dataclass(frozen=True, slots=True)
class Site:
    """A built site: its folder, and the address of its first page."""

    folder: Path
    home: str

    def pages(self) -> list[Path]:
        """Return all pages."""
        return sorted(self.folder.rglob("*.html"))

    def url(self, file: Path) -> str:
        """Return the address of a page."""
        return self.home + file.relative_to(self.folder).as_posix()


def build(config: Path, site: Path, engine: str = "mkdocs") -> None:
    """Build a site as a user does, on a fixed day."""
    command = [sys.executable, "-m", engine, "build", "-q", "-f", str(config), "-d", str(site)]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": EPOCH}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 0, done.stderr


def policy() -> str:
    """Return the Content-Security-Policy that docs/publishing.md gives."""
    lines = (ROOT / "docs" / "publishing.md").read_text("utf-8").splitlines()
    return next(line for line in lines if line.startswith(HEADER)).removeprefix(HEADER)


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as a host would: with the policy, under a path, 404.html for what is not there."""

    prefix = "/"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """Send the documented policy with every file."""
        self.send_header(HEADER.removesuffix(": "), policy())
        super().end_headers()

    def translate_path(self, path: str) -> str:
        """Return the file for a path below the prefix; the page that says there is none, for others."""
        found = super().translate_path("/" + path.removeprefix(self.prefix))
        if Path(found).is_dir():
            found = str(Path(found) / "index.html")
        return found if Path(found).exists() else str(Path(self.directory) / "404.html")


@contextmanager
def served(site: Path, prefix: str = "/") -> Iterator[str]:
    """Serve a folder; give the address of its first page."""
    handler = type("Prefixed", (Handler,), {"prefix": prefix})
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(handler, directory=str(site))
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
        server.shutdown()


def watch(page: Page, home: str) -> list[str]:
    """Return a list to which everything is added that goes wrong on a page, or is asked of another host.

    A breach of the policy shows as an error on the console.
    """
    wrong: list[str] = []

    def add(what: Any) -> None:
        wrong.append(f"{urlsplit(page.url).path}: {what}")

    page.on("console", lambda m: add(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", add)
    page.on("dialog", lambda dialog: add(f"dialog {dialog.message}"))
    page.on(
        "request", lambda r: add(f"asks {r.url}") if not r.url.startswith((home, "data:", "blob:")) else None
    )
    return wrong


@contextmanager
def watched(browser: Browser, home: str, **options: Any) -> Iterator[Page]:
    """Give a page in a context of its own with these options; whatever goes wrong on it fails the test."""
    context = browser.new_context(**options)
    page = context.new_page()
    wrong = watch(page, home)
    yield page
    context.close()
    assert wrong == []
