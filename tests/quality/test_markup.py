"""What can be said of a site's files without a browser: sound HTML, the same bytes every time."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from support.beside import ROOT
from support.web import Site, build

GENERATOR = re.compile(rb'<meta name="generator"[^>]*>')
INPUT = ("mkdocs.yml", "tei")


def content(site: Path, *, generator: bool = True) -> dict[str, bytes]:
    """Return each file's bytes; the name of the generator can be left out."""
    files = {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}
    return files if generator else {name: GENERATOR.sub(b"", data) for name, data in files.items()}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Return the names of files that differ, or stand in one of two sites only."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def test_every_page_is_sound_html(sites: list[Site], java: str, vnu: Path) -> None:
    """All pages in one run of the checker: no error."""
    folders = [str(site.folder) for site in sites]
    command = [java, "-jar", str(vnu), "--errors-only", "--skip-non-html", "--format", "gnu", *folders]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout + done.stderr).splitlines() == []
    assert done.returncode == 0


def test_the_checker_finds_a_fault(java: str, vnu: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><html lang=en><title>T</title><p id=a><p id=a>", "utf-8")
    done = subprocess.run([java, "-jar", str(vnu), str(page)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Duplicate ID" in done.stderr


def test_the_same_input_gives_the_same_bytes_in_any_folder(sites: list[Site], tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    if (ROOT / ".git").exists():  # the history of the documents is on their pages
        subprocess.run(["git", "clone", "-qn", ROOT, tmp_path / "elsewhere"], check=True)
    for name in INPUT:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / "elsewhere" / name)
    build(tmp_path / "elsewhere" / "mkdocs.yml", tmp_path / "site")
    assert differing(content(sites[0].folder), content(tmp_path / "site")) == []


def test_the_same_site_under_properdocs(sites: list[Site], tmp_path: Path) -> None:
    """MkDocs 1.6 has a maintained successor: the same bytes but for the name of the generator."""
    build(ROOT / "mkdocs.yml", tmp_path / "site", engine="properdocs")
    one, other = (content(site, generator=False) for site in (sites[0].folder, tmp_path / "site"))
    assert differing(one, other) == []
    assert b"ProperDocs" in (tmp_path / "site" / "index.html").read_bytes()
