"""What can be wrong with a source or a TEI file: a closed list of codes, each with file and line.

A stage never prints and never stops for a fault of the text: it adds a `Problem` to a list and goes
on with the text kept where it was. `EditionError` is for the few cases where going on makes no sense
(the file is not there, is not text, is not XML).
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import cache


class Severity(StrEnum):
    """How much a problem matters: an error fails the run, a warning wants a look, info is for the record."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Code(Enum):
    """Every kind of problem there is. The value is the code as printed, silenced and documented."""

    # reading a source
    SOURCE_MISSING = "source-missing", Severity.ERROR
    """The source file, or the source a card belongs to, does not exist."""
    SOURCE_EMPTY = "source-empty", Severity.ERROR
    """The source holds no text at all."""
    SOURCE_BINARY = "source-binary", Severity.ERROR
    """The source is not text (NUL bytes, or mostly control characters)."""
    SOURCE_FOREIGN = "source-foreign", Severity.ERROR
    """The source is a document of another kind (Word, PDF, a web page …), whose text must come out first."""
    SOURCE_ENCODING = "source-encoding", Severity.ERROR
    """The source's bytes fit neither UTF-8 nor any encoding that makes text of them."""
    ENCODING_GUESSED = "encoding-guessed", Severity.WARNING
    """The source is not UTF-8; the encoding named was guessed from its bytes."""
    LINE_TOO_LONG = "line-too-long", Severity.ERROR
    """One line of the source is longer than any line of a text can be."""
    PATH_OUTSIDE = "path-outside", Severity.ERROR
    """A path leads out of the folder that it must stay in."""
    FORMAT_UNKNOWN = "format-unknown", Severity.ERROR
    """A card asks for a reader or a note arrangement that does not exist."""
    CARD_INVALID = "card-invalid", Severity.ERROR
    """A card is not TOML, or has a key or a value that cards do not have."""
    CONFIG_INVALID = "config-invalid", Severity.ERROR
    """A configuration file (mkdocs.yml) that cannot be read as settings."""
    CARD_MISSING = "card-missing", Severity.WARNING
    """A source has no card: its bibliographic facts are written as unknown."""
    TEI_CHANGED = "tei-changed", Severity.ERROR
    """The TEI file to be written was changed by an editor after the last import."""
    TARGET_TAKEN = "target-taken", Severity.ERROR
    """Two sources of one run would become the same TEI file; the second is left out."""
    FILE_UNWRITABLE = "file-unwritable", Severity.ERROR
    """A file or folder cannot be read or written where the run needs it; nothing is half-written."""
    FORMAT_UNSAFE = "format-unsafe", Severity.ERROR
    """The canonical form of a file would not say the same; the file is left as it is."""
    # notes
    NOTE_MISSING_BODY = "note-missing-body", Severity.WARNING
    """A note is called but the source lacks its body; an empty note with a gap stands there."""
    NOTE_MISSING_CALL = "note-missing-call", Severity.WARNING
    """A note's body is there but nothing calls it; it is kept at the end of its scope."""
    NOTE_CALLED_AGAIN = "note-called-again", Severity.INFO
    """A note is called a second time; the second call points to the note at the first."""
    NOTE_MISNUMBERED = "note-misnumbered", Severity.WARNING
    """A note's printed number does not fit its place; linked by its place, printed number kept."""
    NOTE_DOUBTFUL = "note-doubtful", Severity.WARNING
    """A number may or may not be a note's call; the text stays as it was."""
    # text
    HYPHEN_UNDECIDED = "hyphen-undecided", Severity.INFO
    """A hyphen at a line's end that neither the text nor a word list decides; it is kept."""
    PAGES_MISSING = "pages-missing", Severity.WARNING
    """Between two pages that print their number the source has fewer pages than the numbers count."""
    MARKUP_UNCLOSED = "markup-unclosed", Severity.WARNING
    """A tag that is opened and never closed; taken as text."""
    WORDS_UNEQUAL = "words-unequal", Severity.ERROR
    """The words of the TEI and the discarded words are not the words of the source."""
    HEAD_MISSING = "head-missing", Severity.WARNING
    """A text begins here, as its number or stamp says, but no title line stands near it."""
    DATE_UNREAD = "date-unread", Severity.INFO
    """A date that could not be turned into a calendar date; its text is kept."""
    # books
    GLYPH_MISSING = "glyph-missing", Severity.ERROR
    """A character that none of the book's faces has; in print it would be an empty box."""
    NOTE_PARTED = "note-parted", Severity.WARNING
    """A note of the book that begins on another page than its call."""
    TEMPLATE_FAILED = "template-failed", Severity.ERROR
    """A book's template is no Typst, or does what Typst does not allow."""
    # references
    REFERENCES_INVALID = "references-invalid", Severity.ERROR
    """A file of references is not in the format that its name says."""
    STYLE_INVALID = "style-invalid", Severity.ERROR
    """A citation style is not CSL, or makes no bibliography."""
    PROGRAM_MISSING = "program-missing", Severity.ERROR
    """A program that this needs is not installed."""
    # TEI files
    XML_MALFORMED = "xml-malformed", Severity.ERROR
    """The file is not well-formed XML."""
    XML_FORBIDDEN = "xml-forbidden", Severity.ERROR
    """The file declares entities or is otherwise built to do more than hold text."""
    TEI_ROOT = "tei-root", Severity.ERROR
    """The root element is neither TEI nor teiCorpus in the TEI namespace."""
    ID_DUPLICATE = "id-duplicate", Severity.ERROR
    """An xml:id that stands twice in one file; links reach the first only."""
    ID_MALFORMED = "id-malformed", Severity.WARNING
    """An xml:id that is not an XML name (NCName)."""
    LINK_DANGLING = "link-dangling", Severity.WARNING
    """A pointer to an id that does not exist."""
    ELEMENT_UNKNOWN = "element-unknown", Severity.INFO
    """An element without a declared behaviour; rendered as itself in a neutral wrapper."""
    # citations
    CITATION_AMBIGUOUS = "citation-ambiguous", Severity.WARNING
    """A short citation (Ibid., op. cit., a short title) that can mean more than one work; it has no link."""
    CITATION_OPEN = "citation-open", Severity.WARNING
    """A citation whose work is not known: nothing cited before it, and no entry of the bibliography, fits."""
    CITATION_DOUBTFUL = "citation-doubtful", Severity.INFO
    """A citation linked with a doubt (`cert="medium"` or `"low"`), for an editor to confirm or correct."""
    BIBLIOGRAPHY_WITHOUT_LIST = "bibliography-without-list", Severity.ERROR
    """The bibliography's file has no `listBibl` in its text that new entries could be added to."""
    # what `edition check` finds besides
    SCHEMA_UNUSABLE = "schema-unusable", Severity.ERROR
    """A schema was asked for that is none, or the validator is not there."""
    HEADER_INCOMPLETE = "header-incomplete", Severity.WARNING
    """The header lacks what every reader and every citation needs: a title, a statement on rights."""
    ELEMENT_NOT_TEI = "element-not-tei", Severity.ERROR
    """An element in the TEI namespace that TEI P5 does not have; mostly a slip of the pen."""
    ELEMENT_MISPLACED = "element-misplaced", Severity.ERROR
    """A block where none can stand: a paragraph in a paragraph, a division in a heading."""
    TEXT_MISPLACED = "text-misplaced", Severity.ERROR
    """Text directly in an element that holds only elements, such as a division or a list."""
    ELEMENT_EMPTY = "element-empty", Severity.WARNING
    """An element that should hold text and holds nothing."""
    NOTE_DISORDERED = "note-disordered", Severity.WARNING
    """A note's number does not follow the one before, and does not begin a new count."""
    PAGE_DISORDERED = "page-disordered", Severity.WARNING
    """A page's number is not greater than the one before it."""
    NOTE_EMPTY = "note-empty", Severity.WARNING
    """A note is called and says nothing; what the source lost is marked with a gap."""
    WITNESS_UNKNOWN = "witness-unknown", Severity.WARNING
    """A reading's witness that is in no list of witnesses."""
    LINK_ONE_WAY = "link-one-way", Severity.WARNING
    """One of two that point to each other does not point back."""
    COORDINATES_UNREAD = "coordinates-unread", Severity.WARNING
    """The coordinates of a place are no latitude and longitude: it stands on no map."""
    ENTRY_UNUSED = "entry-unused", Severity.INFO
    """An entry of a register or bibliography that nothing in the edition points to."""
    CITATION_UNRESOLVED = "citation-unresolved", Severity.INFO
    """A reference in the text that points to no work of the bibliography."""
    ID_REMOVED = "id-removed", Severity.ERROR
    """An id of the last release that is no more; addresses that people have cited would break."""
    CHARACTER_SUSPICIOUS = "character-suspicious", Severity.WARNING
    """A character that no text needs: invisible, private, lost, or of a wrong encoding."""
    SCRIPT_MIXED = "script-mixed", Severity.WARNING
    """Letters of two scripts in one word."""
    WORD_DOUBLED = "word-doubled", Severity.WARNING
    """The same word twice in a row."""
    HYPHEN_LEFT = "hyphen-left", Severity.WARNING
    """A hyphen that was left where a line of the source ended."""
    QUOTES_UNPAIRED = "quotes-unpaired", Severity.WARNING
    """A quotation mark that opens and is not closed, or closes and was not opened."""
    FORM_LOOSE = "form-loose", Severity.INFO
    """The file is not in canonical form; `edition format` brings it there."""
    GIT_REFUSED = "git-refused", Severity.ERROR
    """git does not do what it is asked for; its own words say why."""
    MERGE_CONFLICT = "merge-conflict", Severity.WARNING
    """Two versions changed the same words differently; both stand in the file, for an editor to choose."""
    MERGE_UNSAFE = "merge-unsafe", Severity.ERROR
    """Two versions could not be merged without losing words; the file is left as it is."""
    SCHEMA_INVALID = "schema-invalid", Severity.ERROR
    """The file is not valid against its schema."""
    SCHEMATRON_FAILED = "schematron-failed", Severity.ERROR
    """A Schematron rule of the schema does not hold; the words are the rule's own."""
    SCHEMATRON_WARNED = "schematron-warned", Severity.WARNING
    """As `schematron-failed`, for a rule whose `role` says that it is no error."""

    def __init__(self, slug: str, severity: Severity) -> None:
        self.slug = slug
        self.severity = severity


CODES: Mapping[str, Code] = {code.slug: code for code in Code}
"""Slug -> code, for what is kept and read again."""


@cache
def meanings() -> Mapping[Code, str]:
    """Return what each code says: the sentence that stands below it here."""
    body = ast.parse(inspect.getsource(Code)).body[0]
    out: dict[Code, str] = {}
    name = ""
    for node in body.body if isinstance(body, ast.ClassDef) else ():
        match node:
            case ast.Assign(targets=[ast.Name(id=found)]):
                name = found
            case ast.Expr(value=ast.Constant(value=str(text))) if name:
                out[Code[name]] = " ".join(text.split())
                name = ""
            case _:
                name = ""
    return out


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where: a path as the user would write it, and a line counted from 1 (0: the file as a whole).

    `column` (from 1; 0: not known) and `length`, in characters, say what in the line is meant.
    """

    path: str
    line: int = 0
    column: int = 0
    length: int = 0

    def __str__(self) -> str:
        return ":".join([self.path, *(str(number) for number in (self.line, self.column) if number)])


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: its code, its place, what was found, and what would be right."""

    code: Code
    place: Place
    found: str
    wanted: str = ""

    def __str__(self) -> str:
        wanted = f"; {self.wanted}" if self.wanted else ""
        return f"{self.place}: {self.code.severity}: {self.found}{wanted} [{self.code.slug}]"


@dataclass(slots=True)
class Problems:
    """A list that stages add to; the caller decides what to show and whether to stop."""

    path: str = ""
    found: list[Problem] = field(default_factory=list)

    def add(self, code: Code, line: int, found: str, wanted: str = "") -> None:
        """Add a problem at `line` (from 1; 0 for the whole file) of this list's file."""
        self.found.append(Problem(code, Place(self.path, line), found, wanted))

    def extend(self, problems: Iterable[Problem]) -> None:
        """Add problems that another stage found."""
        self.found.extend(problems)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)

    def errors(self) -> list[Problem]:
        """Return those problems that fail a run."""
        return [p for p in self.found if p.code.severity is Severity.ERROR]


class EditionError(Exception):
    """The run cannot go on. Carries the problem, so that every caller can show it the same way."""

    def __init__(self, code: Code, place: Place, found: str, wanted: str = "") -> None:
        self.problem = Problem(code, place, found, wanted)
        super().__init__(str(self.problem))
