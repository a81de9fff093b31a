"""What holds for every text capture, whatever is in it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compiler.messages import CaptureError
from compiler.model.ledger import faults
from compiler.model.listing import reading_data
from compiler.model.reading import Capture, Reading, Wishes
from compiler.readers.text import read

WORDS = (
    "The river",
    "By Ada Lorn",
    "1. Aim",
    "2. Means",
    "[1]",
    "* one",
    "word*",
    "Contents",
    "Also read:",
    "> said",
    "…",
    "۱۲ مهر ۱۳۹۹",
    "کتاب",
    "עברית",
    "---",
    "====",
    "Photo: A. Bee",
    "Chapter I",
    "\t",
    "    ",
    "\x0c",
    "41",
    "\u2028",
    "\x85",
    "\xa0",
    "Share",
    "Reply",
    "From: a",
    "Subject: b",
    "follow-",
    "ing to the end of it.",
    "A sentence that is long enough to be one, and ends.",
    "a) x",
    "| a | b |",
    "Home",
    "Tags: a, b",
    "“Quoted.”",
    "Q: Why?",
    "A: So.",
    "©",
    "5 May 2001",
    "(1) note",
    "¹",
    "Notes",
    "```",
    "def f(x):",
)
LINES = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)
PAGES = st.lists(LINES, max_size=40).map("\n".join)
ANYTHING = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0\ufeff"), max_size=300)


def reading_of(text: str) -> Reading | None:
    """The reading, None where there is nothing to read."""
    try:
        return read(Capture("any.txt", text.encode("utf-8"), "text/plain"), Wishes())
    except CaptureError as error:
        assert error.messages[0].code in {"capture-empty", "capture-no-text", "capture-damaged"}
        return None


def letters(text: str) -> str:
    """What must not get lost: letters. Numbers, which also mark notes and items, are no letters here."""
    return "".join(c for c in text if c.isalpha())


def check(text: str) -> None:
    reading = reading_of(text)
    if reading is None:
        return
    data = reading_data(reading)
    lines = reading.capture.data.decode("utf-8-sig").split("\n")
    assert faults(len(lines), reading.ledger) == []
    blocks = {row["id"]: row for document in data["documents"] for row in document["blocks"]}
    assert len(blocks) == sum(len(document["blocks"]) for document in data["documents"])
    for entry in reading.ledger:
        assert entry.reason != "not understood"
        if entry.fate != "kept":
            continue
        words = letters("".join(blocks[name]["text"] for name in entry.where.split()))
        for number in range(entry.first, entry.last + 1):
            own = letters(lines[number - 1])
            assert own in words or own[1:] in words or own[3:] in words, (number, lines[number - 1])
    notes = {row["id"] for row in blocks.values() if row["kind"] == "note"}
    assert {call for row in blocks.values() for call in row["calls"]} <= notes


@settings(max_examples=300, deadline=None)
@given(PAGES)
def test_pages_of_all_shapes(text: str) -> None:
    check(text)


@settings(max_examples=200, deadline=None)
@given(ANYTHING)
def test_any_text_at_all(text: str) -> None:
    check(text)


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("0Aaº\n\0 کé."), max_size=60).filter(lambda text: text.count("\0") * 3 < len(text)))
def test_stray_zeros_make_no_other_text_of_it(text: str) -> None:
    """Zeros at every second place would be UTF-16; fewer are rubbish, and the text is refused or read as it is."""
    check(text)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        reading = read(Capture("any.txt", data, "text/plain"), Wishes())
    except CaptureError as error:
        assert error.messages[0].hint
        return
    assert reading.documents


@settings(max_examples=100, deadline=None)
@given(
    PAGES,
    st.sampled_from(
        ["drop", "heading", "paragraph", "caption", "note", "list", "quote", "verse", "document", "title", "byline"]
    ),
)
def test_roles_break_nothing(text: str, role: str) -> None:
    lines = [line for line in text.split("\n") if line.strip()]
    if not lines or reading_of(text) is None:
        return
    wishes = Wishes(roles=((lines[len(lines) // 2], role),))  # type: ignore[arg-type]
    reading = read(Capture("any.txt", text.encode(), "text/plain"), wishes)
    assert faults(len(text.split("\n")), reading.ledger) == []


UNITS = (
    "A line of the text that goes on and on, and then ends.",
    "Short line",
    "word* [1] (2)",
    "> > a",
    "- b",
    "a     b     c",
    "کتاب one",
    "1. A",
    "\f7",
    "From: a",
    "Also read:\nSome title",
    "Related\n* a\nTags: x",
    "By Aa Bb",
    "a " * 400,
    "x" + "." * 2000,
    "a--" * 900,
    "x" + " " * 3000 + "y",
    "a(" * 900,
)


@pytest.mark.parametrize("unit", UNITS)
def test_long_captures_come_to_an_end(unit: str) -> None:
    """Thousands of lines, or lines of thousands of characters: a rule that compares all with all would not come to an end."""
    reading = reading_of("\n\n".join([unit] * (20_000 if len(unit) < 100 else 500)))
    assert reading is not None
    assert reading.documents
