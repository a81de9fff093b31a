"""Files for the press: boxes and marks, bleed, blank pages, what stays behind; the cover and its spine in both directions."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Name, Pdf
from PIL import Image

from compiler.bidi import Direction
from compiler.checks import check_pdf
from compiler.printing.press import barcode, boxes
from compiler.printing.press.block import Sheets, block, cover_leaf
from compiler.printing.press.boxes import MILLIMETRE, Frame
from compiler.printing.press.cover import bears_title, cover, spine
from compiler.printing.press.wishes import Press
from compiler.project import check_digit
from tests.printing.many_colours import RECORD, SIZE, page, pages
from tests.printing.small_book import book, chapter_body, fragment, joined

PRESS = Press(bleed=3 * MILLIMETRE)
FIELD = b"1 0 0 rg 0 100 20 100 re f 0 0 1 rg 100 280 100 20 re f"
"""Red at the left edge, blue at the top."""


def pressed(content: bytes = FIELD, press: Press = PRESS, skip: int = 0) -> Sheets:
    return block(page(content), pages(1), RECORD, press, "book.print.pdf", skip)


def seen(data: bytes, number: int = 0) -> Image.Image:
    with pypdfium2.PdfDocument(data) as document:
        return document[number].render(scale=2).to_pil().convert("RGB")


def colour_at(image: Image.Image, frame: Frame, x: float, y: float) -> str:
    """The colour at a place of the trimmed page, from its lower left corner, in points."""
    left, bottom, _, _ = frame.trim
    height = frame.media[3]
    found = image.getpixel((round((left + x) * 2), round((height - bottom - y) * 2)))
    assert isinstance(found, tuple)
    red, green, blue = (part > 128 for part in found)
    return {(True, True, True): "white", (True, False, False): "red", (False, False, True): "blue"}.get(
        (red, green, blue), str(found)
    )


# --- boxes and marks ---


@given(st.floats(100, 900), st.floats(100, 900), st.floats(0, 60), st.booleans())
def test_boxes_lie_in_each_other(width: float, height: float, bleed: float, marks: bool) -> None:
    frame = Frame(width=width, height=height, bleed=bleed, marks=marks)
    media, bled, trim = frame.media, frame.bled, frame.trim
    for inner, outer in ((bled, media), (trim, bled)):
        assert all(inner[side] >= outer[side] - 1e-6 for side in (0, 1))
        assert all(inner[side] <= outer[side] + 1e-6 for side in (2, 3))
    assert (trim[2] - trim[0], trim[3] - trim[1]) == (pytest.approx(width), pytest.approx(height))
    assert trim[0] - bled[0] == pytest.approx(bleed)


@given(st.floats(0, 60), st.lists(st.floats(1, 99), max_size=2))
def test_marks_keep_out_of_the_page_and_point_at_it(bleed: float, folds: list[float]) -> None:
    frame = Frame(width=100, height=200, bleed=bleed, folds=tuple(folds))
    lines = [
        tuple(map(float, found)) for found in re.findall(r"(\S+) (\S+) m (\S+) (\S+) l", boxes.marks(frame).decode())
    ]
    left, bottom, right, top = frame.trim
    assert len(lines) == 8 + (8 if bleed else 0) + 2 * len(folds)
    for x1, y1, x2, y2 in lines:
        assert (min(x1, x2) >= 0 and max(x1, x2) <= frame.media[2]) and (
            min(y1, y2) >= 0 and max(y1, y2) <= frame.media[3]
        )
        assert max(x1, x2) < left - 8 or min(x1, x2) > right + 8 or max(y1, y2) < bottom - 8 or min(y1, y2) > top + 8
    for edge in (left, right):
        assert sum(x1 == x2 == pytest.approx(edge, abs=0.001) for x1, _, x2, _ in lines) >= 2


def test_no_marks_no_slug() -> None:
    made = pressed(press=replace(PRESS, marks=False))
    with Pdf.open(BytesIO(made.pdf)) as pdf:
        assert pdf.pages[0].obj.MediaBox.as_list() == pdf.pages[0].obj.BleedBox.as_list()
        assert "/ColorSpace" not in pdf.pages[0].obj.Resources


def test_every_page_tells_its_boxes() -> None:
    made = pressed()
    assert made.count == 4
    frame = PRESS.frame(SIZE, SIZE)
    with Pdf.open(BytesIO(made.pdf)) as pdf:
        for one in pdf.pages:
            for name, box in (("MediaBox", frame.media), ("BleedBox", frame.bled), ("TrimBox", frame.trim)):
                assert [float(edge) for edge in one.obj[f"/{name}"]] == pytest.approx(box, abs=0.001)
            assert one.obj.ArtBox.as_list() == one.obj.TrimBox.as_list()
    assert [m for m in check_pdf(made.pdf, "book.print.pdf") if m.level != "info"] == []


@pytest.mark.parametrize(("sheets", "count"), [(0, 1), (4, 4), (16, 16)])
def test_pages_are_filled_up(sheets: int, count: int) -> None:
    made = pressed(press=replace(PRESS, sheets=sheets))
    assert made.count == count
    if count > 1:
        trimmed = seen(made.pdf, count - 1).crop((60, 60, 2 * SIZE, 2 * SIZE))
        assert trimmed.getextrema() == ((255, 255),) * 3


# --- bleed ---


def test_what_touches_an_edge_goes_on_beyond_it() -> None:
    frame = PRESS.frame(SIZE, SIZE)
    image = seen(pressed().pdf)
    beyond = PRESS.bleed - 1
    assert colour_at(image, frame, 5, 150) == colour_at(image, frame, -beyond, 150) == "red"
    assert colour_at(image, frame, 150, SIZE - 5) == colour_at(image, frame, 150, SIZE + beyond) == "blue"
    for x, y in ((-beyond, 50), (SIZE + beyond, 150), (150, -beyond), (SIZE + beyond, SIZE + beyond)):
        assert colour_at(image, frame, x, y) == "white"
    assert colour_at(image, frame, -PRESS.bleed - 2, 150) == "white"


def test_a_ground_fills_the_bleed_into_its_corners() -> None:
    frame = PRESS.frame(SIZE, SIZE)
    image = seen(pressed(b"1 0 0 rg 0 0 300 300 re f").pdf)
    ends = (-PRESS.bleed + 1, 150, SIZE + PRESS.bleed - 1)
    assert {colour_at(image, frame, x, y) for x in ends for y in ends} == {"red"}


def test_what_keeps_from_the_edge_is_drawn_once() -> None:
    with Pdf.open(BytesIO(pressed(b"1 0 0 rg 5 5 20 20 re f").pdf)) as pdf:
        assert pdf.pages[0].obj.Contents.read_bytes().count(b"Do") == 1


# --- the block ---


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_block_is_the_book_without_what_readers_need(direction: Direction) -> None:
    the_book = replace(book(direction=direction), record=replace(book().record, identifier="urn:x:1"))
    data, pagemap, _ = joined([fragment(name, chapter_body(name)) for name in ("one", "two")], the_book)
    skip = cover_leaf(pagemap)
    made = block(data, pagemap, the_book.record, PRESS, "book.print.pdf", skip)
    assert made == block(data, pagemap, the_book.record, PRESS, "book.print.pdf", skip)
    assert [m for m in check_pdf(made.pdf, "book.print.pdf") if m.level != "info"] == []
    with Pdf.open(BytesIO(made.pdf)) as pdf:
        assert made.count == len(pdf.pages) == -(-(len(pagemap.pages) - skip) // 4) * 4
        for key in ("/StructTreeRoot", "/Outlines", "/Names", "/MarkInfo"):
            assert key not in pdf.Root
        assert not any("/Annots" in one.obj for one in pdf.pages)
        assert b"pdfaid:part" not in pdf.Root.Metadata.read_bytes()
        assert (pdf.Root.ViewerPreferences.get("/Direction") == Name.R2L) == (direction == "rtl")
        assert [str(one.label) for one in pdf.pages][: len(pagemap.pages) - skip] == [p.label for p in pagemap.pages][
            skip:
        ]
    with pypdfium2.PdfDocument(data) as before, pypdfium2.PdfDocument(made.pdf) as after:
        for index in range(skip, len(before)):
            words = before[index].get_textpage().get_text_bounded()
            assert after[index - skip].get_textpage().get_text_bounded().split() == words.split()


def test_the_cover_is_the_first_leaf() -> None:
    _, pagemap, _ = joined([fragment("one", chapter_body("one"))], book(("one",)))
    assert cover_leaf(pagemap) == 1
    blank = replace(pagemap.pages[1], blank=True)
    assert cover_leaf(replace(pagemap, pages=(pagemap.pages[0], blank, *pagemap.pages[2:]))) == 2
    assert cover_leaf(replace(pagemap, blocks={})) == 0


# --- cover ---


@pytest.mark.parametrize(("count", "sheet", "width"), [(320, 0.117, 18.72), (321, 0.117, 18.84), (32, 0.1, 1.6)])
def test_the_spine_is_as_wide_as_its_leaves(count: int, sheet: float, width: float) -> None:
    assert spine(count, sheet) == width
    assert bears_title(width) == (width >= 6)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_front_is_on_the_side_where_the_book_opens(direction: Direction) -> None:
    width = 10 * MILLIMETRE
    front = page(b"1 0 0 rg 0 0 300 300 re f")
    jacket = _sized(b"0 0 1 rg 0 0 400 300 re f", SIZE + width)
    made = cover(front, jacket, 10, RECORD, direction, PRESS, "book.cover.pdf")
    frame = PRESS.frame(2 * SIZE + width, SIZE)
    image = seen(made.pdf)
    left, right = ("blue", "red") if direction == "ltr" else ("red", "blue")
    assert colour_at(image, frame, -5, 150) == colour_at(image, frame, 10, 150) == left
    assert colour_at(image, frame, 2 * SIZE + width + 5, 150) == right
    middle = frame.width / 2
    assert colour_at(image, frame, middle - width / 2 + 3, 150) == "blue"
    assert colour_at(image, frame, middle + width / 2 - 3, 150) == "blue"
    assert colour_at(image, frame, SIZE - 3 if direction == "rtl" else SIZE + width + 3, 150) == "red"
    assert [m for m in check_pdf(made.pdf, "book.cover.pdf") if m.level != "info"] == []
    folds = {round(float(x), 1) for x in re.findall(rb"(\S+) \S+ m \1", _drawn(made.pdf).split(b"[1.5 1.5]")[1])}
    assert folds == {round(frame.trim[0] + SIZE, 1), round(frame.trim[0] + SIZE + width, 1)}


def _drawn(data: bytes) -> bytes:
    with Pdf.open(BytesIO(data)) as pdf:
        return bytes(pdf.pages[0].obj.Contents.read_bytes())


def _sized(content: bytes, width: float) -> bytes:
    with Pdf.open(BytesIO(page(content))) as pdf:
        pdf.pages[0].obj.MediaBox[2] = round(width, 4)
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()


# --- bars ---


def _read(pattern: str) -> str:
    """The digits of 95 modules, read by the tables of ISO/IEC 15420 turned round: what a scanner does."""
    right = (
        "1110010",
        "1100110",
        "1101100",
        "1000010",
        "1011100",
        "1001110",
        "1010000",
        "1000100",
        "1001000",
        "1110100",
    )
    odd = tuple(code.translate(str.maketrans("01", "10")) for code in right)
    even = tuple(code[::-1] for code in right)
    first = ("LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL")
    assert pattern[:3] == pattern[92:] == "101" and pattern[45:50] == "01010"
    digits, parity = "", ""
    for place in range(3, 45, 7):
        code = pattern[place : place + 7]
        parity += "L" if code in odd else "G"
        digits += str((odd if code in odd else even).index(code))
    return (
        str(first.index(parity)) + digits + "".join(str(right.index(pattern[at : at + 7])) for at in range(50, 92, 7))
    )


@given(st.text("0123456789", min_size=12, max_size=12))
def test_bars_are_read_again(twelve: str) -> None:
    digits = twelve + check_digit(twelve)
    assert _read(barcode.modules(digits)) == digits
    drawn = ["0"] * barcode.MODULES
    for bar in barcode.bars(digits):
        drawn[bar.start : bar.start + bar.width] = "1" * bar.width
    assert "".join(drawn) == barcode.modules(digits)
    assert sum(bar.long for bar in barcode.bars(digits)) == 6
