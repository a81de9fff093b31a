"""Which source a document belongs to: by title, series, people, publisher, date and address; and what is no evidence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.intake.incoming import safe_name
from compiler.intake.matching import JOIN, MARGIN, Match, matches
from compiler.model.book import Record
from compiler.model.reading import Document

REPORTS = [
    Record(
        id="r1", title="Inland Water Board: First Report from Basra", publisher="Inland Water Board", date="1908-02"
    ),
    Record(
        id="r2", title="Inland Water Board: Second Report from Basra", publisher="Inland Water Board", date="1909-09"
    ),
    Record(id="r3", title="Third Report", publisher="Inland Water Board", date="1911-04"),
    Record(
        id="lemons",
        title="On Growing Lemons",
        authors=("Bella Grower",),
        date="1901",
        addresses=("http://www.example.org/lemons/",),
    ),
    Record(id="fa", title="گزارش چهارم از بصره", language="fa", date="1912"),
]


def best(document: Document, records: list[Record] | None = None) -> Match:
    found = matches(document, records or REPORTS)
    return found[0] if found else Match("", 0.0, "")


@pytest.mark.parametrize(
    ("document", "source"),
    [
        (Document(title="Inland Water Board: Second Report from Basra", date="1909-09-14"), "r2"),
        (Document(title="2nd Report from Basra by the Inland Water Board", date="1909"), "r2"),
        (Document(title="Inland Water Board Third Report", publisher="Inland Water Board"), "r3"),
        (
            Document(title="Third report on canals and locks", publisher="The Inland Water Board", date="1911-04-02"),
            "r3",
        ),
        (Document(title="ON GROWING LEMONS"), "lemons"),
        (Document(title="How I Grew Them", address="https://example.org/lemons#top"), "lemons"),
        (Document(authors=("B. Grower",), date="1901-05", address="https://example.org/lemons"), "lemons"),
        (Document(title="گزارش چهارم از بصره", date="1912-01-01"), "fa"),
        (Document(title="گزارش چهارم از بصره"), "fa"),
        (Document(title="گزارش چهارم از بصره".replace("ی", "ي").replace("ک", "ك")), "fa"),
    ],
)
def test_a_document_finds_its_source(document: Document, source: str) -> None:
    found = best(document)
    assert (found.source, found.score >= JOIN) == (source, True), found
    assert found.reason


@pytest.mark.parametrize(
    "document",
    [
        Document(title="Inland Water Board: Fourth Report from Basra", publisher="Inland Water Board", date="1914-10"),
        Document(title="On Growing Lemons", date="1931"),
        Document(title="On Growing Lemons", authors=("Carl Other",)),
        Document(title="On Drying Lemons", publisher="The Quay"),
        Document(title="Water and the Board", publisher="Inland Water Board", date="1909-09-14"),
        Document(title="گزارش پنجم از بصره", date="1912"),
        Document(date="1901", publisher="Inland Water Board"),
        Document(),
    ],
)
def test_a_document_of_no_source_joins_none(document: Document) -> None:
    assert best(document).score < JOIN, best(document)


def test_two_sources_of_one_title_are_a_tie_until_something_tells_them_apart() -> None:
    twins = [Record(id="a", title="Annual Letter", date="1901"), Record(id="b", title="Annual Letter", date="1902")]
    first, second = matches(Document(title="Annual Letter"), twins)
    assert first.score - second.score < MARGIN
    first, second, *_ = [*matches(Document(title="Annual Letter", date="1902-06"), twins), Match("", 0, "")]
    assert first.source == "b"
    assert first.score - second.score >= MARGIN


def test_the_order_of_the_records_does_not_matter() -> None:
    document = Document(title="Third Report of the Board", publisher="Inland Water Board")
    assert matches(document, REPORTS) == matches(document, REPORTS[::-1])


documents = st.builds(
    Document,
    title=st.text(max_size=30),
    authors=st.lists(st.text(max_size=10), max_size=2).map(tuple),
    publisher=st.text(max_size=10),
    date=st.sampled_from(["", "1901", "1901-05", "1901-05-06", "1902"]),
    address=st.text(max_size=10),
)


@given(documents)
def test_scores_stay_in_their_range(document: Document) -> None:
    assert all(0 < match.score <= 2 for match in matches(document, REPORTS))


@given(documents.filter(lambda document: any(letter.isalnum() for letter in document.title)))
def test_a_record_of_the_same_words_joins(document: Document) -> None:
    from compiler.intake.matching import words  # noqa: PLC0415 - beside its use

    if words(document.title):
        record = Record(id="same", title=document.title, authors=document.authors, date=document.date)
        assert best(document, [record]).score >= JOIN


@given(st.text(max_size=300))
def test_a_safe_name_is_a_name_in_its_folder(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe.encode("utf-8", "replace")) <= 160
    assert "/" not in safe
    assert not safe.startswith(".")
    assert "\x00" not in safe


def test_a_sound_name_stays() -> None:
    assert safe_name("گزارش چهارم (2014).html") == "گزارش چهارم (2014).html"
    assert safe_name("../../etc/passwd") == "-..-etc-passwd"
