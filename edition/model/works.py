"""Works: the entries of all bibliographies of an edition, as typed values (TEI P5 §3.12.4, `listBibl`).

`biblStruct`, loose `bibl`, `biblFull` and `msDesc` are read alike, house style or not; what an entry does
not say is empty. `element` is the entry itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from lxml import etree

from edition.model import bibl
from edition.model.bibl import Title
from edition.model.edition import Edition
from edition.model.facts import sortable
from edition.model.names import Name
from edition.model.reading import reading_text
from edition.tei.names import ID, is_tei, tei

ENTRIES = ("biblStruct", "bibl", "biblFull", "msDesc")


MARKED = "title author editor idno date biblScope publisher repository collection".split()
"""A loose reference with none of these is its own title."""


class Kind(StrEnum):
    """What a work is, as far as it changes how it is cited."""

    BOOK = "book"
    CHAPTER = "chapter"
    """A part of a book: a chapter, an article in a collection or a dictionary."""
    ARTICLE = "article"
    """In a journal."""
    NEWSPAPER = "newspaper"
    """An article in a newspaper."""
    PERIODICAL = "periodical"
    """A journal or newspaper as a whole."""
    THESIS = "thesis"
    REPORT = "report"
    ARCHIVE = "archive"
    """A file, or a document in one."""
    MANUSCRIPT = "manuscript"
    """Unpublished, wherever it lies; a letter."""
    WEB = "web"
    FILM = "film"
    OTHER = "other"


TYPES = {
    Kind.BOOK: "book m monograph collection collected edited proceedings mvbook mvcollection",
    Kind.CHAPTER: "bookSection chapter incollection inbook inproceedings conferencePaper paper-conference "
    "encyclopediaArticle dictionaryEntry entry entry-encyclopedia entry-dictionary analytic",
    Kind.ARTICLE: "journalArticle article article-journal magazineArticle article-magazine review",
    Kind.NEWSPAPER: "newspaperArticle newspaper article-newspaper",
    Kind.PERIODICAL: "periodical journal serial magazine",
    Kind.THESIS: "thesis phdthesis mastersthesis dissertation",
    Kind.REPORT: "report techreport",
    Kind.ARCHIVE: "archive archival",
    Kind.MANUSCRIPT: "manuscript unpublished letter personal_communication interview",
    Kind.WEB: "webpage web website online blogPost post post-weblog forumPost",
    Kind.FILM: "film motion_picture videoRecording audioRecording tvBroadcast radioBroadcast broadcast song",
    Kind.OTHER: "document misc",
}
"""`@type` of an entry: our kinds, TEI's and Zotero's, CSL's and BibTeX's words."""
KIND = {name.lower(): kind for kind, names in TYPES.items() for name in [kind.value, *names.split()]}
STOP = re.compile(r"(?<=\w\w[\w’'ʹ»”)])\.(?:\s|$)|:\s|\s[\[/]")
"""Where a title may be cut short: a stop that is no abbreviation's, a colon, a translation in brackets."""
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
VOLUMES = re.compile(r"(\d+)\s*(?:vols?\b|volumes?|bde?\b|bände|tomes?|тома?|т\.|tt?\.)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Work:
    """One work. Names are divided; numbers stand without “vol.” and “p.”; dates are ISO where they can be."""

    key: str
    """Tells it from every other of the edition: its id, or `document#id` where two have that."""
    id: str
    document: str
    """Id of the document that holds the entry."""
    kind: Kind
    title: str
    """Its own: of the article, if it is one. Empty for what has only an archive's mark or an author."""
    element: etree._Element
    titles: tuple[Title, ...] = ()
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    translators: tuple[Name, ...] = ()
    container_authors: tuple[Name, ...] = ()
    """Authors of the book that holds it, where these are told apart."""
    container: str = ""
    """The book, journal or newspaper that holds it."""
    series: str = ""
    series_number: str = ""
    edition: str = ""
    volume: str = ""
    volumes: str = ""
    """How many there are."""
    issue: str = ""
    pages: str = ""
    place: str = ""
    publisher: str = ""
    date: str = ""
    """`1930`, `1930-05-01`, `1929/1941`."""
    date_text: str = ""
    accessed: str = ""
    genre: str = ""
    """What a thesis, a report or a manuscript calls itself."""
    idno: tuple[tuple[str, str], ...] = ()
    urls: tuple[str, ...] = ()
    language: str = ""
    archive: dict[str, str] = field(default_factory=dict)
    """`repository`, `fond`, `opis`, `delo`, `folio` … (`edition.model.bibl.ARCHIVAL`)."""
    note: str = ""

    @property
    def short(self) -> str:
        """A title to know it by in a list: the short one, else the title to its first stop or colon."""
        named = next((t.text for t in self.titles if t.type == "short"), "")
        return named or STOP.split(self.title)[0].rstrip(" .")

    @property
    def year(self) -> str:
        """The first year of its date, or nothing."""
        return self.date.lstrip("-").partition("-")[0].partition("/")[0]

    @property
    def url(self) -> str:
        """Where it can be read or is described: its own address, else its DOI's."""
        return self.urls[0] if self.urls else f"https://doi.org/{self.doi}" if self.doi else ""

    @property
    def doi(self) -> str:
        """Its DOI, without resolver."""
        return self.identifier("DOI")

    def identifier(self, kind: str) -> str:
        """Return its first identifier of a type, or nothing."""
        return next((value for name, value in self.idno if name.upper() == kind.upper()), "")

    @property
    def sort_key(self) -> tuple[str, str, str, str]:
        """What puts bibliographies in order: author or editor or else title, then author's works by year."""
        names = self.authors or self.editors
        name = sortable(" ".join(n.inverted() for n in names))
        title = sortable(self.title or " ".join(self.archive.values()))
        return (name or title, self.date, title, self.key)


def works(edition: Edition) -> dict[str, Work]:
    """Return the works of an edition by `Work.key`, in order of documents and of their entries.

    An entry is a child of a `listBibl`, wherever that stands. One without `xml:id` has the id that its
    document gives it.
    """
    out: dict[str, Work] = {}
    for document in edition.documents.values():
        for element in entries(document.root):
            ident = document.ids.of.get(element) or element.get(ID) or ""
            authored = element.get(ID) == ident and bool(ident)
            alone = authored and len(edition.holders.get(ident, ())) == 1
            key = ident if alone else f"{document.id}#{ident}"
            if ident and key not in out:
                out[key] = work(element, document.id, ident, key)
    return out


def entries(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the entries of all lists of references below an element; those within an entry are part of it."""
    for listed in root.iter(tei("listBibl")):
        if not any(is_tei(a, *ENTRIES) for a in listed.iterancestors()):
            yield from (e for e in listed.iterchildren(etree.Element) if is_tei(e, *ENTRIES))


def work(element: etree._Element, document: str = "", ident: str = "", key: str = "") -> Work:
    """Return the work that an entry describes. `document` is the id of the one that holds it."""
    titles = bibl.titles(element)
    own = own_title(titles) or unmarked(element)
    part = own is not None and own.level == "a"
    holder = next((t for t in titles if t.level in "mj" and t is not own), None) if part else None
    authors, container_authors = authors_of(element)
    notes = bibl.notes(element)
    made = Work(
        key=key or ident,
        id=ident,
        document=document,
        kind=Kind.OTHER,
        title=own.text if own else "",
        element=element,
        titles=titles,
        authors=authors,
        editors=bibl.people(element, "editor"),
        translators=bibl.translators(element),
        container_authors=container_authors,
        container=holder.text if holder else "",
        series=next((t.text for t in titles if t.level == "s" and t is not own), ""),
        genre=next((t for name, t in notes.items() if name == "genre" or name.endswith("Type")), ""),
        language=own.language if own else bibl.language(element),
        note=notes.get("", "") or notes.get("extra", ""),
    )
    made = found(printed(made))
    return replace(made, kind=said_kind(element) or shown_kind(made, own, holder))


def printed(made: Work) -> Work:
    """Return a work with what its imprint says, and its place in what holds it."""
    element, scopes = made.element, bibl.scopes(made.element)
    iso, written, accessed = bibl.dates(element)
    volumes = VOLUMES.search(" ".join(bibl.texts(element, "extent")))
    return replace(
        made,
        series_number=scopes.get("series", ""),
        edition=", ".join(bibl.texts(element, "edition")),
        volume=scopes.get("volume", ""),
        volumes=volumes[1] if volumes else "",
        issue=scopes.get("issue", ""),
        pages=scopes.get("page", "") or scopes.get("column", ""),
        place="; ".join(bibl.texts(element, "pubPlace")),
        publisher=", ".join(bibl.texts(element, "publisher", "distributor", "authority")),
        date=iso,
        date_text=written,
        accessed=accessed,
    )


def found(made: Work) -> Work:
    """Return a work with where it can be found: identifiers, addresses, its place in an archive."""
    urls = tuple(u for u in bibl.addresses(made.element) if "doi.org/" not in u)
    return replace(made, idno=bibl.identifiers(made.element), urls=urls, archive=bibl.archive(made.element))


def own_title(titles: tuple[Title, ...]) -> Title | None:
    """Return a work's own title: of the part if there is one, not one shortened or translated."""
    own = (t for t in titles if t.level in "amu" and t.type not in bibl.SHORT_TITLES)
    return next(own, None) or next(iter(titles), None)


def unmarked(element: etree._Element) -> Title | None:
    """Return the whole of a loose reference as its title, where nothing in it is marked up."""
    text = reading_text(element)
    return Title("", text) if text and next(element.iter(*map(tei, MARKED)), None) is None else None


def authors_of(entry: etree._Element) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    """Return the authors of a work, and those of the book that holds it (`analytic`, `monogr`)."""
    analytic = next(entry.iterchildren(tei("analytic")), None)
    monogr = next(entry.iterchildren(tei("monogr")), None)
    if analytic is None or monogr is None:
        return bibl.people(entry, "author"), ()
    return bibl.people(analytic, "author"), bibl.people(monogr, "author")


def said_kind(element: etree._Element) -> Kind | None:
    """Return what an entry says it is, by `@type` or by being a description of a manuscript."""
    said = KIND.get((element.get("type") or element.get("subtype") or "").lower())
    return Kind.ARCHIVE if said is None and is_tei(element, "msDesc") else said


def shown_kind(made: Work, own: Title | None, holder: Title | None) -> Kind:
    """Return what a work is by its place in an archive, else by the levels of its titles.

    TEI's level u, unpublished, is also given where nobody knows: with a publisher it is a book.
    """
    if made.archive:
        return Kind.ARCHIVE
    if own is None or (own.level == "a" and holder is None):
        return Kind.WEB if made.urls else Kind.OTHER
    if own.level == "a" and holder is not None:
        daily = DAY.fullmatch(made.date) and not made.volume
        return Kind.CHAPTER if holder.level == "m" else Kind.NEWSPAPER if daily else Kind.ARTICLE
    if own.level == "u" and not made.publisher:
        return Kind.MANUSCRIPT
    return {"j": Kind.PERIODICAL, "": Kind.OTHER}.get(own.level, Kind.BOOK)
