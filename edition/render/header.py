"""The title page: what the header says (TEI P5 §2), for readers; and the contents of the document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from edition.labels import language_name, shown_date
from edition.model import Page
from edition.model.header import Header, Language, path
from edition.model.links import Inside
from edition.model.reading import has_words, reading_text
from edition.render.html import add_text, safe_href, sub, wrap_inline
from edition.render.listing import SUFFIXES, downloads
from edition.render.walk import Walk
from edition.tei.names import is_tei, local, tei

ACTIONS = {"sent": "from", "received": "to"}
PLACES = ("placeName", "settlement", "country", "region", "address", "geogName")
UNFOLDED = 1500
"""A longer description of a manuscript is folded below its text."""
PRINCIPLES = "editorialDecl projectDesc samplingDecl".split()


def title_page(walk: Walk, parent: etree._Element) -> None:
    """Append title, names and facts of the document."""
    header = walk.document.header
    front = sub(parent, "header", "title-page")
    if header.authors:
        sub(front, "p", "title-author", text=joined(header.authors))
    sub(front, "h1", "title-main", text=header.title)
    if header.subtitle:
        sub(front, "p", "title-sub", text=header.subtitle)
    for role, by, names in (
        ("editor", "editor-of", header.editors),
        ("translator", "translator-of", header.translators),
    ):
        if names:
            line = sub(front, "p", f"title-{role}")
            sub(line, "span", "title-role", text=walk.label(by))
            add_text(line, " " + joined(names))
    letter(walk, front)


def called(language: Language, words: Mapping[str, str]) -> str:
    """Return what a language is called: as the header has it, else by its tag."""
    return language.name or language_name(language.tag, words)


def about(walk: Walk, parent: etree._Element) -> None:
    """Append the facts about the edition: source, publication, licence, principles, revisions."""
    header = walk.document.header
    section = sub(parent, "section", "about", aria_label=walk.label("about"))
    abstract(walk, section)
    manuscript(walk, section)
    facts = sub(section, "dl", "facts")
    for statement in header.statements:
        fact(facts, statement.what or walk.label("responsible"), joined(statement.names))
    fact(facts, walk.label("edition"), header.edition if header.edition != header.title else "")
    fact(
        facts,
        walk.label("published"),
        ", ".join(
            v for v in (header.place, header.publisher, shown_date(header.date, walk.medium.labels)) if v
        ),
    )
    sources(walk, facts)
    licences(walk, facts, header)
    fact(
        facts,
        walk.label("language"),
        ", ".join(dict.fromkeys(called(one, walk.medium.labels) for one in header.languages)),
    )
    fact(facts, walk.label("keywords"), " · ".join(header.keywords))
    take_home(walk, facts)
    if not len(facts):
        section.remove(facts)
    principles(walk, section)
    witnesses(walk, section)
    revisions(walk, section)
    if not len(section):
        parent.remove(section)


def take_home(walk: Walk, facts: etree._Element) -> None:
    """Append the document's TEI file, and files with the works that it cites, where the medium has them."""
    own, stem = walk.document.path, f"{walk.document.id}-works"
    listed = walk.document.is_register  # a bibliography's own list offers them
    works = [] if listed else [(name, f"{stem}.{suffix}") for name, suffix in SUFFIXES.items()]
    for label, files in (("download", [(own.rpartition("/")[2], own)]), ("works-document", works)):
        found = [(name, href) for name, path in files if (href := walk.medium.file_href(path))]
        if found:
            sub(facts, "dt", text=walk.label(label))
            downloads(sub(sub(facts, "dd"), "span", "download"), found)


def joined(names: Iterable[str]) -> str:
    """Return names in one line; those with the surname first are kept apart by semicolons."""
    every = list(names)
    return ("; " if any("," in name for name in every) else ", ").join(every)


def fact(parent: etree._Element, term: str, value: str) -> None:
    """Append a fact, if there is one."""
    if value:
        sub(parent, "dt", text=term)
        sub(parent, "dd", text=value)


def found(walk: Walk, steps: str) -> list[etree._Element]:
    """Return the header's elements at a path."""
    return list(walk.document.root.iterfind(path(f"teiHeader/{steps}")))


def sources(walk: Walk, facts: etree._Element) -> None:
    """Append what the text was taken from, rendered as the references they are."""
    for desc in found(walk, "fileDesc/sourceDesc"):
        for child in desc.iterchildren(etree.Element):
            if is_tei(child, "msDesc", "listWit", "listPerson", "listPlace") or not reading_text(child):
                continue
            sub(facts, "dt", text=walk.label("source"))
            holder = sub(facts, "dd")
            walk.element(child, holder)


def manuscript(walk: Walk, parent: etree._Element) -> None:
    """Append the description of the manuscript (TEI P5 §10): in full, or folded if it is long."""
    described = [e for e in found(walk, "fileDesc/sourceDesc/msDesc") if has_words(e)]
    if not described:
        return
    texts = (root for page in walk.document.pages for root in page.roots)
    out = sub(parent, "section", "manuscript")
    if any(has_words(text) for text in texts):
        out.tag = "details"
        sub(out, "summary", text=walk.label("ms-description"))
        if sum(len(reading_text(e)) for e in described) < UNFOLDED:
            out.set("open", "open")
    for element in described:
        walk.element(element, out)


def licences(walk: Walk, facts: etree._Element, header: Header) -> None:
    """Append the terms of use, linked where they have an address."""
    for licence in header.licences:
        sub(facts, "dt", text=walk.label("licence"))
        href = safe_href(licence.url) if licence.url.startswith(("http://", "https://")) else ""
        rel = "license external" if href else ""
        sub(sub(facts, "dd"), "a" if href else "span", href=href, rel=rel, text=licence.text)


def abstract(walk: Walk, parent: etree._Element) -> None:
    """Append the abstracts."""
    for element in found(walk, "profileDesc/abstract"):
        holder = sub(parent, "div", "abstract")
        walk.children(element, holder)
        wrap_inline(holder)


def principles(walk: Walk, parent: etree._Element) -> None:
    """Append how the text was edited and what the import normalised, folded."""
    parts = [e for name in PRINCIPLES for e in found(walk, f"encodingDesc/{name}") if reading_text(e)]
    if parts:
        box = sub(parent, "details", "principles")
        sub(box, "summary", text=walk.label("principles"))
        for part in parts:
            walk.children(part, holder := sub(box, "div", f"tei-{local(part)}"))
            wrap_inline(holder)


def witnesses(walk: Walk, parent: etree._Element) -> None:
    """Append the lists of witnesses that stand in the header: sigla link here."""
    for element in [*found(walk, "fileDesc/sourceDesc/listWit"), *found(walk, "encodingDesc/listWit")]:
        if not has_head(element):
            sub(parent, "h2", text=walk.label("witnesses"))
        walk.element(element, parent)


def revisions(walk: Walk, parent: etree._Element) -> None:
    """Append the changes that the header records, newest first as they stand, folded."""
    changes = [
        c for c in walk.document.root.iterfind(path("teiHeader/revisionDesc//change")) if reading_text(c)
    ]
    if not changes:
        return
    box = sub(parent, "details", "revisions")
    sub(box, "summary", text=walk.label("revisions"))
    out = sub(box, "ul")
    for change in changes:
        line = sub(out, "li")
        when = (change.get("when") or change.get("when-iso") or "").strip()
        if when:
            sub(line, "span", "when", text=f"{when} ")
        walk.children(change, line)


def letter(walk: Walk, parent: etree._Element) -> None:
    """Append who wrote to whom, where and when (TEI P5 §2.4.6, `correspDesc`), and the letters around it."""
    rows: list[tuple[str, list[etree._Element]]] = []
    for action in found(walk, "profileDesc/correspDesc/correspAction"):
        parts = [c for c in action.iterchildren(etree.Element) if said(walk, c)]
        kind = action.get("type") or ""
        who = walk.label(ACTIONS[kind]) if kind in ACTIONS else kind
        sorted_ = [("letter-place", PLACES), ("letter-date", ("date",))]
        people = [c for c in parts if not is_tei(c, *PLACES, "date")]
        if kind == "sent" and not people:
            people = [a for a in found(walk, "fileDesc/titleStmt/author") if reading_text(a)]
        own = [(who, people)] + [(walk.label(key), [c for c in parts if is_tei(c, *n)]) for key, n in sorted_]
        own = [row for row in own if row[1]]
        rows += [(who, own[0][1]), *own[1:]] if own else []  # without a person: from where, or when
    context = [r for e in found(walk, "profileDesc/correspDesc/correspContext") for r in e if has_words(r)]
    if not any(parts for _, parts in rows) and not context:
        return
    out = sub(parent, "dl", "correspondence")
    for term, parts in rows:
        if parts:
            sub(out, "dt", text=term)
            several(walk, parts, sub(out, "dd"))
    if context:
        sub(out, "dt", text=walk.label("see-also"))
        several(walk, context, sub(out, "dd"))


def several(walk: Walk, parts: Iterable[etree._Element], parent: etree._Element) -> None:
    """Append what some elements say, in one line; a date without words by its value."""
    line = sub(parent, "span")
    for number, part in enumerate(parts):
        add_text(line, "; " if number else "")
        if reading_text(part):
            walk.element(part, line)
        elif name := named_elsewhere(walk, part):
            sub(line, "span", f"tei-{local(part)}", text=name)
        else:
            sub(line, "time", datetime=date_of(part), text=shown_date(date_of(part), walk.medium.labels))


def said(walk: Walk, element: etree._Element) -> str:
    """Return what an element of a letter's description says: its words, its date, its entry's name."""
    return reading_text(element) or date_of(element) or named_elsewhere(walk, element)


def named_elsewhere(walk: Walk, element: etree._Element) -> str:
    """Return what the entry is called that an empty name points to."""
    pointers = (element.get("ref") or element.get("key") or element.get("sameAs") or "").split()
    target = walk.edition.resolve(pointers[0], walk.document) if pointers else None
    return walk.edition.documents[target.document].label(target.id) if isinstance(target, Inside) else ""


def date_of(element: etree._Element) -> str:
    """Return the normalised date of an element without text, its day only."""
    names = ("when", "when-iso", "notBefore", "notBefore-iso", "from", "from-iso")
    return (
        next((v.partition("T")[0] for n in names if (v := element.get(n))), "")
        if is_tei(element, "date")
        else ""
    )


def contents(walk: Walk, parent: etree._Element, pages: Iterable[Page], title: str) -> None:
    """Append a list of pages, nested by their depth."""
    every = list(pages)
    if not every:
        return
    nav = sub(parent, "nav", "contents", aria_label=title)
    sub(nav, "h2", text=title)
    base = every[0].depth
    lists = [sub(nav, "ol")]
    for page in every:
        depth = max(0, min(page.depth - base, len(lists)))
        while depth < len(lists) - 1:
            lists.pop()
        if depth == len(lists):
            holder = lists[-1][-1] if len(lists[-1]) else sub(lists[-1], "li")
            lists.append(sub(holder, "ol"))
        href = walk.medium.page_href(walk.document.id, page.id)
        sub(sub(lists[-1], "li"), "a", href=safe_href(href), text=page.title)


def has_head(element: etree._Element) -> bool:
    """Say whether an element has a heading of its own."""
    return next(element.iterchildren(tei("head")), None) is not None
