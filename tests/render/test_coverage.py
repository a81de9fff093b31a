"""The faces that a book needs come along and no others; a character that none of them has is an error that says where."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler import files, render
from compiler.messages import LayoutError, Origin
from compiler.model.book import Book
from compiler.model.content import Block, CodeBlock, Isolate, Paragraph, Text
from compiler.pipeline import ebook, print_book
from compiler.render import Layout, load_layout
from compiler.render.coverage import faces_of, is_silent, missing

from .books import book, chapter
from .reading import LAYOUTS, layout
from .rtl_books import SPEECH, english_book, rtl_book


def saying(text: str, language: str = "en") -> Book:
    """A book of one chapter of one paragraph."""
    block = Paragraph(id="one-p1", language=language, content=(Text(text),), origin=Origin("leaf.txt", 7))
    return plain(block)


def plain(*blocks: Block) -> Book:
    made = book(chapter(blocks), provenance=False)
    return replace(made, record=replace(made.record, title_translation=""))


def families(made: Book, skin: str = "print", name: str = "classic") -> set[str]:
    return {face.family for face in faces_of(layout(name), skin, made)}  # type: ignore[arg-type]


# --- faces that come along ---

LATIN = {"Bayaz Serif", "Bayaz Mono"}
ARABIC = {"Bayaz Naskh", "Bayaz Vazir"}


@pytest.mark.parametrize(
    ("text", "language", "more"),
    [
        ("plain words, – and “quotes”", "en", set()),
        ("سلام", "fa", ARABIC),
        ("سلام", "en", ARABIC),
        ("سلام", "ur", {*ARABIC, "Bayaz Nastaliq"}),
        ("שלום", "he", {"Bayaz Hebrew"}),
        ("a ★ and a ☆", "en", {"Bayaz Symbols"}),
        ("a set ∅ ⊆ ℝ", "en", {"Bayaz Mathematics"}),
        ("in a circle: ⑫", "en", {"Bayaz Signs"}),
        ("on → and back ←, 5 ≤ 6", "en", set()),
    ],
)
def test_faces_come_along_where_they_are_needed(text: str, language: str, more: set[str]) -> None:
    assert families(saying(text, language)) == LATIN | more


def test_a_word_of_another_script_brings_its_face() -> None:
    block = Paragraph(id="one-p1", language="en", content=(Text("see "), Isolate("he", "rtl", (Text("שלום"),))))
    assert families(plain(block), "ebook") == {"Bayaz Hebrew"}


def test_latin_text_of_the_ebook_has_the_readers_own_face() -> None:
    assert families(saying("plain words, ★"), "ebook") == set()
    assert families(saying("سلام"), "ebook") == ARABIC


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("language", [*SPEECH, "en"])
def test_the_shipped_faces_have_every_letter_of_the_languages(name: str, language: str) -> None:
    made = english_book() if language == "en" else rtl_book(language)
    assert missing(made, layout(name)) == ()


# --- what is missing ---


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a 漢 in the text", "漢 (U+6F22 CJK UNIFIED IDEOGRAPH-6F22)"),
        ("\U0001f9d1 reading", "\U0001f9d1 (U+1F9D1 ADULT)"),
        ("a private \ue123", "(U+E123 without a name)"),
        ("cuneiform \U00012000", "U+12000 CUNEIFORM SIGN A"),
    ],
)
def test_a_missing_character_is_named_with_its_chapter_its_place_and_the_faces_tried(text: str, said: str) -> None:
    (message,) = missing(saying(text), layout("classic"))
    assert (message.code, message.level) == ("glyph-missing", "error")
    assert said in message.text
    assert "“The Ruled Leaf”" in message.text
    assert "EB Garamond" in message.text
    assert "[[font]]" in message.hint
    assert message.origin == Origin("leaf.txt", 7)


def test_all_missing_characters_of_all_chapters_are_told_together() -> None:
    one = chapter((Paragraph(id="one-p1", content=(Text("漢字漢"),)), CodeBlock(id="one-c1", text="かな")))
    two = replace(one, id="two", title="The Second", blocks=(Paragraph(id="two-p1", content=(Text("字"),)),))
    made = book(one, two, provenance=False)
    first, second = missing(made, layout("classic"))
    assert [character for character in "漢字かな" if character in first.text] == list("漢字かな")
    assert first.text.count("漢 (") == 1
    assert "“The Second”" in second.text


def test_of_many_missing_characters_some_are_named_and_the_rest_counted() -> None:
    (message,) = missing(saying("".join(map(chr, range(0x4E00, 0x4E00 + 30)))), layout("classic"))
    assert message.text.count("U+4E") == 8
    assert "and 22 more" in message.text


def test_titles_and_records_are_text_too() -> None:
    made = book()
    titled = replace(made, record=replace(made.record, subtitle="漢"))
    assert "the edition’s own text" in missing(titled, layout("classic"))[0].text


SILENT = "\u200c\u200d\u200e\u200f\u2066\u2069\u202a\u202c\u00ad\u00a0\u2002\u202f\u2060\ufeff\ufe0f\u034f\u200b\t\n\u3000\u2011"


@pytest.mark.parametrize("character", SILENT, ids=lambda c: f"U+{ord(c):04X}")
def test_what_has_no_shape_is_never_missing(character: str) -> None:
    assert missing(saying(f"a{character}b"), layout("report")) == ()


def test_letters_count_with_their_marks_composed_or_apart() -> None:
    for form in ("NFC", "NFD"):
        assert missing(saying(unicodedata.normalize(form, "Aḥmad, ṭẓ, é, أ ؤ")), layout("classic")) == ()


def test_signs_that_enclose_numbers_are_seen() -> None:
    assert not is_silent("\u06dd")
    assert missing(saying("\u06dd۱۲ \u0601"), layout("classic")) == ()


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=6))
def test_a_book_is_told_of_a_character_just_when_no_face_has_it(text: str) -> None:
    shown = layout("classic")
    names = "".join(message.text for message in missing(saying(text), shown))
    for character in unicodedata.normalize("NFC", text):
        alone = missing(saying(character), shown)
        assert bool(alone) == (f"(U+{ord(character):04X} " in names)


def test_neither_book_is_made_with_an_empty_box(tmp_path: Path) -> None:
    made = saying("漢")
    for make in (print_book, ebook):
        with pytest.raises(LayoutError) as caught:
            make(made, layout("classic"))
        assert [message.code for message in caught.value.messages] == ["glyph-missing"]


# --- a font of the user's ---


def own_layout(folder: Path, when: str = "") -> Layout:
    """A layout of one font more, which is the shipped symbols under another name."""
    (folder / "fonts").mkdir()
    face = files.shipped("layouts") / "fonts" / "NotoSymbols" / "NotoSansSymbols2-Regular.ttf"
    (folder / "fonts" / "Mine.ttf").write_bytes(face.read_bytes())
    (folder / "layout.toml").write_text(
        f'extends = "classic"\n[[font]]\nname = "Mine"\nfamily = "Mine"\nfile = "Mine.ttf"\n{when}', "utf-8"
    )
    return load_layout("mine", own=folder)


def test_a_font_of_the_users_is_tried_first_and_comes_along(tmp_path: Path) -> None:
    shown = own_layout(tmp_path)
    assert faces_of(shown, "print", saying("a ★"))[0].name == "Mine"
    assert "Bayaz Symbols" not in {face.family for face in faces_of(shown, "print", saying("a ★"))}
    css = render.chapters(saying("a ★"), shown).resources[0].data.decode()
    assert '"Mine"' in css.replace('@font-face { font-family: "Mine"', "")


def test_a_font_of_the_users_can_wait_until_it_is_needed(tmp_path: Path) -> None:
    shown = own_layout(tmp_path, 'when = ["missing"]')
    assert "Mine" not in {face.family for face in faces_of(shown, "print", saying("a"))}
    assert "Mine" in {face.family for face in faces_of(shown, "print", saying("a ★"))}


def test_a_file_that_is_no_font_has_no_letters(tmp_path: Path) -> None:
    shown = own_layout(tmp_path)
    (tmp_path / "fonts" / "Mine.ttf").write_bytes(b"no font")
    assert missing(saying("plain"), shown) == ()
    assert "Bayaz Symbols" in {face.family for face in faces_of(shown, "print", saying("a ★"))}


def test_what_a_font_is_for_must_be_a_list_of_texts(tmp_path: Path) -> None:
    with pytest.raises(LayoutError) as caught:
        own_layout(tmp_path, "when = [5]")
    assert caught.value.messages[0].code == "layout-key-type"
