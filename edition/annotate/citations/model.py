"""What is found in a note: citations, each with its parts, all of them spans of the note's text.

Offsets count code points of the text given to `find`. Citations stand in the order of the text and do
not overlap; parts stand in their order within their citation and do not overlap either. Whatever else
the citation's span holds (commas, the translation of a title in brackets) is text without a part.

The kinds of parts are TEI's element names (TEI P5 3.12, Bibliographic Citations and References), and a
part's `type` is the attribute that tells elements of one name apart: `title/@level`, `biblScope/@unit`,
`idno/@type`, `date/@type`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Form = Literal[
    "full",  # a work with what it takes to find it: title and place, publisher, year, or number and pages
    "short",  # a work named before: author and title shortened, title alone, author alone; pages
    "ibid",  # Ibid., Там же, Ebd.: the work cited last
    "idem",  # Idem, Id., alone: the author cited last, and no title
    "op-cit",  # an author with op. cit., Указ. соч.: the author's work cited before
    "collected",  # a volume of collected works: PSS, vol. 45, p. 3
    "journal",  # a periodical by year and number, without the title of an article
    "newspaper",  # a newspaper by its date, without the title of an article
    "archive",  # a shelf mark: fond, opis', delo; box, folder
    "web",  # an address of the web without further facts
    "continued",  # what differs from the citation before it: “№ 7, p. 178”, “d. 679, l. 29”, “pp. 165–8”
]
Kind = Literal[
    "author",
    "editor",
    "respStmt",  # a translator
    "title",
    "edition",
    "pubPlace",
    "publisher",
    "date",
    "biblScope",
    "idno",
    "ref",
]
Relation = Literal[
    "",
    "in-brackets",  # [Works, vol. 9, p. 121]: another edition or translation of the place cited before it
    "source",  # quoted in, cited from: where the work cited before it, or the words of the text, were found
]


@dataclass(frozen=True, slots=True)
class Part:
    """One fact of a citation: `text[start:end]` are its words as printed, `value` what they say.

    Values by kind and type: an author, editor “Surname, Forename” (an empty value for *idem*: the author
    cited last); a title as printed without its quotation marks, white space single; a date in ISO form, a
    span as two with a slash, or as printed where it says that there is none (“n.d.”); a biblScope Arabic,
    ranges with a hyphen, enumerations with a comma and a space (`178-179, 182`), a leaf's back with `v`; an
    idno without its label.

    Types: title a, m, j (TEI's levels) or translated (in brackets behind the title); biblScope volume, issue,
    page, folio, column, part, chapter, section, note; idno repository, collection, fond, opis, delo, box,
    folder, shelfmark, DOI, ISBN, ISSN; date “” (of publication) or access; author “”, idem or body.
    """

    kind: Kind
    start: int
    end: int
    value: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """One reference to one work (or periodical, or file of an archive).

    `signal` is the word before it that says how it is meant (“See also”, “Cf.”), outside the span.
    `bracketed`: it stands in square brackets. `score` orders doubtful ones: 1.0 and above is as sure as
    a rule can be, below 0.5 is not reported at all.
    """

    start: int
    end: int
    form: Form
    parts: tuple[Part, ...] = ()
    signal: str = ""
    relation: Relation = ""
    bracketed: bool = False
    score: float = 1.0

    def all(self, kind: Kind, type_: str | None = None) -> tuple[Part, ...]:
        """Return the parts of a kind, and of a type where one is given."""
        return tuple(p for p in self.parts if p.kind == kind and type_ in (None, p.type))

    def first(self, kind: Kind, type_: str | None = None) -> Part | None:
        """Return the first part of a kind and type, or None."""
        return next(iter(self.all(kind, type_)), None)
