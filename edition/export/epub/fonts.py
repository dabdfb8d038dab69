"""Faces in an EPUB: of those that come along, the files whose characters its text uses.

Libertinus Serif by script as for the site; the Hebrew and Arabic faces of the PDF. All are under the SIL Open
Font License, whose text goes with them. A character that none has is set in a face of the reader's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files

LATIN = (
    "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0300-0304, U+0306-0308, "
    "U+030A-030C, U+2000-206F, U+2070-207F, U+20AC, U+2116, U+2122, U+2190-2199, U+2212, U+2215, U+25CC, "
    "U+FB00-FB04"
)
EXTENDED = (
    "U+0100-0130, U+0132-0151, U+0154-024F, U+0259, U+02B0-02BA, U+02BD-02C5, U+02C7-02D9, U+02DB, "
    "U+02DD-02FF, U+0305, U+0309, U+030D-036F, U+1D00-1DBF, U+1E00-1EFF, U+2080-209F, U+20A0-20AB, "
    "U+20AD-20BF, U+2100-2115, U+2117-2121, U+2123-218F, U+2217-2219, U+221E, U+2248, U+2260, U+2264-2265, "
    "U+25CA, U+2720, U+2767, U+2C60-2C7F, U+2E2A-2E2F, U+27E6-27EB, U+A720-A7FF, U+FB05-FB06"
)
STYLES = {
    "regular": ("normal", "400"),
    "italic": ("italic", "400"),
    "bold": ("normal", "700"),
    "bolditalic": ("italic", "700"),
}


@dataclass(frozen=True, slots=True)
class Face:
    """A family for a script: where its files lie, what they are called, which styles there are."""

    family: str
    package: str
    name: str
    styles: tuple[str, ...]
    ranges: str
    """The characters that it is used for, as CSS has them (CSS Fonts 4 §4.5, `unicode-range`)."""

    @property
    def characters(self) -> frozenset[int]:
        """The characters as numbers."""
        out: set[int] = set()
        for one in self.ranges.replace("U+", "").split(", "):
            first, _, last = one.partition("-")
            out.update(range(int(first, 16), int(last or first, 16) + 1))
        return frozenset(out)


ALL, UPRIGHT = tuple(STYLES), ("regular", "bold")
OWN, BOOK = "edition.export.epub", "edition.export.pdf"
LIBERTINUS = "Libertinus Serif"
FACES = (
    Face(LIBERTINUS, OWN, "libertinus-{}-latin.woff2", ALL, LATIN),
    Face(LIBERTINUS, OWN, "libertinus-{}-latin-ext.woff2", ALL, EXTENDED),
    Face(LIBERTINUS, OWN, "libertinus-{}-greek.woff2", ALL, "U+0370-03FF, U+1F00-1FFF"),
    Face(
        LIBERTINUS,
        OWN,
        "libertinus-{}-cyrillic.woff2",
        ALL,
        "U+0400-052F, U+1C80-1C8F, U+2DE0-2DFF, U+A640-A69F",
    ),
    Face("Noto Serif Hebrew", BOOK, "noto-serif-hebrew-{}.ttf", UPRIGHT, "U+0590-05FF, U+FB1D-FB4F"),
    Face(
        "Noto Naskh Arabic",
        BOOK,
        "noto-naskh-arabic-{}.ttf",
        UPRIGHT,
        "U+0600-06FF, U+0750-077F, U+08A0-08FF, U+FB50-FDFF, U+FE70-FEFF",
    ),
)
LICENCE = "OFL.txt"


def used(texts: Iterable[str]) -> tuple[Face, ...]:
    """Return the faces that some texts need."""
    characters = {ord(c) for c in set().union(*map(set, texts))}
    return tuple(face for face in FACES if face.characters & characters)


def font_files(faces: Iterable[Face]) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of each file of the faces."""
    for face in faces:
        folder = files(face.package) / "fonts"
        for style in face.styles:
            name = face.name.format(style)
            yield f"fonts/{name}", (folder / name).read_bytes()


def licences(faces: Iterable[Face]) -> dict[str, bytes]:
    """Return the licences of the faces by the names of their files."""
    out = {}
    for face in faces:
        stem = "libertinus" if face.package == OWN else "noto"
        out[f"{stem}-{LICENCE}"] = (files(face.package) / "fonts" / LICENCE).read_bytes()
    return out


def font_css(faces: Iterable[Face]) -> str:
    """Return the rules that name the faces."""
    rules = []
    for face in faces:
        for style in face.styles:
            slant, weight = STYLES[style]
            rules.append(
                f'@font-face {{ font-family: "{face.family}"; font-style: {slant}; font-weight: {weight}; '
                f'src: url("fonts/{face.name.format(style)}"); unicode-range: {face.ranges}; }}\n'
            )
    return "".join(rules)


def settable(text: str) -> bool:
    """Say whether the faces have all characters of a text."""
    return all(any(ord(c) in face.characters for face in FACES) for c in text)
