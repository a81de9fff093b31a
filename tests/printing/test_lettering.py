"""Persian and Arabic words set by us are found again, letter by letter, in the text that readers take from the PDF."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.files import shipped
from compiler.printing import codes, engine, lettering
from compiler.printing.fragment import lay_out
from compiler.printing.spelling import Glyph, spelled, units_of
from tests.conftest import missing
from tests.printing.small_book import CSS, fragment, page, resources

TEXT = (
    "می‌روم به کتابخانه‌ای که نامه‌های قدیمی را نگه می‌دارد.",
    "لاله‌ها و بلا، اسلام و علاء؛ الأول والآن لإدارة الإعلام ولآخر.",
    "صفحهٔ ۱۲ از «مسئلهٔ مؤلف» در EPUB و PDF (سال ۱۳۹۵).",
    "قرآنِ کریم، درِ خانه، پُر و ردّ، نُه چراغِ روشن.",
    "عربي: كَتَبَ الوَلَدُ رِسالةً إلى أبيهِ.",
)
BY_NUMBERS = "دهه‌های ۱۳۶۰‌ها، ۵‌میلیونی، PDF‌ها، روی‌ِ میز؛ بدِ ۱۲."
"""Joiners and signs beside numbers and Latin: poppler puts controls of direction there, which part the words."""
LETTERS = re.compile("[\u0600-\u06ff\u200c]+")


MARKS = re.compile("[\u200e\u200f]")


def words(text: str) -> list[str]:
    """The words in right-to-left letters, without marks of direction."""
    plain = (re.sub("[،؛٪]", "", word) for word in LETTERS.findall(MARKS.sub("", text)))
    return sorted(word for word in plain if word)


def laid_out(*lines: str) -> bytes:
    return fragment("one", "".join(f"<p>{line}</p>" for line in lines), "fa", "rtl").pdf


def by_pdfium(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def by_poppler(pdf: bytes, folder: Path) -> str:
    if not shutil.which("pdftotext"):
        missing("pdftotext", "install the package poppler-utils")
    (folder / "book.pdf").write_bytes(pdf)
    command = ["pdftotext", "-enc", "UTF-8", str(folder / "book.pdf"), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stdout


def test_pdfium_finds_every_word():
    assert words(by_pdfium(laid_out(*TEXT, BY_NUMBERS))) == words("\n".join((*TEXT, BY_NUMBERS)))


def test_poppler_finds_every_word(tmp_path: Path):
    assert words(by_poppler(laid_out(*TEXT), tmp_path)) == words("\n".join(TEXT))


def test_two_signs_on_a_letter_are_found_in_one_order_or_the_other(tmp_path: Path):
    text = "مُحَمَّد، اللّٰه، مُعَلِّم، مرِّ‌ها"
    pdf = laid_out(text)
    assert words(by_pdfium(pdf)) == words(text)
    plain = [unicodedata.normalize("NFC", word) for word in words(by_poppler(pdf, tmp_path))]
    assert plain == [unicodedata.normalize("NFC", word) for word in words(text)]


def test_the_words_would_be_lost_otherwise(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(lettering, "has_rtl", lambda _text: False)
    assert words(by_pdfium(laid_out(*TEXT))) != words("\n".join(TEXT))


def test_it_looks_as_the_engine_draws_it(monkeypatch: pytest.MonkeyPatch):
    def picture() -> bytes:
        with pypdfium2.PdfDocument(laid_out(*TEXT)) as document:
            return document[0].render(scale=1).to_pil().convert("L").tobytes()

    ours = picture()
    monkeypatch.setattr(lettering, "has_rtl", lambda _text: False)
    engines = picture()
    ink = sum(255 - one for one in engines)
    # A hair's breadth of rounding is no difference; a letter elsewhere counts twice.
    assert sum(abs(a - b) for a, b in zip(ours, engines, strict=True)) < ink / 4


def test_a_justified_line_reaches_both_edges():
    body = f'<p style="margin: 0; text-align: justify; font-family: Persian">{" ".join([TEXT[0]] * 24)}</p>'
    with pypdfium2.PdfDocument(fragment("one", body, "fa", "rtl").pdf) as document:
        picture = document[0].render(scale=1).to_pil().convert("L").point(lambda shade: 255 * (shade < 200))
    top = 51  # the page's margin; a line is 14 points high
    lines = [picture.crop((0, top + 14 * line, picture.width, top + 14 * (line + 1))).getbbox() for line in range(4)]
    edges = [(box[0], box[2]) for box in lines if box]
    assert len(edges) == 4
    assert max(right for _, right in edges) - min(right for _, right in edges) < 3
    assert max(left for left, _ in edges) - min(left for left, _ in edges) < 3


def test_text_from_left_to_right_is_left_to_the_engine():
    with pikepdf.open(BytesIO(fragment("one", "<p>only Latin</p>").pdf)) as pdf:
        (font,) = pdf.pages[0].Resources.Font.values()
        assert pikepdf.Name("/Identity-H") == font.Encoding


def test_a_character_that_no_font_has_is_still_said():
    said = fragment("one", "<p>سلام \U00012000</p>").messages
    assert "glyph-missing" in [message.code for message in said]


def test_points_from_a_font_without_a_blank_glyph_do_no_harm():
    bold = (shipped("layouts") / "fonts" / "EBGaramond" / "EBGaramond-Bold.ttf").read_bytes()
    css = CSS + "@font-face { font-family: Bold; src: url(fonts/bold.ttf) } p { font-family: Bold, Persian }"
    files = resources(css, **{"fonts/bold.ttf": ("font/ttf", bold)})
    pdf = lay_out(page("one", "<p>تصویر صفحه‌ها (fa)؛ لاله.</p>", "fa", "rtl"), files).pdf
    assert words(by_pdfium(pdf)) == words("تصویر صفحه‌ها لاله")


def test_letters_of_a_font_without_a_blank_glyph_are_there(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(codes, "_blank_glyph", lambda *_face: 0)
    assert sorted(by_pdfium(laid_out("سلام")).strip()) == sorted("سلام")


def test_what_is_cut_short_is_drawn_by_the_engine():
    body = (
        '<p style="white-space: nowrap; overflow: hidden; text-overflow: ellipsis; width: 20mm">سلام سلام سلام سلام</p>'
    )
    with pikepdf.open(BytesIO(fragment("one", body, "fa", "rtl").pdf)) as pdf:
        assert {str(font.Encoding) for font in pdf.pages[0].Resources.Font.values()} == {"/Identity-H"}


def test_signs_are_drawn_where_they_belong():
    with pikepdf.open(BytesIO(laid_out("نُه نُه"))) as pdf:
        shapes = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Form"]
        drawn = pdf.pages[0].Contents.read_bytes()
    assert len(shapes) == 1
    assert drawn.count(b" Do") == 2


def test_the_same_bytes_again():
    first = laid_out(*TEXT)
    laid_out("سلام")
    assert laid_out(*TEXT) == first


# --- clusters ---

ARABIC = st.text(st.sampled_from("ابلمهکی\u0654\u064e\u0651\u0650\u200c\u200d"), min_size=1, max_size=6)
GLYPHS = st.lists(st.builds(Glyph, st.integers(0, 9), st.sampled_from([0, 500])), max_size=5)


@given(ARABIC, GLYPHS)
def test_every_character_is_spelled_once_in_the_order_of_the_page(characters: str, glyphs: list[Glyph]):
    steps = spelled(characters, glyphs, True, 99)
    texts = [step.text for step in steps if step.text is not None]
    assert texts == list(reversed(units_of(characters)))
    assert "".join(reversed(texts)) == characters


@given(ARABIC, GLYPHS)
def test_every_glyph_is_drawn_once(characters: str, glyphs: list[Glyph]):
    steps = spelled(characters, glyphs, True, 99)
    drawn = [step.glyph.number for step in steps if step.glyph.number not in (0, 99)]
    assert sorted(drawn) == sorted(glyph.number for glyph in glyphs if glyph.number)
    assert sum(step.glyph.advance for step in steps) == sum(glyph.advance for glyph in glyphs)


@given(st.text(st.characters(codec="ascii", min_codepoint=33), min_size=1, max_size=4), GLYPHS)
def test_from_left_to_right_no_character_is_lost(characters: str, glyphs: list[Glyph]):
    drawn = [glyph for glyph in glyphs if glyph.number]
    if drawn:
        steps = spelled(characters, glyphs, False, 99)
        assert "".join(step.text or "" for step in steps) == characters


@given(ARABIC, GLYPHS)
def test_without_a_blank_glyph_nothing_is_drawn_that_is_none(characters: str, glyphs: list[Glyph]):
    steps = spelled(characters, glyphs, True, 0)
    assert all(step.glyph.number for step in steps if step.text is not None)
    assert sorted(step.glyph.number for step in steps if step.glyph.number) == sorted(
        g.number for g in glyphs if g.number
    )


def test_controls_of_direction_stand_for_nothing():
    assert units_of("\u2067اَّب\u2069\u200f") == ["ا", "َّ", "ب"]


def test_the_engine_draws_as_before_afterwards():
    before = lettering.engine_text.draw_first_line
    with pytest.raises(ZeroDivisionError), lettering.legible():
        assert lettering.engine_text.draw_first_line is not before
        raise ZeroDivisionError
    assert lettering.engine_text.draw_first_line is before
    assert engine.render
