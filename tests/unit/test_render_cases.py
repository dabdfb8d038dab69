"""Rendering, by example: each case holds TEI, the HTML it becomes, and the problems it has.

The part `tei` is what stands in the body of a document, or a whole document if it begins with `<TEI`.
"""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from lxml import etree
from support import cases
from support.medium import plain

from edition.model import Edition, Limits
from edition.model.document import read
from edition.render import render
from edition.render.html import is_block, serialise

FOLDER = Path(__file__).parents[1] / "cases" / "render"
DOCUMENT = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
<text><body>{body}</body></text></TEI>"""

LIMITS = {"split": Limits(0, 30), "portions": Limits(0, 30, 90)}
"""Files with such a name have their texts divided early."""


def shown(html: etree._Element) -> str:
    """Return a page's HTML a block a line, without its title and the facts of its header."""
    html = copy.deepcopy(html)
    for element in html.xpath("header[@class='title-page'] | div[@class='after'] | section[@class='about']"):
        html.remove(element)
    for element in html.iter(etree.Element):
        if is_block(element) and not (element.tail or "").strip():
            element.tail = "\n"
    return serialise(html).replace("\n</div>", "</div>")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.case")), ids=lambda path: path.stem)
def test_render(path: Path, accept: bool) -> None:
    case = cases.load(path)
    source = case.parts["tei"]
    data = source if source.startswith("<TEI") else DOCUMENT.format(body=source)
    named = (limits for word, limits in LIMITS.items() if word in path.stem)
    document = read(data.encode(), "doc.xml", next(named, Limits()))
    edition = Edition({"doc": document}).indexed()
    before = etree.tostring(document.root)
    pages = [(page, render(edition, document, page, plain())) for page in document.pages]
    assert etree.tostring(document.root) == before, "rendering changed the TEI"
    many = len(pages) > 1
    html = "\n".join(
        (f"== {page.id or 'title page'}\n" if many else "") + shown(made.html) for page, made in pages
    )
    problems = [str(p) for p in [*document.problems, *(p for _, made in pages for p in made.problems)]]
    cases.expect(case, "html", html, accept)
    cases.expect(case, "problems", "\n".join(problems), accept)
