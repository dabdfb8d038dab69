"""The rest of TEI that can stand in a text.

Manuscript description (§10), dictionaries (§9), transcribed speech (§8), linking and analysis (§17, §18),
documentation of markup (§22).
"""

from __future__ import annotations

from edition.render.generic import block, either, hidden, inline, labelled, paragraph, tagged, through
from edition.render.walk import Behaviour

MANUSCRIPTS: dict[str, Behaviour] = {
    **dict.fromkeys(
        "msDesc msPart msFrag msContents msItem msItemStruct physDesc objectDesc supportDesc layoutDesc "
        "handDesc typeDesc scriptDesc musicNotation decoDesc bindingDesc sealDesc accMat history "
        "additional adminInfo recordHist custodialHist surrogates condition foliation collation additions "
        "summary msIdentifier altIdentifier binding decoNote handNote handNotes scriptNote typeNote layout "
        "seal provenance acquisition origin support custEvent source availability".split(),
        either,
    ),
    **dict.fromkeys(
        "repository collection institution msName locus locusGrp incipit explicit rubric finalRubric "
        "colophon filiation dimensions dim height width depth material objectType origDate origPlace "
        "secFol shift".split(),
        inline,
    ),
}
DICTIONARIES: dict[str, Behaviour] = {
    **dict.fromkeys("entry entryFree superEntry hom sense dictScrap".split(), block),
    **dict.fromkeys(
        "form orth pron hyph syll stress gram gramGrp pos subc gen number case per tns mood iType colloc "
        "usg lbl def etym lang xr re oRef pRef equiv abbr".split(),
        inline,
    ),
}
del DICTIONARIES["abbr"]
SPEECH: dict[str, Behaviour] = {
    "u": paragraph,
    "annotationBlock": block,
    **dict.fromkeys("pause vocal kinesic incident writing shift".split(), either),
    "timeline": hidden,
}
ANALYSIS: dict[str, Behaviour] = {
    **dict.fromkeys(
        "span spanGrp interp interpGrp link linkGrp join joinGrp altGrp certainty precision respons fs f "
        "fvLib fLib alt when listAnnotation annotation xenoData fsdDecl".split(),
        hidden,
    ),
}
DOCUMENTATION: dict[str, Behaviour] = {
    **dict.fromkeys("gi att val ident code tag egXML eg".split(), tagged("code")),
    **dict.fromkeys("specList specDesc".split(), through),
}
HEADER: dict[str, Behaviour] = {
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
    **DOCUMENTATION,
    **HEADER,
}
