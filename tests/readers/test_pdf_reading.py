"""PDF captures reflowed: order, joining, furniture, headings, lists, tables, notes, pictures, and the ledger of pages."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import weasyprint
from PIL import Image

from compiler.model.content import (
    Block,
    Emphasis,
    Figure,
    Heading,
    List,
    Note,
    NoteRef,
    Quote,
    Strong,
    Subscript,
    Superscript,
    Table,
)
from compiler.model.ledger import faults
from compiler.model.reading import Capture, Reading, Wishes
from compiler.model.walk import block_inlines, block_text, blocks_deep, inlines_deep
from compiler.readers import pdf

CAPTURES = Path(__file__).parent.parent / "captures" / "pdf"
WORDS = (
    "Somebody counted the boats every evening and wrote the number on a slate that hung beside the door of the inn. "
)
STYLE = "@page{size:120mm 160mm;margin:20mm} body{font:10pt/1.4 'DejaVu Serif',serif} p{margin:0 0 8pt} h1,h2{bookmark-level:none}"


@cache
def printed(body: str, style: str = "", head: str = "") -> bytes:
    html = f"<html lang=en><head>{head}<style>{STYLE}{style}</style></head><body>{body}</body></html>"
    return bytes(weasyprint.HTML(string=html).write_pdf())


def read(data: bytes, **wishes: Any) -> Reading:
    reading = pdf.read(Capture("a.pdf", data, "application/pdf"), Wishes(**wishes))
    assert faults(len(reading.ledger), reading.ledger) == []
    assert all(entry.first == entry.last for entry in reading.ledger)
    return reading


def sample(name: str) -> Reading:
    return read((CAPTURES / f"{name}.pdf").read_bytes())


def blocks(body: str, style: str = "") -> tuple[Block, ...]:
    return read(printed(body, style)).documents[0].blocks


def texts(found: tuple[Block, ...]) -> list[str]:
    return [block_text(block) for block in found]


def inlines(found: tuple[Block, ...]) -> list[Any]:
    return [i for block in blocks_deep(found) for run in block_inlines(block) for i in inlines_deep(run)]


def reasons(reading: Reading) -> list[str]:
    return [entry.reason for entry in reading.ledger]


# --- paragraphs ---


def test_a_paragraph_goes_on_over_pages() -> None:
    found = blocks(f"<p>{WORDS * 14}</p>")
    assert texts(found) == [(WORDS * 14).strip()]
    assert found[0].origin and (found[0].origin.first, found[0].origin.last) == (1, 2)


def test_hyphens_put_in_go_and_others_stay() -> None:
    long = "The well-known interpretation of unquestionable circumstances notwithstanding misunderstandings, "
    style = "p{hyphens:auto;text-align:justify;width:45mm}"
    assert texts(blocks(f"<p>{long * 4}</p>", style)) == [(long * 4).strip()]


def test_paragraphs_told_apart_by_indents_alone() -> None:
    body = f"<p>{WORDS * 3}</p><p>{WORDS * 2}</p><p>{WORDS}</p>"
    found = texts(blocks(body, "p{margin:0;text-indent:1.5em;text-align:justify}"))
    assert found == [(WORDS * n).strip() for n in (3, 2, 1)]


def test_lines_ended_on_purpose_stay_apart() -> None:
    found = texts(blocks(f"<p>The Inn<br>By the Water</p><p>{WORDS * 2}</p><p>{WORDS * 2}</p><p>{WORDS * 2}</p>"))
    assert found[0] == "The Inn\nBy the Water"


def test_two_columns_are_read_one_after_the_other() -> None:
    paragraphs = [f"Number {word}. {WORDS * 2}".strip() for word in ("one", "two", "three", "four", "five", "six")]
    body = f"<h1>The Title of It</h1><div>{''.join(f'<p>{text}</p>' for text in paragraphs)}</div>"
    style = "@page{size:A4} div{columns:2;column-gap:8mm;text-align:justify}"
    assert texts(blocks(body, style)) == paragraphs


def test_styles_inside_a_paragraph() -> None:
    found = blocks(f"<p>{WORDS}It was <i>never</i> a <b>large</b> number: H<sub>2</sub>O, 10<sup>3</sup>.</p>")
    kinds = {type(inline) for inline in inlines(found)}
    assert {Emphasis, Strong, Subscript, Superscript} <= kinds


# --- furniture ---

HEAD = "@page{@top-center{content:'The Slate';font-size:8pt} @bottom-center{content:counter(page);font-size:8pt}}"


def test_running_heads_and_folios_go_and_the_ledger_says_so() -> None:
    reading = read(printed(f"<p>{WORDS * 30}</p>", HEAD))
    assert len(reading.ledger) == 4
    assert all(reason == "without running head, page number" for reason in reasons(reading))
    assert texts(reading.documents[0].blocks) == [(WORDS * 30).strip()]


@pytest.mark.parametrize("style", ["lower-roman", "persian", "upper-roman"])
def test_folios_of_any_kind(style: str) -> None:
    page = f"@page{{@bottom-right{{content:counter(page,{style})}}}}"
    assert reasons(read(printed(f"<p>{WORDS * 14}</p>", page))) == ["without page number"] * 2


def test_heads_that_change_with_the_chapter() -> None:
    page = "@page{@top-left{content:string(h) ' · ' counter(page);font-size:8pt}} h2{string-set:h content();break-before:page}"
    names = ("Boats", "Slates", "Doors")
    body = "".join(f"<h2>Chapter of {name}</h2><p>{WORDS * 16}</p>" for name in names)
    found = blocks(body, page)
    assert [block_text(block) for block in found if isinstance(block, Heading)] == [
        f"Chapter of {name}" for name in names
    ]
    assert " ".join(texts(found)).count("Chapter of") == len(names)


def test_a_line_at_the_top_that_is_text_stays() -> None:
    reading = read(printed(f"<p>{WORDS}</p><p style='break-before:page'>{WORDS * 2}</p><p>{WORDS * 3}</p>"))
    assert texts(reading.documents[0].blocks) == [(WORDS * n).strip() for n in (1, 2, 3)]
    assert reasons(reading) == ["", ""]


def test_a_printed_contents_list_is_dropped() -> None:
    reading = sample("report")
    assert [(e.fate, e.reason) for e in reading.ledger if e.first == 2] == [
        ("dropped", "running head, page number, contents list")
    ]


# --- headings ---


def test_headings_by_size_and_weight_without_outline() -> None:
    body = f"<h1>Great</h1><p>{WORDS}</p><h2>Middle</h2><p>{WORDS}</p><h3>Small</h3><p>{WORDS}</p><h2>More</h2><p>{WORDS}</p>"
    style = "h1{font-size:20pt} h2{font-size:14pt} h3{font-size:10pt;bookmark-level:none;margin:14pt 0 6pt}"
    reading = read(printed(body, style))
    found = [(b.level, block_text(b)) for b in reading.documents[0].blocks if isinstance(b, Heading)]
    assert reading.documents[0].title == "Great"
    assert found == [(1, "Middle"), (2, "Small"), (1, "More")]


def test_headings_by_the_outline_whatever_their_type() -> None:
    body = f"<p>{WORDS}</p><p class=h>Plain words</p><p>{WORDS}</p>"
    found = blocks(body, ".h{bookmark-level:1;bookmark-label:content()}")
    assert [type(block).__name__ for block in found] == ["Paragraph", "Heading", "Paragraph"]


def test_an_outline_entry_that_stands_nowhere_is_told() -> None:
    reading = read(printed(f"<p style=\"bookmark-level:1;bookmark-label:'Elsewhere'\">{WORDS}</p>"))
    assert [message.code for message in reading.messages] == ["pdf-outline-unmatched"]


# --- lists, tables, quotations ---


def test_lists_in_lists() -> None:
    inner = "<ol><li>one more</li><li>and another</li></ol>"
    found = blocks(f"<p>{WORDS}</p><ul><li>{WORDS}</li><li>second{inner}</li><li>third</li></ul><p>{WORDS}</p>")
    outer = found[1]
    assert isinstance(outer, List) and outer.style == "" and len(outer.items) == 3
    assert isinstance(outer.items[1][1], List) and outer.items[1][1].style == "decimal"


def test_numbers_that_begin_a_sentence_are_no_list() -> None:
    found = blocks(f"<p>{WORDS}</p><p>12. That was the number on the slate, and it was wrong.</p><p>{WORDS}</p>")
    assert not any(isinstance(block, List) for block in found)


def test_a_table_with_a_head() -> None:
    rows = "".join(
        f"<tr><td>{name}</td><td>{n}</td><td>{n * 2}</td></tr>" for n, name in enumerate(("Ada", "Bo", "Cy"), 1)
    )
    found = blocks(
        f"<p>{WORDS}</p><table><tr><th>Name</th><th>Boats</th><th>Oars</th></tr>{rows}</table><p>{WORDS}</p>",
        "td,th{padding-right:10mm;text-align:left}",
    )
    table = found[1]
    assert isinstance(table, Table)
    assert (len(table.head), len(table.body)) == (1, 3)
    assert [block_text(block) for block in (found[0], found[2])] == [WORDS.strip()] * 2


def test_a_quotation_set_in_from_both_sides() -> None:
    found = blocks(
        f"<p>{WORDS * 2}</p><blockquote>{WORDS * 2}</blockquote><p>{WORDS * 2}</p>", "blockquote{margin:0 12mm 8pt}"
    )
    assert isinstance(found[1], Quote)
    assert block_text(found[1]) == (WORDS * 2).strip()


# --- notes ---


def test_notes_at_the_foot_are_called() -> None:
    found = sample("weights-footnotes").documents[0].blocks
    notes = [block for block in found if isinstance(block, Note)]
    calls = [inline for inline in inlines(found) if isinstance(inline, NoteRef)]
    assert [call.note for call in calls] == [note.id for note in notes]
    assert [note.marker for note in notes] == ["1", "2", "3"]


def test_small_print_without_a_mark_is_no_note() -> None:
    found = blocks(f"<p>{WORDS * 3}</p><p style='font-size:7pt'>{WORDS}</p>")
    assert not any(isinstance(block, Note) for block in found)
    assert texts(found)[1] == WORDS.strip()


# --- right to left ---


def test_persian_letter_by_letter() -> None:
    reading = sample("persian")
    document = reading.documents[0]
    assert document.language == "fa"
    assert {(block.language, block.direction) for block in document.blocks} == {("fa", "rtl")}
    text = "\n".join(texts(document.blocks))
    for words in ("می‌نوشتند", "سال ۱۳۴۲ است", "«همان که دیروز بود».", "River Notes که", "۲۷ سانتی‌متر", "پلهٔ چهارم"):
        assert words in text


# --- pictures ---


def test_pictures_captions_and_what_repeats() -> None:
    reading = sample("photographs")
    figures = [block for block in reading.documents[0].blocks if isinstance(block, Figure)]
    assert [figure.image for figure in figures] == [picture.name for picture in reading.pictures]
    assert all(figure.captions and figure.alt for figure in figures)
    assert reading.pictures[0].media_type == "image/jpeg" and reading.pictures[1].media_type == "image/png"
    assert all("repeated picture" in reason for reason in reasons(reading))


def test_a_jpeg_is_kept_as_the_file_holds_it() -> None:
    (first, *_) = sample("photographs").pictures
    with Image.open(io.BytesIO(first.data)) as image:
        assert (image.format, image.size) == ("JPEG", (first.width, first.height))


def test_caption_without_a_picture() -> None:
    found = blocks(f"<p>{WORDS}</p><p>Figure 3. The slate, drawn from memory</p><p>{WORDS}</p>")
    assert isinstance(found[1], Figure) and not found[1].image


# --- facts ---


def test_facts_of_the_file_and_of_the_first_page() -> None:
    document = sample("report").documents[0]
    assert (document.title, document.subtitle) == ("The Staff and the Stream", "Gauges of the Upper Tarn")
    assert (document.authors, document.date) == (("Ottilie Brandt", "Femi Lawson"), "2013-09-14")


@pytest.mark.parametrize("title", ["Microsoft Word - draft.doc", "untitled", "scan0001.pdf", "   "])
def test_titles_that_are_no_titles(title: str) -> None:
    data = printed(f"<h1>The Slate</h1><p>{WORDS}</p>", "h1{font-size:20pt}", f"<title>{title}</title>")
    assert read(data).documents[0].title == "The Slate"


def test_the_editor_settles_roles_and_language() -> None:
    data = printed(f"<p>Said apart</p><p>{WORDS}</p><p>Leave this out.</p><p>{WORDS}</p>")
    reading = read(data, roles=(("Said apart", "heading"), ("Leave this out.", "drop")), language="nl")
    found = reading.documents[0].blocks
    assert [type(block).__name__ for block in found] == ["Heading", "Paragraph", "Paragraph"]
    assert {block.language for block in found} == {"nl"}
