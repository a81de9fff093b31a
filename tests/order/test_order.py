"""Letters stand on the line in one order: in print, in a browser that isolates every element, in reading systems, and for the eye."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw, ImageFont

from compiler.files import shipped
from compiler.model.book import Book
from compiler.model.content import Block, Isolate
from compiler.model.walk import map_block_inlines, map_blocks
from tests.reading import ebooks
from tests.reading.glyphs import Glyph, lines_of

from . import markup
from .case import Case
from .cases import CASES
from .conftest import Shown
from .facing import opens
from .library import library, settled_runs
from .nesting_cases import WRAPPED
from .order import MIRRORS, OPENING, Line, broken_alike, faced, line_of, lines_of_words, unfaced
from .printed import printed_lines

BY_NAME = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
SEEN = [case for case in CASES if case.seen]


def from_the_left(lines: list[Line]) -> list[str]:
    """Lines for a message: forced from left to right, whatever shows them."""
    return [f"\u2066\u202d{line}\u202c\u2069" for line in lines]


@BY_NAME
def test_print_and_browser_agree(printed: Shown, case: Case) -> None:
    assert from_the_left(printed.lines[case.name]) == from_the_left(printed.wanted[case.name])


@pytest.mark.parametrize("system", ebooks.SYSTEMS)
@BY_NAME
def test_reading_systems_and_browser_agree(read: dict[ebooks.System, Shown], system: ebooks.System, case: Case) -> None:
    shown = read[system]
    assert from_the_left(unfaced(shown.lines[case.name])) == from_the_left(unfaced(shown.wanted[case.name]))


@pytest.mark.parametrize("case", SEEN, ids=lambda case: case.name)
def test_print_is_what_the_eye_wants(print_lines: dict[str, list[Line]], case: Case) -> None:
    assert from_the_left(["".join(print_lines[case.name])]) == from_the_left([lines_of_words(case.seen)])


def test_there_are_enough_cases() -> None:
    assert len({case.name for case in CASES}) == len(CASES)
    assert len(CASES) >= 120
    assert len(SEEN) >= 40


@pytest.mark.parametrize("case", WRAPPED, ids=lambda case: case.name)
def test_long_cases_turn_over(print_lines: dict[str, list[Line]], case: Case) -> None:
    assert len(print_lines[case.name]) > 1


# --- the measure itself ---


def test_without_isolates_print_is_not_what_the_eye_wants(book: Book) -> None:
    parted = [case for case in CASES if case.name in {"fa-em-middle", "fa-plus", "en-two"}]
    bare = printed_lines(without_isolates(book), parted)
    assert all(bare[case.name] != [lines_of_words(case.seen)] for case in parted)


def without_isolates(book: Book) -> Book:
    """The book with every isolate's content in its place."""

    def bared(block: Block) -> tuple[Block, ...]:
        return (map_block_inlines(block, lambda one: one.content if isinstance(one, Isolate) else (one,)),)

    chapters = (replace(chapter, blocks=map_blocks(chapter.blocks, bared)) for chapter in book.chapters)
    return replace(book, chapters=tuple(one for one in chapters if one.language in {"fa", "en"}))


def test_the_language_of_the_book_moves_no_letter(book: Book) -> None:
    def directions(of: Book) -> list[str]:
        return [re.sub(r' lang="[^"]*"', "", markup.block(run)) for run in settled_runs(of)]

    assert directions(library(CASES, "fa")) == directions(book)


@pytest.mark.parametrize("bracket", MIRRORS)
def test_the_look_of_a_bracket(bracket: str) -> None:
    font = ImageFont.truetype(str(shipped("layouts") / "fonts" / "EBGaramond" / "EBGaramond-Regular.ttf"), 40)
    picture = Image.new("L", (60, 80), 255)
    ImageDraw.Draw(picture).text((20, 10), bracket, font=font, fill=0)
    assert opens(picture) == (bracket in OPENING)
    assert opens(Image.new("L", (60, 80), 255)) is None


def test_a_bracket_is_named_by_its_look() -> None:
    assert [faced("(", True), faced("(", False), faced(")", True), faced("«", False)] == ["(", ")", "(", "»"]


def test_words_from_left_to_right() -> None:
    assert lines_of_words("است. (Python) نسخهٔ") == ".تسا(python)هخسن"
    assert lines_of_words("(کتاب) ۱۲") == "(باتک)12"


def test_lines_hold_the_same_or_not() -> None:
    assert broken_alike(["ab", "cd"], ["ba", "dc"])
    assert not broken_alike(["ab", "cd"], ["abc", "d"])


def test_raised_signs_stay_on_their_line() -> None:
    word = [Glyph(letter, 10.0 * index, 10.0 * index + 8, 0, 20) for index, letter in enumerate("ab")]
    raised, below = Glyph("1", 30, 34, -4, 10), Glyph("c", 0, 8, 30, 50)
    assert [line_of(line) for line in lines_of([below, raised, *reversed(word)])] == ["ab1", "c"]
