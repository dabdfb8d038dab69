"""The terms that a glossary explains, by the words that they are made of (TEI P5 §3.8, `list type="gloss"`).

Terms of registers are for all documents, those of a glossary within a document for that document. A form of
a term is what stands in its label: the term, further ones beside it, the same in other languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from edition.model.document import Document
from edition.model.edition import Edition, Own
from edition.model.entries import Entry, Kind
from edition.model.entry_pages import about
from edition.model.links import Inside
from edition.model.reading import reading_text
from edition.tei.names import LANG, is_tei

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
END = r"(?![^\W_])(?!-[^\W_])(?![’'](?!s\b)[^\W_])"
"""No word goes on here; an English possessive does not count."""
HISSING = ("s", "x", "z", "ch", "sh")
ROMANISED = "latn"
"""Words in Latin letters of another language (`ru-Latn`, BCP 47) are taken as the language around them."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a term: `pattern` finds it, beginning with its first word."""

    key: Inside
    text: str
    language: str
    pattern: re.Pattern[str]


Forms = dict[tuple[str, str], list[Form]]
"""Language and first word, as it may be written -> forms, the longest first."""


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms of an edition, and those of single documents."""

    common: Forms = field(default_factory=dict)
    own: dict[str, Forms] = field(default_factory=dict)

    said: dict[Inside, str] = field(default_factory=dict)
    """Beginnings of the explanations."""
    firsts: dict[str, frozenset[str]] = field(default_factory=dict)
    """Document -> the words that its terms begin with, as they may be written."""
    plain: dict[str, set[str]] = field(default_factory=dict)
    """Document -> strings between blanks that were met in it and in which no term begins."""

    def beginnings(self, document: str) -> frozenset[str]:
        """Return the words that the terms for a document begin with."""
        if document not in self.firsts:
            held = (self.common, self.own.get(document, {}))
            self.firsts[document] = frozenset(word for forms in held for _, word in forms)
        return self.firsts[document]

    def may_begin(self, text: str, document: str) -> bool:
        """Say whether a term may begin in a text: most hold none, and need not be read word by word."""
        firsts, plain = self.beginnings(document), self.plain.setdefault(document, set())
        fresh = set(text.split()) - plain
        if firsts.isdisjoint(WORD.findall(" ".join(fresh))):
            plain.update(fresh)
            return False
        plain.update(string for string in fresh if firsts.isdisjoint(WORD.findall(string)))
        return True

    def at(self, text: str, start: int, word: str, language: str, document: str) -> tuple[Form, int] | None:
        """Return the longest form that begins with a word of a text, and its end; None if there is none."""
        for forms in (self.common, self.own.get(document, {})):
            for form in forms.get((language, word), ()):
                if found := form.pattern.match(text, start):
                    return form, found.end()
        return None

    def state(self) -> list[object]:
        """Return what pages depend on that mark these terms."""
        every = [self.common, *(self.own[name] for name in sorted(self.own))]
        found = {(f.key, f.text, f.language) for forms in every for some in forms.values() for f in some}
        return [(*form, self.said.get(form[0], "")) for form in sorted(found, key=repr)]


def glossary(edition: Edition, entries: Mapping[Inside, Entry]) -> Glossary:
    """Return the terms of an edition. Those without a page get their place in the text (`edition.own`)."""
    out = Glossary()
    terms = {key: entry for key, entry in entries.items() if entry.kind is Kind.TERM and explained(entry)}
    for key, entry in terms.items():
        if key in edition.own and edition.documents[key.document].is_register:
            add(out.common, forms(edition.documents[key.document], key, entry))
    for key, entry in terms.items():
        document = edition.documents[key.document]
        if document.is_register or document.page_of.get(key.id) is None:
            continue
        found = [form for form in forms(document, key, entry) if not known(out.common, form)]
        if found and key not in edition.own:
            page = document.page_of[key.id]
            edition.own[key] = Own(page, key.id, str(entry.kind), entry.name, "", about(entry))
        add(out.own.setdefault(key.document, {}), found)
    out.said.update((key, edition.own[key].about) for key in terms if key in edition.own)
    return out


def explained(entry: Entry) -> bool:
    """Say whether a term has an explanation."""
    return entry.item is not None and bool(reading_text(entry.item).strip())


def known(common: Forms, form: Form) -> bool:
    """Say whether a form is one of all documents."""
    first = WORD.search(form.text)
    there = common.get((form.language, first[0]), ()) if first else ()
    return any(other.text == form.text for other in there)


def add(out: Forms, found: Iterable[Form]) -> None:
    """Enter forms under each way in which their first word may be written. Changes `out`."""
    for form in found:
        first = WORD.search(form.text)
        if first is None:
            continue
        for word in dict.fromkeys(written(first[0], form.language if first.end() == len(form.text) else "")):
            held = out.setdefault((form.language, word), [])
            held.append(form)
            held.sort(key=lambda other: -len(other.text))


def forms(document: Document, key: Inside, entry: Entry) -> Iterator[Form]:
    """Yield the ways in which a term is written in its label."""
    held = [e for e in entry.element.iter(etree.Element) if is_tei(e, "term", "foreign")]
    for source in held if any(is_tei(e, "term") for e in held) else [*held, entry.element]:
        text = " ".join((entry.name if source is entry.element else reading_text(source)).split())
        text = text.strip(" :;,—–")
        if len(text) > 1 and WORD.match(text):
            language = spoken(source, document)
            yield Form(key, text, language, pattern(text, language))


def spoken(source: etree._Element, document: Document) -> str:
    """Return the language of a term as a tag's first part; of romanised words, that around them."""
    for holder in (source, *source.iterancestors()):
        if (tag := holder.get(LANG)) and ROMANISED not in tag.lower().split("-")[1:]:
            return primary(tag)
    return primary(document.root.get(LANG) or next((found.tag for found in document.header.languages), ""))


def primary(tag: str) -> str:
    """Return the first part of a language tag."""
    return tag.partition("-")[0].lower()


def written(word: str, language: str) -> Iterator[str]:
    """Yield a word as it may stand in a text: at a sentence's beginning, and, in English, in the plural."""
    for one in (word, *plurals(word, language)):
        yield one
        yield one[0].upper() + one[1:]


def plurals(word: str, language: str) -> Iterator[str]:
    """Yield the plural of an English word; other languages have too many for a rule."""
    if language != "en":
        return
    if word.endswith(HISSING):
        yield word + "es"
        return
    yield word + "s"
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        yield word[:-1] + "ies"


def pattern(text: str, language: str) -> re.Pattern[str]:
    """Return what finds a term: its words with any space between them, the last one also in the plural."""
    first, last = text[0], text.rsplit(maxsplit=1)[-1]
    begun = re.escape(first) if first.isupper() else f"[{re.escape(first)}{re.escape(first.upper())}]"
    ends = [last, *(plurals(last, language) if WORD.fullmatch(last) else ())]
    whole = [text.removesuffix(last) + end for end in ends]
    rest = "|".join(r"\s+".join(re.escape(part) for part in one[1:].split(" ")) for one in whole)
    return re.compile(f"{begun}(?:{rest}){END if last[-1].isalnum() else ''}")
