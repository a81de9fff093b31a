"""Numbers: which digits a language has, abjad, Hebrew and roman letters for the front matter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.words.numerals import WISHES, Numerals, counts_front_matter

LANGUAGES = ["en", "fa", "ar", "ar-MA", "ur", "ckb", "he", "de", "zz", ""]
ABJAD = dict(
    zip("ابجدهوزحطیکلمنسعفصقرشتثخذضظ", [*range(1, 10), *range(10, 100, 10), *range(100, 1000, 100)], strict=True)
)
ABJAD |= {"ي": 10, "ك": 20, "أ": 1, "ہ": 5}
HEBREW = dict(zip("אבגדהוזחטיכלמנסעפצקרשת", [*range(1, 10), *range(10, 100, 10), 100, 200, 300, 400], strict=True))


@pytest.mark.parametrize(
    ("language", "usual", "native", "western"),
    [
        ("en", "2.14", "2.14", "2.14"),
        ("fa", "۲.۱۴", "۲.۱۴", "2.14"),
        ("fa-AF", "۲.۱۴", "۲.۱۴", "2.14"),
        ("ar", "٢.١٤", "٢.١٤", "2.14"),
        ("ar-EG", "٢.١٤", "٢.١٤", "2.14"),
        ("ar-MA", "2.14", "٢.١٤", "2.14"),
        ("ckb", "٢.١٤", "٢.١٤", "2.14"),
        ("ur", "2.14", "۲.۱۴", "2.14"),
        ("he", "2.14", "2.14", "2.14"),
        ("zz", "2.14", "2.14", "2.14"),
        ("no tag", "2.14", "2.14", "2.14"),
    ],
)
def test_digits_of_a_language(language: str, usual: str, native: str, western: str) -> None:
    assert [Numerals(language, wish).digits("2.14") for wish in ("", *reversed(WISHES))] == [usual, native, western]


def test_digits_of_another_script_are_turned_too() -> None:
    assert Numerals("en").digits("۲.۱۴") == "2.14"
    assert Numerals("ar").digits("۴۵۶") == "٤٥٦"
    assert Numerals("fa").digits("٤٥٦") == "۴۵۶"
    assert Numerals("fa").digits("m²") == "m²"


@pytest.mark.parametrize(
    ("language", "counter"), [("fa", "persian"), ("ar", "arabic-indic"), ("ar-MA", "decimal"), ("en", "decimal")]
)
def test_lists_are_counted_in_the_same_digits(language: str, counter: str) -> None:
    assert Numerals(language).counter == counter


@pytest.mark.parametrize(
    ("language", "numbers"),
    [
        ("fa", {1: "الف", 2: "ب", 5: "ه", 10: "ی", 11: "یا", 15: "یه", 26: "کو", 119: "قیط"}),
        ("ar", {1: "أ", 2: "ب", 5: "هـ", 10: "ي", 11: "يا", 15: "يه", 26: "كو"}),
        ("ur", {1: "الف", 5: "ہ", 15: "یہ"}),
        ("ckb", {1: "ا", 11: "یا"}),
        ("he", {1: "א", 15: "טו", 16: "טז", 17: "יז", 115: "קטו", 500: "תק", 999: "תתקצט"}),
        ("en", {1: "i", 4: "iv", 39: "xxxix"}),
        ("ps", {4: "iv"}),
    ],
)
def test_front_matter(language: str, numbers: dict[int, str]) -> None:
    assert {n: Numerals(language).front(n) for n in numbers} == numbers


@given(st.integers(1, 999), st.sampled_from(["fa", "ar", "ur", "ckb", "he"]))
def test_letters_are_worth_their_number(number: int, language: str) -> None:
    letters = Numerals(language).front(number)
    if letters not in ("الف", "هـ"):
        worth = HEBREW if language == "he" else ABJAD
        assert sum(worth[letter] for letter in letters) == number
    assert counts_front_matter(letters)


def test_what_counts_no_front_matter() -> None:
    assert not any(counts_front_matter(word) for word in ("۱۲", "12", "xii", "کتاب", "", "בית ספר"))


@given(st.integers(1, 5000), st.sampled_from(LANGUAGES))
def test_no_two_pages_have_one_label(number: int, language: str) -> None:
    numerals = Numerals(language)
    assert numerals.front(number) != numerals.front(number + 1)
    assert numerals.digits(number) != numerals.digits(number + 1)
