"""A small book with every kind of block and inline, for the tests of layouts."""

from __future__ import annotations

from compiler.bidi import Direction
from compiler.model.book import Book, CaptureRecord, Chapter, EditionRecord, Record
from compiler.model.content import (
    Block,
    Blocks,
    Caption,
    Cell,
    CodeBlock,
    CodeSpan,
    Definitions,
    Emphasis,
    Facsimile,
    Figure,
    Heading,
    InlineImage,
    Inlines,
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
)
from compiler.model.reading import Picture

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><path d="M2 10H58" stroke="black"/></svg>'
LONG = "Report on the Leaves of the Notebook and on Their Copyists after Consultation with the Keepers of Three Cities"


def words(text: str) -> Inlines:
    return (Text(text),)


def paragraph(identifier: str, content: str | Inlines, **more: object) -> Paragraph:
    inlines = words(content) if isinstance(content, str) else content
    return Paragraph(id=identifier, language="en", content=inlines, **more)  # type: ignore[arg-type]


INLINES: Inlines = (
    Text("plain & <safe> "),
    Emphasis(words("slanted")),
    Strong(words("bold")),
    Superscript(words("up")),
    Subscript(words("down")),
    CodeSpan("a < b"),
    Link("#two", words("to the second")),
    Link("https://example.org/?a=1&b=2", words("outside"), "a title"),
    NoteRef("one-n1", "1", "1"),
    Isolate("fa", "rtl", words("بیاض")),
    LineBreak(),
    InlineImage("one-line.svg", "a line"),
)

BLOCKS: tuple[Block, ...] = (
    Heading(id="one-h1", language="en", level=1, content=words("A heading"), number="1"),
    Heading(id="one-h2", language="en", level=2, content=words("Labelled"), label="(a)"),
    paragraph("one-p1", INLINES),
    paragraph("one-p2", "Who asks?", role="question"),
    Paragraph(id="one-p3", language="fa", direction="rtl", content=words("دفتری برای نگاه‌داشتن")),
    Figure(
        id="one-fig1",
        language="en",
        image="one-line.svg",
        alt="a line",
        number="1",
        credit="Bayaz",
        captions=(Caption(id="one-cap1", language="en", content=words("A drawn line")),),
    ),
    Figure(
        id="one-fig2",
        language="en",
        number="2",
        captions=(
            Caption(id="one-cap2", language="fa", direction="rtl", content=words("برگ نخست")),
            Caption(id="one-cap3", language="en", content=words("First leaf"), translation=True),
        ),
    ),
    Table(
        id="one-t1",
        language="en",
        caption=words("Leaves by year"),
        head=((Cell(content=words("Year"), header=True), Cell(content=words("Leaves"), align="right")),),
        body=((Cell(content=words("1881"), header=True), Cell(content=words("4"), columns=1, rows=2, align="right")),),
    ),
    List(id="one-l1", language="en", items=((paragraph("one-p4", "loose"),),)),
    List(id="one-l2", language="en", style="lower-alpha", start=3, items=((paragraph("one-p5", "third"),),)),
    List(id="one-l3", language="en", style="evil } *", items=((paragraph("one-p6", "counted"),),)),
    Definitions(id="one-dl1", language="en", items=((words("jong"), (paragraph("one-p7", "a large notebook"),)),)),
    Quote(
        id="one-q1", language="en", blocks=(paragraph("one-p8", "What is sewn stays."),), attribution=words("A binder")
    ),
    Verse(id="one-v1", language="en", stanzas=((words("a first line"), words("a second line")), (words("alone"),))),
    CodeBlock(id="one-code1", language="en", text="one\n  <two>\n"),
    Note(id="one-n9", language="en", marker="*", blocks=(paragraph("one-p9", "called by nobody"),)),
    Rule(id="one-rule1"),
    Facsimile(id="one-page1", language="en", capture="c.pdf", page=3, text="what it says", width=400, height=600),
)

NOTES: tuple[Note, ...] = (
    Note(
        id="one-n1",
        language="en",
        marker="1",
        number="1",
        blocks=(paragraph("one-p10", "A note."), paragraph("one-p11", "Its second paragraph.")),
    ),
)


def record(identifier: str, title: str, **more: object) -> Record:
    return Record(id=identifier, title=title, **more)  # type: ignore[arg-type]


def chapter(blocks: Blocks, notes: tuple[Note, ...] = (), **more: object) -> Chapter:
    """A chapter `one` of these blocks."""
    return Chapter(
        id="one",
        rendition="full",
        title="The Ruled Leaf",
        number="1",
        record=record(
            "one",
            "The Ruled Leaf",
            authors=("Jane Example",),
            translators=("M. Sample",),
            publisher="Example Review",
            place="London",
            date="2016-05-04",
            addresses=("https://www.example.org/leaf?id=1&x=2", "ftp://example.org/old"),
            captures=(
                CaptureRecord(
                    file="captures/leaf.txt",
                    name="leaf.txt",
                    sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                    bytes=12,
                    media_type="text/plain",
                    captured="2016-05-09",
                ),
            ),
        ),
        blocks=blocks,
        notes=notes,
        pictures=(
            Picture("one-line.svg", SVG, "image/svg+xml", 60, 20),
            Picture("one-page1.png", b"\x89PNG", "image/png", 4, 6),
        ),
        **more,  # type: ignore[arg-type]
    )


def book(*chapters: Chapter, language: str = "en", direction: Direction = "ltr", provenance: bool = True) -> Book:
    """A book of `chapters`; of one with every kind of block, a brief with a long title and a Persian one if none are given."""
    brief = Chapter(
        id="two",
        rendition="brief",
        title=LONG,
        number="2",
        record=record("two", LONG, short_title="On the Leaves", date="2009-09"),
        blocks=(
            paragraph("two-p1", "What it is."),
            Heading(id="two-h1", language="en", level=1, content=words("Summary"), number="1"),
        ),
    )
    persian = Chapter(
        id="three",
        rendition="missing",
        title="بیاض و خوانندگان آن",
        number="3",
        language="fa",
        direction="rtl",
        record=record("three", "بیاض و خوانندگان آن", language="fa", date="2014-10-26"),
        blocks=(Paragraph(id="three-p1", language="fa", direction="rtl", content=words("متن آن در دست نیست.")),),
    )
    return Book(
        record=EditionRecord(
            title="The Notebook & its Readers",
            subtitle="Three sources",
            title_translation="بیاض و خوانندگان آن",
            editors=("Example Editors",),
            publisher="Sample Press",
            language=language,
            rights="Free to copy.",
            identifier="urn:uuid:5f0c1a52-6f6b-4a9e-9a37-3a4d0f2f9d10",
            date="2026-11-23",
        ),
        direction=direction,
        provenance=(paragraph("provenance-p1", "How it came."),) if provenance else (),
        chapters=chapters or (chapter(BLOCKS, NOTES), brief, persian),
    )
