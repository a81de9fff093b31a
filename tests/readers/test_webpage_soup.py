"""Whatever a page holds, the reader gives a sound reading that says nothing but what the model can say."""

from __future__ import annotations

from typing import get_args

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compiler import readers
from compiler.messages import CaptureError
from compiler.model.content import Block, Inline, Link, NoteRef
from compiler.model.ledger import faults
from compiler.model.listing import reading_data
from compiler.model.reading import Capture, Reading
from compiler.model.walk import block_inlines, blocks_deep, inlines_deep

NAMES = st.sampled_from(
    """p div span b i em strong a ul ol li dl dt dd table tr td th thead caption figure figcaption img picture source svg path
    blockquote cite footer aside nav article main section h1 h3 h6 pre code hr br sup sub q bdi bdo ruby rt del ins script style form
    noscript template math title meta time header iframe body html xyz""".split()  # noqa: SIM905 - a list of this length reads better so
)
ATTRIBUTES = st.sampled_from(
    [
        "",
        "class=caption",
        "class='wp-caption'",
        "class=footnotes",
        "class=poem",
        "class=share",
        "class=byline",
        "class=entry-title",
        "id=a",
        "id=b",
        "href='#a'",
        "href='#b' role=doc-noteref",
        "href='https://x.example'",
        "href='javascript:1'",
        "role=doc-footnote",
        "dir=rtl",
        "lang=fa",
        "dir=auto",
        "hidden",
        "style='display:none'",
        "start=9999999",
        "colspan=0 rowspan=0",
        "src='data:,x'",
        "src=x.png alt=y",
        "srcset='a 1x, b 2x'",
        "datetime=2020-01-02",
        "content=x name=author",
        "onclick=x",
        "aria-hidden=true",
        "class=subtitle",
        "itemprop=articleBody",
        "viewBox='0 0 1 1'",
        "type=application/ld+json",
    ]
)
TEXT = st.sampled_from(
    [
        "word ",
        "1",
        "*",
        "سلام ",
        "&nbsp;",
        "By Ann Lee",
        "Is it?",
        "\n\n",
        "&#8617;",
        "&lt;",
        "{",
        "4 May 2016",
        "— ",
        "&#1;&#12;&#65535;",
    ]
)


@st.composite
def pieces(draw: st.DrawFn) -> str:
    kind = draw(st.integers(0, 3))
    if kind == 0:
        return draw(TEXT)
    name = draw(NAMES)
    return f"</{name}>" if kind == 1 else f"<{name} {draw(ATTRIBUTES)}>"


def sound(reading: Reading) -> None:
    total = max(entry.last for entry in reading.ledger)
    assert faults(total, reading.ledger) == []
    data = reading_data(reading)
    ids = [row["id"] for document in data["documents"] for row in document["blocks"]]
    assert all(ids)
    for document in reading.documents:
        blocks = list(blocks_deep(document.blocks))
        named = [block.id for block in blocks]
        assert len(named) == len(set(named))
        for block in blocks:
            assert isinstance(block, get_args(Block))
            assert block.origin is not None
            assert 1 <= (block.origin.first or 0) <= (block.origin.last or 0) <= total
            for inline in (inline for run in block_inlines(block) for inline in inlines_deep(run)):
                _sound_inline(inline, set(named))


def _sound_inline(inline: Inline, named: set[str]) -> None:
    assert isinstance(inline, get_args(Inline))
    if isinstance(inline, Link):
        assert inline.target.startswith(("http://", "https://", "mailto:")) or inline.target[1:] in named
    if isinstance(inline, NoteRef):
        assert inline.note in named


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(pieces(), max_size=40))
def test_any_soup_of_tags_gives_a_sound_reading(parts: list[str]) -> None:
    try:
        sound(readers.read(Capture("soup.html", "".join(parts).encode(), "text/html")))
    except CaptureError as error:
        assert error.messages[0].code == "page-empty"


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["text/html", "application/xhtml+xml", "multipart/related"]))
def test_any_bytes_give_a_reading_or_a_capture_error(data: bytes, kind: str) -> None:
    try:
        sound(readers.read(Capture("bytes", data, kind)))
    except CaptureError as error:
        assert error.messages[0].code in {"page-empty", "mhtml-damaged"}
