"""From messy source texts to TEI, and from TEI to an annotated critical edition.

The folders are the pipeline: `readers` turns a source into tokens, `tei` turns tokens into a TEI
tree (and is the only parser and serialiser), `model` reads TEI documents as one edition, `render`
makes HTML elements of TEI elements. `cli` is the `edition` command; nothing else prints or exits.
"""
