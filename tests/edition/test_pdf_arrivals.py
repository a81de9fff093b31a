"""Every link and entry of the outline of the PDF is followed in pdf.js: to the page that the e-book's marks name, and its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from tests.edition.conftest import EDITIONS, Made
from tests.edition.epub_links import Files
from tests.edition.page_words import letters
from tests.reading import documents
from tests.reading.documents import OpenDocument, Spot
from tests.reading.fixtures import Desk

FOLIO = re.compile(r"\D\s*([\divxlc\u06f0-\u06f9]+)\s*$")
NEAR = 160
"""Letters from the place of arrival on, among which the first words of the target must be."""
_FIRST = 4
"""Words of a target that are looked for; one of them is enough where the others are a number or a sign."""


class Pages:
    """The words of a PDF's pages below a height, read by PDFium."""

    def __init__(self, pdf: Path) -> None:
        self._document = pypdfium2.PdfDocument(pdf)

    def inside(self, number: int, rectangle: tuple[float, ...]) -> str:
        """The words in a rectangle of a page."""
        left, bottom, right, top = min(rectangle[::2]), min(rectangle[1::2]), max(rectangle[::2]), max(rectangle[1::2])
        found: str = self._document[number].get_textpage().get_text_bounded(left, bottom, right, top)
        return found

    def from_spot(self, spot: Spot) -> str:
        """The letters from the place of arrival to the foot of its page, and the first of the next page."""
        page = self._document[spot.page]
        width, height = page.get_size()
        here = page.get_textpage().get_text_bounded(0, 0, width, height if spot.top is None else spot.top + 2)
        after = (
            self._document[spot.page + 1].get_textpage().get_text_range() if spot.page + 1 < len(self._document) else ""
        )
        return letters(here)[:NEAR] + letters(after)[: NEAR if len(letters(here)) < 40 else 0]


def begins(files: Files) -> dict[str, list[str]]:
    """The first words at each address of the e-book."""
    found: dict[str, list[str]] = {}
    for page in files.pages.values():
        for element in page.iter():
            name = element.get("id") if isinstance(element.tag, str) else None
            if name:
                text = "".join(element.xpath("descendant::text()"))[:400]
                found[name] = [word for part in text.split() if (word := letters(part))][:_FIRST]
    return found


def astray(reader: OpenDocument, pages: Pages, said: dict[str, list[str]]) -> Iterator[str]:
    """What does not arrive."""
    for number in range(reader.count()):
        for link in reader.links(number):
            if link.address:
                continue
            if link.to is None:
                yield f"page {number}: {link.name!r} leads nowhere"
            elif not _is_there(said.get(link.name, []), pages.from_spot(link.to)):
                yield f"page {number}: {link.name!r} says {said.get(link.name)}, found {pages.from_spot(link.to)[:80]!r}"
    for heading in reader.outline():
        words = [letters(word) for word in heading.title.split()][:_FIRST]
        if heading.to is None or not _is_there(words, pages.from_spot(heading.to)):
            yield f"outline: {heading.title!r}"


def _is_there(words: list[str], found: str) -> bool:
    """True if the words of a target, or the first of them that is no number, are found; a target without words is a picture."""
    telling = [word for word in words if word and not word.isdecimal()]
    return not telling or any(word in found for word in telling)


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_link_of_the_pdf_arrives(edition: str, reading_systems: Desk, request: pytest.FixtureRequest) -> None:
    made: Made = request.getfixturevalue(edition)
    said = begins(Files.of(made.epub))
    with documents.opened(reading_systems, made.pdf.read_bytes()) as reader:
        assert sum(len(reader.links(number)) for number in range(reader.count())) > 10
        assert list(astray(reader, Pages(made.pdf), said)) == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_links_of_the_pdf_come_to_the_page_that_the_ebook_marks(
    edition: str, reading_systems: Desk, request: pytest.FixtureRequest
) -> None:
    made: Made = request.getfixturevalue(edition)
    files = Files.of(made.epub)
    marked = files.folios()
    with documents.opened(reading_systems, made.pdf.read_bytes()) as reader:
        labels = reader.labels()
        links = [link for number in range(reader.count()) for link in reader.links(number) if not link.address]
    arrived = {link.name: labels[link.to.page] for link in links if link.to and link.name in marked}
    assert arrived == {name: marked[name] for name in arrived}
    # Notes stand elsewhere in the e-book.
    assert {link.name for link in links} - set(arrived) <= files.noted()


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_contents_print_the_page_to_which_they_lead(
    edition: str, reading_systems: Desk, request: pytest.FixtureRequest
) -> None:
    """The folio at the end of a line of the contents, as it is printed."""
    made: Made = request.getfixturevalue(edition)
    pages, told = Pages(made.pdf), 0
    with documents.opened(reading_systems, made.pdf.read_bytes()) as reader:
        labels = reader.labels()
        front = next(number for number, label in enumerate(labels) if label in ("1", "۱"))
        for number in range(front):
            for link in reader.links(number):
                said = pages.inside(number, link.rectangle)
                if link.to and labels[link.to.page].isdecimal() and (folio := FOLIO.search(said)):
                    assert folio[1] == labels[link.to.page], said
                    told += 1
    assert told >= len(made.said["chapters"])


def test_a_link_that_goes_elsewhere_is_told(reading_systems: Desk, shipped: Made) -> None:
    said = {name: ["nowhereinthebook"] for name in begins(Files.of(shipped.epub))}
    with documents.opened(reading_systems, shipped.pdf.read_bytes()) as reader:
        assert len(list(astray(reader, Pages(shipped.pdf), said))) > 10
