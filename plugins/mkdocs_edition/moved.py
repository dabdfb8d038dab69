"""Addresses of older releases: a page where none stands any more, a word where a passage has gone elsewhere.

No script is needed: a passage's old address (`page#id`) shows, by `:target` (CSS Selectors 4 §9.3), where it
stands now; a page that is as a whole elsewhere leads on by a refresh (HTML §4.2.5.3). What comes after the #
no refresh can take along, so there is a small script that leads to the passage itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urljoin

from mkdocs.utils import get_relative_url

ASSETS = "assets/edition/moved"
"""Style sheet and script of these pages, without their endings."""


class Landing(NamedTuple):
    """Where an id of an older page is now, or (`gone`) what is nearest to where it was, if anything is."""

    id: str
    document: str
    page: str
    anchor: str
    gone: bool


class Former(NamedTuple):
    """A page of an older release, what its document is now (nothing: gone), and its ids."""

    document: str
    page: str
    now: str
    landings: tuple[Landing, ...]


class Stub(NamedTuple):
    """What stands at an old address: the id, and where to go from there."""

    id: str
    href: str
    title: str
    gone: bool


class Sign(NamedTuple):
    """What a page says that stands where one of an older release was."""

    lead: Stub | None
    """Where it leads on to; None where its text stands in several places, or (`gone`) is no more."""
    others: tuple[Stub, ...]
    """The ids of the page that stand elsewhere."""
    canonical: str
    """The absolute address of where it leads to; empty if there is none."""
    assets: str
    """The way to `ASSETS`."""


def gathered(found: Iterable[Former]) -> dict[tuple[str, str], Former]:
    """Return the former pages by their address, the newest release first; ids of all releases together."""
    out: dict[tuple[str, str], Former] = {}
    for one in found:
        known = out.setdefault((one.document, one.page), one)
        if known is not one:
            ids = {landing.id for landing in known.landings}
            more = tuple(landing for landing in one.landings if landing.id not in ids)
            out[one.document, one.page] = known._replace(landings=known.landings + more)
    return out


def strays(former: Former) -> tuple[Landing, ...]:
    """Return the ids that a page had and that do not stand on it today."""
    here = former.document, former.page
    return tuple(one for one in former.landings if one.gone or is_elsewhere(one, here))


def is_elsewhere(landing: Landing, page: tuple[str, str]) -> bool:
    """Say whether an id does not stand on a page under its own name."""
    return landing[1:3] != page or landing.id not in (landing.anchor, landing.page)


def heir(former: Former) -> Landing | None:
    """Return the first place on the page that has more than half of a page's text; None if none has."""
    own = [one for one in former.landings if not one.gone]
    for where, count in Counter((one.document, one.page) for one in own).most_common(1):
        if count * 2 > len(own):
            return next(one for one in own if (one.document, one.page) == where)
    return None


@dataclass(frozen=True, slots=True)
class Signpost:
    """Shows the way from addresses of older releases, by the addresses and titles of all pages of today."""

    urls: Mapping[tuple[str, str], str] = field(default_factory=dict)
    titles: Mapping[tuple[str, str], str] = field(default_factory=dict)
    home: str = ""
    """Address of the first page, from the site's root."""
    name: str = ""
    """The site's."""
    site_url: str = ""

    def sign(self, former: Former, url: str) -> Sign:
        """Return what a page says at `url`, where a page of an older release was and none is."""
        first = former.landings[0] if former.landings else Landing("", former.now, "", "", not former.now)
        found, is_gone = heir(former), all(one.gone for one in former.landings)
        main = (found or first)._replace(id="") if found or is_gone else None
        apart = [one for one in former.landings if main is None or one.gone or is_elsewhere(one, main[1:3])]
        lead = self.stubs([main], former, url)[0] if main is not None else None
        to = self.urls.get((main.document, main.page), self.home) if main is not None else ""
        canonical = urljoin(self.site_url, to) if to and self.site_url else ""
        others = self.stubs(apart, former, url)
        return Sign(lead, others, canonical, get_relative_url(ASSETS, url))

    def stubs(self, landings: Iterable[Landing], former: Former, url: str) -> tuple[Stub, ...]:
        """Return what is said of ids of a page, as seen from `url`."""

        def stub(one: Landing) -> Stub:
            return Stub(one.id, self.href(one, url), self.title(one, former), one.gone)

        return tuple(map(stub, landings))

    def href(self, to: Landing, url: str) -> str:
        """Return the address of a place as seen from a page."""
        at = self.urls.get((to.document, to.page), self.home)
        return get_relative_url(f"{at}#{to.anchor}" if to.anchor not in ("", to.page) else at, url)

    def title(self, to: Landing, former: Former) -> str:
        """Return what the page of a place is called, with its document if that is another."""
        page, document = (self.titles.get((to.document, page), "") for page in (to.page, ""))
        if not document:
            return self.name
        return page if to.document == former.document or page == document else f"{document}: {page}"
