"""The order of reading, brackets and half-spaces of PDF lines, told from letters where they are drawn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.readers.pdf.brackets import put_brackets_right, unturned
from compiler.readers.pdf.footnotes import mark_of
from compiler.readers.pdf.furniture import is_folio
from compiler.readers.pdf.joiners import put_joiners_in
from compiler.readers.pdf.letters import RAISED, Letter
from compiler.readers.pdf.order import reading_order


def drawn(seen: str) -> list[Letter]:
    return [Letter(character, 6.0 * n, 6.0 * n + 5, 100, 10) for n, character in enumerate(seen)]


def text(letters: list[Letter]) -> str:
    return "".join(letter.text for letter in letters)


@pytest.mark.parametrize(
    ("seen", "read"),
    [
        ("مالس", "سلام"),
        ("تسا ۱۳۴۲ لاس", "سال ۱۳۴۲ است"),
        ("تسا ۱۲.۵ ددع", "عدد ۱۲.۵ است"),
        ("۱۵/۰۲/۱۳۹۵ زور", "روز ۱۵/۰۲/۱۳۹۵"),
        ("تسا River Notes نآ مان", "نام آن River Notes است"),
        ("دوب PDF 1.7 لیاف", "فایل PDF 1.7 بود"),
        ("۵ ات ۳", "۳ تا ۵"),
    ],
)
def test_right_to_left_lines(seen: str, read: str) -> None:
    assert text(reading_order(drawn(seen), "rtl")) == read


@pytest.mark.parametrize(
    ("seen", "read"),
    [
        ("the word مالس here", "the word سلام here"),
        ("ایند مالس", "سلام دنیا"),
        ("on 3 May", "on 3 May"),
        ("in ۵ زور", "in روز ۵"),
    ],
)
def test_left_to_right_lines(seen: str, read: str) -> None:
    assert text(reading_order(drawn(seen), "ltr")) == read


@given(st.text("ابپ abc 123۱۲.,-()«»", max_size=30), st.sampled_from(["ltr", "rtl"]))
def test_order_only_moves_letters(seen: str, side: str) -> None:
    letters = drawn(seen)
    found = reading_order(letters, side)  # type: ignore[arg-type]
    assert sorted(map(id, found)) == sorted(map(id, letters))


@given(st.text("abc 123.,-()", max_size=30))
def test_left_to_right_text_stays_as_it_is(seen: str) -> None:
    assert text(reading_order(drawn(seen), "ltr")) == seen


# --- brackets ---


def rtl(said: str) -> list[Letter]:
    letters = drawn(said)
    for letter in letters:
        letter.rtl = True
    return letters


def test_signs_written_as_they_look_are_turned() -> None:
    line = rtl("او گفت »بله« و رفت )دیر(")
    put_brackets_right([line])
    assert text(line) == "او گفت «بله» و رفت (دیر)"


def test_signs_written_as_they_are_meant_stay() -> None:
    lines = [rtl("او گفت «بله، ولی"), rtl("نه حالا» و رفت"), rtl("(دیر)")]
    put_brackets_right(lines)
    assert [text(line) for line in lines] == ["او گفت «بله، ولی", "نه حالا» و رفت", "(دیر)"]


def test_signs_in_left_to_right_runs_stay() -> None:
    line = drawn(")a( 3 < 5")
    put_brackets_right([line])
    assert text(line) == ")a( 3 < 5"


def test_the_turning_of_the_engine_is_undone() -> None:
    assert "".join(c for _, c in unturned(list(enumerate("سلام (a)")))) == "سلام )a)"
    assert "".join(c for _, c in unturned(list(enumerate("words (a)")))) == "words (a)"


# --- half-spaces ---

WIDE, NARROW = 8.0, 4.0


def shaped(word: str, ends: str = "") -> list[Letter]:
    """Letters in the order of reading; `ends` has `e` where a letter has the shape of a word's end, which is wider."""
    ends = ends or "i" * (len(word) - 1) + "e"
    return [Letter(c, 0, WIDE if end == "e" else NARROW, 100, 10, "F") for c, end in zip(word, ends, strict=True)]


def test_a_half_space_is_told_from_the_shape_before_it() -> None:
    lines = [shaped("می", "ie"), shaped("بیند"), shaped("میشود", "ieiie")]
    put_joiners_in(lines)
    assert [text(line) for line in lines] == ["می", "بیند", "می\u200cشود"]


def test_a_font_with_one_width_tells_nothing() -> None:
    lines = [shaped("می", "ee"), shaped("بیند", "eeee"), shaped("میشود", "eeeee")]
    put_joiners_in(lines)
    assert "\u200c" not in "".join(map(text, lines))


def test_letters_that_never_join_need_no_half_space() -> None:
    lines = [shaped("دارد", "eeee"), shaped("ورود", "eeee")]
    put_joiners_in(lines)
    assert [text(line) for line in lines] == ["دارد", "ورود"]


def test_presentation_forms_become_letters() -> None:
    line = [
        Letter(c, 0, 5, 100, 10, "F") for c in "\ufee3\ufbfd\ufeb7\ufeee\ufea9"
    ]  # initial, final, initial, final, isolated
    put_joiners_in([line])
    assert text(line) == "می\u200cشود"


# --- small marks ---


@pytest.mark.parametrize("said", ["3", "– 3 –", "iv", "XII", "Page 3 of 12", "۳", "صفحهٔ ۱۲", "[7]", "12/40"])
def test_page_numbers(said: str) -> None:
    assert is_folio(said)


@pytest.mark.parametrize("said", ["", "—", "3 boats", "I see", "1984 was dry", "mild"])
def test_what_is_no_page_number(said: str) -> None:
    assert not is_folio(said)


@pytest.mark.parametrize(
    ("said", "mark", "length"),
    [
        ("1. Some words", "1", 3),
        ("12 Some words", "12", 3),
        ("* Some words", "*", 2),
        ("۳ چند کلمه", "۳", 2),
        ("Some words", "", 0),
    ],
)
def test_marks_that_notes_begin_with(said: str, mark: str, length: int) -> None:
    assert mark_of(drawn(said)) == (mark, length)


def test_a_raised_mark_needs_no_sign_after_it() -> None:
    letters = drawn("7Some words")
    letters[0].style = RAISED
    assert mark_of(letters) == ("7", 1)
