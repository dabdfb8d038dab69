"""The only parser of TEI. It trusts nothing: no entities, no DTD, no network, no huge trees.

Dirty TEI is read all the same: doubled or malformed `xml:id`s are problems, not crashes (104 of the
107 files of a corpus in use fail a default lxml parse for these).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from edition.problems import Code, EditionError, Place, Problems
from edition.tei.faults import in_words
from edition.tei.names import ID, NCNAME, TEI, is_tei

P4 = frozenset(("TEI.2", "teiCorpus.2"))
"""The roots of TEI before it had a namespace."""


class _Nothing(etree.Resolver):
    """Gives an empty DTD for every one that is asked for.

    Without ids collected, libxml2 loads external subsets whatever else it is told, from a disk too.
    """

    def resolve(self, system_url: str | None, public_id: str | None, context: Any) -> Any:  # noqa: ARG002
        return self.resolve_string("", context)


def parser() -> etree.XMLParser:
    """Return a parser that neither expands entities nor loads anything."""
    safe = etree.XMLParser(
        collect_ids=False,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_blank_text=False,
    )
    safe.resolvers.add(_Nothing())
    return safe


def parse(
    data: bytes, path: str, roots: tuple[str, ...] = ("TEI", "teiCorpus")
) -> etree._ElementTree[etree._Element]:
    """Return the tree of a TEI file's bytes; `roots` are the elements that it may be.

    Raises `EditionError`: as `well_formed` does; `xml-forbidden` where a DTD declares entities,
    `tei-root` where the root is none of `roots`.
    """
    root = well_formed(data, path)
    tree = root.getroottree()
    if not is_tei(root, *roots):
        wanted = f'<{roots[0]} xmlns="{TEI}">'
        if root.tag in P4:
            wanted = f"{wanted}; TEI P4 is first converted to P5 (p4top5.xsl of the TEI Stylesheets)"
        name = etree.QName(root)
        what = name.text if name.namespace else f"{name.localname}, in no namespace"
        raise EditionError(
            Code.TEI_ROOT, Place(path, root.sourceline or 1), f"the root element is {what}", wanted
        )
    refuse_entities(tree, path)
    return tree


def well_formed(data: bytes, path: str) -> etree._Element:
    """Return the root of an XML file, TEI or not; references to entities stay references.

    Raises `EditionError`: `xml-malformed` with the line that is not XML, `xml-forbidden` for entities
    that expand without end.
    """
    try:
        return etree.fromstring(data, parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", 0) or 0
        message = str(error).partition(", line ")[0]
        if "entity amplification" in message or "entity reference loop" in message:
            raise EditionError(
                Code.XML_FORBIDDEN, Place(path, line), message, "a file without entity declarations"
            ) from None
        column = getattr(error, "offset", 0) or 0
        raise EditionError(Code.XML_MALFORMED, Place(path, line, column), *in_words(message)) from None


def refuse_entities(tree: etree._ElementTree[etree._Element], path: str) -> None:
    """Raise `xml-forbidden` if the document declares entities in its DTD or refers to any."""
    dtd = tree.docinfo.internalDTD
    declared = [entity.name for entity in dtd.iterentities()] if dtd is not None else []
    if declared:
        raise EditionError(
            Code.XML_FORBIDDEN,
            Place(path, 1),
            f"the document type declares the entity “{declared[0]}”",
            "write the character itself; entity declarations are not read",
        )
    for entity in tree.getroot().iter(etree.Entity):
        raise EditionError(
            Code.XML_FORBIDDEN,
            Place(path, entity.sourceline or 1),
            f"a reference to the entity {entity.text}",
            "write the character itself; entity references are not expanded",
        )


def load(path: Path) -> etree._ElementTree[etree._Element]:
    """Read and parse a TEI file; raises `EditionError` as `parse` does, or when it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EditionError(Code.SOURCE_MISSING, Place(str(path)), error.strerror or str(error)) from None
    return parse(data, str(path))


def index_ids(root: etree._Element, problems: Problems) -> dict[str, etree._Element]:
    """Return `xml:id` -> element; a doubled id keeps its first element. Adds a problem for each bad id."""
    out: dict[str, etree._Element] = {}
    for element in root.iter(etree.Element):
        ident = element.get(ID)
        if ident is None:
            continue
        line = element.sourceline or 0
        if not NCNAME.fullmatch(ident):
            problems.add(
                Code.ID_MALFORMED, line, f"xml:id “{ident}”", "a letter first, then letters, digits, - _ ."
            )
        if ident in out:
            problems.add(
                Code.ID_DUPLICATE,
                line,
                f"xml:id “{ident}” stands already in line {out[ident].sourceline}",
                "another id",
            )
        else:
            out[ident] = element
    return out
