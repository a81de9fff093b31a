"""Pages and reports as people paste them: menus without blank lines, press labels, foot notes, section names, pictures."""

from __future__ import annotations

from typing import Any

import pytest

from compiler.messages import CaptureError
from compiler.model.content import Figure
from compiler.model.listing import reading_data
from compiler.model.reading import Capture, Reading, Wishes
from compiler.readers.text import read

LONG = "This is a paragraph that is long enough to be one, whatever is usual in the capture, and it ends with a stop."
MORE = "Another paragraph follows it, which is also long enough to be taken for text by anybody who looks at the page."
FA = "این یک بند است که به اندازه کافی بلند است تا کسی آن را عنوان نپندارد و با نقطه پایان می‌یابد."


def reading_of(*lines: str) -> Reading:
    return read(Capture("a.txt", "\n".join(lines).encode("utf-8"), "text/plain"), Wishes())


def documents(*lines: str) -> list[dict[str, Any]]:
    return list(reading_data(reading_of(*lines))["documents"])


def kinds(*lines: str) -> dict[int, str]:
    """The kind of the block on each line; `metadata` or `dropped` for a line without a block."""
    data = reading_data(reading_of(*lines))
    found = {entry["origin"][0]: entry["fate"] for entry in data["ledger"] if entry["reason"] != "blank"}
    for document in data["documents"]:
        for row in document["blocks"]:
            found |= dict.fromkeys(range(row["origin"][0], row["origin"][1] + 1), row["kind"])
    return found


# --- furniture ---


def test_short_lines_between_paragraphs_are_no_menu_though_furniture_stands_above_and_below() -> None:
    found = kinds(
        "Home", "Search", "Log in", "The long way to the mill", LONG, "Empty houses", MORE, "Share", "Print", "Reply"
    )
    assert found[6] == "heading"
    assert [found[line] for line in (1, 2, 3, 8, 9, 10)] == ["dropped"] * 6


def test_a_credit_and_a_byline_among_furniture_are_kept() -> None:
    lines = ("Share", "By Ada Lorn", "عکس: رضا کامیاب/دشت", "Print", "Reply")
    found = kinds("The long way to the mill", "", *lines, LONG, "", MORE)
    assert found[4] == "metadata"
    assert found[5] == "caption"


@pytest.mark.parametrize(
    "line",
    [
        "Unsubscribe | Manage your preferences | View in browser",
        "You are receiving this letter because you signed up on our page.",
        "The Reed is a reader-supported publication. To receive new posts, become a subscriber.",
        "This page was last edited on 3 March 2017, at 09:12.",
        "Jump to navigation",
    ],
)
def test_tails_of_letters_and_encyclopedias_are_furniture(line: str) -> None:
    assert kinds("A title of some words", "", LONG, "", MORE, "", line)[7] == "dropped"


def test_a_sentence_about_a_subscription_is_text() -> None:
    line = "To unsubscribe from the club cost her more letters than she had written in her life, and she kept them."
    assert kinds("A title of some words", "", LONG, "", line, "", MORE)[5] == "paragraph"


# --- labels, days, names of sites ---


def test_labels_of_a_press_office_are_no_titles() -> None:
    lines = ("PRESS RELEASE", "FOR IMMEDIATE RELEASE", "", "A lock is opened", "", LONG, "", MORE, "", "ENDS")
    assert documents(*lines)[0]["title"] == "A lock is opened"
    assert kinds(*lines)[10] == "dropped"


def test_an_end_in_small_letters_is_a_word() -> None:
    assert kinds("A lock is opened", "", LONG, "", "Loose ends", "", MORE)[5] == "heading"


@pytest.mark.parametrize(
    ("day", "iso"),
    [
        ("دوشنبه ۱۴ خرداد ۱۳۹۷ - ۱۰:۴۵", "2018-06-04"),
        ("الثلاثاء 12 مارس 2019 - 14:35", "2019-03-12"),
        ("Fri 9 Nov 2018 17.21 GMT", "2018-11-09"),
    ],
)
def test_a_day_with_an_hour_is_the_date(day: str, iso: str) -> None:
    title, text = ("A lock is opened", LONG) if day.isascii() else ("گشایش یک کتابخانه کوچک", FA)
    document = documents(day, "", title, "", text, "", text)[0]
    assert (document["title"], document["date"]) == (title, iso)


def test_the_name_of_the_site_and_of_the_section_stand_above_the_title() -> None:
    lines = (
        "The Weekly Lantern",
        "Obituaries",
        "A mapper of deep caves has died",
        "Peter Quill",
        "9 November 2018",
        LONG,
    )
    document = documents(*lines, MORE)[0]
    assert document["title"] == "A mapper of deep caves has died"
    assert document["publisher"] == "The Weekly Lantern"


def test_a_body_and_the_number_of_its_statement_stand_above_a_title_in_capitals() -> None:
    lines = (
        "Committee for the Archive",
        "Statement No. 4",
        "",
        "STATEMENT ON THE CRATES OF KESH",
        "",
        "19 March 2001",
        "",
    )
    document = documents(*lines, LONG, "", MORE)[0]
    assert (document["title"], document["date"]) == ("STATEMENT ON THE CRATES OF KESH", "2001-03-19")
    assert kinds(*lines, LONG, "", MORE)[2] == "metadata"


def test_the_day_may_stand_before_the_name() -> None:
    document = documents("Three days in the reeds", "Posted on May 9, 2014 by Mirela Dan", "", LONG, "", MORE)[0]
    assert (document["authors"], document["date"]) == (["Mirela Dan"], "2014-05-09")


def test_a_name_right_under_the_title_is_the_author() -> None:
    document = documents("A Winter at the Weir", "Ines Halloran", "", LONG, "", MORE)[0]
    assert (document["title"], document["authors"]) == ("A Winter at the Weir", ["Ines Halloran"])


@pytest.mark.parametrize(("season", "year"), [("بهار ۱۳۹۲", "2013"), ("زمستان ۱۳۹۲", "2013"), ("Spring 2013", "2013")])
def test_a_season_with_a_year_is_a_date(season: str, year: str) -> None:
    title, text = ("A lock is opened", LONG) if season.isascii() else ("گشایش یک کتابخانه کوچک", FA)
    assert documents(title, season, "", text, "", text)[0]["date"] == year


def test_a_name_above_a_university_is_the_author() -> None:
    document = documents("On bells", "", "Clara Venn", "Department of History, University of Orm", "", LONG, "", MORE)[
        0
    ]
    assert document["authors"] == ["Clara Venn"]


def test_a_short_title_with_a_long_subtitle_is_the_title() -> None:
    lines = ("Salt Roads", "A walk over the eastern plain", "By Ada Lorn", "9 November 2018", "", LONG, "", MORE)
    document = documents(*lines)[0]
    assert (document["title"], document["subtitle"]) == ("Salt Roads", "A walk over the eastern plain")


# --- headings ---


def test_decorated_headings_match_the_contents_and_the_notes() -> None:
    found = kinds(
        *(
            "A canal",
            "",
            "Contents",
            "1 Digging",
            "2 Decline",
            "3 References",
            "",
            "Digging[edit]",
            "",
            f"{LONG}[1]",
            "",
        ),
        *("Decline [edit]", "", MORE, "", "References [edit]", "", "1. ^ A register of all waterways"),
    )
    assert [found[line] for line in (4, 5, 6)] == ["dropped"] * 3
    assert found[8] == found[12] == "heading"
    assert found[18] == "note"


@pytest.mark.parametrize("line", ["—Have you waited long?", "— Have you waited long?", "— Since the last minister"])
def test_spoken_turns_are_no_headings(line: str) -> None:
    assert kinds("A waiting room", "", LONG, "", line, "", MORE)[5] == "paragraph"


ASKED = (
    "Why in a box?",
    "It closes well, and mice like the letter K more than any other.",
    "How long did it take?",
    MORE,
)


def test_short_questions_of_a_conversation_are_no_headings() -> None:
    spaced = [piece for line in ("A slow novel", LONG, *ASKED) for piece in (line, "")]
    found = kinds(*spaced)
    assert found[5] == found[9] == "paragraph"


def test_questions_on_a_page_of_questions_are_headings() -> None:
    spaced = [piece for line in ("Frequently asked questions", LONG, *ASKED) for piece in (line, "")]
    found = kinds(*spaced)
    assert found[5] == found[9] == "heading"


def test_an_advertisement_between_paragraphs_is_no_heading() -> None:
    assert kinds("A lock is opened", "", LONG, "", "Advertisement", "", MORE)[5] == "dropped"


def test_words_in_quotation_marks_with_their_source_are_a_quotation() -> None:
    found = kinds(
        "Doors", "", LONG, "", "“A door that is walled up is still a door.”", "— Anton Meer, notebook 7", "", MORE
    )
    assert found[5] == found[6] == "quote"


def test_bullets_with_a_wide_gap_are_a_list() -> None:
    assert (
        kinds("Moods", "", LONG, "", "There are three:", "", "*  open", "*  shut", "*  undecided", "", MORE)[7]
        == "list"
    )


WRAPPED = (
    "1. Introduction",
    "Swifts have nested in the chimney of the dairy for as long as there",
    "has been a dairy. When the boiler was changed to gas it was feared",
    "that they would leave, and for one whole summer they really did.1",
    "1 By the account of the dairy's own stoker.",
    "3",
    "2. Observations",
    "The first birds arrive in the last days of the month of April. In a",
    "good many of the years the date lay between the same two days, so",
    "that the workers of the dairy took to betting on it.",
    "4",
    "2.1 Doubts",
    "We do not know why the birds came back. The chimney has been cold",
    "since the change, and cold chimneys are said to be shunned by most.",
)


def test_headings_between_wrapped_lines() -> None:
    found = kinds(*WRAPPED)
    assert found[7] == found[12] == "heading"
    assert found[6] == found[11] == "dropped"
    document = documents(*WRAPPED)[0]
    texts = [row["text"] for row in document["blocks"] if row["kind"] == "paragraph"]
    assert [text.split()[0] for text in texts] == ["Swifts", "The", "We"]


@pytest.mark.parametrize(
    "heads", [("I. Introduction", "II. Observations", "III. Doubts"), ("Article 1", "Article 2", "Article 3")]
)
def test_headings_with_roman_numbers_or_words_between_wrapped_lines(heads: tuple[str, str, str]) -> None:
    old = {"1. Introduction": heads[0], "2. Observations": heads[1], "2.1 Doubts": heads[2]}
    found = kinds(*(old.get(line, line) for line in WRAPPED))
    assert found[7] == found[12] == "heading"


def test_who_is_present_is_no_subtitle() -> None:
    found = kinds(
        "Minutes of the club", "Present: Mrs Abel, Mr Corrie, Ms Dunne, Mr Eikel", "Date: 3 May 2001", LONG, MORE
    )
    assert found[2] == "paragraph"


def test_a_foot_note_above_the_page_number_is_called() -> None:
    rows = documents(*WRAPPED)[0]["blocks"]
    (note,) = [row for row in rows if row["kind"] == "note"]
    assert note["text"] == "By the account of the dairy's own stoker."
    assert [note["id"]] == [call for row in rows for call in row["calls"]]


def test_headings_numbered_in_words() -> None:
    text = "زار فريق الجمعية ثلاثين مدرسة في ريف الشمال بين شباط ونيسان، وتحدث إلى معلميها وتلاميذها جميعاً."
    lines = (
        "تقرير عن حال المدارس",
        "",
        text,
        "",
        "أولاً: المباني",
        "",
        text,
        "",
        "صورة 1: ساحة المدرسة",
        "",
        "ثانياً: المعلمون",
        "",
        text,
    )
    found = kinds(*lines)
    assert (found[5], found[9], found[11]) == ("heading", "caption", "heading")


# --- notes ---


def test_notes_with_a_closing_bracket() -> None:
    rows = documents(
        "On doors", "", f"Nobody lives here1). {LONG}", "", f"Doors open 2). {MORE}", "", "1) But the cat.", "2) One."
    )
    found = [row for row in rows[0]["blocks"] if row["kind"] == "note"]
    assert [row["text"] for row in found] == ["But the cat.", "One."]
    assert [len(row["calls"]) for row in rows[0]["blocks"] if row["kind"] == "paragraph"] == [1, 1]


def test_a_list_with_closing_brackets_that_nothing_calls_is_a_list() -> None:
    assert (
        kinds(
            "On doors", "", LONG, "", f"There are two (see 1): {MORE}", "", "1) The front door.", "2) The back door."
        )[7]
        == "list"
    )


def test_notes_below_lone_numbers() -> None:
    rows = documents(
        "On doors", "", f"He was kind.1 {LONG}", "", f"So it was.2 {MORE}", "", "1", "Since retired.", "2", "Twice."
    )
    found = [row for row in rows[0]["blocks"] if row["kind"] == "note"]
    assert [(row["text"], row["origin"]) for row in found] == [("Since retired.", [7, 8]), ("Twice.", [9, 10])]


# --- captions ---


def figures(*lines: str) -> list[Figure]:
    return [
        block for document in reading_of(*lines).documents for block in document.blocks if isinstance(block, Figure)
    ]


def test_a_caption_and_its_translation_are_one_figure_and_a_second_caption_begins_another() -> None:
    found = figures(
        *("A lake", "", LONG, "", "نقشه دریاچه ۱", "", "Aerial map of Great Salt Lake near Orm and Kesh", ""),
        *("on the northern shore", "", MORE, "", "نقشه دریاچه ۲", "", "نقشه دریاچه ۳", "", MORE),
    )
    assert [len(figure.captions) for figure in found] == [2, 1, 1]


def test_an_unstopped_line_with_a_comma_between_paragraphs_of_a_page_with_captions() -> None:
    line = "The workbench, with a tea glass on the drawer"
    assert kinds("A lane", "", LONG, "", "نقشه بازار", "", MORE, "", line, "", LONG + " Yes.")[9] == "caption"
    assert kinds("A lane", "", LONG, "", MORE, "", line, "", LONG + " Yes.")[7] == "heading"


def test_a_name_and_an_agency_in_brackets_at_the_end_are_a_credit() -> None:
    line = "Dockworkers stand by a fire on Pier 4. (Davit Sorel/The Ansel Post)"
    assert kinds("A harbour", "", LONG, "", line, "", MORE)[5] == "caption"


# --- documents, names ---


def test_a_second_article_without_blank_lines_is_a_document() -> None:
    second = ("A school opens again after two years", "By Ada Lorn", "10 March 2019")
    lines = (
        "The valley asks for its road",
        "By Piet Okafor",
        "12 March 2019",
        LONG,
        MORE,
        *second,
        MORE + " Yes.",
        LONG + " No.",
    )
    assert [document["authors"] for document in documents(*lines)] == [["Piet Okafor"], ["Ada Lorn"]]


def test_the_names_under_a_letter_have_a_heading() -> None:
    lines = (
        "An open letter",
        LONG,
        MORE,
        "Signatories",
        "Ada Lorn, physician",
        "Piet Okafor, ferryman",
        "Ines Halloran, teacher",
    )
    assert kinds(*lines)[4] == "heading"


# --- zeros ---


def test_an_odd_zero_is_no_sign_of_another_encoding() -> None:
    text = "\n\n".join([LONG] * 3)
    reading = read(Capture("a.txt", (text[:50] + "\0" + text[50:]).encode(), "text/plain"), Wishes())
    assert reading.messages[0].text.endswith("UTF-8")
    assert "\0" not in reading_data(reading)["documents"][0]["blocks"][0]["text"]


@pytest.mark.parametrize("text", ["00AAA\0º", "000\n\x000", "a\0 \nکA\0a\0ککº.ºA"])
def test_rubbish_with_zeros_is_refused(text: str) -> None:
    with pytest.raises(CaptureError):
        read(Capture("a.txt", text.encode(), "text/plain"), Wishes())


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [LONG, FA, "Hi you"])
def test_utf_16_without_a_mark_is_told(text: str, codec: str) -> None:
    reading = read(Capture("a.txt", text.encode(codec), "text/plain"), Wishes())
    assert reading_data(reading)["documents"][0]["blocks"][0]["text"] == text
