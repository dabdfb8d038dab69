"""The only serialiser of TEI: one canonical form, so that a correction is a one-line diff.

Elements that hold only elements get one child a line, indented by two blanks; an element with text
of its own (a paragraph, a heading, a note's paragraph) stays on one line with its white space as it
is. Attributes stand in a fixed order.
"""

from __future__ import annotations

import copy
import os
import tempfile
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

from lxml import etree

from edition.problems import Code, EditionError, Place
from edition.tei.names import ID, LANG, TEI, local

UNFINISHED = ".edition.tmp"
"""Ends the name of a file that is being written; the template's .gitignore has it."""
NAMED = 40
"""So many characters of a name stand in that of its unfinished file."""
IN_USE = 600
"""Seconds after which an unfinished file is nobody's."""
DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'
ATTRIBUTES = (ID, "type", "subtype", "n", "ed", "place", "resp", "who", "when", LANG)
"""These first, in this order; the rest by name."""

SPACED = frozenset(
    """abstract additional address adminInfo altGrp altIdentifier analytic annotation annotationBlock
    appInfo application argument attDef attList availability back biblFull biblStruct binding
    bindingDesc body calendar calendarDesc castGroup castList category char charDecl cit citeStructure
    classDecl classes classSpec climate closer constraintDecl constraintSpec content correction
    correspAction correspContext correspDesc cRefPattern custodialHist dataRef dataSpec datatype
    decoDesc dimensions div div1 div2 div3 div4 div5 div6 div7 divGen docTitle editionStmt editorialDecl
    eLeaf elementSpec encodingDesc entry epigraph epilogue eTree event exemplum facsimile fDecl figure
    fileDesc fLib floatingText forest front fs fsConstraints fsdDecl fsDecl fvLib graph group handDesc
    handNotes history hom hyphenation imprint index iNode interleave interpGrp interpretation joinGrp
    keywords langKnowledge langUsage layoutDesc leaf lg linkGrp list listAnnotation listApp listBibl
    listChange listEvent listForest listNym listObject listOrg listPerson listPlace listPrefixDef
    listRef listRelation listTranspose listWit locusGrp macroSpec metDecl modelGrp
    modelSequence moduleRef moduleSpec monogr msContents msDesc msFrag msIdentifier msItem msItemStruct
    msPart namespace node normalization notatedMusic noteGrp notesStmt nym object objectDesc
    objectIdentifier opener org paramList paramSpec particDesc performance person persona personGrp
    physDesc place population postscript prefixDef profileDesc projectDesc prologue publicationStmt
    punctuation quotation rdgGrp recordHist recording recordingStmt refsDecl relatedItem relation
    remarks respStmt revisionDesc root row samplingDecl schemaRef schemaSpec scriptDesc scriptStmt seal
    sealDesc segmentation series seriesStmt set setting settingDesc sourceDesc sourceDoc sp spanGrp
    specGrp specList spGrp standOff state stdVals styleDefDecl substJoin superEntry supportDesc surface
    surfaceGrp table tagsDecl taxonomy TEI teiCorpus teiHeader terrain text textClass textDesc timeline
    titlePage titleStmt trait transcriptionDesc transpose tree triangle typeDesc unitDecl unitDef
    valList zone""".split()
)
"""Elements that hold elements and no text (TEI P5 4.12.0), those left out that stand within a line of text
(`app`, `choice`, `subst` …); and four that may hold text and are set in lines where they do not."""


def is_spaced(element: etree._Element) -> bool:
    """Say whether white space between the children of this element may be set freely."""
    if local(element) not in SPACED or not len(element):
        return False
    if (element.text or "").strip():
        return False
    return all(not (child.tail or "").strip() for child in element)


def lay_out(element: etree._Element, depth: int = 0) -> None:
    """Set the white space of an element-only element and of those inside it. Changes the tree."""
    if not is_spaced(element):
        return
    inner = "\n" + "  " * (depth + 1)
    element.text = inner
    for child in element:
        child.tail = inner
        lay_out(child, depth + 1)
    element[-1].tail = "\n" + "  " * depth


def order_attributes(element: etree._Element) -> None:
    """Put an element's attributes into canonical order. Changes the tree."""
    if len(element.attrib) < 2:
        return
    rank = {name: place for place, name in enumerate(ATTRIBUTES)}
    ordered = sorted(
        element.attrib.items(), key=lambda item: (rank.get(str(item[0]), len(rank)), str(item[0]))
    )
    element.attrib.clear()
    element.attrib.update(ordered)


def serialise(root: etree._Element) -> bytes:
    """Return the canonical bytes of a tree (UTF-8, with XML declaration). The tree is not changed."""
    return settle(copy.deepcopy(root))


def settle(root: etree._Element) -> bytes:
    """Bring a tree of our own into canonical form and return its bytes. Changes the tree."""
    for element in root.iter(etree.Element):
        order_attributes(element)
    lay_out(root)
    etree.cleanup_namespaces(root, top_nsmap={None: TEI}, keep_ns_prefixes=["xml"])
    return DECLARATION + etree.tostring(root, encoding="UTF-8") + b"\n"


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all: to a temporary file beside it, then rename.

    Raises `file-unwritable` where the disk or its owner does not let us.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        tidy(path.parent.resolve())
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:NAMED]}.", suffix=UNFINISHED)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise refused(path, error, "written") from None
        raise


@cache
def tidy(folder: Path) -> None:
    """Take away what killed runs left in a folder; looked for once a run. What is young may be in use."""
    for left in folder.glob(f".*{UNFINISHED}"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > IN_USE:
                left.unlink()


def read_whole(path: Path) -> bytes | None:
    """Return a file's bytes, None if there is no such file; raises `file-unwritable` if it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise refused(path, error, "read") from None


def refused(path: Path, error: OSError, what: str) -> EditionError:
    """Return the error for a file that the system does not let us read or write."""
    found = error.strerror or str(error)
    return EditionError(Code.FILE_UNWRITABLE, Place(str(path)), found, f"a file that can be {what}")
