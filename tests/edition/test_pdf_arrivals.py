"""Every link and entry of the outline of the PDF is followed in pdf.js, and lands on the words that the e-book has at that address."""

from __future__ import annotations

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

NEAR = 260
"""Letters from the place of arrival on, among which the first words of the target must be."""
_FIRST = 4
"""Words of a target that are looked for; one of them is enough where the others are a number or a sign."""


class Pages:
    """The words of a PDF's pages below a height, read by PDFium."""

    def __init__(self, pdf: Path) -> None:
        self._document = pypdfium2.PdfDocument(pdf)

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


def test_a_link_that_goes_elsewhere_is_told(reading_systems: Desk, shipped: Made) -> None:
    said = {name: ["nowhereinthebook"] for name in begins(Files.of(shipped.epub))}
    with documents.opened(reading_systems, shipped.pdf.read_bytes()) as reader:
        assert len(list(astray(reader, Pages(shipped.pdf), said))) > 10
