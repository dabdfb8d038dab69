"""The rest of TEI that can stand in a text.

Manuscript description (§10), dictionaries (§9), transcribed speech (§8), linking and analysis (§17, §18),
feature structures (§19), graphs and trees (§20), descriptions of texts (§16), documentation of markup (§23).
What only points or declares prints nothing; what says something in words prints its words.
"""

from __future__ import annotations

from textwrap import dedent

from lxml import etree

from edition.model.links import Inside
from edition.model.reading import reading_text
from edition.render.generic import (
    block,
    either,
    enclosed,
    hidden,
    inline,
    labelled,
    paragraph,
    parted,
    tagged,
    through,
)
from edition.render.html import sub
from edition.render.walk import EXAMPLE, Behaviour, Walk, is_inline


def sense(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A sense of a word (§9.3.3): its number as `@n` has it, then what it is."""
    parted(" ")(walk, source, parent)
    number = (source.get("n") or "").strip()
    if number and len(parent):
        out = parent[-1]
        mark = etree.Element("span", {"class": "sense-n"})
        mark.text, mark.tail, out.text = number, f" {out.text or ''}", None
        out.insert(0, mark)


def utterance(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """What somebody says (§8.3.1): after the speaker's name, if the document says who it is."""
    name = speaker(walk, source)
    if not name:
        paragraph(walk, source, parent)
        return
    holder = sub(parent, "div", "utterance")
    sub(holder, "span", "tei-speaker", text=name).tail = " "
    paragraph(walk, source, holder)


def speaker(walk: Walk, source: etree._Element) -> str:
    """Return the name of who speaks, unless the same goes on speaking."""
    before = next(source.itersiblings("{*}u", preceding=True), None)
    if before is not None and before.get("who") == source.get("who"):
        return ""
    names = []
    for pointer in (source.get("who") or "").split():
        found = walk.edition.resolve(pointer, walk.document)
        own = isinstance(found, Inside) and found.document == walk.document.id
        person = walk.document.ids.element.get(found.id) if own and isinstance(found, Inside) else None
        name = None if person is None else next(person.iter("{*}persName", "{*}name", "{*}label"), None)
        names.append(pointer.lstrip("#") if name is None else reading_text(name))
    return ", ".join(names)


def happening(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """A sound, a gesture, an event (§8.3.3): told in brackets, as no words that were spoken."""
    if reading_text(source):
        (enclosed("(", ")") if is_inline(source, parent) else either)(walk, source, parent)
    else:
        walk.anchor(source, parent)


def example(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """An example of markup (§23.4.2): the markup itself, as it is written."""
    if source.tag != EXAMPLE:
        tagged("code")(walk, source, parent)
        return
    text = etree.tostring(source, encoding="unicode", with_tail=False)
    inner = text[text.index(">") + 1 : text.rindex("<")] if len(source) or source.text else ""
    lines = dedent(inner).strip("\n")
    sub(walk.open(source, parent, "pre"), "code", text=lines)


MANUSCRIPTS: dict[str, Behaviour] = {
    **dict.fromkeys(
        "objectDesc supportDesc adminInfo layout custEvent source objectIdentifier".split(),
        either,
    ),
    **dict.fromkeys(
        "repository collection institution msName locus locusGrp incipit explicit rubric finalRubric "
        "colophon filiation dim height width depth material origDate "
        "secFol shift".split(),
        inline,
    ),
    "handNotes": block,
    **dict.fromkeys("locusGrp objectIdentifier".split(), parted(" ")),
}
DICTIONARIES: dict[str, Behaviour] = {
    **dict.fromkeys("superEntry hom dictScrap".split(), block),
    **dict.fromkeys("entry entryFree".split(), parted(" ")),
    **dict.fromkeys("form gramGrp".split(), parted(" ", "span")),
    "sense": sense,
    **dict.fromkeys(
        "orth pron hyph syll stress gram pos subc gen number case per tns mood iType colloc "
        "usg lbl def etym lang xr re oRef pRef equiv abbr".split(),
        inline,
    ),
}
del DICTIONARIES["abbr"]
SPEECH: dict[str, Behaviour] = {
    "u": utterance,
    "annotationBlock": block,
    **dict.fromkeys("vocal kinesic incident writing".split(), happening),
    **dict.fromkeys("pause shift".split(), either),
    "timeline": hidden,
}
ANALYSIS: dict[str, Behaviour] = {
    **dict.fromkeys(
        "span spanGrp interp interpGrp link linkGrp join joinGrp altGrp certainty precision respons fs f "
        "fvLib fLib alt when listAnnotation annotation xenoData fsdDecl".split(),
        hidden,
    ),
}
FEATURES: dict[str, Behaviour] = {
    **dict.fromkeys(
        "fDecl fDescr fsConstraints fsDescr fsdLink fsDecl if iff then cond bicond binary default numeric "
        "string symbol vAlt vColl vDefault vLabel vMerge vNot vRange alternate".split(),
        hidden,
    ),
}
GRAPHS: dict[str, Behaviour] = {
    **dict.fromkeys("tree forest listForest".split(), block),
    **dict.fromkeys("root iNode leaf eTree eLeaf triangle".split(), either),
}
CHARACTERS: dict[str, Behaviour] = {
    **dict.fromkeys("charDecl char glyph".split(), block),
    **dict.fromkeys("unicodeProp unihanProp localProp mapping".split(), inline),
}
TEXTS: dict[str, Behaviour] = {
    **dict.fromkeys("textDesc particDesc settingDesc setting".split(), block),
    **dict.fromkeys(
        "activity channel constitution derivation domain factuality interaction preparedness purpose "
        "locale".split(),
        either,
    ),
}
DOCUMENTATION: dict[str, Behaviour] = {
    **dict.fromkeys(
        "altIdent attDef attList classSpec constraint constraintDecl constraintSpec content dataSpec "
        "datatype defaultVal elementSpec exemplum macroSpec model modelGrp modelSequence moduleSpec "
        "outputRendition paramList paramSpec remarks schemaSpec specGrp valDesc valItem valList".split(),
        either,
    ),
    **dict.fromkeys(
        "anyElement attRef classRef classes dataFacet dataRef elementRef empty interleave listRef macroRef "
        "memberOf moduleRef param schemaRef sequence specGrpRef textNode".split(),
        hidden,
    ),
    **dict.fromkeys("gi att val ident code tag eg".split(), tagged("code")),
    "egXML": example,
    **dict.fromkeys("specList specDesc".split(), through),
}
HEADER: dict[str, Behaviour] = {
    **dict.fromkeys(
        "appInfo application calendar calendarDesc catDesc category citeStructure classDecl classCode "
        "conversion creation editorialDecl encodingDesc equipment fileDesc geoDecl keywords langUsage "
        "language listPrefixDef metDecl namespace post prefixDef profileDesc refsDecl rendition revisionDesc "
        "styleDefDecl tagUsage tagsDecl taxonomy textClass transcriptionDesc unitDecl unitDef".split(),
        either,
    ),
    **dict.fromkeys("cRefPattern citeData refState".split(), hidden),
    "teiHeader": hidden,
    "abstract": block,
    "principal": inline,
    "funder": inline,
    "sponsor": inline,
    "authority": inline,
    "distributor": inline,
    "licence": labelled,
    "edition": inline,
    "catRef": hidden,
    "biblFull": block,
    **dict.fromkeys(
        "titleStmt editionStmt publicationStmt seriesStmt notesStmt sourceDesc scriptStmt recordingStmt "
        "recording broadcast correction hyphenation normalization quotation punctuation segmentation "
        "interpretation stdVals projectDesc samplingDecl correspDesc correspAction correspContext "
        "change".split(),
        either,
    ),
}
BEHAVIOURS: dict[str, Behaviour] = {
    **MANUSCRIPTS,
    **DICTIONARIES,
    **SPEECH,
    **ANALYSIS,
    **FEATURES,
    **GRAPHS,
    **CHARACTERS,
    **TEXTS,
    **DOCUMENTATION,
    **HEADER,
}
