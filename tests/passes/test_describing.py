"""Words for pictures: long descriptions made fit, the capture's pictures worded by the editor, and those without words told."""

from __future__ import annotations

from dataclasses import replace

from compiler.messages import Origin
from compiler.model.book import Book, Chapter, EditionRecord, Record
from compiler.model.content import (
    Block,
    Caption,
    Cell,
    Figure,
    Heading,
    InlineImage,
    List,
    Note,
    Paragraph,
    Strong,
    Table,
    Text,
    description_id,
)
from compiler.model.walk import block_text, blocks_deep
from compiler.passes import settle
from compiler.passes.describing import description, tell_undescribed
from compiler.passes.figures import Brought, place
from compiler.project import FigureWish

PLACE = Origin("source/page.html", 7, unit="element")


def said(text: str) -> Paragraph:
    return Paragraph(content=(Text(text),))


def book(*blocks: Block) -> Book:
    chapter = Chapter(id="one", record=Record(id="one", title="One"), rendition="full", title="One", blocks=blocks)
    return Book(record=EditionRecord(title="T"), direction="ltr", provenance=(), chapters=(chapter,))


def told(*blocks: Block) -> list[tuple[str, str]]:
    return [(message.code, message.quote) for message in tell_undescribed(book(*blocks)).messages]


# --- missing words ---


def test_a_picture_without_words_is_told_where_it_stands() -> None:
    (message,) = tell_undescribed(book(Figure(id="one-fig1", image="one-a.png", origin=PLACE))).messages
    assert (message.code, message.level, message.origin) == ("alt-missing", "warning", PLACE)
    assert 'picture = "a.png"' in message.hint


def test_words_or_a_word_that_it_says_nothing_are_enough() -> None:
    assert told(Figure(image="one-a.png", alt="A boat")) == []
    assert told(Figure(image="one-a.png", decorative=True)) == []
    assert told(Figure(captions=(Caption(content=(Text("Not held"),)),))) == []


def test_pictures_in_a_line_and_deep_down_count() -> None:
    line = Paragraph(content=(Strong((InlineImage("one-a.png", ""),)), InlineImage("one-b.png", "", decorative=True)))
    assert told(List(items=((line,),))) == [("alt-missing", "a.png")]


def test_a_table_without_header_cells_is_remarked() -> None:
    row = (Cell(content=(Text("a"),)), Cell(content=(Text("b"),)))
    assert told(Table(body=(row, row))) == [("table-headless", "")]
    assert told(Table(head=(row,), body=(row, row))) == []
    assert told(Table(body=((replace(row[0], header=True), row[1]), row))) == []
    assert told(Table(body=(row,))) == []


# --- the editor's words for the capture's pictures ---


def test_the_editor_words_a_picture_of_the_capture() -> None:
    wishes = (
        FigureWish(id="boat", picture="a.png", alt="A boat", description="At length."),
        FigureWish(id="dot", picture="b.png", decorative=True),
    )
    found = (Figure(id="one-fig1", image="one-a.png"), Paragraph(content=(InlineImage("one-b.png", ""),)))
    placed = place(found, wishes, Brought(described={"boat": (said("At length."),)}), "one")
    figure, line = placed.blocks
    assert isinstance(figure, Figure) and isinstance(line, Paragraph) and placed.messages == ()
    assert (figure.alt, block_text(figure.description[0])) == ("A boat", "At length.")
    assert line.content == (InlineImage("one-b.png", "", decorative=True),)
    assert tell_undescribed(book(*placed.blocks)).messages == ()


def test_words_for_a_picture_that_is_not_there_are_told() -> None:
    placed = place((said("a"),), (FigureWish(id="boat", picture="a.png", alt="A boat"),), Brought(), "one")
    assert [message.code for message in placed.messages] == ["figure-picture-unknown"]
    assert placed.blocks == (said("a"),)


# --- long descriptions ---


def test_a_description_holds_no_heading_picture_or_note() -> None:
    heading = Heading(level=2, content=(Text("North"),))
    made = description(
        (heading, said("A boat."), Figure(image="x.png"), Note(blocks=(said("n"),))), "one-map-description"
    )
    assert [type(block) for block in made] == [Paragraph, Paragraph]
    assert isinstance(made[0], Paragraph) and made[0].content == (Strong((Text("North"),)),)
    assert [block.id for block in made] == ["one-map-description-p1", "one-map-description-p2"]


def test_a_description_is_settled_like_the_text_and_changes_nothing_around_it() -> None:
    figure = Figure(
        id="one-map",
        image="one-a.png",
        alt="A map",
        description=(replace(said("پل بزرگ در شمال است و چهار پایه می‌گیرد"), id="d-p1"),),
    )
    plain = settle(book(replace(figure, description=()), said("After"))).chapters[0].blocks
    blocks = settle(book(figure, said("After"))).chapters[0].blocks
    inner = list(blocks_deep(blocks))[1]
    assert (inner.language, inner.direction) == ("fa", "rtl")
    assert isinstance(blocks[0], Figure) and (replace(blocks[0], description=()), blocks[1]) == plain


def test_the_address_of_a_description_follows_its_figure() -> None:
    assert description_id("one-map") == "one-map-description"
