"""Words, numbers and dates in whole books: one numbering, in the same digits, wherever it is shown."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pypdfium2
import pytest
from lxml import etree

from compiler import files, project
from compiler.checks import check_pdf
from compiler.checks.pdf_contents import plain
from compiler.gathering import gather
from compiler.messages import CollectionError
from compiler.model.content import Blocks, Figure, Heading, List, NoteRef
from compiler.model.walk import block_inlines, blocks_deep, inlines_deep
from compiler.passes import settle
from compiler.pipeline import BuildOptions, build, quiet
from compiler.render.composing import LIST_STYLES
from compiler.words import Numerals

XHTML = "{http://www.w3.org/1999/xhtml}"
TEXT = {
    "fa": "این نوشته برای آزمودن است و همه‌چیز را نشان می‌دهد.",
    "ar": "هذا نص قصير لاختبار الكتاب ويبين كل شيء.",
    "ckb": "ئەم نووسینە بۆ تاقیکردنەوەیە و هەموو شتێک نیشان دەدات.",
    "he": "זהו טקסט קצר לבדיקת הספר, והוא מראה הכול.",
    "en": "A short text to try the book with.",
}
CHAPTER = """{text}[^n]

1. {text}
2. {text}

[[figure:pier]]

## {text}

### {text}

{text}

[^n]: {text}
"""
SOURCE = """title = "{text}"
language = "{language}"
date = "2016-06-25"
pages = 2
brief = "brief.md"

[[figure]]
id = "pier"
caption = "{text}"
language = "{language}"
"""


def collection(folder: Path, language: str, more: str = "", chapters: tuple[str, ...] = ()) -> Path:
    """A collection of one chapter for each of the languages `chapters`, the book's own if none are given."""
    named = [f"chapter-{tag}" for tag in chapters or (language,)]
    order = "".join(f'[[chapter]]\nsource = "{name}"\n' for name in named)
    edition = f'[edition]\ntitle = "{TEXT[language]}"\nlanguage = "{language}"\ndate = 2026-11-23\n{more}\n{order}'
    for tag, name in zip(chapters or (language,), named, strict=True):
        (folder / name).mkdir(parents=True)
        (folder / name / "brief.md").write_text(CHAPTER.format(text=TEXT[tag]), "utf-8")
        (folder / name / "source.toml").write_text(SOURCE.format(text=TEXT[tag], language=tag), "utf-8")
    (folder / "edition.toml").write_text(edition, "utf-8")
    return folder


def numbers(blocks: Blocks) -> tuple[set[str], ...]:
    """Numbers of sections, figures and calls of notes, and the styles of lists."""
    deep = tuple(blocks_deep(blocks))
    calls = {i.number for b in deep for run in block_inlines(b) for i in inlines_deep(run) if isinstance(i, NoteRef)}
    return (
        {b.number for b in deep if isinstance(b, Heading)},
        {b.number for b in deep if isinstance(b, Figure)},
        calls,
        {b.style for b in deep if isinstance(b, List)},
    )


@pytest.mark.parametrize(
    ("language", "wish", "expected"),
    [
        ("fa", "", ("۱", "۱.۱", "persian")),
        ("fa", "western", ("1", "1.1", "decimal")),
        ("ar", "", ("١", "١.١", "arabic-indic")),
        ("ckb", "native", ("١", "١.١", "arabic-indic")),
        ("he", "native", ("1", "1.1", "decimal")),
        ("en", "", ("1", "1.1", "decimal")),
    ],
)
def test_everything_in_a_chapter_is_counted_in_its_digits(
    tmp_path: Path, language: str, wish: str, expected: tuple[str, ...]
) -> None:
    one, section, style = expected
    folder = collection(tmp_path, language, f'numerals = "{wish}"' if wish else "")
    (chapter,) = settle(gather(project.load(folder), quiet)).chapters
    assert chapter.number == one
    assert numbers(chapter.blocks) == ({one, section}, {one}, {one}, {style})
    assert [note.number for note in chapter.notes] == [one]


def test_a_chapter_of_another_language_keeps_its_digits_and_the_books_number(tmp_path: Path) -> None:
    folder = collection(tmp_path, "fa", chapters=("fa", "en"))
    _, english = settle(gather(project.load(folder), quiet)).chapters
    assert english.number == "۲"
    assert numbers(english.blocks) == ({"1", "1.1"}, {"1"}, {"1"}, {"decimal"})


@pytest.mark.parametrize("key", ["numerals", "calendar"])
def test_a_wish_that_is_none_is_a_fault(tmp_path: Path, key: str) -> None:
    with pytest.raises(CollectionError) as caught:
        project.load(collection(tmp_path, "fa", f'{key} = "arabic"'))
    assert [message.code for message in caught.value.messages] == ["choice-unknown"]


@pytest.mark.parametrize(
    ("language", "wish", "front", "body"),
    [
        ("fa", "", "الف", "۱"),
        ("fa", "western", "الف", "1"),
        ("ar", "", "أ", "١"),
        ("he", "", "א", "1"),
        ("en", "", "i", "1"),
    ],
)
def test_one_numbering_wherever_it_is_shown(tmp_path: Path, language: str, wish: str, front: str, body: str) -> None:
    """The PDF's labels, its folios, contents and outline, and the EPUB's contents have the same numbers."""
    folder = collection(tmp_path / "c", language, f'numerals = "{wish}"' if wish else "")
    build(folder, BuildOptions(out=tmp_path / "out", processes=1))
    (pdf,), (epub,) = (sorted((tmp_path / "out").glob(f"*.{kind}")) for kind in ("pdf", "epub"))
    with pikepdf.open(pdf) as book:
        labels = [str(page.label) for page in book.pages]
        with book.open_outline() as outline:
            titles = [item.title for item in outline.root]
    first = labels.index(body)
    assert labels[0] == front
    assert f"{body} {TEXT[language]}" in titles
    with pypdfium2.PdfDocument(pdf) as book:
        words = [book[number].get_textpage().get_text_bounded().split() for number in range(len(book))]
    assert body in words[first], "the folio"
    assert all(labels[index] in words[index] for index in range(first, len(words)) if words[index])
    assert words[first - 1].count(body) > 1 or words[first - 2].count(body) > 1, (
        "contents: number of the chapter and page"
    )
    assert not check_pdf(pdf.read_bytes(), pdf.name)
    assert "pdf-contents-folio" in {m.code for m in check_pdf(moved(pdf, Numerals(language, wish)), pdf.name)}
    nav = etree.fromstring(ZipFile(epub).read("EPUB/nav.xhtml"))
    listed = ["".join(a.itertext()) for a in nav.iter(f"{XHTML}a")]
    assert any(entry.startswith(f"{body} ") for entry in listed)
    if language == "fa":
        everything = " ".join(listed) + " ".join(titles)
        assert not re.search("[٤٥٦]", everything)
        assert bool(re.search("[0-9]", everything)) == (wish == "western")


def moved(pdf: Path, numerals: Numerals) -> bytes:
    """The PDF with every label one page off."""
    out = BytesIO()
    with pikepdf.open(pdf) as book:
        labels = [str(page.label) for page in book.pages]
        first = labels.index(numerals.digits(1))
        wrong = [numerals.front(n) for n in range(1, first)]
        wrong += [numerals.digits(n) for n in range(1, len(labels) - first + 2)]
        prefixes = [pikepdf.Dictionary(P=pikepdf.String(label)) for label in wrong]
        book.Root.PageLabels = pikepdf.Dictionary(Nums=[part for pair in enumerate(prefixes) for part in pair])
        book.save(out)
    return out.getvalue()


def test_labels_in_letters_are_compared_like_others() -> None:
    assert plain("۱۲") == plain("12") == plain("١٢")


def test_dates_of_a_persian_book(tmp_path: Path) -> None:
    folder = collection(tmp_path / "c", "fa")
    build(folder, BuildOptions(out=tmp_path / "out", formats=("epub",)))
    with ZipFile(next((tmp_path / "out").glob("*.epub"))) as archive:
        pages = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith((".xhtml", ".opf"))}
    assert "ویراست ۲ آذر ۱۴۰۵<" in pages["EPUB/titlepage.xhtml"]
    assert "۲ آذر ۱۴۰۵ (۲۳ نوامبر ۲۰۲۶)" in pages["EPUB/imprint.xhtml"]
    assert "۵ تیر ۱۳۹۵ (۲۵ ژوئن ۲۰۱۶)" in pages["EPUB/colophon.xhtml"]
    assert "<dc:date>2026-11-23</dc:date>" in pages["EPUB/content.opf"]


def test_no_english_is_left_in_a_persian_book(tmp_path: Path) -> None:
    """What is shown of our own has no Latin letters but in isolates: names of layout and faces, addresses."""
    folder = collection(tmp_path / "c", "fa")
    build(folder, BuildOptions(out=tmp_path / "out", formats=("epub",)))
    with ZipFile(next((tmp_path / "out").glob("*.epub"))) as archive:
        for name in archive.namelist():
            if name.endswith(".xhtml"):
                root = etree.fromstring(archive.read(name))
                for isolate in root.iter(f"{XHTML}bdi"):
                    etree.strip_elements(isolate, "*", with_tail=True)
                    isolate.text = ""
                shown = " ".join(root.find(f"{XHTML}body").itertext())
                assert not re.search("[A-Za-z]{2}", shown), (name, shown)


@pytest.mark.parametrize("sheet", ["print-base.css", "ebook.css"])
def test_every_way_to_number_a_list_is_in_the_style_sheet(sheet: str) -> None:
    css = (files.shipped("layouts") / "shared" / sheet).read_text("utf-8")
    assert {"persian", "arabic-indic", "persian-abjad"} < LIST_STYLES
    for style in LIST_STYLES - {"decimal"}:
        assert f"ol.{style} {{ list-style-type: {style} }}" in css
