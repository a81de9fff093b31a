"""Bylines, dates, titles and what the head of a page says, taken apart."""

from __future__ import annotations

import json

import pytest

from compiler import readers
from compiler.model.reading import Capture, Document
from compiler.readers.webpage.decoding import codec_of
from compiler.readers.webpage.people import iso_date, people, printed_date, split_translators, translators, turned

FILLER = "The keeper wrote down the height of the water every morning, and nobody ever asked him for the book. " * 3


def document(head: str, body: str = "") -> Document:
    html = f"<html><head>{head}</head><body><article>{body}<p>{FILLER}</p></article></body></html>"
    return readers.read(Capture("page.html", html.encode(), "text/html")).documents[0]


def json_ld(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("By Ann Lee", ("Ann Lee",)),
        ("By Ann Lee and Bo Quist", ("Ann Lee", "Bo Quist")),
        ("Ann Lee, Bo Quist & Cy Drew", ("Ann Lee", "Bo Quist", "Cy Drew")),
        ("By Ann Lee, Political Correspondent | The Post", ("Ann Lee",)),
        ("Written by Ann Lee on 4 May 2016", ("Ann Lee",)),
        ("By ANN LEE March 11, 2015", ("ANN LEE",)),
        ("نوشتهٔ علی رضایی و مریم کریمی", ("علی رضایی", "مریم کریمی")),
        ("admin", ()),
        ("https://social.example/ann", ()),
        ("", ()),
    ],
)
def test_bylines_are_parted_into_names(said: str, names: tuple[str, ...]) -> None:
    assert people(said) == names


def test_catalogue_names_are_turned_round() -> None:
    assert turned("Lee, Ann") == "Ann Lee"
    assert turned("Ann Lee") == "Ann Lee"


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Translated by Kit Amos", ("Kit Amos",)),
        ("Translated from the Persian by Kit Amos and Jo Bell", ("Kit Amos", "Jo Bell")),
        ("ترجمهٔ مریم کریمی", ("مریم کریمی",)),
        ("The book was translated by nobody.", ()),
    ],
)
def test_translators_are_found_at_the_start_of_a_line(said: str, names: tuple[str, ...]) -> None:
    assert translators(said) == names


def test_a_byline_may_hold_its_translator() -> None:
    assert split_translators("By Ann Lee, translated by Kit Amos") == ("By Ann Lee", "translated by Kit Amos")


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("2016-05-04T10:11:12+03:30", "2016-05-04"),
        ("2016/5/4", "2016-05-04"),
        ("20160504", "2016-05-04"),
        ("2016-05", "2016-05"),
        ("2016", "2016"),
        ("2016-13-40", ""),
        ("soon", ""),
    ],
)
def test_dates_of_machines(said: str, date: str) -> None:
    assert iso_date(said) == date


def test_dates_of_people() -> None:
    assert printed_date("Posted on 4 May 2016 at noon") == "2016-05-04"
    assert printed_date("May 4, 2016") == "2016-05-04"
    assert printed_date("no day at all") == ""


def test_the_heading_that_the_head_agrees_with_is_the_title_and_is_not_repeated() -> None:
    found = document("<title>On Weirs | River Notes</title>", "<h1>On Weirs</h1>")
    assert found.title == "On Weirs"
    assert len(found.blocks) == 1


@pytest.mark.parametrize(
    ("title", "site", "wanted"),
    [
        ("On Weirs | River Notes", "", "On Weirs"),
        ("On Weirs - River Notes", "River Notes", "On Weirs"),
        ("River Notes - On Weirs", "River Notes", "On Weirs"),
        ("Weirs - a memory", "", "Weirs - a memory"),
    ],
)
def test_the_name_of_the_site_is_no_part_of_the_title(title: str, site: str, wanted: str) -> None:
    assert document(f'<title>{title}</title><meta property="og:site_name" content="{site}">').title == wanted


def test_json_ld_is_looked_through_and_references_followed() -> None:
    graph = {
        "@graph": [
            {"@type": "WebPage", "name": "Not this"},
            {
                "@type": ["NewsArticle"],
                "headline": "On &amp; Off",
                "author": {"@id": "#a"},
                "publisher": {"name": "Press"},
            },
            {"@id": "#a", "@type": "Person", "name": "Ann Lee"},
        ]
    }
    found = document(json_ld(graph))
    assert (found.title, found.authors, found.publisher) == ("On & Off", ("Ann Lee",), "Press")


@pytest.mark.parametrize(
    "data", ["{", "[" * 5000, '{"@type": "Article", "author": [[1], null, {"name": 3}]}', "null", '"x"']
)
def test_damaged_json_ld_is_passed_over(data: str) -> None:
    found = document(f'<script type="application/ld+json">{data}</script><title>T here</title>')
    assert (found.title, found.authors) == ("T here", ())


def test_catalogue_tags_are_trusted_before_others() -> None:
    found = document(
        '<meta name="author" content="web team"><meta name="citation_author" content="Lee, Ann">'
        '<meta name="citation_author" content="Quist, Bo"><meta name="dc:date other" content="2011-04">'
    )
    assert (found.authors, found.date) == (("Ann Lee", "Bo Quist"), "2011-04")


def test_a_site_that_names_itself_is_no_author() -> None:
    head = '<meta name="author" content="River Notes"><meta property="og:site_name" content="River Notes">'
    assert document(head).authors == ()


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("latin1", "cp1252"),
        ("Windows-1256", "cp1256"),
        ("UTF8", "utf-8"),
        ("rot13", ""),
        ("zip", ""),
        ("unicode_escape", ""),
    ],
)
def test_only_encodings_of_text_are_known(label: str, codec: str) -> None:
    assert codec_of(label) == codec
