"""Words in the order of a language: alphabets of their own, the script of the language first, and headings of an index."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.words.collation import initial, sort_key

ORDERS = {
    "fa": "۱۲ آب آبی ابر أحمد ب پدر ث چای زر ژاله کتاب كلاه گل نان واژه هوا یزد Camp",
    "ar": "إبراهيم أحمد آدم باب هدى ولد يوم Zoo",
    "ur": "آم اب تیر ٹماٹر دال ڈاک گھر ہاتھ ے Lahore",
    "ckb": "ئازاد بەران ڕێ هیوا ێوار Zoo",
    "he": "אבא גן שלום Zoo",
    "en": "12 Æsop apple eclair Éclair newark Øre “Quoted” Zebra Йод Москва اشرف",
    "de": "Apfel Äpfel Öl strasse Straße Zug",
    "sv": "apple Zebra Ål Äpple Öl",
    "da": "apple Zebra Æble Øl Ål",
    "cs": "cena čas hora chata ihned",
    "tr": "cam Çanak hala ırmak Isı irmak İstanbul",
    "es": "nube ñandú oso",
}


@pytest.mark.parametrize("language", ORDERS)
def test_words_stand_in_the_order_of_the_language(language: str) -> None:
    words = ORDERS[language].split()
    turned = words[::-1]
    assert sorted(turned, key=lambda word: sort_key(word, language)) == words


def test_the_same_words_stand_elsewhere_in_another_language() -> None:
    assert sort_key("Ål", "sv") > sort_key("Zebra", "sv")
    assert sort_key("Ål", "en") < sort_key("Zebra", "en")
    assert sort_key("هوا", "fa") > sort_key("واژه", "fa")
    assert sort_key("هوا", "ar") < sort_key("واژه", "ar")


def test_phrases_are_sorted_word_by_word() -> None:
    assert sort_key("New York", "en") < sort_key("newark", "en")
    assert sort_key("کتاب خانه", "fa") < sort_key("کتابت", "fa")


@pytest.mark.parametrize(
    ("word", "language", "heading"),
    [
        *(("Éclair", "en", "E"), ("“Quoted”", "en", "Q"), ("Æsop", "en", "A"), ("Йод", "en", "Й"), ("12", "en", "")),
        *(("Ål", "sv", "Å"), ("chata", "cs", "Ch"), ("irmak", "tr", "İ"), ("Isı", "tr", "I"), ("—", "en", "")),
        *(("آب", "fa", "آ"), ("أحمد", "fa", "ا"), ("كلاه", "fa", "ک"), ("يزد", "fa", "ی"), ("Camp", "fa", "C")),
        *(("إبراهيم", "ar", "ا"), ("هاتھ", "ur", "ہ"), ("שלום", "he", "ש"), ("", "en", "")),
    ],
)
def test_a_word_stands_under_its_letter(word: str, language: str, heading: str) -> None:
    assert initial(word, language) == heading


@given(st.lists(st.text(max_size=8), max_size=6), st.sampled_from([*ORDERS, "xx", "pt-BR"]))
def test_any_words_have_one_order(words: list[str], language: str) -> None:
    ordered = sorted(words, key=lambda word: sort_key(word, language))
    turned = words[::-1]
    assert sorted(turned, key=lambda word: sort_key(word, language)) == ordered


@given(st.text(max_size=6), st.sampled_from(["en", "fa", "tr", "cs"]))
def test_a_heading_is_no_more_than_letters(word: str, language: str) -> None:
    assert initial(word, language) == "" or initial(word, language)[0].isalpha()
