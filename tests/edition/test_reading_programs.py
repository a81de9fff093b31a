"""Finished editions in calibre and mutool: they open without complaint, and contents, page list and links lead where they should."""

from __future__ import annotations

import itertools
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from lxml import etree

from tests.edition.conftest import Made
from tests.edition.epub_links import Files, Link
from tests.edition.page_words import letters
from tests.reading.programs import (
    Arrival,
    calibre_converts,
    calibre_explodes,
    calibre_opens,
    mutool_draws,
    mutool_follows,
)

LINE = 15
"""Points: the places of two ids in one line differ by less."""
OPF = "{http://www.idpf.org/2007/opf}"


def listed(made: Made, kind: str) -> list[Link]:
    files = Files.of(made.epub)
    return [link for link in (*files.links(), *files.entries()) if link.kind == kind]


# --- calibre ---


def test_calibre_opens_it(made: Made) -> None:
    entries, faults = calibre_opens(made.epub)
    assert faults == []
    assert [(entry.title, entry.href) for entry in entries] == [
        (link.says, link.href) for link in listed(made, "contents")
    ]
    assert all(entry.exists for entry in entries)


def test_calibre_makes_a_kindle_book_with_the_same_contents(made: Made, tmp_path: Path) -> None:
    book, folder = tmp_path / "book.azw3", tmp_path / "open"
    assert calibre_converts(made.epub, book) == []
    calibre_explodes(book, folder)
    ncx = etree.parse(folder / "toc.ncx")
    points = list(ncx.iter("{*}navPoint"))
    assert [letters(point.findtext("{*}navLabel/{*}text")) for point in points] == [
        letters(link.says) for link in listed(made, "NCX navPoint")
    ]
    for point in points:
        path, _, target = point.find("{*}content").get("src").partition("#")
        page = etree.parse(folder / path)
        assert not target or page.xpath("//*[@id=$id or @name=$id]", id=target)


def test_calibre_keeps_text_and_page_list(made: Made, tmp_path: Path) -> None:
    text, again = tmp_path / "book.txt", tmp_path / "again.epub"
    assert calibre_converts(made.epub, text) == []
    assert calibre_converts(made.epub, again, "--epub-version", "3") == []
    said = letters(text.read_text("utf-8"))
    for link in listed(made, "contents"):
        assert letters(link.says)[-20:] in said
    with zipfile.ZipFile(again) as archive:
        (nav,) = (etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith("nav.xhtml"))
    (pages,) = (one for one in nav.iter("{*}nav") if one.get("{http://www.idpf.org/2007/ops}type") == "page-list")
    assert [a.text for a in pages.iter("{*}a")] == [link.says for link in listed(made, "pages")]


# --- mutool ---


def test_mutool_draws_every_page_without_a_word(made: Made, tmp_path: Path) -> None:
    for book in (made.pdf, made.epub):
        text = tmp_path / "book.txt"
        assert mutool_draws(book, text) == []
        assert len(letters(text.read_text("utf-8"))) > 1000


def test_mutool_follows_the_links_of_the_pdf(made: Made) -> None:
    """It comes to the pages that the file names, by another reading of it, and finds the outline's title there."""
    arrived = mutool_follows(made.pdf)
    with pikepdf.open(made.pdf) as pdf:
        links, titles = list(linked(pdf)), list(outlined(pdf))
    assert [(a.origin, a.page) for a in arrived if a.kind == "link"] == links
    assert [(a.says, a.page) for a in arrived if a.kind == "outline"] == titles


def linked(pdf: pikepdf.Pdf) -> Iterator[tuple[int, int]]:
    """For each link inside the book its page, and the page to which it leads."""
    numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
    named = pikepdf.NameTree(pdf.Root.Names.Dests)
    for number, page in enumerate(pdf.pages):
        links = [one for one in page.obj.get("/Annots", []) if one.get("/Subtype") == "/Link" and "/Dest" in one]
        for link in links:
            yield number, numbers[_page(link.Dest, named)]


def outlined(pdf: pikepdf.Pdf) -> Iterator[tuple[str, int]]:
    numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
    named = pikepdf.NameTree(pdf.Root.Names.Dests)

    def walk(item: Any) -> Iterator[tuple[str, int]]:
        while item is not None:
            yield str(item.Title), numbers[_page(item.Dest if "/Dest" in item else item.A.D, named)]
            yield from walk(item.get("/First"))
            item = item.get("/Next")

    yield from walk(pdf.Root.Outlines.get("/First"))


def _page(place: Any, named: pikepdf.NameTree) -> tuple[int, int]:
    found = place if isinstance(place, pikepdf.Array) else named[str(place)]
    page: tuple[int, int] = found[0].objgen
    return page


def test_mutool_follows_the_links_of_the_epub(made: Made) -> None:
    """Each comes to its file, and within a file to places that go down as the text goes on."""
    files = Files.of(made.epub)
    spine = spine_of(made.epub)
    arrived = [one for one in mutool_follows(made.epub) if ":" not in one.address]
    shown = {link.href for link in files.links() if link.kind not in ("pages", "landmarks")}
    assert {one.address.removeprefix("EPUB/") for one in arrived} == shown
    for one in arrived:
        assert spine[one.chapter] == one.address.removeprefix("EPUB/").partition("#")[0]
    for path, places in itertools.groupby(in_order(files, arrived), key=lambda pair: pair[0]):
        for (_, before), (_, (page, top)) in itertools.pairwise(places):
            assert before <= (page, top + LINE), path


def spine_of(epub: Path) -> list[str]:
    with zipfile.ZipFile(epub) as archive:
        package = etree.fromstring(archive.read("EPUB/content.opf"))
    files = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    return [files[entry.get("idref")] for entry in package.iter(f"{OPF}itemref")]


def in_order(files: Files, arrived: list[Arrival]) -> Iterator[tuple[str, tuple[int, float]]]:
    """Where each id that is led to is found, in the order of the text."""
    spots = {one.address.removeprefix("EPUB/"): (one.page, one.top) for one in arrived if "#" in one.address}
    for path, page in files.pages.items():
        for element in page.iter():
            address = f"{path}#{element.get('id')}" if isinstance(element.tag, str) else ""
            if address in spots:
                yield path, spots[address]
