"""The words of a book are looked for in the text of its PDF: all that are there are found, each that is not is named."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compiler.checks import check_text_layer, tools
from compiler.checks.text_layer import MOST, TextLayer
from compiler.checks.text_layer_book import Passage
from compiler.checks.text_layer_matching import compared
from compiler.checks.text_layer_pages import EXTRACTORS, Extracted, by_pdfium, by_poppler, page_text
from compiler.checks.text_layer_words import Word, plain, script, words
from compiler.messages import Origin
from tests.checks.test_check_bidi import epub
from tests.conftest import missing
from tests.printing.small_book import fragment

BODY = (
    "<h1>نامه‌های قدیمی</h1>"
    "<p>می‌روم به کتابخانه‌ای که «نامه‌ها» را نگه می‌دارد؛ EPUB و PDF در سال ۱۳۹۵.</p>"
    '<p lang="en" dir="ltr">The word <i>bayaz</i> once meant a well-kept notebook of 1842.</p>'
)
PDFIUM = {"pdfium": by_pdfium}


def held(printed: str, told: str) -> TextLayer:
    """`printed` as a PDF held against `told` as an EPUB."""
    pdf = fragment("one", printed, "fa", "rtl").pdf
    return check_text_layer(pdf, "b.pdf", epub(told), "b.epub", PDFIUM)


@pytest.fixture(scope="module")
def sound() -> bytes:
    return fragment("one", BODY, "fa", "rtl").pdf


# --- what is there is found ---


@pytest.mark.parametrize("name", EXTRACTORS)
def test_every_word_is_found(sound: bytes, name: str) -> None:
    if name == "poppler" and not tools.pdftotext():
        missing("pdftotext", "install the package poppler-utils")
    layer = check_text_layer(sound, "b.pdf", epub(BODY), "b.epub", {name: EXTRACTORS[name]})
    (found,) = layer.found
    assert found.of == {"right-to-left": 13, "left-to-right": 12, "number": 2}
    assert found.words == found.of
    assert found.share() == found.share("right-to-left") == 100
    assert [(m.code, m.level) for m in layer.messages] == [("text-layer-share", "info")]


def test_words_that_are_broken_at_the_ends_of_lines_are_found() -> None:
    long = "<p lang='en' dir='ltr'>" + " ".join(["interdepartmentally responsible"] * 40) + "</p>"
    style = "<style>p { hyphens: auto; width: 60mm; text-align: justify }</style>"
    layer = held(style + long, long)
    whole = by_pdfium(fragment("one", style + long, "fa", "rtl").pdf).pages[0].words.count("interdepartmentally")
    assert whole < 40
    assert layer.found[0].misses == ()


def test_half_a_word_takes_its_rest_from_its_own_page_before_that_of_another_from_the_next() -> None:
    place = Origin("b.xhtml")
    told = tuple(
        Passage(place, (Word(first), Word(cut))) for first, cut in (("both", "understanding"), ("all", "understand"))
    )
    pages = (page_text("both under\u2010\r\nstanding"), page_text("all under\u2010\r\nstand"))
    assert compared(told, Extracted("pdfium", pages)).misses == ()
    lost = (pages[0], page_text("all under\u2010\r\nsta"))
    assert [miss.word for miss in compared(told, Extracted("pdfium", lost)).misses] == ["understand"]


@pytest.mark.parametrize("year", ["۱۳۹۵", "1842"])
def test_a_number_is_found_before_the_call_of_a_note(year: str) -> None:
    told = f"<p>سال {year}<a role='doc-noteref' href='#n'>۳</a> بود</p>"
    assert held(f"<p>سال {year}<sup>۳</sup> بود</p>", told).found[0].misses == ()
    assert held(f"<p>سال {year} <span>۳</span> بود</p>", told).found[0].misses == ()
    assert [miss.word for miss in held("<p>سال ۷۷<sup>۳</sup> بود</p>", told).found[0].misses] == [year]


def test_what_stands_on_another_page_is_found() -> None:
    notes = "<p>متن</p><p style='break-before: page'>یادداشت پایانی</p>"
    (found,) = held(notes, "<p>یادداشت پایانی</p><p>متن</p>").found
    assert found.misses == ()


# --- what is not there is named ---

FAULTS = {
    "a word that is not printed": ("<p>خانه بزرگ است</p>", "<p>خانه است</p>", "بزرگ", ""),
    "a joiner that is lost": ("<p>می‌روم به خانه</p>", "<p>میروم به خانه</p>", "می‌روم", "میروم"),
    "a joiner too many": ("<p>کتابها را</p>", "<p>کتاب‌ها را</p>", "کتابها", "کتاب‌ها"),
    "letters in another order": ("<p>بلا آمد</p>", "<p>بال آمد</p>", "بلا", "بال"),
    "a letter of another language": ("<p>کتاب را</p>", "<p>كتاب را</p>", "کتاب", "كتاب"),
    "a sign that is lost": ("<p>بدِ او</p>", "<p>بد او</p>", "بدِ", "بد"),
    "words run together": ("<p>خانهٔ بزرگ ما</p>", "<p>خانهٔبزرگ ما</p>", "خانهٔ", "خانهٔبزرگ"),
    "digits turned around": ("<p>سال ۱۳۹۵ بود</p>", "<p>سال ۵۹۳۱ بود</p>", "۱۳۹۵", "۵۹۳۱"),
    "a Latin word misread": ("<p dir='ltr'>the final word</p>", "<p dir='ltr'>the nal word</p>", "final", "nal"),
    "a word once instead of twice": ("<p>بود و بود</p>", "<p>بود و</p>", "بود", ""),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_word_that_is_not_found_is_named(name: str) -> None:
    told, printed, word, instead = FAULTS[name]
    layer = held(printed, told)
    first = layer.found[0].misses[0]
    assert (first.word, first.page, first.instead) == (word, 1, instead)
    assert first.origin.file == "b.epub/a.xhtml"
    message = layer.messages[0]
    assert (message.code, message.level, str(message.origin)) == ("text-layer-word", "warning", "b.pdf, page 1")
    told_word, told_instead = (one.replace("\u200c", "[ZWNJ]") for one in (word, instead))
    assert f"“{told_word}”" in message.text and told_instead in message.text
    assert layer.found[0].share() < 100


def test_a_font_that_says_the_wrong_letters_is_found_out(sound: bytes) -> None:
    with pikepdf.open(BytesIO(sound)) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            told = font.ToUnicode.read_bytes().replace(b"<0648>", b"<0631>")  # vav becomes re
            font.ToUnicode = pdf.make_stream(told)
        spoiled = BytesIO()
        pdf.save(spoiled)
    (found,) = check_text_layer(spoiled.getvalue(), "b.pdf", epub(BODY), "b.epub", PDFIUM).found
    assert {(miss.word, miss.instead) for miss in found.misses} == {("می‌روم", "می‌ررم"), ("و", "")}
    assert found.share("left-to-right") == 100 > found.share("right-to-left")


def test_a_folio_does_not_pass_for_a_word_of_the_text() -> None:
    furniture = "<style>@page { @top-center { content: 'خانه'; } }</style>"
    layer = held(f"{furniture}<p>این است</p>", "<p>این خانه است</p>")
    assert [miss.word for miss in layer.found[0].misses] == ["خانه"]


def test_many_missing_words_are_counted_not_listed() -> None:
    layer = held("<p>متن</p>", f"<p>{' '.join(['واژه'] * 80)}</p>")
    assert len(layer.found[0].misses) == 80
    listed = [m for m in layer.messages if m.code == "text-layer-word"]
    assert len(listed) == MOST + 1
    assert "30 further words" in listed[-1].text


def test_order_is_told_apart_from_presence() -> None:
    (found,) = held("<p>یک دو سه چهار</p>", "<p>چهار سه دو یک</p>").found
    assert found.share() == 100
    assert found.ordered("right-to-left") == 0


# --- what cannot be read ---


def test_what_is_no_pdf_or_no_epub_is_told(sound: bytes) -> None:
    assert [m.code for m in check_text_layer(b"%PDF-1.7 no", "b.pdf", epub(BODY), "b.epub").messages] == [
        "text-layer-broken"
    ]
    layer = check_text_layer(sound, "b.pdf", b"no zip", "b.epub")
    assert layer.found == ()
    assert [m.code for m in layer.messages] == ["epub-zip-broken"]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=40))
def test_no_damage_ends_in_a_traceback(sound: bytes, at: int, noise: bytes) -> None:
    place = at % len(sound)
    check_text_layer(sound[:place] + noise + sound[place + len(noise) :], "b.pdf", epub(BODY), "b.epub", PDFIUM)


def test_without_poppler_the_other_is_asked(sound: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    layer = check_text_layer(sound, "b.pdf", epub(BODY), "b.epub")
    assert [found.extractor for found in layer.found] == ["pdfium"]
    assert [m.code for m in layer.messages] == ["tool-missing", "text-layer-share"]
    assert by_poppler(sound).pages == ()


# --- words ---


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("می‌روم، «خانه»!", ["می‌روم", "خانه"]),
        ("well-kept", ["well", "kept"]),
        ("ﻻﺯﻡ ﬁnal", ["لازم", "final"]),
        ("soft\u00adhyphen", ["softhyphen"]),
        ("خانه\u200c ها", ["خانه", "ها"]),
        ("word12 ۱۳۹۵/۰۵", ["word", "12", "۱۳۹۵", "۰۵"]),
        ("مُحَمَّد", [plain("مُحَمَّد")]),
        ("\u202bکتاب\u202c ABC\u200e", ["کتاب", "ABC"]),
        ("… —", []),
    ],
)
def test_words(text: str, wanted: list[str]) -> None:
    assert [word.text for word in words(plain(text))] == wanted


def test_two_signs_on_a_letter_have_one_order() -> None:
    assert plain("د\u0651\u064e") == plain("د\u064e\u0651")


def test_words_that_a_hyphen_joins_are_tied() -> None:
    assert list(words("a well-kept b1")) == [Word("a"), Word("well"), Word("kept", True), Word("b"), Word("1", True)]


def test_embeddings_part_words_and_marks_do_not() -> None:
    assert page_text("\u202bکلید\u202a language\u202cزبان\u202c و\u200fبود").words == (
        "کلید",
        "language",
        "زبان",
        "وبود",
    )


@pytest.mark.parametrize(("word", "kind"), [("۱۲", "number"), ("کتاب", "right-to-left"), ("book", "left-to-right")])
def test_script(word: str, kind: str) -> None:
    assert script(word) == kind


@given(st.text())
def test_no_letter_is_lost_and_no_word_is_empty(text: str) -> None:
    shown = plain(text)
    found = [word.text for word in words(shown)]
    assert all(found)
    assert "".join(c for c in shown if c.isalpha()) == "".join(c for word in found for c in word if c.isalpha())
