"""The guides work as they are written: `docs/first-edition.md` is walked through, command by command.

A fence of `sh` is run, one that says `file=` is written, `change=` corrects a passage, `into=` fills a
register. What has no such word needs another machine (a package index, a server, a host) and is left out.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

FENCE = re.compile(r"^```(?P<info>[^\n]+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
GUIDE = Path(__file__).parents[1] / "docs" / "first-edition.md"
LISTS = {"persons": "listPerson", "places": "listPlace"}


def steps(guide: Path) -> Iterator[tuple[str, str, str]]:
    """Yield what is to be done, with which file, and the text of each fence."""
    for match in FENCE.finditer(guide.read_text("utf-8")):
        name, _, path = match["info"].split(maxsplit=1)[-1].partition("=")
        yield name, path, match["body"]


def run(lines: str, folder: Path) -> str:
    """Run lines as a shell does, and stop where one fails; return what was printed."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    own = {"NO_MKDOCS_2_WARNING": "1", "PATH": path}
    command = ["sh", "-e", "-c", f"{lines}\npwd"]
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **own}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{lines}\n{done.stdout}{done.stderr}"
    return done.stdout


def changed(text: str, old: str, new: str) -> str:
    """Return a text with one passage corrected."""
    assert text.count(old) == 1, old
    return text.replace(old, new)


def filled(text: str, path: str, entry: str) -> str:
    """Return a register with an entry in place of those that it has."""
    name = LISTS[Path(path).stem]
    made, count = re.subn(rf"(<{name}>).*?(</{name}>)", rf"\g<1>\n{entry}\g<2>", text, flags=re.DOTALL)
    assert count == 1
    return made


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The edition that the guide makes, and all that was printed on the way."""
    folder, printed = tmp_path_factory.mktemp("guide"), ""
    for what, path, body in steps(GUIDE):
        file = folder / path
        if what == "sh":
            said = run(body, folder)
            *lines, last = said.splitlines()
            folder, printed = Path(last), "\n".join([printed, *lines])
            if (folder / "sources").exists():
                shutil.copy(GUIDE.parent / "first-edition" / "keeper.txt", folder / "sources")
        elif what == "file":
            file.write_text(body, "utf-8")
        elif what == "change":
            file.write_text(changed(file.read_text("utf-8"), *body.splitlines()), "utf-8")
        elif what == "into":
            file.write_text(filled(file.read_text("utf-8"), path, body), "utf-8")
    return folder, printed


def test_the_guide_ends_with_a_site_a_book_and_a_release(walked: tuple[Path, str]) -> None:
    folder, _ = walked
    assert (folder / "build/site/keeper/index.html").exists()
    assert (folder / "build/pdf/edition.pdf").read_bytes().startswith(b"%PDF")
    assert run("git tag", folder).splitlines()[0] == "v1.0"
    assert run("git status --porcelain", folder).splitlines()[:-1] == []


def test_the_commands_say_what_the_guide_shows(walked: tuple[Path, str]) -> None:
    said = {" ".join(line.split()) for line in walked[1].splitlines()}
    guide = GUIDE.read_text("utf-8")
    shown = re.findall(
        r"^(?:sources/keeper.txt: |source  |keeper.txt  |tei/keeper.xml:).*", guide, re.MULTILINE
    )
    assert len(shown) == 4
    assert {" ".join(line.split()) for line in shown} <= said


def test_names_and_citations_are_what_the_guide_says(walked: tuple[Path, str]) -> None:
    text = (walked[0] / "tei/keeper.xml").read_text("utf-8")
    assert text.count('ref="registers/persons.xml#person-vane"') == 3
    assert text.count("<bibl ") == 2
    assert "<p>Keeper of the light" in (walked[0] / "tei/registers/persons.xml").read_text("utf-8")
