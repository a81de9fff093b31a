"""Every kind of block and inline, in both skins and layouts: well-formed, to the letter, with language and direction."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from compiler import render
from compiler.model.content import Block, Figure, Inline, InlineImage, Inlines, Link, Note, NoteRef, Paragraph, Text
from compiler.model.outline import outline
from compiler.model.walk import blocks_deep
from compiler.render import composing

from .books import BLOCKS, INLINES, NOTES, book, chapter, paragraph, words
from .reading import LAYOUTS, electronic, find, layout, page, printed, text, tree

GOLDEN = Path(__file__).parent / "golden"


def show(skin: str, *blocks: Block, notes: tuple[Note, ...] = NOTES, name: str = "classic", **more: Any) -> Any:
    """The rendered chapter page of these blocks."""
    made = book(chapter(blocks, notes, **more), *book().chapters[1:])
    if skin == "print":
        return page(render.chapters(made, layout(name)), "one")
    return page(render.ebook(made, layout(name), outline(made)), "one")


def test_the_sample_holds_every_kind() -> None:
    """A kind added to the model without a macro would otherwise only be met by a reader."""
    assert {composing.kind(block) for block in BLOCKS} == {kind.__name__.lower() for kind in get_args(Block)}
    assert {composing.kind(inline) for inline in INLINES} == {kind.__name__.lower() for kind in get_args(Inline)}


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("make", [printed, electronic], ids=["print", "ebook"])
def test_every_kind_is_shown(name: str, make: Any) -> None:
    shown = page(make(name), "one")
    ids = {element.get("id") for element in tree(shown).iter() if element.get("id")}
    assert {block.id for block in blocks_deep(BLOCKS)} - {"one-p9", "one-mark12"} <= ids
    said = text(tree(shown))
    for phrase in (
        "plain & <safe>",
        "a < b",
        "بیاض",
        "A drawn line",
        "a second line",
        "<two>",
        "Its second paragraph.",
    ):
        assert phrase in said


@pytest.mark.parametrize("block", BLOCKS, ids=[f"{composing.kind(b)}-{b.id}" for b in BLOCKS])
@pytest.mark.parametrize("skin", ["print", "ebook"])
def test_golden(skin: str, block: Block) -> None:
    """What each block becomes; `REWRITE_GOLDENS=1` writes the files anew, to be reviewed in the diff."""
    shown = find(show(skin, block), f"//*[@id='{block.id}']")[0]
    parent = shown.getparent() if shown.tag.endswith("table") else shown
    for element in parent.iter():
        element.tag = element.tag.split("}")[-1]
    etree.cleanup_namespaces(parent)
    made = etree.tostring(parent, encoding="unicode", with_tail=False) + "\n"
    file = GOLDEN / skin / f"{block.id}.html"
    if os.environ.get("REWRITE_GOLDENS"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(made, "utf-8")
    assert made == file.read_text("utf-8")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=60))
@settings(max_examples=60, deadline=None)
def test_text_goes_out_to_the_letter(said: str) -> None:
    made = book(chapter((paragraph("one-p1", said),)))
    for rendered in (render.chapters(made, layout("classic")), render.ebook(made, layout("classic"), outline(made))):
        element = find(page(rendered, "one"), "//*[@id='one-p1']")[0]
        assert "".join(element.itertext()) == said


def test_characters_that_xml_cannot_hold_are_shown_as_such() -> None:
    shown = find(show("ebook", paragraph("one-p1", "a\x00b\x1fc\ufffe")), "//*[@id='one-p1']")[0]
    assert shown.text == "a\ufffdb\ufffdc\ufffd"


# --- hostile content ---


@pytest.mark.parametrize("skin", ["print", "ebook"])
def test_markup_in_content_is_only_words(skin: str) -> None:
    evil = '"><script>alert(1)</script><img src=x onerror="alert(2)">'
    blocks = (
        paragraph("one-p1", evil),
        Figure(id="one-f", image='x" onload="y', alt=evil, captions=(), credit=evil),
        Paragraph(id="one-p2", language='en" onclick="x', content=words("x")),
    )
    shown = show(skin, *blocks, subtitle=evil)
    names = {element.tag.split("}")[-1] for element in tree(shown).iter()}
    assert "script" not in names
    assert not [a for element in tree(shown).iter() for a in element.attrib if a.lower().startswith("on")]
    assert evil in "".join(tree(shown).itertext())


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", " javascript:x", "//a.b"]
)
def test_links_that_no_book_may_have_keep_their_words_only(target: str) -> None:
    shown = show("ebook", paragraph("one-p1", (Link(target, words("words")),)))
    element = find(shown, "//*[@id='one-p1']")[0]
    assert text(element) == "words"
    assert not element.findall(".//{*}a")


def test_a_style_of_list_that_is_unknown_becomes_numbers() -> None:
    shown = find(show("ebook", BLOCKS[10]), "//*[@id='one-l3']")[0]
    assert shown.get("class") == "decimal"


# --- language and direction ---


def test_language_and_direction_are_said_only_where_they_change() -> None:
    shown = show("ebook", *BLOCKS)
    persian = find(shown, "//*[@id='one-p3']")[0]
    assert (persian.get("lang"), persian.get("dir")) == ("fa", "rtl")
    assert persian.get("{http://www.w3.org/XML/1998/namespace}lang") == "fa"
    plain = find(shown, "//*[@id='one-p2']")[0]
    assert plain.get("lang") is None
    assert plain.get("dir") is None
    caption = find(shown, "//*[@id='one-cap2']")[0]
    assert (caption.get("lang"), caption.get("dir"), caption.get("class")) == ("fa", "rtl", "caption")
    translation = find(shown, "//*[@id='one-cap3']")[0]
    assert (translation.get("lang"), translation.get("class")) == (None, "translation")


def test_english_inside_persian_says_so() -> None:
    persian = Paragraph(id="one-p1", language="en", direction="ltr", content=words("English"))
    shown = show("ebook", persian, language="fa", direction="rtl")
    element = find(shown, "//*[@id='one-p1']")[0]
    assert (element.get("lang"), element.get("dir")) == ("en", "ltr")
    assert find(shown, "//*[@id='one']")[0].get("dir") == "rtl"


def test_a_picture_that_is_not_held_is_said_in_the_language_of_the_chapter() -> None:
    figure = replace(BLOCKS[6], language="fa", direction="rtl")
    english = find(show("print", BLOCKS[6]), "//*[@id='one-fig2']")[0]
    persian = find(show("print", figure, language="fa", direction="rtl"), "//*[@id='one-fig2']")[0]
    assert "Picture not held" in text(english)
    assert "Figure 2" in text(english)
    assert "تصویر ۲" in text(persian)


def test_a_link_that_says_nothing_is_no_link() -> None:
    """A picture without words in a link, as saved pages have them; listeners would hear an address."""
    silent = InlineImage("a.png", "", decorative=True)
    spoken = InlineImage("a.png", "A quay.")
    for content, count in (((silent,), 0), ((Text(" "),), 0), ((spoken,), 1), ((Text("words"),), 1)):
        shown = show("ebook", Paragraph(id="one-p1", content=(Link("https://example.org/", content),)))
        assert len(find(shown, "//*[@id='one-p1']//h:a")) == count


# --- notes ---


def called_twice() -> Inlines:
    return (Text("a"), NoteRef("one-n1", "1", "1"), Text("b"), NoteRef("one-n1", "1", "1"))


def test_a_printed_note_stands_at_its_first_call() -> None:
    shown = show("print", paragraph("one-p1", called_twice()))
    notes = find(shown, "//h:span[@class='footnote']")
    assert [note.get("data-sign") for note in notes] == ["1"]
    assert text(notes[0]) == "A note.Its second paragraph."
    assert [a.get("href") for a in find(shown, "//h:a[@class='call']")] == ["#one-n1"]


def test_an_electronic_note_is_called_and_leads_back() -> None:
    shown = show("ebook", paragraph("one-p1", called_twice()))
    calls = find(shown, "//h:a[@epub:type='noteref']")
    assert [(a.get("href"), a.get("role"), a.get("id")) for a in calls] == [
        ("#one-n1", "doc-noteref", "call-one-n1"),
        ("#one-n1", "doc-noteref", None),
    ]
    note = find(shown, "//h:aside[@epub:type='footnote']")[0]
    assert (note.get("id"), note.get("role")) == ("one-n1", "doc-footnote")
    assert note.find("{*}a").get("href") == "#call-one-n1"


def test_a_note_called_from_a_note_stands_at_the_end_in_print() -> None:
    inner = Note(id="one-n2", language="en", number="2", blocks=(paragraph("one-p12", "inner"),))
    outer = Note(id="one-n1", language="en", number="1", blocks=(paragraph("one-p13", (NoteRef("one-n2", "2", "2"),)),))
    shown = show("print", paragraph("one-p1", (NoteRef("one-n1", "1", "1"),)), notes=(outer, inner))
    assert len(find(shown, "//h:span[@class='footnote']")) == 1
    assert text(find(shown, "//h:section[@class='notes']//h:div[@id='one-n2']")[0]) == "2 inner"


def test_a_call_without_its_note_keeps_its_sign() -> None:
    shown = show("ebook", paragraph("one-p1", (Text("a"), NoteRef("gone", "7"))), notes=())
    assert text(find(shown, "//*[@id='one-p1']")[0]) == "a7"


@pytest.mark.parametrize("block", [b for b in BLOCKS if b.id not in ("one-fig1", "one-page1")], ids=lambda b: b.id)
def test_a_printed_note_may_hold_any_block(block: Block) -> None:
    """Only phrasing may stand at a call: a paragraph would end the one that holds the call."""
    note = Note(id="one-n1", language="en", number="1", blocks=(block,))
    shown = show("print", paragraph("one-p0", (NoteRef("one-n1", "1", "1"),)), notes=(note,))
    inside = find(shown, "//h:span[@class='footnote']//*")
    assert not {element.tag.split("}")[-1] for element in inside} & {
        "p",
        "div",
        "ul",
        "ol",
        "table",
        "blockquote",
        "pre",
    }


def test_a_title_has_its_runs_isolated() -> None:
    side = composing.Side("fa", "rtl")
    assert str(composing.isolated("راهنمای شهر New York & <", side)) == (
        'راهنمای شهر <bdi lang="en" xml:lang="en" dir="ltr">New York</bdi> &amp; &lt;'
    )
    assert str(composing.isolated("ספר", side)) == '<bdi lang="he" xml:lang="he" dir="rtl">ספר</bdi>'
    assert str(composing.isolated("کتاب", side)) == "کتاب"
    assert str(composing.isolated("A Guide", side)) == '<bdi lang="en" xml:lang="en" dir="ltr">A Guide</bdi>'
    assert str(composing.isolated("تا 2024-05-12", side)) == 'تا <bdi dir="ltr">2024-05-12</bdi>'


def test_a_note_longer_than_a_page_can_hold_stands_at_the_end_of_its_chapter() -> None:
    def noted(length: int) -> Any:
        note = Note(id="one-n1", blocks=(paragraph("one-n1-p1", "word " * (length // 5)),), number="1")
        return show("print", paragraph("one-p1", (Text("a"), NoteRef("one-n1", "1", "1"))), notes=(note,))

    short, long = noted(1500), noted(1700)
    assert len(find(short, "//h:span[@class='footnote']")) == 1
    assert not find(long, "//h:span[@class='footnote']")
    assert len(find(long, "//h:section[@class='notes']//*[@id='one-n1']")) == 1
