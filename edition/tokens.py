"""What readers give and the TEI builder takes: blocks of inline pieces, each knowing its source lines.

Tokens hold the words of the source and nothing else: whatever a reader takes out of the text (markers,
page furniture, a web page's chrome) it enters in the `Ledger` instead. Lines are counted from 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(slots=True)
class Text:
    """A run of characters in one style. White space is single blanks; edges are significant."""

    text: str
    line: int
    rend: tuple[str, ...] = ()
    """Styles from outer to inner: `bold`, `italic`, `sup`, `sub`, `underline`, `smallcaps`, `code`."""
    href: str = ""
    """Target of a link around the run, as the source gives it."""
    lang: str = ""
    """Language (BCP 47) where it differs from the document's."""


RUN_IN = "run-in"
"""The style of a run-in heading: words at a paragraph's start that head it (TEI `label`)."""


@dataclass(slots=True)
class Call:
    """A note call at its point of attachment."""

    label: str
    """The number as printed."""
    line: int
    note: str = ""
    """Key of the note in `Source.notes`, set by linking; empty when the body is missing."""
    again: bool = False
    """The note was called before: this call only points to it."""
    defined: bool = False
    """Written `[^label]`: its body is the definition of that label, wherever it stands."""
    printed: str = ""
    """The characters of the source where these are not the label (`¹`); else empty."""


@dataclass(slots=True)
class PageBreak:
    """The start of a page of the source (TEI `pb`)."""

    n: str
    line: int
    ed: str = ""
    """Which pagination; `counted` for pages whose number the source does not print."""
    in_word: bool = False
    """The break divides a word (TEI `break="no"`); the two halves stand joined around it."""


@dataclass(slots=True)
class LineBreak:
    """A line break that the source means (a title page, an address), TEI `lb`."""

    line: int


@dataclass(slots=True)
class Inset:
    """A block that stands inside a running paragraph: a picture's caption, say."""

    block: Block


Inline = Text | Call | PageBreak | LineBreak | Inset


class Kind(StrEnum):
    """What a block is. Readers set what they can see; recognisers refine `P` into more."""

    P = "p"
    HEAD = "head"
    """`level` 1 is the highest; `type` "sub" for a subtitle that goes on the heading before."""
    ITEM = "item"
    """A list item: `marker` as printed, `level` its depth from 0, `children` further blocks of it."""
    VERSE = "verse"
    """A stanza: `children` are blocks of kind `L`."""
    L = "l"
    SPEECH = "speech"
    """`marker` is the speaker as printed (or empty), `type` question or answer, `children` its paragraphs."""
    TABLE = "table"
    """`inlines` its caption, `children` of kind `ROW`, whose `children` are of kind `CELL`."""
    ROW = "row"
    CELL = "cell"
    NOTE = "note"
    """A note's body: `label` as printed, `children` its paragraphs, `page` the page it stands on."""
    FIGURE = "figure"
    """A picture: `inlines` its caption, `children` the transcription of what it shows, `lang` of those."""
    SIGNED = "signed"
    """A signature, TEI `signed`; `type` "byline" for an author's line."""
    QUOTE = "quote"
    """A quotation set off from the text, `children` its paragraphs."""
    RULE = "rule"
    """A printed rule between parts; holds no words."""
    GAP = "gap"
    """A visible gap of several blank lines (`level`: how many); holds no words."""
    PAGE = "page"
    """A page break between blocks: `inlines` holds the one `PageBreak`."""
    DIV = "div"
    """A section: `type`, `n`, `children` its blocks, a `HEAD` first; `level` its depth from 1."""
    LABEL = "label"
    """A run-in or short-line label that heads nothing more than the next block."""
    TERM = "term"
    """A glossary entry: its text is in `spans`, as that of the records that follow."""
    EVENT = "event"
    PERSON = "person"
    BIBL = "bibl"


@dataclass(slots=True)
class Block:
    """One block of the source and the lines it came from."""

    kind: Kind
    inlines: list[Inline] = field(default_factory=list)
    first: int = 0
    last: int = 0
    level: int = 0
    marker: str = ""
    label: str = ""
    type: str = ""
    n: str = ""
    lang: str = ""
    page: int = 0
    """How many page breaks were seen up to this block."""
    children: list[Block] = field(default_factory=list)
    spans: list[tuple[str, list[Inline]]] = field(default_factory=list)
    """A record (`TERM`, `EVENT`, `PERSON`, `BIBL`) part by part as printed; `sep` is what stands between."""
    facts: dict[str, str] = field(default_factory=dict)
    """Normalised values of a record's parts: `birth.when`, `death.notBefore` and so on."""

    @property
    def parts(self) -> dict[str, list[Inline]]:
        """The parts of a record by name; a part that is printed in several places comes in one list."""
        out: dict[str, list[Inline]] = {}
        for name, pieces in self.spans:
            if name != "sep":
                out.setdefault(name, []).extend(pieces)
        return out


@dataclass(slots=True)
class Source:
    """A source as it was read: its blocks in reading order, and its notes by key."""

    blocks: list[Block]
    notes: dict[str, Block] = field(default_factory=dict)


def plain(inlines: list[Inline]) -> str:
    """Return the characters of inlines without calls and breaks; a line break counts as a blank."""
    out = []
    for piece in inlines:
        if isinstance(piece, Text):
            out.append(piece.text)
        elif isinstance(piece, LineBreak):
            out.append(" ")
    return "".join(out)
