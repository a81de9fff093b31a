"""Directions, languages and isolates in a book, captions of two languages, control characters."""

from __future__ import annotations

import pytest

from compiler.bidi import Direction
from compiler.messages import Origin
from compiler.model.book import Book, Chapter, EditionRecord, Record
from compiler.model.content import (
    Block,
    Caption,
    CodeBlock,
    CodeSpan,
    Definitions,
    Emphasis,
    Figure,
    Inline,
    Isolate,
    Link,
    NoteRef,
    Paragraph,
    Quote,
    Strong,
    Text,
    Verse,
)
from compiler.model.walk import block_inlines, text_of
from compiler.passes import settle
from compiler.passes.isolates import isolated

LONG_PERSIAN = "این نوشته دربارهٔ گزارش‌های پیشین است"


def tongue(_text: str, direction: Direction) -> str:
    return "fa" if direction == "rtl" else "en"


def latin(*content: Inline) -> Isolate:
    return Isolate("en", "ltr", content)


def chapter(*blocks: Block, language: str = "en", name: str = "one") -> Chapter:
    record = Record(id=name, title=name, language=language)
    return Chapter(id=name, record=record, rendition="full", title=name, language=language, blocks=blocks)


def book(*chapters: Chapter, language: str = "en") -> Book:
    record = EditionRecord(title="b", language=language, date="2026-01-01", identifier="urn:example:b")
    return Book(record=record, direction="ltr", provenance=(), chapters=chapters)


def said(*content: Inline | str, identifier: str = "") -> Paragraph:
    inlines = tuple(Text(c) if isinstance(c, str) else c for c in content)
    return Paragraph(id=identifier, content=inlines, origin=Origin("a.txt", 3))


# --- isolates across elements ---


def test_a_run_across_emphasis_is_one_isolate() -> None:
    run = (Text("در "), Emphasis((Text("New York"),)), Text(" Times چاپ شد"))
    assert isolated(run, "rtl", tongue)[1] == latin(Emphasis((Text("New York"),)), Text(" Times"))


def test_an_element_in_which_a_run_ends_is_cut_there() -> None:
    run = (Text("در New "), Strong((Text("York Times چاپ"),)), Text(" شد"))
    assert isolated(run, "rtl", tongue) == (
        Text("در "),
        latin(Text("New "), Strong((Text("York Times"),))),
        Strong((Text(" چاپ"),)),
        Text(" شد"),
    )


def test_a_run_inside_a_link_leaves_the_link_whole() -> None:
    run = (Link("#x", (Text("کتاب Bayaz را"),)),)
    assert isolated(run, "rtl", tongue) == (Link("#x", (Text("کتاب "), latin(Text("Bayaz")), Text(" را"))),)


def test_a_link_that_is_a_run_is_inside_the_isolate() -> None:
    link = Link("#x", (Text("Bayaz"),))
    assert isolated((Text("کتاب "), link), "rtl", tongue) == (Text("کتاب "), latin(link))


def test_code_is_latin_in_a_persian_sentence() -> None:
    run = (Text("دستور "), CodeSpan("bayaz --json 3"), Text(" را"))
    assert isolated(run, "rtl", tongue)[1] == latin(CodeSpan("bayaz --json 3"))


def test_a_note_call_stays_outside_the_run_before_it() -> None:
    run = (Text("از Reuters"), NoteRef("n"), Text(" بود"))
    assert isolated(run, "rtl", tongue)[1:3] == (latin(Text("Reuters")), NoteRef("n"))


def test_numbers_are_isolates_without_a_language() -> None:
    assert isolated((Text("در 2024-05-12 بود"),), "rtl", tongue)[1] == Isolate("", "ltr", (Text("2024-05-12"),))


def test_a_number_in_a_persian_run_of_an_english_sentence_is_isolated_too() -> None:
    run = (Text("on روز 2024-05-12 نوشته it"),)
    number = Isolate("", "ltr", (Text("2024-05-12"),))
    assert isolated(run, "ltr", tongue)[1] == Isolate("fa", "rtl", (Text("روز "), number, Text(" نوشته")))


def test_an_isolate_of_the_source_gets_the_language_that_goes_with_its_letters() -> None:
    brought = (
        Isolate("en", "rtl", (Text("سلام"),)),
        Isolate("", "ltr", (Text("Camp"),)),
        Isolate("", "ltr", (Text("12"),)),
    )
    made = isolated(brought, "ltr", tongue)
    assert [inline.language for inline in made if isinstance(inline, Isolate)] == ["fa", "en", ""]


def test_code_that_quotes_persian_is_an_isolate_that_runs_as_code_does() -> None:
    code = CodeSpan("چاپ(x)")
    assert isolated((Text("Type "), code), "ltr", tongue)[1] == Isolate("fa", "ltr", (code,))


@pytest.mark.parametrize("language", ["en", "fa"])
def test_verses_terms_and_attributions_have_directions_of_their_own(language: str) -> None:
    """A guest among them would else be cut into runs, in an order that is nobody's."""
    english, persian = (Text("The sea, by کامو, in French"),), (Text("گزارش UNAMI از شهر"),)
    quoted = (said(LONG_PERSIAN if language == "fa" else "It is said that so it was."),)
    blocks = (
        Verse(stanzas=((english, persian),)),
        Definitions(items=((english, ()), (persian, ()))),
        Quote(blocks=quoted, attribution=english),
        Quote(blocks=quoted, attribution=persian),
    )
    made = settle(book(chapter(*blocks, language=language), language=language)).chapters[0].blocks
    lines = [(block.direction, line) for block in made for line in block_inlines(block)]
    guests = [line for own, line in lines if own != ("rtl" if text_of(line).startswith("گ") else "ltr")]
    assert len(guests) == 3
    for line in guests:
        assert [type(inline) for inline in line] == [Isolate]


def test_what_controls_of_the_source_hold_together_is_an_isolate_across_elements() -> None:
    run = (Text("در \u2066one "), Emphasis((Text("two, سه!\u2069 بود"),)))
    assert isolated(run, "rtl", tongue) == (
        Text("در "),
        latin(Text("\u2066one "), Emphasis((Text("two, سه!\u2069"),))),
        Emphasis((Text(" بود"),)),
    )


# --- languages in a book ---


def captioned(text: str) -> Figure:
    return Figure(captions=(Caption(content=(Text(text),)),))


def test_a_short_caption_has_the_language_that_all_captions_together_show() -> None:
    figures = [captioned("سلام"), captioned(LONG_PERSIAN)]
    blocks = settle(book(chapter(*figures))).chapters[0].blocks
    assert [f.captions[0].language for f in blocks if isinstance(f, Figure)] == ["fa", "fa"]


def test_a_short_caption_alone_has_no_language_but_a_script() -> None:
    (figure,) = settle(book(chapter(captioned("سلام")))).chapters[0].blocks
    assert isinstance(figure, Figure)
    assert (figure.captions[0].language, figure.captions[0].direction) == ("und-Arab", "rtl")


def test_an_arabic_quotation_in_a_persian_chapter_is_arabic() -> None:
    block = settle(book(chapter(said("هذه الوثيقة إلى القارئ"), language="fa"))).chapters[0].blocks[0]
    assert (block.language, block.direction) == ("ar", "rtl")


def test_latin_in_a_persian_chapter_of_a_german_book_is_german() -> None:
    block = settle(book(chapter(said("در Berlin بود"), language="fa"), language="de")).chapters[0].blocks[0]
    assert isinstance(block, Paragraph)
    assert block.content[1] == Isolate("de", "ltr", (Text("Berlin"),))


def test_latin_in_a_persian_chapter_is_of_what_most_chapters_are_in_whatever_their_order() -> None:
    persian = chapter(said(f"{LONG_PERSIAN} Papier und Tinte است", identifier="p"), language="fa")
    others = [chapter(language=language, name=name) for language, name in (("fr", "a"), ("de", "b"), ("de", "c"))]
    for chapters in ([*others, persian], [persian, *others[::-1]]):
        (settled,) = (one for one in settle(book(*chapters, language="fa")).chapters if one.id == "one")
        (run,) = (one for block in settled.blocks for one in block_inlines(block)[0] if isinstance(one, Isolate))
        assert run.language == "de"


@pytest.mark.parametrize(
    ("text", "syntax", "language", "direction"),
    [
        ('title = "سفر به یزد و کاشان"', "toml", "fa", "ltr"),
        ("bayaz build", "sh", "en", "ltr"),
        ("سفر به یزد و کاشان", "text", "fa", "rtl"),
        ("bayaz build", "", "en", "ltr"),
    ],
)
def test_code_goes_from_left_to_right_and_has_the_language_that_it_quotes(
    text: str, syntax: str, language: str, direction: Direction
) -> None:
    code = CodeBlock(id="one-code1", text=text, syntax=syntax, language="en")
    (block,) = settle(book(chapter(code, language="fa"), language="fa")).chapters[0].blocks
    assert (block.language, block.direction) == (language, direction)


def test_code_in_a_line_decides_no_direction() -> None:
    paragraph = said("نام فایل: ", CodeSpan("sources/rahnama/edition.toml"), "؛")
    alone = said(CodeSpan("edition.toml"))
    blocks = settle(book(chapter(paragraph, alone, language="fa"), language="fa")).chapters[0].blocks
    assert [(block.language, block.direction) for block in blocks] == [("fa", "rtl"), ("fa", "rtl")]


def test_a_figure_has_the_language_of_its_alternative_text() -> None:
    captions = (
        Caption(content=(Text("کوی"),), language="fa", direction="rtl"),
        Caption(content=(Text("A street in the old town"),), language="en", translation=True),
    )
    figure = Figure(id="one-street", image="a.png", alt="کوچه‌ای باریک میان دو دیوار", captions=captions)
    (block,) = settle(book(chapter(figure, language="fa"), language="fa")).chapters[0].blocks
    assert (block.language, block.direction) == ("fa", "rtl")


# --- captions of two languages ---


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("اسکلهٔ کهنه / The old pier", ["اسکلهٔ کهنه", "The old pier"]),
        ("The old pier — اسکلهٔ کهنه", ["The old pier", "اسکلهٔ کهنه"]),
        ("اسکلهٔ کهنه\nThe old pier", ["اسکلهٔ کهنه", "The old pier"]),
        ("اسکلهٔ کهنه (The old pier)", ["اسکلهٔ کهنه", "(The old pier)"]),
        ("اسکلهٔ کهنه. The old pier.", ["اسکلهٔ کهنه.", "The old pier."]),
        ("نشست UNAMI در بغداد — A meeting of the بعث", ["نشست UNAMI در بغداد", "A meeting of the بعث"]),
        ("گزارش «The Times» — بخش نخست", ["گزارش «The Times» — بخش نخست"]),
        ("اسکلهٔ کهنه (The old pier) در شب", ["اسکلهٔ کهنه (The old pier) در شب"]),
        ("گفت‌وگو با Human Rights Watch", ["گفت‌وگو با Human Rights Watch"]),
        ("اسکلهٔ کهنه (Pier)", ["اسکلهٔ کهنه (Pier)"]),
        ("The pier / the old one", ["The pier / the old one"]),
    ],
)
def test_a_caption_of_two_languages_is_two_lines(text: str, lines: list[str]) -> None:
    (figure,) = settle(book(chapter(captioned(text)))).chapters[0].blocks
    assert isinstance(figure, Figure)
    assert [text_of(caption.content) for caption in figure.captions] == lines
    if len(lines) == 2:
        assert {caption.direction for caption in figure.captions} == {"ltr", "rtl"}


def test_a_caption_of_two_languages_keeps_its_elements_and_what_was_said_of_it() -> None:
    """An element across the sign is cut there; language and short form go with the line that they are of."""
    content = (Strong((Text("اسکلهٔ کهنه / The old"),)), Text(" "), Link("#x", (Text("pier"),)))
    given = Figure(captions=(Caption(id="one-cap1", content=content, language="ur", short="The pier"),))
    (figure,) = settle(book(chapter(given))).chapters[0].blocks
    assert isinstance(figure, Figure)
    first, second = figure.captions
    assert (first.id, first.language, first.short, first.content) == (
        "one-cap1",
        "ur",
        "",
        (Strong((Text("اسکلهٔ کهنه"),)),),
    )
    assert (second.id, second.language, second.short, second.direction) == ("one-cap1-b", "en", "The pier", "ltr")
    assert second.content[0] == Strong((Text("The old"),))


# --- control characters ---


@pytest.mark.parametrize(
    ("text", "kept", "codes"),
    [
        ("a \u202bسلام\u202c b", "a \u202bسلام\u202c b", []),
        ("a \u200fb", "a \u200fb", []),
        ("a \u202bسلام b", "a سلام b", ["bidi-unbalanced"]),
        ("a\u2069 b", "a b", ["bidi-unbalanced"]),
        ("a \u202ecba\u202c b", "a \u202ecba\u202c b", ["bidi-override"]),
    ],
)
def test_control_characters_are_kept_in_pairs_and_told_alone(text: str, kept: str, codes: list[str]) -> None:
    made = settle(book(chapter(said(text))))
    block = made.chapters[0].blocks[0]
    assert isinstance(block, Paragraph)
    assert text_of(block.content) == kept
    assert [message.code for message in made.messages] == codes
    assert all(message.origin == Origin("a.txt", 3) and "\u202e" not in message.quote for message in made.messages)
