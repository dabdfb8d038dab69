"""A small edition with a register, for tests of what is mentioned where."""

from __future__ import annotations

from edition.model import Edition
from edition.model.document import read

HEAD = "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt></fileDesc></teiHeader>"
REGISTER = """<listPerson>
  <person xml:id="mara"><persName>Mara Vale</persName><persName type="main">Vale, Mara</persName>
    <bibl xml:id="life">A life of her</bibl>
    <note><p>Sister of <persName ref="#osip">Osip</persName>.</p></note></person>
  <person xml:id="osip"><persName>Osip</persName></person>
</listPerson>
<listPlace><place xml:id="fen"><placeName>Fen</placeName>
  <place xml:id="low"><placeName>Low Fen</placeName></place></place></listPlace>
<listBibl><bibl xml:id="vale-1900"><author>Vale, M.</author> <title>Fens</title></bibl>
  <biblStruct xml:id="x"><monogr><title>Untold</title></monogr></biblStruct></listBibl>
<list type="gloss"><label><term xml:id="sluice">sluice</term></label><item>a gate</item></list>"""


def edition(*texts: str) -> Edition:
    """Return a register `r.xml` and texts `t1.xml`, `t2.xml` …"""
    bodies = {"r.xml": REGISTER, **{f"t{n}.xml": text for n, text in enumerate(texts, 1)}}
    documents = {}
    for path, body in bodies.items():
        tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEAD}<text><body>{body}</body></text></TEI>'
        documents[path[:-4]] = read(tei.encode(), path)
    return Edition(documents).indexed()
