"""The apparatus of a page: one entry for each place with alternatives, and the key to the sigla.

An entry says where, what the text reads, and what others read; the form is that of printed editions
(`12 cat A] dog B; om. C`). All is said here once: a script that shows another reading takes it from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from edition.model.apparatus import Apart, stands_apart
from edition.model.links import Inside, Outside
from edition.model.pages import page_title, text_title
from edition.model.reading import chosen, has_words, inherited_language, reading_text
from edition.render import points
from edition.render.html import add_text, sub
from edition.render.walk import Siglum, Walk, add_kind, set_language
from edition.tei.names import DIVISIONS, ID, is_tei, local

SHORT = 60
"""A lemma longer than this is shortened to its first and last words."""
PHRASES = frozenset(
    "hi emph foreign del add subst choice abbr expan ex am sic corr orig reg supplied unclear gap seg w lem "
    "rdg app note pb lb cb gb milestone anchor persName placeName orgName name rs term title q quote date "
    "num g".split()
)
"""A lemma that holds nothing else is printed with its emphasis and deletions; another by its words."""
READINGS = ("lem", "rdg", "rdgGrp")
HEADED = DIVISIONS | {"lg"}
FRAMES = DIVISIONS | frozenset("body front back floatingText".split())


# the place of the apparatus


def section(walk: Walk) -> tuple[etree._Element, etree._Element]:
    """Return the apparatus of a page, still empty, and the list that its entries go to."""
    out = etree.Element("section", {"class": "apparatus"})
    out.set("id", walk.free("apparatus"))
    out.set("aria-label", walk.label("apparatus"))
    sub(out, "h2", "apparatus-title", text=walk.label("apparatus"))
    return out, sub(out, "ol", "entries")


def finish(walk: Walk, out: etree._Element, entries: etree._Element) -> None:
    """Say which text entries belong to, where loci alone would not; append the key to the sigla."""
    tell_apart(walk, entries)
    key(walk, out)


def tell_apart(walk: Walk, entries: etree._Element) -> None:
    """Put the title of its text before each run of entries, if one locus names places in two texts.

    The texts are those of a group or set in another; where there is one, the divisions with headings.
    """
    sources = {entry_id(walk, s): s for s in walk.entries}
    rows = [(item, sources[ident]) for item in entries if (ident := item.get("id")) in sources]
    for owner in (text_of, division_of):
        owned = [(item, owner(source)) for item, source in rows]
        if doubtful(owned):
            head_runs(owned)
            return


def doubtful(owned: list[tuple[etree._Element, etree._Element | None]]) -> bool:
    """Say whether the same locus stands for places in two texts."""
    known: dict[str, etree._Element | None] = {}
    places = [(item.findtext("a/span") or item.findtext("span/span") or "", own) for item, own in owned]
    return any(place and known.setdefault(place, own) is not own for place, own in places)


def head_runs(owned: list[tuple[etree._Element, etree._Element | None]]) -> None:
    """Put a title before the first entry of each run of one text's entries."""
    before: etree._Element | None = None
    for item, own in owned:
        if own is not None and own is not before:
            made = etree.Element("li", {"class": "apparatus-text"})
            made.text = text_title(own) if is_tei(own, "text", "TEI", "floatingText") else page_title(own)
            item.addprevious(made)
        before = own if own is not None else before


def text_of(source: etree._Element) -> etree._Element | None:
    """Return the text that an entry's place is in, if it is one of several."""
    return next(source.iterancestors("{*}floatingText", "{*}text", "{*}TEI"), None)


def division_of(source: etree._Element) -> etree._Element | None:
    """Return the division or poem with a heading that an entry's place is in."""
    headed = (h for h in source.iterancestors() if local(h) in HEADED and h.find("{*}head") is not None)
    return next(headed, None)


def key(walk: Walk, out: etree._Element) -> None:
    """Append who the sigla of this page stand for, folded."""
    named = {s.name: s for s in walk.sigla.values() if s.title or s.href}
    if not named:
        return
    box = sub(out, "details", "sigla-key")
    sub(box, "summary", text=walk.label("sigla"))
    rows = sub(box, "dl")
    for siglum in named.values():
        sub(rows, "dt", text=siglum.name)
        holder = sub(rows, "dd")
        made = sub(holder, "a" if siglum.href else "span", href=siglum.href, text=siglum.title or siglum.name)
        if siglum.href.startswith("http"):
            made.set("rel", "external")


# entries


def entry_id(walk: Walk, source: etree._Element) -> str:
    """Return the id of the entry for alternatives: theirs, with an ending. A header's have none."""
    ident = walk.document.ids.of.get(source)
    return walk.free(f"{ident or f'{walk.document.id}-{local(source)}'}-entry")


def entry(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Append one entry: where, the reading shown, then the others with their witnesses."""
    item = sub(parent, "li", "entry", f"entry-{local(source)}", id=entry_id(walk, source))
    if item.get("id") in walk.used:
        del item.attrib["id"]  # the entry stands on this page already
    else:
        walk.used.add(str(item.get("id")))
    found = next((a for a in walk.document.apart if a.element is source), None)
    href = place(walk, source, item, found)
    reading = chosen(source) if not is_tei(source, "subst") else None
    back = sub(item, "a" if href else "span", "lemma", href=href)
    if where := locus(walk, source, found):
        sub(back, "span", "locus", text=where)
        add_text(back, " ")
    if is_tei(source, "app") and not any(is_tei(child, *READINGS) for child in source):
        add_text(back, "" if where else "° ")  # no more than a remark on the place
    elif only_said(source):
        add_text(back, words := shorten(passage(walk, source, found)))
        add_text(item, "] " if words else " ")
    else:
        lemma(walk, source, reading, back)
        if reading is not None:
            sigla(walk, reading, item)
            remark(walk, reading, item)
        add_text(item, "] ")
    rest = others(source)
    for number, other in enumerate(rest):
        grouped(other, rest[number - 1] if number else None, item)
        alternative(walk, other, sub(item, "span", "reading", f"reading-{local(other)}"))
        add_text(item, "; " if number < len(rest) - 1 else "")


def only_said(source: etree._Element) -> bool:
    """Say whether an entry stands apart and has no lemma: what the text reads is said by the text alone."""
    return is_tei(source, "app") and stands_apart(source) and source.find("{*}lem") is None


def passage(walk: Walk, source: etree._Element, found: Apart | None) -> str:
    """Return the words between the two points of an entry; nothing for one that names a line."""
    if found is not None:
        of = walk.document.ids.element
        return "" if found.located else points.words(of[found.start], of[found.end])
    ends = [walk.edition.resolve(source.get(name) or "", walk.document) for name in ("from", "to")]
    start, end = (ends[0], ends[1] or ends[0])
    if not isinstance(start, Inside) or not isinstance(end, Inside) or start.document != end.document:
        return ""
    of = walk.edition.documents[start.document].ids.element
    return points.words(of[start.id], of[end.id])


def grouped(source: etree._Element, before: etree._Element | None, item: etree._Element) -> None:
    """Say before the first reading of a group what kind of readings these are (§12.1.3)."""
    holder = source.getparent()
    if (
        holder is None
        or not is_tei(holder, "rdgGrp")
        or (before is not None and before.getparent() is holder)
    ):
        return
    if kind := (holder.get("type") or "").replace("-", " ").replace("_", " "):
        sub(item, "span", "kind", text=f"{kind}: ")


def place(walk: Walk, source: etree._Element, item: etree._Element, found: Apart | None) -> str:
    """Return the address of an entry's text; one that stands apart says where its text begins and ends."""
    if found is None:
        ident = walk.document.ids.of.get(source)
        far = source.get("from") if is_tei(source, "app") else None
        return f"#{ident}" if ident in walk.used and not far else walk.resolve(source, far) if far else ""
    if found.start not in walk.used:
        return walk.href(walk.document.id, found.start)
    item.set("data-in" if found.located else "data-from", found.start)
    if not found.located:
        item.set("data-to", found.end)
    return f"#{found.start}"


def lemma(walk: Walk, source: etree._Element, reading: etree._Element | None, out: etree._Element) -> None:
    """Append what the text reads: as it stands if short or corrected, else by its first and last words."""
    text = one_line(source if reading is None else reading)
    phrases = reading is not None and all(local(e) in PHRASES for e in reading.iter(etree.Element))
    struck = phrases and reading is not None and next(reading.iter("{*}del"), None) is not None
    if reading is not None and phrases and (struck or len(text) <= SHORT) and has_words(reading):
        walk.quoting, before = True, walk.quoting
        walk.children(reading, out)
        walk.quoting = before
        set_language(out, spoken_language(source))
    elif text:
        add_text(out, shorten(text))
    else:
        sub(out, "span", "omission", text=walk.label("omitted"))


def one_line(source: etree._Element) -> str:
    """Return the words of a reading, lines of verse parted by slashes, other blocks by spaces."""
    copied = deepcopy(source)
    verses = list(copied.iter("{*}l"))
    for verse in verses[:-1]:
        verse.tail = " / " + (verse.tail or "")
    for block in copied.iter("{*}p", "{*}ab", "{*}head", "{*}speaker", "{*}stage", "{*}item"):
        block.tail = " " + (block.tail or "")
    return reading_text(copied)


def spoken_language(source: etree._Element) -> str:
    """Return the language to name for what is said again far from its place; none where it is the text's."""
    own = inherited_language(source)
    text = next((t for t in source.iterancestors("{*}text")), None)
    return own if text is not None and own != inherited_language(text) else ""


def others(source: etree._Element) -> list[etree._Element]:
    """Return the alternatives that the reading text does not show, and notes on them."""
    if is_tei(source, "subst"):
        return [c for c in source.iterchildren(etree.Element) if is_tei(c, "del")]
    reading = chosen(source)
    if is_tei(source, "app"):
        found = [part for part in parts(source) if part is not reading or only_said(source)]
        return sorted(found, key=lambda part: after(part, found))
    return [c for c in source.iterchildren(etree.Element) if c is not reading]


def after(part: etree._Element, found: list[etree._Element]) -> float:
    """Return the place of a part; a detail of a witness follows the reading that it points to (§12.1.4)."""
    aims = (part.get("target") or "").split() if is_tei(part, "witDetail") else []
    return next((n + 0.5 for n, other in enumerate(found) if f"#{other.get(ID)}" in aims), found.index(part))


def parts(source: etree._Element) -> Iterator[etree._Element]:
    """Yield readings, notes and details of witnesses of an entry in document order, those of groups too."""
    for child in source.iterchildren(etree.Element):
        if is_tei(child, "rdgGrp"):
            yield from parts(child)
        elif not (is_tei(child, "wit") and is_of_reading(child)):
            yield child


def is_of_reading(source: etree._Element) -> bool:
    """Say whether a list of witnesses follows a reading, which says it (§12.1.3)."""
    before = next(source.itersiblings("{*}rdg", "{*}lem", "{*}wit", preceding=True), None)
    return before is not None and not is_tei(before, "wit")


def alternative(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Append one of the other readings: its text, its witnesses, and what kind of alternative it is."""
    walk.mark(source, parent)
    if not source.get("{http://www.w3.org/XML/1998/namespace}lang"):
        set_language(parent, spoken_language(source))
    if is_tei(source, "witDetail"):
        sigla(walk, source, parent)
        add_text(parent, " ")
    walk.apparatus, before = True, walk.apparatus
    walk.children(source, parent)
    walk.apparatus = before
    add_kind(parent, source)
    if is_tei(source, "note", "witDetail"):
        return
    marks = [mark for mark in source if is_tei(mark, "lacunaStart", "lacunaEnd", "witStart", "witEnd")]
    if is_tei(source, "rdg", "lem") and marks and not has_words(source):
        sub(parent, "span", "omission", text="; ".join(walk.label(local(mark)) for mark in marks))
    elif is_tei(source, "rdg", "lem") and not "".join(str(t) for t in parent.itertext()).strip():
        sub(parent, "span", "omission", text=walk.label("omitted"))
    sigla(walk, source, parent)
    remark(walk, source, parent)
    kind = walk.medium.labels.get(local(source), "")
    if kind:
        sub(parent, "span", "kind", text=f" ({kind})")


def shorten(text: str) -> str:
    """Return a lemma as printed: a long one by its first and last words."""
    if len(text) <= SHORT:
        return text
    words = text.split()
    return f"{' '.join(words[:3])} … {' '.join(words[-2:])}" if len(words) > 6 else text


# where


def locus(walk: Walk, source: etree._Element, found: Apart | None = None) -> str:
    """Return where an entry belongs: its `@loc`, the number of its line or paragraph, or its note."""
    if source.get("loc"):
        return str(source.get("loc"))
    start = walk.document.ids.element.get(found.start) if found is not None else None
    for holder in (start if start is not None else source).iterancestors():
        if is_tei(holder, "l", "p", "ab", "seg") and holder.get("n"):
            return str(holder.get("n"))
        if is_tei(holder, "l"):
            return counted(walk, holder)
        if is_tei(holder, "note"):
            note = walk.document.notes.by_id.get(walk.document.ids.of.get(holder, ""))
            return walk.label("note-locus", n=note.mark) if note is not None and note.mark else ""
        if is_tei(holder, "div", "text"):
            break
    first = next(source.iter("{*}l"), None)
    return (first.get("n") or counted(walk, first)) if first is not None else ""


def counted(walk: Walk, line: etree._Element) -> str:
    """Return the number of a line that has none: counted in its division from the last that has one."""
    if line not in walk.line_numbers:
        frame = next((h for h in line.iterancestors() if local(h) in FRAMES), line)
        number = 0
        for other in frame.iter("{*}l"):
            last = (other.get("n") or "").rpartition(".")[2]
            number = int(last) if last.isdecimal() else number + (other.get("part") not in ("M", "F"))
            walk.line_numbers[other] = str(number)
    return walk.line_numbers.get(line, "")


# who


def pointers(source: etree._Element, *, around: bool = False) -> list[str]:
    """Return the pointers to witnesses and sources of a reading; `around`: or of the reading it is in."""
    found = (source.get("wit") or "").split() + (source.get("source") or "").split()
    if not found and around:
        holder = next(source.iterancestors("{*}rdg", "{*}lem"), None)
        return pointers(holder) if holder is not None else []
    return found


def sigla(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Append the sigla of a reading's witnesses and sources, each with its name; the key has the links."""
    own = pointers(source)
    written = list(source.itersiblings("{*}wit"))[:1] if is_tei(source, "rdg", "lem") else []
    if not own and not written:
        return
    out = sub(parent, "span", "sigla", text=" ")
    for number, pointer in enumerate(own):
        found = siglum(walk, source, pointer)
        add_text(out, " " if number else "")
        sub(out, "abbr" if found.title else "span", title=found.title, text=found.name)
    if not own:
        walk.children(written[0], out)
    elif source.get("varSeq", "").isdecimal():
        sub(out, "sup", text=source.get("varSeq", ""))


def remark(walk: Walk, source: etree._Element, parent: etree._Element) -> None:
    """Append by whose hand a reading is, and why it arose (§12.1.2: `@hand`, `@cause`)."""
    hands = [hand(walk, pointer) for pointer in (source.get("hand") or "").split()]
    cause = (source.get("cause") or "").replace("_", " ")
    if is_tei(source, "rdg", "lem") and (said := [part for part in (*hands, cause) if part]):
        sub(parent, "span", "kind", text=f" ({', '.join(said)})")


def hand(walk: Walk, pointer: str) -> str:
    """Return what a hand is called: by its sign, else by its description if that is short."""
    target = walk.edition.resolve(pointer, walk.document)
    if not isinstance(target, Inside):
        return pointer.rpartition("#")[2]
    element = walk.edition.documents[target.document].ids.element.get(target.id)
    text = reading_text(element) if element is not None else ""
    if element is None or element.get("n") or not text or len(text) > SHORT:
        return called(element, target.id)[0] if element is not None else target.id
    return text.rstrip(" .")


def siglum(walk: Walk, source: etree._Element, pointer: str) -> Siglum:
    """Return what a witness is called in the apparatus; a pointer that leads nowhere is its own name."""
    if pointer not in walk.sigla:
        walk.sigla[pointer] = read_siglum(walk, source, pointer)
    return walk.sigla[pointer]


def read_siglum(walk: Walk, source: etree._Element, pointer: str) -> Siglum:
    """Find a witness by one of the forms of pointers: here, in another document, by a prefix, an address."""
    href = walk.resolve(source, pointer)
    target = walk.edition.resolve(pointer, walk.document)
    bare = pointer.rpartition("#")[2].rpartition(":")[2] or pointer
    is_witness = pointer in (source.get("wit") or "").split()
    if isinstance(target, Outside):
        name = bare.rstrip("/").rpartition("/")[2] or bare
        return Siglum(name, target.url, href, is_witness=is_witness)
    if not isinstance(target, Inside):
        return Siglum(bare, is_witness=is_witness)
    element = walk.edition.documents[target.document].ids.element.get(target.id)
    return siglum_of(element, target.id, href) if element is not None else Siglum(bare, "", href)


def siglum_of(element: etree._Element, ident: str, href: str = "") -> Siglum:
    """Return what a witness's own element says of it, and which groups it belongs to."""
    name, title = called(element, ident)
    groups = [
        called(h, str(h.get(ID)))[0] for h in element.iterancestors("{*}listWit", "{*}witness") if h.get(ID)
    ]
    return Siglum(name, title, href, tuple(groups), is_tei(element, "witness", "listWit", "msDesc"))


def called(element: etree._Element, ident: str) -> tuple[str, str]:
    """Return siglum and name of a witness: the `abbr` or `label` in it, else its `@n` or id; its title."""
    heads = list(element.iterchildren("{*}head"))
    holders = [element, *heads]
    short = next((c for h in holders for c in h.iterchildren("{*}abbr", "{*}label")), None)
    name = reading_text(short) if short is not None else element.get("n") or ident
    titles = (reading_text(t) for h in holders for t in h.iterchildren("{*}title", "{*}name", "{*}msName"))
    title = next(titles, "")
    text = reading_text(element)
    if not title and is_tei(element, "witness", "bibl", "biblStruct"):
        title = text.removeprefix(name).strip(" .,:") if short is not None else text
    return name, title if len(title) <= 160 else f"{title[:157].rstrip()}…"
