"""References in words: what is said, in which order and language, whatever the values hold."""

from __future__ import annotations

import re
from dataclasses import replace

import citeproc
import pytest
from hypothesis import given
from lxml import etree

from compiler.bidi import language_direction
from compiler.citing import Citer, of_edition, of_source
from compiler.citing.style import AUTHOR_UNKNOWN, DATE_UNKNOWN, STYLE, localised
from compiler.model.book import CaptureRecord, EditionRecord, Record
from compiler.model.content import Isolate, Link
from compiler.model.walk import inlines_deep, text_of
from compiler.words import words
from tests.citing.records import records, sample_records

LANGUAGES = ("en", "fa", "ar", "he", "ur")
FULL = Record(
    id="a",
    title="On Reeds",
    subtitle="A Study",
    authors=("Writer, Ann", "Reed Society"),
    translators=("B. Other",),
    publisher="The Quay",
    place="Basra",
    date="2014-10",
    kind="report",
    pages=33,
    addresses=("http://a.example/1", "https://b.example/2"),
    captures=(
        CaptureRecord(file="c", name="c", sha256="", bytes=1, media_type="text/plain"),
        CaptureRecord(file="d", name="d", sha256="", bytes=1, media_type="text/plain", captured="2016-05-04"),
    ),
)


def said(record: Record, language: str = "en") -> str:
    return text_of(Citer(words(language))(of_source(record)))


def test_all_that_is_known_is_said_in_order() -> None:
    assert said(FULL) == (
        "Writer, Ann, Reed Society. On Reeds: A Study. Translated by B. Other. Report. Basra: The Quay, October 2014. "
        "33 pages. http://a.example/1, https://b.example/2. Captured 4 May 2016."
    )


def test_a_place_that_is_no_web_address_is_said_and_is_no_link() -> None:
    reference = of_source(Record(id="a", title="Reeds", authors=("A",), addresses=("Box 3", "http://a.example/")))
    inlines = Citer(words("en"))(reference)
    assert text_of(inlines).endswith(" http://a.example/, Box 3.")
    assert [inline.target for inline in inlines_deep(inlines) if isinstance(inline, Link)] == ["http://a.example/"]


def test_what_is_not_known_is_said_to_be_so() -> None:
    assert said(Record(id="a", title="Reeds")) == "Reeds. Author not known. Date not known."
    assert (
        said(Record(id="a", title="Reeds", kind="map", publisher="P"))
        == "Reeds. Map, author not known. P, date not known."
    )


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_it_is_said_in_the_words_of_the_book(language: str) -> None:
    spoken = words(language)
    bare = said(Record(id="a", title="1", publisher="2"), language)
    assert AUTHOR_UNKNOWN not in bare.lower() and DATE_UNKNOWN not in bare.lower()
    assert spoken(AUTHOR_UNKNOWN) in bare
    assert spoken(DATE_UNKNOWN) in bare
    assert f"2{spoken(', ')}" in bare
    full = said(FULL, language)
    assert (
        re.search(
            "[a-z]{3,}", re.sub(r"http\S+|Writer|Reed|Ann|On|A Study|Society|Other|The Quay|Basra|Report|s", "", full)
        )
        is None
    )
    assert spoken("Translated by {names}", names="B. Other") in full


def test_a_persian_reference_has_jalali_dates_and_its_own_comma() -> None:
    spoken = words("fa", numerals="native", calendar="jalali")
    text = text_of(Citer(spoken)(of_source(replace(FULL, date="2016-06-25"))))
    assert "The Quay، ۵ تیر ۱۳۹۵ (۲۵ ژوئن ۲۰۱۶)." in text
    assert "۳۳ صفحه." in text


def test_an_edition_says_its_day_and_identifier_and_nothing_that_is_not_known() -> None:
    edition = EditionRecord(
        title="Reeds", editors=("A. B.",), publisher="P", date="2026-11-24", identifier="urn:isbn:1"
    )
    text = text_of(Citer(words("en"))(of_edition("e", edition)))
    assert text == "Reeds. Compiled by A. B. Edition of 24 November 2026. P. urn:isbn:1."
    bare = text_of(Citer(words("en"))(of_edition("e", EditionRecord(title="Reeds", date="2026-11-24"))))
    assert bare == "Reeds. Edition of 24 November 2026."


@pytest.mark.parametrize("title", ["Who?", "Stop!", "And so on…", "Etc.", "چرا؟"])
def test_a_sentence_does_not_end_twice(title: str) -> None:
    assert said(Record(id="a", title=title, kind="map", authors=("A",))) == f"A. {title} Map. Date not known."


def test_a_title_of_another_language_is_marked_and_leads_to_its_chapter() -> None:
    reference = of_source(Record(id="a", title="Les roseaux", language="fr"))
    inlines = list(inlines_deep(Citer(words("en"))(reference, "#a")))
    assert [inline.target for inline in inlines if isinstance(inline, Link)] == ["#a"]
    assert [(i.language, i.direction) for i in inlines if isinstance(i, Isolate)] == [("fr", "ltr")]
    mistaken = of_source(Record(id="a", title="Les roseaux", language="fa"))
    assert not any(isinstance(inline, Isolate) for inline in inlines_deep(Citer(words("en"))(mistaken)))


def test_a_copy_in_a_web_archive_tells_when_it_was_captured() -> None:
    address = "https://web.archive.org/web/20160504120000/http://a.example/"
    reference = of_source(replace(FULL, addresses=(address, "http://a.example/"), captures=()))
    assert reference.addresses == ("http://a.example/", address)
    assert (reference.accessed, reference.archive, reference.archived) == ("2016-05-04", "web.archive.org", address)
    wrong = of_source(replace(FULL, addresses=(address.replace("0504", "0599"),), captures=()))
    assert wrong.accessed == ""


@given(records())
def test_every_value_stands_in_its_place_as_it_is(record: Record) -> None:
    reference = of_source(record)
    inlines = Citer(words("en"))(reference, "#a-source")
    text = text_of(inlines)
    assert text.count(reference.title) >= 1
    values = (
        reference.publisher,
        reference.place,
        *(name.inverted for name in reference.authors),
        *reference.addresses,
    )
    assert [value for value in values if value not in text] == []
    links = [inline for inline in inlines_deep(inlines) if isinstance(inline, Link)]
    assert [link.target for link in links] == ["#a-source", *reference.addresses]
    assert text_of(links[0].content) == reference.title


def test_private_characters_and_markup_in_values_are_letters_like_others() -> None:
    hostile = "\U000f0000\U000f0001\ufdd0 <i>x</i> & \ufdd1"
    assert (
        said(Record(id="a", title=hostile, publisher=hostile, date="2014"))
        == f"{hostile}. Author not known. {hostile}, 2014."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_style_is_valid_csl_in_every_language(language: str) -> None:
    schema = etree.RelaxNG(etree.parse(citeproc.SCHEMA_PATH))
    assert schema.validate(etree.parse(STYLE)), schema.error_log
    tree = etree.fromstring(localised(words(language)))
    assert schema.validate(tree), schema.error_log
    assert language_direction(language) == "ltr" or "، " in etree.tostring(tree, encoding="unicode") or language == "he"


def test_every_sample_is_said_without_two_signs_together() -> None:
    for record in sample_records():
        text = said(record, record.language)
        assert re.search(r"\.\.|,,|، ،|\. ,|\s\s|: \.", text) is None
        assert text.endswith(".")
