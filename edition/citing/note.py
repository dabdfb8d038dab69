"""A citation as a note has it, by The Chicago Manual of Style (17th ed., 14.18-14.25, 14.103-14.105).

Author, “Chapter,” in *Document*, ed. Editor, trans. Translator, *Edition* (Place: Publisher, 2026),
version 1.2, 2026-11-22, p. 12, para. 3, https://….
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from edition.citing.item import Item, Spot
from edition.model.names import Name

QUOTES = {
    "en": ("“", "”"),
    "de": ("„", "“"),
    "ru": ("«", "»"),
    "fr": ("« ", " »"),
}
SHOWN = 3
"""How many names are given in full; of more, the first and "et al."."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a citation; titles of whole publications are set in italics."""

    text: str
    italic: bool = False
    lang: str = ""
    """Language of a title, where it is told."""
    href: str = ""
    """Where an address leads."""
    shape: str = ""
    """`bold`, `small-caps`, `sup` or `sub`, where a style asks for it."""

    def like(self, other: Run) -> bool:
        """Say whether two runs can be set as one."""
        return self.look == other.look

    @property
    def look(self) -> tuple[object, ...]:
        """All but its text."""
        return self.italic, self.lang, self.href, self.shape


def note(item: Item, spot: Spot, words: Mapping[str, str], language: str = "en") -> tuple[Run, ...]:
    """Return the citation of a spot. `words` are the labels `cite-…`, in the language of the citation."""
    parts = [part for part in parts_of(item, spot, words, language) if part and any(r.text for r in part)]
    out: list[Run] = []
    for number, part in enumerate(parts):
        if number:
            comma_inside = language.startswith("en") and out[-1].text.endswith("”")
            if comma_inside:
                out[-1] = Run(out[-1].text[:-1] + ",”")
            out.append(Run(" " if comma_inside else ", "))
        out.extend(part)
    return (*merged(out), Run("."))


def parts_of(item: Item, spot: Spot, words: Mapping[str, str], language: str) -> Iterator[Sequence[Run]]:
    """Yield what a citation says, in its order; what is not known yields nothing."""
    yield [Run(listed(item.authors, words))]
    left, right = QUOTES.get(language.partition("-")[0], QUOTES["en"])
    if item.series:
        yield [Run(f"{left}{item.title}{right}")]
        yield [Run(words["cite-in"] + " "), Run(item.container, italic=True)]
    else:
        yield [Run(item.title, italic=True)]
    for key, names in (("cite-editor", item.editors), ("cite-translator", item.translators)):
        if names:
            yield [Run(words[key].format(names=listed(names, words)))]
    edition = item.series or item.container
    imprint = ": ".join(v for v in (item.place, item.publisher) if v)
    facts = ", ".join(v for v in (imprint, item.year if imprint else "") if v)
    yield [Run(edition, italic=True), Run(f" ({facts})" if edition and facts else facts)]
    yield [Run(words["cite-version"].format(n=item.version) if item.version else "")]
    yield [Run(item.version_date or item.date)]
    yield [Run(spot.where)]
    yield [Run(spot.url or item.url)]


def listed(names: Sequence[Name], words: Mapping[str, str]) -> str:
    """Return names in their order, the last joined by "and"."""
    every = [name.direct() for name in names]
    if len(every) > SHOWN:
        return f"{every[0]} {words['cite-others']}"
    if len(every) < 2:
        return "".join(every)
    return ", ".join(every[:-1]) + f" {words['cite-and']} {every[-1]}"


def merged(runs: Sequence[Run]) -> Iterator[Run]:
    """Yield runs with neighbours of one kind joined, empty ones left out."""
    held = Run("")
    for run in runs:
        if run.like(held) or not run.text:
            held = replace(held, text=held.text + run.text)
        else:
            if held.text:
                yield held
            held = run
    if held.text:
        yield held


def plain(runs: Sequence[Run]) -> str:
    """Return a citation as plain text."""
    return "".join(run.text for run in runs)
