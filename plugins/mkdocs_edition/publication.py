"""The site as a publication: how its parts are cited, what of them can be taken home, who changed what when.

Everything here is plain values for the templates, and bytes for files beside the pages; the facts and formats
are `edition.citing`'s, `edition.history`'s and `edition.forge`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin

from edition import citing, forge, history, model
from edition.citing.note import Run
from edition.model.excerpt import excerpt
from edition.model.folios import open_pages, pagination
from edition.model.header import Licence, path
from edition.model.paginations import UNPRINTED
from mkdocs_edition.imprint import Imprint

FORMATS: dict[str, Callable[[Iterable[citing.Csl]], str]] = {
    "bib": citing.bibtex,
    "ris": citing.ris,
    "json": citing.csl_text,
}
"""Files that a document is cited by: suffix, by which servers know the MIME type, and writer."""


@dataclass(frozen=True, slots=True)
class Cited:
    """What the templates of a document's page say of it."""

    note: tuple[Run, ...]
    tags: tuple[tuple[str, str], ...]
    json_ld: str
    blanks: str
    """Data for `cite.js`, ready for a script element."""
    files: tuple[tuple[str, str], ...]
    """Name of a format and address of its file, from the site's root."""
    tei: str
    """Address of the page's own TEI; the title page's is the document's."""
    edit: str
    """Address at which the page's first line is edited; nothing if nobody has said where."""
    changes: tuple[history.Change, ...] = ()
    history: str = ""
    licences: tuple[Licence, ...] = ()


@dataclass(slots=True)
class Publication:
    """What the whole site shares, read once a build."""

    imprint: Imprint
    words: Mapping[str, str]
    language: str
    wholes: dict[str, citing.Item] = field(default_factory=dict)
    """State of a document -> the document as something to cite, without its address."""
    folios: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)
    """State of a document -> its pagination, and the source's page open where each page begins."""

    @property
    def site(self) -> citing.Site:
        """The site as citations name it."""
        return citing.Site(self.imprint.name, self.imprint.url, self.imprint.version, self.imprint.date)

    @staticmethod
    def key(document: model.Document) -> str:
        """Return what tells a document's state apart from every other."""
        return f"{document.path}\0{document.digest}\0{len(document.pages)}"

    def cited(self, document: model.Document, page: model.Page, url: str, edit_url: str) -> Cited:
        """Return what the page at `url` (from the site's root) says of itself."""
        item = self.item(document, page, url)
        line = next((root.sourceline or 0 for root in page.roots), 0)
        title = not page.id
        return Cited(
            note=citing.note(item, citing.Spot(), self.words, self.language),
            tags=citing.tags(item),
            json_ld=citing.json_ld(item),
            blanks=self.blanks(document, page, item, edit_url, line),
            files=tuple((suffix, quote(f"{document.id}.{suffix}")) for suffix in FORMATS),
            tei=quote(document.path if title else f"{document.id}/{page.id}.xml"),
            edit=forge.at_line(edit_url, self.imprint.forge, 0 if title else line),
            changes=self.imprint.past.changes.get(document.path, ()),
            history=forge.history_url(self.imprint.repo_url, edit_url, self.imprint.forge),
            licences=document.header.licences,
        )

    def item(self, document: model.Document, page: model.Page, url: str) -> citing.Item:
        """Return a page as something to cite; without `site_url` it has no address of its own."""
        key = self.key(document)
        if key not in self.wholes:
            self.wholes[key] = citing.document_item(document, self.site, "")
        return citing.page_item(
            document, page, self.wholes[key], urljoin(self.imprint.url, url) if self.imprint.url else ""
        )

    def blanks(
        self, document: model.Document, page: model.Page, item: citing.Item, edit_url: str, line: int
    ) -> str:
        """Return what `cite.js` needs to cite places on the page."""
        key = self.key(document)
        if key not in self.folios:
            self.folios[key] = pagination(document), open_pages(document)
        ed, folios = self.folios[key]
        pattern = forge.at_line(edit_url, self.imprint.forge, 1)
        edit = pattern[: -len("1")] + "{line}" if edit_url else ""
        return citing.blanks(
            item,
            self.words,
            self.language,
            page=folios.get(page.id, ""),
            ed=ed,
            bracketed=int(ed in UNPRINTED),
            edit=edit,
            line=line,
        )

    def downloads(self, document: model.Document, url: str) -> Iterator[tuple[str, str]]:
        """Yield path and text of each file of a document: its citations, the TEI of each of its pages.

        `url` is the address of its title page, from the site's root.
        """
        cited = citing.csl(self.item(document, document.pages[0], url), citing.Spot())
        for suffix, write in FORMATS.items():
            yield f"{document.id}.{suffix}", write([cited])
        name = document.path.rpartition("/")[2]
        for page in document.pages[1:]:
            yield f"{document.id}/{page.id}.xml", excerpt(document, page, up(page) + name).decode()


def up(page: model.Page) -> str:
    """Return the way from a page's file to the folder of its document."""
    return "../" * (page.id.count("/") + 1)


def recorded(document: model.Document) -> Iterator[str]:
    """Yield the days of the changes that a header records (TEI P5 §2.6, `revisionDesc`)."""
    for change in document.root.iterfind(path("teiHeader/revisionDesc//change")):
        when = (change.get("when") or "").partition("T")[0]
        if len(when) == 10:
            yield when
