"""The only serialiser of TEI: one canonical form, so that a correction is a one-line diff.

Elements that hold only elements get one child a line, indented by two blanks; an element with text
of its own (a paragraph, a heading, a note's paragraph) stays on one line with its white space as it
is. Attributes stand in a fixed order.
"""

from __future__ import annotations

import copy
import os
import tempfile
from pathlib import Path

from lxml import etree

from edition.problems import Code, EditionError, Place
from edition.tei.names import ID, LANG, TEI, local

ATTRIBUTES = (ID, "type", "subtype", "n", "ed", "place", "resp", "who", "when", LANG)
"""These first, in this order; the rest by name."""

SPACED = frozenset(
    """TEI teiCorpus teiHeader fileDesc titleStmt editionStmt publicationStmt seriesStmt sourceDesc
    encodingDesc profileDesc revisionDesc respStmt availability biblStruct analytic monogr imprint
    series editorialDecl refsDecl langUsage textClass keywords correspDesc correspAction listWit
    listPerson listPlace listOrg listBibl listEvent listNym listRelation particDesc settingDesc standOff
    person place org event nym personGrp text group front body back div div1 div2 div3 div4 div5 div6
    div7 titlePage list table row figure floatingText lg sp castList castGroup listApp handNotes
    listPrefixDef projectDesc samplingDecl normalization hyphenation quotation interpretation correction
    punctuation segmentation stdVals msDesc physDesc history additional adminInfo facsimile surface zone
    epigraph opener closer listChange classDecl taxonomy category charDecl tagsDecl namespace
    relatedItem citeStructure cRefPattern""".split()
)
"""Elements whose content model is elements, or whose white space between children means nothing."""


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
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="UTF-8") + b"\n"


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all: to a temporary file beside it, then rename.

    Raises `file-unwritable` where the disk or its owner does not let us.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise unwritable(path, error) from None
        raise


def read_whole(path: Path) -> bytes | None:
    """Return a file's bytes, None if there is no such file; raises `file-unwritable` if it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise unwritable(path, error) from None


def unwritable(path: Path, error: OSError) -> EditionError:
    """Return the error for a file that the system does not let us read or write."""
    return EditionError(
        Code.FILE_UNWRITABLE, Place(str(path)), error.strerror or str(error), "a file that can be written"
    )
