"""What saved posts, proceedings and excerpts have around their text: related articles, credits, labels, sources."""

from __future__ import annotations

from typing import Any

from compiler.model.listing import reading_data
from compiler.model.reading import Capture, Wishes
from compiler.readers.text import read

LONG = "The lamps along the quay were lit by hand until the year of the flood, and nobody thought that strange."
OTHER = "A keeper walked from the gate to the mole each evening with a ladder on his shoulder and a can of oil."


def reading_of(*lines: str) -> dict[str, Any]:
    return reading_data(read(Capture("a.txt", "\n".join(lines).encode("utf-8"), "text/plain"), Wishes()))


def kinds(*lines: str) -> dict[int, str]:
    """Line → the kind of its block (two kinds of a line joined by +), or what else became of it."""
    data = reading_of(*lines)
    found = {
        number: entry["fate"]
        for entry in data["ledger"]
        for number in range(entry["origin"][0], entry["origin"][1] + 1)
        if entry["fate"] != "kept"
    }
    for block in (block for document in data["documents"] for block in document["blocks"]):
        for number in range(block["origin"][0], block["origin"][1] + 1):
            found[number] = "+".join(filter(None, (found.get(number), block["kind"])))
    return found


# --- articles below an article ---


def test_a_signed_article_below_see_also_is_a_document_of_its_own() -> None:
    article = ("A town without lamps", "Ida Vern/Northern Press/May 2, 2009", LONG, OTHER)
    found = reading_of("The keepers of the quay", "", LONG, OTHER, LONG, "", "See also:", *article)["documents"]
    assert [each["title"] for each in found] == ["The keepers of the quay", "A town without lamps"]
    assert (found[1]["authors"], found[1]["publisher"], found[1]["date"]) == (
        ["Ida Vern"],
        "Northern Press",
        "2009-05-02",
    )


def test_titles_below_see_also_that_nobody_signed_are_related_items() -> None:
    found = reading_of(
        "The keepers of the quay", "", LONG, OTHER, "", "See also:", "A town without lamps", "Oil and wicks"
    )
    assert len(found["documents"]) == 1


def test_the_day_between_two_printings_of_a_title_is_its_date() -> None:
    title = "The keepers of the quay"
    found = reading_of(title, "Posted on May 2, 2009 by admin", title, "", LONG, "", OTHER)
    assert found["documents"][0]["date"] == "2009-05-02"
    assert found["ledger"][1]["fate"] == "metadata"


# --- captions ---


def test_a_caption_with_its_number_written_out() -> None:
    assert kinds("Quay", "", LONG, "", "Photo no. 4: The mole", "", OTHER)[5] == "caption"
    text = "نگهبان هر شب با نردبانی بر دوش از دروازه تا اسکله می‌رفت و چراغ‌ها را یک به یک روشن می‌کرد."
    assert kinds("چراغ‌های اسکله", "", text, "", "عکس شماره ۴: نمای اسکله", "", text)[5] == "caption"


def test_a_heading_below_a_sentence_with_a_caption_glued_to_it_is_a_heading() -> None:
    found = kinds("Quay", "", LONG, "", f"عکس شماره 4{LONG}", "", "A town without a lamp", "", OTHER)
    assert found[5] == "caption+paragraph"
    assert found[7] == "heading"


def test_a_caption_in_two_lines_whose_second_closes_with_a_credit() -> None:
    lines = (
        "Quay",
        LONG,
        OTHER,
        "A keeper carries his ladder to the gate",
        "of the mole, 1931. (Photograph: Ida Vern)",
        LONG,
    )
    found = kinds(*lines)
    assert (found[4], found[5], found[6]) == ("caption", "caption", "paragraph")
    told = kinds(*lines[:4], "of the mole and goes home by the road along the shore.", LONG)
    assert told[5] == "paragraph"


# --- notes ---


def test_numbered_lines_at_the_end_that_the_text_calls_are_notes() -> None:
    called = "The lamps were lit by hand until the flood.1 Nobody thought that strange before the new keeper came.2"
    found = kinds("Quay", "", called, "", OTHER, "", "1 Letter of the harbour office.", "2 In spring.")
    assert (found[7], found[8]) == ("note", "note")


def test_numbered_lines_at_the_end_that_nothing_calls_are_no_notes() -> None:
    assert kinds("Quay", "", LONG, "", OTHER, "", "1 Letter of the harbour office.")[7] == "paragraph"


# --- other pages ---


def test_the_page_before_and_the_page_after_are_furniture() -> None:
    found = kinds("Quay", "", LONG, "", OTHER, "", "Previous: The clerk with a diary", "Next: Who owns the weir?")
    assert (found[7], found[8]) == ("dropped", "dropped")


def test_what_comes_next_in_a_text_is_text() -> None:
    assert kinds("Quay", "", LONG, "", "Next: the keeper of the mole.", "", OTHER)[5] == "paragraph"


def test_beginnings_of_other_pages_are_related_items() -> None:
    cut = (
        "Oil and wicks  The council voted to open the accounts of the [...]",
        "Schools  Pupils returned to … Read more »",
    )
    found = kinds("Quay", "", LONG, *cut, OTHER)
    assert (found[4], found[5], found[6]) == ("dropped", "dropped", "paragraph")


def test_paragraphs_that_an_editor_shortened_are_text() -> None:
    found = kinds("Quay", "", f"{LONG} [...]", "", f"{OTHER} [...]", "", "Nobody asked him why.")
    assert (found[3], found[5]) == ("paragraph", "paragraph")


# --- above and below the text ---


def test_registers_of_a_body_stand_above_the_title() -> None:
    register = (
        "Council of the Isles",
        "Distr.: General",
        "23 June 2011",
        "Original: English",
        "Ninth session",
        "Agenda item 3",
    )
    title = "Lamps on the quays of small harbours"
    found = reading_of(*register, title, LONG, OTHER)
    assert found["documents"][0]["title"] == title
    assert [entry["fate"] for entry in found["ledger"][:7]] == ["metadata"] * 7


def test_a_title_that_opens_with_the_word_of_a_register_is_a_title() -> None:
    assert reading_of("Original 13 colonies", "", LONG, "", OTHER)["documents"][0]["title"] == "Original 13 colonies"


def test_an_excerpt_has_its_label_and_its_source_around_it() -> None:
    source = ("From The Ladder by Ida Vern, translated by Tom Harl", "(Korm: Heron Books, 1998), pp. 71-74")
    top = ("Excerpt", "CHAPTER FOUR", "The Ladder")
    found = reading_of(*top, "", "A ladder remembers.", "— a proverb", "", LONG, "", OTHER, "", *source)
    assert found["documents"][0]["title"] == "CHAPTER FOUR: The Ladder"
    kind = kinds(*top, "", "A ladder remembers.", "— a proverb", "", LONG, "", OTHER, "", *source)
    assert (kind[1], kind[5], kind[6], kind[12], kind[13]) == ("metadata", "quote", "quote", "metadata", "metadata")


def test_a_last_paragraph_about_where_somebody_came_from_is_text() -> None:
    last = "From the house by Ida’s gate he went home."
    assert kinds("Quay", "", LONG, "", OTHER, "", last)[7] == "paragraph"


def test_excerpts_may_have_a_heading() -> None:
    assert kinds("Quay", "", LONG, "", "Excerpts", "", OTHER, "", LONG)[5] == "heading"


# --- where a list of related items ends ---


def test_a_short_sentence_below_related_items_is_text_again() -> None:
    items = (
        "Related:",
        "* Who keeps the oil",
        "* A day at the weir",
        "The first keepers were women.",
        "Nine hundred lamps",
    )
    found = kinds("Quay", LONG, *items, OTHER)
    assert [found[line] for line in range(3, 9)] == [
        "dropped",
        "dropped",
        "dropped",
        "paragraph",
        "heading",
        "paragraph",
    ]


def test_a_sentence_below_titles_without_stops_is_text_again() -> None:
    items = ("Related:", "Who keeps the oil", "A day at the weir", "Nobody asked him.")
    found = kinds("Quay", LONG, *items, OTHER)
    assert [found[line] for line in range(3, 7)] == ["dropped", "dropped", "dropped", "paragraph"]


def test_related_items_that_all_end_in_stops_are_related_items() -> None:
    found = kinds("Quay", LONG, "Related:", "Who keeps the oil.", "A day at the weir.", "Share", "Print", OTHER)
    assert [found[line] for line in range(3, 6)] == ["dropped"] * 3


def test_a_name_a_publisher_and_a_day_parted_by_commas_are_a_byline() -> None:
    found = reading_of("A town without lamps", "Ida Vern, Northern Press, 2 May 2009", LONG, OTHER)["documents"][0]
    assert (found["authors"], found["publisher"], found["date"]) == (["Ida Vern"], "Northern Press", "2009-05-02")


def test_names_parted_by_commas_are_no_publisher() -> None:
    found = reading_of("A town without lamps", "Ida Vern, Tom Harl, Northmere", LONG, OTHER)["documents"][0]
    assert found["publisher"] == ""


def test_the_name_of_a_site_below_its_menu_is_no_title() -> None:
    top = ("Home | About | Contact", "Green Leaf", "A wall that speaks at night", "By Ida Vern", "2 May 2009")
    found = reading_of(*top, LONG, OTHER)["documents"][0]
    assert found["title"] == "A wall that speaks at night"


# --- papers of a body ---


def test_the_name_of_a_body_above_its_minutes_is_no_title() -> None:
    title = "Minutes of the third meeting on lamps"
    found = reading_of("Town of Korm", title, "held on 9 May 1996 at 4 p.m. in the Old Library", "", LONG, OTHER)
    first = found["documents"][0]
    assert (first["title"], first["publisher"], first["date"]) == (title, "Town of Korm", "1996-05-09")


def test_a_title_above_a_heading_of_another_kind_stays_the_title() -> None:
    found = reading_of("Town of Korm", "", "The keepers of the quay", "", LONG, OTHER)["documents"][0]
    assert found["title"] == "Town of Korm"
