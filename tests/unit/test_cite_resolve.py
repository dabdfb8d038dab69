"""Which work a citation cites, by example: each case holds the notes of one document or more.

A note is a line, its number first; a number alone is a note whose body is lost. Words between asterisks are
in italics. `bibliography` holds entries that are there before, `resolved` what each citation was taken for
(`?`: for none), `works` the new entries, `problems` what the editor is told.
"""

from __future__ import annotations

import re
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from lxml import etree
from support import cases

from edition.annotate.works import draft
from edition.annotate.works.propose import Proposal, propose
from edition.model.document import read
from edition.model.edition import Edition
from edition.tei.names import TEI as NAMESPACE

FOLDER = Path(__file__).parents[1] / "cases" / "resolve"
HEADER = """<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"""
TEI = f'<TEI xmlns="{NAMESPACE}">' + HEADER.replace("\n", "")


def document(notes: str) -> bytes:
    """Return a document whose paragraphs are the notes, a line each; its header is one line."""
    paragraphs = "".join(map(paragraph, notes.splitlines()))
    return f"{TEI}<text><body><div>\n{paragraphs}</div></body></text></TEI>".encode()


def paragraph(line: str) -> str:
    """Return a paragraph with a note of its own; a line of TEI stays as it is."""
    number, _, text = line.partition(" ")
    if not number.isdigit():
        return f"<p>{line}</p>\n"
    text = text.strip()
    if not text:
        body = '<gap reason="lost"/>'
    else:
        body = text if "<" in text else re.sub(r"\*(.+?)\*", r'<hi rend="italic">\1</hi>', escape(text))
    return f'<p>Text.<note n="{number}">{body}</note></p>\n'


def proposal(case: cases.Case) -> Proposal:
    """Return what is proposed for a case."""
    data = {f"{name}.xml": document(text) for name, text in case.parts.items() if name.startswith("notes")}
    if "bibliography" in case.parts:
        entries = case.parts["bibliography"]
        data["bibliography.xml"] = (
            f"{TEI}<text><body><listBibl>\n{entries}\n</listBibl></body></text></TEI>".encode()
        )
    edition = Edition({path[:-4]: read(one, path) for path, one in data.items()}).indexed()
    return propose(edition, data, "bibliography.xml")


def resolved(found: Proposal) -> str:
    """Return the citations a line each, with the note's line and what work they were taken for."""
    lines = []
    for path, cited in found.cited.items():
        lines += [f"== {path[:-4]}"] if len(found.cited) > 1 and cited else []
        for line, _, one in cited:
            work = one.entry.id if one.entry else "?"
            cert = "" if one.cert in ("high", "unknown") or one.fixed else f" ({one.cert})"
            decided = " (decided)" if one.fixed else ""
            said = one.said if not one.fixed else ""
            lines.append(f"{line - 1}  {work}{cert}{decided}  <-  {said}".rstrip())
    return "\n".join(lines)


def works(found: Proposal) -> list[str]:
    """Return the new entries a line each."""
    made = (draft.entry(entry.id, entry.facts) for entry in sorted(found.works, key=lambda entry: entry.id))
    return [etree.tostring(entry, encoding="unicode").replace(f' xmlns="{NAMESPACE}"', "") for entry in made]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.case")), ids=lambda path: path.stem)
def test_resolve(path: Path, accept: bool) -> None:
    case = cases.load(path)
    found = proposal(case)
    cases.expect(case, "resolved", resolved(found), accept)
    cases.expect(case, "works", "\n".join(works(found)), accept)
    problems = [str(problem) for problems in found.problems for problem in problems]
    cases.expect(case, "problems", "\n".join(problems), accept)
