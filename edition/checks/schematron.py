"""Schematron as a style sheet: rules of a `.sch` file, or of those embedded in a RELAX NG schema.

ISO/IEC 19757-3: within a pattern the first rule whose context a node matches is the one that holds for it. So
a pattern becomes a mode, a rule a template of its context, the earlier rule the one of higher priority; what
fails becomes an element with the path of its node. The query language is XPath of XSLT 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from pathlib import Path

from lxml import etree

from edition.problems import Code, EditionError, Place
from edition.tei.parse import well_formed
from edition.tei.write import read_whole

SCH = ("http://purl.oclc.org/dsdl/schematron", "http://www.ascc.net/xml/schematron")
"""The namespace of the standard, and that of Schematron 1.5, which older schemas have."""
XSL = "http://www.w3.org/1999/XSL/Transform"
TESTS = {"assert": "not({})", "report": "{}"}
"""When a test is told: an assertion that does not hold, a report that does."""
HELD = ("function", "key", "variable", "param")
"""Parts of XSLT that a schema may bring for its tests (annex C: `xslt2`, `xslt3`)."""

Element = etree._Element


def rules_of(path: Path) -> Element | None:
    """Return the root of a schema that has Schematron in it; None for one without.

    Raises `source-missing` if there is no such file, or as `edition.tei.parse.well_formed` does.
    """
    data = read_whole(path)
    if data is None:
        raise EditionError(Code.SCHEMA_UNUSABLE, Place(str(path)), "no such schema", "a .rng or .sch file")
    root = well_formed(data, str(path))
    for include in list(named(root, "include")):
        included(include, path)
    return root if next(named(root, "rule"), None) is not None else None


def included(include: Element, path: Path) -> None:
    """Put the file that an `include` names in its place; only a file beside the schema, or below it."""
    href = include.get("href", "").partition("#")[0]
    target, folder = (path.parent / href).resolve(), path.parent.resolve()
    parent = include.getparent()
    data = read_whole(target) if folder in target.parents else None
    if data is None or parent is None:
        line = include.sourceline or 0
        raise EditionError(
            Code.SCHEMA_UNUSABLE, Place(str(path), line), f"include “{href}”", "a file beside the schema"
        )
    parent.replace(include, well_formed(data, str(target)))


def named(root: Element, *names: str) -> Iterator[Element]:
    """Yield the elements of Schematron by these names, in order."""
    return root.iter(*(f"{{{space}}}{name}" for name in names for space in SCH))


def is_named(element: Element, *names: str) -> bool:
    """Say whether an element is one of Schematron's by one of these names."""
    found = etree.QName(element) if isinstance(element.tag, str) else None
    return found is not None and found.namespace in SCH and found.localname in names


def stylesheet(root: Element) -> bytes:
    """Return XSLT that tells what of a document fails: `<found path line-of-rule role>message</found>`."""
    spaces = {ns.get("prefix", ""): ns.get("uri", "") for ns in named(root, "ns") if ns.get("prefix")}
    out = etree.Element(xsl("stylesheet"), {"version": "3.0"}, nsmap={"xsl": XSL, **spaces})
    for part in root.iter(*(xsl(name) for name in HELD)):
        if part.getparent() is root:
            out.append(deepcopy(part))
    for variable in lets(root, "schema", "pattern"):
        out.append(let(variable, spaces))
    start = add(out, "template", {"match": "/"})
    found = etree.SubElement(start, "all")
    for number, pattern in enumerate(patterns(root)):
        mode = f"p{number}"
        add(out, "mode", {"name": mode, "on-no-match": "shallow-skip"})
        add(found, "apply-templates", {"select": "/", "mode": mode})
        rules = [rule for rule in named(pattern, "rule") if rule.get("abstract") != "true"]
        out.extend(template(root, rule, mode, len(rules) - place, spaces) for place, rule in enumerate(rules))
    return etree.tostring(out)


def xsl(name: str) -> str:
    """Return the name of an element of XSLT."""
    return f"{{{XSL}}}{name}"


def add(parent: Element, element: str, attributes: dict[str, str] | None = None) -> Element:
    """Append an element of XSLT."""
    return etree.SubElement(parent, xsl(element), attributes or {})


def patterns(root: Element) -> Iterator[Element]:
    """Yield the patterns of a schema; one that is made of an abstract pattern, with its parameters in it."""
    abstract = {p.get("id"): p for p in named(root, "pattern") if p.get("abstract") == "true"}
    for pattern in named(root, "pattern"):
        if pattern.get("abstract") == "true":
            continue
        model = abstract.get(pattern.get("is-a"))
        yield pattern if model is None else instance(model, pattern)


def instance(model: Element, pattern: Element) -> Element:
    """Return an abstract pattern with the parameters of one that is made of it (annex: abstract patterns)."""
    out = deepcopy(model)
    values = {p.get("name", ""): p.get("value", "") for p in named(pattern, "param")}
    if values:
        names = re.compile(r"\$(" + "|".join(sorted(map(re.escape, values), key=len, reverse=True)) + r")\b")
        for element in out.iter(etree.Element):
            for name, value in element.items():
                element.set(name, names.sub(lambda found: values[found[1]], value))
    return out


def lets(root: Element, *holders: str) -> Iterator[Element]:
    """Yield the variables that stand directly in one of these, in order, each name once."""
    seen: set[str] = set()
    for variable in named(root, "let"):
        parent = variable.getparent()
        name = variable.get("name", "")
        if parent is not None and (is_named(parent, *holders) or parent is root) and name not in seen:
            seen.add(name)
            yield variable


def let(variable: Element, spaces: dict[str, str]) -> Element:
    """Return a variable, by its value or its content."""
    out = etree.Element(
        xsl("variable"), {"name": variable.get("name", "")}, nsmap={**nearby(variable), **spaces}
    )
    if variable.get("value") is not None:
        out.set("select", variable.get("value", ""))
    else:
        out.text = variable.text
        out.extend(deepcopy(child) for child in variable)
    return out


def nearby(element: Element) -> dict[str, str]:
    """Return the prefixes that an element of the schema is in the scope of."""
    return {prefix: uri for prefix, uri in element.nsmap.items() if prefix}


def template(root: Element, rule: Element, mode: str, priority: int, spaces: dict[str, str]) -> Element:
    """Return a rule as a template; what is below its node is looked at afterwards."""
    context = rule.get("context", "")
    attributes = {"match": context, "mode": mode, "priority": str(priority)}
    out = etree.Element(xsl("template"), attributes, nsmap={**nearby(rule), **spaces})
    for part in parts(root, rule):
        if is_named(part, "let"):
            out.append(let(part, spaces))
        else:
            out.append(told(part, rule))
    add(out, "apply-templates", {"select": "@* | node()", "mode": mode})
    return out


def parts(root: Element, rule: Element, depth: int = 0) -> Iterator[Element]:
    """Yield the variables and tests of a rule, with those of the abstract rules that it extends."""
    for child in rule.iterchildren(etree.Element):
        if is_named(child, "let", *TESTS):
            yield child
        elif is_named(child, "extends") and depth < 8:
            wanted = child.get("rule")
            found = next((r for r in named(root, "rule") if wanted and r.get("id") == wanted), None)
            if found is not None:
                yield from parts(root, found, depth + 1)


def told(test: Element, rule: Element) -> Element:
    """Return a test as what tells of it: the path of the node, the test's weight, its message."""
    name = etree.QName(test).localname
    out = etree.Element(
        xsl("if"), {"test": TESTS[name].format(test.get("test", "false()"))}, nsmap=nearby(test)
    )
    role = test.get("role") or rule.get("role") or ""
    found = etree.SubElement(
        out, "found", {"path": "{path()}", "role": role.replace("{", "").replace("}", "")}
    )
    say(found, test)
    return out


def say(out: Element, message: Element) -> None:
    """Append a message: its words, and the values that it asks for."""
    add(out, "text").text = message.text or ""
    for child in message:
        if is_named(child, "value-of"):
            add(out, "value-of", {"select": child.get("select", "."), "separator": " "})
        elif is_named(child, "name"):
            add(out, "value-of", {"select": f"name({child.get('path', '.')})"})
        elif isinstance(child.tag, str):
            say(out, child)
        add(out, "text").text = child.tail or ""


def at(root: Element, path: str) -> Element:
    """Return the element at a path as XPath's `path()` writes it, or the nearest one round it."""
    found = root
    steps: Iterable[tuple[str, str, str]] = re.findall(r"/Q\{([^}]*)\}([^\[/]+)\[(\d+)\]", path)
    for space, name, number in list(steps)[1:]:
        same = list(found.iterchildren(f"{{{space}}}{name}" if space else name))
        if int(number) > len(same):
            return found
        found = same[int(number) - 1]
    return found
