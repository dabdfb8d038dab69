"""What the first pages say: title, names, licence, version."""

from __future__ import annotations

from typing import Any

from edition.export.book import Book, common_authors
from edition.export.options import Options
from edition.labels import shown_date


def front(book: Book, options: Options) -> dict[str, Any]:
    """Return the data of title page and imprint."""
    header = book.texts[0].document.header
    people = (("editor", header.editors), ("translator", header.translators)) if book.alone else ()
    terms = {
        (one.text, one.url): None
        for part in book.parts
        if part.chosen
        for one in part.document.header.licences
    }
    return {
        "title": book.title,
        "subtitle": book.subtitle,
        "authors": list(common_authors(book)),
        "names": [{"role": book.labels[f"{key}-of"], "names": list(names)} for key, names in people if names],
        "press": press(book),
        "language": book.language.partition("-")[0],
        "rtl": all(c.html.get("dir") == "rtl" for part in book.texts for c in part.chapters),
        "alone": book.alone,
        "date": options.date,
        "licences": [{"text": text, "url": url} for text, url in terms],
        "facts": imprint(book, options),
        "options": options.plain(),
    }


def press(book: Book) -> list[str]:
    """Return who published all texts of a book, and where and when: lines at the foot of the title page."""
    headers = [part.document.header for part in book.texts]

    def common(values: set[str]) -> str:
        return values.pop() if len(values) == 1 else ""

    publisher, place = common({h.publisher for h in headers}), common({h.place for h in headers})
    date = common({shown_date(h.date, book.labels) for h in headers})
    return [line for line in (publisher, ", ".join(v for v in (place, date) if v)) if line]


def imprint(book: Book, options: Options) -> list[dict[str, str]]:
    """Return the lines of the imprint: who published, which version, which text is shown."""
    header, words = book.texts[0].document.header, book.labels
    lines: list[tuple[str, str]] = []
    if book.alone:
        lines.append((words["edition"], header.edition if header.edition != header.title else ""))
        lines.append(
            (
                words["published"],
                ", ".join(v for v in (header.place, header.publisher, shown_date(header.date, words)) if v),
            )
        )
        lines += [(s.what or words["responsible"], ", ".join(s.names)) for s in header.statements]
    version = words["version"].format(n=options.version) if options.version else ""
    lines.append(("", ", ".join(v for v in (version, shown_date(options.date, words)) if v)))
    if options.text != "reading":
        lines.append(
            (words["view"], words["view-diplomatic"] if options.text == "diplomatic" else options.text)
        )
    return [{"what": what, "is": said} for what, said in lines if said]
