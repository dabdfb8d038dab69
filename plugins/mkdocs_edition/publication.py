"""The site as a publication: how its parts are cited, what of them can be taken home, who changed what when.

Everything here is plain values for the templates, and bytes for files beside the pages; the facts and formats
are `edition.citing`'s, `edition.history`'s and `edition.forge`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig

from edition import citing, forge, history, model
from edition.citing.note import Run
from edition.model.excerpt import excerpt
from edition.model.folios import BRACKETED, open_pages, pagination
from edition.model.header import Licence, path
from mkdocs_edition.config import EditionConfig

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

    site: citing.Site
    words: Mapping[str, str]
    language: str
    repo_url: str = ""
    forge: str = ""
    past: history.History = field(default_factory=history.History)
    folios: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)
    """State of a document -> its pagination, and the source's page open where each page begins."""
    excerpts: dict[str, list[bytes]] = field(default_factory=dict)
    """State of a document -> its pages as TEI."""

    @classmethod
    def read(
        cls,
        config: MkDocsConfig,
        options: EditionConfig,
        edition: model.Edition,
        words: Mapping[str, str],
        known: Publication | None = None,
    ) -> Publication:
        """Ask configuration, git and headers; `known` is the last build's: what still holds is kept."""
        past = history.read(Path(config.docs_dir), known.past if known else None)
        date = history.build_date(past, recorded(edition))
        site = citing.Site(config.site_name, config.site_url or "", options.version or past.version, date)
        repo = config.repo_url or ""
        language = options.language or str(config.theme.get("language") or "en")
        out = cls(site, words, language, repo, options.forge or forge.kind(repo), past)
        keys = {out.key(document) for document in edition.documents.values()}
        if known is not None:
            out.folios.update((k, v) for k, v in known.folios.items() if k in keys)
            out.excerpts.update((k, v) for k, v in known.excerpts.items() if k in keys)
        return out

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
            files=tuple((suffix, f"{document.id}.{suffix}") for suffix in FORMATS),
            tei=document.path if title else f"{document.id}/{page.id}.xml",
            edit=forge.at_line(edit_url, self.forge, 0 if title else line),
            changes=self.past.changes.get(document.path, ()),
            history=forge.history_url(self.repo_url, edit_url, self.forge),
            licences=document.header.licences,
        )

    def item(self, document: model.Document, page: model.Page, url: str) -> citing.Item:
        """Return a page as something to cite; without `site_url` it has no address of its own."""
        return citing.page_item(
            document, page, self.site, urljoin(self.site.url, url) if self.site.url else ""
        )

    def blanks(
        self, document: model.Document, page: model.Page, item: citing.Item, edit_url: str, line: int
    ) -> str:
        """Return what `cite.js` needs to cite places on the page."""
        key = self.key(document)
        if key not in self.folios:
            self.folios[key] = pagination(document), open_pages(document)
        ed, folios = self.folios[key]
        pattern = forge.at_line(edit_url, self.forge, 1)
        edit = pattern[: -len("1")] + "{line}" if edit_url else ""
        return citing.blanks(
            item,
            self.words,
            self.language,
            page=folios.get(page.id, ""),
            ed=ed,
            bracketed=int(ed in BRACKETED),
            edit=edit,
            line=line,
        )

    def downloads(
        self, edition: model.Edition, urls: Mapping[tuple[str, str], str]
    ) -> Iterator[tuple[str, bytes]]:
        """Yield path and bytes of each file: citations of each document, TEI of each of its pages."""
        for document in edition.documents.values():
            title = document.pages[0]
            item = self.item(document, title, urls[document.id, title.id])
            cited = citing.csl(item, citing.Spot())
            for suffix, write in FORMATS.items():
                yield f"{document.id}.{suffix}", write([cited]).encode()
            for page, data in zip(document.pages[1:], self.pages(document), strict=True):
                yield f"{document.id}/{page.id}.xml", data

    def pages(self, document: model.Document) -> list[bytes]:
        """Return the pages of a document, without its title page, as TEI."""
        key = self.key(document)
        if key not in self.excerpts:
            name = document.path.rpartition("/")[2]
            self.excerpts[key] = [excerpt(document, page, up(page) + name) for page in document.pages[1:]]
        return self.excerpts[key]


def up(page: model.Page) -> str:
    """Return the way from a page's file to the folder of its document."""
    return "../" * (page.id.count("/") + 1)


def recorded(edition: model.Edition) -> Iterator[str]:
    """Yield the days of the changes that headers record (TEI P5 §2.6, `revisionDesc`)."""
    for document in edition.documents.values():
        for change in document.root.iterfind(path("teiHeader/revisionDesc//change")):
            when = (change.get("when") or "").partition("T")[0]
            if len(when) == 10:
                yield when


def write(site_dir: Path, name: str, data: bytes) -> None:
    """Write a file of the site."""
    target = site_dir / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
