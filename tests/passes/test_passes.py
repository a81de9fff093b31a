"""What the passes settle: headings, notes, numbers, links, directions, figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compiler.model.book import Book, Chapter, EditionRecord, Record
from compiler.model.content import (
    Block,
    Caption,
    Cell,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Isolate,
    Link,
    Note,
    NoteRef,
    Paragraph,
    Superscript,
    Table,
    Text,
)
from compiler.model.reading import Picture
from compiler.model.walk import text_of
from compiler.passes import settle
from compiler.passes.figures import Brought, place
from compiler.project import FigureWish


def book(*blocks: Block, language: str = "en", **more: object) -> Book:
    chapters = tuple(
        Chapter(
            id=name, record=Record(id=name, title=name), rendition="full", title=name, language=language, blocks=content
        )
        for name, content in (("one", blocks), ("two", ()))
    )
    return Book(record=EditionRecord(title="b"), direction="ltr", provenance=(), chapters=chapters)


def settled(*blocks: Block, language: str = "en") -> Chapter:
    return settle(book(*blocks, language=language)).chapters[0]


def said(*content: Inline | str, **more: object) -> Paragraph:
    return Paragraph(content=tuple(Text(c) if isinstance(c, str) else c for c in content), **more)  # type: ignore[arg-type]


def heading(level: int) -> Heading:
    return Heading(level=level, content=(Text("h"),))


@pytest.mark.parametrize(
    ("levels", "closed"), [([2, 4, 4, 3], [1, 2, 2, 2]), ([3], [1]), ([1, 2, 3, 1, 3], [1, 2, 3, 1, 2])]
)
def test_headings_have_no_gaps(levels: list[int], closed: list[int]) -> None:
    blocks = settled(*map(heading, levels)).blocks
    assert [block.level for block in blocks if isinstance(block, Heading)] == closed


def test_sections_are_numbered_in_their_chapter() -> None:
    blocks = settled(heading(1), heading(2), heading(2), heading(1), heading(2)).blocks
    assert [block.number for block in blocks if isinstance(block, Heading)] == ["1", "1.1", "1.2", "2", "2.1"]


def test_called_notes_move_and_are_numbered_by_call_and_others_stay() -> None:
    notes = [Note(id=f"one-n{n}", blocks=(said(f"note {n}"),), marker="*") for n in (1, 2, 3)]
    chapter = settled(said("a", NoteRef("one-n2", "*"), "b", NoteRef("one-n1", "*")), *notes)
    assert [(note.id, note.number) for note in chapter.notes] == [("one-n2", "1"), ("one-n1", "2")]
    assert [block.id for block in chapter.blocks] == ["", "one-n3"]
    first = chapter.blocks[0]
    assert isinstance(first, Paragraph)
    assert [call.number for call in first.content if isinstance(call, NoteRef)] == ["1", "2"]


def test_a_call_without_its_note_keeps_its_marker_as_words() -> None:
    first = settled(said("a", NoteRef("one-n9", "7"))).blocks[0]
    assert isinstance(first, Paragraph)
    assert first.content == (Text("a"), Superscript((Text("7"),)))


def test_links_between_chapters_resolve_and_dangling_ones_are_told() -> None:
    made = settle(book(said(Link("source:two", (Text("yes"),)), Link("#nowhere", (Text("no"),)))))
    first = made.chapters[0].blocks[0]
    assert isinstance(first, Paragraph)
    assert first.content == (Link("#two", (Text("yes"),)), Text("no"))
    assert [message.code for message in made.messages] == ["link-dangling"]


def test_a_link_holds_no_link_and_no_call_of_a_note() -> None:
    note = Note(id="one-n1", blocks=(said("note"),))
    inner = Emphasis((Link("#two", (Text("b"),)), NoteRef("one-n1", "1")))
    first = settled(said(Link("#one", (Text("a"), inner)), "c"), note).blocks[0]
    assert isinstance(first, Paragraph)
    link, call, rest = first.content
    assert link == Link("#one", (Text("a"), Emphasis((Text("b"),))))
    assert isinstance(call, NoteRef) and rest == Text("c")
    only = settled(said(Link("#one", (NoteRef("one-n1", "1"),))), note).blocks[0]
    assert isinstance(only, Paragraph) and [type(inline) for inline in only.content] == [NoteRef]


def test_captions_and_cells_have_directions_of_their_own() -> None:
    figure = Figure(
        captions=(Caption(content=(Text("کمپ اشرف در گزارش‌های فوریه 2015"),)), Caption(content=(Text("Camp"),)))
    )
    table = Table(body=((Cell(content=(Text("گزارش"),)), Cell(content=(Text("Report"),))),))
    first, second = settled(figure, table).blocks
    assert isinstance(first, Figure)
    assert isinstance(second, Table)
    assert [(c.language, c.direction) for c in first.captions] == [("fa", "rtl"), ("en", "ltr")]
    assert first.number == "1"
    assert [(c.language, c.direction) for c in second.body[0]] == [("fa", "rtl"), ("en", "ltr")]


@pytest.mark.parametrize(
    ("caption", "number"),
    [
        ("Figure 3. The pier", ""),
        ("شکل ۲: اسکله", ""),
        ("Fig. 1 – The pier", ""),
        ("Figure of a pier", "1"),
        ("The pier", "1"),
    ],
)
def test_a_caption_that_brings_its_number_gets_no_second(caption: str, number: str) -> None:
    figure = settled(Figure(captions=(Caption(content=(Text(caption),)),))).blocks[0]
    assert isinstance(figure, Figure)
    assert figure.number == number


def test_a_persian_sentence_that_opens_with_latin_letters_is_persian() -> None:
    block = settled(said("UNAMI یکی از نهادهای سازمان ملل است")).blocks[0]
    assert (block.language, block.direction) == ("fa", "rtl")
    assert isinstance(block, Paragraph)
    assert block.content[0] == Isolate("en", "ltr", (Text("UNAMI"),))


WISH = FigureWish(id="map", image="map.svg", alt="a map", caption="نقشه", language="fa", translation="A map")
PICTURE = Picture("one-map.svg", b"", "image/svg+xml", 1, 1)


def test_a_figure_stands_where_the_text_asks_for_it() -> None:
    placed = place((said("a"), said("[[figure:map]]"), said("b")), (WISH,), Brought({"map": PICTURE}), "one")
    figure = placed.blocks[1]
    assert isinstance(figure, Figure)
    assert (figure.id, figure.image, figure.alt, len(placed.blocks)) == ("one-map", "one-map.svg", "a map", 3)
    assert [text_of(caption.content) for caption in figure.captions] == ["نقشه", "A map"]
    assert figure.captions[1].translation


def test_a_caption_of_the_text_gets_the_picture_and_the_translation() -> None:
    found = Figure(id="one-fig1", captions=(Caption(id="one-cap1", content=(Text("نقشه "),)),))
    placed = place((found,), (WISH,), Brought({"map": PICTURE}), "one")
    figure = placed.blocks[0]
    assert isinstance(figure, Figure)
    assert (figure.id, figure.image) == ("one-fig1", "one-map.svg")
    assert [caption.id for caption in figure.captions] == ["one-cap1", "one-cap1-cap-translation"]


def test_a_figure_without_a_place_stands_at_the_end_if_it_has_a_picture() -> None:
    assert len(place((said("a"),), (WISH,), Brought({"map": PICTURE}), "one").blocks) == 2
    assert len(place((said("a"),), (replace(WISH, image=""),), Brought(), "one").blocks) == 1


def test_an_unknown_figure_is_an_error() -> None:
    placed = place((said("[[figure:mop]]"),), (WISH,), Brought({"map": PICTURE}), "one")
    assert [message.code for message in placed.messages] == ["figure-unknown"]
