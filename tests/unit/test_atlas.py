"""Maps: places where they are, land where land is, names that cover nothing, small enough to send."""

from __future__ import annotations

import gzip
import re
from math import hypot, radians

import pytest
from lxml import etree
from support.medium import plain

from edition.folder import Folder
from edition.model import Edition
from edition.model.coordinates import read
from edition.model.entry_pages import entry_pages
from edition.model.mentions import mentions
from edition.render.atlas import centred, framed, located
from edition.render.behaviours import BEHAVIOURS
from edition.render.coast import Frame, land
from edition.render.entries import render_entry
from edition.render.listing import Listing
from edition.render.projection import suited
from edition.render.registers import render_register
from edition.tei.names import TEI

REGIONS = {
    "Russia": [(59.95, 30.32), (53.88, 59.22), (59.57, 150.8), (40.92, 17.02)],
    "Italy": [(45.46, 9.19), (40.92, 17.02)],
    "Bering Strait": [(64.73, 177.5), (64.5, -165.4)],
    "Cape Horn": [(-54.8, -68.3), (-51.6, -69.2)],
    "Congo": [(-4.3, 15.3), (0.5, 25.2)],
    "the world": [(51.5, -0.1), (-33.9, 151.2), (35.7, 139.7), (40.7, -74.0), (-34.6, -58.4)],
    "one town": [(53.88, 59.22)],
    "the Arctic": [(78.2, 15.6), (71.3, -156.8), (69.4, 178.4), (76.5, -68.7)],
}
LAND = [(53.88, 59.22), (48.0, 2.0), (43.0, 12.5), (65.0, 170.0), (65.0, -155.0), (-2.0, 22.0), (-80.0, 0.0)]
SEA = [(40.0, 12.0), (42.0, 51.0), (43.5, 34.0), (60.0, -178.0), (-40.0, -60.0), (0.0, 0.0), (75.0, 180.0)]


def rings(path: str) -> list[list[tuple[int, int]]]:
    """Read a path of relative lines back."""
    out = []
    for found in re.findall(r"M([^z]*)z", path):
        numbers = [int(n) for n in re.findall(r"-?\d+", found)]
        x = y = 0
        ring = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        out.append(ring)
    return out


def is_land(frame: Frame, place: tuple[float, float], drawn: list[list[tuple[int, int]]]) -> bool:
    """Say whether a place is inside of an odd number of coastlines."""
    x, y = frame.at(*place)
    crossed = 0
    for ring in drawn:
        for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (ay > y) != (by > y) and x < ax + (bx - ax) * (y - ay) / (by - ay):
                crossed += 1
    return crossed % 2 == 1


@pytest.mark.parametrize("name", REGIONS)
def test_what_is_drawn_can_be_read_back(name: str) -> None:
    projection = suited(REGIONS[name])
    for latitude, longitude in REGIONS[name]:
        found = projection.back(*projection.forward(latitude, longitude))
        turn = (longitude - projection.middle + 180) % 360 - 180
        assert found == pytest.approx((latitude, turn), abs=1e-6)


@pytest.mark.parametrize("name", REGIONS)
def test_all_places_are_in_the_picture_and_nothing_is_wasted(name: str) -> None:
    frame = framed(REGIONS[name], 1000)
    width, height = frame.size
    assert width == 1000 and 500 <= height <= 900
    for place in REGIONS[name]:
        x, y = frame.at(*place)
        assert 20 < x < width - 20 and 20 < y < height - 20


@pytest.mark.parametrize("name", REGIONS)
def test_land_is_where_land_is(name: str) -> None:
    frame = framed(REGIONS[name], 1000)
    width, height = frame.size
    drawn = rings(land(frame))
    for places, wanted in ((LAND, True), (SEA, False)):
        for place in places:
            x, y = frame.at(*place)
            turn = (place[1] - frame.projection.middle + 180) % 360 - 180
            if 0 < x < width and 0 < y < height and abs(turn) < 150:
                assert is_land(frame, place, drawn) is wanted, place


@pytest.mark.parametrize("name", REGIONS)
def test_a_map_is_small(name: str) -> None:
    assert len(gzip.compress(land(framed(REGIONS[name], 1000)).encode())) < 20_000


def test_distances_are_true_along_a_meridian() -> None:
    frame = centred((55, 37), 640)
    a, b = frame.at(53, 37), frame.at(57, 37)
    assert hypot(a[0] - b[0], a[1] - b[1]) / frame.scale == pytest.approx(radians(4), rel=1e-3)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("53.88 59.22", (53.88, 59.22)),
        ("53.88, 59.22", (53.88, 59.22)),
        ("−33.9;151.2", (-33.9, 151.2)),
        ("53°53′N 59°13′E", (53.883333, 59.216667)),
        ("40°30'0\"N, 3°45' W", (40.5, -3.75)),
        ("50 10 52 10 52 14 50 14", (51, 12)),
        ("150.80 59.57", None),
        ("somewhere", None),
        ("53.88", None),
        ("1 2 3", None),
        ("", None),
    ],
)
def test_coordinates_as_people_write_them(text: str, place: tuple[float, float] | None) -> None:
    assert read(text) == (pytest.approx(place, abs=1e-5) if place else None)


FRAME = f"""<TEI xmlns="{TEI}" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>Places</title></titleStmt>
<publicationStmt><p>No.</p></publicationStmt><sourceDesc><p>None.</p></sourceDesc></fileDesc></teiHeader>
<text><body><listPlace>%s</listPlace></body></text></TEI>"""


def listing(places: dict[str, str]) -> Listing:
    """Make an edition with a register of places: names with what their `geo` says."""
    entry = '<place xml:id="p%s"><placeName>%s</placeName><location><geo>%s</geo></location></place>'
    body = "".join(entry % (n, name, geo) for n, (name, geo) in enumerate(places.items()))
    edition = Edition.parse(Folder("tei", {"places.xml": (FRAME % body).encode()}))
    found = mentions(edition)
    return Listing(edition, found, entry_pages(edition, found), places=located(found.entries))


def register(places: dict[str, str]) -> etree._Element:
    made = listing(places)
    (document,) = made.edition.documents.values()
    return render_register(made, document, made.pages.parts["places", ""], plain(), BEHAVIOURS).html


def test_points_are_links_with_names_and_close_ones_are_listed() -> None:
    html = register(
        {
            "Rome": "41.9 12.5",
            "Paris": "48.9 2.35",
            "Versailles": "48.8 2.13",
            "Nowhere": "x",
            "Oslo": "59.9 10.7",
        }
    )
    points = html.xpath("//svg/a")
    assert sorted(p.findtext("title") for p in points) == ["Oslo", "Paris, Versailles", "Rome"]
    (several,) = html.xpath("//svg/a[contains(@class, 'several')]")
    row = html.xpath(f"//figcaption//li[@id='{several.get('href')[1:]}']")[0]
    assert [a.text for a in row.iter("a")] == ["Paris", "Versailles"]
    assert "Not on the map, because nobody has said where they are: 1." in html.xpath("string(//figcaption)")
    assert not html.xpath("//@style")


def test_no_name_covers_another() -> None:
    html = register(
        {f"A place of a long name {n}": f"{50 + n // 8 * 0.9} {10 + n % 8 * 1.4}" for n in range(64)}
    )
    size, breadth = 20, 0.5
    boxes = []
    for text in html.xpath("//svg//text[contains(@class, 'atlas-name')]"):
        long = len(text.text) * size * breadth
        x, y = float(text.get("x")), float(text.get("y"))
        left = x - {"start": 0, "end": long, "middle": long / 2}[text.get("text-anchor")]
        top = y - {"central": size / 2, "hanging": 0, "auto": size * 0.8}[text.get("dominant-baseline")]
        boxes.append((left, top, left + long, top + size * 0.9))
    assert len(boxes) > 8
    for n, a in enumerate(boxes):
        for b in boxes[n + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_a_place_shows_where_it_is_among_its_neighbours() -> None:
    made = listing({"Rome": "41.9 12.5", "Naples": "40.8 14.3", "Oslo": "59.9 10.7"})
    (document,) = made.edition.documents.values()
    html = render_entry(made, document, made.pages.parts["places", "p0"], plain()).html
    assert html.xpath("//svg//*[contains(@class, 'here')]/text/text()") == ["Rome"]
    assert html.xpath("//svg/a/title/text()") == ["Naples"]


def test_a_register_without_coordinates_has_no_map() -> None:
    assert not register({"Rome": "?", "Oslo": ""}).xpath("//svg")
