"""Shapes of bare text, one by one: what a rule must take, and what it must leave."""

from __future__ import annotations

from typing import Any

import pytest

from compiler.messages import CaptureError
from compiler.model.content import Figure, Quote, Table, Verse
from compiler.model.listing import reading_data
from compiler.model.reading import Capture, Reading, Role, Wishes
from compiler.readers.text import read

LONG = "This is a paragraph that is long enough to be one, whatever is usual in the capture, and it ends with a stop."


def reading_of(text: str | bytes, *roles: tuple[str, Role]) -> Reading:
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    return read(Capture("a.txt", data, "text/plain"), Wishes(roles=roles))


def rows(text: str | bytes, *roles: tuple[str, Role]) -> list[dict[str, Any]]:
    return [row for document in reading_data(reading_of(text, *roles))["documents"] for row in document["blocks"]]


def kinds(text: str, *roles: tuple[str, Role]) -> list[str]:
    return [row["kind"] for row in rows(text, *roles)]


def reasons(text: str) -> dict[int, str]:
    return {
        entry.first: entry.reason
        for entry in reading_of(text).ledger
        if entry.fate == "dropped" and entry.reason != "blank"
    }


# --- paragraphs ---


def test_wrapped_lines_are_joined_with_one_space_and_broken_words_without() -> None:
    text = (
        "The mill stood still for a year after the old man died, and its wheel\n"
        "grew a beard of moss that hung down to the water. Nobody ever under-\n"
        "stood why the sluice had been left open, for the self-\n"
        "made millers of the valley never forgot a thing of that kind at all."
    )
    (row,) = rows(text)
    assert row["kind"] == "paragraph"
    assert "wheel grew" in row["text"]
    assert "understood" in row["text"]
    assert "self-made" in row["text"]


def test_a_hyphen_stays_if_the_capture_has_the_word_with_it() -> None:
    text = (
        "The water-mill stood still for a year after the old man had died, and\n"
        "nobody wanted it, because people said that an old and damp water-\n"
        "mill brings no luck to anybody who buys it, whatever it may cost now."
    )
    assert "damp water-mill brings" in rows(text)[0]["text"]


def test_lines_without_wrapping_are_paragraphs_each() -> None:
    assert kinds(f"Title of it\n{LONG}\n{LONG}") == ["paragraph", "paragraph"]


def test_only_a_line_feed_ends_a_line() -> None:
    made = rows("One\u2028two\u0085three and more words of it.\r\n\r\nFour and more words of it.\r\n")
    assert [row["origin"] for row in made] == [[1, 1], [3, 3]]
    assert "\u2028" in made[0]["text"]
    assert not made[0]["text"].endswith("\r")


def test_letters_and_signs_are_kept_as_written() -> None:
    line = "“A [sic] word,\u00a0`quoted' so”, he said \u2013 and nobody… mended it.\u200c"
    assert rows(f"{LONG}\n\n{line}")[1]["text"] == line


# --- titles, documents ---


def test_title_byline_date_publisher() -> None:
    text = f"A walk to the sea\n\nby Ada Lorn and Tom Reed\nTranslated by Eve Mott\nThe Shore Gazette\n3 May 2011\n\n{LONG}"
    document = reading_of(text).documents[0]
    assert document.title == "A walk to the sea"
    assert document.authors == ("Ada Lorn", "Tom Reed")
    assert document.translators == ("Eve Mott",)
    assert document.publisher == "The Shore Gazette"
    assert document.date == "2011-05-03"


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("12 مهر 1399", "2020-10-03"),
        ("۱۲ مهر ۱۳۹۹", "2020-10-03"),
        ("Wednesday 04 May, 2016", "2016-05-04"),
        ("October 2014", "2014-10"),
        ("3. Mai 2013", "2013-05-03"),
        ("7 كانون الثاني 2014", "2014-01-07"),
        ("le 14 juillet 1989", "1989-07-14"),
        ("2001-02-03", "2001-02-03"),
        ("13/02/2001", "2001-02-13"),
    ],
)
def test_dates_of_several_languages(line: str, iso: str) -> None:
    assert reading_of(f"A title of words\n\n{line}\n\n{LONG}").documents[0].date == iso


def test_a_day_that_does_not_exist_is_no_date() -> None:
    assert reading_of(f"A title of words\n\n31 February 2011\n\n{LONG}").documents[0].date != "2011-02-31"


def test_announced_document_begins_at_its_marker() -> None:
    text = f"First\n\n{LONG}\n\nAlso read:\n\nSecond title\n\nWords that are …\n\nSecond title\n\nWords that are long enough. {LONG}"
    made = reading_of(text)
    assert [document.title for document in made.documents] == ["First", "Second title"]
    assert reasons(text)[5] == "related items"


def test_a_marker_without_a_document_drops_only_short_lines() -> None:
    text = f"First\n\n{LONG}\n\nRelated\nSome other page\n\n{LONG} Again."
    assert [row["kind"] for row in rows(text)] == ["paragraph", "paragraph"]
    assert len(reading_of(text).documents) == 1


def test_signed_articles_one_after_another() -> None:
    text = f"First one\n\nBy Ada Lorn\n\n{LONG}\n\n{LONG}\n\nSecond one\n\nBy Tom Reed\n\n{LONG}"
    assert [(d.title, d.authors) for d in reading_of(text).documents] == [
        ("First one", ("Ada Lorn",)),
        ("Second one", ("Tom Reed",)),
    ]


# --- headings, lists, contents ---


def test_numbered_headings_are_no_list_and_lists_no_headings() -> None:
    text = f"Report\n\n1. Aims\n\n{LONG}\n\n2. Means\n\n{LONG} They are:\n\n1. a spade\n2. a bucket\n3. time"
    assert kinds(text) == ["heading", "paragraph", "heading", "paragraph", "list"]


def test_heading_levels_by_number_and_underline() -> None:
    assert [
        row["level"] for row in rows(f"R\n\n1. A\n\n1.1 Ab\n\n{LONG}\n\n2. B\n\n{LONG}") if row["kind"] == "heading"
    ] == [1, 2, 1]
    underlined = f"Main title\n==========\n\nPart one\n========\n\nPiece\n-----\n\n{LONG}"
    assert [row["level"] for row in rows(underlined) if row["kind"] == "heading"] == [1, 2]


def test_short_sentences_are_no_headings() -> None:
    assert kinds(f"{LONG}\n\nThe only thing missing is an exit.\n\n{LONG}") == ["paragraph"] * 3


def test_contents_list_with_and_without_leaders() -> None:
    body = f"Aims\n\n{LONG}\n\nMeans\n\n{LONG}\n\nEnds\n\n{LONG}"
    for contents in ("Aims\nMeans\nEnds", "Aims ...... 3\nMeans ..... 5\nEnds ...... 9"):
        text = f"Report of it\n\nContents\n\n{contents}\n\n{body}"
        assert kinds(text) == ["heading", "paragraph"] * 3
        assert set(reasons(text).values()) == {"printed contents list"}


def test_lists_inside_lists() -> None:
    text = f"{LONG}\n\n- one\n- two\n    - two and a half\n- three"
    assert kinds(text) == ["paragraph", "list"]
    assert rows(text)[1]["text"].split("\n") == ["one", "two", "two and a half", "three"]


def test_talk_with_dashes_is_no_list() -> None:
    assert "list" not in kinds(f"{LONG}\n\n– Where are you going?\n– Home.\n– So late?\n– It is not late.")


# --- quotations, verse, tables, code ---


def test_quotations_of_several_depths() -> None:
    (block,) = [
        b for b in reading_of(f"{LONG}\n\n> > deep inside\n> and outside").documents[0].blocks if isinstance(b, Quote)
    ]
    assert isinstance(block.blocks[0], Quote)
    assert rows(f"{LONG}\n\n> > deep inside\n> and outside")[1]["text"] == "deep inside\nand outside"


def test_verse_in_stanzas() -> None:
    first = "The reeds are grey,\nthe water slow,\nand far away\nthe herons go."
    poem = f"{first}\n\nThe ice has come,\nthe ice will stay,\nthe carts are dumb\nupon the way."
    (block,) = reading_of(f"Winter\n\n{poem}").documents[0].blocks
    assert isinstance(block, Verse)
    assert [len(stanza) for stanza in block.stanzas] == [4, 4]


def test_table_with_head_and_caption() -> None:
    grid = "Month    North   South\n-----    -----   -----\nMay         12      9\nJune        14     11"
    text = f"{LONG}\n\nTable 1. Rain\n\n{grid}\n\n{LONG}"
    (table,) = [block for block in reading_of(text).documents[0].blocks if isinstance(block, Table)]
    assert (len(table.head), len(table.body), len(table.body[0])) == (1, 2, 3)
    assert rows(text)[1]["text"].startswith("Table 1. Rain\nMonth\tNorth\tSouth")


def test_code_keeps_its_shape() -> None:
    text = f"{LONG}\n\n    def f(x):\n        return x + 1\n\n    print(f(2))\n\n{LONG}"
    assert rows(text)[1]["text"] == "def f(x):\n    return x + 1\n\nprint(f(2))"


# --- notes ---


@pytest.mark.parametrize(
    ("call", "note"), [("[1]", "[1]"), ("¹", "¹"), ("(1)", "(1)"), ("۱", "۱."), ("*", "*"), ("†", "†")]
)
def test_notes_of_all_styles_are_called(call: str, note: str) -> None:
    head = "Notes\n\n" if call == "۱" else ""
    call = "[۱]" if call == "۱" else call
    made = rows(
        f"Title\n\nA word{call} in a paragraph that is long enough to be one.\n\n{head}{note} What there is to say of it."
    )
    assert [row["kind"] for row in made] == ["paragraph", "note"]
    assert made[0]["calls"] == [made[1]["id"]]
    assert made[0]["text"] == "A word in a paragraph that is long enough to be one."
    assert made[1]["text"] == "What there is to say of it."


def test_starred_notes_find_their_word_in_any_order() -> None:
    made = rows("T\n\nOf hens* and of geese* there is much to say here.\n\n* Geese are loud.\n\n* Hens are not.")
    hens, geese = made[0]["calls"]
    assert {row["id"]: row["text"] for row in made if row["kind"] == "note"} == {
        geese: "Geese are loud.",
        hens: "Hens are not.",
    }


def test_bullets_without_calls_are_a_list() -> None:
    assert kinds(f"{LONG}\n\n* one\n* two") == ["paragraph", "list"]


# --- captions ---


def test_caption_glued_to_a_sentence() -> None:
    made = rows(f"{LONG}\n\nسبد زعفران 2The basket is full, and it is not yet noon.\n\n{LONG}")
    assert [row["kind"] for row in made] == ["paragraph", "caption", "paragraph", "paragraph"]
    assert (made[1]["text"], made[1]["language"], made[1]["direction"]) == ("سبد زعفران 2", "und-Arab", "rtl")
    assert made[1]["origin"] == made[2]["origin"] == [3, 3]
    assert made[2]["text"] == "The basket is full, and it is not yet noon."


def test_caption_in_two_languages_on_one_line() -> None:
    blocks = reading_of(f"{LONG}\n\nسبد زعفران پاییز و گل‌های تازه 2Basket of saffron\n\n{LONG}").documents[0].blocks
    figure = blocks[1]
    assert isinstance(figure, Figure)
    assert [(c.language, c.direction) for c in figure.captions] == [("fa", "rtl"), ("en", "ltr")]


def test_a_text_in_two_languages_has_no_captions() -> None:
    persian = "این یک بند فارسی است که به اندازه کافی دراز است تا بند باشد و نه شرح یک تصویر در میان نوشته."
    assert "caption" not in kinds("\n\n".join([LONG, persian] * 3))


def test_a_mixed_sentence_is_no_glued_caption() -> None:
    assert (
        kinds(f"{LONG}\n\nبیاض is a word for a notebook in which one copies what is worth keeping.")
        == ["paragraph"] * 2
    )


# --- furniture, pages ---


def test_page_numbers_and_running_heads_inside_a_paragraph() -> None:
    head = "\fTHE SALT ROAD"
    text = f"{head}\n\n{LONG}\n\nThe road went on and\n\n11\n\n{head}\n\nnever came back to where it began.\n\n12\n\n{head}\n\n{LONG}"
    assert "The road went on and never came back to where it began." in [row["text"] for row in rows(text)]
    assert set(reasons(text).values()) >= {"page number", "running head"}


def test_numbered_chapters_are_no_page_numbers() -> None:
    assert "page number" not in reasons(f"T\n\n1\n\n{LONG}\n\n2\n\n{LONG}").values()


@pytest.mark.parametrize(
    "line",
    [
        "She edits the club's newsletter.",
        "We ate all the cookies before the policy changed hands.",
        "Copyright in the poem passed to his heirs in the spring of 1952.",
    ],
)
def test_sentences_are_no_furniture(line: str) -> None:
    assert kinds(f"{LONG}\n\n{line}\n\n{LONG}") == ["paragraph"] * 3


def test_nothing_but_furniture_is_kept_with_a_warning() -> None:
    made = reading_of("Home\nNews\nContact")
    assert made.documents[0].blocks
    assert "reader-unsure" in [message.code for message in made.messages]


# --- roles ---


def test_roles_go_before_everything() -> None:
    text = f"Some title\n\n{LONG}\n\nShort line here\n\n{LONG} End."
    assert kinds(text) == ["paragraph", "heading", "paragraph"]
    for role in ("paragraph", "caption", "note", "list", "quote", "verse"):
        assert kinds(text, ("Short  line here", role)) == ["paragraph", role, "paragraph"]
    assert kinds(text, ("Short line here", "drop")) == ["paragraph", "paragraph"]


def test_roles_for_title_byline_and_document() -> None:
    text = f"Menu of things\n\nThe real title\n\nSomebody or other\n\n{LONG}\n\nNext one\n\n{LONG}"
    roles: tuple[tuple[str, Role], ...] = (
        ("The real title", "title"),
        ("Somebody or other", "byline"),
        ("Next one", "document"),
    )
    made = reading_of(text, *roles).documents
    assert (made[0].title, made[0].authors) == ("The real title", ("Somebody or other",))
    assert made[1].title == "Next one"


def test_a_role_that_quotes_no_line_is_told() -> None:
    messages = reading_of(LONG, ("not there", "drop")).messages
    assert [(m.code, m.level) for m in messages if m.code == "role-unmatched"] == [("role-unmatched", "warning")]


# --- encodings, bad input ---


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        ("Käthe wohnt über der Mühle.", "cp1252", "Windows-1252"),
        ("He said “no” – and left.", "cp1252", "Windows-1252"),
        ("در انتهاي راسته تنها يک چراغ روشن مانده است.", "cp1256", "Windows-1256"),
        ("مكتبة الحي", "cp1256", "Windows-1256"),
        ("کتاب", "utf-8", "UTF-8"),
        ("کتاب تازه", "utf-8-sig", "UTF-8 with a byte order mark"),
        ("A word and another one.", "utf-16-le", "UTF-16, little-endian, without a byte order mark"),
        ("کتاب تازه در راه است و می‌آید", "utf-16", "UTF-16, little-endian, with a byte order mark"),
    ],
)
def test_encodings_are_told_apart_and_stated(text: str, encoding: str, name: str) -> None:
    made = reading_of(text.encode(encoding))
    assert reading_data(made)["documents"][0]["blocks"][0]["text"] == text
    assert name in made.ledger[0].reason
    assert any(name in message.text for message in made.messages)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "capture-empty"),
        (b" \n\n\t\n", "capture-empty"),
        (b"--- ***\n", "capture-empty"),
        (b"\x00\x01\x02\x03" * 50, "capture-no-text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00", "capture-no-text"),
        (b"\xef\xbb\xbfab\xff\xfe", "capture-damaged"),
    ],
)
def test_captures_that_are_no_text_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(CaptureError) as caught:
        reading_of(data)
    assert caught.value.messages[0].code == code
    assert caught.value.messages[0].hint
