"""Faults of finished books are led back to the element, the object, and the line of the author's own file."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from compiler import pipeline
from compiler.checks import Asked, examined, tools
from compiler.checks.element_places import ElementPlaces
from compiler.checks.packaging import publication
from compiler.checks.pdf_places import printed
from compiler.checks.pdf_spots import Spots
from compiler.checks.publication import Publication
from compiler.checks.zipped import opened
from compiler.messages import Message, Origin
from tests.checks import faulty_pdfs
from tests.checks.foreign_books import A3, HEAD3, epub3
from tests.checks.sound_pdf import changed as changed_pdf
from tests.checks.zips import changed, put, swap
from tests.conftest import ROOT, missing

HOW = "run `sh .ci/tools.sh`"
CHAPTER = "EPUB/ashraf-news-2016.xhtml"
BLOCK = '<p id="ashraf-news-2016-p1"'
A = "OPS/text/a.xhtml"


@pytest.fixture(scope="module")
def places() -> dict[str, Origin]:
    """Where the blocks of the shipped edition stand in its author's files."""
    return pipeline.authored(ROOT / "sources")


def book(data: bytes) -> Publication:
    made, _ = publication(opened(data, "b.epub"), "b.epub")
    assert made is not None
    return made


def asked(places: dict[str, Origin], *checkers: str) -> Asked:
    return Asked(checkers=frozenset(checkers), places=places)


def needed(command: list[str], what: str) -> None:
    if not command:
        missing(what, HOW)


def spoiled_epub(good: Path, folder: Path, old: str = BLOCK, new: str = f'{BLOCK} align="left"') -> Path:
    path = folder / "shipped.epub"
    path.write_bytes(changed((good / "shipped.epub").read_bytes(), swap(CHAPTER, old, new)))
    return path


def spoiled_pdf(good: Path, folder: Path, change: faulty_pdfs.Change) -> Path:
    path = folder / "shipped.pdf"
    path.write_bytes(changed_pdf((good / "shipped.pdf").read_bytes(), change))
    return path


def the(messages: tuple[Message, ...], code: str) -> Message:
    found = [message for message in messages if message.code.startswith(code)]
    assert found, [str(message) for message in messages]
    return found[0]


# --- elements ---


def test_the_end_of_a_tag_means_its_element() -> None:
    tides = book(epub3())
    document = ElementPlaces(tides, A)
    lines = tides.members[A].decode().splitlines()
    number = next(n for n, line in enumerate(lines, 1) if 'id="a-p1"' in line)
    end = lines[number - 1].index(">") + 2  # as validators count: from 1, behind the tag
    assert document.around(number, end)[0] == "a-p1"
    assert document.around(number, 1) == ()
    assert document.around(number)[0] == "a-p1"
    call = lines[number - 1].index('id="c1"')
    assert document.around(number, lines[number - 1].index(">", call) + 2)[:2] == ("c1", "a-p1")


def test_steps_lead_to_an_element_and_stop_where_there_is_none() -> None:
    document = ElementPlaces(book(epub3()), A)
    for steps, name in (("/4/4[a-p1]", "a-p1"), ("/4/4[a-p1]/2[c1]", "c1"), ("/4/6[a-t1]/2/2/99", "a-t1")):
        element = document.along(steps)
        assert element is not None
        assert next(node.get("id") for node in (element, *element.iterancestors()) if node.get("id")) == name


@pytest.mark.parametrize("steps", ["", "/", "/0", "/4/4/1:3", "nonsense", "/99999999999999999999"])
def test_steps_of_nonsense_lead_to_something_or_nothing(steps: str) -> None:
    ElementPlaces(book(epub3()), A).along(steps)


def test_a_document_with_entities_of_its_own_has_no_places() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaa">]><html xmlns="http://www.w3.org/1999/xhtml"><p id="x">&a;</p></html>'
    held = book(changed(epub3(), put(A, bomb.encode())))
    assert ElementPlaces(held, A).around(1, 90) == ()
    assert ElementPlaces(held, "OPS/none.xhtml").around(1) == ()


def test_a_document_that_breaks_off_has_the_places_before() -> None:
    whole = HEAD3.format(title="Ebb", body=A3)
    held = book(changed(epub3(), put(A, whole.encode())))
    document = ElementPlaces(held, A)
    held.members[A] = whole.replace("</aside>", "").encode()
    assert document.around(999)[0] == "n1" or document.around(999)


# --- objects of a PDF ---


def test_a_figure_has_a_box_on_its_page_and_the_blocks_around_it(good: Path) -> None:
    data = (good / "shipped.pdf").read_bytes()
    with pikepdf.open(BytesIO(data)) as pdf:
        spots = Spots(printed(pdf, "shipped.pdf"), data)
        figure = faulty_pdfs.tagged(pdf, "Figure")
        spot = spots.spot(Origin("shipped.pdf", key=f"object {figure.objgen[0]}"))
        assert spot is not None and spot[1] is not None
        left, bottom, right, top = spot[1]
        width, height = (float(edge) for edge in pdf.pages[spot[0] - 1].mediabox.as_list()[2:])
        assert 0 <= left < right <= width and 0 <= bottom < top <= height
        name = next(iter(spots.ids_at(*spot)))
        assert spots.destination(name) is not None
        assert spots.spot(Origin("shipped.pdf", key="object 999999")) is None
        assert spots.spot(Origin("shipped.pdf", 2, 2, "page")) == (2, None)
        assert spots.spot(Origin("shipped.pdf")) is None


# --- the author's own file ---


def test_our_own_checks_name_the_authors_line_and_the_place_in_the_book(
    good: Path, places: dict[str, Origin], tmp_path: Path
) -> None:
    path = spoiled_epub(good, tmp_path, new=f'{BLOCK} onclick="go()"')
    message = the(examined(path, asked(places, "own")), "epub-script")
    assert message.origin == places["ashraf-news-2016-p1"]
    assert message.book and message.book.file == f"shipped.epub/{CHAPTER}" and message.book.first
    assert f"in shipped.epub/{CHAPTER}" in str(message)


def test_a_figure_of_the_pdf_is_placed_in_the_authors_file(
    good: Path, places: dict[str, Origin], tmp_path: Path
) -> None:
    path = spoiled_pdf(good, tmp_path, faulty_pdfs.mute_figure)
    message = the(examined(path, asked(places, "own")), "pdf-figure-alt")
    assert message.origin in set(places.values())
    assert message.book and message.book.unit == "page" and message.book.key.startswith("object ")


def test_a_word_that_is_lost_is_placed_in_the_authors_file(
    good: Path, places: dict[str, Origin], tmp_path: Path
) -> None:
    spoiled_epub(good, tmp_path, new=f"{BLOCK}>Palimpsest</p><p")
    path = Path(shutil.copy(good / "shipped.pdf", tmp_path))
    message = the(examined(path, asked(places, "own")), "text-layer-word")
    assert "Palimpsest" in message.text and message.origin == places["ashraf-news-2016-p1"]
    assert message.book and message.book.unit == "page"


def test_epubcheck_names_the_authors_line(good: Path, places: dict[str, Origin], tmp_path: Path) -> None:
    needed(tools.epubcheck(), "epubcheck")
    message = the(examined(spoiled_epub(good, tmp_path), asked(places, "epubcheck")), "epubcheck-RSC-005")
    assert message.origin == places["ashraf-news-2016-p1"]
    assert message.hint.startswith("take the attribute out")


def test_ace_names_the_authors_line(good: Path, places: dict[str, Origin], tmp_path: Path) -> None:
    needed(tools.ace(), "Ace")
    path = spoiled_epub(good, tmp_path, new=f'{BLOCK} style="color: #bbb"')
    message = the(examined(path, asked(places, "ace")), "ace-color-contrast")
    assert message.origin == places["ashraf-news-2016-p1"]
    assert "4.5 to 1" in message.hint


def test_verapdf_and_page_validation_name_pages_objects_and_the_authors_file(
    good: Path, places: dict[str, Origin], tmp_path: Path
) -> None:
    path = spoiled_pdf(good, tmp_path, faulty_pdfs.mute_figure)
    page = the(examined(path, asked(places, "page-validation")), "page-pdfua1-figure")
    assert page.level == "error" and page.hint.startswith("say what the figure shows")
    needed(tools.verapdf(), "veraPDF")
    vera = the(examined(path, asked(places, "verapdf")), "verapdf-ua1-7.3-1")
    assert vera.origin in set(places.values())
    assert vera.book and vera.book.unit == "page" and vera.hint.startswith("say what the figure shows")


def test_without_the_collection_places_are_those_of_the_book(good: Path, tmp_path: Path) -> None:
    message = the(
        examined(spoiled_epub(good, tmp_path, new=f'{BLOCK} onclick="go()"'), asked({}, "own")), "epub-script"
    )
    assert message.book is None and message.origin and message.origin.file == f"shipped.epub/{CHAPTER}"


def test_places_of_another_book_do_no_harm(good: Path, tmp_path: Path) -> None:
    elsewhere = {"no-such-id": Origin("a.md", 1)}
    path = Path(shutil.copy(good / "tides.epub", tmp_path))
    assert [m for m in examined(path, asked(elsewhere, "own")) if m.level != "info"] == []
