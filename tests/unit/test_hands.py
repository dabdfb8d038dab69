"""A build shared out to processes: the same bytes as one process makes, and only where forking is sound."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from mkdocs_edition.cache import Store
from mkdocs_edition.hands import Helpers, hands, share

DIVISION = '<div type="chapter" xml:id="c{n}"><head>Chapter {n}</head><p xml:id="c{n}-p1">{text}</p></div>'
TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Long</title></titleStmt>'
    "<publicationStmt><p>None</p></publicationStmt><sourceDesc><p>Made</p></sourceDesc></fileDesc></teiHeader>"
    "<text><body>{body}</body></text></TEI>"
)
CONFIG = """
site_name: S
docs_dir: tei
theme: {name: material, font: false}
plugins: [search, edition: {split_document: 0}]
"""
COUNT = """
import os, sys, mkdocs.__main__
real = os.fork
def fork():
    print("forked", file=sys.stderr)
    return real()
os.fork = fork
cores = int(sys.argv.pop(1))
os.sched_getaffinity = lambda _: set(range(cores))
mkdocs.__main__.cli()
"""
linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A document of 150 chapters, one of which points to nothing."""
    (tmp_path / "tei").mkdir()
    text = {n: f"Words of chapter {n}." for n in range(150)}
    text[140] = '<ref target="#nowhere">Nowhere.</ref>'
    body = "".join(DIVISION.format(n=n, text=text[n]) for n in text)
    (tmp_path / "tei" / "long.xml").write_text(TEI.format(body=body), "utf-8")
    (tmp_path / "mkdocs.yml").write_text(CONFIG, "utf-8")
    return tmp_path


def built(project: Path, site: str, cores: int) -> tuple[dict[str, bytes], str]:
    """Build anew on so many cores; return every file, and what was said."""
    env = os.environ | {"SOURCE_DATE_EPOCH": "1767225600", "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-c", COUNT, str(cores), "build", "-f", str(project / "mkdocs.yml")]
    done = subprocess.run(
        [*command, "-d", str(project / site)], check=True, env=env, capture_output=True, text=True
    )
    files = (p for p in (project / site).rglob("*") if p.is_file())
    return {p.relative_to(project / site).as_posix(): p.read_bytes() for p in files}, done.stderr


@linux
def test_several_processes_make_the_same_site_and_tell_the_same(project: Path) -> None:
    alone, told = built(project, "one", 1)
    (project / ".cache").rename(project / "away")
    shared, told_too = built(project, "two", 2)
    assert (told.count("forked"), told_too.count("forked")) == (0, 2)  # for content, for templates
    assert shared == alone
    assert told.count("link-dangling") == told_too.count("link-dangling") == 1
    again, told_again = built(project, "two", 2)
    assert again == alone
    assert "forked" not in told_again


def failing() -> None:
    """Fail, as a behaviour of the user's may."""
    raise ValueError


@linux
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the threads of a test runner
def test_what_a_process_fails_to_make_is_left_to_be_made() -> None:
    store = Store(None)
    tasks = [lambda: store.put("aa", "a"), lambda: store.put("bb", "b"), failing, failing]
    share(store, [*tasks[:2], failing], 2)
    assert (store.get("aa"), store.get("bb")) == ("a", "b")
    share(store, [failing, failing, lambda: store.put("cc", "c"), lambda: store.put("dd", "d")], 2)
    assert (store.get("cc"), store.get("dd")) == ("c", None)
    store.close()


@linux
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_no_process_outlives_a_build_that_ends_before_it_is_done() -> None:
    store = Store(None)
    helpers = Helpers(store)
    for key in ("aa", "bb"):
        helpers.begin([lambda key=key: store.put(key, "more than a pipe holds" * 100_000)])  # type: ignore[misc]
    for _, pipe in helpers.begun:
        pipe.close()
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child, _ in helpers.begun] == [1, 1]
    store.close()


@linux
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_where_nobody_is_told_how_processes_end_all_is_made_here() -> None:
    before, store = signal.signal(signal.SIGCHLD, signal.SIG_IGN), Store(None)
    try:
        share(store, [lambda: store.put("aa", "a"), lambda: store.put("bb", "b")], 2)
    finally:
        signal.signal(signal.SIGCHLD, before)
    assert (store.get("aa"), store.get("bb")) == ("a", None)
    store.close()


@linux
@pytest.mark.parametrize(("tasks", "expected"), [(0, 1), (19, 1), (20, 2), (35, 3), (1000, 4)])
def test_a_process_must_be_worth_it(tasks: int, expected: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {1, 2, 3, 4})
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    assert hands(tasks, 10) == expected


def test_nothing_is_forked_beside_threads_or_on_other_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert hands(1000, 10) == 1
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert hands(1000, 10) == 1
