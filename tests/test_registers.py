"""Registers of a built site: every mention leads to its entry, and every entry back to its mentions."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import ROOT
from lxml import html
from test_site import build

from edition.model import Edition
from edition.model.entry_pages import entry_pages
from edition.model.mentions import mentions

HOSTILE = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>
<titleStmt><title>{title}</title></titleStmt><publicationStmt><p>For tests.</p></publicationStmt>
<sourceDesc><p>Invented.</p></sourceDesc></fileDesc></teiHeader>
<text><body>{body}</body></text></TEI>"""
NAME = '&lt;script&gt;alert(1)&lt;/script&gt; O\'Hara &amp; "Sons"'


class Site:
    """The pages of a built site, parsed."""

    def __init__(self, root: Path):
        self.pages = {
            p.relative_to(root).as_posix(): html.parse(str(p)).getroot() for p in root.rglob("*.html")
        }

    def target(self, page: str, href: str) -> tuple[str, str]:
        """Return page and id that a link on a page leads to."""
        path, _, fragment = href.partition("#")
        found = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path))) if path else page
        return (found if found.endswith(".html") else f"{found}/index.html"), unquote(fragment)

    def mentioned(self) -> Iterator[tuple[str, str]]:
        """Yield page and entry's page of each link in a text that names an entry, not on a map."""
        for name, tree in self.pages.items():
            for link in tree.xpath("//a[contains(@class, 'entry-ref')][not(ancestor::svg)]"):
                rest = "link-rest" in link.get("class")  # the same link, behind one within it
                own = f"{posixpath.dirname(name)}/{link.get('id')}.html"  # an entry's page says what it is
                if not rest and own not in self.pages:
                    yield name, self.target(name, link.get("href"))[0]

    def listed(self) -> Iterator[tuple[str, str, str]]:
        """Yield entry's page, page and id of each line of a concordance."""
        for name, tree in self.pages.items():
            for link in tree.xpath("//ul[contains(@class, 'kwic')]/li/a"):
                yield name, *self.target(name, link.get("href"))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The sample edition's site."""
    site = tmp_path_factory.mktemp("registers")
    made = build(ROOT / "mkdocs.yml", site, "--strict")
    assert made.returncode == 0, made.stderr
    return Site(site)


def test_every_mention_is_a_link_and_every_link_is_listed(sample: Site) -> None:
    edition = Edition.load(ROOT / "tei")
    found = mentions(edition)
    shown = entry_pages(edition, found).first
    there = Counter((page, entry) for page, entry in sample.mentioned())
    back = Counter((page, entry) for entry, page, _ in sample.listed())
    assert there == back
    assert there.total() == sum(len(found.of.get(entry, ())) for entry in shown) > 60


def test_a_line_leads_to_the_passage_that_names_the_entry(sample: Site) -> None:
    for entry, page, ident in sample.listed():
        tree = sample.pages[page]
        passage = tree.get_element_by_id(ident) if ident else tree
        links = [sample.target(page, a.get("href"))[0] for a in passage.iter("a") if a.get("href")]
        assert entry in links, f"{entry} is not named in {page}#{ident}"


def test_every_link_has_its_card(sample: Site) -> None:
    for tree in sample.pages.values():
        for link in tree.xpath("//a[@data-card]"):
            card = tree.get_element_by_id(link.get("data-card"))
            assert card.xpath(".//a/@href")[0] == link.get("href")


def test_works_can_be_taken_home(sample: Site) -> None:
    page = sample.pages["bibliography/serge-1963-memoirs.html"]
    assert page.xpath("//dl//a[@download]/@href") == [
        f"serge-1963-memoirs.{s}" for s in ("bib", "ris", "json")
    ]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with a name that looks like a script, and a name that nobody knows."""
    root = tmp_path_factory.mktemp("hostile")
    (root / "docs").mkdir()
    register = f"""<listPerson><person xml:id="x"><persName>{NAME}</persName>
      <idno type="viaf">javascript:1</idno>
      <idno>javascript:alert(1)</idno><note>{NAME}</note></person>
      <person xml:id="y"><persName>Nobody's</persName></person></listPerson>
      <listBibl><bibl xml:id="w"><author>{NAME}</author> <title>{NAME}</title></bibl></listBibl>"""
    text = f"""<p xml:id="p">It is <persName ref="r.xml#x">{NAME}</persName>,
      by <bibl corresp="r.xml#w">{NAME}</bibl>.
      <persName>Unknown</persName> and <persName ref="r.xml#z">Dangling</persName></p>"""
    (root / "docs" / "r.xml").write_text(HOSTILE.format(title="R", body=register), "utf-8")
    (root / "docs" / "t.xml").write_text(HOSTILE.format(title=NAME, body=text), "utf-8")
    (root / "mkdocs.yml").write_text(
        "site_name: S\ntheme: {name: material}\nplugins: [search, edition]\n", "utf-8"
    )
    made = build(root / "mkdocs.yml", root / "site")
    assert made.returncode == 0, made.stderr
    return Site(root / "site")


def test_a_name_with_a_script_in_it_stays_a_name(hostile: Site) -> None:
    name = '<script>alert(1)</script> O\'Hara & "Sons"'
    for page in ("r/x/index.html", "r/w/index.html", "r/index.html", "t/index.html"):
        tree = hostile.pages[page]
        assert name in " ".join(tree.text_content().split()), page
        scripts = [s.text or "" for s in tree.iter("script") if s.get("type") is None and not s.get("src")]
        assert not any("alert(1)" in script for script in scripts), page
        assert not [a for a in tree.xpath("//a/@href") if a.lower().startswith("javascript")], page
