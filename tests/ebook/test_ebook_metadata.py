"""What the package tells of people and languages: from what is there, never presumed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compiler.ebook import metadata
from compiler.finishing.documents import XML_LANG, parse
from compiler.render.composing import Side, isolated
from tests.ebook.rich_book import book, page, rendered
from tests.ebook.test_ebook_layouts import whole_book


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


def test_a_title_whose_letters_do_not_tell_is_of_a_language_that_the_book_has() -> None:
    def told(*languages: str) -> str:
        titled = replace(book(), record=replace(book().record, title_translation="یک مقاله"), languages=languages)
        items = metadata.items(titled, ())
        return next(i.attributes[XML_LANG] for i in items if i.attributes.get("property") == "alternate-script")

    assert told("en", "fa") == "fa" and told("en", "ur") == "ur"
    assert told("en") == told() == "und-Arab"


def test_so_is_one_on_the_title_page() -> None:
    languages, side = whole_book().languages, Side("en", "ltr")
    assert languages[0] == "en" and "fa" in languages
    assert 'lang="fa"' in isolated("یک مقاله", side, languages)
    assert 'lang="und-Arab"' in isolated("یک مقاله", side)
