"""Schematron run by Saxon (the extra `schematron`), on files that our own parser has read.

Saxon is given the tree without its document type (a file that needs its entities is `xml-forbidden` before it
comes here): nothing is expanded, nothing else is read or fetched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from lxml import etree

from edition.checks.schematron import at, stylesheet
from edition.problems import Code, EditionError, Place, Problem
from edition.tei.parse import well_formed
from edition.tei.write import read_whole

MILD = frozenset("nonfatal warning warn info information hint".split())
"""Roles that say of a test that it is no error; ISO/IEC 19757-3 leaves them open, TEI says `nonfatal`."""
CLOSED = {"http://saxon.sf.net/feature/allowedProtocols": "none"}


def available() -> str:
    """Return what is missing for Schematron; nothing if all is there."""
    return "" if find_spec("saxonche") else "the extra mkdocs-edition[schematron]"


@cache
def processor() -> Any:
    """Return the one processor of this program: a second would be a second virtual machine."""
    made = import_module("saxonche").PySaxonProcessor(license=False)
    for name, value in CLOSED.items():
        made.set_configuration_property(name, value)
    return made


def validate(schema: Path, rules: etree._Element, files: Iterable[Path]) -> list[Problem]:
    """Return what of well-formed files the rules of a schema find.

    Raises `schema-unusable` without Saxon, and for rules that are none.
    """
    if lacking := available():
        wanted = "pip install 'mkdocs-edition[schematron]'"
        raise EditionError(Code.SCHEMA_UNUSABLE, Place(str(schema)), f"Schematron needs {lacking}", wanted)
    try:
        compiler = processor().new_xslt30_processor()
        program = compiler.compile_stylesheet(stylesheet_text=stylesheet(rules).decode())
    except Exception as error:  # Saxon has no other kind
        raise unusable(schema, error) from None
    return [problem for file in files for problem in found(schema, program, file)]


def unusable(schema: Path, error: Exception) -> EditionError:
    """Return Saxon's complaint about a schema as a problem of it."""
    said = " ".join(str(error).split())[:300]
    return EditionError(Code.SCHEMA_UNUSABLE, Place(str(schema)), said, "Schematron with XPath tests")


def found(schema: Path, program: Any, file: Path) -> Iterator[Problem]:
    """Yield what the rules find in one file, each with the line of its element."""
    root = well_formed(read_whole(file) or b"", str(file))
    try:
        node = processor().parse_xml(xml_text=etree.tostring(root, encoding="unicode", with_tail=False))
        said = program.transform_to_string(xdm_node=node)
    except Exception as error:  # Saxon has no other kind
        raise unusable(schema, error) from None
    for told in etree.fromstring((said or "<all/>").encode()):
        mild = told.get("role", "").lower() in MILD
        line = at(root, told.get("path", "")).sourceline or 0
        words = " ".join("".join(told.itertext(etree.Element)).split())
        code = Code.SCHEMATRON_WARNED if mild else Code.SCHEMATRON_FAILED
        yield Problem(code, Place(str(file), line), words or "a rule of the schema does not hold")
