"""Markdown captures: what becomes of each kind of block, inline and line."""

from __future__ import annotations

from typing import Any

import pytest

from compiler.messages import CaptureError
from compiler.model.content import (
    Block,
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
    Strong,
    Table,
    Text,
    Verse,
)
from compiler.model.ledger import faults
from compiler.model.reading import Capture, Entry, Reading, Wishes
from compiler.model.walk import block_inlines, block_text, blocks_deep, inlines_deep
from compiler.readers import markdown

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000" + "1f15c4890000000d49444154789c63f8cfc0f01f00050001ff"
    "56c7d3aa0000000049454e44ae426082"
)

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><path d="M0 0h9v9z"/></svg>'


def read(text: str | bytes, **wishes: Any) -> Reading:
    data = text.encode() if isinstance(text, str) else text
    reading = markdown.read(Capture("a.md", data, "text/markdown"), Wishes(**wishes))
    if isinstance(text, str):
        assert faults(text.count("\n") + 1, reading.ledger) == []
    return reading


def blocks(text: str, **wishes: Any) -> tuple[Block, ...]:
    return read(text, **wishes).documents[0].blocks


def only(text: str, **wishes: Any) -> Any:
    (block,) = blocks(text, **wishes)
    return block


def codes(reading: Reading) -> list[str]:
    return [message.code for message in reading.messages]


def fate(reading: Reading, line: int) -> Entry:
    (entry,) = [entry for entry in reading.ledger if entry.first <= line <= entry.last]
    return entry


# --- inline ---


def test_inline_content() -> None:
    block = only("a *b **c*** `d*`\\\ne")
    assert block.content == (
        Text("a "),
        Emphasis((Text("b "), Strong((Text("c"),)))),
        Text(" "),
        CodeSpan("d*"),
        LineBreak(),
        Text("e"),
    )


def test_lines_of_one_paragraph_are_joined_by_spaces() -> None:
    block = only("one\ntwo &amp; \\*three\\*")
    assert block.content == (Text("one two & *three*"),)
    assert (block.origin.first, block.origin.last) == (1, 2)


@pytest.mark.parametrize(
    "target", ["http://example.org/a", "https://example.org/?q=1", "mailto:a@example.org", "#there", "source:report-1"]
)
def test_links_that_a_book_can_hold(target: str) -> None:
    (link,) = only(f"[words]({target} 'why')").content
    assert link == Link(target, (Text("words"),), "why")


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "other.md", "//host/x"]
)
def test_other_links_keep_their_words_only(target: str) -> None:
    reading = read(f"a [words]({target}) b")
    assert block_text(reading.documents[0].blocks[0]) == "a words b"
    assert not [i for i in inlines_deep(block_inlines(reading.documents[0].blocks[0])[0]) if isinstance(i, Link)]
    assert codes(reading) == ["link-dropped"]


def test_links_to_headings_follow_their_new_ids() -> None:
    first, paragraph = blocks("## Old *Business*\n\n[see](#old-business)")
    assert paragraph.content[0].target == f"#{first.id}"  # type: ignore[union-attr]


def test_tags_are_left_out_and_their_words_kept() -> None:
    reading = read("a <b onclick=x>bold</b> <!-- c -->word<br/>end")
    assert block_text(reading.documents[0].blocks[0]) == "a bold word\nend"
    assert codes(reading) == ["raw-html"]


def test_span_with_a_language_is_isolated() -> None:
    _, isolate, _ = only("the word [کتاب]{lang=fa} here").content
    assert isolate == Isolate("fa", "rtl", (Text("کتاب"),))


def test_span_without_meaning_is_its_words() -> None:
    assert block_text(only("[words]{.loud} stay")) == "words stay"


def test_a_language_that_is_none_is_reported() -> None:
    assert codes(read("[words]{lang=a:b}")) == ["language-bad"]
    assert codes(read("{dir=up}\nwords")) == ["direction-bad"]


# --- blocks ---


def test_first_heading_of_level_one_is_the_title() -> None:
    reading = read("# The *Title*\n\n## Part")
    assert reading.documents[0].title == "The Title"
    assert [block_text(block) for block in reading.documents[0].blocks] == ["Part"]
    assert fate(reading, 1) == Entry(1, 1, "metadata", "title")


def test_a_deeper_first_heading_is_no_title() -> None:
    reading = read("## Part\n\n# Other")
    assert reading.documents[0].title == ""
    assert len(reading.documents[0].blocks) == 2


def test_levels_have_no_gaps() -> None:
    found = blocks("# T\n\n## a\n\n#### b\n\n#### c\n\n### d\n\n## e")
    assert [block.level for block in found if isinstance(block, Heading)] == [1, 2, 2, 2, 1]


def test_numbers_printed_in_headings_are_labels() -> None:
    found = [
        (b.label, block_text(b))
        for b in blocks("## 2. Two\n\n## 1.2 Half\n\n## 1984 was dry")
        if isinstance(b, Heading)
    ]
    assert found == [("2.", "Two"), ("1.2", "Half"), ("", "1984 was dry")]


def test_lists_nest_and_count() -> None:
    outer = only("3. three\n4. four\n   - inner")
    assert isinstance(outer, List)
    assert (outer.style, outer.start, len(outer.items)) == ("decimal", 3, 2)
    assert isinstance(outer.items[1][1], List) and outer.items[1][1].style == ""
    assert only("0. nought").start == 0


@pytest.mark.parametrize(
    ("text", "style", "start"),
    [("۱. یک\n۲. دو", "persian", 1), ("۹) نه\n۱۰) ده", "persian", 9), ("٣. a\n٤. b", "arabic-indic", 3)],
)
def test_lists_are_numbered_in_the_digits_that_they_are_written_in(text: str, style: str, start: int) -> None:
    made = only(text)
    assert (made.style, made.start, len(made.items)) == (style, start, 2)


def test_a_list_in_persian_digits_is_a_list_like_any_other() -> None:
    paragraph, outer = blocks("سه گام:\n۱. یک\n   - تو\n\n   ```sh\n   ۱. bayaz\n   ```\n۲. دو")
    assert isinstance(paragraph, Paragraph) and isinstance(outer, List)
    assert [type(block).__name__ for block in outer.items[0]] == ["Paragraph", "List", "CodeBlock"]
    assert block_text(outer.items[0][2]) == "۱. bayaz"
    assert len(outer.items) == 2


@pytest.mark.parametrize("text", ["سال\n۱۳۹۵. بعد", "۱.یک", "۱۲۳۴۵۶۷۸۹۰. ده رقم", "۱2. دو خط", "۱", "۱:"])
def test_numbers_that_open_no_list_stay_as_they_are(text: str) -> None:
    assert block_text(only(text)) == text.replace("\n", " ")


def test_definitions() -> None:
    block = only("Term\n: one\n: two\n\nOther\n: three")
    assert isinstance(block, Definitions)
    assert [(term[0], len(said)) for term, said in block.items] == [(Text("Term"), 2), (Text("Other"), 1)]


def test_table_with_alignment() -> None:
    block = only("| a | b |\n|:-:|--:|\n| *c* | |")
    assert isinstance(block, Table)
    assert [cell.align for cell in block.head[0]] == ["center", "right"]
    assert block.head[0][0].header and not block.body[0][0].header
    assert block.body[0][0].content == (Emphasis((Text("c"),)),)


def test_quote_with_attribution() -> None:
    block = only("> said\n>\n> {.attribution}\n> who")
    assert isinstance(block, Quote)
    assert (block_text(block.blocks[0]), block.attribution) == ("said", (Text("who"),))


def test_verse_fence() -> None:
    block = only("```verse\none *two*\n\nthree\nfour\n```")
    assert isinstance(block, Verse)
    assert [len(stanza) for stanza in block.stanzas] == [1, 2]
    assert block.stanzas[0][0] == (Text("one "), Emphasis((Text("two"),)))


def test_code_keeps_everything() -> None:
    block = only("```sh extra\n a  <b>\n\n```")
    assert (block.text, block.syntax) == (" a  <b>\n", "sh")


def test_attributes_of_a_line_of_their_own() -> None:
    reading = read("{#here .byline lang=fa}\nnama\n\n[go](#here)")
    first, second = reading.documents[0].blocks
    assert isinstance(first, Paragraph) and isinstance(second, Paragraph)
    assert (first.language, first.direction, first.role) == ("fa", "rtl", "byline")
    assert second.content[0] == Link(f"#{first.id}", (Text("go"),))
    assert fate(reading, 1).fate == "metadata"


@pytest.mark.parametrize("line", ["{words stay}", "{.a} words stay }", "{a=b words stay}", "{ }words stay"])
def test_braces_that_are_no_attributes_are_words(line: str) -> None:
    assert "words stay" in block_text(only(line))


def test_attributes_after_a_heading() -> None:
    heading = only("## Words {#w lang=fa dir=ltr}")
    assert (block_text(heading), heading.language, heading.direction) == ("Words", "fa", "ltr")


def test_direction_follows_the_letters() -> None:
    first, second = blocks("متن فارسی است و دراز است و زبانش پیداست\n\nEnglish it is")
    assert (first.language, first.direction) == ("fa", "rtl")
    assert (second.direction, second.language) == ("ltr", "en")


# --- figures ---


def beside(name: str) -> bytes | None:
    return {"a b.png": PIXEL, "bad.png": b"no picture"}.get(name)


def test_a_picture_alone_is_a_figure() -> None:
    reading = read('![what it shows](<a b.png> "The caption")', beside=beside)
    (figure,) = reading.documents[0].blocks
    assert isinstance(figure, Figure)
    assert (figure.image, figure.alt, figure.decorative) == (reading.pictures[0].name, "what it shows", False)
    assert figure.captions[0].content == (Text("The caption"),)


def test_a_picture_in_a_line_stays_in_it() -> None:
    reading = read("see ![x](a%20b.png) here", beside=beside)
    (paragraph,) = reading.documents[0].blocks
    assert block_inlines(paragraph)[0][1] == InlineImage(reading.pictures[0].name, "x")


def test_a_picture_without_words_says_nothing_only_where_its_author_says_so() -> None:
    bare, ornament, named, in_line = (
        read(
            "![](<a b.png>)\n\n![](<a b.png>){.decorative}\n\n![x](<a b.png>){.decorative}\n\na ![](<a b.png>){.decorative} b",
            beside=beside,
        )
        .documents[0]
        .blocks
    )
    assert [one.decorative for one in (bare, ornament, named) if isinstance(one, Figure)] == [False, True, False]
    picture = block_inlines(in_line)[0][1]
    assert isinstance(picture, InlineImage) and picture.decorative


@pytest.mark.parametrize(
    ("name", "code"),
    [("gone.png", "image-not-held"), ("bad.png", "image-bad"), ("https://x.org/a.png", "image-not-held")],
)
def test_a_picture_that_is_not_there(name: str, code: str) -> None:
    reading = read(f'![alt]({name} "cap")\n\na ![alt]({name}) b', beside=beside)
    figure, paragraph = reading.documents[0].blocks
    assert isinstance(figure, Figure) and figure.image == "" and figure.captions
    assert block_text(paragraph) == "a alt b"
    assert codes(reading) == [code, code]
    assert reading.pictures == ()


# --- notes ---


def test_notes_and_their_calls() -> None:
    first, second, note = blocks("a[^1] b^[inside]\n\n[^1]: The *note*.\n\n    More.")
    assert isinstance(second, Note) and isinstance(note, Note)
    calls = [inline for inline in block_inlines(first)[0] if isinstance(inline, NoteRef)]
    assert [call.note for call in calls] == [note.id, second.id]
    assert [call.marker for call in calls] == ["1", "2"]
    assert block_text(note) == "The note.\nMore."
    assert (note.origin.first, note.origin.last) == (3, 5)  # type: ignore[union-attr]


def test_notes_that_nothing_calls_and_notes_written_twice_are_reported() -> None:
    reading = read("[^a]: one\n\n[^a]: two")
    assert codes(reading) == ["note-uncalled", "note-twice"]
    assert len(reading.documents[0].blocks) == 2


# --- the ledger ---


def test_every_line_has_its_fate() -> None:
    reading = read("<hr>\n<div>\n</div>\n\n[a]: http://b.c\n\n<!-- y -->\n\n#\n\nwords")
    fates = [
        (entry.first, entry.fate, entry.where or entry.reason) for entry in reading.ledger if entry.reason != "blank"
    ]
    assert fates == [
        (1, "kept", "d1-rule1"),
        (5, "metadata", "link target"),
        (7, "dropped", "comment"),
        (9, "dropped", "heading without words"),
        (11, "kept", "d1-p1"),
    ]


def test_words_beside_a_comment_are_kept() -> None:
    assert block_text(only("<!-- a --> words")) == "words"


def test_a_block_of_html_is_read_as_a_page_is() -> None:
    table, paragraph, figure = blocks(
        "<table><tr><td>a</td><td>b</td></tr></table>\n\n<p dir=rtl>سلام <b>دنیا</b></p>\n\n"
        '<figure id="map"><img src="m.svg" alt="A map"><figcaption>The map</figcaption></figure>',
        beside={"m.svg": DRAWING}.get,
    )
    assert isinstance(table, Table) and len(table.body[0]) == 2
    assert (block_text(paragraph), paragraph.direction) == ("سلام دنیا", "rtl")
    assert isinstance(figure, Figure) and (figure.alt, bool(figure.image)) == ("A map", True)
    assert [block.origin.first for block in (table, paragraph, figure) if block.origin] == [1, 3, 5]


def test_what_a_page_would_not_show_is_left_out_of_html_and_said() -> None:
    reading = read("<div>\n<script>x()</script>\nwords\n</div>\n\n<form><p>Name</p></form>\n\n</div>")
    assert [block_text(block) for block in reading.documents[0].blocks] == ["words"]
    assert codes(reading) == ["raw-html", "raw-html"]
    assert [(e.first, e.fate, e.where or e.reason) for e in reading.ledger if e.reason != "blank"] == [
        (1, "kept", "d1-p1"),
        (6, "dropped", "raw HTML"),
        (8, "dropped", "raw HTML"),
    ]


def test_lone_carriage_returns_do_not_count_as_lines() -> None:
    data = b"one\r\rtwo\r\n\r\nthree"
    reading = read(data)
    assert [(b.origin.first, block_text(b)) for b in reading.documents[0].blocks if b.origin] == [
        (1, "one"),
        (1, "two"),
        (3, "three"),
    ]
    assert faults(3, reading.ledger) == []


def test_separators_of_unicode_end_no_line() -> None:
    assert only("a\u2028b\u0085c\n\x0cd").origin.last == 2


# --- bad input ---


def test_what_is_no_utf8_is_refused_with_its_line() -> None:
    with pytest.raises(CaptureError) as caught:
        read(b"good\nbad \xff\xfe here")
    assert caught.value.messages[0].code == "text-encoding"
    assert caught.value.messages[0].origin and caught.value.messages[0].origin.first == 2


def test_byte_order_marks() -> None:
    for encoding in ("utf-8-sig", "utf-16"):
        reading = read("# سلام".encode(encoding))
        assert reading.documents[0].title == "سلام"
    assert codes(read("word".encode("utf-16"))) == ["encoding"]


@pytest.mark.parametrize("text", [">" * 500 + " words", "\n".join("  " * depth + "- w" for depth in range(200))])
def test_nesting_is_bounded_with_a_message(text: str) -> None:
    with pytest.raises(CaptureError) as caught:
        read(text)
    assert caught.value.messages[0].code == "text-too-deep"


def test_deep_emphasis_keeps_its_words() -> None:
    text = "*a _b " * 300 + "c" + "_*" * 300
    assert block_text(only(text)).split() == ["a", "b"] * 300 + ["c"]
    assert 10 < _depth(block_inlines(only(text))[0]) < 60


def _depth(content: Any) -> int:
    return 1 + max((_depth(getattr(inline, "content", ())) for inline in content), default=0)


def test_empty_text_says_so() -> None:
    assert codes(read("")) == ["capture-empty"]
    assert codes(read("\n \n")) == ["capture-empty"]


def test_the_editor_settles_roles() -> None:
    text = "Said at the table\n\nDrop  me\n\nThe name\n\nStays"
    roles = (("Said at the table", "heading"), ("Drop me", "drop"), ("The name", "title"), ("Never there", "note"))
    reading = read(text, roles=roles)
    document = reading.documents[0]
    assert [type(block) for block in document.blocks] == [Heading, Paragraph]
    assert document.title == "The name"
    assert (fate(reading, 3).fate, fate(reading, 5).where) == ("dropped", "title")
    assert codes(reading) == ["role-unmatched"]


@pytest.mark.parametrize("role", ["paragraph", "caption", "note", "list", "quote", "verse", "byline", "document"])
def test_every_role_keeps_the_words(role: str) -> None:
    block = only("some words", roles=(("some words", role),))
    assert block_text(block) == "some words"
    assert next(iter(blocks_deep((block,)))).id.startswith("d1-")
