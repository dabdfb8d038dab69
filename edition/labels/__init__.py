"""The words that an edition prints itself, one TOML file per language: the only place where they stand.

A label is asked for by key. A language that lacks one, or that has no file, falls back to English label by
label; a user's own labels go before both. Values may hold fields in braces (`Page {n}`).
"""

from __future__ import annotations

import difflib
import re
import string
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from babel import Locale

FALLBACK = "en"
FREE = ("title-", "kind-")
"""Labels that a user may add: what a `div` of a type, or a kind of document, is called."""
DATE = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{2})(-(?P<day>\d{2}))?)?")

SHORTEST = {
    long: short
    for short, *longs in (
        entry.split()
        for entry in """
    aa aar; ab abk; ae ave; af afr; ak aka; am amh; an arg; ar ara; as asm; av ava; ay aym; az aze;
    ba bak; be bel; bg bul; bi bis; bm bam; bn ben; bo bod tib; br bre; bs bos; ca cat; ce che;
    ch cha; co cos; cr cre; cs ces cze; cu chu; cv chv; cy cym wel; da dan; de deu ger; dv div;
    dz dzo; ee ewe; el ell gre; en eng; eo epo; es spa; et est; eu eus baq; fa fas per; ff ful;
    fi fin; fj fij; fo fao; fr fra fre; fy fry; ga gle; gd gla; gl glg; gn grn; gu guj; gv glv;
    ha hau; he heb; hi hin; ho hmo; hr hrv; ht hat; hu hun; hy hye arm; hz her; ia ina; id ind;
    ie ile; ig ibo; ii iii; ik ipk; io ido; is isl ice; it ita; iu iku; ja jpn; jv jav; ka kat geo;
    kg kon; ki kik; kj kua; kk kaz; kl kal; km khm; kn kan; ko kor; kr kau; ks kas; ku kur; kv kom;
    kw cor; ky kir; la lat; lb ltz; lg lug; li lim; ln lin; lo lao; lt lit; lu lub; lv lav; mg mlg;
    mh mah; mi mri mao; mk mkd mac; ml mal; mn mon; mr mar; ms msa may; mt mlt; my mya bur; na nau;
    nb nob; nd nde; ne nep; ng ndo; nl nld dut; nn nno; no nor; nr nbl; nv nav; ny nya; oc oci;
    oj oji; om orm; or ori; os oss; pa pan; pi pli; pl pol; ps pus; pt por; qu que; rm roh; rn run;
    ro ron rum; ru rus; rw kin; sa san; sc srd; sd snd; se sme; sg sag; si sin; sk slk slo; sl slv;
    sm smo; sn sna; so som; sq sqi alb; sr srp; ss ssw; st sot; su sun; sv swe; sw swa; ta tam;
    te tel; tg tgk; th tha; ti tir; tk tuk; tl tgl; tn tsn; to ton; tr tur; ts tso; tt tat; tw twi;
    ty tah; ug uig; uk ukr; ur urd; uz uzb; ve ven; vi vie; vo vol; wa wln; wo wol; xh xho; yi yid;
    yo yor; za zha; zh zho chi; zu zul
    """.split(";")
    )
    for long in longs
}
"""Languages have one valid tag, the shortest (BCP 47 §2.2.1): `la`, not `lat`. Codes of ISO 639."""


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that have a file, by their tag."""
    names = (file.name for file in files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def table(language: str) -> Mapping[str, str]:
    """Return one language's own labels. Raises `FileNotFoundError` for a language without a file."""
    return tomllib.loads((files(__package__) / f"{language}.toml").read_text("utf-8"))


def labels(language: str, own: Mapping[str, str] | None = None) -> Mapping[str, str]:
    """Return all labels for a language tag (BCP 47: `de`, `de-AT`), with a user's `own` before them."""
    tag = language.partition("-")[0].lower()
    theirs = table(tag) if tag in languages() else {}
    return {**table(FALLBACK), **theirs, **(own or {})}


def language_name(tag: str, words: Mapping[str, str]) -> str:
    """Return what a language is called, by its BCP 47 tag: `ru-Latn` is "Russian (Latin)"; else the tag.

    Names are those of CLDR, in the language of `words`; nothing is said of a region.
    """
    language, *more = tag.replace("_", "-").split("-")
    locale = Locale.parse(words["tag"])
    name = locale.languages.get(SHORTEST.get(language.lower(), language.lower()))
    script = next((locale.scripts[s] for part in more if (s := part.title()) in locale.scripts), "")
    return f"{name} ({script})" if name and script else name or tag


def fields(text: str) -> frozenset[str]:
    """Return the names of a label's fields. Raises `ValueError` for braces that do not match."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def faults(own: Mapping[str, str]) -> Iterable[str]:
    """Yield what is wrong with a user's labels: unknown keys, unknown fields."""
    for key, text in own.items():
        known = "" if key.startswith(FREE) else None
        known = table(FALLBACK).get(key, known)
        if known is None:
            near = difflib.get_close_matches(key, table(FALLBACK), n=3) or sorted(table(FALLBACK))
            yield f"unknown label '{key}'; there are, for example, {', '.join(near[:8])}"
            continue
        try:
            extra = fields(text) - fields(known)
        except ValueError as error:
            yield f"label '{key}': {error}; a brace in the text is written twice"
            continue
        if extra:
            allowed = ", ".join(f"{{{name}}}" for name in sorted(fields(known))) or "none"
            found = ", ".join(f"{{{name}}}" for name in sorted(extra))
            yield f"label '{key}': unknown field {found}; known: {allowed}"


def shown_date(value: str, words: Mapping[str, str]) -> str:
    """Return a normalised date (`2026-11-22`, `2026-11`, `2026`) as a reader writes it; else as it is."""
    found = DATE.fullmatch(value.strip())
    if not found:
        return value
    year, month, day = found["year"], int(found["month"] or 0), int(found["day"] or 0)
    if not 1 <= month <= 12:
        return value if month else year
    if not day:
        return words["date-month"].format(month=words["months-alone"].split()[month - 1], year=year)
    return words["date-day"].format(day=day, month=words["months"].split()[month - 1], year=year)
