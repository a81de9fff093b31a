"""What the layouts make of pictures and words that do not fit: set by the engine, measured on the page."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from compiler import render
from compiler.model.book import Book
from compiler.model.content import Block, Cell, Emphasis, Figure, Paragraph, Table, Text, Verse
from compiler.model.reading import Picture
from compiler.passes import settle
from compiler.printing import engine
from compiler.printing.fragment import lay_out

from .books import book, chapter
from .reading import LAYOUTS, layout
from .rtl_books import SPEECH, rtl_book


def png(width: int, height: int) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "navy").save(out, "PNG")
    return out.getvalue()


def set_pages(name: str, block: Block, *pictures: Picture) -> pdfium.PdfDocument:
    """The pages of a chapter of this block alone."""
    made = replace(chapter((block,)), pictures=pictures)
    rendered = render.chapters(book(made), layout(name))
    return pdfium.PdfDocument(lay_out(rendered.pages[0], rendered.resources).pdf)


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize(("width", "height"), [(200, 1600), (1600, 200), (300, 300), (20, 10)])
def test_pictures_keep_their_shape(name: str, width: int, height: int) -> None:
    figure = Figure(id="one-fig1", language="en", image="one-a.png", alt="a mast")
    picture = Picture("one-a.png", png(width, height), "image/png", width, height)
    pages = set_pages(name, figure, picture)
    images = [one for page in pages for one in page.get_objects() if isinstance(one, pdfium.PdfImage)]
    assert len(images) == 1
    left, bottom, right, top = images[0].get_bounds()
    assert (right - left) / (top - bottom) == pytest.approx(width / height, rel=0.02)


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_word_longer_than_the_line_is_broken(name: str) -> None:
    address = "https://www.example.org/" + "leaf" * 60
    pages = set_pages(name, Paragraph(id="one-p1", language="en", content=(Text(address),)))
    for page in pages:
        words = page.get_textpage()
        edge = page.get_width() - 20
        assert all(words.get_charbox(index)[2] < edge for index in range(words.count_chars()))


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("columns", [3, 8, 14])
def test_a_table_of_many_columns_stays_on_the_page(name: str, columns: int) -> None:
    row = tuple(Cell(content=(Text(f"Column{index}"),)) for index in range(columns))
    pages = set_pages(name, Table(id="one-t1", language="en", head=(row,), body=(row, row)))
    for page in pages:
        words = page.get_textpage()
        edge = page.get_width() - 20
        assert all(words.get_charbox(index)[2] < edge for index in range(words.count_chars()))


# --- lines of other scripts ---

ITALIC = 64
"""The flag of a slanted font (ISO 32000-2, 9.8.2)."""
TALL = {
    "fa": "پژچ گُلّ ِ لْ آٌ یِ کُجٍ",
    "ar": "كَتَبَ القارِئُ إِلٰى أُمِّهِ كُلَّ مُعَلِّمٍ يُحِبُّهُ",
    "he": "בְּרֵאשִׁית כָּתַב לֹקֶץ",
    "ur": "ٹھنڈی ہوا، گِرہ اور شِدّت کے ساتھ بیچ میں",
    "ckb": "ڕێنماییەکی گوڵ و چڵ ژوورەوە",
}
"""Words whose letters and signs reach far up and down."""
LATIN = "the same words, lying flat, for all the length of it, and once more, just before they stop for good, "


def heights(page: pdfium.PdfPage) -> list[float]:
    """How high each connected piece of ink on the page is, in points."""
    shades = page.render(scale=3).to_pil().convert("L")
    width = shades.width
    dark = {index for index, shade in enumerate(shades.tobytes()) if shade < 150}
    found: list[float] = []
    while dark:
        reached = [dark.pop()]
        rows = {reached[0] // width}
        while reached:
            at = reached.pop()
            near = {at + down + along for down in (-width, 0, width) for along in (-1, 0, 1)} & dark
            dark -= near
            rows |= {one // width for one in near}
            reached += near
        found.append((max(rows) - min(rows) + 1) / 3)
    return found


def paragraph_of(made: Book, language: str, text: str) -> Book:
    """The book with nothing in it but a paragraph."""
    block = Paragraph(id="one-p1", language=language, content=(Text(text),))
    chapter_ = replace(made.chapters[0], blocks=(block,), notes=())
    return settle(replace(made, provenance=(), chapters=(chapter_,)))


def first_page(made: Book, name: str) -> pdfium.PdfPage:
    """The first page of text, without the head of the chapter."""
    rendered = render.chapters(made, layout(name))
    html = re.sub("<header.*?</header>", "", rendered.pages[0].html, flags=re.DOTALL)
    return pdfium.PdfDocument(engine.render(html, rendered.resources, "one").pdf)[0]


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("language", TALL)
@pytest.mark.parametrize("around", ["", LATIN], ids=["alone", "in Latin"])
def test_lines_never_touch(name: str, language: str, around: str) -> None:
    made = book(chapter(())) if around else rtl_book(language, mixed=False)
    text = " ".join([around + TALL[language]] * 24)
    pieces = heights(first_page(paragraph_of(made, "en" if around else language, text), name))
    # The ink of two lines that touch is one piece, higher than the lines stand apart.
    leading = layout(name).leading
    apart = leading if around else leading * {"ur": 2, "he": 7 / 6}.get(language, 4 / 3)
    assert len(pieces) > 200
    assert [height for height in pieces if height >= apart] == []


@pytest.mark.parametrize("name", ["classic", "report"])  # large print is ragged
@pytest.mark.parametrize("language", TALL)
def test_justified_lines_reach_both_edges(name: str, language: str) -> None:
    text = " ".join([SPEECH[language].text] * 12)
    page = first_page(paragraph_of(rtl_book(language, mixed=False), language, text), name)
    shades = page.render(scale=4).to_pil().convert("L").point(lambda shade: 255 * (shade < 160))
    apart = layout(name).leading * {"ur": 2, "he": 7 / 6}.get(language, 4 / 3)
    rows = [layout(name).top + apart * step for step in range(9)]
    boxes = [shades.crop((0, int(row * 4), shades.width, int((row + apart) * 4))).getbbox() for row in rows]
    lines = [(box[0] / 4, box[2] / 4) for box in boxes if box]
    assert len(lines) == 9
    slack = 3.5 if language == "ur" else 2.5  # letters of Nastaliq reach beyond their own width
    assert max(right for _, right in lines) - min(right for _, right in lines) < slack
    assert max(left for left, _ in lines) - min(left for left, _ in lines) < slack


@pytest.mark.parametrize("language", ["fa", "he"])
def test_the_first_line_of_a_paragraph_is_indented_from_the_right(language: str) -> None:
    made = rtl_book(language, mixed=False)
    block = Paragraph(id="one-p1", language=language, content=(Text(SPEECH[language].text),))
    chapter_ = replace(made.chapters[0], blocks=(block, replace(block, id="one-p2")), notes=())
    page = first_page(settle(replace(made, provenance=(), chapters=(chapter_,))), "classic")
    rights = [right for right, _ in edges(page, language, 8)]
    assert max(rights) - min(rights) == pytest.approx(layout("classic").leading, abs=3)
    assert sum(right < max(rights) - 8 for right in rights) == 1


def edges(page: pdfium.PdfPage, language: str, count: int) -> list[tuple[float, float]]:
    """The right and the left end of the first lines of a page, in points, of those that are there."""
    shades = page.render(scale=4).to_pil().convert("L").point(lambda shade: 255 * (shade < 160))
    apart = layout("classic").leading * {"he": 7 / 6}.get(language, 4 / 3)
    tops = [layout("classic").top + apart * step for step in range(count)]
    boxes = [shades.crop((0, int(top * 4), shades.width, int((top + apart) * 4))).getbbox() for top in tops]
    return [(box[2] / 4, box[0] / 4) for box in boxes if box]


@pytest.mark.parametrize("language", ["fa", "en"])
def test_emphasis_is_slanted_in_latin_only(language: str) -> None:
    made = rtl_book("fa", mixed=False) if language == "fa" else book(chapter(()))
    said = "همان‌گونه که بود" if language == "fa" else "just as it was"
    block = Paragraph(id="one-p1", language=language, content=(Text("x "), Emphasis((Text(said),))))
    chapter_ = replace(made.chapters[0], blocks=(block,), notes=())
    rendered = render.chapters(settle(replace(made, provenance=(), chapters=(chapter_,))), layout("classic"))
    html = re.sub("<header.*?</header>", "", rendered.pages[0].html, flags=re.DOTALL)
    with pikepdf.open(BytesIO(engine.render(html, rendered.resources, "one").pdf)) as pdf:
        fonts = [font.DescendantFonts[0].FontDescriptor for font in pdf.pages[0].Resources.Font.values()]
        content = (
            b"".join(stream.read_bytes() for stream in pdf.pages[0].Contents)
            if isinstance(pdf.pages[0].Contents, pikepdf.Array)
            else pdf.pages[0].Contents.read_bytes()
        )
    assert any(int(font.Flags) & ITALIC for font in fonts) == (language == "en")
    # A matrix of text with a third number would be a slant that the engine draws itself.
    skews = [line.split()[2] for line in content.splitlines() if line.endswith(b" Tm")]
    assert set(skews) <= {b"0"}


def test_hemistichs_stand_beside_each_other() -> None:
    made = rtl_book("he", mixed=False)
    halves = SPEECH["he"].couplets[0]
    verse = Verse(id="one-v1", language="he", stanzas=(tuple((Text(half),) for half in halves),))
    chapter_ = replace(made.chapters[0], blocks=(verse,), notes=())
    rendered = render.chapters(settle(replace(made, provenance=(), chapters=(chapter_,))), layout("classic"))
    assert 'class="verse couplets"' in rendered.pages[0].html
    html = re.sub("<header.*?</header>", "", rendered.pages[0].html, flags=re.DOTALL)
    page = pdfium.PdfDocument(engine.render(html, rendered.resources, "one").pdf)[0]
    words = page.get_textpage()
    text = words.get_text_range()
    first, second = (words.get_charbox(text.index(half.split()[0])) for half in halves)
    assert first[1] == pytest.approx(second[1], abs=2)
    assert second[2] < first[0]


@pytest.mark.parametrize(("language", "line"), [("he", "ארוך " * 20), ("en", "short")])
def test_long_lines_and_latin_verse_stand_below_each_other(language: str, line: str) -> None:
    verse = Verse(id="one-v1", language=language, stanzas=(((Text(line),), (Text(line),)),))
    made = settle(replace(book(chapter((verse,))), provenance=()))
    assert 'class="verse"' in render.chapters(made, layout("classic")).pages[0].html
