"""The harness itself: books arrive where they are sent, in every reading system, and what is not there is missed."""

from __future__ import annotations

import itertools

import pytest
from lxml import etree
from playwright.sync_api import Error

from compiler.ebook.package import package
from tests.checks.zips import members
from tests.ebook.rich_book import book, rendered
from tests.printing.small_book import book as small_book
from tests.printing.small_book import chapter_body, fragment, joined
from tests.reading import documents, ebooks
from tests.reading.fixtures import Desk


@pytest.fixture(scope="module")
def epub() -> bytes:
    return package(rendered(), book())


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return joined([fragment(name, chapter_body(name)) for name in ("one", "two")], small_book())[0]


@pytest.mark.parametrize("system", ebooks.SYSTEMS)
def test_an_address_arrives(reading_systems: Desk, epub: bytes, system: ebooks.System) -> None:
    with ebooks.opened(reading_systems, epub, system, height=300) as reader:
        reader.go_to("one.xhtml#one-h2")
        assert "one-h2" in reader.on_screen()
        assert "one-title" not in reader.on_screen()
        reader.go_to("one.xhtml")
        assert "one-title" in reader.on_screen()
        assert "one-h2" not in reader.on_screen()


@pytest.mark.parametrize("system", ebooks.SYSTEMS)
def test_contents_arrive(reading_systems: Desk, epub: bytes, system: ebooks.System) -> None:
    with ebooks.opened(reading_systems, epub, system, height=300) as reader:
        entries = reader.contents()
        assert ("Harbours", 2) in [(entry.label, entry.level) for entry in entries]
        for entry in entries:
            reader.go_to(entry.href)
            assert not (target := entry.href.partition("#")[2]) or target in reader.on_screen()


@pytest.mark.parametrize("system", ebooks.SYSTEMS)
def test_a_link_is_followed(reading_systems: Desk, epub: bytes, system: ebooks.System) -> None:
    with ebooks.opened(reading_systems, epub, system, height=300) as reader:
        reader.go_to("one.xhtml")
        reader.follow('a[href="two.xhtml#two-h1"]')
        assert "two-h1" in reader.on_screen()


@pytest.mark.parametrize("system", ebooks.SYSTEMS)
def test_a_link_is_clicked(reading_systems: Desk, epub: bytes, system: ebooks.System) -> None:
    with ebooks.opened(reading_systems, epub, system, height=300) as reader:
        reader.go_to("one.xhtml")
        (number,) = (n for n, a in enumerate(links_of(epub, "one.xhtml")) if a == "two.xhtml#two-h1")
        reader.click(number)
        assert reader.section() == "two.xhtml"
        assert reader.landed("two-h1")
        assert not reader.landed("none")
        reader.go_to("one.xhtml")
        assert reader.landed("") and not reader.landed("one-h2")


def links_of(epub: bytes, name: str) -> list[str]:
    page = etree.fromstring(members(epub)[f"EPUB/{name}"])
    return [a.get("href", "") for a in page.iter("{*}a") if a.get("href") is not None]


@pytest.mark.parametrize("system", ebooks.SYSTEMS)
def test_no_such_address(reading_systems: Desk, epub: bytes, system: ebooks.System) -> None:
    with ebooks.opened(reading_systems, epub, system) as reader, pytest.raises(Error):
        reader.go_to("none.xhtml")


@pytest.mark.parametrize("system", ebooks.SYSTEMS)
def test_letters_have_places(reading_systems: Desk, epub: bytes, system: ebooks.System) -> None:
    with ebooks.opened(reading_systems, epub, system, "scrolled") as reader:
        reader.go_to("two.xhtml")
        found = reader.glyphs(["#two-h1", "#none"])
    assert found["#none"] == []
    letters = found["#two-h1"]
    assert "".join(letter.text for letter in letters) == "راه‌ها"
    assert all(one.left > other.left for one, other in itertools.pairwise(letters))


def test_pdf_destinations_outline_and_links(reading_systems: Desk, pdf: bytes) -> None:
    with documents.opened(reading_systems, pdf) as reader:
        spots = reader.destinations()
        headings = reader.outline()
        link = next(link for page in range(reader.count()) for link in reader.links(page))
        assert spots["one-h1"] and spots["two-h1"]
        assert spots["one-h1"].page < spots["two-h1"].page
        assert all(heading.to for heading in headings)
        assert link.to == spots["one"]
        words = reader.words(spots["one-h1"].page)
        assert "Section 1" in [one.text for one in words]
        assert len(reader.labels()) == reader.count()


def test_what_is_no_book(reading_systems: Desk) -> None:
    with pytest.raises(Error), documents.opened(reading_systems, b"%PDF-nothing"):
        pass
    with pytest.raises(Error), ebooks.opened(reading_systems, b"PK\3\4nothing"):
        pass
