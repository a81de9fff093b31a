"""The bibliography and the chronology of a book as blocks, before and after the passes."""

from __future__ import annotations

from dataclasses import replace

from compiler.citing import bibliography, chronology
from compiler.model.book import Book, CaptureRecord, Record
from compiler.model.content import Blocks, Definitions, Isolate, Link, Paragraph
from compiler.model.walk import block_inlines, block_text, blocks_deep, inlines_deep, text_of
from compiler.passes import settle
from compiler.words import Words, words
from tests.citing.books import book_of, words_of


def record(identifier: str, title: str, **said: object) -> Record:
    return Record(id=identifier, title=title, **said)  # type: ignore[arg-type]


def listed(book: Book) -> list[str]:
    return [block.id for block in bibliography(book, words_of(book))]


def links(blocks: Blocks) -> list[str]:
    runs = (run for block in blocks_deep(blocks) for run in block_inlines(block))
    return [inline.target for run in runs for inline in inlines_deep(run) if isinstance(inline, Link)]


def dates(book: Book) -> list[tuple[str, list[str]]]:
    (listing,) = chronology(book, words_of(book))
    assert isinstance(listing, Definitions)
    return [(text_of(term), [block_text(block) for block in blocks]) for term, blocks in listing.items]


# --- bibliography ---


def test_sources_stand_by_author_title_and_date() -> None:
    book = book_of(
        record("d", "Zebra", authors=("Berg, Ann",), date="2014"),
        record("c", "Apple", authors=("Écrivain",)),
        record("b", "Apple", authors=("Berg, Ann",), date="2013-05"),
        record("a", "Dunes"),
        record("e", "متن"),
    )
    assert listed(book) == ["bib-b", "bib-d", "bib-a", "bib-c", "bib-e"]


def test_persian_sources_stand_in_the_order_of_their_alphabet_before_the_others() -> None:
    titles = ["هنر", "Apple", "وزن", "پل", "آب", "تاب", "گل", "کار", "یاد"]
    book = book_of(*(record(f"s{n}", title) for n, title in enumerate(titles)), language="fa")
    order = [titles[int(identifier.removeprefix("bib-s"))] for identifier in listed(book)]
    assert order == ["آب", "پل", "تاب", "کار", "گل", "وزن", "هنر", "یاد", "Apple"]


def test_a_source_of_the_other_direction_is_cited_in_its_own_language_where_that_is_known() -> None:
    book = book_of(
        record("a", "An English Title", date="2014-10"),
        record("b", "متن فارسی", language="fa", date="2014-10"),
        record("c", "Ein deutscher Titel", language="de"),
        record("d", "عنوان فارسی", language="en"),
        language="fa",
    )

    def words_in(language: str) -> Words:
        return words(language, calendar="gregorian")

    entries = {block.id: block for block in bibliography(book, words_of(book), words_in)}
    assert {name: (block.language, block.direction) for name, block in entries.items()} == {
        "bib-a": ("en", "ltr"),
        "bib-b": ("fa", "rtl"),
        "bib-c": ("en", "ltr"),
        "bib-d": ("fa", "rtl"),
    }
    assert block_text(entries["bib-a"]) == "An English Title. Author not known. October 2014."
    assert "نویسنده نامعلوم" in block_text(entries["bib-d"])
    alone = {block.id: block for block in bibliography(book, words_of(book))}
    assert {block.language for block in alone.values()} == {"fa"}


def test_each_entry_leads_to_its_chapter_and_to_its_addresses() -> None:
    book = book_of(record("a", "A", addresses=("http://a.example/",)), record("b", "B"))
    blocks = bibliography(book, words_of(book))
    assert all(isinstance(block, Paragraph) and block.role == "reference" for block in blocks)
    assert links(blocks) == ["#a", "http://a.example/", "#b"]


def test_equal_sources_keep_the_order_of_chapters() -> None:
    book = book_of(record("b", "Same"), record("a", "Same"))
    assert listed(book) == ["bib-b", "bib-a"]


# --- chronology ---


def captured(day: str) -> CaptureRecord:
    return CaptureRecord(file=day, name=day, sha256="", bytes=1, media_type="text/plain", captured=day)


def test_dates_stand_in_order_with_the_precision_that_is_known() -> None:
    book = book_of(
        record("a", "May", date="2016-05"),
        record("b", "Day", date="2016-05-04", publisher="P"),
        record("c", "Year", date="2016", captures=(captured("2016-05-04"), captured("2016-05-04"), captured(""))),
        record("d", "Nothing"),
        record("e", "Before", date="1999-12-31"),
    )
    assert dates(book) == [
        ("31 December 1999", ["Before"]),
        ("2016", ["Year"]),
        ("May 2016", ["May"]),
        ("4 May 2016", ["Day, P", "Captured: Year"]),
        ("Date not known", ["Nothing"]),
    ]
    assert links(chronology(book, words_of(book))) == ["#e", "#c", "#a", "#b", "#c", "#d"]


def test_a_persian_chronology_is_of_its_calendar() -> None:
    book = book_of(record("a", "الف", date="2016-06-25"), record("b", "ب"), language="fa")
    assert [term for term, _ in dates(book)] == ["۵ تیر ۱۳۹۵ (۲۵ ژوئن ۲۰۱۶)", words_of(book)("date not known")]


def test_a_line_of_the_other_direction_has_no_persian_comma() -> None:
    book = book_of(
        record("a", "An English Title", date="2014", publisher="The Quay"),
        record("b", "متن", date="2014", publisher="ناشر"),
        language="fa",
    )
    assert [lines for _, lines in dates(book)] == [["An English Title, The Quay", "متن، ناشر"]]


def test_a_book_of_no_dates_has_no_chronology() -> None:
    book = book_of(record("a", "A"), record("b", "B"))
    assert chronology(book, words_of(book)) == ()


def test_ids_of_the_chronology_are_its_own() -> None:
    book = book_of(record("a", "A", date="2014"), record("b", "B", date="2014"))
    ids = [block.id for block in blocks_deep(chronology(book, words_of(book)))]
    assert ids == ["chronology-dl1", "chronology-p1", "chronology-p2"]
    assert chronology(replace(book, chapters=book.chapters[::-1]), words_of(book)) != chronology(book, words_of(book))


# --- settled by the passes ---


def settled(book: Book) -> Book:
    spoken = words_of(book)
    back = replace(book.back, bibliography=bibliography(book, spoken), chronology=chronology(book, spoken))
    return settle(replace(book, back=back))


def test_a_list_of_dates_goes_the_way_of_its_book_whatever_its_titles_are() -> None:
    titles = [record(f"s{n}", f"An English Title of Many Words, the {n}", date=f"20{n}") for n in range(10, 16)]
    book = settled(book_of(*titles, language="fa"))
    assert {block.direction for block in blocks_deep(book.back.chronology)} == {"rtl"}
    paragraphs = [block for block in blocks_deep(book.back.chronology) if isinstance(block, Paragraph)]
    assert all(isinstance(block.content[0], Isolate) and block.content[0].direction == "ltr" for block in paragraphs)
    assert {block.direction for block in blocks_deep(settled(book_of(*titles)).back.chronology)} == {"ltr"}


def test_links_of_both_lead_somewhere_and_no_words_are_lost() -> None:
    book = book_of(record("a", "A «ب» C", date="2014"), record("b", "متن", language="fa"), language="fa")
    after = settled(book)
    assert after.messages == ()
    assert links(after.back.bibliography) == links(bibliography(book, words_of(book)))
    before = [block_text(block) for block in bibliography(book, words_of(book))]
    assert [block_text(block) for block in after.back.bibliography] == before
