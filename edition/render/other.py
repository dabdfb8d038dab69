"""The rest of TEI that can stand in a text.

Manuscript description (§10), dictionaries (§9), transcribed speech (§8), linking and analysis (§17, §18),
feature structures (§19), graphs and trees (§20), descriptions of texts (§16), documentation of markup (§23).
What only points or declares prints nothing; what says something in words prints its words.
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
    **dict.fromkeys("gi att val ident code tag egXML eg".split(), tagged("code")),
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
