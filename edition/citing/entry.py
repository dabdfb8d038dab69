"""A work as an entry of a bibliography, by The Chicago Manual of Style (18th ed., 13.18-13.25, 14).

Author, First, and Second Author. *Title*. Edited by Editor. 2 vols. Place: Publisher, 1930.
Author, First. “Article.” *Journal* 27, no. 2 (1980): 1-9. https://doi.org/….
Repository, collection, f. 17, op. 85, d. 12.

An entry is made of sentences, each of runs; the words between them come from the labels `bib-…`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from edition.citing.csl import CIRCA, location
from edition.citing.note import QUOTES, Run, merged
from edition.labels import shown_date
from edition.model.names import REST, Name
from edition.model.works import Kind, Work

MOST = 6
"""How many names are given in full (18th ed., 13.23); of more, the first three and "et al."."""
FEWER = 3
QUOTED = frozenset(
    (Kind.CHAPTER, Kind.ARTICLE, Kind.NEWSPAPER, Kind.THESIS, Kind.MANUSCRIPT, Kind.WEB, Kind.ARCHIVE)
)
"""What has its title in quotation marks: parts, and what is not published as a book."""
HOLDINGS = frozenset(("repository", "collection", "fond", "opis"))
"""What marks a whole collection; a document in it has more."""
STOPS = (".", "?", "!", "…", ".”", "?”", "!”", ".“", "?“", "!“", ".»", "?»", "!»")

Sentence = Sequence[Run]


@dataclass(frozen=True, slots=True)
class Style:
    """In which words and quotation marks an entry is written."""

    words: Mapping[str, str]
    language: str = "en"

    def quoted(self, text: str, lang: str = "") -> Run:
        """Return a title in quotation marks; in English the full stop goes inside, where a sentence ends."""
        left, right = QUOTES.get(self.language.partition("-")[0], QUOTES["en"])
        return Run(f"{left}{text}{right}", lang=lang)

    def names(self, names: Sequence[Name], inverted: bool = False) -> str:
        """Return names in a line, the first one inverted if it begins an entry."""
        rest = any(name.literal == REST for name in names)
        given = [name for name in names if name.literal != REST]
        if len(given) > MOST:
            given, rest = given[:FEWER], True
        shown = [name.inverted() if inverted and not n else name.direct() for n, name in enumerate(given)]
        english = self.language.startswith("en")
        if rest:
            return f"{', '.join(shown)}{',' if english else ''} {self.words['cite-others']}"
        serial = "," if english and (len(shown) > 2 or inverted) else ""
        last = f"{serial} {self.words['cite-and']} "
        return last.join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)

    def say(self, label: str, **values: str) -> str:
        """Return a label with its fields filled in; nothing where a field is empty."""
        return self.words[label].format(**values) if all(values.values()) else ""

    def ordinal(self, edition: str) -> str:
        """Return which edition it is: of a bare number the words for it, anything else as written."""
        if not edition.isdigit():
            return edition[:1].upper() + edition[1:]
        teen = int(edition) % 100 in (11, 12, 13)
        english = "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(int(edition) % 10, "th")
        suffix = {"en": english, "fr": "e", "ru": "-е"}.get(self.language.partition("-")[0], ".")
        return self.say("bib-edition", n=f"{edition}{suffix}")


def entry(work: Work, words: Mapping[str, str], language: str = "en") -> tuple[Run, ...]:
    """Return the entry of a work as runs of text; titles have their language, addresses lead somewhere.

    `words` are the labels in `language`. What a work does not say is left out; a work published without a
    date is undated.
    """
    style = Style(words, language)
    out: list[Run] = []
    for sentence in sentences(work, style):
        runs = [run for run in sentence if run.text]
        if runs:
            out.extend([*([Run(" ")] if out else []), *ended(runs, language)])
    return tuple(merged(out))


def ended(runs: Sequence[Run], language: str) -> Iterator[Run]:
    """Yield the runs of a sentence with the full stop that it needs; in English inside quotation marks."""
    last = runs[-1]
    yield from runs[:-1]
    if last.text.endswith(STOPS):
        yield last
    elif language.startswith("en") and last.text.endswith("”"):
        yield replace(last, text=f"{last.text[:-1]}.”")
    else:
        yield last
        yield Run(".")


def sentences(work: Work, style: Style) -> Iterator[Sentence]:
    """Yield what an entry says, in its order."""
    yield from heads(work, style)
    if work.kind is Kind.CHAPTER:
        yield in_book(work, style)
    yield from responsible(work, style)
    if work.kind is not Kind.CHAPTER:
        yield [Run(style.ordinal(work.edition))]
    yield from PUBLISHED.get(work.kind, book)(work, style)
    yield [Run(style.say("bib-accessed", date=shown_date(work.accessed, style.words)))]
    address = f"https://doi.org/{work.doi}" if work.doi else work.url
    yield [Run(address, href=address)]


def heads(work: Work, style: Style) -> Iterator[Sentence]:
    """Yield author and title; a book without author stands under its editors, then its translators."""
    lead = work.authors
    if lead:
        yield [Run(style.names(lead, inverted=True))]
    elif work.kind is not Kind.CHAPTER:
        for names, one, several in (
            (work.editors, "bib-ed", "bib-eds"),
            (work.translators, "bib-trans", "bib-trans"),
        ):
            if names:
                role = style.words[several if len(names) > 1 else one]
                yield [Run(f"{style.names(names, inverted=True)}, {role}")]
                break
    if not is_paper(work):
        yield title(work, style)


def title(work: Work, style: Style) -> Sentence:
    """Return the title: italic or in quotation marks; a collection in an archive has neither."""
    language = next((t.language for t in work.titles if t.text == work.title), "")
    whole = work.kind is Kind.ARCHIVE and HOLDINGS.issuperset(work.archive)
    if not work.title or not work.titles or whole:
        return [Run(work.title, lang=language)]
    if work.kind in QUOTED:
        return [style.quoted(work.title, language)]
    return [Run(work.title, italic=True, lang=language)]


def is_paper(work: Work) -> bool:
    """Say whether the work is a newspaper, and not something that stands in one."""
    return work.kind is Kind.NEWSPAPER and not work.container


def responsible(work: Work, style: Style) -> Iterator[Sentence]:
    """Yield editors and translators where these do not begin the entry, or stand with the book."""
    led = not work.authors and work.kind is not Kind.CHAPTER
    if work.editors and not led and work.kind is not Kind.CHAPTER:
        yield [Run(style.say("bib-edited", names=style.names(work.editors)))]
    if work.translators and not (led and not work.editors):
        yield [Run(style.say("bib-translated", names=style.names(work.translators)))]


def in_book(work: Work, style: Style) -> Sentence:
    """Return the book that holds a part: its title, editors, volume and the part's pages."""
    before = f"{style.words['bib-in']} "
    edited = style.say("bib-edited", names=style.names(work.editors))
    volume = style.say("bib-volume", n=work.volume)
    volume = volume if style.language.startswith("de") else lowered(volume)
    authors = f"{style.names(work.container_authors)}, " if work.container_authors else ""
    more = [style.ordinal(work.edition), lowered(edited), volume, work.pages]
    return [
        Run(before + authors),
        Run(work.container, italic=True, lang=container_language(work)),
        Run("".join(f", {one}" for one in more if one)),
    ]


def lowered(text: str) -> str:
    """Return a phrase as it stands within a sentence."""
    return text[:1].lower() + text[1:]


def container_language(work: Work) -> str:
    """Return the language of the title of what holds a work."""
    return next((t.language for t in work.titles if t.text == work.container), "")


def book(work: Work, style: Style) -> Iterator[Sentence]:
    """Yield volumes, series and imprint of a book; a chapter's volume stands with its book."""
    if work.kind is not Kind.CHAPTER:
        yield [Run(style.say("bib-volume", n=work.volume) or style.say("bib-volumes", n=work.volumes))]
    yield [Run(" ".join(filter(None, (work.series, work.series_number))))]
    yield [Run(imprint(work, style))]


def imprint(work: Work, style: Style) -> str:
    """Return place, publisher and date; what was published somewhere without a date is undated."""
    where = ": ".join(filter(None, (work.place, work.publisher)))
    date = day(work, style) or (style.words["bib-undated"] if where else "")
    return ", ".join(filter(None, (where, date)))


def day(work: Work, style: Style) -> str:
    """Return the date of a work as a reader writes it; one in brackets, or about a year, as it is written."""
    bracketed = work.date_text[:1] == "[" and work.date_text[-1:] == "]"
    if bracketed or CIRCA.search(work.date_text):
        return work.date_text
    shown = [shown_date(one, style.words) for one in work.date.split("/") if one]
    return "–".join(shown) or work.date_text


def issues(work: Work, style: Style) -> str:
    """Return the number of a journal or newspaper, or several."""
    return style.say("bib-issue" if work.issue.isalnum() else "bib-issues", n=work.issue)


def journal(work: Work, style: Style) -> Iterator[Sentence]:
    """Yield journal, volume, number, date and pages."""
    issue = issues(work, style)
    numbers = f" {work.volume}" if work.volume else ""
    numbers += f", {issue}" if issue else ""
    date = day(work, style)
    numbers += (f" ({date})" if numbers else f", {date}") if date else ""
    pages = (f": {work.pages}" if issue or work.volume else f", {work.pages}") if work.pages else ""
    yield [
        Run(work.container or work.series, italic=True, lang=container_language(work)),
        Run(numbers + pages),
    ]


def newspaper(work: Work, style: Style) -> Iterator[Sentence]:
    """Yield newspaper, number, day and pages."""
    facts = (issues(work, style), day(work, style), work.pages)
    place = f" ({work.place})" if work.place else ""
    name = work.container or work.title
    language = next((t.language for t in work.titles if t.text == name), "")
    yield [
        Run(name, italic=True, lang=language),
        Run(place + "".join(f", {fact}" for fact in facts if fact)),
    ]


def thesis(work: Work, style: Style) -> Iterator[Sentence]:
    """Yield what an unpublished work calls itself, where it was made or lies, and when."""
    yield [Run(", ".join(filter(None, (work.genre, work.publisher, work.place, day(work, style)))))]


def archive(work: Work, style: Style) -> Iterator[Sentence]:
    """Yield what a document is and when it was written, then where it lies, from the outside in."""
    yield [Run(", ".join(filter(None, (work.genre, day(work, style)))))]
    marks = (work.archive.get("repository", ""), work.archive.get("collection", ""), location(work.archive))
    yield [Run(", ".join(filter(None, (*marks, work.place if not any(marks) else ""))))]


def online(work: Work, style: Style) -> Iterator[Sentence]:
    """Yield the site, who publishes it, and the date."""
    yield [Run(", ".join(dict.fromkeys(filter(None, (work.container or work.series, work.publisher)))))]
    yield [Run(day(work, style))]


PUBLISHED = {
    Kind.ARTICLE: journal,
    Kind.NEWSPAPER: newspaper,
    Kind.THESIS: thesis,
    Kind.MANUSCRIPT: archive,
    Kind.ARCHIVE: archive,
    Kind.WEB: online,
}
"""What of a kind is said between title and address; of anything else, what is said of a book."""


def label(work: Work) -> str:
    """Return a work's name in a line of its own, for links and lists: `Trotsky, Moia zhizn’ (1930)`."""
    names = work.authors or work.editors
    last = names[0].family or names[0].literal if names else ""
    mark = ", ".join(filter(None, (work.archive.get("repository", ""), location(work.archive))))
    title = work.short or mark or work.container or work.url or work.id
    year = f" ({work.year})" if work.year else ""
    return f"{last}, {title}{year}" if last else f"{title}{year}"
