"""What the package tells of people, languages and accessibility: from what is there, never presumed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compiler.ebook import accessibility, metadata
from compiler.ebook.documents import parse
from compiler.model.pages import Resource
from compiler.words import words
from tests.ebook.rich_book import ONE, book, page, rendered


def terms(html: str = ONE, *resources: Resource) -> dict[str, list[str]]:
    pages = [parse(page("one", "chapter", "One", html))]
    found: dict[str, list[str]] = {}
    for item in accessibility.items(pages, resources, "en", words("en")):
        found.setdefault(item.attributes["property"].removeprefix("schema:"), []).append(item.value)
    return found


@pytest.mark.parametrize(
    ("name", "filed"),
    [
        ("Ben Stone", "Stone, Ben"),
        ("Ada van der Berg", "van der Berg, Ada"),
        ("Harbour Museum", "Harbour Museum"),
        ("Lantern Press", "Lantern Press"),
        ("Plato", "Plato"),
        ("Stone, Ben", "Stone, Ben"),
        ("the crew of the boat", "the crew of the boat"),
        ("مریم احمدی", "مریم احمدی"),
    ],
)
def test_names_are_filed(name: str, filed: str) -> None:
    assert metadata.file_as(name) == filed


def roles(**changes: object) -> dict[str, tuple[tuple[str, ...], bool]]:
    changed = replace(book(), record=replace(book().record, editors=()), **changes)  # type: ignore[arg-type]
    return {person.name: (person.roles, person.creator) for person in metadata.people(changed)}


def test_without_editors_the_publisher_stands_for_a_book_by_many() -> None:
    found = roles()
    assert found["Bayaz tests"] == (("isb",), True)
    assert found["Ben Stone"] == (("aut",), False)


def test_who_wrote_all_of_it_is_its_creator() -> None:
    assert roles(chapters=book().chapters[:1])["Ben Stone"] == (("aut",), True)


def test_whose_work_is_only_summarised_has_no_part_in_the_edition() -> None:
    brief = tuple(replace(chapter, rendition="brief") for chapter in book().chapters)
    assert set(roles(chapters=brief)) == {"Bayaz tests"}


def test_one_person_of_two_roles_is_named_once() -> None:
    people = {person.name: person.roles for person in metadata.people(book())}
    assert people["Ada van der Berg"] == ("edt", "trl")


def test_languages_of_whole_blocks_count_and_those_of_words_do_not() -> None:
    pages = [parse(one) for one in rendered().pages]
    assert metadata.languages(book(), pages) == ("en", "fa")
    greek = parse(page("x", "chapter", "x", '<p>a <span lang="el" xml:lang="el">word</span></p>'))
    assert metadata.languages(replace(book(), chapters=()), [greek]) == ("en",)


def test_an_identifier_that_is_not_given_follows_from_the_edition() -> None:
    record = replace(book().record, identifier="")
    assert metadata.identifier(record).startswith("urn:uuid:")
    assert metadata.identifier(record) == metadata.identifier(replace(record, date="2027-01-01"))
    assert metadata.identifier(record) != metadata.identifier(replace(record, title="Other letters"))


def test_all_pictures_described() -> None:
    found = terms()
    assert found["accessMode"] == ["textual", "visual"]
    assert found["accessModeSufficient"] == ["textual,visual", "textual"]
    assert "alternativeText" in found["accessibilityFeature"]
    assert found["accessibilitySummary"][0].endswith("Every picture has a text alternative.")


def test_one_picture_without_words() -> None:
    found = terms(ONE.replace(' alt="Three boats in a row."', ""))
    assert found["accessModeSufficient"] == ["textual,visual"]
    assert "alternativeText" not in found["accessibilityFeature"]
    assert "no text alternative" in found["accessibilitySummary"][0]


def test_a_book_without_pictures_is_text() -> None:
    found = terms("<h1>Title</h1><p>Text</p>")
    assert found["accessMode"] == ["textual"] and found["accessModeSufficient"] == ["textual"]
    assert "alternativeText" not in found["accessibilityFeature"]
    assert "structuralNavigation" in found["accessibilityFeature"]
    assert "structuralNavigation" not in terms("<p>Text</p>")["accessibilityFeature"]


@pytest.mark.parametrize(
    ("resource", "hazard"),
    [
        (Resource("a.css", "text/css", b"p { color: red }"), "none"),
        (Resource("a.css", "text/css", b"@keyframes x { from { opacity: 0 } }"), "unknown"),
        (Resource("a.svg", "image/svg+xml", b"<svg><animate/></svg>"), "unknown"),
        (Resource("a.gif", "image/gif", b"broken"), "unknown"),
        (Resource("a.mp4", "video/mp4", b""), "unknown"),
    ],
)
def test_hazards_are_none_only_where_nothing_moves(resource: Resource, hazard: str) -> None:
    assert terms(ONE, resource)["accessibilityHazard"] == [hazard]


def test_page_marks_are_told() -> None:
    marked = ONE.replace("<h2", '<span epub:type="pagebreak" role="doc-pagebreak" id="pg2" aria-label="2"/><h2', 1)
    assert "pageBreakMarkers" in terms(marked)["accessibilityFeature"]
    assert "pageBreakMarkers" not in terms()["accessibilityFeature"]


def test_the_summary_is_in_the_language_of_the_edition_where_we_have_it() -> None:
    pages = [parse(page("one", "chapter", "One", ONE))]
    persian = accessibility.items(pages, (), "fa", words("fa"))[-1]
    assert persian.value.startswith("متن") and metadata.XML_LANG not in persian.attributes
    assert accessibility.items(pages, (), "de", words("de"))[-1].attributes[metadata.XML_LANG] == "en"
